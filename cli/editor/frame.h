// What the editor shows, as rows of cells, and the escape sequences that turn one picture into the
// next.
//
//   Frame frame = LayOut({.prompt = "newsgraph> ", .text = "RETURN 1", .cursor = 8, .width = 80,
//   .height = 24}); terminal.Write(Update(before, frame));
//
// Pure: no terminal is touched here. Rows never fill the last column, so that no terminal wraps by
// itself. A text with more rows than the screen shows the rows around the cursor. Thread-safe: no
// state.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace newsgraph::cli {

// The style of the bytes from `begin` on, until the next one.
struct StyleChange {
  size_t begin = 0;
  std::string_view style;  // an escape sequence; empty: plain
};

struct Scene {
  std::string_view prompt;  // of the first line; the others are indented alike with "…"
  std::string_view prompt_style = {};  // an escape sequence
  std::string_view text;
  size_t cursor = 0;                     // byte of the text
  std::vector<StyleChange> styles = {};  // in order of begin
  std::vector<std::string> below = {};   // rows under the text (a menu), styled, fitting the screen
  int width = 80;
  int height = 24;
};

struct Frame {
  std::vector<std::string> rows;  // with styles, each ending plain
  std::vector<int> cells;         // how many cells each row takes
  int cursor_row = 0;
  int cursor_column = 0;
  int width = 0;  // of the screen it was made for
};

Frame LayOut(const Scene& scene);

// From the screen with `before` (its cursor where that frame says) to `after`, in place.
std::string Update(const Frame& before, const Frame& after);
// Takes the frame off a screen that is now `width` wide and may have wrapped its rows anew; the
// cursor is then where the frame began.
std::string Erase(const Frame& frame, int width);
// Moves below the frame, to the start of a fresh line.
std::string Leave(const Frame& frame);

}  // namespace newsgraph::cli

// A terminal's screen for tests: takes the bytes a program writes, gives the rows a person would
// see.
//
//   Screen screen(80, 24);
//   screen.Write("a\r\n\x1b[1mb");   screen.Row(0) == "a"   screen.Text() == "a\nb\n"
//
// Knows what the editor and the printers may use: cursor moves, erasing, styles, wrapping at the
// last column, scrolling. What it does not know it notes in unknown(): a test can see that nothing
// strange was sent.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsgraph::cli::testing {

class Screen {
 public:
  Screen(int width, int height) : width_(width), height_(height) { Clear(); }

  void Write(std::string_view bytes);
  std::string Row(int row) const;  // blanks at its end left out, those before the cursor kept
  std::string Text() const;        // all rows up to the last that is not empty
  // Everything that was on the screen since the last Forget(): the rows that scrolled off and those
  // that stand there.
  std::string Everything() const { return scrolled_ + Text(); }
  const std::string& scrolled() const { return scrolled_; }
  // Wipes what stands above the cursor's row, and what scrolled off.
  void Forget();
  int cursor_row() const { return row_; }
  int cursor_column() const { return column_; }
  const std::vector<std::string>& unknown() const { return unknown_; }
  void Resize(int width, int height);

 private:
  struct Cell {
    std::string text = " ";
  };
  void Clear();
  void Put(std::string_view grapheme, int width);
  void NewLine();
  void Sequence(std::string_view parameters, char final);

  int width_;
  int height_;
  int row_ = 0;
  int column_ = 0;
  std::vector<std::vector<Cell>> cells_;
  std::string pending_;  // half of a sequence or of a character
  std::string scrolled_;
  std::vector<std::string> unknown_;
};

}  // namespace newsgraph::cli::testing

// The real terminal: raw mode, its size, and reading a statement key by key.
//
//   Terminal terminal;
//   Prompt prompt = {.text = "newsgraph> ", .color = true, .highlight = Highlight};
//   while (auto text = terminal.ReadStatement(editor, prompt)) ...
//
// Raw mode holds only while a statement is read; at all other times the terminal is as it was
// found. One thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/editor/frame.h"
#include "cli/editor/line_editor.h"

namespace newsgraph::cli {

struct ScreenSize {
  int width = 80;
  int height = 24;
};
// Of the terminal behind a descriptor; 80 x 24 where it does not say.
ScreenSize SizeOf(int descriptor);

struct Prompt {
  std::string text = "newsgraph> ";
  bool color = false;
  std::function<std::vector<StyleChange>(std::string_view text, size_t cursor)> highlight;
};

class Terminal {
 public:
  // Keys come from `in`, the screen is `out`.
  Terminal(int in, int out) : in_(in), out_(out) {}

  enum class End : uint8_t { kSubmitted, kInterrupted, kEnded };
  // Edits until a statement is submitted (it is in `text` then), given up, or the user leaves.
  End ReadStatement(LineEditor& editor, const Prompt& prompt, std::string& text);

 private:
  void Draw(const LineEditor& editor, const Prompt& prompt);
  void Send(std::string_view bytes);
  // Waits for bytes; false at the end of the input.
  bool Fill();

  int in_;
  int out_;
  KeyDecoder decoder_;  // keys typed ahead stay here from one statement to the next
  Frame frame_;
};

}  // namespace newsgraph::cli

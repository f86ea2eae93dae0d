// The real terminal: raw mode, its size, and reading a statement key by key.
//
//   Terminal terminal;
//   Prompt prompt = {.text = "newsgraph> ", .color = true, .highlight = Highlight};
//   while (auto text = terminal.ReadStatement(editor, prompt)) ...
//
// As long as it lives, keys come unechoed and one by one, so that what is typed ahead is kept as it
// is; while a statement runs, Ctrl-C is a signal. The destructor puts the terminal back as it was
// found. One thread.
#pragma once

#include <termios.h>

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
  Terminal(int in, int out);
  Terminal(const Terminal&) = delete;
  ~Terminal();

  enum class End : uint8_t { kSubmitted, kInterrupted, kEnded };
  // Edits until a statement is submitted (it is in `text` then), given up, or the user leaves.
  End ReadStatement(LineEditor& editor, const Prompt& prompt, std::string& text);

 private:
  End Edit(LineEditor& editor, const Prompt& prompt, std::string& text);
  void SetKeys(bool signals);
  void Draw(const LineEditor& editor, const Prompt& prompt);
  void Send(std::string_view bytes);
  // Waits for bytes; false at the end of the input.
  bool Fill();

  int in_;
  int out_;
  bool is_terminal_ = false;
  termios found_ = {};
  KeyDecoder decoder_;  // keys typed ahead stay here from one statement to the next
  Frame frame_;
};

}  // namespace newsgraph::cli

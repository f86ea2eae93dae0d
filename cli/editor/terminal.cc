#include "cli/editor/terminal.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "cli/interrupt.h"
#include "cli/output.h"

namespace newsgraph::cli {
namespace {

constexpr int kEscapeWaitMs = 50;

}  // namespace

ScreenSize SizeOf(int descriptor) {
  winsize size = {};
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return {};
  return {size.ws_col, size.ws_row == 0 ? 24 : size.ws_row};
}

Terminal::Terminal(int in, int out) : in_(in), out_(out) {
  is_terminal_ = tcgetattr(in_, &found_) == 0;
}

Terminal::~Terminal() {
  if (is_terminal_) tcsetattr(in_, TCSADRAIN, &found_);
}

// Keys as they come, unechoed. Between statements only Ctrl-C and its like are signals.
void Terminal::SetKeys(bool signals) {
  if (!is_terminal_) return;
  termios raw = found_;
  raw.c_iflag &= ~static_cast<tcflag_t>(BRKINT | ICRNL | INPCK | ISTRIP | IXON);
  raw.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | IEXTEN | ISIG);
  if (signals) raw.c_lflag |= ISIG;
  raw.c_cflag |= CS8;
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  tcsetattr(in_, TCSADRAIN, &raw);
  Send(signals ? "\x1b[?2004l" : "\x1b[?2004h");  // bracketed paste
}

void Terminal::Send(std::string_view bytes) { WriteAll(out_, bytes); }

void Terminal::Draw(const LineEditor& editor, const Prompt& prompt) {
  const ScreenSize size = SizeOf(out_);
  std::string out;
  if (frame_.width != 0 && frame_.width != size.width) {
    out = Erase(frame_, size.width);
    frame_ = Frame();
  }
  Scene scene;
  scene.prompt = prompt.text;
  scene.prompt_style = prompt.color ? "\x1b[1;32m" : "";
  scene.text = editor.text();
  scene.cursor = editor.cursor();
  if (prompt.color && prompt.highlight) scene.styles = prompt.highlight(scene.text, scene.cursor);
  scene.below = editor.Below(size.width, prompt.color);
  scene.width = size.width;
  scene.height = size.height;
  Frame next = LayOut(scene);
  Send(out + Update(frame_, next));
  frame_ = std::move(next);
}

bool Terminal::Fill() {
  std::array<pollfd, 2> ready = {{{in_, POLLIN, 0}, {WakeDescriptor(), POLLIN, 0}}};
  const int count = poll(ready.data(), ready.size(), decoder_.waiting() ? kEscapeWaitMs : -1);
  if (count < 0) return errno == EINTR;  // a signal: the caller looks
  if (count == 0) {
    decoder_.EndWait();
    return true;
  }
  if (ready[1].revents != 0) {
    EndWake();
    return true;
  }
  std::array<char, 65536> bytes;
  const ssize_t got = read(in_, bytes.data(), bytes.size());
  if (got > 0) decoder_.Feed({bytes.data(), static_cast<size_t>(got)});
  return got > 0 || (got < 0 && errno == EINTR);
}

Terminal::End Terminal::ReadStatement(LineEditor& editor, const Prompt& prompt, std::string& text) {
  SetKeys(/*signals=*/false);
  const End end = Edit(editor, prompt, text);
  SetKeys(/*signals=*/true);
  return end;
}

Terminal::End Terminal::Edit(LineEditor& editor, const Prompt& prompt, std::string& text) {
  frame_ = Frame();
  bool changed = true;
  while (true) {
    while (const auto key = decoder_.Next()) {
      changed = true;
      const LineEditor::Outcome outcome = editor.Press(*key);
      if (outcome == LineEditor::Outcome::kEditing) continue;
      if (outcome == LineEditor::Outcome::kClearScreen) {
        Send("\x1b[H\x1b[2J");
        frame_ = Frame();
        continue;
      }
      // What was typed stays on the screen; after Ctrl-C only the new prompt counts.
      Draw(editor, prompt);
      Send(Leave(frame_));
      if (outcome == LineEditor::Outcome::kInterrupted) return End::kInterrupted;
      if (outcome == LineEditor::Outcome::kEnded) return End::kEnded;
      text = editor.Take();
      return End::kSubmitted;
    }
    if (TakeResize()) changed = true;
    if (changed) Draw(editor, prompt);
    changed = false;
    if (!Fill() || Terminated()) {
      Send(Leave(frame_));
      return End::kEnded;
    }
  }
}

}  // namespace newsgraph::cli

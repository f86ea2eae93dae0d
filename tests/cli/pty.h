// A program in a pseudo-terminal: keys in, screen out.
//
//   Pty pty({binary, "news.ng"}, 80, 24);
//   ASSERT_TRUE(pty.WaitFor("newsgraph> "));
//   pty.Send("RETURN 1;\r");
//   ASSERT_TRUE(pty.WaitFor("1 row"));
//   pty.screen().Text()
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/cli/screen.h"

namespace newsgraph::cli::testing {

class Pty {
 public:
  Pty(const std::vector<std::string>& command, int width, int height,
      const std::vector<std::string>& environment = {});
  Pty(const Pty&) = delete;
  ~Pty();

  void Send(std::string_view keys);
  // Reads until the text stands on the screen or has scrolled off it since the last Forget(). False
  // after `milliseconds` without it.
  bool WaitFor(std::string_view text, int milliseconds = 20000);
  // Reads until the cursor stands behind the prompt, and nothing else in its row.
  bool WaitForPrompt(std::string_view prompt, int milliseconds = 20000);
  // Reads until the screen is as wanted.
  bool WaitUntil(const std::function<bool(const Screen& screen)>& met, int milliseconds = 20000);
  // Reads until these bytes have come since the last Forget().
  bool WaitForBytes(std::string_view bytes, int milliseconds = 20000);
  // Reads for some time. For what has no end to wait for: a moment in the middle of a statement.
  void ReadFor(int milliseconds);
  // Wipes what the screen shows above the cursor's row: what is waited for then is new.
  void Forget();
  // The program's exit code, once it has ended; -1 when it does not within the time.
  int WaitForExit(int milliseconds = 20000);
  void Resize(int width, int height);
  void Signal(int number);
  // The terminal is in the mode in which it began.
  bool EchoesAndGathersLines() const;
  // How long the program's main thread has waited for a processor so far, which a busy machine adds
  // to every time measured; 0 where the system does not tell.
  double MillisecondsQueued() const;

  const Screen& screen() const { return screen_; }
  const std::string& raw() const { return raw_; }  // every byte that came

 private:
  bool Read(int milliseconds);  // false when nothing came, or the end

  int master_ = -1;
  pid_t child_ = -1;
  bool ended_ = false;
  int exit_code_ = -1;
  Screen screen_;
  std::string raw_;
  size_t forgotten_ = 0;  // bytes of raw_
};

}  // namespace newsgraph::cli::testing

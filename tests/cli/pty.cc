#include "tests/cli/pty.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fstream>

namespace newsgraph::cli::testing {
namespace {

using Clock = std::chrono::steady_clock;

int LeftUntil(Clock::time_point end) {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
  return left > 0 ? static_cast<int>(left) : 0;
}

}  // namespace

Pty::Pty(const std::vector<std::string>& command, int width, int height,
         const std::vector<std::string>& environment)
    : screen_(width, height) {
  winsize size = {};
  size.ws_col = static_cast<unsigned short>(width);
  size.ws_row = static_cast<unsigned short>(height);
  child_ = forkpty(&master_, nullptr, nullptr, &size);
  if (child_ == 0) {
    setenv("TERM", "xterm-256color", 1);
    unsetenv("NO_COLOR");
    unsetenv("PAGER");
    for (const std::string& setting : environment) putenv(const_cast<char*>(setting.c_str()));
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
}

Pty::~Pty() {
  if (!ended_ && child_ > 0) {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }
  if (master_ >= 0) close(master_);
}

bool Pty::Read(int milliseconds) {
  pollfd ready = {master_, POLLIN, 0};
  if (poll(&ready, 1, milliseconds) <= 0) return false;
  std::array<char, 65536> bytes;
  const ssize_t count = read(master_, bytes.data(), bytes.size());
  if (count <= 0) return false;
  const std::string_view text(bytes.data(), static_cast<size_t>(count));
  raw_ += text;
  screen_.Write(text);
  return true;
}

void Pty::Send(std::string_view keys) {
  while (!keys.empty()) {
    // What the program says meanwhile is read, so that neither side waits for the other for ever.
    pollfd ready = {master_, POLLIN | POLLOUT, 0};
    if (poll(&ready, 1, 20000) <= 0) return;
    if (ready.revents & POLLIN) Read(0);
    if (ready.revents & POLLOUT) {
      const ssize_t count = write(master_, keys.data(), std::min<size_t>(keys.size(), 1024));
      if (count < 0 && errno != EAGAIN && errno != EINTR) return;
      if (count > 0) keys.remove_prefix(static_cast<size_t>(count));
    }
    if ((ready.revents & (POLLHUP | POLLERR)) != 0) return;
  }
}

void Pty::Forget() {
  screen_.Forget();
  forgotten_ = raw_.size();
}

bool Pty::WaitUntil(const std::function<bool(const Screen& screen)>& met, int milliseconds) {
  const auto end = Clock::now() + std::chrono::milliseconds(milliseconds);
  while (!met(screen_)) {
    const int left = LeftUntil(end);
    if (left == 0) return false;
    if (Read(left)) continue;
    pollfd ready = {master_, POLLIN, 0};
    if (poll(&ready, 1, 0) > 0 && (ready.revents & POLLHUP) != 0) return met(screen_);
  }
  return true;
}

bool Pty::WaitFor(std::string_view text, int milliseconds) {
  size_t searched = 0;  // of what scrolled off
  const auto is_there = [&](const Screen& screen) {
    const std::string& scrolled = screen.scrolled();
    if (scrolled.find(text, searched) != std::string::npos) return true;
    searched = scrolled.size() - std::min(scrolled.size(), text.size());
    return screen.Text().find(text) != std::string::npos;
  };
  return WaitUntil(is_there, milliseconds);
}

bool Pty::WaitForPrompt(std::string_view prompt, int milliseconds) {
  return WaitUntil([&](const Screen& screen) { return screen.Row(screen.cursor_row()) == prompt; },
                   milliseconds);
}

bool Pty::WaitForBytes(std::string_view bytes, int milliseconds) {
  return WaitUntil([&](const Screen&) { return raw_.find(bytes, forgotten_) != std::string::npos; },
                   milliseconds);
}

void Pty::ReadFor(int milliseconds) {
  WaitUntil([](const Screen&) { return false; }, milliseconds);
}

int Pty::WaitForExit(int milliseconds) {
  const auto end = Clock::now() + std::chrono::milliseconds(milliseconds);
  while (!ended_ && LeftUntil(end) > 0) {
    Read(10);
    int state = 0;
    if (waitpid(child_, &state, WNOHANG) != child_) continue;
    ended_ = true;
    while (Read(0)) {
    }
    exit_code_ = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
  }
  return ended_ ? exit_code_ : -1;
}

void Pty::Resize(int width, int height) {
  winsize size = {};
  size.ws_col = static_cast<unsigned short>(width);
  size.ws_row = static_cast<unsigned short>(height);
  ioctl(master_, TIOCSWINSZ, &size);
  screen_.Resize(width, height);
}

bool Pty::EchoesAndGathersLines() const {
  termios now = {};
  return tcgetattr(master_, &now) == 0 && (now.c_lflag & ICANON) != 0 && (now.c_lflag & ECHO) != 0;
}

void Pty::Signal(int number) { kill(child_, number); }

double Pty::MillisecondsQueued() const {
  std::ifstream file("/proc/" + std::to_string(child_) + "/schedstat");
  double ran = 0, waited = 0;  // nanoseconds
  return file >> ran >> waited ? waited / 1e6 : 0;
}

}  // namespace newsgraph::cli::testing

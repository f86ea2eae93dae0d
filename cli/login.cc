#include "cli/login.h"

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "cli/interrupt.h"
#include "cli/output.h"

namespace newsgraph::cli {
namespace {

constexpr size_t kMaxLine = 4096;

// The terminal, without echo for as long as it lives.
class Quiet {
 public:
  Quiet(int terminal, bool echo) : terminal_(terminal) {
    if (echo || tcgetattr(terminal, &found_) != 0) return;
    termios quiet = found_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    quiet.c_lflag |= ICANON | ISIG | ECHONL;
    changed_ = tcsetattr(terminal, TCSAFLUSH, &quiet) == 0;
  }
  Quiet(const Quiet&) = delete;
  ~Quiet() {
    if (changed_) tcsetattr(terminal_, TCSAFLUSH, &found_);
  }

 private:
  int terminal_;
  termios found_ = {};
  bool changed_ = false;
};

Status Cancelled() { return RuntimeError(ErrorKind::kCancelled, "", "the login was cancelled"); }

// Waits for the signals' pipe too: a Ctrl-C just before a read would not end it.
StatusOr<std::string> ReadLine(int terminal) {
  std::string line;
  while (line.size() < kMaxLine) {
    std::array<pollfd, 2> ready = {{{terminal, POLLIN, 0}, {WakeDescriptor(), POLLIN, 0}}};
    char c = 0;
    ssize_t count = poll(ready.data(), ready.size(), -1);
    if (Interrupted()) return Cancelled();
    if (ready[1].revents != 0) EndWake();
    if (count > 0 && ready[0].revents == 0) continue;
    if (count > 0) count = read(terminal, &c, 1);
    if (count == 0) return Cancelled();
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      return RuntimeError(ErrorKind::kIoError, "ReadFailed",
                          Cat("cannot read from the terminal: ", std::strerror(errno)));
    }
    if (c == '\n') return line;
    line += c;
  }
  return RuntimeError(ErrorKind::kArgumentError, "", "the line is too long");
}

}  // namespace

StatusOr<std::string> AskLine(std::string_view question, bool echo) {
  const int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
  if (terminal < 0) {
    return RuntimeError(ErrorKind::kIoError, "LoginFailed", "there is no terminal to ask at",
                        "set NEWSGRAPH_PASSWORD");
  }
  StatusOr<std::string> line;
  {
    const Quiet quiet(terminal, echo);
    WriteAll(terminal, question);
    line = ReadLine(terminal);
  }
  close(terminal);
  return line;
}

StatusOr<bolt::Address> WithLogin(const Options& options, bool ask) {
  bolt::Address address = *options.server;
  if (!options.user.empty() && options.user != address.user) {
    address.user = options.user;
    address.password.reset();
  }
  if (address.user.empty() || address.password) return address;
  if (const char* password = std::getenv("NEWSGRAPH_PASSWORD")) {
    address.password = password;
  } else if (ask) {
    ASSIGN_OR_RETURN(address.password, AskLine(Cat("password of ", address.user, ": "), false));
  } else {
    return RuntimeError(ErrorKind::kIoError, "LoginFailed",
                        Cat("there is no password for the user ", address.user),
                        "set NEWSGRAPH_PASSWORD");
  }
  return address;
}

}  // namespace newsgraph::cli

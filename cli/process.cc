#include "cli/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "cli/output.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

constexpr int kNotFound = 127;

struct Pipe {
  int ends[2] = {-1, -1};
  ~Pipe() {
    Close(0);
    Close(1);
  }
  bool Open() { return pipe2(ends, O_CLOEXEC) == 0; }
  void Close(int end) {
    if (ends[end] >= 0) close(ends[end]);
    ends[end] = -1;
  }
};

int WaitFor(pid_t child) {
  int state = 0;
  while (waitpid(child, &state, 0) < 0 && errno == EINTR) {
  }
  return state;
}

[[noreturn]] void Exec(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  signal(SIGPIPE, SIG_DFL);
  signal(SIGINT, SIG_DFL);
  execvp(arguments[0], arguments.data());
  _exit(kNotFound);
}

// Feeds `input` and gathers both outputs until the program has closed them.
void Exchange(Pipe& to, Pipe& from, Pipe& errors, std::string_view input, std::string& output,
              std::string& complaint) {
  fcntl(to.ends[1], F_SETFL, O_NONBLOCK);
  std::array<char, 16384> buffer;
  const auto read_some = [&](Pipe& pipe, std::string& text) {
    const ssize_t count = read(pipe.ends[0], buffer.data(), buffer.size());
    if (count > 0) {
      text.append(buffer.data(), static_cast<size_t>(count));
    } else if (count == 0 || errno != EINTR) {
      pipe.Close(0);
    }
  };
  while (from.ends[0] >= 0 || errors.ends[0] >= 0) {
    std::array<pollfd, 3> polled = {
        {{from.ends[0], POLLIN, 0}, {errors.ends[0], POLLIN, 0}, {to.ends[1], POLLOUT, 0}}};
    if (input.empty()) {
      to.Close(1);
      polled[2].fd = -1;
    }
    if (poll(polled.data(), polled.size(), -1) < 0 && errno != EINTR) return;
    if (polled[0].revents != 0) read_some(from, output);
    if (polled[1].revents != 0) read_some(errors, complaint);
    if (polled[2].revents != 0) {
      const ssize_t count = write(to.ends[1], input.data(), input.size());
      if (count > 0) input.remove_prefix(static_cast<size_t>(count));
      if (count < 0 && errno != EINTR && errno != EAGAIN) input = {};
    }
  }
}

Status ProgramError(std::string_view detail, std::string_view message) {
  return RuntimeError(ErrorKind::kIoError, detail, message);
}

}  // namespace

StatusOr<std::string> RunProgram(const std::vector<std::string>& command, std::string_view input) {
  Pipe to, from, errors;
  if (!to.Open() || !from.Open() || !errors.Open()) {
    return ProgramError("ProgramFailed",
                        Cat("cannot run \"", command[0], "\": ", std::strerror(errno)));
  }
  const pid_t child = fork();
  if (child < 0)
    return ProgramError("ProgramFailed",
                        Cat("cannot run \"", command[0], "\": ", std::strerror(errno)));
  if (child == 0) {
    dup2(to.ends[0], STDIN_FILENO);
    dup2(from.ends[1], STDOUT_FILENO);
    dup2(errors.ends[1], STDERR_FILENO);
    Exec(command);
  }
  to.Close(0);
  from.Close(1);
  errors.Close(1);
  std::string output, complaint;
  Exchange(to, from, errors, input, output, complaint);
  const int state = WaitFor(child);
  if (WIFEXITED(state) && WEXITSTATUS(state) == 0) return output;
  if (WIFEXITED(state) && WEXITSTATUS(state) == kNotFound) {
    return ProgramError("ProgramNotFound",
                        Cat("the program \"", command[0], "\" is not installed"));
  }
  while (!complaint.empty() && complaint.back() == '\n') complaint.pop_back();
  const size_t line = complaint.rfind('\n');
  return ProgramError(
      "ProgramFailed",
      Cat("the program \"", command[0], "\" failed: ",
          Visible(line == std::string::npos ? complaint : complaint.substr(line + 1))));
}

bool ShowInPager(std::string_view text) {
  const char* pager = std::getenv("PAGER");
  const std::string command = pager != nullptr && *pager != '\0' ? pager : "less -RS";
  Pipe to;
  if (!to.Open()) return false;
  const pid_t child = fork();
  if (child < 0) return false;
  if (child == 0) {
    dup2(to.ends[0], STDIN_FILENO);
    Exec({"sh", "-c", command});
  }
  to.Close(0);
  WriteAll(to.ends[1], text);
  to.Close(1);
  const int state = WaitFor(child);
  return WIFEXITED(state) && WEXITSTATUS(state) != kNotFound;
}

}  // namespace newsgraph::cli

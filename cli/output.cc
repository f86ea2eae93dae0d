#include "cli/output.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "cli/interrupt.h"

namespace newsgraph::cli {

bool WriteAll(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<size_t>(written));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      pollfd ready = {descriptor, POLLOUT, 0};
      if (poll(&ready, 1, -1) < 0 && errno != EINTR) return false;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

Output::Output(int descriptor) : descriptor_(descriptor), terminal_(isatty(descriptor) != 0) {}

bool Output::DrainToDescriptor() {
  if (!terminal_) return WriteAll(descriptor_, buffer_);
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    if (Interrupted()) return WriteAll(descriptor_, "\n");
    if (!WriteAll(descriptor_, rest.substr(0, kBufferBytes))) return false;
    rest.remove_prefix(std::min(rest.size(), kBufferBytes));
  }
  return true;
}

void Output::Drain() {
  if (target_ != nullptr) {
    target_->append(buffer_);
  } else if (status_.ok() && !DrainToDescriptor()) {
    closed_ = errno == EPIPE;
    status_ =
        RuntimeError(ErrorKind::kIoError, closed_ ? "OutputClosed" : "WriteFailed",
                     Cat("cannot write the output: ", std::strerror(errno)),
                     closed_ ? "" : "see that there is room and that the file may be written");
  }
  buffer_.clear();
}

}  // namespace newsgraph::cli

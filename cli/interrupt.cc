#include "cli/interrupt.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace newsgraph::cli {
namespace {

std::atomic<bool> interrupted{false};
std::atomic<bool> resized{false};
std::atomic<bool> terminated{false};
std::atomic<bool> at_prompt{false};
static_assert(std::atomic<bool>::is_always_lock_free);

// A byte in this pipe for each signal: one that arrives just before a wait for keys, or on another
// thread, ends that wait too. A full pipe says all there is to say.
std::array<int, 2> wake = {-1, -1};

void Wake() {
  const int kept = errno;
  [[maybe_unused]] const ssize_t written = write(wake[1], "", 1);
  errno = kept;
}

// A second one, when nothing has looked at the first, ends a script at once.
void OnInterrupt(int) {
  if (interrupted.exchange(true, std::memory_order_relaxed) &&
      !at_prompt.load(std::memory_order_relaxed))
    _exit(130);
  Wake();
}
void OnTerminate(int) {
  terminated.store(true, std::memory_order_relaxed);
  interrupted.store(true, std::memory_order_relaxed);
  Wake();
}
void OnResize(int) {
  resized.store(true, std::memory_order_relaxed);
  Wake();
}

void Install(int signal_number, void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;  // without SA_RESTART: a read that waits for keys comes back
  sigaction(signal_number, &action, nullptr);
}

}  // namespace

void InstallSignalHandlers() {
  if (wake[0] < 0 && pipe2(wake.data(), O_NONBLOCK | O_CLOEXEC) != 0) wake = {-1, -1};
  Install(SIGINT, OnInterrupt);
  Install(SIGPIPE, SIG_IGN);
  Install(SIGWINCH, OnResize);
}

void InstallTerminationHandlers() {
  at_prompt.store(true);
  Install(SIGTERM, OnTerminate);
  Install(SIGHUP, OnTerminate);
}
bool Terminated() { return terminated; }

const std::atomic<bool>& InterruptFlag() { return interrupted; }
bool TakeInterrupt() { return interrupted.exchange(false); }
bool TakeResize() { return resized.exchange(false); }

int WakeDescriptor() { return wake[0]; }
void EndWake() {
  std::array<char, 256> bytes;
  while (read(wake[0], bytes.data(), bytes.size()) > 0) {
  }
}

}  // namespace newsgraph::cli

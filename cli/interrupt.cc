#include "cli/interrupt.h"

#include <signal.h>
#include <unistd.h>

namespace newsgraph::cli {
namespace {

std::atomic<bool> interrupted{false};
std::atomic<bool> resized{false};
std::atomic<bool> terminated{false};
std::atomic<bool> at_prompt{false};
static_assert(std::atomic<bool>::is_always_lock_free);

// A second one, when nothing has looked at the first, ends a script at once.
void OnInterrupt(int) {
  if (interrupted.exchange(true, std::memory_order_relaxed) &&
      !at_prompt.load(std::memory_order_relaxed))
    _exit(130);
}
void OnTerminate(int) {
  terminated.store(true, std::memory_order_relaxed);
  interrupted.store(true, std::memory_order_relaxed);
}
void OnResize(int) { resized.store(true, std::memory_order_relaxed); }

void Install(int signal_number, void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;  // without SA_RESTART: a read that waits for keys comes back
  sigaction(signal_number, &action, nullptr);
}

}  // namespace

void InstallSignalHandlers() {
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

}  // namespace newsgraph::cli

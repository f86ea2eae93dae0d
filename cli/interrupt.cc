#include "cli/interrupt.h"

#include <signal.h>

namespace newsgraph::cli {
namespace {

std::atomic<bool> interrupted{false};
std::atomic<bool> resized{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void OnInterrupt(int) { interrupted.store(true, std::memory_order_relaxed); }
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

const std::atomic<bool>& InterruptFlag() { return interrupted; }
bool TakeInterrupt() { return interrupted.exchange(false); }
bool TakeResize() { return resized.exchange(false); }

}  // namespace newsgraph::cli

// Ctrl-C and other signals as flags. The one place of the program with state outside of objects: a
// signal handler can reach nothing else.
//
//   InstallSignalHandlers();
//   options.cancel = &InterruptFlag();        // the session looks at it
//   if (TakeInterrupt()) ...                  // asks and clears
#pragma once

#include <atomic>

namespace newsgraph::cli {

// SIGINT sets the flag; SIGPIPE is ignored (a write then fails with EPIPE); SIGWINCH is noted.
void InstallSignalHandlers();
const std::atomic<bool>& InterruptFlag();
inline bool Interrupted() { return InterruptFlag().load(std::memory_order_relaxed); }
bool TakeInterrupt();
// SIGTERM and SIGHUP no longer end the program at once: they cancel what runs, and Terminated()
// says so. For the prompt, which has a terminal to put back.
void InstallTerminationHandlers();
bool Terminated();
// The terminal has changed its size since the last call.
bool TakeResize();

// Becomes readable when a signal was noted, for poll(); EndWake makes it wait for the next one. -1,
// which poll() passes over, where the system gave none.
int WakeDescriptor();
void EndWake();

}  // namespace newsgraph::cli

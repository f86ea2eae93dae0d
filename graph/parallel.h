// Work shared out to a few threads.
//
//   ParallelFor(columns, threads, [&](size_t i) { ... });   // each i once, in any order
//   ParallelRanges(edges, threads, [&](size_t begin, size_t end) { ... });   // of 65,536 each
//
// The caller works too. Helpers are started when they are first wanted and kept for the life of the
// process; where all of them are busy, the caller does all. So calls may be nested, and made by
// many threads at a time, and in a forked process. What the caller's part throws comes out once no
// helper is at work; what a helper's part throws ends the process. cost: some microseconds to wake
// a helper.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>

namespace newsgraph {

namespace internal {
// Calls work(argument) on this thread and, if they come in time, on up to
// `helpers` others; returns when all calls did. REQUIRES: the first call to
// return leaves nothing to do for later ones.
void RunWithHelpers(int helpers, void (*work)(void*), void* argument);
}  // namespace internal

template <class F>
void ParallelFor(size_t count, int threads, F&& f) {
  std::atomic<size_t> next = 0;
  auto work = [&] {
    for (size_t i = next++; i < count; i = next++) f(i);
  };
  const size_t helpers = std::min<size_t>(threads > 1 ? static_cast<size_t>(threads) - 1 : 0,
                                          count > 1 ? count - 1 : 0);
  if (helpers == 0) return work();
  internal::RunWithHelpers(
      static_cast<int>(helpers), [](void* each) { (*static_cast<decltype(work)*>(each))(); },
      &work);
}

template <class F>
void ParallelRanges(size_t size, int threads, F&& f) {
  constexpr size_t kRange = 1 << 16;
  ParallelFor((size + kRange - 1) / kRange, threads,
              [&](size_t i) { f(i * kRange, std::min(size, (i + 1) * kRange)); });
}

}  // namespace newsgraph

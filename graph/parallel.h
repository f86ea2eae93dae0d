// Work shared out to a few threads.
//
//   ParallelFor(columns, threads, [&](size_t i) { ... });   // each i once, in any order
//   ParallelRanges(edges, threads, [&](size_t begin, size_t end) { ... });   // of 65,536 each
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace newsgraph {

template <class F>
void ParallelFor(size_t count, int threads, F&& f) {
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t i = next++; i < count; i = next++) f(i);
  };
  std::vector<std::thread> others;
  for (int t = 1; t < threads && static_cast<size_t>(t) < count; ++t) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
}

template <class F>
void ParallelRanges(size_t size, int threads, F&& f) {
  constexpr size_t kRange = 1 << 16;
  ParallelFor((size + kRange - 1) / kRange, threads,
              [&](size_t i) { f(i * kRange, std::min(size, (i + 1) * kRange)); });
}

}  // namespace newsgraph

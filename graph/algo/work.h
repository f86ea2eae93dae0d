// Work: how a long computation learns that it is to stop, on any of its threads.
//
//   if (!work.Go(edges_read)) return;       // in every loop, once per node or so
//   WorkTally tally(work);                  // in a loop of several threads, one each
//   if (!tally.Go(edges_read)) return;
//
// Steps are gathered and reported to the owner now and then (under a lock, so that the owner needs
// none); the owner answers whether to go on. Thread-safe.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <utility>

#include "graph/parallel.h"

namespace newsgraph::algo {

class Work {
 public:
  Work() = default;  // never stops
  // `go` takes the steps done since it was last asked and says whether to go on.
  Work(std::function<bool(uint64_t steps)> go, int threads)
      : go_(std::move(go)), threads_(threads) {}

  bool Go(uint64_t steps) {
    if (!go_) return true;
    if (steps_.fetch_add(steps + 1, std::memory_order_relaxed) + steps + 1 >= kAskEvery) Ask();
    return !stopped_.load(std::memory_order_relaxed);
  }
  bool stopped() const { return stopped_.load(std::memory_order_relaxed); }
  int threads() const { return threads_; }

 private:
  static constexpr uint64_t kAskEvery = 1 << 16;

  void Ask() {
    std::lock_guard lock(mutex_);
    if (stopped_) return;
    if (!go_(steps_.exchange(0))) stopped_ = true;
  }

  std::function<bool(uint64_t)> go_;
  int threads_ = 1;
  std::atomic<uint64_t> steps_ = 0;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
};

// What one thread did of a work, told to the others a few thousand steps at a time.
class WorkTally {
 public:
  explicit WorkTally(Work& work) : work_(work) {}
  ~WorkTally() { work_.Go(steps_); }
  WorkTally(const WorkTally&) = delete;

  bool Go(uint64_t steps) {
    steps_ += steps + 1;
    return steps_ < kTellEvery ? !work_.stopped() : work_.Go(std::exchange(steps_, 0));
  }

 private:
  static constexpr uint64_t kTellEvery = 4096;
  Work& work_;
  uint64_t steps_ = 0;
};

// f(begin, end) for all numbers below `size`, kBlock of them at a time, over the work's threads. No
// further ones once the work is stopped.
inline constexpr uint32_t kBlock = 4096;
template <class F>
void ForBlocks(uint32_t size, Work& work, F&& f) {
  ParallelFor((size + size_t{kBlock} - 1) / kBlock, work.threads(), [&](size_t block) {
    if (work.stopped()) return;
    const auto begin = static_cast<uint32_t>(block * kBlock);
    f(begin, static_cast<uint32_t>(std::min<uint64_t>(size, begin + uint64_t{kBlock})));
  });
}

}  // namespace newsgraph::algo

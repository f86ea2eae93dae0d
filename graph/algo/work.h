// Work: how a long computation learns that it is to stop, on any of its threads.
//
//   if (!work.Go(edges_read)) return;       // in every loop, once per node or so
//
// Steps are gathered and reported to the owner now and then (under a lock, so that the owner needs
// none); the owner answers whether to go on. Thread-safe.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <utility>

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

}  // namespace newsgraph::algo

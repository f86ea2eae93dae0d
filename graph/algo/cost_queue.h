// CostQueue: what a search of rising costs has still to look at, cheapest first.
//
//   queue.Begin(51);                          // all weights are integers up to 51: buckets
//   queue.Begin(0);                           // any: a heap
//   queue.Push(12.0, entry);
//   while (!queue.empty()) { auto [cost, entry] = queue.Pop(); ... }
//
// Buckets (Dial 1969) are a ring of one list for each cost within reach of the cheapest: no
// comparisons, and a push is an append. REQUIRES with buckets: a cost pushed is an integer, and
// within the largest weight of the last popped. Keeps its memory. One thread.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace newsgraph::algo {

class CostQueue {
 public:
  using Item = std::pair<double, uint32_t>;

  void Begin(uint32_t largest_weight) {
    for (auto& bucket : buckets_) bucket.clear();
    heap_.clear();
    size_ = 0;
    at_ = 0;
    ring_ = largest_weight > 0;
    if (ring_) {
      const size_t wanted = std::bit_ceil(largest_weight + size_t{1});
      if (buckets_.size() < wanted) buckets_.resize(wanted);
    }
  }
  bool empty() const { return size_ == 0; }
  size_t size() const { return size_; }
  void Push(double cost, uint32_t entry) {
    ++size_;
    if (ring_) {
      buckets_[static_cast<uint64_t>(cost) & (buckets_.size() - 1)].push_back(entry);
    } else {
      heap_.emplace_back(cost, entry);
      std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
    }
  }
  // The smallest cost. REQUIRES: not empty.
  double Least() {
    if (!ring_) return heap_.front().first;
    while (buckets_[at_ & (buckets_.size() - 1)].empty()) ++at_;
    return static_cast<double>(at_);
  }
  // An entry that comes so many pops after the next, unless cheaper ones are pushed; null: unknown.
  const uint32_t* Ahead(size_t pops) const {
    if (!ring_) return nullptr;
    const auto& bucket = buckets_[at_ & (buckets_.size() - 1)];
    return pops < bucket.size() ? &bucket[bucket.size() - 1 - pops] : nullptr;
  }
  Item Pop() {
    --size_;
    if (ring_) {
      const double cost = Least();
      auto& bucket = buckets_[at_ & (buckets_.size() - 1)];
      const uint32_t entry = bucket.back();
      bucket.pop_back();
      return {cost, entry};
    }
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    const Item item = heap_.back();
    heap_.pop_back();
    return item;
  }

 private:
  std::vector<std::vector<uint32_t>> buckets_;
  uint64_t at_ = 0;  // no bucket before this cost has anything
  std::vector<Item> heap_;
  bool ring_ = false;
  size_t size_ = 0;
};

}  // namespace newsgraph::algo

// A small generator of pseudo-random numbers with the same sequence everywhere.
#pragma once

#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace newsgraph::training {

//   source   Marsaglia 2003; Vigna 2016 (xorshift64*)
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}

  uint64_t Next() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return state_ * 0x2545F4914F6CDD1Du;
  }
  uint64_t Below(uint64_t n) { return (Next() >> 11) % n; }
  // In [0, 1).
  float Unit() { return static_cast<float>(Next() >> 40) / static_cast<float>(1 << 24); }
  // About normal, mean 0 and deviation 1: the sum of twelve.
  float Normal() {
    float sum = -6;
    for (int i = 0; i < 12; ++i) sum += Unit();
    return sum;
  }
  // 0..size-1 in random order.
  std::vector<uint32_t> Shuffled(size_t size) {
    std::vector<uint32_t> order(size);
    std::iota(order.begin(), order.end(), 0);
    for (size_t i = size; i > 1; --i) std::swap(order[i - 1], order[Below(i)]);
    return order;
  }

 private:
  uint64_t state_;
};

}  // namespace newsgraph::training

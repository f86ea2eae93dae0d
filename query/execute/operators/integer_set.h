// A set of integers that is a bitmap where they lie close together, as ids do, and a hash table
// where they do not.
//
//   IntegerSet seen;
//   if (seen.Insert(17)) ...                // true: it is new
//
// Begins as a hash table. Each time the table has doubled, the set becomes a bitmap over the span
// of its values if that takes at most kBytesPerValue of memory for each of them; values outside
// the span are then kept in the table. cost: O(1) expected, about a nanosecond in a bitmap. One
// thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "query/execute/operators/integer_table.h"

namespace newsgraph::execute {

class IntegerSet {
 public:
  // Whether the value is new.
  bool Insert(int64_t value) {
    const uint64_t bit = static_cast<uint64_t>(value) - static_cast<uint64_t>(first_);
    if (bit < bits_.size() * 64) {
      uint64_t& word = bits_[bit / 64];
      const uint64_t mask = uint64_t{1} << bit % 64;
      const bool fresh = (word & mask) == 0;
      word |= mask;
      in_bits_ += fresh;
      return fresh;
    }
    if (!others_.Insert(value).added) return false;
    low_ = std::min(low_, value), high_ = std::max(high_, value);
    if (others_.size() >= look_at_) Spread();
    return true;
  }
  size_t size() const { return in_bits_ + others_.size(); }
  // Calls f(value) for each, in no order.
  template <class F>
  void ForEach(F&& f) const {
    others_.ForEach([&](int64_t value, Nothing) { f(value); });
    for (size_t word = 0; word < bits_.size(); ++word) {
      for (uint64_t left = bits_[word]; left != 0; left &= left - 1)
        f(first_ + static_cast<int64_t>(word * 64) + __builtin_ctzll(left));
    }
  }
  void clear() {
    others_.clear();
    bits_ = {};
    in_bits_ = 0;
    first_ = 0;
    low_ = INT64_MAX, high_ = INT64_MIN;
    look_at_ = kFirstLook;
  }

 private:
  struct Nothing {};
  static constexpr uint64_t kBytesPerValue = 32;
  static constexpr size_t kFirstLook = 32;
  // A bitmap is made in one go, in less than 50 ms; beyond this one it would not be quicker than
  // the table.
  static constexpr uint64_t kMostBits = uint64_t{1} << 29;

  // Over to a bitmap, or to one over a wider span, if the values lie close enough together.
  void Spread() {
    look_at_ = 2 * others_.size();
    const uint64_t span = static_cast<uint64_t>(high_) - static_cast<uint64_t>(low_);
    if (span >= std::min<uint64_t>(size() * kBytesPerValue * 8, kMostBits)) return;
    std::vector<uint64_t> bits(span / 64 + 1, 0);
    ForEach([&](int64_t value) {
      const uint64_t bit = static_cast<uint64_t>(value) - static_cast<uint64_t>(low_);
      bits[bit / 64] |= uint64_t{1} << bit % 64;
    });
    in_bits_ = size();
    bits_ = std::move(bits);
    first_ = low_;
    // Values beyond the greatest so far may come to lie in the last word.
    if (__builtin_add_overflow(first_, static_cast<int64_t>(bits_.size() * 64 - 1), &high_))
      high_ = INT64_MAX;
    others_.clear();
    look_at_ = std::max(kFirstLook, in_bits_ / 4);
  }

  int64_t first_ = 0;
  std::vector<uint64_t> bits_;
  size_t in_bits_ = 0;
  IntegerTable<Nothing> others_;
  int64_t low_ = INT64_MAX, high_ = INT64_MIN;  // of all values
  size_t look_at_ = kFirstLook;
};

}  // namespace newsgraph::execute

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
#include <span>
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
  // Insert of each value where fresh[i] is 1, which then says whether it was new. cost: a few
  // instructions each in a bitmap
  void InsertAll(std::span<const int64_t> values, uint8_t* fresh) {
    for (size_t i = 0; i < values.size(); ++i) {
      uint64_t* const bits = bits_.data();
      const uint64_t first = static_cast<uint64_t>(first_), limit = bits_.size() * 64;
      size_t added = 0;
      for (; i < values.size(); ++i) {
        const uint64_t bit = static_cast<uint64_t>(values[i]) - first;
        if (bit >= limit) break;
        const uint64_t is_new = ~(bits[bit / 64] >> bit % 64) & fresh[i];
        bits[bit / 64] |= is_new << bit % 64;
        fresh[i] = static_cast<uint8_t>(is_new);
        added += is_new;
      }
      in_bits_ += added;
      if (i < values.size() && fresh[i] != 0) fresh[i] = Insert(values[i]);  // may make the bitmap
    }
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

// Sentences side by side for a recurrent layer: all first words, then all second words ...
//
//   slot 0  The  mayor  resigned  .          longer sentences come first, so the words of step t
//   slot 1  Who  cares  ?                    are rows [step_begin(t), step_begin(t + 1)), slot by
//   slot
//
// Owns its lists; Reset keeps their memory. Not thread-safe.
#pragma once

#include <algorithm>
#include <numeric>
#include <span>
#include <vector>

#include "graph/base/check.h"

namespace newsgraph::text {

class SentenceBatch {
 public:
  // lengths[k] >= 1 of the k-th sentence given. REQUIRES: at least one
  void Reset(std::span<const int> lengths) {
    DCHECK(!lengths.empty());
    order_.resize(lengths.size());
    std::iota(order_.begin(), order_.end(), 0);
    std::sort(order_.begin(), order_.end(), [&](int a, int b) {
      return lengths[a] != lengths[b] ? lengths[a] > lengths[b] : a < b;
    });
    lengths_.clear();
    for (int given : order_) lengths_.push_back(lengths[given]);
    step_begin_.assign(1, 0);
    int active = sentences();
    for (int t = 0; t < lengths_[0]; ++t) {
      while (lengths_[active - 1] <= t) --active;
      step_begin_.push_back(step_begin_.back() + active);
    }
    mirror_.resize(rows());
    for (int slot = 0; slot < sentences(); ++slot) {
      for (int t = 0; t < lengths_[slot]; ++t) {
        mirror_[RowOf(slot, t)] = RowOf(slot, lengths_[slot] - 1 - t);
      }
    }
  }

  int rows() const { return step_begin_.back(); }
  int sentences() const { return static_cast<int>(order_.size()); }
  int length(int slot) const { return lengths_[slot]; }
  int given(int slot) const { return order_[slot]; }  // index of the sentence as given
  int steps() const { return static_cast<int>(step_begin_.size()) - 1; }
  int step_begin(int t) const { return step_begin_[t]; }
  int step_size(int t) const { return step_begin_[t + 1] - step_begin_[t]; }
  int RowOf(int slot, int t) const { return step_begin_[t] + slot; }
  // The row of the same sentence's word as far from its end as this one is from its start.
  int Mirror(int row) const { return mirror_[row]; }

 private:
  std::vector<int> order_;
  std::vector<int> lengths_;
  std::vector<int> step_begin_ = {0};
  std::vector<int> mirror_;
};

}  // namespace newsgraph::text

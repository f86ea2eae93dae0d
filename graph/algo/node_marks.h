// NodeMarks: a number for some nodes, forgotten all at once without touching the array.
//
//   marks.Begin(view.node_limit());     // nothing is marked
//   marks.Set(node, 7);
//   if (marks.Get(node) != NodeMarks::kNone) ...
//
// Every node has one 32-bit stamp; stamps below the current base belong to searches before, so a
// new search costs nothing however large the graph is. Kept between searches by whoever searches
// often. One thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "graph/ids.h"

namespace newsgraph::algo {

class NodeMarks {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  // cost: O(1), but for a graph that has grown and once in two billion marks
  void Begin(uint32_t node_limit) {
    base_ += used_;
    used_ = 0;
    if (stamps_.size() < node_limit) stamps_.resize(node_limit, 0);
    if (base_ >= kRestart) {
      std::fill(stamps_.begin(), stamps_.end(), 0);
      base_ = 1;
    }
  }
  uint32_t Get(NodeId node) const {
    const uint32_t stamp = stamps_[node.value];
    return stamp < base_ ? kNone : stamp - base_;
  }
  bool Has(NodeId node) const { return stamps_[node.value] >= base_; }
  // REQUIRES: number < 2^31.
  void Set(NodeId node, uint32_t number) {
    stamps_[node.value] = base_ + number;
    used_ = std::max(used_, number + 1);
  }
  void Prefetch(NodeId node) const { __builtin_prefetch(&stamps_[node.value]); }

 private:
  static constexpr uint32_t kRestart = uint32_t{1} << 31;

  std::vector<uint32_t> stamps_;
  uint32_t base_ = 1;
  uint32_t used_ = 0;  // one more than the largest number set
};

}  // namespace newsgraph::algo

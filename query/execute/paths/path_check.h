// PathCheck: whether a path that grows step by step keeps to its mode.
//
//   PathCheck check(pattern);
//   check.Start(a);
//   if (check.Push(edge, b, /*last=*/false)) ... check.Pop();
//
// TRAIL repeats no relationship, ACYCLIC no node, SIMPLE no node but that the last may be the
// first. From either end alike. cost: O(length) per step. One thread.
#pragma once

#include <algorithm>
#include <vector>

#include "graph/ids.h"
#include "query/execute/paths/product.h"
#include "query/semantics/bound.h"

namespace newsgraph::execute {

class PathCheck {
 public:
  explicit PathCheck(const semantics::PathSearch& pattern)
      : mode_(pattern.mode),
        edges_differ_(pattern.mode == semantics::PathMode::kTrail || pattern.distinct_edges) {}

  void Start(NodeId node) {
    nodes_.assign(1, node);
    edges_.clear();
  }
  // False, and nothing is added, where the step would break the mode. `last`: the path ends there.
  bool Push(EdgeId edge, NodeId node, bool last) {
    if (edges_differ_ && std::find(edges_.begin(), edges_.end(), edge) != edges_.end())
      return false;
    const auto again = std::find(nodes_.begin(), nodes_.end(), node);
    if (mode_ == semantics::PathMode::kAcyclic && again != nodes_.end()) return false;
    if (mode_ == semantics::PathMode::kSimple && again != nodes_.end() &&
        !(last && again == nodes_.begin()))
      return false;
    edges_.push_back(edge);
    nodes_.push_back(node);
    return true;
  }
  void Pop() {
    edges_.pop_back();
    nodes_.pop_back();
  }
  bool trivial() const { return mode_ == semantics::PathMode::kWalk; }

  bool Passes(const Run& run) {
    if (trivial()) return true;
    Start(run[0].node);
    for (size_t i = 1; i < run.size(); ++i) {
      if (!Push(run[i].edge, run[i].node, i + 1 == run.size())) return false;
    }
    return true;
  }

 private:
  semantics::PathMode mode_;
  bool edges_differ_;
  std::vector<NodeId> nodes_;
  std::vector<EdgeId> edges_;
};

}  // namespace newsgraph::execute

// BreadthFirst: how far everything is from a node, in edges.
//
//   BreadthFirst search;
//   if (search.Run(view, spec, start, UINT32_MAX, true, work)) {
//     search.levels()[2];            // how many nodes are two edges away
//     search.distance(node);         // kFar where there is no path
//   }
//
// Works on the graph's own arrays. While few nodes are left and many are on the frontier, it is
// cheaper to ask each node that is left for a neighbour on the frontier, one hit being enough
// ("bottom up"): the search changes over by the number of edges ahead, and back. Bottom-up levels
// are shared out to the threads of `work`. Sets of nodes are bitmaps. One search at a time.
// Source: Beamer, Asanovic and Patterson 2012 (direction-optimising).
#pragma once

#include <cstdint>
#include <vector>

#include "graph/algo/projection.h"
#include "graph/algo/work.h"
#include "graph/graph.h"

namespace newsgraph::algo {

class BreadthFirst {
 public:
  static constexpr uint32_t kFar = UINT32_MAX;

  // Of `spec`, labels, types and direction count. Level 0 is the start, whatever its labels are.
  //   keep     whether distance() is to be known: 4 bytes a node
  //   returns  false when the work was stopped
  //   cost     O(nodes + edges), a fraction of the edges where most is within few levels
  bool Run(const GraphView& view, const ProjectionSpec& spec, NodeId start, uint32_t max_distance,
           bool keep, Work& work);

  const std::vector<uint64_t>& levels() const { return levels_; }
  // REQUIRES: keep.
  uint32_t distance(NodeId node) const { return distances_[node.value]; }

 private:
  bool TopDown(uint32_t distance);
  bool BottomUp(uint32_t distance);
  void Visit(uint32_t node, uint32_t distance) {
    visited_[node / 64] |= uint64_t{1} << node % 64;
    if (!distances_.empty()) distances_[node] = distance;
  }

  const GraphView* view_ = nullptr;
  const ProjectionSpec* spec_ = nullptr;
  Work* work_ = nullptr;
  std::vector<uint64_t> visited_;  // or not to be visited
  std::vector<uint64_t> frontier_bits_, next_bits_;
  std::vector<uint32_t> frontier_, next_;
  std::vector<uint32_t> distances_;
  std::vector<uint64_t> levels_;
};

}  // namespace newsgraph::algo

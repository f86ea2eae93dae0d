// Reach: every node that a trail of min..max edges leads to from a node, each once, nearest first.
//
//   Reach reach;                                        // keep it: its memory is used again
//   reach.Begin(view.node_limit(), start, 1, 4, Direction::kBoth);
//   while (reach.Next(steps, node)) ...
//
// min is 0 or 1. Then a trail (no edge twice) exists where a walk does: the shortest walk to
// another node repeats nothing. Only the way back to the start is not to be had by going to and fro
// over one edge. Directed, the shortest closed walk is a cycle. Undirected, the search notes by
// which edge from the start each node was first reached: an edge between nodes of two such branches
// closes a cycle through the start, and the shortest cycle has such an edge. For min of 2 and more
// none of this holds, and trails must be enumerated.
//
// `steps` is asked as by graph/algo/shortest_paths.h (Expand, forward alone), and told which nodes
// are next: Prefetch(node, sooner). Nodes are found as they are asked for, a block at a time, so
// that whoever needs one does not pay for all.
//
// Memory: 4 bytes a node of the graph and 16 a node reached. One thread.
// Source: Moore 1959; branches as in Itai and Rodeh 1978.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "graph/algo/node_marks.h"
#include "graph/ids.h"

namespace newsgraph::algo {

class Reach {
 public:
  // REQUIRES: min <= 1.
  void Begin(uint32_t node_limit, NodeId start, uint32_t min, uint32_t max, Direction direction) {
    marks_.Begin(node_limit);
    marks_.Set(start, 0);
    entries_.assign(1, {start, EdgeId{}, 0, 0});
    max_ = max;
    undirected_ = direction == Direction::kBoth;
    expanded_ = 0;
    given_ = 1;
    back_ = min == 0 ? Back::kFound : Back::kWanted;
  }

  // False at the end, or when `steps` gave up.
  template <class Steps>
  bool Next(Steps&& steps, NodeId& node) {
    return Next(steps, std::span(&node, 1)) == 1;
  }
  // The next ones, as many as are at hand and fit; none at the end, or when `steps` gave up.
  template <class Steps>
  size_t Next(Steps&& steps, std::span<NodeId> nodes) {
    while (true) {
      size_t count = 0;
      if (back_ == Back::kFound) {
        back_ = Back::kGiven;
        nodes[count++] = entries_[0].node;
      }
      while (count < nodes.size() && given_ < entries_.size())
        nodes[count++] = entries_[given_++].node;
      if (count > 0) return count;
      if (expanded_ == entries_.size() || entries_[expanded_].distance >= max_) return 0;
      if (!Expand(steps)) return 0;
    }
  }

 private:
  enum class Back : uint8_t { kWanted, kFound, kGiven };  // the start as an end
  struct Entry {
    NodeId node;
    EdgeId edge;      // by which it was reached
    uint32_t branch;  // the neighbour of the start that the way begins with, as an entry
    uint32_t distance;
  };

  struct Step {
    NodeId other;
    EdgeId edge;
    uint32_t from;  // entry
  };
  static constexpr size_t kBlock = 256;  // steps read ahead of their marks
  static constexpr uint32_t kAhead = 8;  // entries whose edges are on their way to the cache

  // Follows the edges of the next few entries: reads a block of steps, then looks at their marks,
  // which are in the cache by then.
  template <class Steps>
  bool Expand(Steps& steps) {
    steps_.clear();
    const auto known = static_cast<uint32_t>(entries_.size());
    while (expanded_ < known && entries_[expanded_].distance < max_ && steps_.size() < kBlock) {
      if (expanded_ + 2 * kAhead < known)
        steps.Prefetch(entries_[expanded_ + 2 * kAhead].node, entries_[expanded_ + kAhead].node);
      const bool going =
          steps.Expand(entries_[expanded_].node, true, [&](NodeId other, EdgeId edge) {
            marks_.Prefetch(other);
            steps_.push_back({other, edge, expanded_});
            return true;
          });
      if (!going) return false;
      ++expanded_;
    }
    for (const Step& step : steps_) Arrive(step);
    return true;
  }

  void Arrive(const Step& step) {
    const uint32_t mark = marks_.Get(step.other);
    if (mark == NodeMarks::kNone) {
      const Entry& from = entries_[step.from];
      const auto entry = static_cast<uint32_t>(entries_.size());
      marks_.Set(step.other, entry);
      entries_.push_back(
          {step.other, step.edge, step.from == 0 ? entry : from.branch, from.distance + 1});
    } else if (back_ == Back::kWanted && Closes(step.from, entries_[step.from], mark, step.edge)) {
      back_ = Back::kFound;
    }
  }

  // Whether an edge between two nodes that were reached makes a way back to the start.
  bool Closes(uint32_t at, const Entry& from, uint32_t mark, EdgeId edge) const {
    if (!undirected_) return mark == 0;
    const Entry& to = entries_[mark];
    if (at == mark) return at == 0;  // a self loop
    if (mark == 0) return edge != from.edge && from.distance + 1 <= max_;
    if (at == 0) return edge != to.edge && max_ >= 2;
    return from.branch != to.branch && from.distance + to.distance + 1 <= max_;
  }

  NodeMarks marks_;
  std::vector<Entry> entries_;  // by distance
  std::vector<Step> steps_;
  uint32_t max_ = 0;
  bool undirected_ = false;
  uint32_t expanded_ = 0;  // entries whose edges were followed
  uint32_t given_ = 0;     // entries given out
  Back back_ = Back::kWanted;
};

}  // namespace newsgraph::algo

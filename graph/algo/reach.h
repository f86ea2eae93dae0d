// Reach: every node that a trail of min..max edges leads to from a node, each once, nearest first.
//
//   Reach reach;                                        // keep it: its memory is used again
//   reach.Begin(view.node_limit(), start, 1, 4, Direction::kBoth, Reach::Keep::kEnds);
//   while (reach.Next(steps, node)) ...                 // reach.distance() says how far
//
// min is 0 or 1. Then a trail (no edge twice) exists where a walk does: the shortest walk to
// another node repeats nothing. Only the way back to the start is not to be had by going to and fro
// over one edge. Directed, the shortest closed walk is a cycle. Undirected, the search notes by
// which edge from the start each node was first reached: an edge between nodes of two such branches
// closes a cycle through the start, and the shortest cycle has such an edge. For min of 2 and more
// none of this holds, and trails must be enumerated.
//
// `steps` is asked as by graph/algo/shortest_paths.h (Expand, forward alone), or for the ends alone
// where that is enough (Ends: a span of node ids, or none when it must be asked for edges), and
// told which nodes come next (Fetch). Nodes are found as they are asked for, so that whoever needs
// one does not pay for all. Whether a node was met is a bit, which stays in a core's cache; by
// which entry, only while the way back to the start is looked for, or trails are to be told.
//
// Memory: 4 bytes and a bit a node of the graph, and 16 bytes a node reached. One thread.
// Source: Moore 1959; branches as in Itai and Rodeh 1978.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "graph/algo/node_marks.h"
#include "graph/ids.h"

namespace newsgraph::algo {

class Reach {
 public:
  enum class Keep : uint8_t { kEnds, kTrails };  // kTrails: Path() may be asked
  // REQUIRES: min <= 1.
  void Begin(uint32_t node_limit, NodeId start, uint32_t min, uint32_t max, Direction direction,
             Keep keep) {
    if (count_ > met_.size()) {
      std::fill(met_.begin(), met_.end(), 0);
    } else {
      for (uint32_t i = 0; i < count_; ++i) met_[entries_[i].node.value / 64] = 0;
    }
    if (met_.size() < node_limit / 64 + size_t{1}) met_.resize(node_limit / 64 + size_t{1}, 0);
    marks_.Begin(node_limit);
    count_ = 0;
    Add(start, EdgeId{}, 0, 0);
    trails_ = keep == Keep::kTrails;
    max_ = max;
    undirected_ = direction == Direction::kBoth;
    expanded_ = 0;
    given_ = 1;
    back_ = min == 0 ? Back::kFound : Back::kWanted;
    back_length_ = back_sure_ = 0;
  }

  // False at the end, or when `steps` gave up.
  template <class Steps>
  bool Next(Steps&& steps, NodeId& node) {
    while (true) {
      const bool ended = expanded_ == count_ || entries_[expanded_].distance >= max_;
      // Later levels close longer cycles alone.
      if (back_ == Back::kFound && (ended || entries_[expanded_].distance >= back_sure_)) {
        back_ = Back::kGiven;
        node = entries_[0].node;
        distance_ = back_length_;
        last_ = 0;
        return true;
      }
      if (given_ < count_) {
        distance_ = entries_[given_].distance;
        last_ = given_;
        node = entries_[given_++].node;
        return true;
      }
      if (ended) return false;
      Fetch(steps);
      const bool goes_on = back_ == Back::kGiven && !trails_ ? ExpandEnds(steps, expanded_)
                                                             : Expand(steps, expanded_);
      ++expanded_;
      if (!goes_on) return false;
    }
  }
  // Edges of the shortest trail to the node given last.
  uint32_t distance() const { return distance_; }
  // That trail. `other(edge, node)` is the edge's other end. REQUIRES: kTrails
  template <class Other>
  void Path(Other&& other, std::vector<EdgeId>& edges) const {
    edges.clear();
    const auto add_way_to = [&](uint32_t entry) {  // backwards
      while (entry != 0) {
        edges.push_back(entries_[entry].edge);
        entry = marks_.Get(other(entries_[entry].edge, entries_[entry].node));
      }
    };
    add_way_to(last_ != 0 ? last_ : distance_ == 0 ? 0 : closing_.from);
    std::reverse(edges.begin(), edges.end());
    if (last_ != 0 || distance_ == 0) return;
    edges.push_back(closing_.edge);
    add_way_to(closing_.to);
  }

 private:
  enum class Back : uint8_t { kWanted, kFound, kGiven };  // the start as an end
  struct Entry {
    NodeId node;
    EdgeId edge;      // by which it was reached
    uint32_t branch;  // the neighbour of the start that the way begins with, as an entry
    uint32_t distance;
  };

  void Add(NodeId node, EdgeId edge, uint32_t branch, uint32_t distance) {
    if (count_ == entries_.size()) entries_.resize(std::max<size_t>(64, 2 * entries_.size()));
    met_[node.value / 64] |= uint64_t{1} << node.value % 64;
    marks_.Set(node, count_);
    entries_[count_++] = {node, edge, branch, distance};
  }
  bool Met(NodeId node) const { return met_[node.value / 64] >> node.value % 64 & 1; }

  // Says which nodes are to be expanded after this one.
  template <class Steps>
  void Fetch(Steps& steps) const {
    constexpr uint32_t kFar = 8, kNear = 3;
    const uint32_t last = count_ - 1;
    if (expanded_ + kNear > last || entries_[expanded_ + kNear].distance >= max_) return;
    steps.Fetch(entries_[std::min(expanded_ + kFar, last)].node, entries_[expanded_ + kNear].node);
  }

  template <class Steps>
  [[gnu::noinline]] bool Expand(Steps& steps, uint32_t at) {
    const Entry from = entries_[at];
    return steps.Expand(from.node, true, [&](NodeId other, EdgeId edge) {
      if (!Met(other)) {
        Add(other, edge, at == 0 ? count_ : from.branch, from.distance + 1);
        return true;
      }
      if (back_ == Back::kGiven) return true;
      const uint32_t mark = marks_.Get(other);
      if (Closes(at, from, mark, edge)) {
        const uint32_t length = from.distance + entries_[mark].distance + 1;
        if (back_ == Back::kWanted || length < back_length_) {
          back_length_ = length;
          closing_ = {at, mark, edge};
        }
        if (back_ == Back::kWanted) back_sure_ = from.distance + 1;
        back_ = Back::kFound;
      }
      return true;
    });
  }

  // Where nothing but new ends is looked for. Half of the nodes met are new, with no pattern in it:
  // each is written, and counted if it is one.
  template <class Steps>
  [[gnu::noinline]] bool ExpandEnds(Steps& steps, uint32_t at) {
    const Entry from = entries_[at];
    const auto meet = [&](NodeId other, EdgeId edge) {
      uint64_t& word = met_[other.value / 64];
      const uint64_t bit = uint64_t{1} << other.value % 64;
      entries_[count_] = {other, edge, from.branch, from.distance + 1};
      count_ += (word & bit) == 0;
      word |= bit;
    };
    bool goes_on = true;
    if (const auto ends = steps.Ends(from.node, goes_on)) {
      if (entries_.size() < count_ + ends->size() + 1)
        entries_.resize(2 * (count_ + ends->size() + 1));
      for (const uint32_t other : *ends) meet(NodeId{other}, EdgeId{});
      return goes_on;
    }
    return steps.Expand(from.node, true, [&](NodeId other, EdgeId edge) {
      if (count_ == entries_.size()) entries_.resize(2 * entries_.size());
      meet(other, edge);
      return true;
    });
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

  NodeMarks marks_;             // the entry by which a node was met, while that is looked for
  std::vector<uint64_t> met_;   // a bit a node
  std::vector<Entry> entries_;  // by distance; those in use are count_
  uint32_t count_ = 0;
  bool trails_ = false;
  uint32_t max_ = 0;
  bool undirected_ = false;
  uint32_t expanded_ = 0;  // entries whose edges were followed
  uint32_t given_ = 0;     // entries given out
  Back back_ = Back::kWanted;
  uint32_t back_length_ = 0;  // of the shortest trail back that is known
  uint32_t back_sure_ = 0;    // no shorter one is found once entries this far are expanded
  struct {
    uint32_t from = 0, to = 0;  // entries
    EdgeId edge;
  } closing_;              // the edge that it closes by
  uint32_t distance_ = 0;  // of the node given last
  uint32_t last_ = 0;      // its entry; 0: the start
};

}  // namespace newsgraph::algo

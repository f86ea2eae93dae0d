// ShortestPaths: a shortest path between two nodes, or all of them, searched from both ends.
//
//   ShortestPaths search;                               // keep it: its memory is used again
//   search.Find(view.node_limit(), a, b, 15, ShortestPaths::Keep::kOne, steps);
//   if (search.count() > 0) search.Path(0, edges);      // edges.size() == search.length()
//
// `steps` says what the paths may consist of, and is asked about both ends alike:
//
//   bool Expand(NodeId node, bool forward, auto&& visit);
//       calls visit(NodeId other, EdgeId edge) for every step that may lead from `node` to `other`
//       along the path (forward) or from `other` to `node` (not forward), while visit returns
//       true. Returns false to give the search up (cancelled, out of budget).
//   uint64_t Cost(NodeId node, bool forward);
//       about how many edges Expand would read
//
// Each round expands all of the frontier whose edges are fewer, so a hub at one end is met from the
// other. A node that was reached is an entry of one of two queues; its mark says which and where,
// so a visited neighbour costs one random read, and paths are followed back through the queues.
// Where all paths are kept, an entry counts the paths that lead to it, and the i-th path is found
// by its number: nothing is stored per path.
//
// Parallel edges make different paths. A shortest path repeats neither nodes nor edges. Between a
// node and itself there is the path of no edges.
//
// Memory: 4 bytes a node of the graph and 24 a node reached. One thread.
// Source: Pohl, "Bi-directional search", 1971; counting as in Brandes 2001.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "graph/algo/node_marks.h"
#include "graph/ids.h"

namespace newsgraph::algo {

class ShortestPaths {
 public:
  enum class Keep : uint8_t { kOne, kAll };

  // Finds what leads from `from` to `to` in at most `max_length` steps.
  //   returns   false when `steps` gave up: then nothing was found
  //   cost      O(edges of the balls of half the length around both ends)
  template <class Steps>
  bool Find(uint32_t node_limit, NodeId from, NodeId to, uint32_t max_length, Keep keep,
            Steps&& steps);

  // Of the last Find. Counts stop at 2^64 - 1.
  uint64_t count() const { return meetings_.empty() ? 0 : meetings_.back().paths_up_to; }
  uint32_t length() const { return length_; }
  // The edges of the i-th path, from its start. REQUIRES: i < count().
  void Path(uint64_t i, std::vector<EdgeId>& edges) const;

 private:
  static constexpr uint32_t kEnd = UINT32_MAX;

  // How an entry was reached: by an edge from an entry of the level before.
  struct Arrival {
    EdgeId edge;
    uint32_t before;       // entry of the same queue
    uint32_t next = kEnd;  // in arrivals_: another one
  };
  struct Entry {
    NodeId node;
    Arrival arrival;
    uint64_t paths;  // from the end to this entry
  };
  // An edge between the two frontiers, or the one node where both searches began.
  struct Meeting {
    uint32_t forward, backward;  // entries
    EdgeId edge;
    uint64_t paths_up_to;  // of this meeting and those before it
  };
  struct Side {
    std::vector<Entry> entries;  // level after level
    uint32_t level = 0;          // first entry of the frontier
    uint64_t cost = 0;           // of expanding the frontier
  };

  static uint64_t Add(uint64_t a, uint64_t b) { return a + b < a ? UINT64_MAX : a + b; }
  static uint64_t Multiply(uint64_t a, uint64_t b) {
    uint64_t product;
    return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX : product;
  }
  void Begin(uint32_t node_limit, NodeId from, NodeId to);
  void Meet(bool forward, uint32_t mine, uint32_t theirs, EdgeId edge);
  // Expands the frontier of one side. Returns false when `steps` gave up.
  template <class Steps>
  bool Advance(bool forward, Keep keep, Steps& steps);
  template <class Steps>
  void PriceFrontier(bool forward, Steps& steps);
  void WalkBack(const Side& side, uint32_t entry, uint64_t rank, std::vector<EdgeId>& edges) const;

  NodeMarks marks_;  // entry * 2 + (1 if it is of the backward side)
  std::array<Side, 2> sides_;
  std::vector<Arrival> arrivals_;
  std::vector<Meeting> meetings_;
  uint32_t length_ = 0;
};

template <class Steps>
void ShortestPaths::PriceFrontier(bool forward, Steps& steps) {
  Side& side = sides_[forward ? 0 : 1];
  side.cost = 0;
  for (size_t i = side.level; i < side.entries.size(); ++i)
    side.cost += steps.Cost(side.entries[i].node, forward);
}

template <class Steps>
bool ShortestPaths::Advance(bool forward, Keep keep, Steps& steps) {
  Side& side = sides_[forward ? 0 : 1];
  const uint32_t own = forward ? 0 : 1;
  const auto level_end = static_cast<uint32_t>(side.entries.size());
  bool more = true;
  for (uint32_t i = side.level; i < level_end && more; ++i) {
    const NodeId node = side.entries[i].node;
    const uint64_t paths = side.entries[i].paths;
    const bool goes_on = steps.Expand(node, forward, [&](NodeId other, EdgeId edge) {
      const uint32_t mark = marks_.Get(other);
      if (mark == NodeMarks::kNone) {
        if (!meetings_.empty()) return true;  // farther than the paths that are there
        marks_.Set(other, static_cast<uint32_t>(side.entries.size()) << 1 | own);
        side.entries.push_back({other, {edge, i, kEnd}, paths});
      } else if ((mark & 1) != own) {
        Meet(forward, i, mark >> 1, edge);
        more = keep == Keep::kAll;
      } else if (keep == Keep::kAll && mark >> 1 >= level_end) {
        Entry& entry = side.entries[mark >> 1];
        arrivals_.push_back({edge, i, entry.arrival.next});
        entry.arrival.next = static_cast<uint32_t>(arrivals_.size() - 1);
        entry.paths = Add(entry.paths, paths);
      }
      return more;
    });
    if (!goes_on) return false;
  }
  side.level = level_end;
  return true;
}

template <class Steps>
bool ShortestPaths::Find(uint32_t node_limit, NodeId from, NodeId to, uint32_t max_length,
                         Keep keep, Steps&& steps) {
  Begin(node_limit, from, to);
  if (from == to) return true;
  PriceFrontier(true, steps);
  PriceFrontier(false, steps);
  for (length_ = 1; length_ <= max_length; ++length_) {
    const bool forward = sides_[0].cost <= sides_[1].cost;
    if (!Advance(forward, keep, steps)) {
      meetings_.clear();
      return false;
    }
    if (!meetings_.empty()) return true;
    const Side& side = sides_[forward ? 0 : 1];
    if (side.level == side.entries.size()) return true;
    PriceFrontier(forward, steps);
  }
  return true;
}

}  // namespace newsgraph::algo

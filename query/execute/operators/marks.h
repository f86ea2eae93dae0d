// The relationships of one node by the node at their other end, for many look-ups.
//
//   marks.Fill(view, node, direction, types);
//   for (uint32_t at = marks.Find(other); at != 0; at = marks.entry(at).next) ... entry(at).edge
//
// Open addressing with linear probing; parallel relationships hang on a chain. cost: Fill two
// passes over the node's relationships, Find O(1) expected.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "graph/graph.h"

namespace newsgraph::execute {

class Marks {
 public:
  struct Entry {
    NodeId other;
    EdgeId edge;
    uint32_t next;  // place + 1 of a parallel one; 0: none
  };

  NodeId node() const { return node_; }  // invalid before Fill
  const Entry& entry(uint32_t at) const { return entries_[at - 1]; }

  void Fill(const GraphView& view, NodeId node, Direction direction, const TypeSet& types) {
    node_ = node;
    entries_.clear();
    view.ForEachEdge(node, direction, types, [&](NodeId other, EdgeId edge) {
      entries_.push_back({other, edge, 0});
      return true;
    });
    const size_t size = std::bit_ceil(2 * entries_.size() + 2);
    heads_.assign(size, 0);
    shift_ = 64 - std::countr_zero(size);
    for (uint32_t at = 1; at <= entries_.size(); ++at) {
      uint32_t& head = heads_[Slot(entries_[at - 1].other)];
      entries_[at - 1].next = head;
      head = at;
    }
  }
  uint32_t Find(NodeId other) const { return heads_[Slot(other)]; }
  size_t size() const { return entries_.size(); }

 private:
  // The slot of the node, or the empty one where it would be.
  size_t Slot(NodeId other) const {
    size_t slot = uint64_t{other.value} * 0x9E3779B97F4A7C15ull >> shift_;
    while (heads_[slot] != 0 && entries_[heads_[slot] - 1].other != other)
      slot = (slot + 1) & (heads_.size() - 1);
    return slot;
  }

  NodeId node_;
  std::vector<Entry> entries_;
  std::vector<uint32_t> heads_;  // place + 1 of an entry; 0: none
  int shift_ = 0;
};

}  // namespace newsgraph::execute

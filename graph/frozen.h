// FrozenGraph: the immutable part of a snapshot. Arrays only, so that it can be saved and mapped.
//
//   node ids  0 .. node_limit; after a Freeze nodes of one label set lie side by side
//   out       one entry per edge, those of a node together, by (type, sort key, target);
//             the place of an entry is its EdgeId
//
//     offsets | 0 | 3 | 3 | 5 |     entries of node 0: [0, 3), of node 1: none, of node 2: [3, 5)
//     types   | a   a   b | a   c | one run per type; within a run the dates ascend
//     others  | 7   4   7 | 0   9 | the node at the other end
//
//   in        the same by target, with the EdgeId of each entry
//
// Edge columns are indexed by EdgeId, hence in out order; columns of at most 2 bytes have their
// codes a second time in in order, so that a filter on either side reads forwards. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "graph/array.h"
#include "graph/columns.h"
#include "graph/ids.h"

namespace newsgraph {

struct Adjacency {
  Array<uint32_t> offsets;  // nodes + 1
  Array<uint32_t> others;
  Codes types;            // 1, 2 or 4 bytes
  Array<uint32_t> edges;  // empty for out, where the place is the edge

  uint32_t Begin(uint32_t node) const { return offsets[node]; }
  uint32_t End(uint32_t node) const { return offsets[node + 1]; }
  EdgeId EdgeAt(uint32_t place) const { return EdgeId{edges.empty() ? place : edges[place]}; }
  // The first place in [begin, end) whose type is not below `type`. cost: O(log (end - begin))
  uint32_t LowerBound(uint32_t begin, uint32_t end, uint32_t type) const;
  // Calls f(begin, end) for each run of [begin, end) whose type is in the sorted list, until f
  // returns false.
  template <class F>
  bool ForEachRun(uint32_t begin, uint32_t end, std::span<const EdgeTypeId> types_wanted,
                  F&& f) const;
};

struct IdRange {
  uint32_t begin = 0, end = 0;
};

// The columns of nodes or of edges, by key.
using ColumnTable = std::vector<std::unique_ptr<Column>>;
inline const Column* FindColumn(const ColumnTable& table, KeyId key) {
  return key.value < table.size() ? table[key.value].get() : nullptr;
}

struct FrozenGraph {
  uint32_t node_limit = 0;
  uint32_t edge_count = 0;
  uint64_t self_loops = 0;
  Codes node_sets;  // label set of each node (graph/label_sets.h)
  Adjacency out, in;
  Array<uint32_t> source_hints;  // the source of every kHintStride-th edge
  ColumnTable node_columns, edge_columns;
  std::vector<Codes> in_codes;  // by key: codes of the edge column in in order, where kept
  KeyId sort_key;               // entries of a run are in order of this column, "none" last
  std::vector<std::vector<IdRange>>
      set_ranges;  // by label set: where its nodes are, ascending (not saved)

  static constexpr uint32_t kHintStride = 64;
  NodeId SourceOf(EdgeId edge) const;
  // Fills set_ranges from node_sets.
  void FindRanges(uint32_t set_count);
  std::vector<std::pair<std::string, uint64_t>> MemoryUse() const;
};

inline uint32_t Adjacency::LowerBound(uint32_t begin, uint32_t end, uint32_t type) const {
  return types.Visit([&](const auto* all) {
    uint32_t size = end - begin;
    while (size > 16) {
      const uint32_t half = size / 2;
      begin = all[begin + half] < type ? begin + half : begin;
      size -= half;
    }
    const uint32_t stop = begin + size;
    while (begin < stop && all[begin] < type) ++begin;
    return begin;
  });
}

template <class F>
bool Adjacency::ForEachRun(uint32_t begin, uint32_t end, std::span<const EdgeTypeId> types_wanted,
                           F&& f) const {
  return types.Visit([&](const auto* all) {
    // Both the runs and the list ascend: whichever is behind catches up.
    for (const EdgeTypeId type : types_wanted) {
      if (begin == end) return true;
      if (all[begin] > type.value) continue;
      if (all[begin] < type.value) {
        begin = LowerBound(begin, end, type.value);
        if (begin == end || all[begin] != type.value) continue;
      }
      const uint32_t stop = LowerBound(begin, end, type.value + 1);
      if (!f(begin, stop)) return false;
      begin = stop;
    }
    return true;
  });
}

}  // namespace newsgraph

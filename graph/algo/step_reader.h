// StepReader: the edges at a node that a search may take, read quickly.
//
//   StepReader steps(view, Direction::kBoth, types);
//   steps.ForEach(node, true, [&](NodeId other, EdgeId edge) { ...; return true; });
//
// As GraphView::ForEachEdge, for a list of types that is asked for many small nodes: where a node
// has few entries, each is tested against a table of types, which costs less than finding the runs
// of twenty types. `forward` false turns the direction round. REQUIRES: view and types outlive it.
// Thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/graph.h"
#include "graph/snapshot.h"

namespace newsgraph::algo {

class StepReader {
 public:
  StepReader(const GraphView& view, Direction direction, const TypeSet& types)
      : view_(view), direction_(direction), types_(types) {
    if (types.any || types.types.size() < 3) return;
    table_.assign(types.types.back().value + size_t{1}, 0);
    for (const EdgeTypeId type : types.types) table_[type.value] = 1;
  }

  // Until f(NodeId other, EdgeId edge) returns false; then false.
  template <class F>
  bool ForEach(NodeId node, bool forward, F&& f) const {
    const Direction way = forward ? direction_ : Reverse(direction_);
    if (!IsSmall(node)) return view_.ForEachEdge(node, way, types_, f);
    const FrozenGraph& frozen = *view_.snapshot().frozen;
    if (way != Direction::kIn &&
        !ReadEntries(frozen.out, node, [&](NodeId other, EdgeId edge) { return f(other, edge); }))
      return false;
    if (way == Direction::kOut) return true;
    return ReadEntries(frozen.in, node, [&](NodeId other, EdgeId edge) {
      return (way == Direction::kBoth && other == node) || f(other, edge);
    });
  }

  // About how many edges ForEach reads: all entries of a small node, the fitting ones of a large.
  uint64_t Cost(NodeId node, bool forward) const {
    const Direction way = forward ? direction_ : Reverse(direction_);
    return view_.Degree(node, way, IsSmall(node) ? any_ : types_);
  }

 private:
  static constexpr uint32_t kFew = 64;

  // Nothing of it changed since the freeze, and its entries are few.
  bool IsSmall(NodeId node) const {
    const Snapshot& snapshot = view_.snapshot();
    const FrozenGraph& frozen = *snapshot.frozen;
    return !table_.empty() && snapshot.delta.node_edges.empty() && node.value < frozen.node_limit &&
           frozen.out.End(node.value) - frozen.out.Begin(node.value) <= kFew &&
           frozen.in.End(node.value) - frozen.in.Begin(node.value) <= kFew;
  }
  template <class F>
  bool ReadEntries(const Adjacency& side, NodeId node, F&& f) const {
    const uint32_t begin = side.Begin(node.value), end = side.End(node.value);
    const uint32_t* others = side.others.data();
    const uint32_t* edges = side.edges.empty() ? nullptr : side.edges.data();
    return side.types.Visit([&](const auto* types) {
      for (uint32_t place = begin; place < end; ++place) {
        const auto type = static_cast<size_t>(types[place]);
        if (type >= table_.size()) return true;  // they ascend
        if (!table_[type]) continue;
        if (!f(NodeId{others[place]}, EdgeId{edges == nullptr ? place : edges[place]}))
          return false;
      }
      return true;
    });
  }

  const GraphView& view_;
  Direction direction_;
  const TypeSet& types_;
  TypeSet any_;
  std::vector<uint8_t> table_;  // by type: whether it is wanted; empty: not used
};

}  // namespace newsgraph::algo

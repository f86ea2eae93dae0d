// GraphView::ForEachEdge: a loop over the frozen entries of a node and, where the node has later
// changes, their chain. Included by graph.h alone.
#pragma once

#include "graph/graph.h"
#include "graph/snapshot.h"

namespace newsgraph {
namespace internal {

// Frozen entries [begin, end), without those that are deleted if the node lost any.
template <class F>
bool VisitEntries(const Snapshot& snapshot, const Adjacency& side, uint32_t begin, uint32_t end,
                  bool lost_some, F& f) {
  const uint32_t* others = side.others.data();
  const uint32_t* edges = side.edges.empty() ? nullptr : side.edges.data();
  for (uint32_t place = begin; place < end; ++place) {
    const EdgeId edge{edges == nullptr ? place : edges[place]};
    if (lost_some && snapshot.IsDeleted(edge)) continue;
    if (!f(NodeId{others[place]}, edge)) return false;
  }
  return true;
}

// Later edges of a node, newest first.
template <class F>
bool VisitChain(const Snapshot& snapshot, uint32_t edge, bool out, const TypeSet& types, F& f) {
  const uint32_t frozen_edges = snapshot.frozen->edge_count;
  while (edge != NodeEdges::kEnd) {
    const LaterEdge& later = snapshot.delta.edges.Get(edge - frozen_edges);
    const EdgeId id{edge};
    const NodeId other = out ? later.target : later.source;
    edge = out ? later.next_out : later.next_in;
    if (!types.Contains(later.type) || snapshot.IsDeleted(id)) continue;
    if (!f(other, id)) return false;
  }
  return true;
}

// One direction, kOut or kIn.
template <class F>
bool VisitSide(const Snapshot& snapshot, NodeId node, bool out, const TypeSet& types, F& f) {
  const FrozenGraph& frozen = *snapshot.frozen;
  const NodeEdges* later = nullptr;
  if (!snapshot.delta.node_edges.empty()) later = &snapshot.delta.node_edges.Get(node.value);
  if (node.value < frozen.node_limit) {
    const Adjacency& side = out ? frozen.out : frozen.in;
    const uint32_t begin = side.Begin(node.value), end = side.End(node.value);
    const bool lost_some = later != nullptr && (out ? later->removed_out : later->removed_in) != 0;
    if (types.any) {
      if (!VisitEntries(snapshot, side, begin, end, lost_some, f)) return false;
    } else if (begin != end) {
      const bool finished =
          side.ForEachRun(begin, end, types.types, [&](uint32_t from, uint32_t to) {
            return VisitEntries(snapshot, side, from, to, lost_some, f);
          });
      if (!finished) return false;
    }
  }
  if (later == nullptr || ((out ? later->types_out : later->types_in) & types.Bits()) == 0)
    return true;
  return VisitChain(snapshot, out ? later->first_out : later->first_in, out, types, f);
}

}  // namespace internal

template <class F>
bool GraphView::ForEachEdge(NodeId node, Direction direction, const TypeSet& types, F&& f) const {
  const Snapshot& snapshot = *snapshot_;
  if (direction != Direction::kIn && !internal::VisitSide(snapshot, node, true, types, f))
    return false;
  if (direction == Direction::kOut) return true;
  if (direction == Direction::kIn) return internal::VisitSide(snapshot, node, false, types, f);
  // A self loop was seen among the outgoing edges.
  auto others_only = [&](NodeId other, EdgeId edge) { return other == node || f(other, edge); };
  return internal::VisitSide(snapshot, node, false, types, others_only);
}

}  // namespace newsgraph

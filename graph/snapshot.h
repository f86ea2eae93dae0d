// Snapshot: one state of a graph, a frozen part and a delta over it. Private to graph/; others read
// through GraphView.
//
//   frozen (shared, immutable)  +  delta (persistent arrays: a copy is a handful of pointers)
//
// The delta by element:
//   node_sets          label set + 1 of new, relabelled and deleted nodes (0: as frozen)
//   node_edges         heads of the chains of edges that a node got later, and how many it lost
//   edges              later edges by EdgeId - frozen edge count: ends, type, links of two chains
//   *_properties       what was set later; null: removed; `cleared`: what is frozen counts no more
//   deleted_edges      a bit per EdgeId
//
// See docs/adr/0005-delta.md. A snapshot that others can see never changes; the one of a running
// ChangeSet does.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "graph/catalogue.h"
#include "graph/frozen.h"
#include "graph/ids.h"
#include "graph/label_sets.h"
#include "graph/persistent_array.h"
#include "graph/schema.h"

namespace newsgraph {

class PropertyIndex;

struct NodeEdges {
  static constexpr uint32_t kEnd = EdgeId::kNone;
  uint32_t first_out = kEnd, first_in = kEnd;  // newest edge of each chain
  uint32_t added_out = 0, added_in = 0;        // edges in the chains that are not deleted
  uint32_t removed_out = 0, removed_in = 0;    // frozen edges that are deleted
  uint32_t types_out = 0, types_in = 0;        // of each chain, as TypeSet::Bits: a chain of other
                                               // types than those asked for is not walked
};

struct LaterEdge {
  NodeId source, target;
  EdgeTypeId type;  // invalid: no such edge
  uint32_t next_out = NodeEdges::kEnd, next_in = NodeEdges::kEnd;
};

struct LaterProperties {
  Properties values;     // sorted by key; null: removed
  bool cleared = false;  // frozen values are gone
};

struct DeltaArrays {
  PersistentArray<uint32_t> node_sets;
  PersistentArray<NodeEdges> node_edges;
  PersistentArray<CopyOnWrite<LaterProperties>> node_properties, edge_properties;
  PersistentArray<LaterEdge> edges;
  PersistentArray<uint64_t> deleted_edges;
};

struct Delta : DeltaArrays {
  uint32_t node_limit = 0, edge_limit = 0;
  int64_t self_loops = 0;  // of later edges
  uint64_t elements = 0;   // changes since the frozen part was made
};

struct Snapshot {
  Snapshot();

  std::shared_ptr<const FrozenGraph> frozen;
  Delta delta;
  CopyOnWrite<Names> names;
  CopyOnWrite<LabelSets> sets;
  Statistics statistics;
  std::vector<std::shared_ptr<PropertyIndex>> indexes;
  CopyOnWrite<Catalogue> catalogue;  // null: nothing named, nothing promised
  std::string sort_key = "date";     // for the next freeze

  uint32_t SetOf(NodeId node) const {
    if (!delta.node_sets.empty()) {
      if (const uint32_t later = delta.node_sets.Get(node.value)) return later - 1;
    }
    return node.value < frozen->node_limit ? static_cast<uint32_t>(frozen->node_sets[node.value])
                                           : LabelSets::kNoNode;
  }
  bool IsDeleted(EdgeId edge) const {
    return !delta.deleted_edges.empty() &&
           (delta.deleted_edges.Get(edge.value / 64) >> edge.value % 64 & 1);
  }
  // REQUIRES: the edge is or was there.
  LaterEdge EdgeOf(EdgeId edge) const;
  // A copy to write to. Indexes are copied too: what points to one stays valid while its owner
  // writes.
  std::shared_ptr<Snapshot> Clone() const;
};

}  // namespace newsgraph

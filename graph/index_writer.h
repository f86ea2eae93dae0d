// The writers' side of PropertyIndex, for graph/ alone.
#pragma once

#include <memory>

#include "graph/array.h"
#include "graph/index.h"

namespace newsgraph {

// Nodes by hash: those of bucket b are nodes[offsets[b] .. offsets[b + 1]), ascending; the number
// of buckets is a power of two. Tags are other bits of the hash, to pass over most strangers
// without a look at their property.
struct IndexTable {
  Array<uint32_t> offsets;
  Array<uint32_t> nodes;
  Array<uint16_t> tags;

  uint32_t mask() const { return static_cast<uint32_t>(offsets.size()) - 2; }
};

struct IndexWriter {
  // The index over everything in a view. cost: O(nodes with the label)
  static std::shared_ptr<PropertyIndex> Build(const GraphView& view, LabelId label, KeyId key);
  static std::shared_ptr<PropertyIndex> Of(LabelId label, KeyId key, IndexTable table);
  // REQUIRES: nothing was added since it was made.
  static const IndexTable& TableOf(const PropertyIndex& index);
  // Notes that a node may now be found under a value. cost: O(1)
  static void Add(PropertyIndex& index, const Value& value, NodeId node);
  static std::shared_ptr<PropertyIndex> Clone(const PropertyIndex& index);
  // Makes an index hold what another of the same label and key holds.
  static void Assign(PropertyIndex& to, const PropertyIndex& from);
};

}  // namespace newsgraph

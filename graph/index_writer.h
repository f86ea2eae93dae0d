// The writers' side of PropertyIndex, for graph/ alone.
#pragma once

#include <memory>

#include "graph/index.h"

namespace newsgraph {

struct IndexWriter {
  // The index over everything in a view. cost: O(nodes with the label)
  static std::shared_ptr<PropertyIndex> Build(const GraphView& view, LabelId label, KeyId key);
  // Notes that a node may now be found under a value. cost: O(1)
  static void Add(PropertyIndex& index, const Value& value, NodeId node);
  static std::shared_ptr<PropertyIndex> Clone(const PropertyIndex& index);
  // Makes an index hold what another of the same label and key holds.
  static void Assign(PropertyIndex& to, const PropertyIndex& from);
};

}  // namespace newsgraph

// Equality index on one property of one label: value -> nodes, up to date with every write.
//
//   const PropertyIndex* index = view.FindIndex(person, name);
//   if (index) index->Seek(view, Value::String("Ales Bialiatski"), nodes);
//
// An immutable table over the base and a persistent list over the delta; answers are checked
// against the property itself, so an entry is a hint and never a wrong row. Thread-safe to read.
#pragma once

#include <memory>
#include <vector>

#include "graph/graph.h"

namespace newsgraph {

class PropertyIndex {
 public:
  PropertyIndex();
  ~PropertyIndex();
  LabelId label() const { return label_; }
  KeyId key() const { return key_; }

  // Appends the nodes whose property equals `value` (openCypher equality: 1 finds 1.0; null and NaN
  // find nothing), in order of ids. cost: O(answers) expected
  void Seek(const GraphView& view, const Value& value, std::vector<NodeId>& nodes) const;
  // Number of base and delta entries; an upper bound of the nodes indexed.
  uint64_t size() const;
  uint64_t heap_bytes() const;

 private:
  friend struct IndexWriter;
  LabelId label_;
  KeyId key_;
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace newsgraph

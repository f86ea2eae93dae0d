// Names of indexes and constraints, as a snapshot keeps them. graph/constraints.h
// has the functions. Values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/ids.h"

namespace newsgraph {

enum class ConstraintKind : uint8_t { kUnique, kNotNull, kKey };  // kKey: both

struct Constraint {
  std::string name;
  ConstraintKind kind = ConstraintKind::kUnique;
  LabelId label;    // of nodes; invalid: on relationships
  EdgeTypeId type;  // of relationships; invalid: on nodes
  KeyId key;

  bool on_nodes() const { return label.valid(); }
  bool unique() const { return kind != ConstraintKind::kNotNull; }
  bool not_null() const { return kind != ConstraintKind::kUnique; }
};

struct NamedIndex {
  std::string name;
  LabelId label;
  KeyId key;
};

// What a snapshot keeps. An index without an entry here has the name that its label and key give.
struct Catalogue {
  std::vector<NamedIndex> index_names;
  std::vector<Constraint> constraints;
};

}  // namespace newsgraph

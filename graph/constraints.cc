#include "graph/constraints.h"

#include <algorithm>
#include <array>

#include "graph/index.h"
#include "graph/snapshot.h"

namespace newsgraph {
namespace {

// Person.name, [met_with].date
std::string PlaceOf(const Names& names, const Constraint& constraint) {
  const std::string& key = names.keys.NameOf(constraint.key);
  return constraint.on_nodes() ? Cat(names.labels.NameOf(constraint.label), ".", key)
                               : Cat("[", names.types.NameOf(constraint.type), "].", key);
}

Status Missing(const GraphView& view, const Constraint& constraint, std::string_view what,
               uint32_t id) {
  return RuntimeError(
      ErrorKind::kConstraintValidationFailed, "MissingProperty",
      Cat("constraint \"", constraint.name, "\" does not hold: ", PlaceOf(view.names(), constraint),
          " must not be null, and ", what, " ", id, " has none"),
      "give it a value in the same statement");
}

Status CheckMissing(const GraphView& view, const Constraint& constraint, NodeId node) {
  if (!constraint.not_null() || !view.property(node, constraint.key).is_null())
    return absl::OkStatus();
  return Missing(view, constraint, "node", node.value);
}

constexpr size_t kShownBytes = 80;

std::string Shown(const Value& value) {
  const std::string text = value.is_string() ? Cat("'", value.string(), "'") : ToText(value);
  return text.size() <= kShownBytes ? text : Cat("a value of ", text.size(), " bytes");
}

}  // namespace

std::string_view NameOf(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::kUnique:
      return "UNIQUE";
    case ConstraintKind::kNotNull:
      return "NOT NULL";
    case ConstraintKind::kKey:
      return "KEY";
  }
  return "";
}

const std::vector<Constraint>& ConstraintsOf(const GraphView& view) {
  static const std::vector<Constraint> kNone;
  const CopyOnWrite<Catalogue>& catalogue = view.snapshot().catalogue;
  return catalogue ? catalogue->constraints : kNone;
}

std::vector<NamedIndex> IndexesOf(const GraphView& view) {
  const Snapshot& snapshot = view.snapshot();
  std::vector<NamedIndex> all;
  for (const auto& index : snapshot.indexes) {
    NamedIndex named{"", index->label(), index->key()};
    if (snapshot.catalogue) {
      for (const NamedIndex& known : snapshot.catalogue->index_names) {
        if (known.label == named.label && known.key == named.key) named.name = known.name;
      }
    }
    if (named.name.empty()) named.name = DefaultIndexName(view.names(), named.label, named.key);
    all.push_back(std::move(named));
  }
  std::sort(all.begin(), all.end(),
            [](const NamedIndex& a, const NamedIndex& b) { return a.name < b.name; });
  return all;
}

std::string DefaultIndexName(const Names& names, LabelId label, KeyId key) {
  return Cat("index_", names.labels.NameOf(label), "_", names.keys.NameOf(key));
}

std::string DefaultConstraintName(const Names& names, const Constraint& constraint) {
  const std::string_view kind = constraint.kind == ConstraintKind::kUnique    ? "unique_"
                                : constraint.kind == ConstraintKind::kNotNull ? "not_null_"
                                                                              : "key_";
  const std::string& place = constraint.on_nodes() ? names.labels.NameOf(constraint.label)
                                                   : names.types.NameOf(constraint.type);
  return Cat(kind, place, "_", names.keys.NameOf(constraint.key));
}

Status CheckConstraint(const GraphView& view, const Constraint& constraint, NodeId node) {
  if (!constraint.on_nodes() || !view.Exists(node) || !view.HasLabel(node, constraint.label))
    return absl::OkStatus();
  RETURN_IF_ERROR(CheckMissing(view, constraint, node));
  const PropertyIndex* index = view.FindIndex(constraint.label, constraint.key);
  if (!constraint.unique() || index == nullptr) return absl::OkStatus();
  const Value value = view.property(node, constraint.key);
  std::vector<NodeId> alike;
  index->Seek(view, value, alike);
  if (alike.size() < 2) return absl::OkStatus();
  return RuntimeError(
      ErrorKind::kConstraintValidationFailed, "UniquenessViolation",
      Cat("constraint \"", constraint.name, "\" does not hold: ", PlaceOf(view.names(), constraint),
          " must be unique, and node ", alike[0].value, " and node ", alike[1].value, " both have ",
          Shown(value)),
      "MERGE finds a node that is there already");
}

Status CheckConstraint(const GraphView& view, const Constraint& constraint, EdgeId edge) {
  if (constraint.on_nodes() || !view.Exists(edge) || view.type(edge) != constraint.type ||
      !view.property(edge, constraint.key).is_null()) {
    return absl::OkStatus();
  }
  return Missing(view, constraint, "relationship", edge.value);
}

Status CheckConstraint(const GraphView& view, const Constraint& constraint) {
  if (!constraint.on_nodes()) {
    for (uint32_t id = 0; id < view.edge_limit(); ++id) {
      RETURN_IF_ERROR(CheckConstraint(view, constraint, EdgeId{id}));
    }
    return absl::OkStatus();
  }
  std::array<NodeId, 1024> batch;
  NodeScan nodes(view, constraint.label);
  while (const size_t count = nodes.Next(batch)) {
    for (size_t i = 0; i < count; ++i) RETURN_IF_ERROR(CheckConstraint(view, constraint, batch[i]));
  }
  return absl::OkStatus();
}

}  // namespace newsgraph

// Create: new nodes and relationships for each row.
#include <optional>
#include "query/execute/evaluate.h"

#include "query/execute/operators/extend.h"
#include "query/execute/operators/write.h"

namespace newsgraph::execute {
namespace {

template <class Element>
void SetProperties(Element element, const std::vector<std::pair<int, plan::Expr>>& properties,
                   const plan::Expr& map, Row row, bool merging, Execution& execution) {
  ChangeSet& changes = *execution.changes();
  const auto set = [&](KeyId key, std::string_view name, const Value& value, TextSpan span) {
    if (value.is_null()) {
      if (!merging) return;
      execution.Fail(MakeError(ErrorKind::kSemanticError, ErrorPhase::kRuntime,
                               "MergeReadOwnWrites", span,
                               Cat("MERGE cannot use null for the property \"", name, "\""),
                               "null equals nothing, so it would be created again each time"));
      return;
    }
    execution.Fail(WithSpan(changes.Set(element, key, value), span));
  };
  for (const auto& [key, expression] : properties) {
    set(execution.key(key), execution.key_name(key), Evaluate(*expression, row, execution),
        expression->span);
  }
  if (!map) return;
  const Value entries = Evaluate(*map, row, execution);
  if (entries.is_null()) return;
  if (!entries.is_map()) {
    execution.Fail(MakeError(ErrorKind::kTypeError, ErrorPhase::kRuntime, "InvalidArgumentType",
                             map->span, Cat("properties are a MAP, not ", NameOf(entries.kind()))));
    return;
  }
  for (const MapEntry& entry : entries.map())
    set(changes.Key(entry.key), entry.key, entry.value, map->span);
}

// CREATE and MERGE name labels alone: a conjunction of names.
void CollectNames(const semantics::LabelExpression& labels, std::vector<int>& names) {
  if (labels.op == semantics::LabelExpression::Op::kName) names.push_back(labels.name);
  for (const auto& operand : labels.operands) CollectNames(*operand, names);
}

std::optional<NodeId> CreateNode(const semantics::NodePattern& node, Row row, bool merging,
                                 Execution& execution) {
  std::vector<LabelId> labels;
  if (node.labels) {
    std::vector<int> names;
    CollectNames(*node.labels, names);
    for (int name : names) labels.push_back(execution.label(name));
  }
  auto created = execution.changes()->CreateNode(labels);
  if (!created.ok()) {
    execution.Fail(WithSpan(created.status(), node.span));
    return std::nullopt;
  }
  SetProperties(*created, node.properties, node.property_map, row, merging, execution);
  return *created;
}

class Create : public Writer {
 public:
  Create(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : Writer(place, std::move(input)), node_(std::get<plan::Create>(plan.node)) {}

 protected:
  void Write(Batch& batch, uint32_t row) override {
    for (const auto& pattern : node_.patterns)
      CreatePattern(pattern, batch, row, false, execution_);
  }

 private:
  const plan::Create& node_;
};

}  // namespace

void CreatePattern(const semantics::PathPattern& pattern, Batch& batch, uint32_t index,
                   bool merging, Execution& execution) {
  const Row row{&batch, index};
  for (const auto& node : pattern.nodes) {
    if (node.bound) {
      if (row[node.slot].is_node()) continue;
      execution.Fail(MakeError(
          ErrorKind::kTypeError, ErrorPhase::kRuntime, "InvalidArgumentType", node.span,
          Cat("a relationship needs a NODE at each end, not ", NameOf(row[node.slot].kind()))));
      return;
    }
    const auto created = CreateNode(node, row, merging, execution);
    if (!created || execution.failed()) return;
    batch.column(node.slot)[index] = Value::Node(*created);
  }
  std::vector<Value> elements;
  for (size_t i = 0; i < pattern.nodes.size(); ++i) {
    elements.push_back(row[pattern.nodes[i].slot]);
    if (i == pattern.edges.size()) break;
    const auto& edge = pattern.edges[i];
    NodeId source = row[pattern.nodes[i].slot].node(),
           target = row[pattern.nodes[i + 1].slot].node();
    if (edge.direction == Direction::kIn)
      std::swap(source, target);  // MERGE without direction: left to right
    std::vector<int> names;
    CollectNames(*edge.types, names);
    auto created = execution.changes()->CreateEdge(source, execution.type(names[0]), target);
    if (!created.ok()) {
      execution.Fail(WithSpan(created.status(), edge.span));
      return;
    }
    SetProperties(*created, edge.properties, edge.property_map, row, merging, execution);
    if (execution.failed()) return;
    batch.column(edge.slot)[index] = Value::Edge(*created);
    elements.push_back(Value::Edge(*created));
  }
  if (pattern.path_slot >= 0) batch.column(pattern.path_slot)[index] = PathOf(elements, execution);
}

OperatorPtr MakeCreate(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Create>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

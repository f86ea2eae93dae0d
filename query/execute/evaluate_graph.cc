// Expressions that look at the graph: labels, map projections, paths, nested queries.
#include <algorithm>

#include "query/execute/evaluate.h"
#include "query/execute/operator.h"

namespace newsgraph::execute {
namespace {

using semantics::LabelExpression;

// A formula over names, given which single names hold.
template <class HasName>
bool Satisfies(const LabelExpression& formula, const HasName& has_name, bool has_some) {
  const auto holds = [&](const semantics::LabelExpr& operand) {
    return Satisfies(*operand, has_name, has_some);
  };
  switch (formula.op) {
    case LabelExpression::Op::kName:
      return has_name(formula.name);
    case LabelExpression::Op::kAny:
      return has_some;
    case LabelExpression::Op::kNot:
      return !holds(formula.operands[0]);
    case LabelExpression::Op::kAnd:
      return std::all_of(formula.operands.begin(), formula.operands.end(), holds);
    case LabelExpression::Op::kOr:
      return std::any_of(formula.operands.begin(), formula.operands.end(), holds);
  }
  return false;
}

Status NotAnElement(const Value& value, TextSpan span) {
  return MakeError(ErrorKind::kTypeError, ErrorPhase::kRuntime, "InvalidArgumentType", span,
                   Cat("expected a NODE or a RELATIONSHIP, not ", NameOf(value.kind())));
}

Value TestLabels(const semantics::LabelTest& node, Row row, Execution& execution, TextSpan span) {
  const Value element = Evaluate(*node.element, row, execution);
  if (element.is_null()) return Value();
  if (element.is_node() && node.labels)
    return Value::Bool(HasLabels(*node.labels, element.node(), execution));
  if (element.is_edge() && node.types) {
    return Value::Bool(HasTypes(*node.types, execution.view().type(element.edge()), execution));
  }
  execution.Fail(NotAnElement(element, span));
  return Value();
}

Value ProjectMap(const semantics::MapProjection& node, Row row, Execution& execution,
                 TextSpan span) {
  const Value subject = Evaluate(*node.subject, row, execution);
  if (subject.is_null()) return Value();
  std::vector<MapEntry> entries;
  const auto put = [&](std::string_view key, Value value) {
    for (MapEntry& entry : entries) {
      if (entry.key == key) {
        entry.value = std::move(value);
        return;
      }
    }
    entries.push_back({std::string(key), std::move(value)});
  };
  if (node.all_properties) {
    const GraphView& view = execution.view();
    if (subject.is_map()) {
      for (const MapEntry& entry : subject.map()) put(entry.key, entry.value);
    } else if (subject.is_node() || subject.is_edge()) {
      for (auto& [key, value] :
           subject.is_node() ? view.properties(subject.node()) : view.properties(subject.edge())) {
        put(view.names().keys.NameOf(key), std::move(value));
      }
    } else {
      execution.Fail(NotAnElement(subject, span));
      return Value();
    }
  }
  for (const auto& [key, value] : node.entries) put(key, Evaluate(*value, row, execution));
  return Value::Map(std::move(entries));
}

Value RunSubquery(const semantics::Subquery& node, Row row, Execution& execution) {
  Subplan& subplan = *execution.subplans[static_cast<size_t>(node.id)];
  std::vector<std::pair<Value, int>> imports;
  for (const auto& [outside, slot] : node.imports) {
    if (subplan.Wants(slot)) imports.emplace_back(Evaluate(*outside, row, execution), slot);
  }
  subplan.Begin(imports);
  if (node.kind == semantics::SubqueryKind::kExists) return Value::Bool(subplan.Next() != nullptr);
  int64_t count = 0;
  std::vector<Value> items;
  while (const Batch* rows = subplan.Next()) {
    count += rows->size();
    if (node.kind != semantics::SubqueryKind::kCollect) continue;
    for (uint32_t i = 0; i < rows->size(); ++i) items.push_back(rows->at(subplan.output(), i));
  }
  return node.kind == semantics::SubqueryKind::kCount ? Value::Int(count)
                                                      : Value::List(std::move(items));
}

}  // namespace

bool HasLabels(const LabelExpression& labels, NodeId node, const Execution& execution) {
  const GraphView& view = execution.view();
  const auto has = [&](int name) {
    return execution.label(name).valid() && view.HasLabel(node, execution.label(name));
  };
  return Satisfies(labels, has, !view.labels(node).empty());
}

bool HasTypes(const LabelExpression& types, EdgeTypeId type, const Execution& execution) {
  return Satisfies(
      types, [&](int name) { return execution.type(name) == type; }, true);
}

Value PathOf(std::span<const Value> elements, Execution& execution) {
  const GraphView& view = execution.view();
  PathValue path;
  const auto follow = [&](EdgeId edge) {
    const NodeId from = path.nodes.back(), source = view.source(edge);
    path.edges.push_back(edge);
    path.nodes.push_back(source == from ? view.target(edge) : source);
  };
  for (const Value& element : elements) {
    if (element.is_null()) return Value();
    if (element.is_node()) {
      if (path.nodes.empty()) path.nodes.push_back(element.node());
    } else if (element.is_edge()) {
      follow(element.edge());
    } else if (element.is_list()) {
      for (const Value& edge : element.list()) {
        if (edge.is_edge()) follow(edge.edge());
      }
    }
  }
  return path.nodes.empty() ? Value() : Value::Path(std::move(path));
}

Value EvaluateGraph(const semantics::Expression& expression, Row row, Execution& execution) {
  if (const auto* test = std::get_if<semantics::LabelTest>(&expression.node)) {
    return TestLabels(*test, row, execution, expression.span);
  }
  if (const auto* projection = std::get_if<semantics::MapProjection>(&expression.node)) {
    return ProjectMap(*projection, row, execution, expression.span);
  }
  if (const auto* path = std::get_if<semantics::PathOf>(&expression.node)) {
    std::vector<Value> elements;
    for (const auto& element : path->elements)
      elements.push_back(Evaluate(*element, row, execution));
    return PathOf(elements, execution);
  }
  return RunSubquery(std::get<semantics::Subquery>(expression.node), row, execution);
}

}  // namespace newsgraph::execute

// Functions of graph elements, aggregates, comprehensions and subqueries. All other functions are
// those of query/functions.
#include <algorithm>

#include "tests/property/reference.h"

namespace newsgraph::property {

using namespace syntax;  // the nodes of the tree

namespace {

Value Texts(const std::set<std::string>& texts) {
  std::vector<Value> items;
  for (const std::string& text : texts) items.push_back(Value::String(text));
  return Value::List(std::move(items));
}

}  // namespace

bool Reference::IsAggregate(const FunctionCall& call) const {
  return catalog_->FindAggregate(call.name) != nullptr;
}

StatusOr<Value> Reference::EvalCall(const FunctionCall& call, const Row& row) {
  if (IsAggregate(call)) return EvalAggregate(call);
  std::vector<Value> arguments;
  for (const auto& argument : call.arguments) {
    ASSIGN_OR_RETURN(Value value, Eval(*argument, row));
    arguments.push_back(std::move(value));
  }
  const Value first = arguments.empty() ? Value() : arguments[0];
  if (first.is_node() || first.is_edge()) {
    const PropertyMap& properties = *PropertiesOf(first);
    if (call.name == "labels") return Texts(model_.nodes[first.node().value].labels);
    if (call.name == "type") return Value::String(model_.edges[first.edge().value].type);
    if (call.name == "keys") {
      std::set<std::string> keys;
      for (const auto& [key, value] : properties) keys.insert(key);
      return Texts(keys);
    }
    if (call.name == "properties") {
      std::vector<newsgraph::MapEntry> entries;
      for (const auto& [key, value] : properties) entries.push_back({key, value});
      return Value::Map(std::move(entries));
    }
    if (call.name == "startNode" || call.name == "endNode") {
      const ModelEdge& edge = model_.edges[first.edge().value];
      const size_t node = call.name == "startNode" ? edge.source : edge.target;
      return Value::Node(NodeId{static_cast<uint32_t>(node)});
    }
  }
  const auto* scalar = catalog_->FindScalar(call.name);
  if (!scalar) return NotKnown(call.name);
  return functions::Call(*scalar->function, state_, arguments);
}

// Aggregates look at the rows of the group, each by itself: nulls are left out, DISTINCT keeps one
// of those that are equivalent.
StatusOr<Value> Reference::EvalAggregate(const FunctionCall& call) {
  if (!group_) return NotKnown("aggregate without a group");
  const Rows& rows = *group_;
  group_ = nullptr;
  std::vector<std::vector<Value>> taken;
  for (const Row& row : rows) {
    std::vector<Value> arguments;
    for (const auto& argument : call.arguments) {
      auto value = Eval(*argument, row);
      if (!value.ok()) return value;
      arguments.push_back(*std::move(value));
    }
    const auto same = [&](const std::vector<Value>& other) {
      return Equivalent(other[0], arguments[0]);
    };
    if (arguments[0].is_null()) continue;
    if (call.distinct && std::any_of(taken.begin(), taken.end(), same)) continue;
    taken.push_back(std::move(arguments));
  }
  group_ = &rows;
  auto accumulator = catalog_->FindAggregate(call.name)->aggregate->make();
  for (const auto& arguments : taken) RETURN_IF_ERROR(accumulator->Add(arguments, 1));
  return accumulator->Result(state_);
}

StatusOr<Value> Reference::EvalComprehension(const ListComprehension& node, const Row& row) {
  ASSIGN_OR_RETURN(const Value list, Eval(*node.list, row));
  if (list.is_null()) return Value();
  std::vector<Value> items;
  for (const Value& item : list.list()) {
    Row inner = row;
    inner[node.variable.text] = item;
    if (node.where) {
      ASSIGN_OR_RETURN(const bool kept, IsTrue(*node.where, inner));
      if (!kept) continue;
    }
    Value value = item;
    if (node.value) {
      ASSIGN_OR_RETURN(value, Eval(*node.value, inner));
    }
    items.push_back(std::move(value));
  }
  return Value::List(std::move(items));
}

StatusOr<Value> Reference::EvalPatternComprehension(const PatternComprehension& node,
                                                    const Row& row) {
  std::vector<Value> items;
  RETURN_IF_ERROR(MatchPaths({node.pattern.get()}, row, [&](const Row& found) -> Status {
    if (node.where) {
      ASSIGN_OR_RETURN(const bool kept, IsTrue(*node.where, found));
      if (!kept) return {};
    }
    ASSIGN_OR_RETURN(Value value, Eval(*node.value, found));
    items.push_back(std::move(value));
    return {};
  }));
  return Value::List(std::move(items));
}

// all() is the AND of its parts, any() the OR, none() its opposite; single() is unknown where an
// unknown part decides.
StatusOr<Value> Reference::EvalListPredicate(const ListPredicate& node, const Row& row) {
  ASSIGN_OR_RETURN(const Value list, Eval(*node.list, row));
  if (list.is_null()) return Value();
  size_t hold = 0, fail = 0, unknown = 0;
  for (const Value& item : list.list()) {
    Row inner = row;
    inner[node.variable.text] = item;
    Value value = item;
    if (node.where) {
      ASSIGN_OR_RETURN(value, Eval(*node.where, inner));
    }
    (value.is_null() ? unknown : value.is_true() ? hold : fail) += 1;
  }
  switch (node.kind) {
    case QuantifierKind::kAll:
      return fail > 0 ? Value::Bool(false) : unknown > 0 ? Value() : Value::Bool(true);
    case QuantifierKind::kAny:
      return hold > 0 ? Value::Bool(true) : unknown > 0 ? Value() : Value::Bool(false);
    case QuantifierKind::kNone:
      return hold > 0 ? Value::Bool(false) : unknown > 0 ? Value() : Value::Bool(true);
    case QuantifierKind::kSingle:
      return hold > 1 ? Value::Bool(false) : unknown > 0 ? Value() : Value::Bool(hold == 1);
  }
  return Value();
}

StatusOr<Value> Reference::EvalSubquery(const SubqueryExpression& node, const Row& row) {
  const Rows* group = group_;
  group_ = nullptr;
  const auto table = RunQuery(*node.query, row);
  group_ = group;
  if (!table.ok()) return table.status();
  if (node.kind == SubqueryKind::kExists) return Value::Bool(!table->rows.empty());
  if (node.kind == SubqueryKind::kCount)
    return Value::Int(static_cast<int64_t>(table->rows.size()));
  std::vector<Value> items;
  for (const auto& cells : table->rows) items.push_back(cells[0]);
  return Value::List(std::move(items));
}

namespace {

// Whether `found` holds of an expression or of a part of it that belongs to the same projection
// (not of a subquery).
template <class F>
bool Any(const ExpressionPtr& expression, const F& found);

template <class F>
bool Any(const Expression& expression, const F& found) {
  if (found(expression)) return true;
  if (const auto* list = std::get_if<ListLiteral>(&expression.node)) {
    for (const auto& item : list->items)
      if (Any(item, found)) return true;
  } else if (const auto* map = std::get_if<MapLiteral>(&expression.node)) {
    for (const auto& entry : map->entries)
      if (Any(entry.value, found)) return true;
  } else if (const auto* access = std::get_if<Access>(&expression.node)) {
    return Any(access->base, found);
  } else if (const auto* arithmetic = std::get_if<Arithmetic>(&expression.node)) {
    if (Any(arithmetic->first, found)) return true;
    for (const auto& step : arithmetic->rest)
      if (Any(step.operand, found)) return true;
  } else if (const auto* comparison = std::get_if<Comparison>(&expression.node)) {
    if (Any(comparison->first, found)) return true;
    for (const auto& step : comparison->rest)
      if (Any(step.operand, found)) return true;
  } else if (const auto* logical = std::get_if<Logical>(&expression.node)) {
    for (const auto& operand : logical->operands)
      if (Any(operand, found)) return true;
  } else if (const auto* inverted = std::get_if<syntax::Not>(&expression.node)) {
    return Any(inverted->operand, found);
  } else if (const auto* sign = std::get_if<Sign>(&expression.node)) {
    return Any(sign->operand, found);
  } else if (const auto* tests = std::get_if<Tests>(&expression.node)) {
    return Any(tests->operand, found);
  } else if (const auto* call = std::get_if<FunctionCall>(&expression.node)) {
    for (const auto& argument : call->arguments)
      if (Any(argument, found)) return true;
  } else if (const auto* node = std::get_if<Case>(&expression.node)) {
    if (Any(node->operand, found) || Any(node->otherwise, found)) return true;
    for (const auto& branch : node->branches)
      if (Any(branch.then, found)) return true;
  }
  return false;
}

template <class F>
bool Any(const ExpressionPtr& expression, const F& found) {
  return expression && Any(*expression, found);
}

}  // namespace

bool Reference::HasAggregate(const Expression& expression) const {
  return Any(expression, [&](const Expression& part) {
    const auto* call = std::get_if<FunctionCall>(&part.node);
    return (call && IsAggregate(*call)) || std::holds_alternative<CountStar>(part.node);
  });
}

}  // namespace newsgraph::property

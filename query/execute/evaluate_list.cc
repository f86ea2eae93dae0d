// Comprehensions, quantifiers, reduce: expressions that run over a list.
#include "query/execute/evaluate.h"

namespace newsgraph::execute {
namespace {

// The list, or a null pointer when it is null; anything else is an error.
const Value* ListIn(const Value& list, TextSpan span, Execution& execution) {
  if (list.is_list()) return &list;
  if (!list.is_null()) {
    execution.Fail(MakeError(ErrorKind::kTypeError, ErrorPhase::kRuntime, "InvalidArgumentType",
                             span, Cat("expected a LIST, not ", NameOf(list.kind()))));
  }
  return nullptr;
}

Value Comprehend(const semantics::ListComprehension& node, Row row, Execution& execution) {
  const Value list = Evaluate(*node.list, row, execution);
  if (!ListIn(list, node.list->span, execution)) return Value();
  std::vector<Value> items;
  for (const Value& item : list.list()) {
    execution.locals[static_cast<size_t>(node.local)] = item;
    if (node.filter && !Holds(*node.filter, row, execution)) continue;
    items.push_back(node.projection ? Evaluate(*node.projection, row, execution) : item);
    if (!execution.Spend(0)) return Value();
  }
  return Value::List(std::move(items));
}

// How many items hold, fail and leave it unknown decides each of the four.
Value Quantify(const semantics::Quantifier& node, Row row, Execution& execution) {
  const Value list = Evaluate(*node.list, row, execution);
  if (!ListIn(list, node.list->span, execution)) return Value();
  uint64_t holds = 0, fails = 0, unknown = 0;
  for (const Value& item : list.list()) {
    execution.locals[static_cast<size_t>(node.local)] = item;
    const Value value = Evaluate(*node.predicate, row, execution);
    if (!value.is_null() && !value.is_bool()) {
      execution.Fail(MakeError(ErrorKind::kTypeError, ErrorPhase::kRuntime, "InvalidArgumentType",
                               node.predicate->span,
                               Cat("expected BOOLEAN, not ", NameOf(value.kind()))));
      return Value();
    }
    (value.is_null() ? unknown : value.boolean() ? holds : fails) += 1;
    if (!execution.Spend(0)) return Value();
  }
  switch (node.kind) {
    case semantics::QuantifierKind::kAll:
      return fails > 0 ? Value::Bool(false) : unknown > 0 ? Value() : Value::Bool(true);
    case semantics::QuantifierKind::kAny:
      return holds > 0 ? Value::Bool(true) : unknown > 0 ? Value() : Value::Bool(false);
    case semantics::QuantifierKind::kNone:
      return holds > 0 ? Value::Bool(false) : unknown > 0 ? Value() : Value::Bool(true);
    case semantics::QuantifierKind::kSingle:
      return holds > 1 ? Value::Bool(false) : unknown > 0 ? Value() : Value::Bool(holds == 1);
  }
  return Value();
}

Value Fold(const semantics::Reduce& node, Row row, Execution& execution) {
  Value accumulator = Evaluate(*node.initial, row, execution);
  const Value list = Evaluate(*node.list, row, execution);
  if (!ListIn(list, node.list->span, execution)) return Value();
  for (const Value& item : list.list()) {
    execution.locals[static_cast<size_t>(node.accumulator)] = std::move(accumulator);
    execution.locals[static_cast<size_t>(node.local)] = item;
    accumulator = Evaluate(*node.step, row, execution);
    if (!execution.Spend(0)) return Value();
  }
  return accumulator;
}

}  // namespace

Value EvaluateList(const semantics::Expression& expression, Row row, Execution& execution) {
  if (const auto* comprehension = std::get_if<semantics::ListComprehension>(&expression.node)) {
    return Comprehend(*comprehension, row, execution);
  }
  if (const auto* quantifier = std::get_if<semantics::Quantifier>(&expression.node)) {
    return Quantify(*quantifier, row, execution);
  }
  return Fold(std::get<semantics::Reduce>(expression.node), row, execution);
}

}  // namespace newsgraph::execute

// Comprehensions, quantifiers, reduce: expressions that run over a list.
#include "absl/container/inlined_vector.h"
#include "graph/base/pieces.h"
#include "query/execute/items.h"

namespace newsgraph::execute {
namespace {

// Whether it is a list; false when it is null, and anything else is an error.
bool IsList(const Items& items, TextSpan span, Execution& execution) {
  if (items.is_list()) return true;
  if (!items.value().is_null()) {
    execution.Fail(MakeError(ErrorKind::kTypeError, ErrorPhase::kRuntime, "InvalidArgumentType",
                             span, Cat("expected a LIST, not ", NameOf(items.value().kind()))));
  }
  return false;
}

Value Comprehend(const semantics::ListComprehension& node, Row row, Execution& execution) {
  const Items list(*node.list, row, execution);
  if (!IsList(list, node.list->span, execution)) return Value();
  // Most lists are short; only a long one must not move as it grows.
  constexpr size_t kShort = 4096;
  std::vector<Value> items;
  std::optional<Pieces<Value>> others;
  for (uint64_t i = 0; i < list.size(); ++i) {
    if (!execution.Spend(0)) return Value();
    execution.locals[static_cast<size_t>(node.local)] = list[i];
    if (node.filter && !Holds(*node.filter, row, execution)) continue;
    Value item = node.projection ? Evaluate(*node.projection, row, execution) : list[i];
    if (items.size() < kShort) {
      items.push_back(std::move(item));
      continue;
    }
    if (!others) others.emplace();
    others->Append(std::move(item));
    if (others->cells() > Value::kMaxParts) break;  // too large, as the caller finds
  }
  if (!others || others->MoveTo(items, [&] { return execution.Pass(1024); }))
    return Value::List(std::move(items));
  LetGo(items);
  return Value();
}

// How many items hold, fail and leave it unknown decides each of the four.
Value Quantify(const semantics::Quantifier& node, Row row, Execution& execution) {
  const Items list(*node.list, row, execution);
  if (!IsList(list, node.list->span, execution)) return Value();
  uint64_t holds = 0, fails = 0, unknown = 0;
  for (uint64_t i = 0; i < list.size(); ++i) {
    execution.locals[static_cast<size_t>(node.local)] = list[i];
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
  const Items list(*node.list, row, execution);
  if (!IsList(list, node.list->span, execution)) return Value();
  for (uint64_t i = 0; i < list.size(); ++i) {
    execution.locals[static_cast<size_t>(node.accumulator)] = std::move(accumulator);
    execution.locals[static_cast<size_t>(node.local)] = list[i];
    accumulator = Evaluate(*node.step, row, execution);
    if (!execution.Spend(0)) return Value();
  }
  return accumulator;
}

}  // namespace

Items::Items(const semantics::Expression& list, Row row, Execution& execution) {
  const auto* call = std::get_if<semantics::Call>(&list.node);
  if (call == nullptr || call->function->name != "range") {
    value_ = Evaluate(list, row, execution);
    return;
  }
  absl::InlinedVector<Value, 3> arguments;
  for (const semantics::Expr& argument : call->arguments) {
    arguments.push_back(Evaluate(*argument, row, execution));
    if (arguments.back().is_null()) return;
  }
  auto range = functions::RangeOf({arguments.data(), arguments.size()});
  if (range.ok()) {
    range_ = *range;
  } else {
    execution.Fail(WithSpan(range.status(), list.span));
  }
}

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

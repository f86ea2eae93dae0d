#include "query/execute/evaluate.h"

#include "absl/container/inlined_vector.h"
#include "graph/base/variant.h"
#include "query/functions/operators.h"

namespace newsgraph::execute {
namespace {

using semantics::ArithmeticOp;
using semantics::ComparisonOp;
using semantics::Expr;
using semantics::Expression;
using semantics::LogicOp;
using semantics::StringTestOp;

Value Take(StatusOr<Value> value, TextSpan span, Execution& execution) {
  if (value.ok()) return std::move(value).value();
  execution.Fail(WithSpan(value.status(), span));
  return Value();
}

// What a list or map grew to, if it is not too deep or too large to work on.
Value Bounded(Value value, TextSpan span, Execution& execution) {
  if (!value.is_list() && !value.is_map()) return value;
  return Take(functions::Bounded(std::move(value)), span, execution);
}

Truth AsTruth(const Value& value, TextSpan span, Execution& execution) {
  if (value.is_bool()) return TruthOf(value.boolean());
  if (!value.is_null()) {
    execution.Fail(MakeError(ErrorKind::kTypeError, ErrorPhase::kRuntime, "InvalidArgumentType",
                             span, Cat("expected BOOLEAN, not ", NameOf(value.kind()))));
  }
  return Truth::kUnknown;
}

Value EvaluateArithmetic(const semantics::Arithmetic& node, Row row, Execution& execution,
                         TextSpan span) {
  Value left = Evaluate(*node.first, row, execution);
  for (const auto& [op, operand] : node.rest) {
    Value right = Evaluate(*operand, row, execution);
    switch (op) {
      case ArithmeticOp::kAdd:
        left = Take(functions::Add(left, right), span, execution);
        break;
      case ArithmeticOp::kSubtract:
        left = Take(functions::Subtract(left, right), span, execution);
        break;
      case ArithmeticOp::kMultiply:
        left = Take(functions::Multiply(left, right), span, execution);
        break;
      case ArithmeticOp::kDivide:
        left = Take(functions::Divide(left, right), span, execution);
        break;
      case ArithmeticOp::kModulo:
        left = Take(functions::Modulo(left, right), span, execution);
        break;
      case ArithmeticOp::kPower:
        left = Take(functions::Power(left, right), span, execution);
        break;
    }
  }
  return Bounded(std::move(left), span, execution);
}

Truth CompareTwo(ComparisonOp op, const Value& a, const Value& b) {
  if (op == ComparisonOp::kEqual) return Equals(a, b);
  if (op == ComparisonOp::kNotEqual) return Not(Equals(a, b));
  int order = 0;
  const Truth known = Comparable(a, b, order);
  if (known != Truth::kTrue) return known;
  switch (op) {
    case ComparisonOp::kLess:
      return TruthOf(order < 0);
    case ComparisonOp::kLessEqual:
      return TruthOf(order <= 0);
    case ComparisonOp::kGreater:
      return TruthOf(order > 0);
    case ComparisonOp::kGreaterEqual:
      return TruthOf(order >= 0);
    case ComparisonOp::kEqual:
    case ComparisonOp::kNotEqual:
      break;
  }
  return Truth::kUnknown;
}

Value EvaluateComparison(const semantics::Comparison& node, Row row, Execution& execution) {
  Value left = Evaluate(*node.first, row, execution);
  Truth all = Truth::kTrue;
  for (const auto& [op, operand] : node.rest) {
    Value right = Evaluate(*operand, row, execution);
    const Truth truth = CompareTwo(op, left, right);
    if (truth == Truth::kFalse) return Value::Bool(false);
    if (truth == Truth::kUnknown) all = Truth::kUnknown;
    left = std::move(right);
  }
  return ToValue(all);
}

Value EvaluateLogic(const semantics::Logic& node, Row row, Execution& execution) {
  const auto truth_of = [&](const Expr& operand) {
    return AsTruth(Evaluate(*operand, row, execution), operand->span, execution);
  };
  if (node.op == LogicOp::kXor) {
    bool odd = false, unknown = false;
    for (const Expr& operand : node.operands) {
      const Truth truth = truth_of(operand);
      unknown = unknown || truth == Truth::kUnknown;
      odd = odd != (truth == Truth::kTrue);
    }
    return unknown ? Value() : Value::Bool(odd);
  }
  // One operand of this truth settles it.
  const Truth settles = node.op == LogicOp::kAnd ? Truth::kFalse : Truth::kTrue;
  bool unknown = false;
  for (const Expr& operand : node.operands) {
    const Truth truth = truth_of(operand);
    if (truth == settles) return ToValue(settles);
    unknown = unknown || truth == Truth::kUnknown;
  }
  return unknown ? Value() : ToValue(Not(settles));
}

Value EvaluateStringTest(const semantics::StringTest& node, Row row, Execution& execution,
                         TextSpan span) {
  const Value text = Evaluate(*node.text, row, execution);
  const Value pattern = Evaluate(*node.pattern, row, execution);
  switch (node.op) {
    case StringTestOp::kStartsWith:
      return functions::StartsWith(text, pattern);
    case StringTestOp::kEndsWith:
      return functions::EndsWith(text, pattern);
    case StringTestOp::kContains:
      return functions::Contains(text, pattern);
    case StringTestOp::kMatches:
      return Take(functions::Matches(text, pattern), span, execution);
  }
  return Value();
}

Value EvaluateCall(const semantics::Call& node, Row row, Execution& execution, TextSpan span) {
  absl::InlinedVector<Value, 4> arguments;
  for (const Expr& argument : node.arguments) {
    arguments.push_back(Evaluate(*argument, row, execution));
    if (arguments.back().is_null() &&
        node.function->null_rule == functions::NullRule::kNullIfAnyNull) {
      return Value();
    }
  }
  if (execution.failed()) return Value();
  return Bounded(Take(functions::Call(*node.function, execution.call_state,
                                      std::span(arguments.data(), arguments.size())),
                      span, execution),
                 span, execution);
}

Value EvaluateCase(const semantics::Case& node, Row row, Execution& execution) {
  if (node.subject) {
    const Value subject = Evaluate(*node.subject, row, execution);
    for (const auto& [when, then] : node.branches) {
      if (Equals(subject, Evaluate(*when, row, execution)) == Truth::kTrue)
        return Evaluate(*then, row, execution);
    }
  } else {
    for (const auto& [when, then] : node.branches) {
      if (Holds(*when, row, execution)) return Evaluate(*then, row, execution);
    }
  }
  return node.otherwise ? Evaluate(*node.otherwise, row, execution) : Value();
}

Value EvaluateTypeTest(const semantics::TypeTest& node, const Value& value) {
  const auto accepts = [](functions::KindMask kinds, const Value& v) {
    return (kinds & functions::MaskOf(v.kind())) != 0;
  };
  bool fits = accepts(node.type.kinds, value);
  if (fits && value.is_list()) {
    for (const Value& item : value.list()) fits = fits && accepts(node.type.elements, item);
  }
  return Value::Bool(fits != node.negated);
}

}  // namespace

Truth Test(const Expression& condition, Row row, Execution& execution) {
  return AsTruth(Evaluate(condition, row, execution), condition.span, execution);
}

bool Holds(const Expression& condition, Row row, Execution& execution) {
  return Test(condition, row, execution) == Truth::kTrue;
}

Value PropertyOf(const Value& element, int key, TextSpan span, Execution& execution) {
  const GraphView& view = execution.view();
  switch (element.kind()) {
    case ValueKind::kNull:
      return Value();
    case ValueKind::kNode:
      if (execution.changes() && !view.Exists(element.node())) break;
      return execution.key(key).valid() ? view.property(element.node(), execution.key(key))
                                        : Value();
    case ValueKind::kEdge:
      if (execution.changes() && !view.Exists(element.edge())) break;
      return execution.key(key).valid() ? view.property(element.edge(), execution.key(key))
                                        : Value();
    case ValueKind::kMap:
      return element.at(execution.key_name(key));
    default:
      break;
  }
  return Take(functions::PropertyOf(view, element, execution.key_name(key)), span, execution);
}

Value Evaluate(const Expression& expression, Row row, Execution& execution) {
  const TextSpan span = expression.span;
  return std::visit(
      Overload{
          [&](const semantics::Constant& e) { return e.value; },
          [&](const semantics::Parameter& e) {
            return execution.parameters[static_cast<size_t>(e.index)];
          },
          [&](const semantics::Slot& e) { return row[e.slot]; },
          [&](const semantics::Local& e) { return execution.locals[static_cast<size_t>(e.local)]; },
          [&](const semantics::Property& e) {
            if (const auto* slot =
                    std::get_if<semantics::Slot>(&e.object->node)) {  // the common case: no copy
              return PropertyOf(row[slot->slot], e.key, span, execution);
            }
            return PropertyOf(Evaluate(*e.object, row, execution), e.key, span, execution);
          },
          [&](const semantics::Subscript& e) {
            const Value container = Evaluate(*e.container, row, execution);
            const Value index = Evaluate(*e.index, row, execution);
            return Take(functions::Subscript(execution.view(), container, index), span, execution);
          },
          [&](const semantics::Slice& e) {
            const Value list = Evaluate(*e.list, row, execution);
            const Value from = e.from ? Evaluate(*e.from, row, execution) : Value();
            const Value to = e.to ? Evaluate(*e.to, row, execution) : Value();
            return Take(functions::Slice(list, e.from ? &from : nullptr, e.to ? &to : nullptr),
                        span, execution);
          },
          [&](const semantics::Arithmetic& e) {
            return EvaluateArithmetic(e, row, execution, span);
          },
          [&](const semantics::Comparison& e) { return EvaluateComparison(e, row, execution); },
          [&](const semantics::Logic& e) { return EvaluateLogic(e, row, execution); },
          [&](const semantics::Not& e) {
            return ToValue(Not(AsTruth(Evaluate(*e.operand, row, execution), span, execution)));
          },
          [&](const semantics::Negate& e) {
            return Take(functions::Negate(Evaluate(*e.operand, row, execution)), span, execution);
          },
          [&](const semantics::UnaryPlus& e) { return Evaluate(*e.operand, row, execution); },
          [&](const semantics::StringTest& e) {
            return EvaluateStringTest(e, row, execution, span);
          },
          [&](const semantics::InList& e) {
            const Value element = Evaluate(*e.element, row, execution);
            return Take(functions::In(element, Evaluate(*e.list, row, execution)), span, execution);
          },
          [&](const semantics::IsNull& e) {
            return Value::Bool(Evaluate(*e.operand, row, execution).is_null() != e.negated);
          },
          [&](const semantics::TypeTest& e) {
            return EvaluateTypeTest(e, Evaluate(*e.operand, row, execution));
          },
          [&](const semantics::Call& e) { return EvaluateCall(e, row, execution, span); },
          [&](const semantics::ListOf& e) {
            std::vector<Value> items;
            items.reserve(e.items.size());
            for (const Expr& item : e.items) items.push_back(Evaluate(*item, row, execution));
            return Bounded(Value::List(std::move(items)), span, execution);
          },
          [&](const semantics::MapOf& e) {
            std::vector<MapEntry> entries;
            entries.reserve(e.entries.size());
            for (const auto& [key, value] : e.entries)
              entries.push_back({key, Evaluate(*value, row, execution)});
            return Bounded(Value::Map(std::move(entries)), span, execution);
          },
          [&](const semantics::Case& e) { return EvaluateCase(e, row, execution); },
          [&](const semantics::ListComprehension&) {
            return Bounded(EvaluateList(expression, row, execution), span, execution);
          },
          [&](const semantics::Quantifier&) { return EvaluateList(expression, row, execution); },
          [&](const semantics::Reduce&) {
            return Bounded(EvaluateList(expression, row, execution), span, execution);
          },
          [&](const semantics::LabelTest&) { return EvaluateGraph(expression, row, execution); },
          [&](const semantics::MapProjection&) {
            return Bounded(EvaluateGraph(expression, row, execution), span, execution);
          },
          [&](const semantics::PathOf&) { return EvaluateGraph(expression, row, execution); },
          [&](const semantics::Subquery&) {
            return Bounded(EvaluateGraph(expression, row, execution), span, execution);
          },
      },
      expression.node);
}

uint64_t RowsWanted(const plan::Expr& limit, const plan::Expr& skip, Execution& execution) {
  if (!limit) return UINT64_MAX;
  const Batch nothing(0, 1);
  const Value most = Evaluate(*limit, Row{&nothing, 0}, execution);
  const Value before = skip ? Evaluate(*skip, Row{&nothing, 0}, execution) : Value::Int(0);
  if (!most.is_int() || !before.is_int() || most.integer() < 0 || before.integer() < 0)
    return UINT64_MAX;
  return static_cast<uint64_t>(most.integer()) + static_cast<uint64_t>(before.integer());
}

}  // namespace newsgraph::execute

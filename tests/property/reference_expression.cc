// The value of an expression in a row; logic and comparison as truth tables.
#include "graph/base/variant.h"
#include "query/functions/operators.h"
#include "tests/property/reference.h"

namespace newsgraph::property {

using namespace syntax;  // the nodes of the tree
using PropertyEntries = std::vector<newsgraph::MapEntry>;

Status NotKnown(std::string_view what) {
  return RuntimeError(ErrorKind::kUnsupported, "", Cat("the reference does not know: ", what));
}

StatusOr<Value> Reference::Eval(const Expression& expression, const Row& row) {
  return std::visit(
      Overload{
          [&](const Literal& literal) -> StatusOr<Value> {
            return std::visit(Overload{[](std::monostate) { return Value(); },
                                       [](bool v) { return Value::Bool(v); },
                                       [](int64_t v) { return Value::Int(v); },
                                       [](double v) { return Value::Float(v); },
                                       [](const std::string& v) { return Value::String(v); }},
                              literal.value);
          },
          [&](const Parameter& parameter) -> StatusOr<Value> {
            return parameters_.at(parameter.name);
          },
          [&](const Variable& variable) -> StatusOr<Value> {
            const auto found = row.find(variable.name);
            if (found == row.end()) return NotKnown(Cat("variable ", variable.name));
            return found->second;
          },
          [&](const ListLiteral& list) -> StatusOr<Value> {
            std::vector<Value> items;
            for (const auto& item : list.items) {
              ASSIGN_OR_RETURN(Value value, Eval(*item, row));
              items.push_back(std::move(value));
            }
            return Value::List(std::move(items));
          },
          [&](const MapLiteral& map) -> StatusOr<Value> {
            PropertyEntries entries;
            for (const auto& entry : map.entries) {
              ASSIGN_OR_RETURN(Value value, Eval(*entry.value, row));
              entries.push_back({entry.key.text, std::move(value)});
            }
            return Value::Map(std::move(entries));
          },
          [&](const Sign& sign) -> StatusOr<Value> {
            ASSIGN_OR_RETURN(Value value, Eval(*sign.operand, row));
            return sign.negative ? functions::Negate(value) : value;
          },
          [&](const syntax::Not& inverted) -> StatusOr<Value> {
            ASSIGN_OR_RETURN(Value value, Eval(*inverted.operand, row));
            return value.is_null() ? value : Value::Bool(!value.boolean());
          },
          [&](const Access& node) { return EvalAccess(node, row); },
          [&](const Arithmetic& node) { return EvalArithmetic(node, row); },
          [&](const Comparison& node) { return EvalComparison(node, row); },
          [&](const Logical& node) { return EvalLogical(node, row); },
          [&](const Tests& node) { return EvalTests(node, row); },
          [&](const Case& node) { return EvalCase(node, row); },
          [&](const FunctionCall& node) { return EvalCall(node, row); },
          [&](const CountStar&) -> StatusOr<Value> {
            return Value::Int(static_cast<int64_t>(group_->size()));
          },
          [&](const ListComprehension& node) { return EvalComprehension(node, row); },
          [&](const PatternComprehension& node) { return EvalPatternComprehension(node, row); },
          [&](const ListPredicate& node) { return EvalListPredicate(node, row); },
          [&](const SubqueryExpression& node) { return EvalSubquery(node, row); },
          [&](const PatternPredicate& node) -> StatusOr<Value> {
            bool any = false;
            RETURN_IF_ERROR(MatchPaths({node.pattern.get()}, row, [&](const Row&) {
              any = true;
              return Status();
            }));
            return Value::Bool(any);
          },
          [&](const auto&) -> StatusOr<Value> { return NotKnown("expression"); }},
      expression.node);
}

StatusOr<bool> Reference::IsTrue(const Expression& expression, const Row& row) {
  ASSIGN_OR_RETURN(const Value value, Eval(expression, row));
  return value.is_true();
}

Value Reference::PropertyOf(const Value& container, const std::string& key) {
  const PropertyMap* properties = PropertiesOf(container);
  if (!properties) return Value();
  const auto found = properties->find(key);
  return found == properties->end() ? Value() : found->second;
}

StatusOr<Value> Reference::EvalAccess(const Access& access, const Row& row) {
  ASSIGN_OR_RETURN(Value value, Eval(*access.base, row));
  for (const AccessStep& step : access.steps) {
    if (const auto* property = std::get_if<PropertyStep>(&step.node)) {
      if (value.is_node() || value.is_edge()) {
        value = PropertyOf(value, property->key.text);
      } else {
        ASSIGN_OR_RETURN(value, functions::PropertyOf(state_.view, value, property->key.text));
      }
    } else if (const auto* index = std::get_if<IndexStep>(&step.node)) {
      ASSIGN_OR_RETURN(const Value subscript, Eval(*index->index, row));
      if (value.is_node() || value.is_edge()) {
        value = PropertyOf(value, std::string(subscript.string()));
      } else {
        ASSIGN_OR_RETURN(value, functions::Subscript(state_.view, value, subscript));
      }
    } else {
      const auto& slice = std::get<SliceStep>(step.node);
      Value from, to;
      if (slice.from) {
        ASSIGN_OR_RETURN(from, Eval(*slice.from, row));
      }
      if (slice.to) {
        ASSIGN_OR_RETURN(to, Eval(*slice.to, row));
      }
      ASSIGN_OR_RETURN(
          value, functions::Slice(value, slice.from ? &from : nullptr, slice.to ? &to : nullptr));
    }
  }
  return value;
}

StatusOr<Value> Reference::EvalArithmetic(const Arithmetic& arithmetic, const Row& row) {
  ASSIGN_OR_RETURN(Value left, Eval(*arithmetic.first, row));
  for (const ArithmeticStep& step : arithmetic.rest) {
    ASSIGN_OR_RETURN(const Value right, Eval(*step.operand, row));
    switch (step.op) {
      case ArithmeticOperator::kConcatenate:
      case ArithmeticOperator::kAdd: {
        ASSIGN_OR_RETURN(left, functions::Add(left, right));
        break;
      }
      case ArithmeticOperator::kSubtract: {
        ASSIGN_OR_RETURN(left, functions::Subtract(left, right));
        break;
      }
      case ArithmeticOperator::kMultiply: {
        ASSIGN_OR_RETURN(left, functions::Multiply(left, right));
        break;
      }
      case ArithmeticOperator::kDivide: {
        ASSIGN_OR_RETURN(left, functions::Divide(left, right));
        break;
      }
      case ArithmeticOperator::kModulo: {
        ASSIGN_OR_RETURN(left, functions::Modulo(left, right));
        break;
      }
      case ArithmeticOperator::kPower: {
        ASSIGN_OR_RETURN(left, functions::Power(left, right));
        break;
      }
    }
  }
  return left;
}

namespace {

Truth Compared(ComparisonOperator op, const Value& a, const Value& b) {
  if (op == ComparisonOperator::kEqual) return Equals(a, b);
  if (op == ComparisonOperator::kNotEqual) return newsgraph::Not(Equals(a, b));
  int order = 0;
  const Truth comparable = Comparable(a, b, order);
  if (comparable != Truth::kTrue) return comparable;
  switch (op) {
    case ComparisonOperator::kLess:
      return TruthOf(order < 0);
    case ComparisonOperator::kLessOrEqual:
      return TruthOf(order <= 0);
    case ComparisonOperator::kGreater:
      return TruthOf(order > 0);
    default:
      return TruthOf(order >= 0);
  }
}

// false AND x is false, true OR x is true, whatever x is; else null makes null.
Value Joined(LogicalOperator op, const Value& a, const Value& b) {
  if (op == LogicalOperator::kXor) {
    if (a.is_null() || b.is_null()) return Value();
    return Value::Bool(a.boolean() != b.boolean());
  }
  const bool decisive = op == LogicalOperator::kOr;
  if (a.is_bool() && a.boolean() == decisive) return a;
  if (b.is_bool() && b.boolean() == decisive) return b;
  if (a.is_null() || b.is_null()) return Value();
  return Value::Bool(!decisive);
}

}  // namespace

StatusOr<Value> Reference::EvalComparison(const Comparison& comparison, const Row& row) {
  ASSIGN_OR_RETURN(Value left, Eval(*comparison.first, row));
  Value all = Value::Bool(true);
  for (const ComparisonStep& step : comparison.rest) {
    ASSIGN_OR_RETURN(Value right, Eval(*step.operand, row));
    all = Joined(LogicalOperator::kAnd, all, ToValue(Compared(step.op, left, right)));
    left = std::move(right);
  }
  return all;
}

StatusOr<Value> Reference::EvalLogical(const Logical& logical, const Row& row) {
  ASSIGN_OR_RETURN(Value result, Eval(*logical.operands[0], row));
  for (size_t i = 1; i < logical.operands.size(); ++i) {
    ASSIGN_OR_RETURN(const Value next, Eval(*logical.operands[i], row));
    result = Joined(logical.op, result, next);
  }
  return result;
}

StatusOr<Value> Reference::EvalTests(const Tests& tests, const Row& row) {
  ASSIGN_OR_RETURN(Value value, Eval(*tests.operand, row));
  for (const Test& test : tests.tests) {
    if (const auto* in = std::get_if<InTest>(&test.node)) {
      ASSIGN_OR_RETURN(const Value list, Eval(*in->list, row));
      if (list.is_null()) {
        value = Value();
        continue;
      }
      Value any = Value::Bool(false);  // x IN [a, b] is x = a OR x = b
      for (const Value& item : list.list())
        any = Joined(LogicalOperator::kOr, any, ToValue(Equals(value, item)));
      value = any;
    } else if (const auto* null = std::get_if<NullTest>(&test.node)) {
      value = Value::Bool(value.is_null() != null->negated);
    } else if (const auto* text = std::get_if<StringTest>(&test.node)) {
      ASSIGN_OR_RETURN(const Value operand, Eval(*text->operand, row));
      if (text->op == StringOperator::kMatches) {
        ASSIGN_OR_RETURN(value, functions::Matches(value, operand));
      } else if (!value.is_string() || !operand.is_string()) {
        value = Value();
      } else {
        const std::string_view whole = value.string(), part = operand.string();
        value = Value::Bool(text->op == StringOperator::kStartsWith ? whole.starts_with(part)
                            : text->op == StringOperator::kEndsWith
                                ? whole.ends_with(part)
                                : whole.find(part) != std::string_view::npos);
      }
    } else if (const auto* label = std::get_if<LabelTest>(&test.node)) {
      if (value.is_null()) continue;
      value = Value::Bool(HasLabels(
          *label->labels, value.is_node()
                              ? model_.nodes[value.node().value].labels
                              : std::set<std::string>{model_.edges[value.edge().value].type}));
    } else {
      return NotKnown("test of a type");
    }
  }
  return value;
}

StatusOr<Value> Reference::EvalCase(const Case& node, const Row& row) {
  Value operand = Value::Bool(true);
  if (node.operand) {
    ASSIGN_OR_RETURN(operand, Eval(*node.operand, row));
  }
  for (const CaseBranch& branch : node.branches) {
    for (const auto& when : branch.when) {
      ASSIGN_OR_RETURN(const Value value, Eval(*when, row));
      if (node.operand ? Equals(operand, value) == Truth::kTrue : value.is_true())
        return Eval(*branch.then, row);
    }
  }
  if (node.otherwise) return Eval(*node.otherwise, row);
  return Value();
}

}  // namespace newsgraph::property

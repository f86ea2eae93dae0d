#include <algorithm>
#include <charconv>

#include "graph/base/variant.h"
#include "query/semantics/binder.h"

namespace newsgraph::semantics {
namespace {

using functions::KindMask;
using functions::kNumberKinds;
using functions::kTemporalKinds;
using functions::MaskOf;

constexpr KindMask kNullBit = MaskOf(ValueKind::kNull);
constexpr KindMask kWithProperties = MaskOf(ValueKind::kNode) | MaskOf(ValueKind::kEdge) |
                                     MaskOf(ValueKind::kMap) | MaskOf(ValueKind::kPoint) |
                                     kTemporalKinds;

Status Mismatch(TextSpan span, std::string_view wanted, Type got) {
  return CompileError("InvalidArgumentType", span,
                      Cat("expected ", wanted, ", but this is ", functions::NameOf(got)));
}

Value ToValue(const syntax::Literal& literal) {
  return std::visit(Overload{
                        [](std::monostate) { return Value(); },
                        [](bool b) { return Value::Bool(b); },
                        [](int64_t i) { return Value::Int(i); },
                        [](double d) { return Value::Float(d); },
                        [](const std::string& text) { return Value::String(text); },
                    },
                    literal.value);
}

// What an arithmetic operator may give for operands of these types, and whether it can work at all.
struct ArithmeticType {
  bool possible;
  Type type;
};

ArithmeticType TypeOf(ArithmeticOp op, Type a, Type b) {
  const bool maybe_null = ((a.kinds | b.kinds) & kNullBit) != 0;
  KindMask kinds = 0;
  const bool numbers = (a.kinds & kNumberKinds) && (b.kinds & kNumberKinds);
  if (numbers) {
    if (op != ArithmeticOp::kPower && a.MayBe(ValueKind::kInt) && b.MayBe(ValueKind::kInt)) {
      kinds |= MaskOf(ValueKind::kInt);
    }
    if (op == ArithmeticOp::kPower || a.MayBe(ValueKind::kFloat) || b.MayBe(ValueKind::kFloat)) {
      kinds |= MaskOf(ValueKind::kFloat);
    }
  }
  const KindMask both = a.kinds | b.kinds;
  if ((both & kTemporalKinds) != 0 && op != ArithmeticOp::kModulo && op != ArithmeticOp::kPower) {
    kinds |= both & kTemporalKinds;
  }
  Type type;
  if (op == ArithmeticOp::kAdd) {
    if (a.MayBe(ValueKind::kString) || b.MayBe(ValueKind::kString))
      kinds |= MaskOf(ValueKind::kString);
    if (a.MayBe(ValueKind::kList) || b.MayBe(ValueKind::kList)) {
      kinds |= MaskOf(ValueKind::kList);
      type.elements = (a.MayBe(ValueKind::kList) ? a.elements : a.kinds) |
                      (b.MayBe(ValueKind::kList) ? b.elements : b.kinds);
    }
  }
  const bool possible = kinds != 0 || maybe_null;
  type.kinds = kinds | (maybe_null ? kNullBit : 0);
  return {possible, type};
}

ArithmeticOp Lower(syntax::ArithmeticOperator op) {
  switch (op) {
    case syntax::ArithmeticOperator::kAdd:
    case syntax::ArithmeticOperator::kConcatenate:
      return ArithmeticOp::kAdd;
    case syntax::ArithmeticOperator::kSubtract:
      return ArithmeticOp::kSubtract;
    case syntax::ArithmeticOperator::kMultiply:
      return ArithmeticOp::kMultiply;
    case syntax::ArithmeticOperator::kDivide:
      return ArithmeticOp::kDivide;
    case syntax::ArithmeticOperator::kModulo:
      return ArithmeticOp::kModulo;
    case syntax::ArithmeticOperator::kPower:
      return ArithmeticOp::kPower;
  }
  return ArithmeticOp::kAdd;
}

ComparisonOp Lower(syntax::ComparisonOperator op) {
  switch (op) {
    case syntax::ComparisonOperator::kEqual:
      return ComparisonOp::kEqual;
    case syntax::ComparisonOperator::kNotEqual:
      return ComparisonOp::kNotEqual;
    case syntax::ComparisonOperator::kLess:
      return ComparisonOp::kLess;
    case syntax::ComparisonOperator::kLessOrEqual:
      return ComparisonOp::kLessEqual;
    case syntax::ComparisonOperator::kGreater:
      return ComparisonOp::kGreater;
    case syntax::ComparisonOperator::kGreaterOrEqual:
      return ComparisonOp::kGreaterEqual;
  }
  return ComparisonOp::kEqual;
}

LogicOp Lower(syntax::LogicalOperator op) {
  switch (op) {
    case syntax::LogicalOperator::kAnd:
      return LogicOp::kAnd;
    case syntax::LogicalOperator::kOr:
      return LogicOp::kOr;
    case syntax::LogicalOperator::kXor:
      return LogicOp::kXor;
  }
  return LogicOp::kAnd;
}

StringTestOp Lower(syntax::StringOperator op) {
  switch (op) {
    case syntax::StringOperator::kStartsWith:
      return StringTestOp::kStartsWith;
    case syntax::StringOperator::kEndsWith:
      return StringTestOp::kEndsWith;
    case syntax::StringOperator::kContains:
      return StringTestOp::kContains;
    case syntax::StringOperator::kMatches:
      return StringTestOp::kMatches;
  }
  return StringTestOp::kContains;
}

StatusOr<Type> TypeNamed(const syntax::ValueType& type, TextSpan span) {
  const std::string signature = Cat("t(x :: ",
                                    type.item             ? "LIST"
                                    : type.name == "BOOL" ? "BOOLEAN"
                                    : type.name == "INT"  ? "INTEGER"
                                                          : type.name,
                                    ") :: ANY");
  static constexpr std::string_view kKnown[] = {
      "ANY",        "BOOLEAN",    "BOOL",           "INTEGER",
      "INT",        "FLOAT",      "STRING",         "LIST",
      "MAP",        "NODE",       "DATE",           "PATH",
      "LOCAL TIME", "ZONED TIME", "LOCAL DATETIME", "ZONED DATETIME",
      "DURATION",   "POINT",      "RELATIONSHIP"};
  bool known = false;
  for (std::string_view name : kKnown) known |= name == type.name;
  if (!known) {
    return MakeError(ErrorKind::kUnsupported, ErrorPhase::kCompile, "", span,
                     Cat("the type ", type.name, " is not known here"));
  }
  Type result = functions::ParseSignature(signature)[0].parameters[0].type;
  result.kinds &= ~kNullBit;
  if (!type.not_null) result.kinds |= kNullBit;
  if (type.item) {
    ASSIGN_OR_RETURN(Type item, TypeNamed(*type.item, span));
    result.elements = item.kinds;
  }
  return result;
}

}  // namespace

int Binder::IndexIn(std::vector<std::string>& list, std::string_view name) {
  for (size_t i = 0; i < list.size(); ++i) {
    if (list[i] == name) return static_cast<int>(i);
  }
  list.emplace_back(name);
  return static_cast<int>(list.size()) - 1;
}

constexpr char kLiteralMark = '\xFF';

std::string LiteralName(size_t number) { return Cat(std::string_view(&kLiteralMark, 1), number); }

int LiteralOf(std::string_view parameter) {
  if (parameter.empty() || parameter[0] != kLiteralMark) return -1;
  int number = -1;
  std::from_chars(parameter.data() + 1, parameter.data() + parameter.size(), number);
  return number;
}

int Binder::LiftedAt(TextSpan span) {
  if (in_projection_) return -1;
  const auto& literals = environment_.literals;
  const auto place = std::lower_bound(
      literals.begin(), literals.end(), span.begin,
      [](const TextSpan& literal, uint32_t begin) { return literal.begin < begin; });
  if (place == literals.end() || *place != span) return -1;
  return IndexIn(out_.parameters, LiteralName(static_cast<size_t>(place - literals.begin())));
}

Status Binder::Undefined(std::string_view name, TextSpan span, const Scope& scope) const {
  const auto nearest = Nearest(name, scope.names());
  return CompileError("UndefinedVariable", span, Cat("variable \"", name, "\" is not defined"),
                      nearest ? Cat("did you mean \"", *nearest, "\"?") : std::string());
}

StatusOr<Expr> Binder::BindVariable(const std::string& name, TextSpan span, const Scope& scope) {
  const Variable* variable = scope.Find(name);
  if (!variable) return Undefined(name, span, scope);
  if (variable->where == Variable::Where::kLocal)
    return MakeExpr(span, variable->type, Local{variable->index});
  if (grouping_ && !inside_aggregate_) {
    if (auto key = grouping_->keys.find(name); key != grouping_->keys.end()) {
      return MakeSlot(key->second.first, key->second.second, span);
    }
    return CompileError(
        "AmbiguousAggregationExpression", span,
        Cat("\"", name, "\" stands beside an aggregate but is not a grouping key"),
        Cat("return \"", name, "\" as a column of its own too, or put it inside the aggregate"));
  }
  return MakeSlot(frame_->Use(variable->index), variable->type, span);
}

StatusOr<Expr> Binder::BindPredicate(const syntax::Expression& expression, const Scope& scope) {
  ASSIGN_OR_RETURN(Expr bound, BindExpression(expression, scope));
  if (!bound->type.Fits(Type::Of(ValueKind::kBool)))
    return Mismatch(bound->span, "BOOLEAN", bound->type);
  return bound;
}

StatusOr<Expr> Binder::BindExpression(const syntax::Expression& expression, const Scope& scope) {
  const TextSpan span = expression.span;
  if (projected_) {
    if (auto column = projected_->find(span.In(text_)); column != projected_->end()) {
      return MakeSlot(column->second.first, column->second.second, span);
    }
  }
  return std::visit(
      Overload{
          [&](const syntax::Literal& node) -> StatusOr<Expr> {
            Value value = ToValue(node);
            const Type type = Type::Of(value.kind());
            if (const int lifted = LiftedAt(span); lifted >= 0)
              return MakeExpr(span, type, Parameter{lifted});
            return MakeExpr(span, type, Constant{std::move(value)});
          },
          [&](const syntax::Parameter& node) -> StatusOr<Expr> {
            return MakeExpr(span, Type::Any(), Parameter{IndexIn(out_.parameters, node.name)});
          },
          [&](const syntax::Variable& node) -> StatusOr<Expr> {
            return BindVariable(node.name, span, scope);
          },
          [&](const syntax::EntityLiteral& node) -> StatusOr<Expr> {
            ASSIGN_OR_RETURN(Expr name, BindExpression(*node.name, scope));
            const auto* entry = environment_.functions->FindScalar("entity");
            return MakeExpr(span, Type::Of(ValueKind::kNode).OrNull(),
                            Call{entry->function, {std::move(name)}});
          },
          [&](const syntax::ListLiteral& node) -> StatusOr<Expr> {
            ListOf list;
            KindMask elements = node.items.empty() ? kNullBit : 0;
            for (const auto& item : node.items) {
              ASSIGN_OR_RETURN(Expr bound, BindExpression(*item, scope));
              elements |= bound->type.kinds;
              list.items.push_back(std::move(bound));
            }
            return MakeExpr(span, Type::ListOf(elements), std::move(list));
          },
          [&](const syntax::MapLiteral& node) -> StatusOr<Expr> {
            MapOf map;
            for (const auto& entry : node.entries) {
              ASSIGN_OR_RETURN(Expr bound, BindExpression(*entry.value, scope));
              bool replaced = false;  // of two entries with one key the last counts
              for (auto& [key, value] : map.entries) {
                if (key == entry.key.text) value = bound, replaced = true;
              }
              if (!replaced) map.entries.emplace_back(entry.key.text, std::move(bound));
            }
            return MakeExpr(span, Type::Of(ValueKind::kMap), std::move(map));
          },
          [&](const syntax::Access& node) -> StatusOr<Expr> {
            return BindAccess(node, span, scope);
          },
          [&](const syntax::Arithmetic& node) -> StatusOr<Expr> {
            return BindArithmetic(node, span, scope);
          },
          [&](const syntax::Sign& node) -> StatusOr<Expr> {
            ASSIGN_OR_RETURN(Expr operand, BindExpression(*node.operand, scope));
            const Type type = operand->type;
            if (!type.Fits({kNumberKinds | MaskOf(ValueKind::kDuration)}))
              return Mismatch(span, "a number", type);
            if (node.negative) return MakeExpr(span, type, Negate{std::move(operand)});
            return MakeExpr(span, type, UnaryPlus{std::move(operand)});
          },
          [&](const syntax::Comparison& node) -> StatusOr<Expr> {
            Comparison comparison;
            ASSIGN_OR_RETURN(comparison.first, BindExpression(*node.first, scope));
            for (const auto& step : node.rest) {
              ASSIGN_OR_RETURN(Expr operand, BindExpression(*step.operand, scope));
              comparison.rest.emplace_back(Lower(step.op), std::move(operand));
            }
            return MakeExpr(span, BooleanOrNull(), std::move(comparison));
          },
          [&](const syntax::Logical& node) -> StatusOr<Expr> {
            Logic logic{Lower(node.op), {}};
            for (const auto& operand : node.operands) {
              ASSIGN_OR_RETURN(Expr bound, BindPredicate(*operand, scope));
              logic.operands.push_back(std::move(bound));
            }
            return MakeExpr(span, BooleanOrNull(), std::move(logic));
          },
          [&](const syntax::Not& node) -> StatusOr<Expr> {
            ASSIGN_OR_RETURN(Expr operand, BindPredicate(*node.operand, scope));
            return MakeExpr(span, BooleanOrNull(), Not{std::move(operand)});
          },
          [&](const syntax::Tests& node) -> StatusOr<Expr> { return BindTests(node, span, scope); },
          [&](const syntax::FunctionCall& node) -> StatusOr<Expr> {
            return BindFunction(node, span, scope);
          },
          [&](const syntax::CountStar&) -> StatusOr<Expr> {
            return BindAggregate(nullptr, span, scope);
          },
          [&](const syntax::Case& node) -> StatusOr<Expr> { return BindCase(node, span, scope); },
          [&](const syntax::MapProjection& node) -> StatusOr<Expr> {
            return BindMapProjection(node, span, scope);
          },
          [&](const auto&) -> StatusOr<Expr> { return BindNested(expression, scope); },
      },
      expression.node);
}

int Binder::KeyIndexOf(const Type& object, std::string_view name) {
  constexpr auto kElements = MaskOf(ValueKind::kNode) | MaskOf(ValueKind::kEdge);
  if ((object.kinds & ~MaskOf(ValueKind::kNull) & ~kElements) == 0)
    IndexIn(out_.names.element_keys, name);
  return KeyIndex(name);
}

StatusOr<Expr> Binder::BindAccess(const syntax::Access& access, TextSpan span, const Scope& scope) {
  if (grouping_ && !inside_aggregate_) {
    if (auto key = grouping_->keys.find(span.In(text_)); key != grouping_->keys.end()) {
      return MakeSlot(key->second.first, key->second.second, span);
    }
  }
  ASSIGN_OR_RETURN(Expr current, BindExpression(*access.base, scope));
  for (const syntax::AccessStep& step : access.steps) {
    const TextSpan upto = Join(span, step.span);
    if (const auto* property = std::get_if<syntax::PropertyStep>(&step.node)) {
      if (!current->type.Fits({kWithProperties})) {
        // The TCK knows this one as a type error.
        return MakeError(
            ErrorKind::kTypeError, ErrorPhase::kCompile, "InvalidArgumentType", current->span,
            Cat("a value of type ", functions::NameOf(current->type), " has no properties"));
      }
      current = MakeExpr(upto, Type::Any(),
                         Property{current, KeyIndexOf(current->type, property->key.text)});
    } else if (const auto* index = std::get_if<syntax::IndexStep>(&step.node)) {
      ASSIGN_OR_RETURN(Expr subscript, BindExpression(*index->index, scope));
      Type type = Type::Any();
      if (current->type.kinds == MaskOf(ValueKind::kList))
        type.kinds = current->type.elements | kNullBit;
      current = MakeExpr(upto, type, Subscript{current, std::move(subscript)});
    } else {
      const auto& slice = std::get<syntax::SliceStep>(step.node);
      Slice bound{current, nullptr, nullptr};
      if (slice.from) {
        ASSIGN_OR_RETURN(bound.from, BindExpression(*slice.from, scope));
      }
      if (slice.to) {
        ASSIGN_OR_RETURN(bound.to, BindExpression(*slice.to, scope));
      }
      current = MakeExpr(upto, Type::ListOf(current->type.elements).OrNull(), std::move(bound));
    }
  }
  return current;
}

StatusOr<Expr> Binder::BindArithmetic(const syntax::Arithmetic& arithmetic, TextSpan span,
                                      const Scope& scope) {
  Arithmetic bound;
  ASSIGN_OR_RETURN(bound.first, BindExpression(*arithmetic.first, scope));
  Type type = bound.first->type;
  for (const syntax::ArithmeticStep& step : arithmetic.rest) {
    ASSIGN_OR_RETURN(Expr operand, BindExpression(*step.operand, scope));
    const ArithmeticOp op = Lower(step.op);
    const ArithmeticType result = TypeOf(op, type, operand->type);
    if (!result.possible) {
      return CompileError(
          "InvalidArgumentType", step.op_span,
          Cat("cannot combine ", functions::NameOf(type), " and ", functions::NameOf(operand->type),
              " with \"", step.op_span.In(text_), "\""));
    }
    type = result.type;
    bound.rest.emplace_back(op, std::move(operand));
  }
  return MakeExpr(span, type, std::move(bound));
}

StatusOr<Expr> Binder::BindTests(const syntax::Tests& tests, TextSpan span, const Scope& scope) {
  ASSIGN_OR_RETURN(Expr current, BindExpression(*tests.operand, scope));
  for (const syntax::Test& test : tests.tests) {
    const TextSpan upto = Join(span, test.span);
    if (const auto* in = std::get_if<syntax::InTest>(&test.node)) {
      ASSIGN_OR_RETURN(Expr list, BindExpression(*in->list, scope));
      if (!list->type.Fits(Type::Of(ValueKind::kList)))
        return Mismatch(list->span, "a LIST", list->type);
      current = MakeExpr(upto, BooleanOrNull(), InList{current, std::move(list)});
    } else if (const auto* text = std::get_if<syntax::StringTest>(&test.node)) {
      ASSIGN_OR_RETURN(Expr pattern, BindExpression(*text->operand, scope));
      current =
          MakeExpr(upto, BooleanOrNull(), StringTest{Lower(text->op), current, std::move(pattern)});
    } else if (const auto* null = std::get_if<syntax::NullTest>(&test.node)) {
      current = MakeExpr(upto, Type::Of(ValueKind::kBool), IsNull{current, null->negated});
    } else if (const auto* labels = std::get_if<syntax::LabelTest>(&test.node)) {
      if (!current->type.Fits({MaskOf(ValueKind::kNode) | MaskOf(ValueKind::kEdge)})) {
        return Mismatch(current->span, "a NODE or a RELATIONSHIP", current->type);
      }
      LabelTest bound{current, nullptr, nullptr};
      if (current->type.MayBe(ValueKind::kNode)) {
        ASSIGN_OR_RETURN(bound.labels, BindLabels(*labels->labels, false));
      }
      if (current->type.MayBe(ValueKind::kEdge)) {
        ASSIGN_OR_RETURN(bound.types, BindLabels(*labels->labels, true));
      }
      current = MakeExpr(upto, BooleanOrNull(), std::move(bound));
    } else {
      const auto& type = std::get<syntax::TypeTest>(test.node);
      ASSIGN_OR_RETURN(Type wanted, TypeNamed(type.type, test.span));
      current = MakeExpr(upto, Type::Of(ValueKind::kBool), TypeTest{current, wanted, type.negated});
    }
  }
  return current;
}

StatusOr<Expr> Binder::BindCase(const syntax::Case& node, TextSpan span, const Scope& scope) {
  Case bound;
  KindMask kinds = 0;
  KindMask elements = 0;
  if (node.operand) {
    ASSIGN_OR_RETURN(bound.subject, BindExpression(*node.operand, scope));
  }
  for (const syntax::CaseBranch& branch : node.branches) {
    ASSIGN_OR_RETURN(Expr then, BindExpression(*branch.then, scope));
    kinds |= then->type.kinds;
    elements |= then->type.elements;
    for (const auto& when : branch.when) {
      ASSIGN_OR_RETURN(Expr condition,
                       node.operand ? BindExpression(*when, scope) : BindPredicate(*when, scope));
      bound.branches.emplace_back(std::move(condition), then);
    }
  }
  if (node.otherwise) {
    ASSIGN_OR_RETURN(bound.otherwise, BindExpression(*node.otherwise, scope));
    kinds |= bound.otherwise->type.kinds;
    elements |= bound.otherwise->type.elements;
  } else {
    kinds |= kNullBit;
  }
  return MakeExpr(span, Type{kinds, elements}, std::move(bound));
}

StatusOr<Expr> Binder::BindMapProjection(const syntax::MapProjection& node, TextSpan span,
                                         const Scope& scope) {
  MapProjection bound{nullptr, false, {}};
  ASSIGN_OR_RETURN(bound.subject, BindVariable(node.variable.text, node.variable.span, scope));
  if (!bound.subject->type.Fits(
          {MaskOf(ValueKind::kNode) | MaskOf(ValueKind::kEdge) | MaskOf(ValueKind::kMap)})) {
    return Mismatch(node.variable.span, "a MAP, a NODE or a RELATIONSHIP", bound.subject->type);
  }
  for (const syntax::ProjectionElement& element : node.elements) {
    if (const auto* entry = std::get_if<syntax::MapEntry>(&element)) {
      ASSIGN_OR_RETURN(Expr value, BindExpression(*entry->value, scope));
      bound.entries.emplace_back(entry->key.text, std::move(value));
    } else if (const auto* property = std::get_if<syntax::PropertySelector>(&element)) {
      bound.entries.emplace_back(
          property->key.text,
          MakeExpr(property->key.span, Type::Any(),
                   Property{bound.subject, KeyIndexOf(bound.subject->type, property->key.text)}));
    } else if (const auto* variable = std::get_if<syntax::VariableSelector>(&element)) {
      ASSIGN_OR_RETURN(Expr value,
                       BindVariable(variable->variable.text, variable->variable.span, scope));
      bound.entries.emplace_back(variable->variable.text, std::move(value));
    } else {
      bound.all_properties = true;
    }
  }
  return MakeExpr(span, Type::Of(ValueKind::kMap).OrNull(), std::move(bound));
}

}  // namespace newsgraph::semantics

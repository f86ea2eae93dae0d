// Function calls and aggregates.
#include "absl/strings/ascii.h"
#include "query/semantics/binder.h"

namespace newsgraph::semantics {
namespace {

using functions::kAnyKind;
using functions::KindMask;
using functions::MaskOf;

std::string CountText(const std::vector<functions::Overload>& overloads) {
  size_t least = SIZE_MAX, most = 0;
  bool unbounded = false;
  for (const functions::Overload& overload : overloads) {
    least = std::min(least, overload.min_arguments());
    most = std::max(most, overload.parameters.size());
    unbounded |= overload.variadic;
  }
  if (unbounded) return Cat("at least ", least);
  return least == most ? Cat(least) : Cat(least, " to ", most);
}

// The result type over all overloads that the arguments could fit; an error when there is none.
StatusOr<Type> CheckArguments(std::string_view name,
                              const std::vector<functions::Overload>& overloads,
                              const std::vector<Expr>& arguments, TextSpan span) {
  bool count_fits = false;
  Type result{0, 0};
  bool found = false;
  TextSpan misfit = span;
  std::string expected, got;
  for (const functions::Overload& overload : overloads) {
    if (!overload.Accepts(arguments.size())) continue;
    count_fits = true;
    bool fits = true;
    for (size_t i = 0; i < arguments.size() && fits; ++i) {
      const auto& parameter = overload.parameters[std::min(i, overload.parameters.size() - 1)];
      if (arguments[i]->type.Fits(parameter.type)) continue;
      fits = false;
      misfit = arguments[i]->span;
      if (!expected.empty()) expected += " or ";
      expected += functions::NameOf(parameter.type);
      got = functions::NameOf(arguments[i]->type);
    }
    if (!fits) continue;
    found = true;
    result.kinds |= overload.result.kinds;
    result.elements |= overload.result.elements;
  }
  if (!count_fits) {
    return CompileError(
        "InvalidNumberOfArguments", span,
        Cat(name, "() takes ", CountText(overloads), " arguments, not ", arguments.size()));
  }
  if (!found) {
    return CompileError("InvalidArgumentType", misfit,
                        Cat(name, "() expects ", expected, " here, not ", got));
  }
  return result;
}

bool IsDeterministic(const Expression& expression) {
  if (const auto* call = std::get_if<Call>(&expression.node);
      call && !call->function->deterministic)
    return false;
  bool deterministic = true;
  ForEachOperand(expression,
                 [&](const Expr& operand) { deterministic &= IsDeterministic(*operand); });
  return deterministic;
}

}  // namespace

StatusOr<Expr> Binder::BindFunction(const syntax::FunctionCall& call, TextSpan span,
                                    const Scope& scope) {
  if (environment_.functions->FindAggregate(call.name)) return BindAggregate(&call, span, scope);
  // exists(pattern) is the pattern itself as a predicate; exists(n.name) is an ordinary function.
  if (call.arguments.size() == 1 && absl::AsciiStrToLower(call.name) == "exists" &&
      std::holds_alternative<syntax::PatternPredicate>(call.arguments[0]->node)) {
    return BindExpression(*call.arguments[0], scope);
  }
  const auto* entry = environment_.functions->FindScalar(call.name);
  if (!entry) {
    const auto nearest = Nearest(call.name, environment_.functions->names());
    return CompileError(
        "UnknownFunction", call.name_span, Cat("there is no function \"", call.name, "\""),
        nearest ? Cat("did you mean \"", *nearest, "\"?") : "SHOW FUNCTIONS lists them");
  }
  if (call.distinct) {
    return CompileError("UnexpectedSyntax", call.name_span,
                        "DISTINCT has a meaning only in aggregates");
  }
  Call bound{entry->function, {}};
  for (const auto& argument : call.arguments) {
    ASSIGN_OR_RETURN(Expr value, BindExpression(*argument, scope));
    bound.arguments.push_back(std::move(value));
  }
  ASSIGN_OR_RETURN(Type type,
                   CheckArguments(entry->function->name, entry->overloads, bound.arguments, span));
  if (entry->function->name == "cost") return BindCost(bound, type, span);
  return MakeExpr(span, type, std::move(bound));
}

// A path does not hold what it costs; the pattern that it was matched with tells.
StatusOr<Expr> Binder::BindCost(const Call& call, Type type, TextSpan span) {
  const auto* path = std::get_if<Slot>(&call.arguments[0]->node);
  const auto cost = path ? frame_->costs.find(path->slot) : frame_->costs.end();
  if (cost == frame_->costs.end()) {
    return CompileError("InvalidArgumentValue", span,
                        "cost() takes the variable of a path whose pattern has a COST",
                        "name the cost where the path is matched: WITH p, cost(p) AS cost");
  }
  return MakeSlot(frame_->Use(cost->second), type, span);
}

StatusOr<Expr> Binder::BindAggregate(const syntax::FunctionCall* call, TextSpan span,
                                     const Scope& scope) {
  const std::string name = call ? call->name : "count";
  if (inside_aggregate_) {
    return CompileError("NestedAggregation", span, "an aggregate cannot stand inside another one",
                        "compute the inner one in a WITH before");
  }
  if (projected_ && call) {  // ORDER BY after grouping: an aggregate that is no column
    for (const auto& argument : call->arguments) {
      RETURN_IF_ERROR(BindExpression(*argument, scope).status());
    }
    return CompileError("AmbiguousAggregationExpression", span,
                        Cat("the aggregate ", name, "() is not a column"),
                        "put it among the columns and order by its name");
  }
  if (!aggregates_allowed_ || !grouping_) {
    return CompileError("InvalidAggregation", span,
                        Cat("the aggregate ", name, "() cannot stand here"),
                        "aggregate in a WITH before, and use its result here");
  }
  Aggregation aggregation;
  aggregation.slot = NewSlot();
  Type type = Type::Of(ValueKind::kInt);
  if (call) {
    Restore<bool> inside(inside_aggregate_, true);
    const auto* entry = environment_.functions->FindAggregate(call->name);
    aggregation.aggregate = entry->aggregate;
    aggregation.distinct = call->distinct;
    for (const auto& argument : call->arguments) {
      ASSIGN_OR_RETURN(Expr value, BindExpression(*argument, scope));
      if (!IsDeterministic(*value)) {
        return CompileError("NonConstantExpression", value->span,
                            "a random value cannot be aggregated: it differs at each look",
                            "put it in a WITH before");
      }
      aggregation.arguments.push_back(std::move(value));
    }
    ASSIGN_OR_RETURN(type, CheckArguments(name, entry->overloads, aggregation.arguments, span));
    if (name.size() == 7 && absl::AsciiStrToLower(name) == "collect")
      type.elements = aggregation.arguments[0]->type.kinds;
  }
  const int slot = aggregation.slot;
  grouping_->aggregations->push_back(std::move(aggregation));
  return MakeSlot(slot, type, span);
}

}  // namespace newsgraph::semantics

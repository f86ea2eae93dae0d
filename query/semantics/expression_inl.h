// ForEachOperand: the one place that knows the parts of every kind of expression.
#pragma once

#include "graph/base/variant.h"
#include "query/semantics/expression.h"

namespace newsgraph::semantics {

template <class F>
void ForEachOperand(const Expression& expression, F&& f) {
  const auto visit = [&f](const Expr& operand) {
    if (operand) f(operand);
  };
  std::visit(
      Overload{
          [](const Constant&) {},
          [](const Parameter&) {},
          [](const Slot&) {},
          [](const Local&) {},
          [&](const Property& e) { visit(e.object); },
          [&](const Subscript& e) { visit(e.container), visit(e.index); },
          [&](const Slice& e) { visit(e.list), visit(e.from), visit(e.to); },
          [&](const Arithmetic& e) {
            visit(e.first);
            for (const auto& [op, operand] : e.rest) visit(operand);
          },
          [&](const Comparison& e) {
            visit(e.first);
            for (const auto& [op, operand] : e.rest) visit(operand);
          },
          [&](const Logic& e) {
            for (const Expr& operand : e.operands) visit(operand);
          },
          [&](const Not& e) { visit(e.operand); },
          [&](const Negate& e) { visit(e.operand); },
          [&](const UnaryPlus& e) { visit(e.operand); },
          [&](const StringTest& e) { visit(e.text), visit(e.pattern); },
          [&](const InList& e) { visit(e.element), visit(e.list); },
          [&](const IsNull& e) { visit(e.operand); },
          [&](const LabelTest& e) { visit(e.element); },
          [&](const TypeTest& e) { visit(e.operand); },
          [&](const Call& e) {
            for (const Expr& argument : e.arguments) visit(argument);
          },
          [&](const ListOf& e) {
            for (const Expr& item : e.items) visit(item);
          },
          [&](const MapOf& e) {
            for (const auto& [key, value] : e.entries) visit(value);
          },
          [&](const Case& e) {
            visit(e.subject);
            for (const auto& [when, then] : e.branches) visit(when), visit(then);
            visit(e.otherwise);
          },
          [&](const ListComprehension& e) { visit(e.list), visit(e.filter), visit(e.projection); },
          [&](const Quantifier& e) { visit(e.list), visit(e.predicate); },
          [&](const Reduce& e) { visit(e.initial), visit(e.list), visit(e.step); },
          [&](const MapProjection& e) {
            visit(e.subject);
            for (const auto& [key, value] : e.entries) visit(value);
          },
          [&](const PathOf& e) {
            for (const Expr& element : e.elements) visit(element);
          },
          [&](const Subquery& e) {
            for (const auto& [outside, inside] : e.imports) visit(outside);
          },
      },
      expression.node);
}

}  // namespace newsgraph::semantics

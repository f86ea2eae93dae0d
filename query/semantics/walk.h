// Walking a parsed expression without caring for its kinds.
#pragma once

#include "graph/base/variant.h"
#include "query/syntax/ast.h"

namespace newsgraph::semantics {

// Calls f(const syntax::Expression&) for each direct operand, in order of the text. Patterns and
// subqueries are not entered: they aggregate for themselves.
template <class F>
void ForEachChild(const syntax::Expression& expression, F&& f) {
  const auto visit = [&f](const syntax::ExpressionPtr& child) {
    if (child) f(*child);
  };
  const auto visit_all = [&](const std::vector<syntax::ExpressionPtr>& children) {
    for (const auto& child : children) visit(child);
  };
  std::visit(Overload{
                 [](const syntax::Literal&) {},
                 [](const syntax::Parameter&) {},
                 [](const syntax::Variable&) {},
                 [](const syntax::EntityLiteral&) {},
                 [&](const syntax::ListLiteral& e) { visit_all(e.items); },
                 [&](const syntax::MapLiteral& e) {
                   for (const auto& entry : e.entries) visit(entry.value);
                 },
                 [&](const syntax::Access& e) {
                   visit(e.base);
                   for (const auto& step : e.steps) {
                     if (const auto* index = std::get_if<syntax::IndexStep>(&step.node))
                       visit(index->index);
                     if (const auto* slice = std::get_if<syntax::SliceStep>(&step.node)) {
                       visit(slice->from), visit(slice->to);
                     }
                   }
                 },
                 [&](const syntax::Arithmetic& e) {
                   visit(e.first);
                   for (const auto& step : e.rest) visit(step.operand);
                 },
                 [&](const syntax::Sign& e) { visit(e.operand); },
                 [&](const syntax::Comparison& e) {
                   visit(e.first);
                   for (const auto& step : e.rest) visit(step.operand);
                 },
                 [&](const syntax::Logical& e) { visit_all(e.operands); },
                 [&](const syntax::Not& e) { visit(e.operand); },
                 [&](const syntax::Tests& e) {
                   visit(e.operand);
                   for (const auto& test : e.tests) {
                     if (const auto* in = std::get_if<syntax::InTest>(&test.node)) visit(in->list);
                     if (const auto* text = std::get_if<syntax::StringTest>(&test.node))
                       visit(text->operand);
                   }
                 },
                 [&](const syntax::FunctionCall& e) { visit_all(e.arguments); },
                 [](const syntax::CountStar&) {},
                 [&](const syntax::Case& e) {
                   visit(e.operand);
                   for (const auto& branch : e.branches) visit_all(branch.when), visit(branch.then);
                   visit(e.otherwise);
                 },
                 [&](const syntax::ListComprehension& e) {
                   visit(e.list), visit(e.where), visit(e.value);
                 },
                 [](const syntax::PatternComprehension&) {},
                 [](const syntax::PatternPredicate&) {},
                 [](const syntax::ShortestPath&) {},
                 [&](const syntax::ListPredicate& e) { visit(e.list), visit(e.where); },
                 [&](const syntax::Reduce& e) { visit(e.initial), visit(e.list), visit(e.step); },
                 [&](const syntax::MapProjection& e) {
                   for (const auto& element : e.elements) {
                     if (const auto* entry = std::get_if<syntax::MapEntry>(&element))
                       visit(entry->value);
                   }
                 },
                 [](const syntax::SubqueryExpression&) {},
             },
             expression.node);
}

// Whether `name` occurs as a variable.
inline bool Mentions(const syntax::Expression& expression, std::string_view name) {
  if (const auto* variable = std::get_if<syntax::Variable>(&expression.node))
    return variable->name == name;
  bool found = false;
  ForEachChild(expression,
               [&](const syntax::Expression& child) { found = found || Mentions(child, name); });
  return found;
}

}  // namespace newsgraph::semantics

// ExpandInto((a)-[e2]->(x))
//   Filter(a.id > 3)                      Filter(a.id > 3)
//     Expand((p)<-[e1]-(a))         ->      Intersect((a): (p)<-[e1]-(a), (x)<-[e2]-(a))
//
// A node that two or more known nodes lead to is looked for from all of them at once. The filter
// between goes above, if it cannot fail.
#include "query/plan/match.h"
#include "query/plan/rules.h"

namespace newsgraph::plan {
namespace {

// Conditions that are true, false or unknown on any row, and never an error.
bool CannotFail(const semantics::Expression& e) {
  const auto plain = [](const Expr& operand) {
    const auto* property = std::get_if<semantics::Property>(&operand->node);
    const auto& inner = property ? *property->object : *operand;
    return std::holds_alternative<semantics::Slot>(inner.node) ||
           (!property && (std::holds_alternative<semantics::Constant>(inner.node) ||
                          std::holds_alternative<semantics::Parameter>(inner.node)));
  };
  if (const auto* logic = std::get_if<semantics::Logic>(&e.node)) {
    return std::all_of(logic->operands.begin(), logic->operands.end(),
                       [](const Expr& operand) { return CannotFail(*operand); });
  }
  if (const auto* comparison = std::get_if<semantics::Comparison>(&e.node)) {
    return plain(comparison->first) &&
           std::all_of(comparison->rest.begin(), comparison->rest.end(),
                       [&](const auto& part) { return plain(part.second); });
  }
  if (const auto* test = std::get_if<semantics::LabelTest>(&e.node)) return plain(test->element);
  if (const auto* test = std::get_if<semantics::IsNull>(&e.node)) return plain(test->operand);
  return false;
}

}  // namespace

PlanPtr MakeIntersect(PlanPtr plan, const StatementPlan&, const Facts&) {
  auto* into = std::get_if<Expand>(&plan->node);
  if (!into || !into->into || into->edge_bound || into->from == into->to) return plan;
  PlanPtr* below = &plan->input;
  Plan* filter = nullptr;
  if (const auto* between = std::get_if<Filter>(&(*below)->node)) {
    if (!CannotFail(*between->condition)) return plan;
    filter = below->get();
    below = &(*below)->input;
  }
  Plan& found = **below;
  auto* expand = std::get_if<Expand>(&found.node);
  if (expand && (expand->into || expand->edge_bound || expand->from == expand->to)) return plan;
  auto* intersect = std::get_if<Intersect>(&found.node);
  if (!expand && !intersect) return plan;
  const int to = expand ? expand->to : intersect->to;
  if (into->to != to && into->from != to) return plan;
  // Seen from the node that was known before.
  const bool turned = into->from == to;
  Intersect::Leg leg{turned ? into->to : into->from, into->edge,
                     turned ? Reverse(into->direction) : into->direction, into->types,
                     into->distinct_from};
  if (expand) {
    Intersect made{to, expand->to_label, {}, -1};
    made.legs.push_back(
        {expand->from, expand->edge, expand->direction, expand->types, expand->distinct_from});
    found.node = std::move(made);
    intersect = std::get_if<Intersect>(&found.node);
  }
  intersect->legs.push_back(std::move(leg));
  found.rows = plan->rows;
  if (filter) filter->rows = plan->rows;
  return std::move(plan->input);
}

}  // namespace newsgraph::plan

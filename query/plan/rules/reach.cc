// Aggregate(count(DISTINCT b))          Aggregate(count(DISTINCT b))
//   VarExpand((a)-[*1..4]->(b))   ->      Reach((a)-[*1..4]->(b))
//
// Where nobody reads the relationships and equal rows count once, it does not matter how many
// trails lead to a node: each is found once, by breadth-first search. Equal rows count once below
// DISTINCT, below aggregates that are DISTINCT or min or max, and in EXISTS. Below LIMIT 1 any row
// will do, and any trail: the shortest, unless something between is asked of the trail. Needs to
// know what is read (ComputeLiveness), and a shortest length of 0 or 1: a node that a walk of
// exactly two or more edges leads to need not be the end of such a trail.
#include <algorithm>

#include "query/plan/match.h"
#include "query/plan/rules.h"

namespace newsgraph::plan {
namespace {

bool IgnoresRepetition(const Aggregate& aggregate) {
  return std::all_of(aggregate.aggregations.begin(), aggregate.aggregations.end(),
                     [](const semantics::Aggregation& each) {
                       return each.distinct || (each.aggregate && (each.aggregate->name == "min" ||
                                                                   each.aggregate->name == "max"));
                     });
}

bool IsOne(const Expr& count) {
  const auto* constant = std::get_if<semantics::Constant>(&count->node);
  return constant && constant->value.is_int() && constant->value.integer() == 1;
}

// Whether an operator gives the same set of rows for the same set of input rows.
bool PassesOn(const PlanNode& node) {
  return std::holds_alternative<Filter>(node) || std::holds_alternative<Project>(node) ||
         std::holds_alternative<Expand>(node) || std::holds_alternative<VarExpand>(node) ||
         std::holds_alternative<Intersect>(node) || std::holds_alternative<ShortestPath>(node) ||
         std::holds_alternative<PathSearch>(node) || std::holds_alternative<NodeScan>(node) ||
         std::holds_alternative<NodeSeek>(node) || std::holds_alternative<EntitySeek>(node) ||
         std::holds_alternative<NodeById>(node) || std::holds_alternative<Unwind>(node) ||
         std::holds_alternative<Sort>(node);
}

// Slots that rows are chosen by on their way to a LIMIT 1; null: it is no matter of any row.
using Asked = std::set<int>;

// Adds what the operator asks of the rows below it.
void AddAsked(const PlanNode& node, Asked& asked) {
  if (const auto* filter = std::get_if<Filter>(&node)) CollectSlots(*filter->condition, asked);
  if (const auto* sort = std::get_if<Sort>(&node)) {
    for (const SortKey& key : sort->keys) CollectSlots(*key.expression, asked);
  }
  if (const auto* project = std::get_if<Project>(&node)) {
    for (const Item& item : project->items) {
      if (asked.count(item.slot)) CollectSlots(*item.expression, asked);
    }
  }
  if (const auto* unwind = std::get_if<Unwind>(&node)) CollectSlots(*unwind->list, asked);
  if (const auto* expand = std::get_if<Expand>(&node)) {
    asked.insert(expand->distinct_from.begin(), expand->distinct_from.end());
    if (expand->edge_bound) asked.insert(expand->edge);
  }
  if (const auto* expand = std::get_if<VarExpand>(&node)) {
    asked.insert(expand->distinct_from.begin(), expand->distinct_from.end());
    if (expand->step_condition) CollectSlots(*expand->step_condition, asked);
    for (const auto& [key, value] : expand->properties) CollectSlots(*value, asked);
    if (expand->edge_bound) asked.insert(expand->edge);
  }
  if (const auto* search = std::get_if<ShortestPath>(&node)) {
    if (search->step_condition) CollectSlots(*search->step_condition, asked);
    for (const ElementCondition& each : search->conditions) CollectSlots(*each.predicate, asked);
  }
  if (const auto* search = std::get_if<PathSearch>(&node)) {
    CollectReads(*search->pattern, asked);
    asked.insert(search->distinct_from.begin(), search->distinct_from.end());
  }
  if (const auto* intersect = std::get_if<Intersect>(&node)) {
    for (const Intersect::Leg& leg : intersect->legs)
      asked.insert(leg.distinct_from.begin(), leg.distinct_from.end());
  }
  if (const auto* seek = std::get_if<NodeSeek>(&node)) CollectSlots(*seek->value, asked);
  if (const auto* seek = std::get_if<NodeById>(&node)) CollectSlots(*seek->id, asked);
}

// `once`: how often a row comes out of this operator makes no difference.
void Choose(Plan& plan, bool once, Asked* any) {
  if (auto* expand = std::get_if<VarExpand>(&plan.node)) {
    const bool read = std::binary_search(plan.live.begin(), plan.live.end(), expand->edge);
    const bool free = any != nullptr ? any->count(expand->edge) == 0 : !read;
    const bool chosen = once && free && !expand->edge_bound && !expand->reach;
    expand->once = expand->hops >= 0 || (chosen && expand->range.min <= 1);
  }
  bool below = once && PassesOn(plan.node);
  if (std::holds_alternative<Distinct>(plan.node)) below = true;
  if (const auto* aggregate = std::get_if<Aggregate>(&plan.node))
    below = IgnoresRepetition(*aggregate);
  Asked asked;
  if (const auto* limit = std::get_if<Limit>(&plan.node)) {
    below = IsOne(limit->count);
    any = below ? &asked : nullptr;
  } else if (any != nullptr && PassesOn(plan.node)) {
    AddAsked(plan.node, *any);
  } else {
    any = nullptr;
  }
  if (auto* optional = std::get_if<Optional>(&plan.node)) {
    Choose(*optional->inner, once, nullptr);
    if (plan.input) Choose(*plan.input, once, nullptr);
    return;
  }
  ForEachInput(plan, [&](PlanPtr& input) {
    const bool follows = &input == &plan.input && below && !plan.writes;
    Choose(*input, follows, follows ? any : nullptr);
  });
}

}  // namespace

void ChooseReach(StatementPlan& plan) {
  Choose(*plan.root, false, nullptr);
  for (size_t i = 0; i < plan.subplans.size(); ++i) {
    Choose(*plan.subplans[i], plan.bound.subqueries[i].kind == semantics::SubqueryKind::kExists,
           nullptr);
  }
}

}  // namespace newsgraph::plan

// Aggregate(count(DISTINCT b))          Aggregate(count(DISTINCT b))
//   VarExpand((a)-[*1..4]->(b))   ->      Reach((a)-[*1..4]->(b))
//
// Where nobody reads the relationships and equal rows count once, it does not matter how many
// trails lead to a node: each is found once, by breadth-first search. Equal rows count once below
// DISTINCT, below aggregates that are DISTINCT or min or max, and in EXISTS. Below LIMIT 1 any row
// will do. Needs to know what is read (ComputeLiveness), and a shortest length of 0 or 1: a node
// that a walk of exactly two or more edges leads to need not be the end of such a trail.
#include <algorithm>

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
         std::holds_alternative<NodeScan>(node) || std::holds_alternative<NodeSeek>(node) ||
         std::holds_alternative<NodeById>(node) || std::holds_alternative<Unwind>(node) ||
         std::holds_alternative<Sort>(node);
}

// `once`: how often a row comes out of this operator makes no difference.
void Choose(Plan& plan, bool once) {
  if (auto* expand = std::get_if<VarExpand>(&plan.node)) {
    const bool read = std::binary_search(plan.live.begin(), plan.live.end(), expand->edge);
    expand->once = once && !read && !expand->edge_bound && expand->range.min <= 1;
  }
  bool below = once && PassesOn(plan.node);
  if (std::holds_alternative<Distinct>(plan.node)) below = true;
  if (const auto* aggregate = std::get_if<Aggregate>(&plan.node))
    below = IgnoresRepetition(*aggregate);
  if (const auto* limit = std::get_if<Limit>(&plan.node)) below = IsOne(limit->count);
  if (auto* optional = std::get_if<Optional>(&plan.node)) {
    Choose(*optional->inner, once);
    if (plan.input) Choose(*plan.input, once);
    return;
  }
  ForEachInput(plan, [&](PlanPtr& input) {
    Choose(*input, &input == &plan.input && below && !plan.writes);
  });
}

}  // namespace

void ChooseReach(StatementPlan& plan) {
  Choose(*plan.root, false);
  for (size_t i = 0; i < plan.subplans.size(); ++i) {
    Choose(*plan.subplans[i], plan.bound.subqueries[i].kind == semantics::SubqueryKind::kExists);
  }
}

}  // namespace newsgraph::plan

// Aggregate(a.name, count(*))             Aggregate(a.name, count(*); each row #9 times)
//   Expand((a)-[e]->(b))            ->      CountEdges(a, #9)
//
// When neither the relationship nor the node at its end is read, their number is enough; without a
// label to test it is the node's degree.
#include "query/plan/match.h"
#include "query/plan/rules.h"

namespace newsgraph::plan {

PlanPtr MakeCountEdges(PlanPtr plan, const StatementPlan&, const Facts&) {
  auto* aggregate = std::get_if<Aggregate>(&plan->node);
  if (!aggregate) return plan;
  std::set<int> read;
  for (const Item& key : aggregate->keys) CollectSlots(*key.expression, read);
  for (const Aggregation& aggregation : aggregate->aggregations) {
    for (const Expr& argument : aggregation.arguments) CollectSlots(*argument, read);
  }
  Plan* below = plan->input.get();
  while (const auto* expand = std::get_if<Expand>(&below->node)) {
    if (expand->into || expand->edge_bound || read.count(expand->to) || read.count(expand->edge))
      break;
    // The slot of the relationship is free now: it takes the number.
    const int weight = expand->edge;
    read.insert(expand->from);
    read.insert(expand->distinct_from.begin(), expand->distinct_from.end());
    below->node = CountEdges{expand->from,     expand->direction,     expand->types,
                             expand->to_label, expand->distinct_from, weight};
    aggregate->weights.push_back(weight);
    below = below->input.get();
  }
  return plan;
}

}  // namespace newsgraph::plan

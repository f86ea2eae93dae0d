// Limit(5)                          Limit(5)
//   Skip(2)                   ->      Skip(2)
//     Sort(a.name)                      TopK(a.name, 2 + 5)
//
// Only skip + limit rows are kept in memory and in order. Breaks nothing: Limit and Skip stay.
#include "query/plan/rules.h"

namespace newsgraph::plan {

PlanPtr MakeTopK(PlanPtr plan, const StatementPlan&, const Facts&) {
  auto* limit = std::get_if<Limit>(&plan->node);
  if (!limit) return plan;
  Plan* below = plan->input.get();
  Expr skip;
  if (auto* skipping = std::get_if<Skip>(&below->node)) {
    skip = skipping->count;
    below = below->input.get();
  }
  auto* sort = std::get_if<Sort>(&below->node);
  if (!sort) return plan;
  below->node = TopK{std::move(sort->keys), limit->count, skip};
  return plan;
}

}  // namespace newsgraph::plan

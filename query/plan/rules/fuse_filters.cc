// Filter(p.age > 3)                 Filter(p.name = 'x' AND p.age > 3)
//   Filter(p.name = 'x')      ->      NodeScan(p)
//     NodeScan(p)
//
// Conditions keep their order, so one that guards another still does. Needs nothing, breaks
// nothing.
#include "query/plan/rules.h"

namespace newsgraph::plan {

PlanPtr FuseFilters(PlanPtr plan, const StatementPlan&, const Facts&) {
  auto* above = std::get_if<Filter>(&plan->node);
  if (!above || !plan->input) return plan;
  auto* below = std::get_if<Filter>(&plan->input->node);
  if (!below) return plan;
  below->condition = semantics::And(std::move(below->condition), std::move(above->condition));
  plan->input->rows = plan->rows;
  return std::move(plan->input);
}

}  // namespace newsgraph::plan

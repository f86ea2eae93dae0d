// TopK(e.date, 10)                    TopK(e.date, 10)
//   Project(b.name, e.date)      ->     Project(b.name, e.date)
//     Expand((a)-[e]->(b))                Expand((a)-[e]->(b) first by date)
//
// The relationships of a node lie in the order of one property, most often the date: its latest
// ones are the end of a run, and the others are not read.
#include "query/plan/match.h"
#include "query/plan/rules.h"

namespace newsgraph::plan {

PlanPtr ExpandFirst(PlanPtr plan, const StatementPlan&, const Facts&) {
  const auto* top = std::get_if<TopK>(&plan->node);
  if (!top) return plan;
  Expr key = top->keys[0].expression;
  Plan* below = plan->input.get();
  if (const auto* project = std::get_if<Project>(&below->node)) {
    const int slot = SlotOf(key);
    for (const Item& item : project->items) {
      if (item.slot != slot) continue;
      key = item.expression;
      break;
    }
    below = below->input.get();
  }
  auto* expand = std::get_if<Expand>(&below->node);
  const auto* property = std::get_if<semantics::Property>(&key->node);
  if (!expand || expand->into || expand->edge_bound || !property ||
      SlotOf(property->object) != expand->edge)
    return plan;
  expand->first = {property->key, top->keys[0].descending, top->limit, top->skip};
  return plan;
}

}  // namespace newsgraph::plan

// Limit(5)                          Limit(5)
//   Skip(2)                   ->      Skip(2)
//     Sort(a.name)                      TopK(a.name, 2 + 5)
//
// Only skip + limit rows are kept in memory and in order. Breaks nothing: Limit and Skip stay.
// Where the first key is a count(*) of groups, greatest first, the Aggregate below keeps back
// groups that have less than the last of those wanted.
#include "query/plan/match.h"
#include "query/plan/rules.h"

namespace newsgraph::plan {
namespace {

void KeepGreatest(const TopK& top, Plan* below) {
  if (!top.keys[0].descending) return;
  int slot = SlotOf(top.keys[0].expression);
  if (const auto* project = std::get_if<Project>(&below->node)) {
    for (const Item& item : project->items) {
      if (item.slot != slot) continue;
      slot = SlotOf(item.expression);
      break;
    }
    below = below->input.get();
  }
  auto* aggregate = std::get_if<Aggregate>(&below->node);
  if (!aggregate || slot < 0) return;
  for (size_t a = 0; a < aggregate->aggregations.size(); ++a) {
    const Aggregation& each = aggregate->aggregations[a];
    if (each.slot != slot || each.aggregate) continue;
    aggregate->greatest = static_cast<int>(a);
    aggregate->limit = top.limit;
    aggregate->skip = top.skip;
  }
}

}  // namespace

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
  TopK top{std::move(sort->keys), limit->count, skip};
  KeepGreatest(top, below->input.get());
  below->node = std::move(top);
  return plan;
}

}  // namespace newsgraph::plan

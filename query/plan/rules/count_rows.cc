// Aggregate(count(b))                     Aggregate(count(*))
//   Expand((a)-[e]->(b))            ->      Expand((a)-[e]->(b))
//
// What a pattern binds is never null, so counting it is counting rows, and then nobody reads it.
#include "query/plan/rules.h"

namespace newsgraph::plan {
namespace {

// Whether an operator binds the slot to a node or a relationship; `passes`: whether it hands on
// what is bound below it.
bool Binds(const PlanNode& node, int slot, bool& passes) {
  passes = true;
  if (const auto* p = std::get_if<NodeScan>(&node)) return p->slot == slot;
  if (const auto* p = std::get_if<NodeSeek>(&node)) return p->slot == slot;
  if (const auto* p = std::get_if<NodeById>(&node)) return p->slot == slot;
  if (const auto* p = std::get_if<Expand>(&node)) return p->edge == slot || p->to == slot;
  if (const auto* p = std::get_if<VarExpand>(&node)) return p->edge == slot || p->to == slot;
  passes = std::holds_alternative<Filter>(node);
  return false;
}

}  // namespace

PlanPtr CountRows(PlanPtr plan, const StatementPlan&, const Facts&) {
  auto* aggregate = std::get_if<Aggregate>(&plan->node);
  if (!aggregate) return plan;
  for (Aggregation& each : aggregate->aggregations) {
    if (!each.aggregate || each.aggregate->name != "count" || each.distinct) continue;
    const auto* counted = each.arguments.size() == 1
                              ? std::get_if<semantics::Slot>(&each.arguments[0]->node)
                              : nullptr;
    if (!counted) continue;
    bool passes = true;
    for (const Plan* below = plan->input.get(); below && passes; below = below->input.get()) {
      if (!Binds(below->node, counted->slot, passes)) continue;
      each.aggregate = nullptr;
      each.arguments.clear();
      break;
    }
  }
  return plan;
}

}  // namespace newsgraph::plan

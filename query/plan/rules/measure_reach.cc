// Aggregate(b, min(length(p)))            Aggregate(b, min(#3))
//   Project(p = (a)-[#3*1..4]->(b))   ->    Reach((a)-[*1..4]->(b), distance in #3)
//     VarExpand((a)-[#3*1..4]->(b))
//
// The shortest of all trails to a node is as long as the node is far. Where nothing else of the
// path is asked, no trail is enumerated; the slot of the relationships takes the distance. For a
// shortest length of 0 or 1, as in reach.cc.
#include <algorithm>

#include "query/plan/match.h"
#include "query/plan/rules.h"

namespace newsgraph::plan {
namespace {

// The slot of p where the expression is length(p); else -1.
int LengthOf(const Expr& expression) {
  const auto* call = std::get_if<semantics::Call>(&expression->node);
  if (call == nullptr || call->arguments.size() != 1) return -1;
  if (call->function->name != "length" && call->function->name != "path_length") return -1;
  const auto* slot = std::get_if<semantics::Slot>(&call->arguments[0]->node);
  return slot == nullptr ? -1 : slot->slot;
}

// The slot of the one relationship of a path; -1 when there are more.
int StepOf(const Expr& expression) {
  const auto* path = std::get_if<semantics::PathOf>(&expression->node);
  if (path == nullptr || path->elements.size() != 3) return -1;
  const auto* slot = std::get_if<semantics::Slot>(&path->elements[1]->node);
  return slot == nullptr ? -1 : slot->slot;
}

// The path that the aggregation measures and asks nothing else of; -1: there is none.
int MeasuredPath(const Aggregate& aggregate, std::set<int>& read) {
  int path = -1;
  for (const Aggregation& each : aggregate.aggregations) {
    const bool least = each.aggregate != nullptr && each.aggregate->name == "min";
    const int measured = least && each.arguments.size() == 1 ? LengthOf(each.arguments[0]) : -1;
    if (measured >= 0 && (path < 0 || path == measured)) {
      path = measured;
      continue;
    }
    const bool repeats =
        each.distinct || least || (each.aggregate != nullptr && each.aggregate->name == "max");
    if (!repeats) return -1;
    for (const Expr& argument : each.arguments) CollectSlots(*argument, read);
  }
  for (const Item& key : aggregate.keys) CollectSlots(*key.expression, read);
  return read.count(path) ? -1 : path;
}

}  // namespace

PlanPtr MeasureReach(PlanPtr plan, const StatementPlan&, const Facts&) {
  auto* aggregate = std::get_if<Aggregate>(&plan->node);
  if (aggregate == nullptr || !aggregate->weights.empty()) return plan;
  std::set<int> read;
  const int path = MeasuredPath(*aggregate, read);
  if (path < 0) return plan;
  int step = -1;
  Plan* below = plan->input.get();
  for (; step < 0 || !std::holds_alternative<VarExpand>(below->node); below = below->input.get()) {
    if (const auto* filter = std::get_if<Filter>(&below->node)) {
      CollectSlots(*filter->condition, read);
    } else if (const auto* project = std::get_if<Project>(&below->node)) {
      for (const Item& item : project->items) {
        if (item.slot == path) {
          step = StepOf(item.expression);
          if (step < 0) return plan;
        } else {
          CollectSlots(*item.expression, read);
        }
      }
    } else {
      return plan;
    }
    if (read.count(path)) return plan;
  }
  auto& expand = std::get<VarExpand>(below->node);
  const bool fits = expand.edge == step && !expand.edge_bound && !expand.reach &&
                    expand.range.min <= 1 && read.count(step) == 0;
  if (!fits) return plan;
  expand.once = true;
  expand.hops = step;
  const Expr distance = semantics::MakeSlot(step, functions::Type::Of(ValueKind::kInt));
  for (Aggregation& each : aggregate->aggregations) {
    if (each.arguments.size() == 1 && LengthOf(each.arguments[0]) == path)
      each.arguments[0] = distance;
  }
  return plan;
}

}  // namespace newsgraph::plan

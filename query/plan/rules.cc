#include "query/plan/rules.h"

#include <algorithm>

namespace newsgraph::plan {

const std::vector<Rule>& Rules() {
  static const std::vector<Rule> kRules = {
      {"fuse_filters", "Filter(a) over Filter(b) -> Filter(b AND a)", FuseFilters},
      {"push_label", "Filter(b:Label) over Expand(a, b) -> Expand(a, b:Label)", PushLabel},
      {"intersect", "ExpandInto(x, b) over Expand(a, b) -> Intersect(b: a, x)", MakeIntersect},
      {"count_rows", "count(b) of a b that is never null -> count(*)", CountRows},
      {"count_edges", "Aggregate over Expand -> Aggregate with weights over CountEdges",
       MakeCountEdges},
      {"measure_reach", "min(length(p)) over VarExpand -> min(distance) over Reach", MeasureReach},
      {"top_k", "Limit(n) over Sort -> TopK(n)", MakeTopK},
      {"first_edges", "TopK(e.date) over Expand(e) -> Expand of the first by date", ExpandFirst},
      {"reach", "VarExpand where only distinct ends matter -> Reach", nullptr, ChooseReach},
  };
  return kRules;
}

namespace {

PlanPtr Rewrite(PlanPtr plan, const Rule& rule, const StatementPlan& statement,
                const Facts& facts) {
  ForEachInput(*plan,
               [&](PlanPtr& input) { input = Rewrite(std::move(input), rule, statement, facts); });
  return rule.rewrite(std::move(plan), statement, facts);
}

bool IsIn(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

void ApplyRules(StatementPlan& plan, const Facts& facts, const std::vector<std::string>& disabled) {
  for (const Rule& rule : Rules()) {
    if (!rule.rewrite || IsIn(disabled, rule.name)) continue;
    plan.root = Rewrite(std::move(plan.root), rule, plan, facts);
    for (PlanPtr& subplan : plan.subplans) subplan = Rewrite(std::move(subplan), rule, plan, facts);
  }
}

void ApplyMarks(StatementPlan& plan, const std::vector<std::string>& disabled) {
  for (const Rule& rule : Rules()) {
    if (rule.mark && !IsIn(disabled, rule.name)) rule.mark(plan);
  }
}

}  // namespace newsgraph::plan

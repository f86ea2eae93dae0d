// Rewrite rules: each turns a plan into a better one that gives the same rows. The list in rules.cc
// is the order in which they run; each can be switched off by its name
// (RunOptions::disabled_rules), and the tests run with each of them off.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "query/plan/plan.h"
#include "query/plan/planner.h"

namespace newsgraph::plan {

struct Rule {
  std::string_view name;
  std::string_view doc;  // before -> after, in a line
  // Rewrites one node whose inputs are rewritten already.
  PlanPtr (*rewrite)(PlanPtr plan, const StatementPlan& statement, const Facts& facts) = nullptr;
  // Or marks operators of the whole plan, once it is known which slots are read (Plan::live).
  void (*mark)(StatementPlan& plan) = nullptr;
};

const std::vector<Rule>& Rules();
void ApplyRules(StatementPlan& plan, const Facts& facts, const std::vector<std::string>& disabled);
// Those that mark. REQUIRES: ComputeLiveness was called.
void ApplyMarks(StatementPlan& plan, const std::vector<std::string>& disabled);

// The rules, one file each under rules/.
PlanPtr MakeCountEdges(PlanPtr plan, const StatementPlan& statement, const Facts& facts);
PlanPtr CountRows(PlanPtr plan, const StatementPlan& statement, const Facts& facts);
PlanPtr ExpandFirst(PlanPtr plan, const StatementPlan& statement, const Facts& facts);
PlanPtr FuseFilters(PlanPtr plan, const StatementPlan& statement, const Facts& facts);
PlanPtr MakeIntersect(PlanPtr plan, const StatementPlan& statement, const Facts& facts);
PlanPtr MeasureReach(PlanPtr plan, const StatementPlan& statement, const Facts& facts);
PlanPtr PushLabel(PlanPtr plan, const StatementPlan& statement, const Facts& facts);
void ChooseReach(StatementPlan& plan);
PlanPtr MakeTopK(PlanPtr plan, const StatementPlan& statement, const Facts& facts);

// Calls f(PlanPtr&) for each plan right below: the input and nested plans.
template <class F>
void ForEachInput(Plan& plan, F&& f) {
  if (auto* optional = std::get_if<Optional>(&plan.node)) f(optional->inner);
  if (auto* apply = std::get_if<Apply>(&plan.node)) f(apply->inner);
  if (auto* merge = std::get_if<Merge>(&plan.node)) f(merge->match);
  if (auto* foreach = std::get_if<Foreach>(&plan.node)) f(foreach->body);
  if (auto* all = std::get_if<Union>(&plan.node)) {
    for (PlanPtr& part : all->parts) f(part);
  }
  if (plan.input) f(plan.input);
}

}  // namespace newsgraph::plan

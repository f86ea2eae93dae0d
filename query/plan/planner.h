// From a bound statement to a plan, by exact counts of the graph.
//
//   StatementPlan plan = MakePlan(std::move(bound), facts);
//
// A MATCH is laid out greedily: the cheapest start (bound before, index, label, all nodes), then
// always the step that is expected to leave the fewest rows, with each condition applied as soon as
// its variables are bound. Rules (rules.h) then rewrite the tree, and liveness is computed. Never
// fails. Thread-safe: no state.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "graph/schema.h"
#include "query/plan/plan.h"
#include "query/plan/report.h"

namespace newsgraph::plan {

// What the planner knows of the graph.
struct Facts {
  const Names* names = nullptr;
  const Statistics* statistics = nullptr;
  // About how many nodes a look-up in the index on these finds; 0: there is no index.
  std::function<double(LabelId, KeyId)> index_rows;
};

// Rules named in `disabled_rules` are left out (see rules.h for the names).
std::unique_ptr<StatementPlan> MakePlan(semantics::Statement bound, const Facts& facts,
                                        const std::vector<std::string>& disabled_rules = {});

// The plan's operators, and those of its subqueries in further trees; with what was measured of
// them where something was.
std::vector<OperatorReport> Report(const StatementPlan& plan, const Measured* measured = nullptr);

// Fills Plan::live from the root down; `required` are the slots read above the root.
//   returns   the slots needed from outside, at the Argument
std::vector<int> ComputeLiveness(Plan& plan, const std::vector<int>& required);

}  // namespace newsgraph::plan

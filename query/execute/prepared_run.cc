#include "query/execute/prepared_run.h"

namespace newsgraph::execute {
namespace {

// Steps and rows of a run whose memory is worth keeping: a few hundred kilobytes at most.
constexpr uint64_t kMostWork = 1 << 14;

}  // namespace

void PreparedRun::Build() {
  if (root) return;
  const plan::StatementPlan& plan = execution.plan();
  for (size_t i = 0; i < plan.subplans.size(); ++i) {
    const auto& nested = plan.bound.subqueries[i];
    const int output = nested.query.outputs.empty() ? -1 : nested.query.outputs[0];
    execution.subplans.push_back(
        std::make_unique<Subplan>(*plan.subplans[i], nested.slot_count, output, execution));
  }
  root = BuildOperator(*plan.root, {execution, plan.bound.slot_count, nullptr});
  batch = Batch(plan.bound.slot_count, execution.batch_size);
  state = execution.view().state();
}

bool PreparedRun::Rest() {
  if (!root || execution.changes() || execution.stopped() || execution.profile ||
      execution.limited() || execution.work() > kMostWork) {
    return false;
  }
  root->Reset();
  for (Operator* each : execution.operators) {
    if (!each->Rest()) return false;
  }
  execution.Rest();
  return true;
}

bool PreparedRun::Again(const GraphView& view, const std::shared_ptr<const NameIds>& ids,
                        const Budget& budget) {
  std::weak_ptr<const Snapshot> now = view.state();
  execution.Again(view, budget);
  if (!state.owner_before(now) && !now.owner_before(state)) return true;
  if (execution.ids() != ids) return false;
  for (Operator* each : execution.operators) {
    if (!each->Rebind()) return false;
  }
  state = std::move(now);
  return true;
}

}  // namespace newsgraph::execute

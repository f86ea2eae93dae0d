// PreparedRun: the operators of a plan with the execution they work in, and the memory both have
// grown, for one run of the plan after another.
//
//   auto run = std::make_unique<PreparedRun>(plan, view, changes, budget, ids);
//   run->Build();                                 // the execution has its parameters by now
//   while (run->root->Next(run->batch)) ...
//   if (run->Rest()) ...                          // put it by; it holds nothing of the graph
//   if (run->Fits(threads, size) && run->Again(view, ids, budget)) ...
//
// A statement that is asked again begins with its first row: nothing is built and next to nothing
// is allocated. Nothing that was read or worked out is kept, but what the operators know of a state
// of the graph while that stays. One thread.
#pragma once

#include <memory>
#include <utility>

#include "query/execute/execution.h"
#include "query/execute/operator.h"

namespace newsgraph::execute {

struct PreparedRun {
  PreparedRun(const plan::StatementPlan& plan, const GraphView& view, ChangeSet* changes,
              const Budget& budget, std::shared_ptr<const NameIds> ids)
      : execution(plan, view, changes, budget, std::move(ids)), batch(plan.bound.slot_count, 1) {}

  // Does nothing where the operators are there already.
  void Build();
  // After a run. False: it must be built anew the next time, because it failed, looked at much and
  // may have grown large, or has operators that know only one run.
  bool Rest();
  // Whether it works with so many threads and rows a batch.
  bool Fits(int threads, uint32_t batch_size) const {
    return execution.call_state.threads == threads && execution.batch_size == batch_size;
  }
  // Makes it ready for another run over this state of the graph, but for parameters and what else
  // is given for one run. False: it must be built anew.
  bool Again(const GraphView& view, const std::shared_ptr<const NameIds>& ids,
             const Budget& budget);

  Execution execution;
  OperatorPtr root;  // null before Build
  Batch batch;
  std::weak_ptr<const Snapshot> state;  // that the operators know
};

}  // namespace newsgraph::execute

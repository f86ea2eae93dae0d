// PreparedRun: the operators of a plan with the execution they work in, and the memory both have
// grown, for one run of the plan after another.
//
//   auto run = std::make_unique<PreparedRun>(plan, view, changes, budget, ids);
//   run->Build();                                 // the execution has its parameters by now
//   while (run->root->Next(run->batch)) ...
//   if (run->Rest()) ...                          // put it by; it holds nothing of the graph
//   if (run->Fits(view, threads, size)) run->Again(view, budget);
//
// A statement that is asked again begins with its first row: nothing is built and next to nothing
// is allocated. Nothing that was read or worked out is kept. One thread.
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
  // Whether it may go on with this state of the graph, which must be the one it was built for, and
  // with so many threads and rows a batch.
  bool Fits(const GraphView& view, int threads, uint32_t batch_size) const;
  // Ready for another run, but for parameters and what else is given for one run.
  void Again(const GraphView& view, const Budget& budget) { execution.Again(view, budget); }

  Execution execution;
  OperatorPtr root;  // null before Build
  Batch batch;
  std::weak_ptr<const Snapshot> state;  // that it was built for
};

}  // namespace newsgraph::execute

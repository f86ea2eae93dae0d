// Operators: a plan's nodes at work. Each fills batches from its input's batches.
//
//   auto root = BuildOperator(*plan.root, execution);
//   Batch batch(slots, 1024);
//   while (root->Next(batch)) ...
//   if (execution.failed()) return execution.status();
//
// Next gives at most a batch of rows; none and false at the end, or when the execution stopped.
// Reset starts anew with the rows that the Argument then holds. One thread.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "query/execute/batch.h"
#include "query/execute/execution.h"
#include "query/plan/plan.h"

namespace newsgraph::execute {

class Operator {
 public:
  virtual ~Operator() = default;
  virtual bool Next(Batch& out) = 0;
  virtual void Reset() = 0;
  // After Reset of the tree, before another run of the plan, with other parameters
  // (prepared_run.h): gives back the memory of searches and forgets what it learned of the graph
  // while it ran. False: it cannot run again.
  virtual bool Rest() { return true; }
  // After Rest, before a run over another state of the graph, where the plan's names stand for the
  // same ids: works out again what it knew of the graph when it was built. False: it must be built
  // anew.
  virtual bool Rebind() { return true; }
};
using OperatorPtr = std::unique_ptr<Operator>;

// The rows an Argument hands out: [begin, end) of a batch that stays put until the plan has read
// them.
struct ArgumentRows {
  const Batch* batch = nullptr;
  uint32_t begin = 0;
  uint32_t end = 0;
};

class StepTables;  // operators/step_counter.h

// A share of a NodeScan's nodes, for one of several threads: those with ids in [begin, end).
struct ScanPart {
  const plan::Plan* scan = nullptr;  // null: no scan is shared out
  uint32_t begin = 0;
  uint32_t end = 0;
  const StepTables* tables = nullptr;  // made for all parts; or null
};

// What building needs to know at one place of the tree.
struct BuildPlace {
  Execution& execution;
  int slots;                     // of the frame
  const ArgumentRows* argument;  // what Argument leaves read
  ScanPart part = {};
};

OperatorPtr BuildOperator(const plan::Plan& plan, const BuildPlace& place);

// A query nested in an expression, ready to run for one row after another.
class Subplan {
 public:
  Subplan(const plan::Plan& plan, int slots, int output, Execution& execution);
  ~Subplan();
  // Starts with these imports: (value, slot). Slots that the plan does not read are left out.
  bool Wants(int slot) const;
  void Begin(std::span<const std::pair<Value, int>> imports);
  // The next rows, or null at the end.
  const Batch* Next();
  int output() const { return output_; }

 private:
  int output_;
  Batch argument_;
  Batch rows_;
  ArgumentRows argument_rows_;
  std::vector<bool> wanted_;
  OperatorPtr root_;
};

// One line an operator: `MakeX` is in operators/x.cc, which hides the class.
OperatorPtr MakeArgument(const plan::Plan& plan, const BuildPlace& place);
OperatorPtr MakeNodeScan(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeNodeSeek(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeEntitySeek(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeNodeById(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeExpand(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeIntersect(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeCountEdges(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeCountPairs(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeVarExpand(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeReach(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeShortestPath(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakePathSearch(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeFilter(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeProject(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeAggregate(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeDistinct(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeSort(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeTopK(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeSkip(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeLimit(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeUnwind(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeOptional(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeApply(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeUnion(const plan::Plan& plan, const BuildPlace& place);
OperatorPtr MakeCallProcedure(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeLoadCsv(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeCreate(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeMerge(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeSet(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeRemove(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeDelete(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeForeach(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);
OperatorPtr MakeDrain(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input);

}  // namespace newsgraph::execute

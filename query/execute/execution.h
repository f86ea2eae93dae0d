// One run of a plan: what every operator and expression of it shares.
//
// Holds the view (and the ChangeSet of a statement that writes), the ids of the names the plan
// mentions, parameter values, comprehension variables, the budget, and the first error. An error is
// kept here (Fail) and everything stops at its next look (stopped()); so evaluating a cell costs no
// Status. One thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "graph/algo/workspace.h"
#include "graph/changes.h"
#include "graph/graph.h"
#include "query/execute/batch.h"
#include "query/functions/function.h"
#include "query/plan/plan.h"

namespace newsgraph::execute {

class Operator;
class Subplan;

// A procedure as operators see it: appends rows of its outputs.
using ProcedureCode = std::function<Status(
    const functions::CallState&, std::span<const Value> arguments, std::vector<Value>& cells)>;

struct Procedure {
  const ProcedureCode* code = nullptr;
  size_t outputs = 0;  // columns of each row
};

// A limit of a resource. Running out of one that is `partial` ends the rows, of another the
// statement.
template <class T>
struct Allowance {
  T most;
  bool partial = false;

  // The narrower of the two; of equal ones the partial one.
  void Narrow(T other, bool other_partial) {
    if (other < most || (other == most && other_partial)) most = other, partial = other_partial;
  }
};
struct Budget {
  Allowance<std::chrono::steady_clock::time_point> deadline = {
      std::chrono::steady_clock::time_point::max()};
  Allowance<uint64_t> edges = {UINT64_MAX};
  Allowance<uint64_t> memory = {UINT64_MAX};
  Allowance<uint64_t> rows = {UINT64_MAX};  // of the result
  const std::atomic<bool>* cancel = nullptr;

  // Whether it counts more than time.
  bool limited() const { return edges.most != UINT64_MAX || memory.most != UINT64_MAX; }
};

enum class Cut : uint8_t { kNone, kTime, kEdges, kMemory };

// What the names of a plan are in a graph; invalid where it knows no such name.
struct NameIds {
  std::vector<LabelId> labels;
  std::vector<EdgeTypeId> types;
  std::vector<KeyId> keys;

  NameIds() = default;
  NameIds(const semantics::NameList& list, const Names& names);
};

class Execution {
 public:
  // `ids`: those of the plan's names in the view, if they are known; else they are looked up.
  Execution(const plan::StatementPlan& plan, GraphView view, ChangeSet* changes, Budget budget,
            std::shared_ptr<const NameIds> ids = nullptr);
  ~Execution();
  Execution(const Execution&) = delete;

  const GraphView& view() const { return changes_ ? changes_->view() : call_state.view; }
  // Null in a statement that only reads.
  ChangeSet* changes() const { return changes_; }

  // Ids of NameList entries; invalid when the graph knows no such name.
  const std::shared_ptr<const NameIds>& ids() const { return ids_; }
  LabelId label(int name) const { return ids_->labels[static_cast<size_t>(name)]; }
  EdgeTypeId type(int name) const { return ids_->types[static_cast<size_t>(name)]; }
  KeyId key(int name) const { return ids_->keys[static_cast<size_t>(name)]; }
  const std::string& key_name(int name) const {
    return plan_.bound.names.keys[static_cast<size_t>(name)];
  }
  TypeSet Resolve(const plan::Types& types) const;

  void Fail(Status status);
  bool failed() const { return !status_.ok(); }
  const Status& status() const { return status_; }
  // The rows end early, with an error or (see cut()) within a partial budget.
  bool stopped() const { return stopped_; }
  Cut cut() const { return cut_; }

  // Says that `edges` relationships were looked at; checks the budget from time to time.
  bool Spend(uint64_t edges) {
    edges_ += edges;
    unchecked_ += edges + 1;
    if (unchecked_ >= kCheckEvery) CheckBudget();
    return !stopped_;
  }
  // Says that a scan, an index, an id or a name gave `nodes`; as Pass.
  bool Visit(uint64_t nodes) {
    nodes_ += nodes;
    return Pass(nodes);
  }
  // Says that `rows` passed; as Spend, but no relationship was looked at for them.
  bool Pass(uint64_t rows) {
    unchecked_ += rows + 1;
    if (unchecked_ >= kCheckEvery) CheckBudget();
    return !stopped_;
  }
  // Whether what was found is still asked for, also when a partial budget has run out.
  bool GoOn() {
    Pass(0);
    return !failed();
  }
  // When a partial budget has run out, what was found till then is still to be computed, sorted and
  // given out: lifts the stop, for some time and work more. Nothing when the statement failed.
  void Resume();
  // Runs `evaluate` for rows that are there already, and again should the budget run out within;
  // then the rows end. False: the statement failed, or what is left did not suffice; void rows.
  template <class F>
  bool Finish(F&& evaluate) {
    bool ends = stopped_;
    for (int attempt = 0; attempt < 2 && !failed(); ++attempt) {
      if (stopped_) Resume();
      evaluate();
      if (!stopped_) break;
      ends = true;
    }
    const bool whole = !stopped_;
    stopped_ = stopped_ || ends;
    return whole;
  }
  // The same for what cannot be done twice: in the scope of one, the stop is lifted.
  class Grace {
   public:
    explicit Grace(Execution& execution) : execution_(execution), ends_(execution.stopped()) {
      if (ends_) execution.Resume();
    }
    ~Grace() { execution_.stopped_ = execution_.stopped_ || ends_; }
    Grace(const Grace&) = delete;

   private:
    Execution& execution_;
    bool ends_;
  };

  uint64_t edges() const { return edges_; }
  // Relationships looked at and nodes visited so far.
  uint64_t hits() const { return edges_ + nodes_; }
  // Relationships and rows so far, counted together.
  uint64_t work() const { return checked_ + unchecked_; }
  // Before the first row.
  Budget& budget() { return budget_; }
  void HoldMemory(int64_t bytes);
  bool limited() const { return budget_.limited(); }

  // Lets go of the view and of what belongs to one run; Again begins another, over a state of the
  // graph in which the names are what they were.
  void Rest();
  void Again(GraphView view, const Budget& budget);

  // An execution of the same plan for another thread, with the memory that its searches may use.
  // REQUIRES: nothing is written, and no subplans.
  std::unique_ptr<Execution> Fork(algo::Workspace& workspace) const;
  // Takes over what became of a fork: its first error, whether it ran out, what it looked at.
  void Join(const Execution& fork);

  functions::CallState call_state;
  std::vector<Value> parameters;  // in the order of Statement::parameters
  std::vector<Value> locals;
  std::vector<std::unique_ptr<Subplan>> subplans;
  std::vector<Operator*> operators;  // all that were built for it, its subplans' too
  std::function<Procedure(const std::string& name)> find_procedure;
  std::vector<std::string> csv_folders;
  std::vector<functions::Notice> notices;  // call_state.notices
  uint64_t left_out = 0;                   // rows that were sorted and then not wanted
  uint32_t batch_size = 1024;
  bool profile = false;
  plan::Measured measured;   // filled while profiling
  plan::Measurement called;  // hits and ms of the operators that the one at work has called
  const plan::StatementPlan& plan() const { return plan_; }

 private:
  static constexpr uint64_t kCheckEvery = 4096;
  void CheckBudget();
  void RunOut(Cut cut, bool partial, std::string_view message, std::string_view hint);

  const plan::StatementPlan& plan_;
  ChangeSet* changes_;
  Budget budget_;
  std::shared_ptr<const NameIds> ids_;
  Status status_;
  bool stopped_ = false;
  Cut cut_ = Cut::kNone;
  uint64_t edges_ = 0, nodes_ = 0;
  uint64_t unchecked_ = 0, checked_ = 0;
  int64_t memory_ = 0;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  int resumed_ = 0;
};

}  // namespace newsgraph::execute

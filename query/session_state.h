// A session's insides, shared by session.cc and statements.cc.
#pragma once

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "query/execute/execution.h"
#include "query/plan/plan.h"
#include "query/semantics/bind.h"
#include "query/session.h"
#include "query/syntax/ast.h"

namespace newsgraph::query {

// Plans by text, the least recently used dropped first. A plan stays right whatever the graph
// becomes; it is made anew when the graph has become much larger or smaller than the one it was
// made for, or when indexes change.
class PlanCache {
 public:
  explicit PlanCache(size_t capacity) : capacity_(capacity) {}
  std::shared_ptr<const plan::StatementPlan> Find(std::string_view text,
                                                  const Session::State& state);
  void Add(std::string_view text, std::shared_ptr<const plan::StatementPlan> plan,
           const Session::State& state);
  void Clear() {
    entries_.clear();
    by_text_.clear();
  }

 private:
  struct Entry {
    std::string text;
    std::shared_ptr<const plan::StatementPlan> plan;
    uint64_t elements;  // of the graph when it was made
  };
  size_t capacity_;
  std::list<Entry> entries_;  // the most recently used first
  StringMap<std::list<Entry>::iterator> by_text_;
};

// after - before, field by field.
SideEffects Difference(const SideEffects& after, const SideEffects& before);

struct Session::State {
  State(Graph& graph, SessionOptions options);

  struct ProcedureEntry {
    Procedure procedure;
    semantics::ProcedureSignature signature;
    bool built_in = false;
  };

  GraphView View() const;
  const semantics::ProcedureSignature* FindProcedure(std::string_view name) const;
  void AddProcedure(Procedure procedure, bool built_in);
  StatusOr<Summary> Stream(std::string_view text, const Parameters& parameters,
                           const RunOptions& options, RowSink& sink);
  StatusOr<std::shared_ptr<const plan::StatementPlan>> PlanOf(const syntax::Query& query,
                                                              std::string_view text,
                                                              const RunOptions& options,
                                                              Timings& timings);
  Status Execute(const plan::StatementPlan& plan, const Parameters& parameters,
                 const RunOptions& options, bool profile, RowSink& sink, Summary& summary);
  Status Produce(const plan::StatementPlan& plan, const RunOptions& options,
                 execute::Execution& execution, bool writes, RowSink& sink, Summary& summary);
  // statements.cc: everything that is no query
  Status RunCommand(const syntax::Statement& statement, const RunOptions& options, RowSink& sink,
                    Summary& summary);
  Status RunTransaction(syntax::TransactionAction action);
  Status ChangeSchema(const RunOptions& options, const std::function<Status(ChangeSet&)>& change);
  Status CreateIndex(const syntax::CreateIndex& statement, const RunOptions& options);
  Status CreateConstraint(const syntax::CreateConstraint& statement, const RunOptions& options);
  Status Drop(const syntax::Name& name, bool index, bool if_exists, const RunOptions& options);
  Status Show(syntax::ShowKind what, RowSink& sink, Summary& summary);
  uint64_t NextRandomSeed();

  Graph& graph;
  SessionOptions options;
  std::shared_ptr<const functions::Catalog> functions;
  StringMap<ProcedureEntry> procedures;  // by lower-case name
  PlanCache cache;
  std::optional<ChangeSet> transaction;
  DateTime transaction_start;
  std::vector<Value> held_cells;
  uint64_t random_state = 0;
};

}  // namespace newsgraph::query

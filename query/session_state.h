// A session's insides, shared by session.cc and statements.cc.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/algo/workspace.h"
#include "query/execute/execution.h"
#include "query/functions/entity_index.h"
#include "query/plan/plan.h"
#include "query/plan_cache.h"
#include "query/resting_runs.h"
#include "query/semantics/bind.h"
#include "query/session.h"
#include "query/syntax/ast.h"

namespace newsgraph::query {

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
                                                              std::vector<TextSpan> literals,
                                                              Timings& timings);
  StatusOr<std::shared_ptr<const CachedPlan>> MakeCached(const syntax::Query& query,
                                                         std::string_view text, PlanKey& key,
                                                         const RunOptions& options,
                                                         Timings& timings);
  std::shared_ptr<const execute::NameIds> NamesOf(const CachedPlan& cached, const GraphView& view,
                                                  std::string_view text,
                                                  std::vector<Warning>& warnings);
  void Equip(execute::Execution& execution, int threads, uint32_t batch_size);
  static Status GiveParameters(const CachedPlan& cached, std::span<const Value> literals,
                               const Parameters& parameters, execute::Execution& execution);
  Status Execute(const std::shared_ptr<const CachedPlan>& cached, const GraphView& view,
                 std::shared_ptr<const execute::NameIds> ids, std::span<const Value> literals,
                 const std::vector<TextSpan>& literal_spans, const Parameters& parameters,
                 const RunOptions& options, bool profile, RowSink& sink, Summary& summary);
  Status Produce(execute::PreparedRun& run, bool writes, RowSink& sink, Summary& summary);
  StatusOr<Summary> RunVerb(const syntax::Verb& verb, syntax::StatementMode mode,
                            const Parameters& parameters, const RunOptions& options, RowSink& sink);
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
  algo::Workspace workspace;
  functions::EntityIndex entities;
  RestingRuns resting;
  uint64_t random_state = 0;
};

}  // namespace newsgraph::query

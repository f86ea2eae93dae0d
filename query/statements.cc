// Statements that are no queries: transactions, indexes, SHOW; and the plan cache.
#include <chrono>

#include "graph/base/variant.h"
#include "query/session_state.h"

namespace newsgraph::query {

Session::State::State(Graph& graph, SessionOptions options)
    : graph(graph),
      options(std::move(options)),
      functions(functions::BuildCatalog()),
      cache(this->options.plan_cache_size) {
  random_state =
      this->options.random_seed != 0
          ? this->options.random_seed
          : static_cast<uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
}

// SplitMix64 (Steele, Lea and Flood 2014).
uint64_t Session::State::NextRandomSeed() {
  uint64_t z = random_state += 0x9E3779B97F4A7C15ull;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

SideEffects Difference(const SideEffects& after, const SideEffects& before) {
  SideEffects d;
  d.nodes_created = after.nodes_created - before.nodes_created;
  d.nodes_deleted = after.nodes_deleted - before.nodes_deleted;
  d.edges_created = after.edges_created - before.edges_created;
  d.edges_deleted = after.edges_deleted - before.edges_deleted;
  d.labels_added = after.labels_added - before.labels_added;
  d.labels_removed = after.labels_removed - before.labels_removed;
  d.properties_set = after.properties_set - before.properties_set;
  d.properties_removed = after.properties_removed - before.properties_removed;
  return d;
}

namespace {

uint64_t ElementsOf(const Session::State& state) {
  const GraphView view = state.View();
  return view.node_count() + view.edge_count();
}

}  // namespace

std::shared_ptr<const plan::StatementPlan> PlanCache::Find(std::string_view text,
                                                           const Session::State& state) {
  auto found = by_text_.find(text);
  if (found == by_text_.end()) return nullptr;
  auto entry = found->second;
  const uint64_t now = ElementsOf(state);
  if (now > 2 * entry->elements + 64 || 2 * now + 64 < entry->elements) {
    by_text_.erase(found);
    entries_.erase(entry);
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, entry);
  return entry->plan;
}

void PlanCache::Add(std::string_view text, std::shared_ptr<const plan::StatementPlan> plan,
                    const Session::State& state) {
  if (capacity_ == 0 || by_text_.contains(text)) return;
  if (entries_.size() >= capacity_) {
    by_text_.erase(entries_.back().text);
    entries_.pop_back();
  }
  entries_.push_front({std::string(text), std::move(plan), ElementsOf(state)});
  by_text_[entries_.front().text] = entries_.begin();
}

Status Session::State::RunTransaction(syntax::TransactionAction action) {
  const auto misplaced = [](std::string_view message, std::string_view hint) {
    return RuntimeError(ErrorKind::kTransactionError, "", message, hint);
  };
  switch (action) {
    case syntax::TransactionAction::kBegin:
      if (transaction)
        return misplaced("a transaction is open already", "end it with COMMIT or ROLLBACK");
      transaction.emplace(graph.BeginChanges());
      transaction_start = DateTime{std::chrono::duration_cast<std::chrono::seconds>(
                                       std::chrono::system_clock::now().time_since_epoch())
                                       .count(),
                                   0, Zone()};
      return absl::OkStatus();
    case syntax::TransactionAction::kCommit: {
      if (!transaction) return misplaced("no transaction is open", "begin one with BEGIN");
      const Status status = transaction->Commit();
      transaction.reset();
      return status;
    }
    case syntax::TransactionAction::kRollback:
      if (!transaction) return misplaced("no transaction is open", "begin one with BEGIN");
      transaction.reset();
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

Status Session::State::ChangeIndex(const syntax::SchemaTarget& target,
                                   const std::vector<syntax::Name>& properties,
                                   const RunOptions& run_options) {
  if (run_options.read_only) {
    return MakeError(ErrorKind::kTransactionError, ErrorPhase::kCompile, "ReadOnly", std::nullopt,
                     "this statement writes, and only reading is allowed here");
  }
  if (target.relationship || properties.size() != 1) {
    return MakeError(ErrorKind::kUnsupported, ErrorPhase::kCompile, "", target.label.span,
                     "an index is on one property of one label");
  }
  cache.Clear();
  std::optional<ChangeSet> own;
  if (!transaction) own.emplace(graph.BeginChanges());
  ChangeSet& changes = transaction ? *transaction : *own;
  RETURN_IF_ERROR(
      changes.CreateIndex(changes.Label(target.label.text), changes.Key(properties[0].text)));
  return own ? own->Commit() : absl::OkStatus();
}

Status Session::State::Show(syntax::ShowKind what, RowSink& sink, Summary& summary) {
  std::vector<std::string> columns;
  std::vector<Value> cells;
  switch (what) {
    case syntax::ShowKind::kFunctions:
      columns = {"name", "signature", "description"};
      for (const auto& function : functions->functions()) {
        cells.insert(cells.end(), {Value::String(function.name), Value::String(function.signature),
                                   Value::String(function.doc)});
      }
      for (const auto& aggregate : functions->aggregates()) {
        cells.insert(cells.end(),
                     {Value::String(aggregate.name), Value::String(aggregate.signature),
                      Value::String(aggregate.doc)});
      }
      break;
    case syntax::ShowKind::kProcedures:
      columns = {"name", "description"};
      for (const auto& [name, entry] : procedures) {
        cells.insert(cells.end(),
                     {Value::String(entry.procedure.name), Value::String(entry.procedure.doc)});
      }
      break;
    case syntax::ShowKind::kIndexes:
    case syntax::ShowKind::kConstraints:
      return MakeError(ErrorKind::kUnsupported, ErrorPhase::kCompile, "", std::nullopt,
                       "SHOW INDEXES and SHOW CONSTRAINTS are not supported here");
  }
  summary.row_count = cells.size() / columns.size();
  RETURN_IF_ERROR(sink.Begin(columns, View()));
  return sink.Rows(cells);
}

Status Session::State::RunCommand(const syntax::Statement& statement, const RunOptions& run_options,
                                  RowSink& sink, Summary& summary) {
  const auto unsupported = [&](std::string_view what) {
    return MakeError(ErrorKind::kUnsupported, ErrorPhase::kCompile, "", statement.span,
                     Cat(what, " is not supported here"));
  };
  const auto without_rows = [&](const Status& status) -> Status {
    RETURN_IF_ERROR(status);
    return sink.Begin({}, View());
  };
  return std::visit(
      Overload{
          [&](const syntax::Query&) { return InternalError("a query is not a command"); },
          [&](const syntax::CreateIndex& s) {
            return without_rows(ChangeIndex(s.target, s.properties, run_options));
          },
          [&](const syntax::DropIndex&) { return unsupported("DROP INDEX"); },
          [&](const syntax::CreateConstraint&) { return unsupported("CREATE CONSTRAINT"); },
          [&](const syntax::DropConstraint&) { return unsupported("DROP CONSTRAINT"); },
          [&](const syntax::Show& s) { return Show(s.what, sink, summary); },
          [&](const syntax::Transaction& s) { return without_rows(RunTransaction(s.action)); },
          [&](const syntax::Verb&) { return unsupported("this verb"); },
      },
      statement.node);
}

}  // namespace newsgraph::query

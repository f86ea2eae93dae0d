// Statements that are no queries: transactions, indexes, constraints, SHOW.
#include <chrono>

#include "graph/base/variant.h"
#include "query/procedures.h"
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
  for (Procedure& procedure : AlgorithmProcedures()) AddProcedure(std::move(procedure), true);
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
      entities.Forget();
      return status;
    }
    case syntax::TransactionAction::kRollback:
      if (!transaction) return misplaced("no transaction is open", "begin one with BEGIN");
      transaction.reset();
      entities.Forget();
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

// Runs a change of indexes or constraints in the open transaction, or in one of its own.
Status Session::State::ChangeSchema(const RunOptions& run_options,
                                    const std::function<Status(ChangeSet&)>& change) {
  if (run_options.read_only) {
    return MakeError(ErrorKind::kTransactionError, ErrorPhase::kCompile, "ReadOnly", std::nullopt,
                     "this statement writes, and only reading is allowed here");
  }
  cache.Clear();
  if (transaction) {
    const auto savepoint = transaction->Save();
    const Status status = change(*transaction);
    if (!status.ok()) transaction->RollbackTo(*savepoint);
    return status;
  }
  ChangeSet own = graph.BeginChanges();
  RETURN_IF_ERROR(change(own));
  return own.Commit();
}

Status Session::State::CreateIndex(const syntax::CreateIndex& s, const RunOptions& run_options) {
  if (s.target.relationship || s.properties.size() != 1) {
    return MakeError(ErrorKind::kUnsupported, ErrorPhase::kCompile, "", s.target.label.span,
                     "an index is on one property of one label");
  }
  return ChangeSchema(run_options, [&](ChangeSet& changes) -> Status {
    const LabelId label = changes.Label(s.target.label.text);
    const KeyId key = changes.Key(s.properties[0].text);
    for (const NamedIndex& index : IndexesOf(changes.view())) {
      const bool same_place = index.label == label && index.key == key;
      if (!same_place && !(s.name && index.name == s.name->text)) continue;
      if (s.if_not_exists) return absl::OkStatus();
      return MakeError(ErrorKind::kArgumentError, ErrorPhase::kRuntime, "",
                       same_place || !s.name ? s.target.label.span : s.name->span,
                       Cat("the index \"", index.name, "\" is there already"),
                       "CREATE INDEX ... IF NOT EXISTS leaves it as it is");
    }
    return changes.CreateIndex(label, key, s.name ? s.name->text : "");
  });
}

Status Session::State::CreateConstraint(const syntax::CreateConstraint& s,
                                        const RunOptions& run_options) {
  if (s.properties.size() != 1) {
    return MakeError(ErrorKind::kUnsupported, ErrorPhase::kCompile, "", s.target.label.span,
                     "a constraint is on one property");
  }
  return ChangeSchema(run_options, [&](ChangeSet& changes) -> Status {
    Constraint made;
    made.kind = s.kind == syntax::ConstraintKind::kUnique    ? ConstraintKind::kUnique
                : s.kind == syntax::ConstraintKind::kNotNull ? ConstraintKind::kNotNull
                                                             : ConstraintKind::kKey;
    if (s.target.relationship) {
      made.type = changes.Type(s.target.label.text);
    } else {
      made.label = changes.Label(s.target.label.text);
    }
    made.key = changes.Key(s.properties[0].text);
    made.name = s.name ? s.name->text : DefaultConstraintName(changes.view().names(), made);
    for (const Constraint& there : ConstraintsOf(changes.view())) {
      const bool same = there.kind == made.kind && there.label == made.label &&
                        there.type == made.type && there.key == made.key;
      if (!same && there.name != made.name) continue;
      if (s.if_not_exists) return absl::OkStatus();
      return MakeError(ErrorKind::kArgumentError, ErrorPhase::kRuntime, "",
                       s.name ? s.name->span : s.target.label.span,
                       Cat("the constraint \"", there.name, "\" is there already"),
                       "CREATE CONSTRAINT ... IF NOT EXISTS leaves it as it is");
    }
    return changes.AddConstraint(std::move(made));
  });
}

Status Session::State::Drop(const syntax::Name& name, bool index, bool if_exists,
                            const RunOptions& run_options) {
  return ChangeSchema(run_options, [&](ChangeSet& changes) -> Status {
    if (if_exists) {
      bool there = false;
      for (const NamedIndex& i : IndexesOf(changes.view())) there |= index && i.name == name.text;
      for (const Constraint& c : ConstraintsOf(changes.view()))
        there |= !index && c.name == name.text;
      if (!there) return absl::OkStatus();
    }
    const Status status = index ? changes.DropIndex(name.text) : changes.DropConstraint(name.text);
    return status.ok() ? status : WithSpan(status, name.span);
  });
}

Status Session::State::Show(syntax::ShowKind what, RowSink& sink, Summary& summary) {
  std::vector<std::string> columns;
  std::vector<Value> cells;
  const GraphView view = View();
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
      columns = {"name", "type", "label", "property"};
      for (const NamedIndex& index : IndexesOf(view)) {
        cells.insert(cells.end(), {Value::String(index.name), Value::String("EQUALITY"),
                                   Value::String(view.names().labels.NameOf(index.label)),
                                   Value::String(view.names().keys.NameOf(index.key))});
      }
      break;
    case syntax::ShowKind::kConstraints:
      columns = {"name", "type", "label", "property"};
      for (const Constraint& c : ConstraintsOf(view)) {
        cells.insert(cells.end(), {Value::String(c.name), Value::String(NameOf(c.kind)),
                                   Value::String(c.on_nodes() ? view.names().labels.NameOf(c.label)
                                                              : view.names().types.NameOf(c.type)),
                                   Value::String(view.names().keys.NameOf(c.key))});
      }
      break;
  }
  summary.row_count = cells.size() / columns.size();
  RETURN_IF_ERROR(sink.Begin(columns, view));
  return sink.Rows(cells);
}

Status Session::State::RunCommand(const syntax::Statement& statement, const RunOptions& run_options,
                                  RowSink& sink, Summary& summary) {
  const auto without_rows = [&](const Status& status) -> Status {
    RETURN_IF_ERROR(status);
    return sink.Begin({}, View());
  };
  return std::visit(
      Overload{
          [&](const syntax::Query&) { return InternalError("a query is not a command"); },
          [&](const syntax::CreateIndex& s) { return without_rows(CreateIndex(s, run_options)); },
          [&](const syntax::DropIndex& s) {
            return without_rows(Drop(s.name, /*index=*/true, s.if_exists, run_options));
          },
          [&](const syntax::CreateConstraint& s) {
            return without_rows(CreateConstraint(s, run_options));
          },
          [&](const syntax::DropConstraint& s) {
            return without_rows(Drop(s.name, /*index=*/false, s.if_exists, run_options));
          },
          [&](const syntax::Show& s) { return Show(s.what, sink, summary); },
          [&](const syntax::Transaction& s) { return without_rows(RunTransaction(s.action)); },
          [&](const syntax::Verb&) { return InternalError("a verb is not a command"); },
      },
      statement.node);
}

}  // namespace newsgraph::query

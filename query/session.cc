#include "query/session.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include "absl/strings/ascii.h"
#include "graph/index.h"
#include "graph/save.h"
#include "graph/snapshot.h"
#include "query/execute/evaluate.h"
#include "query/execute/operator.h"
#include "query/plan/planner.h"
#include "query/semantics/bind.h"
#include "query/session_state.h"
#include "query/syntax/parser.h"
#include "query/verbs.h"
#include "query/warnings.h"

namespace newsgraph::query {
namespace {

using Clock = std::chrono::steady_clock;

double MillisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

DateTime Now() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  const int64_t nanos = std::chrono::duration_cast<std::chrono::nanoseconds>(since_epoch).count();
  return DateTime{nanos / kNanosPerSecond, static_cast<int32_t>(nanos % kNanosPerSecond), Zone()};
}

// A statement that writes is done whole or not at all: no limit ends it half way.
execute::Budget BudgetOf(const RunOptions& options, bool writes) {
  execute::Budget budget;
  const bool partial = options.partial_results && !writes;
  if (options.timeout_ms > 0 && !(writes && options.timeout_reads_only)) {
    budget.deadline.Narrow(Clock::now() + std::chrono::milliseconds(options.timeout_ms), partial);
  }
  if (options.max_edges > 0) budget.edges.Narrow(options.max_edges, partial);
  if (options.max_memory_bytes > 0) budget.memory.Narrow(options.max_memory_bytes, partial);
  if (options.max_rows > 0) budget.rows.Narrow(options.max_rows, partial);
  budget.cancel = options.cancel;
  return budget;
}

// The limits that the statement sets itself: what it has found till then is its answer.
Status NarrowBudget(const plan::StatementPlan& plan, execute::Execution& execution) {
  using syntax::BudgetUnit;
  const execute::Batch nothing(0, 1);
  for (const semantics::BudgetLimit& limit : plan.bound.budget) {
    const Value amount = execute::Evaluate(*limit.amount, execute::Row{&nothing, 0}, execution);
    const double number = amount.is_number() ? amount.number() : -1;
    if (!(number > 0) || number > 1e15) {
      return MakeError(ErrorKind::kArgumentError, ErrorPhase::kRuntime, "NumberOutOfRange",
                       limit.amount->span, "a BUDGET is a number greater than 0",
                       "write e.g. BUDGET 200 MS, 1000000 EDGES");
    }
    const auto in_time = [&](double seconds) {
      execution.budget().deadline.Narrow(
          Clock::now() + std::chrono::duration_cast<Clock::duration>(
                             std::chrono::duration<double>(std::min(seconds, 1e8))),
          true);
    };
    const auto count = static_cast<uint64_t>(std::max(number, 1.0));
    switch (limit.unit) {
      case BudgetUnit::kMilliseconds:
        in_time(number / 1000);
        break;
      case BudgetUnit::kSeconds:
        in_time(number);
        break;
      case BudgetUnit::kEdges:
        execution.budget().edges.Narrow(count, true);
        break;
      case BudgetUnit::kRows:
        execution.budget().rows.Narrow(count, true);
        break;
      case BudgetUnit::kMegabytes:
        execution.budget().memory.Narrow(static_cast<uint64_t>(number * (1 << 20)), true);
        break;
    }
  }
  return absl::OkStatus();
}

Completeness CompletenessOf(execute::Cut cut) {
  switch (cut) {
    case execute::Cut::kNone:
      return Completeness::kComplete;
    case execute::Cut::kTime:
      return Completeness::kTimeLimit;
    case execute::Cut::kEdges:
      return Completeness::kEdgeLimit;
    case execute::Cut::kMemory:
      return Completeness::kMemoryLimit;
  }
  return Completeness::kComplete;
}

uint64_t ElementsOf(const GraphView& view) { return view.node_count() + view.edge_count(); }

class RowCollector : public RowSink {
 public:
  explicit RowCollector(Result& result) : result_(result) {}
  Status Begin(const std::vector<std::string>& columns, const GraphView& view) override {
    result_.columns = columns;
    result_.view = view;
    return absl::OkStatus();
  }
  Status Rows(std::span<const Value> cells) override {
    result_.cells.insert(result_.cells.end(), cells.begin(), cells.end());
    return absl::OkStatus();
  }
  Status Take(std::vector<Value>& cells) override {
    if (!result_.cells.empty()) return Rows(cells);
    result_.cells.swap(cells);
    return absl::OkStatus();
  }

 private:
  Result& result_;
};

}  // namespace

Session::Session(Graph& graph, SessionOptions options)
    : state_(std::make_unique<State>(graph, std::move(options))) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;

const semantics::ProcedureSignature* Session::State::FindProcedure(std::string_view name) const {
  auto found = procedures.find(absl::AsciiStrToLower(AbslView(name)));
  return found == procedures.end() ? nullptr : &found->second.signature;
}

GraphView Session::State::View() const { return transaction ? transaction->view() : graph.View(); }

StatusOr<std::shared_ptr<const plan::StatementPlan>> Session::State::PlanOf(
    const syntax::Query& query, std::string_view text, const RunOptions& options,
    std::vector<TextSpan> literals, Timings& timings) {
  auto start = Clock::now();
  semantics::Environment environment;
  environment.functions = functions.get();
  environment.find_procedure = [this](std::string_view name) { return FindProcedure(name); };
  for (const auto& [name, entry] : procedures)
    environment.procedure_names.push_back(entry.signature.name);
  environment.literals = std::move(literals);
  ASSIGN_OR_RETURN(semantics::Statement bound, semantics::Bind(query, text, environment));
  timings.bind_ms = MillisecondsSince(start);
  start = Clock::now();
  const GraphView view = View();
  plan::Facts facts;
  facts.names = &view.names();
  facts.statistics = &view.statistics();
  facts.index_rows = [&view](LabelId label, KeyId key) {
    const PropertyIndex* index = view.FindIndex(label, key);
    return index == nullptr ? 0.0 : index->NodesPerValue();
  };
  std::shared_ptr<const plan::StatementPlan> made =
      plan::MakePlan(std::move(bound), facts, options.disabled_rules);
  timings.plan_ms = MillisecondsSince(start);
  return made;
}

// The ids of the plan's names, remembered with the names of the graph, and warnings of those that
// occur nowhere.
std::shared_ptr<const execute::NameIds> Session::State::NamesOf(const CachedPlan& cached,
                                                                const GraphView& view,
                                                                std::string_view text,
                                                                std::vector<Warning>& warnings) {
  const semantics::NameList& names = cached.plan->bound.names;
  const Snapshot& snapshot = view.snapshot();
  if (!cached.known_in || &*cached.known_in != &view.names()) {
    cached.known = std::make_shared<const execute::NameIds>(names, view.names());
    cached.known_in = snapshot.names;
  }
  const std::weak_ptr<const Snapshot> now = view.state();
  const auto& last = cached.all_occur_in;
  if (!last.owner_before(now) && !now.owner_before(last)) return cached.known;
  const size_t before = warnings.size();
  WarnOfUnknownNames(names, view, text, warnings);
  if (warnings.size() == before && !transaction) cached.all_occur_in = now;
  return cached.known;
}

// What a run has of the session, whatever it is given.
void Session::State::Equip(execute::Execution& execution, int threads, uint32_t batch_size) {
  execution.batch_size = batch_size;
  execution.csv_folders = options.csv_folders;
  execution.call_state.workspace = &workspace;
  execution.call_state.threads = threads;
  execution.call_state.entities = &entities;
  execution.call_state.random_seed = options.random_seed;
  execution.find_procedure = [this](const std::string& name) -> execute::Procedure {
    auto found = procedures.find(absl::AsciiStrToLower(name));
    if (found == procedures.end()) return {};
    return {&found->second.procedure.run, found->second.procedure.outputs.size()};
  };
}

// The values of the plan's parameters: lifted literals and what the caller gives.
Status Session::State::GiveParameters(const CachedPlan& cached, std::span<const Value> literals,
                                      const Parameters& parameters, execute::Execution& execution) {
  for (size_t i = 0; i < cached.literal_parameters.size(); ++i) {
    if (const int literal = cached.literal_parameters[i]; literal >= 0) {
      execution.parameters.push_back(literals[static_cast<size_t>(literal)]);
      continue;
    }
    const std::string& name = cached.plan->bound.parameters[i];
    auto found = parameters.find(name);
    if (found == parameters.end()) {
      return MakeError(ErrorKind::kParameterMissing, ErrorPhase::kCompile, "MissingParameter",
                       std::nullopt, Cat("the parameter $", name, " has no value"),
                       Cat("give it, e.g. --param ", name, "=1"));
    }
    execution.parameters.push_back(found->second);
  }
  return absl::OkStatus();
}

Status Session::State::Execute(const std::shared_ptr<const CachedPlan>& cached,
                               const GraphView& view, std::shared_ptr<const execute::NameIds> ids,
                               std::span<const Value> literals,
                               const std::vector<TextSpan>& literal_spans,
                               const Parameters& parameters, const RunOptions& options,
                               bool profile, RowSink& sink, Summary& summary) {
  const plan::StatementPlan& plan = *cached->plan;
  const bool writes = plan.root->writes;
  if (writes && options.read_only) {
    return MakeError(ErrorKind::kTransactionError, ErrorPhase::kCompile, "ReadOnly", std::nullopt,
                     "this statement writes, and only reading is allowed here");
  }
  const auto start = Clock::now();
  // A statement that writes works on a ChangeSet: its own, or the transaction's.
  std::optional<ChangeSet> own;
  ChangeSet* changes = nullptr;
  std::shared_ptr<const ChangeSet::Savepoint> savepoint;
  SideEffects before;
  if (writes) {
    if (transaction) {
      changes = &*transaction;
      savepoint = changes->Save();
      before = changes->effects();
    } else {
      own.emplace(graph.BeginChanges());
      changes = &*own;
    }
  }
  const int threads = std::max(1, options.threads);
  // Batches of a small statement are small: their columns cost more than its work. (32 values are
  // the most that the allocator hands out quickly.)
  const uint32_t room = plan.most_rows < 8 ? 32 : plan.most_rows < 64 ? 128 : UINT32_MAX;
  const uint32_t batch_size = std::clamp<uint32_t>(options.batch_size, 1, room);
  const execute::Budget budget = BudgetOf(options, writes);
  // The view of a transaction goes on changing.
  const bool rests = cached->kept && !writes && !profile && !transaction && !budget.limited();
  std::unique_ptr<execute::PreparedRun> run;
  if (rests) run = resting.Take(*cached, threads, batch_size);
  if (!run || !run->Again(view, ids, budget)) {
    run = std::make_unique<execute::PreparedRun>(plan, view, changes, budget, std::move(ids));
    Equip(run->execution, threads, batch_size);
  }
  execute::Execution& execution = run->execution;
  execution.profile = profile;
  execution.call_state.statement_time = Now();
  execution.call_state.transaction_time =
      transaction ? transaction_start : execution.call_state.statement_time;
  execution.call_state.random_state = NextRandomSeed();
  RETURN_IF_ERROR(GiveParameters(*cached, literals, parameters, execution));
  RETURN_IF_ERROR(NarrowBudget(plan, execution));
  run->Build();
  Status status = Produce(*run, writes, sink, summary);
  for (functions::Notice& notice : execution.notices) {
    summary.warnings.push_back({std::move(notice.code), std::move(notice.message),
                                MoveSpan(notice.span, cached->spans, literal_spans)});
  }
  if (writes) entities.Forget(), run->root.reset();
  if (!writes) {
    if (rests && status.ok()) resting.Put(cached, std::move(run));
    summary.timings.run_ms = MillisecondsSince(start);
    return status;
  }
  const GraphView after = changes->view();
  if (status.ok() && !own) status = changes->Check();
  if (status.ok() && own) {
    summary.effects = own->effects();
    status = own->Commit();
  } else if (status.ok()) {
    summary.effects = Difference(changes->effects(), before);
  }
  if (!status.ok()) {
    if (savepoint) changes->RollbackTo(*savepoint);
    return status;
  }
  summary.timings.run_ms = MillisecondsSince(start);
  RETURN_IF_ERROR(sink.Begin(plan.bound.query.columns, after));
  return sink.Rows(held_cells);
}

// Runs the plan. Rows of a statement that writes are held back until its changes are in.
Status Session::State::Produce(execute::PreparedRun& run, bool writes, RowSink& sink,
                               Summary& summary) {
  execute::Execution& execution = run.execution;
  const plan::StatementPlan& plan = execution.plan();
  const execute::Allowance<uint64_t> limit = execution.budget().rows;
  const std::vector<int>& outputs = plan.bound.query.outputs;
  held_cells.clear();
  if (!writes) RETURN_IF_ERROR(sink.Begin(plan.bound.query.columns, execution.view()));
  std::vector<Value> cells;
  while (run.root->Next(run.batch)) {
    const execute::Batch& batch = run.batch;
    uint32_t rows = batch.size();
    if (summary.row_count + rows > limit.most) {
      if (!limit.partial) {
        return RuntimeError(ErrorKind::kLimitExceeded, "", Cat("more than ", limit.most, " rows"),
                            "add a LIMIT, or raise the row limit");
      }
      rows = static_cast<uint32_t>(limit.most - summary.row_count);
      summary.completeness = Completeness::kRowLimit;
    }
    summary.row_count += rows;
    std::vector<Value>& target = writes ? held_cells : cells;
    if (!writes) cells.clear();
    for (uint32_t row = 0; row < rows; ++row) {
      for (int slot : outputs) target.push_back(batch.at(slot, row));
    }
    if (!writes && !outputs.empty()) {
      RETURN_IF_ERROR(CheckIntact(execution.view(), cells, [&] { return execution.GoOn(); }));
      if (execution.failed()) return execution.status();  // rows may not be read to their end
      RETURN_IF_ERROR(sink.Take(cells));
    }
    if (summary.completeness == Completeness::kRowLimit) break;
  }
  // Before anything else: what failed may have failed over a damaged file.
  RETURN_IF_ERROR(CheckIntact(execution.view(), held_cells));
  if (execution.failed()) return execution.status();
  summary.rows_left_out = execution.left_out;
  if (execution.cut() != execute::Cut::kNone)
    summary.completeness = CompletenessOf(execution.cut());
  if (execution.profile) {
    summary.operators = plan::Report(plan, &execution.measured);
    summary.plan = plan::ToText(summary.operators);
  }
  return absl::OkStatus();
}

StatusOr<Summary> Session::Stream(std::string_view text, const Parameters& parameters,
                                  const RunOptions& options, RowSink& sink) {
  return state_->Stream(text, parameters, options, sink);
}

StatusOr<Summary> Session::State::Stream(std::string_view text, const Parameters& parameters,
                                         const RunOptions& run_options, RowSink& sink) {
  Summary summary;
  const auto start = Clock::now();
  std::shared_ptr<const CachedPlan> cached;
  syntax::StatementMode mode = syntax::StatementMode::kRun;
  PlanKey key;
  const bool cacheable = run_options.disabled_rules.empty() && cache.Takes(text);
  const GraphView view = View();
  if (cacheable) cached = cache.FindWhole(text, ElementsOf(view));
  if (cacheable && !cached) {
    key = KeyOf(text);
    cached = cache.Find(key, text, ElementsOf(view));
  }
  if (cached) {
    summary.timings.plan_cached = true;
  } else {
    ASSIGN_OR_RETURN(syntax::Statement statement, syntax::Parse(text));
    summary.timings.parse_ms = MillisecondsSince(start);
    mode = statement.mode;
    if (const auto* verb = std::get_if<syntax::Verb>(&statement.node))
      return RunVerb(*verb, mode, parameters, run_options, sink);
    const auto* query = std::get_if<syntax::Query>(&statement.node);
    if (!query) {
      RETURN_IF_ERROR(RunCommand(statement, run_options, sink, summary));
      return summary;
    }
    const bool kept = cacheable && mode == syntax::StatementMode::kRun;
    if (!kept) key = PlanKey();
    ASSIGN_OR_RETURN(cached, MakeCached(*query, text, key, run_options, summary.timings));
    if (kept) cache.Add(key.text, cached, ElementsOf(view));
  }
  const plan::StatementPlan& plan = *cached->plan;
  std::shared_ptr<const execute::NameIds> ids;
  if (!plan.root->writes) ids = NamesOf(*cached, view, text, summary.warnings);
  if (mode == syntax::StatementMode::kExplain) {
    summary.operators = plan::Report(plan);
    summary.plan = plan::ToText(summary.operators);
    RETURN_IF_ERROR(sink.Begin({}, view));
    return summary;
  }
  const Status status =
      Execute(cached, view, std::move(ids), key.literals, key.spans, parameters, run_options,
              mode == syntax::StatementMode::kProfile, sink, summary);
  if (status.ok()) return summary;
  // Places in a cached plan are those of the text it was made for.
  ErrorInfo info = GetErrorInfo(status);
  if (!info.span || cached->spans == key.spans) return status;
  info.span = MoveSpan(*info.span, cached->spans, key.spans);
  return MakeError(std::move(info), newsgraph::View(status.message()));
}

// As the query that it is short for. Places in that are no places in what was written.
StatusOr<Summary> Session::State::RunVerb(const syntax::Verb& verb, syntax::StatementMode mode,
                                          const Parameters& parameters,
                                          const RunOptions& run_options, RowSink& sink) {
  ASSIGN_OR_RETURN(const std::string query, QueryOf(verb, View(), parameters));
  const std::string_view prefix = mode == syntax::StatementMode::kExplain   ? "EXPLAIN "
                                  : mode == syntax::StatementMode::kProfile ? "PROFILE "
                                                                            : "";
  auto summary = Stream(Cat(prefix, query), parameters, run_options, sink);
  if (!summary.ok()) {
    ErrorInfo info = GetErrorInfo(summary.status());
    info.span.reset();
    return MakeError(std::move(info), newsgraph::View(summary.status().message()));
  }
  if (!summary->plan.empty()) summary->plan = Cat(query, "\n\n", summary->plan);
  // Of names, only those that were written may be unknown.
  std::erase_if(summary->warnings, [&](const Warning& warning) {
    return warning.code == "UnknownLabel" || warning.code == "UnknownProperty" ||
           (warning.code == "UnknownType" && !verb.types);
  });
  for (Warning& warning : summary->warnings) warning.span = {};
  if (const uint64_t more = summary->rows_left_out) {
    summary->warnings.push_back({"LeftOut",
                                 Cat(more, " more ", more == 1 ? "is" : "are", " left out; top ",
                                     summary->row_count + more, " shows all"),
                                 {}});
  }
  return summary;
}

// The plan for a text, with its literals lifted if each of them is a value to the binder; else the
// key becomes the text itself.
StatusOr<std::shared_ptr<const CachedPlan>> Session::State::MakeCached(
    const syntax::Query& query, std::string_view text, PlanKey& key, const RunOptions& run_options,
    Timings& timings) {
  ASSIGN_OR_RETURN(auto plan, PlanOf(query, text, run_options, key.spans, timings));
  auto made = Describe(std::move(plan), key.spans);
  const auto& from = made.literal_parameters;
  const size_t lifted = from.size() - static_cast<size_t>(std::count(from.begin(), from.end(), -1));
  if (lifted != key.literals.size()) {
    key = PlanKey{std::string(text), {}, {}};
    ASSIGN_OR_RETURN(plan, PlanOf(query, text, run_options, {}, timings));
    made = Describe(std::move(plan), {});
  }
  return std::make_shared<const CachedPlan>(std::move(made));
}

StatusOr<Result> Session::Run(std::string_view text, const Parameters& parameters,
                              const RunOptions& options) {
  Result result;
  RowCollector collector(result);
  ASSIGN_OR_RETURN(result.summary, Stream(text, parameters, options, collector));
  result.row_count = result.columns.empty() ? 0 : result.cells.size() / result.columns.size();
  return result;
}

void Session::AddProcedure(Procedure procedure) {
  state_->AddProcedure(std::move(procedure), false);
}

void Session::State::AddProcedure(Procedure procedure, bool built_in) {
  semantics::ProcedureSignature signature{procedure.name, procedure.inputs, procedure.outputs,
                                          procedure.reads_only};
  const std::string key = absl::AsciiStrToLower(procedure.name);
  procedures[key] = ProcedureEntry{std::move(procedure), std::move(signature), built_in};
  cache.Clear();
}

std::vector<const Procedure*> Session::procedures() const {
  std::vector<const Procedure*> all;
  for (const auto& [name, entry] : state_->procedures) all.push_back(&entry.procedure);
  std::sort(all.begin(), all.end(),
            [](const Procedure* a, const Procedure* b) { return a->name < b->name; });
  return all;
}

void Session::RemoveProcedures() {
  absl::erase_if(state_->procedures, [](const auto& entry) { return !entry.second.built_in; });
  state_->cache.Clear();
}

bool Session::in_transaction() const { return state_->transaction.has_value(); }
GraphView Session::view() const { return state_->View(); }
const functions::Catalog& Session::functions() const { return *state_->functions; }

}  // namespace newsgraph::query

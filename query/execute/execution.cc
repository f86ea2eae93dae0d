#include "query/execute/execution.h"

#include <algorithm>
#include <utility>

#include "query/execute/operator.h"

namespace newsgraph::execute {

NameIds::NameIds(const semantics::NameList& list, const Names& names) {
  for (const std::string& name : list.labels) labels.push_back(names.FindLabel(name));
  for (const std::string& name : list.types) types.push_back(names.FindType(name));
  for (const std::string& name : list.keys) keys.push_back(names.FindKey(name));
}

namespace {

// A statement that writes may bring new names.
NameIds MakeNames(const semantics::NameList& list, ChangeSet& changes) {
  NameIds ids;
  for (const std::string& name : list.labels) ids.labels.push_back(changes.Label(name));
  for (const std::string& name : list.types) ids.types.push_back(changes.Type(name));
  for (const std::string& name : list.keys) ids.keys.push_back(changes.Key(name));
  return ids;
}

}  // namespace

Execution::Execution(const plan::StatementPlan& plan, GraphView view, ChangeSet* changes,
                     Budget budget, std::shared_ptr<const NameIds> ids)
    : plan_(plan), changes_(changes), budget_(budget), ids_(std::move(ids)) {
  call_state.view = std::move(view);
  const semantics::NameList& names = plan.bound.names;
  if (changes) {
    ids_ = std::make_shared<const NameIds>(MakeNames(names, *changes));
    call_state.view = changes->view();
  } else if (!ids_) {
    ids_ = std::make_shared<const NameIds>(names, call_state.view.names());
  }
  call_state.notices = &notices;
  call_state.go_on = [this](uint64_t steps) { return steps > 0 ? Spend(steps) : Pass(1024); };
  locals.resize(static_cast<size_t>(plan.bound.local_count));
}

Execution::~Execution() = default;

TypeSet Execution::Resolve(const plan::Types& types) const {
  if (types.any) return TypeSet::Any();
  std::vector<EdgeTypeId> ids;
  for (int name : types.names) {
    if (type(name).valid()) ids.push_back(type(name));
  }
  if (!types.but) return TypeSet::Of(std::move(ids));
  std::vector<EdgeTypeId> others;
  for (uint32_t id = 0; id < view().names().types.size(); ++id) {
    if (std::find(ids.begin(), ids.end(), EdgeTypeId{id}) == ids.end())
      others.push_back(EdgeTypeId{id});
  }
  return TypeSet::Of(std::move(others));
}

void Execution::Fail(Status status) {
  if (status.ok() || failed()) return;
  status_ = std::move(status);
  stopped_ = true;
}

void Execution::RunOut(Cut cut, bool partial, std::string_view message, std::string_view hint) {
  if (stopped_) return;
  if (cut_ == Cut::kNone) cut_ = cut;
  if (partial) {
    stopped_ = true;
  } else {
    Fail(RuntimeError(ErrorKind::kLimitExceeded, "", message, hint));
  }
}

void Execution::Resume() {
  constexpr int kMostResumed = 16;
  constexpr auto kLeastTime = std::chrono::milliseconds(50);
  constexpr uint64_t kLeastEdges = 100'000, kLeastMemory = 16 << 20;
  if (!stopped_ || failed() || ++resumed_ > kMostResumed) return;
  stopped_ = false;
  const auto now = std::chrono::steady_clock::now();
  const auto add = [](uint64_t& most, uint64_t used, uint64_t least) {
    if (most == UINT64_MAX) return;
    most = std::max(most, used + std::max(least, used / 4));
  };
  if (budget_.deadline.most != std::chrono::steady_clock::time_point::max()) {
    budget_.deadline.most = std::max(
        budget_.deadline.most,
        now + std::max<std::chrono::steady_clock::duration>(kLeastTime, (now - start_) / 4));
  }
  add(budget_.edges.most, edges_, kLeastEdges);
  add(budget_.memory.most, memory_ > 0 ? static_cast<uint64_t>(memory_) : 0, kLeastMemory);
}

void Execution::CheckBudget() {
  checked_ += std::exchange(unchecked_, 0);
  if (budget_.cancel && budget_.cancel->load(std::memory_order_relaxed)) {
    Fail(RuntimeError(ErrorKind::kCancelled, "", "the statement was cancelled"));
    return;
  }
  if (edges_ > budget_.edges.most) {
    RunOut(Cut::kEdges, budget_.edges.partial,
           Cat("the statement looked at more than ", budget_.edges.most, " relationships"),
           "narrow the pattern, or raise the limit");
  } else if (budget_.deadline.most != std::chrono::steady_clock::time_point::max() &&
             std::chrono::steady_clock::now() > budget_.deadline.most) {
    RunOut(Cut::kTime, budget_.deadline.partial, "the statement ran out of time",
           "narrow it, or raise the time limit");
  }
}

void Execution::Rest() {
  call_state.view = GraphView();
  parameters.clear();
  std::fill(locals.begin(), locals.end(), Value());
  notices.clear();
}

void Execution::Again(GraphView view, const Budget& budget) {
  call_state.view = std::move(view);
  budget_ = budget;
  cut_ = Cut::kNone;
  edges_ = nodes_ = unchecked_ = checked_ = left_out = 0;
  memory_ = 0;
  start_ = std::chrono::steady_clock::now();
  resumed_ = 0;
}

std::unique_ptr<Execution> Execution::Fork(algo::Workspace& workspace) const {
  auto fork = std::make_unique<Execution>(plan_, call_state.view, nullptr, budget_, ids_);
  fork->call_state.transaction_time = call_state.transaction_time;
  fork->call_state.statement_time = call_state.statement_time;
  fork->call_state.random_seed = call_state.random_seed;
  fork->call_state.workspace = &workspace;
  fork->parameters = parameters;
  fork->find_procedure = find_procedure;
  fork->batch_size = batch_size;
  return fork;
}

void Execution::Join(const Execution& fork) {
  edges_ += fork.edges_;
  nodes_ += fork.nodes_;
  if (fork.failed()) {
    Fail(fork.status_);
  } else if (fork.cut_ != Cut::kNone && !stopped_) {
    cut_ = fork.cut_;
    stopped_ = true;
  }
}

void Execution::HoldMemory(int64_t bytes) {
  memory_ += bytes;
  if (memory_ > 0 && static_cast<uint64_t>(memory_) > budget_.memory.most) {
    RunOut(Cut::kMemory, budget_.memory.partial, "the statement ran out of the memory it may use",
           "narrow it, or raise the memory limit");
  }
}

}  // namespace newsgraph::execute

#include "query/execute/operators/step_counter.h"

#include <algorithm>

#include "query/execute/operators/share.h"

namespace newsgraph::execute {
namespace {

constexpr uint64_t kTooMany = StepTable::kTooMany;

}  // namespace

void StepCounter::Remembered::Set(NodeId node, uint64_t count, uint32_t node_limit) {
  if (few_.size() < kFew && all_.empty()) {
    few_[node.value] = count;
    return;
  }
  if (all_.empty()) {
    all_.assign(node_limit, kUnknown);
    for (const auto& [key, value] : few_) all_[key] = value;
  }
  all_[node.value] = count;
}

StepCounter::StepCounter(const plan::CountStep& step, Execution& execution,
                         const StepTables* tables)
    : execution_(execution),
      direction_(step.direction),
      types_(execution.Resolve(step.types)),
      label_(execution, step.to_label, types_, step.direction),
      steps_(execution.view(), direction_, types_),
      table_(tables ? tables->Find(step) : nullptr),
      tabled_(tables != nullptr) {
  for (const plan::CountStep& next : step.onward) {
    onward_.push_back(std::make_unique<StepCounter>(next, execution, tables));
    tabled_ = tabled_ && onward_.back()->table_ != nullptr;
  }
}

uint64_t StepCounter::Count(NodeId node) {
  uint64_t count = Remembered::kUnknown;
  if (table_) {
    count = table_->Get(node);
  } else if (onward_.empty() && label_.trivial()) {
    return execution_.view().Degree(node, direction_, types_);
  } else if (tabled_) {  // rows of one node of the scan follow each other
    if (node != last_) last_count_ = Sum(node), last_ = node;
    count = last_count_;
  } else {
    count = counts_.Get(node);
    if (count != Remembered::kUnknown) return count;
    count = Sum(node);
    if (count != kTooMany && !execution_.stopped())
      counts_.Set(node, count, execution_.view().node_limit());
  }
  if (count != kTooMany) return count;
  execution_.Fail(RuntimeError(ErrorKind::kLimitExceeded, "", "more rows than an INTEGER can count",
                               "narrow the pattern"));
  return 0;
}

uint64_t StepCounter::Onward(NodeId node) {
  uint64_t matches = 1;
  bool fits = true;
  for (const auto& next : onward_) {
    const uint64_t count = next->table_ ? next->table_->Get(node) : next->Count(node);
    if (count == 0) return 0;
    fits = fits && count != kTooMany && !__builtin_mul_overflow(matches, count, &matches);
  }
  return fits ? matches : kTooMany;
}

uint64_t StepCounter::Sum(NodeId node) {
  uint64_t sum = 0, seen = 0;
  bool fits = true;
  steps_.ForEach(node, true, [&](NodeId other, EdgeId) {
    ++seen;
    if (!label_.Passes(other)) return true;
    const uint64_t matches = Onward(other);
    fits = fits && matches != kTooMany && !__builtin_add_overflow(sum, matches, &sum) &&
           sum <= INT64_MAX;
    return true;
  });
  execution_.Spend(seen);
  return fits ? sum : kTooMany;
}

bool StepCounter::Counts(EdgeId edge, NodeId from) const {
  NodeId other;
  return types_.Contains(execution_.view().type(edge)) &&
         Follows(execution_.view(), edge, from, direction_, other) && label_.Passes(other);
}

void StepCounter::Forget() {
  counts_.clear();
  last_ = NodeId();
  for (const auto& next : onward_) next->Forget();
}

StepTables::StepTables(const plan::Plan* plan, const plan::Plan* scan, Execution& execution) {
  const int scanned = std::get<plan::NodeScan>(scan->node).slot;
  for (; plan; plan = plan->input.get()) {
    const auto* counted = std::get_if<plan::CountEdges>(&plan->node);
    if (!counted) continue;
    if (counted->from != scanned) {  // many rows may lead to the same node
      Make(counted->step, -1, execution);
      continue;
    }
    for (const plan::CountStep& next : counted->step.onward)
      Make(next, counted->step.to_label, execution);
  }
}

// The innermost steps first: the others read their tables.
void StepTables::Make(const plan::CountStep& step, int from_label, Execution& execution) {
  for (const plan::CountStep& next : step.onward) Make(next, step.to_label, execution);
  const IdRange nodes = SpanOf(execution, from_label);
  auto table = std::make_unique<StepTable>(nodes.begin, nodes.end);
  constexpr uint32_t kChunk = 1 << 14;
  const size_t chunks = (nodes.end - nodes.begin + kChunk - 1) / kChunk;
  std::vector<std::unique_ptr<Execution>> forks(chunks);
  RunShares(execution, chunks, [&](size_t i, std::unique_ptr<Execution> fork) {
    StepCounter counter(step, *fork, this);
    const uint32_t begin = nodes.begin + static_cast<uint32_t>(i) * kChunk;
    const uint32_t end = std::min(nodes.end, begin + kChunk);
    for (uint32_t id = begin; id < end && !fork->stopped(); ++id)
      table->Set(NodeId{id}, counter.Sum(NodeId{id}));
    forks[i] = std::move(fork);
  });
  for (const auto& fork : forks) execution.Join(*fork);
  tables_.emplace_back(&step, std::move(table));
}

}  // namespace newsgraph::execute

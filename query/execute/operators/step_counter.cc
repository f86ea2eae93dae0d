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
      step_(step),
      types_(execution.Resolve(step.types)),
      label_(execution, step.to_label, types_, step.direction),
      steps_(execution.view(), step.direction, types_),
      table_(tables ? tables->Find(step) : nullptr),
      tabled_(tables != nullptr) {
  for (const plan::CountStep& next : step.onward) {
    onward_.push_back(std::make_unique<StepCounter>(next, execution, tables));
    tabled_ = tabled_ && onward_.back()->table_ != nullptr;
  }
}

// Those of a node that has few are counted as quickly as they are remembered.
constexpr uint64_t kFewEdges = 32;

uint64_t StepCounter::Count(NodeId node) {
  uint64_t count = Remembered::kUnknown;
  if (table_) {
    count = table_->Get(node);
  } else if (onward_.empty() && label_.trivial()) {
    return execution_.view().Degree(node, step_.direction, types_);
  } else if (tabled_) {  // rows of one node of the scan follow each other
    if (node != last_) last_count_ = Sum(node), last_ = node;
    count = last_count_;
  } else if (onward_.empty() && steps_.Cost(node, true) <= kFewEdges) {
    count = Sum(node);
  } else {
    count = counts_.Get(node);
    if (count != Remembered::kUnknown) return count;
    count = Sum(node);
    if (count != kTooMany && !execution_.stopped())
      counts_.Set(node, count, execution_.view().node_limit());
  }
  if (count != kTooMany) return count;
  FailTooMany();
  return 0;
}

void StepCounter::FailTooMany() {
  execution_.Fail(RuntimeError(ErrorKind::kLimitExceeded, "", "more rows than an INTEGER can count",
                               "narrow the pattern"));
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

uint64_t StepCounter::SumOver(std::span<const uint32_t> others) {
  __extension__ using Wide = unsigned __int128;
  if (onward_.size() == 1 && onward_[0]->table_) {
    const StepTable& table = *onward_[0]->table_;
    Wide all = 0;  // kTooMany makes it too large
    for (const uint32_t other : others)
      all += label_.Passes(NodeId{other}) ? table.Get(NodeId{other}) : 0;
    return all <= INT64_MAX ? static_cast<uint64_t>(all) : kTooMany;
  }
  uint64_t sum = 0;
  bool fits = true;
  for (const uint32_t other : others) {
    if (!label_.Passes(NodeId{other})) continue;
    const uint64_t matches = Onward(NodeId{other});
    fits = fits && matches != kTooMany && !__builtin_add_overflow(sum, matches, &sum) &&
           sum <= INT64_MAX;
  }
  return fits ? sum : kTooMany;
}

bool StepCounter::Counts(EdgeId edge, NodeId from) const {
  NodeId other;
  return types_.Contains(execution_.view().type(edge)) &&
         Follows(execution_.view(), edge, from, step_.direction, other) && label_.Passes(other);
}

void StepCounter::Forget() {
  counts_.clear();
  last_ = NodeId();
  for (const auto& next : onward_) next->Forget();
}

void StepCounter::Rebind() {
  label_ = EndLabel(execution_, step_.to_label, types_, step_.direction);
  for (const auto& next : onward_) next->Rebind();
}

namespace {

// The label that the nodes of a slot have for certain, of those below a plan; -1: any may come.
int LabelBelow(const plan::Plan* plan, int slot) {
  for (; plan; plan = plan->input.get()) {
    if (const auto* scan = std::get_if<plan::NodeScan>(&plan->node); scan && scan->slot == slot)
      return scan->label;
    if (const auto* expand = std::get_if<plan::Expand>(&plan->node);
        expand && expand->to == slot && !expand->into)
      return expand->to_label;
  }
  return -1;
}

uint64_t EntriesOf(const Adjacency& side, IdRange nodes) {
  return side.offsets[nodes.end] - side.offsets[nodes.begin];
}

}  // namespace

StepTables::StepTables(const plan::Plan* plan, const plan::Plan* scan, Execution& execution) {
  const auto& scanned = std::get<plan::NodeScan>(scan->node);
  const FrozenGraph& frozen = *execution.view().snapshot().frozen;
  const IdRange nodes = SpanOf(execution, scanned.label);
  const bool plain = nodes.end <= frozen.node_limit;
  const uint64_t read = plain ? EntriesOf(frozen.out, nodes) + EntriesOf(frozen.in, nodes) : 0;
  for (; plan; plan = plan->input.get()) {
    if (const auto* common = std::get_if<plan::Intersect>(&plan->node)) {
      for (const plan::Intersect::Leg& leg : common->legs) {
        MakeRuns(&leg, leg.types, leg.direction, LabelBelow(plan->input.get(), leg.from), read,
                 execution);
      }
    } else if (const auto* pairs = std::get_if<plan::CountPairs>(&plan->node)) {
      MakeRuns(&pairs->second, pairs->second.types, pairs->second.direction, pairs->first.to_label,
               read, execution);
    }
    const auto* counted = std::get_if<plan::CountEdges>(&plan->node);
    if (!counted) continue;
    if (counted->from != scanned.slot) {  // many rows may lead to the same node
      Make(counted->step, -1, execution);
      continue;
    }
    for (const plan::CountStep& next : counted->step.onward)
      Make(next, counted->step.to_label, execution);
  }
}

namespace {

constexpr uint32_t kChunk = 1 << 14;  // nodes

// run(fork, begin, end) for the chunks of a range, over the threads.
void RunChunks(Execution& execution, IdRange nodes,
               const std::function<void(Execution& fork, uint32_t begin, uint32_t end)>& run) {
  std::vector<std::unique_ptr<Execution>> forks((nodes.end - nodes.begin + kChunk - 1) / kChunk);
  RunShares(execution, forks.size(), [&](size_t i, std::unique_ptr<Execution> fork) {
    const uint32_t begin = nodes.begin + static_cast<uint32_t>(i) * kChunk;
    run(*fork, begin, std::min(nodes.end, begin + kChunk));
    forks[i] = std::move(fork);
  });
  for (const auto& fork : forks) execution.Join(*fork);
}

}  // namespace

// The innermost steps first: the others read their tables.
void StepTables::Make(const plan::CountStep& step, int from_label, Execution& execution) {
  for (const plan::CountStep& next : step.onward) Make(next, step.to_label, execution);
  const IdRange nodes = SpanOf(execution, from_label);
  auto table = std::make_unique<StepTable>(nodes.begin, nodes.end);
  RunChunks(execution, nodes, [&](Execution& fork, uint32_t begin, uint32_t end) {
    StepCounter(step, fork, this).ForEachCount(begin, end, [&](uint32_t node, uint64_t count) {
      table->Set(NodeId{node}, count);
    });
  });
  tables_.emplace_back(&step, std::move(table));
}

void StepTables::MakeRuns(const void* key, const plan::Types& types, Direction direction,
                          int from_label, uint64_t most, Execution& execution) {
  const TypeSet resolved = execution.Resolve(types);
  const algo::StepReader steps(execution.view(), direction, resolved);
  const auto column = steps.FindColumn();
  const IdRange nodes = SpanOf(execution, from_label);
  if (!column.side || nodes.end > execution.view().snapshot().frozen->node_limit ||
      EntriesOf(*column.side, nodes) / 4 > most)
    return;
  auto runs = std::make_unique<StepRuns>(nodes.begin, nodes.end);
  RunChunks(execution, nodes, [&](Execution&, uint32_t begin, uint32_t end) {
    ForEachRun(column, begin, end, [&](uint32_t node, uint32_t from, uint32_t to) {
      runs->Set(node, {from, to});
    });
  });
  runs_.emplace_back(key, std::move(runs));
}

}  // namespace newsgraph::execute

#include "query/execute/operators/share.h"

#include <algorithm>
#include <atomic>

#include "graph/algo/workspace.h"
#include "graph/parallel.h"
#include "graph/snapshot.h"

namespace newsgraph::execute {
namespace {

constexpr uint64_t kFewReads = 1 << 14;  // are done sooner than threads start
constexpr size_t kPartsPerThread = 8;

bool Repeatable(const semantics::Expression& expression) {
  if (std::holds_alternative<semantics::Subquery>(expression.node)) return false;
  if (const auto* call = std::get_if<semantics::Call>(&expression.node);
      call && !call->function->deterministic)
    return false;
  bool fits = true;
  semantics::ForEachOperand(
      expression, [&](const plan::Expr& operand) { fits = fits && Repeatable(*operand); });
  return fits;
}

// Whether what an aggregate works out of a row is the same on any thread.
bool Repeatable(const plan::Aggregate& aggregate) {
  return std::all_of(aggregate.keys.begin(), aggregate.keys.end(),
                     [](const plan::Item& key) { return Repeatable(*key.expression); }) &&
         std::all_of(aggregate.aggregations.begin(), aggregate.aggregations.end(),
                     [](const plan::Aggregation& each) {
                       return std::all_of(
                           each.arguments.begin(), each.arguments.end(),
                           [](const plan::Expr& argument) { return Repeatable(*argument); });
                     });
}

// The scan at the bottom of a line of operators that each treat a row by itself.
const plan::Plan* FindScan(const plan::Plan* plan) {
  for (; plan; plan = plan->input.get()) {
    if (std::holds_alternative<plan::NodeScan>(plan->node))
      return std::holds_alternative<plan::Argument>(plan->input->node) ? plan : nullptr;
    if (const auto* filter = std::get_if<plan::Filter>(&plan->node)) {
      if (!Repeatable(*filter->condition)) return nullptr;
    } else if (const auto* walk = std::get_if<plan::VarExpand>(&plan->node)) {
      if (walk->step_condition || !walk->properties.empty()) return nullptr;
    } else if (!std::holds_alternative<plan::Expand>(plan->node) &&
               !std::holds_alternative<plan::Intersect>(plan->node) &&
               !std::holds_alternative<plan::CountEdges>(plan->node) &&
               !std::holds_alternative<plan::CountPairs>(plan->node)) {
      return nullptr;
    }
  }
  return nullptr;
}

}  // namespace

std::vector<IdRange> RangesOf(const Execution& execution, int label) {
  const Snapshot& snapshot = execution.view().snapshot();
  const FrozenGraph& frozen = *snapshot.frozen;
  if (label < 0) return {{0, frozen.node_limit}};
  const LabelId id = execution.label(label);
  std::vector<IdRange> ranges;
  for (uint32_t set = 0; id.valid() && set < frozen.set_ranges.size(); ++set) {
    if (!snapshot.sets->Has(set, id)) continue;
    ranges.insert(ranges.end(), frozen.set_ranges[set].begin(), frozen.set_ranges[set].end());
  }
  std::sort(ranges.begin(), ranges.end(),
            [](const IdRange& a, const IdRange& b) { return a.begin < b.begin; });
  std::vector<IdRange> joined;
  for (const IdRange& range : ranges) {
    if (!joined.empty() && joined.back().end == range.begin) {
      joined.back().end = range.end;
    } else {
      joined.push_back(range);
    }
  }
  return joined;
}

IdRange SpanOf(const Execution& execution, int label) {
  const GraphView& view = execution.view();
  if (!view.snapshot().delta.node_sets.empty()) return {0, view.node_limit()};
  const std::vector<IdRange> ranges = RangesOf(execution, label);
  return ranges.empty() ? IdRange() : IdRange{ranges.front().begin, ranges.back().end};
}

std::vector<ScanPart> SharesOf(const plan::Plan& plan, const BuildPlace& place) {
  const Execution& execution = place.execution;
  const int threads = execution.call_state.threads;
  if (threads < 2 || place.argument || place.part.scan || execution.changes() ||
      execution.profile || execution.limited() || !execution.subplans.empty())
    return {};
  const auto* aggregate = std::get_if<plan::Aggregate>(&plan.node);
  if (aggregate && !Repeatable(*aggregate)) return {};
  const plan::Plan* scan = FindScan(plan.input.get());
  if (!scan) return {};
  const int name = std::get<plan::NodeScan>(scan->node).label;
  const LabelId label = name < 0 ? LabelId() : execution.label(name);
  const GraphView& view = execution.view();
  if (name >= 0 && !label.valid()) return {};
  // Nodes, and their relationships where those are followed.
  const Statistics& statistics = view.statistics();
  uint64_t reads = name < 0 ? view.node_count() : statistics.NodesWith(label);
  if (scan != plan.input.get()) {
    const EdgeTypeId any_type;
    const LabelId any;
    reads += name < 0 ? view.edge_count()
                      : statistics.EdgesBetween(label, any_type, any) +
                            statistics.EdgesBetween(any, any_type, label);
  }
  if (reads < kFewReads) return {};
  const auto [low, high] = SpanOf(execution, name);
  const uint64_t count = static_cast<uint64_t>(threads) * kPartsPerThread, span = high - low;
  std::vector<ScanPart> parts;
  for (uint64_t i = 0; i < count; ++i) {
    parts.push_back({scan, low + static_cast<uint32_t>(span * i / count),
                     low + static_cast<uint32_t>(span * (i + 1) / count)});
  }
  return parts;
}

void RunShares(Execution& execution, size_t parts,
               const std::function<void(size_t i, std::unique_ptr<Execution> fork)>& run) {
  const auto threads = static_cast<size_t>(execution.call_state.threads);
  auto& workspaces = execution.call_state.workspace->of_threads;
  while (workspaces.size() < threads) workspaces.push_back(std::make_unique<algo::Workspace>());
  std::atomic<size_t> next = 0;
  ParallelFor(threads, static_cast<int>(threads), [&](size_t t) {
    for (size_t i = next++; i < parts; i = next++) run(i, execution.Fork(*workspaces[t]));
  });
}

}  // namespace newsgraph::execute

#include "query/execute/operators/share.h"

#include <algorithm>
#include <atomic>

#include "graph/algo/workspace.h"
#include "graph/parallel.h"
#include "graph/snapshot.h"

namespace newsgraph::execute {
namespace {

constexpr uint64_t kFewNodes = 1 << 14;  // fewer are read sooner than threads start
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
  const uint64_t nodes = name < 0 ? view.node_count() : view.statistics().NodesWith(label);
  if (nodes < kFewNodes || (name >= 0 && !label.valid())) return {};
  const Snapshot& snapshot = view.snapshot();
  uint32_t low = 0, high = view.node_limit();
  if (snapshot.delta.node_sets.empty()) {
    low = high, high = 0;
    for (uint32_t set = 1; set < snapshot.frozen->set_ranges.size(); ++set) {
      if (name >= 0 && !snapshot.sets->Has(set, label)) continue;
      for (const IdRange& range : snapshot.frozen->set_ranges[set])
        low = std::min(low, range.begin), high = std::max(high, range.end);
    }
  }
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

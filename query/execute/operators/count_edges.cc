// CountEdges: each input row with the number of matches of a tree of steps that begins at a node,
// in place of a row for each of them. Rows without any are dropped.
//
//   in: (a), (a')    out: (a, 3)
//
// The matches at a node are the sum over its edges of the product of the matches of the steps that
// go on from there; each node is counted once, however many ways lead to it.
#include <memory>

#include "absl/container/flat_hash_map.h"
#include "graph/algo/step_reader.h"
#include "query/execute/operators/expand.h"
#include "query/execute/operators/extend.h"

namespace newsgraph::execute {
namespace {

// Counts by node: a table while they are few, then an array.
class NodeCounts {
 public:
  static constexpr uint64_t kUnknown = UINT64_MAX;

  uint64_t Get(NodeId node) const {
    if (node.value < all_.size()) return all_[node.value];
    const auto found = few_.find(node.value);
    return found == few_.end() ? kUnknown : found->second;
  }
  void Set(NodeId node, uint64_t count, uint32_t node_limit) {
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
  void clear() {
    few_.clear();
    all_.clear();
  }

 private:
  static constexpr size_t kFew = 4096;

  absl::flat_hash_map<uint32_t, uint64_t> few_;
  std::vector<uint64_t> all_;
};

// A step and those that go on from its end, ready to count.
class StepCounter {
 public:
  StepCounter(const plan::CountStep& step, Execution& execution)
      : execution_(execution),
        direction_(step.direction),
        types_(execution.Resolve(step.types)),
        label_(execution, step.to_label, types_, step.direction),
        steps_(execution.view(), direction_, types_) {
    for (const plan::CountStep& next : step.onward)
      onward_.push_back(std::make_unique<StepCounter>(next, execution));
  }

  // As deep as the pattern is long.
  uint64_t Count(NodeId node) {
    if (onward_.empty() && label_.trivial())
      return execution_.view().Degree(node, direction_, types_);
    uint64_t count = counts_.Get(node);
    if (count != NodeCounts::kUnknown) return count;
    count = 0;
    uint64_t seen = 0;
    bool fits = true;
    steps_.ForEach(node, true, [&](NodeId other, EdgeId) {
      ++seen;
      if (!label_.Passes(other)) return true;
      uint64_t matches = 1;
      for (const auto& next : onward_) {
        fits = fits && !__builtin_mul_overflow(matches, next->Count(other), &matches);
        if (matches == 0) break;
      }
      fits = fits && !__builtin_add_overflow(count, matches, &count) && count <= INT64_MAX;
      return true;
    });
    if (!execution_.Spend(seen)) return 0;
    if (!fits) {
      execution_.Fail(RuntimeError(ErrorKind::kLimitExceeded, "",
                                   "more rows than an INTEGER can count", "narrow the pattern"));
      return 0;
    }
    counts_.Set(node, count, execution_.view().node_limit());
    return count;
  }

  // Whether an edge at the node would be counted. REQUIRES: nothing goes on from the step.
  bool Counts(EdgeId edge, NodeId from) const {
    NodeId other;
    return types_.Contains(execution_.view().type(edge)) &&
           Follows(execution_.view(), edge, from, direction_, other) && label_.Passes(other);
  }
  void Forget() {
    counts_.clear();
    for (const auto& next : onward_) next->Forget();
  }

 private:
  Execution& execution_;
  Direction direction_;
  TypeSet types_;
  EndLabel label_;
  algo::StepReader steps_;
  std::vector<std::unique_ptr<StepCounter>> onward_;
  NodeCounts counts_;
};

class CountEdges : public Operator {
 public:
  CountEdges(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : node_(std::get<plan::CountEdges>(plan.node)),
        execution_(place.execution),
        live_(plan.live),
        counter_(node_.step, execution_),
        input_(std::move(input)) {}

  bool Next(Batch& out) override {
    while (!execution_.stopped() && input_->Next(out)) {
      rows_.clear();
      Value* column = out.column(node_.slot);
      for (uint32_t row = 0; row < out.size(); ++row) {
        const uint64_t count = Count(Row{&out, row});
        column[row] = Value::Int(static_cast<int64_t>(count));
        if (count > 0) rows_.push_back(row);
      }
      execution_.Pass(out.size());
      if (rows_.size() < out.size()) out.Keep(rows_, live_);
      if (out.size() > 0 && !execution_.failed()) return true;
    }
    out.clear();
    return false;
  }
  void Reset() override {
    input_->Reset();
    if (execution_.changes()) counter_.Forget();  // the graph may have changed
  }

 private:
  uint64_t Count(Row row) {
    const Value& from = row[node_.from];
    if (!from.is_node()) return 0;
    const uint64_t count = counter_.Count(from.node());
    return node_.distinct_from.empty() ? count : count - CountUsed(row, from.node());
  }

  // How many of those counted are taken by another relationship of the pattern.
  uint64_t CountUsed(Row row, NodeId from) {
    used_.clear();
    for (const int slot : node_.distinct_from) {
      const Value& value = row[slot];
      if (value.is_edge()) used_.push_back(value.edge());
      if (!value.is_list()) continue;
      for (const Value& item : value.list()) {
        if (item.is_edge()) used_.push_back(item.edge());
      }
    }
    std::sort(used_.begin(), used_.end());
    used_.erase(std::unique(used_.begin(), used_.end()), used_.end());
    return static_cast<uint64_t>(std::count_if(
        used_.begin(), used_.end(), [&](EdgeId edge) { return counter_.Counts(edge, from); }));
  }

  const plan::CountEdges& node_;
  Execution& execution_;
  const std::vector<int>& live_;
  StepCounter counter_;
  OperatorPtr input_;
  std::vector<uint32_t> rows_;
  std::vector<EdgeId> used_;
};

}  // namespace

OperatorPtr MakeCountEdges(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<CountEdges>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

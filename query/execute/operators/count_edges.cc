// CountEdges: each input row with the number of relationships at a node, in place of a row for each
// of them. Rows without any are dropped.
//
//   in: (a), (a')    out: (a, 3)
#include "absl/container/flat_hash_map.h"
#include "query/execute/operators/expand.h"
#include "query/execute/operators/extend.h"

namespace newsgraph::execute {
namespace {

class CountEdges : public Operator {
 public:
  CountEdges(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : node_(std::get<plan::CountEdges>(plan.node)),
        execution_(place.execution),
        live_(plan.live),
        types_(place.execution.Resolve(node_.types)),
        label_(place.execution, node_.to_label, types_, node_.direction),
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
    if (execution_.changes()) counts_.clear();  // the graph may have changed
  }

 private:
  uint64_t Count(Row row) {
    const Value& from = row[node_.from];
    if (!from.is_node()) return 0;
    const uint64_t count = label_.trivial()
                               ? execution_.view().Degree(from.node(), node_.direction, types_)
                               : CountLabelled(from.node());
    return node_.distinct_from.empty() ? count : count - CountUsed(row, from.node());
  }

  // Walks each node's relationships once, however many rows it is in.
  uint64_t CountLabelled(NodeId node) {
    const auto [place, added] = counts_.try_emplace(node.value, 0);
    if (!added) return place->second;
    uint64_t seen = 0, count = 0;
    execution_.view().ForEachEdge(node, node_.direction, types_, [&](NodeId other, EdgeId) {
      ++seen;
      count += label_.Passes(other);
      return true;
    });
    execution_.Spend(seen);
    return place->second = count;
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
    uint64_t taken = 0;
    for (const EdgeId edge : used_) {
      NodeId other;
      taken += types_.Contains(execution_.view().type(edge)) &&
               Follows(execution_.view(), edge, from, node_.direction, other) &&
               label_.Passes(other);
    }
    return taken;
  }

  const plan::CountEdges& node_;
  Execution& execution_;
  const std::vector<int>& live_;
  TypeSet types_;
  EndLabel label_;
  OperatorPtr input_;
  std::vector<uint32_t> rows_;
  std::vector<EdgeId> used_;
  absl::flat_hash_map<uint32_t, uint64_t> counts_;  // by node
};

}  // namespace

OperatorPtr MakeCountEdges(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<CountEdges>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

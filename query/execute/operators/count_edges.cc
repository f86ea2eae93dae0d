// CountEdges: each input row with the number of matches of a tree of steps that begins at a node,
// in place of a row for each of them. Rows without any are dropped.
//
//   in: (a), (a')    out: (a, 3)
//
// See step_counter.h. Where nobody reads anything else of the rows, each batch becomes one row.
#include "query/execute/operators/extend.h"
#include "query/execute/operators/step_counter.h"

namespace newsgraph::execute {
namespace {

class CountEdges : public Operator {
 public:
  CountEdges(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : node_(std::get<plan::CountEdges>(plan.node)),
        execution_(place.execution),
        live_(plan.live),
        alone_(live_ == std::vector<int>{node_.slot}),
        counter_(node_.step, execution_, place.part.tables),
        part_(IsWholeScan(plan, place) ? place.part : ScanPart()),
        input_(std::move(input)) {}

  bool Next(Batch& out) override {
    if (part_.scan) return NextOfScan(out);
    while (!execution_.stopped() && input_->Next(out)) {
      rows_.clear();
      Value* column = out.column(node_.slot);
      for (uint32_t row = 0; row < out.size(); ++row) {
        FetchAhead(counter_.steps(), Ahead(out, row + kFarRows), Ahead(out, row + kNearRows));
        const uint64_t count = Count(Row{&out, row});
        column[row] = Value::Int(static_cast<int64_t>(count));
        if (count > 0) rows_.push_back(row);
      }
      execution_.Pass(out.size());
      if (alone_) {
        Join(out, column);
      } else if (rows_.size() < out.size()) {
        out.Keep(rows_, live_);
      }
      if (out.size() > 0 && !execution_.failed()) return true;
    }
    out.clear();
    return false;
  }
  void Reset() override {
    input_->Reset();
    counted_ = false;
    if (execution_.changes()) counter_.Forget();  // the graph may have changed
  }
  bool Rest() override {
    counter_.Forget();
    return true;
  }
  bool Rebind() override {
    counter_.Rebind();
    return true;
  }

 private:
  // Whether all nodes of a part of a scan are to be counted together, with nothing left to tell one
  // from another.
  static bool IsWholeScan(const plan::Plan& plan, const BuildPlace& place) {
    const auto& node = std::get<plan::CountEdges>(plan.node);
    return place.part.scan && place.part.scan == plan.input.get() &&
           plan.live == std::vector<int>{node.slot} && node.distinct_from.empty() &&
           place.part.end <= place.execution.view().snapshot().frozen->node_limit;
  }
  bool NextOfScan(Batch& out) {
    out.clear();
    if (counted_ || execution_.stopped()) return false;
    counted_ = true;
    const EndLabel label(execution_, std::get<plan::NodeScan>(part_.scan->node).label);
    const GraphView& view = execution_.view();
    uint64_t sum = 0;
    bool fits = true;
    counter_.ForEachCount(part_.begin, part_.end, [&](uint32_t id, uint64_t count) {
      const NodeId node{id};
      if (count == 0 || !(label.trivial() ? view.Exists(node) : label.Passes(node))) return;
      fits = fits && count != StepTable::kTooMany && !__builtin_add_overflow(sum, count, &sum) &&
             sum <= INT64_MAX;
    });
    if (!fits) counter_.FailTooMany();
    if (sum == 0 || execution_.failed()) return false;
    out.column(node_.slot)[0] = Value::Int(static_cast<int64_t>(sum));
    out.set_size(1);
    return true;
  }

  // One row for all that were kept: they differ in nothing that is read. Nothing when their number
  // is too large for one.
  void Join(Batch& out, Value* column) {
    int64_t sum = 0;
    for (const uint32_t row : rows_) {
      if (__builtin_add_overflow(sum, column[row].integer(), &sum)) return out.Keep(rows_, live_);
    }
    column[0] = Value::Int(sum);
    out.set_size(rows_.empty() ? 0 : 1);
  }

  const Value* Ahead(const Batch& rows, uint32_t row) const {
    const Value* from = rows.Find(node_.from);
    return from && row < rows.size() ? from + row : nullptr;
  }

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
  const bool alone_;  // only the count is read
  StepCounter counter_;
  const ScanPart part_;  // counted as a whole; or none: row by row
  bool counted_ = false;
  OperatorPtr input_;
  std::vector<uint32_t> rows_;
  std::vector<EdgeId> used_;
};

}  // namespace

OperatorPtr MakeCountEdges(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<CountEdges>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

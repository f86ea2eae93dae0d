// Aggregate and Distinct: rows grouped under equivalence.
//
//   in: (k=1, x=5), (k=2, x=6), (k=1, x=7)    out: (k=1, sum=12), (k=2, sum=6)
#include <optional>

#include "query/execute/evaluate.h"
#include "query/execute/operators/extend.h"
#include "query/execute/operators/row_set.h"

namespace newsgraph::execute {
namespace {

// The state of one aggregation for one group.
struct Cell {
  uint64_t count = 0;  // count(*)
  std::unique_ptr<functions::Accumulator> accumulator;
  std::unique_ptr<RowSet> seen;  // DISTINCT
};

class Aggregate : public Operator {
 public:
  Aggregate(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : node_(std::get<plan::Aggregate>(plan.node)),
        execution_(place.execution),
        input_(std::move(input)),
        in_(place.slots, place.execution.batch_size),
        groups_(node_.keys.size()) {}

  bool Next(Batch& out) override {
    if (!grouped_) Group();
    out.clear();
    if (execution_.failed()) return false;
    while (next_ < groups_.size() && !out.full()) {
      const uint32_t row = out.size();
      const auto keys = groups_.row(next_);
      for (size_t k = 0; k < node_.keys.size(); ++k) out.column(node_.keys[k].slot)[row] = keys[k];
      for (size_t a = 0; a < node_.aggregations.size(); ++a) {
        out.column(node_.aggregations[a].slot)[row] =
            Finish(cells_[next_ * node_.aggregations.size() + a]);
      }
      out.set_size(row + 1);
      ++next_;
    }
    return out.size() > 0 && !execution_.failed();
  }
  void Reset() override {
    input_->Reset();
    execution_.HoldMemory(-held_);
    held_ = 0;
    groups_.clear();
    cells_.clear();
    next_ = 0;
    grouped_ = false;
  }

 private:
  void Group() {
    grouped_ = true;
    std::vector<Value> keys(node_.keys.size());
    if (keys.empty()) NewGroup(keys);  // no rows are one group too
    while (!execution_.stopped() && input_->Next(in_)) {
      for (uint32_t i = 0; i < in_.size() && !execution_.stopped(); ++i) {
        const Row row{&in_, i};
        for (size_t k = 0; k < keys.size(); ++k)
          keys[k] = Evaluate(*node_.keys[k].expression, row, execution_);
        const uint32_t group = NewGroup(keys);
        for (size_t a = 0; a < node_.aggregations.size(); ++a) {
          Add(node_.aggregations[a], cells_[group * node_.aggregations.size() + a], row);
        }
      }
      execution_.Spend(in_.size());
    }
  }

  uint32_t NewGroup(const std::vector<Value>& keys) {
    bool added = false;
    const uint32_t group = groups_.Add(keys, added);
    if (!added) return group;
    for (const plan::Aggregation& aggregation : node_.aggregations) {
      Cell& cell = cells_.emplace_back();
      if (aggregation.aggregate) cell.accumulator = aggregation.aggregate->make();
      if (aggregation.distinct) cell.seen = std::make_unique<RowSet>(aggregation.arguments.size());
    }
    const auto bytes =
        static_cast<int64_t>(keys.size() * sizeof(Value) + node_.aggregations.size() * 64);
    held_ += bytes;
    execution_.HoldMemory(bytes);
    return group;
  }

  void Add(const plan::Aggregation& aggregation, Cell& cell, Row row) {
    if (!cell.accumulator) {
      ++cell.count;
      return;
    }
    arguments_.clear();
    for (const plan::Expr& argument : aggregation.arguments)
      arguments_.push_back(Evaluate(*argument, row, execution_));
    if (!arguments_.empty() && arguments_[0].is_null()) return;
    if (cell.seen) {
      bool added = false;
      cell.seen->Add(arguments_, added);
      if (!added) return;
    }
    execution_.Fail(cell.accumulator->Add(arguments_, 1));
  }

  Value Finish(Cell& cell) {
    if (!cell.accumulator) return Value::Int(static_cast<int64_t>(cell.count));
    auto result = cell.accumulator->Result();
    if (result.ok()) return std::move(result).value();
    execution_.Fail(result.status());
    return Value();
  }

  const plan::Aggregate& node_;
  Execution& execution_;
  OperatorPtr input_;
  Batch in_;
  RowSet groups_;
  std::vector<Cell> cells_;
  std::vector<Value> arguments_;
  int64_t held_ = 0;
  uint32_t next_ = 0;
  bool grouped_ = false;
};

class Distinct : public Operator {
 public:
  Distinct(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : slots_(std::get<plan::Distinct>(plan.node).slots),
        live_(plan.live),
        execution_(place.execution),
        input_(std::move(input)),
        seen_(slots_.size()) {}

  bool Next(Batch& out) override {
    std::vector<Value> row(slots_.size());
    while (!execution_.stopped() && input_->Next(out)) {
      uint32_t kept = 0;
      for (uint32_t i = 0; i < out.size(); ++i) {
        for (size_t s = 0; s < slots_.size(); ++s) row[s] = out.at(slots_[s], i);
        bool added = false;
        seen_.Add(row, added);
        if (!added) continue;
        execution_.HoldMemory(static_cast<int64_t>(row.size() * sizeof(Value)));
        if (kept != i) out.CopyRow(out, i, kept, live_);
        ++kept;
      }
      execution_.Spend(out.size());
      out.set_size(kept);
      if (kept > 0 && !execution_.failed()) return true;
    }
    out.clear();
    return false;
  }
  void Reset() override {
    input_->Reset();
    execution_.HoldMemory(-static_cast<int64_t>(seen_.size() * slots_.size() * sizeof(Value)));
    seen_.clear();
  }

 private:
  const std::vector<int>& slots_;
  const std::vector<int>& live_;
  Execution& execution_;
  OperatorPtr input_;
  RowSet seen_;
};

}  // namespace

OperatorPtr MakeAggregate(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Aggregate>(plan, place, std::move(input));
}
OperatorPtr MakeDistinct(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Distinct>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

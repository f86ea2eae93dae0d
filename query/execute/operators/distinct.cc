// Distinct: the first of each kind of row, under equivalence.
#include "query/execute/operators/extend.h"
#include "query/execute/operators/row_set.h"

namespace newsgraph::execute {
namespace {

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
      execution_.Pass(out.size());
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

OperatorPtr MakeDistinct(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Distinct>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

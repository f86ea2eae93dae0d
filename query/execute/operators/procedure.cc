// CallProcedure: each input row with each row that a procedure gives for its arguments.
#include "query/execute/evaluate.h"
#include "query/execute/operators/extend.h"

namespace newsgraph::execute {
namespace {

class CallProcedure : public Extend {
 public:
  CallProcedure(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : Extend(place, std::move(input)), node_(std::get<plan::CallProcedure>(plan.node)) {
    carried_ = plan.live;
    for (const auto& [column, slot] : node_.yields) std::erase(carried_, slot);
  }
  bool Rest() override {
    cells_ = {};  // what a procedure makes may be more than it says it looked at
    return true;
  }

 protected:
  uint64_t Find(Row row) override {
    cells_.clear();
    std::vector<Value> arguments;
    for (const auto& argument : node_.arguments)
      arguments.push_back(Evaluate(*argument, row, execution_));
    const Procedure procedure = execution_.find_procedure(node_.name);
    if (procedure.code == nullptr) {
      execution_.Fail(RuntimeError(ErrorKind::kProcedureError, "ProcedureNotFound",
                                   Cat("there is no procedure \"", node_.name, "\" any more")));
      return 0;
    }
    if (execution_.failed()) return 0;
    execution_.Fail((*procedure.code)(execution_.call_state, arguments, cells_));
    if (execution_.failed()) return 0;
    width_ = procedure.outputs;
    // Without outputs a procedure is run for its effect, and the row goes on.
    return width_ == 0 ? 1 : cells_.size() / width_;
  }
  void Emit(uint64_t i, Batch& out, uint32_t row) override {
    for (const auto& [column, slot] : node_.yields) {
      out.column(slot)[row] = cells_[i * width_ + static_cast<size_t>(column)];
    }
  }

 private:
  const plan::CallProcedure& node_;
  std::vector<Value> cells_;
  size_t width_ = 0;
};

}  // namespace

OperatorPtr MakeCallProcedure(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<CallProcedure>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

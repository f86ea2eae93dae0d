// Argument: hands out the rows given from outside; at the top, one empty row.
#include "query/execute/operators/extend.h"

namespace newsgraph::execute {
namespace {

class Argument : public Operator {
 public:
  Argument(const plan::Plan& plan, const BuildPlace& place)
      : live_(plan.live), rows_(place.argument) {}

  bool Next(Batch& out) override {
    out.clear();
    if (rows_ == nullptr) {  // the top of a statement
      if (done_) return false;
      done_ = true;
      out.set_size(1);
      return true;
    }
    if (!started_) next_ = rows_->begin, started_ = true;
    uint32_t row = 0;
    while (next_ < rows_->end && row < out.capacity())
      out.CopyRow(*rows_->batch, next_++, row++, live_);
    out.set_size(row);
    return row > 0;
  }
  void Reset() override { done_ = started_ = false; }

 private:
  std::vector<int> live_;
  const ArgumentRows* rows_;
  uint32_t next_ = 0;
  bool done_ = false, started_ = false;
};

}  // namespace

OperatorPtr MakeArgument(const plan::Plan& plan, const BuildPlace& place) {
  return std::make_unique<Argument>(plan, place);
}

}  // namespace newsgraph::execute

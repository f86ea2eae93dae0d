// Optional, Apply, Union: operators over nested plans.
//
//   Optional   in: (a), (a')      inner: (a, b)       out: (a, b), (a', null)
//   Apply      in: (a), (a')      inner, per row: (x)  out: (a, x1), (a, x2), (a', x3)
#include "query/execute/operators/extend.h"

namespace newsgraph::execute {
namespace {

// The inner plan runs over a whole batch at once. Its rows come in the order of the input, each
// with the number of its input row, so a gap in the numbers is a row without matches.
class Optional : public Operator {
 public:
  Optional(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : node_(std::get<plan::Optional>(plan.node)),
        live_(plan.live),
        execution_(place.execution),
        input_(std::move(input)),
        in_(place.slots, place.execution.batch_size),
        inner_rows_(place.slots, place.execution.batch_size) {
    for (int slot : live_) {
      const bool null =
          std::find(node_.nulls.begin(), node_.nulls.end(), slot) != node_.nulls.end();
      (null ? null_slots_ : kept_slots_).push_back(slot);
    }
    inner_ = BuildOperator(*node_.inner, BuildPlace{execution_, place.slots, &argument_});
  }

  bool Next(Batch& out) override {
    out.clear();
    while (!out.full() && !execution_.stopped()) {
      if (inner_row_ < inner_rows_.size()) {
        const auto number =
            static_cast<uint32_t>(inner_rows_.at(node_.row_slot, inner_row_).integer());
        if (number > next_) {  // these had none
          EmitNulls(next_++, out);
          continue;
        }
        next_ = number + 1;
        const uint32_t row = out.size();
        out.CopyRow(inner_rows_, inner_row_++, row, live_);
        out.set_size(row + 1);
      } else if (inner_open_ && inner_->Next(inner_rows_)) {
        inner_row_ = 0;
      } else if (execution_.stopped()) {
        break;
      } else if (next_ < in_.size()) {
        inner_open_ = false;
        EmitNulls(next_++, out);
      } else if (!NextBatch()) {
        break;
      }
    }
    return out.size() > 0 && !execution_.failed();
  }
  void Reset() override {
    input_->Reset();
    in_.clear();
    inner_rows_.clear();
    inner_row_ = next_ = 0;
    inner_open_ = false;
  }

 private:
  bool NextBatch() {
    if (!input_->Next(in_)) {
      in_.clear();
      return false;
    }
    Value* numbers = in_.column(node_.row_slot);
    for (uint32_t i = 0; i < in_.size(); ++i) numbers[i] = Value::Int(i);
    argument_ = {&in_, 0, in_.size()};
    inner_->Reset();
    inner_rows_.clear();
    inner_row_ = next_ = 0;
    inner_open_ = true;
    return true;
  }
  void EmitNulls(uint32_t number, Batch& out) {
    const uint32_t row = out.size();
    out.CopyRow(in_, number, row, kept_slots_);
    for (int slot : null_slots_) out.column(slot)[row] = Value();
    out.set_size(row + 1);
  }

  const plan::Optional& node_;
  const std::vector<int>& live_;
  std::vector<int> null_slots_, kept_slots_;
  Execution& execution_;
  OperatorPtr input_;
  Batch in_, inner_rows_;
  ArgumentRows argument_;
  OperatorPtr inner_;
  uint32_t inner_row_ = 0;
  uint32_t next_ = 0;  // the first input row not answered yet
  bool inner_open_ = false;
};

class Apply : public Operator {
 public:
  Apply(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : node_(std::get<plan::Apply>(plan.node)),
        execution_(place.execution),
        input_(place, std::move(input)),
        inner_rows_(place.slots, place.execution.batch_size) {
    for (int slot : plan.live) {
      const bool own =
          std::find(node_.outputs.begin(), node_.outputs.end(), slot) != node_.outputs.end();
      if (!own) carried_.push_back(slot);
    }
    inner_ = BuildOperator(*node_.inner, BuildPlace{execution_, place.slots, &argument_});
  }

  bool Next(Batch& out) override {
    if (!read_)
      input_.Read(), read_ = true;  // whole: an inner plan that writes must not feed its own input
    out.clear();
    while (!out.full() && !execution_.stopped()) {
      if (inner_row_ < inner_rows_.size()) {
        const uint32_t row = out.size();
        out.CopyRow(*argument_.batch, argument_.begin, row, carried_);
        out.CopyRow(inner_rows_, inner_row_++, row, node_.outputs);
        out.set_size(row + 1);
      } else if (inner_open_ && inner_->Next(inner_rows_)) {
        inner_row_ = node_.unit ? inner_rows_.size() : 0;
      } else if (execution_.stopped()) {
        break;
      } else {
        if (inner_open_ && node_.unit) {
          const uint32_t row = out.size();
          out.CopyRow(*argument_.batch, argument_.begin, row, carried_);
          out.set_size(row + 1);
          inner_open_ = false;
          continue;
        }
        if (!NextRow()) break;
      }
    }
    return out.size() > 0 && !execution_.failed();
  }
  void Reset() override {
    input_.Reset();
    read_ = inner_open_ = false;
    batch_ = 0;
    row_ = 0;
    inner_rows_.clear();
    inner_row_ = 0;
  }

 private:
  bool NextRow() {
    inner_open_ = false;
    auto& batches = input_.batches();
    while (batch_ < batches.size() && row_ >= batches[batch_]->size()) ++batch_, row_ = 0;
    if (batch_ >= batches.size()) return false;
    argument_ = {batches[batch_].get(), row_, row_ + 1};
    ++row_;
    inner_->Reset();
    inner_rows_.clear();
    inner_row_ = 0;
    inner_open_ = true;
    return true;
  }

  const plan::Apply& node_;
  Execution& execution_;
  DrainedInput input_;
  Batch inner_rows_;
  std::vector<int> carried_;
  ArgumentRows argument_;
  OperatorPtr inner_;
  size_t batch_ = 0;
  uint32_t row_ = 0, inner_row_ = 0;
  bool read_ = false, inner_open_ = false;
};

class Union : public Operator {
 public:
  Union(const plan::Plan& plan, const BuildPlace& place)
      : node_(std::get<plan::Union>(plan.node)),
        execution_(place.execution),
        rows_(place.slots, place.execution.batch_size) {
    for (const plan::PlanPtr& part : node_.parts) parts_.push_back(BuildOperator(*part, place));
  }

  bool Next(Batch& out) override {
    out.clear();
    while (part_ < parts_.size() && !execution_.stopped()) {
      if (!parts_[part_]->Next(rows_)) {
        ++part_;
        continue;
      }
      for (size_t c = 0; c < node_.outputs.size(); ++c) {
        Value* column = out.column(node_.outputs[c]);
        for (uint32_t i = 0; i < rows_.size(); ++i)
          column[i] = rows_.at(node_.columns[part_][c], i);
      }
      out.set_size(rows_.size());
      return true;
    }
    return false;
  }
  void Reset() override {
    for (OperatorPtr& part : parts_) part->Reset();
    part_ = 0;
  }

 private:
  const plan::Union& node_;
  Execution& execution_;
  Batch rows_;
  std::vector<OperatorPtr> parts_;
  size_t part_ = 0;
};

}  // namespace

OperatorPtr MakeOptional(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Optional>(plan, place, std::move(input));
}
OperatorPtr MakeApply(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Apply>(plan, place, std::move(input));
}
OperatorPtr MakeUnion(const plan::Plan& plan, const BuildPlace& place) {
  return std::make_unique<Union>(plan, place);
}

}  // namespace newsgraph::execute

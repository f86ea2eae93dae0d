// Filter, Project, Skip, Limit, Unwind, Drain: operators that need no memory.
#include <numeric>

#include "query/execute/evaluate.h"
#include "query/execute/evaluate_batch.h"
#include "query/execute/items.h"
#include "query/execute/operators/extend.h"

namespace newsgraph::execute {
namespace {

// Filter: the rows for which the condition holds.
class Filter : public Operator {
 public:
  Filter(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : condition_(*std::get<plan::Filter>(plan.node).condition),
        live_(plan.live),
        execution_(place.execution),
        input_(std::move(input)) {}

  bool Next(Batch& out) override {
    while (!execution_.stopped() && input_->Next(out)) {
      const bool whole = execution_.Finish([&] {
        rows_.resize(out.size());
        std::iota(rows_.begin(), rows_.end(), 0);
        KeepHolding(condition_, out, execution_, rows_);
      });
      execution_.Pass(out.size());
      if (!whole) break;
      if (rows_.size() < out.size()) out.Keep(rows_, live_);
      if (out.size() > 0) return true;
    }
    out.clear();
    return false;
  }
  void Reset() override { input_->Reset(); }

 private:
  const semantics::Expression& condition_;
  const std::vector<int>& live_;
  Execution& execution_;
  OperatorPtr input_;
  std::vector<uint32_t> rows_;
};

// Project: adds computed slots to each row.
class Project : public Operator {
 public:
  Project(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : items_(std::get<plan::Project>(plan.node).items),
        execution_(place.execution),
        input_(std::move(input)) {}

  bool Next(Batch& out) override {
    if (!input_->Next(out)) return false;
    rows_.resize(out.size());
    std::iota(rows_.begin(), rows_.end(), 0);
    const bool whole = execution_.Finish([&] {
      for (const plan::Item& item : items_)
        EvaluateRows(*item.expression, out, rows_, execution_, out.column(item.slot));
    });
    execution_.Pass(out.size());
    if (whole && !execution_.failed()) return true;
    out.clear();
    return false;
  }
  void Reset() override { input_->Reset(); }

 private:
  const std::vector<plan::Item>& items_;
  Execution& execution_;
  OperatorPtr input_;
  std::vector<uint32_t> rows_;
};

// The value of SKIP or LIMIT, checked.
uint64_t CountOf(const semantics::Expression& expression, Execution& execution) {
  const Batch nothing(0, 1);
  const Value value = Evaluate(expression, Row{&nothing, 0}, execution);
  if (!value.is_int()) {
    execution.Fail(MakeError(ErrorKind::kSyntaxError, ErrorPhase::kRuntime, "InvalidArgumentType",
                             expression.span,
                             Cat("SKIP and LIMIT take an INTEGER, not ", NameOf(value.kind()))));
    return 0;
  }
  if (value.integer() < 0) {
    execution.Fail(MakeError(ErrorKind::kSyntaxError, ErrorPhase::kRuntime,
                             "NegativeIntegerArgument", expression.span,
                             "SKIP and LIMIT cannot be negative"));
    return 0;
  }
  return static_cast<uint64_t>(value.integer());
}

class Skip : public Operator {
 public:
  Skip(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : count_(*std::get<plan::Skip>(plan.node).count),
        live_(plan.live),
        execution_(place.execution),
        input_(std::move(input)) {}

  bool Next(Batch& out) override {
    if (!started_) left_ = CountOf(count_, execution_), started_ = true;
    while (!execution_.stopped() && input_->Next(out)) {
      if (left_ == 0) return true;
      if (left_ >= out.size()) {
        left_ -= out.size();
        continue;
      }
      const auto first = static_cast<uint32_t>(left_);
      left_ = 0;
      for (uint32_t row = first; row < out.size(); ++row) out.CopyRow(out, row, row - first, live_);
      out.set_size(out.size() - first);
      return true;
    }
    out.clear();
    return false;
  }
  void Reset() override {
    input_->Reset();
    started_ = false;
  }

 private:
  const semantics::Expression& count_;
  const std::vector<int>& live_;
  Execution& execution_;
  OperatorPtr input_;
  bool started_ = false;
  uint64_t left_ = 0;
};

// Limit: stops after so many rows. An input that writes is asked once even for none: writing is not
// cut short.
class Limit : public Operator {
 public:
  Limit(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : count_(*std::get<plan::Limit>(plan.node).count),
        writes_(plan.writes),
        execution_(place.execution),
        input_(std::move(input)) {}

  bool Next(Batch& out) override {
    if (!started_) {
      left_ = CountOf(count_, execution_);
      started_ = true;
      if (left_ == 0 && writes_ && !execution_.stopped()) input_->Next(out);
    }
    if (left_ == 0 || execution_.stopped() || !input_->Next(out)) {
      out.clear();
      return false;
    }
    if (out.size() > left_) out.set_size(static_cast<uint32_t>(left_));
    left_ -= out.size();
    return true;
  }
  void Reset() override {
    input_->Reset();
    started_ = false;
  }

 private:
  const semantics::Expression& count_;
  bool writes_;
  Execution& execution_;
  OperatorPtr input_;
  bool started_ = false;
  uint64_t left_ = 0;
};

// Unwind: each input row with each item of a list; null gives none, any other value itself.
class Unwind : public Extend {
 public:
  Unwind(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : Extend(place, std::move(input)), node_(std::get<plan::Unwind>(plan.node)) {
    carried_ = Carried(plan.live, {node_.slot});
  }

 protected:
  uint64_t Find(Row row) override {
    items_ = Items(*node_.list, row, execution_);
    return items_.is_list() ? items_.size() : items_.value().is_null() ? 0 : 1;
  }
  void Emit(uint64_t i, Batch& out, uint32_t row) override {
    execution_.Spend(0);
    out.column(node_.slot)[row] = items_.is_list() ? items_[i] : items_.value();
  }

 private:
  const plan::Unwind& node_;
  Items items_;
};

// Drain: runs its input to the end and gives no rows.
class Drain : public Operator {
 public:
  Drain(const BuildPlace& place, OperatorPtr input)
      : execution_(place.execution), input_(std::move(input)) {}
  bool Next(Batch& out) override {
    while (!execution_.stopped() && input_->Next(out)) {
    }
    out.clear();
    return false;
  }
  void Reset() override { input_->Reset(); }

 private:
  Execution& execution_;
  OperatorPtr input_;
};

}  // namespace

OperatorPtr MakeFilter(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Filter>(plan, place, std::move(input));
}
OperatorPtr MakeProject(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Project>(plan, place, std::move(input));
}
OperatorPtr MakeSkip(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Skip>(plan, place, std::move(input));
}
OperatorPtr MakeLimit(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Limit>(plan, place, std::move(input));
}
OperatorPtr MakeUnwind(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Unwind>(plan, place, std::move(input));
}
OperatorPtr MakeDrain(const plan::Plan&, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Drain>(place, std::move(input));
}

}  // namespace newsgraph::execute

#include "query/execute/operators/code_tests.h"

#include <algorithm>

#include "graph/snapshot.h"
#include "query/execute/code_range.h"
#include "query/execute/evaluate.h"
#include "query/functions/time_span.h"

namespace newsgraph::execute {
namespace {

using semantics::ComparisonOp;
using semantics::Expression;

bool Reads(const Expression& expression, const std::function<bool(const Expression&)>& is_edge) {
  if (is_edge(expression)) return true;
  bool reads = false;
  semantics::ForEachOperand(
      expression, [&](const plan::Expr& operand) { reads = reads || Reads(*operand, is_edge); });
  return reads;
}

}  // namespace

CodeTests::CodeTests(const plan::Expr& condition,
                     const std::function<bool(const Expression&)>& is_edge, Execution& execution)
    : execution_(execution) {
  if (condition) Collect(condition, is_edge);
}

void CodeTests::Collect(const plan::Expr& condition,
                        const std::function<bool(const Expression&)>& is_edge) {
  if (const auto* logic = std::get_if<semantics::Logic>(&condition->node);
      logic && logic->op == semantics::LogicOp::kAnd) {
    for (const plan::Expr& operand : logic->operands) Collect(operand, is_edge);
    return;
  }
  if (CollectPeriod(condition, is_edge)) return;
  const auto* comparison = std::get_if<semantics::Comparison>(&condition->node);
  if (comparison && comparison->rest.size() == 1 &&
      comparison->rest[0].first != ComparisonOp::kNotEqual) {
    const auto& [op, right] = comparison->rest[0];
    const auto take = [&](const plan::Expr& side, const plan::Expr& value, ComparisonOp how) {
      const auto* property = std::get_if<semantics::Property>(&side->node);
      if (!property || !is_edge(*property->object) || Reads(*value, is_edge)) return false;
      comparisons_.push_back({property->key, how, value});
      return true;
    };
    if (take(comparison->first, right, op) || take(right, comparison->first, Mirrored(op))) return;
  }
  others_ = true;
}

bool CodeTests::CollectPeriod(const plan::Expr& condition,
                              const std::function<bool(const Expression&)>& is_edge) {
  const auto* call = std::get_if<semantics::Call>(&condition->node);
  if (call == nullptr) return false;
  const bool as_of = call->function->name == functions::kAsOf;
  if (!as_of && call->function->name != functions::kDuring) return false;
  const plan::Expr& from = call->arguments[1];
  const plan::Expr& to = call->arguments.back();
  if (!is_edge(*call->arguments[0]) || Reads(*from, is_edge) || Reads(*to, is_edge)) return false;
  periods_.push_back({as_of, from, to});
  return true;
}

bool CodeTests::AddPeriod(const Period& period, Row row) {
  const GraphView& view = execution_.view();
  const auto column_of = [&](std::string_view name) -> const Column* {
    const KeyId key = view.names().FindKey(name);
    return key.valid() ? FindColumn(view.snapshot().frozen->edge_columns, key) : nullptr;
  };
  const auto there = [&](std::string_view name) { return column_of(name) != nullptr; };
  if (std::any_of(functions::kBeginKeys.begin(), functions::kBeginKeys.end(), there) ||
      std::any_of(functions::kEndKeys.begin(), functions::kEndKeys.end(), there)) {
    return false;
  }
  const Column* column = column_of(functions::kDateKey);
  if (column == nullptr || !column->direct() || column->coding != Coding::kDate) return false;
  const auto from = functions::BoundOf(functions::kDuring, Evaluate(*period.from, row, execution_));
  const auto to = functions::BoundOf(functions::kDuring, Evaluate(*period.to, row, execution_));
  if (!from.ok() || !to.ok()) return false;  // whoever evaluates the condition says so
  using functions::TimeSpan;
  const bool starts = !period.as_of && from->begin != TimeSpan::kAlways;
  const bool ends = to->end != TimeSpan::kForever;
  if (!starts && !ends) return true;
  // A month or year that is known no better is tested by itself.
  const int64_t margin = there(functions::kPrecisionKey) ? 366 : 0;
  const auto codes = [&](int64_t wider) {
    const auto day = [](int64_t seconds) {
      return seconds >= 0 ? seconds / kSecondsPerDay : -((-seconds - 1) / kSecondsPerDay) - 1;
    };
    const Value first = starts ? Value::Of(Date{day(from->begin) - wider}) : Value();
    const Value last = ends ? Value::Of(Date{day(to->end - 1) + wider}) : Value();
    return column->CodesBetween(starts ? &first : nullptr, true, ends ? &last : nullptr, true);
  };
  const auto range = codes(0), perhaps = codes(margin);
  if (!range || !perhaps) return false;
  ranges_.push_back({column, *range, *perhaps});
  return true;
}

void CodeTests::Begin(Row row) {
  const Snapshot& snapshot = execution_.view().snapshot();
  ranges_.clear();
  rest_ = others_;
  frozen_edges_ = 0;
  if (comparisons_.empty() && periods_.empty()) return;
  // A property that was set later is not in the column.
  if (!snapshot.delta.edge_properties.empty()) {
    rest_ = true;
    return;
  }
  frozen_edges_ = snapshot.frozen->edge_count;
  for (const Comparison& each : comparisons_) {
    const KeyId key = execution_.key(each.key);
    const Column* column = key.valid() ? FindColumn(snapshot.frozen->edge_columns, key) : nullptr;
    std::optional<CodeRange> codes;
    const Value value = Evaluate(*each.value, row, execution_);
    if (column != nullptr && column->direct()) codes = CodesThat(each.op, *column, value);
    if (codes) {
      ranges_.push_back({column, *codes, *codes});
    } else {
      rest_ = true;
    }
  }
  for (const Period& each : periods_) {
    if (!AddPeriod(each, row)) rest_ = true;
  }
}

}  // namespace newsgraph::execute

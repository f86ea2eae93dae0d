#include "query/execute/operators/code_tests.h"

#include <algorithm>

#include "graph/snapshot.h"
#include "query/execute/evaluate.h"

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

// Whether the order of codes is what a comparison with this value goes by.
bool ComparesWith(Coding coding, const Value& value) {
  switch (coding) {
    case Coding::kInt:
    case Coding::kDecimal:
      return value.is_int() || (value.is_float() && value.number() == value.number());
    case Coding::kDate:
      return value.kind() == ValueKind::kDate;
    case Coding::kDictionary:
      return value.is_string();
    default:
      return false;
  }
}

ComparisonOp TurnedRound(ComparisonOp op) {
  switch (op) {
    case ComparisonOp::kLess:
      return ComparisonOp::kGreater;
    case ComparisonOp::kLessEqual:
      return ComparisonOp::kGreaterEqual;
    case ComparisonOp::kGreater:
      return ComparisonOp::kLess;
    case ComparisonOp::kGreaterEqual:
      return ComparisonOp::kLessEqual;
    case ComparisonOp::kEqual:
    case ComparisonOp::kNotEqual:
      return op;
  }
  return op;
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
    if (take(comparison->first, right, op) || take(right, comparison->first, TurnedRound(op)))
      return;
  }
  others_ = true;
}

void CodeTests::Begin(Row row) {
  const Snapshot& snapshot = execution_.view().snapshot();
  ranges_.clear();
  rest_ = others_;
  frozen_edges_ = 0;
  if (comparisons_.empty()) return;
  // A property that was set later is not in the column.
  if (!snapshot.delta.edge_properties.empty()) return;
  frozen_edges_ = snapshot.frozen->edge_count;
  for (const Comparison& each : comparisons_) {
    const KeyId key = execution_.key(each.key);
    const Column* column = key.valid() ? FindColumn(snapshot.frozen->edge_columns, key) : nullptr;
    std::optional<CodeRange> codes;
    const Value value = Evaluate(*each.value, row, execution_);
    if (column != nullptr && column->direct() && ComparesWith(column->coding, value)) {
      const bool low = each.op != ComparisonOp::kLess && each.op != ComparisonOp::kLessEqual;
      const bool high = each.op != ComparisonOp::kGreater && each.op != ComparisonOp::kGreaterEqual;
      const bool inclusive = each.op != ComparisonOp::kLess && each.op != ComparisonOp::kGreater;
      codes = column->CodesBetween(low ? &value : nullptr, inclusive, high ? &value : nullptr,
                                   inclusive);
    }
    if (codes) {
      ranges_.push_back({column, *codes});
    } else {
      rest_ = true;
    }
  }
}

}  // namespace newsgraph::execute

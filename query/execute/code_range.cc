#include "query/execute/code_range.h"

namespace newsgraph::execute {

using semantics::ComparisonOp;

namespace {

bool ComparesWith(Coding coding, const Value& value) {
  switch (coding) {
    case Coding::kInt:
    case Coding::kDecimal:
      return value.is_int() || (value.is_float() && value.floating() == value.floating());
    case Coding::kDate:
      return value.kind() == ValueKind::kDate;
    case Coding::kDictionary:
      return value.is_string();
    default:
      return false;
  }
}

}  // namespace

std::optional<CodeRange> CodesThat(ComparisonOp op, const Column& column, const Value& value) {
  if (!ComparesWith(column.coding, value)) return std::nullopt;
  const bool low = op != ComparisonOp::kLess && op != ComparisonOp::kLessEqual;
  const bool high = op != ComparisonOp::kGreater && op != ComparisonOp::kGreaterEqual;
  const bool inclusive = op != ComparisonOp::kLess && op != ComparisonOp::kGreater;
  return column.CodesBetween(low ? &value : nullptr, inclusive, high ? &value : nullptr, inclusive);
}

ComparisonOp Mirrored(ComparisonOp op) {
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
      break;
  }
  return op;
}

}  // namespace newsgraph::execute

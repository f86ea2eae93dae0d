// Comparisons of a property with a constant as ranges of the codes of its column.
//
//   CodesThat(ComparisonOp::kLess, column, Value::Int(7))      ->  the codes of values below 7
#pragma once

#include <optional>

#include "graph/columns.h"
#include "query/semantics/expression.h"

namespace newsgraph::execute {

// The codes of the values v with `v op value`, for <> those of v = value. None where the order of
// codes is not what such a comparison goes by. REQUIRES: column.direct().
std::optional<CodeRange> CodesThat(semantics::ComparisonOp op, const Column& column,
                                   const Value& value);

// The operator that says the same with its sides exchanged: < for >.
semantics::ComparisonOp Mirrored(semantics::ComparisonOp op);

}  // namespace newsgraph::execute

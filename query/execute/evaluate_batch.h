// Expressions on many rows at once: loops over integers and column codes where the parts of an
// expression allow it, else Evaluate() row by row. The values, and what is an error, are the same.
//
//   std::vector<uint32_t> rows = ...;                        // of the batch, ascending
//   KeepHolding(condition, batch, execution, rows);          // drops those where it does not hold
//   if (Integers ints; EvaluateIntegers(e, batch, rows, execution, ints)) ... ints.values[i]
//
// Taken in loops: integers, parameters, properties that all lie in one column, + - * / % without
// overflow, comparisons of these, of a property with a constant and of two elements, label tests,
// IS NULL. Such parts cannot fail, so their order does not matter. One thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/execute/batch.h"
#include "query/execute/execution.h"
#include "query/semantics/expression.h"

namespace newsgraph::execute {

struct Integers {
  std::vector<int64_t> values;
  std::vector<uint8_t> nulls;  // 1: null; empty: none is
  bool IsNull(size_t i) const { return !nulls.empty() && nulls[i] != 0; }
};

// The integer (or null) of each of `rows`; false when it is not certain that all are.
bool EvaluateIntegers(const semantics::Expression& expression, const Batch& batch,
                      std::span<const uint32_t> rows, Execution& execution, Integers& out);

// The value of each of `rows`, in order, into out[0 .. rows.size()).
void EvaluateRows(const semantics::Expression& expression, const Batch& batch,
                  std::span<const uint32_t> rows, Execution& execution, Value* out);

// Keeps those of `rows` for which the condition holds.
void KeepHolding(const semantics::Expression& condition, const Batch& batch, Execution& execution,
                 std::vector<uint32_t>& rows);

// Below this many rows a loop costs more than it saves.
inline constexpr size_t kFewRows = 4;

}  // namespace newsgraph::execute

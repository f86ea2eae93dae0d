// newsgraph bench: how long queries take.
//
//   StatusOr<query::Result> table = MeasureQueries(shell, {"MATCH (n) RETURN count(n)"}, 10);
//
//   statement                 rows  runs  plan_ms  min_ms  median_ms  max_ms  answer
//   MATCH (n) RETURN count(n)    1    10     0.11    0.02       0.03    0.05  9f3c2a61d0b7e845
//
// Each query runs once to warm up (that run's parsing and planning are plan_ms) and then `runs`
// times, read-only, with its rows thrown away. The answer is a hash of the rows, whatever their
// order: a number that stands beside a wrong answer is worth nothing.
#pragma once

#include <string>
#include <vector>

#include "cli/shell.h"

namespace newsgraph::cli {

//   statements  texts of one statement each
//   errors      what a statement meets · DataError/AnswerChanged: two runs gave different rows
StatusOr<query::Result> MeasureQueries(Shell& shell, const std::vector<std::string>& statements,
                                       uint64_t runs);

// The statements of -c and files, in order. errors: IoError; ArgumentError for a :command
StatusOr<std::vector<std::string>> ReadStatements(const std::vector<Input>& inputs);

}  // namespace newsgraph::cli

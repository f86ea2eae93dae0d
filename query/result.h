// What a statement gives back.
//
//   Result r = ...;  r.columns == {"a.name", "b.name"};  r.at(0, 1).string()
//   FormatValue(r.view, r.at(0, 0))  ->  (:Person {name: 'Ales Bialiatski'})
//
// Rows hold values; nodes, relationships and paths are ids into `view`, which keeps the state that
// the statement saw (or left behind) alive for as long as the result lives. A value. Thread-safe to
// read.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "graph/changes.h"
#include "graph/graph.h"
#include "graph/value.h"
#include "query/plan/report.h"

namespace newsgraph::query {

// Something worth saying that does not change the answer, e.g. a label nobody ever used.
struct Warning {
  std::string code;  // "UnknownLabel", "UnknownType", "UnknownProperty", "CartesianProduct" ...
  std::string message;
  TextSpan span;
};

// Whether the answer is the whole answer, and if not, why.
enum class Completeness : uint8_t { kComplete, kRowLimit, kTimeLimit, kEdgeLimit, kMemoryLimit };
std::string_view NameOf(Completeness completeness);  // "complete", "row limit", ...

struct Timings {
  double parse_ms = 0, bind_ms = 0, plan_ms = 0, run_ms = 0;
  bool plan_cached = false;
};

// What is known at the end of a statement, apart from its rows.
struct Summary {
  SideEffects effects;
  std::vector<Warning> warnings;
  Timings timings;
  Completeness completeness = Completeness::kComplete;
  std::string plan;  // in text, for EXPLAIN and PROFILE
  // The same, of a plan of ours: the statement's tree and those of its subqueries.
  std::vector<plan::OperatorReport> operators;
  uint64_t row_count = 0;
  uint64_t rows_left_out = 0;  // that ORDER BY ... LIMIT looked at and did not give
};

struct Result {
  std::vector<std::string> columns;
  std::vector<Value> cells;  // row by row: cells.size() == row_count * columns.size()
  uint64_t row_count = 0;    // a statement without RETURN has no columns and no rows
  GraphView view;
  Summary summary;

  const Value& at(uint64_t row, size_t column) const {
    return cells[row * columns.size() + column];
  }
  std::span<const Value> row(uint64_t index) const {
    return std::span(cells).subspan(index * columns.size(), columns.size());
  }
};

// Receives rows as they are made, for output in constant memory.
class RowSink {
 public:
  virtual ~RowSink() = default;
  // Once, before any row. The view outlives the calls to Rows.
  virtual Status Begin(const std::vector<std::string>& columns, const GraphView& view) = 0;
  // `cells` holds whole rows, one after another. An error ends the statement.
  virtual Status Rows(std::span<const Value> cells) = 0;
  // As Rows, but it may keep the cells themselves.
  virtual Status Take(std::vector<Value>& cells) { return Rows(cells); }
};

// Where a text may end early, at an item of a list: after so many bytes, or when `stop` is set.
struct TextLimit {
  size_t bytes = SIZE_MAX;
  const std::atomic<bool>* stop = nullptr;
};

// openCypher's text of a value with labels and properties: (:A {x: 1}), [:T {x: 1}],
// <(:A)-[:T]->(:B)>.
std::string FormatValue(const GraphView& view, const Value& value, const TextLimit& limit = {});

}  // namespace newsgraph::query

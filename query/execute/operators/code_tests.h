// CodeTests: the comparisons in a condition on a relationship, done on the codes of its columns.
//
//   r.date >= $d AND r.kind = 'x'      ->      two ranges of codes, found once a row
//
//   tests.Begin(row);
//   switch (tests.Test(edge)) ...
//
// A search that asks a condition of every relationship it meets spends most of its time there;
// comparing codes takes a few nanoseconds. What cannot be compared so is left to the evaluator.
#pragma once

#include <functional>
#include <vector>

#include "graph/columns.h"
#include "query/execute/execution.h"

namespace newsgraph::execute {

class CodeTests {
 public:
  enum class Answer : uint8_t { kNo, kYes, kAsk };

  // `is_edge` says which expression stands for the relationship. A null condition: all is well.
  CodeTests(const plan::Expr& condition,
            const std::function<bool(const semantics::Expression&)>& is_edge, Execution& execution);
  // Takes the values that the row gives.
  void Begin(Row row);
  // Whether the condition holds; kAsk: it must be evaluated.
  Answer Test(EdgeId edge) const {
    if (edge.value >= frozen_edges_) return Answer::kAsk;
    for (const Range& each : ranges_) {
      const uint32_t place = edge.value - each.column->first;
      if (place >= each.column->count) return Answer::kNo;
      const uint64_t code = each.column->values[place];
      if (code < each.codes.low || code > each.codes.high) return Answer::kNo;
    }
    return rest_ ? Answer::kAsk : Answer::kYes;
  }
  // Since Begin: whether the ranges are all there is to the condition, and what they are.
  bool TellsAll() const { return !rest_; }
  template <class F>
  void ForEachRange(F&& f) const {
    for (const Range& each : ranges_) f(*each.column, each.codes);
  }

 private:
  struct Comparison {
    int key;
    semantics::ComparisonOp op;
    plan::Expr value;
  };
  struct Range {
    const Column* column;
    CodeRange codes;
  };
  void Collect(const plan::Expr& condition,
               const std::function<bool(const semantics::Expression&)>& is_edge);

  Execution& execution_;
  std::vector<Comparison> comparisons_;
  bool others_ = false;  // there is more to the condition
  std::vector<Range> ranges_;
  bool rest_ = false;  // in this row, ranges do not tell all
  uint32_t frozen_edges_ = 0;
};

}  // namespace newsgraph::execute

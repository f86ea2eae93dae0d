// CodeTests: the comparisons in a condition on a relationship, done on the codes of its columns.
//
//   r.date >= $d AND r.kind = 'x'      ->      two ranges of codes, found once a row
//   DURING ['2024', null]              ->      a range of dates, where relationships have no other
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
    bool ask = rest_;
    for (const Range& each : ranges_) {
      const uint32_t place = edge.value - each.column->first;
      if (place >= each.column->count) return Answer::kNo;
      const uint64_t code = each.column->values[place];
      if (code >= each.codes.low && code <= each.codes.high) continue;
      if (code < each.perhaps.low || code > each.perhaps.high) return Answer::kNo;
      ask = true;
    }
    return ask ? Answer::kAsk : Answer::kYes;
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
  struct Period {  // as_of or during
    bool as_of;
    plan::Expr from, to;  // the same one of as_of
  };
  struct Range {
    const Column* column;
    CodeRange codes;
    CodeRange perhaps;  // around those: it must be asked
  };
  void Collect(const plan::Expr& condition,
               const std::function<bool(const semantics::Expression&)>& is_edge);

  bool CollectPeriod(const plan::Expr& condition,
                     const std::function<bool(const semantics::Expression&)>& is_edge);
  // Adds the range of dates within a period; false when dates alone do not tell.
  bool AddPeriod(const Period& period, Row row);

  Execution& execution_;
  std::vector<Comparison> comparisons_;
  std::vector<Period> periods_;
  bool others_ = false;  // there is more to the condition
  std::vector<Range> ranges_;
  bool rest_ = false;  // in this row, ranges do not tell all
  uint32_t frozen_edges_ = 0;
};

}  // namespace newsgraph::execute

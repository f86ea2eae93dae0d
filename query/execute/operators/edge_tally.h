// EdgeTally: an aggregate over all relationships of some types, counted in one pass over their
// columns without a row for any of them.
//
//   MATCH (:Article)-[m:mentions]->(x) WHERE m.date >= $d RETURN m.date / 100, count(*), sum(m.w)
//
// Takes part where an Aggregate stands over [Filter over] Expand over NodeScan, the filter compares
// properties of the relationship with values, there is at most one key, which depends on one
// property of the relationship or on the node it points to, and counts and sums are asked for.
// Relationships are counted by the code of that property (or by that node); the key is worked out
// once for each of them. Blocks of 1,024 are filtered with vector instructions and shared out to
// the threads. What does not fit, or a graph that changed since it was frozen, is left to the
// operators.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "query/execute/operator.h"
#include "query/execute/operators/code_tests.h"
#include "query/execute/operators/expand.h"

namespace newsgraph::execute {

class EdgeTally {
 public:
  ~EdgeTally();
  // Null where the aggregate is of another form.
  static std::unique_ptr<EdgeTally> Make(const plan::Plan& aggregate, const BuildPlace& place);

  // Keys, a batch at a time: rows that have them, how many relationships there are of each, and,
  // row by row, by aggregation the sum of its argument (0 for counts).
  using Take = std::function<void(const Batch& rows, std::span<const uint64_t> counts,
                                  std::span<const int64_t> sums)>;
  // Calls take for the keys that occur; for the `wanted` ones with the most relationships, and
  // those with as many as the last of them, where keys are told apart without it (then left_out()
  // tells how many others there are). False, before any call, where the graph has not got what it
  // takes.
  bool Run(uint64_t wanted, const Take& take);
  uint64_t left_out() const { return left_out_; }

 private:
  struct Pass;     // what the passes over the columns need to know
  struct Counter;  // of one thread

  EdgeTally(const plan::Plan& aggregate, const BuildPlace& place, const plan::Plan* filter,
            const plan::Plan& expand);
  bool Prepare(Pass& pass);
  bool PrepareKey(Pass& pass);
  static void CountChunk(const Pass& pass, uint32_t begin, uint32_t end, Counter& counter);
  bool Give(Pass& pass, uint64_t wanted, const Take& take);
  // By a property of the nodes in place of the nodes.
  bool Fold(Pass& pass);

  const plan::Aggregate& aggregate_;
  const plan::Expand& expand_;
  int scan_label_;
  Execution& execution_;
  int slots_;
  TypeSet types_;
  CodeTests tests_;
  int key_property_ = -1;      // of the relationship
  bool key_is_node_ = false;   // the node it points to
  bool key_is_plain_ = false;  // the node itself, or a property and nothing more
  int folded_property_ = -1;   // that property
  uint64_t left_out_ = 0;
  std::vector<int> summed_;                         // by aggregation: the property; -1: a count
  std::vector<std::unique_ptr<Counter>> counters_;  // by thread; at the end the first has all
  std::unique_ptr<Counter> folded_;
};

}  // namespace newsgraph::execute

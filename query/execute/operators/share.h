// Sharing an operator's input out to threads: parts of the scan at its bottom.
//
//   for (const ScanPart& part : SharesOf(plan, place)) ...    // empty: one thread will do
//
// An input can be shared out where it is a line of operators that treat each node of a NodeScan by
// itself, its conditions give the same each time, and the scan is large. Parts are in the order of
// the nodes, more of them than threads, so that rows taken part by part come in the order of one
// thread.
#pragma once

#include <functional>
#include <vector>

#include "graph/frozen.h"
#include "query/execute/operator.h"

namespace newsgraph::execute {

// Where the frozen nodes with a label are, ascending; all of them for -1.
std::vector<IdRange> RangesOf(const Execution& execution, int label);
// A range that holds all nodes with a label.
IdRange SpanOf(const Execution& execution, int label);

std::vector<ScanPart> SharesOf(const plan::Plan& plan, const BuildPlace& place);

// Calls run(i, fork) for each part, on several threads; forks of one thread share its memory for
// searches. The caller joins the forks.
void RunShares(Execution& execution, size_t parts,
               const std::function<void(size_t i, std::unique_ptr<Execution> fork)>& run);

}  // namespace newsgraph::execute

// docs/algorithms.md, made from the rows themselves.
//
//   newsgraph_docs_algorithms > docs/algorithms.md
//
// No state. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace newsgraph::algo {

// The statement that makes the graph of the examples.
std::string_view ExampleGraph();

// The page in Markdown: an entry for each algorithm with what it takes, gives and costs.
std::string AlgorithmsPage();

// What an algorithm takes besides its nodes, an item a line. Also for help at a prompt.
struct Algorithm;
void AppendOptions(std::string& out, const Algorithm& row);

}  // namespace newsgraph::algo

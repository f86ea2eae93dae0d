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

}  // namespace newsgraph::algo

// The program newsgraph_docs_algorithms: docs/algorithms.md on standard output.
#include <cstdio>

#include "graph/algo/page.h"

int main() {
  const std::string page = newsgraph::algo::AlgorithmsPage();
  return std::fwrite(page.data(), 1, page.size(), stdout) == page.size() ? 0 : 1;
}

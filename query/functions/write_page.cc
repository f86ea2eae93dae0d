// The program newsgraph_docs_functions: docs/functions.md on standard output.
#include <cstdio>

#include "query/functions/page.h"

int main() {
  using namespace newsgraph::functions;
  const std::string page = FunctionsPage(Families(), Aggregates());
  return std::fwrite(page.data(), 1, page.size(), stdout) == page.size() ? 0 : 1;
}

// docs/functions.md, made from the rows themselves: the target newsgraph_docs_functions writes it
// to its output.
//
//   newsgraph_docs_functions > docs/functions.md
//
// No state. Thread-safe.
#pragma once

#include <span>
#include <string>

#include "query/functions/rows.h"

namespace newsgraph::functions {

// The page in Markdown: a chapter for each family, an entry for each function with signature, doc
// and examples.
std::string FunctionsPage(std::span<const Family> families, std::span<const Aggregate> aggregates);

}  // namespace newsgraph::functions

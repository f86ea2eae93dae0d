// Evaluates the temporal part of openCypher's expressions, so that the tests of graph/temporal.h
// are lines of text that read like the language:
//
//   Evaluate("duration.between(date('1984-10-11'), date('2015-06-24'))")   "P30Y8M13D"
//
// Strings, numbers, booleans, maps, calls of the temporal functions, .component, + - * / and
// comparisons; toString-like results. Independent of the query engine on purpose.
#pragma once

#include <string>
#include <string_view>

#include "graph/base/error.h"

namespace newsgraph::test {

StatusOr<std::string> Evaluate(std::string_view expression);

}  // namespace newsgraph::test

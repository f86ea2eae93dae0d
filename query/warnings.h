// Warnings of names that occur nowhere in the graph: most often slips. The answer stays what the
// language says.
#pragma once

#include <string_view>
#include <vector>

#include "graph/graph.h"
#include "query/result.h"
#include "query/semantics/expression.h"

namespace newsgraph::query {

// Appends UnknownLabel, UnknownType and UnknownProperty, each with the first place of the name in
// the text and the nearest name there is. cost: O(names); O(text) for each name that is not there
void WarnOfUnknownNames(const semantics::NameList& names, const GraphView& view,
                        std::string_view text, std::vector<Warning>& warnings);

}  // namespace newsgraph::query

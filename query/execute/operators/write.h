// What the writing operators share.
#pragma once

#include <vector>

#include "query/execute/batch.h"
#include "query/execute/execution.h"

namespace newsgraph::execute {

// Creates what a pattern names and the row does not bind yet, and puts the new elements (and the
// path) into the row. With `merging`, a null property is an error: MERGE could never find it again.
void CreatePattern(const semantics::PathPattern& pattern, Batch& batch, uint32_t row, bool merging,
                   Execution& execution);

void ApplySetItems(const std::vector<semantics::SetItem>& items, Row row, Execution& execution);

}  // namespace newsgraph::execute

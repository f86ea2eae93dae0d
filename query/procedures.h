// The algorithms of graph/algo as procedures: each row of their catalogue by itself.
#pragma once

#include <vector>

#include "query/session.h"

namespace newsgraph::query {

// algo.page_rank and the others, with their nodes and an optional map as arguments.
std::vector<Procedure> AlgorithmProcedures();

}  // namespace newsgraph::query

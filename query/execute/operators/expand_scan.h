#pragma once

#include "query/execute/operator.h"

namespace newsgraph::execute {

// An Expand over a shared-out NodeScan that reads edges in their order; null where it takes more.
OperatorPtr MakeExpandScan(const plan::Plan& plan, const BuildPlace& place);

}  // namespace newsgraph::execute

// What entities are called, once all their mentions are known. No state.
#pragma once

#include "loaders/text/words/document.h"

namespace newsgraph::text {

// Sets `name` and `aliases` of every entity: the longest name wins; a surname that came first gives
// way to the full name. At most 32 aliases each.
void ChooseNames(Document& doc);

}  // namespace newsgraph::text

// Words that the tagger took for something else than the rest of their sentence says they are.
//
//   MendTags(doc);      // after Analyse, before the trees are indexed
//
// O(words). Deterministic.
#pragma once

#include "loaders/text/words/document.h"

namespace newsgraph::text {

void MendTags(Document& doc);

}  // namespace newsgraph::text

// The Article among the entities: what the text is about, who wrote it, and what its byline and
// dateline say of those they name. No state.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "graph/base/text_span.h"
#include "loaders/text/extract.h"
#include "loaders/text/relations/facts.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {

struct ArticleNode {
  uint32_t entity = kNone;
  // Mentions outside of the sentences: the places of the dateline, the names of the byline.
  std::vector<std::pair<uint32_t, TextSpan>> outside;
};

// Adds an entity for the text, others for those who are named in the byline and dateline alone, and
// facts of them.   REQUIRES: all other facts are there
ArticleNode AddArticle(Document& doc, const ArticleSource& source, Facts& facts);

}  // namespace newsgraph::text

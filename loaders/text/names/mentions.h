// Mentions: the places of an article that name, describe or point at something.
//
//   FindMentions(doc);          // REQUIRES: ReadWords(doc, ...) has run
//   for (const Mention& m : doc.mentions) use(m.name, m.type);
//
// Names come from the models, mended by the gazetteers: whole names of countries, people and
// organizations, words that end a name ("Court", "Prize"), titles in front, votes of the whole
// article on a name's type. Nominals are nouns the gazetteer knows: groups ("123 prisoners",
// "those freed"), events, roles, organizations, works, commodities. Then pronouns.
// Deterministic. cost: O(tokens).
#pragma once

#include "loaders/text/words/document.h"

namespace newsgraph::text {

void FindMentions(Document& doc);

}  // namespace newsgraph::text

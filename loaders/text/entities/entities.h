// Entities: which mentions of an article mean the same thing.
//
//   ResolveEntities(doc, roles);      // REQUIRES: FindMentions; fills doc.entities and
//   Mention::entity
//
// Sieves from the surest to the least sure: canonical names of the gazetteer, equal folded names,
// acronyms, surnames, first names, transliterations by edit distance, company names by their first
// words, capitals used for governments, offices ("U.S. officials"), definite descriptions by noun
// and count, roles ("the president"), pronouns by gender, number and recency. Deterministic. cost:
// O(mentions x entities) comparisons of short strings, with at most kMaxEntities entities; what
// comes later in a longer text starts no new one.
#pragma once

#include <span>

#include "loaders/text/entities/roles.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {

inline constexpr uint32_t kMaxEntities = 2'000;

void ResolveEntities(Document& doc, std::span<const RoleLink> roles);

}  // namespace newsgraph::text

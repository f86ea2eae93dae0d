// What the arguments of clauses mean: entities and dates. Deterministic, no state.
#pragma once

#include <cstdint>
#include <vector>

#include "loaders/text/clauses/clauses.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {

// The entities an argument means: what its token mentions and what is joined to it; of "officials"
// and "thousands of workers" the country and the workers; of "both sides" its two members.
//   types   only entities of these
std::vector<uint32_t> EntitiesOf(const Document& doc, const Clauses& clauses, uint32_t token,
                                 TypeSet types);

// The entities on both sides of the "and" after "between", when a noun like "talks" stands at
// `noun`; fewer than two if there is no such phrase. For trees that cut it in two.
std::vector<uint32_t> BetweenMembers(const Document& doc, uint32_t noun, TypeSet types);

// When: the date said in the clause of `token`, made whole with the article's date.
CalendarDate DateNear(const Document& doc, uint32_t token);

}  // namespace newsgraph::text

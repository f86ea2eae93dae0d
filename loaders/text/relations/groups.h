// Reasoning over what the sentences said: named members of groups, subsets, agents left out, acts
// of envoys. Every edge it adds is `inferred`, names its rule, and has the evidence of all it came
// from.
//
//   FindMemberships(doc, clauses, facts);   // "among those freed are A and B": member_of
//   InferFacts(doc, facts);                  // group-member, subset, passive-agent, employer
//
// Rules and their confidence:
//   group-member   x in G, G -r-> y             x -r-> y      0.9 of the edge's
//   subset         k of the n in G, G' -r-> y   x -r-> y      k/n, for the named members x of G
//   passive-agent  "both detained": see passive_agents.h                      0.5
//   employer       an envoy's or minister's talks are talks of the state      0.6
#pragma once

#include "loaders/text/clauses/clauses.h"
#include "loaders/text/relations/facts.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {

void FindMemberships(const Document& doc, const Clauses& clauses, Facts& facts);
void InferFacts(const Document& doc, Facts& facts);

}  // namespace newsgraph::text

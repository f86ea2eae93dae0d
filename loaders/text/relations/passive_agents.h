// Who did what a passive leaves open: "was jailed", "have been fined", "was named chief executive".
//
//   FindPassiveAgents(doc, facts);   // facts.agentless -> inferred edges; those left stay there
//
// By turns: the country the clause is set in, what the story says elsewhere of the same people, the
// body of the right kind beside the sentence, and last the state.
#pragma once

#include "loaders/text/relations/facts.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {

void FindPassiveAgents(const Document& doc, Facts& facts);

// An organization whose name says that it is a court.
bool IsCourt(const Entity& body);

}  // namespace newsgraph::text

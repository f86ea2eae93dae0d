// Confidence: how often facts found in the same way are right.
//
//   edge.confidence = CalibratedConfidence(doc, fact);
//
// A rule grades its facts by how it found them: along the tree, by the order of the words, from
// other sentences. The grade says which row of the table a fact belongs to, and the table what
// share of such facts was right in the development articles (docs/ontology.md has the counts).
// const, no state.
#pragma once

#include "loaders/text/document.h"
#include "loaders/text/facts.h"

namespace newsgraph::text {

// A group, event, topic or work that the text describes and does not name: "two foes", "the deal".
bool IsUnnamed(const Entity& entity);

// Grades below this were given where the tree left an argument open and the words beside filled it.
inline constexpr float kTreeGrade = 0.715f;

float CalibratedConfidence(const Document& doc, const Fact& fact);

}  // namespace newsgraph::text

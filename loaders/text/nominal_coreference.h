// Which group, event, work or topic before it a description means: "the six", "the dead", "the
// deal".
//
//   mention.entity = FindGroup(doc, m);
//
// Each answers with an entity, or kNone if the description brings a new thing. Looks back over the
// mentions before m, whose entities are known. No state.
#pragma once

#include "loaders/text/document.h"

namespace newsgraph::text {

uint32_t FindGroup(const Document& doc, uint32_t m);
// The organization for which the people of a mention act, as far as its words say so.
uint32_t BodyOfGroup(const Document& doc, const Mention& group);
// Whom a description of a person by age or nationality means, where no role tells it.
uint32_t FindByLooks(const Document& doc, uint32_t m);
// Whether a body is described by a name of its own: "the opposition Liberal bloc".
bool SaysWhichBody(const Document& doc, const Mention& mention);
uint32_t FindByNation(const Document& doc, const Mention& mention);
// The organization that the story has called by the same noun, of nouns that say what it is.
uint32_t CalledSoBefore(const Document& doc, uint32_t m);
uint32_t PlaceBehindComma(const Document& doc, const Mention& mention);
uint32_t FindHappening(const Document& doc, uint32_t m);

}  // namespace newsgraph::text

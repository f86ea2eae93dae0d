// Which group, event, work or topic before it a description means: "the six", "the dead", "the
// deal".
//
//   mention.entity = FindGroup(doc, m);
//
// Each answers with an entity, or kNone if the description brings a new thing. Looks back over the
// mentions before m, whose entities are known. No state.
#pragma once

#include <span>
#include <string_view>

#include "loaders/text/entities/roles.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {

uint32_t FindGroup(const Document& doc, uint32_t m);
// The organization for which the people of a mention act, as far as its words say so.
uint32_t BodyOfGroup(const Document& doc, const Mention& group);
// Whom a description of a person by age or nationality means, where no role tells it.
uint32_t FindByLooks(const Document& doc, uint32_t m);
// Whether a body is described by a name of its own: "the opposition Liberal bloc".
bool SaysWhichBody(const Document& doc, const Mention& mention);
uint32_t FindByNation(const Document& doc, const Mention& mention);
// "X's mother, Y, had spoken to her daughter": X, by the role that Y was given before.
uint32_t ChildOfParent(const Document& doc, std::span<const RoleLink> roles, uint32_t parent,
                       std::string_view noun);
// "the Polish company": what was named as Poland's before, by its country beside the name.
uint32_t BodyOfNation(const Document& doc, uint32_t m);
// Who does something to a description: the subject of the verb that it is the object of, or kNone.
uint32_t ActorBeside(const Document& doc, const Mention& description);
// "A former mayor of Riverton was acquitted. Judge X said Y had not ...": Y, the first who is named
// in the next sentence and has no title of his own.
uint32_t NamedNext(const Document& doc, uint32_t m);
// The organization that the story has called by the same noun, of nouns that say what it is.
uint32_t CalledSoBefore(const Document& doc, uint32_t m);
uint32_t PlaceBehindComma(const Document& doc, const Mention& mention);
uint32_t FindHappening(const Document& doc, uint32_t m);

}  // namespace newsgraph::text

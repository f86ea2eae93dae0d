// The words around names and roles that are neither: honorifics, ranks, verbs of holding an office.
#pragma once

#include <string_view>

#include "loaders/text/entities/roles.h"

namespace newsgraph::text {

// Roles one has for a state rather than merely with its nationality.
bool IsStateRole(std::string_view noun);
// Those who work for a person; whoever else is "her minister" works where she does.
bool IsPersonalRole(std::string_view noun);
// Who holds, held or will hold the same office; who holds it elsewhere.
bool IsSameOffice(std::string_view noun);
bool IsOfficeElsewhere(std::string_view noun);
// Who manages a part: "its Kenya director".
bool IsManager(std::string_view noun);
// "Her Excellency X", "the Right Honourable X".
bool IsHonorific(std::string_view lower);
// "army chief General X": the office says more.
bool IsRank(std::string_view noun);
// Whether a word may stand between a subject and the role it is given: "has been", "will take over
// as". `link` learns what it makes of the role, `links` whether a role must follow.
bool IsLinkWord(std::string_view lower, bool& links, RoleLink& link);

// What one stands in: "by-election", "runoff".
bool IsElection(std::string_view noun);

// "Vatican" in "the Vatican bank": a place before the noun of a body is part of it.
bool IsPartOfBody(const Document& doc, const Mention& place);

// "Vienna-based", "Somali-born", "Labour-backed".
bool SaysWhere(const Document& doc, const Mention& mention);
// "interior minister", "president": what stands at `t`, within a few words.
bool HoldsOffice(const Document& doc, uint32_t t);
// "professor of law at Bergen University", "in the physics department at Norcorp": the body follows
// what is mentioned.
bool IsFieldOrPart(const Document& doc, const RoleLink& link, const Mention& mention);
// Whether an apposition or list ends before `t`: at a mark, the sentence's end or a time.
bool ClosesList(const Document& doc, uint32_t t, uint32_t end);
// Leaders in a country who do not lead it: of the opposition, of a gang.
bool LeadsOnlySome(std::string_view noun);

}  // namespace newsgraph::text

// Relations: edges from the words of single sentences.
//
//   Clauses clauses(doc);
//   FindRoleRelations(doc, roles, facts);      leads, works_for, family_of, nationality ...
//   FindFrameRelations(doc, clauses, facts);   verbs, nouns and adjectives of data/frames.txt
//   FindEventArguments(doc, clauses, facts);   who took part, where it was
//
// REQUIRES: ResolveEntities has run. Each adds to `facts` and reads nothing it adds. Deterministic,
// O(tokens x frames of a word).
#pragma once

#include <span>

#include "loaders/text/clauses/clauses.h"
#include "loaders/text/entities/roles.h"
#include "loaders/text/relations/facts.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {

void FindRoleRelations(const Document& doc, std::span<const RoleLink> roles, Facts& facts);
// After FindRoleRelations: "two directors of X, A and B", "A's party, the Greens".
void FindSharedRoles(const Document& doc, const Clauses& clauses, Facts& facts);
void FindPlaceRelations(const Document& doc, Facts& facts);
void FindNationalities(const Document& doc, Facts& facts);
void FindEmployerRelations(const Document& doc, Facts& facts);
void FindFrameRelations(const Document& doc, const Clauses& clauses, Facts& facts);
void FindStays(const Document& doc, const Clauses& clauses, Facts& facts);
void FindEventArguments(const Document& doc, const Clauses& clauses, Facts& facts);
// People belong to parties, movements, teams and parliaments, and work for bodies of other names.
RelationType TieToBody(std::string_view name);
// The same with the word behind a mention: "the Dawn party".
RelationType TieToMentioned(const Document& doc, uint32_t body);
// After FindFrameRelations, whose edges it shares: "so did X", "X followed suit".
void FindEllipses(const Document& doc, const Clauses& clauses, Facts& facts);
// After the roles, as it shares the offices they found: "X succeeds Y".
void FindSuccessions(const Document& doc, const Clauses& clauses, Facts& facts);

}  // namespace newsgraph::text

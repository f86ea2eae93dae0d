// Which names of an article mean the same: "Anna Ray" and "Ray", "Celvera SA" and "Celvera", "the
// ICC" and the International Cricket Council.
//
//   ResolveNames(doc, roles, entities);      // sets Mention::entity of every name
//
// Notes of people what their titles and roles say of them: their gender and what else they are
// called. Deterministic. cost: O(names x entities) comparisons of short strings.
#pragma once

#include <span>

#include "loaders/text/entities/entity_table.h"
#include "loaders/text/entities/roles.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {

void ResolveNames(Document& doc, std::span<const RoleLink> roles, EntityTable& entities);

}  // namespace newsgraph::text

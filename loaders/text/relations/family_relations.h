// Whose kin a role makes somebody: "her brother X", "X, the son of Y", "Their daughter X", "She
// leaves a son, X". A "partner" may be one of a firm.
//
//   AddFamily(doc, link, owners.Of(link), facts);
//
// Bounded by the sentence of the role and the one before.
#pragma once

#include <span>

#include "loaders/text/entities/roles.h"
#include "loaders/text/relations/facts.h"
#include "loaders/text/relations/role_owners.h"

namespace newsgraph::text {

void AddFamily(const Document& doc, const RoleLink& link, std::span<const RoleOwner> owners,
               Facts& facts);

}  // namespace newsgraph::text

// Whose a role is as the words beside it say: "Belgium's minister", "its director", "head of the
// Bank", "X, whose brother Y".
//
//   RoleOwners owners(doc, seats);
//   for (const RoleOwner& owner : owners.Of(link)) use(owner.entity);
//
// Bounded by the sentence. Borrows both.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "loaders/text/entities/role_seats.h"
#include "loaders/text/entities/roles.h"
#include "loaders/text/relations/facts.h"

namespace newsgraph::text {

struct RoleOwner {
  uint32_t entity = kNone;
  bool demonym = false;     // "Belgian": an adjective
  bool possessive = false;  // "Belgium's", "its"
  bool after = false;       // "of Belgium"
  std::string_view preposition;
};

class RoleOwners {
 public:
  RoleOwners(const Document& doc, const RoleSeats& seats) : doc_(doc), seats_(seats) {}

  // Everything the role can belong to, nearest before the noun first, then what follows it. Valid
  // until the next call.
  std::span<const RoleOwner> Of(const RoleLink& link);

 private:
  bool OpensWithKind(const RoleLink& link) const;
  bool Known(uint32_t entity) const;
  void After(const RoleLink& link);

  const Document& doc_;
  const RoleSeats& seats_;
  std::vector<RoleOwner> owners_;
};

// What the role says of two entities: with its noun for the label, denied or planned as the role
// is.
Fact RoleFact(const Document& doc, const RoleLink& link, uint32_t source, RelationType relation,
              uint32_t target);

}  // namespace newsgraph::text

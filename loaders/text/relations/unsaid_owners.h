// Whose an office is where nothing beside it says so: the country, court, police, region, team or
// company that the story speaks of there, by the kind of role.
//
//   UnsaidOwners unsaid(doc, seats, facts);
//   best = unsaid.OwnerOf(link, person);          // "The president, X, ...": of the country told
//   of
//
// Asks the facts found so far as well as the text. Borrows all three. One thread.
#pragma once

#include <optional>

#include "loaders/text/entities/role_seats.h"
#include "loaders/text/entities/roles.h"
#include "loaders/text/relations/facts.h"

namespace newsgraph::text {

class UnsaidOwners {
 public:
  UnsaidOwners(const Document& doc, const RoleSeats& seats, const Facts& facts)
      : doc_(doc), seats_(seats), facts_(facts) {}

  // The entity, or kNone.
  //   person   the entity that has the role
  uint32_t OwnerOf(const RoleLink& link, uint32_t person) const;

 private:
  // What only the whole text says; the same for every office.
  struct Story {
    uint32_t home = kNone;   // the country it is set in
    uint32_t main = kNone;   // the one named most
    uint32_t clear = kNone;  // that, if far more often than any other
    uint32_t region = kNone;
    bool in_unknown_land = false;
  };
  // Read when it is first asked for.   cost   O(mentions), once
  const Story& TheStory() const;
  uint32_t SeatOf(const RoleLink& link, uint32_t person) const;
  // `country` unless another person is known to hold the same office there.
  uint32_t Free(uint32_t country, const RoleLink& link, uint32_t person) const;

  const Document& doc_;
  const RoleSeats& seats_;
  const Facts& facts_;
  mutable std::optional<Story> story_;
};

}  // namespace newsgraph::text

#include "loaders/text/relations/unsaid_owners.h"

#include <initializer_list>

#include "loaders/text/entities/role_words.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

uint32_t UnsaidOwners::OwnerOf(const RoleLink& link, uint32_t person) const {
  uint32_t best = IsStateRole(link.noun) ? seats_.CountryOfCapitalBehind(link) : kNone;
  if (best == kNone) best = seats_.ToldBefore(link, IsStateRole(link.noun));
  if (best == kNone) best = SeatOf(link, person);
  return best;
}

const UnsaidOwners::Story& UnsaidOwners::TheStory() const {
  if (!story_) {
    story_ = Story{.home = doc_.CountryOfNumber(seats_.HomeCountry(2)),
                   .main = seats_.MainCountry(1),
                   .clear = seats_.MainCountry(3),
                   .region = seats_.FirstRegion(),
                   .in_unknown_land = seats_.IsSetInUnknownLand()};
  }
  return *story_;
}

// By the kind of seat the office has.
uint32_t UnsaidOwners::SeatOf(const RoleLink& link, uint32_t person) const {
  const RelationType relation = link.known.relation;
  uint32_t best = kNone;
  switch (seats_.IsOfState(link) ? Seat::kCountry : link.known.seat) {
    case Seat::kNone:
      if (link.noun != "mayor" && link.noun != "lord mayor") return kNone;
      best = seats_.LastTown(link);
      break;
    case Seat::kCountry:
      if (seats_.JoinsOfficeOfBody(link)) {
        best = seats_.SubjectBody(link);
        break;
      }
      best = Free(seats_.CountryInSentence(link.head), link, person);
      if (best != kNone || seats_.IsOfSomeBody(link) || TheStory().in_unknown_land) break;
      best = TheStory().home;
      if (best != kNone) {  // the story's own, or none
        best = Free(best, link, person);
        break;
      }
      best = Free(seats_.CountryThatActed(link.head), link, person);
      if (relation != RelationType::kLeads) break;  // states have many ministers
      if (best == kNone) best = Free(seats_.CountryInBlock(link.head), link, person);
      if (best == kNone) best = Free(TheStory().main, link, person);
      break;
    case Seat::kCourt:
      best = seats_.LastBody(link, {"ourt", "ribunal", "ssizes"});
      if (best == kNone && EndsWith(link.noun, "prosecutor")) {
        best = TheStory().clear;
        if (best != kNone && doc_.entities[best].mentions.size() < 2) best = kNone;
      }
      break;
    case Seat::kPolice:
      best = seats_.LastBody(link, {"olice", "heriff", "onstabulary", "Fire "});
      break;
    case Seat::kRegion:
      best = TheStory().region;
      break;
    case Seat::kTeam:
      if (seats_.SaysWhose(link)) break;
      best = seats_.BodyInSentence(link.head);
      if (best == kNone) best = seats_.MainTeam(relation == RelationType::kMemberOf ? 4 : 2);
      if (relation == RelationType::kMemberOf) break;  // players of many teams are told of
      if (best == kNone) best = seats_.SubjectBody(link);
      break;
    case Seat::kBody:
      if (!seats_.SaysWhose(link)) best = seats_.SubjectBody(link);
      break;
  }
  return best;
}

uint32_t UnsaidOwners::Free(uint32_t country, const RoleLink& link, uint32_t person) const {
  if (country == kNone) return kNone;
  for (const Fact& fact : facts_.list()) {
    if (fact.target == country && fact.source != person && fact.relation == link.known.relation &&
        fact.relation == RelationType::kLeads && fact.label == link.noun)
      return kNone;
  }
  return country;
}

}  // namespace newsgraph::text

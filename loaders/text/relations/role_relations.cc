// Edges from role nouns: whose president, which prize, of which nation. The owners are those of
// RoleOwners, else that of UnsaidOwners.
#include <span>
#include <string>

#include "loaders/text/entities/role_seats.h"
#include "loaders/text/entities/role_words.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/relations/family_relations.h"
#include "loaders/text/relations/relations.h"
#include "loaders/text/relations/role_owners.h"
#include "loaders/text/relations/unsaid_owners.h"

namespace newsgraph::text {
namespace {

class RoleReader {
 public:
  RoleReader(const Document& doc, Facts& facts)
      : doc_(doc), facts_(facts), seats_(doc), unsaid_(doc, seats_, facts), finder_(doc, seats_) {}

  void Read(const RoleLink& link) {
    const uint32_t person = doc_.mentions[link.person].entity;
    if (person == kNone) return;
    owners_ = finder_.Of(link);
    if (link.known.has_relation) {
      Relate(link, person);
    } else if (IsSameOffice(link.noun) || link.noun == "colleague") {
      RoleLink works = link;
      works.known.relation = RelationType::kWorksFor;
      OwnersBody(works, person);
    } else if (IsOfficeElsewhere(link.noun)) {
      Counterpart(link, person);
    }
    if (!link.several) Nationality(link, person);
    Opposition(link, person);
    if (link.known.has_relation && link.known.relation == RelationType::kCandidateIn)
      Contest(link, person);
  }

 private:
  void Relate(const RoleLink& link, uint32_t person) {
    const RelationType relation = link.known.relation;
    if (relation == RelationType::kFamilyOf) return AddFamily(doc_, link, owners_, facts_);
    if (EndsWith(link.noun, "subsidiary")) return Reverse(link, RelationType::kOwns);
    if (EndsWith(link.noun, "employer")) return Reverse(link, RelationType::kWorksFor);
    if (relation == RelationType::kNationality) return;
    if (doc_.entities[person].type == NodeType::kOrganization && relation != RelationType::kOwns &&
        relation != RelationType::kProduces && relation != RelationType::kPartOf &&
        relation != RelationType::kMemberOf)
      return;
    const NodeType type = doc_.entities[person].type;
    const bool state = IsStateRole(link.noun);
    for (const RoleOwner& owner : owners_) {
      const NodeType owner_type = doc_.entities[owner.entity].type;
      if (relation == RelationType::kOwns || relation == RelationType::kProduces ||
          relation == RelationType::kAwarded) {
        if (facts_.Add(doc_, RoleFact(doc_, link, person, relation, owner.entity)) ||
            Allows(relation, type, owner_type))
          return;
        continue;
      }
      if (owner_type == NodeType::kPerson) {
        if (!owner.possessive && !owner.after) continue;
        if (IsPersonalRole(link.noun)) return ServePerson(link, person, owner);
        if (owner.possessive && (link.noun == "deputy" || EndsWith(link.noun, "assistant")))
          facts_.Add(doc_, RoleFact(doc_, link, person, RelationType::kWorksFor, owner.entity));
        continue;
      }
      // "the Zambian opposition leader" leads no state.
      if (owner_type == NodeType::kCountry && relation == RelationType::kLeads &&
          LeadsOnlySome(link.noun))
        continue;
      // An adjective of country on a private role says where one is from.
      if (owner.demonym && !state) continue;
      // "envoy for Belarus", "ambassador to France": where one is sent, not who sends.
      if (owner.after && !owner.possessive &&
          (owner.preposition == "for" || owner.preposition == "to") &&
          owner_type == NodeType::kCountry)
        continue;
      if (owner.after && (owner.preposition == "in" || owner.preposition == "from") &&
          owner_type != NodeType::kOrganization) {
        if (relation != RelationType::kLeads) continue;
      }
      if (relation == RelationType::kMemberOf && owner_type == NodeType::kCountry) continue;
      // "its Kenya director": for Kenya, of the body named before.
      if (owner_type == NodeType::kCountry && !owner.possessive && !owner.after && !owner.demonym &&
          owners_.size() > 1 && IsManager(link.noun))
        continue;
      RelationType used = relation;
      if (IsTheHead(link)) used = RelationType::kLeads;
      if (used == RelationType::kLeads && HeadsMatter(link)) used = RelationType::kWorksFor;
      if (used == RelationType::kLeads && owner.after && owner.preposition == "for")
        used = RelationType::kWorksFor;  // "an organiser for the party"
      if (relation == RelationType::kCandidateIn && owner_type == NodeType::kOrganization)
        used = RelationType::kMemberOf;  // "the Greens' candidate"
      if (IsOneOf(link.noun, {"deputy", "representative"}) && owner_type == NodeType::kOrganization)
        used = TieToBody(doc_.entities[owner.entity].name);  // "Centre Party deputy X"
      if (owner_type == NodeType::kPlace && relation == RelationType::kWorksFor) continue;
      if (!Allows(used, type, owner_type)) continue;
      if (link.several && owner_type != NodeType::kOrganization) continue;
      facts_.Add(doc_, RoleFact(doc_, link, person, used, owner.entity));
      last_person_ = link.person;
      last_body_ = owner_type == NodeType::kOrganization ? owner.entity : kNone;
      return;
    }
    if (IsJoinedToLast(link) && Allows(relation, type, NodeType::kOrganization)) {
      facts_.Add(doc_, RoleFact(doc_, link, person, relation, last_body_));
      last_person_ = link.person;
      return;
    }
    if (link.several || OwnersBody(link, person)) return;
    // "his former coach": of a person, not of the team last spoken of.
    for (const RoleOwner& owner : owners_) {
      if (owner.possessive && doc_.entities[owner.entity].type == NodeType::kPerson) return;
    }
    Default(link, person);
  }

  // "her coach", "the singer's lawyer": of that person, whatever they lead elsewhere.
  void ServePerson(const RoleLink& link, uint32_t person, const RoleOwner& owner) {
    if (link.several) return;
    facts_.Add(doc_, RoleFact(doc_, link, person, RelationType::kWorksFor, owner.entity));
    last_person_ = link.person;
    last_body_ = kNone;
  }

  // "director X of the clinic", but not "a director of the bank".
  bool IsTheHead(const RoleLink& link) const {
    if (link.noun != "director" && link.noun != "editor" && link.noun != "commander") return false;
    if (HasField(link) || link.several) return false;
    const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(link.head)).begin;
    for (uint32_t t :
         {link.phrase_begin, link.phrase_begin > first ? link.phrase_begin - 1 : first}) {
      if (doc_.Lower(t) == "a" || doc_.Lower(t) == "an" || doc_.Lower(t) == "one") return false;
    }
    return true;
  }

  // "Norcorp captain X and goalkeeper Y": of the same body.
  bool IsJoinedToLast(const RoleLink& link) const {
    const uint32_t t = link.phrase_begin;
    return last_body_ != kNone && owners_.empty() && t > 0 && doc_.Lower(t - 1) == "and" &&
           doc_.mentions[last_person_].end == t - 1;
  }

  // "the Commission's farm chief", "its personnel director".
  bool HasField(const RoleLink& link) const {
    if (link.begin == link.phrase_begin ||
        !IsOneOf(link.noun, {"chief", "head", "director", "editor", "manager"}))
      return false;
    const uint32_t t = link.begin - 1;
    return doc_.WordAt(t).upos == Upos::kNoun && IsLowerStart(doc_.Text(t)) &&
           doc_.mention_at[t] == kNone;
  }

  // "Norcorp's head of design": not of Norcorp.
  bool HeadsMatter(const RoleLink& link) const {
    if (link.noun != "head" && link.noun != "chief" && link.noun != "co-head" &&
        link.noun != "director")
      return false;
    const uint32_t t = link.head + 1;
    const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(link.head)).end;
    if (HasField(link)) return true;
    if (t + 1 >= end || doc_.Lower(t) != "of" || doc_.WordAt(t + 1).upos != Upos::kNoun ||
        doc_.MentionAt(t + 1) != kNone)
      return false;
    uint32_t u = t + 1;  // "head of ferry operator Norline"
    while (u < end && doc_.WordAt(u).upos == Upos::kNoun && doc_.MentionAt(u) == kNone) ++u;
    const uint32_t body = u < end ? doc_.MentionAt(u) : kNone;
    return body == kNone || doc_.mentions[body].type != NodeType::kOrganization;
  }

  // "Norcorp's subsidiary, X", "her employer, X": the owner is the source.
  void Reverse(const RoleLink& link, RelationType relation) {
    const uint32_t named = doc_.mentions[link.person].entity;
    for (const RoleOwner& owner : owners_) {
      if (owner.demonym) continue;  // "Norcorp's Ghanaian subsidiary"
      Fact fact = RoleFact(doc_, link, owner.entity, relation, named);
      fact.label.clear();
      if (facts_.Add(doc_, std::move(fact))) return;
    }
  }

  // "His assistant", "Her predecessor": who works where that person does.
  bool OwnersBody(const RoleLink& link, uint32_t person) {
    for (const RoleOwner& owner : owners_) {
      if (doc_.entities[owner.entity].type != NodeType::kPerson || owner.entity == person) continue;
      for (const Fact& fact : facts_.list()) {
        if (fact.source != owner.entity || fact.polarity != Polarity::kPositive) continue;
        if (fact.relation != RelationType::kLeads && fact.relation != RelationType::kWorksFor)
          continue;
        const RelationType relation = IsSameOffice(link.noun) ? fact.relation : link.known.relation;
        Fact shared = RoleFact(doc_, link, person, relation, fact.target);
        shared.inferred = true;
        shared.confidence = 0.6f;
        facts_.Add(doc_, std::move(shared));
        return true;
      }
    }
    return false;
  }

  // "his Turkish counterpart, X": holds in that country the office he has in his.
  void Counterpart(const RoleLink& link, uint32_t person) {
    uint32_t country = kNone, peer = kNone;
    for (const RoleOwner& owner : owners_) {
      const NodeType type = doc_.entities[owner.entity].type;
      if (type == NodeType::kCountry && country == kNone) country = owner.entity;
      if (type == NodeType::kPerson && peer == kNone) peer = owner.entity;
    }
    if (country == kNone) return;
    RelationType relation = RelationType::kWorksFor;
    for (const Fact& fact : facts_.list()) {
      const bool state = doc_.entities[fact.target].type == NodeType::kCountry;
      if (fact.source == peer && state && fact.relation == RelationType::kLeads)
        relation = fact.relation;
    }
    Fact fact = RoleFact(doc_, link, person, relation, country);
    fact.inferred = true;
    fact.label.clear();
    facts_.Add(doc_, std::move(fact));
  }

  // No owner said: what the story speaks of, by the kind of role.
  void Default(const RoleLink& link, uint32_t person) {
    const RelationType relation = link.known.relation;
    if (doc_.entities[person].type != NodeType::kPerson) return;
    const uint32_t best = unsaid_.OwnerOf(link, person);
    if (best == kNone || !Allows(relation, NodeType::kPerson, doc_.entities[best].type)) return;
    Fact fact = RoleFact(doc_, link, person, relation, best);
    fact.inferred = true;
    fact.confidence = 0.55f;
    facts_.Add(doc_, std::move(fact));
  }

  // "the Greens' candidate, X": in the election the story tells of.
  void Contest(const RoleLink& link, uint32_t person) {
    uint32_t best = kNone;
    for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
      const Entity& entity = doc_.entities[e];
      if (entity.type != NodeType::kEvent || !IsElection(entity.noun)) continue;
      const bool more =
          best == kNone || entity.mentions.size() > doc_.entities[best].mentions.size();
      if (more) best = e;
    }
    if (best == kNone || doc_.entities[person].type != NodeType::kPerson) return;
    for (const Fact& fact : facts_.list()) {
      if (fact.source == person && fact.relation == RelationType::kCandidateIn) return;
    }
    Fact fact = RoleFact(doc_, link, person, RelationType::kCandidateIn, best);
    fact.inferred = true;
    fact.confidence = 0.55f;
    facts_.Add(doc_, std::move(fact));
  }

  // "Belgian nun", "Norwegian coach", "Portugal's Ana Reis"; "the Greek defence minister, X," holds
  // an office of Greece, which says no more while X is in it; a "Greek president" is a Greek.
  void Nationality(const RoleLink& link, uint32_t person) {
    if (doc_.entities[person].type == NodeType::kOrganization) return;  // it is located there
    for (const RoleOwner& owner : owners_) {
      if (doc_.entities[owner.entity].type != NodeType::kCountry || owner.after) continue;
      Fact fact = RoleFact(doc_, link, person, RelationType::kNationality, owner.entity);
      const bool state = IsStateRole(link.noun);
      if (state && !link.past && !SaysNation(link, owner)) return;
      fact.inferred = state;
      fact.confidence = owner.demonym || PlaysFor(link, owner) ? (state ? 0.6f : 0.85f) : 0.6f;
      if (!owner.demonym && !state && !PlaysFor(link, owner)) continue;
      fact.modality = Modality::kActual;
      fact.label.clear();
      facts_.Add(doc_, std::move(fact));
      return;
    }
  }

  // Offices that only a citizen holds, and ranks of a state that one may be of without an office.
  static bool SaysNation(const RoleLink& link, const RoleOwner& owner) {
    return (owner.demonym && link.noun == "president") || LeadsOnlySome(link.noun) ||
           IsRank(link.noun) || link.noun == "delegate";
  }

  // "former Uganda striker X", "Kenya international Y": of the country that fields them.
  static bool PlaysFor(const RoleLink& link, const RoleOwner& owner) {
    const bool player = link.known.seat == Seat::kTeam && link.known.has_relation &&
                        link.known.relation == RelationType::kMemberOf;
    return !owner.possessive && (player || EndsWith(link.noun, "international"));
  }

  // "opposition activist X": a member of the opposition the story has.
  void Opposition(const RoleLink& link, uint32_t person) {
    if (link.known.relation != RelationType::kMemberOf &&
        link.noun.find("opposition") == std::string::npos)
      return;
    bool said = link.noun.find("opposition") != std::string::npos;
    for (uint32_t t = link.phrase_begin; t < link.head; ++t) said |= doc_.Lower(t) == "opposition";
    if (!said) return;
    for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
      const Entity& entity = doc_.entities[e];
      if ((entity.type == NodeType::kGroup || entity.type == NodeType::kOrganization) &&
          entity.noun.find("opposition") != std::string::npos) {
        facts_.Add(doc_, RoleFact(doc_, link, person, RelationType::kMemberOf, e));
        return;
      }
    }
  }

  const Document& doc_;
  Facts& facts_;
  const RoleSeats seats_;
  const UnsaidOwners unsaid_;
  RoleOwners finder_;
  std::span<const RoleOwner> owners_;                 // of the role that is read
  uint32_t last_person_ = kNone, last_body_ = kNone;  // mention and entity of the last tie
};

}  // namespace

void FindRoleRelations(const Document& doc, std::span<const RoleLink> roles, Facts& facts) {
  RoleReader reader(doc, facts);
  for (const RoleLink& link : roles) reader.Read(link);
}

}  // namespace newsgraph::text

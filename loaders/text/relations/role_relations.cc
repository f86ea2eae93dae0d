// Edges from role nouns: whose president, whose brother, which prize.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "loaders/text/entities/role_seats.h"
#include "loaders/text/entities/role_words.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/relations/relations.h"

namespace newsgraph::text {
namespace {

class RoleReader {
 public:
  RoleReader(const Document& doc, Facts& facts) : doc_(doc), facts_(facts), seats_(doc) {}

  void Read(const RoleLink& link) {
    const uint32_t person = doc_.mentions[link.person].entity;
    if (person == kNone) return;
    Owners(link);
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
  struct Owner {
    uint32_t entity = kNone;
    bool demonym = false;     // "Belgian": an adjective
    bool possessive = false;  // "Belgium's", "its"
    bool after = false;       // "of Belgium"
    std::string_view preposition;
  };

  // Everything the role can belong to, nearest before the noun first, then what follows it.
  void Owners(const RoleLink& link) {
    owners_.clear();
    for (uint32_t t = link.head; t-- > link.phrase_begin;) {
      const uint32_t m = doc_.MentionAt(t);
      if (m == kNone || m == link.person || doc_.mentions[m].entity == kNone) continue;
      const Mention& mention = doc_.mentions[m];
      if (mention.kind == MentionKind::kNominal && t >= link.begin &&
          mention.type != NodeType::kCommodity && mention.type != NodeType::kOrganization)
        continue;
      if (SaysWhere(doc_, mention) || IsPartOfBody(doc_, mention)) continue;
      // "opposition mayor": of which side, not of what.
      if (mention.kind == MentionKind::kNominal && mention.noun == "opposition") continue;
      // "campaigns director": what is directed, not whose director.
      const bool matter = mention.type == NodeType::kGroup || mention.type == NodeType::kEvent;
      if (mention.kind == MentionKind::kNominal && matter && t + 1 == link.begin &&
          doc_.WordAt(t).IsPlural())
        continue;
      Owner owner;
      owner.entity = mention.entity;
      owner.demonym = mention.demonym;
      owner.possessive =
          mention.kind == MentionKind::kPronoun ||
          (mention.end < doc_.words().size() && doc_.WordAt(mention.end).xpos == Xpos::kPOS);
      owners_.push_back(owner);
      t = std::min(t, mention.begin);
      if (t == 0) break;
    }
    // "X, whose brother Y was on board": X.
    const uint32_t whose = link.phrase_begin;
    for (uint32_t t : {whose, whose > 0 ? whose - 1 : whose}) {
      if (doc_.Lower(t) != "whose" || t == 0) continue;
      const uint32_t before = doc_.Text(t - 1) == "," && t > 1 ? t - 2 : t - 1;
      if (doc_.EntityAt(before) == kNone) continue;
      Owner owner;
      owner.entity = doc_.EntityAt(before);
      owner.possessive = true;
      owners_.push_back(owner);
      break;
    }
    for (uint32_t child : doc_.Children(link.head)) {
      const uint32_t e = doc_.EntityAt(child);
      if (doc_.WordAt(child).relation == Relation::kNmodPoss && e != kNone &&
          doc_.MentionAt(child) != link.person && !Known(e)) {
        Owner owner;
        owner.entity = e;
        owner.possessive = true;
        owners_.push_back(owner);
      }
    }
    After(link);
    // "Union leader X of the NUT".
    if (owners_.size() == 2 && owners_[1].after && OpensWithKind(link))
      owners_.erase(owners_.begin());
  }

  // "Union", "Party" at the start of a sentence: a kind of body, no name.
  bool OpensWithKind(const RoleLink& link) const {
    const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(link.head)).begin;
    if (link.phrase_begin != first) return false;
    const KnownNoun* noun = doc_.knowledge.gazetteer().FindNoun(doc_.Lower(first));
    return noun != nullptr && (noun->kinds & kOrganizationNoun);
  }

  bool Known(uint32_t entity) const {
    for (const Owner& owner : owners_) {
      if (owner.entity == entity) return true;
    }
    return false;
  }

  // "of the Bank", "at Bergen University in Norway": the first mention after a preposition.
  void After(const RoleLink& link) {
    const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(link.head)).end;
    uint32_t t = link.head + 1;
    // "President X of Lebanon", "Sergeant X of Essex Police": what follows the name.
    const Mention& name = doc_.mentions[link.person];
    const bool beside = name.begin >= t && (name.begin <= t + 1 || link.shared);
    if (name.kind == MentionKind::kName && beside) t = name.end;
    const bool behind_name = t > link.head + 1;
    if (t < end && doc_.Text(t) == "," && behind_name) ++t;
    if (t >= end) return;
    const std::string& preposition = doc_.Lower(t);
    const bool speaks = preposition == "for" && link.noun.find("spokes") != std::string::npos;
    if (behind_name && preposition != "of" && preposition != "at" && preposition != "from" &&
        !speaks)
      return;
    // "signed defender X from Y": where X comes from.
    const bool taken = doc_.WordAt(link.head).relation == Relation::kObj ||
                       doc_.WordAt(name.head).relation == Relation::kObj;
    if (behind_name && preposition == "from" && taken) return;
    if (preposition != "of" && preposition != "for" && preposition != "at" && preposition != "to" &&
        preposition != "with" && preposition != "in" && preposition != "from")
      return;
    for (uint32_t u = t + 1; u < end && u < t + 8; ++u) {
      const Word& word = doc_.WordAt(u);
      const bool compound = doc_.Text(u - 1) == "-" || (u + 1 < end && doc_.Text(u + 1) == "-");
      const bool modifies = word.relation == Relation::kCompound ||  // "of the oil tycoon X"
                            word.relation == Relation::kAmod;        // "for the ruling party"
      if ((word.upos == Upos::kVerb && !compound && !modifies) || doc_.Text(u) == ",") return;
      const uint32_t m = doc_.MentionAt(u);
      if (m == kNone || doc_.mentions[m].entity == kNone || m == link.person) continue;
      const Mention& mention = doc_.mentions[m];
      if ((compound || modifies) && mention.kind == MentionKind::kNominal)
        continue;  // "crisis-hit"
      // "reporter for the Basra daily X": X.
      if (modifies && seats_.NamesBodySoon(mention.end, end)) continue;
      // "of the Dutch central bank": the bank, not the adjective.
      // "mayor of the town of Riverton".
      if (mention.kind == MentionKind::kNominal && mention.type == NodeType::kPlace &&
          mention.end < end && doc_.Lower(mention.end) == "of")
        continue;
      if (mention.demonym && mention.end < end && doc_.WordAt(mention.head).head != kNoHead &&
          doc_.WordAt(mention.head).head > u)
        continue;
      if (SaysWhere(doc_, mention) || IsPartOfBody(doc_, mention)) continue;
      const bool owned = mention.end < end && doc_.WordAt(mention.end).xpos == Xpos::kPOS;
      // "an adviser to Bulgaria's interior minister" works for the state of both.
      const bool board =
          owned && mention.type == NodeType::kOrganization && mention.kind == MentionKind::kName &&
          mention.end + 1 < end &&
          IsOneOf(doc_.Lower(mention.end + 1), {"board", "supervisory", "management"});
      if (owned && !board &&
          !(mention.type == NodeType::kCountry && HoldsOffice(doc_, mention.end + 1)))
        continue;
      if (IsFieldOrPart(doc_, link, mention)) continue;
      Owner owner;
      owner.entity = mention.entity;
      owner.after = true;
      owner.possessive = owned;
      owner.preposition = preposition;
      owners_.push_back(owner);
      return;
    }
  }

  Fact Draft(const RoleLink& link, uint32_t person, RelationType relation, uint32_t target) const {
    Fact fact = StatedRole(person, relation, target, doc_.SentenceOf(link.head), 0.9f);
    fact.label = link.noun;
    fact.polarity = link.negated ? Polarity::kNegated : Polarity::kPositive;
    if (link.planned) fact.modality = Modality::kPlanned;
    return fact;
  }

  void Relate(const RoleLink& link, uint32_t person) {
    const RelationType relation = link.known.relation;
    if (relation == RelationType::kFamilyOf) return Family(link, person);
    if (EndsWith(link.noun, "subsidiary")) return Reverse(link, RelationType::kOwns);
    if (EndsWith(link.noun, "employer")) return Reverse(link, RelationType::kWorksFor);
    if (relation == RelationType::kNationality) return;
    if (doc_.entities[person].type == NodeType::kOrganization && relation != RelationType::kOwns &&
        relation != RelationType::kProduces && relation != RelationType::kPartOf &&
        relation != RelationType::kMemberOf)
      return;
    const NodeType type = doc_.entities[person].type;
    const bool state = IsStateRole(link.noun);
    for (const Owner& owner : owners_) {
      const NodeType owner_type = doc_.entities[owner.entity].type;
      if (relation == RelationType::kOwns || relation == RelationType::kProduces ||
          relation == RelationType::kAwarded) {
        if (facts_.Add(doc_, Draft(link, person, relation, owner.entity)) ||
            Allows(relation, type, owner_type))
          return;
        continue;
      }
      if (owner_type == NodeType::kPerson) {
        if (!owner.possessive && !owner.after) continue;
        if (IsPersonalRole(link.noun)) return ServePerson(link, person, owner);
        if (owner.possessive && (link.noun == "deputy" || EndsWith(link.noun, "assistant")))
          facts_.Add(doc_, Draft(link, person, RelationType::kWorksFor, owner.entity));
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
      facts_.Add(doc_, Draft(link, person, used, owner.entity));
      last_person_ = link.person;
      last_body_ = owner_type == NodeType::kOrganization ? owner.entity : kNone;
      return;
    }
    if (IsJoinedToLast(link) && Allows(relation, type, NodeType::kOrganization)) {
      facts_.Add(doc_, Draft(link, person, relation, last_body_));
      last_person_ = link.person;
      return;
    }
    if (link.several || OwnersBody(link, person)) return;
    // "his former coach": of a person, not of the team last spoken of.
    for (const Owner& owner : owners_) {
      if (owner.possessive && doc_.entities[owner.entity].type == NodeType::kPerson) return;
    }
    Default(link, person);
  }

  // "her coach", "the singer's lawyer": of that person, whatever they lead elsewhere.
  void ServePerson(const RoleLink& link, uint32_t person, const Owner& owner) {
    if (link.several) return;
    facts_.Add(doc_, Draft(link, person, RelationType::kWorksFor, owner.entity));
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
    for (const Owner& owner : owners_) {
      if (owner.demonym) continue;  // "Norcorp's Ghanaian subsidiary"
      Fact fact = Draft(link, owner.entity, relation, named);
      fact.label.clear();
      if (facts_.Add(doc_, std::move(fact))) return;
    }
  }

  // "His assistant", "Her predecessor": who works where that person does.
  bool OwnersBody(const RoleLink& link, uint32_t person) {
    for (const Owner& owner : owners_) {
      if (doc_.entities[owner.entity].type != NodeType::kPerson || owner.entity == person) continue;
      for (const Fact& fact : facts_.list()) {
        if (fact.source != owner.entity || fact.polarity != Polarity::kPositive) continue;
        if (fact.relation != RelationType::kLeads && fact.relation != RelationType::kWorksFor)
          continue;
        const RelationType relation = IsSameOffice(link.noun) ? fact.relation : link.known.relation;
        Fact shared = Draft(link, person, relation, fact.target);
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
    for (const Owner& owner : owners_) {
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
    Fact fact = Draft(link, person, relation, country);
    fact.inferred = true;
    fact.label.clear();
    facts_.Add(doc_, std::move(fact));
  }

  // No owner said: what the story speaks of, by the kind of role.
  void Default(const RoleLink& link, uint32_t person) {
    const RelationType relation = link.known.relation;
    if (doc_.entities[person].type != NodeType::kPerson) return;
    uint32_t best = IsStateRole(link.noun) ? seats_.CountryOfCapitalBehind(link) : kNone;
    if (best == kNone) best = seats_.ToldBefore(link, IsStateRole(link.noun));
    if (best == kNone) best = SeatOf(link, relation, person);
    if (best == kNone || !Allows(relation, NodeType::kPerson, doc_.entities[best].type)) return;
    Fact fact = Draft(link, person, relation, best);
    fact.inferred = true;
    fact.confidence = 0.55f;
    facts_.Add(doc_, std::move(fact));
  }

  // Whose an office is where nothing beside it says so: by the kind of seat it has.
  uint32_t SeatOf(const RoleLink& link, RelationType relation, uint32_t person) const {
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
        if (best != kNone || seats_.IsOfSomeBody(link)) break;
        best = doc_.CountryOfNumber(seats_.HomeCountry(2));
        if (best != kNone) {  // the story's own, or none
          best = Free(best, link, person);
          break;
        }
        best = Free(seats_.CountryThatActed(link.head), link, person);
        if (relation != RelationType::kLeads) break;  // states have many ministers
        if (best == kNone) best = Free(seats_.CountryInBlock(link.head), link, person);
        if (best == kNone) best = Free(seats_.MainCountry(1), link, person);
        break;
      case Seat::kCourt:
        best = seats_.LastBody(link, {"ourt", "ribunal", "ssizes"});
        if (best == kNone && EndsWith(link.noun, "prosecutor")) {
          best = seats_.MainCountry(3);
          if (best != kNone && doc_.entities[best].mentions.size() < 2) best = kNone;
        }
        break;
      case Seat::kPolice:
        best = seats_.LastBody(link, {"olice", "heriff", "onstabulary", "Fire "});
        break;
      case Seat::kRegion:
        best = seats_.FirstRegion();
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
    Fact fact = Draft(link, person, RelationType::kCandidateIn, best);
    fact.inferred = true;
    fact.confidence = 0.55f;
    facts_.Add(doc_, std::move(fact));
  }

  // `country` unless another person is known to hold the same office there.
  uint32_t Free(uint32_t country, const RoleLink& link, uint32_t person) const {
    if (country == kNone) return kNone;
    for (const Fact& fact : facts_.list()) {
      if (fact.target == country && fact.source != person && fact.relation == link.known.relation &&
          fact.relation == RelationType::kLeads && fact.label == link.noun)
        return kNone;
    }
    return country;
  }

  void Family(const RoleLink& link, uint32_t person) {
    if (link.noun == "partner") {  // "a partner at the law firm Hogg Lane"
      for (const Owner& owner : owners_) {
        const bool body = doc_.entities[owner.entity].type == NodeType::kOrganization;
        if (body)  // "Hogg Lane partner X"
          facts_.Add(doc_, Draft(link, person, RelationType::kWorksFor, owner.entity));
      }
    }
    if (link.noun == "partner" && link.head > 0) {  // "her business partner"
      for (std::string_view trade : {"business", "law", "coalition", "trading", "senior",
                                     "managing", "founding", "training", "dance", "writing"}) {
        if (doc_.Lower(link.head - 1) == trade) return;
      }
    }
    for (const Owner& owner : owners_) {
      if (doc_.entities[owner.entity].type != NodeType::kPerson || owner.entity == person) continue;
      if (!owner.possessive &&
          !(owner.after && (owner.preposition == "of" || owner.preposition == "to")))
        continue;
      facts_.Add(doc_, Draft(link, person, RelationType::kFamilyOf, owner.entity));
      return;
    }
    for (uint32_t parent : CoupleBefore(link)) {
      if (parent != person) facts_.Add(doc_, Draft(link, person, RelationType::kFamilyOf, parent));
    }
    if (const uint32_t head = LeftBehind(link); head != kNone && head != person)
      facts_.Add(doc_, Draft(link, person, RelationType::kFamilyOf, head));
  }

  // "Their son X": the two people joined in the sentence before, or earlier in this one.
  std::vector<uint32_t> CoupleBefore(const RoleLink& link) const {
    if (doc_.Lower(link.phrase_begin) != "their") return {};
    const uint32_t sentence = doc_.SentenceOf(link.head);
    for (uint32_t i = doc_.MentionsBefore(link.phrase_begin); i-- > 0;) {
      const Mention& second = doc_.mentions[i];
      if (second.entity == kNone) continue;
      if (second.sentence + 1 < sentence) break;
      const Word& word = doc_.WordAt(second.head);
      if (word.relation != Relation::kConj || word.head == kNoHead) continue;
      const uint32_t a = doc_.EntityAt(word.head), b = second.entity;
      if (a == kNone || a == b || doc_.entities[a].type != NodeType::kPerson ||
          doc_.entities[b].type != NodeType::kPerson)
        continue;
      return {a, b};
    }
    return {};
  }

  // "She leaves a daughter, X", "he had a son, X": whose, by the verb above.
  uint32_t LeftBehind(const RoleLink& link) const {
    uint32_t verb = doc_.WordAt(link.head).head;
    for (int i = 0; i < 3 && verb != kNoHead && doc_.WordAt(verb).upos != Upos::kVerb; ++i)
      verb = doc_.WordAt(verb).head;
    if (verb == kNoHead) return kNone;
    const std::string_view lemma = doc_.Lemma(verb);
    if (lemma != "leave" && lemma != "have" && lemma != "survive" && lemma != "bear" &&
        lemma != "raise")
      return kNone;
    for (Relation r : {Relation::kNsubj, Relation::kNsubjPass}) {
      const uint32_t subject = doc_.Child(verb, r);
      const uint32_t e = subject == kNone ? kNone : doc_.EntityAt(subject);
      if (e != kNone && doc_.entities[e].type == NodeType::kPerson) return e;
    }
    return kNone;
  }

  // "Belgian nun", "Norwegian coach", "Portugal's Ana Reis"; "the Greek defence minister, X," holds
  // an office of Greece, which says no more while X is in it; a "Greek president" is a Greek.
  void Nationality(const RoleLink& link, uint32_t person) {
    if (doc_.entities[person].type == NodeType::kOrganization) return;  // it is located there
    for (const Owner& owner : owners_) {
      if (doc_.entities[owner.entity].type != NodeType::kCountry || owner.after) continue;
      Fact fact = Draft(link, person, RelationType::kNationality, owner.entity);
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
  static bool SaysNation(const RoleLink& link, const Owner& owner) {
    return (owner.demonym && link.noun == "president") || LeadsOnlySome(link.noun) ||
           IsRank(link.noun) || link.noun == "delegate";
  }

  // "former Uganda striker X", "Kenya international Y": of the country that fields them.
  static bool PlaysFor(const RoleLink& link, const Owner& owner) {
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
        facts_.Add(doc_, Draft(link, person, RelationType::kMemberOf, e));
        return;
      }
    }
  }

  const Document& doc_;
  Facts& facts_;
  const RoleSeats seats_;
  std::vector<Owner> owners_;
  uint32_t last_person_ = kNone, last_body_ = kNone;  // mention and entity of the last tie
};

}  // namespace

void FindRoleRelations(const Document& doc, std::span<const RoleLink> roles, Facts& facts) {
  RoleReader reader(doc, facts);
  for (const RoleLink& link : roles) reader.Read(link);
}

}  // namespace newsgraph::text

// Edges from role nouns: whose president, whose brother, which prize.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "loaders/text/letters.h"
#include "loaders/text/relations.h"

namespace newsgraph::text {
namespace {

// Roles one has for a state rather than merely with its nationality.
bool IsStateRole(std::string_view noun) {
  constexpr std::array<std::string_view, 36> kWords = {
      "minister",     "president",      "premier",       "chancellor",
      "secretary",    "envoy",          "ambassador",    "consul",
      "diplomat",     "official",       "king",          "queen",
      "emir",         "sultan",         "negotiator",    "representative",
      "commissioner", "spokes",         "head of state", "attorney general",
      "prosecutor",   "ruler",          "leader",        "dictator",
      "strongman",    "monarch",        "emperor",       "taoiseach",
      "prince",       "general",        "attache",       "attaché",
      "delegate",     "supreme leader", "junta",         "whip"};
  for (std::string_view word : kWords) {
    if (noun.find(word) != std::string_view::npos) return true;
  }
  return false;
}

class RoleReader {
 public:
  RoleReader(const Document& doc, Facts& facts) : doc_(doc), facts_(facts) {}

  void Read(const RoleLink& link) {
    const uint32_t person = doc_.mentions[link.person].entity;
    if (person == kNone) return;
    Owners(link);
    if (link.known.has_relation) {
      Relate(link, person);
    } else if (link.noun == "predecessor" || link.noun == "successor" || link.noun == "colleague") {
      RoleLink works = link;
      works.known.relation = RelationType::kWorksFor;
      OwnersBody(works, person);
    }
    Nationality(link, person);
    Opposition(link, person);
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
    if (name.kind == MentionKind::kName && name.begin >= t && name.begin <= t + 1) t = name.end;
    const bool behind_name = t > link.head + 1;
    if (t < end && doc_.Text(t) == "," && behind_name) ++t;
    if (t >= end) return;
    const std::string& preposition = doc_.Lower(t);
    if (behind_name && preposition != "of" && preposition != "at" && preposition != "from") return;
    if (preposition != "of" && preposition != "for" && preposition != "at" && preposition != "to" &&
        preposition != "with" && preposition != "in" && preposition != "from")
      return;
    for (uint32_t u = t + 1; u < end && u < t + 8; ++u) {
      const Word& word = doc_.WordAt(u);
      const bool compound = doc_.Text(u - 1) == "-" || (u + 1 < end && doc_.Text(u + 1) == "-");
      if ((word.upos == Upos::kVerb && !compound) || doc_.Text(u) == ",") return;
      const uint32_t m = doc_.MentionAt(u);
      if (m == kNone || doc_.mentions[m].entity == kNone || m == link.person) continue;
      const Mention& mention = doc_.mentions[m];
      if (compound && mention.kind == MentionKind::kNominal) continue;  // "crisis-hit"
      // "of the Dutch central bank": the bank, not the adjective.
      // "mayor of the town of Riverton".
      if (mention.kind == MentionKind::kNominal && mention.type == NodeType::kPlace &&
          mention.end < end && doc_.Lower(mention.end) == "of")
        continue;
      if (mention.demonym && mention.end < end && doc_.WordAt(mention.head).head != kNoHead &&
          doc_.WordAt(mention.head).head > u)
        continue;
      const bool owned = mention.end < end && doc_.WordAt(mention.end).xpos == Xpos::kPOS;
      if (owned) continue;
      Owner owner;
      owner.entity = mention.entity;
      owner.after = true;
      owner.preposition = preposition;
      owners_.push_back(owner);
      return;
    }
  }

  Fact Draft(const RoleLink& link, uint32_t person, RelationType relation, uint32_t target) const {
    Fact fact;
    fact.source = person;
    fact.target = target;
    fact.relation = relation;
    fact.rule = "role";
    fact.label = link.noun;
    fact.confidence = 0.9f;
    fact.polarity = link.negated ? Polarity::kNegated : Polarity::kPositive;
    if (link.planned) fact.modality = Modality::kPlanned;
    fact.sentences = {doc_.SentenceOf(link.head)};
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
      if (owner_type == NodeType::kPerson &&
          !(relation == RelationType::kWorksFor && (owner.possessive || owner.after)))
        continue;
      // An adjective of country on a private role says where one is from.
      if (owner.demonym && !state) continue;
      // "envoy for Belarus", "ambassador to France": where one is sent, not who sends.
      if (owner.after && (owner.preposition == "for" || owner.preposition == "to") &&
          owner_type == NodeType::kCountry)
        continue;
      if (owner.after && (owner.preposition == "in" || owner.preposition == "from") &&
          owner_type != NodeType::kOrganization) {
        if (relation != RelationType::kLeads) continue;
      }
      if (relation == RelationType::kMemberOf && owner_type == NodeType::kCountry) continue;
      RelationType used = relation;
      if (owner_type == NodeType::kPlace && relation == RelationType::kWorksFor) continue;
      if (!Allows(used, type, owner_type)) continue;
      facts_.Add(doc_, Draft(link, person, used, owner.entity));
      return;
    }
    if (OwnersBody(link, person)) return;
    Default(link, person);
  }

  // "Norcorp's subsidiary, X", "her employer, X": the owner is the source.
  void Reverse(const RoleLink& link, RelationType relation) {
    const uint32_t named = doc_.mentions[link.person].entity;
    for (const Owner& owner : owners_) {
      Fact fact = Draft(link, owner.entity, relation, named);
      fact.label.clear();
      if (facts_.Add(doc_, std::move(fact))) return;
    }
  }

  // "His assistant", "Her predecessor": who works where that person does.
  bool OwnersBody(const RoleLink& link, uint32_t person) {
    for (const Owner& owner : owners_) {
      if (doc_.entities[owner.entity].type != NodeType::kPerson) continue;
      for (const Fact& fact : facts_.list()) {
        if (fact.source != owner.entity || fact.polarity != Polarity::kPositive) continue;
        if (fact.relation != RelationType::kLeads && fact.relation != RelationType::kWorksFor)
          continue;
        Fact shared = Draft(link, person, link.known.relation, fact.target);
        shared.inferred = true;
        shared.confidence = 0.6f;
        facts_.Add(doc_, std::move(shared));
        return true;
      }
    }
    return false;
  }

  // No owner said: what the story speaks of, by the kind of role.
  void Default(const RoleLink& link, uint32_t person) {
    const RelationType relation = link.known.relation;
    if (doc_.entities[person].type != NodeType::kPerson) return;
    uint32_t best = kNone;
    switch (link.known.seat) {
      case Seat::kNone:
        return;
      case Seat::kCountry:
        best = Free(CountryOfDateline(), link, person);
        if (best == kNone) best = Free(MainCountry(2), link, person);
        if (best == kNone) best = Free(CountryThatActed(link.head), link, person);
        if (relation != RelationType::kLeads) break;  // states have many ministers
        if (best == kNone) best = Free(CountryInBlock(link.head), link, person);
        if (best == kNone) best = Free(MainCountry(1), link, person);
        break;
      case Seat::kCourt:
        best = LastBody(link, {"ourt", "ribunal", "ssizes"});
        break;
      case Seat::kPolice:
        best = LastBody(link, {"olice", "heriff", "onstabulary", "Fire "});
        break;
      case Seat::kRegion:
        best = LastRegion(link);
        break;
      case Seat::kTeam:
        best = BodyInSentence(link.head);
        if (best == kNone) best = LastBody(link, {""});
        break;
      case Seat::kBody:
        best = SubjectBody(link);
        break;
    }
    if (best == kNone || !Allows(relation, NodeType::kPerson, doc_.entities[best].type)) return;
    Fact fact = Draft(link, person, relation, best);
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

  // The organization named last, up to two sentences before the role, whose name has one of the
  // words.
  uint32_t LastBody(const RoleLink& link, std::initializer_list<std::string_view> words) const {
    const uint32_t sentence = doc_.SentenceOf(link.head);
    for (uint32_t i = static_cast<uint32_t>(doc_.mentions.size()); i-- > 0;) {
      const Mention& other = doc_.mentions[i];
      if (other.head >= link.head || other.entity == kNone) continue;
      if (other.sentence + 2 < sentence) break;
      const Entity& entity = doc_.entities[other.entity];
      if (entity.type != NodeType::kOrganization) continue;
      for (std::string_view word : words) {
        if (entity.name.find(word) != std::string::npos) return other.entity;
      }
    }
    return kNone;
  }

  // The organization the sentences up to the role speak of: the subject of the nearest, or the
  // first named there. Courts and police are what others appear before.
  uint32_t SubjectBody(const RoleLink& link) const {
    const uint32_t sentence = doc_.SentenceOf(link.head);
    uint32_t best = kNone, best_sentence = kNone;
    bool subject = false;
    for (uint32_t i = static_cast<uint32_t>(doc_.mentions.size()); i-- > 0;) {
      const Mention& other = doc_.mentions[i];
      if (other.head >= link.head || other.entity == kNone) continue;
      if (other.sentence + 2 < sentence || (best != kNone && other.sentence != best_sentence))
        break;
      const Entity& entity = doc_.entities[other.entity];
      if (entity.type != NodeType::kOrganization) continue;
      bool public_body = false;
      for (std::string_view word : {"ourt", "ribunal", "olice", "ommittee", "board"})
        public_body |= entity.name.find(word) != std::string::npos;
      if (public_body) continue;
      const Relation r = doc_.WordAt(other.head).relation;
      const bool acts = r == Relation::kNsubj || r == Relation::kNsubjPass;
      if (best != kNone && subject && !acts) continue;
      best = other.entity;
      best_sentence = other.sentence;
      subject = acts;
    }
    return best;
  }

  // The state or province the story is set in.
  uint32_t LastRegion(const RoleLink& link) const {
    uint32_t first = kNone;
    for (const Mention& mention : doc_.mentions) {
      if (mention.entity == kNone || mention.known == nullptr ||
          mention.known->kind != NameKind::kRegion ||
          doc_.entities[mention.entity].type != NodeType::kPlace)
        continue;
      if (first == kNone) first = mention.entity;
      if (mention.head >= link.head) break;
    }
    return first;
  }

  // The country whose capital stands in the dateline.
  uint32_t CountryOfDateline() const {
    if (doc_.article.dateline_place.empty()) return kNone;
    std::string place = ToLower(doc_.article.dateline_place.In(doc_.text));
    bool start = true;
    for (char& c : place) {
      if (start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
      start = c == ' ' || c == '-';
    }
    const KnownName* known = doc_.knowledge.gazetteer().FindName(place);
    if (known == nullptr || known->country < 0 || known->kind != NameKind::kCapital) return kNone;
    for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
      if (doc_.entities[e].type == NodeType::kCountry && doc_.entities[e].country == known->country)
        return e;
    }
    return kNone;
  }

  // The first named organization after the role in its sentence: "Captain X scored for Y".
  uint32_t BodyInSentence(uint32_t head) const {
    const Sentence& s = doc_.SentenceAt(doc_.SentenceOf(head));
    for (uint32_t t = head + 1; t < s.end; ++t) {
      const uint32_t m = doc_.MentionAt(t);
      if (m == kNone || doc_.mentions[m].type != NodeType::kOrganization ||
          doc_.mentions[m].entity == kNone)
        continue;
      if (doc_.mentions[m].kind == MentionKind::kName &&
          doc_.Preposition(doc_.mentions[m].head) == "for")
        return doc_.mentions[m].entity;
    }
    return kNone;
  }

  // "Norland has left the talks. Foreign Minister X called it ...": the country that is the subject
  // of the sentence before in the same paragraph.
  uint32_t CountryThatActed(uint32_t head) const {
    const uint32_t sentence = doc_.SentenceOf(head);
    if (sentence == 0 || doc_.block_of[sentence - 1] != doc_.block_of[sentence]) return kNone;
    const Sentence& before = doc_.SentenceAt(sentence - 1);
    for (uint32_t t = before.begin; t < before.end; ++t) {
      const uint32_t e = doc_.EntityAt(t);
      const Relation r = doc_.WordAt(t).relation;
      const bool acts = r == Relation::kNsubj || r == Relation::kNsubjPass;
      if (acts && e != kNone && doc_.entities[e].type == NodeType::kCountry) return e;
    }
    return kNone;
  }

  // The country, or the country of the city, named last before in the same paragraph.
  uint32_t CountryInBlock(uint32_t head) const {
    const uint32_t block = doc_.block_of[doc_.SentenceOf(head)];
    const bool headed = block > 0 && (doc_.article.blocks[block - 1].kind == BlockKind::kSubhead ||
                                      doc_.article.blocks[block - 1].kind == BlockKind::kQuestion);
    for (uint32_t i = static_cast<uint32_t>(doc_.mentions.size()); i-- > 0;) {
      const Mention& mention = doc_.mentions[i];
      if (mention.head >= head || mention.entity == kNone) continue;
      const uint32_t where = doc_.block_of[mention.sentence];
      if (where != block && !(headed && where + 1 == block)) return kNone;
      const Entity& entity = doc_.entities[mention.entity];
      if (entity.type == NodeType::kCountry) return mention.entity;
      if (entity.type != NodeType::kPlace || entity.country < 0 || !entity.place_of_capital)
        continue;
      for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
        if (doc_.entities[e].type == NodeType::kCountry &&
            doc_.entities[e].country == entity.country)
          return e;
      }
    }
    return kNone;
  }

  // The country named most, its mentions before the third paragraph of the story counted thrice.
  // It must be named so many times as often as any other.
  uint32_t MainCountry(size_t margin) const {
    uint32_t best = kNone;
    size_t most = 0, second = 0;
    for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
      if (doc_.entities[e].type != NodeType::kCountry) continue;
      size_t weight = 0;
      for (uint32_t m : doc_.entities[e].mentions) {
        const uint32_t sentence = doc_.mentions[m].sentence;
        const BlockKind kind = doc_.BlockOf(sentence).kind;
        const bool head = kind == BlockKind::kTitle || kind == BlockKind::kStandfirst;
        weight += head ? 4 : sentence < 5 ? 3 : 1;
      }
      if (weight > most) {
        second = most;
        most = weight;
        best = e;
      } else {
        second = std::max(second, weight);
      }
    }
    return most >= margin * second ? best : kNone;
  }

  void Family(const RoleLink& link, uint32_t person) {
    for (const Owner& owner : owners_) {
      if (doc_.entities[owner.entity].type != NodeType::kPerson || owner.entity == person) continue;
      if (!owner.possessive &&
          !(owner.after && (owner.preposition == "of" || owner.preposition == "to")))
        continue;
      facts_.Add(doc_, Draft(link, person, RelationType::kFamilyOf, owner.entity));
      return;
    }
  }

  // "Belgian nun", "Norwegian coach", "Portugal's Ana Reis", and citizens of the state they
  // serve.
  void Nationality(const RoleLink& link, uint32_t person) {
    for (const Owner& owner : owners_) {
      if (doc_.entities[owner.entity].type != NodeType::kCountry || owner.after) continue;
      Fact fact = Draft(link, person, RelationType::kNationality, owner.entity);
      const bool state = IsStateRole(link.noun);
      fact.inferred = state;
      fact.confidence = owner.demonym && !state ? 0.85f : 0.6f;
      if (!owner.demonym && !state) continue;
      fact.modality = Modality::kActual;
      fact.label.clear();
      facts_.Add(doc_, std::move(fact));
      return;
    }
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
  std::vector<Owner> owners_;
};

}  // namespace

void FindRoleRelations(const Document& doc, std::span<const RoleLink> roles, Facts& facts) {
  RoleReader reader(doc, facts);
  for (const RoleLink& link : roles) reader.Read(link);
}

}  // namespace newsgraph::text

#include "loaders/text/relations/passive_agents.h"

#include <algorithm>
#include <array>

#include "loaders/text/entities/role_seats.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

// What bodies do, by a part of their names that is free of the first letter's case where both
// occur.
enum Acts : uint8_t { kHolds = 1, kRules = 2, kCharges = 4, kFines = 8 };
constexpr uint8_t kCourts = kHolds | kRules | kCharges | kFines;
constexpr uint8_t kForces = kHolds | kCharges | kFines;
constexpr uint8_t kAgencies = kCharges | kFines;

struct BodyWord {
  std::string_view word;
  uint8_t acts;
};
constexpr BodyWord kBodyWords[] = {
    {"ourt", kCourts},        {"ribunal", kCourts},
    {"udge", kCourts},        {"jury", kHolds | kRules | kCharges},
    {"olice", kForces},       {"Bureau", kForces},
    {"uard", kForces},        {"ommittee", kForces},
    {"roops", kForces},       {"heriff", kForces},
    {"rosecutor", kCharges},  {"Attorney", kCharges},
    {"Justice", kAgencies},   {"ommission", kAgencies},
    {"Agency", kAgencies},    {"Authority", kFines},
    {"Association", kFines},  {"Federation", kFines},
    {"League", kFines},       {"FIFA", kFines},
    {"UEFA", kFines},         {"IOC", kFines},
    {"egulator", kFines},     {"atchdog", kFines},
    {"Ofcom", kFines},        {"Ofgem", kFines},
    {"Ofwat", kFines},        {"Ofsted", kFines},
    {"Treasury", kFines},     {"European Union", kFines},
    {"Central Bank", kFines}, {"Reserve Bank", kFines},
    {"central bank", kFines},
};

uint8_t ActOf(RelationType relation) {
  switch (relation) {
    case RelationType::kConvicted:
      return kRules;
    case RelationType::kCharged:
      return kCharges;
    case RelationType::kSanctioned:
    case RelationType::kLiftedSanctionsOn:
      return kFines;
    default:
      return kHolds;
  }
}

class PassiveAgents {
 public:
  PassiveAgents(const Document& doc, Facts& facts) : doc_(doc), facts_(facts) {}

  void Run() {
    std::vector<AgentlessFact> rest;
    for (AgentlessFact& open : facts_.agentless) {
      if (open.fact.modality == Modality::kHypothetical) continue;  // "if convicted"
      const uint32_t agent = AgentOf(open);
      if (agent == kNone) {
        rest.push_back(std::move(open));
        continue;
      }
      Fact fact = open.fact;
      fact.source = agent;
      fact.inferred = true;
      fact.rule = "passive-agent";
      fact.confidence = 0.5f;
      facts_.Add(doc_, std::move(fact));
    }
    facts_.agentless = std::move(rest);
  }

 private:
  uint32_t AgentOf(const AgentlessFact& open) const {
    const Fact& fact = open.fact;
    if (fact.relation == RelationType::kAppointed) return BodyOfOffice(fact);
    if (open.where != kNone) return open.where;
    if (const uint32_t judge = UnnamedAgent(fact); judge != kNone) {
      const bool court = IsOneOf(doc_.Lemma(judge), {"judge", "jury", "magistrate", "juror"});
      return court && fact.relation == RelationType::kConvicted ? BodyFor(fact) : kNone;
    }
    if (fact.relation == RelationType::kDetained && AreHostages(fact)) return kNone;
    for (uint32_t agent : {ActorElsewhere(fact), BodyFor(fact), LastCaptor(fact)}) {
      if (agent != kNone) return agent;
    }
    if (fact.relation == RelationType::kReleased && TellsOfKidnapping(fact.sentences[0]))
      return kNone;
    return StateFor(fact);
  }

  static bool IsHolding(RelationType relation) {
    return relation == RelationType::kDetained || relation == RelationType::kReleased;
  }

  // "cleared by a judge": somebody did it who has no node, so nobody else did.
  uint32_t UnnamedAgent(const Fact& open) const {
    if (open.cue == kNone) return kNone;
    const uint32_t agent = doc_.Child(open.cue, Relation::kOblAgent);
    const uint32_t m = agent == kNone ? kNone : doc_.MentionAt(agent);
    if (m == kNone) return kNone;  // "by nightfall"
    const NodeType type = doc_.mentions[m].type;
    const bool acts =
        type == NodeType::kPerson || type == NodeType::kOrganization || type == NodeType::kGroup;
    return acts ? agent : kNone;
  }

  // "X has been named head of Y": Y, by the office that the same sentence gives.
  uint32_t BodyOfOffice(const Fact& open) const {
    // Voters elect and courts reinstate; who confirms is another.
    constexpr std::array<std::string_view, 8> kByOthers = {"elect",       "re-elect", "reinstate",
                                                           "restore",     "confirm",  "invest",
                                                           "appointment", "election"};
    if (open.cue != kNone && IsOneOf(doc_.Lemma(open.cue), kByOthers)) return kNone;
    for (const Fact& fact : facts_.list()) {
      if (fact.relation == RelationType::kLeads && fact.source == open.target &&
          fact.polarity == Polarity::kPositive && fact.sentences[0] == open.sentences[0] &&
          doc_.entities[fact.target].type == NodeType::kOrganization)
        return fact.target;
    }
    return kNone;
  }

  // Those whom the story calls hostages are held by no public body.
  bool AreHostages(const Fact& open) const {
    const std::string& noun = doc_.entities[open.target].noun;
    if (EndsWith(noun, "hostage") || EndsWith(noun, "captive")) return true;
    const uint32_t next = open.cue + 1;  // "held hostage"
    return next < doc_.words().size() && IsOneOf(doc_.Lower(next), {"hostage", "captive"});
  }

  // "Police arrested X. Y was questioned but not charged": who took others just before.
  uint32_t LastCaptor(const Fact& open) const {
    constexpr uint32_t kNear = 2;  // sentences
    if (open.relation != RelationType::kCharged || open.polarity == Polarity::kPositive)
      return kNone;
    const Fact* last = nullptr;
    for (const Fact& fact : facts_.list()) {
      const bool takes =
          fact.relation == RelationType::kDetained || fact.relation == RelationType::kCharged;
      const NodeType type = doc_.entities[fact.source].type;
      if (!takes || fact.polarity == Polarity::kNegated || fact.sentences.empty() ||
          fact.source == open.target || type == NodeType::kPerson ||
          fact.sentences[0] > open.sentences[0] || fact.sentences[0] + kNear < open.sentences[0])
        continue;
      if (last == nullptr || fact.sentences[0] >= last->sentences[0]) last = &fact;
    }
    return last == nullptr ? kNone : last->source;
  }

  // Who did as much to the same people in another sentence.
  uint32_t ActorElsewhere(const Fact& open) const {
    return IsHolding(open.relation) ? HolderElsewhere(open.target) : AccuserElsewhere(open);
  }

  uint32_t HolderElsewhere(uint32_t held) const {
    for (const Fact& fact : facts_.list()) {
      const bool freed = fact.relation == RelationType::kReleased &&
                         doc_.entities[fact.source].type != NodeType::kPerson;
      if (fact.target == held && fact.polarity == Polarity::kPositive &&
          (freed || fact.relation == RelationType::kDetained))
        return fact.source;
    }
    for (const Fact& member : facts_.list()) {
      if (member.relation != RelationType::kMemberOf || member.source != held) continue;
      for (const Fact& fact : facts_.list()) {
        if (fact.target == member.target && IsHolding(fact.relation)) return fact.source;
      }
    }
    return kNone;
  }

  // Cleared, tried or fined: by whoever charged, held or fined them.
  uint32_t AccuserElsewhere(const Fact& open) const {
    for (const Fact& fact : facts_.list()) {
      const bool accuses =
          fact.relation == RelationType::kCharged || fact.relation == RelationType::kDetained ||
          fact.relation == RelationType::kSanctioned ||
          (fact.relation == RelationType::kConvicted && open.relation != RelationType::kConvicted);
      const Entity& body = doc_.entities[fact.source];
      // A party or a club may suspend, but tries nobody.
      const bool tries =
          fact.relation != RelationType::kSanctioned || open.relation != RelationType::kConvicted ||
          body.type != NodeType::kOrganization || DoesSuch(body, RelationType::kSanctioned);
      if (accuses && tries && fact.target == open.target && fact.polarity == Polarity::kPositive)
        return fact.source;
    }
    return kNone;
  }

  uint32_t BodyFor(const Fact& open) const {
    if (open.relation == RelationType::kReleased) return kNone;
    if (const uint32_t near = PublicBodyNear(open); near != kNone) return near;
    if (open.relation != RelationType::kConvicted) return kNone;
    const uint32_t court = CourtOfStory(open);
    return court != kNone ? court : NearestCourt(open.sentences[0]);
  }

  // Those of the sentences from `first` to `last`.
  std::span<const Mention> MentionsOf(uint32_t first, uint32_t last) const {
    const uint32_t sentences = static_cast<uint32_t>(doc_.tokens.sentences.size());
    const uint32_t end = doc_.SentenceAt(std::min(last, sentences - 1)).end;
    const uint32_t begin = doc_.MentionsBefore(doc_.SentenceAt(first).begin);
    return std::span(doc_.mentions).subspan(begin, doc_.MentionsBefore(end) - begin);
  }

  // Police, court or regulator in the same sentence or the one before.
  uint32_t PublicBodyNear(const Fact& open) const {
    const uint32_t sentence = open.sentences[0];
    const bool arrest = IsArrest(open);
    uint32_t best = kNone;
    for (const Mention& mention : MentionsOf(sentence < 1 ? 0 : sentence - 1, sentence)) {
      if (mention.entity == kNone || mention.entity == open.target ||
          (mention.type != NodeType::kOrganization && !AreProsecutors(mention, open)) ||
          doc_.WordAt(mention.head).relation == Relation::kCompound)  // "two police officers"
        continue;
      const Entity& body = doc_.entities[mention.entity];
      const bool accused =
          open.relation == RelationType::kCharged && open.polarity == Polarity::kPositive;
      if ((arrest || accused) && (IsCourt(body) || EndsWith(body.name, "jury"))) continue;
      if (DoesSuch(body, open.relation)) best = mention.entity;
    }
    return best;
  }

  static bool AreProsecutors(const Mention& mention, const Fact& open) {
    return mention.type == NodeType::kGroup && open.relation == RelationType::kCharged &&
           EndsWith(mention.noun, "prosecutor");
  }

  // Courts jail and remand; they arrest nobody.
  bool IsArrest(const Fact& open) const {
    constexpr std::array<std::string_view, 8> kVerbs = {"arrest", "seize", "capture", "apprehend",
                                                        "nab",    "round", "pick",    "detain"};
    return open.cue != kNone && IsOneOf(doc_.Lemma(open.cue), kVerbs);
  }

  static bool DoesSuch(const Entity& body, RelationType relation) {
    if (relation != RelationType::kConvicted && IsInvestigator(body)) return true;
    return std::any_of(std::begin(kBodyWords), std::end(kBodyWords), [&](const BodyWord& known) {
      return (known.acts & ActOf(relation)) && body.name.find(known.word) != std::string::npos;
    });
  }

  // "anti-corruption agency USKOK": by what the story calls it.
  static bool IsInvestigator(const Entity& body) {
    return std::any_of(body.roles.begin(), body.roles.end(), [](const std::string& role) {
      return EndsWith(role, "agency") && !EndsWith(role, "news agency");
    });
  }

  // The court that convicted or cleared others in the story, nearest before.
  uint32_t CourtOfStory(const Fact& open) const {
    const Fact* nearest = nullptr;
    for (const Fact& fact : facts_.list()) {
      if (fact.relation != RelationType::kConvicted || fact.sentences.empty() ||
          fact.sentences[0] > open.sentences[0] ||
          doc_.entities[fact.source].type != NodeType::kOrganization ||
          (fact.polarity == Polarity::kNegated &&
           !DoesSuch(doc_.entities[fact.source], fact.relation)))
        continue;
      if (nearest == nullptr || fact.sentences[0] > nearest->sentences[0]) nearest = &fact;
    }
    return nearest == nullptr ? kNone : nearest->source;
  }

  // The court named nearest, before or after.
  uint32_t NearestCourt(uint32_t sentence) const {
    constexpr uint32_t kNear = 3;  // sentences
    uint32_t best = kNone, distance = kNone;
    for (const Mention& mention :
         MentionsOf(sentence < kNear ? 0 : sentence - kNear, sentence + kNear)) {
      if (mention.entity == kNone || mention.type != NodeType::kOrganization) continue;
      const Entity& body = doc_.entities[mention.entity];
      const uint32_t away =
          mention.sentence > sentence ? mention.sentence - sentence : sentence - mention.sentence;
      if (!(IsCourt(body) || EndsWith(body.name, "jury")) || (best != kNone && away >= distance))
        continue;
      best = mention.entity;
      distance = away;
    }
    return best;
  }

  // Whoever was kidnapped is set free by no state.
  bool TellsOfKidnapping(uint32_t sentence) const {
    const uint32_t first = sentence == 0 ? 0 : sentence - 1;
    for (uint32_t t = doc_.SentenceAt(first).begin; t < doc_.SentenceAt(sentence).end; ++t) {
      if (IsOneOf(doc_.Lemma(t), {"kidnap", "abduct", "hijack"})) return true;
    }
    return false;
  }

  // A state jails by default; who set somebody free must be said, who fined them as well.
  uint32_t StateFor(const Fact& open) const {
    const bool done = open.polarity == Polarity::kPositive;
    if (!done &&
        (open.relation == RelationType::kConvicted || (open.relation == RelationType::kDetained)))
      return kNone;
    const uint32_t home = HomeOf(open.target);
    if (open.relation == RelationType::kReleased) {
      if (const uint32_t country = CountryOfPrison(open); country != kNone) return country;
      const uint32_t other = home == kNone ? kNone : OtherCountryNear(open, home);
      return other != kNone ? other : home;  // who frees foreigners is the other state of the story
    }
    if (home != kNone) {
      const uint32_t other = OtherCountryNear(open, home);
      return other != kNone && open.relation != RelationType::kSanctioned ? other : home;
    }
    if (open.relation != RelationType::kDetained) return kNone;
    const uint32_t country = RoleSeats(doc_).CountryInBlock(open.cue);
    return country != kNone ? country : MainCountry();
  }

  uint32_t HomeOf(uint32_t people) const {
    for (const Fact& fact : facts_.list()) {
      if (fact.source == people && fact.relation == RelationType::kNationality) return fact.target;
    }
    return kNone;
  }

  // "was released from prison in Norland", "from a Norlandic jail".
  uint32_t CountryOfPrison(const Fact& open) const {
    const uint32_t end = std::min(doc_.SentenceAt(open.sentences[0]).end, open.cue + 8);
    for (uint32_t t = open.cue + 1; t < end; ++t) {
      if (IsOneOf(doc_.Lemma(t), {"prison", "jail", "custody", "detention", "captivity"}))
        return CountryAround(t);
    }
    return kNone;
  }

  // The country of a prison: that of its adjective, or of the place behind it as far as no other
  // clause begins.
  uint32_t CountryAround(uint32_t prison) const {
    constexpr uint32_t kReach = 8;  // tokens
    for (uint32_t child : doc_.Children(prison)) {
      const uint32_t e = child < prison ? doc_.EntityAt(child) : kNone;
      if (e != kNone && doc_.entities[e].type == NodeType::kCountry) return e;
    }
    const uint32_t end = std::min(doc_.SentenceAt(doc_.SentenceOf(prison)).end, prison + kReach);
    for (uint32_t t = prison + 1; t < end; ++t) {
      if (doc_.Text(t) == "," || doc_.WordAt(t).upos == Upos::kVerb) break;
      const uint32_t e = doc_.EntityAt(t);
      if (e == kNone || !IsOneOf(doc_.Preposition(t), {"in", "near", "outside"})) continue;
      if (const uint32_t country = CountryOf(e); country != kNone) return country;
    }
    return kNone;
  }

  // The entity itself if it is a country, or the country that a place lies in.
  uint32_t CountryOf(uint32_t entity) const {
    const Entity& place = doc_.entities[entity];
    if (place.type == NodeType::kCountry) return entity;
    return place.type == NodeType::kPlace ? doc_.CountryOfNumber(place.country) : kNone;
  }

  // The country other than `home` that was named up to the sentence before: of several the one the
  // story speaks of most.
  uint32_t OtherCountryNear(const Fact& open, uint32_t home) const {
    uint32_t best = kNone;
    const uint32_t sentence = open.sentences[0];
    for (const Mention& mention : MentionsOf(sentence < 2 ? 0 : sentence - 2, sentence)) {
      if (mention.entity == kNone) continue;
      const Entity& entity = doc_.entities[mention.entity];
      if (entity.type != NodeType::kCountry || mention.entity == home) continue;
      if (best == kNone || entity.mentions.size() >= doc_.entities[best].mentions.size())
        best = mention.entity;
    }
    return best;
  }

  // The country named most, four times or more and twice as often as any other.
  uint32_t MainCountry() const {
    return MostCounted(doc_, 4, 2, [](const Entity& entity) {
      return entity.type == NodeType::kCountry ? entity.mentions.size() : 0;
    });
  }

  const Document& doc_;
  Facts& facts_;
};

}  // namespace

bool IsCourt(const Entity& body) {
  return body.type == NodeType::kOrganization &&
         (EndsWith(body.name, "ourt") || body.name.find("ourt of ") != std::string::npos ||
          body.name.find("ribunal") != std::string::npos);
}

void FindPassiveAgents(const Document& doc, Facts& facts) { PassiveAgents(doc, facts).Run(); }

}  // namespace newsgraph::text

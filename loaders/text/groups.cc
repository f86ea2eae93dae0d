#include "loaders/text/groups.h"

#include <algorithm>

#include "loaders/text/letters.h"

namespace newsgraph::text {
namespace {

constexpr size_t kMaxInferred = 5'000;  // edges; a longer list of members adds no more

// Edges that every member of a group shares.
bool Distributes(RelationType relation) {
  switch (relation) {
    case RelationType::kMemberOf:
    case RelationType::kPartOf:
    case RelationType::kAbout:
    case RelationType::kFamilyOf:
    case RelationType::kLeads:
    case RelationType::kLocatedIn:
      return false;
    default:
      return true;
  }
}

class Inference {
 public:
  Inference(const Document& doc, Facts& facts) : doc_(doc), facts_(facts) {}

  void Run() {
    Relatives();
    Journeys();
    FindAgents();
    Employers();
    Members();
    NotMembers();
    Subsets();
    FindAgents();  // members may have been detained by whoever held the group
    facts_.DropContradicted();
  }

 private:
  void Infer(const Fact& from, uint32_t source, uint32_t target, float confidence, std::string rule,
             const std::vector<uint32_t>& more_evidence) {
    if (facts_.list().size() > kMaxInferred) return;
    Fact fact = from;
    fact.source = source;
    fact.target = target;
    fact.inferred = true;
    fact.confidence = confidence;
    fact.rule = std::move(rule);
    fact.label.clear();
    // The sentence that names the member is the nearest evidence.
    fact.sentences = more_evidence;
    for (uint32_t s : from.sentences) {
      if (std::find(fact.sentences.begin(), fact.sentences.end(), s) == fact.sentences.end())
        fact.sentences.push_back(s);
    }
    if (facts_.Contains(source, fact.relation, target, Polarity::kPositive) ||
        facts_.Contains(source, fact.relation, target, Polarity::kNegated))
      return;
    facts_.Add(doc_, std::move(fact));
  }

  // People who were set free and then taken somewhere were released to that place.
  void Journeys() {
    const std::vector<Fact> facts = facts_.list();
    for (const Fact& fact : facts) {
      if (fact.relation != RelationType::kTravelledTo || fact.polarity == Polarity::kNegated)
        continue;
      // "set to travel onward" is another journey; "the decision to send them" is this one.
      if (fact.modality == Modality::kPlanned && fact.rule != "frame:send" &&
          fact.rule != "frame:transfer")
        continue;
      if (doc_.entities[fact.source].type != NodeType::kGroup) continue;
      bool freed = false;
      for (const Fact& part : facts) {  // they themselves, or those they are part of
        const bool whole = part.relation == RelationType::kPartOf && part.source == fact.source;
        freed |= WasFreed(facts, whole ? part.target : fact.source);
      }
      if (!freed) continue;
      Fact released = fact;
      released.relation = RelationType::kReleasedTo;
      facts_.Add(doc_, std::move(released));
    }
  }

  static bool WasFreed(const std::vector<Fact>& facts, uint32_t people) {
    return std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) {
      return fact.relation == RelationType::kReleased && fact.target == people &&
             fact.polarity == Polarity::kPositive;
    });
  }

  // A relative without a name is a node only where it does something.
  void Relatives() {
    const size_t count = facts_.list().size();
    for (size_t i = 0; i < count; ++i) {
      const Fact fact = facts_.list()[i];
      for (uint32_t e : {fact.source, fact.target}) {
        const uint32_t owner = doc_.entities[e].relative_of;
        if (owner == kNone) continue;
        Fact family;
        family.source = e;
        family.target = owner;
        family.relation = RelationType::kFamilyOf;
        family.rule = "role";
        family.label = doc_.entities[e].noun;
        family.sentences = {fact.sentences[0]};
        facts_.Add(doc_, std::move(family));
      }
    }
  }

  struct Membership {
    uint32_t member, group;
    std::vector<uint32_t> sentences;
  };

  std::vector<Membership> Memberships() const {
    std::vector<Membership> out;
    for (const Fact& fact : facts_.list()) {
      // Who leads counted people is one of them; of others one cannot say.
      const bool belongs =
          fact.relation == RelationType::kMemberOf ||
          (fact.relation == RelationType::kLeads && doc_.entities[fact.target].count > 0);
      if (belongs && fact.polarity == Polarity::kPositive &&
          doc_.entities[fact.target].type == NodeType::kGroup &&
          doc_.entities[fact.source].type == NodeType::kPerson) {
        out.push_back({fact.source, fact.target, fact.sentences});
      }
    }
    return out;
  }

  void Members() {
    const auto memberships = Memberships();
    const std::vector<Fact> facts = facts_.list();
    for (const Membership& m : memberships) {
      for (const Fact& fact : facts) {
        const bool body = fact.relation == RelationType::kMemberOf &&
                          doc_.entities[fact.target].type == NodeType::kOrganization;
        if (!Distributes(fact.relation) && !body) continue;
        const float confidence = 0.9f * fact.confidence;
        if (fact.source == m.group)
          Infer(fact, m.member, fact.target, confidence, "group-member", m.sentences);
        if (fact.target == m.group)
          Infer(fact, fact.source, m.member, confidence, "group-member", m.sentences);
      }
    }
  }

  // "X, who was not among the six", whom somebody freed: X was not freed.
  void NotMembers() {
    const std::vector<Fact> facts = facts_.list();
    for (const Fact& outside : facts) {
      if (outside.relation != RelationType::kMemberOf || outside.polarity == Polarity::kPositive ||
          doc_.entities[outside.source].type != NodeType::kPerson)
        continue;
      for (const Fact& fact : facts) {
        if (fact.relation != RelationType::kReleased || fact.target != outside.target ||
            fact.polarity == Polarity::kNegated)
          continue;
        Fact held = fact;
        held.polarity = Polarity::kNegated;
        Infer(held, fact.source, outside.source, 0.7f, "group-member", outside.sentences);
      }
    }
  }

  // k of the n members of G are G': a named member of G shares an edge of G' with probability k/n.
  void Subsets() {
    const auto memberships = Memberships();
    const std::vector<Fact> facts = facts_.list();
    for (const Fact& part : facts) {
      if (part.relation != RelationType::kPartOf ||
          doc_.entities[part.source].type != NodeType::kGroup)
        continue;
      const int64_t k = doc_.entities[part.source].count, n = doc_.entities[part.target].count;
      if (k <= 0 || n <= 0 || k > n || 2 * k < n) continue;  // less than half says little
      const float share = static_cast<float>(k) / static_cast<float>(n);
      for (const Membership& m : memberships) {
        if (m.group != part.target) continue;
        for (const Fact& fact : facts) {
          if (fact.source != part.source || !Distributes(fact.relation)) continue;
          Infer(fact, m.member, fact.target, std::min(share, 0.99f), "subset", m.sentences);
        }
      }
    }
  }

  // Talks and deals of someone who works for or leads a state are the state's.
  void Employers() {
    const std::vector<Fact> facts = facts_.list();
    // What a named person does, the state they act for does.
    auto state_of = [&](uint32_t person) {
      for (const Fact& fact : facts) {
        if (fact.source == person && fact.polarity == Polarity::kPositive &&
            (fact.relation == RelationType::kLeads || fact.relation == RelationType::kWorksFor) &&
            doc_.entities[fact.target].type == NodeType::kCountry)
          return fact.target;
      }
      return kNone;
    };
    for (const Fact& fact : facts) {
      if (fact.relation != RelationType::kNegotiatedWith &&
          fact.relation != RelationType::kAgreedWith)
        continue;
      const uint32_t a = doc_.entities[fact.source].type == NodeType::kPerson
                             ? state_of(fact.source)
                             : fact.source;
      const uint32_t b = doc_.entities[fact.target].type == NodeType::kPerson
                             ? state_of(fact.target)
                             : fact.target;
      if (a == kNone || b == kNone || (a == fact.source && b == fact.target)) continue;
      if (doc_.entities[a].type != NodeType::kCountry &&
          doc_.entities[b].type != NodeType::kCountry)
        continue;
      Infer(fact, a, b, 0.6f, "employer", {});
    }
    Judges(facts);
  }

  // What a judge rules, the court rules.
  void Judges(const std::vector<Fact>& facts) {
    for (const Fact& works : facts) {
      if (works.relation != RelationType::kWorksFor || works.polarity == Polarity::kNegated ||
          !IsCourt(works.target))
        continue;
      for (const Fact& fact : facts) {
        if (fact.source == works.source && IsRuling(fact.relation))
          Infer(fact, works.target, fact.target, 0.9f * fact.confidence, "employer", {});
      }
    }
  }

  bool IsCourt(uint32_t entity) const {
    const std::string& name = doc_.entities[entity].name;
    return doc_.entities[entity].type == NodeType::kOrganization &&
           (EndsWith(name, "ourt") || name.find("ourt of ") != std::string::npos ||
            name.find("ribunal") != std::string::npos);
  }

  static bool IsRuling(RelationType relation) {
    return relation == RelationType::kConvicted || relation == RelationType::kReleased ||
           relation == RelationType::kDetained || relation == RelationType::kRejected ||
           relation == RelationType::kSanctioned || relation == RelationType::kCharged;
  }

  void FindAgents() {
    std::vector<AgentlessFact> rest;
    for (AgentlessFact& open : facts_.agentless) {
      if (open.fact.modality == Modality::kHypothetical) continue;  // "if convicted"
      std::string rule = "passive-agent";
      const uint32_t agent = open.where != kNone ? open.where : AgentOf(open.fact);
      if (agent == kNone) {
        rest.push_back(std::move(open));
        continue;
      }
      Fact fact = open.fact;
      fact.source = agent;
      fact.inferred = true;
      fact.rule = rule;
      fact.confidence = 0.5f;
      facts_.Add(doc_, std::move(fact));
    }
    facts_.agentless = std::move(rest);
  }

  // Those whom the story calls hostages are held by no public body.
  bool AreHostages(uint32_t group) const {
    const std::string& noun = doc_.entities[group].noun;
    return EndsWith(noun, "hostage") || EndsWith(noun, "captive");
  }

  uint32_t AgentOf(const Fact& open) const {
    if (open.relation == RelationType::kDetained && AreHostages(open.target)) return kNone;
    const bool held =
        open.relation == RelationType::kDetained || open.relation == RelationType::kReleased;
    // Who held or freed them in another sentence.
    if (held) {
      for (const Fact& fact : facts_.list()) {
        if (fact.target == open.target &&
            (fact.relation == RelationType::kDetained ||
             (fact.relation == RelationType::kReleased &&
              doc_.entities[fact.source].type != NodeType::kPerson)) &&
            fact.polarity == Polarity::kPositive)
          return fact.source;
      }
      for (const Fact& fact : facts_.list()) {
        if (fact.relation != RelationType::kMemberOf || fact.source != open.target) continue;
        for (const Fact& other : facts_.list()) {
          if (other.target == fact.target && (other.relation == RelationType::kDetained ||
                                              other.relation == RelationType::kReleased))
            return other.source;
        }
      }
    }
    // Cleared, tried or fined: by whoever charged, held or fined them elsewhere.
    for (const Fact& fact : facts_.list()) {
      const bool legal =
          fact.relation == RelationType::kCharged || fact.relation == RelationType::kDetained ||
          fact.relation == RelationType::kSanctioned ||
          (fact.relation == RelationType::kConvicted && open.relation != RelationType::kConvicted);
      if (!held && legal && fact.target == open.target && fact.polarity == Polarity::kPositive)
        return fact.source;
    }
    const uint32_t near = open.relation == RelationType::kReleased
                              ? kNone
                              : PublicBodyNear(open.sentences[0], open.relation);
    if (near != kNone) return near;
    if (open.relation == RelationType::kConvicted) {
      if (const uint32_t court = CourtOfStory(open); court != kNone) return court;
      if (const uint32_t court = NearestCourt(open.sentences[0]); court != kNone) return court;
    }
    if (open.relation == RelationType::kReleased && TellsOfKidnapping(open.sentences[0]))
      return kNone;
    for (const Fact& fact : facts_.list()) {
      if (fact.source != open.target || fact.relation != RelationType::kNationality) continue;
      // Who frees foreigners is the other state of the story.
      const uint32_t other =
          open.relation == RelationType::kReleased ? OtherCountryNear(open, fact.target) : kNone;
      return other != kNone ? other : fact.target;
    }
    // A state jails by default; who set somebody free must be said.
    return open.relation == RelationType::kDetained ? MainCountry() : kNone;
  }

  // Whoever was kidnapped is set free by no state.
  bool TellsOfKidnapping(uint32_t sentence) const {
    const uint32_t first = sentence == 0 ? 0 : sentence - 1;
    for (uint32_t t = doc_.SentenceAt(first).begin; t < doc_.SentenceAt(sentence).end; ++t) {
      const std::string_view lemma = doc_.Lemma(t);
      if (lemma == "kidnap" || lemma == "abduct" || lemma == "hijack") return true;
    }
    return false;
  }

  // The country other than `home` that was named up to the sentence before: of several the one the
  // story speaks of most.
  uint32_t OtherCountryNear(const Fact& open, uint32_t home) const {
    uint32_t best = kNone;
    for (const Mention& mention : doc_.mentions) {
      if (mention.sentence > open.sentences[0]) break;
      if (mention.sentence + 2 < open.sentences[0] || mention.entity == kNone) continue;
      const Entity& entity = doc_.entities[mention.entity];
      if (entity.type != NodeType::kCountry || mention.entity == home) continue;
      if (best == kNone || entity.mentions.size() >= doc_.entities[best].mentions.size())
        best = mention.entity;
    }
    return best;
  }

  // "anti-corruption agency USKOK": by what the story calls it.
  static bool IsInvestigator(const Entity& body) {
    return std::any_of(body.roles.begin(), body.roles.end(), [](const std::string& role) {
      return EndsWith(role, "agency") && !EndsWith(role, "news agency");
    });
  }

  // Police, court or agency in the same sentence or the one before.
  uint32_t PublicBodyNear(uint32_t sentence, RelationType relation) const {
    uint32_t best = kNone;
    for (const Mention& mention : doc_.mentions) {
      if (mention.sentence > sentence) break;
      if (mention.sentence + 1 < sentence || mention.entity == kNone ||
          mention.type != NodeType::kOrganization ||
          doc_.WordAt(mention.head).relation == Relation::kCompound)  // "two police officers"
        continue;
      const std::string& name = doc_.entities[mention.entity].name;
      auto has = [&](std::string_view word) { return name.find(word) != std::string::npos; };
      const bool agency = IsInvestigator(doc_.entities[mention.entity]);
      const bool court = has("ourt") || has("ribunal") || has("jury") || has("udge");
      const bool police = agency || has("olice") || has("Bureau") || has("Guard") || has("guard") ||
                          has("ommittee") || has("roops") || has("heriff");
      if (relation == RelationType::kConvicted ? court : (police || court)) best = mention.entity;
    }
    return best;
  }

  // The court that convicted or cleared others in the story, nearest before.
  uint32_t CourtOfStory(const Fact& open) const {
    const Fact* nearest = nullptr;
    for (const Fact& fact : facts_.list()) {
      if (fact.relation != RelationType::kConvicted || fact.sentences.empty() ||
          fact.sentences[0] > open.sentences[0] ||
          doc_.entities[fact.source].type != NodeType::kOrganization)
        continue;
      if (nearest == nullptr || fact.sentences[0] > nearest->sentences[0]) nearest = &fact;
    }
    return nearest == nullptr ? kNone : nearest->source;
  }

  // The court named nearest, before or after.
  uint32_t NearestCourt(uint32_t sentence) const {
    constexpr uint32_t kNear = 3;  // sentences
    uint32_t best = kNone, distance = kNone;
    for (const Mention& mention : doc_.mentions) {
      if (mention.entity == kNone || mention.type != NodeType::kOrganization) continue;
      const std::string& name = doc_.entities[mention.entity].name;
      const bool court = IsCourt(mention.entity) || EndsWith(name, "jury");
      const uint32_t away =
          mention.sentence > sentence ? mention.sentence - sentence : sentence - mention.sentence;
      if (!court || away > kNear || (best != kNone && away >= distance)) continue;
      best = mention.entity;
      distance = away;
    }
    return best;
  }

  // The country named most, at least twice as often as any other.
  uint32_t MainCountry() const {
    uint32_t best = kNone;
    size_t most = 2, second = 1;
    for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
      if (doc_.entities[e].type != NodeType::kCountry) continue;
      const size_t mentions = doc_.entities[e].mentions.size();
      if (mentions > most) {
        second = most;
        most = mentions;
        best = e;
      } else {
        second = std::max(second, mentions);
      }
    }
    return most >= 2 * second ? best : kNone;
  }

  const Document& doc_;
  Facts& facts_;
};

}  // namespace

void InferFacts(const Document& doc, Facts& facts) { Inference(doc, facts).Run(); }

}  // namespace newsgraph::text

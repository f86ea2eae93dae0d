#include "loaders/text/relations/groups.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "loaders/text/relations/passive_agents.h"

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
    FindPassiveAgents(doc_, facts_);
    Employers();
    Members();
    NotMembers();
    Subsets();
    FindPassiveAgents(doc_, facts_);  // members may have been detained by whoever held the group
    facts_.DropContradicted();
    facts_.DoubtOverturned(doc_);
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
    absl::flat_hash_set<uint32_t> freed;
    for (const Fact& fact : facts) {
      if (fact.relation == RelationType::kReleased && fact.polarity == Polarity::kPositive)
        freed.insert(fact.target);
    }
    for (const Fact& fact : facts) {
      if (fact.relation != RelationType::kTravelledTo || fact.polarity == Polarity::kNegated)
        continue;
      // "set to travel onward" is another journey; "the decision to send them" is this one.
      if (fact.modality == Modality::kPlanned && fact.rule != "frame:send" &&
          fact.rule != "frame:transfer")
        continue;
      if (doc_.entities[fact.source].type != NodeType::kGroup) continue;
      // They themselves, or those they are part of.
      const bool were_freed = freed.contains(fact.source) ||
                              std::any_of(facts.begin(), facts.end(), [&](const Fact& f) {
                                return f.relation == RelationType::kPartOf &&
                                       f.source == fact.source && freed.contains(f.target);
                              });
      if (!were_freed) continue;
      Fact released = fact;
      released.relation = RelationType::kReleasedTo;
      facts_.Add(doc_, std::move(released));
    }
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
          !IsCourt(doc_.entities[works.target]))
        continue;
      for (const Fact& fact : facts) {
        if (fact.source == works.source && IsRuling(fact.relation))
          Infer(fact, works.target, fact.target, 0.9f * fact.confidence, "employer", {});
      }
    }
  }

  static bool IsRuling(RelationType relation) {
    return relation == RelationType::kConvicted || relation == RelationType::kReleased ||
           relation == RelationType::kDetained || relation == RelationType::kRejected ||
           relation == RelationType::kSanctioned || relation == RelationType::kCharged;
  }

  const Document& doc_;
  Facts& facts_;
};

}  // namespace

void InferFacts(const Document& doc, Facts& facts) { Inference(doc, facts).Run(); }

}  // namespace newsgraph::text

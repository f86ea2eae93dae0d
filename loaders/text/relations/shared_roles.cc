// Roles that two names share, and bodies that are somebody's: "two directors of X, A and B", "A's
// party, the Greens".
#include <array>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/relations/relations.h"

namespace newsgraph::text {
namespace {

// What somebody is to a body that is called theirs.
RelationType RelationToOwn(std::string_view noun) {
  constexpr std::array<std::string_view, 7> kJoined = {"party", "club",     "team",     "union",
                                                       "band",  "movement", "orchestra"};
  constexpr std::array<std::string_view, 7> kServed = {
      "employer", "newspaper", "paper", "firm", "broadcaster", "university", "ministry"};
  for (std::string_view word : kJoined) {
    if (EndsWith(noun, word)) return RelationType::kMemberOf;
  }
  return IsOneOf(noun, kServed) ? RelationType::kWorksFor : RelationType::kAbout;
}

class SharedRoles {
 public:
  SharedRoles(const Document& doc, const Clauses& clauses, Facts& facts)
      : doc_(doc), clauses_(clauses), facts_(facts) {}

  void Read() {
    for (const Mention& mention : doc_.mentions) {
      if (mention.kind != MentionKind::kNominal) continue;
      if (mention.plural) Plural(mention);
      OwnBody(mention);
    }
  }

 private:
  void Add(uint32_t source, RelationType relation, uint32_t target, const Mention& mention) {
    Fact fact = StatedRole(source, relation, target, mention.sentence, 0.85f);
    fact.label = mention.noun;
    facts_.Add(doc_, std::move(fact));
  }

  // "the presidents of Peru and Chile, A and B", "two directors of the firm, A and B".
  void Plural(const Mention& role) {
    constexpr TypeSet kSeats =
        SetOf(NodeType::kOrganization) | SetOf(NodeType::kCountry) | SetOf(NodeType::kPlace);
    constexpr uint32_t kReach = 9;  // tokens of the complement
    const KnownNoun* noun = doc_.knowledge.gazetteer().FindNoun(role.noun);
    if (noun == nullptr || !noun->has_relation)  // "leaders" are an office as well
      noun = doc_.knowledge.gazetteer().FindNoun(doc_.Lemma(role.head));
    if (noun == nullptr || !noun->has_relation || !IsOffice(noun->relation)) return;
    const uint32_t end = doc_.SentenceAt(role.sentence).end;
    std::vector<uint32_t> seats;
    uint32_t t = role.end;
    if (t + 1 < end && IsOneOf(doc_.Lower(t), {"of", "at"})) {
      for (; t < end && t < role.end + kReach && doc_.Text(t) != ","; ++t) {
        if (doc_.WordAt(t).IsFinite()) return;
        Collect(t, kSeats, seats);
      }
    } else {
      for (uint32_t u = role.begin; u < role.head; ++u) Collect(u, kSeats, seats);
      if (const uint32_t owner = doc_.Child(role.head, Relation::kNmodPoss); owner != kNone)
        CollectOwners(owner, kSeats, seats);
    }
    const bool set_off = t + 1 < end && doc_.Text(t) == ",";
    const std::vector<uint32_t> names = NamesAt(t + set_off, end);
    if (seats.empty() || names.size() < 2) return;
    const bool each = seats.size() == names.size();
    if (!each && seats.size() != 1) return;
    for (size_t i = 0; i < names.size(); ++i)
      Add(names[i], noun->relation, seats[each ? i : 0], role);
  }

  static bool IsOffice(RelationType relation) {
    return relation == RelationType::kLeads || relation == RelationType::kWorksFor ||
           relation == RelationType::kMemberOf;
  }

  void Collect(uint32_t t, TypeSet types, std::vector<uint32_t>& out) const {
    const uint32_t m = doc_.MentionAt(t);
    if (m == kNone || doc_.mentions[m].entity == kNone) return;
    const uint32_t e = doc_.mentions[m].entity;
    if (doc_.mentions[m].demonym) return;  // where they come from
    if (Has(types, doc_.entities[e].type) && (out.empty() || out.back() != e)) out.push_back(e);
  }

  // "their leaders": of the two bodies that were subjects before.
  void CollectOwners(uint32_t owner, TypeSet types, std::vector<uint32_t>& out) const {
    const uint32_t m = doc_.MentionAt(owner);
    const bool several = m != kNone && doc_.mentions[m].kind == MentionKind::kPronoun &&
                         doc_.mentions[m].whole != kNone;
    if (!several) return Collect(owner, types, out);
    for (uint32_t t : clauses_.Joined(doc_.mentions[doc_.mentions[m].whole].head))
      Collect(t, types, out);
  }

  // "A and B", "A, B and C": people from a token on, without a gap.
  std::vector<uint32_t> NamesAt(uint32_t t, uint32_t end) const {
    std::vector<uint32_t> names;
    while (t < end) {
      const uint32_t m = doc_.MentionAt(t);
      if (m == kNone || doc_.mentions[m].kind != MentionKind::kName ||
          doc_.mentions[m].type != NodeType::kPerson || doc_.mentions[m].entity == kNone)
        break;
      names.push_back(doc_.mentions[m].entity);
      t = doc_.mentions[m].end;
      if (t >= end || (doc_.Text(t) != "," && doc_.Lower(t) != "and")) break;
      const bool last = doc_.Lower(t) == "and" || (t + 1 < end && doc_.Lower(t + 1) == "and");
      t += doc_.Text(t) == "," && last ? 2 : 1;
    }
    return names;
  }

  // "A's party, the Greens,": named right behind the noun, which means it already.
  void OwnBody(const Mention& body) {
    uint32_t t = body.end + 1;
    if (t + 1 >= doc_.words().size() || doc_.Text(body.end) != ",") return;
    if (doc_.Lower(t) == "the") ++t;
    if (doc_.EntityAt(t) != body.entity) return;
    if (body.entity == kNone || doc_.entities[body.entity].type != NodeType::kOrganization ||
        !doc_.entities[body.entity].noun.empty())
      return;
    const RelationType relation = RelationToOwn(body.noun);
    const uint32_t owner = doc_.Child(body.head, Relation::kNmodPoss);
    if (relation == RelationType::kAbout || owner == kNone) return;
    const uint32_t person = doc_.EntityAt(owner);
    if (person == kNone || doc_.entities[person].type != NodeType::kPerson) return;
    for (const Fact& fact : facts_.list()) {  // who leads or owns it is known by that
      if (fact.source == person && fact.target == body.entity) return;
    }
    Add(person, relation, body.entity, body);
  }

  const Document& doc_;
  const Clauses& clauses_;
  Facts& facts_;
};

}  // namespace

void FindSharedRoles(const Document& doc, const Clauses& clauses, Facts& facts) {
  SharedRoles(doc, clauses, facts).Read();
}

}  // namespace newsgraph::text

// Clauses that leave out what was just said: "so did the United Nations", "Britain followed suit",
// "but Kenya did not". The subject shares the edges of the clause before.
#include <algorithm>
#include <array>
#include <optional>

#include "loaders/text/clauses/arguments.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/relations/relations.h"

namespace newsgraph::text {
namespace {

bool IsAuxiliary(std::string_view lower) {
  constexpr std::array<std::string_view, 16> kAuxiliaries = {
      "did", "does", "do",   "has", "have",  "had", "is",    "are",
      "was", "were", "will", "wo",  "would", "can", "could", "ca"};
  return IsOneOf(lower, kAuxiliaries);
}

struct Ellipsis {
  uint32_t subject = kNone;  // token
  uint32_t cue = kNone;      // the word that stands for the clause
  bool negated = false;
  bool offered = false;  // only what was offered
};

class EllipsisReader {
 public:
  EllipsisReader(const Document& doc, const Clauses& clauses, Facts& facts)
      : doc_(doc), clauses_(clauses), facts_(facts) {}

  void Read() {
    for (uint32_t t = 1; t + 1 < doc_.words().size(); ++t) {
      std::optional<Ellipsis> found = Inverted(t);
      if (!found) found = FollowsSuit(t);
      if (!found) found = BareAuxiliary(t);
      if (!found) found = NeverDid(t);
      if (!found) found = CalledOff(t);
      if (!found) found = SaysNo(t);
      if (found) Share(*found);
    }
  }

 private:
  // "; so did X", ", as has X", "and neither did X".
  std::optional<Ellipsis> Inverted(uint32_t t) const {
    const std::string& word = doc_.Lower(t - 1);
    const bool negated = word == "neither" || word == "nor";
    if ((word != "so" && word != "as" && !negated) || !IsAuxiliary(doc_.Lower(t))) return {};
    const uint32_t begin = doc_.SentenceAt(doc_.SentenceOf(t)).begin;
    const bool open = t - 1 == begin || doc_.WordAt(t - 2).upos == Upos::kPunct ||
                      doc_.WordAt(t - 2).upos == Upos::kCconj;
    const uint32_t subject = NameFrom(t + 1);
    if (!open || subject == kNone) return {};
    uint32_t after = doc_.mentions[doc_.MentionAt(subject)].end;
    while (after < doc_.words().size() && doc_.WordAt(after).upos == Upos::kNoun)
      ++after;  // "as did the BDI industry lobby"
    if (!EndsClause(after)) return {};
    return Ellipsis{subject, t, negated};
  }

  // "X followed suit", "X declined to follow suit", "X did the same".
  std::optional<Ellipsis> FollowsSuit(uint32_t t) const {
    const bool suit = doc_.Lemma(t) == "follow" && doc_.Lower(t + 1) == "suit";
    const bool same = doc_.Lemma(t) == "do" && t + 2 < doc_.words().size() &&
                      doc_.Lower(t + 1) == "the" && doc_.Lower(t + 2) == "same";
    if (!suit && !same) return {};
    const uint32_t subject = clauses_.OfVerb(t).At(kSubject);
    if (subject == kNone || subject > t) return {};
    const Scope scope = clauses_.ScopeOf(t);
    if (scope.modality == Modality::kHypothetical) return {};
    return Ellipsis{subject, t, scope.polarity == Polarity::kNegated};
  }

  // "but X did not", "X has not.": an auxiliary and "not", and then nothing.
  std::optional<Ellipsis> BareAuxiliary(uint32_t t) const {
    const bool negated = doc_.Lower(t) == "not" || doc_.Lower(t) == "n't";
    const bool too = doc_.Lower(t) == "too";  // "X did too"
    if ((!negated && !too) || !IsAuxiliary(doc_.Lower(t - 1)) || !EndsClause(t + 1)) return {};
    const uint32_t m = t >= 2 ? doc_.MentionAt(t - 2) : kNone;
    if (m == kNone || doc_.mentions[m].end != t - 1 || doc_.SentenceOf(t - 2) != doc_.SentenceOf(t))
      return {};
    return Ellipsis{doc_.mentions[m].head, t - 1, negated};
  }

  // "It never did.", "..., but did not go": what somebody was to do and did not.
  std::optional<Ellipsis> NeverDid(uint32_t t) const {
    constexpr std::array<std::string_view, 7> kDeeds = {"go",   "come", "attend", "appear",
                                                        "show", "turn", "happen"};
    const bool so = t + 2 < doc_.words().size() && doc_.Lower(t + 2) == "so";
    if (doc_.Lower(t) == "never" && IsAuxiliary(doc_.Lower(t + 1)) && EndsClause(t + 2 + so))
      return Ellipsis{kNone, t, true};
    // "has threatened to sue, but has not yet done so"
    if (IsOneOf(doc_.Lower(t), {"done", "do"}) && doc_.Lower(t + 1) == "so" && EndsClause(t + 2)) {
      for (uint32_t u = t; u > doc_.SentenceAt(doc_.SentenceOf(t)).begin && u + 4 > t; --u) {
        if (IsOneOf(doc_.Lower(u - 1), {"not", "n't", "never"}))
          return Ellipsis{kNone, u - 1, true};
      }
    }
    const bool did_not = doc_.Lower(t) == "not" && doc_.Lower(t - 1) == "did";
    if (!did_not || t < 2 || doc_.WordAt(t - 2).upos != Upos::kCconj) return {};
    if (!EndsClause(t + 1) && !IsOneOf(doc_.Lower(t + 1), kDeeds)) return {};
    return Ellipsis{kNone, t, true};
  }

  // "has put off the trip", "cancelled their meeting": what was planned before.
  std::optional<Ellipsis> CalledOff(uint32_t t) const {
    constexpr std::array<std::string_view, 8> kPlans = {"trip", "visit", "tour",    "journey",
                                                        "talk", "talks", "meeting", "appearance"};
    const Word& object = doc_.WordAt(t);
    const bool off = object.relation == Relation::kObl && object.head != kNoHead &&
                     object.head < t && doc_.Lower(object.head + 1) == "off";
    if ((object.relation != Relation::kObj && !off) || object.head == kNoHead || object.head > t ||
        !IsOneOf(doc_.Lemma(t), kPlans) || !IsDefinite(t))
      return {};
    const std::string_view verb = doc_.Lemma(object.head);
    const uint32_t particle = doc_.Child(object.head, Relation::kCompoundPrt);
    const FrameLexicon& frames = doc_.knowledge.frames();
    const bool undone = off ? frames.ScopeUndoes(Cat(verb, "_off"))
                        : particle == kNone
                            ? frames.ScopeUndoes(verb)
                            : frames.ScopeUndoes(Cat(verb, "_", doc_.Lower(particle)));
    if (!undone) return {};
    return Ellipsis{kNone, object.head, true};
  }

  // "was offered the prize and said no", "... offered X the post. She turned it down."
  std::optional<Ellipsis> SaysNo(uint32_t t) const {
    constexpr std::array<std::string_view, 5> kReturn = {"turn", "knock", "send", "give", "hand"};
    const bool pronoun = doc_.Lower(t) == "it" || doc_.Lower(t) == "them";
    const bool away = pronoun && IsOneOf(doc_.Lemma(t - 1), kReturn) &&
                      (doc_.Lower(t + 1) == "down" || doc_.Lower(t + 1) == "back");
    const bool no = doc_.Lower(t - 1) == "said" && doc_.Lower(t) == "no" && EndsClause(t + 1);
    const bool declined =
        (doc_.Lower(t) == "declined" || doc_.Lower(t) == "refused") && EndsClause(t + 1);
    if (!away && !no && !declined) return {};
    return Ellipsis{kNone, t, true, true};
  }

  bool IsDefinite(uint32_t noun) const {
    return doc_.HasChildWord(noun, "the") || doc_.Child(noun, Relation::kNmodPoss) != kNone;
  }

  uint32_t NameFrom(uint32_t t) const {
    const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(t - 1)).end;
    for (uint32_t u = t; u < end && u < t + 3; ++u) {
      const uint32_t m = doc_.MentionAt(u);
      if (m != kNone && doc_.mentions[m].entity != kNone) return doc_.mentions[m].head;
      if (doc_.WordAt(u).upos != Upos::kDet) return kNone;
    }
    return kNone;
  }

  bool EndsClause(uint32_t t) const {
    return t >= doc_.words().size() || doc_.SentenceOf(t) != doc_.SentenceOf(t - 1) ||
           doc_.WordAt(t).upos == Upos::kPunct || doc_.WordAt(t).upos == Upos::kCconj;
  }

  // A state or body follows states and bodies, a person people.
  bool Alike(uint32_t source, uint32_t subject) const {
    const uint32_t e = doc_.EntityAt(subject);
    if (e == kNone) return false;
    const bool person = doc_.entities[e].type == NodeType::kPerson;
    return person == (doc_.entities[source].type == NodeType::kPerson);
  }

  // The facts of the predicate before: in the sentence of the cue, else in the one before it.
  std::vector<Fact> ClauseBefore(uint32_t cue, uint32_t subject, bool follows) const {
    const uint32_t sentence = doc_.SentenceOf(cue);
    uint32_t best = kNone;
    for (const Fact& fact : facts_.list()) {
      if (fact.cue == kNone || fact.cue >= cue || !StartsWith(fact.rule, "frame:")) continue;
      if (fact.sentences[0] + (follows ? 3 : 1) < sentence) continue;
      if (follows && (fact.polarity == Polarity::kNegated || !Alike(fact.source, subject)))
        continue;
      if (IsAside(fact.cue, cue)) continue;
      if (best == kNone || fact.cue > best) best = fact.cue;
    }
    std::vector<Fact> facts;
    for (const Fact& fact : facts_.list()) {
      const bool shared = subject == kNone || !RelationInfo(fact.relation).symmetric;
      if (best != kNone && fact.cue == best && shared) facts.push_back(fact);
    }
    return facts;
  }

  // "X, which sued Y, praised Z, as did W": W praised.
  bool IsAside(uint32_t verb, uint32_t cue) const {
    const Word& word = doc_.WordAt(verb);
    if (word.relation != Relation::kAclRelcl || word.head == kNoHead) return false;
    const uint32_t main = doc_.WordAt(word.head).head;
    return main != kNoHead && main > verb && main < cue;
  }

  // What was to be done on a trip that is off: all plans of its sentence and the one before.
  std::vector<Fact> PlansBefore(uint32_t cue) const {
    constexpr std::array<RelationType, 4> kOccasions = {
        RelationType::kTravelledTo, RelationType::kMetWith, RelationType::kNegotiatedWith,
        RelationType::kParticipatedIn};
    std::vector<Fact> plans;
    for (const Fact& fact : facts_.list()) {
      const bool near =
          fact.cue != kNone && fact.cue < cue && fact.sentences[0] + 1 >= doc_.SentenceOf(cue);
      const bool occasion =
          std::find(kOccasions.begin(), kOccasions.end(), fact.relation) != kOccasions.end();
      if (!near || !occasion) continue;
      plans.push_back(fact);
      // "was to fly to X for talks with Y": those as well.
      const bool planned = std::any_of(plans.begin(), plans.end(), [&](const Fact& trip) {
        return trip.relation == RelationType::kTravelledTo && trip.cue < fact.cue &&
               trip.modality != Modality::kActual && trip.sentences[0] == fact.sentences[0];
      });
      if (planned && fact.relation != RelationType::kTravelledTo)
        plans.back().modality = Modality::kPlanned;
    }
    return plans;
  }

  // The plans of the clause before, which came to nothing.
  void Undo(const Ellipsis& ellipsis) {
    const bool journey = !ellipsis.offered && doc_.Lemma(ellipsis.cue) != "not" &&
                         doc_.Lower(ellipsis.cue) != "never";
    for (const Fact& plan :
         journey ? PlansBefore(ellipsis.cue) : ClauseBefore(ellipsis.cue, kNone, false)) {
      const bool open =
          plan.modality == Modality::kPlanned || plan.modality == Modality::kHypothetical;
      if (ellipsis.offered ? !StartsWith(plan.rule, "frame:offer") : !open) continue;
      Fact fact = plan;
      fact.rule = "ellipsis";
      fact.polarity = Polarity::kNegated;
      fact.modality = Modality::kActual;
      fact.sentences = {doc_.SentenceOf(ellipsis.cue)};
      facts_.Add(doc_, std::move(fact));
    }
  }

  void Share(const Ellipsis& ellipsis) {
    if (ellipsis.subject == kNone) return Undo(ellipsis);
    const bool follows = doc_.Lemma(ellipsis.cue) == "follow";
    for (const Fact& before : ClauseBefore(ellipsis.cue, ellipsis.subject, follows)) {
      for (uint32_t subject :
           EntitiesOf(doc_, clauses_, ellipsis.subject, RelationInfo(before.relation).domain)) {
        if (subject == before.source || subject == before.target) continue;
        Fact fact = before;
        fact.source = subject;
        fact.inferred = true;
        fact.rule = "ellipsis";
        fact.confidence = 0.7f;
        fact.label.clear();
        if (ellipsis.negated) fact.polarity = Polarity::kNegated;
        fact.sentences = {doc_.SentenceOf(ellipsis.cue)};
        if (before.sentences[0] != fact.sentences[0]) fact.sentences.push_back(before.sentences[0]);
        facts_.Add(doc_, std::move(fact));
      }
    }
  }

  const Document& doc_;
  const Clauses& clauses_;
  Facts& facts_;
};

}  // namespace

void FindEllipses(const Document& doc, const Clauses& clauses, Facts& facts) {
  EllipsisReader(doc, clauses, facts).Read();
}

}  // namespace newsgraph::text

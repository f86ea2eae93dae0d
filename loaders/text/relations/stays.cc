// Whoever is somewhere went there: "X was in Cairo for talks", "has been to Peru", "is off to
// Oslo"; whoever is at an event takes part in it: "X was not at the meeting".
#include <algorithm>
#include <array>

#include "loaders/text/clauses/arguments.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/relations/relations.h"

namespace newsgraph::text {
namespace {

bool IsBeside(const Document& doc, uint32_t token) {
  const std::string_view link = doc.Preposition(token);
  return link == "in" || link == "at";
}

// The name right before "was in Oslo", where the tree gives the clause another subject or none.
uint32_t NameBefore(const Document& doc, uint32_t copula) {
  const uint32_t begin = doc.SentenceAt(doc.SentenceOf(copula)).begin;
  uint32_t t = copula;
  while (t > begin && copula - t < 3 &&
         (doc.WordAt(t - 1).upos == Upos::kAux || doc.WordAt(t - 1).upos == Upos::kAdv ||
          doc.Text(t - 1) == ",") &&
         doc.MentionAt(t - 1) == kNone)
    --t;
  const uint32_t m = t == begin ? kNone : doc.MentionAt(t - 1);
  return m == kNone || doc.mentions[m].kind != MentionKind::kName ? kNone : doc.mentions[m].head;
}

// "was in Doha", "who has been to Peru", "is thought to be in Oslo": the place is what is said of
// X.
uint32_t SaidToBeAt(const Document& doc, const Clauses& clauses, uint32_t place) {
  const uint32_t copula = doc.Child(place, Relation::kCop);
  if (copula == kNone) return kNone;
  const bool visited = doc.Preposition(place) == "to" && doc.Lower(copula) == "been";
  if (!visited && !IsBeside(doc, place)) return kNone;
  const uint32_t subject = clauses.OfAdjective(place).At(kSubject);
  const uint32_t name = NameBefore(doc, copula);
  return name != kNone && (subject == kNone || doc.EntityAt(subject) == kNone) ? name : subject;
}

// "is back home in Lyon", "was at the time in Doha", "is off to Lyon": the place hangs on a word
// between.
uint32_t SaidThrough(const Document& doc, const Clauses& clauses, uint32_t place) {
  constexpr std::array<std::string_view, 6> kWords = {"back", "home",    "time",
                                                      "away", "already", "out"};
  const uint32_t word = doc.WordAt(place).head;
  if (word == kNoHead || word > place || doc.Child(word, Relation::kCop) == kNone) return kNone;
  const bool leaving = doc.Lower(word) == "off" && doc.Preposition(place) == "to";
  if (!leaving && !(IsOneOf(doc.Lower(word), kWords) && IsBeside(doc, place))) return kNone;
  return clauses.OfAdjective(word).At(kSubject);
}

// "X, in Geneva for a conference, learnt ...": set off behind the name.
uint32_t SetOffAt(const Document& doc, const Mention& place) {
  const uint32_t who = doc.WordAt(place.head).head;
  const uint32_t end = doc.SentenceAt(place.sentence).end;
  if (who == kNoHead || who > place.head || place.begin < 2 || place.end >= end ||
      !IsBeside(doc, place.head) || doc.Text(place.begin - 2) != "," ||
      !IsOneOf(doc.Lower(place.end), {"for", "on", "to"}))
    return kNone;
  return who;
}

}  // namespace

void FindStays(const Document& doc, const Clauses& clauses, Facts& facts) {
  for (const Mention& where : doc.mentions) {
    const bool event = where.type == NodeType::kEvent;
    if (where.entity == kNone || where.demonym || (where.kind != MentionKind::kName && !event))
      continue;
    if (event && doc.Preposition(where.head) != "at") continue;  // "is in session"
    uint32_t who = SaidToBeAt(doc, clauses, where.head);
    if (who == kNone && !event) who = SaidThrough(doc, clauses, where.head);
    if (who == kNone) who = SetOffAt(doc, where);
    if (who == kNone) continue;
    const Scope scope = clauses.ScopeOf(where.head);
    if (scope.modality == Modality::kHypothetical) continue;
    for (uint32_t person : EntitiesOf(doc, clauses, who, SetOf(NodeType::kPerson))) {
      Fact fact;
      fact.source = person;
      fact.target = where.entity;
      fact.relation = event ? RelationType::kParticipatedIn : RelationType::kTravelledTo;
      fact.polarity = scope.polarity;
      fact.modality = scope.modality;
      fact.rule = "event-arg";
      fact.confidence = 0.7f;
      fact.sentences = {where.sentence};
      facts.Add(doc, std::move(fact));
    }
  }
}

}  // namespace newsgraph::text

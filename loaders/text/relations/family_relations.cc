#include "loaders/text/relations/family_relations.h"

#include <initializer_list>
#include <string_view>
#include <vector>

namespace newsgraph::text {
namespace {

// "Their son X": the two people joined in the sentence before, or earlier in this one.
std::vector<uint32_t> CoupleBefore(const Document& doc, const RoleLink& link) {
  if (doc.Lower(link.phrase_begin) != "their") return {};
  const uint32_t sentence = doc.SentenceOf(link.head);
  for (uint32_t i = doc.MentionsBefore(link.phrase_begin); i-- > 0;) {
    const Mention& second = doc.mentions[i];
    if (second.entity == kNone) continue;
    if (second.sentence + 1 < sentence) break;
    const Word& word = doc.WordAt(second.head);
    if (word.relation != Relation::kConj || word.head == kNoHead) continue;
    const uint32_t a = doc.EntityAt(word.head), b = second.entity;
    if (a == kNone || a == b || doc.entities[a].type != NodeType::kPerson ||
        doc.entities[b].type != NodeType::kPerson)
      continue;
    return {a, b};
  }
  return {};
}

// "She leaves a daughter, X", "he had a son, X": whose, by the verb above.
uint32_t LeftBehind(const Document& doc, const RoleLink& link) {
  uint32_t verb = doc.WordAt(link.head).head;
  for (int i = 0; i < 3 && verb != kNoHead && doc.WordAt(verb).upos != Upos::kVerb; ++i)
    verb = doc.WordAt(verb).head;
  if (verb == kNoHead) return kNone;
  const std::string_view lemma = doc.Lemma(verb);
  if (lemma != "leave" && lemma != "have" && lemma != "survive" && lemma != "bear" &&
      lemma != "raise")
    return kNone;
  for (Relation r : {Relation::kNsubj, Relation::kNsubjPass}) {
    const uint32_t subject = doc.Child(verb, r);
    const uint32_t e = subject == kNone ? kNone : doc.EntityAt(subject);
    if (e != kNone && doc.entities[e].type == NodeType::kPerson) return e;
  }
  return kNone;
}

}  // namespace

void AddFamily(const Document& doc, const RoleLink& link, std::span<const RoleOwner> owners,
               Facts& facts) {
  const uint32_t person = doc.mentions[link.person].entity;
  if (link.noun == "partner") {  // "a partner at the law firm Hogg Lane"
    for (const RoleOwner& owner : owners) {
      const bool body = doc.entities[owner.entity].type == NodeType::kOrganization;
      if (body)  // "Hogg Lane partner X"
        facts.Add(doc, RoleFact(doc, link, person, RelationType::kWorksFor, owner.entity));
    }
  }
  if (link.noun == "partner" && link.head > 0) {  // "her business partner"
    for (std::string_view trade : {"business", "law", "coalition", "trading", "senior", "managing",
                                   "founding", "training", "dance", "writing"}) {
      if (doc.Lower(link.head - 1) == trade) return;
    }
  }
  for (const RoleOwner& owner : owners) {
    if (doc.entities[owner.entity].type != NodeType::kPerson || owner.entity == person) continue;
    if (!owner.possessive &&
        !(owner.after && (owner.preposition == "of" || owner.preposition == "to")))
      continue;
    facts.Add(doc, RoleFact(doc, link, person, RelationType::kFamilyOf, owner.entity));
    return;
  }
  for (uint32_t parent : CoupleBefore(doc, link)) {
    if (parent != person)
      facts.Add(doc, RoleFact(doc, link, person, RelationType::kFamilyOf, parent));
  }
  if (const uint32_t head = LeftBehind(doc, link); head != kNone && head != person)
    facts.Add(doc, RoleFact(doc, link, person, RelationType::kFamilyOf, head));
}

}  // namespace newsgraph::text

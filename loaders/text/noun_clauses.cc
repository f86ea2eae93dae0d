// Nouns and adjectives as predicates: whose act a noun is, on whom, with whom.
#include <algorithm>
#include <array>

#include "loaders/text/clauses.h"

namespace newsgraph::text {

// Verbs whose object is said to have done what "of", "for" or "with" brings.
bool Clauses::IsJudged(uint32_t verb) const {
  constexpr std::array<std::string_view, 12> kVerbs = {"convict", "charge", "accuse",   "find",
                                                       "jail",    "arrest", "sentence", "suspect",
                                                       "try",     "blame",  "indict",   "acquit"};
  return std::find(kVerbs.begin(), kVerbs.end(), doc_.Lemma(verb)) != kVerbs.end();
}

bool Clauses::DescribesPeople(uint32_t noun) const {
  const uint32_t m = doc_.mention_at[noun];
  return m != kNone && doc_.mentions[m].kind == MentionKind::kNominal &&
         doc_.mentions[m].type == NodeType::kGroup && doc_.mentions[m].entity != kNone;
}

Arguments Clauses::OfNoun(uint32_t noun) const {
  Arguments out;
  const Slot by = SlotOfPreposition("by"), between = SlotOfPreposition("between"),
             among = SlotOfPreposition("among");
  for (uint32_t child : doc_.Children(noun)) {
    const Word& word = doc_.WordAt(child);
    const bool named = doc_.mention_at[child] != kNone;
    if (word.relation == Relation::kNmodPoss) {
      out.Add(kSubject, IsRelativePronoun(child) ? Antecedent(child) : child);
    } else if (named &&
               (word.relation == Relation::kAmod || word.relation == Relation::kCompound ||
                word.relation == Relation::kNmodUnmarked || word.relation == Relation::kNmod) &&
               doc_.Preposition(child).empty() && child < noun) {
      // "copper exports": of copper.
      const bool matter = doc_.mentions[doc_.mention_at[child]].type == NodeType::kCommodity;
      out.Add(matter ? SlotOfPreposition("of") : kSubject, child);
    }
  }
  AddObliques(noun, out);
  if (const uint32_t agent = out.At(by); agent != kNone) out.Add(kSubject, agent);
  for (const Slot slot : {between, among}) {
    const uint32_t first = out.At(slot);
    if (first != kNone) out.Add(kPair, first);
  }
  const Word& word = doc_.WordAt(noun);
  // "X is Y's biggest shareholder", "X, Y's ally": Y stands as in "of Y".
  if (doc_.Child(noun, Relation::kNsubj) != kNone || word.relation == Relation::kAppos) {
    for (Argument& argument : out.list) {
      if (argument.slot == kSubject && argument.token != out.At(by))
        argument.slot = SlotOfPreposition("of");
    }
  }
  // "Norland is the mediator", "Dahl, the mediator in ...", "acted as go-between".
  const uint32_t copula_subject = doc_.Child(noun, Relation::kNsubj);
  const bool guilty = word.head != kNoHead && doc_.Lower(word.head) == "guilty" &&
                      word.relation == Relation::kObl && doc_.WordAt(word.head).head != kNoHead;
  const uint32_t judging = guilty ? doc_.WordAt(word.head).head : word.head;
  if (copula_subject != kNone) {
    out.list.insert(out.list.begin(),
                    {kSubject, IsRelativePronoun(copula_subject) ? Antecedent(copula_subject)
                                                                 : copula_subject});
  } else if (word.relation == Relation::kAppos && word.head != kNoHead) {
    out.list.insert(out.list.begin(), {kSubject, word.head});
  } else if (out.At(kSubject) == kNone && DescribesPeople(noun)) {
    out.Add(kSubject, noun);  // "40 supporters of X": they support
  } else if (guilty && IsJudged(judging)) {
    // "found him guilty of the murder of X": he did it.
    const uint32_t accused = OfVerb(judging).At(kObject);
    if (accused != kNone) out.Add(kSubject, accused);
  } else if (out.At(kSubject) == kNone && word.head != kNoHead &&
             (word.relation == Relation::kObj || word.relation == Relation::kObl) &&
             IsVerbal(doc_.WordAt(word.head))) {
    const std::string_view preposition = doc_.Preposition(noun);
    if (word.relation == Relation::kObl && IsJudged(word.head)) {
      const uint32_t accused = OfVerb(word.head).At(kObject);  // "convicted of the murder of X"
      if (accused != kNone) out.Add(kSubject, accused);
    } else if (word.relation == Relation::kObj || preposition == "as" || preposition == "in") {
      const uint32_t subject = SubjectOf(word.head, 0);
      if (subject != kNone && !doc_.WordAt(word.head).passive) out.Add(kSubject, subject);
    }
  } else if (out.At(kSubject) == kNone) {
    for (uint32_t child : doc_.Children(noun)) {
      if (doc_.WordAt(child).relation == Relation::kAppos && doc_.mention_at[child] != kNone)
        out.Add(kSubject, child);
    }
  }
  if (out.At(kSubject) == kNone || word.relation == Relation::kAppos) {
    // ", a crucial export for Belarus": what stands before the comma.
    const uint32_t begin = doc_.SentenceAt(doc_.SentenceOf(noun)).begin;
    uint32_t t = noun;
    while (t > begin && noun - t < 5 && doc_.WordAt(t - 1).upos != Upos::kPunct &&
           doc_.WordAt(t - 1).upos != Upos::kVerb && doc_.WordAt(t - 1).upos != Upos::kAdp)
      --t;
    if (t >= begin + 2 && doc_.Text(t - 1) == "," && doc_.mention_at[t - 2] != kNone &&
        doc_.WordAt(t).upos == Upos::kDet) {
      out.Add(kSubject, doc_.mentions[doc_.mention_at[t - 2]].head);
    }
  }
  // Obliques of the verb the noun completes: "held talks with X in Y" parsed either way.
  if (word.head != kNoHead && word.relation == Relation::kObj && IsVerbal(doc_.WordAt(word.head))) {
    AddObliques(word.head, out);
  }
  return out;
}

Arguments Clauses::OfAdjective(uint32_t adjective) const {
  Arguments out;
  const uint32_t subject = SubjectOf(adjective, 0);
  const Word& word = doc_.WordAt(adjective);
  if (subject != kNone) {
    out.Add(kSubject, subject);
  } else if (word.head != kNoHead &&
             (word.relation == Relation::kAmod || word.relation == Relation::kAcl)) {
    out.Add(kSubject, word.head);
  }
  AddObliques(adjective, out);
  return out;
}

}  // namespace newsgraph::text

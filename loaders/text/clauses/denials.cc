// Denials: what says no of a predicate or noun, below it in the tree, before it in the sentence or
// above it. See Clauses::ScopeOf.
#include <array>

#include "loaders/text/clauses/clauses.h"
#include "loaders/text/clauses/scope_words.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

bool IsNot(std::string_view lower) {
  return lower == "not" || lower == "n't" || lower == "n’t" || lower == "never" ||
         lower == "neither" || lower == "nor" || lower == "cannot" || lower == "hardly" ||
         lower == "scarcely" || lower == "nowhere";
}

bool IsOccasion(std::string_view lemma) {
  return lemma == "point" || lemma == "circumstance" || lemma == "time" || lemma == "way" ||
         lemma == "account" || lemma == "means" || lemma == "stage" || lemma == "condition";
}

}  // namespace

// "not only A but B" denies nothing.
bool Clauses::Denies(uint32_t word) const {
  if (!IsNot(doc_.Lower(word))) return false;
  const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(word)).end;
  const bool only =
      word + 1 < end && (doc_.Lower(word + 1) == "only" || doc_.Lower(word + 1) == "just" ||
                         doc_.Lower(word + 1) == "merely");
  return !only;
}

// "X, who was not among them, left": the denial is of another clause, whatever the tree says. Two
// commas set something off: "will not, she says, run".
bool Clauses::IsCutOff(uint32_t from, uint32_t to) const {
  bool odd = false;
  for (uint32_t t = from + 1; t < to; ++t) odd ^= doc_.Text(t) == ",";
  return odd;
}

bool Clauses::NegatedHere(uint32_t token) const {
  bool negated = false;
  // "X was not among those freed": the denial is of the noun.
  const bool those =
      token > 0 && doc_.Lower(token - 1) == "those" && !doc_.WordAt(token).IsFinite();
  for (uint32_t child : doc_.Children(token)) {
    if (those && child < token) continue;
    const std::string& lower = doc_.Lower(child);
    const Relation r = doc_.WordAt(child).relation;
    if (Denies(child) && !IsCutOff(child, token)) negated = true;
    if (lower == "without" && (r == Relation::kMark || r == Relation::kCase)) negated = true;
    // "no longer", "no talks" and "no ransom was paid", "neither A nor B has".
    if (lower == "longer" && doc_.HasChildWord(child, "no")) negated = true;
    if (lower == "no" && r == Relation::kDet) negated = true;
    // "at no point did", "in no way", "not once has".
    const bool adverbial =
        r == Relation::kObl || r == Relation::kAdvmod || r == Relation::kOblUnmarked;
    if (adverbial && (lower == "once" || IsOccasion(doc_.Lemma(child))) &&
        (doc_.HasChildWord(child, "no") || doc_.HasChildWord(child, "not")))
      negated = true;
    // "Nor has it summoned X": trees hang the first word on the second as well.
    if (r == Relation::kAux && doc_.HasChildWord(child, "nor")) negated = true;
    if (r == Relation::kAdvmod && child + 1 == token && (lower == "almost" || lower == "nearly"))
      negated = true;
    // "by neither A nor B", "with neither", "by no one".
    if (r == Relation::kObl && doc_.HasChildWord(child, "neither")) negated = true;
    if (doc_.WordAt(child).IsSubject() || r == Relation::kObj || r == Relation::kOblAgent) {
      if (lower == "nobody" || lower == "none" || lower == "nothing") negated = true;
      for (uint32_t grandchild : doc_.Children(child)) {
        const std::string& word = doc_.Lower(grandchild);
        if (word == "no" || word == "neither") negated = true;
      }
      if (lower == "neither" || (lower == "one" && doc_.HasChildWord(child, "no"))) negated = true;
    }
  }
  return negated;
}

// Words right before a predicate, for trees that hang them elsewhere: "did not", "has yet to",
// "refused to", "without", "instead of".
bool Clauses::NegatedBefore(uint32_t token) const {
  const uint32_t begin = doc_.SentenceAt(doc_.SentenceOf(token)).begin;
  bool pressed = false;  // "resisted calls to", "rejected pleas to"
  for (uint32_t u = token; u > begin && token - u < 7;) {
    --u;
    const std::string& lower = doc_.Lower(u);
    const Word& word = doc_.WordAt(u);
    // "was not seen by A but by B": the denial hangs on A.
    const uint32_t denied = word.head;
    const bool contrast = denied != kNoHead && denied > token && Denies(u) &&
                          doc_.WordAt(denied).relation == Relation::kConj;
    if ((Denies(u) && !contrast) || lower == "without") return true;
    if (lower == "yet" && doc_.Lower(u + 1) == "to") return true;
    if (lower == "still" && doc_.Lower(u + 1) == "to" && u > begin && doc_.Lemma(u - 1) == "have")
      return true;
    if (lower == "longer" && u > begin && doc_.Lower(u - 1) == "no") return true;
    // "instead of", "rather than", "stopped short of", "far from".
    const std::string& before = u > begin ? doc_.Lower(u - 1) : lower;
    if ((lower == "of" && (before == "instead" || before == "short")) ||
        (lower == "than" && before == "rather") || (lower == "from" && before == "far") ||
        (lower == "to" && before == "close"))
      return true;
    const bool verbal = word.upos == Upos::kVerb || word.upos == Upos::kAdj;
    if (verbal) {
      const bool open = doc_.Lower(u + 1) == "to" || doc_.WordAt(token).xpos == Xpos::kVBG;
      return (open || pressed) && Governs(u, pressed);
    }
    if (IsFailure(doc_.Lemma(u)) && doc_.Lower(u + 1) == "to") return true;  // "the refusal to"
    const bool urge = IsPossibility(doc_.Lemma(u)) && doc_.Lower(u + 1) == "to";
    pressed |= urge;
    if (!urge && word.upos != Upos::kAux && word.upos != Upos::kAdv && word.upos != Upos::kPart &&
        word.upos != Upos::kDet)
      return false;
  }
  return false;
}

// "denied threatening to sue", "denied responsibility for the attack": the verb stands before the
// word in its clause, wherever the tree hangs that.
bool Clauses::DeniedBefore(uint32_t token) const {
  constexpr uint32_t kReach = 9;
  const Word& word = doc_.WordAt(token);
  const bool act = word.upos == Upos::kNoun || word.xpos == Xpos::kVBG || word.xpos == Xpos::kVB;
  const uint32_t begin = doc_.SentenceAt(doc_.SentenceOf(token)).begin;
  for (uint32_t u = token; act && u > begin && token - u < kReach;) {
    --u;
    const std::string& lower = doc_.Lower(u);
    if (lower == "denied" || lower == "denies" || lower == "denying" || lower == "deny")
      return doc_.WordAt(u).upos == Upos::kVerb && !NegatedHere(u) && !IsPassive(u);
    if (doc_.WordAt(u).IsFinite() || doc_.WordAt(u).upos == Upos::kPunct ||
        doc_.WordAt(u).upos == Upos::kSconj || lower == "but" || lower == "by")
      return false;
  }
  return false;
}

// "has not, its minister says, agreed": what is set off before the verb parts it from its denial.
bool Clauses::DeniedBeforeAside(uint32_t verb) const {
  constexpr uint32_t kReach = 12;  // tokens set off
  const uint32_t begin = doc_.SentenceAt(doc_.SentenceOf(verb)).begin;
  if (verb < begin + 4 || doc_.Text(verb - 1) != ",") return false;
  for (uint32_t u = verb - 2; u > begin + 1 && verb - u < kReach; --u) {
    if (doc_.Text(u) != ",") continue;
    return Denies(u - 1) && doc_.WordAt(u - 2).upos == Upos::kAux;
  }
  return false;
}

// "Reports that Peru had left were untrue": the clause is one on a claim and the rest of the
// sentence denies it, in a tree that takes the claim for its top.
bool Clauses::IsDeniedClaim(uint32_t token) const {
  constexpr std::array<std::string_view, 14> kDenials = {
      "untrue",   "false",     "baseless", "unfounded", "groundless", "disproved", "disproven",
      "debunked", "withdrawn", "dropped",  "retracted", "dismissed",  "fanciful",  "discredited"};
  const Sentence& s = doc_.SentenceAt(doc_.SentenceOf(token));
  uint32_t that = token;
  while (that > s.begin && token - that < 9 && doc_.Lower(that) != "that") --that;
  if (that == s.begin || doc_.Lower(that) != "that") return false;
  bool claim = false;
  for (uint32_t u = that; u > s.begin && that - u < 5;) {
    --u;
    if (doc_.WordAt(u).IsFinite() && doc_.Lower(u) != "claims") return false;
    claim |= IsClaim(doc_.Lemma(u));
  }
  if (!claim) return false;
  for (uint32_t u = token + 1; u < s.end && doc_.Text(u) != ","; ++u) {
    if (IsOneOf(doc_.Lower(u), kDenials)) return true;
  }
  return false;
}

// "the bid failed", "the merger fell through", "the summit is off".
bool Clauses::ComesToNothing(uint32_t verb) const {
  const std::string_view lemma = doc_.Lemma(verb);
  return lemma == "fail" || lemma == "founder" || lemma == "lapse" || lemma == "collapse" ||
         lemma == "fade" || lemma == "unravel" ||
         (lemma == "fall" && doc_.HasChildWord(verb, "through")) ||
         (lemma == "off" && doc_.Child(verb, Relation::kCop) != kNone);
}

// Whether a word negates what it governs: "refuse", "rule out", "unable".
bool Clauses::Governs(uint32_t word, bool noun) const {
  const FrameLexicon& frames = doc_.knowledge.frames();
  const std::string_view lemma = doc_.Lemma(word);
  auto says = [&](std::string_view verb) {
    return frames.ScopeNegates(verb) || (noun && frames.ScopeUndoes(verb));
  };
  if (says(lemma)) return true;
  const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(word)).end;
  return word + 1 < end && doc_.WordAt(word + 1).upos == Upos::kAdp &&
         says(Cat(lemma, "_", doc_.Lower(word + 1)));
}

// "ruled out buying": right behind a verb and its particle, hung as an adverbial.
bool Clauses::IsRuledOut(uint32_t gerund) const {
  const Word& word = doc_.WordAt(gerund);
  return word.relation == Relation::kAdvcl && word.xpos == Xpos::kVBG && word.head + 2 == gerund &&
         doc_.Child(word.head, Relation::kCompoundPrt) == gerund - 1 && Governs(word.head, false);
}

// "does not intend to use its option", "did not exercise the right".
bool Clauses::IsForgone(uint32_t noun) const {
  if (doc_.WordAt(noun).relation != Relation::kObj) return false;
  const uint32_t verb = doc_.WordAt(noun).head;
  if (verb == kNoHead || !IsOneOf(doc_.Lemma(verb), {"use", "exercise", "take", "seize"}))
    return false;
  const bool below = doc_.WordAt(verb).relation == Relation::kXcomp;
  return NegatedHere(verb) || (below && NegatedHere(doc_.WordAt(verb).head));
}

// "exercise its option to buy", where the tree hangs the infinitive on the verb.
bool Clauses::IsHungIntent(uint32_t infinitive) const {
  const Word& word = doc_.WordAt(infinitive);
  if (word.relation != Relation::kAdvcl || !doc_.HasChildWord(infinitive, "to")) return false;
  const uint32_t object = doc_.Child(word.head, Relation::kObj);
  return object != kNone && object + 2 == infinitive &&
         (IsIntent(doc_.Lemma(object)) || IsPossibility(doc_.Lemma(object)));
}

// "abandoned plans to merge", where the tree hangs the infinitive on the verb.
bool Clauses::GivesUpIntent(uint32_t verb, uint32_t infinitive) const {
  const uint32_t object = doc_.Child(verb, Relation::kObj);
  return object != kNone && object + 2 == infinitive && IsIntent(doc_.Lemma(object)) &&
         Governs(verb, true);
}

}  // namespace newsgraph::text

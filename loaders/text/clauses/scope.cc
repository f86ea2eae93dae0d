// Scope: what negates a clause or a noun, makes it a plan or a claim, and who says so. What denies
// stands in denials.cc.
#include <array>

#include "loaders/text/clauses/clauses.h"
#include "loaders/text/clauses/scope_words.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

Scope Clauses::ScopeOf(uint32_t token) const {
  // "is not a member": what is said stands on the noun.
  if (doc_.WordAt(token).relation == Relation::kCop) token = doc_.WordAt(token).head;
  Scope scope;
  bool negated = NegatedHere(token), claim = false;
  Weaken(ModalHere(token), scope);
  uint32_t t = token;
  for (int i = 0; i < kMaxClimb && doc_.WordAt(t).head != kNoHead; ++i) {
    if (!ClimbScope(token, t, negated, claim, scope)) break;
    t = doc_.WordAt(t).head;
  }
  const bool predicate = doc_.WordAt(token).upos != Upos::kNoun;
  if (!negated && scope.modality != Modality::kHypothetical) {
    negated = (predicate && (NegatedBefore(token) || DeniedBeforeAside(token))) ||
              DeniedBefore(token) || IsDeniedClaim(token);
  }
  if (negated) scope.polarity = Polarity::kNegated;
  if (scope.modality == Modality::kActual) AttributeToSource(token, scope);
  return scope;
}

// One step up from `t` to its head, for a predicate or noun `token`: what the head does to it.
// Returns whether the walk goes on.
bool Clauses::ClimbScope(uint32_t token, uint32_t t, bool& negated, bool& claim,
                         Scope& scope) const {
  const FrameLexicon& frames = doc_.knowledge.frames();
  const Word& word = doc_.WordAt(t);
  const uint32_t up = word.head;
  const std::string_view lemma = doc_.Lemma(up);
  const bool complement = word.relation == Relation::kXcomp || word.relation == Relation::kCcomp ||
                          word.relation == Relation::kCsubj ||
                          word.relation == Relation::kCsubjPass ||
                          (word.relation == Relation::kObl && word.xpos == Xpos::kVB) ||
                          IsRuledOut(t) || IsHungIntent(t);
  const bool infinitive = doc_.HasChildWord(t, "to");
  if (word.relation == Relation::kConj) {
    // A joined verb shares the modal but not the negation, unless "nor" or "or" joins it.
    const uint32_t cc = doc_.Child(t, Relation::kCc);
    if (doc_.Child(t, Relation::kNsubj) == kNone && doc_.Child(t, Relation::kAux) == kNone)
      Weaken(ModalHere(up), scope);
    if (cc != kNone && doc_.Lower(cc) == "or" && NegatedHere(up)) negated = true;
    return true;
  }
  // "the claim that X did": trees take such a clause for a relative one as well, or for a verb's.
  const bool on_claim = word.relation == Relation::kCcomp && doc_.WordAt(up).upos == Upos::kNoun;
  const bool content =
      (word.relation == Relation::kAcl || word.relation == Relation::kAclRelcl || on_claim) &&
      doc_.HasChildWord(t, "that") && doc_.Child(t, Relation::kNsubj) != kNone &&
      doc_.Lower(doc_.Child(t, Relation::kNsubj)) != "that";
  // "dismissed a claim brought by X": that it was brought stands.
  const bool reduced =
      word.relation == Relation::kAcl && word.xpos == Xpos::kVBN && !infinitive && !content;
  if (reduced) return false;
  if (complement && OpensRelative(t)) return false;
  if (word.relation == Relation::kParataxis || (word.relation == Relation::kAclRelcl && !content))
    return false;
  const bool clause = complement || (word.relation == Relation::kAcl && infinitive);
  const bool argument = word.relation == Relation::kObj || word.relation == Relation::kNsubjPass;
  const bool handled = clause || argument || word.relation == Relation::kAdvcl ||
                       word.relation == Relation::kObl || word.relation == Relation::kNmod ||
                       word.relation == Relation::kNsubj || word.relation == Relation::kAcl ||
                       content;
  if (!handled) return true;
  const bool noun = doc_.WordAt(token).upos == Upos::kNoun && t == token;
  if (noun && argument && Presupposes(up)) return false;  // "did not condemn the attack": it was
  const bool on_noun = word.relation == Relation::kNmod && noun;
  // "no evidence that it attacked", but "not the first time that"
  if (content && lemma != "time" && NegatedHere(up)) Deny(negated, scope);
  if (on_noun && (IsClaim(lemma) || (lemma == "talk" && doc_.Lower(up) == "talk"))) {
    claim = true;  // "reports of talks", "dismissed talk of a merger"
    Weaken(Modality::kReported, scope);
    return true;
  }
  if (on_noun && IsShare(lemma)) {
    claim = true;
    if (NegatedHere(up)) Deny(negated, scope);
    return true;
  }
  if ((on_noun || (word.relation == Relation::kAcl && infinitive)) && IsPossibility(lemma)) {
    // "saw no need for talks", "there is no chance of a deal"
    const bool none = NegatedHere(up) || IsForgone(up);
    if (none) Deny(negated, scope);
    Weaken(none ? Modality::kPlanned : Modality::kHypothetical, scope);
    return false;
  }
  if (word.relation == Relation::kAcl && infinitive && IsFailure(lemma)) {
    Deny(negated, scope);
    return false;
  }
  if ((content || word.relation == Relation::kAcl) && IsClaim(lemma)) {
    claim = true;  // "claims that it killed": so somebody says
    Weaken(Modality::kReported, scope);
  } else if (word.relation == Relation::kAcl && infinitive && IsIntent(lemma)) {
    claim = true;  // "the plan to extradite X has been dropped", "no plans to"
    if (NegatedHere(up)) Deny(negated, scope);
    Weaken(Modality::kPlanned, scope);
  } else if (claim && word.relation == Relation::kNsubj) {
    // "the claim is false", "the plan to buy X failed".
    if (Governs(up, true) || DeniesClaims(lemma) || ComesToNothing(up)) Deny(negated, scope);
  } else if (claim && word.relation == Relation::kObl) {
    // "failed in her bid to lead", "pulled out of a deal to buy".
    if (Governs(up, false) || frames.ScopeUndoes(Cat(lemma, "_", doc_.Preposition(t))))
      Deny(negated, scope);
  } else if (noun && word.relation == Relation::kNsubj && ComesToNothing(up) &&
             !frames.Find(WordClass::kNoun, doc_.Lemma(token)).empty()) {
    negated = negated || IsAttempt(doc_.Lemma(token));
  } else if (clause || (argument && (noun || claim))) {
    if ((Governs(up, noun || claim) || (claim && DeniesClaims(lemma)) ||
         (clause && GivesUpIntent(up, t))) &&
        !(lemma == "miss" && !clause))
      Deny(negated, scope);
    if (clause) ClimbClause(t, infinitive, negated, scope);
    // "failing to tell him that X had": whether one tells or not, X had.
    if (word.relation == Relation::kCcomp && (LeavesOpen(lemma) || lemma == "tell") && !claim)
      return false;
  } else if (word.relation == Relation::kObl && noun && IsJudged(up)) {
    // "charged with the murder of X" is a claim, "acquitted of" a denial.
    if (lemma == "acquit" || lemma == "clear" || lemma == "exonerate" || lemma == "absolve")
      Deny(negated, scope);
    if (lemma != "convict" && lemma != "find" && lemma != "jail" && lemma != "sentence")
      Weaken(Modality::kReported, scope);
    if (IsWronglyJudged(up)) negated = true;
    if (IsVerdictTakenBack(t)) Weaken(Modality::kReported, scope);
  } else if (word.relation == Relation::kObl && noun) {
    // "withdrew from talks", "pulled out of the deal".
    const bool against = doc_.Preposition(t) == "against" &&
                         (lemma == "decide" || lemma == "opt" || lemma == "vote" ||
                          lemma == "advise" || lemma == "argue" || lemma == "choose");
    if (against || frames.ScopeUndoes(Cat(lemma, "_", doc_.Preposition(t)))) Deny(negated, scope);
  }
  if (noun && argument) {
    // "No talks were held": one denial, found on the noun and again on its verb.
    const bool own = negated && (doc_.HasChildWord(t, "no") || doc_.HasChildWord(t, "neither"));
    if (!own && NegatedHere(up)) Deny(negated, scope);
    Weaken(ModalHere(up), scope);
    if (IsWish(lemma)) Weaken(Modality::kHypothetical, scope);  // "sought a meeting with X"
  }
  if (noun && word.relation == Relation::kObl && doc_.Preposition(t) == "for" && IsWishFor(lemma))
    Weaken(Modality::kHypothetical, scope);  // "asked for talks with X"
  if (word.relation == Relation::kNmod && noun && (lemma == "lack" || lemma == "absence"))
    Deny(negated, scope);
  if (word.relation == Relation::kAdvcl) {
    if (doc_.HasChildWord(t, "if") || doc_.HasChildWord(t, "unless"))
      Weaken(Modality::kHypothetical, scope);
    if (infinitive && IsOrJoins(t, token)) {
      const Modality above = frames.ScopeModality(lemma);  // "called on him to resign"
      Weaken(above == Modality::kHypothetical ? above : Modality::kPlanned, scope);
    }
    ClimbParticiple(t, negated, scope);
  } else if (word.relation == Relation::kAcl && lemma == "conviction") {
    ClimbParticiple(t, negated, scope);
  }
  return complement || content || word.relation == Relation::kAcl || noun || (claim && argument);
}

// A clause below a verb, adjective or noun that says whether it is so.
void Clauses::ClimbClause(uint32_t t, bool infinitive, bool& negated, Scope& scope) const {
  const uint32_t up = doc_.WordAt(t).head;
  const std::string_view lemma = doc_.Lemma(up);
  if (doc_.WordAt(up).upos != Upos::kNoun) {
    const Modality m = doc_.knowledge.frames().ScopeModality(lemma);
    const bool speech = doc_.WordAt(t).relation == Relation::kCcomp && m == Modality::kReported;
    const bool plain = lemma == "say" || lemma == "believe" || lemma == "think";
    if (m != Modality::kReported || speech) Weaken(plain ? Modality::kActual : m, scope);
    if (speech && scope.attributed_to == kNone) scope.attributed_to = SubjectOf(up, 0);
  } else if (infinitive && !IsDuration(lemma)) {
    Weaken(Modality::kPlanned, scope);  // "an agreement to lift"
  }
  if (NegatedHere(up)) {
    // "did not deny", "would not rule out", "never confirmed": it stays open.
    if (LeavesOpen(lemma) || Governs(up, false)) {
      negated = false;
      Weaken(Modality::kHypothetical, scope);
    } else {
      Deny(negated, scope);
    }
  }
  for (uint32_t child : doc_.Children(up)) {
    if (IsWrongly(doc_.Lower(child))) negated = true;
  }
  if (IsTakenBack(up)) negated = true;
  Weaken(ModalHere(up), scope);
}

// Whether `token` is `t`, or a verb joined to it.
bool Clauses::IsOrJoins(uint32_t t, uint32_t token) const {
  while (token != t && doc_.WordAt(token).relation == Relation::kConj)
    token = doc_.WordAt(token).head;
  return token == t;
}

// "does not cover X, whom Peru has held": a relative clause, whatever the tree calls it.
bool Clauses::OpensRelative(uint32_t verb) const {
  for (uint32_t child : doc_.Children(verb)) {
    const std::string& lower = doc_.Lower(child);
    if ((lower == "who" || lower == "whom" || lower == "which") && child > 0 && child < verb &&
        doc_.Text(child - 1) == ",")
      return true;
  }
  return false;
}

// One denial more: what is denied twice stays open.
void Clauses::Deny(bool& negated, Scope& scope) {
  if (negated) Weaken(Modality::kHypothetical, scope);
  negated = true;
}

void Clauses::Weaken(Modality modality, Scope& scope) {
  if (modality == Modality::kActual || scope.modality == Modality::kHypothetical) return;
  if (scope.modality == Modality::kActual || modality == Modality::kHypothetical)
    scope.modality = modality;
}

Modality Clauses::ModalHere(uint32_t token) const {
  Modality modality = Modality::kActual;
  for (uint32_t child : doc_.Children(token)) {
    const std::string& lower = doc_.Lower(child);
    const Relation r = doc_.WordAt(child).relation;
    if (r == Relation::kAux || r == Relation::kCop) {
      if (lower == "will" || lower == "'ll" || lower == "’ll" || lower == "shall" || lower == "wo")
        modality = Modality::kPlanned;
      if (lower == "would" && IsAnnounced(token)) {
        modality = Modality::kPlanned;
        continue;
      }
      if (lower == "could" || lower == "may" || lower == "might" || lower == "would" ||
          lower == "should" || lower == "must" || lower == "'d") {
        // "he would not attend it": told of a refusal.
        const bool refuses =
            lower == "would" && child + 1 < doc_.words().size() && Denies(child + 1);
        modality = refuses ? Modality::kPlanned : Modality::kHypothetical;
      }
    }
    // "is due to travel"; "had been due to travel" and did not, or one would not say so.
    if (lower == "due" && r == Relation::kMark)
      modality = doc_.HasChildWord(token, "been") ? Modality::kHypothetical : Modality::kPlanned;
    if ((lower == "if" || lower == "unless" || lower == "whether") && r == Relation::kMark)
      modality = Modality::kHypothetical;
    if (lower == "allegedly" || lower == "reportedly") modality = Modality::kReported;
  }
  return modality;
}

// "said that it would close": a plan told of in the past.
bool Clauses::IsAnnounced(uint32_t clause) const {
  constexpr std::array<std::string_view, 6> kTell = {"say",     "announce", "confirm",
                                                     "declare", "promise",  "pledge"};
  const Word& word = doc_.WordAt(clause);
  return word.relation == Relation::kCcomp && IsOneOf(doc_.Lemma(word.head), kTell) &&
         doc_.WordAt(word.head).xpos == Xpos::kVBD;
}

// "According to X, ..." and "..., according to X": X says so.
void Clauses::AttributeToSource(uint32_t token, Scope& scope) const {
  const Sentence& s = doc_.SentenceAt(doc_.SentenceOf(token));
  for (uint32_t t = s.begin; t + 2 < s.end; ++t) {
    if (doc_.Lower(t) != "according" || doc_.Lower(t + 1) != "to") continue;
    if (t != s.begin && doc_.Text(t - 1) != ",") continue;
    for (uint32_t u = t + 2; u < s.end && u < t + 10 && doc_.Text(u) != ","; ++u) {
      const uint32_t m = doc_.mention_at[u];
      if (m == kNone || doc_.mentions[m].entity == kNone) continue;
      scope.attributed_to = doc_.mentions[m].head;
      scope.modality = Modality::kReported;
      return;
    }
  }
}

}  // namespace newsgraph::text

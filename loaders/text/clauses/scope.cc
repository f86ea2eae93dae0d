// Scope: what negates a clause or a noun, makes it a plan or a claim, and who says so.
#include <array>

#include "loaders/text/clauses/clauses.h"
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

// Verbs and adjectives that say of a claim that it is not so.
bool DeniesClaims(std::string_view lemma) {
  constexpr std::array<std::string_view, 19> kDenials = {
      "lose",   "dismiss",   "refute",   "rebut",    "discount",  "debunk",     "contradict",
      "scotch", "laugh",     "ridicule", "baseless", "unfounded", "groundless", "fabricated",
      "wrong",  "incorrect", "nonsense", "lie",      "withdraw"};
  return IsOneOf(lemma, kDenials);
}

// Nouns for what somebody means to do: their infinitive happens only if they are not given up.
bool IsIntent(std::string_view lemma) {
  constexpr std::array<std::string_view, 20> kIntents = {
      "plan",   "bid",       "attempt", "offer",  "proposal",   "decision", "move",
      "effort", "promise",   "pledge",  "order",  "request",    "scheme",   "intention",
      "deal",   "agreement", "vow",     "threat", "invitation", "ambition"};
  return IsOneOf(lemma, kIntents);
}

// Nouns for deals that are none when they fail; talks and wars that fail have been.
bool IsAttempt(std::string_view lemma) {
  return lemma == "bid" || lemma == "takeover" || lemma == "merger" || lemma == "acquisition" ||
         lemma == "purchase" || lemma == "offer" || lemma == "sale" || lemma == "buyout" ||
         lemma == "tie-up" || lemma == "transfer" || lemma == "move";
}

// Nouns that say of what stands below them that it may be: "hopes of a deal", "the power to fine".
bool IsPossibility(std::string_view lemma) {
  constexpr std::array<std::string_view, 32> kNouns = {
      "hope",       "prospect",   "chance",  "possibility", "fear",       "risk",     "danger",
      "likelihood", "call",       "demand",  "pressure",    "temptation", "power",    "right",
      "authority",  "permission", "ability", "opportunity", "need",       "option",   "time",
      "readiness",  "duty",       "reason",  "urge",        "dream",      "question", "willingness",
      "appeal",     "petition",   "push",    "case"};
  return IsOneOf(lemma, kNouns);
}

// "no role in the killing", "denied responsibility for the attack": a denial of the share denies
// the act.
bool IsShare(std::string_view lemma) {
  constexpr std::array<std::string_view, 14> kNouns = {
      "role",       "part",      "responsibility", "involvement", "hand",  "complicity", "link",
      "connection", "knowledge", "participation",  "guilt",       "blame", "liability",  "intent"};
  return IsOneOf(lemma, kNouns);
}

// "the refusal to sign".
bool IsFailure(std::string_view lemma) {
  constexpr std::array<std::string_view, 9> kNouns = {"refusal",       "failure",    "inability",
                                                      "unwillingness", "reluctance", "nothing",
                                                      "little",        "lack",       "absence"};
  return IsOneOf(lemma, kNouns);
}

// "took four hours to acquit X" and did.
bool IsDuration(std::string_view lemma) {
  return lemma == "minute" || lemma == "hour" || lemma == "day" || lemma == "week" ||
         lemma == "month" || lemma == "year" || lemma == "decade";
}

// "wrongly reported that".
bool IsWrongly(std::string_view lower) {
  constexpr std::array<std::string_view, 6> kAdverbs = {
      "wrongly", "falsely", "mistakenly", "incorrectly", "erroneously", "untruthfully"};
  return IsOneOf(lower, kAdverbs);
}

// Verbs whose object is only wanted.
bool IsWish(std::string_view lemma) {
  constexpr std::array<std::string_view, 9> kVerbs = {
      "seek", "request", "demand", "want", "urge", "propose", "suggest", "need", "await"};
  return IsOneOf(lemma, kVerbs);
}
bool IsWishFor(std::string_view lemma) {
  constexpr std::array<std::string_view, 12> kVerbs = {"ask",   "call", "appeal", "push",
                                                       "press", "hope", "plead",  "wait",
                                                       "lobby", "pray", "wish",   "apply"};
  return IsOneOf(lemma, kVerbs);
}

// Verbs that, denied, leave open whether it is so: "would not confirm that X left".
bool LeavesOpen(std::string_view lemma) {
  constexpr std::array<std::string_view, 12> kVerbs = {
      "confirm", "disclose", "reveal",  "specify", "mention", "say",
      "know",    "comment",  "explain", "admit",   "clarify", "elaborate"};
  return IsOneOf(lemma, kVerbs);
}

// Nouns for what somebody says is so: a clause on them is no fact.
bool IsClaim(std::string_view lemma) {
  constexpr std::array<std::string_view, 14> kClaims = {
      "claim",  "allegation", "report",      "suggestion",  "accusation", "rumour", "rumor",
      "charge", "notion",     "speculation", "insinuation", "assertion",  "hint",   "idea"};
  return IsOneOf(lemma, kClaims);
}

}  // namespace

bool Clauses::CommaBetween(uint32_t from, uint32_t to) const {
  for (uint32_t t = from + 1; t < to; ++t) {
    if (doc_.Text(t) == ",") return true;
  }
  return false;
}

// "X, who was not among them, left": the denial is of another clause, whatever the tree says. Two
// commas set something off: "will not, she says, run".
bool Clauses::IsCutOff(uint32_t from, uint32_t to) const {
  bool odd = false;
  for (uint32_t t = from + 1; t < to; ++t) odd ^= doc_.Text(t) == ",";
  return odd;
}

// "not only A but B" denies nothing.
bool Clauses::Denies(uint32_t word) const {
  if (!IsNot(doc_.Lower(word))) return false;
  const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(word)).end;
  const bool only =
      word + 1 < end && (doc_.Lower(word + 1) == "only" || doc_.Lower(word + 1) == "just" ||
                         doc_.Lower(word + 1) == "merely");
  return !only;
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

// "the bid failed", "the merger fell through", "the summit is off".
bool Clauses::ComesToNothing(uint32_t verb) const {
  const std::string_view lemma = doc_.Lemma(verb);
  return lemma == "fail" || lemma == "founder" || lemma == "lapse" || lemma == "collapse" ||
         lemma == "fade" || lemma == "unravel" ||
         (lemma == "fall" && doc_.HasChildWord(verb, "through")) ||
         (lemma == "off" && doc_.Child(verb, Relation::kCop) != kNone);
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

// "abandoned plans to merge", where the tree hangs the infinitive on the verb.
bool Clauses::GivesUpIntent(uint32_t verb, uint32_t infinitive) const {
  const uint32_t object = doc_.Child(verb, Relation::kObj);
  return object != kNone && object + 2 == infinitive && IsIntent(doc_.Lemma(object)) &&
         Governs(verb, true);
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

// "said that it would close": a plan told of in the past.
bool Clauses::IsAnnounced(uint32_t clause) const {
  constexpr std::array<std::string_view, 6> kTell = {"say",     "announce", "confirm",
                                                     "declare", "promise",  "pledge"};
  const Word& word = doc_.WordAt(clause);
  return word.relation == Relation::kCcomp && IsOneOf(doc_.Lemma(word.head), kTell) &&
         doc_.WordAt(word.head).xpos == Xpos::kVBD;
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
        const bool refuses = lower == "would" && Denies(child + 1);
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

void Clauses::Weaken(Modality modality, Scope& scope) {
  if (modality == Modality::kActual || scope.modality == Modality::kHypothetical) return;
  if (scope.modality == Modality::kActual || modality == Modality::kHypothetical)
    scope.modality = modality;
}

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

}  // namespace newsgraph::text

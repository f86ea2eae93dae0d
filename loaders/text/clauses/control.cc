// Whose act a participle or noun below another verb is, where it has no subject of its own.
#include <algorithm>
#include <array>

#include "loaders/text/clauses/clauses.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

// "Doyle, a Republican, sits on ...": a tree with the name on top and the verb hung below it.
uint32_t Clauses::NominalAbove(uint32_t verb) const {
  const uint32_t above = doc_.WordAt(verb).head;
  const Word& word = doc_.WordAt(above);
  const bool nominal = word.upos == Upos::kPropn || word.upos == Upos::kNoun;
  if (above > verb || !nominal || doc_.mention_at[above] == kNone ||
      doc_.Child(above, Relation::kCop) != kNone || doc_.Child(above, Relation::kNsubj) != kNone)
    return kNone;
  return above;
}

// "was the first country to recognise X", "the only member not to back it": of what the noun is
// said.
uint32_t Clauses::SubjectOfInfinitiveOn(uint32_t noun) const {
  if (doc_.Child(noun, Relation::kCop) == kNone) return kNone;
  const uint32_t subject = doc_.Child(noun, Relation::kNsubj);
  if (subject == kNone) return kNone;
  return IsRelativePronoun(subject) ? Antecedent(subject) : subject;
}

// "X, whose leader, Y, fled": Y, though the tree may give the verb another subject.
uint32_t Clauses::NamedBehindWhose(uint32_t verb) const {
  constexpr uint32_t kReach = 7;  // tokens of the description
  const uint32_t begin = doc_.SentenceAt(doc_.SentenceOf(verb)).begin;
  uint32_t t = verb;
  while (t > begin &&
         (doc_.WordAt(t - 1).upos == Upos::kAux || doc_.WordAt(t - 1).upos == Upos::kAdv ||
          doc_.WordAt(t - 1).upos == Upos::kPart))
    --t;
  if (t < begin + 4 || doc_.Text(t - 1) != ",") return kNone;
  const uint32_t m = doc_.mention_at[t - 2];
  if (m == kNone || doc_.mentions[m].kind != MentionKind::kName || doc_.mentions[m].end != t - 1 ||
      doc_.mentions[m].begin < begin + 3 || doc_.Text(doc_.mentions[m].begin - 1) != ",")
    return kNone;
  for (uint32_t u = doc_.mentions[m].begin - 1; u > begin && t - u < kReach + 4; --u) {
    if (doc_.Lower(u - 1) == "whose") return doc_.mentions[m].head;
    if (doc_.WordAt(u - 1).upos == Upos::kPunct && doc_.Text(u - 1) != "-") break;
  }
  return kNone;
}

// ", killing 12": a participle after a comma tells of the subject of the sentence, though the tree
// may hang it on the nearest noun. kNone if it is none, or the nearest noun is the subject.
uint32_t Clauses::SubjectOfMainClause(uint32_t verb) const {
  const uint32_t begin = doc_.SentenceAt(doc_.SentenceOf(verb)).begin;
  if (doc_.WordAt(verb).xpos != Xpos::kVBG || verb < begin + 3 || doc_.Text(verb - 1) != ",")
    return kNone;
  // The last finite verb before it and the subject of that.
  for (uint32_t u = verb - 1; u-- > begin;) {
    const Word& word = doc_.WordAt(u);
    if (!word.IsFinite() || doc_.Text(u) == ",") continue;
    if (word.upos == Upos::kAux) continue;
    const uint32_t subject = SubjectOf(u, kMaxClimb);
    if (subject != kNone && subject < u) return subject;
    break;
  }
  // A tree without a verb: the first thing named that no preposition governs.
  for (uint32_t u = begin; u < verb; ++u) {
    const uint32_t m = doc_.mention_at[u];
    if (m == kNone || doc_.mentions[m].entity == kNone || doc_.mentions[m].demonym ||
        doc_.mentions[m].head != u)
      continue;
    return doc_.Preposition(u).empty() ? u : kNone;
  }
  return kNone;
}

// "issued a statement condemning X", "signed a letter urging X": what the text does is the act of
// whoever issued it.
uint32_t Clauses::IssuerOf(uint32_t participle) const {
  constexpr std::array<std::string_view, 16> kTexts = {
      "statement", "letter",      "petition",   "appeal", "resolution", "motion",
      "report",    "declaration", "communiqué", "law",    "bill",       "decree",
      "order",     "tweet",       "communique", "post"};
  constexpr std::array<std::string_view, 18> kIssue = {
      "issue", "sign",   "write", "publish", "send",  "release", "pass",    "adopt",   "deliver",
      "post",  "launch", "file",  "submit",  "table", "approve", "present", "support", "back"};
  const uint32_t text = doc_.WordAt(participle).head;
  if (doc_.WordAt(participle).xpos != Xpos::kVBG || text + 1 != participle ||
      !IsOneOf(doc_.Lemma(text), kTexts) || doc_.WordAt(text).relation != Relation::kObj)
    return kNone;
  const uint32_t verb = doc_.WordAt(text).head;
  return verb != kNoHead && IsOneOf(doc_.Lemma(verb), kIssue) ? SubjectOf(verb, 1) : kNone;
}

// The object of a verb, or what the tree calls its second one: "named X to head Y".
uint32_t Clauses::ObjectOf(uint32_t verb) const {
  const uint32_t object = doc_.Child(verb, Relation::kObj);
  return object == kNone ? doc_.Child(verb, Relation::kIobj) : object;
}

// "the conviction of X", "X's conviction", "whose conviction".
uint32_t Clauses::WhoIsConvicted(uint32_t conviction) const {
  for (uint32_t child : doc_.Children(conviction)) {
    const Relation r = doc_.WordAt(child).relation;
    if (r == Relation::kNmodPoss || (r == Relation::kNmod && doc_.Preposition(child) == "of"))
      return child;
  }
  return kNone;
}

// "accused X of killing Y", "fined X for selling Y", "barred X from selling Y": X, the object of
// the verb above. kNone if it has none that could act.
uint32_t Clauses::ObjectControlling(uint32_t participle) const {
  constexpr std::array<std::string_view, 8> kOwnReason = {"leave", "quit",  "join", "use",
                                                          "enter", "avoid", "tell", "apologise"};
  constexpr std::array<std::string_view, 5> kMarks = {"of", "for", "from", "into", "with"};
  const Word& word = doc_.WordAt(participle);
  if (word.xpos != Xpos::kVBG || word.head == kNoHead) return kNone;
  const bool marked = std::any_of(kMarks.begin(), kMarks.end(), [&](std::string_view mark) {
    return doc_.HasChildWord(participle, mark) && doc_.Lower(participle - 1) == mark;
  });
  const bool own = IsOneOf(doc_.Lemma(word.head), kOwnReason);
  if (!marked || own) return kNone;
  uint32_t object = ObjectOf(word.head);
  // "quashed the conviction of X for killing Y": X.
  if (object != kNone && doc_.Lemma(object) == "conviction") object = WhoIsConvicted(object);
  // "X was cleared by the court of helping Y": X.
  if (object == kNone && doc_.HasChildWord(participle, "of"))
    object = doc_.Child(word.head, Relation::kNsubjPass);
  if (object == kNone || object > participle || doc_.mention_at[object] == kNone) return kNone;
  const Mention& mention = doc_.mentions[doc_.mention_at[object]];
  const bool acts = mention.type == NodeType::kPerson || mention.type == NodeType::kGroup ||
                    mention.type == NodeType::kOrganization || mention.type == NodeType::kCountry ||
                    mention.kind == MentionKind::kPronoun;
  return acts ? object : kNone;
}

// "named X to head Y", "hired X to run Y": X. kNone of other verbs: "sued X to win damages".
uint32_t Clauses::HiredTo(uint32_t infinitive) const {
  constexpr std::array<std::string_view, 30> kVerbs = {
      "name",    "appoint",  "hire",     "choose", "elect",   "pick",    "nominate", "select",
      "recruit", "send",     "dispatch", "tap",    "promote", "install", "deploy",   "invite",
      "pay",     "draft",    "force",    "compel", "oblige",  "drive",   "push",     "prompt",
      "order",   "persuade", "convince", "help",   "allow",   "enable"};
  const Word& word = doc_.WordAt(infinitive);
  if (word.xpos != Xpos::kVB || word.head == kNoHead || !doc_.HasChildWord(infinitive, "to") ||
      !IsOneOf(doc_.Lemma(word.head), kVerbs))
    return kNone;
  const uint32_t object = ObjectOf(word.head);
  return object != kNone && object < infinitive && doc_.mention_at[object] != kNone ? object
                                                                                    : kNone;
}

// "called on X to free Y", "appealed to X to leave": X. kNone of other verbs.
uint32_t Clauses::AskedTo(uint32_t infinitive) const {
  constexpr std::array<std::string_view, 8> kVerbs = {"call", "appeal", "plead", "prevail",
                                                      "rely", "count",  "wait",  "lean"};
  const Word& word = doc_.WordAt(infinitive);
  if (word.head == kNoHead || !doc_.HasChildWord(infinitive, "to") ||
      !IsOneOf(doc_.Lemma(word.head), kVerbs))
    return kNone;
  for (uint32_t child : doc_.Children(word.head)) {
    const std::string_view preposition = doc_.Preposition(child);
    const bool asked = preposition == "on" || preposition == "to" || preposition == "with" ||
                       preposition == "for" || preposition == "upon";
    if (child < infinitive && child > word.head && doc_.WordAt(child).relation == Relation::kObl &&
        asked && doc_.mention_at[child] != kNone)
      return child;
  }
  return kNone;
}

// "X, the group Y": X, where the description says nobody by itself.
uint32_t Clauses::DescribedBy(uint32_t noun) const {
  while (doc_.EntityAt(noun) == kNone && doc_.WordAt(noun).relation == Relation::kAppos &&
         doc_.WordAt(noun).head != kNoHead) {
    noun = doc_.WordAt(noun).head;
  }
  return noun;
}

// "Prime minister X and his counterpart Y signed": of two subjects that mean X the one that Y is
// joined to.
uint32_t Clauses::SameNamed(uint32_t subject, uint32_t verb) const {
  for (uint32_t child : doc_.Children(verb)) {
    const bool same = doc_.WordAt(child).relation == doc_.WordAt(subject).relation &&
                      doc_.EntityAt(child) == doc_.EntityAt(subject);
    if (same && doc_.Child(child, Relation::kConj) != kNone) return child;
  }
  return subject;
}

// ", called on Peru to leave", ", resigned on Monday": what nobody has done to them.
bool Clauses::HasNoPassive(uint32_t verb) const {
  constexpr std::array<std::string_view, 22> kVerbs = {
      "erupt",  "occur",  "happen",  "collapse", "explode",  "flee",    "appeal", "agree",
      "resign", "arrive", "insist",  "vote",     "campaign", "respond", "react",  "travel",
      "die",    "refuse", "decline", "plead",    "retire",   "complain"};
  const std::string_view lemma = doc_.Lemma(verb);
  if (doc_.Child(verb, Relation::kObj) != kNone) return false;
  if (lemma != "call") return IsOneOf(lemma, kVerbs);
  const uint32_t asked = doc_.Child(verb, Relation::kObl);
  return asked != kNone && (doc_.Preposition(asked) == "on" || doc_.Preposition(asked) == "for");
}

// "six of the Americans freed by X": the Americans, not the six.
uint32_t Clauses::CountedBefore(uint32_t verb, uint32_t head) const {
  if (verb == 0 || doc_.mention_at[verb - 1] == kNone) return head;
  const Mention& mention = doc_.mentions[doc_.mention_at[verb - 1]];
  const bool counted = doc_.WordAt(head).upos == Upos::kNum &&
                       doc_.WordAt(mention.head).head == head &&
                       doc_.Preposition(mention.head) == "of";
  return counted && mention.entity != kNone ? mention.head : head;
}

// Whether a verb takes what others do for its object: "condemned the invasion", "witnessed the
// arrest". What one denies, announces or carries out is one's own.
bool Clauses::LeavesActToOthers(uint32_t verb) const {
  constexpr std::array<std::string_view, 42> kVerbs = {
      "witness", "survive", "see",      "watch",  "report",   "investigate", "probe",
      "discuss", "mention", "cite",     "mourn",  "follow",   "await",       "fear",
      "predict", "expect",  "mark",     "regret", "suffer",   "escape",      "face",
      "stop",    "prevent", "halt",     "foil",   "thwart",   "avert",       "describe",
      "cover",   "examine", "avenge",   "recall", "remember", "study",       "monitor",
      "learn",   "confirm", "document", "review", "film",     "condone",     "extort"};
  const std::string_view lemma = doc_.Lemma(verb);
  if (lemma == "deny" || lemma == "reject" || lemma == "abandon") return false;
  if (IsOneOf(lemma, kVerbs)) return true;
  const FrameLexicon& lexicon = doc_.knowledge.frames();
  for (uint32_t f : lexicon.Find(WordClass::kVerb, lemma)) {
    const Frame& frame = lexicon.frames()[f];
    if (!frame.objects.empty() || !frame.particle.empty() || frame.target[0] != kObject) continue;
    if (frame.relation == RelationType::kCriticised || frame.relation == RelationType::kSupports ||
        frame.relation == RelationType::kRejected || frame.relation == RelationType::kCaused ||
        frame.relation == RelationType::kDemandedFrom)
      return true;
  }
  return false;
}

// Whether what a verb has for its object is so, done or not: "did not condemn the invasion".
bool Clauses::Presupposes(uint32_t verb) const {
  constexpr std::array<std::string_view, 8> kVerbs = {"mention", "discuss", "recall", "forgive",
                                                      "mourn",   "mark",    "regret", "forget"};
  const std::string_view lemma = doc_.Lemma(verb);
  if (IsOneOf(lemma, kVerbs)) return true;
  const FrameLexicon& lexicon = doc_.knowledge.frames();
  for (uint32_t f : lexicon.Find(WordClass::kVerb, lemma)) {
    const Frame& frame = lexicon.frames()[f];
    if (frame.relation == RelationType::kCriticised && frame.objects.empty() &&
        frame.particle.empty() && frame.tone == FrameTone::kAny && frame.target[0] == kObject)
      return true;
  }
  return false;
}

bool Clauses::IsOthersAct(uint32_t noun) const {
  const Word& word = doc_.WordAt(noun);
  return word.relation == Relation::kObj && word.head != kNoHead && LeavesActToOthers(word.head);
}

// "wrongly convicted of", "falsely accused of".
bool Clauses::IsWronglyJudged(uint32_t verb) const {
  constexpr std::array<std::string_view, 5> kAdverbs = {"wrongly", "falsely", "wrongfully",
                                                        "unjustly", "mistakenly"};
  const auto children = doc_.Children(verb);
  return std::any_of(children.begin(), children.end(),
                     [&](uint32_t child) { return IsOneOf(doc_.Lower(child), kAdverbs); });
}

// "overturned the conviction of X, found guilty of killing Y": what a verdict of the sentence said
// is no longer so.
bool Clauses::IsVerdictTakenBack(uint32_t token) const {
  constexpr std::array<std::string_view, 10> kTakeBack = {
      "overturn", "quash",   "annul",      "vacate", "void",
      "reverse",  "nullify", "invalidate", "throw",  "set"};
  const Sentence& s = doc_.SentenceAt(doc_.SentenceOf(token));
  bool verdict = false, taken_back = false;
  for (uint32_t t = s.begin; t < s.end; ++t) {
    const std::string_view lemma = doc_.Lemma(t);
    verdict |= lemma == "conviction" || lemma == "verdict";
    if (!IsVerbal(doc_.WordAt(t)) || !IsOneOf(lemma, kTakeBack)) continue;
    const bool aside =
        t + 1 < s.end && (doc_.Lower(t + 1) == "aside" || doc_.Lower(t + 1) == "out");
    const bool particle = doc_.HasChildWord(t, "aside") || doc_.HasChildWord(t, "out") || aside;
    if ((lemma == "throw" || lemma == "set") && !particle) continue;
    taken_back |= !doc_.HasChildWord(t, "to") && !NegatedHere(t) && !NegatedBefore(t);
  }
  return verdict && taken_back;
}

// What the verb above says of a participle it takes with a preposition: "accused of killing" is a
// claim, "cleared of killing" and "barred from selling" deny.
void Clauses::ClimbParticiple(uint32_t t, bool& negated, Scope& scope) const {
  constexpr std::array<std::string_view, 10> kClaims = {
      "accuse",      "charge",   "suspect",   "try",    "indict",
      "investigate", "question", "prosecute", "allege", "blame"};
  constexpr std::array<std::string_view, 6> kVerdicts = {"convict",  "jail",   "imprison",
                                                         "sentence", "guilty", "conviction"};
  constexpr std::array<std::string_view, 5> kClears = {"acquit", "clear", "exonerate", "absolve",
                                                       "vindicate"};
  constexpr std::array<std::string_view, 12> kKeeps = {
      "stop",   "ban",      "keep",    "dissuade", "discourage", "deter",
      "desist", "restrain", "abstain", "refrain",  "block",      "save"};
  const uint32_t up = doc_.WordAt(t).head;
  const std::string_view lemma = doc_.Lemma(up);
  auto is = [&](const auto& list) {
    return std::find(list.begin(), list.end(), lemma) != list.end();
  };
  if (doc_.WordAt(t).xpos != Xpos::kVBG) return;
  const bool of = doc_.HasChildWord(t, "of"), from = doc_.HasChildWord(t, "from");
  // "decided against fining X".
  if (doc_.HasChildWord(t, "against")) Deny(negated, scope);
  const bool with = doc_.HasChildWord(t, "with") || doc_.HasChildWord(t, "for");
  const bool verdict = is(kVerdicts);
  if ((of || with) && IsWronglyJudged(up) && (is(kClaims) || verdict)) negated = true;
  // "found X not guilty of", "was not convicted of".
  const uint32_t judge = lemma == "guilty" ? doc_.WordAt(up).head : kNoHead;
  if (verdict && (NegatedHere(up) || (judge != kNoHead && NegatedHere(judge))))
    Deny(negated, scope);
  if ((of || with) && IsVerdictTakenBack(t)) Weaken(Modality::kReported, scope);
  if ((of || with) && is(kClaims)) {
    Weaken(Modality::kReported, scope);
    if (scope.attributed_to == kNone && !IsPassive(up)) scope.attributed_to = SubjectOf(up, 0);
  }
  if ((of && is(kClears)) || (from && (is(kKeeps) || Governs(up, false)))) Deny(negated, scope);
}

// "criticised the sale, and its leader, X, demanded": X, though the tree joins the leader to the
// sale.
uint32_t Clauses::SubjectBehindAnd(uint32_t verb) const {
  constexpr uint32_t kReach = 8;  // tokens of the description
  const uint32_t begin = doc_.SentenceAt(doc_.SentenceOf(verb)).begin;
  if (!doc_.WordAt(verb).IsFinite() || doc_.Child(verb, Relation::kNsubj) != kNone ||
      doc_.Child(verb, Relation::kNsubjPass) != kNone)
    return kNone;
  uint32_t t = verb;
  while (t > begin &&
         (doc_.WordAt(t - 1).upos == Upos::kAux || doc_.WordAt(t - 1).upos == Upos::kAdv))
    --t;
  const bool set_off = t > begin + 4 && doc_.Text(t - 1) == ",";
  if (set_off) --t;
  if (t < begin + 4) return kNone;
  const uint32_t m = doc_.mention_at[t - 1];
  if (m == kNone || doc_.mentions[m].end != t || doc_.mentions[m].entity == kNone ||
      doc_.mentions[m].kind != MentionKind::kName)
    return kNone;
  uint32_t u = doc_.mentions[m].begin;
  if (u > begin && doc_.Text(u - 1) == ",") {
    if (!set_off) return kNone;
    --u;
  } else if (set_off) {
    return kNone;
  }
  for (const uint32_t from = u; u > begin + 1 && from - u < kReach; --u) {
    const Word& word = doc_.WordAt(u - 1);
    if (word.upos == Upos::kCconj)
      return doc_.Text(u - 2) == "," && doc_.Lower(u - 1) != "or" ? doc_.mentions[m].head : kNone;
    if (word.upos != Upos::kNoun && word.upos != Upos::kAdj && word.upos != Upos::kDet &&
        word.upos != Upos::kPropn && word.xpos != Xpos::kPRPPoss && word.xpos != Xpos::kPOS)
      return kNone;
  }
  return kNone;
}

// Whether a joined noun is what the verb behind it is said of: "..., and its leader, X, demanded".
bool Clauses::OpensClause(uint32_t noun) const {
  const Sentence& sentence = doc_.SentenceAt(doc_.SentenceOf(noun));
  const uint32_t cc = doc_.Child(noun, Relation::kCc);
  if (cc == kNone || cc < sentence.begin + 2 || doc_.Text(cc - 1) != ",") return false;
  for (uint32_t t = noun + 1; t < sentence.end && t < noun + 9; ++t) {
    if (!doc_.WordAt(t).IsFinite()) continue;
    const uint32_t subject = SubjectBehindAnd(t);
    return subject != kNone && subject >= noun;
  }
  return false;
}

}  // namespace newsgraph::text

// Nouns and adjectives as predicates: whose act a noun is, on whom, with whom.
#include <algorithm>
#include <array>

#include "loaders/text/clauses/clauses.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

// Verbs whose object is said to have done what "of", "for" or "with" brings.
bool Clauses::IsJudged(uint32_t verb) const {
  constexpr std::array<std::string_view, 15> kVerbs = {
      "convict", "charge", "accuse", "find",   "jail",  "arrest",    "sentence", "suspect",
      "try",     "blame",  "indict", "acquit", "clear", "exonerate", "absolve"};
  return IsOneOf(doc_.Lemma(verb), kVerbs);
}

// Whether a noun names who does something: "killer", "owner", "ally".
bool Clauses::IsDoer(uint32_t noun) const {
  const std::string_view lemma = doc_.Lemma(noun);
  return lemma.size() > 4 && (EndsWith(lemma, "er") || EndsWith(lemma, "or") || lemma == "critic" ||
                              lemma == "opponent");
}

bool Clauses::DescribesPeople(uint32_t noun) const {
  const uint32_t m = doc_.mention_at[noun];
  return m != kNone && doc_.mentions[m].kind == MentionKind::kNominal &&
         doc_.mentions[m].type == NodeType::kGroup && doc_.mentions[m].entity != kNone;
}

// "gave Ajax a win over Lyon", "earned her a victory": whose it then is.
uint32_t Clauses::GivenTo(uint32_t noun) const {
  constexpr std::array<std::string_view, 5> kGive = {"give", "earn", "hand", "bring", "secure"};
  const uint32_t verb = doc_.WordAt(noun).head;
  if (doc_.WordAt(noun).relation != Relation::kObj || !IsOneOf(doc_.Lemma(verb), kGive))
    return kNone;
  return doc_.Child(verb, Relation::kIobj);
}

bool TurnsDown(std::string_view verb) {
  constexpr std::array<std::string_view, 22> kVerbs = {
      "reject", "refuse", "turn",  "deny",  "dismiss", "ignore",    "defy",  "resist",
      "rebuff", "refute", "rebut", "spurn", "decline", "repudiate", "brush", "snub",
      "oppose", "shrug",  "knock", "throw", "scorn",   "laugh"};
  return IsOneOf(verb, kVerbs);
}

namespace {

bool IsDemand(std::string_view noun) {
  constexpr std::array<std::string_view, 8> kDemands = {
      "request", "demand", "appeal", "call", "plea", "ultimatum", "petition", "entreaty"};
  return IsOneOf(noun, kDemands);
}

}  // namespace

// "Kenya's plea", "a Norcorp plea", "a plea from Kenya", wherever the tree hangs the last.
bool Clauses::HasMaker(uint32_t demand) const {
  for (uint32_t child : doc_.Children(demand)) {
    const Relation r = doc_.WordAt(child).relation;
    const bool before = (r == Relation::kCompound || r == Relation::kAmod) && child < demand &&
                        doc_.EntityAt(child) != kNone;
    if (before || r == Relation::kNmodPoss) return true;
  }
  return demand + 1 < doc_.words().size() && doc_.Lower(demand + 1) == "from";
}

// "X rejected Y's request", "X did not respond to Y's appeal": X, whom Y asked.
uint32_t Clauses::WhoAnswers(uint32_t demand) const {
  constexpr std::array<std::string_view, 11> kAnswers = {"accept", "grant", "meet",   "heed",
                                                         "answer", "agree", "accede", "bow",
                                                         "yield",  "reply", "respond"};
  const Word& word = doc_.WordAt(demand);
  if (word.head == kNoHead || !IsDemand(word.lemma) || !HasMaker(demand)) return kNone;
  const std::string_view verb = doc_.Lemma(word.head);
  if (!TurnsDown(verb) && !IsOneOf(verb, kAnswers)) return kNone;
  const Arguments answer = OfVerb(word.head);
  const uint32_t who = answer.At(kSubject);
  return who == demand ? kNone : who;
}

// "X resigned at the request of Y", "X closed the road after pleas from Y": X, who does it.
uint32_t Clauses::WhoObliges(uint32_t demand) const {
  const std::string_view marked = doc_.Preposition(demand);
  const bool after = marked == "after" || marked == "following";
  if (marked != "at" && marked != "on" && !(after && IsDemand(doc_.Lemma(demand)))) return kNone;
  uint32_t verb = doc_.WordAt(demand).head;
  for (int i = 0; i < 3 && verb != kNoHead && !IsVerbal(doc_.WordAt(verb)); ++i)
    verb = doc_.WordAt(verb).head;
  return verb == kNoHead || !IsVerbal(doc_.WordAt(verb)) ? kNone : OfVerb(verb).At(kSubject);
}

// "During a visit to X, Y said", "after talks with X, Y left": Y's visit and talks.
bool Clauses::IsOccasionOfOnesOwn(uint32_t noun, std::string_view preposition) const {
  constexpr std::array<std::string_view, 5> kWhen = {"during", "on", "after", "before", "at"};
  constexpr std::array<std::string_view, 16> kOccasions = {
      "visit", "trip",       "tour",         "journey",    "talk", "talks",
      "meet",  "meeting",    "conversation", "discussion", "call", "summit",
      "stay",  "phone call", "negotiation",  "interview"};
  return IsOneOf(preposition, kWhen) && IsOneOf(doc_.Lemma(noun), kOccasions);
}

bool SpeaksItself(const Document& doc, uint32_t noun) {
  const uint32_t end = std::min(doc.SentenceAt(doc.SentenceOf(noun)).end, noun + 9);
  for (uint32_t u = noun + 1; u < end && doc.Text(u) != "," && doc.Text(u) != ";"; ++u) {
    const std::string_view lemma = doc.Lemma(u);
    if (doc.WordAt(u).upos != Upos::kVerb) continue;
    return doc.WordAt(u).IsFinite() &&
           (lemma == "say" || lemma == "tell" || lemma == "add" || lemma == "confirm");
  }
  return false;
}

Arguments Clauses::OfNoun(uint32_t noun) const {
  Arguments out;
  const Slot by = SlotOfPreposition("by"), between = SlotOfPreposition("between"),
             among = SlotOfPreposition("among");
  for (uint32_t child : doc_.Children(noun)) {
    const Word& word = doc_.WordAt(child);
    const bool named = doc_.mention_at[child] != kNone;
    if (word.relation == Relation::kNmodPoss) {
      out.Add(kSubject, Meant(child));
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
  const uint32_t governor = doc_.WordAt(noun).head;
  const bool judged = governor != kNoHead && doc_.WordAt(noun).relation == Relation::kObl &&
                      IsJudged(governor) && IsPassive(governor);
  // "cleared of the murder of X by a jury": the jury clears.
  if (const uint32_t agent = out.At(by); agent != kNone && !judged) out.Add(kSubject, agent);
  for (const Slot slot : {between, among}) {
    const uint32_t first = out.At(slot);
    if (first != kNone) out.Add(kPair, first);
  }
  const Word& word = doc_.WordAt(noun);
  // "demanded that X pay", of a noun: X.
  for (const Relation clause : {Relation::kAcl, Relation::kCcomp, Relation::kAclRelcl}) {
    const uint32_t asked = doc_.Child(noun, clause);
    const uint32_t who = asked == kNone || !doc_.HasChildWord(asked, "that")
                             ? kNone
                             : doc_.Child(asked, Relation::kNsubj);
    if (who != kNone && doc_.Lower(who) != "that") out.Add(SlotOfPreposition("that"), who);
  }
  // ", under investigation by X": what stands before; "with the backing of X": whoever does it.
  const std::string_view marked = doc_.Preposition(noun);
  if (word.head != kNoHead && (marked == "under" || marked == "with")) {
    const bool verb = IsVerbal(doc_.WordAt(word.head));
    const uint32_t who = verb ? SubjectOf(word.head, 0) : word.head;
    if (who != kNone && marked == "with") out.Add(kModified, who);
    const bool set_off = noun > 1 && doc_.Text(noun - 2) == ",";
    if (who != kNone && marked == "under" && (!verb || set_off))
      out.list.insert(out.list.begin(), {kSubject, who});
  }
  if (const uint32_t who = WhoObliges(noun); who != kNone) out.Add(kModified, who);
  // "Norcorp's owner, X", "Berg's killer, X": X, of Norcorp.
  const uint32_t appended = doc_.Child(noun, Relation::kAppos);
  if (appended != kNone && appended > noun && doc_.EntityAt(appended) != kNone &&
      doc_.Child(noun, Relation::kNmodPoss) != kNone && IsDoer(noun)) {
    for (Argument& argument : out.list) {
      if (argument.slot == kSubject) argument.slot = SlotOfPreposition("of");
    }
    out.list.insert(out.list.begin(), {kSubject, appended});
  }
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
  } else if (word.relation == Relation::kAppos && word.head != kNoHead &&
             !SpeaksItself(doc_, noun)) {
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
    } else if (const uint32_t given = GivenTo(noun); given != kNone) {
      out.Add(kSubject, given);
    } else if (word.relation == Relation::kObj ? !LeavesActToOthers(word.head)
                                               : preposition == "as" || preposition == "in" ||
                                                     IsOccasionOfOnesOwn(noun, preposition)) {
      const uint32_t subject = SubjectOf(word.head, 0);
      if (subject != kNone && !doc_.WordAt(word.head).passive) out.Add(kSubject, subject);
    }
  } else if (out.At(kSubject) == kNone) {
    for (uint32_t child : doc_.Children(noun)) {
      if (doc_.WordAt(child).relation == Relation::kAppos && doc_.mention_at[child] != kNone)
        out.Add(kSubject, child);
    }
  }
  const bool appended_noun = word.relation == Relation::kAppos;
  if (((out.At(kSubject) == kNone && !word.IsSubject()) || appended_noun) &&
      !SpeaksItself(doc_, noun)) {
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
  if (const uint32_t asked = WhoAnswers(noun); asked != kNone)
    out.Add(SlotOfPreposition("to"), asked);
  // "Praise for the deal came from X": X praises.
  if (word.head != kNoHead && word.relation == Relation::kNsubj &&
      doc_.Lemma(word.head) == "come") {
    for (uint32_t child : doc_.Children(word.head)) {
      if (doc_.WordAt(child).relation == Relation::kObl && doc_.Preposition(child) == "from")
        out.Add(kSubject, child);
    }
  }
  return out;
}

Arguments Clauses::OfAdjective(uint32_t adjective) const {
  Arguments out;
  const uint32_t subject = SubjectOf(adjective, 0);
  const Word& word = doc_.WordAt(adjective);
  if (subject != kNone) {
    out.Add(kSubject, subject);
  } else if (word.head != kNoHead && word.relation == Relation::kCase) {
    const uint32_t of_place = SubjectOf(word.head, 0);  // "is due in X"
    if (of_place != kNone) out.Add(kSubject, of_place);
  } else if (word.head != kNoHead &&
             (word.relation == Relation::kAmod || word.relation == Relation::kAcl)) {
    out.Add(kSubject, word.head);
  }
  AddObliques(adjective, out);
  return out;
}

}  // namespace newsgraph::text

// Verbs as predicates: what their tree gives them, and what it hung on words beside.
#include <algorithm>
#include <array>

#include "loaders/text/clauses/clauses.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

// "$2m", "€40 million": a sum, whatever hangs on it.
bool IsMoney(const Document& doc, uint32_t token) {
  const std::string_view text = doc.Text(token);
  // "40 million reais": a counted unit right behind a name is no thing done to.
  if (doc.Child(token, Relation::kNummod) != kNone && doc.MentionAt(token) == kNone) return true;
  return doc.WordAt(token).upos == Upos::kSym || text == "$" || text == "€" || text == "£" ||
         text == "¥" || text == "₹";
}

// "two days", "Monday": when, whatever the tree calls it.
bool IsTime(const Document& doc, uint32_t token) {
  constexpr std::array<std::string_view, 12> kTimes = {"day",    "week",   "month",   "year",
                                                       "hour",   "time",   "night",   "morning",
                                                       "minute", "decade", "evening", "weekend"};
  return IsOneOf(doc.Lemma(token), kTimes) ||
         doc.knowledge.gazetteer().IsCalendarWord(doc.Lower(token));
}

// "was given four years": a time that is the thing given.
bool IsSentencing(std::string_view verb) {
  return verb == "give" || verb == "hand" || verb == "receive" || verb == "get";
}

}  // namespace

bool Clauses::HasMeasure(uint32_t token) const {
  for (uint32_t child : doc_.Children(token)) {
    if (doc_.WordAt(child).relation == Relation::kCase && doc_.IsQuantifying(child)) return true;
  }
  return false;
}

void Clauses::AddObliques(uint32_t predicate, Arguments& out) const {
  for (uint32_t child : doc_.Children(predicate)) {
    const Relation r = doc_.WordAt(child).relation;
    if (r != Relation::kObl && r != Relation::kOblAgent && r != Relation::kNmod &&
        r != Relation::kNmodDesc && r != Relation::kAdvcl)
      continue;
    const std::string_view preposition = doc_.Preposition(child);
    // "killing at least 12 people": what looks like a prepositional phrase only measures.
    // "voted down the motion": nor is it one behind a particle.
    const bool particle = doc_.Child(predicate, Relation::kCompoundPrt) != kNone &&
                          doc_.Child(predicate, Relation::kObj) == kNone;
    if (preposition.empty() && r == Relation::kObl && child > predicate && !out.passive &&
        IsVerbal(doc_.WordAt(predicate)) && doc_.mention_at[child] != kNone &&
        (particle || HasMeasure(child))) {
      out.Add(kObject, child);
      continue;
    }
    if (preposition.empty()) {
      // "when an explosion tore through ...": the clause's subject is what happened.
      if (r == Relation::kAdvcl && doc_.HasChildWord(child, "when")) {
        const uint32_t subject = SubjectOf(child, 0);
        if (subject != kNone) out.Add(SlotOfPreposition("when"), subject);
      }
      continue;
    }
    const Slot slot = SlotOfPreposition(preposition);
    if (slot == kNoSlot) continue;
    const uint32_t target = Meant(child);
    out.Add(slot, target);
    if (const uint32_t event = EventBehind(child); event != kNone) out.Add(slot, event);
  }
}

// "in the Lodz by-election": trees that cut such a phrase hang the event beside the place.
uint32_t Clauses::EventBehind(uint32_t place) const {
  const uint32_t m = doc_.mention_at[place];
  if (m == kNone || doc_.mentions[m].end + 2 >= doc_.words().size() ||
      doc_.Text(doc_.mentions[m].end + 1) != "-")
    return kNone;
  const uint32_t event = doc_.mention_at[doc_.mentions[m].end + 2];
  const bool fits = event != kNone && doc_.mentions[event].type == NodeType::kEvent &&
                    doc_.mentions[event].begin == doc_.mentions[m].end;
  return fits ? doc_.mentions[event].head : kNone;
}

// "is part-owned by X", ", majority-owned by X": what is owned, where the tree hangs the participle
// on the word it is compounded with.
uint32_t Clauses::Compounded(uint32_t participle, uint32_t head) const {
  if (head + 2 != participle || doc_.Text(participle - 1) != "-") return head;
  const Word& part = doc_.WordAt(head);
  const uint32_t subject = doc_.Child(head, Relation::kNsubj);
  if (subject != kNone) return Meant(subject);
  return part.relation == Relation::kAppos && part.head != kNoHead ? part.head : head;
}

// A clause on a noun: reduced ("freed by") or with a pronoun left out ("the plan they back").
void Clauses::AddRelative(uint32_t verb, Arguments& out) const {
  const Word& word = doc_.WordAt(verb);
  if (word.head == kNoHead) return;
  const bool reduced = word.relation == Relation::kAcl &&
                       (word.xpos == Xpos::kVBN || (out.passive && HasAgent(verb))) &&
                       !IsActiveAppended(verb);
  if (reduced || (out.passive && word.relation == Relation::kAclRelcl &&
                  doc_.Child(verb, Relation::kNsubjPass) == kNone)) {
    out.passive = true;
    uint32_t head = Compounded(verb, word.head);
    // "A and B, both seized in ...": all that are joined, not the last alone.
    const bool both = verb > 0 && (doc_.Lower(verb - 1) == "both" || doc_.Lower(verb - 1) == "all");
    for (int i = 0; both && i < kMaxClimb && doc_.WordAt(head).relation == Relation::kConj &&
                    doc_.WordAt(head).head != kNoHead;
         ++i) {
      head = doc_.WordAt(head).head;
    }
    out.Add(kObject, CountedBefore(verb, head));
  } else if (word.relation == Relation::kXcomp && out.At(kObject) == kNone && !out.passive &&
             doc_.Child(verb, Relation::kObj) == kNone &&
             doc_.WordAt(word.head).relation == Relation::kAclRelcl) {
    // "which the union refuses to accept": the object of the verb below.
    const uint32_t pronoun = doc_.Child(word.head, Relation::kObj);
    if (pronoun != kNone && IsRelativePronoun(pronoun)) out.Add(kObject, Antecedent(pronoun));
  } else if (word.relation == Relation::kAclRelcl && out.At(kObject) == kNone &&
             out.At(kSubject) != kNone && out.At(kSubject) != word.head && !out.passive) {
    out.Add(kObject, word.head);
  }
}

// "The leader, X, blamed Y": parsed as a participle on X. A participle with an object of its own is
// the verb of the clause, but for verbs that keep one in the passive ("X, awarded the prize").
bool Clauses::IsActiveAppended(uint32_t verb) const {
  constexpr std::array<std::string_view, 14> kKeep = {"award", "give",  "name", "call", "elect",
                                                      "offer", "grant", "send", "pay",  "teach",
                                                      "make",  "hand",  "dub",  "deny"};
  const Word& word = doc_.WordAt(verb);
  if (word.relation != Relation::kAcl || word.xpos != Xpos::kVBN || verb == 0) return false;
  if (HasNoPassive(verb)) return true;
  if (HasAgent(verb)) return false;
  const uint32_t begin = doc_.SentenceAt(doc_.SentenceOf(verb)).begin;
  uint32_t before = verb - 1;
  while (before > begin && doc_.WordAt(before).upos == Upos::kAdv) --before;
  if (doc_.Text(before) != ",") return before == word.head && IsOnlyVerb(verb);
  // "Ms Gokhale, who ..., later called on X": the name is the top of a tree without a verb.
  const bool top = word.head < before && doc_.WordAt(word.head).relation == Relation::kRoot &&
                   NominalAbove(verb) != kNone &&
                   doc_.Child(word.head, Relation::kAclRelcl) != kNone;
  if (top || (IsOnlyVerb(verb) && TakesOblique(verb))) return true;
  const uint32_t object = doc_.Child(verb, Relation::kObj);
  if (object == kNone || object < verb || !doc_.Preposition(object).empty()) return false;
  return !IsOneOf(doc_.Lemma(verb), kKeep) || (doc_.EntityAt(object) != kNone && IsOnlyVerb(verb));
}

// "The union called on the company to pay": the sentence has no other verb that says something.
bool Clauses::IsOnlyVerb(uint32_t participle) const {
  const Sentence& s = doc_.SentenceAt(doc_.SentenceOf(participle));
  if (doc_.WordAt(doc_.WordAt(participle).head).relation != Relation::kRoot) return false;
  for (uint32_t t = s.begin; t < s.end; ++t) {
    const Word& word = doc_.WordAt(t);
    const bool below = word.relation == Relation::kAclRelcl || word.relation == Relation::kCcomp ||
                       word.relation == Relation::kAdvcl;
    if (word.IsFinite() && !below) return false;
  }
  return true;
}

// "The deputy, X, called on Y", with the verb taken for a participle on the deputy: what stands
// behind it fills a frame of the active verb.
bool Clauses::TakesOblique(uint32_t verb) const {
  const FrameLexicon& lexicon = doc_.knowledge.frames();
  for (uint32_t child : doc_.Children(verb)) {
    const Slot slot = SlotOfPreposition(doc_.Preposition(child));
    if (slot == kNoSlot || child < verb || doc_.WordAt(child).relation != Relation::kObl) continue;
    for (uint32_t f : lexicon.Find(WordClass::kVerb, doc_.Lemma(verb))) {
      const Frame& frame = lexicon.frames()[f];
      const bool plain = frame.objects.empty() && frame.particle.empty();
      if (plain && frame.source[0] == kSubject && frame.target[0] == slot) return true;
    }
  }
  return false;
}

// An agent behind "by", of the verb or of the infinitive it takes.
bool Clauses::HasAgent(uint32_t verb) const {
  for (uint32_t child : doc_.Children(verb)) {
    const Relation r = doc_.WordAt(child).relation;
    if (r == Relation::kOblAgent && doc_.HasChildWord(child, "by")) return true;
    if (r == Relation::kXcomp && AgentBelow(child) != kNone) return true;
  }
  return false;
}

// "let go by Norland": the agent hung on the infinitive.
uint32_t Clauses::AgentBelow(uint32_t infinitive) const {
  const uint32_t agent = doc_.Child(infinitive, Relation::kOblAgent);
  return agent != kNone && doc_.HasChildWord(agent, "by") ? agent : kNone;
}

// "said the law was unfair", "said X should resign": of whom or what a clause below speaks.
void Clauses::AddSaid(uint32_t clause, Arguments& out) const {
  for (Relation r : {Relation::kNsubj, Relation::kNsubjPass}) {
    const uint32_t subject = doc_.Child(clause, r);
    if (subject == kNone || IsRelativePronoun(subject)) continue;
    if (doc_.Lower(subject) == "it") continue;  // "It is a good day": of nobody
    const bool bound = doc_.HasChildWord(clause, "should") || doc_.HasChildWord(clause, "must");
    out.Add(bound ? kObliged : kJudged, subject);
  }
}

// "called her naive", read as "her naive one".
uint32_t Clauses::HerBefore(uint32_t verb, uint32_t object) const {
  const bool read = doc_.Lemma(verb) == "call" && verb + 2 == object &&
                    doc_.Lower(verb + 1) == "her" && doc_.mention_at[object] == kNone;
  return read && doc_.mention_at[verb + 1] != kNone ? verb + 1 : kNone;
}

// "was awarded the Booker Prize", hung as a complement.
bool Clauses::IsPrizeBelow(uint32_t token) const {
  return doc_.WordAt(token).relation == Relation::kXcomp && doc_.mention_at[token] != kNone &&
         doc_.mentions[doc_.mention_at[token]].type == NodeType::kAward;
}

// "charged with bribery by the Fraud Office": the agent hung on what is charged.
uint32_t Clauses::JudgeBehindCharge(uint32_t verb) const {
  for (uint32_t charge : doc_.Children(verb)) {
    if (doc_.WordAt(charge).relation != Relation::kObl || charge < verb) continue;
    for (uint32_t agent : doc_.Children(charge)) {
      const uint32_t m = doc_.mention_at[agent];
      if (m != kNone && doc_.mentions[m].type == NodeType::kOrganization &&
          doc_.Preposition(agent) == "by")
        return agent;
    }
  }
  return kNone;
}

// "The firm, fined twice this year by Kenya, has": a participle that the tree took for a past
// tense.
bool Clauses::IsSetOffPassive(uint32_t verb) const {
  constexpr uint32_t kReach = 6;  // tokens up to the agent
  const Xpos xpos = doc_.WordAt(verb).xpos;
  const Sentence& s = doc_.SentenceAt(doc_.SentenceOf(verb));
  if ((xpos != Xpos::kVBD && xpos != Xpos::kVBN) || verb == s.begin || doc_.Text(verb - 1) != "," ||
      doc_.Child(verb, Relation::kObj) != kNone)
    return false;
  for (uint32_t t = verb + 1; t + 2 < s.end && t < verb + kReach; ++t) {
    const Upos upos = doc_.WordAt(t).upos;
    if (upos == Upos::kPunct || upos == Upos::kVerb || upos == Upos::kAux) return false;
    if (doc_.Lower(t) == "by")
      return doc_.mention_at[t + 1] != kNone || doc_.mention_at[t + 2] != kNone;
  }
  return false;
}

// The label of the tree, or a form of "be" before a participle that may be tagged as a past tense.
bool Clauses::IsPassive(uint32_t verb) const {
  const Word& word = doc_.WordAt(verb);
  if (word.passive) return true;
  // "six Americans let go by Venezuela": a clause on a noun with an agent and no subject.
  const bool on_noun = word.relation == Relation::kAcl || word.relation == Relation::kAclRelcl;
  if (on_noun && word.xpos != Xpos::kVBG && doc_.Child(verb, Relation::kNsubj) == kNone &&
      HasAgent(verb))
    return true;
  if (IsSetOffPassive(verb)) return true;
  if (word.xpos != Xpos::kVBN && word.xpos != Xpos::kVBD) return false;
  for (uint32_t child : doc_.Children(verb)) {
    const Relation r = doc_.WordAt(child).relation;
    if ((r == Relation::kAux || r == Relation::kAuxPass || r == Relation::kCop) && child < verb) {
      const std::string& lower = doc_.Lower(child);
      if (lower == "was" || lower == "were" || lower == "been" || lower == "is" || lower == "are" ||
          lower == "be" || lower == "being")
        return true;
    }
  }
  return false;
}

// The first name right after a verb, before the token `stop`.
uint32_t Clauses::NameBetween(uint32_t verb, uint32_t stop) const {
  for (uint32_t t = verb + 1; t < stop && t < verb + 8; ++t) {
    const uint32_t m = doc_.mention_at[t];
    if (m != kNone && doc_.mentions[m].entity != kNone) return doc_.mentions[m].head;
    const Upos upos = doc_.WordAt(t).upos;
    if (upos != Upos::kDet && upos != Upos::kAdj && upos != Upos::kNoun && upos != Upos::kPropn)
      break;
  }
  return kNone;
}

// "attacked and killed X", "neither endorsed nor condemned it": the object of the verb joined right
// behind.
void Clauses::AddSharedObject(uint32_t verb, Arguments& out) const {
  if (verb + 1 >= doc_.words().size() || doc_.WordAt(verb + 1).upos != Upos::kCconj) return;
  for (uint32_t child : doc_.Children(verb)) {
    const bool joined = doc_.WordAt(child).relation == Relation::kConj && child > verb &&
                        child < verb + 4 && IsVerbal(doc_.WordAt(child));
    const uint32_t object = joined ? doc_.Child(child, Relation::kObj) : kNone;
    if (object != kNone && doc_.Child(child, Relation::kNsubj) == kNone)
      return out.Add(kObject, object);
  }
}

// "17 were killed and 40 wounded when a bomb exploded": the clause belongs to both verbs.
void Clauses::AddSharedClause(uint32_t verb, Arguments& out) const {
  auto add = [&](uint32_t other) {
    if (!IsVerbal(doc_.WordAt(other))) return;
    for (uint32_t child : doc_.Children(other)) {
      if (doc_.WordAt(child).relation != Relation::kAdvcl || !doc_.HasChildWord(child, "when"))
        continue;
      const uint32_t subject = SubjectOf(child, 0);
      if (subject != kNone) out.Add(SlotOfPreposition("when"), subject);
    }
  };
  for (uint32_t child : doc_.Children(verb)) {
    if (doc_.WordAt(child).relation == Relation::kConj) add(child);
  }
  const Word& word = doc_.WordAt(verb);
  if (word.relation == Relation::kConj && word.head != kNoHead) add(word.head);
}

// "handed Vega a sentence", "gave Nepal tents": the name between a verb and the thing given, which
// trees also take for a second object or for part of the thing.
uint32_t Clauses::ReceiverBefore(uint32_t verb, uint32_t object) const {
  const uint32_t given = doc_.mention_at[object];
  const bool matter = given == kNone || doc_.mentions[given].type == NodeType::kTopic ||
                      doc_.mentions[given].type == NodeType::kWork;
  if (object < verb || !matter) return kNone;
  for (uint32_t child : doc_.Children(verb)) {
    const Relation r = doc_.WordAt(child).relation;
    if (r == Relation::kObj && child > verb && child < object && doc_.mention_at[child] != kNone)
      return child;
  }
  const uint32_t name = doc_.mention_at[verb + 1];
  const bool part = name != kNone && doc_.mentions[name].kind == MentionKind::kName &&
                    !doc_.mentions[name].demonym &&
                    doc_.WordAt(doc_.mentions[name].head).relation == Relation::kCompound &&
                    doc_.WordAt(doc_.mentions[name].head).head == object;
  return part ? doc_.mentions[name].head : kNone;
}

Arguments Clauses::OfVerb(uint32_t verb) const {
  if (IsFlatVerb(verb)) return OfFlatVerb(verb);
  if (IsCompoundVerb(verb)) {
    Arguments compound;
    compound.passive = true;
    compound.Add(kSubject, doc_.mentions[doc_.mention_at[verb - 2]].head);
    compound.Add(kObject, doc_.WordAt(verb).head);
    return compound;
  }
  Arguments out;
  const Word& word = doc_.WordAt(verb);
  out.passive = IsPassive(verb);
  // ", both detained for years": a participle on the names before, however it is tagged.
  if (verb >= 2 && (doc_.Lower(verb - 1) == "both" || doc_.Lower(verb - 1) == "all") &&
      doc_.Text(verb - 2) == "," && verb - 2 > doc_.SentenceAt(doc_.SentenceOf(verb)).begin &&
      (word.xpos == Xpos::kVBN || word.xpos == Xpos::kVBD)) {
    out.passive = true;
    int found = 0;
    for (uint32_t t = verb - 2; t-- > doc_.SentenceAt(doc_.SentenceOf(verb)).begin && found < 2;) {
      const uint32_t m = doc_.mention_at[t];
      if (m == kNone || doc_.mentions[m].type != NodeType::kPerson || doc_.mentions[m].begin != t ||
          doc_.mentions[m].kind != MentionKind::kName)
        continue;
      out.Add(kObject, doc_.mentions[m].head);
      ++found;
    }
    AddObliques(verb, out);
    return out;
  }
  const bool bare_participle = word.xpos == Xpos::kVBN &&
                               doc_.Child(verb, Relation::kAux) == kNone &&
                               doc_.Child(verb, Relation::kNsubj) == kNone;
  if (IsActiveAppended(verb)) {
    out.passive = false;
  } else if (word.relation == Relation::kAcl && word.xpos == Xpos::kVBN) {
    out.passive = true;
  }
  const bool opens = word.relation == Relation::kCcomp &&
                     verb == doc_.SentenceAt(doc_.SentenceOf(verb)).begin;  // "Sued by X, Y said"
  if (bare_participle &&
      (word.relation == Relation::kAppos || word.relation == Relation::kAdvcl || opens))
    out.passive = true;
  const bool invariant = word.xpos == Xpos::kVB && doc_.Lower(verb) == doc_.Lemma(verb) &&
                         doc_.Child(verb, Relation::kAux) == kNone &&
                         doc_.Child(verb, Relation::kNsubj) == kNone &&
                         doc_.Child(verb, Relation::kObj) == kNone &&
                         doc_.Child(verb, Relation::kMark) == kNone;  // "arrested and let off"
  if (word.relation == Relation::kConj && (bare_participle || invariant) && word.head != kNoHead) {
    out.passive |=
        doc_.WordAt(word.head).passive || (doc_.WordAt(word.head).relation == Relation::kAcl &&
                                           doc_.WordAt(word.head).xpos == Xpos::kVBN);
  }
  AddRelative(verb, out);
  uint32_t subject = kNone;
  if (IsActiveAppended(verb) || !(word.relation == Relation::kAcl && word.xpos == Xpos::kVBN))
    subject = SubjectOf(verb, 0);
  if (out.passive && out.At(kObject) == kNone && IsSetOffPassive(verb)) {
    const uint32_t before = verb < 2 ? kNone : doc_.mention_at[verb - 2];
    if (before != kNone && !doc_.mentions[before].demonym) subject = doc_.mentions[before].head;
  }
  if (subject != kNone) out.Add(out.passive ? kObject : kSubject, subject);
  for (uint32_t child : doc_.Children(verb)) {
    const Relation r = doc_.WordAt(child).relation;
    // "X as well as Y has", "X, Z and Y have": a tree with two subjects.
    if (subject != kNone && child > subject + 2 && child < verb &&
        (doc_.Lower(child - 1) == "as" || doc_.Lower(child - 1) == "and") &&
        doc_.WordAt(child).IsSubject())
      out.Add(out.passive ? kObject : kSubject, child);
    const bool loose = (r == Relation::kAppos || r == Relation::kOblUnmarked) && child > verb;
    const bool term = IsTime(doc_, child) && !IsSentencing(doc_.Lemma(verb));
    if ((r == Relation::kObj || loose) && IsMoney(doc_, child) && !term) {
      // "fined X $2m", "promised X $40m": the name before the sum, wherever the tree hangs it.
      if (const uint32_t name = NameBetween(verb, child); name != kNone) {
        out.Add(kObject, name);
        out.Add(kIndirect, name);
        out.Add(kObject, child);
      } else {
        if (out.passive && subject != kNone) out.Add(kIndirect, subject);  // "was given nine years"
        out.Add(kObject, child);
      }
    } else if (r == Relation::kObj || r == Relation::kIobj || IsPrizeBelow(child)) {
      // "was awarded the prize": the subject is who got it.
      if (r != Relation::kIobj && out.passive && subject != kNone) out.Add(kIndirect, subject);
      if (const uint32_t receiver = ReceiverBefore(verb, child); receiver != kNone)
        out.Add(kIndirect, receiver);
      const uint32_t target = Meant(child);
      if (const uint32_t her = HerBefore(verb, child); her != kNone) out.Add(kObject, her);
      out.Add(r == Relation::kIobj ? kIndirect : kObject, target);
      if (const uint32_t event = EventBehind(child); event != kNone) out.Add(kObject, event);
    }
    if ((r == Relation::kObl || r == Relation::kOblAgent || r == Relation::kNmod ||
         r == Relation::kObj) &&
        out.passive &&
        (doc_.Preposition(child) == "by" ||
         (r == Relation::kOblAgent && doc_.HasChildWord(child, "by")))) {
      out.Add(kSubject, child);
    }
    // "the court on Friday charged Dahl": a second subject, behind the verb.
    if (r == Relation::kNsubj && child > verb && subject != kNone && subject < verb &&
        !out.passive && doc_.mention_at[child] != kNone &&
        doc_.Child(verb, Relation::kObj) == kNone && doc_.Child(verb, Relation::kCcomp) == kNone)
      out.Add(kObject, child);
    if (r == Relation::kXcomp && out.passive && AgentBelow(child) != kNone)
      out.Add(kSubject, AgentBelow(child));
    if (r == Relation::kCcomp) AddSaid(child, out);
  }
  if (out.passive && out.At(kSubject) == kNone && IsJudged(verb)) {
    if (const uint32_t judge = JudgeBehindCharge(verb); judge != kNone) out.Add(kSubject, judge);
  }
  if (!out.passive && out.At(kObject) == kNone) AddSharedObject(verb, out);
  AddRelative(verb, out);
  AddObliques(verb, out);
  AddSharedClause(verb, out);
  return out;
}

}  // namespace newsgraph::text

#include "loaders/text/clauses.h"

#include <algorithm>
#include <array>

#include "loaders/text/letters.h"

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
  const Gazetteer& gazetteer = doc.knowledge.gazetteer();
  return IsOneOf(doc.Lemma(token), kTimes) || gazetteer.WeekdayOf(doc.Lower(token)) != 0 ||
         gazetteer.MonthOf(doc.Lower(token)) != 0;
}

}  // namespace

// "who", "which" and so on, but not the acronym WHO.
bool Clauses::IsRelativePronoun(uint32_t token) const {
  const std::string& lower = doc_.Lower(token);
  if (lower != "who" && lower != "which" && lower != "that" && lower != "whom") return false;
  return doc_.mention_at[token] == kNone;
}

bool Clauses::IsVerbal(const Word& word) {
  return word.upos == Upos::kVerb || word.upos == Upos::kAux;
}

std::vector<uint32_t> Clauses::Joined(uint32_t token) const {
  std::vector<uint32_t> tokens = {token};
  for (uint32_t child : doc_.Children(token)) {
    const Relation r = doc_.WordAt(child).relation;
    if (r == Relation::kConj && !IsVerbal(doc_.WordAt(child)) && OwnerJoinedTo(child) == kNone) {
      const uint32_t cc = doc_.Child(child, Relation::kCc);
      const bool excluded =
          (cc != kNone && (doc_.Lower(cc) == "but" || doc_.Lower(cc) == "rather")) ||
          doc_.HasChildWord(child, "not");
      if (!excluded) tokens.push_back(child);
    }
    // "envoy Walter Prentiss and Irausquín": names joined to the name beside a title.
    if (r != Relation::kAppos || doc_.mention_at[child] == kNone ||
        doc_.mentions[doc_.mention_at[child]].kind != MentionKind::kName)
      continue;
    for (uint32_t other : doc_.Children(child)) {
      const uint32_t m = doc_.mention_at[other];
      if (doc_.WordAt(other).relation == Relation::kConj && m != kNone &&
          doc_.mentions[m].kind == MentionKind::kName && !doc_.HasChildWord(other, "not"))
        tokens.push_back(other);
    }
  }
  const uint32_t owned = doc_.WordAt(token).head;
  for (uint32_t other : owned == kNoHead ? std::span<const uint32_t>() : doc_.Children(owned)) {
    if (doc_.WordAt(other).relation == Relation::kConj && OwnerJoinedTo(other) == token)
      tokens.push_back(other);
  }
  // A comma alone joins no two: an apposition or another phrase, misread.
  const bool joined = std::any_of(tokens.begin() + 1, tokens.end(), [&](uint32_t t) {
    return doc_.Child(t, Relation::kCc) != kNone || doc_.Text(t) == "&" || IsBehindAnd(t);
  });
  if (tokens.size() == 2 && !joined && doc_.WordAt(tokens[1]).relation == Relation::kConj) {
    bool chain = false;
    for (uint32_t child : doc_.Children(tokens[1]))
      chain |= doc_.WordAt(child).relation == Relation::kConj;
    if (!chain) tokens.pop_back();
  }
  // "x, y and z" parsed as a chain.
  for (size_t i = 1; i < tokens.size() && tokens.size() < 32; ++i) {
    for (uint32_t child : doc_.Children(tokens[i])) {
      if (doc_.WordAt(child).relation == Relation::kConj && !IsVerbal(doc_.WordAt(child)) &&
          std::find(tokens.begin(), tokens.end(), child) == tokens.end()) {
        tokens.push_back(child);
      }
    }
  }
  return tokens;
}

// "heads of A and B": trees hang B on the heads. The A that a joined name belongs to, or kNone.
uint32_t Clauses::OwnerJoinedTo(uint32_t conjunct) const {
  const uint32_t noun = doc_.WordAt(conjunct).head;
  const uint32_t m = doc_.mention_at[conjunct];
  if (noun == kNoHead || doc_.WordAt(noun).upos != Upos::kNoun || m == kNone ||
      doc_.mentions[m].kind != MentionKind::kName || doc_.mentions[m].type == NodeType::kPerson)
    return kNone;
  for (uint32_t owner : doc_.Children(noun)) {
    const uint32_t o = doc_.mention_at[owner];
    if (owner > noun && owner < conjunct && doc_.WordAt(owner).relation == Relation::kNmod &&
        o != kNone && doc_.mentions[o].kind == MentionKind::kName &&
        doc_.mentions[o].type == doc_.mentions[m].type)
      return owner;
  }
  return kNone;
}

// "the cellist A and the pianist B": trees hang the "and" on B's description.
bool Clauses::IsBehindAnd(uint32_t name) const {
  const uint32_t begin = doc_.SentenceAt(doc_.SentenceOf(name)).begin;
  for (uint32_t t = name; t-- > begin && name - t < 6;) {
    const Upos upos = doc_.WordAt(t).upos;
    if (upos == Upos::kCconj) return true;
    if (upos == Upos::kPunct || upos == Upos::kAdp || IsVerbal(doc_.WordAt(t))) return false;
  }
  return false;
}

uint32_t Clauses::Governor(uint32_t token) const {
  uint32_t t = doc_.WordAt(token).head;
  for (int i = 0; i < kMaxClimb && t != kNoHead; ++i) {
    if (IsVerbal(doc_.WordAt(t)) || doc_.Child(t, Relation::kCop) != kNone) return t;
    t = doc_.WordAt(t).head;
  }
  return kNone;
}

// The noun a relative pronoun stands for: what the clause hangs on.
uint32_t Clauses::Antecedent(uint32_t pronoun) const {
  // A name just before ", which" is what it means, wherever the tree hangs the clause.
  const uint32_t begin = doc_.SentenceAt(doc_.SentenceOf(pronoun)).begin;
  uint32_t before = pronoun;
  if (before > begin && doc_.Text(before - 1) == ",") --before;
  // "X, R-Minn., who", "X, 42, who": over what stands between two commas.
  for (uint32_t u = before; u > begin + 1 && before - u < 5; --u) {
    if (doc_.Text(u - 1) != "," || u == before) continue;
    if (doc_.mention_at[before - 1] == kNone && doc_.mention_at[u - 2] != kNone &&
        doc_.WordAt(before - 1).upos != Upos::kNoun)
      before = u - 1;
    break;
  }
  // "It was X, rather than Y, who": X.
  if (before > begin + 4 && doc_.mention_at[before - 1] != kNone) {
    const uint32_t first = doc_.mentions[doc_.mention_at[before - 1]].begin;
    if (first > begin + 3 && doc_.Lower(first - 1) == "than" && doc_.Lower(first - 2) == "rather") {
      before = first - 2;
      if (doc_.Text(before - 1) == ",") --before;
    } else if (first > begin + 2 && doc_.Lower(first - 1) == "not") {
      before = first - 1;
      if (doc_.Text(before - 1) == ",") --before;
    }
  }
  // "landslides in X that killed 12": without a comma the tree knows better.
  const bool restricts = doc_.Lower(pronoun) == "that" && before == pronoun && before > begin &&
                         doc_.mention_at[before - 1] != kNone &&
                         doc_.Preposition(doc_.mentions[doc_.mention_at[before - 1]].head) == "in";
  if (!restricts && before > begin && doc_.mention_at[before - 1] != kNone) {
    const Mention& mention = doc_.mentions[doc_.mention_at[before - 1]];
    const bool person = doc_.Lower(pronoun) == "who" || doc_.Lower(pronoun) == "whom";
    const bool fits = person ? mention.type == NodeType::kPerson || mention.type == NodeType::kGroup
                             : mention.type == NodeType::kOrganization ||
                                   mention.type == NodeType::kCountry ||
                                   mention.type == NodeType::kEvent;
    if (mention.entity != kNone && fits && !mention.demonym) return mention.head;
  }
  uint32_t t = doc_.WordAt(pronoun).head;
  for (int i = 0; i < kMaxClimb && t != kNoHead; ++i) {
    const Word& word = doc_.WordAt(t);
    if (word.relation == Relation::kAclRelcl) return word.head;
    t = word.head;
  }
  return pronoun;
}

uint32_t Clauses::SubjectOf(uint32_t verb, int depth) const {
  if (const uint32_t named = NamedBehindWhose(verb); named != kNone) return named;
  uint32_t unnamed = kNone;  // of several subjects the one that mentions something
  for (uint32_t child : doc_.Children(verb)) {
    const Relation r = doc_.WordAt(child).relation;
    if (r == Relation::kNsubj || r == Relation::kNsubjPass || r == Relation::kNsubjOuter) {
      if (IsRelativePronoun(child)) return Antecedent(child);
      const Gazetteer& gazetteer = doc_.knowledge.gazetteer();
      if (gazetteer.WeekdayOf(doc_.Lower(child)) != 0 || gazetteer.MonthOf(doc_.Lower(child)) != 0)
        continue;  // "on Tuesday sentenced"
      if (doc_.mention_at[child] != kNone) return child;
      if (unnamed == kNone) unnamed = child;
    }
  }
  if (unnamed != kNone) return unnamed;
  if (depth >= kMaxClimb) return kNone;
  const Word& word = doc_.WordAt(verb);
  if (word.head == kNoHead) return kNone;
  switch (word.relation) {
    case Relation::kConj:
      return SubjectOf(word.head, depth + 1);
    case Relation::kXcomp: {
      // "which sacked the board, installed X": no infinitive, a verb joined to the other.
      if (word.xpos == Xpos::kVBD || word.xpos == Xpos::kVBZ || word.xpos == Xpos::kVBP)
        return SubjectOf(word.head, depth + 1);
      // "urged him to leave": the object; "wants to leave": the subject.
      const uint32_t object = ObjectOf(word.head);
      if (object != kNone && object < verb && doc_.WordAt(verb).xpos != Xpos::kVBN) {
        const std::string_view lemma = doc_.Lemma(word.head);
        if (lemma != "promise" && lemma != "have" && lemma != "take") return object;
      }
      return SubjectOf(word.head, depth + 1);
    }
    case Relation::kAdvcl:
      if (const uint32_t object = ObjectControlling(verb); object != kNone) return object;
      if (const uint32_t hired = HiredTo(verb); hired != kNone) return hired;
      [[fallthrough]];
    case Relation::kCcomp:
    case Relation::kParataxis:
      if (word.xpos == Xpos::kVBD || word.xpos == Xpos::kVBZ || word.xpos == Xpos::kVBP)
        return NominalAbove(verb);
      if (const uint32_t above = NominalAbove(verb); above != kNone) return above;
      return SubjectOf(word.head, depth + 1);
    case Relation::kAcl:
      // "denied allegations of backing X": whose deeds they are.
      if (word.xpos == Xpos::kVBG && doc_.HasChildWord(verb, "of") &&
          doc_.WordAt(word.head).relation == Relation::kObj &&
          doc_.WordAt(word.head).head != kNoHead)
        return SubjectOf(doc_.WordAt(word.head).head, depth + 1);
      if (const uint32_t first = SubjectOfInfinitiveOn(word.head);
          first != kNone && doc_.HasChildWord(verb, "to"))
        return first;
      if (const uint32_t main = SubjectOfMainClause(verb); main != kNone) return main;
      if (word.xpos == Xpos::kVBN || word.xpos == Xpos::kVBG || word.xpos == Xpos::kVBD ||
          word.xpos == Xpos::kVBZ)
        return word.head;
      // "an agreement with X to lift": X; else whoever governs the noun.
      for (uint32_t child : doc_.Children(word.head)) {
        if (doc_.WordAt(child).relation == Relation::kNmod && doc_.Preposition(child) == "with")
          return child;
      }
      if (doc_.WordAt(word.head).head != kNoHead &&
          doc_.WordAt(word.head).relation == Relation::kObj) {
        return SubjectOf(doc_.WordAt(word.head).head, depth + 1);
      }
      return kNone;
    case Relation::kObl:
      // "agreed on Friday to merge", hung as a noun.
      if (word.xpos == Xpos::kVB && doc_.HasChildWord(verb, "to"))
        return SubjectOf(word.head, depth + 1);
      return kNone;
    case Relation::kAclRelcl: {
      // "whom Caracas has held": own subject is missing only when the pronoun was dropped.
      return kNone;
    }
    default:
      return kNone;
  }
}

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
    const uint32_t target = IsRelativePronoun(child) ? Antecedent(child) : child;
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
    uint32_t head = word.head;
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
  if (word.relation != Relation::kAcl || word.xpos != Xpos::kVBN || verb == 0 || HasAgent(verb))
    return false;
  const uint32_t begin = doc_.SentenceAt(doc_.SentenceOf(verb)).begin;
  uint32_t before = verb - 1;
  while (before > begin && doc_.WordAt(before).upos == Upos::kAdv) --before;
  if (doc_.Text(before) != ",") return before == word.head && IsOnlyVerb(verb);
  // "Ms Gokhale, who ..., later called on X": the name is the top of a tree without a verb.
  const bool top = word.head < before && doc_.WordAt(word.head).relation == Relation::kRoot &&
                   NominalAbove(verb) != kNone &&
                   doc_.Child(word.head, Relation::kAclRelcl) != kNone;
  if (top) return true;
  const uint32_t object = doc_.Child(verb, Relation::kObj);
  if (object == kNone || object < verb || !doc_.Preposition(object).empty()) return false;
  return !IsOneOf(doc_.Lemma(verb), kKeep);
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

// The label of the tree, or a form of "be" before a participle that may be tagged as a past tense.
bool Clauses::IsPassive(uint32_t verb) const {
  const Word& word = doc_.WordAt(verb);
  if (word.passive) return true;
  // "six Americans let go by Venezuela": a clause on a noun with an agent and no subject.
  const bool on_noun = word.relation == Relation::kAcl || word.relation == Relation::kAclRelcl;
  if (on_noun && word.xpos != Xpos::kVBG && doc_.Child(verb, Relation::kNsubj) == kNone &&
      HasAgent(verb))
    return true;
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
  if (subject != kNone) out.Add(out.passive ? kObject : kSubject, subject);
  for (uint32_t child : doc_.Children(verb)) {
    const Relation r = doc_.WordAt(child).relation;
    // "X as well as Y has": a tree with two subjects.
    if (subject != kNone && child > subject + 2 && child < verb && doc_.Lower(child - 1) == "as" &&
        (r == Relation::kNsubj || r == Relation::kNsubjPass))
      out.Add(out.passive ? kObject : kSubject, child);
    const bool loose = (r == Relation::kAppos || r == Relation::kOblUnmarked) && child > verb;
    if ((r == Relation::kObj || loose) && IsMoney(doc_, child) && !IsTime(doc_, child)) {
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
      const uint32_t target = IsRelativePronoun(child) ? Antecedent(child) : child;
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
    if (r == Relation::kXcomp && out.passive && AgentBelow(child) != kNone)
      out.Add(kSubject, AgentBelow(child));
    if (r == Relation::kCcomp && doc_.Child(child, Relation::kCop) != kNone) {
      const uint32_t judged = doc_.Child(child, Relation::kNsubj);
      if (judged != kNone && !IsRelativePronoun(judged)) out.Add(kJudged, judged);
    }
  }
  if (out.passive && out.At(kSubject) == kNone && IsJudged(verb)) {
    if (const uint32_t judge = JudgeBehindCharge(verb); judge != kNone) out.Add(kSubject, judge);
  }
  // A verb joined to another shares an object or preposition only if it comes first; skip that.
  AddRelative(verb, out);
  AddObliques(verb, out);
  AddSharedClause(verb, out);
  return out;
}

}  // namespace newsgraph::text

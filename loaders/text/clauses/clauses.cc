#include "loaders/text/clauses/clauses.h"

#include <algorithm>
#include <array>

#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

// "who", "which" and so on, but not the acronym WHO.
bool Clauses::IsRelativePronoun(uint32_t token) const {
  const std::string& lower = doc_.Lower(token);
  if (lower != "who" && lower != "which" && lower != "that" && lower != "whom" && lower != "whose")
    return false;
  return doc_.mention_at[token] == kNone;
}

bool Clauses::IsVerbal(const Word& word) {
  return word.upos == Upos::kVerb || word.upos == Upos::kAux;
}

bool Clauses::CommaBetween(uint32_t from, uint32_t to) const {
  for (uint32_t t = from + 1; t < to; ++t) {
    if (doc_.Text(t) == ",") return true;
  }
  return false;
}

// "the presidents of Peru and Chile, A and B": A is no third country but one of the presidents.
bool Clauses::NamesHolder(uint32_t seat, uint32_t name) const {
  const uint32_t role = doc_.WordAt(seat).head;
  const uint32_t a = doc_.mention_at[seat], b = doc_.mention_at[name];
  return role != kNoHead && role < seat && doc_.WordAt(role).IsPlural() &&
         doc_.WordAt(seat).relation == Relation::kNmod && a != kNone && b != kNone &&
         doc_.mentions[a].type != NodeType::kPerson && doc_.mentions[b].type == NodeType::kPerson &&
         CommaBetween(seat, name);
}

std::vector<uint32_t> Clauses::Joined(uint32_t token) const {
  std::vector<uint32_t> tokens = {token};
  for (uint32_t child : doc_.Children(token)) {
    const Relation r = doc_.WordAt(child).relation;
    if (r == Relation::kConj && !IsVerbal(doc_.WordAt(child)) && OwnerJoinedTo(child) == kNone &&
        !NamesHolder(token, child) && !(OpensClause(child))) {
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
          doc_.mentions[m].entity != kNone && !doc_.HasChildWord(other, "not"))
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

// "X, a Republican who sits on ...": X, whom the party's name describes.
uint32_t Clauses::Described(uint32_t pronoun, uint32_t noun) const {
  const uint32_t m = doc_.mention_at[noun];
  const Word& word = doc_.WordAt(noun);
  const bool body = m != kNone && doc_.mentions[m].type == NodeType::kOrganization;
  const bool who = doc_.Lower(pronoun) == "who" && word.relation == Relation::kAppos;
  return body && who ? word.head : noun;
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
    const bool people = mention.type == NodeType::kPerson || mention.type == NodeType::kGroup;
    const bool thing = mention.type == NodeType::kOrganization ||
                       mention.type == NodeType::kCountry || mention.type == NodeType::kEvent;
    const bool fits = doc_.Lower(pronoun) == "whose" ? people || thing : person ? people : thing;
    if (mention.entity != kNone && fits && !mention.demonym) return mention.head;
  }
  uint32_t t = doc_.WordAt(pronoun).head;
  for (int i = 0; i < kMaxClimb && t != kNoHead; ++i) {
    const Word& word = doc_.WordAt(t);
    if (word.relation == Relation::kAclRelcl) return Described(pronoun, word.head);
    t = word.head;
  }
  return pronoun;
}

// "A lifelong Liberal, she left": what opens the sentence describes the subject behind the comma.
bool Clauses::IsSetOffFirst(uint32_t noun, uint32_t verb) const {
  const uint32_t begin = doc_.SentenceAt(doc_.SentenceOf(verb)).begin;
  if (doc_.Lower(begin) != "a" && doc_.Lower(begin) != "an") return false;
  if (noun + 2 >= verb || doc_.Text(noun + 1) != ",") return false;
  return std::any_of(doc_.Children(verb).begin(), doc_.Children(verb).end(), [&](uint32_t other) {
    return other > noun && other < verb && doc_.WordAt(other).relation == Relation::kNsubj;
  });
}

uint32_t Clauses::SubjectOf(uint32_t verb, int depth) const {
  if (const uint32_t named = NamedBehindWhose(verb); named != kNone) return named;
  if (const uint32_t next = SubjectBehindAnd(verb); next != kNone) return next;
  uint32_t unnamed = kNone;  // of several subjects the one that mentions something
  for (uint32_t child : doc_.Children(verb)) {
    const Relation r = doc_.WordAt(child).relation;
    if (doc_.WordAt(child).IsSubject() || r == Relation::kNsubjOuter) {
      if (IsRelativePronoun(child)) return Antecedent(child);
      if (doc_.knowledge.gazetteer().IsCalendarWord(doc_.Lower(child)))
        continue;  // "on Tuesday sentenced"
      const bool set_off = IsSetOffFirst(child, verb);
      if (doc_.EntityAt(child) != kNone && !set_off) return SameNamed(child, verb);
      const bool mentions = doc_.mention_at[child] != kNone && !set_off;
      if (unnamed == kNone || (mentions && doc_.mention_at[unnamed] == kNone)) unnamed = child;
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
        // "the pact, which Peru refused to ratify": Peru ratifies.
        const FrameLexicon& frames = doc_.knowledge.frames();
        const bool own = object < word.head && (frames.ScopeNegates(lemma) ||
                                                frames.ScopeModality(lemma) == Modality::kPlanned);
        // "left Peru to join Chile": the one who left.
        const bool goes = lemma == "leave" || lemma == "quit" || lemma == "join" ||
                          lemma == "use" || lemma == "abandon";
        if (!own && !goes && lemma != "promise" && lemma != "have" && lemma != "take")
          return object;
      }
      return SubjectOf(word.head, depth + 1);
    }
    case Relation::kAdvcl:
      if (const uint32_t object = ObjectControlling(verb); object != kNone) return object;
      if (const uint32_t hired = HiredTo(verb); hired != kNone) return hired;
      // "tore through a bus carrying pilgrims, killing nine": what tore killed.
      if (doc_.WordAt(word.head).relation == Relation::kAcl) {
        if (const uint32_t main = SubjectOfMainClause(verb); main != kNone) return main;
      }
      if (const uint32_t asked = AskedTo(verb); asked != kNone) return asked;
      [[fallthrough]];
    case Relation::kCcomp:
    case Relation::kParataxis:
      if (word.xpos == Xpos::kVBD || word.xpos == Xpos::kVBZ || word.xpos == Xpos::kVBP)
        return NominalAbove(verb);
      if (const uint32_t above = NominalAbove(verb); above != kNone) return above;
      // "said the outbreak, the worst yet, had killed 60": not who said so.
      if (doc_.Child(verb, Relation::kAux) != kNone && doc_.Lemma(word.head) == "say" &&
          word.head < verb)
        return kNone;
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
      if (const uint32_t issuer = IssuerOf(verb); issuer != kNone) return issuer;
      if (word.xpos == Xpos::kVBN || word.xpos == Xpos::kVBG || word.xpos == Xpos::kVBD ||
          word.xpos == Xpos::kVBZ)
        return DescribedBy(word.head);
      // "blocked X's bid to join Y", "an agreement with X to lift": X; else whoever governs the
      // noun.
      if (const uint32_t owner = doc_.Child(word.head, Relation::kNmodPoss);
          owner != kNone && doc_.EntityAt(owner) != kNone)
        return owner;
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

}  // namespace newsgraph::text

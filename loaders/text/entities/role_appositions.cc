#include <algorithm>

#include "loaders/text/clauses/clauses.h"
#include "loaders/text/entities/role_finder.h"
#include "loaders/text/entities/role_words.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

void RoleFinder::Before(uint32_t m) {
  const Mention& name = doc_.mentions[m];
  const uint32_t first = doc_.SentenceAt(name.sentence).begin;
  if (name.begin == first) return;
  uint32_t t = name.begin - 1;
  // "her father, the trade unionist X,": a noun that says nothing of whose X is.
  if (IsPlainPersonNoun(t)) {
    uint32_t begin = t;
    while (
        begin > first && t - begin < 5 && doc_.WordAt(begin - 1).upos != Upos::kDet &&
        (doc_.WordAt(begin - 1).upos == Upos::kNoun || doc_.WordAt(begin - 1).upos == Upos::kAdj))
      --begin;
    if (begin > first + 1 && doc_.WordAt(begin - 1).upos == Upos::kDet) BeforeTitle(m, begin - 2);
    return;
  }
  // "its biggest shareholder, the Norfund Foundation,".
  if (doc_.Lower(t) == "the" && t > first + 1 && doc_.Text(t - 1) == ",") --t;
  // "the EU's representative for X, Portugal's Y": the possessor is stepped over.
  if (doc_.WordAt(t).xpos == Xpos::kPOS && t > first + 2 && doc_.mention_at[t - 1] != kNone) {
    const uint32_t before = doc_.mentions[doc_.mention_at[t - 1]].begin;
    if (before > first + 1 && doc_.Text(before - 1) == ",") t = before - 1;
  }
  // "The head of Norcorp is X": the role is the subject.
  const std::string& verb = doc_.Lower(t);
  if (t > first + 1 && (verb == "is" || verb == "was")) {
    RoleLink link;
    const bool predicate = nouns_.EndingAt(t - 1, link) || nouns_.WithPhrase(t - 1, link);
    if (!predicate || doc_.WordAt(link.head).IsPlural()) return;
    return Give(m, std::move(link));
  }
  bool comma = false;
  if (!StepOverTitles(m, t, comma)) return;
  RoleLink link;
  if (!nouns_.EndingAt(t, link) && !nouns_.OfBody(t, link) &&
      !(comma && nouns_.WithPhrase(t, link)))
    return;
  if (doc_.WordAt(link.head).IsPlural()) return;
  nouns_.FindPhrase(link);
  // "army chief General X": the office, not the rank.
  if (IsRank(link.noun) && link.begin > first + 1) {
    RoleLink office;
    if (nouns_.EndingAt(link.begin - 1, office) && !doc_.WordAt(office.head).IsPlural()) {
      link = std::move(office);
      nouns_.FindPhrase(link);
    }
  }
  // After a comma the name must be set off on both sides, or the role is another's.
  if (comma && !ClosesApposition(BehindBody(m), name.sentence) && !OpensSentence(link)) return;
  if (comma && HasNameJustBefore(link)) return;
  link.person = m;
  Push(link);
  // "her husband, the actor X", "the bishop of Arlon, Monsignor X": a role before that one.
  if (!comma) {
    const uint32_t phrase = link.phrase_begin;
    const bool article = phrase > first && doc_.WordAt(phrase - 1).upos == Upos::kDet;
    const uint32_t before = article ? phrase - 1 : phrase;
    if (before > first + 1) BeforeTitle(m, before - 1);
  }
  JoinedBefore(link, first);
}

bool RoleFinder::StepOverTitles(uint32_t m, uint32_t& t, bool& comma) const {
  const uint32_t first = doc_.SentenceAt(doc_.mentions[m].sentence).begin;
  for (int steps = 0; steps < 4 && t > first; ++steps) {
    RoleLink link;
    if (nouns_.EndingAt(t, link) && doc_.mention_at[t] != m) return true;
    if (doc_.Text(t) == "," && !comma) {
      comma = true;
    } else if (nouns_.OfBody(t, link) || (comma && nouns_.WithPhrase(t, link))) {
      return true;
    } else if (doc_.Lower(t) == "the" && IsHonorific(doc_.Lower(t + 1)) &&
               doc_.Text(t - 1) == ",") {
      // ", the Right Honourable X"
    } else if (!IsHonorific(doc_.Lower(t)) && !gazetteer_.IsTitle(doc_.Lower(t)) && !IsNaming(t) &&
               doc_.Text(t) != "." && doc_.Text(t) != "“" && doc_.Text(t) != "\"" &&
               doc_.Text(t) != ":") {
      return false;
    }
    --t;
  }
  return true;
}

void RoleFinder::JoinedBefore(const RoleLink& link, uint32_t first) {
  if (link.begin <= first + 1) return;
  const uint32_t and_at = link.begin - 1;
  if (doc_.Lower(and_at) != "and" && doc_.Text(and_at) != "/") return;
  RoleLink other;
  if (nouns_.EndingAt(and_at - 1, other) && doc_.mention_at[and_at - 1] != link.person)
    Give(link.person, std::move(other));
}

bool RoleFinder::OpensSentence(const RoleLink& link) const {
  const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(link.head)).begin;
  uint32_t t = link.phrase_begin;
  if (t > first && doc_.WordAt(t - 1).upos == Upos::kDet && doc_.Lower(t - 1) != "the") --t;
  if (t == first) return t < link.phrase_begin;
  if (doc_.Lower(t - 1) != "as") return false;
  for (uint32_t u = first; u < t; ++u) {
    if (doc_.WordAt(u).IsFinite() || doc_.Text(u) == ",") return false;
  }
  return true;
}

bool RoleFinder::IsNaming(uint32_t t) const {
  const Word& word = doc_.WordAt(t);
  if (doc_.Lower(t) == "as")
    return t > 0 && doc_.WordAt(t - 1).xpos == Xpos::kVBN && IsNaming(t - 1);
  const std::string_view lemma = doc_.Lemma(t);
  return word.relation == Relation::kAcl && word.xpos == Xpos::kVBN &&
         (lemma == "name" || lemma == "identify" || lemma == "call");
}

bool RoleFinder::IsPlainPersonNoun(uint32_t t) const {
  RoleLink link;
  return doc_.WordAt(t).upos == Upos::kNoun && IsLowerStart(doc_.Text(t)) &&
         gazetteer_.IsPersonNoun(doc_.Lemma(t)) && !nouns_.EndingAt(t, link);
}

void RoleFinder::BeforeTitle(uint32_t m, uint32_t t) {
  if (doc_.Text(t) != "," || !ClosesApposition(doc_.mentions[m].end, doc_.mentions[m].sentence))
    return;
  RoleLink link;
  if (!nouns_.EndingAt(t - 1, link) && !nouns_.WithPhrase(t - 1, link)) return;
  if (doc_.WordAt(link.head).IsPlural() || HasNameJustBefore(link)) return;
  Give(m, std::move(link));
}

uint32_t RoleFinder::BehindBody(uint32_t m) const {
  const Mention& name = doc_.mentions[m];
  const uint32_t end = doc_.SentenceAt(name.sentence).end;
  uint32_t t = name.end + 1;  // "X of the hard-right Y"
  while (t + 1 < end && t < name.end + 6 && doc_.mention_at[t] == kNone &&
         (doc_.WordAt(t).upos == Upos::kDet || doc_.WordAt(t).upos == Upos::kAdj ||
          doc_.Text(t) == "-" || doc_.WordAt(t).upos == Upos::kNoun))
    ++t;
  const uint32_t body = t < end ? doc_.mention_at[t] : kNone;
  if (body == kNone || doc_.mentions[body].kind != MentionKind::kName) return name.end;
  return IsOneOf(doc_.Lower(name.end), {"of", "at", "from"}) ? doc_.mentions[body].end : name.end;
}

bool RoleFinder::ClosesApposition(uint32_t t, uint32_t sentence) const {
  if (t >= doc_.SentenceAt(sentence).end) return true;
  const std::string_view word = doc_.Text(t);
  return word == "," || word == "." || word == ";" || word == ")" || word == "—" || word == "–" ||
         word == ":" || word == "\"" || word == "”" || doc_.Lower(t) == "and" || word == "-";
}

bool RoleFinder::HasNameJustBefore(const RoleLink& link) const {
  const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(link.head)).begin;
  uint32_t t = link.begin;
  for (; t > first && doc_.Text(t - 1) != ","; --t) {
    if (doc_.WordAt(t - 1).upos == Upos::kVerb && doc_.WordAt(t - 1).relation != Relation::kAmod)
      return false;  // "Anna Ray, hugging her lawyer, Bob Lee"
  }
  if (t < first + 2) return false;
  // "X, and Norland's minister, Y": the role begins anew.
  if (doc_.WordAt(t).upos == Upos::kCconj) return false;
  return IsPersonName(t - 2);
}

void RoleFinder::After(uint32_t m) {
  const Mention& name = doc_.mentions[m];
  const uint32_t limit = doc_.SentenceAt(name.sentence).end;
  uint32_t t = name.end;
  if (t + 1 >= limit || (doc_.Text(t) != "," && doc_.Text(t) != "—" && doc_.Text(t) != "–")) return;
  ++t;
  // An age or party: ", 34,".
  if (t + 1 < limit && doc_.WordAt(t).upos == Upos::kNum && doc_.Text(t + 1) == ",") t += 2;
  if (t >= limit) return;
  // ", until last year an adviser to Y,": the time is stepped over.
  if (doc_.Lower(t) == "until" && t + 2 < limit &&
      IsOneOf(doc_.Lower(t + 1), {"now", "recently"})) {
    t += 2;
  } else if (doc_.Lower(t) == "until") {
    while (t < limit && t < name.end + 7 && doc_.WordAt(t).upos != Upos::kDet) ++t;
  }
  const uint32_t start = t;
  for (; t < limit && t < start + kMaxRoleGap; ++t) {
    const Word& word = doc_.WordAt(t);
    if (doc_.Text(t) == "," || doc_.Text(t) == "." || doc_.Text(t) == ";") return;
    if (word.upos == Upos::kVerb || word.upos == Upos::kAux || word.upos == Upos::kAdp ||
        (word.upos == Upos::kPron && word.xpos != Xpos::kPRPPoss)) {
      const bool modifies = word.relation == Relation::kAmod ||  // "managing director"
                            word.relation == Relation::kCompound;
      if (word.xpos != Xpos::kVBN && !(word.xpos == Xpos::kVBG && modifies)) return;
    }
    if (word.upos == Upos::kCconj && t == start) return;
    RoleLink link;
    // The last noun of its phrase is the role: what follows is no noun.
    const bool noun_next =
        t + 1 < limit && (doc_.WordAt(t + 1).upos == Upos::kNoun ||
                          doc_.WordAt(t + 1).upos == Upos::kPropn || doc_.Text(t + 1) == "-");
    RoleLink longer;  // "chief executive" tagged as a noun and an adjective, "chief of staff"
    if (t + 1 < limit && nouns_.EndingAt(t + 1, longer) && longer.begin <= t) continue;
    if (t + 2 < limit && nouns_.EndingAt(t + 2, longer) && longer.begin <= t) {
      ++t;
      continue;
    }
    if (noun_next || word.IsPlural() || !nouns_.EndingAt(t, link)) continue;
    if (link.begin < start) link.begin = start;
    // "X, president Y said": the role is the next name's.
    if (t + 1 < limit && doc_.mention_at[t + 1] != kNone &&
        doc_.mentions[doc_.mention_at[t + 1]].type == NodeType::kPerson)
      return;
    if (SpeaksItself(doc_, t)) return;
    link.person = m;
    nouns_.FindPhrase(link);
    link.phrase_begin = std::max(link.phrase_begin, start);
    Push(link);
    JoinedBehind(link, limit);
    return;
  }
}

void RoleFinder::JoinedBehind(const RoleLink& first, uint32_t limit) {
  uint32_t t = first.head + 1;
  if (t + 1 >= limit || doc_.Lower(t) != "and") return;
  for (uint32_t u = t + 1; u < limit && u < t + 6; ++u) {
    RoleLink link;
    const bool noun_next = u + 1 < limit && doc_.WordAt(u + 1).upos == Upos::kNoun;
    if (noun_next || !nouns_.EndingAt(u, link) || doc_.WordAt(u).IsPlural()) continue;
    if (u + 1 < limit && doc_.mention_at[u + 1] != kNone) return;
    link.person = first.person;
    nouns_.FindPhrase(link);
    link.phrase_begin = std::max(link.phrase_begin, t + 1);
    Push(std::move(link));
    return;
  }
}

}  // namespace newsgraph::text

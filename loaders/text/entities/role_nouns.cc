#include "loaders/text/entities/role_nouns.h"

#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

bool RoleNouns::EndingAt(uint32_t t, RoleLink& link) const {
  const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(t)).begin;
  for (uint32_t start = t >= first + 5 ? t - 5 : first; start <= t; ++start) {
    for (bool singular : {false, true}) {
      std::string phrase = doc_.Phrase(start, t + 1, singular);
      if (StartsWith(phrase, "ex-") && !gazetteer_.FindNoun(phrase)) phrase.erase(0, 3);
      const KnownNoun* noun = gazetteer_.FindNoun(phrase);
      if (noun == nullptr || !(noun->kinds & kRoleNoun)) continue;
      link.noun = std::move(phrase);
      link.known = *noun;
      link.begin = start;
      link.head = t;
      return true;
    }
  }
  return false;
}

void RoleNouns::FindPhrase(RoleLink& link) const {
  const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(link.head)).begin;
  uint32_t begin = link.begin;
  while (begin > first && link.begin - begin < 10) {
    const uint32_t t = begin - 1;
    const Word& word = doc_.WordAt(t);
    const bool inside = word.upos == Upos::kNoun || word.upos == Upos::kPropn ||
                        word.upos == Upos::kAdj || word.upos == Upos::kPart ||
                        word.upos == Upos::kNum || word.xpos == Xpos::kPRPPoss ||
                        word.xpos == Xpos::kPOS || doc_.Text(t) == "-" ||
                        (word.xpos == Xpos::kVBN && doc_.mention_at[t] == kNone &&
                         doc_.Child(t, Relation::kNsubj) == kNone) ||
                        doc_.mention_at[t] != kNone || doc_.Text(t) == "&";
    if (!inside || word.upos == Upos::kDet || doc_.Text(t) == ",") break;
    begin = t;
    if (word.xpos == Xpos::kPRPPoss) break;
  }
  link.phrase_begin = begin;
  for (uint32_t t = begin; t < link.head; ++t) {
    const std::string& lower = doc_.Lower(t);
    if (lower == "former" || lower == "ex" || lower == "late" || lower == "retired" ||
        lower == "onetime" || lower == "ousted" || lower == "deposed" || StartsWith(lower, "ex-")) {
      link.past = true;
    }
    if (lower == "incoming" || lower == "next" || lower == "future") link.planned = true;
  }
  if (EndsWith(link.noun, "-elect") || EndsWith(link.noun, "-designate")) link.planned = true;
}

bool RoleNouns::OfBody(uint32_t t, RoleLink& link) const {
  // "of the Shanghai Organisation (SCO) X": over the acronym.
  if (doc_.Text(t) == ")" && t >= doc_.SentenceAt(doc_.SentenceOf(t)).begin + 4 &&
      doc_.Text(t - 2) == "(")
    t -= 3;
  const uint32_t body = doc_.mention_at[t];
  if (body == kNone || doc_.mentions[body].kind != MentionKind::kName ||
      doc_.mentions[body].type == NodeType::kPerson)
    return false;
  uint32_t of = doc_.mentions[body].begin;
  const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(t)).begin;
  if (of > first && doc_.Lower(of - 1) == "the") --of;
  if (of < first + 2 || (doc_.Lower(of - 1) != "of" && doc_.Lower(of - 1) != "for")) return false;
  return EndingAt(of - 2, link);
}

bool RoleNouns::WithPhrase(uint32_t t, RoleLink& link) const {
  const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(t)).begin;
  bool found = false;
  for (uint32_t u = t; u > first && t - u < kMaxRoleGap; --u) {
    const Word& word = doc_.WordAt(u);
    if (word.upos == Upos::kVerb || word.upos == Upos::kAux || word.upos == Upos::kPron ||
        doc_.Text(u) == "," || doc_.Text(u) == ";" || doc_.Text(u) == ":")
      break;
    if (word.upos != Upos::kAdp) continue;
    RoleLink candidate;
    if (!EndingAt(u - 1, candidate) || doc_.WordAt(u - 1).IsPlural()) continue;
    link = std::move(candidate);
    found = true;
  }
  return found;
}

}  // namespace newsgraph::text

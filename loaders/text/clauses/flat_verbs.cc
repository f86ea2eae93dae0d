// Verbs that the tree took for something else: their arguments by the order of the words.
#include <algorithm>

#include "loaders/text/clauses/clauses.h"

namespace newsgraph::text {

bool Clauses::IsFlatVerb(uint32_t token) const {
  const Word& word = doc_.WordAt(token);
  const Sentence& sentence = doc_.SentenceAt(doc_.SentenceOf(token));
  const bool participle = word.xpos == Xpos::kVBN && word.relation == Relation::kAmod;
  const bool noun = word.upos == Upos::kNoun && (word.xpos == Xpos::kNN || word.xpos == Xpos::kNNS);
  const bool stray = word.upos == Upos::kVerb && word.IsFinite() && doc_.Children(token).empty() &&
                     (word.relation == Relation::kCase || word.relation == Relation::kMark ||
                      word.relation == Relation::kCompound || word.relation == Relation::kAmod);
  if ((!participle && !noun && !stray) || token == sentence.begin || token + 1 >= sentence.end)
    return false;
  const FrameLexicon& frames = doc_.knowledge.frames();
  if (frames.Find(WordClass::kVerb, doc_.Lemma(token)).empty()) return false;
  if (stray) return true;
  // Who acts stands right before, whom it befalls right behind.
  const uint32_t before = doc_.mention_at[token - 1];
  const bool name = before != kNone && doc_.mentions[before].kind == MentionKind::kName &&
                    doc_.mentions[before].end == token && !doc_.mentions[before].demonym;
  if (noun && doc_.Child(token, Relation::kNsubj) != kNone &&
      doc_.Child(token, Relation::kCop) == kNone && doc_.Child(token, Relation::kDet) == kNone &&
      doc_.Child(token, Relation::kCase) == kNone)
    return true;
  const bool open = word.relation == Relation::kParataxis && doc_.Text(token - 1) == "," &&
                    doc_.Child(token, Relation::kDet) == kNone && NominalAbove(token) != kNone;
  if (open && noun) return true;
  // "Her wife, Jen, teaches at ...", in a sentence without another verb.
  const bool joined = word.relation == Relation::kConj && doc_.Child(token, Relation::kCc) == kNone;
  const Upos next = doc_.WordAt(token + 1).upos;
  const bool appended = (word.relation == Relation::kAppos || joined) && word.xpos == Xpos::kNNS &&
                        doc_.Text(token - 1) == "," &&
                        (next == Upos::kAdp || doc_.Text(token + 1) == ".");
  if (appended) {
    for (uint32_t u = sentence.begin; u < sentence.end; ++u) {
      if (doc_.WordAt(u).IsFinite()) return false;
    }
    return true;
  }
  if (!name || doc_.mention_at[token] != kNone) return false;
  if (doc_.WordAt(token + 1).upos == Upos::kPunct || doc_.WordAt(token + 1).upos == Upos::kVerb)
    return false;
  for (uint32_t u = sentence.begin; u < sentence.end; ++u) {
    if (doc_.WordAt(u).IsFinite()) return false;
  }
  return participle || word.xpos == Xpos::kNNS || word.relation == Relation::kRoot;
}

bool Clauses::IsCompoundVerb(uint32_t token) const {
  const Word& word = doc_.WordAt(token);
  if (token < 2 || doc_.Text(token - 1) != "-" || word.relation != Relation::kAmod ||
      (word.xpos != Xpos::kVBN && word.xpos != Xpos::kVBD) || word.head == kNoHead ||
      word.head < token)
    return false;
  const uint32_t m = doc_.mention_at[token - 2];
  return m != kNone && doc_.mentions[m].entity != kNone && doc_.mentions[m].end == token - 1 &&
         doc_.mention_at[word.head] != m;
}

Arguments Clauses::OfFlatVerb(uint32_t verb) const {
  Arguments out;
  const Sentence& sentence = doc_.SentenceAt(doc_.SentenceOf(verb));
  for (uint32_t u = verb; u-- > sentence.begin;) {
    const uint32_t m = doc_.mention_at[u];
    if (doc_.Text(u) == ";") break;
    if (m == kNone || doc_.mentions[m].demonym || doc_.mentions[m].entity == kNone) continue;
    const uint32_t first = doc_.mentions[m].begin;
    u = std::min(u, first);
    const bool governed = first > sentence.begin && doc_.WordAt(first - 1).upos == Upos::kAdp;
    const bool owner =
        doc_.mentions[m].end < verb && doc_.WordAt(doc_.mentions[m].end).xpos == Xpos::kPOS;
    if (governed || owner) continue;
    out.Add(kSubject, doc_.mentions[m].head);
    break;
  }
  Slot slot = kObject;
  for (uint32_t u = verb + 1; u < sentence.end; ++u) {
    const Word& word = doc_.WordAt(u);
    if (word.IsFinite() || word.upos == Upos::kVerb || doc_.Text(u) == ";" || doc_.Text(u) == ",")
      break;
    const uint32_t m = doc_.mention_at[u];
    if (word.upos == Upos::kAdp && m == kNone) {
      slot = SlotOfPreposition(doc_.Lower(u));
      continue;
    }
    const bool named = m != kNone && !doc_.mentions[m].demonym;
    if (slot != kNoSlot && (named || (word.upos == Upos::kNoun && m == kNone))) {
      out.Add(slot, named ? doc_.mentions[m].head : u);
      if (named) slot = kNoSlot;
    }
    if (named) u = std::max(u, doc_.mentions[m].end - 1);
  }
  return out;
}

}  // namespace newsgraph::text

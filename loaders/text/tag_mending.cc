#include "loaders/text/tag_mending.h"

#include <array>

#include "loaders/text/letters.h"

namespace newsgraph::text {
namespace {

// "Farmers blocked roads": the first word of a sentence, a plural that one tagger takes for a name
// and the other does not.
void MendFirstNouns(Document& doc) {
  for (const Sentence& s : doc.tokens.sentences) {
    Word& first = doc.analysis.words[s.begin];
    if (first.upos == Upos::kPropn && first.xpos == Xpos::kNNS) first.upos = Upos::kNoun;
  }
}

// "Ms Berg, on her first trip, arrived": a title taken for a preposition, and so the subject for
// what that governs.
void MendTitles(Document& doc) {
  constexpr std::array<std::string_view, 8> kTitles = {"Mr",  "Mrs",  "Ms",  "Dr",
                                                       "Mr.", "Mrs.", "Ms.", "Dr."};
  std::vector<Word>& words = doc.analysis.words;
  for (uint32_t t = 0; t + 1 < words.size(); ++t) {
    const uint32_t name = words[t].head;
    if (words[t].relation != Relation::kCase || name == kNoHead || !IsOneOf(doc.Text(t), kTitles))
      continue;
    words[t].upos = Upos::kPropn;
    words[t].xpos = Xpos::kNNP;
    words[t].relation = Relation::kNmodDesc;
    const uint32_t verb = words[name].head;
    const bool opens = t == 0 || doc.Text(t - 1) == "." || doc.Text(t - 1) == "\"";
    if (words[name].relation == Relation::kObl && verb != kNoHead && verb > name && opens)
      words[name].relation = Relation::kNsubj;
  }
}

// "was vetoed by X": an adjective with an auxiliary of the passive is a participle.
void MendParticiples(Document& doc) {
  std::vector<Word>& words = doc.analysis.words;
  for (const Word& word : words) {
    if (word.relation != Relation::kAuxPass || word.head == kNoHead) continue;
    Word& participle = words[word.head];
    if (participle.upos != Upos::kAdj) continue;
    participle.upos = Upos::kVerb;
    participle.xpos = Xpos::kVBN;
  }
}

// "Two were killed and five injured": the second number is who was injured.
void MendCounts(Document& doc) {
  constexpr std::array<std::string_view, 6> kHarms = {"injured", "wounded",  "hurt",
                                                      "killed",  "arrested", "detained"};
  std::vector<Word>& words = doc.analysis.words;
  for (uint32_t t = 0; t + 1 < words.size(); ++t) {
    const bool counts = words[t].upos == Upos::kNum && words[t].relation == Relation::kConj;
    if (!counts || words[t].head == kNoHead || words[t].head != words[t + 1].head ||
        !IsOneOf(doc.Text(t + 1), kHarms))
      continue;
    words[t].head = t + 1;
    words[t].relation = Relation::kNsubjPass;
    words[t + 1].relation = Relation::kConj;
    words[t + 1].upos = Upos::kVerb;
    words[t + 1].xpos = Xpos::kVBN;
  }
}

// "refused to free X": an adjective that is a verb as well, between "to" and a name.
void MendToFree(Document& doc) {
  const FrameLexicon& frames = doc.knowledge.frames();
  std::vector<Word>& words = doc.analysis.words;
  for (uint32_t t = 1; t + 2 < words.size(); ++t) {
    Word& verb = words[t + 1];
    const uint32_t above = verb.head;
    if (verb.upos != Upos::kAdj || verb.relation != Relation::kObl || words[t].head != t + 1 ||
        above == kNoHead || above > t || ToLower(doc.Text(t)) != "to" ||
        frames.KnownVerb(verb.lemma).empty())
      continue;
    words[t].relation = Relation::kMark;
    words[t].upos = Upos::kPart;
    words[t].xpos = Xpos::kTO;
    verb.upos = Upos::kVerb;
    verb.xpos = Xpos::kVB;
    verb.relation = Relation::kXcomp;
    for (uint32_t u = t + 2; u < words.size() && u < t + 7; ++u) {
      const bool beside = words[u].head == above && (words[u].relation == Relation::kObl ||
                                                     words[u].relation == Relation::kObj);
      if (!beside) continue;
      words[u].head = t + 1;
      words[u].relation = Relation::kObj;
      break;
    }
  }
}

}  // namespace

void MendTags(Document& doc) {
  MendFirstNouns(doc);
  MendTitles(doc);
  MendParticiples(doc);
  MendCounts(doc);
  MendToFree(doc);
}

}  // namespace newsgraph::text

#include "loaders/text/words/tag_mending.h"

#include <array>

#include "loaders/text/knowledge/letters.h"

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
    // "Mr Berg was": two subjects, of which one is the title.
    if (name != kNoHead && words[t + 1].head == name &&
        words[t + 1].relation == words[t].relation && words[t + 1].upos == Upos::kPropn &&
        IsOneOf(doc.Text(t), kTitles)) {
      words[t].head = t + 1;
      words[t].relation = Relation::kNmodDesc;
      continue;
    }
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

// "More than 20 states have recognised X": a subject taken for a prepositional phrase.
void MendMeasures(Document& doc) {
  constexpr std::array<std::string_view, 9> kMeasures = {
      "More", "At", "Up", "About", "Around", "Over", "Nearly", "Some", "Fewer"};
  std::vector<Word>& words = doc.analysis.words;
  for (const Sentence& s : doc.tokens.sentences) {
    if (!IsOneOf(doc.Text(s.begin), kMeasures)) continue;
    for (uint32_t t = s.begin + 2; t < s.end && t < s.begin + 6; ++t) {
      const uint32_t verb = words[t].head;
      if (words[t].relation != Relation::kObl || words[t].upos != Upos::kNoun || verb == kNoHead ||
          verb < t || words[t - 1].upos != Upos::kNum)
        continue;
      bool has_subject = false, passive = false;
      for (uint32_t u = s.begin; u < s.end; ++u) {
        if (words[u].head != verb) continue;
        has_subject |= words[u].IsSubject();
        passive |= words[u].relation == Relation::kAuxPass;
      }
      if (!has_subject) words[t].relation = passive ? Relation::kNsubjPass : Relation::kNsubj;
      break;
    }
  }
}

// "has neither endorsed nor condemned it": "has" without "been" makes no passive.
void MendActives(Document& doc) {
  std::vector<Word>& words = doc.analysis.words;
  for (uint32_t t = 0; t < words.size(); ++t) {
    const uint32_t verb = words[t].head;
    if (words[t].relation != Relation::kNsubjPass || verb == kNoHead || verb < t ||
        words[verb].upos != Upos::kVerb)
      continue;
    bool has = false, been = false;
    for (uint32_t u = t; u < verb; ++u) {
      if (words[u].head != verb) continue;
      been |= words[u].relation == Relation::kAuxPass || words[u].relation == Relation::kCop;
      const std::string_view text = doc.Text(u);
      has |=
          words[u].relation == Relation::kAux && (text == "has" || text == "had" || text == "have");
    }
    if (!has || been) continue;
    words[t].relation = Relation::kNsubj;
    words[verb].passive = false;
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

bool IsHarm(std::string_view word) {
  constexpr std::array<std::string_view, 10> kHarms = {
      "injured",  "wounded",   "hurt",      "killed",  "arrested",
      "detained", "displaced", "destroyed", "damaged", "trapped"};
  return IsOneOf(word, kHarms);
}

// "After talks with X": a noun that one tagger takes for a verb, behind a preposition or an
// article.
void MendNouns(Document& doc) {
  std::vector<Word>& words = doc.analysis.words;
  for (uint32_t t = 1; t < words.size(); ++t) {
    Word& word = words[t];
    if (word.upos != Upos::kVerb || (word.xpos != Xpos::kNN && word.xpos != Xpos::kNNS)) continue;
    const Upos before = words[t - 1].upos;
    if (before != Upos::kAdp && before != Upos::kDet && before != Upos::kAdj) continue;
    word.upos = Upos::kNoun;
    if (word.relation == Relation::kAdvcl) word.relation = Relation::kObl;
    if (words[t - 1].head == t && words[t - 1].relation == Relation::kMark)
      words[t - 1].relation = Relation::kCase;
  }
}

// "killed 14 people and injured 60": a past tense taken for what describes the object.
void MendJoinedHarms(Document& doc) {
  std::vector<Word>& words = doc.analysis.words;
  for (uint32_t t = 1; t + 1 < words.size(); ++t) {
    const uint32_t people = words[t].head;
    if (words[t].relation != Relation::kAmod || words[t - 1].upos != Upos::kCconj ||
        people == kNoHead || people < t || words[people].relation != Relation::kConj ||
        !IsHarm(doc.Text(t)))
      continue;
    const uint32_t object = words[people].head;
    const bool done_to = object != kNoHead && object < t && words[object].head != kNoHead &&
                         words[object].relation == Relation::kObj;
    if (!done_to) continue;
    words[t].upos = Upos::kVerb;
    words[t].xpos = Xpos::kVBD;
    words[t].head = words[object].head;
    words[t].relation = Relation::kConj;
    words[t - 1].head = t;
    words[people].head = t;
    words[people].relation = Relation::kObj;
  }
}

// "killing nine people and wounding 30": the second participle hung on those whom the first befell.
void MendJoinedParticiples(Document& doc) {
  std::vector<Word>& words = doc.analysis.words;
  for (uint32_t t = 1; t + 1 < words.size(); ++t) {
    const uint32_t people = words[t].head;
    if (words[t].xpos != Xpos::kVBG || words[t].relation != Relation::kConj || people == kNoHead ||
        people > t || words[people].relation != Relation::kObj || words[t - 1].upos != Upos::kCconj)
      continue;
    const uint32_t first = words[people].head;
    if (first == kNoHead || words[first].xpos != Xpos::kVBG) continue;
    words[t].head = first;
    for (uint32_t u = t + 1; u < words.size() && u < t + 6; ++u) {
      const bool loose = words[u].head == first && (words[u].relation == Relation::kObl ||
                                                    words[u].relation == Relation::kObj);
      if (!loose) continue;
      words[u].head = t;
      words[u].relation = Relation::kObj;
      break;
    }
  }
}

// "said X, who has lived here since May, and rejected Y": a plain past tense behind a comma belongs
// to the main verb, not to a clause in the perfect. "forced X to leave and killed Y": nor to an
// infinitive.
void MendJoinedVerbs(Document& doc) {
  std::vector<Word>& words = doc.analysis.words;
  std::vector<uint32_t> perfect(words.size(), kNone), helped(words.size(), kNone);
  std::vector<uint32_t> infinitive(words.size(), kNone), object(words.size(), kNone);
  for (uint32_t t = 0; t < words.size(); ++t) {
    const Word& word = words[t];
    if (word.head == kNoHead) continue;
    if (word.xpos == Xpos::kTO) infinitive[word.head] = t;
    if (word.relation == Relation::kObj) object[word.head] = t;
    const bool helps = word.relation == Relation::kAux || word.relation == Relation::kAuxPass;
    if (helps) helped[word.head] = t;
    const std::string_view text = doc.Text(t);
    if (helps && (text == "has" || text == "had" || text == "have")) perfect[word.head] = t;
  }
  for (uint32_t t = 2; t < words.size(); ++t) {
    const uint32_t clause = words[t].head;
    if (words[t].relation != Relation::kConj || words[t].upos != Upos::kVerb ||
        words[t].xpos != Xpos::kVBD || helped[t] != kNone || clause == kNoHead || clause > t ||
        words[t - 1].upos != Upos::kCconj)
      continue;
    const Relation r = words[clause].relation;
    const bool inner = perfect[clause] != kNone && doc.Text(t - 2) == "," &&
                       (r == Relation::kAclRelcl || r == Relation::kCcomp);
    const bool after_infinitive = infinitive[clause] != kNone && object[t] != kNone;
    if (!inner && !after_infinitive) continue;
    uint32_t main = words[clause].head;
    while (main != kNoHead && words[main].xpos != Xpos::kVBD) main = words[main].head;
    if (main != kNoHead && main < clause) words[t].head = main;
  }
}

// "Two were killed and five injured": the second number is who was injured.
void MendCounts(Document& doc) {
  std::vector<Word>& words = doc.analysis.words;
  for (uint32_t t = 0; t + 1 < words.size(); ++t) {
    const bool beside = words[t].relation == Relation::kConj && words[t].head == words[t + 1].head;
    const bool below = words[t].relation == Relation::kNummod && words[t].head == t + 1 &&
                       words[t + 1].relation == Relation::kConj;
    if (words[t].upos != Upos::kNum || words[t].head == kNoHead || !(beside || below) ||
        !IsHarm(doc.Text(t + 1)))
      continue;
    words[t].head = t + 1;
    words[t].relation = Relation::kNsubjPass;
    words[t + 1].relation = Relation::kConj;
    words[t + 1].upos = Upos::kVerb;
    words[t + 1].xpos = Xpos::kVBN;
  }
}

// "which X refused to ratify": an infinitive hung as if "to" were a preposition.
void MendObliqueInfinitives(Document& doc) {
  std::vector<Word>& words = doc.analysis.words;
  for (uint32_t t = 0; t + 1 < words.size(); ++t) {
    Word& verb = words[t + 1];
    if (words[t].xpos != Xpos::kTO || words[t].head != t + 1 || verb.upos != Upos::kVerb ||
        verb.xpos != Xpos::kVB || verb.relation != Relation::kObl || verb.head == kNoHead ||
        verb.head + 1 != t || words[verb.head].upos != Upos::kVerb)
      continue;
    words[t].upos = Upos::kPart;
    words[t].relation = Relation::kMark;
    verb.relation = Relation::kXcomp;
  }
}

// "by Republican state Senator X": a preposition hung on a title before the name.
void MendCasesOnTitles(Document& doc) {
  std::vector<Word>& words = doc.analysis.words;
  for (uint32_t t = 0; t + 2 < words.size(); ++t) {
    const uint32_t title = words[t].head;
    if (words[t].relation != Relation::kCase || title == kNoHead || title < t ||
        words[title].relation != Relation::kNmodDesc || words[title].head == kNoHead ||
        words[title].head < title)
      continue;
    words[t].head = words[title].head;
  }
}

// "accused of arming rebels": what one is accused of is a deed, no kind of rebels.
void MendDeedsAccusedOf(Document& doc) {
  constexpr std::array<std::string_view, 8> kAccuse = {
      "accuse", "suspect", "convict", "acquit", "guilty", "accusation", "clear", "capable"};
  std::vector<Word>& words = doc.analysis.words;
  for (uint32_t t = 1; t + 2 < words.size(); ++t) {
    Word& deed = words[t + 1];
    const uint32_t noun = deed.head;
    if (deed.xpos != Xpos::kVBG || doc.Text(t) != "of" || noun == kNoHead || noun <= t + 1 ||
        (deed.relation != Relation::kAmod && deed.relation != Relation::kCompound) ||
        words[t].head != noun)
      continue;
    const uint32_t above = words[noun].head;
    if (above == kNoHead || !IsOneOf(words[above].lemma, kAccuse)) continue;
    words[t].head = t + 1;
    words[t].relation = Relation::kMark;
    deed.upos = Upos::kVerb;
    deed.head = above;
    deed.relation = Relation::kAdvcl;
    words[noun].head = t + 1;
    words[noun].relation = Relation::kObj;
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
  MendNouns(doc);
  MendJoinedHarms(doc);
  MendJoinedParticiples(doc);
  MendJoinedVerbs(doc);
  MendParticiples(doc);
  MendMeasures(doc);
  MendActives(doc);
  MendCounts(doc);
  MendToFree(doc);
  MendCasesOnTitles(doc);
  MendDeedsAccusedOf(doc);
  MendObliqueInfinitives(doc);
}

}  // namespace newsgraph::text

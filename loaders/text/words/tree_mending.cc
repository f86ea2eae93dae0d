#include "loaders/text/words/tree_mending.h"

#include <algorithm>
#include <array>

#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

bool IsNominal(const Word& word) {
  return word.upos == Upos::kNoun || word.upos == Upos::kPropn || word.upos == Upos::kPron;
}

bool IsBelow(const std::vector<Word>& words, uint32_t t, uint32_t top) {
  for (int i = 0; i < 64 && t != kNoHead; ++i, t = words[t].head) {
    if (t == top) return true;
  }
  return false;
}

// The noun in [begin, end) that hangs on a word outside, or kNone.
uint32_t HeadNoun(const std::vector<Word>& words, uint32_t begin, uint32_t end) {
  for (uint32_t t = begin; t < end; ++t) {
    const uint32_t head = words[t].head;
    if (IsNominal(words[t]) && (head == kNoHead || head < begin || head >= end)) return t;
  }
  return kNone;
}

class Contrasts {
 public:
  explicit Contrasts(Document& doc) : doc_(doc), words_(doc.analysis.words) {}

  void Mend(const Sentence& s) {
    for (uint32_t t = s.begin; t + 3 < s.end; ++t) {
      if (ToLower(doc_.Text(t)) != "not") continue;
      const std::string next = ToLower(doc_.Text(t + 1));
      if (next == "only" || next == "just" || next == "merely" || next == "simply") continue;
      if (t > s.begin && words_[t - 1].upos == Upos::kAux) {
        MendDeniedVerb(s, t);
      } else {
        MendPhrase(s, t);
      }
    }
  }

 private:
  static constexpr uint32_t kReach = 10;  // tokens from "not" to "but"

  // "met not A but B", "Not A but B won".
  void MendPhrase(const Sentence& s, uint32_t no) {
    const uint32_t end = std::min(s.end, no + kReach);
    uint32_t but = no + 1;
    while (but < end && ToLower(doc_.Text(but)) != "but") {
      const bool comma = doc_.Text(but) == ",";
      if (words_[but].upos == Upos::kVerb || words_[but].upos == Upos::kAux ||
          (words_[but].upos == Upos::kPunct && !comma && doc_.Text(but) != "-"))
        return;
      ++but;
    }
    if (but >= end) return;
    const uint32_t a = HeadNoun(words_, no + 1, but);
    const uint32_t b = HeadNoun(words_, but + 1, EndOfPhrase(s, but + 1));
    if (a == kNone || b == kNone) return;
    if (words_[b].head == a) {
      Swap(s, a, b, no, but);
    } else if (words_[b].head != kNoHead && words_[b].head > b && words_[b].IsSubject()) {
      // The tree makes a sentence of A and hangs the verb of B on it.
      const uint32_t verb = words_[b].head;
      if (words_[verb].head == a) {
        words_[verb].head = words_[a].head;
        words_[verb].relation = words_[a].relation;
        for (uint32_t t = s.begin; t < s.end; ++t) {
          if (words_[t].head == a && (t < no || t > but)) words_[t].head = verb;
        }
      } else if (IsBelow(words_, verb, a)) {
        return;
      }
      Exclude(a, b, no, but);
    } else if (words_[b].head == words_[a].head && words_[b].relation == words_[a].relation) {
      Exclude(a, b, no, but);
    }
  }

  // "was not seen by A but by B": what is denied is A.
  void MendDeniedVerb(const Sentence& s, uint32_t no) {
    const uint32_t verb = words_[no].head;
    if (verb == kNoHead || verb < no || verb > no + 3 || words_[verb].upos != Upos::kVerb) return;
    for (uint32_t b = verb + 3; b < s.end; ++b) {
      const uint32_t a = words_[b].head;
      if (words_[b].relation != Relation::kConj || a == kNoHead || a <= verb || a >= b ||
          words_[a].head != verb || !IsNominal(words_[a]) || !IsNominal(words_[b]))
        continue;
      for (uint32_t but = a + 1; but < b; ++but) {
        if (words_[but].head != b || ToLower(doc_.Text(but)) != "but") continue;
        const std::string next = ToLower(doc_.Text(but + 1));
        if (next != "not" && next != "also") Swap(s, a, b, no, but);
        return;
      }
    }
  }

  // The end of the noun phrase that begins at `t`, with a preposition before it or not.
  uint32_t EndOfPhrase(const Sentence& s, uint32_t t) const {
    if (t < s.end && words_[t].upos == Upos::kAdp) ++t;
    bool noun = false;
    for (; t < s.end; ++t) {
      const Upos upos = words_[t].upos;
      const bool inner = upos == Upos::kDet || upos == Upos::kAdj || upos == Upos::kNum ||
                         (upos == Upos::kPart && words_[t].xpos == Xpos::kPOS);
      if (!inner && !IsNominal(words_[t])) break;
      noun |= IsNominal(words_[t]);
      if (noun && upos == Upos::kDet) break;
    }
    return t;
  }

  void Swap(const Sentence& s, uint32_t a, uint32_t b, uint32_t no, uint32_t but) {
    words_[b].head = words_[a].head;
    words_[b].relation =
        words_[a].relation == Relation::kXcomp ? Relation::kObj : words_[a].relation;
    const bool own = std::any_of(words_.begin() + but, words_.begin() + b, [&](const Word& word) {
      return word.head == b && word.relation == Relation::kCase;
    });
    // What stands before both or behind both belongs to both.
    for (uint32_t t = s.begin; t < s.end; ++t) {
      if (words_[t].head != a || t == b) continue;
      if (t > b || (words_[t].relation == Relation::kCase && !own)) words_[t].head = b;
    }
    Exclude(a, b, no, but);
  }

  void Exclude(uint32_t a, uint32_t b, uint32_t no, uint32_t but) {
    words_[a].head = b;
    words_[a].relation = Relation::kConj;
    words_[no].head = a;
    words_[no].relation = Relation::kAdvmod;
    words_[but].head = a;
    words_[but].relation = Relation::kCc;
  }

  Document& doc_;
  std::vector<Word>& words_;
};

// "was accused of", taken for an adjective: the participle of `verb`.
void MakeParticiple(std::vector<Word>& words, uint32_t t, std::string_view verb) {
  words[t].upos = Upos::kVerb;
  words[t].xpos = Xpos::kVBN;
  words[t].lemma = verb;
  for (Word& word : words) {
    if (word.head == t && word.relation == Relation::kCop) word.relation = Relation::kAuxPass;
  }
}

// What a verb brings the deed behind with: "accused X of", "charged X with".
struct Judging {
  std::string_view verb, preposition;
};
constexpr std::array<Judging, 13> kJudging = {{{"acquit", "of"},
                                               {"clear", "of"},
                                               {"exonerate", "of"},
                                               {"absolve", "of"},
                                               {"vindicate", "of"},
                                               {"accuse", "of"},
                                               {"suspect", "of"},
                                               {"convict", "of"},
                                               {"charge", "with"},
                                               {"indict", "for"},
                                               {"try", "for"},
                                               {"prosecute", "for"},
                                               {"blame", "for"}}};

}  // namespace

void MendContrasts(Document& doc) {
  Contrasts contrasts(doc);
  for (const Sentence& s : doc.tokens.sentences) contrasts.Mend(s);
}

void MendJudgedActs(Document& doc) {
  constexpr uint32_t kReach = 12;  // tokens from the verb to the participle
  std::vector<Word>& words = doc.analysis.words;
  for (const Sentence& s : doc.tokens.sentences) {
    for (uint32_t t = s.begin + 3; t < s.end; ++t) {
      if (words[t].xpos != Xpos::kVBG || words[t].upos != Upos::kVerb) continue;
      for (const Judging& known : kJudging) {
        const bool adjective = words[t - 2].upos == Upos::kAdj && words[t].head == t - 2;
        const std::string lower = adjective ? ToLower(doc.Text(t - 2)) : "";
        if (lower == Cat(known.verb, "d") || lower == Cat(known.verb, "ed"))
          MakeParticiple(words, t - 2, known.verb);
      }
      uint32_t verb = t - 1;
      while (verb > s.begin && t - verb < kReach && words[verb].upos != Upos::kVerb) --verb;
      const std::string preposition = ToLower(doc.Text(t - 1));
      const bool judges = std::any_of(kJudging.begin(), kJudging.end(), [&](const Judging& known) {
        return words[verb].lemma == known.verb && preposition == known.preposition;
      });
      if (words[verb].upos != Upos::kVerb || !judges || IsBelow(words, verb, t)) continue;
      // "Police suspected nurse X of": no suspected nurse.
      const bool modifies = words[verb].relation == Relation::kAmod && verb > s.begin &&
                            IsNominal(words[verb - 1]) && words[verb - 1].head == words[verb].head;
      if (modifies) words[verb].xpos = Xpos::kVBD;
      words[t].head = verb;
      words[t].relation = Relation::kAdvcl;
    }
  }
}

}  // namespace newsgraph::text

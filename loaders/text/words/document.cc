#include "loaders/text/words/document.h"

#include <algorithm>
#include <array>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/words/tag_mending.h"
#include "loaders/text/words/tree_mending.h"

namespace newsgraph::text {

void Document::IndexTrees() {
  const uint32_t count = static_cast<uint32_t>(words().size());
  child_start_.assign(count + 1, 0);
  child_list_.assign(count, 0);
  for (const Word& word : words()) {
    if (word.head != kNoHead) ++child_start_[word.head + 1];
  }
  for (uint32_t i = 0; i < count; ++i) child_start_[i + 1] += child_start_[i];
  std::vector<uint32_t> next(child_start_.begin(), child_start_.end() - 1);
  for (uint32_t i = 0; i < count; ++i) {
    if (words()[i].head != kNoHead) child_list_[next[words()[i].head]++] = i;
  }
  sentence_of_.resize(count);
  for (uint32_t s = 0; s < tokens.sentences.size(); ++s) {
    for (uint32_t t = tokens.sentences[s].begin; t < tokens.sentences[s].end; ++t) {
      sentence_of_[t] = s;
    }
  }
  lower_.resize(count);
  for (uint32_t i = 0; i < count; ++i) lower_[i] = ToLower(Text(i));
}

uint32_t Document::CountryOfNumber(int number) const {
  for (uint32_t e = 0; number >= 0 && e < entities.size(); ++e) {
    if (entities[e].type == NodeType::kCountry && entities[e].country == number) return e;
  }
  return kNone;
}

uint32_t Document::MentionsBefore(uint32_t token) const {
  const auto first = std::partition_point(mentions.begin(), mentions.end(),
                                          [&](const Mention& m) { return m.head < token; });
  return static_cast<uint32_t>(first - mentions.begin());
}

uint32_t Document::Child(uint32_t token, Relation relation) const {
  for (uint32_t child : Children(token)) {
    if (words()[child].relation == relation) return child;
  }
  return kNone;
}

// "at least 12", "more than 12", "up to 12": words that measure, no prepositions.
bool Document::IsQuantifying(uint32_t token) const {
  if (token + 1 >= words().size()) return false;
  const std::string& word = Lower(token);
  const std::string& next = Lower(token + 1);
  if (word == "at") return next == "least" || next == "most";
  if (word == "as" && token > 0 && Lower(token - 1) == "many") return true;  // "as many as 300"
  const bool number = words()[token + 1].upos == Upos::kNum;
  if (word == "than" || word == "to")
    return number && token > 0 &&
           (Lower(token - 1) == "more" || Lower(token - 1) == "up" || Lower(token - 1) == "fewer" ||
            Lower(token - 1) == "less");
  return number && (word == "over" || word == "about" || word == "around" || word == "some");
}

std::string_view Document::Preposition(uint32_t token) const {
  for (uint32_t child : Children(token)) {
    if (words()[child].relation == Relation::kCase && Lower(child) != "'s" &&
        Lower(child) != "’s" && words()[child].xpos != Xpos::kPOS) {
      if (child + 1 < words().size() && Text(child + 1) == "-" && child + 1 < token)
        continue;  // "by-election"
      if (IsQuantifying(child)) continue;
      return Lower(child);
    }
  }
  return {};
}

bool Document::HasChildWord(uint32_t token, std::string_view lower) const {
  for (uint32_t child : Children(token)) {
    if (Lower(child) == lower) return true;
  }
  return false;
}

std::string Document::Phrase(uint32_t begin, uint32_t end, bool singular) const {
  std::string phrase;
  for (uint32_t t = begin; t < end; ++t) {
    if (t > begin && tokens.tokens[t].space_before) phrase += ' ';
    if (singular && t + 1 == end && words()[t].upos == Upos::kNoun) {
      phrase += words()[t].lemma;
    } else {
      phrase += Lower(t);
    }
  }
  return phrase;
}

namespace {

// "Neither A nor B has recognised C": parsers make a sentence of A. Hangs A on the verb as its
// subject and B on A.
void MendNeither(Document& doc) {
  std::vector<Word>& words = doc.analysis.words;
  for (const Sentence& s : doc.tokens.sentences) {
    uint32_t neither = kNone, nor = kNone, verb = kNone;
    for (uint32_t t = s.begin; t < s.end && verb == kNone; ++t) {
      const std::string lower = ToLower(doc.Text(t));
      if (lower == "neither") neither = t;
      if (lower == "nor" && neither != kNone) nor = t;
      if (nor != kNone && t > nor && words[t].upos == Upos::kVerb) verb = t;
      if (nor == kNone && neither != kNone && words[t].upos == Upos::kVerb && words[t].IsFinite())
        neither = kNone;
    }
    if (verb == kNone) continue;
    // "seen neither by A nor by B", "met neither A nor B": what stands behind is another verb.
    if (words[neither + 1].upos == Upos::kAdp ||
        (neither > s.begin && words[neither - 1].upos == Upos::kVerb))
      continue;
    // The last noun of each side.
    auto last_noun = [&](uint32_t begin, uint32_t end) {
      for (uint32_t t = begin; t < end; ++t) {
        const bool noun = words[t].upos == Upos::kNoun || words[t].upos == Upos::kPropn ||
                          words[t].upos == Upos::kPron;
        const bool more =
            t + 1 < end && (words[t + 1].upos == Upos::kNoun || words[t + 1].upos == Upos::kPropn);
        if (noun && !more) return t;
      }
      return kNone;
    };
    const uint32_t a = last_noun(neither + 1, nor), b = last_noun(nor + 1, verb);
    if (a == kNone || b == kNone) continue;
    // The verb takes the place A had, so the tree stays a tree.
    const uint32_t old_head = words[verb].head;
    bool under_a = false;
    for (uint32_t t = verb, steps = 0; t != kNoHead && steps < 64; t = words[t].head, ++steps)
      under_a |= t == a || t == b;
    if (under_a || old_head == kNoHead) {
      const Word top = words[a].head != kNoHead && words[a].head != verb && words[a].head != b
                           ? words[a]
                           : words[b];
      if (old_head != kNoHead) {
        words[verb].head = top.head == verb || top.head == a || top.head == b ? kNoHead : top.head;
        words[verb].relation = words[verb].head == kNoHead ? Relation::kRoot : top.relation;
      }
    }
    words[a].head = verb;
    words[a].relation = Relation::kNsubj;
    words[b].head = a;
    words[b].relation = Relation::kConj;
    words[neither].head = a;
    words[neither].relation = Relation::kCcPreconj;
    words[nor].head = b;
    words[nor].relation = Relation::kCc;
  }
}

// "According to X, Y was freed": parsers take X for the subject. Makes X an oblique and the noun
// after the comma the subject.
void MendAccording(Document& doc) {
  std::vector<Word>& words = doc.analysis.words;
  for (const Sentence& s : doc.tokens.sentences) {
    if (s.size() < 6 || ToLower(doc.Text(s.begin)) != "according") continue;
    uint32_t comma = s.begin;
    while (comma < s.end && doc.Text(comma) != ",") ++comma;
    for (uint32_t t = s.begin + 2; t < comma; ++t) {
      const uint32_t verb = words[t].head;
      if (verb == kNoHead || verb <= comma || !words[t].IsSubject()) continue;
      const Relation subject = words[t].relation;
      words[t].relation = Relation::kObl;
      for (uint32_t u = comma + 1; u < verb; ++u) {
        const bool noun = words[u].upos == Upos::kNoun || words[u].upos == Upos::kPropn ||
                          words[u].upos == Upos::kNum || words[u].upos == Upos::kPron;
        if (!noun || (words[u].head > comma && words[u].head < verb)) continue;
        words[u].head = verb;
        words[u].relation = subject;
        break;
      }
    }
  }
}

// "Among those freed are A and B": parsers take the participle for a noun with an article. Makes
// "those" the noun and the participle its clause.
void MendThose(Document& doc) {
  std::vector<Word>& words = doc.analysis.words;
  for (uint32_t t = 0; t + 1 < words.size(); ++t) {
    Word& those = words[t];
    Word& participle = words[t + 1];
    if (those.head != t + 1 || participle.upos == Upos::kVerb || ToLower(doc.Text(t)) != "those" ||
        !EndsWith(doc.Text(t + 1), "ed"))
      continue;
    for (const Relation relation : {Relation::kCase, Relation::kMark}) {
      if (t > 0 && words[t - 1].head == t + 1 && words[t - 1].relation == relation)
        words[t - 1].head = t;
    }
    those.head = participle.head;
    those.relation = participle.relation;
    those.upos = Upos::kPron;
    participle.head = t;
    participle.relation = Relation::kAcl;
    participle.upos = Upos::kVerb;
    participle.xpos = Xpos::kVBN;
  }
}

// "Among those freed are A and B": what stands behind "among" is no subject, whatever the parser
// says.
void MendAmong(Document& doc) {
  std::vector<Word>& words = doc.analysis.words;
  for (uint32_t t = 0; t < words.size(); ++t) {
    const std::string lower = words[t].relation == Relation::kCase ? ToLower(doc.Text(t)) : "";
    if ((lower != "among" && lower != "amongst") || words[t].head == kNoHead) continue;
    Word& noun = words[words[t].head];
    if (noun.IsSubject()) noun.relation = Relation::kObl;
  }
}

// Makes a token the past tense of `base`; the noun before it in its phrase becomes its subject.
void MakePast(std::vector<Word>& words, const Sentence& s, uint32_t t, std::string_view base) {
  Word& word = words[t];
  word.upos = Upos::kVerb;
  word.xpos = Xpos::kVBD;
  word.lemma = base;
  for (uint32_t u = t; u-- > s.begin;) {
    if (words[u].head != t) break;
    if (words[u].relation != Relation::kCompound) continue;
    words[u].relation = Relation::kNsubj;
    for (uint32_t v = s.begin; v < u; ++v) {
      const bool modifies =
          words[v].relation == Relation::kDet || words[v].relation == Relation::kAmod ||
          words[v].relation == Relation::kNmodPoss || words[v].relation == Relation::kCompound;
      if (words[v].head == t && modifies) words[v].head = u;
    }
    break;
  }
  for (uint32_t u = t + 1; u < s.end; ++u) {
    if (words[u].head == t && words[u].relation == Relation::kNmod)
      words[u].relation = Relation::kObl;
  }
}

// Verbs tagged as something else: "did not free", and past forms that are nothing but verbs
// ("overran", frames.txt has them).
void MendVerbs(Document& doc) {
  const FrameLexicon& frames = doc.knowledge.frames();
  std::vector<Word>& words = doc.analysis.words;
  for (const Sentence& s : doc.tokens.sentences) {
    uint32_t support = kNone;  // "did" before it, with nothing but adverbs between
    for (uint32_t t = s.begin; t < s.end; ++t) {
      Word& word = words[t];
      const std::string lower = ToLower(doc.Text(t));
      if (word.upos == Upos::kAux && (lower == "did" || lower == "does" || lower == "do")) {
        support = t;
        continue;
      }
      if (word.upos == Upos::kAdv || word.upos == Upos::kPart) continue;
      if (word.upos == Upos::kVerb) {
        if (const auto base = frames.BaseOfForm(lower); !base.empty()) word.lemma = base;
      }
      // "froze", tagged half as a word; "withdrew", as a present tense.
      if (word.upos == Upos::kVerb && (word.xpos == Xpos::kIN || word.lemma == lower)) {
        if (const auto past = frames.BaseOfPast(lower); !past.empty()) MakePast(words, s, t, past);
        continue;
      }
      const bool other = word.upos == Upos::kAdj || word.upos == Upos::kNoun ||
                         word.upos == Upos::kAdp || word.upos == Upos::kPropn;
      if (other && IsLowerStart(doc.Text(t))) {
        const std::string_view base = frames.KnownVerb(lower), past = frames.BaseOfPast(lower);
        if (support != kNone && !base.empty()) {
          word.upos = Upos::kVerb;
          word.xpos = Xpos::kVB;
          word.lemma = base;
        } else if (!past.empty()) {
          MakePast(words, s, t, past);
        }
      }
      support = kNone;
    }
  }
}

// "the U.S. lifted sanctions" parsed as a noun phrase: a past tense modifies nothing. It takes the
// noun's place, the noun becomes its object and the name before it its subject.
void MendPastModifiers(Document& doc) {
  std::vector<Word>& words = doc.analysis.words;
  for (const Sentence& s : doc.tokens.sentences) {
    for (uint32_t t = s.begin + 1; t < s.end; ++t) {
      if (words[t].xpos != Xpos::kVBD || words[t].relation != Relation::kAmod) continue;
      const uint32_t noun = words[t].head;
      if (noun == kNoHead || noun <= t || noun > t + 4) continue;
      const uint32_t subject = t - 1;
      if (words[subject].head != noun ||
          (words[subject].upos != Upos::kPropn && words[subject].upos != Upos::kNoun))
        continue;
      words[t].head = words[noun].head;
      words[t].relation = words[noun].relation;
      words[noun].head = t;
      words[noun].relation = Relation::kObj;
      for (uint32_t u = s.begin; u < t; ++u) {
        if (words[u].head != noun) continue;
        const bool before = u < subject && words[u].relation != Relation::kNmod &&
                            words[u].relation != Relation::kPunct;
        words[u].head = before ? subject : t;
        if (u == subject) words[u].relation = Relation::kNsubj;
      }
    }
  }
}

// "the World Health Organization (WHO) has": what stands in brackets behind a name is its
// apposition and never a subject.
void MendBrackets(Document& doc) {
  std::vector<Word>& words = doc.analysis.words;
  for (const Sentence& s : doc.tokens.sentences) {
    for (uint32_t t = s.begin + 2; t + 1 < s.end; ++t) {
      if (doc.Text(t - 1) != "(" || doc.Text(t + 1) != ")" || !IsUpper(doc.Text(t)) ||
          words[t - 2].upos != Upos::kPropn || words[t].head == t - 2)
        continue;
      bool above = false;  // the name hangs below the acronym: the tree would lose its root
      uint32_t u = t - 2;
      for (int i = 0; i < 64 && u != kNoHead && !above; ++i, u = words[u].head) above = u == t;
      if (above || words[t].head == kNoHead) continue;
      words[t].head = t - 2;
      words[t].relation = Relation::kAppos;
      words[t].upos = Upos::kPropn;
      words[t].xpos = Xpos::kNNP;
    }
  }
}

// "an agreement with the United States to lift sanctions": parsers hang the infinitive on the main
// verb. It belongs to the noun that asks for one, if nothing but a "with" or "by" stands between.
void MendInfinitives(Document& doc) {
  constexpr std::array<std::string_view, 20> kNouns = {
      "agreement", "deal",    "pact",  "accord", "plan",       "decision",  "promise",
      "pledge",    "vow",     "offer", "bid",    "attempt",    "proposal",  "refusal",
      "threat",    "request", "order", "demand", "invitation", "permission"};
  std::vector<Word>& words = doc.analysis.words;
  for (const Sentence& s : doc.tokens.sentences) {
    uint32_t noun = kNone;
    for (uint32_t t = s.begin; t + 1 < s.end; ++t) {
      Word& verb = words[t + 1];
      if (words[t].xpos == Xpos::kTO && verb.xpos == Xpos::kVB && noun != kNone) {
        const uint32_t old = verb.head;
        if (verb.relation == Relation::kAdvcl && old != kNoHead && old < noun) {
          verb.head = noun;
          verb.relation = Relation::kAcl;
        }
        noun = kNone;
        continue;
      }
      const bool asks = words[t].upos == Upos::kNoun && IsOneOf(words[t].lemma, kNouns);
      if (asks) {
        noun = t;
      } else if (words[t].upos == Upos::kVerb || words[t].upos == Upos::kAux ||
                 words[t].upos == Upos::kPunct || words[t].upos == Upos::kNoun) {
        noun = kNone;
      }
    }
  }
}

// A noun with a subject and an object is a verb: "the co-op supplies corn".
void MendNounVerbs(Document& doc) {
  std::vector<Word>& words = doc.analysis.words;
  std::vector<uint8_t> seen(words.size(), 0);  // bits: subject, object, copula
  for (const Word& word : words) {
    if (word.head == kNoHead) continue;
    if (word.relation == Relation::kNsubj) seen[word.head] |= 1;
    if (word.relation == Relation::kObj) seen[word.head] |= 2;
    if (word.relation == Relation::kCop) seen[word.head] |= 4;
  }
  for (uint32_t t = 0; t < words.size(); ++t) {
    if (seen[t] != 3 || words[t].upos != Upos::kNoun || !IsLowerStart(doc.Text(t))) continue;
    words[t].upos = Upos::kVerb;
    words[t].xpos = EndsWith(doc.Text(t), "s") ? Xpos::kVBZ : Xpos::kVBP;
  }
}

// A verb whose lemma no frame knows, while a regular base form of the word is known: "annulled".
void MendLemmas(Document& doc) {
  const FrameLexicon& frames = doc.knowledge.frames();
  for (uint32_t t = 0; t < doc.analysis.words.size(); ++t) {
    Word& word = doc.analysis.words[t];
    if (word.upos != Upos::kVerb || !frames.KnownVerb(word.lemma).empty()) continue;
    const std::string lower = ToLower(doc.Text(t));
    std::string_view stem = lower;
    std::string_view found;
    auto try_forms = [&](std::string_view base) {
      if (found.empty()) found = frames.KnownVerb(base);
      if (found.empty()) found = frames.KnownVerb(Cat(base, "e"));
      if (found.empty() && base.size() > 3 && base.back() == base[base.size() - 2]) {
        found = frames.KnownVerb(base.substr(0, base.size() - 1));
      }
      if (found.empty() && base.size() > 2 && base.back() == 'i') {
        found = frames.KnownVerb(Cat(base.substr(0, base.size() - 1), "y"));
      }
    };
    if (EndsWith(stem, "ing") && stem.size() > 5) try_forms(stem.substr(0, stem.size() - 3));
    if (EndsWith(stem, "ed") && stem.size() > 4) try_forms(stem.substr(0, stem.size() - 2));
    if (EndsWith(stem, "es") && stem.size() > 4) try_forms(stem.substr(0, stem.size() - 2));
    if (EndsWith(stem, "s") && stem.size() > 3) try_forms(stem.substr(0, stem.size() - 1));
    if (!found.empty()) word.lemma = found;
  }
}

}  // namespace

void ReadWords(Document& doc, Scratch& scratch) {
  doc.tokens.Clear();
  for (uint32_t b = 0; b < doc.article.blocks.size(); ++b) {
    const Block& block = doc.article.blocks[b];
    if (!block.IsStory() || block.text.empty()) continue;
    Tokenise(doc.text, block.text, doc.tokens);
    doc.block_of.resize(doc.tokens.sentences.size(), b);
  }
  doc.knowledge.models().Analyse(doc.text, doc.tokens, scratch, doc.analysis);
  MendTags(doc);
  MendThose(doc);
  MendAmong(doc);
  MendVerbs(doc);
  MendNounVerbs(doc);
  MendBrackets(doc);
  MendJudgedActs(doc);
  MendPastModifiers(doc);
  MendInfinitives(doc);
  MendLemmas(doc);
  MendAccording(doc);
  MendNeither(doc);
  MendContrasts(doc);
  doc.IndexTrees();
  doc.mention_at.assign(doc.tokens.tokens.size(), kNone);
}

}  // namespace newsgraph::text

// Names that the models and the gazetteers missed: capitals beside a noun, prizes, movements, runs
// of proper nouns, words of names elsewhere in the story. See name_mention_finder.h.
#include <array>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/name_mention_finder.h"

namespace newsgraph::text {

void NameMentionFinder::AddNamesBesideNouns() {
  for (const Sentence& s : doc_.tokens.sentences) {
    if (doc_.BlockOf(doc_.SentenceOf(s.begin)).kind != BlockKind::kParagraph) continue;
    // "Unite, the union, said": a word that begins the sentence, with what it is.
    if (s.end - s.begin > 5 && Capital(s.begin) && name_of_[s.begin] == kNone &&
        doc_.Text(s.begin + 1) == "," && doc_.Lower(s.begin + 2) == "the" &&
        IsBodyNoun(s.begin + 3) && doc_.Text(s.begin + 4) == ",")
      Claim(s.begin, s.begin + 1, NodeType::kOrganization);
    for (uint32_t t = s.begin + 1; t < s.end; ++t) {
      if (!IsBodyNoun(t)) continue;
      uint32_t begin = t;
      while (begin > s.begin + 1 && t - begin < 4 && Capital(begin - 1) &&
             name_of_[begin - 1] == kNone && !IsCalendarWord(begin - 1) &&
             doc_.Text(begin - 1).size() > 1 && Known(begin - 1, begin) == nullptr)
        --begin;
      const Word& before = doc_.WordAt(begin - 1);
      const bool marked =
          before.upos == Upos::kDet || before.xpos == Xpos::kPRPPoss || before.xpos == Xpos::kPOS;
      if (begin < t && marked) Claim(begin, t, NodeType::kOrganization);
      if (t + 3 >= s.end || !IsQuote(doc_.Text(t + 1)) || !Capital(t + 2)) continue;
      uint32_t end = t + 2;
      while (end < s.end && end < t + 8 && !IsQuote(doc_.Text(end))) ++end;
      const bool free = end < s.end && IsQuote(doc_.Text(end)) && name_of_[end - 1] == kNone &&
                        name_of_[t + 2] == kNone;
      if (free) Claim(t + 2, end, NodeType::kOrganization);
    }
  }
}

bool NameMentionFinder::IsBodyNoun(uint32_t t) const {
  const KnownNoun* noun = IsLowerStart(doc_.Text(t)) ? gazetteer_.FindNoun(doc_.Lower(t)) : nullptr;
  return noun && (noun->kinds & kOrganizationNoun) && !(noun->kinds & kEventNoun) &&
         !doc_.WordAt(t).IsPlural();
}

void NameMentionFinder::AddPrizesOfYears() {
  for (uint32_t t = 3; t < doc_.words().size(); ++t) {
    if (!IsOneOf(doc_.Text(t), {"Year", "Decade"}) || doc_.Text(t - 1) != "the" ||
        doc_.Text(t - 2) != "of" || !Capital(t - 3))
      continue;
    uint32_t begin = t - 3;
    const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(t)).begin;
    while (begin > first && t - begin < 7 && Capital(begin - 1) && doc_.Lower(begin - 1) != "the")
      --begin;
    Release(begin, t + 1);
    Claim(begin, t + 1, NodeType::kAward);
  }
}

// "Police Scotland", "Cricket Australia": a field and a country, in no headline.
void NameMentionFinder::AddBodiesOfCountries() {
  for (uint32_t t = 0; t + 2 < doc_.words().size(); ++t) {
    const bool police = doc_.Text(t) == "Police";
    if (!Capital(t) || (SentenceStart(t) && !police) || !(police || IsField(t)) ||
        (!police && doc_.WordAt(t).upos != Upos::kPropn) ||
        doc_.SentenceOf(t) != doc_.SentenceOf(t + 2) ||
        doc_.BlockOf(doc_.SentenceOf(t)).kind != BlockKind::kParagraph || Capital(t + 2) ||
        (!SentenceStart(t) && Capital(t - 1)) || gazetteer_.IsTitle(doc_.Lower(t)) ||
        doc_.WordAt(t + 2).xpos == Xpos::kPOS)
      continue;
    const KnownName* land = Known(t + 1, t + 2);
    if (!land || (land->kind != NameKind::kCountry && land->kind != NameKind::kRegion)) continue;
    Release(t, t + 2);
    Claim(t, t + 2, NodeType::kOrganization);
  }
}

// "Thai Lawyers for Justice", "Mothers Against War": people for a cause.
void NameMentionFinder::AddMovements() {
  for (uint32_t t = 1; t + 2 < doc_.words().size(); ++t) {
    const std::string& join = doc_.Lower(t);
    if (join != "for" && join != "against" && join != "without") continue;
    const Sentence& sentence = doc_.SentenceAt(doc_.SentenceOf(t));
    if (t == sentence.begin || t + 1 >= sentence.end || !Capital(t - 1) || !Capital(t + 1) ||
        !doc_.WordAt(t - 1).IsPlural() || InHeadlineBlock(t))
      continue;
    const KnownNoun* noun = gazetteer_.FindNoun(doc_.Phrase(t - 1, t, true));
    if (noun == nullptr || !(noun->kinds & kGroupNoun)) continue;
    uint32_t begin = t - 1, end = t + 2;
    while (begin > sentence.begin && Capital(begin - 1) && !IsCalendarWord(begin - 1) &&
           doc_.WordAt(begin - 1).upos != Upos::kDet)
      --begin;
    while (end < sentence.end && Capital(end)) ++end;
    Release(begin, end);
    Claim(begin, end, NodeType::kOrganization);
  }
}

void NameMentionFinder::AddCapitalisedRuns() {
  const uint32_t count = static_cast<uint32_t>(doc_.words().size());
  for (uint32_t t = 0; t < count; ++t) {
    if (!OpenName(t)) continue;
    uint32_t end = t + 1;
    while (end < count && doc_.SentenceOf(end) == doc_.SentenceOf(t) && OpenName(end)) ++end;
    if (end < count && doc_.SentenceOf(end) == doc_.SentenceOf(t) && name_of_[end] == kNone &&
        Capital(end) && IsDigit(doc_.Text(end).back()) && doc_.tokens.tokens[end].space_before)
      ++end;  // "Kunpeng X9"
    // One at a sentence's start may be any word: it counts if the words beside it tell its type.
    if (!InHeadlineBlock(t)) Claim(t, end, NodeType::kNone);
    t = end - 1;
  }
}

bool NameMentionFinder::InHeadlineBlock(uint32_t t) const {
  const BlockKind kind = doc_.BlockOf(doc_.SentenceOf(t)).kind;
  return kind == BlockKind::kTitle || kind == BlockKind::kSubhead;
}

bool NameMentionFinder::IsCalendarWord(uint32_t t) const {
  static constexpr std::array<std::string_view, 12> kFeasts = {
      "christmas", "easter",   "ramadan", "diwali", "eid",  "hanukkah",
      "halloween", "passover", "nowruz",  "holi",   "lent", "thanksgiving"};
  return gazetteer_.IsCalendarWord(doc_.Lower(t)) || IsOneOf(doc_.Lower(t), kFeasts) ||
         (IsUpper(doc_.Text(t)) && gazetteer_.IsTimeZone(doc_.Lower(t)));
}

void NameMentionFinder::AddRepeatedWords() {
  StringMap<NodeType> words;
  for (const Mention& name : names_) {
    if (name.begin == name.end || name.known) continue;
    if (name.type == NodeType::kPerson)
      words.try_emplace(std::string(doc_.Text(name.end - 1)), name.type);
    const bool acronym = IsUpper(doc_.Text(name.begin)) && doc_.Text(name.begin).size() >= 3;
    if (name.type == NodeType::kOrganization && name.end - name.begin <= 3 &&
        (acronym || doc_.Text(name.begin).size() > 4)) {
      words.try_emplace(std::string(doc_.Text(name.begin)), name.type);
    }
  }
  for (uint32_t t = 0; t < doc_.words().size(); ++t) {
    if (name_of_[t] != kNone || !Capital(t)) continue;
    const auto it = words.find(doc_.Text(t));
    if (it == words.end() || gazetteer_.FindNoun(doc_.Lower(t)) ||
        gazetteer_.FindName(doc_.Text(t)))
      continue;
    Claim(t, t + 1, it->second);
    MendName(names_.back());
  }
}

}  // namespace newsgraph::text

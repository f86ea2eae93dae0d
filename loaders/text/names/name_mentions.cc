// Mentions that are names: what the models found, joined and split by the gazetteers and the words
// beside. See name_mention_finder.h.
#include <algorithm>
#include <array>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/mention_steps.h"
#include "loaders/text/names/name_mention_finder.h"
#include "loaders/text/names/name_words.h"
#include "loaders/text/names/names.h"

namespace newsgraph::text {
namespace {

constexpr uint32_t kMaxNameTokens = 7;

}  // namespace

void NameMentionFinder::Find() {
  name_of_.assign(doc_.words().size(), kNone);
  AddModelNames();
  FindOwnAcronyms();
  AddKnownNames();
  AddNamesBesideNouns();
  AddPrizesOfYears();
  AddBodiesOfCountries();
  AddMovements();
  AddCapitalisedRuns();
  SplitNames();
  SplitOffCountries();
  JoinNicknames();
  JoinGivenNames();
  for (Mention& name : names_) MendName(name);
  for (uint32_t t : towns_) {
    Claim(t, t + 1 + (Known(t, t + 2) != nullptr), NodeType::kPlace);  // "New York"
    MendName(names_.back());
  }
  AddRepeatedWords();
  AddBrands();
  VoteOnTypes(doc_, names_);
  DropCommonWords();
  DropDescriptions();
  DropHeadlineNoise();
  for (Mention& name : names_) {
    if (name.demonym) MakeGroup(name);
    if (NamesPeople(name)) continue;
    TakeInHonour(name);
    if (name.type != NodeType::kNone && name.begin < name.end) doc_.mentions.push_back(name);
  }
}

// "Muslims", "Israeli Arabs", "Thousands": a plural of people, no name.
bool NameMentionFinder::NamesPeople(const Mention& name) const {
  if (name.begin == name.end || name.known || name.end - name.begin > 2) return false;
  const uint32_t last = name.end - 1;
  if (!doc_.WordAt(last).IsPlural()) return false;
  if (name.end - name.begin == 2 && doc_.WordAt(name.begin).upos != Upos::kAdj) return false;
  const KnownNoun* noun = gazetteer_.FindNoun(doc_.Phrase(last, name.end, true));
  const std::string& lower = doc_.Lower(last);
  return (noun && (noun->kinds & kGroupNoun)) || lower == "thousands" || lower == "hundreds" ||
         lower == "dozens" || lower == "scores" || lower == "millions";
}

NodeType NameMentionFinder::TypeOf(NameType type) {
  switch (type) {
    case NameType::kPerson:
      return NodeType::kPerson;
    case NameType::kOrganization:
      return NodeType::kOrganization;
    case NameType::kLocation:
      return NodeType::kPlace;
    case NameType::kMisc:
      return NodeType::kNone;
  }
  return NodeType::kNone;
}

void NameMentionFinder::Claim(uint32_t begin, uint32_t end, NodeType type) {
  Mention mention;
  mention.begin = begin;
  mention.end = end;
  mention.type = type;
  mention.sentence = doc_.SentenceOf(begin);
  for (uint32_t t = begin; t < end; ++t) name_of_[t] = static_cast<uint32_t>(names_.size());
  names_.push_back(std::move(mention));
}

void NameMentionFinder::AddModelNames() {
  for (size_t i = 0; i < doc_.analysis.names.size(); ++i) {
    const Name& name = doc_.analysis.names[i];
    const bool followed =
        i + 1 < doc_.analysis.names.size() && doc_.analysis.names[i + 1].begin == name.end;
    uint32_t begin = name.begin;
    NodeType type = TypeOf(name.type);
    // "French frigate Languedoc", "fiancee Chantelle Price": a noun that describes the name ends
    // what stands before it.
    for (uint32_t t = name.begin; t + 1 < name.end; ++t) {
      if (!IsLowerStart(doc_.Text(t)) || JoinsNames(doc_.Text(t)) || !Capital(t + 1) ||
          doc_.WordAt(t).xpos == Xpos::kPOS || !doc_.tokens.tokens[t + 1].space_before)
        continue;
      if (doc_.Text(t).size() < 4) continue;
      if (begin < t && Known(begin, t)) Claim(begin, t, NodeType::kNone);
      begin = t + 1;
    }
    if (name.end == begin) continue;
    // "the Brazilian Wesley Tavares".
    const bool goes_on = name.end - begin == 2 && followed;  // "Norwegian Dag" "Inge X"
    const KnownName* people = name.end - begin > 2 || goes_on ? Known(begin, begin + 1) : nullptr;
    if (people && people->kind == NameKind::kDemonym && Known(begin, begin + 2) == nullptr &&
        gazetteer_.IsFirstName(doc_.Text(begin + 1)) &&
        gazetteer_.TypeOfSuffix(doc_.Text(name.end - 1)) == NodeType::kNone) {
      Claim(begin, begin + 1, NodeType::kNone);
      ++begin;
      type = goes_on ? NodeType::kNone : NodeType::kPerson;
    }
    Claim(begin, name.end, type);
    names_.back().lead = name.lead;
  }
}

void NameMentionFinder::FindOwnAcronyms() {
  constexpr size_t kMaxAcronym = 7;
  for (const Mention& name : names_) {
    const std::string_view words = doc_.Words(name.begin, name.end);
    if (Known(name.begin, name.end) || words.find(' ') == std::string_view::npos) continue;
    const std::string initials = Initials(words);
    const bool in_brackets = name.end + 2 < doc_.words().size() && doc_.Text(name.end) == "(" &&
                             doc_.Text(name.end + 1) == initials && doc_.Text(name.end + 2) == ")";
    const bool body = gazetteer_.TypeOfSuffix(doc_.Text(name.end - 1)) == NodeType::kOrganization ||
                      gazetteer_.TypeOfCue(CuePlace::kBeginning, doc_.Lower(name.begin)) ==
                          NodeType::kOrganization;
    if (initials.size() >= 2 && initials.size() <= kMaxAcronym && (in_brackets || body))
      own_acronyms_.insert(initials);
  }
}

bool NameMentionFinder::JoinsNames(std::string_view lower) {
  static constexpr std::array<std::string_view, 49> kJoins = {
      "of",   "the", "for", "and", "de",    "la", "le",  "du",  "des", "del", "di", "da", "dos",
      "van",  "von", "der", "den", "al",    "el", "bin", "ibn", "on",  "in",  "to", "at", "y",
      "bint", "abu", "ter", "ten", "della", "do", "das", "e",   "und", "et",  "as", "wa"};
  return IsOneOf(lower, kJoins);
}

std::string NameMentionFinder::Spelling(uint32_t begin, uint32_t end) const {
  std::string out;
  for (uint32_t t = begin; t < end; ++t) {
    if (t > begin && doc_.tokens.tokens[t].space_before) out += ' ';
    out += doc_.Text(t);
  }
  for (size_t at; (at = out.find("’")) != std::string::npos;) out.replace(at, 3, 1, '\'');
  return out;
}

const KnownName* NameMentionFinder::Known(uint32_t begin, uint32_t end) const {
  const std::string spelling = Spelling(begin, end);
  if (const KnownName* known = gazetteer_.FindName(spelling)) {
    const bool other = known->kind != NameKind::kOrganization && own_acronyms_.contains(spelling);
    return other ? nullptr : known;
  }
  if (!IsUpper(spelling) || spelling.size() < 5) return nullptr;
  // Headlines and datelines in capitals: "ARMENIA".
  return gazetteer_.FindName(InTitleCase(spelling));
}

void NameMentionFinder::AddKnownNames() {
  const uint32_t count = static_cast<uint32_t>(doc_.words().size());
  for (uint32_t begin = 0; begin < count; ++begin) {
    if (!Capital(begin)) continue;
    const uint32_t stop =
        std::min(doc_.SentenceAt(doc_.SentenceOf(begin)).end, begin + kMaxNameTokens);
    for (uint32_t end = stop; end > begin; --end) {
      const KnownName* known = Known(begin, end);
      if (known == nullptr) continue;
      if (Overrides(*known, begin, end)) {
        Release(begin, end);
        Claim(begin, end, NodeType::kNone);
        begin = end - 1;
      }
      break;
    }
  }
}

bool NameMentionFinder::Overrides(const KnownName& known, uint32_t begin, uint32_t end) const {
  const bool sure = known.kind == NameKind::kCountry || known.kind == NameKind::kDemonym ||
                    known.kind == NameKind::kOrganization || known.kind == NameKind::kCapital ||
                    (known.kind == NameKind::kRegion && end - begin + doc_.Text(begin).size() > 4);
  bool free = true;
  for (uint32_t t = begin; t < end; ++t) {
    if (name_of_[t] == kNone) continue;
    const Mention& other = names_[name_of_[t]];
    if (other.begin < begin || other.end > end) return false;  // part of a longer name
    free = false;
  }
  if (!free) return sure;
  if (!sure) return false;
  const bool acronym = IsUpper(doc_.Text(begin)) && end == begin + 1 &&
                       doc_.Text(begin).size() > 2 && known.kind == NameKind::kOrganization &&
                       doc_.BlockOf(doc_.SentenceOf(begin)).kind == BlockKind::kParagraph;
  if (acronym) return true;  // "WHO"
  // A word that only looks like a name: "Turkey" is fine, "Polish" at a sentence's start as verb
  // is not.
  return doc_.WordAt(begin).upos != Upos::kVerb && doc_.WordAt(begin).upos != Upos::kPron &&
         !(known.kind == NameKind::kOrganization && end == begin + 1 && SentenceStart(begin) &&
           !IsUpper(doc_.Text(begin)) && doc_.WordAt(begin).upos != Upos::kPropn);
}

void NameMentionFinder::Release(uint32_t begin, uint32_t end) {
  for (uint32_t t = begin; t < end; ++t) {
    if (name_of_[t] == kNone) continue;
    Mention& other = names_[name_of_[t]];
    for (uint32_t u = other.begin; u < other.end; ++u) name_of_[u] = kNone;
    other.end = other.begin;  // dead
  }
}

bool NameMentionFinder::IsCalendarWord(uint32_t t) const {
  static constexpr std::array<std::string_view, 12> kFeasts = {
      "christmas", "easter",   "ramadan", "diwali", "eid",  "hanukkah",
      "halloween", "passover", "nowruz",  "holi",   "lent", "thanksgiving"};
  return gazetteer_.IsCalendarWord(doc_.Lower(t)) || IsOneOf(doc_.Lower(t), kFeasts) ||
         (IsUpper(doc_.Text(t)) && gazetteer_.IsTimeZone(doc_.Lower(t)));
}

bool NameMentionFinder::IsQuote(std::string_view word) {
  return word == "“" || word == "”" || word == "\"" || word == "‘" || word == "’" || word == "``" ||
         word == "''" || word == "«" || word == "»";
}

bool NameMentionFinder::IsBodyNoun(uint32_t t) const {
  const KnownNoun* noun = IsLowerStart(doc_.Text(t)) ? gazetteer_.FindNoun(doc_.Lower(t)) : nullptr;
  return noun && (noun->kinds & kOrganizationNoun) && !(noun->kinds & kEventNoun) &&
         !doc_.WordAt(t).IsPlural();
}

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

void NameMentionFinder::JoinNicknames() {
  for (uint32_t open = 1; open + 3 < doc_.words().size(); ++open) {
    if (!IsQuote(doc_.Text(open)) || !Capital(open - 1) || !Capital(open + 1)) continue;
    uint32_t close = open + 1;
    while (close < open + 5 && close + 1 < doc_.words().size() && !IsQuote(doc_.Text(close)))
      ++close;
    if (!IsQuote(doc_.Text(close)) || !Capital(close + 1) ||
        doc_.SentenceOf(open - 1) != doc_.SentenceOf(close + 1))
      continue;
    const uint32_t first = name_of_[open - 1];
    if (first == kNone || names_[first].begin == names_[first].end) continue;
    const NodeType type = names_[first].type;
    if (type != NodeType::kPerson && !gazetteer_.IsFirstName(doc_.Text(open - 1))) continue;
    const uint32_t begin = names_[first].begin;
    const uint32_t last = name_of_[close + 1];
    const uint32_t end = last == kNone ? close + 2 : names_[last].end;
    Release(begin, end);
    Claim(begin, end, NodeType::kPerson);
  }
}

void NameMentionFinder::JoinGivenNames() {
  for (uint32_t t = 1; t + 2 < doc_.words().size(); ++t) {
    const uint32_t first = name_of_[t - 1], second = name_of_[t];
    if (first == kNone || second == kNone || first == second || doc_.Text(t + 1) != "-" ||
        !IsLowerStart(doc_.Text(t + 2)) || names_[first].type != NodeType::kPerson ||
        names_[first].end != t || names_[second].begin != t ||
        names_[second].type != NodeType::kPerson || !doc_.tokens.tokens[t].space_before)
      continue;
    const uint32_t begin = names_[first].begin, end = names_[second].end;
    Release(begin, end);
    Claim(begin, end, NodeType::kPerson);
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

bool NameMentionFinder::InHeadlineBlock(uint32_t t) const {
  const BlockKind kind = doc_.BlockOf(doc_.SentenceOf(t)).kind;
  return kind == BlockKind::kTitle || kind == BlockKind::kSubhead;
}

void NameMentionFinder::AddCapitalisedRuns() {
  const uint32_t count = static_cast<uint32_t>(doc_.words().size());
  for (uint32_t t = 0; t < count; ++t) {
    if (!OpenName(t)) continue;
    uint32_t end = t + 1;
    while (end < count && doc_.SentenceOf(end) == doc_.SentenceOf(t) && OpenName(end)) ++end;
    const bool headline = doc_.BlockOf(doc_.SentenceOf(t)).kind == BlockKind::kTitle ||
                          doc_.BlockOf(doc_.SentenceOf(t)).kind == BlockKind::kSubhead;
    if (end < count && doc_.SentenceOf(end) == doc_.SentenceOf(t) && name_of_[end] == kNone &&
        Capital(end) && IsDigit(doc_.Text(end).back()) && doc_.tokens.tokens[end].space_before)
      ++end;  // "Kunpeng X9"
    // One at a sentence's start may be any word: it counts if the words beside it tell its type.
    if (!headline) Claim(t, end, NodeType::kNone);
    t = end - 1;
  }
}

bool NameMentionFinder::IsPersonOfStory(uint32_t t) const {
  return words_of_people_.contains(doc_.Text(t)) ||
         (t > 0 && gazetteer_.IsTitle(doc_.Lower(t - 1)));
}

bool NameMentionFinder::IsKnownBody(uint32_t begin, uint32_t end) const {
  const KnownName* known = Known(begin, end);
  return known && (known->kind == NameKind::kOrganization || known->kind == NameKind::kCountry);
}

void NameMentionFinder::SplitNames() {
  for (const Mention& name : names_) {
    if (name.type != NodeType::kPerson || name.end - name.begin < 2) continue;
    words_of_people_.emplace(doc_.Text(name.begin));
    words_of_people_.emplace(doc_.Text(name.end - 1));
  }
  for (size_t i = 0; i < names_.size(); ++i) {
    const uint32_t begin = names_[i].begin, end = names_[i].end;
    const NodeType type = names_[i].type;
    if (end - begin < 3 || Known(begin, end)) continue;
    for (uint32_t t = end - 1; t-- > begin + 1;) {
      const bool versus = IsOneOf(doc_.Text(t), {"v", "vs", "v."});
      const bool mark = doc_.WordAt(t).xpos == Xpos::kPOS || versus;
      const KnownNoun* noun =
          type == NodeType::kPerson ? gazetteer_.FindNoun(doc_.Lower(t)) : nullptr;
      const bool office = noun && noun->has_relation && noun->relation != RelationType::kFamilyOf;
      const bool role =
          BeginsPersonBehindOffice(t, end) ||
          (type == NodeType::kPerson &&
           (office ||
            (gazetteer_.IsTitle(doc_.Lower(t)) && !gazetteer_.IsFirstName(doc_.Text(t)) &&
             !gazetteer_.IsOfPeople(doc_.Text(t)) && !gazetteer_.IsFirstName(doc_.Text(begin)) &&
             !gazetteer_.IsOfPeople(doc_.Text(begin)))));
      // "St. Brendan's Medical Center", "McDonald's Corp": one name with a mark in it.
      const NodeType ending = gazetteer_.TypeOfSuffix(doc_.Text(end - 1));
      if (mark &&
          ((type == NodeType::kOrganization && ending == NodeType::kOrganization) ||
           ending == NodeType::kAward ||
           (ending == NodeType::kPlace &&
            IsOneOf(doc_.Text(begin), {"St", "St.", "Saint", "King", "Queen", "Our"}))) &&
          Known(begin, t) == nullptr && !(t == begin + 1 && IsPersonOfStory(begin)))
        continue;
      // "Lithuania & Norway": two names that are known by themselves.
      const bool joint =
          (doc_.Text(t) == "&" && Known(begin, t) && Known(t + 1, end)) ||
          (doc_.Text(t) == "and" && (IsKnownBody(begin, t) || IsKnownBody(t + 1, end)));
      // "Huw Vaughan of Plaid Cymru": a person and a body.
      const bool of = type == NodeType::kPerson && doc_.Text(t) == "of" && t > begin + 1 &&
                      gazetteer_.IsFirstName(doc_.Text(begin)) && !IsPeer(begin);
      if (joint || of) names_[i].type = NodeType::kNone;
      if (role) names_[i].type = NodeType::kPerson;
      if (!mark && !role && !joint && !of) continue;
      DropFirst(names_[i], t + 1 - begin);
      const NodeType owner =
          (mark || of) && type == NodeType::kPerson && gazetteer_.IsFirstName(doc_.Text(begin))
              ? NodeType::kPerson
              : NodeType::kNone;
      Claim(begin, t, owner);
      break;
    }
  }
}

void NameMentionFinder::SplitOffCountries() {
  for (size_t i = 0; i < names_.size(); ++i) {
    const uint32_t begin = names_[i].begin, end = names_[i].end;
    if (names_[i].type != NodeType::kPerson || end - begin < 3 || begin == 0 ||
        doc_.Lower(begin - 1) != "of")
      continue;
    for (uint32_t t = end - 2; t > begin; --t) {
      const KnownName* known = Known(begin, t);
      if (known == nullptr || known->kind != NameKind::kCountry) continue;
      DropFirst(names_[i], t - begin);
      Claim(begin, t, NodeType::kCountry);
      break;
    }
  }
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

void NameMentionFinder::DropCommonWords() {
  StringSet inside;  // words that are names in mid-sentence
  const auto opens = [&](const Mention& name) {
    return SentenceStart(name.begin) || IsQuote(doc_.Text(name.begin - 1)) ||
           (SentenceStart(name.begin - 1) && IsDigit(doc_.Text(name.begin - 1)[0])) ||
           doc_.BlockOf(name.sentence).kind == BlockKind::kTitle;
  };
  for (const Mention& name : names_) {
    if (name.begin < name.end && !opens(name)) inside.insert(name.name);
  }
  const auto in_lower_case = [&](std::string_view word) {
    for (uint32_t t = 0; t < doc_.words().size(); ++t) {
      if (doc_.Text(t) == word) return true;
    }
    return false;
  };
  StringMap<int> times;
  StringSet parts;  // words of longer names
  for (const Mention& name : names_) {
    if (name.begin == name.end) continue;
    ++times[name.name];
    for (uint32_t t = name.begin; name.end - name.begin > 1 && t < name.end; ++t)
      parts.emplace(doc_.Text(t));
  }
  for (Mention& name : names_) {
    const bool town = name.known && name.known->kind == NameKind::kCity;  // "Man charged"
    if (name.end - name.begin != 1 || (name.known && !town) || !opens(name) ||
        inside.contains(name.name) || parts.contains(name.name) || IsUpper(doc_.Text(name.begin)) ||
        (!town && gazetteer_.IsFirstName(name.name)))
      continue;
    if (name.end + 3 < doc_.words().size() && doc_.Text(name.end) == "," &&
        doc_.Lower(name.end + 1) == "the" && IsBodyNoun(name.end + 2) &&
        doc_.Text(name.end + 3) == ",")
      continue;  // "Unite, the union,"
    const std::string& word = doc_.Lower(name.begin);
    const std::string_view lemma = doc_.Lemma(name.begin);
    const bool describes = gazetteer_.IsPersonNoun(ToLower(lemma));
    if (!describes && !gazetteer_.IsEnglish(word) && !gazetteer_.IsEnglish(ToLower(lemma)))
      continue;
    const bool last = name.end >= doc_.SentenceAt(name.sentence).end;
    const Upos next = last ? Upos::kPunct : doc_.WordAt(name.end).upos;
    const bool modifies = next == Upos::kNoun || next == Upos::kPropn || next == Upos::kAdj;
    const bool alone = times[name.name] == 1;
    if (modifies || describes || alone || in_lower_case(word)) Release(name.begin, name.end);
  }
}

// "Olympic champion", "Islamic charity", "Labour laws": capitals of a language, no names.
bool NameMentionFinder::IsCreed(const Mention& name) const {
  static constexpr std::array<std::string_view, 24> kCreeds = {
      "Olympic",   "Paralympic",  "Islamic",    "Christian",  "Catholic",    "Muslim",
      "Jewish",    "Hindu",       "Protestant", "Sunni",      "Shia",        "Shiite",
      "Sikh",      "Buddhist",    "Anglican",   "Orthodox",   "Islamist",    "Western",
      "Methodist", "Evangelical", "Indigenous", "Aboriginal", "Pentecostal", "Hispanic"};
  if (name.end - name.begin != 1 || name.end >= doc_.SentenceAt(name.sentence).end) return false;
  const std::string_view word = doc_.Text(name.begin);
  const bool noun = doc_.WordAt(name.end).upos == Upos::kNoun && IsLowerStart(doc_.Text(name.end));
  if (!noun) return false;
  if ((word == "Labour" || word == "Labor") && SentenceStart(name.begin)) {
    return IsOneOf(doc_.Lemma(name.end),
                   {"group", "union", "market", "shortage", "cost", "dispute", "law", "court",
                    "activist", "reform", "inspector", "right", "relation", "force", "ministry"});
  }
  if (word == "Shadow") return SentenceStart(name.begin);  // "Shadow health secretary"
  return IsOneOf(word, kCreeds);
}

void NameMentionFinder::DropDescriptions() {
  for (Mention& name : names_) {
    if (IsCreed(name)) {
      Release(name.begin, name.end);
      continue;
    }
    if (name.end - name.begin != 1 || name.known || SentenceStart(name.begin) ||
        IsUpper(doc_.Text(name.begin)))
      continue;
    const Sentence& sentence = doc_.SentenceAt(name.sentence);
    const Upos next = name.end < sentence.end ? doc_.WordAt(name.end).upos : Upos::kPunct;
    const bool modifies = next == Upos::kNoun || next == Upos::kPropn ||
                          (name.end < sentence.end && doc_.Text(name.end) == "-");
    const std::string& before = doc_.Lower(name.begin - 1);
    const bool one = (before == "a" || before == "an") && !modifies && next != Upos::kAdj;
    const bool kind = name.type != NodeType::kPerson && modifies &&
                      gazetteer_.IsPersonNoun(doc_.Lower(name.begin));
    if ((one && name.type != NodeType::kProduct && name.type != NodeType::kAward) || kind)
      Release(name.begin, name.end);
  }
}

void NameMentionFinder::CutHeadlineWord(Mention& name, const StringSet& names_in_body) {
  if (name.end - name.begin < 2 || names_in_body.contains(name.name) ||
      !gazetteer_.IsEnglish(doc_.Lower(name.begin)))
    return;
  const auto it = names_in_body.find(doc_.Words(name.begin + 1, name.end));
  if (it == names_in_body.end()) return;
  DropFirst(name, 1);
  name.name = *it;
  if (name.head < name.begin) name.head = HeadOf(name.begin, name.end);
}

// "Ten questions to Amara Osei-Kofi": an interview names its guest in the headline alone.
bool NameMentionFinder::IsPersonOfHeadline(const Mention& name) const {
  const uint32_t last = name.end - 1;
  return name.type == NodeType::kPerson && name.end - name.begin > 1 &&
         gazetteer_.IsFirstName(doc_.Text(name.begin)) && !IsUpper(doc_.Text(last)) &&
         !gazetteer_.IsEnglish(doc_.Lower(last));
}

void NameMentionFinder::DropHeadlineNoise() {
  StringSet body, names_in_body;
  auto headline = [&](const Mention& name) {
    const BlockKind kind = doc_.BlockOf(name.sentence).kind;
    return kind == BlockKind::kTitle || kind == BlockKind::kSubhead ||
           kind == BlockKind::kStandfirst;
  };
  for (const Mention& name : names_) {
    if (name.begin == name.end || headline(name)) continue;
    names_in_body.insert(name.name);
    for (uint32_t t = name.begin; t < name.end; ++t) body.insert(std::string(doc_.Text(t)));
  }
  for (Mention& name : names_) {
    if (name.begin == name.end || !headline(name) || name.known) continue;
    CutHeadlineWord(name, names_in_body);
    if (IsPersonOfHeadline(name)) continue;
    if (!body.contains(doc_.Text(name.end - 1)) && !body.contains(doc_.Text(name.begin)))
      name.end = name.begin;
  }
}

void FindNameMentions(Document& doc) { NameMentionFinder(doc).Find(); }

}  // namespace newsgraph::text

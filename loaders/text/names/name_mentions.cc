// Mentions that are names: what the models found and what the gazetteers know, in the order of the
// steps. See name_mention_finder.h.
#include <algorithm>
#include <array>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/mention_steps.h"
#include "loaders/text/names/name_mention_finder.h"
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
    const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(t)).end;
    const bool two = t + 2 <= end && Known(t, t + 2) != nullptr;  // "New York"
    Claim(t, t + 1 + two, NodeType::kPlace);
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

void NameMentionFinder::Claim(uint32_t begin, uint32_t end, NodeType type) {
  Mention mention;
  mention.begin = begin;
  mention.end = end;
  mention.type = type;
  mention.sentence = doc_.SentenceOf(begin);
  for (uint32_t t = begin; t < end; ++t) name_of_[t] = static_cast<uint32_t>(names_.size());
  names_.push_back(std::move(mention));
}

void NameMentionFinder::Release(uint32_t begin, uint32_t end) {
  for (uint32_t t = begin; t < end; ++t) {
    if (name_of_[t] == kNone) continue;
    Mention& other = names_[name_of_[t]];
    for (uint32_t u = other.begin; u < other.end; ++u) name_of_[u] = kNone;
    other.end = other.begin;  // dead
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

void FindNameMentions(Document& doc) { NameMentionFinder(doc).Find(); }

}  // namespace newsgraph::text

// What looked like a name and is none is dropped: common words, descriptions, words of headlines.
// See name_mention_finder.h.
#include <array>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/name_mention_finder.h"

namespace newsgraph::text {

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

}  // namespace newsgraph::text

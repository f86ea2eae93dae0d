// Brands that write themselves in lower case, which no model takes for names. See
// name_mention_finder.h.
#include <algorithm>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/name_mention_finder.h"
#include "loaders/text/names/name_words.h"

namespace newsgraph::text {
namespace {

// "ver.di", "booking.com": words with a dot within, not "a.m." or the address of a page.
bool HasInnerDot(std::string_view word) {
  const size_t dot = word.find('.');
  if (dot == std::string_view::npos || dot < 2 || dot + 3 > word.size()) return false;
  if (word.find('.', dot + 1) != std::string_view::npos) return false;
  return std::all_of(word.begin(), word.end(), [](char c) { return c == '.' || IsLetter(c); });
}

}  // namespace

// Whether the word in lower case at `t` is set in such a way as only names are: "lumo ditches its
// phone" at the beginning of a paragraph, "hush inc.", "the start-up flitz pulled", "ver.di".
bool NameMentionFinder::IsBrand(uint32_t t) const {
  const std::string_view word = doc_.Text(t);
  if (!IsLowerStart(word) || word.size() < 4 || name_of_[t] != kNone) return false;
  if (HasInnerDot(word)) return true;
  const Sentence& sentence = doc_.SentenceAt(doc_.SentenceOf(t));
  if (t + 1 >= sentence.end) return false;
  const std::string_view next = doc_.Text(t + 1);
  if (IsOneOf(next, {"inc", "inc.", "Inc.", "N.V.", "plc", "AG", "GmbH", "Ltd", "AB", "A/S"}))
    return true;
  if (gazetteer_.IsEnglish(word) || gazetteer_.IsEnglish(ToLower(doc_.Lemma(t))) ||
      gazetteer_.FindNoun(word) || JoinsNames(word) ||
      !std::all_of(word.begin(), word.end(), IsLetter))
    return false;
  const Upos tag = doc_.WordAt(t).upos;
  if (tag != Upos::kNoun && tag != Upos::kPropn && tag != Upos::kAdj) return false;
  const Word& after = doc_.WordAt(t + 1);
  const bool acts = after.IsFinite() || after.xpos == Xpos::kPOS;
  const Block& block = doc_.BlockOf(doc_.SentenceOf(t));
  if (t == sentence.begin) return acts && doc_.SpanOf(t, t + 1).begin == block.text.begin;
  const bool joined = t >= sentence.begin + 3 && doc_.Text(t - 2) == "-";  // "start-up"
  const uint32_t noun = joined ? t - 3 : t - 1;
  const bool called = IsLowerStart(doc_.Text(t - 1)) && !doc_.WordAt(t - 1).IsPlural() &&
                      gazetteer_.TypeOfCue(CuePlace::kBefore, doc_.Phrase(noun, t, false)) ==
                          NodeType::kOrganization;
  return called && acts;
}

void NameMentionFinder::AddBrands() {
  StringSet brands;
  const uint32_t count = static_cast<uint32_t>(doc_.words().size());
  for (uint32_t t = 0; t < count; ++t) {
    if (IsBrand(t)) brands.emplace(doc_.Text(t));
  }
  for (uint32_t t = 0; !brands.empty() && t < count; ++t) {
    if (name_of_[t] != kNone || !brands.contains(doc_.Text(t))) continue;
    Claim(t, t + 1, NodeType::kOrganization);
    names_.back().head = t;
    names_.back().name = std::string(doc_.Text(t));
  }
}

}  // namespace newsgraph::text

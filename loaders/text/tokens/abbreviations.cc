#include "loaders/text/tokens/abbreviations.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "loaders/text/tokens/characters.h"

namespace newsgraph::text {
namespace {

struct Entry {
  std::string_view word;
  Abbreviation kind;
};

using enum Abbreviation;

// Sorted.
constexpr Entry kAbbreviations[] = {
    {"adj", kTitle},
    {"adm", kTitle},
    {"al", kMayEnd},
    {"alh", kTitle},
    {"approx", kBeforeNumber},
    {"apr", kDate},
    {"art", kBeforeNumber},
    {"assn", kMayEnd},
    {"asst", kTitle},
    {"attn", kTitle},
    {"attys", kTitle},
    {"aug", kDate},
    {"ave", kMayEnd},
    {"barr", kTitle},
    {"bldg", kMayEnd},
    {"blvd", kMayEnd},
    {"brig", kTitle},
    {"bros", kMayEnd},
    {"ca", kBeforeNumber},
    {"capt", kTitle},
    {"cf", kTitle},
    {"ch", kBeforeNumber},
    {"cie", kMayEnd},
    {"cmdr", kTitle},
    {"co", kMayEnd},
    {"col", kTitle},
    {"comdr", kTitle},
    {"conf", kMayEnd},
    {"corp", kMayEnd},
    {"cpl", kTitle},
    {"cpt", kTitle},
    {"dec", kDate},
    {"dept", kMayEnd},
    {"det", kTitle},
    {"dist", kMayEnd},
    {"div", kMayEnd},
    {"dr", kTitle},
    {"drs", kTitle},
    {"ed", kBeforeNumber},
    {"eds", kMayEnd},
    {"engr", kTitle},
    {"esp", kTitle},
    {"est", kBeforeNumber},
    {"etc", kMayEnd},
    {"ext", kBeforeNumber},
    {"feb", kDate},
    {"fig", kBeforeNumber},
    {"figs", kBeforeNumber},
    {"fr", kTitle},
    {"fri", kDate},
    {"ft", kTitle},
    {"gen", kTitle},
    {"gens", kTitle},
    {"gov", kTitle},
    {"govs", kTitle},
    {"hon", kTitle},
    {"inc", kMayEnd},
    {"insp", kTitle},
    {"intl", kMayEnd},
    {"jan", kDate},
    {"jr", kMayEnd},
    {"jul", kDate},
    {"jun", kDate},
    {"lieut", kTitle},
    {"lt", kTitle},
    {"ltd", kMayEnd},
    {"maj", kTitle},
    {"mar", kDate},
    {"messrs", kTitle},
    {"mfg", kMayEnd},
    {"mlle", kTitle},
    {"mme", kTitle},
    {"mohd", kTitle},
    {"mon", kDate},
    {"mr", kTitle},
    {"mrs", kTitle},
    {"ms", kTitle},
    {"msgr", kTitle},
    {"mt", kTitle},
    {"mts", kTitle},
    {"no", kBeforeNumber},
    {"nos", kBeforeNumber},
    {"nov", kDate},
    {"oct", kDate},
    {"op", kBeforeNumber},
    {"p", kBeforeNumber},
    {"par", kBeforeNumber},
    {"pfc", kTitle},
    {"pp", kBeforeNumber},
    {"pres", kTitle},
    {"prof", kTitle},
    {"profs", kTitle},
    {"pst", kTitle},
    {"pt", kBeforeNumber},
    {"pvt", kTitle},
    {"rep", kTitle},
    {"reps", kTitle},
    {"rev", kTitle},
    {"sat", kDate},
    {"sec", kBeforeNumber},
    {"sect", kBeforeNumber},
    {"sen", kTitle},
    {"sens", kTitle},
    {"sep", kDate},
    {"sept", kDate},
    {"sgt", kTitle},
    {"sk", kTitle},
    {"smt", kTitle},
    {"sr", kMayEnd},
    {"sra", kTitle},
    {"st", kTitle},
    {"ste", kTitle},
    {"sts", kMayEnd},
    {"sun", kDate},
    {"supt", kTitle},
    {"thu", kDate},
    {"thur", kDate},
    {"thurs", kDate},
    {"tue", kDate},
    {"tues", kDate},
    {"univ", kMayEnd},
    {"v", kTitle},
    {"vol", kBeforeNumber},
    {"vols", kBeforeNumber},
    {"vs", kTitle},
    {"wed", kDate},
};

// Sorted; lower case, compared with the word's first letter lowered.
constexpr std::string_view kStarters[] = {
    "a",       "according", "after",     "all",     "also",    "although", "an",      "and",
    "another", "as",        "asked",     "at",      "because", "before",   "both",    "but",
    "by",      "despite",   "during",    "each",    "earlier", "even",     "every",   "few",
    "for",     "from",      "he",        "her",     "here",    "his",      "how",     "however",
    "i",       "if",        "in",        "instead", "is",      "it",       "its",     "last",
    "later",   "many",      "meanwhile", "more",    "most",    "my",       "neither", "no",
    "not",     "now",       "of",        "on",      "once",    "one",      "only",    "or",
    "others",  "our",       "over",      "people",  "several", "she",      "since",   "so",
    "some",    "such",      "that",      "the",     "their",   "then",     "there",   "these",
    "they",    "this",      "those",     "though",  "to",      "two",      "under",   "until",
    "we",      "what",      "when",      "where",   "whether", "which",    "while",   "who",
    "why",     "with",      "yet",       "you",     "your",
};

constexpr std::string_view kSpeechVerbs[] = {
    "added",     "admitted", "announced", "answered",  "argued",    "asked",     "asks",
    "began",     "begged",   "called",    "claimed",   "commented", "continued", "cried",
    "declared",  "demanded", "exclaimed", "explained", "insisted",  "joked",     "laughed",
    "noted",     "pleaded",  "posted",    "quipped",   "recalled",  "remarked",  "replied",
    "responded", "said",     "says",      "screamed",  "shouted",   "tells",     "told",
    "tweeted",   "warned",   "whispered", "wondered",  "writes",    "wrote",     "yelled",
};

constexpr bool IsSorted(const auto& range) {
  return std::adjacent_find(std::begin(range), std::end(range), [](const auto& a, const auto& b) {
           return !(a < b);
         }) == std::end(range);
}
constexpr bool operator<(const Entry& a, const Entry& b) { return a.word < b.word; }
static_assert(IsSorted(kAbbreviations));
static_assert(IsSorted(kStarters));
static_assert(IsSorted(kSpeechVerbs));

// The word in lower case, or empty if it is too long to be listed or not ASCII.
class LowerWord {
 public:
  explicit LowerWord(std::string_view word) {
    if (word.size() > bytes_.size()) return;
    LowerInto(word, bytes_.data());
    size_ = word.size();
  }
  std::string_view view() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, 12> bytes_;
  size_t size_ = 0;
};

}  // namespace

Abbreviation FindAbbreviation(std::string_view word) {
  const LowerWord lower(word);
  const Entry* found =
      std::lower_bound(std::begin(kAbbreviations), std::end(kAbbreviations), lower.view(),
                       [](const Entry& entry, std::string_view w) { return entry.word < w; });
  return found != std::end(kAbbreviations) && found->word == lower.view() ? found->kind : kNone;
}

bool IsSentenceStarter(std::string_view word) {
  return std::binary_search(std::begin(kStarters), std::end(kStarters), LowerWord(word).view());
}

bool IsSpeechVerb(std::string_view word) {
  return std::binary_search(std::begin(kSpeechVerbs), std::end(kSpeechVerbs),
                            LowerWord(word).view());
}

}  // namespace newsgraph::text

#include "loaders/text/models/true_case.h"

#include <algorithm>
#include <array>

#include "loaders/text/tokens/characters.h"

namespace newsgraph::text {
namespace {

constexpr uint32_t kMaxHeadlineWords = 30;
constexpr size_t kLongWord = 5;  // bytes; shorter ones are in lower case even in headlines
constexpr size_t kShortestStem = 3;

// A line whose every long word begins with a capital, and two at least beside the first.
bool IsHeadline(std::string_view text, const TokenisedText& tokens, Sentence sentence,
                const std::vector<WordFeatures>& words) {
  if (sentence.size() > kMaxHeadlineWords) return false;
  int capitals = 0;
  for (uint32_t i = sentence.begin; i < sentence.end; ++i) {
    if (words[i].signs & kNoLetter) continue;
    if (words[i].signs & kCapital) {
      capitals += i > sentence.begin;
    } else if (tokens.tokens[i].span.In(text).size() >= kLongWord) {
      return false;
    }
  }
  return capitals >= 2;
}

// "frees", "freed", "freeing", "free": one hash, by cutting common endings of the lower-case form.
uint32_t StemOf(std::string_view word) {
  std::array<char, kMaxTokenBytes> lower;
  word = word.substr(0, lower.size());
  LowerInto(word, lower.data());
  std::string_view stem(lower.data(), word.size());
  for (std::string_view ending : {"ing", "es", "ed", "s", "e", "d"}) {
    if (stem.size() >= kShortestStem + ending.size() && stem.ends_with(ending)) {
      stem.remove_suffix(ending.size());
      break;
    }
  }
  if (stem.size() > kShortestStem && stem.ends_with('e')) stem.remove_suffix(1);
  return HashBytes(stem);
}

bool Contains(const std::vector<uint32_t>& sorted, uint32_t hash) {
  return std::binary_search(sorted.begin(), sorted.end(), hash);
}

}  // namespace

void TrueCase::Gather(std::string_view text, const TokenisedText& tokens,
                      const std::vector<WordFeatures>& words) {
  lower_stems_.clear();
  capital_forms_.clear();
  for (size_t s = 0; s < tokens.sentences.size(); ++s) {
    if (is_headline_[s]) continue;
    const Sentence sentence = tokens.sentences[s];
    for (uint32_t i = sentence.begin; i < sentence.end; ++i) {
      if (words[i].signs & kNoLetter) continue;
      if (!(words[i].signs & kCapital)) {
        lower_stems_.push_back(StemOf(tokens.tokens[i].span.In(text)));
      } else if (i > sentence.begin) {
        capital_forms_.push_back(words[i].lower);
      }
    }
  }
  std::sort(lower_stems_.begin(), lower_stems_.end());
  std::sort(capital_forms_.begin(), capital_forms_.end());
}

void TrueCase::Restore(std::string_view text, const TokenisedText& tokens,
                       std::vector<WordFeatures>& words, std::string& bytes,
                       std::vector<std::string_view>& spelling) {
  spelling.resize(tokens.tokens.size());
  for (size_t i = 0; i < spelling.size(); ++i) spelling[i] = tokens.tokens[i].span.In(text);
  is_headline_.assign(tokens.sentences.size(), 0);
  bool any = false;
  for (size_t s = 0; s < tokens.sentences.size(); ++s) {
    is_headline_[s] = IsHeadline(text, tokens, tokens.sentences[s], words);
    any |= is_headline_[s];
  }
  if (!any) return;
  Gather(text, tokens, words);
  for (size_t s = 0; s < tokens.sentences.size(); ++s) {
    if (!is_headline_[s]) continue;
    for (uint32_t i = tokens.sentences[s].begin; i < tokens.sentences[s].end; ++i) {
      const std::string_view word = spelling[i];
      const bool capital = (words[i].signs & kCapital) && !(words[i].signs & kHasStop);
      const bool as_name = Contains(capital_forms_, words[i].lower);
      if (!capital || (as_name && !(words[i].signs & kAllCapitals)) ||
          (!as_name && !Contains(lower_stems_, StemOf(word))))
        continue;
      const size_t begin = bytes.size();
      bytes.resize(begin + word.size());
      LowerInto(word, bytes.data() + begin);
      if (as_name) std::copy_n(word.data(), ReadCharacter(word, 0).size, bytes.data() + begin);
      spelling[i] = std::string_view(bytes).substr(begin);
      words[i] = FeaturesOf(spelling[i]);
    }
  }
}

}  // namespace newsgraph::text

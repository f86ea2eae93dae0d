// Words of headlines as the body would spell them: "Belarus Frees 123 Prisoners" is read as
// "Belarus frees 123 prisoners", because the body frees prisoners in lower case and always calls
// Belarus by a capital. Words that the body says nothing about stay as they are.
//
//   TrueCase true_case;
//   true_case.Restore(text, tokens, words, bytes, spelling);  // spelling[i]: how to read token i
//
// Not thread-safe: it keeps its tables between articles.
//   source   Lita et al. 2003 (truecasing), here with the article itself as the only evidence
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "loaders/text/models/word_features.h"
#include "loaders/text/tokens/tokens.h"

namespace newsgraph::text {

class TrueCase {
 public:
  // Sets spelling[i] of every token, and words[i] of those that are read in another case.
  //   words   features of every token as written
  //   bytes   respelled words are appended; REQUIRES: capacity for as many bytes as the text has
  //   cost    O(tokens)
  void Restore(std::string_view text, const TokenisedText& tokens, std::vector<WordFeatures>& words,
               std::string& bytes, std::vector<std::string_view>& spelling);

 private:
  void Gather(std::string_view text, const TokenisedText& tokens,
              const std::vector<WordFeatures>& words);

  std::vector<uint8_t> is_headline_;     // by sentence
  std::vector<uint32_t> lower_stems_;    // of words in lower case, sorted
  std::vector<uint32_t> capital_forms_;  // of words with a capital inside a sentence, sorted
};

}  // namespace newsgraph::text

// Sentences and tokens of English news text, as byte ranges into the text.
//
//   TokenisedText tokens;
//   Tokenise(article, {0, article.size()}, tokens);      // one paragraph; appends
//   for (const Sentence& s : tokens.sentences)
//     for (const Token& t : tokens.TokensOf(s)) use(t.span.In(article));
//
// Tokens follow the English Universal Dependencies treebanks (EWT): clitics are tokens of their own
// (do|n't, Minsk|'s, they|'ll), hyphenated words are split at the hyphen (state|-|owned) except
// after bound prefixes and inside codes, money signs and per cent signs stand alone
// ($|5|bn, 3.5|%), and abbreviations (U.S., Mr., Jan.), initials (J.), numbers (1,000.50), URLs,
// e-mail addresses, #tags and @names stay whole.
//
// Nothing is copied: a token is a span. Ownership: the caller owns the text and the TokenisedText,
// whose memory is reused after Clear(). Thread-safe: no state.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "graph/base/text_span.h"

namespace newsgraph::text {

struct Token {
  TextSpan span;              // in the whole text; never empty
  bool space_before = false;  // white space (or the start of a block) stands before it
};

// A run of tokens: indexes into TokenisedText::tokens, half-open, never empty.
struct Sentence {
  uint32_t begin = 0;
  uint32_t end = 0;

  uint32_t size() const { return end - begin; }
};

struct TokenisedText {
  std::vector<Token> tokens;        // in text order, never overlapping
  std::vector<Sentence> sentences;  // cover the tokens without gaps

  std::span<const Token> TokensOf(Sentence sentence) const {
    return std::span(tokens).subspan(sentence.begin, sentence.size());
  }
  // The bytes from the first token's first to the last token's last.
  TextSpan SpanOf(Sentence sentence) const {
    return {tokens[sentence.begin].span.begin, tokens[sentence.end - 1].span.end};
  }
  void Clear() {
    tokens.clear();
    sentences.clear();
  }
};

// Appends the sentences and tokens of one block (a title, a paragraph, a list item). A block's end
// ends a sentence; a line break inside a block is white space. Bytes that are not UTF-8 become
// part of some token; no input is an error.
//   text   the whole file        block   the bytes to look at; REQUIRES: block within text
//   cost   O(bytes); a token is at most kMaxTokenBytes long and a sentence at most
//          kMaxSentenceTokens tokens, longer ones are cut
void Tokenise(std::string_view text, TextSpan block, TokenisedText& out);

inline constexpr uint32_t kMaxTokenBytes = 256;
inline constexpr uint32_t kMaxSentenceTokens = 256;

}  // namespace newsgraph::text

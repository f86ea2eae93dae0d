// From bytes to tokens.
//
//   Lexer lexer(text);
//   while ((token = lexer.Next()).kind != TokenKind::kEnd) ...
//
//   std::vector<Token> tokens = Tokens(text);     // for highlighting: comments too, never fails
//
// The text is UTF-8 and outlives what is made here. A text that cannot be cut up gives tokens that
// say so (TokenKind from kUnclosedString on) and reading goes on behind them. Brackets that nest
// deeper than kMaxNesting end the tokens, so that no text makes the parser read far ahead.
// One thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "query/syntax/token.h"

namespace newsgraph::syntax {

class Lexer {
 public:
  explicit Lexer(std::string_view text, bool with_comments = false)
      : text_(text), with_comments_(with_comments) {}

  // The next token; kEnd again and again at the end. `partner` is not filled in.
  //   cost   about 5 ns a token
  Token Next();

 private:
  Token Make(TokenKind kind, size_t begin) const;
  bool SkipBlanks(Token& comment);  // false: a token instead, a comment asked for or unclosed
  Token Word(size_t begin);
  Token Number(size_t begin);
  Token Quoted(size_t begin, char quote, TokenKind closed, TokenKind unclosed);
  Token Dollar(size_t begin);
  Token NotAscii(size_t begin);
  Token Punctuation(size_t begin);

  std::string_view text_;
  size_t at_ = 0;
  bool with_comments_;
};

// Tokens by number, read as they are asked for, brackets joined to their partners.
class TokenStream {
 public:
  explicit TokenStream(std::string_view text);

  const Token& operator[](size_t number) {
    if (number >= tokens_.size()) ReadTo(number);
    return tokens_[number < tokens_.size() ? number : tokens_.size() - 1];
  }
  // Number of the bracket that closes the one at `number`, or kNoPartner. Reads up to there.
  uint32_t ClosingOf(size_t number);
  // The kTooDeep that ended the tokens, if they have been read up to it.
  std::optional<Token> TooDeep() const;

 private:
  void ReadTo(size_t number);
  void ReadOne();

  Lexer lexer_;
  std::vector<Token> tokens_;  // the last one is kEnd or kTooDeep once all is read
  uint32_t open_ =
      Token::kNoPartner;  // innermost open bracket; its partner field holds the next outer
  uint32_t depth_ = 0;
  bool done_ = false;
};

// All tokens with the comments, without the kEnd.
//   cost   O(size)
std::vector<Token> Tokens(std::string_view text);

// A code point may start, or go on with, an unquoted name: letters, digits and marks of any script.
// Above ASCII everything counts as a letter but punctuation, symbols, blanks and private use.
bool IsNameStart(char32_t c);
bool IsNamePart(char32_t c);

// The code point at `at` and its length in bytes; length 0 if the bytes are not UTF-8.
struct CodePoint {
  char32_t value = 0;
  uint32_t length = 0;
};
CodePoint CodePointAt(std::string_view text, size_t at);

// True if `word` can stand for a name without backquotes.
bool IsPlainName(std::string_view word);

}  // namespace newsgraph::syntax

// Tokens: what the lexer cuts a text into, and the words of the language.
//
//   "RETURN n.x"  ->  kWord(kReturn) kWord kDot kWord kEnd
//
// A token is 16 bytes and owns nothing; its text is span.In(text). A keyword is a kWord like any
// other name and also says which keyword it spells, in whatever case: only the parser knows by the
// place which of the two it is. Thread-safe: values.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "graph/base/text_span.h"

namespace newsgraph::syntax {

enum class TokenKind : uint8_t {
  kEnd,
  kWord,        // name, MATCH
  kQuotedWord,  // `a name`, with its backquotes
  kParameter,   // $name, $1, $`a name`
  kString,      // 'text', "text", with its quotes
  kNumber,      // 1, 0x1F, 1.5e3; also what only begins like one: 1x
  // Punctuation; each closing bracket right behind its opening one.
  kLeftParen,
  kRightParen,
  kLeftBracket,
  kRightBracket,
  kLeftBrace,
  kRightBrace,
  kComma,
  kSemicolon,
  kColon,
  kDoubleColon,
  kDot,
  kDoubleDot,
  kEqual,
  kDoubleEqual,  // not an operator: for the hint
  kNotEqual,     // <>
  kBangEqual,    // not an operator: for the hint
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kRegexMatch,  // =~
  kPlusEqual,
  kPlus,
  kMinus,
  kStar,
  kSlash,
  kPercent,
  kCaret,
  kBar,
  kDoubleBar,
  kAmpersand,
  kBang,
  kQuestion,
  kAt,
  kDollar,  // one without a name
  // What is wrong with the text; the span covers it to its end.
  kComment,  // only when comments are asked for
  kUnclosedString,
  kUnclosedComment,
  kUnclosedQuotedWord,
  kBadCharacter,  // one code point, or one byte that is not UTF-8
  kTooDeep,       // the bracket that opens level kMaxNesting + 1; nothing follows it
};

enum class Keyword : uint8_t {
  kNo,  // not a keyword
#define KEYWORD(name, spelling, use) k##name,
#include "query/syntax/keywords.inc"
#undef KEYWORD
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  Keyword keyword = Keyword::kNo;
  // Of a bracket: the number of the token that closes it or that it closes; kNoPartner if there is
  // none. Filled in by TokenStream as it reads on.
  uint32_t partner = kNoPartner;
  TextSpan span;

  static constexpr uint32_t kNoPartner = ~uint32_t{0};
};

std::string_view NameOf(Keyword keyword);  // "MATCH"
std::string_view NameOf(TokenKind kind);   // "(" for punctuation, else what it is: "a number"
Keyword KeywordOf(std::string_view word);  // in any case; kNo if it is none
bool Spells(std::string_view word, std::string_view upper);  // the same letters, in any case
std::span<const std::string_view> Keywords();                // all spellings, sorted

// How much a keyword means; keywords.inc says what and for which.
enum class KeywordUse : uint8_t { kFree, kForm, kClause };
KeywordUse UseOf(Keyword keyword);
inline bool IsStructural(Keyword keyword) { return UseOf(keyword) == KeywordUse::kClause; }

}  // namespace newsgraph::syntax

#include "query/syntax/lexer.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "query/syntax/ast.h"

namespace newsgraph::syntax {
namespace {

enum CharClass : uint8_t { kOther, kBlank, kNameStart, kDigit, kNotAscii };

constexpr std::array<uint8_t, 256> MakeClasses() {
  std::array<uint8_t, 256> classes{};
  for (int c = 0; c < 256; ++c) {
    if (c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F)) classes[c] = kBlank;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_') classes[c] = kNameStart;
    if (c >= '0' && c <= '9') classes[c] = kDigit;
    if (c >= 0x80) classes[c] = kNotAscii;
  }
  return classes;
}
constexpr std::array<uint8_t, 256> kClasses = MakeClasses();

// Characters that are a token whatever follows; kEnd for all others.
constexpr std::array<TokenKind, 256> MakeSingles() {
  std::array<TokenKind, 256> singles{};
  constexpr std::pair<char, TokenKind> kKinds[] = {
      {'(', TokenKind::kLeftParen},   {')', TokenKind::kRightParen},
      {'[', TokenKind::kLeftBracket}, {']', TokenKind::kRightBracket},
      {'{', TokenKind::kLeftBrace},   {'}', TokenKind::kRightBrace},
      {',', TokenKind::kComma},       {';', TokenKind::kSemicolon},
      {'-', TokenKind::kMinus},       {'*', TokenKind::kStar},
      {'/', TokenKind::kSlash},       {'%', TokenKind::kPercent},
      {'^', TokenKind::kCaret},       {'&', TokenKind::kAmpersand},
      {'@', TokenKind::kAt},          {'?', TokenKind::kQuestion},
  };
  for (const auto& [c, kind] : kKinds) singles[static_cast<uint8_t>(c)] = kind;
  return singles;
}
constexpr std::array<TokenKind, 256> kSingles = MakeSingles();

uint8_t ClassOf(char c) { return kClasses[static_cast<uint8_t>(c)]; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Above ASCII: what is neither letter, digit nor mark. Blocks of punctuation and symbols, sorted; a
// few letters inside of them (such as U+2071) are left out with their block.
constexpr struct {
  char32_t first, last;
} kNotNames[] = {
    {0x80, 0xA9},        {0xAB, 0xB4},     {0xB6, 0xB6},     {0xB8, 0xB9},       {0xBB, 0xBF},
    {0xD7, 0xD7},        {0xF7, 0xF7},     {0x37E, 0x37E},   {0x1680, 0x1680},   {0x2000, 0x203E},
    {0x2041, 0x2053},    {0x2055, 0x2070}, {0x2072, 0x207E}, {0x2080, 0x208F},   {0x20A0, 0x20CF},
    {0x2190, 0x24B5},    {0x24EA, 0x2BFF}, {0x2E00, 0x2E7F}, {0x2FF0, 0x3004},   {0x3008, 0x3020},
    {0x3030, 0x3030},    {0xD800, 0xF8FF}, {0xFD3E, 0xFD3F}, {0xFE10, 0xFE1F},   {0xFE30, 0xFE32},
    {0xFE45, 0xFE4C},    {0xFE50, 0xFE6F}, {0xFEFF, 0xFEFF}, {0xFF01, 0xFF0F},   {0xFF1A, 0xFF20},
    {0xFF3B, 0xFF3E},    {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, 0xE00FF},
    {0xE01F0, 0x10FFFF},
};

bool IsBlank(char32_t c) {
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool IsMark(char32_t c) {  // combining marks and joiners: within a name, not at its start
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) ||
         (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xFE20 && c <= 0xFE2F) || c == 0xB7 || c == 0x387;
}

bool OpensOrCloses(TokenKind kind) {
  return kind >= TokenKind::kLeftParen && kind <= TokenKind::kRightBrace;
}
bool Opens(TokenKind kind) {
  return kind == TokenKind::kLeftParen || kind == TokenKind::kLeftBracket ||
         kind == TokenKind::kLeftBrace;
}
TokenKind Closer(TokenKind opener) { return static_cast<TokenKind>(static_cast<int>(opener) + 1); }

// The end of the code points from `at` on that belong to a name.
size_t NameEnd(std::string_view text, size_t at) {
  while (at < text.size()) {
    const uint8_t kind = ClassOf(text[at]);
    if (kind == kNameStart || kind == kDigit) {
      ++at;
    } else if (kind == kNotAscii) {
      const CodePoint c = CodePointAt(text, at);
      if (c.length == 0 || !IsNamePart(c.value)) break;
      at += c.length;
    } else {
      break;
    }
  }
  return at;
}

}  // namespace

CodePoint CodePointAt(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) {
    return at + i < text.size() ? static_cast<uint8_t>(text[at + i]) : 0u;
  };
  const auto tail = [&](size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
  const uint32_t a = byte(0);
  if (at >= text.size()) return {};
  if (a < 0x80) return {a, 1};
  if (a >= 0xC2 && a < 0xE0 && tail(1)) return {(a & 0x1Fu) << 6 | (byte(1) & 0x3Fu), 2};
  if (a >= 0xE0 && a < 0xF0 && tail(1) && tail(2)) {
    const uint32_t c = (a & 0xFu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
    if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) return {c, 3};
  }
  if (a >= 0xF0 && a < 0xF5 && tail(1) && tail(2) && tail(3)) {
    const uint32_t c =
        (a & 7u) << 18 | (byte(1) & 0x3Fu) << 12 | (byte(2) & 0x3Fu) << 6 | (byte(3) & 0x3Fu);
    if (c >= 0x10000 && c <= 0x10FFFF) return {c, 4};
  }
  return {};
}

bool IsNamePart(char32_t c) {
  if (c < 0x80) return ClassOf(static_cast<char>(c)) == kNameStart || IsDigit(static_cast<char>(c));
  if (IsMark(c)) return true;
  const auto* range =
      std::lower_bound(std::begin(kNotNames), std::end(kNotNames), c,
                       [](const auto& r, char32_t value) { return r.last < value; });
  return range == std::end(kNotNames) || c < range->first;
}

bool IsNameStart(char32_t c) {
  return IsNamePart(c) && !IsMark(c) && !(c < 0x80 && IsDigit(static_cast<char>(c)));
}

bool IsPlainName(std::string_view word) {
  const CodePoint first = CodePointAt(word, 0);
  return first.length > 0 && IsNameStart(first.value) && NameEnd(word, 0) == word.size();
}

Token Lexer::Make(TokenKind kind, size_t begin) const {
  Token token;
  token.kind = kind;
  token.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(at_)};
  return token;
}

Token Lexer::Next() {
  Token token;
  if (!SkipBlanks(token)) return token;
  const size_t begin = at_;
  if (at_ >= text_.size()) return Make(TokenKind::kEnd, begin);
  const char c = text_[at_];
  switch (ClassOf(c)) {
    case kNameStart:
      return Word(begin);
    case kDigit:
      return Number(begin);
    case kNotAscii:
      return NotAscii(begin);
    default:
      break;
  }
  switch (c) {
    case '\'':
    case '"':
      return Quoted(begin, c, TokenKind::kString, TokenKind::kUnclosedString);
    case '`':
      return Quoted(begin, c, TokenKind::kQuotedWord, TokenKind::kUnclosedQuotedWord);
    case '$':
      return Dollar(begin);
    case '.':
      if (at_ + 1 < text_.size() && IsDigit(text_[at_ + 1])) return Number(begin);
      return Punctuation(begin);
    default:
      return Punctuation(begin);
  }
}

bool Lexer::SkipBlanks(Token& comment) {
  for (;;) {
    while (at_ < text_.size() && ClassOf(text_[at_]) == kBlank) ++at_;
    if (at_ >= text_.size()) return true;
    if (ClassOf(text_[at_]) == kNotAscii) {
      const CodePoint c = CodePointAt(text_, at_);
      if (c.length == 0 || !IsBlank(c.value)) return true;
      at_ += c.length;
      continue;
    }
    const std::string_view opening = text_.substr(at_, 2);
    if (opening != "//" && opening != "/*") return true;
    const size_t begin = at_;
    if (opening == "//") {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else {
      const size_t end = text_.find("*/", at_ + 2);
      at_ = end == std::string_view::npos ? text_.size() : end + 2;
      if (end == std::string_view::npos) {
        comment = Make(TokenKind::kUnclosedComment, begin);
        return false;
      }
    }
    if (with_comments_) {
      comment = Make(TokenKind::kComment, begin);
      return false;
    }
  }
}

Token Lexer::Word(size_t begin) {
  at_ = NameEnd(text_, at_);
  Token token = Make(TokenKind::kWord, begin);
  token.keyword = KeywordOf(text_.substr(begin, at_ - begin));
  return token;
}

// Digits with one point and one exponent; then all that would stick to it as a name, so that 1x is
// one bad number and not two tokens. 1..3 is 1 and 3.
Token Lexer::Number(size_t begin) {
  const auto at = [&](size_t i) { return i < text_.size() ? text_[i] : '\0'; };
  const auto skip_digits = [&] {
    while (IsDigit(at(at_)) || at(at_) == '_') ++at_;
  };
  skip_digits();
  if (at(at_) == '.' && IsDigit(at(at_ + 1))) {
    ++at_;
    skip_digits();
  }
  if (at(at_) == 'e' || at(at_) == 'E') {
    const size_t sign = at(at_ + 1) == '+' || at(at_ + 1) == '-' ? 1 : 0;
    if (IsDigit(at(at_ + 1 + sign))) {
      at_ += 1 + sign;
      skip_digits();
    }
  }
  at_ = NameEnd(text_, at_);
  return Make(TokenKind::kNumber, begin);
}

// To the closing quote; a doubled quote and whatever follows a backslash belong to the text.
Token Lexer::Quoted(size_t begin, char quote, TokenKind closed, TokenKind unclosed) {
  for (++at_; at_ < text_.size(); ++at_) {
    if (text_[at_] == '\\') {
      ++at_;
    } else if (text_[at_] == quote) {
      ++at_;
      if (at_ >= text_.size() || text_[at_] != quote) return Make(closed, begin);
    }
  }
  at_ = text_.size();
  return Make(unclosed, begin);
}

Token Lexer::Dollar(size_t begin) {
  ++at_;
  if (at_ < text_.size() && text_[at_] == '`') {
    return Quoted(begin, '`', TokenKind::kParameter, TokenKind::kUnclosedQuotedWord);
  }
  at_ = NameEnd(text_, at_);
  return Make(at_ == begin + 1 ? TokenKind::kDollar : TokenKind::kParameter, begin);
}

Token Lexer::NotAscii(size_t begin) {
  const CodePoint c = CodePointAt(text_, at_);
  if (c.length > 0 && IsNameStart(c.value)) return Word(begin);
  at_ += std::max(c.length, 1u);
  return Make(TokenKind::kBadCharacter, begin);
}

Token Lexer::Punctuation(size_t begin) {
  const char next = begin + 1 < text_.size() ? text_[begin + 1] : '\0';
  const auto make = [&](TokenKind kind, size_t length = 1) {
    at_ = begin + length;
    return Make(kind, begin);
  };
  const auto either = [&](char second, TokenKind both, TokenKind one) {
    return next == second ? make(both, 2) : make(one);
  };
  const char c = text_[begin];
  if (const TokenKind kind = kSingles[static_cast<uint8_t>(c)]; kind != TokenKind::kEnd) {
    return make(kind);
  }
  switch (c) {
    case ':':
      return either(':', TokenKind::kDoubleColon, TokenKind::kColon);
    case '.':
      return either('.', TokenKind::kDoubleDot, TokenKind::kDot);
    case '=':
      if (next == '~') return make(TokenKind::kRegexMatch, 2);
      return either('=', TokenKind::kDoubleEqual, TokenKind::kEqual);
    case '<':
      if (next == '>') return make(TokenKind::kNotEqual, 2);
      return either('=', TokenKind::kLessOrEqual, TokenKind::kLess);
    case '>':
      return either('=', TokenKind::kGreaterOrEqual, TokenKind::kGreater);
    case '+':
      return either('=', TokenKind::kPlusEqual, TokenKind::kPlus);
    case '!':
      return either('=', TokenKind::kBangEqual, TokenKind::kBang);
    case '|':
      return either('|', TokenKind::kDoubleBar, TokenKind::kBar);
    default:
      return make(TokenKind::kBadCharacter);
  }
}

TokenStream::TokenStream(std::string_view text) : lexer_(text) {
  tokens_.reserve(std::min<size_t>(text.size() / 3 + 8, 1024));
}

void TokenStream::ReadTo(size_t number) {
  const size_t wanted = number + 16;
  while (!done_ && tokens_.size() <= wanted) ReadOne();
}

void TokenStream::ReadOne() {
  Token token = lexer_.Next();
  const uint32_t number = static_cast<uint32_t>(tokens_.size());
  if (Opens(token.kind)) {
    if (++depth_ > static_cast<uint32_t>(kMaxNesting)) token.kind = TokenKind::kTooDeep;
    token.partner = open_;
    open_ = number;
  } else if (OpensOrCloses(token.kind) && open_ != Token::kNoPartner &&
             token.kind == Closer(tokens_[open_].kind)) {
    const uint32_t opening = open_;
    open_ = tokens_[opening].partner;
    tokens_[opening].partner = number;
    token.partner = opening;
    --depth_;
  }
  tokens_.push_back(token);
  if (token.kind != TokenKind::kEnd && token.kind != TokenKind::kTooDeep) return;
  done_ = true;
  while (open_ != Token::kNoPartner) {  // what is still open has no partner
    const uint32_t outer = tokens_[open_].partner;
    tokens_[open_].partner = Token::kNoPartner;
    open_ = outer;
  }
}

uint32_t TokenStream::ClosingOf(size_t number) {
  ReadTo(number);
  // An open bracket's partner is its outer bracket, which stands before it, until it is closed.
  const auto closed = [&] {
    return tokens_[number].partner != Token::kNoPartner && tokens_[number].partner > number;
  };
  while (!done_ && !closed()) ReadOne();
  return closed() ? tokens_[number].partner : Token::kNoPartner;
}

std::optional<Token> TokenStream::TooDeep() const {
  if (!done_ || tokens_.back().kind != TokenKind::kTooDeep) return std::nullopt;
  return tokens_.back();
}

std::vector<Token> Tokens(std::string_view text) {
  Lexer lexer(text, /*with_comments=*/true);
  std::vector<Token> tokens;
  for (Token token = lexer.Next(); token.kind != TokenKind::kEnd; token = lexer.Next()) {
    tokens.push_back(token);
  }
  return tokens;
}

}  // namespace newsgraph::syntax

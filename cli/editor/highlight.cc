#include "cli/editor/highlight.h"

#include <algorithm>

#include "query/syntax/lexer.h"

namespace newsgraph::cli {
namespace {

using syntax::Token;
using syntax::TokenKind;

constexpr std::string_view kUnstyled = "";
constexpr std::string_view kKeyword = "\x1b[1;34m";
constexpr std::string_view kFunction = "\x1b[36m";
constexpr std::string_view kLabel = "\x1b[33m";
constexpr std::string_view kString = "\x1b[32m";
constexpr std::string_view kNumber = "\x1b[35m";
constexpr std::string_view kParameter = "\x1b[35m";
constexpr std::string_view kComment = "\x1b[2m";
constexpr std::string_view kError = "\x1b[4;31m";
constexpr std::string_view kMatch = "\x1b[1;7m";
constexpr std::string_view kCommand = "\x1b[1;36m";

bool Opens(TokenKind kind) {
  return kind == TokenKind::kLeftParen || kind == TokenKind::kLeftBracket ||
         kind == TokenKind::kLeftBrace;
}
bool Closes(TokenKind kind) {
  return kind == TokenKind::kRightParen || kind == TokenKind::kRightBracket ||
         kind == TokenKind::kRightBrace;
}
TokenKind ClosingOf(TokenKind open) {
  return open == TokenKind::kLeftParen     ? TokenKind::kRightParen
         : open == TokenKind::kLeftBracket ? TokenKind::kRightBracket
                                           : TokenKind::kRightBrace;
}

// Whether a keyword that is not reserved (top, near, edges) is a variable, by its neighbours.
bool IsVariable(const std::vector<Token>& tokens, size_t i) {
  const Token& token = tokens[i];
  if (token.keyword == syntax::Keyword::kNo || syntax::IsStructural(token.keyword) || i == 0)
    return false;
  const Token& before = tokens[i - 1];
  const TokenKind after = i + 1 == tokens.size() ? TokenKind::kEnd : tokens[i + 1].kind;
  const bool opened =
      before.kind == TokenKind::kLeftParen || before.kind == TokenKind::kLeftBracket;
  if (after == TokenKind::kDot || (opened && after == TokenKind::kColon)) return true;
  if (syntax::UseOf(token.keyword) != syntax::KeywordUse::kFree) return false;
  return opened ||
         (before.keyword == syntax::Keyword::kAs && token.keyword != syntax::Keyword::kOf);
}

// A word by its neighbours: names keep their own colour where a keyword's spelling is one.
std::string_view StyleOfWord(const std::vector<Token>& tokens, size_t i) {
  const TokenKind before = i == 0 ? TokenKind::kEnd : tokens[i - 1].kind;
  const TokenKind after = i + 1 == tokens.size() ? TokenKind::kEnd : tokens[i + 1].kind;
  if (before == TokenKind::kDot) return after == TokenKind::kLeftParen ? kFunction : kUnstyled;
  if (before == TokenKind::kColon || before == TokenKind::kBar || before == TokenKind::kAmpersand ||
      before == TokenKind::kBang) {
    return kLabel;
  }
  const syntax::Keyword keyword = tokens[i].keyword;
  if (IsVariable(tokens, i)) return kUnstyled;
  if (keyword != syntax::Keyword::kNo) {
    if (syntax::IsStructural(keyword)) return kKeyword;
    // "count(" is the function; "SHORTEST (a)", "distinct", "where" and the like stand before or
    // after another word.
    const bool calls = after == TokenKind::kLeftParen &&
                       tokens[i + 1].span.begin == tokens[i].span.end && before != TokenKind::kEnd;
    if (calls) return kFunction;
    return kKeyword;
  }
  return after == TokenKind::kLeftParen ? kFunction : kUnstyled;
}

std::string_view StyleOf(const std::vector<Token>& tokens, size_t i) {
  switch (tokens[i].kind) {
    case TokenKind::kWord:
      return StyleOfWord(tokens, i);
    case TokenKind::kParameter:
      return kParameter;
    case TokenKind::kString:
    case TokenKind::kUnclosedString:
      return kString;
    case TokenKind::kNumber:
      return kNumber;
    case TokenKind::kComment:
    case TokenKind::kUnclosedComment:
      return kComment;
    case TokenKind::kBadCharacter:
    case TokenKind::kTooDeep:
      return kError;
    default:
      return kUnstyled;
  }
}

// Marks closing brackets that close nothing, and the pair at the cursor.
void StyleBrackets(const std::vector<Token>& tokens, size_t cursor,
                   std::vector<std::string_view>& styles) {
  std::vector<size_t> open;
  const auto at_cursor = [&](size_t i) {
    return tokens[i].span.begin == cursor || tokens[i].span.end == cursor;
  };
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (Opens(tokens[i].kind)) {
      open.push_back(i);
    } else if (Closes(tokens[i].kind)) {
      if (open.empty() || ClosingOf(tokens[open.back()].kind) != tokens[i].kind) {
        styles[i] = kError;
        continue;
      }
      if (at_cursor(i) || at_cursor(open.back())) styles[i] = styles[open.back()] = kMatch;
      open.pop_back();
    }
  }
}

}  // namespace

std::vector<StyleChange> Highlight(std::string_view text, size_t cursor) {
  if (text.starts_with(':'))
    return {{0, kCommand}, {std::min(text.find_first_of(" \n"), text.size()), kUnstyled}};
  const std::vector<Token> tokens = syntax::Tokens(text);
  std::vector<std::string_view> styles(tokens.size());
  for (size_t i = 0; i < tokens.size(); ++i) styles[i] = StyleOf(tokens, i);
  StyleBrackets(tokens, cursor, styles);
  std::vector<StyleChange> changes;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (styles[i].empty()) continue;
    changes.push_back({tokens[i].span.begin, styles[i]});
    changes.push_back({tokens[i].span.end, kUnstyled});
  }
  return changes;
}

}  // namespace newsgraph::cli

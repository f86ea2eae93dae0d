#include "query/syntax/parser.h"

#include <limits>

#include "query/syntax/parser_class.h"

namespace newsgraph::syntax {
namespace {

// Words and signs of other languages, and what to write instead.
constexpr struct {
  std::string_view found;
  std::string_view hint;
} kForeign[] = {
    {"==", "use = to compare"},
    {"!=", "use <> for \"not equal\""},
    {"&", "use AND"},
    {"!", "use NOT"},
    {"SELECT", "a query begins with MATCH and ends with RETURN"},
    {"INSERT", "use CREATE (n:Label {key: value})"},
    {"UPDATE", "use MATCH ... SET n.key = value"},
    {"FROM", "a query begins with MATCH (n:Label)"},
    {"GROUP", "grouping is implied: RETURN n.key, count(*)"},
    {"HAVING", "use WITH ... WHERE to filter what was aggregated"},
    {"JOIN", "write the relationship: (a)-[:TYPE]->(b)"},
    {"LIKE", "use STARTS WITH, ENDS WITH, CONTAINS or =~"},
    {"BETWEEN", "write low <= x <= high"},
    {"WHERE", "WHERE belongs to MATCH or WITH"},
};

// At most 40 bytes of it, cut between code points.
std::string Cut(std::string_view text) {
  constexpr size_t kLongest = 40;
  if (text.size() <= kLongest) return std::string(text);
  size_t end = kLongest;
  while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80) --end;
  return Cat(text.substr(0, end), "...");
}

std::string Quote(std::string_view text) { return Cat("\"", Cut(text), "\""); }

Status TooLong(std::string_view text) {
  if (text.size() < std::numeric_limits<uint32_t>::max()) return absl::OkStatus();
  return MakeError(ErrorKind::kLimitExceeded, ErrorPhase::kCompile, "", std::nullopt,
                   "the text has 4 GiB or more", "split it into statements");
}

}  // namespace

bool Parser::PeekAtName(size_t ahead) {
  const TokenKind kind = Peek(ahead).kind;
  return kind == TokenKind::kWord || kind == TokenKind::kQuotedWord;
}

Status Parser::Expect(TokenKind kind, std::string_view what) {
  if (Accept(kind)) return absl::OkStatus();
  return Unexpected(what.empty() ? NameOf(kind) : what);
}

Status Parser::Expect(Keyword keyword) {
  if (Accept(keyword)) return absl::OkStatus();
  return Unexpected(NameOf(keyword));
}

Status Parser::Close(size_t opening, TokenKind closer) {
  if (Accept(closer)) return absl::OkStatus();
  if (now_.kind >= TokenKind::kDollar) return LexicalError(now_);
  const Token opener = tokens_[opening];
  if (tokens_.ClosingOf(opening) == Token::kNoPartner) {
    if (const auto too_deep = tokens_.TooDeep()) return TooDeep(too_deep->span);
    std::string hint = Cat("add ", NameOf(closer));
    if (const std::string more = HintFor(now_); !more.empty()) Append(hint, "; ", more);
    return CompileError("UnexpectedSyntax", opener.span,
                        Cat(NameOf(opener.kind), " is opened here and never closed"), hint);
  }
  const auto [line, column] = LineAndColumn(text_, opener.span.begin);
  return Unexpected(Cat(NameOf(closer), " to close the ", NameOf(opener.kind), " of line ", line,
                        ", column ", column));
}

bool Parser::BeginsOperand(const Token& token) {
  switch (token.kind) {
    case TokenKind::kWord:
      return !IsStructural(token.keyword) || token.keyword == Keyword::kNot ||
             token.keyword == Keyword::kCase;
    case TokenKind::kQuotedWord:
    case TokenKind::kParameter:
    case TokenKind::kString:
    case TokenKind::kNumber:
    case TokenKind::kLeftParen:
    case TokenKind::kLeftBracket:
    case TokenKind::kLeftBrace:
    case TokenKind::kAt:
      return true;
    default:
      return false;
  }
}

std::string Parser::Describe(const Token& token) const {
  switch (token.kind) {
    case TokenKind::kWord:
    case TokenKind::kNumber:
    case TokenKind::kParameter:
      return Quote(TextOf(token));
    case TokenKind::kQuotedWord:
    case TokenKind::kString:
      return Cut(TextOf(token));
    default:
      return std::string(NameOf(token.kind));
  }
}

std::string Parser::HintFor(const Token& token) const {
  const std::string_view text = TextOf(token);
  for (const auto& [found, hint] : kForeign) {
    if (Spells(text, found)) return std::string(hint);
  }
  if (token.kind == TokenKind::kWord && tried_at_ == number_) {
    std::vector<std::string_view> candidates;
    for (size_t i = 0; i < tried_count_; ++i) candidates.push_back(NameOf(tried_[i]));
    if (const auto nearest = Nearest(text, candidates)) return Cat("did you mean ", *nearest, "?");
  }
  return "";
}

Status Parser::Unexpected(std::string_view expected) {
  if (now_.kind >= TokenKind::kDollar) return LexicalError(now_);
  return CompileError("UnexpectedSyntax", now_.span,
                      Cat("expected ", expected, ", found ", Describe(now_)), HintFor(now_));
}

Status Parser::LexicalError(const Token& token) {
  const std::string_view text = TextOf(token);
  switch (token.kind) {
    case TokenKind::kTooDeep:
      return TooDeep(token.span);
    case TokenKind::kDollar:
      return CompileError("UnexpectedSyntax", token.span, "\"$\" is not followed by a name",
                          "write $name, or $`a name`");
    case TokenKind::kUnclosedComment:
      return CompileError("UnexpectedSyntax", {token.span.begin, token.span.begin + 2},
                          "a comment is opened here and never closed", "add */");
    case TokenKind::kUnclosedString:
    case TokenKind::kUnclosedQuotedWord: {
      const std::string_view quote = text.substr(text[0] == '$' ? 1 : 0, 1);
      const bool string = token.kind == TokenKind::kUnclosedString;
      return CompileError("UnexpectedSyntax", {token.span.begin, token.span.begin + 1},
                          Cat(string ? "a string" : "a name", " is opened here and never closed"),
                          Cat("add ", quote, "; inside of it write ", quote, quote));
    }
    default:
      break;
  }
  if (static_cast<uint8_t>(text[0]) < 0x80) {
    return CompileError("UnexpectedSyntax", token.span,
                        Cat("the character ", Quote(text), " has no meaning here"), HintFor(token));
  }
  const char32_t c = CodePointAt(text, 0).value;
  if (c == 0) {
    return CompileError("InvalidUnicodeCharacter", token.span, "the text is not valid UTF-8 here",
                        "save the text as UTF-8");
  }
  std::string_view hint = "put it between quotes if it is part of a text or a name";
  if (c >= 0x2010 && c <= 0x2015) hint = "write a plain minus: -";
  if (c == 0x2212) hint = "write a plain minus: -";
  if (c >= 0x2018 && c <= 0x201F) hint = "write plain quotes: ' or \"";
  return CompileError("InvalidUnicodeCharacter", token.span,
                      Cat("the character ", Quote(text), " has no meaning here"), hint);
}

Status Parser::TooDeep(TextSpan span) const {
  return MakeError(
      ErrorKind::kLimitExceeded, ErrorPhase::kCompile, "", span,
      Cat("brackets, operators and subqueries nest deeper than ", kMaxNesting, " levels"),
      "use WITH or parameters to split what is nested");
}

Status Parser::Composition(TextSpan span, std::string_view message, std::string_view hint) const {
  return CompileError("InvalidClauseComposition", span, message, hint);
}

Status Parser::Unsupported(TextSpan span, std::string_view what, std::string_view hint) const {
  return MakeError(ErrorKind::kUnsupported, ErrorPhase::kCompile, "", span,
                   Cat(what, " is not supported"), hint);
}

StatusOr<Statement> Parser::WholeStatement() {
  if (At(TokenKind::kEnd) || At(TokenKind::kSemicolon)) {
    return CompileError("UnexpectedSyntax", now_.span, "the text holds no statement",
                        "a query is, for example, MATCH (n) RETURN n LIMIT 5");
  }
  ASSIGN_OR_RETURN(Statement statement, ParseStatement());
  if (Accept(TokenKind::kSemicolon) && !At(TokenKind::kEnd)) {
    if (now_.kind >= TokenKind::kDollar) return LexicalError(now_);
    return CompileError("UnexpectedSyntax", now_.span,
                        Cat("expected one statement, found ", Describe(now_), " after the \";\""),
                        "run the statements one by one");
  }
  if (!At(TokenKind::kEnd)) return Unexpected("the end of the statement");
  return statement;
}

StatusOr<ExpressionPtr> Parser::WholeExpression() {
  ASSIGN_OR_RETURN(ExpressionPtr expression, ParseExpression());
  if (!At(TokenKind::kEnd)) return Unexpected("an operator or the end of the expression");
  return expression;
}

StatusOr<Statement> Parse(std::string_view text) {
  RETURN_IF_ERROR(TooLong(text));
  return Parser(text).WholeStatement();
}

StatusOr<ExpressionPtr> ParseExpression(std::string_view text) {
  RETURN_IF_ERROR(TooLong(text));
  return Parser(text).WholeExpression();
}

Script SplitStatements(std::string_view text) {
  Script script;
  Lexer lexer(text.substr(0, std::numeric_limits<uint32_t>::max() - 1));
  TextSpan open;
  bool unclosed = false;
  for (;;) {
    const Token token = lexer.Next();
    if (token.kind == TokenKind::kEnd || token.kind == TokenKind::kSemicolon) {
      if (!open.empty()) script.statements.push_back(open);
      script.complete = open.empty() || token.kind == TokenKind::kSemicolon;
      if (token.kind == TokenKind::kEnd) break;
      open = {};
      continue;
    }
    unclosed =
        token.kind >= TokenKind::kUnclosedString && token.kind <= TokenKind::kUnclosedQuotedWord;
    open = open.empty() ? token.span : Join(open, token.span);
  }
  script.complete = script.complete && !unclosed;
  return script;
}

}  // namespace newsgraph::syntax

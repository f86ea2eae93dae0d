// What operators join: names and calls, parentheses, and the words that open a form of their own.
#include <limits>

#include "query/syntax/parser_class.h"

namespace newsgraph::syntax {
namespace {

bool IsWord(std::string_view word, std::string_view lower) {
  return word.size() == lower.size() &&
         std::equal(word.begin(), word.end(), lower.begin(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

}  // namespace

StatusOr<ExpressionPtr> Parser::ParsePrimary() {
  switch (now_.kind) {
    case TokenKind::kNumber:
      return ParseNumber(Begin(), /*negative=*/false);
    case TokenKind::kString:
      return ParseString();
    case TokenKind::kParameter:
      return ParseParameter();
    case TokenKind::kLeftParen:
      return ParseParenthesized();
    case TokenKind::kLeftBracket:
      return ParseSquareBrackets();
    case TokenKind::kLeftBrace:
      return ParseMap();
    case TokenKind::kWord:
      return ParseWordPrimary();
    case TokenKind::kQuotedWord:
      return ParseCallOrVariable();
    case TokenKind::kAt: {
      const uint32_t begin = Begin();
      Advance();
      ASSIGN_OR_RETURN(ExpressionPtr name, ParseEntityName());
      return Make(begin, EntityLiteral{std::move(name)});
    }
    default:
      return Unexpected("an expression");
  }
}

StatusOr<ExpressionPtr> Parser::ParseWordPrimary() {
  const uint32_t begin = Begin();
  const auto literal = [&](auto value) -> StatusOr<ExpressionPtr> {
    Advance();
    return Make(begin, Literal{value});
  };
  switch (now_.keyword) {
    case Keyword::kNo:
      return ParseCallOrVariable();
    case Keyword::kTrue:
      return literal(true);
    case Keyword::kFalse:
      return literal(false);
    case Keyword::kNull:
      return literal(std::monostate());
    case Keyword::kNan:
      return literal(std::numeric_limits<double>::quiet_NaN());
    case Keyword::kInf:
    case Keyword::kInfinity:
      return literal(std::numeric_limits<double>::infinity());
    case Keyword::kNot:
      if (!AtNot()) break;
      return CompileError("UnexpectedSyntax", now_.span, "NOT cannot stand behind this operator",
                          "put it in parentheses: (NOT ...)");
    case Keyword::kCase:
      if (BeginsOperand(Peek(1)) || PeekAt(1, Keyword::kWhen) || PeekAt(1, TokenKind::kMinus)) {
        return ParseCase();
      }
      break;
    default:
      if (PeekAt(1, TokenKind::kLeftBrace)) return ParseBraceForm();
      if (PeekAt(1, TokenKind::kLeftParen)) return ParseCallForm();
      if (IsStructural(now_.keyword) && BeginsOperand(Peek(1))) return Unexpected("an expression");
      break;
  }
  return ParseCallOrVariable();
}

// EXISTS {, COUNT {, COLLECT {, or any other name that a map projection begins with
StatusOr<ExpressionPtr> Parser::ParseBraceForm() {
  switch (now_.keyword) {
    case Keyword::kExists:
      return ParseSubquery(SubqueryKind::kExists);
    case Keyword::kCount:
      return ParseSubquery(SubqueryKind::kCount);
    case Keyword::kCollect:
      return ParseSubquery(SubqueryKind::kCollect);
    default:
      if (IsStructural(now_.keyword)) return Unexpected("an expression");
      return ParseCallOrVariable();
  }
}

// count(*), all(x IN, reduce(x =, shortestPath(, or a function of that name
StatusOr<ExpressionPtr> Parser::ParseCallForm() {
  const uint32_t begin = Begin();
  const bool each = PeekAtName(2) && PeekAt(3, Keyword::kIn);
  switch (now_.keyword) {
    case Keyword::kCount:
      if (!PeekAt(2, TokenKind::kStar) || !PeekAt(3, TokenKind::kRightParen)) break;
      for (int i = 0; i < 4; ++i) Advance();
      return Make(begin, CountStar{});
    case Keyword::kAll:
      if (each) return ParseListPredicate(QuantifierKind::kAll);
      break;
    case Keyword::kAny:
      if (each) return ParseListPredicate(QuantifierKind::kAny);
      break;
    case Keyword::kNone:
      if (each) return ParseListPredicate(QuantifierKind::kNone);
      break;
    case Keyword::kSingle:
      if (each) return ParseListPredicate(QuantifierKind::kSingle);
      break;
    case Keyword::kReduce:
      if (PeekAtName(2) && PeekAt(3, TokenKind::kEqual)) return ParseReduce();
      break;
    case Keyword::kShortestPath:
    case Keyword::kAllShortestPaths: {
      ASSIGN_OR_RETURN(PathPattern path, ParsePath(PatternUse::kExpression));
      return Make(begin, ShortestPath{std::make_unique<PathPattern>(std::move(path))});
    }
    default:
      if (IsStructural(now_.keyword)) return Unexpected("an expression");
      break;
  }
  return ParseCallOrVariable();
}

// name, name(arguments), name.space.function(arguments), name {.property}
StatusOr<ExpressionPtr> Parser::ParseCallOrVariable() {
  const size_t name_tokens = FunctionNameLength();
  if (name_tokens > 0) return ParseFunctionCall(name_tokens);
  if (PeekAt(1, TokenKind::kLeftBrace)) return ParseMapProjection();
  const uint32_t begin = Begin();
  ASSIGN_OR_RETURN(Name name, ParseName("an expression"));
  return Make(begin, Variable{std::move(name.text)});
}

size_t Parser::FunctionNameLength() {
  size_t length = 1;
  while (PeekAt(length, TokenKind::kDot) && PeekAtName(length + 1)) length += 2;
  return PeekAt(length, TokenKind::kLeftParen) ? length : 0;
}

StatusOr<ExpressionPtr> Parser::ParseFunctionCall(size_t name_tokens) {
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  const uint32_t begin = Begin();
  FunctionCall call;
  ASSIGN_OR_RETURN(call.name, ParseDottedName(name_tokens));
  call.name_span = Since(begin);
  const size_t opening = number_;
  Advance();
  if (now_.keyword == Keyword::kDistinct &&
      (BeginsOperand(Peek(1)) || PeekAt(1, TokenKind::kMinus))) {
    Advance();
    call.distinct = true;
  }
  const bool takes_pattern = IsWord(call.name, "exists");
  ASSIGN_OR_RETURN(call.arguments,
                   ParseArguments(opening, takes_pattern ? Ask::kPredicate : Ask::kValue));
  return Make(begin, std::move(call));
}

// Behind "(", to the ")" that closes it.
StatusOr<std::vector<ExpressionPtr>> Parser::ParseArguments(size_t opening, Ask ask) {
  std::vector<ExpressionPtr> arguments;
  if (Accept(TokenKind::kRightParen)) return arguments;
  do {
    ASSIGN_OR_RETURN(ExpressionPtr argument, ParseExpression(ask));
    arguments.push_back(std::move(argument));
  } while (Accept(TokenKind::kComma));
  if (now_.keyword == Keyword::kWhere || At(TokenKind::kBar)) {
    return CompileError("UnexpectedSyntax", now_.span,
                        Cat("expected \",\" or \")\", found ", Describe(now_)),
                        "filter and extract are list comprehensions: [x IN list WHERE ... | ...]");
  }
  RETURN_IF_ERROR(Close(opening, TokenKind::kRightParen));
  return arguments;
}

StatusOr<ExpressionPtr> Parser::ParseParenthesized() {
  if (AtPattern(0)) return ParsePatternPredicate();
  Level level(*this, /*adds_node=*/false);
  if (level.TooDeep()) return TooDeep(now_.span);
  const uint32_t begin = Begin();
  const size_t opening = number_;
  Advance();
  ASSIGN_OR_RETURN(ExpressionPtr inner, ParseExpression(ask_));
  RETURN_IF_ERROR(Close(opening, TokenKind::kRightParen));
  inner->span = Since(begin);
  return inner;
}

StatusOr<ExpressionPtr> Parser::ParsePatternPredicate() {
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  const uint32_t begin = Begin();
  const bool allowed = ask_ == Ask::kPredicate;
  ASSIGN_OR_RETURN(PathPattern path, ParsePath(PatternUse::kExpression));
  if (!allowed) {
    return CompileError("UnexpectedSyntax", path.span,
                        "a pattern is a predicate, for WHERE; here a value is expected",
                        "use EXISTS { }, COUNT { } or [(a)-->(b) | b]");
  }
  return Make(begin, PatternPredicate{std::make_unique<PathPattern>(std::move(path))});
}

StatusOr<ExpressionPtr> Parser::ParseSubquery(SubqueryKind kind) {
  const uint32_t begin = Begin();
  Advance();
  const Place place = kind == SubqueryKind::kExists  ? Place::kExists
                      : kind == SubqueryKind::kCount ? Place::kCount
                                                     : Place::kCollect;
  ASSIGN_OR_RETURN(std::unique_ptr<Query> query, ParseBracedQuery(place));
  return Make(begin, SubqueryExpression{kind, std::move(query)});
}

// Behind "@".
StatusOr<ExpressionPtr> Parser::ParseEntityName() {
  if (At(TokenKind::kString)) return ParseString();
  if (At(TokenKind::kParameter)) return ParseParameter();
  if (!AtName()) return Unexpected("the name of an entity in quotes");
  return CompileError("UnexpectedSyntax", now_.span,
                      Cat("expected the name of an entity in quotes, found ", Describe(now_)),
                      Cat("write @\"", TextOf(now_), "\""));
}

}  // namespace newsgraph::syntax

// Forms with brackets of their own: lists, comprehensions, maps, CASE, all(), reduce().
#include "query/syntax/parser_class.h"

namespace newsgraph::syntax {

template <class ParseItem>
Status Parser::ParseItems(size_t opening, TokenKind closer, ParseItem parse_item) {
  if (!At(closer)) {
    do {
      RETURN_IF_ERROR(parse_item());
    } while (Accept(TokenKind::kComma));
  }
  return Close(opening, closer);
}

StatusOr<ExpressionPtr> Parser::ParseSquareBrackets() {
  if (PeekAtName(1) && PeekAt(2, Keyword::kIn) && AtListComprehension()) {
    return ParseListComprehension();
  }
  const bool named = PeekAtName(1) && PeekAt(2, TokenKind::kEqual);
  const size_t pattern = named ? 3 : 1;
  if (PeekAt(pattern, TokenKind::kLeftParen) && AtPattern(pattern)) {
    return ParsePatternComprehension();
  }
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  const uint32_t begin = Begin();
  const size_t opening = number_;
  Advance();
  ListLiteral list;
  RETURN_IF_ERROR(ParseItems(opening, TokenKind::kRightBracket, [&]() -> Status {
    ASSIGN_OR_RETURN(list.items.emplace_back(), ParseExpression());
    return absl::OkStatus();
  }));
  return Make(begin, std::move(list));
}

// At [x IN: a comprehension, and not a list whose first item is a test, as in [x IN xs, 1]?
bool Parser::AtListComprehension() {
  const uint32_t closing = tokens_.ClosingOf(number_);
  if (closing == Token::kNoPartner) return true;
  bool comma = false;
  for (size_t at = number_ + 3; at < closing; ++at) {
    const Token token = tokens_[at];
    switch (token.kind) {
      case TokenKind::kBar:
        return true;
      case TokenKind::kComma:
        comma = true;
        break;
      case TokenKind::kLeftParen:
      case TokenKind::kLeftBracket:
      case TokenKind::kLeftBrace: {
        const uint32_t inner = tokens_.ClosingOf(at);
        if (inner == Token::kNoPartner) return true;
        at = inner;
        break;
      }
      default:
        if (token.keyword == Keyword::kWhere && tokens_[at - 1].kind != TokenKind::kDot)
          return true;
        break;
    }
  }
  return !comma;
}

StatusOr<ExpressionPtr> Parser::ParseListComprehension() {
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  const uint32_t begin = Begin();
  const size_t opening = number_;
  Advance();
  ListComprehension list;
  ASSIGN_OR_RETURN(list.variable, ParseName("a variable"));
  RETURN_IF_ERROR(Expect(Keyword::kIn));
  ASSIGN_OR_RETURN(list.list, ParseExpression(Ask::kValue, /*bar_ends=*/true));
  if (Accept(Keyword::kWhere)) {
    ASSIGN_OR_RETURN(list.where, ParseExpression(Ask::kPredicate, /*bar_ends=*/true));
  }
  if (Accept(TokenKind::kBar)) {
    ASSIGN_OR_RETURN(list.value, ParseExpression());
  }
  RETURN_IF_ERROR(Close(opening, TokenKind::kRightBracket));
  return Make(begin, std::move(list));
}

StatusOr<ExpressionPtr> Parser::ParsePatternComprehension() {
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  const uint32_t begin = Begin();
  const size_t opening = number_;
  Advance();
  PatternComprehension list;
  ASSIGN_OR_RETURN(PathPattern pattern, ParsePath(PatternUse::kExpression));
  list.pattern = std::make_unique<PathPattern>(std::move(pattern));
  if (Accept(Keyword::kWhere)) {
    ASSIGN_OR_RETURN(list.where, ParseExpression(Ask::kPredicate, /*bar_ends=*/true));
  }
  RETURN_IF_ERROR(Expect(TokenKind::kBar, "\"|\" and the value for each match"));
  ASSIGN_OR_RETURN(list.value, ParseExpression());
  RETURN_IF_ERROR(Close(opening, TokenKind::kRightBracket));
  return Make(begin, std::move(list));
}

StatusOr<ExpressionPtr> Parser::ParseMap() {
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  const uint32_t begin = Begin();
  const size_t opening = number_;
  Advance();
  MapLiteral map;
  RETURN_IF_ERROR(ParseItems(opening, TokenKind::kRightBrace, [&]() -> Status {
    MapEntry& entry = map.entries.emplace_back();
    ASSIGN_OR_RETURN(entry.key, ParseName("a key"));
    RETURN_IF_ERROR(Expect(TokenKind::kColon, "\":\" and the value of the key"));
    ASSIGN_OR_RETURN(entry.value, ParseExpression());
    return absl::OkStatus();
  }));
  return Make(begin, std::move(map));
}

StatusOr<ExpressionPtr> Parser::ParseMapProjection() {
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  const uint32_t begin = Begin();
  MapProjection projection;
  ASSIGN_OR_RETURN(projection.variable, ParseName("a variable"));
  const size_t opening = number_;
  Advance();
  RETURN_IF_ERROR(ParseItems(opening, TokenKind::kRightBrace, [&]() -> Status {
    ASSIGN_OR_RETURN(ProjectionElement element, ParseProjectionElement());
    projection.elements.push_back(std::move(element));
    return absl::OkStatus();
  }));
  return Make(begin, std::move(projection));
}

// .name, .*, key: value, variable
StatusOr<ProjectionElement> Parser::ParseProjectionElement() {
  const uint32_t begin = Begin();
  if (Accept(TokenKind::kDot)) {
    if (Accept(TokenKind::kStar)) return ProjectionElement(AllProperties{Since(begin)});
    ASSIGN_OR_RETURN(Name key, ParseName("a property or *"));
    return ProjectionElement(PropertySelector{std::move(key)});
  }
  ASSIGN_OR_RETURN(Name name, ParseName(".property, .*, key: value or a variable"));
  if (!Accept(TokenKind::kColon)) return ProjectionElement(VariableSelector{std::move(name)});
  MapEntry entry;
  entry.key = std::move(name);
  ASSIGN_OR_RETURN(entry.value, ParseExpression());
  return ProjectionElement(std::move(entry));
}

// CASE [operand] WHEN ... THEN ... [ELSE ...] END
StatusOr<ExpressionPtr> Parser::ParseCase() {
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  const uint32_t begin = Begin();
  const TextSpan word = now_.span;
  Advance();
  Case result;
  if (!At(Keyword::kWhen)) {
    ASSIGN_OR_RETURN(result.operand, ParseExpression());
  }
  const Ask ask = result.operand ? Ask::kValue : Ask::kPredicate;
  if (!At(Keyword::kWhen)) return Unexpected("WHEN");
  while (Accept(Keyword::kWhen)) {
    CaseBranch branch;
    do {
      ASSIGN_OR_RETURN(ExpressionPtr when, ParseExpression(ask));
      branch.when.push_back(std::move(when));
    } while (result.operand && Accept(TokenKind::kComma));
    RETURN_IF_ERROR(Expect(Keyword::kThen));
    ASSIGN_OR_RETURN(branch.then, ParseExpression());
    result.branches.push_back(std::move(branch));
  }
  if (Accept(Keyword::kElse)) {
    ASSIGN_OR_RETURN(result.otherwise, ParseExpression());
  }
  if (At(TokenKind::kEnd)) {
    return CompileError("UnexpectedSyntax", word, "CASE is opened here and never closed",
                        "add END");
  }
  RETURN_IF_ERROR(Expect(Keyword::kEnd));
  return Make(begin, std::move(result));
}

// all(x IN list WHERE predicate)
StatusOr<ExpressionPtr> Parser::ParseListPredicate(QuantifierKind kind) {
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  const uint32_t begin = Begin();
  Advance();
  const size_t opening = number_;
  Advance();
  ListPredicate predicate;
  predicate.kind = kind;
  ASSIGN_OR_RETURN(predicate.variable, ParseName("a variable"));
  RETURN_IF_ERROR(Expect(Keyword::kIn));
  ASSIGN_OR_RETURN(predicate.list, ParseExpression());
  ASSIGN_OR_RETURN(predicate.where, ParseWhere());
  RETURN_IF_ERROR(Close(opening, TokenKind::kRightParen));
  return Make(begin, std::move(predicate));
}

// reduce(sum = 0, x IN list | sum + x)
StatusOr<ExpressionPtr> Parser::ParseReduce() {
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  const uint32_t begin = Begin();
  Advance();
  const size_t opening = number_;
  Advance();
  Reduce reduce;
  ASSIGN_OR_RETURN(reduce.accumulator, ParseName("a variable"));
  RETURN_IF_ERROR(Expect(TokenKind::kEqual));
  ASSIGN_OR_RETURN(reduce.initial, ParseExpression());
  RETURN_IF_ERROR(Expect(TokenKind::kComma));
  ASSIGN_OR_RETURN(reduce.variable, ParseName("a variable"));
  RETURN_IF_ERROR(Expect(Keyword::kIn));
  ASSIGN_OR_RETURN(reduce.list, ParseExpression(Ask::kValue, /*bar_ends=*/true));
  RETURN_IF_ERROR(Expect(TokenKind::kBar, "\"|\" and the next value of the accumulator"));
  ASSIGN_OR_RETURN(reduce.step, ParseExpression());
  RETURN_IF_ERROR(Close(opening, TokenKind::kRightParen));
  return Make(begin, std::move(reduce));
}

}  // namespace newsgraph::syntax

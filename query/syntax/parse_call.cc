// Clauses that bring rows from elsewhere: CALL of a procedure, CALL { }, LOAD CSV.
#include "query/syntax/parser_class.h"

namespace newsgraph::syntax {

StatusOr<Clause> Parser::ParseCallClause() {
  Advance();
  if (At(TokenKind::kLeftBrace) || At(TokenKind::kLeftParen)) {
    ASSIGN_OR_RETURN(CallSubquery call, ParseCallSubquery());
    return Clause{{}, std::move(call)};
  }
  ASSIGN_OR_RETURN(Call call, ParseCall());
  return Clause{{}, std::move(call)};
}

StatusOr<Call> Parser::ParseCall() {
  const uint32_t begin = Begin();
  if (!AtName()) return Unexpected("the name of a procedure, or { and a subquery");
  size_t name_tokens = 1;
  while (PeekAt(name_tokens, TokenKind::kDot) && PeekAtName(name_tokens + 1)) name_tokens += 2;
  Call call;
  ASSIGN_OR_RETURN(call.name, ParseDottedName(name_tokens));
  call.name_span = Since(begin);
  if (At(TokenKind::kLeftParen)) {
    Level level(*this);
    if (level.TooDeep()) return TooDeep(now_.span);
    const size_t opening = number_;
    Advance();
    ASSIGN_OR_RETURN(call.arguments, ParseArguments(opening, Ask::kValue));
  }
  if (At(Keyword::kYield)) {
    ASSIGN_OR_RETURN(call.yield, ParseYield());
  }
  return call;
}

StatusOr<Yield> Parser::ParseYield() {
  const uint32_t begin = Begin();
  Advance();
  Yield yield;
  yield.star = Accept(TokenKind::kStar);
  if (!yield.star) {
    do {
      YieldItem item;
      ASSIGN_OR_RETURN(item.column, ParseName("a column of the procedure"));
      if (Accept(Keyword::kAs)) {
        ASSIGN_OR_RETURN(item.alias, ParseName("a variable"));
      }
      yield.items.push_back(std::move(item));
    } while (Accept(TokenKind::kComma));
  }
  ASSIGN_OR_RETURN(yield.where, ParseWhere());
  yield.span = Since(begin);
  return yield;
}

StatusOr<CallSubquery> Parser::ParseCallSubquery() {
  CallSubquery call;
  if (At(TokenKind::kLeftParen)) {
    const size_t opening = number_;
    Advance();
    Import import;
    import.star = Accept(TokenKind::kStar);
    while (!import.star && !At(TokenKind::kRightParen)) {
      ASSIGN_OR_RETURN(Name variable, ParseName("a variable"));
      import.variables.push_back(std::move(variable));
      if (!Accept(TokenKind::kComma)) break;
    }
    RETURN_IF_ERROR(Close(opening, TokenKind::kRightParen));
    call.import = std::move(import);
  }
  if (!At(TokenKind::kLeftBrace)) return Unexpected("{ and a subquery");
  ASSIGN_OR_RETURN(call.query, ParseBracedQuery(Place::kCall));
  if (At(Keyword::kIn) && !PeekAt(1, TokenKind::kEnd)) {
    return Unsupported(now_.span, "CALL { } IN TRANSACTIONS",
                       "a statement is one transaction: run it over smaller parts");
  }
  return call;
}

StatusOr<LoadCsv> Parser::ParseLoadCsv() {
  Advance();
  LoadCsv load;
  RETURN_IF_ERROR(Expect(Keyword::kCsv));
  if (Accept(Keyword::kWith)) {
    RETURN_IF_ERROR(Expect(Keyword::kHeaders));
    load.with_headers = true;
  }
  RETURN_IF_ERROR(Expect(Keyword::kFrom));
  ASSIGN_OR_RETURN(load.source, ParseExpression());
  RETURN_IF_ERROR(Expect(Keyword::kAs));
  ASSIGN_OR_RETURN(load.variable, ParseName("a variable"));
  if (Accept(Keyword::kFieldTerminator)) {
    if (!At(TokenKind::kString)) return Unexpected("the separator as a string, such as ';'");
    const TextSpan quoted = now_.span;
    Advance();
    ASSIGN_OR_RETURN(load.field_terminator, Unescape(quoted));
    if (CodePointAt(*load.field_terminator, 0).length != load.field_terminator->size() ||
        load.field_terminator->empty()) {
      return CompileError("UnexpectedSyntax", quoted, "a field terminator is one character",
                          "for tabs write '\\t'");
    }
  }
  return load;
}

}  // namespace newsgraph::syntax

// Clauses that read: MATCH and its modifiers, UNWIND, LET, FILTER, WITH, RETURN.
#include "query/syntax/parser_class.h"

namespace newsgraph::syntax {

StatusOr<Match> Parser::ParseMatch() {
  Match match;
  const TextSpan word = now_.span;
  match.optional = Accept(Keyword::kOptional);
  if (match.optional && now_.keyword == Keyword::kCall) {
    return Unsupported(Join(word, now_.span), "OPTIONAL CALL",
                       "use OPTIONAL MATCH behind the CALL");
  }
  if (Accept(Keyword::kReach)) {
    match.reach = true;
  } else {
    RETURN_IF_ERROR(Expect(Keyword::kMatch));
    match.mode = ParseMatchMode();
  }
  ASSIGN_OR_RETURN(match.paths, ParsePatterns(PatternUse::kMatch));
  if (match.reach && match.paths.size() > 1) {
    return CompileError("UnexpectedSyntax", match.paths[1].span, "REACH takes one path pattern",
                        "put the others into a MATCH of their own");
  }
  RETURN_IF_ERROR(ParseMatchModifiers(match));
  return match;
}

// DIFFERENT RELATIONSHIPS, DIFFERENT EDGE BINDINGS, REPEATABLE ELEMENTS, ...
MatchMode Parser::ParseMatchMode() {
  const bool different = At(Keyword::kDifferent) &&
                         (PeekAt(1, Keyword::kRelationship) || PeekAt(1, Keyword::kRelationships) ||
                          PeekAt(1, Keyword::kEdge) || PeekAt(1, Keyword::kEdges));
  const bool repeatable =
      At(Keyword::kRepeatable) && (PeekAt(1, Keyword::kElement) || PeekAt(1, Keyword::kElements));
  if (!different && !repeatable) return MatchMode::kDefault;
  Advance();
  Advance();
  Accept(Keyword::kBindings);
  return different ? MatchMode::kDifferentRelationships : MatchMode::kRepeatableElements;
}

Status Parser::ParseMatchModifiers(Match& match) {
  for (;;) {
    ASSIGN_OR_RETURN(const bool parsed, ParseMatchModifier(match));
    if (!parsed) return absl::OkStatus();
  }
}

// One modifier, in any order; false if there is none.
StatusOr<bool> Parser::ParseMatchModifier(Match& match) {
  const Token word = now_;
  const auto twice = [&](bool there_is_one) -> Status {
    if (!there_is_one) return absl::OkStatus();
    return CompileError("UnexpectedSyntax", word.span,
                        Cat("a MATCH has one ", NameOf(word.keyword), " only, found a second"),
                        word.keyword == Keyword::kWhere ? "join the two with AND" : "");
  };
  if (At(Keyword::kWhere)) {
    RETURN_IF_ERROR(twice(match.where != nullptr));
    ASSIGN_OR_RETURN(match.where, ParseWhere());
  } else if (Accept(Keyword::kAs)) {
    RETURN_IF_ERROR(twice(match.as_of != nullptr));
    RETURN_IF_ERROR(Expect(Keyword::kOf));
    ASSIGN_OR_RETURN(match.as_of, ParseExpression());
  } else if (At(Keyword::kDuring)) {
    RETURN_IF_ERROR(twice(match.during.has_value()));
    RETURN_IF_ERROR(ParseDuring(match));
  } else if (Accept(Keyword::kAvoid)) {
    RETURN_IF_ERROR(twice(match.avoid_degree != nullptr));
    RETURN_IF_ERROR(Expect(Keyword::kDegree));
    RETURN_IF_ERROR(Expect(TokenKind::kGreater));
    ASSIGN_OR_RETURN(match.avoid_degree, ParseExpression());
  } else if (At(Keyword::kNot) && PeekAt(1, Keyword::kVia)) {
    RETURN_IF_ERROR(twice(!match.not_via.empty()));
    RETURN_IF_ERROR(ParseNotVia(match));
  } else if (At(Keyword::kBudget)) {
    RETURN_IF_ERROR(twice(!match.budget.empty()));
    RETURN_IF_ERROR(ParseBudget(match));
  } else {
    return false;
  }
  return true;
}

// DURING [from, to]
Status Parser::ParseDuring(Match& match) {
  const uint32_t begin = Begin();
  Advance();
  const size_t opening = number_;
  During during;
  RETURN_IF_ERROR(Expect(TokenKind::kLeftBracket, "an interval: [from, to]"));
  ASSIGN_OR_RETURN(during.from, ParseExpression());
  RETURN_IF_ERROR(Expect(TokenKind::kComma, "\",\" and the end of the interval"));
  ASSIGN_OR_RETURN(during.to, ParseExpression());
  RETURN_IF_ERROR(Close(opening, TokenKind::kRightBracket));
  during.span = Since(begin);
  match.during = std::move(during);
  return absl::OkStatus();
}

// NOT VIA (n), (m)
Status Parser::ParseNotVia(Match& match) {
  Advance();
  Advance();
  do {
    if (!At(TokenKind::kLeftParen)) return Unexpected("a node in parentheses");
    ASSIGN_OR_RETURN(NodePattern node, ParseNode());
    RETURN_IF_ERROR(CheckPropertiesUse(node.properties, PatternUse::kMatch));
    match.not_via.push_back(std::move(node));
  } while (Accept(TokenKind::kComma));
  return absl::OkStatus();
}

// BUDGET 200 MS, 5e6 EDGES
Status Parser::ParseBudget(Match& match) {
  static constexpr std::pair<Keyword, BudgetUnit> kUnits[] = {
      {Keyword::kMs, BudgetUnit::kMilliseconds}, {Keyword::kSeconds, BudgetUnit::kSeconds},
      {Keyword::kEdges, BudgetUnit::kEdges},     {Keyword::kRows, BudgetUnit::kRows},
      {Keyword::kMb, BudgetUnit::kMegabytes},
  };
  Advance();
  do {
    const uint32_t begin = Begin();
    BudgetLimit limit;
    if (At(TokenKind::kNumber)) {
      ASSIGN_OR_RETURN(limit.amount, ParseNumber(Begin(), /*negative=*/false));
    } else if (At(TokenKind::kParameter)) {
      ASSIGN_OR_RETURN(limit.amount, ParseParameter());
    } else {
      return Unexpected("a number and a unit, such as 200 MS");
    }
    const auto* unit = std::find_if(std::begin(kUnits), std::end(kUnits),
                                    [&](const auto& row) { return At(row.first); });
    if (unit == std::end(kUnits)) return Unexpected("a unit: MS, SECONDS, EDGES, ROWS or MB");
    Advance();
    limit.unit = unit->second;
    limit.span = Since(begin);
    match.budget.push_back(std::move(limit));
  } while (Accept(TokenKind::kComma));
  return absl::OkStatus();
}

StatusOr<Unwind> Parser::ParseUnwind() {
  Advance();
  Unwind unwind;
  ASSIGN_OR_RETURN(unwind.list, ParseExpression());
  RETURN_IF_ERROR(Expect(Keyword::kAs));
  ASSIGN_OR_RETURN(unwind.variable, ParseName("a variable"));
  return unwind;
}

StatusOr<Unwind> Parser::ParseFor() {
  Advance();
  Unwind unwind;
  ASSIGN_OR_RETURN(unwind.variable, ParseName("a variable"));
  RETURN_IF_ERROR(Expect(Keyword::kIn));
  ASSIGN_OR_RETURN(unwind.list, ParseExpression());
  return unwind;
}

StatusOr<Let> Parser::ParseLet() {
  Advance();
  Let let;
  do {
    LetItem item;
    ASSIGN_OR_RETURN(item.variable, ParseName("a variable"));
    RETURN_IF_ERROR(Expect(TokenKind::kEqual));
    ASSIGN_OR_RETURN(item.value, ParseExpression());
    let.items.push_back(std::move(item));
  } while (Accept(TokenKind::kComma));
  return let;
}

StatusOr<Filter> Parser::ParseFilter() {
  Advance();
  Accept(Keyword::kWhere);
  Filter filter;
  ASSIGN_OR_RETURN(filter.where, ParseExpression(Ask::kPredicate));
  return filter;
}

StatusOr<ExpressionPtr> Parser::ParseWhere() {
  if (!Accept(Keyword::kWhere)) return ExpressionPtr();
  return ParseExpression(Ask::kPredicate);
}

StatusOr<With> Parser::ParseWith() {
  Advance();
  With with;
  ASSIGN_OR_RETURN(with.projection, ParseProjection());
  ASSIGN_OR_RETURN(with.where, ParseWhere());
  return with;
}

StatusOr<Return> Parser::ParseReturn() {
  Advance();
  Return result;
  const Token after = Peek(1);
  const bool alone = after.kind == TokenKind::kEnd || after.kind == TokenKind::kSemicolon ||
                     after.kind == TokenKind::kRightBrace || after.keyword == Keyword::kUnion;
  if (At(Keyword::kGraph) && alone) {
    result.graph = true;
    result.projection.span = now_.span;
    Advance();
    return result;
  }
  ASSIGN_OR_RETURN(result.projection, ParseProjection());
  return result;
}

StatusOr<Projection> Parser::ParseProjection() {
  const uint32_t begin = Begin();
  Projection projection;
  // DISTINCT and ALL are names too: RETURN distinct, RETURN all(x IN ...).
  if (now_.keyword == Keyword::kDistinct &&
      (BeginsOperand(Peek(1)) || PeekAt(1, TokenKind::kStar) || PeekAt(1, TokenKind::kMinus))) {
    Advance();
    projection.distinct = true;
  } else if (now_.keyword == Keyword::kAll && !PeekAt(1, TokenKind::kLeftParen) &&
             (BeginsOperand(Peek(1)) || PeekAt(1, TokenKind::kStar))) {
    Advance();
  }
  projection.star = Accept(TokenKind::kStar);
  if (!projection.star || Accept(TokenKind::kComma)) {
    do {
      ASSIGN_OR_RETURN(ProjectionItem item, ParseProjectionItem());
      projection.items.push_back(std::move(item));
    } while (Accept(TokenKind::kComma));
  }
  RETURN_IF_ERROR(ParseOrderAndPage(projection));
  projection.span = Since(begin);
  return projection;
}

StatusOr<ProjectionItem> Parser::ParseProjectionItem() {
  ProjectionItem item;
  ASSIGN_OR_RETURN(item.expression, ParseExpression());
  if (Accept(Keyword::kAs)) {
    ASSIGN_OR_RETURN(item.alias, ParseName("a name for the column"));
  }
  return item;
}

Status Parser::ParseOrderAndPage(Projection& projection) {
  if (Accept(Keyword::kOrder)) {
    RETURN_IF_ERROR(Expect(Keyword::kBy));
    do {
      SortItem item;
      ASSIGN_OR_RETURN(item.key, ParseExpression());
      if (Accept(Keyword::kDesc) || Accept(Keyword::kDescending)) {
        item.descending = true;
      } else if (!Accept(Keyword::kAsc)) {
        Accept(Keyword::kAscending);
      }
      projection.order_by.push_back(std::move(item));
    } while (Accept(TokenKind::kComma));
  }
  if (Accept(Keyword::kSkip) || Accept(Keyword::kOffset)) {
    ASSIGN_OR_RETURN(projection.skip, ParseExpression());
  }
  if (Accept(Keyword::kLimit)) {
    ASSIGN_OR_RETURN(projection.limit, ParseExpression());
  }
  const bool late_skip = now_.keyword == Keyword::kSkip || now_.keyword == Keyword::kOffset;
  if (late_skip || now_.keyword == Keyword::kOrder) {
    return CompileError("UnexpectedSyntax", now_.span, Cat(Describe(now_), " stands too late"),
                        "the order is ORDER BY, SKIP, LIMIT");
  }
  return absl::OkStatus();
}

}  // namespace newsgraph::syntax

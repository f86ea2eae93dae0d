// The elements of a path: nodes, relationships, their labels and how often they repeat.
#include <limits>

#include "query/syntax/parser_class.h"

namespace newsgraph::syntax {

// At a word inside of ( or [ that may be a keyword: is it the variable?
bool Parser::AtElementVariable() {
  if (!AtName()) return false;
  const bool option = now_.keyword == Keyword::kWhere || now_.keyword == Keyword::kCost ||
                      now_.keyword == Keyword::kTop || now_.keyword == Keyword::kIs;
  if (!option) return true;
  const Token next = Peek(1);
  return next.kind == TokenKind::kRightParen || next.kind == TokenKind::kRightBracket ||
         next.kind == TokenKind::kColon || next.kind == TokenKind::kStar ||
         next.kind == TokenKind::kLeftBrace || next.keyword == Keyword::kIs ||
         next.keyword == Keyword::kWhere || next.keyword == Keyword::kCost ||
         next.keyword == Keyword::kTop;
}

// (n@"OpenAI":Label {k: v} WHERE ...)
StatusOr<NodePattern> Parser::ParseNode() {
  const uint32_t begin = Begin();
  const size_t opening = number_;
  Advance();
  NodePattern node;
  if (AtElementVariable()) {
    ASSIGN_OR_RETURN(node.variable, ParseName("a variable"));
  }
  if (Accept(TokenKind::kAt)) {
    ASSIGN_OR_RETURN(node.entity, ParseEntityName());
  }
  if (At(TokenKind::kColon) || At(Keyword::kIs)) {
    ASSIGN_OR_RETURN(node.labels, ParseLabels(/*legacy_and=*/true, /*bar_is_or=*/true));
  }
  ASSIGN_OR_RETURN(node.properties, ParseProperties());
  ASSIGN_OR_RETURN(node.where, ParseWhere());
  RETURN_IF_ERROR(Close(opening, TokenKind::kRightParen));
  node.span = Since(begin);
  return node;
}

// --> , <-[r:T]- , -[r]- , and in MATCH also GQL's -> , <- , - and a quantifier.
StatusOr<RelationshipPattern> Parser::ParseRelationship(PatternUse use) {
  const uint32_t begin = Begin();
  RelationshipPattern relationship;
  const bool left = Accept(TokenKind::kLess);
  RETURN_IF_ERROR(Expect(TokenKind::kMinus));
  if (At(TokenKind::kLeftBracket)) {
    const size_t opening = number_;
    Advance();
    RETURN_IF_ERROR(ParseRelationshipFiller(relationship));
    RETURN_IF_ERROR(Close(opening, TokenKind::kRightBracket));
    RETURN_IF_ERROR(Expect(TokenKind::kMinus, "\"-\" or \"->\" behind the \"]\""));
  } else if (use != PatternUse::kMatch) {
    RETURN_IF_ERROR(Expect(TokenKind::kMinus, "a second \"-\", as in --> or -[:TYPE]->"));
  } else {
    Accept(TokenKind::kMinus);
  }
  const bool right = Accept(TokenKind::kGreater);
  relationship.direction = left == right ? Direction::kBoth
                           : left        ? Direction::kLeft
                                         : Direction::kRight;
  if (use == PatternUse::kMatch) {
    const TextSpan quantifier_at = now_.span;
    ASSIGN_OR_RETURN(std::optional<Quantifier> quantifier, ParseQuantifier());
    if (quantifier.has_value() && relationship.quantifier.has_value()) {
      return CompileError("UnexpectedSyntax", quantifier_at,
                          "the relationship repeats twice: inside and behind its brackets",
                          "keep one of the two");
    }
    if (quantifier.has_value()) relationship.quantifier = quantifier;
  }
  relationship.span = Since(begin);
  return relationship;
}

Status Parser::ParseRelationshipFiller(RelationshipPattern& relationship) {
  if (AtElementVariable()) {
    ASSIGN_OR_RETURN(relationship.variable, ParseName("a variable"));
  }
  if (At(TokenKind::kColon) || At(Keyword::kIs)) {
    ASSIGN_OR_RETURN(relationship.types, ParseLabels(/*legacy_and=*/false, /*bar_is_or=*/true));
  }
  if (At(TokenKind::kStar)) {
    ASSIGN_OR_RETURN(relationship.quantifier, ParseLegacyLength());
  } else if (At(TokenKind::kDoubleDot) || At(TokenKind::kNumber)) {
    return CompileError("InvalidRelationshipPattern", now_.span,
                        Cat("found ", Describe(now_), " where the length of a path begins with *"),
                        "write *1..3, *..3 or *");
  }
  ASSIGN_OR_RETURN(relationship.properties, ParseProperties());
  return ParseRelationshipOptions(relationship);
}

// WHERE e, COST e, TOP n BY e [ASC | DESC], in any order
Status Parser::ParseRelationshipOptions(RelationshipPattern& relationship) {
  for (;;) {
    const uint32_t begin = Begin();
    if (!relationship.where && At(Keyword::kWhere)) {
      ASSIGN_OR_RETURN(relationship.where, ParseWhere());
    } else if (!relationship.cost && Accept(Keyword::kCost)) {
      ASSIGN_OR_RETURN(relationship.cost, ParseExpression());
    } else if (!relationship.top.has_value() && Accept(Keyword::kTop)) {
      TopEdges top;
      ASSIGN_OR_RETURN(top.count, ParseCount("a number of relationships"));
      RETURN_IF_ERROR(Expect(Keyword::kBy));
      ASSIGN_OR_RETURN(top.key, ParseExpression());
      top.ascending = Accept(Keyword::kAsc) || Accept(Keyword::kAscending);
      if (!top.ascending && !Accept(Keyword::kDesc)) Accept(Keyword::kDescending);
      top.span = Since(begin);
      relationship.top = std::move(top);
    } else {
      return absl::OkStatus();
    }
  }
}

StatusOr<ExpressionPtr> Parser::ParseProperties() {
  if (At(TokenKind::kLeftBrace)) return ParseMap();
  if (At(TokenKind::kParameter)) return ParseParameter();
  return ExpressionPtr();
}

// * , + , ? , {2} , {1,3} , {,3} , {1,}
StatusOr<std::optional<Quantifier>> Parser::ParseQuantifier() {
  const uint32_t begin = Begin();
  const size_t opening = number_;
  Quantifier quantifier;
  if (Accept(TokenKind::kStar)) {
    quantifier.min = 0;
  } else if (Accept(TokenKind::kPlus)) {
    quantifier.min = 1;
  } else if (Accept(TokenKind::kQuestion)) {
    quantifier.min = 0;
    quantifier.max = 1;
    quantifier.questioned = true;
  } else if (Accept(TokenKind::kLeftBrace)) {
    const bool has_min = !At(TokenKind::kComma);
    quantifier.min = 0;
    if (has_min) {
      ASSIGN_OR_RETURN(quantifier.min, ParseUnsigned("a number of repetitions"));
    }
    if (!Accept(TokenKind::kComma)) {
      quantifier.max = quantifier.min;
    } else if (!At(TokenKind::kRightBrace)) {
      ASSIGN_OR_RETURN(quantifier.max, ParseUnsigned("a number of repetitions"));
    }
    RETURN_IF_ERROR(Close(opening, TokenKind::kRightBrace));
  } else {
    return std::optional<Quantifier>();
  }
  quantifier.span = Since(begin);
  if (quantifier.max.has_value() && *quantifier.max < quantifier.min) {
    return CompileError(
        "UnexpectedSyntax", quantifier.span,
        Cat("the upper bound ", *quantifier.max, " is below the lower bound ", quantifier.min),
        "write {lower,upper}");
  }
  return std::optional<Quantifier>(quantifier);
}

// * , *2 , *1..3 , *..3 , *1..
StatusOr<Quantifier> Parser::ParseLegacyLength() {
  const uint32_t begin = Begin();
  Advance();
  Quantifier length;
  length.legacy = true;
  const bool has_min = At(TokenKind::kNumber);
  if (has_min) {
    ASSIGN_OR_RETURN(length.min, ParseUnsigned("a length"));
  }
  if (Accept(TokenKind::kDoubleDot)) {
    if (At(TokenKind::kNumber)) {
      ASSIGN_OR_RETURN(length.max, ParseUnsigned("a length"));
    }
  } else if (has_min) {
    length.max = length.min;
  }
  if (At(TokenKind::kMinus) || At(TokenKind::kParameter)) {
    return CompileError(
        At(TokenKind::kMinus) ? "InvalidRelationshipPattern" : "InvalidParameterUse",
        Join(now_.span, Peek(1).span), "the length of a path is a number that is not negative",
        "write *1..3, *..3 or *");
  }
  length.span = Since(begin);
  return length;
}

// :A:B, :A|B, :A|:B, :(A|B)&!C, :%, IS A
StatusOr<LabelExpressionPtr> Parser::ParseLabels(bool legacy_and, bool bar_is_or) {
  Advance();
  ASSIGN_OR_RETURN(LabelExpression labels, ParseLabelOr(legacy_and, bar_is_or));
  return std::make_unique<LabelExpression>(std::move(labels));
}

StatusOr<LabelExpression> Parser::ParseLabelOr(bool legacy_and, bool bar_is_or) {
  const uint32_t begin = Begin();
  ASSIGN_OR_RETURN(LabelExpression first, ParseLabelAnd(legacy_and));
  if (!At(TokenKind::kBar) || !(bar_is_or || BarIsOr())) return first;
  LabelOr any;
  any.operands.push_back(std::move(first));
  while (At(TokenKind::kBar) && (bar_is_or || BarIsOr())) {
    Advance();
    Accept(TokenKind::kColon);
    ASSIGN_OR_RETURN(LabelExpression operand, ParseLabelAnd(legacy_and));
    any.operands.push_back(std::move(operand));
  }
  return LabelExpression{Since(begin), std::move(any)};
}

StatusOr<LabelExpression> Parser::ParseLabelAnd(bool legacy_and) {
  const uint32_t begin = Begin();
  ASSIGN_OR_RETURN(LabelExpression first, ParseLabelPrimary());
  const auto joined = [&] {
    return Accept(TokenKind::kAmpersand) || (legacy_and && Accept(TokenKind::kColon));
  };
  if (!joined()) return first;
  LabelAnd all;
  all.operands.push_back(std::move(first));
  do {
    ASSIGN_OR_RETURN(LabelExpression operand, ParseLabelPrimary());
    all.operands.push_back(std::move(operand));
  } while (joined());
  return LabelExpression{Since(begin), std::move(all)};
}

StatusOr<LabelExpression> Parser::ParseLabelPrimary() {
  const uint32_t begin = Begin();
  if (Accept(TokenKind::kPercent)) return LabelExpression{Since(begin), AnyLabel{}};
  if (!At(TokenKind::kBang) && !At(TokenKind::kLeftParen)) {
    ASSIGN_OR_RETURN(Name name, ParseName("a label or type"));
    return LabelExpression{name.span, LabelName{std::move(name.text)}};
  }
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  if (Accept(TokenKind::kBang)) {
    ASSIGN_OR_RETURN(LabelExpression operand, ParseLabelPrimary());
    LabelNot negation{std::make_unique<LabelExpression>(std::move(operand))};
    return LabelExpression{Since(begin), std::move(negation)};
  }
  const size_t opening = number_;
  Advance();
  ASSIGN_OR_RETURN(LabelExpression inner, ParseLabelOr(/*legacy_and=*/false, /*bar_is_or=*/true));
  RETURN_IF_ERROR(Close(opening, TokenKind::kRightParen));
  inner.span = Since(begin);
  return inner;
}

// At "|" behind a label in an expression: in [x IN xs WHERE x:A|B | x.name] the first one joins
// labels because another one follows that ends the predicate.
bool Parser::BarIsOr() {
  if (!bar_ends_ || PeekAt(1, TokenKind::kColon)) return true;
  for (size_t at = number_ + 1;; ++at) {
    switch (tokens_[at].kind) {
      case TokenKind::kBar:
        return true;
      case TokenKind::kLeftParen:
      case TokenKind::kLeftBracket:
      case TokenKind::kLeftBrace: {
        const uint32_t closing = tokens_.ClosingOf(at);
        if (closing == Token::kNoPartner) return false;
        at = closing;
        break;
      }
      case TokenKind::kEnd:
      case TokenKind::kTooDeep:
      case TokenKind::kRightParen:
      case TokenKind::kRightBracket:
      case TokenKind::kRightBrace:
        return false;
      default:
        break;
    }
  }
}

}  // namespace newsgraph::syntax

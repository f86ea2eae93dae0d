// Statements that are no queries: indexes, constraints, SHOW, transactions.
#include "query/syntax/parser_class.h"

namespace newsgraph::syntax {

bool Parser::AtSchemaStatement() {
  switch (now_.keyword) {
    case Keyword::kDrop:
    case Keyword::kShow:
    case Keyword::kBegin:
    case Keyword::kCommit:
    case Keyword::kRollback:
      return true;
    case Keyword::kCreate:
      return PeekAt(1, Keyword::kIndex) || PeekAt(1, Keyword::kConstraint) ||
             (PeekAt(1, TokenKind::kWord) && PeekAt(2, Keyword::kIndex));
    default:
      for (const Keyword keyword : {Keyword::kDrop, Keyword::kShow, Keyword::kBegin,
                                    Keyword::kCommit, Keyword::kRollback}) {
        Note(keyword);
      }
      return false;
  }
}

StatusOr<Statement> Parser::ParseSchemaStatement() {
  Statement statement;
  switch (now_.keyword) {
    case Keyword::kCreate:
      Advance();
      if (At(Keyword::kConstraint)) {
        ASSIGN_OR_RETURN(statement.node, ParseCreateConstraint());
      } else {
        ASSIGN_OR_RETURN(statement.node, ParseCreateIndex());
      }
      return statement;
    case Keyword::kDrop: {
      Advance();
      const bool index = Accept(Keyword::kIndex);
      if (!index) RETURN_IF_ERROR(Expect(Keyword::kConstraint));
      ASSIGN_OR_RETURN(Name name, ParseName("a name"));
      const bool if_exists = Accept(Keyword::kIf);
      if (if_exists) RETURN_IF_ERROR(Expect(Keyword::kExists));
      if (index) {
        statement.node = DropIndex{std::move(name), if_exists};
      } else {
        statement.node = DropConstraint{std::move(name), if_exists};
      }
      return statement;
    }
    case Keyword::kShow: {
      ASSIGN_OR_RETURN(statement.node, ParseShow());
      return statement;
    }
    default: {
      const TransactionAction action = At(Keyword::kBegin)    ? TransactionAction::kBegin
                                       : At(Keyword::kCommit) ? TransactionAction::kCommit
                                                              : TransactionAction::kRollback;
      Advance();
      Accept(Keyword::kTransaction);
      statement.node = Transaction{action};
      return statement;
    }
  }
}

StatusOr<Show> Parser::ParseShow() {
  Advance();
  static constexpr std::pair<Keyword, ShowKind> kKinds[] = {
      {Keyword::kIndexes, ShowKind::kIndexes},
      {Keyword::kIndex, ShowKind::kIndexes},
      {Keyword::kConstraints, ShowKind::kConstraints},
      {Keyword::kConstraint, ShowKind::kConstraints},
      {Keyword::kFunctions, ShowKind::kFunctions},
      {Keyword::kProcedures, ShowKind::kProcedures},
  };
  for (const auto& [keyword, kind] : kKinds) {
    if (Accept(keyword)) return Show{kind};
  }
  return Unexpected("INDEXES, CONSTRAINTS, FUNCTIONS or PROCEDURES");
}

// [RANGE] INDEX [name] [IF NOT EXISTS] FOR (n:L) ON (n.a, n.b)
StatusOr<CreateIndex> Parser::ParseCreateIndex() {
  const TextSpan kind = now_.span;
  if (!Accept(Keyword::kRange) && !At(Keyword::kIndex)) {
    return Unsupported(kind, Cat("an index of kind ", kind.In(text_)), "use CREATE INDEX");
  }
  RETURN_IF_ERROR(Expect(Keyword::kIndex));
  CreateIndex index;
  const bool named = !(At(Keyword::kFor) && PeekAt(1, TokenKind::kLeftParen)) &&
                     !(At(Keyword::kIf) && PeekAt(1, Keyword::kNot));
  if (named) {
    ASSIGN_OR_RETURN(index.name, ParseName("a name, or FOR and what to index"));
  }
  if (Accept(Keyword::kIf)) {
    RETURN_IF_ERROR(Expect(Keyword::kNot));
    RETURN_IF_ERROR(Expect(Keyword::kExists));
    index.if_not_exists = true;
  }
  ASSIGN_OR_RETURN(index.target, ParseSchemaTarget());
  RETURN_IF_ERROR(Expect(Keyword::kOn));
  ASSIGN_OR_RETURN(index.properties, ParseSchemaProperties(index.target, /*brackets=*/true));
  return index;
}

// CONSTRAINT [name] [IF NOT EXISTS] FOR (n:L) REQUIRE n.p IS UNIQUE
StatusOr<CreateConstraint> Parser::ParseCreateConstraint() {
  Advance();
  CreateConstraint constraint;
  const bool named = !(At(Keyword::kFor) && PeekAt(1, TokenKind::kLeftParen)) &&
                     !(At(Keyword::kIf) && PeekAt(1, Keyword::kNot));
  if (named) {
    ASSIGN_OR_RETURN(constraint.name, ParseName("a name, or FOR and what to constrain"));
  }
  if (Accept(Keyword::kIf)) {
    RETURN_IF_ERROR(Expect(Keyword::kNot));
    RETURN_IF_ERROR(Expect(Keyword::kExists));
    constraint.if_not_exists = true;
  }
  ASSIGN_OR_RETURN(constraint.target, ParseSchemaTarget());
  RETURN_IF_ERROR(Expect(Keyword::kRequire));
  ASSIGN_OR_RETURN(constraint.properties,
                   ParseSchemaProperties(constraint.target, At(TokenKind::kLeftParen)));
  RETURN_IF_ERROR(Expect(Keyword::kIs));
  if (Accept(Keyword::kNot)) {
    RETURN_IF_ERROR(Expect(Keyword::kNull));
    constraint.kind = ConstraintKind::kNotNull;
    return constraint;
  }
  if (At(TokenKind::kDoubleColon) || At(Keyword::kTyped)) {
    return Unsupported(now_.span, "a constraint on the type of a property");
  }
  if (!Accept(Keyword::kNode)) Accept(Keyword::kRelationship);
  if (Accept(Keyword::kKey)) {
    constraint.kind = ConstraintKind::kKey;
  } else if (!Accept(Keyword::kUnique)) {
    return Unexpected("UNIQUE, NOT NULL or KEY");
  }
  return constraint;
}

// FOR (n:Label), FOR ()-[r:TYPE]-()
StatusOr<SchemaTarget> Parser::ParseSchemaTarget() {
  RETURN_IF_ERROR(Expect(Keyword::kFor));
  SchemaTarget target;
  size_t opening = number_;
  RETURN_IF_ERROR(Expect(TokenKind::kLeftParen, "(n:Label) or ()-[r:TYPE]-()"));
  target.relationship = Accept(TokenKind::kRightParen);
  if (target.relationship) {
    Accept(TokenKind::kLess);
    RETURN_IF_ERROR(Expect(TokenKind::kMinus));
    opening = number_;
    RETURN_IF_ERROR(Expect(TokenKind::kLeftBracket));
  }
  ASSIGN_OR_RETURN(target.variable, ParseName("a variable"));
  RETURN_IF_ERROR(Expect(TokenKind::kColon));
  ASSIGN_OR_RETURN(target.label, ParseName(target.relationship ? "a type" : "a label"));
  RETURN_IF_ERROR(
      Close(opening, target.relationship ? TokenKind::kRightBracket : TokenKind::kRightParen));
  if (target.relationship) {
    RETURN_IF_ERROR(Expect(TokenKind::kMinus));
    Accept(TokenKind::kGreater);
    RETURN_IF_ERROR(Expect(TokenKind::kLeftParen));
    RETURN_IF_ERROR(Expect(TokenKind::kRightParen));
  }
  return target;
}

// n.a, (n.a, n.b)
StatusOr<std::vector<Name>> Parser::ParseSchemaProperties(const SchemaTarget& target,
                                                          bool brackets) {
  const size_t opening = number_;
  if (brackets) RETURN_IF_ERROR(Expect(TokenKind::kLeftParen));
  std::vector<Name> properties;
  do {
    ASSIGN_OR_RETURN(Name variable, ParseName("a property, such as n.name"));
    if (variable.text != target.variable.text) {
      return CompileError("UndefinedVariable", variable.span,
                          Cat("variable \"", variable.text, "\" is not defined"),
                          Cat("did you mean ", target.variable.text, "?"));
    }
    RETURN_IF_ERROR(Expect(TokenKind::kDot));
    ASSIGN_OR_RETURN(Name property, ParseName("a property"));
    properties.push_back(std::move(property));
  } while (brackets && Accept(TokenKind::kComma));
  if (brackets) RETURN_IF_ERROR(Close(opening, TokenKind::kRightParen));
  return properties;
}

}  // namespace newsgraph::syntax

// Statements, queries, and the order of clauses in them.
#include "query/syntax/parser_class.h"

namespace newsgraph::syntax {
namespace {

constexpr Keyword kClauseWords[] = {
    Keyword::kMatch,   Keyword::kOptional, Keyword::kReach,  Keyword::kUnwind,   Keyword::kFor,
    Keyword::kWith,    Keyword::kReturn,   Keyword::kLet,    Keyword::kFilter,   Keyword::kCreate,
    Keyword::kMerge,   Keyword::kSet,      Keyword::kRemove, Keyword::kDelete,   Keyword::kDetach,
    Keyword::kForeach, Keyword::kCall,     Keyword::kLoad,   Keyword::kNoDetach,
};

bool IsUpdate(const Clause& clause) {
  return std::visit(
      [](const auto& node) {
        using Node = std::decay_t<decltype(node)>;
        return std::is_same_v<Node, Create> || std::is_same_v<Node, Merge> ||
               std::is_same_v<Node, Set> || std::is_same_v<Node, Remove> ||
               std::is_same_v<Node, Delete> || std::is_same_v<Node, Foreach>;
      },
      clause.node);
}

template <class Node>
bool Is(const Clause& clause) {
  return std::holds_alternative<Node>(clause.node);
}

}  // namespace

StatusOr<Statement> Parser::ParseStatement() {
  const uint32_t begin = Begin();
  StatementMode mode = StatementMode::kRun;
  if (Accept(Keyword::kExplain)) {
    mode = StatementMode::kExplain;
  } else if (Accept(Keyword::kProfile)) {
    mode = StatementMode::kProfile;
  }
  Statement statement;
  if (AtSchemaStatement()) {
    ASSIGN_OR_RETURN(statement, ParseSchemaStatement());
  } else if (AtVerb()) {
    ASSIGN_OR_RETURN(statement.node, ParseVerb());
  } else {
    ASSIGN_OR_RETURN(statement.node, ParseQuery(Place::kStatement));
  }
  statement.mode = mode;
  statement.span = Since(begin);
  return statement;
}

StatusOr<Query> Parser::ParseQuery(Place place) {
  const uint32_t begin = Begin();
  Query query;
  std::optional<bool> all;
  for (;;) {
    ASSIGN_OR_RETURN(SingleQuery part, ParseSingleQuery(place));
    query.parts.push_back(std::move(part));
    const TextSpan joint = now_.span;
    if (!Accept(Keyword::kUnion)) break;
    const bool this_all = Accept(Keyword::kAll);
    if (!this_all) Accept(Keyword::kDistinct);
    if (all.has_value() && *all != this_all) {
      return Composition(joint, "UNION and UNION ALL stand in one query",
                         "use one of them throughout, or a subquery: CALL { ... UNION ALL ... }");
    }
    all = this_all;
  }
  query.union_all = all.value_or(false);
  query.span = Since(begin);
  return query;
}

bool Parser::AtClause() {
  for (const Keyword keyword : kClauseWords) {
    if (now_.keyword == keyword) return true;
  }
  for (const Keyword keyword : kClauseWords) Note(keyword);
  return false;
}

StatusOr<SingleQuery> Parser::ParseSingleQuery(Place place) {
  const uint32_t begin = Begin();
  SingleQuery query;
  if (!AtClause()) return Unexpected("a query, which begins with a clause such as MATCH");
  do {
    if (!query.clauses.empty() && Is<Return>(query.clauses.back())) {
      return Composition(now_.span, Cat(Describe(now_), " follows RETURN, which ends a query"),
                         "use WITH instead of RETURN to go on");
    }
    ASSIGN_OR_RETURN(Clause clause, ParseClause());
    query.clauses.push_back(std::move(clause));
  } while (AtClause());
  query.span = Since(begin);
  RETURN_IF_ERROR(CheckEnd(query, place));
  RETURN_IF_ERROR(CheckCalls(query, place));
  return query;
}

// A CALL that is the whole statement may leave out its arguments and YIELD *; another may not.
Status Parser::CheckCalls(const SingleQuery& query, Place place) const {
  if (query.clauses.size() == 1 && place == Place::kStatement) return absl::OkStatus();
  for (const Clause& clause : query.clauses) {
    const auto* call = std::get_if<Call>(&clause.node);
    if (call == nullptr) continue;
    if (!call->arguments.has_value()) {
      return CompileError("InvalidArgumentPassingMode", call->name_span,
                          "a procedure inside of a query needs its arguments in parentheses",
                          Cat("write CALL ", call->name, "(...)"));
    }
    if (call->yield.has_value() && call->yield->star) {
      return CompileError("UnexpectedSyntax", call->yield->span,
                          "YIELD * stands only in a CALL that is the whole statement",
                          "name the columns: YIELD a, b");
    }
  }
  return absl::OkStatus();
}

// Called with the token behind the query as the current one: if that is a misspelt clause, this is
// the error to report.
Status Parser::CheckEnd(const SingleQuery& query, Place place) {
  const bool ends_here = At(TokenKind::kEnd) || At(TokenKind::kSemicolon) ||
                         At(TokenKind::kRightBrace) || now_.keyword == Keyword::kUnion;
  if (!ends_here) return Unexpected("the next clause or the end of the query");
  const Clause& last = query.clauses.back();
  if (const auto* result = std::get_if<Return>(&last.node)) {
    if (!result->graph || place == Place::kStatement) return absl::OkStatus();
    return Composition(last.span, "RETURN GRAPH stands in a subquery",
                       "return values here, and the graph from the query around it");
  }
  if (place == Place::kCollect) {
    return Composition(query.span, "COLLECT { } does not say what to collect",
                       "end it with RETURN and one expression");
  }
  const bool counts_rows = place == Place::kExists || place == Place::kCount;
  if (counts_rows || IsUpdate(last) || Is<Call>(last) || Is<CallSubquery>(last)) {
    return absl::OkStatus();
  }
  const std::string_view text = last.span.In(text_);
  return Composition(last.span,
                     Cat("the query ends with ", text.substr(0, text.find_first_of(" \t\r\n(")),
                         " and answers nothing"),
                     "add RETURN with what you want to see");
}

StatusOr<std::unique_ptr<Query>> Parser::ParseBracedQuery(Place place) {
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  const size_t opening = number_;
  RETURN_IF_ERROR(Expect(TokenKind::kLeftBrace));
  const bool read_only = place != Place::kCall;
  read_only_ += read_only;
  auto query = std::make_unique<Query>();
  const bool bare_pattern = read_only && place != Place::kCollect && !AtClause();
  if (bare_pattern) {  // { (a)-->(b) WHERE ... }
    const uint32_t begin = Begin();
    Match match;
    ASSIGN_OR_RETURN(match.paths, ParsePatterns(PatternUse::kMatch));
    RETURN_IF_ERROR(ParseMatchModifiers(match));
    SingleQuery part;
    part.span = Since(begin);
    part.clauses.push_back(Clause{part.span, std::move(match)});
    query->span = part.span;
    query->parts.push_back(std::move(part));
  } else {
    ASSIGN_OR_RETURN(*query, ParseQuery(place));
  }
  read_only_ -= read_only;
  RETURN_IF_ERROR(Close(opening, TokenKind::kRightBrace));
  return query;
}

namespace {

template <class Node>
StatusOr<Clause> AsClause(StatusOr<Node> node) {
  if (!node.ok()) return std::move(node).status();
  return Clause{{}, std::move(node).value()};
}

}  // namespace

StatusOr<Clause> Parser::ParseClause() {
  const uint32_t begin = Begin();
  const TextSpan word = now_.span;
  const auto parse = [&]() -> StatusOr<Clause> {
    switch (now_.keyword) {
      case Keyword::kMatch:
      case Keyword::kOptional:
      case Keyword::kReach:
        return AsClause(ParseMatch());
      case Keyword::kUnwind:
        return AsClause(ParseUnwind());
      case Keyword::kFor:
        return AsClause(ParseFor());
      case Keyword::kWith:
        return AsClause(ParseWith());
      case Keyword::kReturn:
        return AsClause(ParseReturn());
      case Keyword::kLet:
        return AsClause(ParseLet());
      case Keyword::kFilter:
        return AsClause(ParseFilter());
      case Keyword::kCreate:
        return AsClause(ParseCreate());
      case Keyword::kMerge:
        return AsClause(ParseMerge());
      case Keyword::kSet: {
        Advance();
        ASSIGN_OR_RETURN(std::vector<SetItem> items, ParseSetItems());
        return Clause{{}, Set{std::move(items)}};
      }
      case Keyword::kRemove:
        return AsClause(ParseRemove());
      case Keyword::kDelete:
      case Keyword::kDetach:
      case Keyword::kNoDetach:
        return AsClause(ParseDelete());
      case Keyword::kForeach:
        return AsClause(ParseForeach());
      case Keyword::kCall:
        return ParseCallClause();
      case Keyword::kLoad:
        return AsClause(ParseLoadCsv());
      default:
        return Unexpected("a clause");
    }
  };
  ASSIGN_OR_RETURN(Clause clause, parse());
  clause.span = Since(begin);
  if (read_only_ > 0 && IsUpdate(clause)) {
    return Composition(word, Cat("EXISTS, COUNT and COLLECT only read, found ", word.In(text_)),
                       "move the update behind it, or into CALL { }");
  }
  return clause;
}

}  // namespace newsgraph::syntax

// Path patterns: selectors, modes, groups, and the elements one after another.
#include "query/syntax/parser_class.h"

namespace newsgraph::syntax {
namespace {

constexpr std::pair<Keyword, PathMode> kModes[] = {
    {Keyword::kWalk, PathMode::kWalk},       {Keyword::kTrail, PathMode::kTrail},
    {Keyword::kAcyclic, PathMode::kAcyclic}, {Keyword::kSimple, PathMode::kSimple},
    {Keyword::kForward, PathMode::kForward},
};

bool EndsInRelationship(const PathPattern& path) {
  return !path.elements.empty() &&
         std::holds_alternative<RelationshipPattern>(path.elements.back());
}
bool EndsInNode(const PathPattern& path) {
  return !path.elements.empty() && std::holds_alternative<NodePattern>(path.elements.back());
}

NodePattern ImpliedNode(uint32_t at) {
  NodePattern node;
  node.span = {at, at};
  return node;
}

}  // namespace

StatusOr<std::vector<PathPattern>> Parser::ParsePatterns(PatternUse use) {
  std::vector<PathPattern> paths;
  do {
    ASSIGN_OR_RETURN(PathPattern path, ParsePath(use));
    paths.push_back(std::move(path));
  } while (Accept(TokenKind::kComma));
  return paths;
}

StatusOr<PathPattern> Parser::ParsePath(PatternUse use) {
  const uint32_t begin = Begin();
  std::optional<Name> variable;
  if (AtName() && PeekAt(1, TokenKind::kEqual)) {
    ASSIGN_OR_RETURN(variable, ParseName("a variable"));
    Advance();
  }
  const bool legacy = (At(Keyword::kShortestPath) || At(Keyword::kAllShortestPaths)) &&
                      PeekAt(1, TokenKind::kLeftParen);
  PathPattern path;
  if (legacy && use != PatternUse::kCreate && use != PatternUse::kMerge) {
    ASSIGN_OR_RETURN(path, ParseLegacySearch(use));
  } else {
    if (use == PatternUse::kMatch) RETURN_IF_ERROR(ParsePathPrefix(path));
    RETURN_IF_ERROR(ParsePathElements(path, use));
  }
  path.variable = std::move(variable);
  path.span = Since(begin);
  RETURN_IF_ERROR(CheckPath(path, use));
  return path;
}

// ALL SHORTEST TRAIL PATHS, ANY 3, SHORTEST 2 GROUPS, CHEAPEST 3 ACYCLIC, WALK
Status Parser::ParsePathPrefix(PathPattern& path) {
  const bool all = Accept(Keyword::kAll);
  const bool any = !all && Accept(Keyword::kAny);
  const bool shortest = Accept(Keyword::kShortest);
  const bool cheapest = !shortest && Accept(Keyword::kCheapest);
  path.search = shortest   ? (all   ? PathSearch::kAllShortest
                              : any ? PathSearch::kAnyShortest
                                    : PathSearch::kShortest)
                : cheapest ? (all   ? PathSearch::kAllCheapest
                              : any ? PathSearch::kAnyCheapest
                                    : PathSearch::kCheapest)
                : any      ? PathSearch::kAny
                           : PathSearch::kEach;
  const bool counts = path.search == PathSearch::kAny || path.search == PathSearch::kShortest ||
                      path.search == PathSearch::kCheapest;
  if (counts && (At(TokenKind::kNumber) || At(TokenKind::kParameter))) {
    ASSIGN_OR_RETURN(path.count, ParseCount("a number of paths"));
  }
  for (const auto& [keyword, mode] : kModes) {
    if (Accept(keyword)) {
      path.mode = mode;
      break;
    }
  }
  const bool prefix = all || any || shortest || cheapest || path.mode != PathMode::kDefault;
  if (prefix && !Accept(Keyword::kPath)) Accept(Keyword::kPaths);
  if (path.search == PathSearch::kShortest &&
      (Accept(Keyword::kGroup) || Accept(Keyword::kGroups))) {
    path.search = PathSearch::kShortestGroups;
  }
  const bool needs_count =
      path.search == PathSearch::kShortest || path.search == PathSearch::kCheapest;
  if (needs_count && !path.count) {
    return Unexpected("a number of paths (or write ANY or ALL in front)");
  }
  return absl::OkStatus();
}

Status Parser::ParsePathElements(PathPattern& path, PatternUse use) {
  const bool query = use == PatternUse::kMatch;
  for (;;) {
    if (At(TokenKind::kLeftParen) && query && AtGroup()) {
      ASSIGN_OR_RETURN(GroupPattern group, ParseGroup());
      AddElement(path, std::move(group));
    } else if (At(TokenKind::kLeftParen)) {
      if (EndsInNode(path)) {
        return CompileError("UnexpectedSyntax", now_.span,
                            "two nodes stand side by side without a relationship between them",
                            "write (a)-->(b), or separate them by a comma");
      }
      ASSIGN_OR_RETURN(NodePattern node, ParseNode());
      AddElement(path, std::move(node));
    } else if (AtRelationship(use) && (query || EndsInNode(path))) {
      ASSIGN_OR_RETURN(RelationshipPattern relationship, ParseRelationship(use));
      AddElement(path, std::move(relationship));
    } else {
      break;
    }
  }
  if (path.elements.empty() && AtName() && HintFor(now_).empty()) {
    return CompileError("UnexpectedSyntax", now_.span,
                        Cat("expected a pattern, found ", Describe(now_)),
                        Cat("a node stands in parentheses: (", TextOf(now_), ")"));
  }
  if (path.elements.empty()) return Unexpected("a pattern such as (a)-[:TYPE]->(b)");
  if (!EndsInRelationship(path)) return absl::OkStatus();
  if (!query) return Unexpected("a node in parentheses");
  path.elements.push_back(ImpliedNode(last_end_));
  return absl::OkStatus();
}

// A dash or arrow that belongs to the path. In an expression only what AtPattern takes for one.
bool Parser::AtRelationship(PatternUse use) {
  const size_t dash = At(TokenKind::kLess) ? 1 : 0;
  if (!PeekAt(dash, TokenKind::kMinus)) return false;
  return use != PatternUse::kExpression || PeekAt(dash + 1, TokenKind::kMinus) ||
         PeekAt(dash + 1, TokenKind::kLeftBracket);
}

// Appends, with an empty node where a relationship would have none at its side.
void Parser::AddElement(PathPattern& path, PathElement element) {
  const bool relationship = std::holds_alternative<RelationshipPattern>(element);
  const bool group = std::holds_alternative<GroupPattern>(element);
  if ((relationship && !EndsInNode(path)) || (group && EndsInRelationship(path))) {
    path.elements.push_back(
        ImpliedNode(std::visit([](const auto& e) { return e.span.begin; }, element)));
  }
  path.elements.push_back(std::move(element));
}

// shortestPath((a)-[*]-(b))
StatusOr<PathPattern> Parser::ParseLegacySearch(PatternUse use) {
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  PathPattern path;
  const bool all = At(Keyword::kAllShortestPaths);
  path.legacy = all ? LegacySearch::kAllShortestPaths : LegacySearch::kShortestPath;
  const std::string_view word = TextOf(now_);
  Advance();
  const size_t opening = number_;
  Advance();
  const uint32_t begin = Begin();
  RETURN_IF_ERROR(ParsePathElements(path, PatternUse::kExpression));
  if (path.elements.size() != 3) {
    return CompileError("UnexpectedSyntax", Since(begin),
                        Cat(word, "() takes one relationship between two nodes"),
                        "for longer patterns write MATCH ANY SHORTEST (a)-->(b)-->*(c)");
  }
  const auto& relationship = std::get<RelationshipPattern>(path.elements[1]);
  if (const auto& length = relationship.quantifier; length && length->min > 1) {
    return CompileError("UnsupportedLength", length->span,
                        Cat(word, "() takes no least length but 0 and 1"),
                        Cat("write MATCH ", all ? "ALL" : "ANY", " SHORTEST (a)-->{", length->min,
                            ",", length->max ? Cat(*length->max) : "", "}(b)"));
  }
  RETURN_IF_ERROR(CheckPath(path, use));
  RETURN_IF_ERROR(Close(opening, TokenKind::kRightParen));
  return path;
}

// At "(": a path in parentheses, and not a node?
bool Parser::AtGroup() {
  const Token first = Peek(1);
  if (first.kind == TokenKind::kLeftParen || first.kind == TokenKind::kMinus ||
      first.kind == TokenKind::kLess) {
    return true;
  }
  if (PeekAtName(1) && PeekAt(2, TokenKind::kEqual)) return true;
  switch (first.keyword) {
    case Keyword::kAll:
    case Keyword::kAny:
    case Keyword::kShortest:
    case Keyword::kCheapest:
    case Keyword::kWalk:
    case Keyword::kTrail:
    case Keyword::kAcyclic:
    case Keyword::kSimple:
    case Keyword::kForward:
      break;
    default:
      return false;
  }
  // A node may be named so: (any), (any:Label).
  const Token second = Peek(2);
  return second.kind == TokenKind::kLeftParen || second.kind == TokenKind::kNumber ||
         second.kind == TokenKind::kParameter || second.kind == TokenKind::kMinus ||
         (second.kind == TokenKind::kWord && second.keyword != Keyword::kIs &&
          second.keyword != Keyword::kWhere);
}

StatusOr<GroupPattern> Parser::ParseGroup() {
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  const uint32_t begin = Begin();
  const size_t opening = number_;
  Advance();
  GroupPattern group;
  ASSIGN_OR_RETURN(PathPattern path, ParsePath(PatternUse::kMatch));
  group.path = std::make_unique<PathPattern>(std::move(path));
  ASSIGN_OR_RETURN(group.where, ParseWhere());
  RETURN_IF_ERROR(Close(opening, TokenKind::kRightParen));
  ASSIGN_OR_RETURN(group.quantifier, ParseQuantifier());
  group.span = Since(begin);
  return group;
}

// At the "(" that is `ahead`: does a pattern begin here, and not an expression in parentheses? What
// stands inside has to look like a node, and a relationship and a node have to follow: (a)-- ,
// (a)-[...]- , (a)<--
bool Parser::AtPattern(size_t ahead) {
  const Token first = Peek(ahead + 1);
  bool node = first.kind == TokenKind::kRightParen || first.kind == TokenKind::kColon ||
              first.kind == TokenKind::kLeftBrace || first.kind == TokenKind::kAt;
  if (PeekAtName(ahead + 1)) {
    const Token second = Peek(ahead + 2);
    node = second.kind == TokenKind::kRightParen || second.kind == TokenKind::kColon ||
           second.kind == TokenKind::kLeftBrace || second.kind == TokenKind::kAt ||
           second.kind == TokenKind::kParameter || second.keyword == Keyword::kIs ||
           second.keyword == Keyword::kWhere;
  }
  if (!node) return false;
  const uint32_t closing = tokens_.ClosingOf(number_ + ahead);
  if (closing == Token::kNoPartner) return false;
  size_t at = closing + 1;
  if (tokens_[at].kind == TokenKind::kLess) ++at;
  if (tokens_[at].kind != TokenKind::kMinus) return false;
  ++at;
  if (tokens_[at].kind == TokenKind::kLeftBracket) {
    const uint32_t bracket = tokens_.ClosingOf(at);
    if (bracket == Token::kNoPartner) return false;
    at = bracket + 1;
  }
  if (tokens_[at].kind != TokenKind::kMinus) return false;
  const TokenKind after = tokens_[at + 1].kind;
  return after == TokenKind::kGreater || after == TokenKind::kLeftParen;
}

}  // namespace newsgraph::syntax

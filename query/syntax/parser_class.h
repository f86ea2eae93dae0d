// Parser: one pass over the tokens of one statement. Private to this folder; parser.h is the door.
//
// One member function per production, named after it, in files by family:
//
//   parser.cc             the doors, the cursor, errors
//   parse_statement.cc    statements, queries, the order of clauses
//   parse_clause.cc       clauses that read
//   parse_update.cc       clauses that write
//   parse_call.cc         CALL, CALL { }, LOAD CSV
//   parse_schema.cc       indexes, constraints, SHOW, transactions
//   parse_verb.cc         paths, near, connect ...
//   parse_path.cc         paths: selectors, modes, groups
//   parse_element.cc      nodes, relationships, labels, quantifiers
//   check_pattern.cc      what each clause allows in its patterns
//   parse_expression.cc   operators
//   parse_primary.cc      what operators join
//   parse_brackets.cc     lists, maps, comprehensions, CASE
//   parse_literal.cc      numbers, strings, names
//
// Lookahead is a fixed number of tokens, except where a bracket is jumped over to see what stands
// behind it (TokenStream::ClosingOf), so parsing is linear. A production that nests opens a Level.
#pragma once

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/base/error.h"
#include "query/syntax/ast.h"
#include "query/syntax/lexer.h"

namespace newsgraph::syntax {

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), tokens_(text) { now_ = tokens_[0]; }

  StatusOr<Statement> WholeStatement();
  StatusOr<ExpressionPtr> WholeExpression();

 private:
  class Level;
  enum class Ask : uint8_t { kValue, kPredicate };  // may a pattern stand here as a predicate?
  enum class Place : uint8_t { kStatement, kExists, kCount, kCollect, kCall };  // of a query
  enum class PatternUse : uint8_t { kMatch, kCreate, kMerge, kExpression };

  // ---- cursor
  Token Peek(size_t ahead) { return tokens_[number_ + ahead]; }
  bool At(TokenKind kind) const { return now_.kind == kind; }
  bool At(Keyword keyword) {  // notes the keyword as one that would do here
    if (now_.keyword == keyword) return true;
    Note(keyword);
    return false;
  }
  bool PeekAt(size_t ahead, TokenKind kind) { return Peek(ahead).kind == kind; }
  bool PeekAt(size_t ahead, Keyword keyword) { return Peek(ahead).keyword == keyword; }
  bool AtName() const { return At(TokenKind::kWord) || At(TokenKind::kQuotedWord); }
  bool PeekAtName(size_t ahead);
  void Advance() {
    last_end_ = now_.span.end;
    now_ = tokens_[++number_];
  }
  bool Accept(TokenKind kind) { return At(kind) && (Advance(), true); }
  bool Accept(Keyword keyword) { return At(keyword) && (Advance(), true); }
  Status Expect(TokenKind kind, std::string_view what = {});
  Status Expect(Keyword keyword);
  // The bracket that closes the one at token number `opening`.
  Status Close(size_t opening, TokenKind closer);
  uint32_t Begin() const { return now_.span.begin; }
  TextSpan Since(uint32_t begin) const { return {begin, std::max(begin, last_end_)}; }
  std::string_view TextOf(const Token& token) const { return token.span.In(text_); }
  // What may begin an expression; a structural word does only where it cannot be meant as itself.
  static bool BeginsOperand(const Token& token);

  // ---- errors
  void Note(Keyword keyword) {
    if (tried_at_ != number_) tried_at_ = number_, tried_count_ = 0;
    if (tried_count_ < tried_.size()) tried_[tried_count_++] = keyword;
  }
  // "expected <what>, found <the current token>", with the hint that fits.
  Status Unexpected(std::string_view expected);
  Status LexicalError(const Token& token);
  Status TooDeep(TextSpan span) const;
  std::string Describe(const Token& token) const;
  std::string HintFor(const Token& token) const;
  Status Composition(TextSpan span, std::string_view message, std::string_view hint = {}) const;
  Status Unsupported(TextSpan span, std::string_view what, std::string_view hint = {}) const;

  // ---- statements and queries
  StatusOr<Statement> ParseStatement();
  StatusOr<Query> ParseQuery(Place place);
  StatusOr<SingleQuery> ParseSingleQuery(Place place);
  StatusOr<std::unique_ptr<Query>> ParseBracedQuery(Place place);
  Status CheckEnd(const SingleQuery& query, Place place);
  Status CheckCalls(const SingleQuery& query, Place place) const;
  bool AtClause();
  StatusOr<Clause> ParseClause();
  bool AtSchemaStatement();
  StatusOr<Statement> ParseSchemaStatement();
  StatusOr<CreateIndex> ParseCreateIndex();
  StatusOr<CreateConstraint> ParseCreateConstraint();
  StatusOr<SchemaTarget> ParseSchemaTarget();
  StatusOr<std::vector<Name>> ParseSchemaProperties(const SchemaTarget& target, bool brackets);
  StatusOr<Show> ParseShow();
  bool AtVerb();
  StatusOr<Verb> ParseVerb();
  Status ParseVerbNames(Verb& verb);
  Status ParseVerbOptions(Verb& verb);
  StatusOr<ExpressionPtr> ParseVerbName();
  StatusOr<ExpressionPtr> ParseVerbDate();

  // ---- clauses
  StatusOr<Match> ParseMatch();
  MatchMode ParseMatchMode();
  Status ParseMatchModifiers(Match& match);
  StatusOr<bool> ParseMatchModifier(Match& match);
  Status ParseDuring(Match& match);
  Status ParseNotVia(Match& match);
  Status ParseBudget(Match& match);
  StatusOr<Unwind> ParseUnwind();
  StatusOr<Unwind> ParseFor();
  StatusOr<Let> ParseLet();
  StatusOr<Filter> ParseFilter();
  StatusOr<With> ParseWith();
  StatusOr<Return> ParseReturn();
  StatusOr<Projection> ParseProjection();
  StatusOr<ProjectionItem> ParseProjectionItem();
  Status ParseOrderAndPage(Projection& projection);
  StatusOr<ExpressionPtr> ParseWhere();  // null if there is none
  StatusOr<Create> ParseCreate();
  StatusOr<Merge> ParseMerge();
  StatusOr<std::vector<SetItem>> ParseSetItems();
  StatusOr<SetItem> ParseSetItem();
  StatusOr<Remove> ParseRemove();
  StatusOr<std::vector<Name>> ParseLabelSet();
  StatusOr<ExpressionPtr> ParsePropertyTarget();
  StatusOr<Delete> ParseDelete();
  StatusOr<Foreach> ParseForeach();
  StatusOr<Clause> ParseCallClause();
  StatusOr<Call> ParseCall();
  StatusOr<Yield> ParseYield();
  StatusOr<CallSubquery> ParseCallSubquery();
  StatusOr<LoadCsv> ParseLoadCsv();

  // ---- patterns
  StatusOr<std::vector<PathPattern>> ParsePatterns(PatternUse use);
  StatusOr<PathPattern> ParsePath(PatternUse use);
  Status ParsePathPrefix(PathPattern& path);
  Status ParsePathElements(PathPattern& path, PatternUse use);
  void AddElement(PathPattern& path, PathElement element);
  bool AtRelationship(PatternUse use);
  StatusOr<PathPattern> ParseLegacySearch(PatternUse use);
  bool AtGroup();
  StatusOr<GroupPattern> ParseGroup();
  StatusOr<NodePattern> ParseNode();
  bool AtElementVariable();
  StatusOr<RelationshipPattern> ParseRelationship(PatternUse use);
  Status ParseRelationshipFiller(RelationshipPattern& relationship);
  Status ParseRelationshipOptions(RelationshipPattern& relationship);
  StatusOr<ExpressionPtr> ParseProperties();  // null if there are none
  StatusOr<std::optional<Quantifier>> ParseQuantifier();
  StatusOr<Quantifier> ParseLegacyLength();
  StatusOr<LabelExpressionPtr> ParseLabels(bool legacy_and, bool bar_is_or);
  StatusOr<LabelExpression> ParseLabelOr(bool legacy_and, bool bar_is_or);
  StatusOr<LabelExpression> ParseLabelAnd(bool legacy_and);
  StatusOr<LabelExpression> ParseLabelPrimary();
  bool BarIsOr();
  Status CheckPath(const PathPattern& path, PatternUse use) const;
  Status CheckWrittenNode(const NodePattern& node) const;
  Status CheckWrittenRelationship(const RelationshipPattern& relationship, PatternUse use) const;
  Status CheckPropertiesUse(const ExpressionPtr& properties, PatternUse use) const;
  // "(" opens a pattern and not an expression in parentheses.
  bool AtPattern(size_t ahead);

  // ---- expressions
  StatusOr<ExpressionPtr> ParseExpression(Ask ask = Ask::kValue, bool bar_ends = false);
  StatusOr<ExpressionPtr> ParseOperators(int lowest);
  bool AtNot();
  StatusOr<ExpressionPtr> ParseNot();
  Status ParseTest(Tests& tests);
  StatusOr<Test> ParseIsTest();
  StatusOr<ValueType> ParseValueType();
  StatusOr<ExpressionPtr> ParseUnary();
  StatusOr<ExpressionPtr> ParseAccess();
  StatusOr<AccessStep> ParseBracketStep();
  StatusOr<ExpressionPtr> ParsePrimary();
  StatusOr<ExpressionPtr> ParseWordPrimary();
  StatusOr<ExpressionPtr> ParseBraceForm();
  StatusOr<ExpressionPtr> ParseCallForm();
  StatusOr<ExpressionPtr> ParseCallOrVariable();
  size_t FunctionNameLength();  // tokens up to the "(" of a call; 0 if it is none
  StatusOr<ExpressionPtr> ParseFunctionCall(size_t name_tokens);
  StatusOr<ExpressionPtr> ParseParenthesized();
  StatusOr<ExpressionPtr> ParsePatternPredicate();
  StatusOr<ExpressionPtr> ParseSquareBrackets();
  // Items with commas between them, maybe none, and the bracket that closes the one at `opening`.
  template <class ParseItem>
  Status ParseItems(size_t opening, TokenKind closer, ParseItem parse_item);
  bool AtListComprehension();
  StatusOr<ExpressionPtr> ParseListComprehension();
  StatusOr<ExpressionPtr> ParsePatternComprehension();
  StatusOr<ExpressionPtr> ParseMap();
  StatusOr<ExpressionPtr> ParseMapProjection();
  StatusOr<ProjectionElement> ParseProjectionElement();
  StatusOr<ExpressionPtr> ParseCase();
  StatusOr<ExpressionPtr> ParseListPredicate(QuantifierKind kind);
  StatusOr<ExpressionPtr> ParseReduce();
  StatusOr<ExpressionPtr> ParseSubquery(SubqueryKind kind);
  StatusOr<ExpressionPtr> ParseEntityName();

  // ---- literals and names
  StatusOr<ExpressionPtr> ParseNumber(uint32_t begin, bool negative);
  StatusOr<Literal> NumberValue(const Token& token, bool negative) const;
  StatusOr<ExpressionPtr> ParseString();
  StatusOr<ExpressionPtr> ParseParameter();
  StatusOr<uint64_t> ParseUnsigned(std::string_view what);
  StatusOr<ExpressionPtr> ParseCount(std::string_view what);  // an integer above 0, or a parameter
  // The text between the quotes with its escapes resolved; `quoted` includes the quotes.
  StatusOr<std::string> Unescape(TextSpan quoted) const;
  Status UnescapeOne(size_t& at, size_t end, std::string& value) const;
  StatusOr<char32_t> UnescapeCodePoint(size_t& at, size_t end) const;
  StatusOr<Name> ParseName(std::string_view what);
  StatusOr<std::string> ParseDottedName(size_t name_tokens);
  StatusOr<std::vector<ExpressionPtr>> ParseArguments(size_t opening, Ask ask);

  template <class Node>
  ExpressionPtr Make(uint32_t begin, Node node) {
    auto expression = std::make_unique<Expression>();
    expression->span = Since(begin);
    expression->node = std::move(node);
    return expression;
  }

  std::string_view text_;
  TokenStream tokens_;
  size_t number_ = 0;  // of the current token
  Token now_;          // the current token
  uint32_t last_end_ = 0;
  int depth_ = 0;    // levels of nesting that are open
  int tallest_ = 0;  // height of the highest expression made since the innermost Level began
  Ask ask_ = Ask::kValue;
  bool bar_ends_ = false;  // a "|" ends the expression: it is not part of a label expression
  int read_only_ = 0;      // inside of that many EXISTS, COUNT and COLLECT
  // Keywords that were looked for at token `tried_at_`: what would do, for did-you-mean.
  std::array<Keyword, 64> tried_{};
  size_t tried_count_ = 0;
  size_t tried_at_ = 0;
};

// One level of nesting, from its bracket or prefix operator to its end. Counts depth and keeps the
// height of the trees made inside: a tree that is one higher when `adds_node`.
class Parser::Level {
 public:
  explicit Level(Parser& parser, bool adds_node = true)
      : parser_(parser), outer_(parser.tallest_), adds_node_(adds_node) {
    ++parser_.depth_;
    parser_.tallest_ = 0;
  }
  ~Level() {
    --parser_.depth_;
    parser_.tallest_ = std::max(outer_, parser_.tallest_ + (adds_node_ ? 1 : 0));
  }
  Level(const Level&) = delete;
  Level& operator=(const Level&) = delete;

  bool TooDeep() const { return parser_.depth_ > kMaxNesting; }

 private:
  Parser& parser_;
  int outer_;
  bool adds_node_;
};

}  // namespace newsgraph::syntax

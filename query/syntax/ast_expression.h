// The tree of expressions and patterns: the inner half of ast.h, which says how the tree is made
// and bounded.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "graph/base/text_span.h"

namespace newsgraph::syntax {

inline constexpr int kMaxNesting = 256;
inline constexpr int kMaxHeight = 512;

struct Expression;
struct PathPattern;
struct Query;
struct LabelExpression;
using ExpressionPtr = std::unique_ptr<Expression>;  // null where the source leaves the part out
using LabelExpressionPtr = std::unique_ptr<LabelExpression>;

// An identifier at a place: a variable that is declared, a property key, a label. Backquotes are
// gone and their escapes resolved.
struct Name {
  std::string text;
  TextSpan span;
};

// ---------------------------------------------------------------- Labels and relationship types

struct LabelName {
  std::string name;
};
struct AnyLabel {};  // %
struct LabelNot {
  LabelExpressionPtr operand;
};
struct LabelAnd {  // A&B, and the older :A:B; two operands or more
  std::vector<LabelExpression> operands;
};
struct LabelOr {  // A|B, and the older A|:B; two operands or more
  std::vector<LabelExpression> operands;
};
struct LabelExpression {
  TextSpan span;
  std::variant<LabelName, AnyLabel, LabelNot, LabelAnd, LabelOr> node;
};

// ---------------------------------------------------------------- Patterns

// (n:Label {k: v} WHERE n.x > 1)   (a@"OpenAI":Org)
struct NodePattern {
  TextSpan span;  // from "(" to ")"; empty for a node that `-->-->` only implies
  std::optional<Name> variable;
  ExpressionPtr entity;  // after @: a string Literal or a Parameter
  LabelExpressionPtr labels;
  ExpressionPtr properties;  // MapLiteral; in CREATE a Parameter too
  ExpressionPtr where;
};

enum class Direction : uint8_t { kRight, kLeft, kBoth };  // --> , <-- , -- and <-->

// How often a relationship or a group repeats. Defaults are filled in.
//   legacy       `*` 1.. , `*2` 2..2 , `*..3` 1..3 , `*0..` : a variable-length relationship
//   not legacy   `*` 0.. , `+` 1.. , `{2}` 2..2 , `{,3}` 0..3 , `{1,3}` : GQL's quantifier
//   questioned   `?` 0..1 : as {0,1}, but its variables are one element or null, not lists
// `max` may be less than `min` in the legacy form only: it matches nothing.
struct Quantifier {
  TextSpan span;
  uint64_t min = 1;
  std::optional<uint64_t> max;  // none: no upper bound
  bool legacy = false;
  bool questioned = false;
};

// TOP 20 BY r.weight DESC: of the edges that a node has for this step, only the best. DESC is the
// default.
struct TopEdges {
  TextSpan span;
  ExpressionPtr count;
  ExpressionPtr key;
  bool ascending = false;
};

// -[r:A|B*1..3 {k: v} WHERE r.x > 1 COST 1.0 / r.w TOP 5 BY r.w]->{1,3}
struct RelationshipPattern {
  TextSpan span;  // from the first "<" or "-" to the end of the quantifier
  Direction direction = Direction::kRight;
  std::optional<Name> variable;
  LabelExpressionPtr types;
  std::optional<Quantifier> quantifier;
  ExpressionPtr properties;  // MapLiteral; in CREATE a Parameter too
  ExpressionPtr where;
  ExpressionPtr cost;
  std::optional<TopEdges> top;
};

// ((a)-[:T]->(b) WHERE a.x < b.x){1,3}. The path's own variable, selector and mode are those inside
// the parentheses.
struct GroupPattern {
  TextSpan span;
  std::unique_ptr<PathPattern> path;
  ExpressionPtr where;
  std::optional<Quantifier> quantifier;  // none: once
};

using PathElement = std::variant<NodePattern, RelationshipPattern, GroupPattern>;

enum class PathSearch : uint8_t {
  kEach,            // no selector, or ALL
  kAny,             // ANY, ANY k
  kAnyShortest,     // ANY SHORTEST
  kAllShortest,     // ALL SHORTEST
  kShortest,        // SHORTEST k
  kShortestGroups,  // SHORTEST k GROUPS, SHORTEST GROUP
  kAnyCheapest,     // ANY CHEAPEST
  kAllCheapest,     // ALL CHEAPEST
  kCheapest,        // CHEAPEST k
};

// Without a mode a path repeats no relationship (TRAIL), as in openCypher, under REPEATABLE
// ELEMENTS it is a WALK. FORWARD: dates never decrease along the path.
enum class PathMode : uint8_t { kDefault, kWalk, kTrail, kAcyclic, kSimple, kForward };

enum class LegacySearch : uint8_t { kNone, kShortestPath, kAllShortestPaths };

// p = SHORTEST 3 ACYCLIC (a)-[:R]->{1,4}(b)
//
// Elements: two relationships are never neighbours and a relationship never stands at an end or
// beside a group (the parser puts an empty node there); two nodes are never neighbours; groups may
// stand beside nodes and groups, and the nodes that meet there are the same node.
struct PathPattern {
  TextSpan span;
  std::optional<Name> variable;
  PathSearch search = PathSearch::kEach;
  ExpressionPtr count;  // of kAny, kShortest, kShortestGroups, kCheapest: an int Literal > 0 or a
                        // Parameter; null means 1
  PathMode mode = PathMode::kDefault;
  LegacySearch legacy = LegacySearch::kNone;  // shortestPath((a)-[*]-(b)): elements are the inner
                                              // three
  std::vector<PathElement> elements;
};

// ---------------------------------------------------------------- Expressions

struct Literal {  // monostate is null
  std::variant<std::monostate, bool, int64_t, double, std::string> value;
};
struct Parameter {  // $name
  std::string name;
};
struct Variable {
  std::string name;
};
struct EntityLiteral {  // @"OpenAI"
  ExpressionPtr name;   // a string Literal or a Parameter
};
struct ListLiteral {
  std::vector<ExpressionPtr> items;
};
struct MapEntry {
  Name key;
  ExpressionPtr value;
};
struct MapLiteral {
  std::vector<MapEntry> entries;
};

// x.a[1][2..3].b: steps from left to right.
struct PropertyStep {
  Name key;
};
struct IndexStep {
  ExpressionPtr index;
};
struct SliceStep {  // either end may be missing
  ExpressionPtr from;
  ExpressionPtr to;
};
struct AccessStep {
  TextSpan span;
  std::variant<PropertyStep, IndexStep, SliceStep> node;
};
struct Access {
  ExpressionPtr base;
  std::vector<AccessStep> steps;  // one or more
};

// a + b - c, a * b / c % d, a ^ b ^ c: from left to right, operators of one precedence.
enum class ArithmeticOperator : uint8_t {
  kAdd,
  kSubtract,
  kConcatenate,  // ||
  kMultiply,
  kDivide,
  kModulo,
  kPower,
};
struct ArithmeticStep {
  ArithmeticOperator op;
  TextSpan op_span;
  ExpressionPtr operand;
};
struct Arithmetic {
  ExpressionPtr first;
  std::vector<ArithmeticStep> rest;  // one or more
};
struct Sign {  // + and - before an operand; -1 is a Literal
  bool negative = true;
  ExpressionPtr operand;
};

// a < b <= c: a < b AND b <= c, b evaluated once.
enum class ComparisonOperator : uint8_t {
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
};
struct ComparisonStep {
  ComparisonOperator op;
  TextSpan op_span;
  ExpressionPtr operand;
};
struct Comparison {
  ExpressionPtr first;
  std::vector<ComparisonStep> rest;  // one or more
};

enum class LogicalOperator : uint8_t { kAnd, kOr, kXor };
struct Logical {
  LogicalOperator op;
  std::vector<ExpressionPtr> operands;  // two or more
};
struct Not {
  ExpressionPtr operand;
};

// x IN list, x STARTS WITH y, x IS NULL, x:Label ...: tests that bind tighter than comparisons.
// Each takes the result of the one before it.
struct InTest {
  ExpressionPtr list;
};
enum class StringOperator : uint8_t { kStartsWith, kEndsWith, kContains, kMatches };  // =~
struct StringTest {
  StringOperator op;
  ExpressionPtr operand;
};
struct NullTest {
  bool negated = false;  // IS NOT NULL
};
struct LabelTest {  // n:A:B, n:A|B, n IS A; of a relationship its type
  LabelExpressionPtr labels;
};
// INTEGER, STRING NOT NULL, LIST<FLOAT NOT NULL>: names in upper case, words separated by one
// space.
struct ValueType {
  std::string name;
  bool not_null = false;
  std::unique_ptr<ValueType> item;  // of a LIST
};
struct TypeTest {  // IS :: T, IS TYPED T, IS NOT :: T
  ValueType type;
  bool negated = false;
};
struct Test {
  TextSpan span;  // from the operator to the end of its operand
  std::variant<InTest, StringTest, NullTest, LabelTest, TypeTest> node;
};
struct Tests {
  ExpressionPtr operand;
  std::vector<Test> tests;  // one or more
};

struct FunctionCall {
  std::string name;  // as written, parts joined by ".": "duration.between"
  TextSpan name_span;
  bool distinct = false;
  std::vector<ExpressionPtr> arguments;
};
struct CountStar {};  // count(*)

struct CaseBranch {
  std::vector<ExpressionPtr> when;  // more than one only in the simple form: WHEN 1, 2 THEN
  ExpressionPtr then;
};
struct Case {
  ExpressionPtr operand;             // null: searched, each `when` is a predicate
  std::vector<CaseBranch> branches;  // one or more
  ExpressionPtr otherwise;           // null: no ELSE
};

struct ListComprehension {  // [x IN list WHERE predicate | value]
  Name variable;
  ExpressionPtr list;
  ExpressionPtr where;
  ExpressionPtr value;
};
struct PatternComprehension {  // [p = (a)-->(b) WHERE predicate | value]
  std::unique_ptr<PathPattern> pattern;
  ExpressionPtr where;
  ExpressionPtr value;
};
// (a)-[:R]->(b) as a predicate: is there such a path? The parser lets it stand only where a
// predicate is asked for, and in exists(...).
struct PatternPredicate {
  std::unique_ptr<PathPattern> pattern;
};
struct ShortestPath {  // shortestPath(...), allShortestPaths(...): pattern->legacy says which
  std::unique_ptr<PathPattern> pattern;
};

enum class QuantifierKind : uint8_t { kAll, kAny, kNone, kSingle };
struct ListPredicate {  // all(x IN list WHERE predicate)
  QuantifierKind kind;
  Name variable;
  ExpressionPtr list;
  ExpressionPtr where;  // null when left out: the items themselves are tested
};
struct Reduce {  // reduce(accumulator = initial, variable IN list | step)
  Name accumulator;
  ExpressionPtr initial;
  Name variable;
  ExpressionPtr list;
  ExpressionPtr step;
};

// n {.name, .*, age: 7, other}
struct PropertySelector {
  Name key;
};
struct VariableSelector {
  Name variable;
};
struct AllProperties {
  TextSpan span;
};
using ProjectionElement = std::variant<MapEntry, PropertySelector, VariableSelector, AllProperties>;
struct MapProjection {
  Name variable;
  std::vector<ProjectionElement> elements;
};

enum class SubqueryKind : uint8_t { kExists, kCount, kCollect };
struct SubqueryExpression {  // EXISTS { MATCH ... }; a bare pattern inside becomes a Match
  SubqueryKind kind;
  std::unique_ptr<Query> query;  // without RETURN it counts rows (EXISTS and COUNT only)
};

struct Expression {
  TextSpan span;  // with the parentheses around it, without blanks
  std::variant<Literal, Parameter, Variable, EntityLiteral, ListLiteral, MapLiteral, Access,
               Arithmetic, Sign, Comparison, Logical, Not, Tests, FunctionCall, CountStar, Case,
               ListComprehension, PatternComprehension, PatternPredicate, ShortestPath,
               ListPredicate, Reduce, MapProjection, SubqueryExpression>
      node;
};

}  // namespace newsgraph::syntax

// The tree of a statement as it was written: what the parser makes, the printer prints and the
// binder reads.
//
//   RETURN a.name AS n   ->   Statement{Query{SingleQuery{Clause{Return{Projection{ProjectionItem{
//                               Access{Variable "a", [PropertyStep "name"]}, alias "n"}}}}}}}
//
// A plain value: structs in variants, children in vectors and unique_ptrs, nothing shared. It owns
// its names and strings; spans are byte ranges of the text that was parsed, which the caller keeps.
// Parentheses leave no node behind (the span of an expression includes those around it).
//
// Chains are flat: `a + b - c`, `a AND b AND c`, `a < b <= c`, `x.a[1].b` and `x IS NULL IS NULL`
// are one node each with a vector of what follows, so depth is bounded by nesting, never by length:
// brackets and prefix operators nest at most kMaxNesting deep and no expression tree is higher than
// kMaxHeight nodes (subqueries included). Recursion over the tree is therefore safe.
// Thread-safe as a std::vector is.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "query/syntax/ast_expression.h"

namespace newsgraph::syntax {

// ---------------------------------------------------------------- Clauses

enum class MatchMode : uint8_t { kDefault, kDifferentRelationships, kRepeatableElements };

struct During {  // DURING [from, to]: either may be the null literal
  TextSpan span;
  ExpressionPtr from;
  ExpressionPtr to;
};
enum class BudgetUnit : uint8_t { kMilliseconds, kSeconds, kEdges, kRows, kMegabytes };
struct BudgetLimit {  // 200 MS, 5e6 EDGES
  TextSpan span;
  ExpressionPtr amount;  // a number Literal or a Parameter
  BudgetUnit unit = BudgetUnit::kMilliseconds;
};

// [OPTIONAL] MATCH|REACH pattern [AS OF e] [DURING [e, e]] [AVOID DEGREE > e] [NOT VIA (n), ...]
// [BUDGET e unit, ...] [WHERE e]; REACH gives each end once, with `hops`.
struct Match {
  bool optional = false;
  bool reach = false;
  MatchMode mode = MatchMode::kDefault;
  std::vector<PathPattern> paths;  // one or more; of REACH exactly one
  ExpressionPtr as_of;
  std::optional<During> during;
  ExpressionPtr avoid_degree;
  std::vector<NodePattern> not_via;
  std::vector<BudgetLimit> budget;
  ExpressionPtr where;
};

struct Unwind {  // UNWIND list AS x, FOR x IN list
  ExpressionPtr list;
  Name variable;
};

struct ProjectionItem {
  ExpressionPtr expression;
  std::optional<Name> alias;  // none: the column is named by the text of expression->span
};
struct SortItem {
  ExpressionPtr key;
  bool descending = false;
};
struct Projection {  // [DISTINCT] *, items [ORDER BY ...] [SKIP e] [LIMIT e]
  TextSpan span;
  bool distinct = false;
  bool star = false;
  std::vector<ProjectionItem> items;
  std::vector<SortItem> order_by;
  ExpressionPtr skip;
  ExpressionPtr limit;
};
struct With {
  Projection projection;
  ExpressionPtr where;
};
struct Return {
  bool graph = false;  // RETURN GRAPH: the projection is empty
  Projection projection;
};

struct LetItem {
  Name variable;
  ExpressionPtr value;
};
struct Let {  // LET x = e, y = e: adds variables and keeps all others
  std::vector<LetItem> items;
};
struct Filter {  // FILTER [WHERE] e
  ExpressionPtr where;
};

struct Create {
  std::vector<PathPattern> paths;  // nodes and plain relationships only
};

struct SetProperty {     // n.name = e, n[key] = e, (expression).name = e
  ExpressionPtr target;  // Access whose last step is a PropertyStep or an IndexStep
  ExpressionPtr value;
};
struct SetAll {  // n = map, n += map
  Name variable;
  bool add = false;
  ExpressionPtr value;
};
struct SetLabels {  // n:A:B
  Name variable;
  std::vector<Name> labels;
};
using SetItem = std::variant<SetProperty, SetAll, SetLabels>;
struct Set {
  std::vector<SetItem> items;
};

struct MergeAction {
  bool on_create = true;  // else ON MATCH
  std::vector<SetItem> items;
};
struct Merge {
  PathPattern path;
  std::vector<MergeAction> actions;
};

struct RemoveProperty {
  ExpressionPtr target;  // as in SetProperty
};
struct RemoveLabels {
  Name variable;
  std::vector<Name> labels;
};
using RemoveItem = std::variant<RemoveProperty, RemoveLabels>;
struct Remove {
  std::vector<RemoveItem> items;
};

struct Delete {
  bool detach = false;
  std::vector<ExpressionPtr> targets;
};

struct Clause;
struct Foreach {  // FOREACH (x IN list | updates)
  Name variable;
  ExpressionPtr list;
  std::vector<Clause> updates;  // Create, Merge, Set, Remove, Delete, Foreach
};

struct YieldItem {
  Name column;
  std::optional<Name> alias;
};
struct Yield {
  TextSpan span;
  bool star = false;
  std::vector<YieldItem> items;
  ExpressionPtr where;
};
struct Call {  // CALL test.my.proc(1) YIELD a AS b WHERE ...
  std::string name;
  TextSpan name_span;
  // none: no parentheses; arguments come from the parameters of the same names (standalone calls)
  std::optional<std::vector<ExpressionPtr>> arguments;
  std::optional<Yield> yield;
};
struct Import {  // CALL (x, y) { }, CALL (*) { }, CALL () { }
  bool star = false;
  std::vector<Name> variables;
};
struct CallSubquery {
  std::optional<Import> import;  // none: an importing WITH may open the query
  std::unique_ptr<Query> query;
};

struct LoadCsv {  // LOAD CSV WITH HEADERS FROM e AS row FIELDTERMINATOR ';'
  bool with_headers = false;
  ExpressionPtr source;
  Name variable;
  std::optional<std::string> field_terminator;
};

struct Clause {
  TextSpan span;
  std::variant<Match, Unwind, With, Return, Let, Filter, Create, Merge, Set, Remove, Delete,
               Foreach, Call, CallSubquery, LoadCsv>
      node;
};

// ---------------------------------------------------------------- Queries and statements

struct SingleQuery {
  TextSpan span;
  std::vector<Clause> clauses;  // one or more
};
struct Query {
  TextSpan span;
  std::vector<SingleQuery> parts;  // one or more, joined by UNION
  bool union_all = false;          // of all the joints
};

struct SchemaTarget {  // FOR (n:Person), FOR ()-[r:KNOWS]-()
  bool relationship = false;
  Name variable;
  Name label;  // or type
};
struct CreateIndex {  // CREATE INDEX name IF NOT EXISTS FOR (n:L) ON (n.a, n.b)
  std::optional<Name> name;
  bool if_not_exists = false;
  SchemaTarget target;
  std::vector<Name> properties;
};
enum class ConstraintKind : uint8_t { kUnique, kNotNull, kKey };  // kKey: both
struct CreateConstraint {  // CREATE CONSTRAINT name IF NOT EXISTS FOR (n:L) REQUIRE n.a IS UNIQUE
  std::optional<Name> name;
  bool if_not_exists = false;
  SchemaTarget target;
  std::vector<Name> properties;
  ConstraintKind kind = ConstraintKind::kUnique;
};
struct DropIndex {
  Name name;
  bool if_exists = false;
};
struct DropConstraint {
  Name name;
  bool if_exists = false;
};
enum class ShowKind : uint8_t { kIndexes, kConstraints, kFunctions, kProcedures };
struct Show {
  ShowKind what = ShowKind::kIndexes;
};
enum class TransactionAction : uint8_t { kBegin, kCommit, kRollback };
struct Transaction {
  TransactionAction action = TransactionAction::kBegin;
};

// The verbs of prompt and scripts, each short for a query.
enum class VerbKind : uint8_t { kPaths, kNear, kConnect, kCommon, kTimeline, kWhy, kAbout };
//   paths "A" -- "B" [via :T|:U] [max n] [top k] [since d] [avoid n] [not via "X", ...]
//   near "A" [n] [:T|:U] [since d] [top n]        connect "A", "B", ... [max n]
//   common "A", "B" [top n]    timeline "A" [with "B"] [since d]    why "A" -- "B"    about "A"
struct Verb {
  VerbKind kind = VerbKind::kAbout;
  std::vector<ExpressionPtr> names;  // string Literals or Parameters; as many as the verb takes
  LabelExpressionPtr types;
  ExpressionPtr hops;  // max n; of near its n; an int Literal or a Parameter, as are top and avoid
  ExpressionPtr top;
  ExpressionPtr since;  // a string Literal ('2024', '2024-01', '2024-01-31') or a Parameter
  ExpressionPtr avoid_degree;
  std::vector<ExpressionPtr> not_via;
};

enum class StatementMode : uint8_t { kRun, kExplain, kProfile };
struct Statement {
  TextSpan span;
  StatementMode mode = StatementMode::kRun;
  std::variant<Query, CreateIndex, DropIndex, CreateConstraint, DropConstraint, Show, Transaction,
               Verb>
      node;
};

}  // namespace newsgraph::syntax

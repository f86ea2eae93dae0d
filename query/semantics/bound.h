// The bound tree: a statement whose names are resolved, whose types are checked and whose
// aggregation is isolated.
//
//   MATCH (p:Person)-[:met_with]->(q) RETURN p.name, count(*) AS c
//   Match{nodes p=slot 0, q=slot 2; edge slot 1} Projection{group keys p.name -> slot 3; count ->
//   slot 4}
//
// A frame is the row layout of a query: variables are slots in it. Queries nested in expressions
// have frames of their own and import what they use; everything else (OPTIONAL MATCH, FOREACH, CALL
// {}) shares its query's frame. The same word names a clause in every stage: syntax, semantics,
// plan. Values. Thread-safe to read.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "query/functions/function.h"
#include "query/semantics/expression.h"
#include "query/syntax/ast.h"

namespace newsgraph::semantics {

struct NodePattern {
  int slot = -1;
  bool bound = false;  // bound before this clause: the pattern only constrains it
  LabelExpr labels;    // null pointer: any
  std::vector<std::pair<int, Expr>> properties;  // key index, value
  Expr property_map;                             // {$map}: all its entries; null pointer: none
  Expr entity;  // @name: it is the node that this names; null pointer: any node
  TextSpan span;
};

// How many edges one relationship pattern stands for.
struct Range {
  uint32_t min = 1;
  uint32_t max = 1;
  static constexpr uint32_t kUnbounded = 0xFFFFFFFF;
};

// TOP n BY key: of the edges that a node has for a step, only the best. No key: all.
struct TopEdges {
  Expr count;
  Expr key;
  bool ascending = false;
};

struct EdgePattern {
  int slot = -1;
  bool bound = false;
  Direction direction = Direction::kBoth;
  LabelExpr types;  // null pointer: any
  bool variable_length = false;
  Range range;
  std::vector<std::pair<int, Expr>> properties;
  Expr property_map;
  // Inside a variable-length pattern, a condition on each edge: evaluated with the edge in
  // `step_edge` (and the node it leads to in `step_node`), slots of the frame. Null pointer: none.
  Expr step_condition;
  int step_edge = -1, step_node = -1;
  // COST: what a step over the edge adds to a path; null pointer: 0.
  Expr cost;
  TopEdges top;
  TextSpan span;
};

enum class PathSearchKind : uint8_t { kNone, kShortest, kAllShortest };

// A stretch of a path pattern that is walked as a whole, `range` times. Neighbours share a node:
// the last of one turn is the first of the next, and of the next segment.
struct PathSegment {
  std::vector<NodePattern> nodes;  // nodes.size() == edges.size() + 1
  std::vector<EdgePattern> edges;  // one or more where the segment repeats
  Range range;
  bool repeats = false;     // quantified: outside, its variables are lists
  bool questioned = false;  // repeats 0..1, by `?`: outside, its variables are an element or null
  // Of variables in it: the slot of one turn, and that of what they are outside.
  std::vector<std::pair<int, int>> outside;
};

enum class PathSelector : uint8_t {
  kEach,
  kAny,
  kShortest,
  kShortestGroups,
  kCheapest,
  kAllCheapest,
};
enum class PathMode : uint8_t { kWalk, kTrail, kAcyclic, kSimple };

// A path pattern that is searched as a whole: one with a selector, a mode, a group, a cost, TOP or
// nodes to avoid. ANY SHORTEST is the 1 shortest, ALL SHORTEST the 1 shortest group.
struct PathSearch {
  PathSelector selector = PathSelector::kEach;
  Expr count;  // of kAny, kShortest, kShortestGroups, kCheapest; null pointer: 1
  PathMode mode = PathMode::kTrail;
  bool distinct_edges = false;  // beside what the mode asks
  int date_key = -1;            // FORWARD: values of this key never decrease along the path
  // The first and last are single nodes or begin and end with the path's ends.
  std::vector<PathSegment> segments;
  // On variables of one turn, or of the parts that do not repeat; tested as soon as all are known.
  std::vector<Expr> conditions;
  // Inner nodes: none with more relationships than this, none that fulfils the condition when it is
  // in `inner_node`. Null pointers: any.
  Expr avoid_degree;
  Expr refused;
  int inner_node = -1;
  bool costs = false;                 // some edge has a COST
  bool differs = false;               // its edges differ from those of other patterns of the clause
  int edges_slot = -1;                // the list of all edges of the path
  int cost_slot = -1;                 // what the path costs; -1: nobody can ask
  std::vector<NodePattern> entities;  // named nodes that conditions read: found before the search
  std::vector<int> inner;             // slots used while searching only
  std::vector<int> named;  // slots of elements with a variable, in groups those of a turn
  const NodePattern& first() const { return segments.front().nodes.front(); }
  const NodePattern& last() const { return segments.back().nodes.back(); }
  // As PathPattern::Declared, without the path's own slot.
  std::vector<int> Declared() const;
};

struct PathPattern {
  std::vector<NodePattern> nodes;  // nodes.size() == edges.size() + 1
  std::vector<EdgePattern> edges;
  int path_slot = -1;
  PathSearchKind search = PathSearchKind::kNone;
  // Where it is searched as a whole; then nodes and edges are empty.
  std::shared_ptr<PathSearch> searched;
  TextSpan span;

  // The slots of the variables (and unnamed elements) that the pattern itself brings.
  std::vector<int> Declared() const;
};

struct Match {
  bool optional = false;
  bool repeatable = false;  // REPEATABLE ELEMENTS: relationships of different patterns may be equal
  std::vector<PathPattern> patterns;
  // REACH: the one edge of the pattern gives each end once, at its distance in the slot `hops`.
  bool reach = false;
  int hops = -1;
  Expr where;  // null pointer: none
  TextSpan span;
};
struct Unwind {
  Expr list;
  int slot = -1;
};
struct Aggregation {
  const functions::Aggregate* aggregate = nullptr;  // count(*)
  bool distinct = false;
  std::vector<Expr> arguments;
  int slot = -1;
};
struct Item {
  Expr expression;
  int slot = -1;
  std::string name;
};
struct SortKey {
  Expr expression;
  bool descending;
};
// WITH and RETURN. Rows are grouped by group_keys (each put into its slot) when there are
// aggregations; then items are evaluated, DISTINCT, ORDER BY, SKIP, LIMIT and WHERE applied, in
// this order.
struct Projection {
  bool aggregates = false;
  std::vector<Item> group_keys;
  std::vector<Aggregation> aggregations;
  std::vector<Item> items;
  bool distinct = false;
  std::vector<SortKey> order;
  Expr skip, limit, where;  // null pointers: none
  bool is_return = false;
};
struct Create {
  std::vector<PathPattern> patterns;
};
struct SetItem {
  enum class Kind : uint8_t { kProperty, kReplaceMap, kMergeMap, kLabels, kDynamicProperty };
  Kind kind;
  Expr target;          // node, relationship (or map for kProperty's container)
  int key = -1;         // kProperty
  Expr key_expression;  // kDynamicProperty
  Expr value;
  std::vector<int> labels;  // kLabels
  TextSpan span;
};
struct Set {
  std::vector<SetItem> items;
};
struct RemoveItem {
  Expr target;
  int key = -1;             // a property
  std::vector<int> labels;  // or labels
};
struct Remove {
  std::vector<RemoveItem> items;
};
struct Delete {
  bool detach = false;
  std::vector<Expr> expressions;
};
struct Merge {
  PathPattern pattern;
  std::vector<SetItem> on_create, on_match;
};

struct Query;
struct Clause;
struct Foreach {
  int slot = -1;
  Expr list;
  std::vector<Clause> clauses;
};
struct CallProcedure {
  std::string name;
  std::vector<Expr> arguments;
  std::vector<std::pair<int, int>> yields;  // output column, slot
  Expr where;
};
struct CallSubquery {
  std::shared_ptr<const Query> query;  // shares the frame
  std::vector<Item> outputs;           // its columns as slots; empty: a unit subquery
  bool writes = false;
};
struct LoadCsv {
  bool with_headers = false;
  Expr source;
  std::string terminator = ",";
  int slot = -1;
};
struct Filter {
  Expr condition;
};

struct Clause {
  std::variant<Match, Unwind, Projection, Create, Set, Remove, Delete, Merge, Foreach,
               CallProcedure, CallSubquery, LoadCsv, Filter>
      node;
};

struct SingleQuery {
  std::vector<Clause> clauses;
  std::vector<int> columns;  // the slots of the result's columns, in order; empty without RETURN
};

struct Query {
  std::vector<SingleQuery> parts;  // joined by UNION
  bool union_all = false;
  std::vector<std::string> columns;
  std::vector<int>
      outputs;  // slots into which each part's columns are put, where there is more than one part
  bool writes = false;
};

// A query nested in an expression.
struct NestedQuery {
  SubqueryKind kind = SubqueryKind::kExists;
  Query query;
  int slot_count = 0;
};

// BUDGET 200 MS: of the whole statement, in any of its clauses.
struct BudgetLimit {
  syntax::BudgetUnit unit = syntax::BudgetUnit::kMilliseconds;
  Expr amount;  // a constant or a parameter
};

struct Statement {
  Query query;
  int slot_count = 0;
  int local_count = 0;
  NameList names;
  std::vector<NestedQuery> subqueries;
  std::vector<std::string> parameters;  // names used, each once
  std::vector<BudgetLimit> budget;
};

}  // namespace newsgraph::semantics

// The plan: a tree of operators, each turning the rows of its input into rows.
//
//   Project(p.name)
//     Filter(q.born > 1960)
//       Expand((p)-[:met_with]->(q))
//         NodeScan(p:Person)
//           Argument
//
// Every operator that reads the graph takes input rows and extends each of them, so a comma in
// MATCH needs no join operator: a scan above rows is their product. Rows keep the order of the
// input through all of those; Optional and Apply rely on it. `live` lists the slots that someone
// above still reads: operators copy no others. Plans name things by index (NameList) and hold no
// ids, so a cached plan serves any state of the graph. Values.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "graph/ids.h"
#include "query/plan/report.h"
#include "query/semantics/bound.h"
#include "query/semantics/expression.h"

namespace newsgraph::plan {

using semantics::Aggregation;
using semantics::Expr;
using semantics::Item;
using semantics::LabelExpr;
using semantics::SortKey;

struct Plan;
using PlanPtr = std::unique_ptr<Plan>;

// The rows handed in from outside: one empty row for a statement, the outer row or rows for a
// nested plan.
struct Argument {};

// Each node (with a label) for each input row.
struct NodeScan {
  int slot;
  int label = -1;  // index into NameList::labels; -1: all nodes
};
// The nodes with label and property value, through the index on them (a scan and filter when there
// is none).
struct NodeSeek {
  int slot;
  int label;
  int key;
  Expr value;
};
// The node that a name stands for, if there is one: see query/functions/entity_index.h.
struct EntitySeek {
  int slot;
  Expr name;
  LabelExpr labels;   // of those that fit, only such; null pointer: any
  bool into = false;  // the node is given: it must be the one
};
// The node with this internal id, if there is one.
struct NodeById {
  int slot;
  Expr id;
};

// The relationship types an expansion takes: any, or those in the list (indexes into
// NameList::types), or all `but` those.
struct Types {
  bool any = true;
  bool but = false;
  std::vector<int> names;
};

// One row for each edge at `from`; binds `edge` and `to`, or with `into` keeps those that lead to
// the bound `to`.
struct Expand {
  int from, edge, to;
  Direction direction;
  Types types;
  bool into = false;
  bool edge_bound = false;         // the relationship is given; the pattern only constrains it
  std::vector<int> distinct_from;  // edges (or lists of edges) of the same MATCH that must differ
  int to_label = -1;               // `to` has it: index into NameList::labels; -1: any node
  // Of the relationships of a node only those are wanted that may be among the first skip + limit
  // in the order of a property: index into NameList::keys. A null limit: all are.
  struct First {
    int key = -1;
    bool descending = false;
    Expr limit, skip;  // skip may be a null pointer
  };
  First first = {};
};
// One row for each node that every leg leads to, and each choice of one of the edges of each leg;
// or one row with their number in `count_slot`, if that is given and not none.
struct Intersect {
  struct Leg {  // as an Expand to the node
    int from, edge;
    Direction direction;
    Types types;
    std::vector<int> distinct_from;  // also edges of legs before it
  };
  int to;
  int to_label = -1;
  std::vector<Leg> legs;
  int count_slot = -1;
};
// A step of a pattern of which only the number of matches is wanted, and those that begin at its
// end.
struct CountStep {
  Direction direction;
  Types types;
  int to_label = -1;
  std::vector<CountStep> onward;
};
// The number of rows that Expands along the tree of steps would make of a row, in a slot; rows of
// none are dropped. Only a step without others may ask to be distinct from bound edges.
struct CountEdges {
  int from;
  CountStep step;
  std::vector<int> distinct_from;
  int slot;
};
// The number of diamonds (from)-first->(b)-second->(to), (from)-first->(c)-second->(to) with
// b.key < c.key, in a slot; one row for each `to` that has any.
struct CountPairs {
  int from;
  CountStep first;
  int to;
  CountStep second;
  int key;
  bool same_edges;  // a relationship of the one step may be one of the other
  int slot;
};
// One row for each trail of `range` edges from `from`; binds `edge` to the list of edges and `to`
// to the last node.
struct VarExpand {
  int from, edge, to;
  Direction direction;
  Types types;
  bool into = false;
  bool edge_bound = false;
  semantics::Range range;
  std::vector<std::pair<int, Expr>> properties;  // every edge has these
  Expr step_condition;
  int step_edge = -1, step_node = -1;
  bool reversed = false;  // the search runs against the pattern: the list is turned round
  bool once = false;      // each end once, however many trails lead to it; `edge` is not written
  bool reach = false;     // once, and at the distance of the end: within `range` it must be
  int hops = -1;          // of `once`, the slot that gets the distance; -1: none
  std::vector<int> distinct_from;
};
// A condition on each relationship (or node) of a path: `all(r IN relationships(p) WHERE ...)`.
struct ElementCondition {
  bool of_nodes = false;
  int local;  // holds the element
  Expr predicate;
  bool holds = true;  // none(...): it must be false
};
// A shortest path (or all of them) between two bound nodes; binds `edge` to the list of its edges.
// Among the paths that fulfil the conditions, that is.
struct ShortestPath {
  int from, edge, to;
  Direction direction;
  Types types;
  semantics::Range range;
  std::vector<std::pair<int, Expr>> properties;
  Expr step_condition;
  int step_edge = -1, step_node = -1;
  bool all = false;
  std::vector<ElementCondition> conditions;
  std::optional<TextSpan> late;  // another condition, asked of the paths once they are found
};

struct PathAutomaton;  // query/plan/path_automaton.h
// The paths that a pattern describes between `from` and `to` (or, without `into`, to wherever they
// lead), of which the selector takes some for each two ends. Binds the pattern's variables.
struct PathSearch {
  std::shared_ptr<const semantics::PathSearch> pattern;
  std::shared_ptr<const PathAutomaton> automaton;
  int from, to;
  int path = -1;
  bool into = false;
  std::vector<int> distinct_from;
};

struct Filter {
  Expr condition;
};
struct Project {
  std::vector<Item> items;
};
struct Aggregate {
  std::vector<Item> keys;
  std::vector<Aggregation> aggregations;
  std::vector<int> weights;  // slots; a row stands for as many equal rows as their product
  // Only groups that may be among the first skip + limit are wanted, by this count(*), the greatest
  // first; -1: all groups.
  int greatest = -1;
  Expr limit = {}, skip = {};  // skip may be a null pointer
};
struct Distinct {
  std::vector<int> slots;
};
struct Sort {
  std::vector<SortKey> keys;
};
// The first skip + limit rows in order; the skipped ones are dropped by a Skip above.
struct TopK {
  std::vector<SortKey> keys;
  Expr limit, skip;  // skip may be a null pointer
};
struct Skip {
  Expr count;
};
struct Limit {
  Expr count;
};
struct Unwind {
  Expr list;
  int slot;
};

// The rows of `inner` for each input row; with no such row, the input row with `nulls` set to null.
struct Optional {
  PlanPtr inner;
  std::vector<int> nulls;
  int row_slot;  // tells which input row an inner row belongs to
};
// The rows of `inner` for each input row, run row by row. A unit subquery (no outputs) passes the
// input row on once.
struct Apply {
  PlanPtr inner;
  std::vector<int> outputs;
  bool unit = false;
};
struct Union {
  std::vector<PlanPtr> parts;             // each rooted at an Argument of its own
  std::vector<std::vector<int>> columns;  // per part
  std::vector<int> outputs;
};
struct CallProcedure {
  std::string name;
  std::vector<Expr> arguments;
  std::vector<std::pair<int, int>> yields;
};
struct LoadCsv {
  bool with_headers;
  Expr source;
  std::string terminator;
  int slot;
};

// Writers read all their input before they write, so that no clause sees its own writes.
struct Create {
  std::vector<semantics::PathPattern> patterns;
};
struct Merge {
  PlanPtr match;  // run row by row: a row sees what earlier rows made
  semantics::PathPattern pattern;
  std::vector<semantics::SetItem> on_create, on_match;
};
struct Set {
  std::vector<semantics::SetItem> items;
};
struct Remove {
  std::vector<semantics::RemoveItem> items;
};
struct Delete {
  bool detach;
  std::vector<Expr> expressions;
};
struct Foreach {
  int slot;
  Expr list;
  PlanPtr body;
};
// Ends a part without RETURN: runs its input to the end and gives no rows.
struct Drain {};

using PlanNode =
    std::variant<Argument, NodeScan, NodeSeek, EntitySeek, NodeById, Expand, Intersect, CountEdges,
                 CountPairs, VarExpand, ShortestPath, PathSearch, Filter, Project, Aggregate,
                 Distinct, Sort, TopK, Skip, Limit, Unwind, Optional, Apply, Union, CallProcedure,
                 LoadCsv, Create, Merge, Set, Remove, Delete, Foreach, Drain>;

struct Plan {
  PlanNode node;
  PlanPtr input;          // null for Argument and Union
  double rows = 1;        // estimated
  bool writes = false;    // this operator or one below it writes
  std::vector<int> live;  // slots read above; set by ComputeLiveness
};

// What PROFILE saw of the operators.
using Measured = absl::flat_hash_map<const Plan*, Measurement>;

// A planned statement.
struct StatementPlan {
  semantics::Statement bound;
  PlanPtr root;
  std::vector<PlanPtr> subplans;  // of Statement::subqueries
  double most_rows = 1;           // expected of the operator that makes most
};

}  // namespace newsgraph::plan

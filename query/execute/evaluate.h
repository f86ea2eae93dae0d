// Evaluating bound expressions on rows, in openCypher's three-valued logic.
//
// An error goes to the execution (Fail) and the value is null; callers look at execution.stopped()
// once a batch. cost: a visit per node of the expression. Recursion is as deep as the query nests
// (<= 256 levels).
#pragma once

#include "query/execute/batch.h"
#include "query/execute/execution.h"
#include "query/semantics/expression.h"

namespace newsgraph::execute {

Value Evaluate(const semantics::Expression& expression, Row row, Execution& execution);

// Whether a condition holds: true, and neither false nor null. Anything but a boolean is an error.
bool Holds(const semantics::Expression& condition, Row row, Execution& execution);

// The same, with unknown told apart.
Truth Test(const semantics::Expression& condition, Row row, Execution& execution);

// Whether a formula over labels holds for a node, or over types for a relationship.
bool HasLabels(const semantics::LabelExpression& labels, NodeId node, const Execution& execution);
bool HasTypes(const semantics::LabelExpression& types, EdgeTypeId type, const Execution& execution);

// element.key for a node, relationship, map, temporal value or point; null for null.
Value PropertyOf(const Value& element, int key, TextSpan span, Execution& execution);

// The path through these nodes, relationships and lists of relationships, in order; null when one
// is null.
Value PathOf(std::span<const Value> elements, Execution& execution);

// evaluate_list.cc
Value EvaluateList(const semantics::Expression& expression, Row row, Execution& execution);
// evaluate_graph.cc
Value EvaluateGraph(const semantics::Expression& expression, Row row, Execution& execution);

// skip + limit, of which skip may be a null pointer; UINT64_MAX for no limit and for wrong numbers,
// which Skip and Limit report.
uint64_t RowsWanted(const plan::Expr& limit, const plan::Expr& skip, Execution& execution);

}  // namespace newsgraph::execute

// Binding: from the parser's tree to a tree without names, with every compile-time rule of the
// language checked.
//
//   ASSIGN_OR_RETURN(semantics::Statement bound, Bind(query, text, environment));
//
// Scopes, types, aggregation and clause rules are settled here; nothing of the graph's data is
// read. Errors are compile-time with a span: SyntaxError with UndefinedVariable,
// VariableAlreadyBound, VariableTypeConflict, InvalidArgumentType, InvalidAggregation,
// NestedAggregation, AmbiguousAggregationExpression, UnknownFunction, InvalidNumberOfArguments,
// ColumnNameConflict, NoVariablesInScope, DifferentColumnsInUnion, NegativeIntegerArgument,
// NonConstantExpression, RelationshipUniquenessViolation, InvalidArgumentPassingMode;
// ProcedureError with ProcedureNotFound; ParameterMissing with MissingParameter; LimitExceeded with
// StatementTooLong. Thread-safe: no state.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "query/functions/function.h"
#include "query/semantics/bound.h"
#include "query/syntax/ast.h"

namespace newsgraph::semantics {

// What the binder must know of a procedure.
struct ProcedureSignature {
  std::string name;
  std::vector<functions::Parameter> inputs;
  std::vector<functions::Parameter> outputs;
  bool reads_only = true;
};

// Clauses, and nodes and relationships to match, that a statement may have, nested queries
// included. Each becomes an operator, and operators call one another: this bounds the stack and
// the frames. What CREATE makes does not count.
inline constexpr size_t kMaxSteps = 2000;

struct Environment {
  const functions::Catalog* functions = nullptr;
  // Null when there is no such procedure.
  std::function<const ProcedureSignature*(std::string_view name)> find_procedure;
  std::vector<std::string> procedure_names;  // for suggestions
  // Where literals are that become parameters, ascending: the one at literals[i] is read from the
  // parameter LiteralName(i) and keeps its type. Those of projections, ranges and names stay.
  std::vector<TextSpan> literals;
};

// A parameter's name that no text can spell: the byte is not UTF-8.
std::string LiteralName(size_t number);
// The number in such a name, or -1.
int LiteralOf(std::string_view parameter);

StatusOr<Statement> Bind(const syntax::Query& query, std::string_view text,
                         const Environment& environment);

}  // namespace newsgraph::semantics

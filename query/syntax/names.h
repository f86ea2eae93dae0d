// The words and signs of the tree's enumerations, as they are written: NameOf(ComparisonOperator::
// kLess) is "<". The default that is written as nothing has an empty name. Thread-safe.
#pragma once

#include <string_view>

#include "query/syntax/ast.h"

namespace newsgraph::syntax {

std::string_view NameOf(Direction direction);       // "->", "<-", "-"
std::string_view NameOf(PathSearch search);         // "", "ANY", "ALL SHORTEST" ...
std::string_view NameOf(PathMode mode);             // "", "WALK" ...
std::string_view NameOf(LegacySearch search);       // "", "shortestPath" ...
std::string_view NameOf(ArithmeticOperator op);     // "+"
std::string_view NameOf(ComparisonOperator op);     // "<="
std::string_view NameOf(LogicalOperator op);        // "AND"
std::string_view NameOf(StringOperator op);         // "STARTS WITH"
std::string_view NameOf(QuantifierKind kind);       // "all"
std::string_view NameOf(SubqueryKind kind);         // "EXISTS"
std::string_view NameOf(MatchMode mode);            // "", "DIFFERENT RELATIONSHIPS" ...
std::string_view NameOf(BudgetUnit unit);           // "MS"
std::string_view NameOf(ConstraintKind kind);       // "UNIQUE"
std::string_view NameOf(ShowKind kind);             // "INDEXES"
std::string_view NameOf(TransactionAction action);  // "BEGIN"
std::string_view NameOf(VerbKind kind);             // "paths"
std::string_view NameOf(StatementMode mode);        // "", "EXPLAIN", "PROFILE"

}  // namespace newsgraph::syntax

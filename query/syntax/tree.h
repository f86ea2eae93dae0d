// A tree as text, and whether two trees are the same: for tests, and to see what the parser made.
//
//   ToSExpression(Parse("RETURN a.b"))  ->  (statement node=(query parts=[(single-query clauses=[
//                                              (return projection=(projection items=[...]))])]))
//
// One line; fields that are empty are left out; spans do not count. Thread-safe: no state.
#pragma once

#include <string>

#include "query/syntax/ast.h"

namespace newsgraph::syntax {

// cost: O(nodes)
std::string ToSExpression(const Statement& statement);
std::string ToSExpression(const Expression& expression);

// The same nodes with the same names and values, wherever they stood in their texts.
bool SameTree(const Statement& a, const Statement& b);

}  // namespace newsgraph::syntax

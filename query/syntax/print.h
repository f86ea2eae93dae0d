// The canonical text of a tree: one line, keywords in capitals, no more parentheses than needed.
//
//   Print(Parse("match (n:A:B)  return((n.x))"))  ->  MATCH (n:A&B) RETURN n.x
//
// What is printed parses to the same tree (SameTree in tree.h), so EXPLAIN shows text that can be
// run. Thread-safe: no state.
#pragma once

#include <string>
#include <string_view>

#include "query/syntax/ast.h"

namespace newsgraph::syntax {

// cost: O(nodes)
std::string Print(const Statement& statement);
std::string Print(const Query& query);
std::string Print(const Expression& expression);
std::string Print(const LabelExpression& labels);  // with its ":"

// A name as it has to be written: `a name` in backquotes where needed.
std::string PrintName(std::string_view name);      // of a label, type, property, alias
std::string PrintVariable(std::string_view name);  // keywords are quoted too
std::string PrintString(std::string_view text);    // 'it\'s'

}  // namespace newsgraph::syntax

// From text to tree: openCypher, the path language of ISO GQL, and newsgraph's additions.
//
//   ASSIGN_OR_RETURN(syntax::Statement statement, syntax::Parse("MATCH (n) RETURN n"));
//
// Hand-written recursive descent over a vector of tokens that are views into the text. Parsing
// needs no graph: names are not looked up here. Keywords are known by their place, in any case, and
// are free as names of labels, types, properties, variables and functions. The tree owns its
// strings; its spans point into the text. Thread-safe: no state.
//
// Errors are compile-time SyntaxErrors with a span and a hint, with these details:
//
//   UnexpectedSyntax              anything else than the grammar allows; a pattern as a value
//   InvalidNumberLiteral          1x, 0x, 0b1
//   IntegerOverflow               an integer beyond 64 bits
//   FloatingPointOverflow         1e999
//   InvalidUnicodeLiteral         '\uH', '\uD800'
//   InvalidUnicodeCharacter       a dash or quote that has no meaning; bytes that are not UTF-8
//   InvalidRelationshipPattern    -[:T..]-, -[:T*-2]-
//   InvalidParameterUse           a parameter as the properties of a pattern in MATCH or MERGE
//   NoSingleRelationshipType      CREATE or MERGE of -->, -[:A|B]->; not of -[r]->, as r may be
//                                 bound, which is another error: the binder decides
//   RequiresDirectedRelationship  CREATE of -[:T]-
//   CreatingVarLength             CREATE or MERGE of -[:T*]->
//   InvalidDelete                 DELETE n:Label
//   InvalidArgumentPassingMode    a CALL without parentheses inside of a query
//   InvalidClauseComposition      a clause behind RETURN, an update inside of EXISTS { }, UNION
//                                 mixed with UNION ALL, a query that ends in MATCH, WITH, UNWIND
//
// LimitExceeded (no detail): nesting deeper than kMaxNesting, expressions higher than kMaxHeight,
// texts of 4 GiB and more. Unsupported: what is recognised but not here. All other details are the
// binder's: UndefinedVariable, VariableTypeConflict, NoExpressionAlias, NegativeIntegerArgument ...
#pragma once

#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "query/syntax/ast.h"

namespace newsgraph::syntax {

// One statement, with or without a ";" at its end. An empty text is an error.
//   cost   O(size); about 25 ns a byte
StatusOr<Statement> Parse(std::string_view text);

// One expression and nothing else; for tests and settings.
StatusOr<ExpressionPtr> ParseExpression(std::string_view text);

// The statements of a script, split at ";" outside of strings, backquotes and comments.
struct Script {
  std::vector<TextSpan> statements;  // without the ";" and the blanks and comments around them;
                                     // empty ones are left out
  bool complete = true;  // the last statement ends in ";", or nothing follows the last one
};
// Never fails: an unclosed string or comment makes the last statement incomplete.
//   cost   O(size)
Script SplitStatements(std::string_view text);

}  // namespace newsgraph::syntax

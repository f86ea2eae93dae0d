// Bound expressions: what the parser's tree becomes once names are slots and functions are rows of
// the catalogue.
//
// An expression is an immutable shared tree. It reads the current row by slot, comprehension
// variables by local, and names of keys, labels and types by their index in the statement's
// NameList (ids are looked up when a statement starts, so that one bound tree serves any graph).
// Trees are as deep as the query nests (<= 256) and flat where it is long. Values. Thread-safe to
// read.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "graph/base/text_span.h"
#include "graph/value.h"
#include "query/functions/function.h"

namespace newsgraph::semantics {

using functions::Type;

struct Expression;
using Expr = std::shared_ptr<const Expression>;

// Names a statement mentions, each once; a reference is an index.
struct NameList {
  std::vector<std::string> labels;
  std::vector<std::string> types;
  std::vector<std::string> keys;
  std::vector<std::string> element_keys;  // of them, those of what is surely a node or relationship
};

struct LabelExpression;
using LabelExpr = std::shared_ptr<const LabelExpression>;
// A boolean formula over labels (of a node) or types (of a relationship).
struct LabelExpression {
  enum class Op : uint8_t { kName, kAnd, kOr, kNot, kAny };
  Op op = Op::kAny;
  int name = -1;  // index into NameList::labels for nodes, NameList::types for relationships
  std::vector<LabelExpr> operands;
};

struct Constant {
  Value value;
};
struct Parameter {
  int index;  // into Statement::parameters
};
struct Slot {
  int slot;
};
struct Local {
  int local;
};
struct Property {
  Expr object;
  int key;
};
struct Subscript {
  Expr container, index;
};
struct Slice {
  Expr list, from, to;  // from, to may be null pointers
};
enum class ArithmeticOp : uint8_t { kAdd, kSubtract, kMultiply, kDivide, kModulo, kPower };
struct Arithmetic {  // first op1 rest1 op2 rest2 ..., from the left
  Expr first;
  std::vector<std::pair<ArithmeticOp, Expr>> rest;
};
enum class ComparisonOp : uint8_t { kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual };
struct Comparison {  // a < b <= c is a < b AND b <= c with b evaluated once
  Expr first;
  std::vector<std::pair<ComparisonOp, Expr>> rest;
};
enum class LogicOp : uint8_t { kAnd, kOr, kXor };
struct Logic {
  LogicOp op;
  std::vector<Expr> operands;
};
struct Not {
  Expr operand;
};
struct Negate {
  Expr operand;
};
struct UnaryPlus {
  Expr operand;
};
enum class StringTestOp : uint8_t { kStartsWith, kEndsWith, kContains, kMatches };
struct StringTest {
  StringTestOp op;
  Expr text, pattern;
};
struct InList {
  Expr element, list;
};
struct IsNull {
  Expr operand;
  bool negated;
};
struct LabelTest {
  Expr element;
  LabelExpr labels;  // as labels, where the value is a node
  LabelExpr types;   // as types, where it is a relationship
};
struct TypeTest {
  Expr operand;
  Type type;
  bool negated;
};
struct Call {
  const functions::Function* function;
  std::vector<Expr> arguments;
};
struct ListOf {
  std::vector<Expr> items;
};
struct MapOf {
  std::vector<std::pair<std::string, Expr>> entries;
};
struct Case {
  Expr subject;  // null pointer: searched form
  std::vector<std::pair<Expr, Expr>> branches;
  Expr otherwise;  // null pointer: null
};
struct ListComprehension {
  int local;
  Expr list, filter, projection;  // filter, projection may be null pointers
};
enum class QuantifierKind : uint8_t { kAll, kAny, kNone, kSingle };
struct Quantifier {
  QuantifierKind kind;
  int local;
  Expr list, predicate;
};
struct Reduce {
  int accumulator, local;
  Expr initial, list, step;
};
struct MapProjection {
  Expr subject;
  bool all_properties;
  std::vector<std::pair<std::string, Expr>> entries;
};
// A path put together from what a pattern bound: node, relationship (or list of them), node, ...
struct PathOf {
  std::vector<Expr> elements;
};
enum class SubqueryKind : uint8_t { kExists, kCount, kCollect };
struct Subquery {
  SubqueryKind kind;
  int id;  // index into Statement::subqueries
  // Values handed in: the expression is evaluated outside, the slot is inside.
  std::vector<std::pair<Expr, int>> imports;
};

struct Expression {
  TextSpan span;
  Type type;
  std::variant<Constant, Parameter, Slot, Local, Property, Subscript, Slice, Arithmetic, Comparison,
               Logic, Not, Negate, UnaryPlus, StringTest, InList, IsNull, LabelTest, TypeTest, Call,
               ListOf, MapOf, Case, ListComprehension, Quantifier, Reduce, MapProjection, PathOf,
               Subquery>
      node;
};

template <class Node>
Expr MakeExpr(TextSpan span, Type type, Node node) {
  return std::make_shared<const Expression>(Expression{span, type, std::move(node)});
}
inline Expr MakeSlot(int slot, Type type, TextSpan span = {}) {
  return MakeExpr(span, type, Slot{slot});
}

inline Type BooleanOrNull() { return Type::Of(ValueKind::kBool).OrNull(); }

// Both; a null pointer is no condition.
inline Expr And(Expr a, Expr b) {
  if (!a) return b;
  if (!b) return a;
  const TextSpan span = a->span;
  return MakeExpr(span, BooleanOrNull(), Logic{LogicOp::kAnd, {std::move(a), std::move(b)}});
}

// Calls f(const Expr&) for each direct operand.
template <class F>
void ForEachOperand(const Expression& expression, F&& f);

}  // namespace newsgraph::semantics

#include "query/semantics/expression_inl.h"

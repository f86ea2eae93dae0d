// The operators of openCypher on values: arithmetic, concatenation, subscripts, membership,
// strings.
//
// Null in gives null out unless said. Integers are 64 bits and overflow is an error; x / y on
// integers truncates; % has the sign of the dividend; ^ is always a float. Errors are at run time:
// TypeError/InvalidArgumentType-like details as the TCK names them. Spans are added by the caller.
// Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "graph/graph.h"
#include "graph/value.h"

namespace newsgraph::functions {

// a + b: numbers; strings (with a string, number or boolean on the other side per openCypher);
// lists (list + list, list + element, element + list); temporal + duration, duration + temporal,
// duration + duration.
StatusOr<Value> Add(const Value& a, const Value& b);
StatusOr<Value> Subtract(const Value& a, const Value& b);
StatusOr<Value> Multiply(const Value& a, const Value& b);
StatusOr<Value> Divide(const Value& a, const Value& b);
StatusOr<Value> Modulo(const Value& a, const Value& b);
StatusOr<Value> Power(const Value& a, const Value& b);
StatusOr<Value> Negate(const Value& a);

// container[subscript]: list by integer (negative from the end; out of range: null), map, node or
// relationship by string. errors: TypeError with MapElementAccessByNonString, InvalidArgumentType,
// ListElementAccessByNonInteger ...
StatusOr<Value> Subscript(const GraphView& view, const Value& container, const Value& subscript);
// list[from..to] with null for a missing bound given as has_*.
StatusOr<Value> Slice(const Value& list, const Value* from, const Value* to);
// container.key: map entry, property of a node or relationship, component of a temporal value or
// point. errors: TypeError/InvalidArgumentType when the container has no keys;
// EntityNotFound/DeletedEntityAccess.
StatusOr<Value> PropertyOf(const GraphView& view, const Value& container, std::string_view key);

// element IN list. errors: TypeError/InvalidArgumentType when `list` is not a list.
StatusOr<Value> In(const Value& element, const Value& list);
// Null when either side is not a string (openCypher), never an error.
Value StartsWith(const Value& text, const Value& prefix);
Value EndsWith(const Value& text, const Value& suffix);
Value Contains(const Value& text, const Value& part);
// text =~ pattern: the whole text must match; RE2 syntax (linear time). errors: SyntaxError for a
// bad pattern.
StatusOr<Value> Matches(const Value& text, const Value& pattern);

// A regular expression compiled once, for a pattern that stays the same over many rows. Cheap to
// copy.
class Pattern {
 public:
  // errors: SyntaxError/InvalidRegularExpression
  static StatusOr<Pattern> Compile(std::string_view pattern);
  bool MatchesWhole(std::string_view text) const;

 private:
  struct Automaton;
  explicit Pattern(std::shared_ptr<const Automaton> automaton);
  std::shared_ptr<const Automaton> automaton_;
};

// a < b and so on, three-valued.
Value Less(const Value& a, const Value& b);
Value LessEqual(const Value& a, const Value& b);

// What range(start, end, step) lists, without a list: start, start + step, ...
struct IntegerRange {
  int64_t start = 0, step = 1;
  uint64_t size = 0;
  // Unsigned, where the step past the last one may wrap around. REQUIRES: i < size
  int64_t operator[](uint64_t i) const {
    return static_cast<int64_t>(static_cast<uint64_t>(start) + i * static_cast<uint64_t>(step));
  }
};
// `arguments` as range() takes them, none null. errors: ArgumentError/InvalidArgumentType,
// /NumberOutOfRange
StatusOr<IntegerRange> RangeOf(std::span<const Value> arguments);

// The value, if recursion over it and a visit to each of its parts are bounded (Value::kMaxDepth,
// kMaxParts). errors: LimitExceeded/NestingTooDeep, /ValueTooLarge
StatusOr<Value> Bounded(Value value);
// A list or map that may hold others. errors: as Bounded
StatusOr<Value> MakeList(std::vector<Value> items);
StatusOr<Value> MakeMap(std::vector<MapEntry> entries);

}  // namespace newsgraph::functions

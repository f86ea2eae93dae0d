// What the files of this folder share: the list of families, the limits of what a function may
// make, and the errors they report in the same words. Not for other folders: they use function.h
// and operators.h.
//
//   std::vector<Function> StringFunctions() {  // string.cc
//     return {{"left", "left(...) :: STRING?", ...}};
//   }
//
// Functions alone, no state. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/functions/function.h"

namespace newsgraph::functions {

// One file's rows, under a heading of docs/functions.md.
struct Family {
  std::string_view title;
  std::vector<Function> rows;
};

// In the order of the documentation. A new family is a line here and in Families().
std::vector<Function> PredicateFunctions();
std::vector<Function> GraphFunctions();
std::vector<Function> ElementFunctions();
std::vector<Function> EntityFunctions();
std::vector<Function> EvidenceFunctions();
std::vector<Function> TimeSpanFunctions();
std::vector<Function> StringFunctions();
std::vector<Function> ListFunctions();
std::vector<Function> MathFunctions();
std::vector<Function> TrigonometricFunctions();
std::vector<Function> ConversionFunctions();
std::vector<Function> PointFunctions();
std::vector<Function> TemporalFunctions();
std::vector<Function> DurationFunctions();
std::vector<Aggregate> Aggregates();  // those below included
std::vector<Aggregate> ElementAggregates();
std::vector<Aggregate> StatisticAggregates();
std::vector<Family> Families();

// A function may multiply the size of its input (replace, range, collect); these bound the result,
// so that a statement of a few bytes cannot exhaust the machine.
inline constexpr uint64_t kMaxStringBytes = uint64_t{1} << 28;
inline constexpr uint64_t kMaxListLength = 100'000'000;

Status StringTooLong(uint64_t bytes);  // LimitExceeded/ValueTooLarge
Status ListTooLong(uint64_t length);   // LimitExceeded/ValueTooLarge
// ArgumentError/NumberOutOfRange: "left(): length must be 0 or more, found -1".
Status OutOfRange(std::string_view function, std::string_view expected, const Value& found);
// TypeError/InvalidArgumentValue: "point(): expected a number for x, found STRING 'a'".
Status WrongValue(std::string_view function, std::string_view expected, const Value& found);
Status DivisionByZero();
Status IntegerOverflow(std::string_view what);  // ArithmeticError/IntegerOverflow
Status DeletedEntity(std::string_view what);    // EntityNotFound/DeletedEntityAccess

// Kind and text of a value for a message, cut short: "INTEGER 1", "STRING 'a long te'...", "NULL".
std::string Describe(const Value& value);

// Strings up to kMaxStringBytes; longer ones are an error.
StatusOr<Value> MakeString(std::string_view text);

// The text toString() gives: of booleans, numbers, strings, temporal values and points. Nothing for
// other kinds.
std::optional<std::string> PlainText(const Value& value);

// The code of a function of one number that gives a float, e.g. OfNumber<::sqrt>.
template <double (*compute)(double)>
StatusOr<Value> OfNumber(const CallState&, std::span<const Value> arguments) {
  return Value::Float(compute(arguments[0].number()));
}

// The component of a point ("x", "longitude", "crs", "srid" ...).
// errors: PropertyNotFound/UnknownComponent, also for one that the point's coordinate system lacks
StatusOr<Value> PointComponent(const PointValue& point, std::string_view key);

}  // namespace newsgraph::functions

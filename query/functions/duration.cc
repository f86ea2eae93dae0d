// Durations: duration() and the durations between two instants.
#include "query/functions/rows.h"
#include "query/functions/temporal_operators.h"

namespace newsgraph::functions {
namespace {

using Arguments = std::span<const Value>;

StatusOr<Value> Wrapped(StatusOr<Duration> duration) {
  if (!duration.ok()) return std::move(duration).status();
  return Value::Of(*duration);
}

StatusOr<Amount> AmountOf(std::string_view key, const Value& value) {
  if (value.is_int()) return Amount::Of(value.integer());
  const auto amount = value.is_float() ? Amount::Of(value.floating()) : std::nullopt;
  if (amount) return *amount;
  return WrongValue("duration()", Cat("a finite number for \"", key, "\""), value);
}

StatusOr<Value> FromMap(const Value& map) {
  DurationParts parts;
  for (const auto& [key, value] : map.map()) {
    if (value.is_null()) return Value();
    const auto unit = FindDurationUnit(key);
    if (!unit) {
      return RuntimeError(ErrorKind::kArgumentError, "InvalidArgumentValue",
                          Cat("duration(): there is no component \"", key, "\""),
                          "it has years, quarters, months, weeks, days, hours, minutes, seconds, "
                          "milliseconds, microseconds and nanoseconds");
    }
    ASSIGN_OR_RETURN(parts[*unit], AmountOf(key, value));
  }
  return Wrapped(MakeDuration(parts));
}

StatusOr<Value> Construct(const CallState&, Arguments a) {
  if (a[0].is_string()) return Wrapped(Parse<Duration>(a[0].string()));
  return a[0].is_map() ? FromMap(a[0]) : a[0];
}

template <Duration (*between)(const Temporal&, const Temporal&)>
StatusOr<Value> Distance(const CallState&, Arguments a) {
  return Value::Of(between(InstantOf(a[0]), InstantOf(a[1])));
}

#define INSTANT "DATE? | LOCAL TIME? | ZONED TIME? | LOCAL DATETIME? | ZONED DATETIME?"
#define TWO_INSTANTS "(from :: " INSTANT ", to :: " INSTANT ") :: DURATION?"

}  // namespace

std::vector<Function> DurationFunctions() {
  constexpr NullRule kNull = NullRule::kNullIfAnyNull;
  return {
      {"duration",
       "duration(input :: STRING? | MAP? | DURATION?) :: DURATION?",
       kNull,
       Construct,
       "A duration from ISO 8601 text or from components; fractions of months and days become "
       "smaller units.",
       {{"duration('P14DT16H12M')", "'P14DT16H12M'"},
        {"duration({months: 0.75})", "'P22DT19H51M49.5S'"},
        {"duration('P1D2Y')", "error: InvalidArgumentValue"}}},
      {"duration.between",
       "duration.between" TWO_INSTANTS,
       kNull,
       Distance<Between>,
       "Months, days and seconds from one instant to another. What one of them lacks of date, time "
       "and zone it takes from the other.",
       {{"duration.between(date('1984-10-11'), date('2015-06-24'))", "'P30Y8M13D'"}}},
      {"duration.inDays",
       "duration.inDays" TWO_INSTANTS,
       kNull,
       Distance<BetweenInDays>,
       "Whole days from one instant to another.",
       {{"duration.inDays(date('1984-10-11'), date('2015-06-24')).days", "11213"}}},
      {"duration.inMonths",
       "duration.inMonths" TWO_INSTANTS,
       kNull,
       Distance<BetweenInMonths>,
       "Whole months from one instant to another.",
       {{"duration.inMonths(date('2018-03-11'), date('2016-06-24'))", "'P-1Y-8M'"}}},
      {"duration.inSeconds",
       "duration.inSeconds" TWO_INSTANTS,
       kNull,
       Distance<BetweenInSeconds>,
       "Seconds, with their fraction, from one instant to another.",
       {{"duration.inSeconds(localtime('12:34:54.7'), localtime('12:34:54.3'))", "'PT-0.4S'"}}},
  };
}

#undef TWO_INSTANTS
#undef INSTANT

}  // namespace newsgraph::functions

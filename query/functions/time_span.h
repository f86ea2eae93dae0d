// When a relationship held: what AS OF and DURING go by.
//
//   DURING ['2024-01', '2024-03']     touches the first three months of 2024
//   AS OF '2024-06-01'                had begun by the end of that day, and had not ended before it
//
// A relationship begins with the first of these that it has: valid_from, since, start_date, date;
// and ends with valid_to, until or end_date. What has a `date` alone is an event of that day (of
// that month or year, where `date_precision` says so); what has begun otherwise lasts until it is
// said to end. One without any of them is undated: it is not known to hold at any time. The words
// `start` and `end` are not among them: they are offsets of sentences.
//
// Times are seconds since 1970-01-01, of zoned ones in UTC; a day, a month, a year is all of it.
// No state. Thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "query/functions/function.h"

namespace newsgraph::functions {

struct TimeSpan {  // [begin, end)
  static constexpr int64_t kAlways = INT64_MIN, kForever = INT64_MAX;
  int64_t begin = kAlways;
  int64_t end = kForever;

  bool Touches(const TimeSpan& other) const { return begin < other.end && end > other.begin; }
};

// The properties, in the order in which they are asked.
inline constexpr std::array<std::string_view, 3> kBeginKeys = {"valid_from", "since", "start_date"};
inline constexpr std::array<std::string_view, 3> kEndKeys = {"valid_to", "until", "end_date"};
inline constexpr std::string_view kDateKey = "date";
inline constexpr std::string_view kPrecisionKey = "date_precision";

// The period that a value stands for: of 2024 and '2024' the year, of '2024-05' the month, of a
// date the day, of a datetime the second. Nothing where it is no time.
std::optional<TimeSpan> PeriodOf(const Value& value);

// As a bound of `function`: null is no bound. errors: ArgumentError/InvalidArgumentValue
StatusOr<TimeSpan> BoundOf(std::string_view function, const Value& value);

// Nothing where the relationship is undated.
std::optional<TimeSpan> SpanOf(const GraphView& view, EdgeId edge);

// The names of the functions that do the work of AS OF and DURING.
inline constexpr std::string_view kAsOf = "as_of";
inline constexpr std::string_view kDuring = "during";

}  // namespace newsgraph::functions

#include "query/functions/time_span.h"

#include <algorithm>

#include "query/functions/rows.h"

namespace newsgraph::functions {
namespace {

using Arguments = std::span<const Value>;

TimeSpan DaysOf(Date date, int64_t days) {
  return {date.days * kSecondsPerDay, (date.days + days) * kSecondsPerDay};
}

// The whole of the month or year that a date lies in.
std::optional<TimeSpan> Around(Date date, TruncationUnit unit) {
  const auto first = Truncate<Date>(unit, date, {}, 0);
  if (!first.ok()) return std::nullopt;
  const auto next = Add(*first, Duration{.months = unit == TruncationUnit::kYear ? 12 : 1});
  if (!next.ok()) return std::nullopt;
  return DaysOf(*first, next->days - first->days);
}

std::optional<TimeSpan> YearOf(int64_t year) {
  if (year < 1 || year > 9999) return std::nullopt;
  Components parts;
  parts[Component::kYear] = year;
  const auto first = Make<Date>(parts, 0);
  if (!first.ok()) return std::nullopt;
  return Around(*first, TruncationUnit::kYear);
}

bool IsDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<TimeSpan> PeriodOfText(std::string_view text) {
  const auto date = Parse<Date>(text);
  if (date.ok()) {
    if (text.size() == 4 && IsDigits(text)) return Around(*date, TruncationUnit::kYear);
    const bool month = text.size() == 7 && text[4] == '-' && IsDigits(text.substr(5));
    if (month) return Around(*date, TruncationUnit::kMonth);
    return DaysOf(*date, 1);
  }
  const auto time = Parse<DateTime>(text);
  if (!time.ok()) return std::nullopt;
  return TimeSpan{time->seconds, time->seconds + 1};
}

Value PropertyOf(const GraphView& view, EdgeId edge, std::string_view name) {
  const KeyId key = view.names().FindKey(name);
  return key.valid() ? view.property(edge, key) : Value();
}

std::optional<TimeSpan> PropertySpan(const GraphView& view, EdgeId edge, std::string_view name) {
  const Value value = PropertyOf(view, edge, name);
  return value.is_null() ? std::nullopt : PeriodOf(value);
}

// date, and how well it is known.
std::optional<TimeSpan> DateSpan(const GraphView& view, EdgeId edge) {
  const Value value = PropertyOf(view, edge, kDateKey);
  if (value.kind() == ValueKind::kDate) {
    const Value precision = PropertyOf(view, edge, kPrecisionKey);
    if (precision.is_string() && precision.string() == "year")
      return Around(value.date(), TruncationUnit::kYear);
    if (precision.is_string() && precision.string() == "month")
      return Around(value.date(), TruncationUnit::kMonth);
  }
  return value.is_null() ? std::nullopt : PeriodOf(value);
}

StatusOr<Value> During(const CallState& state, Arguments a) {
  if (a[0].is_null()) return Value();
  ASSIGN_OR_RETURN(const TimeSpan from, BoundOf(kDuring, a[1]));
  ASSIGN_OR_RETURN(const TimeSpan to, BoundOf(kDuring, a[2]));
  const TimeSpan wanted{from.begin, to.end};
  if (a[1].is_null() && a[2].is_null()) return Value::Bool(true);
  const auto span = SpanOf(state.view, a[0].edge());
  if (!span) return Value();
  return Value::Bool(span->Touches(wanted));
}

StatusOr<Value> AsOf(const CallState& state, Arguments a) {
  if (a[0].is_null()) return Value();
  if (a[1].is_null()) return Value::Bool(true);
  ASSIGN_OR_RETURN(const TimeSpan moment, BoundOf(kAsOf, a[1]));
  const auto span = SpanOf(state.view, a[0].edge());
  if (!span) return Value();
  if (span->begin >= moment.end) return Value::Bool(false);
  // What has happened stays so; what was said to last until a day ends with it.
  for (const std::string_view key : kEndKeys) {
    if (const auto end = PropertySpan(state.view, a[0].edge(), key))
      return Value::Bool(end->end > moment.begin);
  }
  return Value::Bool(true);
}

}  // namespace

std::optional<TimeSpan> PeriodOf(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kInt:
      return YearOf(value.integer());
    case ValueKind::kString:
      return PeriodOfText(value.string());
    case ValueKind::kDate:
      return DaysOf(value.date(), 1);
    case ValueKind::kLocalDateTime:
      return TimeSpan{value.local_date_time().seconds, value.local_date_time().seconds + 1};
    case ValueKind::kDateTime:
      return TimeSpan{value.date_time().seconds, value.date_time().seconds + 1};
    default:
      return std::nullopt;
  }
}

StatusOr<TimeSpan> BoundOf(std::string_view function, const Value& value) {
  if (value.is_null()) return TimeSpan();
  if (const auto period = PeriodOf(value)) return *period;
  return MakeError(ErrorKind::kArgumentError, ErrorPhase::kRuntime, "InvalidArgumentValue",
                   std::nullopt, Cat(function, ": ", Describe(value), " is no point in time"),
                   "write '2024', '2024-05', '2024-05-31', a date or a datetime; null is no bound");
}

std::optional<TimeSpan> SpanOf(const GraphView& view, EdgeId edge) {
  std::optional<TimeSpan> begin, end;
  for (const std::string_view key : kBeginKeys) {
    if (!begin) begin = PropertySpan(view, edge, key);
  }
  for (const std::string_view key : kEndKeys) {
    if (!end) end = PropertySpan(view, edge, key);
  }
  const bool lasts = begin.has_value();
  if (!begin) begin = DateSpan(view, edge);
  if (!begin && !end) return std::nullopt;
  TimeSpan span;
  if (begin) span.begin = begin->begin;
  if (end) {
    span.end = end->end;
  } else if (!lasts) {
    span.end = begin->end;
  }
  return span;
}

std::vector<Function> TimeSpanFunctions() {
  return {
      {kAsOf,
       "as_of(relationship :: RELATIONSHIP?, moment :: STRING? | INTEGER? | DATE? | LOCAL "
       "DATETIME? | ZONED DATETIME?) :: BOOLEAN?",
       NullRule::kSeesNulls,
       AsOf,
       "Whether a relationship had begun by then and had not ended before: what MATCH ... AS OF "
       "asks of each. Null where it has no date. It begins with valid_from, since, start_date or "
       "date and ends with valid_to, until or end_date.",
       {{"CREATE ()-[r:LEADS {since: date('2019-02-01'), until: '2021'}]->() RETURN as_of(r, "
         "'2020')",
         "true"},
        {"CREATE ()-[r:MET {date: date('2024-05-03')}]->() RETURN as_of(r, '2024-04')", "false"}}},
      {kDuring,
       "during(relationship :: RELATIONSHIP?, from :: STRING? | INTEGER? | DATE? | LOCAL DATETIME? "
       "| ZONED DATETIME?, to :: STRING? | INTEGER? | DATE? | LOCAL DATETIME? | ZONED DATETIME?) "
       ":: BOOLEAN?",
       NullRule::kSeesNulls,
       During,
       "Whether the time of a relationship touches that from one point to another, both included: "
       "what MATCH ... DURING [from, to] asks of each. A bound of null is none. Null where the "
       "relationship has no date; see as_of.",
       {{"CREATE ()-[r:MET {date: date('2024-05-03')}]->() RETURN during(r, '2024', null)", "true"},
        {"CREATE ()-[r:MET {date: date('2024-05-03')}]->() RETURN during(r, '2024-06', "
         "'2024-08-31')",
         "false"}}},
  };
}

}  // namespace newsgraph::functions

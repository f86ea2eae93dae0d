// The calendar and the clock under graph/temporal.h: dates as day numbers, instants taken apart.
// For graph/temporal_*.cc alone.
//
// Day numbers count from 1970-01-01. Functions that take parts of a date or time as given by a user
// check them and say what is wrong in a sentence without a subject ("month 13 is not from 1 to
// 12"); the caller adds which value it was. No state. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "graph/base/error.h"
#include "graph/temporal.h"

namespace newsgraph::calendar {

// __extension__: the type is GCC's and clang's, not the standard's.
__extension__ typedef __int128 Int128;

constexpr int64_t FloorDiv(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }
constexpr int64_t FloorMod(int64_t a, int64_t b) { return a % b + (a % b < 0 ? b : 0); }

// -------------------------------------------------------------------------------------- the
// calendar

struct Civil {
  int64_t year;
  int32_t month;  // 1 to 12
  int32_t day;
};
struct IsoWeek {
  int64_t year;  // the week's, which is another than the day's around new year
  int32_t week;  // 1 to 53
  int32_t day;   // 1 is Monday
};

constexpr bool IsLeap(int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
int32_t DaysInMonth(int64_t year, int32_t month);
int32_t WeeksInYear(int64_t year);
int32_t DaysInQuarter(int64_t year, int32_t quarter);

// source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and back
// REQUIRES: |year| <= kMaxYear + 1
int64_t DaysOf(const Civil& civil);
Civil CivilOf(int64_t days);

constexpr int32_t DayOfWeek(int64_t days) {
  return static_cast<int32_t>(FloorMod(days + 3, 7)) + 1;
}
int64_t FirstMonday(int64_t week_year);  // of the week-year's first week
IsoWeek IsoWeekOf(int64_t days);
inline int32_t QuarterOf(const Civil& civil) { return (civil.month - 1) / 3 + 1; }
inline int32_t OrdinalDay(int64_t days, const Civil& civil) {
  return static_cast<int32_t>(days - DaysOf({civil.year, 1, 1})) + 1;
}

// The first and the last day of the years of Date.
inline constexpr int64_t kFirstDay = -365'243'219'162;
inline constexpr int64_t kLastDay = 365'241'780'471;
constexpr bool IsDay(int64_t days) { return days >= kFirstDay && days <= kLastDay; }
constexpr bool IsLocalSecond(int64_t seconds) { return IsDay(FloorDiv(seconds, kSecondsPerDay)); }

// `months` later, the day cut to the month's length; none beyond the years of Date.
std::optional<int64_t> AddMonths(int64_t days, int64_t months);

// Checked: a user's numbers to day numbers, or to nanoseconds of a day.
StatusOr<int64_t> DaysOfCivil(int64_t year, int64_t month, int64_t day);
StatusOr<int64_t> DaysOfWeekDate(int64_t week_year, int64_t week, int64_t day);
StatusOr<int64_t> DaysOfQuarterDate(int64_t year, int64_t quarter, int64_t day);
StatusOr<int64_t> DaysOfOrdinalDate(int64_t year, int64_t day);
StatusOr<int64_t> NanosOfTime(int64_t hour, int64_t minute, int64_t second, int64_t nanos);
// Whether `value` is from `low` to `high`; `what` names it in the error.
Status CheckRange(std::string_view what, int64_t value, int64_t low, int64_t high);

// -------------------------------------------------------------------------------- instants, taken
// apart

// What an instant's type has; the rest is absent.
struct Parts {
  std::optional<int64_t> days;    // on the local clock
  std::optional<int64_t> nanos;   // of the local day
  std::optional<Zone> zone;       // a Time's is its offset
  std::optional<int32_t> offset;  // the one in force
};
Parts PartsOf(const Temporal& value);
std::string_view TypeName(const Temporal& value);  // "date", "local time"

inline LocalDateTime LocalOf(int64_t days, int64_t nanos) {
  return {days * kSecondsPerDay + nanos / kNanosPerSecond,
          static_cast<int32_t>(nanos % kNanosPerSecond)};
}
inline LocalDateTime LocalOf(DateTime time) {
  return {time.seconds + time.zone.OffsetAt(time.seconds), time.nanos};
}
inline int64_t DayOf(LocalDateTime local) { return FloorDiv(local.seconds, kSecondsPerDay); }
inline int64_t NanosOfDay(LocalDateTime local) {
  return FloorMod(local.seconds, kSecondsPerDay) * kNanosPerSecond + local.nanos;
}

// The instant that a zone's clock shows as `local`; see Zone::InstantOf.
inline DateTime InZone(LocalDateTime local, Zone zone, std::optional<int32_t> preferred_offset) {
  return {zone.InstantOf(local.seconds, preferred_offset), local.nanos, zone};
}

// ArgumentError/InvalidArgumentValue, and ArithmeticError/NumberOutOfRange.
Status Invalid(std::string_view message, std::string_view hint = {});
Status OutOfRange(std::string_view message);

// The entry of a table of names, case ignored.
template <class Enum, size_t n>
std::optional<Enum> FindName(const std::string_view (&names)[n], std::string_view name) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  for (size_t i = 0; i < n; ++i) {
    if (names[i].size() != name.size()) continue;
    size_t same = 0;
    while (same < name.size() && lower(names[i][same]) == lower(name[same])) ++same;
    if (same == name.size()) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace newsgraph::calendar

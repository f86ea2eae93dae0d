// openCypher's temporal values: dates, times, datetimes, durations, and all that is done with them.
//
//   ASSIGN_OR_RETURN(Date date, Parse<Date>("2015-W30-2"));      Format(date) == "2015-07-21"
//   Duration gap = Between(date, other);                         Format(gap) == "P1Y2M3DT4H"
//   ASSIGN_OR_RETURN(DateTime later, Add(datetime, gap));
//   ASSIGN_OR_RETURN(Date monday, Truncate<Date>(TruncationUnit::kWeek, datetime, {}, now));
//
// The meaning is that of CIP2015-08-06 (Date and Time), of the openCypher TCK and, where both are
// silent, of java.time, which they were written after. The calendar is the proleptic Gregorian one,
// with years -999,999,999 to 999,999,999 (year 0 is 1 BCE); a day has 86,400 seconds; leap seconds
// do not exist.
//
// The types are small plain values. The functions are pure: no clock, no locale, and UTC is the
// default zone. Thread-safe. Bad input is an error ArgumentError/InvalidArgumentValue unless said
// otherwise, and never undefined behaviour, given values within the bounds that the types state.
// A call costs some tens of nanoseconds unless said otherwise.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "graph/base/error.h"
#include "graph/time_zone.h"

namespace newsgraph {

// ------------------------------------------------------------------------------------- the types

inline constexpr int64_t kNanosPerSecond = 1'000'000'000;
inline constexpr int64_t kSecondsPerDay = 86'400;
inline constexpr int64_t kNanosPerDay = kSecondsPerDay * kNanosPerSecond;
inline constexpr int64_t kMaxYear = 999'999'999;

struct Date {
  int64_t days = 0;  // since 1970-01-01
  bool operator==(const Date&) const = default;
};

struct LocalTime {
  int64_t nanos = 0;  // of the day, in [0, kNanosPerDay)
  bool operator==(const LocalTime&) const = default;
};

struct Time {
  int64_t nanos = 0;           // of the day on the local clock
  int32_t offset_seconds = 0;  // east of UTC, within +-Zone::kMaxOffsetSeconds
  bool operator==(const Time&) const = default;
};

struct LocalDateTime {
  int64_t seconds = 0;  // since 1970-01-01T00:00, both on the local clock
  int32_t nanos = 0;    // in [0, kNanosPerSecond)
  bool operator==(const LocalDateTime&) const = default;
};

struct DateTime {
  int64_t seconds = 0;  // since 1970-01-01T00:00Z
  int32_t nanos = 0;    // in [0, kNanosPerSecond)
  Zone zone;            // on whose clock it is shown
  bool operator==(const DateTime&) const = default;
};

// Months, days and seconds are apart because they have no fixed ratio. Each may be negative.
struct Duration {
  int64_t months = 0;
  int64_t days = 0;
  int64_t seconds = 0;
  int32_t nanos = 0;  // in [0, kNanosPerSecond): -0.5 s is seconds -1, nanos 500,000,000
  bool operator==(const Duration&) const = default;
};

// Any of the five instant types.
using Temporal = std::variant<Date, LocalTime, Time, LocalDateTime, DateTime>;

// -------------------------------------------------------------------------------- text and values

// Reads ISO 8601 as openCypher has it. T is one of the six types. The whole text must be used.
//   dates      2015-07-21 20150721 2015-07 201507 2015-W30-2 2015W302 2015-W30 2015W30 2015-Q2-60
//              2015Q260 2015-Q2 2015-202 2015202 2015; years beyond four digits have a sign:
//              +10000-01-01, -0044-03-15
//   times      21:40:32.142 214032.142 21:40 2140 21; up to nine decimals after "." or ","; a "T"
//              may stand before it
//   offsets    Z +01 +0100 +01:00 +01:00:30; none is UTC
//   datetimes  date [T time] [offset] ["[" zone "]"], e.g.
//   2015-07-21T21:40+02:00[Europe/Stockholm].
//              Of an overlap's two instants the offset picks one; the zone must have it then.
//   durations  P1Y2M3W4DT5H6M7.8S: each part optional, with sign and fraction; weeks are 7 days;
//   "-P"
//              negates all. P2012-02-02T14:37:21.545. Fractions move down as in MakeDuration.
//   errors     what was expected, and where
template <class T>
StatusOr<T> Parse(std::string_view text);

// The canonical text, which Parse reads back as the same value: 2015-07-21, 21:40:32.142+01:00,
// 2015-07-21T21:40+02:00[Europe/Stockholm], P1Y2M3DT4H5M6.7S, PT-0.5S, PT0S. Seconds of 0 are left
// out of times, and so are the last zeros of a fraction.
std::string Format(Date date);
std::string Format(LocalTime time);
std::string Format(Time time);
std::string Format(LocalDateTime time);
std::string Format(DateTime time);
std::string Format(const Duration& duration);

// ------------------------------------------------------------------------------------- components

// What can be read from an instant and, up to kEpochMillis, given to build one.
enum class Component : uint8_t {
  kYear,
  kQuarter,
  kMonth,
  kWeek,  // ISO 8601's
  kOrdinalDay,
  kDayOfQuarter,  // also "quarterDay"
  kDayOfWeek,     // Monday is 1; also "weekDay"
  kDay,
  kHour,
  kMinute,
  kSecond,
  kMillisecond,  // these three, read: the whole fraction of the second in their unit
  kMicrosecond,
  kNanosecond,
  kEpochSeconds,
  kEpochMillis,
  kWeekYear,  // the year that the ISO week belongs to
  kTimezone,  // "Europe/Stockholm", "+01:00"
  kOffset,    // "+01:00"
  kOffsetMinutes,
  kOffsetSeconds,
};
inline constexpr size_t kComponentCount = 21;

// By openCypher's name, case ignored: "dayOfWeek".
std::optional<Component> FindComponent(std::string_view name);
std::string_view NameOf(Component component);

// A component of an instant; text for kTimezone and kOffset.
//   errors    PropertyNotFound/UnknownComponent: a date has no hour;
//             ArithmeticError/NumberOutOfRange: milliseconds beyond 64 bits
StatusOr<std::variant<int64_t, std::string>> Get(const Temporal& value, Component component);

// A component of a duration by its name, case ignored. Of the whole: years quarters months (of the
// months), weeks days (of the days), hours minutes seconds milliseconds microseconds nanoseconds
// (of the seconds). What is left below the next larger unit: quartersOfYear monthsOfYear
// monthsOfQuarter daysOfWeek minutesOfHour secondsOfMinute millisecondsOfSecond
// microsecondsOfSecond nanosecondsOfSecond.
//   errors    as above
StatusOr<int64_t> Get(const Duration& duration, std::string_view component);

// What an instant is built from: openCypher's map, as in date({year: 1984, week: 10}).
struct Components {
  std::optional<Temporal> date, time, datetime;  // parts of these come first; the rest overrides
  std::array<std::optional<int64_t>, kComponentCount> given;
  std::optional<Zone> timezone;

  std::optional<int64_t>& operator[](Component c) { return given[static_cast<size_t>(c)]; }
  const std::optional<int64_t>& operator[](Component c) const {
    return given[static_cast<size_t>(c)];
  }
};

// Builds an instant. T is one of the five types. Without a base, a component needs all larger ones
// of its way to say a date (year month day, year week dayOfWeek, year quarter dayOfQuarter, year
// ordinalDay) or a time (hour minute second and any of the parts of a second, which add up); what
// is left out is the least there is. With a base, what is not given stays as it is there.
//   zone      of the base's time where it has one, else `timezone`, else UTC. Where both are there,
//             the instant stays and is shown in `timezone`.
//   now       UTC seconds: when a named zone's offset is taken for a Time, which cannot hold names
//   errors    a component missing, out of its range, of two ways to say a date, or not of this type
template <class T>
StatusOr<T> Make(const Components& components, int64_t now);

// The instant as another type: what that lacks is dropped; a missing time is midnight, a missing
// zone UTC.
//   errors    a date from a time, or a time from a date
template <class T>
StatusOr<T> Convert(const Temporal& value);

// The same instant, shown in another zone.
DateTime WithZone(DateTime time, Zone zone);

// ------------------------------------------------------------------------------------- truncation

enum class TruncationUnit : uint8_t {
  kMillennium,
  kCentury,
  kDecade,
  kYear,
  kWeekYear,  // to the Monday of the first week of the ISO week's year
  kQuarter,
  kMonth,
  kWeek,  // to its Monday
  kDay,
  kHour,
  kMinute,
  kSecond,
  kMillisecond,
  kMicrosecond,
};
std::optional<TruncationUnit> FindTruncationUnit(std::string_view name);  // case ignored
std::string_view NameOf(TruncationUnit unit);

// The last boundary of `unit` not after `value`, as a T, and then `overrides` set on it: single
// components, and a timezone, which keeps the local time.
//   now       as for Make
//   errors    a unit that T or the type of `value` does not have; overrides as for Make
template <class T>
StatusOr<T> Truncate(TruncationUnit unit, const Temporal& value, const Components& overrides,
                     int64_t now);

// ------------------------------------------------------------------------------------- arithmetic

// Adds months (the day cut to the month's length), then days, then seconds. A date takes the whole
// days of the seconds; times take the seconds alone, around midnight. In a named zone, months and
// days move the wall clock and seconds the instant.
//   errors    ArithmeticError/NumberOutOfRange: beyond the calendar
StatusOr<Date> Add(Date date, const Duration& duration);
StatusOr<LocalTime> Add(LocalTime time, const Duration& duration);
StatusOr<Time> Add(Time time, const Duration& duration);
StatusOr<LocalDateTime> Add(LocalDateTime time, const Duration& duration);
StatusOr<DateTime> Add(DateTime time, const Duration& duration);

// Part by part. errors: ArithmeticError/NumberOutOfRange, beyond 64 bits
StatusOr<Duration> Add(const Duration& a, const Duration& b);
StatusOr<Duration> Negate(const Duration& duration);

template <class T>
StatusOr<T> Subtract(T value, const Duration& duration) {
  ASSIGN_OR_RETURN(const Duration negated, Negate(duration));
  return Add(value, negated);
}

// Each part times or by a number; fractions move down as in MakeDuration. A float counts as its
// shortest decimal: 0.1 is a tenth.
//   errors    ArithmeticError/NumberOutOfRange, /DivisionByZero; a number that is not finite
StatusOr<Duration> Multiply(const Duration& duration, int64_t factor);
StatusOr<Duration> Multiply(const Duration& duration, double factor);
StatusOr<Duration> Divide(const Duration& duration, int64_t divisor);
StatusOr<Duration> Divide(const Duration& duration, double divisor);

// From one instant to another, of any types. Of date, time and zone, what one of them lacks is the
// other's (a time: midnight). Months and days are counted on the clock of `from`'s zone, and only
// where both have a date. Add(from, Between(from, to)) is `to`, for values of one type (and zone).
Duration Between(const Temporal& from, const Temporal& to);           // months, days, seconds
Duration BetweenInMonths(const Temporal& from, const Temporal& to);   // whole ones
Duration BetweenInDays(const Temporal& from, const Temporal& to);     // whole ones
Duration BetweenInSeconds(const Temporal& from, const Temporal& to);  // with their fraction

// ------------------------------------------------------------------------------- making durations

// A number with its fraction: 1.5 is {1, 5 * 10^17}. Both have the same sign.
struct Amount {
  int64_t whole = 0;
  int64_t atto = 0;  // 10^-18; in (-10^18, 10^18)

  static Amount Of(int64_t whole) { return {whole, 0}; }
  // Its shortest decimal; nothing for what is not finite or beyond 64 bits.
  static std::optional<Amount> Of(double value);
};

enum class DurationUnit : uint8_t {
  kYears,
  kQuarters,
  kMonths,
  kWeeks,
  kDays,
  kHours,
  kMinutes,
  kSeconds,
  kMilliseconds,
  kMicroseconds,
  kNanoseconds,
};
inline constexpr size_t kDurationUnitCount = 11;
std::optional<DurationUnit> FindDurationUnit(std::string_view name);  // case ignored

// What a duration is made of, as in duration({months: 0.75}).
struct DurationParts {
  std::array<Amount, kDurationUnitCount> amounts;
  Amount& operator[](DurationUnit unit) { return amounts[static_cast<size_t>(unit)]; }
  const Amount& operator[](DurationUnit unit) const { return amounts[static_cast<size_t>(unit)]; }
};

// Years, quarters and months add up to months, weeks and days to days, the rest to seconds.
// Fractions move down: of months to days and seconds (a month is 365.2425 / 12 days, 2,629,746
// seconds), of days to seconds; what is below a nanosecond is rounded. Nothing moves up: 70 seconds
// stay 70.
//   errors    ArithmeticError/NumberOutOfRange: beyond 64 bits
StatusOr<Duration> MakeDuration(const DurationParts& parts);

// ------------------------------------------------------------------------------------------ order

// Total orders: negative, 0, positive; 0 for equal values alone. Zoned values go by the instant,
// then by the offset from west to east, then by the name of the zone. Durations are not comparable
// in openCypher and have only this order: by length, with months of 2,629,746 seconds and days of
// 86,400; then by months, then by days.
int Compare(Date a, Date b);
int Compare(LocalTime a, LocalTime b);
int Compare(Time a, Time b);
int Compare(LocalDateTime a, LocalDateTime b);
int Compare(DateTime a, DateTime b);
int Compare(const Duration& a, const Duration& b);

// absl::Hash takes all six types.
template <class H>
H AbslHashValue(H h, const Date& v) {
  return H::combine(std::move(h), v.days);
}
template <class H>
H AbslHashValue(H h, const LocalTime& v) {
  return H::combine(std::move(h), v.nanos);
}
template <class H>
H AbslHashValue(H h, const Time& v) {
  return H::combine(std::move(h), v.nanos, v.offset_seconds);
}
template <class H>
H AbslHashValue(H h, const LocalDateTime& v) {
  return H::combine(std::move(h), v.seconds, v.nanos);
}
template <class H>
H AbslHashValue(H h, const DateTime& v) {
  return H::combine(std::move(h), v.seconds, v.nanos, v.zone.code());
}
template <class H>
H AbslHashValue(H h, const Duration& v) {
  return H::combine(std::move(h), v.months, v.days, v.seconds, v.nanos);
}

}  // namespace newsgraph

// Dates and times from ISO 8601 text. Durations are in temporal_parse_duration.cc.
#include <type_traits>

#include "graph/temporal_scanner.h"

namespace newsgraph {
namespace {

using namespace calendar;

constexpr std::string_view kDateHint = "write it as in 2015-07-21, 2015-W30-2 or 2015-202";
constexpr std::string_view kTimeHint =
    "write it as in 21:40:32.142, for a zone with +01:00 after it";
constexpr std::string_view kDurationHint = "write it as in P1Y2M10DT2H30M1.5S";
constexpr std::string_view kDateTimeHint =
    "write it as in 2015-07-21T21:40:32, for a zone with +02:00 or [Europe/Stockholm] after it";

// The rest of a date after its year, written without separators: 0721, 07, 202, W302, W30, Q260,
// Q2.
StatusOr<int64_t> ParseBasicDate(Scanner& scan, int64_t year) {
  if (scan.Take('W')) {
    const size_t digits = scan.CountDigits();
    if (digits != 2 && digits != 3) return scan.Expected("a week of two digits and a day of one");
    const int64_t week = scan.TakeDigits(2);
    return DaysOfWeekDate(year, week, digits == 3 ? scan.TakeDigits(1) : 1);
  }
  if (scan.Take('Q')) {
    const size_t digits = scan.CountDigits();
    if (digits != 1 && digits != 3) return scan.Expected("a quarter of one digit and a day of two");
    const int64_t quarter = scan.TakeDigits(1);
    return DaysOfQuarterDate(year, quarter, digits == 3 ? scan.TakeDigits(2) : 1);
  }
  switch (scan.CountDigits()) {
    case 0:
      return DaysOfCivil(year, 1, 1);
    case 3:
      return DaysOfOrdinalDate(year, scan.TakeDigits(3));
    case 2:
      return DaysOfCivil(year, scan.TakeDigits(2), 1);
    case 4: {
      const int64_t month = scan.TakeDigits(2);
      return DaysOfCivil(year, month, scan.TakeDigits(2));
    }
    default:
      return scan.Expected("month and day as MMDD, a month as MM, or a day of the year as DDD");
  }
}

// Takes "-" and a number of at most two digits, where they stand.
StatusOr<int64_t> TakeDashNumber(Scanner& scan, std::string_view what, size_t most_digits) {
  if (!scan.Take('-')) return 1;
  const size_t digits = scan.CountDigits();
  if (digits == 0 || digits > most_digits) return scan.Expected(what);
  return scan.TakeDigits(digits);
}

// The rest of a date after its year and a "-": 07-21, 07, 202, W30-2, W30, Q2-60, Q2.
StatusOr<int64_t> ParseDashedDate(Scanner& scan, int64_t year) {
  if (scan.Take('W')) {
    const size_t digits = scan.CountDigits();
    if (digits != 1 && digits != 2) return scan.Expected("a week of two digits");
    const int64_t week = scan.TakeDigits(digits);
    ASSIGN_OR_RETURN(const int64_t day, TakeDashNumber(scan, "a day of the week, 1 to 7", 1));
    return DaysOfWeekDate(year, week, day);
  }
  if (scan.Take('Q')) {
    if (scan.CountDigits() != 1) return scan.Expected("a quarter, 1 to 4");
    const int64_t quarter = scan.TakeDigits(1);
    ASSIGN_OR_RETURN(const int64_t day, TakeDashNumber(scan, "a day of the quarter", 2));
    return DaysOfQuarterDate(year, quarter, day);
  }
  const size_t digits = scan.CountDigits();
  if (digits == 3) return DaysOfOrdinalDate(year, scan.TakeDigits(3));
  if (digits != 1 && digits != 2) return scan.Expected("a month as MM or a day of the year as DDD");
  const int64_t month = scan.TakeDigits(digits);
  ASSIGN_OR_RETURN(const int64_t day, TakeDashNumber(scan, "a day as DD", 2));
  return DaysOfCivil(year, month, day);
}

StatusOr<int64_t> ParseDays(Scanner& scan) {
  const bool negative = scan.At('-');
  if (scan.TakeAnyOf('-', '+')) {  // a year of any length, apart from what follows
    const size_t digits = scan.CountDigits();
    if (digits < 1 || digits > 9) return scan.Expected("a year of one to nine digits");
    const int64_t size = scan.TakeDigits(digits);
    const int64_t year = negative ? -size : size;
    if (scan.At('W') || scan.At('Q')) return ParseBasicDate(scan, year);
    return scan.Take('-') ? ParseDashedDate(scan, year) : DaysOfCivil(year, 1, 1);
  }
  if (scan.CountDigits() < 4) return scan.Expected("a year of four digits, or of more with a sign");
  const int64_t year = scan.TakeDigits(4);
  return scan.Take('-') ? ParseDashedDate(scan, year) : ParseBasicDate(scan, year);
}

StatusOr<int64_t> TakeTwoDigits(Scanner& scan, std::string_view what) {
  if (scan.CountDigits() < 2) return scan.Expected(what);
  return scan.TakeDigits(2);
}

// ".142" in nanoseconds; 0 where no fraction stands.
StatusOr<int64_t> ParseFraction(Scanner& scan) {
  if (!scan.TakeAnyOf('.', ',')) return 0;
  const size_t digits = scan.CountDigits();
  if (digits < 1 || digits > 9) return scan.Expected("one to nine digits of a second");
  int64_t nanos = scan.TakeDigits(digits);
  for (size_t i = digits; i < 9; ++i) nanos *= 10;
  return nanos;
}

// The nanosecond of the day.
StatusOr<int64_t> ParseNanos(Scanner& scan) {
  const size_t digits = scan.CountDigits();
  int64_t hour = 0, minute = 0, second = 0, nanos = 0;
  if (digits == 1 || digits == 2) {  // 21:40:32.142
    hour = scan.TakeDigits(digits);
    if (scan.Take(':')) {
      ASSIGN_OR_RETURN(minute, TakeTwoDigits(scan, "minutes of two digits"));
      if (scan.Take(':')) {
        ASSIGN_OR_RETURN(second, TakeTwoDigits(scan, "seconds of two digits"));
        ASSIGN_OR_RETURN(nanos, ParseFraction(scan));
      }
    }
  } else if (digits == 4 || digits == 6) {  // 214032.142
    hour = scan.TakeDigits(2);
    minute = scan.TakeDigits(2);
    if (digits == 6) {
      second = scan.TakeDigits(2);
      ASSIGN_OR_RETURN(nanos, ParseFraction(scan));
    }
  } else {
    return scan.Expected("a time as HH:MM:SS or HHMMSS");
  }
  return NanosOfTime(hour, minute, second, nanos);
}

StatusOr<LocalDateTime> ParseLocalDateTime(Scanner& scan) {
  ASSIGN_OR_RETURN(const int64_t days, ParseDays(scan));
  if (!scan.Take('T')) return LocalOf(days, 0);
  ASSIGN_OR_RETURN(const int64_t nanos, ParseNanos(scan));
  return LocalOf(days, nanos);
}

// The offset in force, or nothing where the text has none.
StatusOr<std::optional<int32_t>> ParseOffset(Scanner& scan) {
  const auto offset = Zone::TakeOffset(scan.rest());
  if (!offset && (scan.At('+') || scan.At('-'))) {
    return scan.Expected("an offset of at most 18 hours as +HH:MM");
  }
  return offset;
}

StatusOr<Zone> ParseZoneName(Scanner& scan) {  // after its "["
  const size_t end = scan.rest().find(']');
  if (end == std::string_view::npos) return scan.Expected("a zone's name and \"]\"");
  const std::string_view name = scan.rest().substr(0, end);
  scan.rest().remove_prefix(end + 1);
  return Zone::Parse(name);
}

StatusOr<DateTime> ParseDateTime(Scanner& scan) {
  ASSIGN_OR_RETURN(const LocalDateTime local, ParseLocalDateTime(scan));
  ASSIGN_OR_RETURN(const auto offset, ParseOffset(scan));
  if (!scan.Take('[')) return InZone(local, Zone::Fixed(offset.value_or(0)), {});
  ASSIGN_OR_RETURN(const Zone zone, ParseZoneName(scan));
  if (!offset) return InZone(local, zone, {});
  const DateTime time{local.seconds - *offset, local.nanos, zone};
  if (const int32_t in_force = zone.OffsetAt(time.seconds); in_force != *offset) {
    return Invalid(Cat("the offset there is ", FormatOffset(in_force), " in ", zone.Name(),
                       ", not ", FormatOffset(*offset)));
  }
  return time;
}

// Runs a parser over the whole of a text. Its error gets what was being read: "2015-13-01" is not a
// date: month 13 is not from 1 to 12.
template <class T>
StatusOr<T> ParseWhole(std::string_view text, std::string_view type, std::string_view hint,
                       StatusOr<T> (*parse)(Scanner&)) {
  Scanner scan(text);
  StatusOr<T> value = parse(scan);
  if (value.ok() && !scan.done()) value = scan.Expected("nothing more");
  if (value.ok()) return value;
  ErrorInfo info = GetErrorInfo(value.status());
  if (info.hint.empty()) info.hint = hint;
  return MakeError(info, Cat("\"", Scanner::Shortened(text), "\" is not a ", type, ": ",
                             View(value.status().message())));
}

StatusOr<Date> ParseDate(Scanner& scan) {
  ASSIGN_OR_RETURN(const int64_t days, ParseDays(scan));
  return Date{days};
}

StatusOr<LocalTime> ParseLocalTime(Scanner& scan) {
  scan.Take('T');
  ASSIGN_OR_RETURN(const int64_t nanos, ParseNanos(scan));
  return LocalTime{nanos};
}

StatusOr<Time> ParseTime(Scanner& scan) {
  ASSIGN_OR_RETURN(const LocalTime local, ParseLocalTime(scan));
  ASSIGN_OR_RETURN(const auto offset, ParseOffset(scan));
  return Time{local.nanos, offset.value_or(0)};
}

}  // namespace

template <class T>
StatusOr<T> Parse(std::string_view text) {
  if constexpr (std::is_same_v<T, Date>) {
    return ParseWhole(text, "date", kDateHint, ParseDate);
  } else if constexpr (std::is_same_v<T, LocalTime>) {
    return ParseWhole(text, "local time", kTimeHint, ParseLocalTime);
  } else if constexpr (std::is_same_v<T, Time>) {
    return ParseWhole(text, "time", kTimeHint, ParseTime);
  } else if constexpr (std::is_same_v<T, LocalDateTime>) {
    return ParseWhole(text, "local datetime", kDateTimeHint, ParseLocalDateTime);
  } else if constexpr (std::is_same_v<T, DateTime>) {
    return ParseWhole(text, "datetime", kDateTimeHint, ParseDateTime);
  } else {
    return ParseWhole(text, "duration", kDurationHint, ParseDuration);
  }
}

template StatusOr<Date> Parse<Date>(std::string_view);
template StatusOr<LocalTime> Parse<LocalTime>(std::string_view);
template StatusOr<Time> Parse<Time>(std::string_view);
template StatusOr<LocalDateTime> Parse<LocalDateTime>(std::string_view);
template StatusOr<DateTime> Parse<DateTime>(std::string_view);
template StatusOr<Duration> Parse<Duration>(std::string_view);

}  // namespace newsgraph

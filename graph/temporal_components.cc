// What can be read from temporal values by name.
#include "graph/base/strings.h"
#include "graph/temporal_calendar.h"

namespace newsgraph {
namespace {

using namespace calendar;

constexpr std::string_view kNames[] = {
    "year",        "quarter",       "month",         "week",        "ordinalDay", "dayOfQuarter",
    "dayOfWeek",   "day",           "hour",          "minute",      "second",     "millisecond",
    "microsecond", "nanosecond",    "epochSeconds",  "epochMillis", "weekYear",   "timezone",
    "offset",      "offsetMinutes", "offsetSeconds",
};
static_assert(std::size(kNames) == kComponentCount);

constexpr std::string_view kDurationNames[] = {
    "years",
    "quarters",
    "months",
    "weeks",
    "days",
    "hours",
    "minutes",
    "seconds",
    "milliseconds",
    "microseconds",
    "nanoseconds",
    "quartersOfYear",
    "monthsOfYear",
    "monthsOfQuarter",
    "daysOfWeek",
    "minutesOfHour",
    "secondsOfMinute",
    "millisecondsOfSecond",
    "microsecondsOfSecond",
    "nanosecondsOfSecond",
};
enum class DurationComponent : uint8_t {
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
  kQuartersOfYear,
  kMonthsOfYear,
  kMonthsOfQuarter,
  kDaysOfWeek,
  kMinutesOfHour,
  kSecondsOfMinute,
  kMillisecondsOfSecond,
  kMicrosecondsOfSecond,
  kNanosecondsOfSecond,
};

Status Unknown(std::string_view type, std::string_view component) {
  return RuntimeError(ErrorKind::kPropertyNotFound, "UnknownComponent",
                      Cat("a ", type, " has no component \"", component, "\""));
}

int64_t DateComponent(int64_t days, Component component) {
  const Civil civil = CivilOf(days);
  switch (component) {
    case Component::kYear:
      return civil.year;
    case Component::kQuarter:
      return QuarterOf(civil);
    case Component::kMonth:
      return civil.month;
    case Component::kWeek:
      return IsoWeekOf(days).week;
    case Component::kOrdinalDay:
      return OrdinalDay(days, civil);
    case Component::kDayOfQuarter:
      return days - DaysOf({civil.year, (QuarterOf(civil) - 1) * 3 + 1, 1}) + 1;
    case Component::kDayOfWeek:
      return DayOfWeek(days);
    case Component::kDay:
      return civil.day;
    default:
      return IsoWeekOf(days).year;
  }
}

int64_t TimeComponent(int64_t nanos, Component component) {
  switch (component) {
    case Component::kHour:
      return nanos / (3600 * kNanosPerSecond);
    case Component::kMinute:
      return nanos / (60 * kNanosPerSecond) % 60;
    case Component::kSecond:
      return nanos / kNanosPerSecond % 60;
    case Component::kMillisecond:
      return nanos % kNanosPerSecond / 1'000'000;
    case Component::kMicrosecond:
      return nanos % kNanosPerSecond / 1'000;
    default:
      return nanos % kNanosPerSecond;
  }
}

StatusOr<int64_t> EpochMillis(DateTime time) {
  int64_t millis;
  if (__builtin_mul_overflow(time.seconds, int64_t{1000}, &millis) ||
      __builtin_add_overflow(millis, time.nanos / 1'000'000, &millis)) {
    return OutOfRange(Cat("the milliseconds to ", Format(time), " do not fit in 64 bits"));
  }
  return millis;
}

bool IsOfDate(Component c) { return c <= Component::kDay || c == Component::kWeekYear; }
bool IsOfTime(Component c) { return c >= Component::kHour && c <= Component::kNanosecond; }

// Of a duration's seconds, in units of 10^-9 `nanos_per_unit` s.
StatusOr<int64_t> TotalOf(const Duration& duration, int64_t nanos_per_unit) {
  const Int128 nanos = Int128{duration.seconds} * kNanosPerSecond + duration.nanos;
  const Int128 total = nanos / nanos_per_unit;
  if (total < INT64_MIN || total > INT64_MAX) {
    return OutOfRange(Cat("that component of ", Format(duration), " does not fit in 64 bits"));
  }
  return static_cast<int64_t>(total);
}

}  // namespace

std::optional<Component> FindComponent(std::string_view name) {
  if (const auto found = FindName<Component>(kNames, name)) return found;
  constexpr std::string_view kAliases[] = {"weekDay", "quarterDay"};
  const auto alias = FindName<uint8_t>(kAliases, name);
  if (!alias) return std::nullopt;
  return *alias == 0 ? Component::kDayOfWeek : Component::kDayOfQuarter;
}

std::string_view NameOf(Component component) { return kNames[static_cast<size_t>(component)]; }

StatusOr<std::variant<int64_t, std::string>> Get(const Temporal& value, Component component) {
  using Result = std::variant<int64_t, std::string>;
  if (const Date* date = std::get_if<Date>(&value); date && IsOfDate(component)) {
    return Result(DateComponent(date->days, component));  // the common case, without detours
  }
  const Parts parts = PartsOf(value);
  const DateTime* zoned = std::get_if<DateTime>(&value);
  if (IsOfDate(component) && parts.days) return Result(DateComponent(*parts.days, component));
  if (IsOfTime(component) && parts.nanos) return Result(TimeComponent(*parts.nanos, component));
  if (component == Component::kEpochSeconds && zoned) return Result(zoned->seconds);
  if (component == Component::kEpochMillis && zoned) {
    ASSIGN_OR_RETURN(const int64_t millis, EpochMillis(*zoned));
    return Result(millis);
  }
  if (parts.offset && component == Component::kTimezone) return Result(parts.zone->Name());
  if (parts.offset && component == Component::kOffset) return Result(FormatOffset(*parts.offset));
  if (parts.offset && component == Component::kOffsetMinutes) {
    return Result(int64_t{*parts.offset / 60});
  }
  if (parts.offset && component == Component::kOffsetSeconds) return Result(int64_t{*parts.offset});
  return Unknown(TypeName(value), NameOf(component));
}

StatusOr<int64_t> Get(const Duration& duration, std::string_view component) {
  using enum DurationComponent;
  const auto found = FindName<DurationComponent>(kDurationNames, component);
  if (!found) return Unknown("duration", component);
  switch (*found) {
    case kYears:
      return duration.months / 12;
    case kQuarters:
      return duration.months / 3;
    case kMonths:
      return duration.months;
    case kWeeks:
      return duration.days / 7;
    case kDays:
      return duration.days;
    case kHours:
      return duration.seconds / 3600;
    case kMinutes:
      return duration.seconds / 60;
    case kSeconds:
      return duration.seconds;
    case kMilliseconds:
      return TotalOf(duration, 1'000'000);
    case kMicroseconds:
      return TotalOf(duration, 1'000);
    case kNanoseconds:
      return TotalOf(duration, 1);
    case kQuartersOfYear:
      return duration.months % 12 / 3;
    case kMonthsOfYear:
      return duration.months % 12;
    case kMonthsOfQuarter:
      return duration.months % 3;
    case kDaysOfWeek:
      return duration.days % 7;
    case kMinutesOfHour:
      return duration.seconds / 60 % 60;
    case kSecondsOfMinute:
      return duration.seconds % 60;
    case kMillisecondsOfSecond:
      return duration.nanos / 1'000'000;
    case kMicrosecondsOfSecond:
      return duration.nanos / 1'000;
    case kNanosecondsOfSecond:
      return duration.nanos;
  }
  return Unknown("duration", component);
}

}  // namespace newsgraph

// The last boundary of a unit before an instant.
#include "graph/base/strings.h"
#include "graph/temporal_fields.h"

namespace newsgraph {
namespace {

using namespace calendar;
using C = Component;

constexpr std::string_view kUnitNames[] = {
    "millennium", "century", "decade", "year",   "weekYear", "quarter",     "month",
    "week",       "day",     "hour",   "minute", "second",   "millisecond", "microsecond",
};

int64_t TruncateDays(TruncationUnit unit, int64_t days) {
  const Civil civil = CivilOf(days);
  switch (unit) {
    case TruncationUnit::kMillennium:
      return DaysOf({FloorDiv(civil.year, 1000) * 1000, 1, 1});
    case TruncationUnit::kCentury:
      return DaysOf({FloorDiv(civil.year, 100) * 100, 1, 1});
    case TruncationUnit::kDecade:
      return DaysOf({FloorDiv(civil.year, 10) * 10, 1, 1});
    case TruncationUnit::kYear:
      return DaysOf({civil.year, 1, 1});
    case TruncationUnit::kWeekYear:
      return FirstMonday(IsoWeekOf(days).year);
    case TruncationUnit::kQuarter:
      return DaysOf({civil.year, (QuarterOf(civil) - 1) * 3 + 1, 1});
    case TruncationUnit::kMonth:
      return DaysOf({civil.year, civil.month, 1});
    case TruncationUnit::kWeek:
      return days - (DayOfWeek(days) - 1);
    default:
      return days;
  }
}

int64_t TruncateNanos(TruncationUnit unit, int64_t nanos) {
  switch (unit) {
    case TruncationUnit::kHour:
      return nanos - nanos % (3600 * kNanosPerSecond);
    case TruncationUnit::kMinute:
      return nanos - nanos % (60 * kNanosPerSecond);
    case TruncationUnit::kSecond:
      return nanos - nanos % kNanosPerSecond;
    case TruncationUnit::kMillisecond:
      return nanos - nanos % 1'000'000;
    case TruncationUnit::kMicrosecond:
      return nanos - nanos % 1'000;
    default:
      return 0;
  }
}

// Parts of a second that are smaller than the unit are set beside what truncation left, not
// instead of it: nanosecond 2 after milliseconds 645 makes 645,000,002.
Components KeepFraction(TruncationUnit unit, int64_t nanos, Components overrides) {
  const int64_t fraction = nanos % kNanosPerSecond;
  const bool smaller = overrides[C::kNanosecond] ||
                       (unit == TruncationUnit::kMillisecond && overrides[C::kMicrosecond]);
  if (unit == TruncationUnit::kMillisecond && smaller && !overrides[C::kMillisecond]) {
    overrides[C::kMillisecond] = fraction / 1'000'000;
  }
  if (unit == TruncationUnit::kMicrosecond && smaller && !overrides[C::kMicrosecond] &&
      !overrides[C::kMillisecond]) {
    overrides[C::kMicrosecond] = fraction / 1'000;
  }
  return overrides;
}

Status CheckUnit(TruncationUnit unit, const Temporal& value, const Parts& parts,
                 const TypeShape& shape) {
  const bool of_date = unit<TruncationUnit::kDay, of_time = unit> TruncationUnit::kDay;
  if ((of_date && !shape.has_date) || (of_time && !shape.has_time)) {
    return Invalid(Cat("a ", shape.name, " cannot be truncated to \"", NameOf(unit), "\""));
  }
  if ((shape.has_date && !parts.days) || (!shape.has_date && !parts.nanos) ||
      (of_time && !parts.nanos)) {
    return Invalid(Cat("a ", TypeName(value), " cannot be truncated to \"", NameOf(unit),
                       "\" of a ", shape.name));
  }
  return absl::OkStatus();
}

}  // namespace

std::optional<TruncationUnit> FindTruncationUnit(std::string_view name) {
  return FindName<TruncationUnit>(kUnitNames, name);
}

std::string_view NameOf(TruncationUnit unit) { return kUnitNames[static_cast<size_t>(unit)]; }

template <class T>
StatusOr<T> Truncate(TruncationUnit unit, const Temporal& value, const Components& overrides,
                     int64_t now) {
  constexpr TypeShape shape = kShape<T>;
  const Parts parts = PartsOf(value);
  RETURN_IF_ERROR(CheckUnit(unit, value, parts, shape));
  RETURN_IF_ERROR(CheckFields(overrides, shape));
  if (overrides.date || overrides.time || overrides.datetime || overrides[C::kEpochSeconds] ||
      overrides[C::kEpochMillis]) {
    return Invalid("only single components and a timezone can be set on a truncated value");
  }
  Clock clock;
  if (shape.has_date) {
    const int64_t days = TruncateDays(unit, *parts.days);
    if (!IsDay(days)) return OutOfRange("the truncated date is before the year -999999999");
    ASSIGN_OR_RETURN(clock.days, SetDate(days, overrides, false));
  }
  if (shape.has_time) {
    const int64_t nanos = TruncateNanos(unit, parts.nanos.value_or(0));
    ASSIGN_OR_RETURN(clock.nanos, SetTime(nanos, KeepFraction(unit, nanos, overrides)));
  }
  if (overrides.timezone) {
    clock.zone = *overrides.timezone;
  } else if (parts.zone) {
    clock.zone = *parts.zone;
    clock.offset = parts.offset;
  }
  return Assemble<T>(clock, now);
}

using Unit = TruncationUnit;
template StatusOr<Date> Truncate(Unit, const Temporal&, const Components&, int64_t);
template StatusOr<LocalTime> Truncate(Unit, const Temporal&, const Components&, int64_t);
template StatusOr<Time> Truncate(Unit, const Temporal&, const Components&, int64_t);
template StatusOr<LocalDateTime> Truncate(Unit, const Temporal&, const Components&, int64_t);
template StatusOr<DateTime> Truncate(Unit, const Temporal&, const Components&, int64_t);

}  // namespace newsgraph

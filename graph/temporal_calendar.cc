#include "graph/temporal_calendar.h"

#include <algorithm>

#include "graph/base/strings.h"
#include "graph/base/variant.h"

namespace newsgraph::calendar {
namespace {

constexpr int64_t kDaysPerEra = 146'097;  // 400 years
constexpr int64_t kEpochShift = 719'468;  // from 0000-03-01 to 1970-01-01

}  // namespace

int32_t DaysInMonth(int64_t year, int32_t month) {
  constexpr int8_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeap(year) ? 29 : kDays[month - 1];
}

int32_t WeeksInYear(int64_t year) {
  return static_cast<int32_t>((FirstMonday(year + 1) - FirstMonday(year)) / 7);
}

int32_t DaysInQuarter(int64_t year, int32_t quarter) {
  return quarter == 1 ? 90 + IsLeap(year) : quarter == 2 ? 91 : 92;
}

int64_t DaysOf(const Civil& civil) {
  const int64_t year = civil.year - (civil.month <= 2);  // years begin in March: leap days end them
  const int64_t era = FloorDiv(year, 400);
  const int64_t year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * ((civil.month + 9) % 12) + 2) / 5 + civil.day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * kDaysPerEra + day_of_era - kEpochShift;
}

Civil CivilOf(int64_t days) {
  days += kEpochShift;
  const int64_t era = FloorDiv(days, kDaysPerEra);
  const int32_t day_of_era = static_cast<int32_t>(days - era * kDaysPerEra);
  const int32_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int32_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int32_t shifted_month = (5 * day_of_year + 2) / 153;
  const int32_t day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const int32_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  return {era * 400 + year_of_era + (month <= 2), month, day};
}

int64_t FirstMonday(int64_t week_year) {
  const int64_t fourth = DaysOf({week_year, 1, 4});  // always in the first week
  return fourth - (DayOfWeek(fourth) - 1);
}

IsoWeek IsoWeekOf(int64_t days) {
  const int32_t day = DayOfWeek(days);
  const int64_t year = CivilOf(days + 4 - day).year;  // the Thursday's
  return {year, static_cast<int32_t>((days - FirstMonday(year)) / 7) + 1, day};
}

std::optional<int64_t> AddMonths(int64_t days, int64_t months) {
  const Civil civil = CivilOf(days);
  int64_t total;
  if (__builtin_add_overflow(civil.year * 12 + civil.month - 1, months, &total))
    return std::nullopt;
  const int64_t year = FloorDiv(total, 12);
  if (year < -kMaxYear || year > kMaxYear) return std::nullopt;
  const int32_t month = static_cast<int32_t>(FloorMod(total, 12)) + 1;
  return DaysOf({year, month, std::min(civil.day, DaysInMonth(year, month))});
}

Status CheckRange(std::string_view what, int64_t value, int64_t low, int64_t high) {
  if (value >= low && value <= high) return absl::OkStatus();
  return Invalid(Cat(what, " ", value, " is not from ", low, " to ", high));
}

StatusOr<int64_t> DaysOfCivil(int64_t year, int64_t month, int64_t day) {
  RETURN_IF_ERROR(CheckRange("year", year, -kMaxYear, kMaxYear));
  RETURN_IF_ERROR(CheckRange("month", month, 1, 12));
  const Civil first{year, static_cast<int32_t>(month), 1};
  const int32_t length = DaysInMonth(year, first.month);
  if (day >= 1 && day <= 31 && day > length) {
    return Invalid(Cat("month ", month, " of year ", year, " has ", length, " days, not ", day));
  }
  RETURN_IF_ERROR(CheckRange("day", day, 1, 31));
  return DaysOf(first) + day - 1;
}

StatusOr<int64_t> DaysOfWeekDate(int64_t week_year, int64_t week, int64_t day) {
  RETURN_IF_ERROR(CheckRange("year", week_year, -kMaxYear, kMaxYear));
  RETURN_IF_ERROR(CheckRange("week", week, 1, 53));
  RETURN_IF_ERROR(CheckRange("day of the week", day, 1, 7));
  if (week > WeeksInYear(week_year))
    return Invalid(Cat("year ", week_year, " has 52 weeks, not 53"));
  const int64_t days = FirstMonday(week_year) + (week - 1) * 7 + day - 1;
  if (!IsDay(days)) return Invalid("the week leads beyond the years there are");
  return days;
}

StatusOr<int64_t> DaysOfQuarterDate(int64_t year, int64_t quarter, int64_t day) {
  RETURN_IF_ERROR(CheckRange("year", year, -kMaxYear, kMaxYear));
  RETURN_IF_ERROR(CheckRange("quarter", quarter, 1, 4));
  const int32_t number = static_cast<int32_t>(quarter);
  RETURN_IF_ERROR(CheckRange("day of the quarter", day, 1, DaysInQuarter(year, number)));
  return DaysOf({year, (number - 1) * 3 + 1, 1}) + day - 1;
}

StatusOr<int64_t> DaysOfOrdinalDate(int64_t year, int64_t day) {
  RETURN_IF_ERROR(CheckRange("year", year, -kMaxYear, kMaxYear));
  RETURN_IF_ERROR(CheckRange("day of the year", day, 1, IsLeap(year) ? 366 : 365));
  return DaysOf({year, 1, 1}) + day - 1;
}

StatusOr<int64_t> NanosOfTime(int64_t hour, int64_t minute, int64_t second, int64_t nanos) {
  RETURN_IF_ERROR(CheckRange("hour", hour, 0, 23));
  RETURN_IF_ERROR(CheckRange("minute", minute, 0, 59));
  RETURN_IF_ERROR(CheckRange("second", second, 0, 59));
  RETURN_IF_ERROR(CheckRange("nanosecond", nanos, 0, kNanosPerSecond - 1));
  return ((hour * 60 + minute) * 60 + second) * kNanosPerSecond + nanos;
}

Parts PartsOf(const Temporal& value) {
  return std::visit(
      Overload{[](Date v) {
                 return Parts{v.days, {}, {}, {}};
               },
               [](LocalTime v) {
                 return Parts{{}, v.nanos, {}, {}};
               },
               [](Time v) {
                 return Parts{{}, v.nanos, Zone::Fixed(v.offset_seconds), v.offset_seconds};
               },
               [](LocalDateTime v) {
                 return Parts{DayOf(v), NanosOfDay(v), {}, {}};
               },
               [](DateTime v) {
                 const int32_t offset = v.zone.OffsetAt(v.seconds);
                 const LocalDateTime local{v.seconds + offset, v.nanos};
                 return Parts{DayOf(local), NanosOfDay(local), v.zone, offset};
               }},
      value);
}

std::string_view TypeName(const Temporal& value) {
  constexpr std::string_view kNames[] = {"date", "local time", "time", "local datetime",
                                         "datetime"};
  return kNames[value.index()];
}

Status Invalid(std::string_view message, std::string_view hint) {
  return RuntimeError(ErrorKind::kArgumentError, "InvalidArgumentValue", message, hint);
}

Status OutOfRange(std::string_view message) {
  return RuntimeError(ErrorKind::kArithmeticError, "NumberOutOfRange", message);
}

}  // namespace newsgraph::calendar

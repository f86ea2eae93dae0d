#include "graph/temporal_fields.h"

#include <algorithm>

#include "graph/base/strings.h"

namespace newsgraph::calendar {
namespace {

using C = Component;

// The ways to say a date within a year. An ordinal date has one component.
struct DateKind {
  std::string_view name;
  Component larger, smaller;
};
constexpr DateKind kDateKinds[] = {
    {"calendar date", C::kMonth, C::kDay},
    {"week date", C::kWeek, C::kDayOfWeek},
    {"quarter date", C::kQuarter, C::kDayOfQuarter},
    {"ordinal date", C::kOrdinalDay, C::kOrdinalDay},
};

bool Uses(const Components& given, const DateKind& kind) {
  return given[kind.larger] || given[kind.smaller];
}

// Null where only a year is given, or nothing.
StatusOr<const DateKind*> KindOf(const Components& given) {
  const DateKind* found = nullptr;
  for (const DateKind& kind : kDateKinds) {
    if (!Uses(given, kind)) continue;
    if (found != nullptr) {
      return Invalid(
          Cat("components of two kinds of date are mixed: ", found->name, " and ", kind.name),
          "give month and day, or week and dayOfWeek, or quarter and dayOfQuarter, or "
          "ordinalDay");
    }
    found = &kind;
  }
  return found;
}

Status Needs(Component component, std::string_view why) {
  return Invalid(Cat("\"", NameOf(component), "\" is missing: ", why));
}

// That nothing larger than what is given is left out.
Status CheckComplete(const Components& given, const DateKind* kind, bool whole) {
  if (!given[C::kYear]) return Needs(C::kYear, "a date needs its year");
  if (kind == nullptr) {
    return whole ? Needs(C::kMonth, "before a time, the date must be whole") : absl::OkStatus();
  }
  if (!given[kind->larger]) {
    return Needs(kind->larger, Cat("\"", NameOf(kind->smaller), "\" is given"));
  }
  if (whole && !given[kind->smaller]) {
    return Needs(kind->smaller, "before a time, the date must be whole");
  }
  return absl::OkStatus();
}

// The day, or the last one of a shorter month.
StatusOr<int64_t> DaysCut(int64_t year, int64_t month, int32_t day) {
  RETURN_IF_ERROR(CheckRange("month", month, 1, 12));
  return DaysOfCivil(year, month, std::min(day, DaysInMonth(year, static_cast<int32_t>(month))));
}

StatusOr<int64_t> SetCalendarDate(const Civil& base, const Components& given) {
  const int64_t year = given[C::kYear].value_or(base.year);
  const int64_t month = given[C::kMonth].value_or(base.month);
  if (given[C::kDay]) return DaysOfCivil(year, month, *given[C::kDay]);
  return DaysCut(year, month, base.day);
}

StatusOr<int64_t> SetWeekDate(IsoWeek base, const Components& given) {
  return DaysOfWeekDate(given[C::kWeek] ? given[C::kYear].value_or(base.year) : base.year,
                        given[C::kWeek].value_or(base.week),
                        given[C::kDayOfWeek].value_or(base.day));
}

StatusOr<int64_t> SetQuarterDate(const Civil& base, const Components& given) {
  const int64_t year = given[C::kYear].value_or(base.year);
  const int64_t quarter = given[C::kQuarter].value_or(QuarterOf(base));
  if (given[C::kDayOfQuarter]) return DaysOfQuarterDate(year, quarter, *given[C::kDayOfQuarter]);
  RETURN_IF_ERROR(CheckRange("quarter", quarter, 1, 4));
  return DaysCut(year, (quarter - 1) * 3 + (base.month - 1) % 3 + 1, base.day);
}

// The fraction of a second from what is given of milli-, micro- and nanoseconds, which add up.
StatusOr<int64_t> FractionOf(const Components& given) {
  const auto millis = given[C::kMillisecond], micros = given[C::kMicrosecond],
             nanos = given[C::kNanosecond];
  RETURN_IF_ERROR(CheckRange("millisecond", millis.value_or(0), 0, 999));
  RETURN_IF_ERROR(CheckRange("microsecond", micros.value_or(0), 0, millis ? 999 : 999'999));
  const int64_t most = micros ? 999 : millis ? 999'999 : 999'999'999;
  RETURN_IF_ERROR(CheckRange("nanosecond", nanos.value_or(0), 0, most));
  return millis.value_or(0) * 1'000'000 + micros.value_or(0) * 1'000 + nanos.value_or(0);
}

bool HasFraction(const Components& given) {
  return given[C::kMillisecond] || given[C::kMicrosecond] || given[C::kNanosecond];
}

bool AnyBetween(const Components& given, Component first, Component last) {
  for (size_t i = static_cast<size_t>(first); i <= static_cast<size_t>(last); ++i) {
    if (given.given[i]) return true;
  }
  return false;
}

}  // namespace

bool HasDateFields(const Components& given) { return AnyBetween(given, C::kYear, C::kDay); }
bool HasTimeFields(const Components& given) { return AnyBetween(given, C::kHour, C::kNanosecond); }

Status CheckFields(const Components& given, const TypeShape& shape) {
  for (size_t i = 0; i < kComponentCount; ++i) {
    if (!given.given[i]) continue;
    const Component component = static_cast<Component>(i);
    const bool fits = component <= C::kDay           ? shape.has_date
                      : component <= C::kNanosecond  ? shape.has_time
                      : component <= C::kEpochMillis ? shape.has_date && shape.has_time
                                                     : false;
    if (!fits)
      return Invalid(Cat("a ", shape.name, " cannot be given \"", NameOf(component), "\""));
  }
  if (given.timezone && !shape.has_zone) return Invalid(Cat("a ", shape.name, " has no timezone"));
  if (given.date && !shape.has_date) return Invalid(Cat("a ", shape.name, " has no date"));
  if (given.time && !shape.has_time) return Invalid(Cat("a ", shape.name, " has no time"));
  if (given.datetime && !(shape.has_date && shape.has_time)) {
    return Invalid(Cat("a ", shape.name, " cannot be given \"datetime\""));
  }
  return absl::OkStatus();
}

StatusOr<int64_t> SetDate(std::optional<int64_t> base, const Components& given, bool whole) {
  ASSIGN_OR_RETURN(const DateKind* kind, KindOf(given));
  if (!base) {
    RETURN_IF_ERROR(CheckComplete(given, kind, whole));
    RETURN_IF_ERROR(CheckRange("year", *given[C::kYear], -kMaxYear, kMaxYear));
  }
  const Civil civil = base ? CivilOf(*base) : Civil{*given[C::kYear], 1, 1};
  if (kind == nullptr || kind->larger == C::kMonth) return SetCalendarDate(civil, given);
  if (kind->larger == C::kQuarter) return SetQuarterDate(civil, given);
  if (kind->larger == C::kOrdinalDay) {
    return DaysOfOrdinalDate(given[C::kYear].value_or(civil.year), *given[C::kOrdinalDay]);
  }
  if (!base) return SetWeekDate({civil.year, 1, 1}, given);
  if (given[C::kWeek] || !given[C::kYear]) return SetWeekDate(IsoWeekOf(*base), given);
  // A year without a week is a calendar year, within which the day of the week then moves.
  ASSIGN_OR_RETURN(const int64_t moved, DaysCut(*given[C::kYear], civil.month, civil.day));
  return SetWeekDate(IsoWeekOf(moved), given);
}

StatusOr<int64_t> SetTime(std::optional<int64_t> base, const Components& given) {
  if (!base) {
    constexpr Component kOrder[] = {C::kHour, C::kMinute, C::kSecond};
    bool smaller_given = HasFraction(given);
    for (size_t i = std::size(kOrder); i-- > 0;) {
      if (smaller_given && !given[kOrder[i]]) return Needs(kOrder[i], "a smaller one is given");
      smaller_given = smaller_given || given[kOrder[i]].has_value();
    }
    if (!smaller_given) return Needs(C::kHour, "a time needs its hour");
  }
  const int64_t nanos = base.value_or(0);
  const int64_t seconds = nanos / kNanosPerSecond;
  int64_t fraction = nanos % kNanosPerSecond;
  if (HasFraction(given)) {
    ASSIGN_OR_RETURN(fraction, FractionOf(given));
  }
  return NanosOfTime(given[C::kHour].value_or(seconds / 3600),
                     given[C::kMinute].value_or(seconds / 60 % 60),
                     given[C::kSecond].value_or(seconds % 60), fraction);
}

}  // namespace newsgraph::calendar

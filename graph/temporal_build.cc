// Instants from components and from other instants.
#include "graph/base/strings.h"
#include "graph/temporal_fields.h"

namespace newsgraph {
namespace {

using namespace calendar;
using C = Component;

Status HasNo(const Temporal& value, std::string_view part) {
  return Invalid(Cat("a ", TypeName(value), " has no ", part));
}

// What the `date`, `time` and `datetime` entries, or the epoch, give to start from.
StatusOr<Parts> BaseOf(const Components& given) {
  Parts base;
  const auto& day_source = given.datetime ? given.datetime : given.date;
  const auto& time_source = given.datetime ? given.datetime : given.time;
  if (day_source) {
    base.days = PartsOf(*day_source).days;
    if (!base.days) return HasNo(*day_source, "date");
  }
  if (time_source) {
    const Parts parts = PartsOf(*time_source);
    base.nanos = parts.nanos;
    base.zone = parts.zone;
    base.offset = parts.offset;
    if (!base.nanos && given.time) return HasNo(*time_source, "time");
  }
  return base;
}

// epochSeconds or epochMillis: an instant in UTC.
StatusOr<Parts> EpochOf(const Components& given) {
  if (given.date || given.time || given.datetime || HasDateFields(given) || given[C::kHour] ||
      given[C::kMinute] || given[C::kSecond] ||
      (given[C::kEpochSeconds] && given[C::kEpochMillis])) {
    return Invalid("with epochSeconds or epochMillis, only parts of a second can be given");
  }
  const int64_t unit = given[C::kEpochSeconds] ? 1 : 1000;
  const int64_t count = *(unit == 1 ? given[C::kEpochSeconds] : given[C::kEpochMillis]);
  const DateTime time{FloorDiv(count, unit),
                      static_cast<int32_t>(FloorMod(count, unit) * (kNanosPerSecond / unit)),
                      Zone()};
  if (!IsLocalSecond(time.seconds))
    return OutOfRange("the epoch time is beyond the year 999999999");
  return PartsOf(time);
}

Status CheckBases(const Components& given) {
  if (given.datetime && (given.date || given.time)) {
    return Invalid("\"datetime\" already gives the date and the time",
                   "give datetime alone, or date and time");
  }
  return absl::OkStatus();
}

// A time of day on another offset's clock.
int64_t ShiftTime(int64_t nanos, int32_t from_offset, int32_t to_offset) {
  return FloorMod(nanos + (to_offset - from_offset) * kNanosPerSecond, kNanosPerDay);
}

template <class T>
StatusOr<T> ShowIn(T value, Zone zone, int64_t now) {
  if constexpr (std::is_same_v<T, Time>) {
    const int32_t offset = zone.OffsetAt(now);
    return Time{ShiftTime(value.nanos, value.offset_seconds, offset), offset};
  } else if constexpr (std::is_same_v<T, DateTime>) {
    const DateTime shown = WithZone(value, zone);
    if (!IsLocalSecond(LocalOf(shown).seconds))
      return OutOfRange("the datetime leaves the calendar");
    return shown;
  } else {
    return value;
  }
}

}  // namespace

template <class T>
StatusOr<T> Make(const Components& given, int64_t now) {
  constexpr TypeShape shape = kShape<T>;
  RETURN_IF_ERROR(CheckFields(given, shape));
  RETURN_IF_ERROR(CheckBases(given));
  const bool epoch = given[C::kEpochSeconds] || given[C::kEpochMillis];
  ASSIGN_OR_RETURN(const Parts base, epoch ? EpochOf(given) : BaseOf(given));
  Clock clock;
  const bool timed = base.nanos || HasTimeFields(given);
  if (shape.has_date) {
    ASSIGN_OR_RETURN(clock.days, SetDate(base.days, given, shape.has_time && timed));
  }
  if (timed || !shape.has_date) {
    ASSIGN_OR_RETURN(clock.nanos, SetTime(base.nanos, given));
  }
  clock.zone = base.zone ? *base.zone : given.timezone.value_or(Zone());
  clock.offset = base.offset;
  ASSIGN_OR_RETURN(const T value, Assemble<T>(clock, now));
  // A base with a zone is an instant, which stays the same; a local one takes the zone as it is.
  return base.zone && given.timezone ? ShowIn(value, *given.timezone, now) : value;
}

template <class T>
StatusOr<T> Convert(const Temporal& value) {
  constexpr TypeShape shape = kShape<T>;
  const Parts parts = PartsOf(value);
  if (shape.has_date && !parts.days) return HasNo(value, "date");
  if (!shape.has_date && !parts.nanos) return HasNo(value, "time");
  return Assemble<T>(
      {parts.days.value_or(0), parts.nanos.value_or(0), parts.zone.value_or(Zone()), parts.offset},
      0);
}

template StatusOr<Date> Make<Date>(const Components&, int64_t);
template StatusOr<LocalTime> Make<LocalTime>(const Components&, int64_t);
template StatusOr<Time> Make<Time>(const Components&, int64_t);
template StatusOr<LocalDateTime> Make<LocalDateTime>(const Components&, int64_t);
template StatusOr<DateTime> Make<DateTime>(const Components&, int64_t);

template StatusOr<Date> Convert<Date>(const Temporal&);
template StatusOr<LocalTime> Convert<LocalTime>(const Temporal&);
template StatusOr<Time> Convert<Time>(const Temporal&);
template StatusOr<LocalDateTime> Convert<LocalDateTime>(const Temporal&);
template StatusOr<DateTime> Convert<DateTime>(const Temporal&);

}  // namespace newsgraph

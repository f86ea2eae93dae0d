// Setting the components of dates and times; what building and truncating share.
// For graph/temporal_build.cc, temporal_fields.cc and temporal_truncate.cc alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include "graph/base/error.h"
#include "graph/temporal.h"
#include "graph/temporal_calendar.h"

namespace newsgraph::calendar {

// What an instant type holds.
struct TypeShape {
  std::string_view name;
  bool has_date, has_time, has_zone;
};
template <class T>
inline constexpr TypeShape kShape{};
template <>
inline constexpr TypeShape kShape<Date>{"date", true, false, false};
template <>
inline constexpr TypeShape kShape<LocalTime>{"local time", false, true, false};
template <>
inline constexpr TypeShape kShape<Time>{"time", false, true, true};
template <>
inline constexpr TypeShape kShape<LocalDateTime>{"local datetime", true, true, false};
template <>
inline constexpr TypeShape kShape<DateTime>{"datetime", true, true, true};

bool HasDateFields(const Components& given);
bool HasTimeFields(const Components& given);

// The first component that a type of this shape does not have or that cannot be set, as an error.
Status CheckFields(const Components& given, const TypeShape& shape);

// The day that the date fields of `given` say; what they leave out is `base`'s, or the least there
// is.
//   whole     without a base the date must be given down to the day
StatusOr<int64_t> SetDate(std::optional<int64_t> base, const Components& given, bool whole);

// The nanosecond of the day, likewise.
StatusOr<int64_t> SetTime(std::optional<int64_t> base, const Components& given);

// A wall clock, of which a value of any instant type can be made.
struct Clock {
  int64_t days = 0;
  int64_t nanos = 0;
  Zone zone;
  std::optional<int32_t> offset;  // in force; where there is none, the zone's
};

// now: UTC seconds; says a named zone's offset for a Time
template <class T>
StatusOr<T> Assemble(const Clock& clock, int64_t now) {
  if constexpr (std::is_same_v<T, Date>) {
    return Date{clock.days};
  } else if constexpr (std::is_same_v<T, LocalTime>) {
    return LocalTime{clock.nanos};
  } else if constexpr (std::is_same_v<T, Time>) {
    return Time{clock.nanos, clock.offset ? *clock.offset : clock.zone.OffsetAt(now)};
  } else if constexpr (std::is_same_v<T, LocalDateTime>) {
    return LocalOf(clock.days, clock.nanos);
  } else {
    return InZone(LocalOf(clock.days, clock.nanos), clock.zone, clock.offset);
  }
}

}  // namespace newsgraph::calendar

// Durations between two instants of any types.
//
// Both are first given the parts that the other one has: a date, midnight, a zone. What follows is
// the subtraction of two instants and two wall clocks:
//
//   from  ──months──▶ ──days──▶ ┄┄ rest, in seconds of UTC ┄┄▶  to      on from's wall clock
//
// so that Add(from, Between(from, to)) is `to` again, also across changes of a zone's offset.
#include "graph/temporal_calendar.h"

namespace newsgraph {
namespace {

using namespace calendar;

struct Side {
  LocalDateTime local;
  DateTime instant;  // in UTC where there is no zone: then the local time taken for one
};

struct Sides {
  Side from, to;           // `to` on the clock of `from`'s zone
  bool have_dates = true;  // both by themselves
};

Side Lift(const Parts& own, const Parts& other) {
  const int64_t days = own.days ? *own.days : other.days.value_or(0);
  Side side;
  side.local = LocalOf(days, own.nanos.value_or(0));
  const Zone zone = own.zone ? *own.zone : other.zone.value_or(Zone());
  side.instant = InZone(side.local, zone, own.zone ? own.offset : std::nullopt);
  return side;
}

Sides LiftBoth(const Temporal& from, const Temporal& to) {
  const Parts from_parts = PartsOf(from), to_parts = PartsOf(to);
  Sides sides{Lift(from_parts, to_parts), Lift(to_parts, from_parts),
              from_parts.days.has_value() && to_parts.days.has_value()};
  sides.from.local = LocalOf(sides.from.instant);
  sides.to.local = LocalOf(WithZone(sides.to.instant, sides.from.instant.zone));
  return sides;
}

// The last whole day toward `to`: a day less where its time of day is not reached yet.
int64_t WholeDayOf(LocalDateTime from, LocalDateTime to) {
  const int64_t day = DayOf(to), first = DayOf(from);
  const int64_t from_time = NanosOfDay(from), to_time = NanosOfDay(to);
  if (day > first && to_time < from_time) return day - 1;
  if (day < first && to_time > from_time) return day + 1;
  return day;
}

int64_t MonthsBetween(LocalDateTime from, LocalDateTime to) {
  const Civil a = CivilOf(DayOf(from)), b = CivilOf(WholeDayOf(from, to));
  // Months and days in one number; a month has less than 32 days.
  return ((b.year * 12 + b.month) * 32 + b.day - ((a.year * 12 + a.month) * 32 + a.day)) / 32;
}

int64_t DaysBetween(LocalDateTime from, LocalDateTime to) {
  return WholeDayOf(from, to) - DayOf(from);
}

Duration Seconds(int64_t months, int64_t days, DateTime from, DateTime to) {
  Duration duration{months, days, to.seconds - from.seconds, to.nanos - from.nanos};
  if (duration.nanos < 0) {
    duration.nanos += static_cast<int32_t>(kNanosPerSecond);
    --duration.seconds;
  }
  return duration;
}

}  // namespace

Duration Between(const Temporal& from, const Temporal& to) {
  const Sides sides = LiftBoth(from, to);
  const DateTime start = sides.from.instant;
  if (!sides.have_dates) return Seconds(0, 0, start, sides.to.instant);
  const LocalDateTime local = sides.from.local;
  const int64_t months = MonthsBetween(local, sides.to.local);
  // Cannot leave the calendar: it lies between the two.
  const int64_t moved_day = AddMonths(DayOf(local), months).value_or(DayOf(local));
  const int64_t days = DaysBetween(LocalOf(moved_day, NanosOfDay(local)), sides.to.local);
  const LocalDateTime moved = LocalOf(moved_day + days, NanosOfDay(local));
  const int32_t offset = static_cast<int32_t>(local.seconds - start.seconds);
  const DateTime near = months == 0 && days == 0 ? start : InZone(moved, start.zone, offset);
  return Seconds(months, days, near, sides.to.instant);
}

Duration BetweenInMonths(const Temporal& from, const Temporal& to) {
  const Sides sides = LiftBoth(from, to);
  if (!sides.have_dates) return {};
  return {MonthsBetween(sides.from.local, sides.to.local), 0, 0, 0};
}

Duration BetweenInDays(const Temporal& from, const Temporal& to) {
  const Sides sides = LiftBoth(from, to);
  if (!sides.have_dates) return {};
  return {0, DaysBetween(sides.from.local, sides.to.local), 0, 0};
}

Duration BetweenInSeconds(const Temporal& from, const Temporal& to) {
  const Sides sides = LiftBoth(from, to);
  return Seconds(0, 0, sides.from.instant, sides.to.instant);
}

}  // namespace newsgraph

// Instants plus durations, and the order of instants.
#include "graph/base/strings.h"
#include "graph/temporal_calendar.h"

namespace newsgraph {
namespace {

using namespace calendar;

template <class T>
Status BeyondCalendar(const T& value, const Duration& duration) {
  return OutOfRange(Cat(Format(value), " moved by ", Format(duration),
                        " is beyond the years -999999999 to 999999999"));
}

// Months, then days; none beyond the calendar.
std::optional<int64_t> MoveDays(int64_t days, int64_t months, int64_t by_days) {
  const auto moved = AddMonths(days, months);
  int64_t result;
  if (!moved || __builtin_add_overflow(*moved, by_days, &result) || !IsDay(result)) {
    return std::nullopt;
  }
  return result;
}

// The time of day around midnight; months and days do not matter to it.
int64_t MoveTime(int64_t nanos, const Duration& duration) {
  const int64_t by = FloorMod(duration.seconds, kSecondsPerDay) * kNanosPerSecond + duration.nanos;
  return (nanos + by) % kNanosPerDay;
}

// Seconds and their fraction, added to `time`; false on overflow.
template <class T>
bool MoveSeconds(T& time, const Duration& duration) {
  time.nanos += duration.nanos;
  const int64_t carry = time.nanos / kNanosPerSecond;
  time.nanos %= kNanosPerSecond;
  return !__builtin_add_overflow(time.seconds, duration.seconds, &time.seconds) &&
         !__builtin_add_overflow(time.seconds, carry, &time.seconds);
}

template <class N>
int Order(N a, N b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

}  // namespace

StatusOr<Date> Add(Date date, const Duration& duration) {
  // Whole days of the seconds, toward zero: -0.5 s are {-1 s, 0.5 s} and no day.
  const int64_t seconds = duration.seconds + (duration.seconds < 0 && duration.nanos > 0 ? 1 : 0);
  int64_t by_days;
  if (!__builtin_add_overflow(duration.days, seconds / kSecondsPerDay, &by_days)) {
    if (const auto days = MoveDays(date.days, duration.months, by_days)) return Date{*days};
  }
  return BeyondCalendar(date, duration);
}

StatusOr<LocalTime> Add(LocalTime time, const Duration& duration) {
  return LocalTime{MoveTime(time.nanos, duration)};
}

StatusOr<Time> Add(Time time, const Duration& duration) {
  return Time{MoveTime(time.nanos, duration), time.offset_seconds};
}

StatusOr<LocalDateTime> Add(LocalDateTime time, const Duration& duration) {
  const auto days = MoveDays(DayOf(time), duration.months, duration.days);
  if (!days) return BeyondCalendar(time, duration);
  LocalDateTime moved = LocalOf(*days, NanosOfDay(time));
  if (!MoveSeconds(moved, duration) || !IsLocalSecond(moved.seconds)) {
    return BeyondCalendar(time, duration);
  }
  return moved;
}

StatusOr<DateTime> Add(DateTime time, const Duration& duration) {
  DateTime moved = time;
  if (duration.months != 0 || duration.days != 0) {
    const LocalDateTime local = LocalOf(time);
    const auto days = MoveDays(DayOf(local), duration.months, duration.days);
    if (!days) return BeyondCalendar(time, duration);
    const int32_t offset = static_cast<int32_t>(local.seconds - time.seconds);
    moved = InZone(LocalOf(*days, NanosOfDay(local)), time.zone, offset);
  }
  if (!MoveSeconds(moved, duration) || !IsLocalSecond(moved.seconds) ||
      !IsLocalSecond(LocalOf(moved).seconds)) {
    return BeyondCalendar(time, duration);
  }
  return moved;
}

int Compare(Date a, Date b) { return Order(a.days, b.days); }
int Compare(LocalTime a, LocalTime b) { return Order(a.nanos, b.nanos); }

int Compare(Time a, Time b) {
  const int order = Order(a.nanos - a.offset_seconds * kNanosPerSecond,
                          b.nanos - b.offset_seconds * kNanosPerSecond);
  return order != 0 ? order : Order(a.offset_seconds, b.offset_seconds);
}

int Compare(LocalDateTime a, LocalDateTime b) {
  return a.seconds != b.seconds ? Order(a.seconds, b.seconds) : Order(a.nanos, b.nanos);
}

int Compare(DateTime a, DateTime b) {
  if (a.seconds != b.seconds) return Order(a.seconds, b.seconds);
  if (a.nanos != b.nanos) return Order(a.nanos, b.nanos);
  if (a.zone == b.zone) return 0;
  const int32_t a_offset = a.zone.OffsetAt(a.seconds), b_offset = b.zone.OffsetAt(b.seconds);
  if (a_offset != b_offset) return Order(a_offset, b_offset);
  return a.zone.Name() < b.zone.Name() ? -1 : 1;
}

DateTime WithZone(DateTime time, Zone zone) { return {time.seconds, time.nanos, zone}; }

}  // namespace newsgraph

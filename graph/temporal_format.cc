// Canonical text of temporal values.
#include "graph/base/strings.h"
#include "graph/temporal_calendar.h"

namespace newsgraph {
namespace {

using namespace calendar;

// A number of at least `width` digits, zeros in front. REQUIRES: number >= 0, width <= 20
void AppendPadded(std::string& out, int64_t number, size_t width) {
  char digits[20];
  size_t first = sizeof digits;
  for (; number != 0; number /= 10) digits[--first] = static_cast<char>('0' + number % 10);
  while (sizeof digits - first < width) digits[--first] = '0';
  out.append(digits + first, sizeof digits - first);
}

// ".142"; nothing for 0.
void AppendFraction(std::string& out, int32_t nanos) {
  if (nanos == 0) return;
  out += '.';
  AppendPadded(out, nanos, 9);
  while (out.back() == '0') out.pop_back();
}

void AppendDate(std::string& out, int64_t days) {
  const Civil civil = CivilOf(days);
  if (civil.year < 0) out += '-';
  if (civil.year > 9999) out += '+';
  AppendPadded(out, civil.year < 0 ? -civil.year : civil.year, 4);
  out += '-';
  AppendPadded(out, civil.month, 2);
  out += '-';
  AppendPadded(out, civil.day, 2);
}

void AppendTime(std::string& out, int64_t nanos) {
  const int64_t seconds = nanos / kNanosPerSecond;
  const int32_t fraction = static_cast<int32_t>(nanos % kNanosPerSecond);
  AppendPadded(out, seconds / 3600, 2);
  out += ':';
  AppendPadded(out, seconds / 60 % 60, 2);
  if (seconds % 60 == 0 && fraction == 0) return;
  out += ':';
  AppendPadded(out, seconds % 60, 2);
  AppendFraction(out, fraction);
}

void AppendDateTime(std::string& out, LocalDateTime local) {
  AppendDate(out, DayOf(local));
  out += 'T';
  AppendTime(out, NanosOfDay(local));
}

// "-5H"; nothing for 0.
void AppendAmount(std::string& out, int64_t amount, char unit) {
  if (amount == 0) return;
  out += std::to_string(amount);
  out += unit;
}

// "6.7S" of less than a minute; both parts have the same sign.
void AppendSeconds(std::string& out, int64_t seconds, int32_t nanos) {
  if (seconds == 0 && nanos == 0) return;
  if (seconds < 0 || nanos < 0) out += '-';
  out += std::to_string(seconds < 0 ? -seconds : seconds);
  AppendFraction(out, nanos < 0 ? -nanos : nanos);
  out += 'S';
}

}  // namespace

std::string Format(Date date) {
  std::string out;
  AppendDate(out, date.days);
  return out;
}

std::string Format(LocalTime time) {
  std::string out;
  AppendTime(out, time.nanos);
  return out;
}

std::string Format(Time time) {
  std::string out;
  AppendTime(out, time.nanos);
  return out += FormatOffset(time.offset_seconds);
}

std::string Format(LocalDateTime time) {
  std::string out;
  AppendDateTime(out, time);
  return out;
}

std::string Format(DateTime time) {
  const int32_t offset = time.zone.OffsetAt(time.seconds);
  std::string out;
  AppendDateTime(out, {time.seconds + offset, time.nanos});
  out += FormatOffset(offset);
  if (time.zone.is_named()) Append(out, "[", time.zone.Name(), "]");
  return out;
}

std::string Format(const Duration& duration) {
  if (duration == Duration{}) return "PT0S";
  std::string out = "P";
  AppendAmount(out, duration.months / 12, 'Y');
  AppendAmount(out, duration.months % 12, 'M');
  AppendAmount(out, duration.days, 'D');
  if (duration.seconds == 0 && duration.nanos == 0) return out;
  // All parts of the time get one sign: -0.5 s is stored as -1 s and 0.5 s.
  int64_t seconds = duration.seconds;
  int32_t nanos = duration.nanos;
  if (seconds < 0 && nanos != 0) {
    ++seconds;
    nanos -= kNanosPerSecond;
  }
  out += 'T';
  AppendAmount(out, seconds / 3600, 'H');
  AppendAmount(out, seconds / 60 % 60, 'M');
  AppendSeconds(out, seconds % 60, nanos);
  return out;
}

}  // namespace newsgraph

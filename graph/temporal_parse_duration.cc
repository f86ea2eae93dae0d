// Durations from ISO 8601 text: P1Y2M3W4DT5H6M7.8S and P2012-02-02T14:37:21.545.
#include "graph/temporal_scanner.h"

namespace newsgraph::calendar {
namespace {

struct UnitLetter {
  char letter;
  DurationUnit unit;
  bool of_time;  // stands after the "T"
};
constexpr UnitLetter kLetters[] = {
    {'Y', DurationUnit::kYears, false},  {'M', DurationUnit::kMonths, false},
    {'W', DurationUnit::kWeeks, false},  {'D', DurationUnit::kDays, false},
    {'H', DurationUnit::kHours, true},   {'M', DurationUnit::kMinutes, true},
    {'S', DurationUnit::kSeconds, true},
};

// -12.5
StatusOr<Amount> TakeAmount(Scanner& scan, bool negate) {
  if (scan.At('-')) negate = !negate;
  scan.TakeAnyOf('-', '+');
  const size_t digits = scan.CountDigits();
  if (digits == 0) return scan.Expected("a number and its unit");
  if (digits > 18) return scan.Expected("a number of at most 18 digits");
  Amount amount{scan.TakeDigits(digits), 0};
  if (scan.TakeAnyOf('.', ',')) {
    const size_t decimals = scan.CountDigits();
    if (decimals < 1 || decimals > 18) return scan.Expected("1 to 18 decimals");
    amount.atto = scan.TakeDigits(decimals);
    for (size_t i = decimals; i < 18; ++i) amount.atto *= 10;
  }
  return negate ? Amount{-amount.whole, -amount.atto} : amount;
}

// 1Y2M3W4DT5H6M7.8S: each unit at most once, from the largest down.
StatusOr<DurationParts> ParseUnits(Scanner& scan, bool negate) {
  DurationParts parts;
  size_t next = 0;  // the first letter that may still come
  bool in_time = false;
  do {
    if (!in_time && scan.Take('T')) in_time = true;
    ASSIGN_OR_RETURN(const Amount amount, TakeAmount(scan, negate));
    size_t i = next;
    while (i < std::size(kLetters) &&
           (kLetters[i].of_time != in_time || !scan.At(kLetters[i].letter))) {
      ++i;
    }
    if (i == std::size(kLetters)) {
      return scan.Expected(in_time ? "a unit, in the order H M S" : "a unit, in the order Y M W D");
    }
    scan.Take(kLetters[i].letter);
    parts[kLetters[i].unit] = amount;
    next = i + 1;
  } while (!scan.done());
  return parts;
}

// Two digits within bounds, after a separator where there are any.
Status TakeBounded(Scanner& scan, bool separated, char separator, std::string_view what,
                   int64_t high, Amount& amount) {
  if (separated && !scan.Take(separator))
    return scan.Expected(Cat("\"", std::string(1, separator), "\""));
  if (scan.CountDigits() < 2) return scan.Expected(Cat(what, " of two digits"));
  amount.whole = scan.TakeDigits(2);
  return CheckRange(what, amount.whole, 0, high);
}

// 2012-02-02T14:37:21.545 or 20120202T143721.545: the amounts where a date and a time have theirs.
StatusOr<DurationParts> ParseDateLike(Scanner& scan, bool negate) {
  using enum DurationUnit;
  DurationParts parts;
  parts[kYears].whole = scan.TakeDigits(4);
  const bool dashes = scan.At('-');
  RETURN_IF_ERROR(TakeBounded(scan, dashes, '-', "month", 12, parts[kMonths]));
  RETURN_IF_ERROR(TakeBounded(scan, dashes, '-', "day", 31, parts[kDays]));
  if (scan.Take('T')) {
    RETURN_IF_ERROR(TakeBounded(scan, false, ':', "hour", 23, parts[kHours]));
    const bool colons = scan.At(':');
    if (!scan.done())
      RETURN_IF_ERROR(TakeBounded(scan, colons, ':', "minute", 59, parts[kMinutes]));
    if (!scan.done())
      RETURN_IF_ERROR(TakeBounded(scan, colons, ':', "second", 59, parts[kSeconds]));
    if (scan.TakeAnyOf('.', ',')) {
      const size_t decimals = scan.CountDigits();
      if (decimals < 1 || decimals > 9) return scan.Expected("one to nine digits of a second");
      int64_t& atto = parts[kSeconds].atto = scan.TakeDigits(decimals);
      for (size_t i = decimals; i < 18; ++i) atto *= 10;
    }
  }
  if (!scan.done()) return scan.Expected("nothing more");
  if (negate) {
    for (Amount& amount : parts.amounts) amount = {-amount.whole, -amount.atto};
  }
  return parts;
}

}  // namespace

StatusOr<Duration> ParseDuration(Scanner& scan) {
  const bool negate = scan.At('-');
  scan.TakeAnyOf('-', '+');
  if (!scan.Take('P')) return scan.Expected("\"P\"");
  const size_t digits = scan.CountDigits();
  const char after = digits < scan.rest().size() ? scan.rest()[digits] : '\0';
  const bool date_like = (digits == 4 && after == '-') ||
                         (digits == 8 && (after == '\0' || after == 'T' || after == 't'));
  ASSIGN_OR_RETURN(const DurationParts parts,
                   date_like ? ParseDateLike(scan, negate) : ParseUnits(scan, negate));
  return MakeDuration(parts);
}

}  // namespace newsgraph::calendar

// Durations: made from amounts of units, scaled, added, ordered. All steps are exact in 128 bits;
// one rounding to nanoseconds ends them.
#include <charconv>
#include <cmath>

#include "graph/base/strings.h"
#include "graph/temporal_calendar.h"

namespace newsgraph {
namespace {

using namespace calendar;

constexpr int64_t kAtto = 1'000'000'000'000'000'000;  // of the fraction of an Amount
constexpr int64_t kSecondsPerMonth = 2'629'746;       // 365.2425 days / 12

constexpr std::string_view kDurationUnits[] = {
    "years",   "quarters", "months",       "weeks",        "days",        "hours",
    "minutes", "seconds",  "milliseconds", "microseconds", "nanoseconds",
};
static_assert(std::size(kDurationUnits) == kDurationUnitCount);

bool FitsInt64(Int128 value) { return value >= INT64_MIN && value <= INT64_MAX; }

Status TooLong() {
  return OutOfRange("the duration does not fit in 64 bits of months, days, seconds");
}

// To the nearest; halves toward zero. REQUIRES: divisor > 0
Int128 RoundDiv(Int128 value, int64_t divisor) {
  const Int128 quotient = value / divisor;
  const Int128 rest = value % divisor;
  if (2 * (rest < 0 ? -rest : rest) <= divisor) return quotient;
  return quotient + (value < 0 ? -1 : 1);
}

StatusOr<Duration> FromTotals(Int128 months, Int128 days, Int128 nanos) {
  Int128 seconds = nanos / kNanosPerSecond;
  nanos %= kNanosPerSecond;
  if (nanos < 0) {
    nanos += kNanosPerSecond;
    --seconds;
  }
  if (!FitsInt64(months) || !FitsInt64(days) || !FitsInt64(seconds)) return TooLong();
  return Duration{static_cast<int64_t>(months), static_cast<int64_t>(days),
                  static_cast<int64_t>(seconds), static_cast<int32_t>(nanos)};
}

// A number as digits * 10^exponent. A float is its shortest decimal, so that 0.1 is a tenth.
struct Decimal {
  int64_t digits;
  int exponent;

  // REQUIRES: value is finite
  static Decimal Of(double value) {
    char text[40];
    const auto end =
        std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr;
    Decimal decimal{0, 0};
    const char* c = text + (text[0] == '-');
    bool after_point = false;
    for (; c < end && *c != 'e'; ++c) {
      if (*c == '.') {
        after_point = true;
        continue;
      }
      decimal.digits = decimal.digits * 10 + (*c - '0');
      decimal.exponent -= after_point;
    }
    int exponent = 0;
    c += c + 1 < end && c[1] == '+' ? 2 : 1;  // from_chars takes no plus
    std::from_chars(c, end, exponent);
    decimal.exponent += exponent;
    if (text[0] == '-') decimal.digits = -decimal.digits;
    return decimal;
  }
};

// value * 10^power; none where that leaves what a quotient of 64 bits could come from.
std::optional<Int128> Shift(Int128 value, int power) {
  constexpr Int128 kLimit = Int128{kAtto} * 10'000'000'000'000'000;  // 10^34
  for (; power > 0 && value != 0; --power) {
    if (value > kLimit * 1000 || value < -kLimit * 1000) return std::nullopt;
    value *= 10;
  }
  for (; power < 0 && value != 0; ++power) value /= 10;
  return value;
}

std::optional<Amount> Checked(Int128 whole, Int128 atto) {
  if (!FitsInt64(whole)) return std::nullopt;
  return Amount{static_cast<int64_t>(whole), static_cast<int64_t>(atto)};
}

std::optional<Amount> Times(int64_t amount, Decimal factor) {
  const Int128 product = Int128{amount} * factor.digits;
  if (factor.exponent >= 0) {
    const auto whole = Shift(product, factor.exponent);
    return whole ? Checked(*whole, 0) : std::nullopt;
  }
  if (factor.exponent < -18) {
    const Int128 atto = *Shift(product, factor.exponent + 18);
    return Checked(atto / kAtto, atto % kAtto);
  }
  const int64_t unit = static_cast<int64_t>(*Shift(1, -factor.exponent));
  return Checked(product / unit, product % unit * (kAtto / unit));
}

// REQUIRES: divisor.digits != 0
std::optional<Amount> Over(int64_t amount, Decimal divisor) {
  const auto dividend = Shift(amount, divisor.exponent < 0 ? -divisor.exponent : 0);
  if (!dividend) return std::nullopt;
  const auto shifted = Shift(divisor.digits, divisor.exponent > 0 ? divisor.exponent : 0);
  if (!shifted) return Amount{};  // divided by more than 10^36
  return Checked(*dividend / *shifted, *dividend % *shifted * kAtto / *shifted);
}

// Each part through `scale`, put together again.
template <class Scale>
StatusOr<Duration> Scaled(const Duration& duration, Scale scale) {
  using enum DurationUnit;
  const std::optional<Amount> months = scale(duration.months), days = scale(duration.days),
                              seconds = scale(duration.seconds), nanos = scale(duration.nanos);
  if (!months || !days || !seconds || !nanos) return TooLong();
  DurationParts parts;
  parts[kMonths] = *months;
  parts[kDays] = *days;
  parts[kSeconds] = *seconds;
  parts[kNanoseconds] = *nanos;
  return MakeDuration(parts);
}

StatusOr<Duration> Multiply(const Duration& duration, Decimal factor) {
  return Scaled(duration, [&](int64_t amount) { return Times(amount, factor); });
}

StatusOr<Duration> Divide(const Duration& duration, Decimal divisor) {
  if (divisor.digits == 0) {
    return RuntimeError(ErrorKind::kArithmeticError, "DivisionByZero",
                        "a duration is divided by 0");
  }
  return Scaled(duration, [&](int64_t amount) { return Over(amount, divisor); });
}

Status NotFinite() { return Invalid("a duration is scaled by a number that is not finite"); }

int Sign(Int128 a, Int128 b) { return a < b ? -1 : a > b ? 1 : 0; }

}  // namespace

std::optional<Amount> Amount::Of(double value) {
  return std::isfinite(value) ? Times(1, Decimal::Of(value)) : std::nullopt;
}

std::optional<DurationUnit> FindDurationUnit(std::string_view name) {
  return FindName<DurationUnit>(kDurationUnits, name);
}

StatusOr<Duration> MakeDuration(const DurationParts& parts) {
  using enum DurationUnit;
  const auto atto = [&parts](DurationUnit unit, int64_t factor) {
    return (Int128{parts[unit].whole} * kAtto + parts[unit].atto) * factor;
  };
  const Int128 months = atto(kYears, 12) + atto(kQuarters, 3) + atto(kMonths, 1);
  const Int128 days = atto(kWeeks, 7) + atto(kDays, 1);
  const Int128 day_nanos =
      days / kAtto * kNanosPerDay +
      RoundDiv(months % kAtto * kSecondsPerMonth * kNanosPerSecond + days % kAtto * kNanosPerDay,
               kAtto);
  Int128 nanos = day_nanos % kNanosPerDay;
  Int128 fraction = 0;
  constexpr int64_t kNanos[] = {
      3600 * kNanosPerSecond, 60 * kNanosPerSecond, kNanosPerSecond, 1'000'000, 1'000, 1};
  for (size_t i = 0; i < std::size(kNanos); ++i) {
    const Amount& amount = parts.amounts[static_cast<size_t>(kHours) + i];
    nanos += Int128{amount.whole} * kNanos[i];
    fraction += Int128{amount.atto} * kNanos[i];
  }
  return FromTotals(months / kAtto, day_nanos / kNanosPerDay, nanos + RoundDiv(fraction, kAtto));
}

StatusOr<Duration> Add(const Duration& a, const Duration& b) {
  return FromTotals(Int128{a.months} + b.months, Int128{a.days} + b.days,
                    (Int128{a.seconds} + b.seconds) * kNanosPerSecond + a.nanos + b.nanos);
}

StatusOr<Duration> Negate(const Duration& duration) {
  return FromTotals(-Int128{duration.months}, -Int128{duration.days},
                    -(Int128{duration.seconds} * kNanosPerSecond + duration.nanos));
}

StatusOr<Duration> Multiply(const Duration& duration, int64_t factor) {
  return Multiply(duration, Decimal{factor, 0});
}

StatusOr<Duration> Multiply(const Duration& duration, double factor) {
  if (!std::isfinite(factor)) return NotFinite();
  return Multiply(duration, Decimal::Of(factor));
}

StatusOr<Duration> Divide(const Duration& duration, int64_t divisor) {
  return Divide(duration, Decimal{divisor, 0});
}

StatusOr<Duration> Divide(const Duration& duration, double divisor) {
  if (!std::isfinite(divisor)) return NotFinite();
  return Divide(duration, Decimal::Of(divisor));
}

int Compare(const Duration& a, const Duration& b) {
  const auto length = [](const Duration& d) {
    return Int128{d.months} * kSecondsPerMonth + Int128{d.days} * kSecondsPerDay + d.seconds;
  };
  if (const int order = Sign(length(a), length(b))) return order;
  if (const int order = Sign(a.nanos, b.nanos)) return order;
  if (const int order = Sign(a.months, b.months)) return order;
  return Sign(a.days, b.days);
}

}  // namespace newsgraph

#include "query/functions/rounding.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <string>

#include "graph/base/strings.h"

namespace newsgraph::functions {
namespace {

// x = 0.d1d2d3... * 10^point, without zeros at either end.
struct Decimal {
  std::string digits;
  int64_t point = 0;
};

Decimal ShortestDecimal(double magnitude) {
  char buffer[40];
  const auto end =
      std::to_chars(std::begin(buffer), std::end(buffer), magnitude, std::chars_format::scientific)
          .ptr;
  Decimal decimal;
  const char* c = buffer;
  for (; c != end && *c != 'e'; ++c) {
    if (*c != '.') decimal.digits += *c;
  }
  if (c != end && *++c == '+') ++c;  // from_chars knows no plus
  std::from_chars(c, end, decimal.point);
  ++decimal.point;
  while (decimal.digits.size() > 1 && decimal.digits.back() == '0') decimal.digits.pop_back();
  return decimal;
}

// Whether the magnitude goes up to the next kept digit. `rest`: the dropped part against half of
// the last kept place
// (-1 below, 0 a tie, 1 above).
bool GoesUp(RoundingMode mode, bool negative, int rest, bool last_is_odd) {
  switch (mode) {
    case RoundingMode::kUp:
      return true;
    case RoundingMode::kDown:
      return false;
    case RoundingMode::kCeiling:
      return !negative;
    case RoundingMode::kFloor:
      return negative;
    case RoundingMode::kHalfUp:
      return rest >= 0;
    case RoundingMode::kHalfDown:
      return rest > 0;
    case RoundingMode::kHalfEven:
      return rest > 0 || (rest == 0 && last_is_odd);
  }
  return false;
}

// One more in the last place: "199" -> "200", "99" -> "100", "" -> "1".
void Increment(std::string& digits) {
  size_t i = digits.size();
  while (i > 0 && digits[i - 1] == '9') digits[--i] = '0';
  if (i > 0) {
    ++digits[i - 1];
  } else {
    digits.insert(digits.begin(), '1');
  }
}

}  // namespace

std::optional<RoundingMode> FindRoundingMode(std::string_view name) {
  static constexpr std::string_view kNames[] = {
      "UP",      "DOWN",      "CEILING",  "FLOOR",
      "HALF_UP", "HALF_DOWN", "HALF_EVEN"};  // in the order of RoundingMode
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if (kNames[i] == name) return static_cast<RoundingMode>(i);
  }
  return std::nullopt;
}

double RoundToWhole(double x) {
  const double below = std::floor(x);
  return x - below >= 0.5 ? below + 1 : below;  // x + 0.5 could itself be rounded up
}

double RoundTo(double x, int64_t precision, RoundingMode mode) {
  if (!std::isfinite(x) || x == 0 || precision > 400) return x;
  precision = std::max<int64_t>(precision, -400);  // no number has a digit as far in front
  const bool negative = std::signbit(x);
  Decimal decimal = ShortestDecimal(std::abs(x));
  const int64_t kept = decimal.point + precision;  // digits in front of the cut
  if (kept >= static_cast<int64_t>(decimal.digits.size())) return x;
  int rest = -1;
  bool odd = false;
  if (kept >= 0) {
    const char first = decimal.digits[static_cast<size_t>(kept)];
    const bool exact = static_cast<size_t>(kept) + 1 == decimal.digits.size();
    rest = first < '5' ? -1 : first == '5' && exact ? 0 : 1;
    odd = kept > 0 && (decimal.digits[static_cast<size_t>(kept) - 1] - '0') % 2 == 1;
    decimal.digits.resize(static_cast<size_t>(kept));
  } else {
    decimal.digits.clear();
  }
  if (GoesUp(mode, negative, rest, odd)) Increment(decimal.digits);
  if (decimal.digits.empty()) return negative ? -0.0 : 0.0;
  const std::string text = Cat(decimal.digits, "e", -precision);
  double rounded = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), rounded);
  if (read.ec == std::errc::result_out_of_range) {
    rounded = precision < 0 ? std::numeric_limits<double>::infinity() : 0.0;
  }
  return negative ? -rounded : rounded;
}

}  // namespace newsgraph::functions

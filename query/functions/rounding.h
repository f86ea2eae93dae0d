// Rounding a float to a number of decimal places, as decimal arithmetic would do it.
//
//   RoundTo(2.675, 2, RoundingMode::kHalfUp) == 2.68        although the float is a little
//   below 2.675
//
// A float stands for the shortest decimal number that reads back as it (what toString writes), and
// that number is rounded. No state. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace newsgraph::functions {

enum class RoundingMode : uint8_t {
  kUp,        // away from zero
  kDown,      // towards zero
  kCeiling,   // towards positive infinity
  kFloor,     // towards negative infinity
  kHalfUp,    // to the nearest, ties away from zero
  kHalfDown,  // to the nearest, ties towards zero
  kHalfEven,  // to the nearest, ties to the even neighbour
};

// By name: "UP", "HALF_EVEN" ...; nothing for another name.
std::optional<RoundingMode> FindRoundingMode(std::string_view name);

// To the nearest whole number, ties towards positive infinity.
double RoundToWhole(double x);

// `precision` counts digits after the point; negative ones round to tens, hundreds ... NaN and
// infinities stay. Beyond the range of floats the result is infinite.
double RoundTo(double x, int64_t precision, RoundingMode mode);

}  // namespace newsgraph::functions

#include <cmath>
#include <limits>
#include <numbers>

#include "absl/strings/str_format.h"
#include "query/functions/operators.h"
#include "query/functions/rounding.h"
#include "query/functions/rows.h"

namespace newsgraph::functions {
namespace {

using Arguments = std::span<const Value>;

StatusOr<Value> E(const CallState&, Arguments) { return Value::Float(std::numbers::e); }

StatusOr<Value> Abs(const CallState&, Arguments a) {
  if (a[0].is_float()) return Value::Float(std::abs(a[0].floating()));
  return a[0].integer() < 0 ? Negate(a[0]) : a[0];
}

StatusOr<Value> SignOf(const CallState&, Arguments a) {
  const double x = a[0].number();
  return Value::Int(x > 0 ? 1 : x < 0 ? -1 : 0);
}

StatusOr<Value> IsNaN(const CallState&, Arguments a) {
  return Value::Bool(a[0].is_float() && std::isnan(a[0].floating()));
}

StatusOr<Value> PowerOf(const CallState&, Arguments a) { return Power(a[0], a[1]); }
StatusOr<Value> ModuloOf(const CallState&, Arguments a) { return Modulo(a[0], a[1]); }

StatusOr<Value> Round(const CallState&, Arguments a) {
  const double x = a[0].number();
  const int64_t precision = a.size() > 1 ? a[1].integer() : 0;
  if (a.size() < 3) {
    return Value::Float(precision == 0 ? RoundToWhole(x)
                                       : RoundTo(x, precision, RoundingMode::kHalfUp));
  }
  const auto mode = FindRoundingMode(a[2].string());
  if (mode) return Value::Float(RoundTo(x, precision, *mode));
  return WrongValue(
      "round()",
      "one of the modes 'UP', 'DOWN', 'CEILING', 'FLOOR', 'HALF_UP', 'HALF_DOWN', 'HALF_EVEN'",
      a[2]);
}

// The next 64 random bits of the statement. source: SplitMix64 (Steele, Lea, Flood: Fast Splittable
// Pseudorandom Number Generators, 2014)
uint64_t NextRandom(const CallState& state) {
  state.random_state += 0x9E3779B97F4A7C15;
  uint64_t bits = state.random_seed + state.random_state;
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
  return bits ^ (bits >> 31);
}

StatusOr<Value> Rand(const CallState& state, Arguments) {
  return Value::Float(static_cast<double>(NextRandom(state) >> 11) *
                      0x1p-53);  // 53 bits: exact, below 1
}

// RFC 9562, version 4: 122 random bits.
StatusOr<Value> RandomUuid(const CallState& state, Arguments) {
  const uint64_t high = (NextRandom(state) & ~uint64_t{0xF000}) | 0x4000;
  const uint64_t low = (NextRandom(state) & ~(uint64_t{3} << 62)) | uint64_t{2} << 62;
  return Value::String(absl::StrFormat("%08x-%04x-%04x-%04x-%012x", high >> 32, high >> 16 & 0xFFFF,
                                       high & 0xFFFF, low >> 48, low & 0xFFFFFFFFFFFF));
}

std::vector<Function> Numeric() {
  constexpr NullRule kNull = NullRule::kNullIfAnyNull;
  return {
      {"abs",
       "abs(x :: INTEGER?) :: INTEGER?\nabs(x :: FLOAT?) :: FLOAT?",
       kNull,
       Abs,
       "The magnitude of a number.",
       {{"abs(-3)", "3"},
        {"abs(-0.5)", "0.5"},
        {"abs(-9223372036854775808)", "error: IntegerOverflow"}}},
      {"ceil",
       "ceil(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<::ceil>,
       "The least whole number not below x.",
       {{"ceil(0.1)", "1.0"}}},
      {"ceiling",
       "ceiling(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<::ceil>,
       "The same as ceil.",
       {{"ceiling(-0.9) = 0", "true"}}},
      {"floor",
       "floor(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<::floor>,
       "The greatest whole number not above x.",
       {{"floor(-0.1)", "-1.0"}}},
      {"isNaN",
       "isNaN(x :: NUMBER?) :: BOOLEAN?",
       kNull,
       IsNaN,
       "Whether a number is NaN, the result of 0.0 / 0.0.",
       {{"isNaN(0.0 / 0.0)", "true"}, {"isNaN(1)", "false"}}},
      {"mod",
       "mod(x :: NUMBER?, y :: NUMBER?) :: NUMBER?",
       kNull,
       ModuloOf,
       "x % y: the remainder, with the sign of x.",
       {{"mod(-7, 3)", "-1"}, {"mod(7.5, 2)", "1.5"}, {"mod(1, 0)", "error: DivisionByZero"}}},
      {"rand",
       "rand() :: FLOAT",
       kNull,
       Rand,
       "A random number from 0 (included) to 1 (excluded), another one each time.",
       {{"0 <= rand() < 1", "true"}},
       false},
      {"randomUUID",
       "randomUUID() :: STRING",
       kNull,
       RandomUuid,
       "A random UUID (version 4).",
       {{"size(randomUUID())", "36"}},
       false},
      {"round",
       "round(x :: NUMBER?, precision :: INTEGER? = 0, mode :: STRING? = 'HALF_UP') :: FLOAT?",
       kNull,
       Round,
       "x rounded to `precision` decimal places. Modes: UP, DOWN, CEILING, FLOOR, HALF_UP, "
       "HALF_DOWN, HALF_EVEN. "
       "To whole numbers without a mode, ties go towards positive infinity.",
       {{"round(3.141592, 3)", "3.142"},
        {"round(-1.5)", "-1.0"},
        {"round(-1.55, 1)", "-1.6"},
        {"round(1.25, 1, 'HALF_EVEN')", "1.2"},
        {"round(1234.5, -2)", "1200.0"}}},
      {"sign",
       "sign(x :: NUMBER?) :: INTEGER?",
       kNull,
       SignOf,
       "-1, 0 or 1.",
       {{"sign(-17)", "-1"}, {"sign(0.1)", "1"}}},
  };
}

std::vector<Function> Exponential() {
  constexpr NullRule kNull = NullRule::kNullIfAnyNull;
  return {
      {"e",
       "e() :: FLOAT",
       kNull,
       E,
       "The base of the natural logarithm.",
       {{"e()", "2.718281828459045"}}},
      {"exp",
       "exp(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<::exp>,
       "e to the power of x.",
       {{"exp(0)", "1.0"}}},
      {"ln",
       "ln(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<::log>,
       "The same as log.",
       {{"ln(1)", "0.0"}}},
      {"log",
       "log(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<::log>,
       "The natural logarithm.",
       {{"log(e())", "1.0"}}},
      {"log10",
       "log10(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<::log10>,
       "The logarithm to base 10.",
       {{"log10(1000)", "3.0"}}},
      {"power",
       "power(x :: NUMBER?, y :: NUMBER?) :: FLOAT?",
       kNull,
       PowerOf,
       "x ^ y: x to the power of y.",
       {{"power(2, 10)", "1024.0"}}},
      {"sqrt",
       "sqrt(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<::sqrt>,
       "The square root; NaN of a negative number.",
       {{"sqrt(256)", "16.0"}}},
  };
}

}  // namespace

std::vector<Function> MathFunctions() {
  std::vector<Function> rows;
  for (auto* part : {Numeric, Exponential}) {
    for (Function& row : part()) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace newsgraph::functions

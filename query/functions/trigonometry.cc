#include <cmath>
#include <numbers>

#include "query/functions/rows.h"

namespace newsgraph::functions {
namespace {

using Arguments = std::span<const Value>;

double Cot(double x) { return 1 / ::tan(x); }
double Coth(double x) { return 1 / ::tanh(x); }
double Degrees(double x) { return x * (180 / std::numbers::pi); }
double Radians(double x) { return x * (std::numbers::pi / 180); }
double Haversin(double x) { return (1 - ::cos(x)) / 2; }

StatusOr<Value> Pi(const CallState&, Arguments) { return Value::Float(std::numbers::pi); }

StatusOr<Value> Atan2(const CallState&, Arguments a) {
  return Value::Float(std::atan2(a[0].number(), a[1].number()));
}

}  // namespace

std::vector<Function> TrigonometricFunctions() {
  constexpr NullRule kNull = NullRule::kNullIfAnyNull;
  return {
      {"acos",
       "acos(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<::acos>,
       "The arc cosine, in radians.",
       {{"acos(1)", "0.0"}}},
      {"asin",
       "asin(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<::asin>,
       "The arc sine, in radians.",
       {{"asin(0)", "0.0"}}},
      {"atan",
       "atan(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<::atan>,
       "The arc tangent, in radians.",
       {{"atan(0)", "0.0"}}},
      {"atan2",
       "atan2(y :: NUMBER?, x :: NUMBER?) :: FLOAT?",
       kNull,
       Atan2,
       "The angle of the point (x, y) seen from the origin, in radians.",
       {{"atan2(0, 1)", "0.0"}}},
      {"cos",
       "cos(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<::cos>,
       "The cosine of x radians.",
       {{"cos(0)", "1.0"}}},
      {"cosh",
       "cosh(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<::cosh>,
       "The hyperbolic cosine.",
       {{"cosh(0)", "1.0"}}},
      {"cot",
       "cot(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<Cot>,
       "The cotangent of x radians.",
       {{"cot(0.0)", "Infinity"}}},
      {"coth",
       "coth(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<Coth>,
       "The hyperbolic cotangent.",
       {{"coth(0.0)", "Infinity"}}},
      {"degrees",
       "degrees(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<Degrees>,
       "x radians in degrees.",
       {{"degrees(pi())", "180.0"}}},
      {"haversin",
       "haversin(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<Haversin>,
       "Half the versed sine of x radians.",
       {{"haversin(pi())", "1.0"}}},
      {"pi",
       "pi() :: FLOAT",
       kNull,
       Pi,
       "The ratio of a circle's circumference to its diameter.",
       {{"pi()", "3.141592653589793"}}},
      {"radians",
       "radians(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<Radians>,
       "x degrees in radians.",
       {{"radians(180)", "3.141592653589793"}}},
      {"sin",
       "sin(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<::sin>,
       "The sine of x radians.",
       {{"sin(0)", "0.0"}}},
      {"sinh",
       "sinh(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<::sinh>,
       "The hyperbolic sine.",
       {{"sinh(0)", "0.0"}}},
      {"tan",
       "tan(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<::tan>,
       "The tangent of x radians.",
       {{"tan(0)", "0.0"}}},
      {"tanh",
       "tanh(x :: NUMBER?) :: FLOAT?",
       kNull,
       OfNumber<::tanh>,
       "The hyperbolic tangent.",
       {{"tanh(0)", "0.0"}}},
  };
}

}  // namespace newsgraph::functions

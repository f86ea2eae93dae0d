// Arithmetic and components of temporal values, as operators see them. Not for other folders: they
// use operators.h. No state. Thread-safe.
#pragma once

#include <string_view>

#include "graph/base/error.h"
#include "graph/value.h"

namespace newsgraph::functions {

// temporal + duration, duration + temporal, duration + duration. REQUIRES: both temporal, one or
// both a duration errors: ArithmeticError/... beyond the years that openCypher has, or beyond 64
// bits
StatusOr<Value> AddTemporal(const Value& a, const Value& b);
// REQUIRES: a.is_temporal()
StatusOr<Value> SubtractDuration(const Value& a, const Duration& duration);
// REQUIRES of both: a number
StatusOr<Value> ScaleDuration(const Duration& duration, const Value& factor);
StatusOr<Value> DivideDuration(const Duration& duration, const Value& divisor);

// The instant that a value is. REQUIRES: a temporal value that is no duration
Temporal InstantOf(const Value& value);

// "year", "epochMillis", "timezone" ... of a temporal value. REQUIRES: value.is_temporal()
// errors: PropertyNotFound/UnknownComponent
StatusOr<Value> TemporalComponent(const Value& value, std::string_view key);

}  // namespace newsgraph::functions

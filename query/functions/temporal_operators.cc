#include "query/functions/temporal_operators.h"

#include "query/functions/rows.h"

namespace newsgraph::functions {
namespace {

template <class T>
StatusOr<Value> Wrapped(StatusOr<T> result) {
  if (!result.ok()) return std::move(result).status();
  return Value::Of(*result);
}

Value ToValue(std::variant<int64_t, std::string> component) {
  if (const auto* number = std::get_if<int64_t>(&component)) return Value::Int(*number);
  return Value::String(std::get<std::string>(component));
}

}  // namespace

Temporal InstantOf(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kLocalTime:
      return value.local_time();
    case ValueKind::kTime:
      return value.time();
    case ValueKind::kLocalDateTime:
      return value.local_date_time();
    case ValueKind::kDateTime:
      return value.date_time();
    default:
      return value.date();
  }
}

StatusOr<Value> AddTemporal(const Value& a, const Value& b) {
  if (b.kind() != ValueKind::kDuration) return AddTemporal(b, a);
  const Duration& duration = b.duration();
  if (a.kind() == ValueKind::kDuration) return Wrapped(newsgraph::Add(a.duration(), duration));
  return std::visit([&](auto instant) { return Wrapped(newsgraph::Add(instant, duration)); },
                    InstantOf(a));
}

StatusOr<Value> SubtractDuration(const Value& a, const Duration& duration) {
  if (a.kind() == ValueKind::kDuration) return Wrapped(newsgraph::Subtract(a.duration(), duration));
  return std::visit([&](auto instant) { return Wrapped(newsgraph::Subtract(instant, duration)); },
                    InstantOf(a));
}

StatusOr<Value> ScaleDuration(const Duration& duration, const Value& factor) {
  return Wrapped(factor.is_int() ? newsgraph::Multiply(duration, factor.integer())
                                 : newsgraph::Multiply(duration, factor.floating()));
}

StatusOr<Value> DivideDuration(const Duration& duration, const Value& divisor) {
  return Wrapped(divisor.is_int() ? newsgraph::Divide(duration, divisor.integer())
                                  : newsgraph::Divide(duration, divisor.floating()));
}

StatusOr<Value> TemporalComponent(const Value& value, std::string_view key) {
  if (value.kind() == ValueKind::kDuration) {
    ASSIGN_OR_RETURN(const int64_t number, Get(value.duration(), key));
    return Value::Int(number);
  }
  const std::optional<Component> component = FindComponent(key);
  if (!component) {
    return RuntimeError(
        ErrorKind::kPropertyNotFound, "UnknownComponent",
        Cat("a ", NameOf(value.kind()), " has no \"", key, "\""),
        "it has year, month, day, hour, minute, second and the like, as far as its type does");
  }
  ASSIGN_OR_RETURN(auto found, Get(InstantOf(value), *component));
  return ToValue(std::move(found));
}

}  // namespace newsgraph::functions

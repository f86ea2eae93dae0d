#include "query/functions/operators.h"

#include <cmath>

#include "query/functions/rows.h"
#include "query/functions/temporal_operators.h"

namespace newsgraph::functions {
namespace {

Status CannotCombine(std::string_view verb, const Value& a, const Value& b) {
  return RuntimeError(ErrorKind::kTypeError, "InvalidArgumentType",
                      Cat("cannot ", verb, " ", Describe(a), " and ", Describe(b)));
}

bool OfNumbers(const Value& a, const Value& b) { return a.is_number() && b.is_number(); }
bool OfIntegers(const Value& a, const Value& b) { return a.is_int() && b.is_int(); }
bool HasDuration(const Value& a, const Value& b) {
  return a.kind() == ValueKind::kDuration || b.kind() == ValueKind::kDuration;
}

StatusOr<Value> Concatenate(const Value& a, const Value& b) {
  const auto left = PlainText(a), right = PlainText(b);
  if (!left || !right) return CannotCombine("add", a, b);
  return MakeString(Cat(*left, *right));
}

StatusOr<Value> ConcatenateStrings(std::string_view a, std::string_view b) {
  if (a.size() + b.size() > kMaxStringBytes) {
    return StringTooLong(a.size() + b.size());
  }
  std::string text;
  text.reserve(a.size() + b.size());
  text.append(a).append(b);
  return Value::String(text);
}

// list + list, list + element, element + list.
StatusOr<Value> Join(const Value& a, const Value& b) {
  const auto parts = [](const Value& v) {
    return v.is_list() ? v.list() : std::span<const Value>(&v, 1);
  };
  const auto left = parts(a), right = parts(b);
  if (left.size() + right.size() > kMaxListLength) {
    return ListTooLong(left.size() + right.size());
  }
  std::vector<Value> items;
  items.reserve(left.size() + right.size());
  items.insert(items.end(), left.begin(), left.end());
  items.insert(items.end(), right.begin(), right.end());
  return MakeList(std::move(items));
}

}  // namespace

StatusOr<Value> Add(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (OfIntegers(a, b)) {
    int64_t sum = 0;
    if (__builtin_add_overflow(a.integer(), b.integer(), &sum)) {
      return IntegerOverflow(Cat(a.integer(), " + ", b.integer()));
    }
    return Value::Int(sum);
  }
  if (OfNumbers(a, b)) return Value::Float(a.number() + b.number());
  if (a.is_list() || b.is_list()) return Join(a, b);
  if (a.is_string() && b.is_string()) return ConcatenateStrings(a.string(), b.string());
  if (a.is_string() || b.is_string()) return Concatenate(a, b);
  if (HasDuration(a, b) && a.is_temporal() && b.is_temporal()) return AddTemporal(a, b);
  return CannotCombine("add", a, b);
}

StatusOr<Value> Subtract(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (OfIntegers(a, b)) {
    int64_t difference = 0;
    if (__builtin_sub_overflow(a.integer(), b.integer(), &difference)) {
      return IntegerOverflow(Cat(a.integer(), " - ", b.integer()));
    }
    return Value::Int(difference);
  }
  if (OfNumbers(a, b)) return Value::Float(a.number() - b.number());
  if (a.is_temporal() && b.kind() == ValueKind::kDuration) return SubtractDuration(a, b.duration());
  return CannotCombine("subtract", a, b);
}

StatusOr<Value> Multiply(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (OfIntegers(a, b)) {
    int64_t product = 0;
    if (__builtin_mul_overflow(a.integer(), b.integer(), &product)) {
      return IntegerOverflow(Cat(a.integer(), " * ", b.integer()));
    }
    return Value::Int(product);
  }
  if (OfNumbers(a, b)) return Value::Float(a.number() * b.number());
  if (a.kind() == ValueKind::kDuration && b.is_number()) return ScaleDuration(a.duration(), b);
  if (b.kind() == ValueKind::kDuration && a.is_number()) return ScaleDuration(b.duration(), a);
  return CannotCombine("multiply", a, b);
}

StatusOr<Value> Divide(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (OfIntegers(a, b)) {
    if (b.integer() == 0) return DivisionByZero();
    if (b.integer() == -1) return Negate(a);  // the least integer has no opposite
    return Value::Int(a.integer() / b.integer());
  }
  if (OfNumbers(a, b)) return Value::Float(a.number() / b.number());
  if (a.kind() == ValueKind::kDuration && b.is_number()) return DivideDuration(a.duration(), b);
  return CannotCombine("divide", a, b);
}

StatusOr<Value> Modulo(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (OfIntegers(a, b)) {
    if (b.integer() == 0) return DivisionByZero();
    return Value::Int(b.integer() == -1 ? 0 : a.integer() % b.integer());
  }
  if (OfNumbers(a, b)) return Value::Float(std::fmod(a.number(), b.number()));
  return CannotCombine("take the remainder of", a, b);
}

StatusOr<Value> Power(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (OfNumbers(a, b)) return Value::Float(std::pow(a.number(), b.number()));
  return CannotCombine("raise to a power", a, b);
}

StatusOr<Value> Negate(const Value& a) {
  if (a.is_null()) return Value();
  if (a.is_int()) {
    if (a.integer() == INT64_MIN) return IntegerOverflow(Cat("-(", a.integer(), ")"));
    return Value::Int(-a.integer());
  }
  if (a.is_float()) return Value::Float(-a.floating());
  if (a.kind() == ValueKind::kDuration) return ScaleDuration(a.duration(), Value::Int(-1));
  return RuntimeError(ErrorKind::kTypeError, "InvalidArgumentType",
                      Cat("cannot negate ", Describe(a)));
}

Value Less(const Value& a, const Value& b) {
  int order = 0;
  const Truth known = Comparable(a, b, order);
  return known == Truth::kTrue ? Value::Bool(order < 0) : ToValue(known);
}

Value LessEqual(const Value& a, const Value& b) {
  int order = 0;
  const Truth known = Comparable(a, b, order);
  return known == Truth::kTrue ? Value::Bool(order <= 0) : ToValue(known);
}

}  // namespace newsgraph::functions

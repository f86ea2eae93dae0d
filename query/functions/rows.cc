#include "query/functions/rows.h"

#include "query/functions/operators.h"

namespace newsgraph::functions {

Status TooLarge(std::string_view what, uint64_t size, uint64_t limit) {
  return RuntimeError(
      ErrorKind::kLimitExceeded, "ValueTooLarge",
      Cat(what, " would have ", size, ", more than the ", limit, " a value may have"));
}

Status OutOfRange(std::string_view function, std::string_view expected, const Value& found) {
  return RuntimeError(ErrorKind::kArgumentError, "NumberOutOfRange",
                      Cat(function, ": ", expected, ", found ", Describe(found)));
}

Status WrongValue(std::string_view function, std::string_view expected, const Value& found) {
  return RuntimeError(ErrorKind::kTypeError, "InvalidArgumentValue",
                      Cat(function, ": expected ", expected, ", found ", Describe(found)));
}

Status DivisionByZero() {
  return RuntimeError(
      ErrorKind::kArithmeticError, "DivisionByZero", "an integer is divided by 0",
      "divide by 0.0 for an infinite result, or guard it: CASE WHEN d <> 0 THEN n / d END");
}

Status IntegerOverflow(std::string_view what) {
  return RuntimeError(ErrorKind::kArithmeticError, "IntegerOverflow",
                      Cat(what, " does not fit in a 64-bit integer"), "use a float: toFloat(x)");
}

Status DeletedEntity(std::string_view what) {
  return RuntimeError(ErrorKind::kEntityNotFound, "DeletedEntityAccess",
                      Cat(what, " was deleted by this statement and has no content any more"),
                      "read what you need of it before DELETE: WITH n, n.name AS name DELETE n");
}

std::string Describe(const Value& value) {
  if (value.is_null()) return "NULL";
  constexpr size_t kShown = 40;
  // A long list or string is cut before it is turned into text, not after.
  if (value.is_list() && value.list().size() > kShown) {
    return Cat("a LIST of ", value.list().size(), " elements");
  }
  if (value.is_map() && value.map().size() > kShown)
    return Cat("a MAP of ", value.map().size(), " keys");
  if (value.is_path()) return "a PATH";
  const bool long_string = value.is_string() && value.string().size() > kShown;
  std::string text =
      long_string ? ToText(Value::String(value.string().substr(0, kShown))) : ToText(value);
  bool cut = long_string;
  if (text.size() > 2 * kShown) text.resize(2 * kShown), cut = true;
  // Never in the middle of a code point.
  if (cut) {
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80)
      text.pop_back();
    if (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80) != 0) text.pop_back();
    text += "...";
  }
  return Cat(NameOf(value.kind()), " ", text);
}

StatusOr<Value> MakeString(std::string_view text) {
  if (text.size() > kMaxStringBytes)
    return TooLarge("a string of bytes", text.size(), kMaxStringBytes);
  return Value::String(text);
}

StatusOr<Value> MakeList(std::vector<Value> items) {
  if (items.size() > kMaxListLength)
    return TooLarge("a list of elements", items.size(), kMaxListLength);
  Value list = Value::List(std::move(items));
  if (list.depth() <= Value::kMaxDepth) return list;
  return RuntimeError(ErrorKind::kLimitExceeded, "NestingTooDeep",
                      Cat("a list would nest more than ", Value::kMaxDepth, " levels deep"));
}

StatusOr<Value> MakeMap(std::vector<MapEntry> entries) {
  Value map = Value::Map(std::move(entries));
  if (map.depth() <= Value::kMaxDepth) return map;
  return RuntimeError(ErrorKind::kLimitExceeded, "NestingTooDeep",
                      Cat("a map would nest more than ", Value::kMaxDepth, " levels deep"));
}

}  // namespace newsgraph::functions

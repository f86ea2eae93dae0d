#include "query/functions/rows.h"

#include "query/functions/code_points.h"
#include "query/functions/operators.h"

namespace newsgraph::functions {
namespace {

std::string Counted(std::string_view what, size_t count, std::string_view part) {
  return Cat(what, count, part, count == 1 ? "" : "s");
}

}  // namespace

Status StringTooLong(uint64_t bytes) {
  return RuntimeError(
      ErrorKind::kLimitExceeded, "ValueTooLarge",
      Cat("a string of ", bytes, " bytes is too long: the limit is ", kMaxStringBytes));
}

Status ListTooLong(uint64_t length) {
  return RuntimeError(
      ErrorKind::kLimitExceeded, "ValueTooLarge",
      Cat("a list of ", length, " elements is too long: the limit is ", kMaxListLength));
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
  // Never the whole of a value that may be long: it could take longer to write than to compute.
  constexpr size_t kShown = 40;
  if (value.is_null()) return "NULL";
  if (value.is_path()) return Cat("a PATH of length ", value.path().edges.size());
  if (value.is_list()) return Counted("a LIST of ", value.list().size(), " element");
  if (value.is_map()) return Counted("a MAP of ", value.map().size(), " key");
  if (!value.is_string() || value.string().size() <= kShown) {
    return Cat(NameOf(value.kind()), " ", ToText(value));
  }
  const std::string_view start = value.string().substr(0, OffsetOf(value.string(), kShown));
  return Cat("STRING ", ToText(Value::BorrowedString(start)), "...");
}

StatusOr<Value> MakeString(std::string_view text) {
  if (text.size() > kMaxStringBytes) return StringTooLong(text.size());
  return Value::String(text);
}

StatusOr<Value> Bounded(Value value) {
  if (value.depth() > Value::kMaxDepth) {
    return RuntimeError(ErrorKind::kLimitExceeded, "NestingTooDeep",
                        Cat("a value nests deeper than ", Value::kMaxDepth, " levels"),
                        "keep lists and maps flatter");
  }
  if (value.parts() > Value::kMaxParts) {
    return RuntimeError(
        ErrorKind::kLimitExceeded, "ValueTooLarge",
        Cat("a value holds more than ", Value::kMaxParts, " values, its parts and theirs"),
        "a list that holds another one twice doubles: keep what differs");
  }
  return value;
}

StatusOr<Value> MakeList(std::vector<Value> items) {
  if (items.size() > kMaxListLength) return ListTooLong(items.size());
  return Bounded(Value::List(std::move(items)));
}

StatusOr<Value> MakeMap(std::vector<MapEntry> entries) {
  return Bounded(Value::Map(std::move(entries)));
}

}  // namespace newsgraph::functions

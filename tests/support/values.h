// Short ways to write values and errors in tests.
//
//   L(1, 2.5, "a", null)                a list          M("k", 1, "l", L())       a map
//   Shown(Add(L(1), 2))                 "[1, 2]", or "TypeError/InvalidArgumentType" where it
//   failed
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "graph/base/error.h"
#include "graph/value.h"

namespace newsgraph::testing {

inline const Value null;

inline Value V(const Value& value) { return value; }
inline Value V(bool value) { return Value::Bool(value); }
inline Value V(int value) { return Value::Int(value); }
inline Value V(int64_t value) { return Value::Int(value); }
inline Value V(double value) { return Value::Float(value); }
inline Value V(std::string_view text) { return Value::String(text); }
inline Value V(const char* text) { return Value::String(text); }

template <class... Items>
Value L(const Items&... items) {
  return Value::List({V(items)...});
}

inline void AddEntries(std::vector<MapEntry>&) {}
template <class T, class... Rest>
void AddEntries(std::vector<MapEntry>& entries, const char* key, const T& value,
                const Rest&... rest) {
  entries.push_back({key, V(value)});
  AddEntries(entries, rest...);
}
template <class... KeysAndValues>
Value M(const KeysAndValues&... keys_and_values) {
  std::vector<MapEntry> entries;
  AddEntries(entries, keys_and_values...);
  return Value::Map(std::move(entries));
}

inline std::string ErrorOf(const Status& status) {
  const ErrorInfo info = GetErrorInfo(status);
  return Cat(NameOf(info.kind), "/", info.detail);
}

inline std::string Shown(const Value& value) { return ToText(value); }
inline std::string Shown(const StatusOr<Value>& value) {
  return value.ok() ? ToText(*value) : ErrorOf(value.status());
}

}  // namespace newsgraph::testing

// Rows of query/functions called by name, for tests.
//
//   Apply("left", "Minsk", 3)            "'Min'", or "TypeError/InvalidArgumentValue" where it
//   fails Aggregated("sum", {V(1), V(2)})      "3"
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "query/functions/function.h"
#include "tests/support/values.h"

namespace newsgraph::functions {

inline constexpr auto kWrongValue = "TypeError/InvalidArgumentValue";
inline constexpr auto kOutOfRange = "ArgumentError/NumberOutOfRange";

inline const Catalog& Rows() {
  static const std::shared_ptr<const Catalog> catalog = BuildCatalog();
  return *catalog;
}

inline StatusOr<Value> CallIn(const CallState& state, std::string_view name,
                              std::vector<Value> arguments) {
  const auto* entry = Rows().FindScalar(name);
  if (entry == nullptr) return InternalError(Cat("no function ", name));
  return Call(*entry->function, state, arguments);
}

template <class... Arguments>
std::string Apply(std::string_view name, const Arguments&... arguments) {
  return testing::Shown(CallIn(CallState(), name, {testing::V(arguments)...}));
}

// Rows of an aggregate with its further arguments, each with the multiplicity 1.
inline std::string Aggregated(std::string_view name, const std::vector<Value>& rows,
                              std::vector<Value> more = {}) {
  const auto accumulator = Rows().FindAggregate(name)->aggregate->make();
  for (const Value& row : rows) {
    std::vector<Value> arguments = {row};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Status added = accumulator->Add(arguments, 1);
    if (!added.ok()) return testing::ErrorOf(added);
  }
  return testing::Shown(accumulator->Result(CallState()));
}

}  // namespace newsgraph::functions

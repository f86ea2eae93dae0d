#include "query/functions/rows.h"

namespace newsgraph::functions {
namespace {

using Arguments = std::span<const Value>;

StatusOr<Value> Exists(const CallState&, Arguments a) { return Value::Bool(!a[0].is_null()); }

StatusOr<Value> IsEmpty(const CallState&, Arguments a) {
  if (a[0].is_string()) return Value::Bool(a[0].string().empty());
  return Value::Bool(a[0].is_list() ? a[0].list().empty() : a[0].map().empty());
}

StatusOr<Value> Coalesce(const CallState&, Arguments a) {
  for (const Value& value : a) {
    if (!value.is_null()) return value;
  }
  return Value();
}

StatusOr<Value> NullIf(const CallState&, Arguments a) {
  return Equals(a[0], a[1]) == Truth::kTrue ? Value() : a[0];
}

}  // namespace

std::vector<Function> PredicateFunctions() {
  return {
      {"coalesce",
       "coalesce(value :: ANY? ...) :: ANY?",
       NullRule::kSeesNulls,
       Coalesce,
       "The first value that is not null.",
       {{"coalesce(null, 'a', 'b')", "'a'"}, {"coalesce(null)", "null"}}},
      {"exists",
       "exists(value :: ANY?) :: BOOLEAN",
       NullRule::kSeesNulls,
       Exists,
       "Whether a property is there: the same as IS NOT NULL. exists((a)-->(b)) asks for a "
       "pattern.",
       {{"exists({a: 1}.a)", "true"}, {"exists({a: 1}.b)", "false"}}},
      {"isEmpty",
       "isEmpty(list :: LIST?) :: BOOLEAN?\nisEmpty(map :: MAP?) :: BOOLEAN?\nisEmpty(text :: "
       "STRING?) :: BOOLEAN?",
       NullRule::kNullIfAnyNull,
       IsEmpty,
       "Whether a list, map or string has nothing in it.",
       {{"isEmpty([])", "true"}, {"isEmpty('a')", "false"}}},
      {"nullIf",
       "nullIf(value :: ANY?, other :: ANY?) :: ANY?",
       NullRule::kSeesNulls,
       NullIf,
       "Null if both are equal, else the first.",
       {{"nullIf(4, 4)", "null"}, {"nullIf('a', 'b')", "'a'"}}},
  };
}

}  // namespace newsgraph::functions

// JSON to values: --param, --params and :param.
//
//   ParseJsonValue("{\"a\": [1, 2.5, null]}")  ->  {a: [1, 2.5, null]}
//   ParseParameter("Minsk")                    ->  'Minsk'      a bare word is a text
//
// Numbers without point or exponent that fit 64 bits are integers. Nesting is bounded by
// Value::kMaxDepth. Thread-safe.
#pragma once

#include <string_view>

#include "graph/base/error.h"
#include "query/session.h"

namespace newsgraph::cli {

// errors: DataError with the byte and what is wrong there
StatusOr<Value> ParseJsonValue(std::string_view text);
// As JSON where it looks like JSON (starts like a number, a text in quotes, a list, a map, true,
// false or null), else the text itself.
StatusOr<Value> ParseParameter(std::string_view text);
// Adds each member of an object. errors: DataError
Status AddParameters(std::string_view json, query::Parameters& parameters);

}  // namespace newsgraph::cli

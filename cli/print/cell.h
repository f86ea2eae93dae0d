// A value as the text of a cell, for people, and the colour that tells its type.
//
//   AppendCell(out, view, Value::String("Minsk"))  ->  Minsk    (FormatValue would write 'Minsk')
//   ColorOf(Value::Int(1))                         ->  "\x1b[36m"
//
// Everything else than a text or null at the top is as openCypher writes it. The text is safe for a
// terminal: see Visible in text.h. Thread-safe: no state.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "query/result.h"

namespace newsgraph::cli {

// Long lists end early when they have `most` bytes, and when Ctrl-C was pressed.
void AppendCell(std::string& out, const GraphView& view, const Value& value,
                size_t most = SIZE_MAX);

// The escape sequence that starts the colour of a value's type, from the 16 that every terminal
// has.
std::string_view ColorOf(const Value& value);

}  // namespace newsgraph::cli

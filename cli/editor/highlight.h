// Colours of a query text while it is typed: keywords, names, literals, errors; the bracket under
// the cursor and its partner.
//
//   Highlight("MATCH (n:Person)", 7)   ->  styles for the frame
//
// A text that starts with ":" is a command; its name is shown. Works on any text, however wrong.
// cost: O(size). Thread-safe: no state.
#pragma once

#include <string_view>
#include <vector>

#include "cli/editor/frame.h"

namespace newsgraph::cli {

std::vector<StyleChange> Highlight(std::string_view text, size_t cursor);

}  // namespace newsgraph::cli

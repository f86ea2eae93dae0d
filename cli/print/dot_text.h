// Pictures through Graphviz: the elements as a digraph in the DOT language, and that text drawn by
// the dot program.
#pragma once

#include <string>
#include <string_view>

#include "cli/print/elements.h"
#include "graph/base/error.h"

namespace newsgraph::cli {

void AppendDot(std::string& out, const Elements& elements);

//   format    "svg" or "png"
//   errors    IoError/ProgramNotFound without Graphviz; IoError with what dot said
StatusOr<std::string> DrawDot(std::string_view dot, std::string_view format);

}  // namespace newsgraph::cli

// A small graph drawn with characters: nodes as captions, relationships as lines of braille dots,
// with arrows.
//
//   Sketch(elements, 80, /*color=*/true)
//
//      Lukashenko⠒⠒⠒⠒⠒negotiated_with ▸⠒⠒⠒⠒⠒Coale
//
// Places come from stress minimisation over hop distances (Kamada and Kawai 1989), begun from a
// fixed circle: the same graph gives the same drawing. Under it stand the relationships that had no
// room for their name. cost: O(n^3) for n nodes. Thread-safe: no state.
#pragma once

#include <optional>
#include <string>

#include "cli/print/elements.h"
#include "query/result.h"

namespace newsgraph::cli {

// More nodes than these are no drawing any more.
inline constexpr size_t kSketchNodes = 40;

std::string Sketch(const Elements& elements, int width, bool color);

// The answer of RETURN GRAPH as a prompt shows it: drawn, or a line that says how else to see it.
// None of an answer that is a table.
struct GraphAnswer {
  std::string text;
  size_t nodes = 0, relationships = 0;
};
std::optional<GraphAnswer> SketchAnswer(const query::Result& result, int width, bool color);

}  // namespace newsgraph::cli

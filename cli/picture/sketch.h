// A small graph drawn with characters: nodes as captions, relationships as lines of braille dots,
// with arrows.
//
//   Sketch(elements, 80, /*color=*/true)
//
//      Lukashenko⠒⠒⠒⠒⠒negotiated_with ▸⠒⠒⠒⠒⠒Coale
//
// Places come from stress minimisation over hop distances (Kamada and Kawai 1989), begun from a
// fixed circle: the same graph gives the same drawing. Under it stand the relationships that had no
// room for their name. cost: O(n^3) for n nodes; meant for up to 40. Thread-safe: no state.
#pragma once

#include <string>

#include "cli/print/elements.h"

namespace newsgraph::cli {

std::string Sketch(const Elements& elements, int width, bool color);

}  // namespace newsgraph::cli

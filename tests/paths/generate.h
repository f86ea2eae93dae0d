// Random small multigraphs and path patterns, and both as text.
#pragma once

#include <random>
#include <string>

#include "tests/paths/oracle.h"

namespace newsgraph::paths {

// Which parts of the language a pattern may use.
enum class Theme { kSelectors, kGroups, kCosts, kAvoiding, kForward, kTime };
inline constexpr Theme kThemes[] = {Theme::kSelectors, Theme::kGroups,  Theme::kCosts,
                                    Theme::kAvoiding,  Theme::kForward, Theme::kTime};

SmallGraph RandomGraph(std::mt19937_64& random);
Pattern RandomPattern(Theme theme, const SmallGraph& graph, std::mt19937_64& random);

// CREATE of the graph; nodes and edges are numbered by their property i.
std::string CreateText(const SmallGraph& graph);
// The statement that gives a row a match: its text, ends, length and cost. `ends`: 0 the ends are
// bound by a clause before, 1 by the WHERE behind.
std::string QueryText(const Pattern& pattern, int ends);

}  // namespace newsgraph::paths

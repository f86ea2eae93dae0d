// Places for the nodes of a small graph in the unit square, such that distances on the plane follow
// hop distances.
//   source   Kamada and Kawai, "An algorithm for drawing general undirected graphs", 1989;
//   minimised by stress
//            majorisation (Gansner, Koren and North 2004)
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace newsgraph::cli {

struct Place {
  double x = 0, y = 0;
};

//   edges     pairs of node numbers below `nodes`; self loops and doubles are fine
//   returns   one place a node, 0 <= x, y <= 1; the same for the same input
//   cost      O(nodes^2) a round, 200 rounds
std::vector<Place> LayOutGraph(size_t nodes, const std::vector<std::pair<size_t, size_t>>& edges);

}  // namespace newsgraph::cli

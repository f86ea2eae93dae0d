#include "cli/picture/layout.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace newsgraph::cli {
namespace {

constexpr int kRounds = 200;

// Hops between all pairs (Floyd and Warshall); parts of the graph that are not joined stand a
// little apart.
std::vector<std::vector<double>> Distances(size_t nodes,
                                           const std::vector<std::pair<size_t, size_t>>& edges) {
  const double far = std::sqrt(static_cast<double>(nodes)) + 1;
  std::vector<std::vector<double>> hops(nodes, std::vector<double>(nodes, 1e9));
  for (size_t i = 0; i < nodes; ++i) hops[i][i] = 0;
  for (const auto& [a, b] : edges) {
    if (a != b) hops[a][b] = hops[b][a] = 1;
  }
  for (size_t k = 0; k < nodes; ++k) {
    for (size_t i = 0; i < nodes; ++i) {
      for (size_t j = 0; j < nodes; ++j) hops[i][j] = std::min(hops[i][j], hops[i][k] + hops[k][j]);
    }
  }
  for (auto& row : hops) {
    for (double& hop : row) hop = std::min(hop, far);
  }
  return hops;
}

// Each node moves to the weighted mean of where the others want it (weights 1 / distance^2).
void Majorise(std::vector<Place>& places, const std::vector<std::vector<double>>& hops) {
  for (size_t i = 0; i < places.size(); ++i) {
    double x = 0, y = 0, weights = 0;
    for (size_t j = 0; j < places.size(); ++j) {
      if (i == j) continue;
      const double want = hops[i][j];
      const double weight = 1 / (want * want);
      const double dx = places[i].x - places[j].x, dy = places[i].y - places[j].y;
      const double now = std::max(std::hypot(dx, dy), 1e-6);
      x += weight * (places[j].x + want * dx / now);
      y += weight * (places[j].y + want * dy / now);
      weights += weight;
    }
    if (weights > 0) places[i] = {x / weights, y / weights};
  }
}

// Turns the drawing so that its longest extent lies along x: screens are wide.
void Turn(std::vector<Place>& places) {
  double mean_x = 0, mean_y = 0;
  for (const Place& p : places) mean_x += p.x, mean_y += p.y;
  mean_x /= static_cast<double>(places.size());
  mean_y /= static_cast<double>(places.size());
  double xx = 0, xy = 0, yy = 0;
  for (const Place& p : places) {
    xx += (p.x - mean_x) * (p.x - mean_x);
    xy += (p.x - mean_x) * (p.y - mean_y);
    yy += (p.y - mean_y) * (p.y - mean_y);
  }
  const double angle = -0.5 * std::atan2(2 * xy, xx - yy);
  for (Place& p : places) {
    const double x = p.x - mean_x, y = p.y - mean_y;
    p = {x * std::cos(angle) - y * std::sin(angle), x * std::sin(angle) + y * std::cos(angle)};
  }
}

void Scale(std::vector<Place>& places) {
  Place low = places[0], high = places[0];
  for (const Place& p : places) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  const auto unit = [](double value, double from, double to) {
    return to - from < 1e-9 ? 0.5 : (value - from) / (to - from);
  };
  for (Place& p : places) p = {unit(p.x, low.x, high.x), unit(p.y, low.y, high.y)};
}

}  // namespace

std::vector<Place> LayOutGraph(size_t nodes, const std::vector<std::pair<size_t, size_t>>& edges) {
  std::vector<Place> places(nodes);
  if (nodes == 0) return places;
  for (size_t i = 0; i < nodes; ++i) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(nodes);
    places[i] = {std::cos(angle), std::sin(angle)};
  }
  const auto hops = Distances(nodes, edges);
  for (int round = 0; round < kRounds; ++round) Majorise(places, hops);
  Turn(places);
  Scale(places);
  return places;
}

}  // namespace newsgraph::cli

#include "graph/algo/cheapest_path.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"

namespace newsgraph::algo {
namespace {

// Where steps cost nothing, the two halves of a path may share nodes: what lies between two visits
// of a node is left out.
void CutLoops(std::vector<NodeId>& nodes, std::vector<EdgeId>& edges) {
  absl::flat_hash_map<NodeId, size_t> places;
  size_t kept = 0;
  for (size_t i = 0; i < nodes.size(); ++i) {
    const auto [place, added] = places.try_emplace(nodes[i], kept);
    if (!added && place->second < kept && nodes[place->second] == nodes[i]) {
      kept = place->second + 1;
      continue;
    }
    place->second = kept;
    nodes[kept] = nodes[i];
    if (kept > 0) edges[kept - 1] = edges[i - 1];
    ++kept;
  }
  nodes.resize(kept);
  edges.resize(kept - 1);
}

}  // namespace

void CheapestPath::Begin(uint32_t node_limit, NodeId from, NodeId to, uint32_t largest_weight) {
  cost_ = kFar;
  for (Side& side : sides_) {
    side.marks.Begin(node_limit);
    side.entries.clear();
    side.queue.Begin(largest_weight);
    const NodeId start = &side == &sides_[0] ? from : to;
    side.entries.push_back({0, start, EdgeId{}, kNone});
    side.marks.Set(start, 0);
    side.queue.Push(0, 0);
  }
}

void CheapestPath::Path(std::vector<NodeId>& nodes, std::vector<EdgeId>& edges) const {
  nodes.clear();
  edges.clear();
  const auto& first = sides_[0].entries;
  for (uint32_t at = meeting_[0]; at != kNone; at = first[at].before) {
    nodes.push_back(first[at].node);
    if (first[at].before != kNone) edges.push_back(first[at].edge);
  }
  std::reverse(nodes.begin(), nodes.end());
  std::reverse(edges.begin(), edges.end());
  const auto& second = sides_[1].entries;
  for (uint32_t at = meeting_[1]; second[at].before != kNone; at = second[at].before) {
    edges.push_back(second[at].edge);
    nodes.push_back(second[second[at].before].node);
  }
  CutLoops(nodes, edges);
}

bool CostedPath::operator<(const CostedPath& other) const {
  if (cost != other.cost) return cost < other.cost;
  if (edges.size() != other.edges.size()) return edges.size() < other.edges.size();
  return edges < other.edges;
}

}  // namespace newsgraph::algo

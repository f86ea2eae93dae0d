// Connect: a small tree of edges that joins some nodes.
//
//   std::vector<EdgeId> edges;
//   Connect(view, {a, b, c}, 0, 1e300, steps, edges);
//
// Costs spread out from all the nodes at once; where two of these regions touch, a path between
// their centres is known. The cheapest of these paths that join something are taken, and the spread
// ends as soon as all is joined. The tree costs at most 2 (1 - 1/n) times the cheapest for n nodes.
// `steps` is that of graph/algo/cheapest_path.h, and must give the same edges from both ends.
// No state. Source: Mehlhorn, "A faster approximation algorithm for the Steiner problem in graphs",
// 1988.
#pragma once

#include <algorithm>
#include <numeric>
#include <queue>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "graph/algo/cost_queue.h"
#include "graph/graph.h"

namespace newsgraph::algo {

namespace internal {

class SmallForest {
 public:
  explicit SmallForest(size_t n) : parents_(n) { std::iota(parents_.begin(), parents_.end(), 0u); }
  uint32_t Find(uint32_t i) {
    while (parents_[i] != i) i = parents_[i] = parents_[parents_[i]];
    return i;
  }
  bool Join(uint32_t a, uint32_t b) {
    a = Find(a), b = Find(b);
    parents_[a] = b;
    return a != b;
  }

 private:
  std::vector<uint32_t> parents_;
};

}  // namespace internal

// Appends the edges of the tree, each once, in the order in which they were found; of several trees
// where not all can be joined. Nothing when `steps` gave up.
// Paths that cost more than `most` join nothing.
template <class Steps>
void Connect(const GraphView& view, std::span<const NodeId> nodes, uint32_t largest_weight,
             double most, Steps& steps, std::vector<EdgeId>& edges) {
  struct Reached {
    double cost;
    uint32_t centre;
    EdgeId edge;
    NodeId before;
    bool settled;
  };
  struct Bridge {
    double cost;
    NodeId a, b;
    EdgeId edge;
    bool operator>(const Bridge& other) const {
      return cost != other.cost ? cost > other.cost : edge > other.edge;
    }
  };
  absl::flat_hash_map<NodeId, Reached> reached;
  std::priority_queue<Bridge, std::vector<Bridge>, std::greater<>> bridges;
  CostQueue queue;
  queue.Begin(largest_weight);
  uint32_t parts = 0;
  for (const NodeId node : nodes) {
    if (!view.Exists(node)) continue;
    if (reached.try_emplace(node, Reached{0, parts, EdgeId{}, NodeId{}, false}).second) {
      queue.Push(0, node.value);
      ++parts;
    }
  }
  internal::SmallForest forest(parts);
  absl::flat_hash_set<EdgeId> taken;
  const auto take_path = [&](NodeId at) {
    for (const Reached* r = &reached[at]; r->edge.valid(); r = &reached[r->before]) {
      if (!taken.insert(r->edge).second) return;  // and so is the rest of the way
      edges.push_back(r->edge);
    }
  };
  const auto take_bridges = [&](double below) {
    while (!bridges.empty() && bridges.top().cost <= std::min(below, most) && parts > 1) {
      const Bridge bridge = bridges.top();
      bridges.pop();
      if (!forest.Join(reached[bridge.a].centre, reached[bridge.b].centre)) continue;
      --parts;
      take_path(bridge.a);
      if (taken.insert(bridge.edge).second) edges.push_back(bridge.edge);
      take_path(bridge.b);
    }
  };
  while (!queue.empty() && parts > 1) {
    const auto [cost, id] = queue.Pop();
    const NodeId node{id};
    Reached& here = reached[node];
    if (here.settled) continue;
    if (cost > most) break;
    here.settled = true;
    // Any path between centres not seen so far is longer than what is spread out.
    take_bridges(cost);
    if (parts == 1) break;
    const uint32_t centre = here.centre;
    const bool goes_on =
        steps.Expand(node, true, [&, cost = cost](NodeId other, EdgeId edge, double step) {
          const auto [place, added] =
              reached.try_emplace(other, Reached{cost + step, centre, edge, node, false});
          if (added) {
            queue.Push(cost + step, other.value);
          } else if (place->second.settled) {
            if (place->second.centre != centre)
              bridges.push({cost + step + place->second.cost, node, other, edge});
          } else if (cost + step < place->second.cost) {
            place->second = {cost + step, centre, edge, node, false};
            queue.Push(cost + step, other.value);
          }
          return true;
        });
    if (!goes_on) {
      edges.clear();
      return;
    }
  }
  take_bridges(std::numeric_limits<double>::infinity());
}

}  // namespace newsgraph::algo

// CheapestPath: the path of least cost between two nodes, searched from both ends; and the k
// cheapest without loops.
//
//   CheapestPath search;                                   // keep it: its memory is used again
//   if (search.Find(view.node_limit(), a, b, 0, steps) && search.found()) search.cost() ...
//   for (const CostedPath& path : CheapestPaths(search, view.node_limit(), a, b, 3, 0, steps)) ...
//
// `steps` says what paths may consist of and what a step costs, alike for both ends:
//
//   bool Expand(NodeId node, bool forward, auto&& visit);
//       calls visit(NodeId other, EdgeId edge, double cost) for every step that may lead from
//       `node` to `other` along the path (forward) or from `other` to `node`. Costs are 0 or more:
//       whoever makes them checks. Returns false to give the search up.
//
// Each side settles nodes in the order of their cost; the two stop once what lies before them
// cannot be cheaper than the best path where they met. Between a node and itself there is the path
// of no edges. A path has no node twice (with costs of 0, one of the cheapest is given).
//
// Memory: 8 bytes a node of the graph and 24 a node reached. One thread.
// Source: Dijkstra 1959; Pohl 1971 (both ends); Yen 1971 (k cheapest).
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <set>
#include <vector>

#include "graph/algo/cost_queue.h"
#include "graph/algo/node_marks.h"
#include "graph/ids.h"

namespace newsgraph::algo {

class CheapestPath {
 public:
  // `largest_weight`: see CostQueue; 0 when steps may cost anything.
  //   returns   false when `steps` gave up: then nothing was found
  //   cost      O(edges of the balls of half the cost around both ends x log of their nodes)
  template <class Steps>
  bool Find(uint32_t node_limit, NodeId from, NodeId to, uint32_t largest_weight, Steps&& steps);

  // Of the last Find.
  bool found() const { return cost_ < kFar; }
  double cost() const { return cost_; }
  // From the start; nodes.size() == edges.size() + 1. REQUIRES: found().
  void Path(std::vector<NodeId>& nodes, std::vector<EdgeId>& edges) const;

 private:
  static constexpr double kFar = std::numeric_limits<double>::infinity();
  static constexpr uint32_t kNone = UINT32_MAX;

  struct Entry {
    double cost;
    NodeId node;
    EdgeId edge;      // by which it was reached
    uint32_t before;  // entry it was reached from
  };
  struct Side {
    NodeMarks marks;
    std::vector<Entry> entries;
    CostQueue queue;
  };

  void Begin(uint32_t node_limit, NodeId from, NodeId to, uint32_t largest_weight);
  // Settles the next node of a side. Returns false when `steps` gave up.
  template <class Steps>
  bool Advance(bool forward, Steps& steps);

  std::array<Side, 2> sides_;
  double cost_ = kFar;
  std::array<uint32_t, 2> meeting_ = {};  // entries of the two sides at one node
};

struct CostedPath {
  double cost = 0;
  std::vector<NodeId> nodes;
  std::vector<EdgeId> edges;

  // By cost, then by fewest edges, then by ids: the order in which ties are given.
  bool operator<(const CostedPath& other) const;
  bool operator==(const CostedPath& other) const { return edges == other.edges; }
};

template <class Steps>
bool CheapestPath::Advance(bool forward, Steps& steps) {
  Side& side = sides_[forward ? 0 : 1];
  const Side& other_side = sides_[forward ? 1 : 0];
  const auto [cost, at] = side.queue.Pop();
  if (cost > side.entries[at].cost) return true;  // reached more cheaply since
  return steps.Expand(
      side.entries[at].node, forward,
      [&, cost = cost, at = at](NodeId other, EdgeId edge, double step) {
        const double next = cost + step;
        if (next >= cost_) return true;
        uint32_t entry = side.marks.Get(other);
        if (entry == NodeMarks::kNone) {
          entry = static_cast<uint32_t>(side.entries.size());
          side.marks.Set(other, entry);
          side.entries.push_back({next, other, edge, at});
        } else if (next < side.entries[entry].cost) {
          side.entries[entry] = {next, other, edge, at};
        } else {
          return true;
        }
        side.queue.Push(next, entry);
        if (const uint32_t met = other_side.marks.Get(other); met != NodeMarks::kNone) {
          if (const double whole = next + other_side.entries[met].cost; whole < cost_) {
            cost_ = whole;
            meeting_ = forward ? std::array{entry, met} : std::array{met, entry};
          }
        }
        return true;
      });
}

template <class Steps>
bool CheapestPath::Find(uint32_t node_limit, NodeId from, NodeId to, uint32_t largest_weight,
                        Steps&& steps) {
  Begin(node_limit, from, to, largest_weight);
  if (from == to) {
    cost_ = 0;
    meeting_ = {0, 0};
    return true;
  }
  while (!sides_[0].queue.empty() && !sides_[1].queue.empty()) {
    if (sides_[0].queue.Least() + sides_[1].queue.Least() >= cost_) break;
    if (!Advance(sides_[0].queue.size() <= sides_[1].queue.size(), steps)) {
      cost_ = kFar;
      return false;
    }
  }
  return true;
}

namespace internal {
// The steps without some edges and nodes: what is left for the rest of a path in Yen's algorithm.
template <class Steps>
struct StepsWithout {
  Steps& steps;
  const std::set<EdgeId>& edges;
  const std::set<NodeId>& nodes;

  template <class Visit>
  bool Expand(NodeId node, bool forward, Visit&& visit) {
    return steps.Expand(node, forward, [&](NodeId other, EdgeId edge, double cost) {
      if (edges.count(edge) || nodes.count(other)) return true;
      return visit(other, edge, cost);
    });
  }
};
}  // namespace internal

// The k cheapest paths without loops, in order; fewer where there are no more, or when `steps` gave
// up (which its owner knows). Paths that differ in one of several parallel edges are different.
//   cost   O(k x length) searches
template <class Steps>
std::vector<CostedPath> CheapestPaths(CheapestPath& search, uint32_t node_limit, NodeId from,
                                      NodeId to, size_t k, uint32_t largest_weight, Steps&& steps) {
  std::vector<CostedPath> found;
  std::set<CostedPath> candidates;
  const auto look = [&](const CostedPath& root, const std::set<EdgeId>& no_edges,
                        const std::set<NodeId>& no_nodes) {
    internal::StepsWithout<std::remove_reference_t<Steps>> rest{steps, no_edges, no_nodes};
    if (!search.Find(node_limit, root.nodes.back(), to, largest_weight, rest)) return false;
    if (!search.found()) return true;
    CostedPath tail, path = root;
    search.Path(tail.nodes, tail.edges);
    path.cost += search.cost();
    path.nodes.insert(path.nodes.end(), tail.nodes.begin() + 1, tail.nodes.end());
    path.edges.insert(path.edges.end(), tail.edges.begin(), tail.edges.end());
    candidates.insert(std::move(path));
    return true;
  };
  if (k == 0 || !look(CostedPath{0, {from}, {}}, {}, {})) return found;
  while (!candidates.empty()) {
    found.push_back(*candidates.begin());
    candidates.erase(candidates.begin());
    if (found.size() == k) break;
    // Leave the last path at each of its nodes, by an edge that no path with that beginning took.
    const CostedPath& last = found.back();
    CostedPath root{0, {from}, {}};
    std::set<NodeId> behind;
    for (size_t i = 0; i < last.edges.size(); ++i) {
      std::set<EdgeId> taken;
      for (const CostedPath& path : found) {
        if (path.edges.size() > i &&
            std::equal(root.edges.begin(), root.edges.end(), path.edges.begin()))
          taken.insert(path.edges[i]);
      }
      if (!look(root, taken, behind)) return {};
      behind.insert(last.nodes[i]);
      double step = -1;
      const bool goes_on = steps.Expand(last.nodes[i], true, [&](NodeId, EdgeId edge, double cost) {
        if (edge == last.edges[i]) step = cost;
        return step < 0;
      });
      if (!goes_on) return {};
      root.cost += step;
      root.nodes.push_back(last.nodes[i + 1]);
      root.edges.push_back(last.edges[i]);
    }
  }
  return found;
}

}  // namespace newsgraph::algo

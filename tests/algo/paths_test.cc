// Distances, cheapest paths, connecting trees and walks against enumeration.
#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <set>

#include "graph/algo/breadth_first.h"
#include "tests/algo/random_graph.h"
#include "tests/algo/run.h"
#include "tests/graph/synthetic.h"

namespace newsgraph::algo {
namespace {

using testing::ByNode;
using testing::MakeRandomGraph;
using testing::PlainEdge;
using testing::RandomGraph;
using testing::Rows;
using testing::RowsOf;

constexpr double kFar = std::numeric_limits<double>::infinity();
const char* const kDirections[] = {"out", "in", "both"};

// Whether an edge leads from `at` in the direction, and where.
bool Leads(const PlainEdge& edge, NodeId at, std::string_view direction, NodeId& to) {
  if (direction != "in" && edge.source == at) {
    to = edge.target;
    return true;
  }
  to = edge.source;
  return direction != "out" && edge.target == at;
}

// The least cost of getting anywhere, by relaxing every edge until nothing changes.
std::vector<double> PlainCosts(const RandomGraph& graph, NodeId start, std::string_view direction,
                               bool weighted) {
  std::vector<double> cost(graph.view.node_limit(), kFar);
  cost[start.value] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (const PlainEdge& edge : graph.edges) {
      for (const NodeId at : {edge.source, edge.target}) {
        NodeId to;
        if (!Leads(edge, at, direction, to)) continue;
        const double next = cost[at.value] + (weighted ? static_cast<double>(edge.weight) : 1.0);
        if (next < cost[to.value]) cost[to.value] = next, changed = true;
      }
    }
  }
  return cost;
}

NodeId SomeNode(const GraphView& view, uint64_t seed) {
  NodeId node{static_cast<uint32_t>(seed % view.node_limit())};
  while (!view.Exists(node)) node = NodeId{(node.value + 1) % view.node_limit()};
  return node;
}

TEST(Distances, AreThoseOfRelaxation) {
  for (uint64_t seed = 1; seed <= 600; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed);
    const NodeId start = SomeNode(graph.view, seed * 7);
    for (const char* direction : kDirections) {
      const std::vector<MapEntry> map = {{"direction", Value::String(direction)}};
      const auto hops = PlainCosts(graph, start, direction, false);
      const auto found =
          ByNode(graph.view, RowsOf(graph.view, "distances", {Value::Node(start)}, map));
      std::map<double, int64_t> counts;
      for (uint32_t i = 0; i < hops.size(); ++i) {
        ASSERT_EQ(found[i], hops[i] == kFar ? -1 : hops[i]) << seed;
        if (hops[i] != kFar) ++counts[hops[i]];
      }
      const Rows levels = RowsOf(graph.view, "distance_counts", {Value::Node(start)}, map);
      ASSERT_EQ(levels.size(), counts.size());
      for (const auto& row : levels) ASSERT_EQ(row[1].integer(), counts[row[0].number()]);
      auto weighted = map;
      weighted.push_back({"weight", Value::String("w")});
      const auto costs = PlainCosts(graph, start, direction, true);
      const auto spent =
          ByNode(graph.view, RowsOf(graph.view, "costs", {Value::Node(start)}, weighted));
      for (uint32_t i = 0; i < costs.size(); ++i)
        ASSERT_EQ(spent[i], costs[i] == kFar ? -1 : costs[i]) << seed;
    }
  }
}

// Large enough for levels that are searched bottom up, on several threads.
TEST(Distances, BottomUpLevelsAgree) {
  const Graph graph = SyntheticGraph(20000, 100000, 5);
  const GraphView view = graph.View();
  for (const Direction direction : {Direction::kOut, Direction::kIn, Direction::kBoth}) {
    for (const bool typed : {false, true}) {
      ProjectionSpec spec;
      spec.direction = direction;
      if (typed) spec.types = TypeSet::Of({EdgeTypeId{0}, EdgeTypeId{2}});
      BreadthFirst search;
      Work work([](uint64_t) { return true; }, 2);
      const NodeId start{1};
      ASSERT_TRUE(search.Run(view, spec, start, UINT32_MAX, true, work));
      std::vector<uint32_t> plain(view.node_limit(), BreadthFirst::kFar), queue = {start.value};
      plain[start.value] = 0;
      for (size_t i = 0; i < queue.size(); ++i) {
        view.ForEachEdge(NodeId{queue[i]}, direction, spec.types, [&](NodeId other, EdgeId) {
          if (plain[other.value] == BreadthFirst::kFar) {
            plain[other.value] = plain[queue[i]] + 1;
            queue.push_back(other.value);
          }
          return true;
        });
      }
      for (uint32_t i = 0; i < plain.size(); ++i) ASSERT_EQ(search.distance(NodeId{i}), plain[i]);
    }
  }
}

// Every path without loops, with its cost.
std::vector<double> AllPathCosts(const RandomGraph& graph, NodeId from, NodeId to,
                                 std::string_view direction) {
  std::vector<double> costs;
  std::set<NodeId> on_path = {from};
  const std::function<void(NodeId, double)> extend = [&](NodeId at, double cost) {
    if (at == to) {
      costs.push_back(cost);
      return;
    }
    for (const PlainEdge& edge : graph.edges) {
      NodeId next;
      if (!Leads(edge, at, direction, next) || !on_path.insert(next).second) continue;
      extend(next, cost + static_cast<double>(edge.weight));
      on_path.erase(next);
    }
  };
  extend(from, 0);
  std::sort(costs.begin(), costs.end());
  return costs;
}

TEST(CheapestPaths, AreTheFirstOfAll) {
  uint64_t paths = 0;
  for (uint64_t seed = 1; seed <= 800; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed, 7, 14);
    const NodeId from = SomeNode(graph.view, seed), to = SomeNode(graph.view, seed / 3 + 1);
    for (const char* direction : kDirections) {
      const auto all = AllPathCosts(graph, from, to, direction);
      const Rows rows = RowsOf(graph.view, "cheapest_paths", {Value::Node(from), Value::Node(to)},
                               {{"direction", Value::String(direction)},
                                {"weight", Value::String("w")},
                                {"k", Value::Int(6)}});
      ASSERT_EQ(rows.size(), std::min<size_t>(6, all.size())) << seed << direction;
      std::set<std::vector<EdgeId>> seen;
      for (size_t i = 0; i < rows.size(); ++i) {
        ASSERT_EQ(rows[i][0].number(), all[i]) << seed << direction;
        const PathValue& path = rows[i][1].path();
        double cost = 0;
        ASSERT_EQ(path.nodes.front(), from);
        ASSERT_EQ(path.nodes.back(), to);
        for (size_t k = 0; k < path.edges.size(); ++k) {
          const auto edge = std::find_if(graph.edges.begin(), graph.edges.end(),
                                         [&](const PlainEdge& e) { return e.id == path.edges[k]; });
          ASSERT_NE(edge, graph.edges.end());
          NodeId next;
          ASSERT_TRUE(Leads(*edge, path.nodes[k], direction, next));
          ASSERT_EQ(next, path.nodes[k + 1]);
          cost += static_cast<double>(edge->weight);
        }
        ASSERT_EQ(cost, all[i]);
        ASSERT_EQ(std::set<NodeId>(path.nodes.begin(), path.nodes.end()).size(), path.nodes.size());
        ASSERT_TRUE(seen.insert(path.edges).second);
        ++paths;
      }
    }
  }
  EXPECT_GT(paths, 3000u);
}

// The least weight of edges that join all terminals that can be joined, over all sets of edges.
TEST(Connect, IsATreeAtMostTwiceTheBest) {
  uint64_t joined = 0;
  for (uint64_t seed = 1; seed <= 400; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed, 7, 11);
    std::set<NodeId> terminals;
    for (uint64_t i = 0; i < 3; ++i) terminals.insert(SomeNode(graph.view, seed * 3 + i * 5));
    std::vector<Value> list;
    for (const NodeId node : terminals) list.push_back(Value::Node(node));
    const Rows rows =
        RowsOf(graph.view, "connect", {Value::List(list)}, {{"weight", Value::String("w")}});
    const auto parts = [&](const std::function<bool(const PlainEdge&)>& has, bool& cycle) {
      std::vector<uint32_t> root(graph.view.node_limit());
      for (uint32_t i = 0; i < root.size(); ++i) root[i] = i;
      cycle = false;
      for (const PlainEdge& edge : graph.edges) {
        if (!has(edge)) continue;
        const uint32_t a = root[edge.source.value], b = root[edge.target.value];
        cycle = cycle || a == b;
        std::replace(root.begin(), root.end(), a, b);
      }
      std::set<uint32_t> of_terminals;
      for (const NodeId node : terminals) of_terminals.insert(root[node.value]);
      return of_terminals.size();
    };
    bool cycle = false;
    const size_t least_parts = parts([](const PlainEdge&) { return true; }, cycle);
    double best = kFar;
    for (uint32_t set = 0; set < uint32_t{1} << graph.edges.size(); ++set) {
      double weight = 0;
      for (size_t i = 0; i < graph.edges.size(); ++i)
        weight += set >> i & 1 ? static_cast<double>(graph.edges[i].weight) : 0;
      if (weight >= best) continue;
      const auto has = [&](const PlainEdge& edge) {
        return (set >> (&edge - graph.edges.data()) & 1) != 0;
      };
      if (parts(has, cycle) == least_parts) best = weight;
    }
    std::set<EdgeId> taken;
    for (const auto& row : rows) ASSERT_TRUE(taken.insert(row[0].edge()).second);
    double weight = 0;
    for (const PlainEdge& edge : graph.edges)
      weight += taken.count(edge.id) ? static_cast<double>(edge.weight) : 0;
    ASSERT_EQ(parts([&](const PlainEdge& e) { return taken.count(e.id) != 0; }, cycle),
              least_parts);
    ASSERT_FALSE(cycle) << seed;
    ASSERT_LE(weight, 2 * best) << seed;
    joined += !taken.empty();
  }
  EXPECT_GT(joined, 100u);
}

TEST(RandomWalks, FollowEdgesAndTheirSeed) {
  for (uint64_t seed = 1; seed <= 100; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed);
    const NodeId start = SomeNode(graph.view, seed);
    const std::vector<MapEntry> map = {{"walks", Value::Int(5)},
                                       {"length", Value::Int(6)},
                                       {"direction", Value::String("out")},
                                       {"seed", Value::Int(static_cast<int64_t>(seed))}};
    const Rows rows = RowsOf(graph.view, "random_walks", {Value::Node(start)}, map);
    const Rows again = RowsOf(graph.view, "random_walks", {Value::Node(start)}, map);
    ASSERT_EQ(rows.size(), 5u);
    for (size_t i = 0; i < rows.size(); ++i) {
      const PathValue& path = rows[i][1].path();
      ASSERT_EQ(path.edges, again[i][1].path().edges);
      ASSERT_EQ(path.nodes.front(), start);
      for (size_t k = 0; k < path.edges.size(); ++k) {
        ASSERT_EQ(graph.view.source(path.edges[k]), path.nodes[k]);
        ASSERT_EQ(graph.view.target(path.edges[k]), path.nodes[k + 1]);
      }
      if (path.edges.size() < 6) {
        ASSERT_EQ(graph.view.Degree(path.nodes.back(), Direction::kOut, TypeSet::Any()), 0u);
      }
    }
  }
}

}  // namespace
}  // namespace newsgraph::algo

// GraphView under Boost's own concept checks, and Boost's algorithms on it against naive loops.
#include "graph/bgl.h"

#include <gtest/gtest.h>

#include <boost/graph/bellman_ford_shortest_paths.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/kruskal_min_spanning_tree.hpp>
#include <boost/graph/page_rank.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/topological_sort.hpp>
#include <limits>
#include <queue>

#include "graph/changes.h"
#include "tests/graph/model.h"

namespace newsgraph {
namespace {

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<GraphView>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<GraphView>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<GraphView>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<GraphView>));
BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<TypedView>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<TypedView>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<TypedView>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<bgl::NodeIndexMap, NodeId>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<bgl::EdgeIndexMap, EdgeWithEnds>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<EdgeWeights, EdgeWithEnds>));

constexpr double kFar = std::numeric_limits<double>::infinity();

// A random graph, partly frozen and partly later, with deleted elements in both parts.
class BglTest : public testing::TestWithParam<int> {
 protected:
  BglTest() : random_(static_cast<uint64_t>(GetParam())) {
    Builder builder;
    const EdgeTypeId types[] = {builder.Type("A"), builder.Type("B"), builder.Type("C")};
    const KeyId weight = builder.Key("w");
    for (int i = 0; i < 40; ++i) builder.AddNode({});
    for (int i = 0; i < 90; ++i) {
      const EdgeId e = builder.AddEdge(Any(40), types[random_() % 3], Any(40));
      if (i % 7 != 0) builder.Set(e, weight, Value::Int(static_cast<int64_t>(1 + random_() % 9)));
    }
    graph_ = std::move(builder).Freeze().value();
    ChangeSet changes = graph_.BeginChanges();
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(changes.CreateNode({}).ok());
    for (int i = 0; i < 30; ++i) {
      const EdgeId e = *changes.CreateEdge(Any(50), types[random_() % 3], Any(50));
      EXPECT_TRUE(
          changes.Set(e, weight, Value::Float(0.5 + static_cast<double>(random_() % 9))).ok());
    }
    for (int i = 0; i < 8; ++i) changes.Delete(EdgeId{static_cast<uint32_t>(random_() % 120)});
    for (int i = 0; i < 3; ++i) changes.DetachDelete(Any(50));
    EXPECT_TRUE(changes.Commit().ok());
    view_ = graph_.View();
    typed_ = {view_, TypeSet::Of({types[0], types[2]})};
    for (uint32_t id = 0; id < view_.node_limit(); ++id) {
      if (view_.Exists(NodeId{id})) nodes_.push_back(NodeId{id});
    }
    start_ = nodes_[random_() % nodes_.size()];
  }

  NodeId Any(uint32_t limit) { return NodeId{static_cast<uint32_t>(random_() % limit)}; }

  // Edges of the typed view as plain triples, found without the adapter.
  std::vector<std::tuple<uint32_t, uint32_t, double>> Triples() const {
    std::vector<std::tuple<uint32_t, uint32_t, double>> triples;
    const KeyId key = view_.names().FindKey("w");
    for (uint32_t id = 0; id < view_.edge_limit(); ++id) {
      const EdgeId e{id};
      if (!view_.Exists(e) || !typed_.types.Contains(view_.type(e))) continue;
      const Value w = view_.property(e, key);
      triples.emplace_back(view_.source(e).value, view_.target(e).value,
                           w.is_null() ? 3.0 : w.number());
    }
    return triples;
  }
  // Shortest distances by relaxing every edge until nothing changes.
  std::vector<double> Relaxed(bool by_weight) const {
    std::vector<double> distance(view_.node_limit(), kFar);
    distance[start_.value] = 0;
    for (bool changed = true; changed;) {
      changed = false;
      for (const auto& [from, to, w] : Triples()) {
        const double through = distance[from] + (by_weight ? w : 1);
        if (through < distance[to]) distance[to] = through, changed = true;
      }
    }
    return distance;
  }
  EdgeWeights Weights() const { return EdgeWeights(view_, view_.names().FindKey("w"), 3.0); }
  template <class T>
  auto MapOf(std::vector<T>& values) const {
    return boost::make_iterator_property_map(values.begin(), get(boost::vertex_index, typed_));
  }

  Random random_;
  Graph graph_;
  GraphView view_;
  TypedView typed_;
  std::vector<NodeId> nodes_;
  NodeId start_;
};

TEST_P(BglTest, IteratesWhatIsThere) {
  std::vector<NodeId> found(vertices(typed_).first, vertices(typed_).second);
  EXPECT_EQ(found, nodes_);
  std::multiset<std::pair<uint32_t, uint32_t>> expected, by_edges, by_out, by_in, by_neighbours;
  for (const auto& [from, to, w] : Triples()) expected.emplace(from, to);
  const auto add = [&](auto& to, const EdgeWithEnds& e) {
    to.emplace(source(e, typed_).value, target(e, typed_).value);
    EXPECT_EQ(view_.source(e.edge), e.source);
    EXPECT_EQ(view_.target(e.edge), e.target);
  };
  for (auto [e, end] = edges(typed_); e != end; ++e) add(by_edges, *e);
  for (NodeId node : nodes_) {
    size_t out = 0, in = 0;
    for (auto [e, end] = out_edges(node, typed_); e != end; ++e, ++out) add(by_out, *e);
    for (auto [e, end] = in_edges(node, typed_); e != end; ++e, ++in) add(by_in, *e);
    for (auto [n, end] = adjacent_vertices(node, typed_); n != end; ++n) {
      by_neighbours.emplace(node.value, (*n).value);
    }
    EXPECT_EQ(out_degree(node, typed_), out);
    EXPECT_EQ(in_degree(node, typed_), in);
    EXPECT_EQ(degree(node, typed_), in + out);
  }
  EXPECT_EQ(by_edges, expected);
  EXPECT_EQ(by_out, expected);
  EXPECT_EQ(by_in, expected);
  EXPECT_EQ(by_neighbours, expected);
  EXPECT_EQ(num_edges(typed_), expected.size());
  EXPECT_EQ(num_edges(view_), view_.edge_count());
  EXPECT_EQ(static_cast<size_t>(std::distance(edges(view_).first, edges(view_).second)),
            view_.edge_count());
}

TEST_P(BglTest, BreadthFirstSearch) {
  std::vector<double> depth(num_vertices(typed_), kFar);
  depth[start_.value] = 0;
  const auto visitor =
      boost::make_bfs_visitor(boost::record_distances(MapOf(depth), boost::on_tree_edge()));
  boost::breadth_first_search(typed_, start_, boost::visitor(visitor));
  EXPECT_EQ(depth, Relaxed(false));
}

TEST_P(BglTest, Dijkstra) {
  std::vector<double> distance(num_vertices(typed_), kFar);
  boost::dijkstra_shortest_paths(
      typed_, start_,
      boost::weight_map(Weights()).distance_map(MapOf(distance)).distance_inf(kFar));
  std::vector<double> expected = Relaxed(true);
  for (NodeId node : nodes_) EXPECT_DOUBLE_EQ(distance[node.value], expected[node.value]);
}

TEST_P(BglTest, BellmanFord) {
  std::vector<double> distance(num_vertices(typed_), kFar);
  distance[start_.value] = 0;
  EXPECT_TRUE(boost::bellman_ford_shortest_paths(
      typed_, num_vertices(typed_), boost::weight_map(Weights()).distance_map(MapOf(distance))));
  std::vector<double> expected = Relaxed(true);
  for (NodeId node : nodes_) EXPECT_DOUBLE_EQ(distance[node.value], expected[node.value]);
}

TEST_P(BglTest, StrongComponents) {
  std::vector<int> component(num_vertices(typed_), -1);
  boost::strong_components(typed_, MapOf(component));
  // By hand: reachability of every pair.
  const uint32_t limit = view_.node_limit();
  std::vector<std::vector<bool>> reach(limit, std::vector<bool>(limit, false));
  for (NodeId node : nodes_) reach[node.value][node.value] = true;
  for (const auto& [from, to, w] : Triples()) reach[from][to] = true;
  for (uint32_t k = 0; k < limit; ++k) {
    for (uint32_t i = 0; i < limit; ++i) {
      for (uint32_t j = 0; j < limit; ++j)
        reach[i][j] = reach[i][j] || (reach[i][k] && reach[k][j]);
    }
  }
  for (NodeId a : nodes_) {
    for (NodeId b : nodes_) {
      EXPECT_EQ(component[a.value] == component[b.value],
                reach[a.value][b.value] && reach[b.value][a.value]);
    }
  }
}

TEST_P(BglTest, TopologicalSort) {
  // The same edges, turned from the lower to the higher id, have no cycle.
  Builder builder;
  for (uint32_t i = 0; i < view_.node_limit(); ++i) builder.AddNode({});
  for (const auto& [a, b, w] : Triples()) {
    if (a != b) builder.AddEdge(NodeId{std::min(a, b)}, builder.Type("T"), NodeId{std::max(a, b)});
  }
  const Graph graph = std::move(builder).Freeze().value();
  const GraphView view = graph.View();
  std::vector<NodeId> order;
  boost::topological_sort(view, std::back_inserter(order));
  ASSERT_EQ(order.size(), view.node_count());
  std::vector<size_t> place(order.size());
  for (size_t i = 0; i < order.size(); ++i) place[order[i].value] = i;
  for (auto [e, end] = edges(view); e != end; ++e) {
    EXPECT_GT(place[(*e).source.value], place[(*e).target.value]);  // sinks first
  }
}

TEST_P(BglTest, PageRank) {
  std::vector<double> rank(num_vertices(typed_)), again(num_vertices(typed_));
  boost::graph::page_rank(typed_, MapOf(rank), boost::graph::n_iterations(25), 0.85,
                          num_vertices(typed_), MapOf(again));
  // By hand, with Boost's rules: mass of sinks is lost, (1 - damping) each round.
  const auto triples = Triples();
  std::vector<double> degree(rank.size(), 0), now(rank.size(), 0), next;
  for (const auto& [from, to, w] : triples) ++degree[from];
  for (NodeId node : nodes_) now[node.value] = 1.0 / static_cast<double>(num_vertices(typed_));
  for (int round = 0; round < 25; ++round) {
    next.assign(rank.size(), 0.15);
    for (const auto& [from, to, w] : triples) next[to] += 0.85 * now[from] / degree[from];
    now = next;
  }
  for (NodeId node : nodes_) EXPECT_NEAR(rank[node.value], now[node.value], 1e-9);
}

TEST_P(BglTest, KruskalMinimumSpanningForest) {
  std::vector<EdgeWithEnds> tree;
  boost::kruskal_minimum_spanning_tree(typed_, std::back_inserter(tree),
                                       boost::weight_map(Weights()));
  double weight = 0;
  for (const EdgeWithEnds& e : tree) weight += get(Weights(), e);
  // By hand: Prim's algorithm from each node not yet reached.
  const auto triples = Triples();
  std::vector<bool> in(view_.node_limit(), false);
  double expected = 0;
  size_t count = 0;
  for (NodeId root : nodes_) {
    if (in[root.value]) continue;
    in[root.value] = true;
    while (true) {
      double best = kFar;
      uint32_t next = 0;
      for (const auto& [a, b, w] : triples) {
        if (in[a] != in[b] && w < best) best = w, next = in[a] ? b : a;
      }
      if (best == kFar) break;
      in[next] = true;
      expected += best;
      ++count;
    }
  }
  EXPECT_EQ(tree.size(), count);
  EXPECT_DOUBLE_EQ(weight, expected);
}

TEST_P(BglTest, Betweenness) {
  std::vector<double> centrality(num_vertices(typed_), 0);
  boost::brandes_betweenness_centrality(typed_, MapOf(centrality));
  // By hand: numbers of shortest paths of every pair, by levels; parallel edges are paths of their
  // own.
  const uint32_t limit = view_.node_limit();
  std::vector<std::vector<double>> paths(limit, std::vector<double>(limit, 0));
  std::vector<std::vector<double>> depth(limit, std::vector<double>(limit, kFar));
  const auto triples = Triples();
  for (NodeId s : nodes_) {
    depth[s.value][s.value] = 0;
    paths[s.value][s.value] = 1;
    for (double level = 0; level < limit; ++level) {
      for (const auto& [a, b, w] : triples) {
        if (depth[s.value][a] != level || depth[s.value][b] <= level) continue;
        depth[s.value][b] = level + 1;
        paths[s.value][b] += paths[s.value][a];
      }
    }
  }
  for (NodeId v : nodes_) {
    double expected = 0;
    for (NodeId s : nodes_) {
      for (NodeId t : nodes_) {
        if (s == v || t == v || s == t || paths[s.value][t.value] == 0) continue;
        if (depth[s.value][v.value] + depth[v.value][t.value] != depth[s.value][t.value]) continue;
        expected += paths[s.value][v.value] * paths[v.value][t.value] / paths[s.value][t.value];
      }
    }
    EXPECT_NEAR(centrality[v.value], expected, 1e-9);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, BglTest, testing::Range(0, 6));

}  // namespace
}  // namespace newsgraph

// Centralities, components, communities and neighbourhoods against Boost.Graph, plain definitions
// and certificates, on random multigraphs.
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/strong_components.hpp>
#include <cmath>
#include <map>
#include <set>

#include "graph/bgl.h"
#include "tests/algo/random_graph.h"
#include "tests/algo/run.h"

namespace newsgraph::algo {
namespace {

using testing::ByNode;
using testing::MakeRandomGraph;
using testing::PlainEdge;
using testing::RandomGraph;
using testing::Rows;
using testing::RowsOf;

constexpr uint64_t kGraphs = 300;

// Neighbours without repetition or self loops.
std::vector<std::set<uint32_t>> SimpleNeighbours(const RandomGraph& graph) {
  std::vector<std::set<uint32_t>> all(graph.view.node_limit());
  for (const PlainEdge& edge : graph.edges) {
    if (edge.source == edge.target) continue;
    all[edge.source.value].insert(edge.target.value);
    all[edge.target.value].insert(edge.source.value);
  }
  return all;
}

TEST(PageRank, SolvesItsEquation) {
  for (uint64_t seed = 1; seed <= kGraphs; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed);
    const auto rank = ByNode(graph.view, RowsOf(graph.view, "page_rank", {},
                                                {{"weight", Value::String("w")},
                                                 {"iterations", Value::Int(1000)},
                                                 {"tolerance", Value::Float(1e-9)}}));
    const auto nodes = static_cast<double>(graph.view.node_count());
    std::vector<double> out(rank.size(), 0), next(rank.size(), 0);
    for (const PlainEdge& edge : graph.edges)
      out[edge.source.value] += static_cast<double>(edge.weight);
    double sum = 0, sinks = 0;
    for (uint32_t i = 0; i < rank.size(); ++i) {
      if (!graph.view.Exists(NodeId{i})) continue;
      sum += rank[i];
      if (out[i] == 0) sinks += rank[i];
    }
    EXPECT_NEAR(sum, 1, 1e-5);
    for (const PlainEdge& edge : graph.edges) {
      if (out[edge.source.value] > 0)
        next[edge.target.value] += 0.85 * rank[edge.source.value] *
                                   static_cast<double>(edge.weight) / out[edge.source.value];
    }
    for (uint32_t i = 0; i < rank.size(); ++i) {
      if (!graph.view.Exists(NodeId{i})) continue;
      ASSERT_NEAR(rank[i], next[i] + (0.15 + 0.85 * sinks) / nodes, 1e-5) << seed;
    }
  }
}

TEST(Betweenness, IsBoosts) {
  for (uint64_t seed = 1; seed <= kGraphs; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed);
    const GraphView& view = graph.view;
    std::vector<double> expected(view.node_limit(), 0);
    boost::brandes_betweenness_centrality(
        view, boost::make_iterator_property_map(expected.begin(), get(boost::vertex_index, view)));
    const auto found =
        ByNode(view, RowsOf(view, "betweenness", {}, {{"direction", Value::String("out")}}));
    for (uint32_t i = 0; i < expected.size(); ++i) {
      if (!view.Exists(NodeId{i})) continue;
      ASSERT_NEAR(found[i], expected[i], 1e-9) << seed;
    }
    // All nodes as a sample are the exact answer; half of them sum to about as much.
    const auto sampled =
        ByNode(view, RowsOf(view, "betweenness", {},
                            {{"direction", Value::String("out")},
                             {"samples", Value::Int(static_cast<int64_t>(view.node_count()))}}));
    for (uint32_t i = 0; i < expected.size(); ++i) ASSERT_NEAR(sampled[i], found[i], 1e-9);
  }
}

TEST(Closeness, FollowsItsDefinition) {
  for (uint64_t seed = 1; seed <= kGraphs; ++seed) {
    // Large ones take several searches of 64 sources each.
    const RandomGraph graph =
        seed % 50 == 0 ? MakeRandomGraph(seed, 200, 300) : MakeRandomGraph(seed);
    const GraphView& view = graph.view;
    const auto classic = ByNode(view, RowsOf(view, "closeness", {}, {}));
    const auto harmonic =
        ByNode(view, RowsOf(view, "closeness", {}, {{"measure", Value::String("harmonic")}}));
    const auto others = static_cast<double>(view.node_count()) - 1;
    for (uint32_t i = 0; i < view.node_limit(); ++i) {
      if (!view.Exists(NodeId{i})) continue;
      double sum = 0, inverse = 0, reached = 0;
      for (const auto& row : RowsOf(view, "distances", {Value::Node(NodeId{i})}, {})) {
        if (row[1].integer() == 0) continue;
        sum += row[1].number(), inverse += 1 / row[1].number(), reached += 1;
      }
      ASSERT_NEAR(classic[i], sum > 0 ? reached / sum * reached / others : 0, 1e-12);
      ASSERT_NEAR(harmonic[i], inverse > 0 ? inverse / others : 0, 1e-12);
    }
  }
}

TEST(PairDistances, AreThoseOfSingleSearches) {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed, 200, seed % 2 == 0 ? 300 : 150);
    const GraphView& view = graph.view;
    std::vector<Value> from, to;
    std::set<uint32_t> wanted;
    for (uint32_t i = 0; i < view.node_limit(); ++i) {
      if (!view.Exists(NodeId{i})) continue;
      if (i % 5 != seed % 5) from.push_back(Value::Node(NodeId{i}));
      if (i % 3 == seed % 3) to.push_back(Value::Node(NodeId{i})), wanted.insert(i);
    }
    const int64_t most = seed % 4 == 0 ? 3 : 1000;
    std::vector<MapEntry> map = {{"direction", Value::String(seed % 3 == 0 ? "out" : "both")},
                                 {"max", Value::Int(most)}};
    std::map<std::pair<uint32_t, uint32_t>, int64_t> expected, found;
    for (const Value& source : from) {
      for (const auto& row : RowsOf(view, "distances", {source}, map)) {
        if (wanted.contains(row[0].node().value))
          expected[{source.node().value, row[0].node().value}] = row[1].integer();
      }
    }
    const Rows rows =
        RowsOf(view, "pair_distances", {Value::List(from), Value::List(to)}, std::move(map));
    for (const auto& row : rows)
      found[{row[0].node().value, row[1].node().value}] = row[2].integer();
    EXPECT_EQ(rows.size(), found.size()) << seed;  // each pair once
    ASSERT_EQ(found, expected) << seed;
  }
}

TEST(Components, AreWhatEdgesJoin) {
  for (uint64_t seed = 1; seed <= kGraphs; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed, 40, 40);
    const GraphView& view = graph.view;
    for (const bool typed : {false, true}) {
      std::vector<uint32_t> root(view.node_limit());
      for (uint32_t i = 0; i < root.size(); ++i) root[i] = i;
      for (const PlainEdge& edge : graph.edges) {
        if (typed && edge.type != EdgeTypeId{1}) continue;
        const uint32_t a = root[edge.source.value], b = root[edge.target.value];
        std::replace(root.begin(), root.end(), std::max(a, b), std::min(a, b));
      }
      std::vector<MapEntry> map;
      if (typed) map.push_back({"types", Value::String(view.names().types.NameOf(EdgeTypeId{1}))});
      const auto component = ByNode(view, RowsOf(view, "components", {}, map));
      std::map<uint32_t, int64_t> sizes;
      for (uint32_t i = 0; i < root.size(); ++i) {
        if (!view.Exists(NodeId{i})) continue;
        ++sizes[root[i]];
        for (uint32_t j = 0; j < i; ++j) {
          if (!view.Exists(NodeId{j})) continue;
          ASSERT_EQ(component[i] == component[j], root[i] == root[j]) << seed;
        }
      }
      const Rows rows = RowsOf(view, "component_sizes", {}, map);
      ASSERT_EQ(rows.size(), sizes.size());
      for (const auto& [each, size] : sizes)
        ASSERT_EQ(rows[static_cast<size_t>(component[each])][1].integer(), size);
    }
  }
}

TEST(StrongComponents, AreBoosts) {
  for (uint64_t seed = 1; seed <= kGraphs; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed, 25, 40);
    const GraphView& view = graph.view;
    std::vector<int> expected(view.node_limit());
    boost::strong_components(
        view, boost::make_iterator_property_map(expected.begin(), get(boost::vertex_index, view)));
    const auto found = ByNode(view, RowsOf(view, "strong_components", {}, {}));
    for (uint32_t i = 0; i < expected.size(); ++i) {
      for (uint32_t j = 0; j < i; ++j) {
        if (!view.Exists(NodeId{i}) || !view.Exists(NodeId{j})) continue;
        ASSERT_EQ(found[i] == found[j], expected[i] == expected[j]) << seed;
      }
    }
  }
}

TEST(Cores, AreWhatPeelingLeaves) {
  for (uint64_t seed = 1; seed <= kGraphs; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed);
    const auto neighbours = SimpleNeighbours(graph);
    const auto core = ByNode(graph.view, RowsOf(graph.view, "k_core", {}, {}));
    std::set<uint32_t> left;
    for (uint32_t i = 0; i < neighbours.size(); ++i) {
      if (graph.view.Exists(NodeId{i})) left.insert(i);
    }
    for (size_t k = 0; !left.empty(); ++k) {
      // Without those of fewer than k neighbours, again and again: they are in no k-core.
      for (bool peeled = true; peeled;) {
        peeled = false;
        for (const uint32_t i : std::set<uint32_t>(left)) {
          size_t degree = 0;
          for (const uint32_t j : neighbours[i]) degree += left.count(j);
          if (degree >= k) continue;
          ASSERT_EQ(core[i], static_cast<double>(k) - 1) << seed;
          left.erase(i);
          peeled = true;
        }
      }
    }
  }
}

TEST(Triangles, AreThoseOfAllTriples) {
  for (uint64_t seed = 1; seed <= kGraphs; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed);
    const auto neighbours = SimpleNeighbours(graph);
    std::vector<double> expected(neighbours.size(), 0);
    int64_t total = 0;
    for (uint32_t a = 0; a < neighbours.size(); ++a) {
      for (const uint32_t b : neighbours[a]) {
        for (const uint32_t c : neighbours[b]) {
          if (a < b && b < c && neighbours[a].count(c)) {
            ++expected[a], ++expected[b], ++expected[c], ++total;
          }
        }
      }
    }
    const Rows rows = RowsOf(graph.view, "triangles", {}, {});
    for (const auto& row : rows) {
      const uint32_t i = row[0].node().value;
      ASSERT_EQ(row[1].number(), expected[i]);
      const auto degree = static_cast<double>(neighbours[i].size());
      ASSERT_NEAR(row[2].number(), degree > 1 ? 2 * expected[i] / (degree * (degree - 1)) : 0,
                  1e-12);
    }
    ASSERT_EQ(RowsOf(graph.view, "triangle_count", {}, {})[0][0].integer(), total);
  }
}

TEST(Similarity, ComparesSets) {
  for (uint64_t seed = 1; seed <= kGraphs; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed);
    const auto neighbours = SimpleNeighbours(graph);
    for (uint32_t a = 0; a < std::min<size_t>(neighbours.size(), 3); ++a) {
      if (!graph.view.Exists(NodeId{a})) continue;
      const auto similar =
          ByNode(graph.view, RowsOf(graph.view, "similar", {Value::Node(NodeId{a})},
                                    {{"measure", Value::String("jaccard")}}));
      for (uint32_t b = 0; b < neighbours.size(); ++b) {
        if (!graph.view.Exists(NodeId{b})) continue;
        double common = 0, rare = 0;
        std::set<uint32_t> all = neighbours[a];
        for (const uint32_t c : neighbours[b]) {
          if (!all.insert(c).second)
            common += 1, rare += 1 / std::log(static_cast<double>(neighbours[c].size()));
        }
        const auto row = RowsOf(graph.view, "similarity",
                                {Value::Node(NodeId{a}), Value::Node(NodeId{b})}, {})[0];
        const double jaccard = all.empty() ? 0 : common / static_cast<double>(all.size());
        ASSERT_EQ(row[0].number(), common);
        ASSERT_NEAR(row[1].number(), jaccard, 1e-12);
        if (a == b) continue;
        ASSERT_NEAR(row[2].number(), rare, 1e-12);
        ASSERT_NEAR(similar[b], common > 0 ? jaccard : -1, 1e-12);
      }
    }
  }
}

double Modularity(const RandomGraph& graph, const std::vector<double>& community) {
  double total = 0, within = 0;
  std::map<double, double> strength;
  for (const PlainEdge& edge : graph.edges) {
    const auto weight = static_cast<double>(edge.weight);
    total += 2 * weight;
    strength[community[edge.source.value]] += weight;
    strength[community[edge.target.value]] += weight;
    if (community[edge.source.value] == community[edge.target.value]) within += 2 * weight;
  }
  if (total == 0) return 0;
  double modularity = within / total;
  for (const auto& [each, sum] : strength) modularity -= sum / total * (sum / total);
  return modularity;
}

// No single node may gain by moving to another community, and none of the trivial answers is
// better.
TEST(Louvain, IsLocallyBest) {
  for (uint64_t seed = 1; seed <= kGraphs; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed);
    const auto community =
        ByNode(graph.view, RowsOf(graph.view, "louvain", {}, {{"weight", Value::String("w")}}));
    const double found = Modularity(graph, community);
    std::vector<double> each(community.size());
    for (uint32_t i = 0; i < each.size(); ++i) each[i] = i;
    ASSERT_GE(found, Modularity(graph, each) - 1e-9) << seed;
    ASSERT_GE(found, Modularity(graph, std::vector<double>(each.size(), 0)) - 1e-9) << seed;
    // Merging two communities never gains either: the last level found no move.
    for (const double a : std::set<double>(community.begin(), community.end())) {
      for (const double b : std::set<double>(community.begin(), community.end())) {
        auto merged = community;
        std::replace(merged.begin(), merged.end(), a, b);
        ASSERT_GE(found, Modularity(graph, merged) - 1e-9) << seed;
      }
    }
  }
}

TEST(LabelPropagation, EndsWhereNobodyWantsToChange) {
  for (uint64_t seed = 1; seed <= kGraphs; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed);
    const auto label = ByNode(graph.view, RowsOf(graph.view, "label_propagation", {}, {}));
    std::vector<std::map<double, double>> votes(label.size());
    for (const PlainEdge& edge : graph.edges) {
      votes[edge.source.value][label[edge.target.value]] += 1;
      if (edge.source != edge.target) votes[edge.target.value][label[edge.source.value]] += 1;
    }
    for (uint32_t i = 0; i < label.size(); ++i) {
      for (const auto& [each, count] : votes[i]) ASSERT_LE(count, votes[i][label[i]]) << seed;
    }
  }
}

TEST(Degree, CountsEdges) {
  for (uint64_t seed = 1; seed <= kGraphs; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed);
    const auto degree =
        ByNode(graph.view, RowsOf(graph.view, "degree", {}, {{"weight", Value::String("w")}}));
    const auto simple =
        ByNode(graph.view, RowsOf(graph.view, "degree", {}, {{"simple", Value::Bool(true)}}));
    const auto neighbours = SimpleNeighbours(graph);
    std::vector<double> expected(degree.size(), 0);
    for (const PlainEdge& edge : graph.edges) {
      expected[edge.source.value] += static_cast<double>(edge.weight);
      if (edge.source != edge.target)
        expected[edge.target.value] += static_cast<double>(edge.weight);
    }
    for (uint32_t i = 0; i < degree.size(); ++i) {
      if (!graph.view.Exists(NodeId{i})) continue;
      ASSERT_EQ(degree[i], expected[i]);
      ASSERT_EQ(simple[i], static_cast<double>(neighbours[i].size()));
    }
  }
}

// Every algorithm that may run long stops when it is told, on each of its threads.
TEST(Algorithms, StopWhenTold) {
  const RandomGraph graph = MakeRandomGraph(4, 3000, 40000);
  const Value node = Value::Node(NodeId{0});
  for (const Algorithm& row : Algorithms()) {
    std::vector<Value> arguments;
    for (const ArgumentRow& argument : row.arguments)
      arguments.push_back(argument.kind == ValueKind::kNode ? node : Value::List({node}));
    const auto options = ParseOptions(row, graph.view, Value());
    Workspace workspace;
    int asked = 0;
    Work work([&asked](uint64_t) { return ++asked > 1000000; }, 2);
    std::vector<Value> cells;
    EXPECT_TRUE(row.run({graph.view, arguments, *options, work, workspace}, cells).ok());
    EXPECT_LE(asked, 1) << row.name;
  }
}

}  // namespace
}  // namespace newsgraph::algo

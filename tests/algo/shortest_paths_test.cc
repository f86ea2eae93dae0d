// The search from both ends against a plain breadth-first enumeration of walks, on random
// multigraphs.
#include "graph/algo/shortest_paths.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/algo/random_graph.h"

namespace newsgraph::algo {
namespace {

using testing::MakeRandomGraph;
using testing::PlainEdge;
using testing::RandomGraph;
using Path = std::vector<EdgeId>;

struct Question {
  NodeId from, to;
  uint32_t max_length;
  Direction direction;
  TypeSet types;
  int64_t least_weight;  // of each edge
};

struct Steps {
  const GraphView& view;
  const Question& question;
  KeyId weight;
  uint64_t expanded = 0, most = UINT64_MAX;

  bool Admits(EdgeId edge) const {
    return view.property(edge, weight).integer() >= question.least_weight;
  }
  template <class Visit>
  bool Expand(NodeId node, bool forward, Visit&& visit) {
    const Direction way = forward ? question.direction : Reverse(question.direction);
    view.ForEachEdge(node, way, question.types, [&](NodeId other, EdgeId edge) {
      return !Admits(edge) || visit(other, edge);
    });
    return ++expanded <= most;
  }
  uint64_t Cost(NodeId node, bool forward) const {
    return view.Degree(node, forward ? question.direction : Reverse(question.direction),
                       question.types);
  }
};

// All shortest paths, by extending every walk edge by edge over the list of edges.
std::set<Path> AllShortest(const RandomGraph& graph, const Question& q) {
  if (q.from == q.to) return {Path()};
  std::vector<std::pair<NodeId, Path>> walks = {{q.from, {}}};
  std::set<NodeId> seen = {q.from};
  for (uint32_t length = 1; length <= q.max_length && !walks.empty(); ++length) {
    std::vector<std::pair<NodeId, Path>> longer;
    std::set<Path> found;
    std::set<NodeId> reached;
    for (const auto& [node, path] : walks) {
      for (const PlainEdge& edge : graph.edges) {
        if (!q.types.Contains(edge.type) || edge.weight < q.least_weight) continue;
        for (const bool out : {true, false}) {
          if (q.direction == (out ? Direction::kIn : Direction::kOut)) continue;
          if ((out ? edge.source : edge.target) != node) continue;
          const NodeId other = out ? edge.target : edge.source;
          if (seen.count(other)) continue;
          Path next = path;
          next.push_back(edge.id);
          if (other == q.to) found.insert(next);
          reached.insert(other);
          longer.emplace_back(other, std::move(next));
        }
      }
    }
    if (!found.empty()) return found;
    seen.insert(reached.begin(), reached.end());
    walks = std::move(longer);
  }
  return {};
}

Question Ask(const RandomGraph& graph, std::mt19937_64& random) {
  const auto node = [&] {
    return NodeId{static_cast<uint32_t>(random() % graph.view.node_limit())};
  };
  Question q{node(), node(), static_cast<uint32_t>(random() % 7), Direction(random() % 3), {}, 0};
  if (random() % 2) q.max_length = UINT32_MAX;
  if (random() % 2) q.types = TypeSet::Of({EdgeTypeId{0}, EdgeTypeId{2}});
  if (random() % 3 == 0) q.least_weight = static_cast<int64_t>(random() % 5);
  return q;
}

TEST(ShortestPaths, FindsWhatEnumerationFinds) {
  ShortestPaths search;  // one for all: what a search leaves behind must not show in the next
  uint64_t several = 0;
  for (uint64_t seed = 1; seed <= 3000; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed);
    std::mt19937_64 random(seed);
    for (int i = 0; i < 6; ++i) {
      const Question q = Ask(graph, random);
      const std::set<Path> expected = AllShortest(graph, q);
      several += expected.size() > 1;
      for (const auto keep : {ShortestPaths::Keep::kAll, ShortestPaths::Keep::kOne}) {
        Steps steps{graph.view, q, graph.view.names().FindKey("w")};
        ASSERT_TRUE(search.Find(graph.view.node_limit(), q.from, q.to, q.max_length, keep, steps));
        std::set<Path> found;
        Path path;
        for (uint64_t n = 0; n < search.count(); ++n) {
          search.Path(n, path);
          ASSERT_EQ(path.size(), search.length());
          ASSERT_TRUE(expected.count(path)) << "seed " << seed << " question " << i;
          ASSERT_TRUE(found.insert(path).second) << "twice: seed " << seed << " question " << i;
        }
        const size_t wanted = keep == ShortestPaths::Keep::kAll ? expected.size()
                              : expected.empty()                ? 0
                                                                : 1;
        ASSERT_EQ(found.size(), wanted) << "seed " << seed << " question " << i;
      }
    }
  }
  EXPECT_GT(several, 1000u);  // the questions are worth asking
}

struct AnySteps {
  const GraphView& view;
  template <class Visit>
  bool Expand(NodeId node, bool forward, Visit&& visit) {
    view.ForEachEdge(node, forward ? Direction::kOut : Direction::kIn, TypeSet::Any(), visit);
    return true;
  }
  uint64_t Cost(NodeId, bool) const { return 1; }
};

// A chain of diamonds has 2^n shortest paths; they are counted, and each found by its number.
TEST(ShortestPaths, CountsMoreThanItCouldStore) {
  Builder builder;
  const EdgeTypeId type = builder.Type("A");
  const NodeId start = builder.AddNode({});
  NodeId at = start;
  for (int i = 0; i < 70; ++i) {
    const NodeId next = builder.AddNode({});
    builder.AddEdge(at, type, next);
    builder.AddEdge(at, type, next);
    at = next;
  }
  const Graph graph = std::move(builder).Freeze().value();
  const GraphView view = graph.View();
  ShortestPaths search;
  Question q{start, NodeId{start.value + 40}, UINT32_MAX, Direction::kOut, {}, 0};
  AnySteps steps{view};
  ASSERT_TRUE(
      search.Find(view.node_limit(), q.from, q.to, q.max_length, ShortestPaths::Keep::kAll, steps));
  EXPECT_EQ(search.count(), uint64_t{1} << 40);
  Path first, last;
  search.Path(0, first);
  search.Path(search.count() - 1, last);
  EXPECT_EQ(first.size(), 40u);
  EXPECT_EQ(last.size(), 40u);
  for (size_t i = 0; i < first.size(); ++i) EXPECT_NE(first[i], last[i]);
  q.to = NodeId{start.value + 70};
  ASSERT_TRUE(
      search.Find(view.node_limit(), q.from, q.to, q.max_length, ShortestPaths::Keep::kAll, steps));
  EXPECT_EQ(search.count(), UINT64_MAX);
  search.Path(uint64_t{1} << 63, first);
  EXPECT_EQ(first.size(), 70u);
}

TEST(ShortestPaths, GivesUpWhenTold) {
  const RandomGraph graph = MakeRandomGraph(7, 40, 200);
  const Question q{NodeId{0}, NodeId{1}, UINT32_MAX, Direction::kBoth, {}, 100};
  const Question open{NodeId{0}, NodeId{1}, UINT32_MAX, Direction::kBoth, {}, 0};
  ShortestPaths search;
  Steps none{graph.view, open, graph.view.names().FindKey("w"), 0, 0};
  EXPECT_FALSE(search.Find(graph.view.node_limit(), open.from, open.to, open.max_length,
                           ShortestPaths::Keep::kAll, none));
  EXPECT_EQ(search.count(), 0u);
  Steps steps{graph.view, q, graph.view.names().FindKey("w")};
  EXPECT_TRUE(search.Find(graph.view.node_limit(), q.from, q.to, q.max_length,
                          ShortestPaths::Keep::kAll, steps));
  EXPECT_EQ(search.count(), 0u);
}

}  // namespace
}  // namespace newsgraph::algo

// Nodes reached once each, against the enumeration of all trails.
#include "graph/algo/reach.h"

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <set>

#include "graph/algo/step_reader.h"
#include "tests/algo/random_graph.h"

namespace newsgraph::algo {
namespace {

using testing::MakeRandomGraph;
using testing::PlainEdge;
using testing::RandomGraph;

struct EdgeSteps {
  const GraphView& view;
  Direction direction;
  TypeSet types;
  template <class Visit>
  bool Expand(NodeId node, bool, Visit&& visit) {
    view.ForEachEdge(node, direction, types, visit);
    return true;
  }
  // As the operator: the ends alone, where a reader knows them.
  std::optional<std::span<const uint32_t>> Ends(NodeId node, bool&) {
    if (types.any) return {};
    const StepReader reader(view, direction, types);
    if (!reader.IsPlain(node)) return {};
    return reader.Ends(node, true, ends);
  }
  void Fetch(NodeId, NodeId) const {}
  std::vector<uint32_t> ends = {};
};

// The ends of all trails of min..max edges.
std::set<NodeId> TrailEnds(const RandomGraph& graph, NodeId start, uint32_t min, uint32_t max,
                           const EdgeSteps& steps) {
  std::set<NodeId> ends;
  std::set<EdgeId> used;
  const std::function<void(NodeId)> extend = [&](NodeId at) {
    if (used.size() >= min) ends.insert(at);
    if (used.size() == max) return;
    for (const PlainEdge& edge : graph.edges) {
      if (!steps.types.Contains(edge.type) || !used.insert(edge.id).second) continue;
      if (steps.direction != Direction::kIn && edge.source == at) extend(edge.target);
      if (steps.direction != Direction::kOut && edge.target == at &&
          !(edge.source == at && steps.direction == Direction::kBoth))
        extend(edge.source);
      used.erase(edge.id);
    }
  };
  extend(start);
  return ends;
}

TEST(Reach, GivesTheEndsOfTrails) {
  Reach reach;
  uint64_t back = 0, not_back = 0;
  for (uint64_t seed = 1; seed <= 4000; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed, 6, 9);
    for (const Direction direction : {Direction::kOut, Direction::kIn, Direction::kBoth}) {
      EdgeSteps steps{graph.view, direction, {}};
      if (seed % 2) steps.types = TypeSet::Of({EdgeTypeId{0}, EdgeTypeId{1}});
      const NodeId start{static_cast<uint32_t>(seed % graph.view.node_limit())};
      for (const uint32_t min : {0u, 1u}) {
        const uint32_t max = 1 + static_cast<uint32_t>(seed / 7 % 6);
        const auto expected = TrailEnds(graph, start, min, max, steps);
        std::set<NodeId> found;
        reach.Begin(graph.view.node_limit(), start, min, max, direction,
                    seed % 3 ? Reach::Keep::kEnds : Reach::Keep::kTrails);
        for (NodeId node; reach.Next(steps, node);) ASSERT_TRUE(found.insert(node).second);
        ASSERT_EQ(found, expected) << "seed " << seed << " max " << max << " min " << min;
        if (min == 1) ++(expected.count(start) ? back : not_back);
      }
    }
  }
  EXPECT_GT(back, 500u);
  EXPECT_GT(not_back, 500u);
}

// What StepReader gives as ends alone, against the edges one by one; hubs among the nodes.
TEST(StepReader, EndsAreThoseOfTheEdges) {
  uint64_t plain = 0, crowded = 0;
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    const RandomGraph graph = MakeRandomGraph(seed, 5, seed % 2 ? 40 : 500);
    for (const Direction direction : {Direction::kOut, Direction::kIn, Direction::kBoth}) {
      const TypeSet types =
          TypeSet::Of({EdgeTypeId{0}, EdgeTypeId{static_cast<uint32_t>(1 + seed % 2)}});
      const StepReader reader(graph.view, direction, types);
      std::vector<uint32_t> buffer;
      for (uint32_t id = 0; id < graph.view.node_limit(); ++id) {
        for (const bool forward : {true, false}) {
          if (!reader.IsPlain(NodeId{id})) continue;
          std::vector<uint32_t> expected;
          reader.ForEach(NodeId{id}, forward, [&](NodeId other, EdgeId) {
            expected.push_back(other.value);
            return true;
          });
          const auto ends = reader.Ends(NodeId{id}, forward, buffer);
          ASSERT_EQ(std::vector<uint32_t>(ends.begin(), ends.end()), expected) << "seed " << seed;
          ++plain;
          crowded += ends.size() > 64;
        }
      }
    }
  }
  EXPECT_GT(plain, 1000u);
  EXPECT_GT(crowded, 100u);
}

}  // namespace
}  // namespace newsgraph::algo

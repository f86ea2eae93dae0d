// Small random multigraphs: self loops, parallel edges, parts that hang together by nothing, some
// of it changed after the freeze, so that a search meets deleted edges and later ones.
#pragma once

#include <random>
#include <vector>

#include "graph/builder.h"
#include "graph/changes.h"
#include "graph/graph.h"

namespace newsgraph::testing {

struct PlainEdge {
  EdgeId id;
  NodeId source, target;
  EdgeTypeId type;
  int64_t weight;
};

struct RandomGraph {
  Graph graph;
  GraphView view;
  std::vector<PlainEdge> edges;  // that are there
};

// Nodes have the label N (every third also M), edges the type A, B or C and an integer `w` of
// 0 .. 9. A third of the graphs have changes since they were frozen.
inline RandomGraph MakeRandomGraph(uint64_t seed, uint32_t most_nodes = 12,
                                   uint32_t most_edges = 40) {
  std::mt19937_64 random(seed);
  Builder builder;
  const LabelId n = builder.Label("N"), m = builder.Label("M");
  const EdgeTypeId types[] = {builder.Type("A"), builder.Type("B"), builder.Type("C")};
  const KeyId w = builder.Key("w");
  const auto nodes = static_cast<uint32_t>(1 + random() % most_nodes);
  std::vector<NodeId> made;
  for (uint32_t i = 0; i < nodes; ++i) {
    made.push_back(builder.AddNode({{n}}));
    if (i % 3 == 0) builder.AddLabel(made.back(), m);
  }
  const auto edge_count = random() % (most_edges + 1);
  for (uint64_t i = 0; i < edge_count; ++i) {
    const EdgeId edge =
        builder.AddEdge(made[random() % nodes], types[random() % 3], made[random() % nodes]);
    builder.Set(edge, w, Value::Int(static_cast<int64_t>(random() % 10)));
  }
  RandomGraph result;
  result.graph = std::move(builder).Freeze().value();
  if (seed % 3 == 0) {
    ChangeSet changes = result.graph.BeginChanges();
    const NodeId later = changes.CreateNode({{n}}).value();
    for (int i = 0; i < 6; ++i) {
      NodeId from{static_cast<uint32_t>(random() % nodes)}, to = from;
      if (random() % 4 != 0)
        to = random() % 2 ? later : NodeId{static_cast<uint32_t>(random() % nodes)};
      if (random() % 2) std::swap(from, to);
      const EdgeId edge = changes.CreateEdge(from, types[random() % 3], to).value();
      (void)changes.Set(edge, w, Value::Int(static_cast<int64_t>(random() % 10)));
    }
    for (int i = 0; i < 3 && edge_count > 0; ++i)
      changes.Delete(EdgeId{static_cast<uint32_t>(random() % edge_count)});
    if (nodes > 3) changes.DetachDelete(NodeId{static_cast<uint32_t>(random() % nodes)});
    (void)changes.Commit();
  }
  result.view = result.graph.View();
  for (uint32_t id = 0; id < result.view.edge_limit(); ++id) {
    const EdgeId edge{id};
    if (!result.view.Exists(edge)) continue;
    result.edges.push_back({edge, result.view.source(edge), result.view.target(edge),
                            result.view.type(edge), result.view.property(edge, w).integer()});
  }
  return result;
}

}  // namespace newsgraph::testing

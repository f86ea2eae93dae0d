// What a graph says that it keeps in memory, against what its arrays must take and what a saved
// file does take.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "graph/changes.h"
#include "graph/save.h"
#include "tests/graph/synthetic.h"

namespace newsgraph {
namespace {

uint64_t Total(const GraphView& view) {
  uint64_t total = 0;
  for (const auto& [part, bytes] : view.MemoryUse()) total += bytes;
  return total;
}

Graph PlainGraph(uint32_t nodes, uint32_t edges) {
  Builder builder;
  const LabelId label = builder.Label("Person");
  const EdgeTypeId type = builder.Type("met");
  const KeyId date = builder.Key("date");
  for (uint32_t i = 0; i < nodes; ++i) builder.AddNode(std::span(&label, 1));
  for (uint32_t i = 0; i < edges; ++i) {
    const EdgeId edge = builder.AddEdge(NodeId{i * 7 % nodes}, type, NodeId{i * 13 % nodes});
    builder.Set(edge, date, Value::Of(Date{19000 + i % 5000}));
  }
  return std::move(builder).Freeze().value();
}

TEST(Memory, PartsAreTheirArrays) {
  constexpr uint64_t kNodes = 1000, kEdges = 64'000;
  const Graph graph = PlainGraph(kNodes, kEdges);
  const auto parts = graph.View().MemoryUse();
  const std::map<std::string, uint64_t> use(parts.begin(), parts.end());
  EXPECT_EQ(use.at("adjacency out"), (kNodes + 1) * 4 + kEdges * (4 + 1) + kEdges / 64 * 4);
  EXPECT_EQ(use.at("adjacency in"), (kNodes + 1) * 4 + kEdges * (4 + 1 + 4));
  EXPECT_EQ(use.at("edge columns"), kEdges * 2);              // dates
  EXPECT_EQ(use.at("edge columns in in order"), kEdges * 2);  // and again
  EXPECT_EQ(use.at("node label sets"), kNodes);
}

// The promise of the storage: both directions, edge id, type and a date.
TEST(Memory, AtMost24BytesAnEdge) {
  const Graph graph = PlainGraph(100'000, 1'000'000);
  EXPECT_LE(Total(graph.View()), 24u * 1'000'000);
}

// An independent count: a file holds the same arrays, its directory and a checksum a block.
TEST(Memory, AFileIsAsLargeAsTheGraph) {
  const Graph graph = SyntheticGraph(20'000, 200'000, 3);
  const std::string path = testing::TempDir() + "newsgraph-memory.ng";
  ASSERT_TRUE(SaveGraph(graph.View(), path).ok());
  const double file = static_cast<double>(std::filesystem::file_size(path));
  std::filesystem::remove(path);
  EXPECT_NEAR(static_cast<double>(Total(graph.View())) / file, 1.0, 0.01);
}

TEST(Memory, LaterElementsAreCounted) {
  Graph graph = PlainGraph(1000, 2000);
  const uint64_t before = Total(graph.View());
  ChangeSet changes = graph.BeginChanges();
  const KeyId name = changes.Key("name");
  for (int i = 0; i < 100; ++i) {
    const NodeId node = changes.CreateNode({}).value();
    ASSERT_TRUE(changes.Set(node, name, Value::String(std::string(1000, 'x'))).ok());
  }
  ASSERT_TRUE(changes.Commit().ok());
  EXPECT_GE(Total(graph.View()), before + 100 * 1000);
  EXPECT_LE(Total(graph.View()), before + 100 * 4000);
}

}  // namespace
}  // namespace newsgraph

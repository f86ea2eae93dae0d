// The generator: the same bytes for a seed, the same graph by both ways, and the shape that it
// promises.
#include "bench/generate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "graph/crc32c.h"
#include "tests/loaders/load.h"

namespace newsgraph::bench {
namespace {

constexpr GenerateOptions kSmall = {.edges = 20'000, .seed = 7};

Graph Generated(const GenerateOptions& options) {
  Builder builder;
  EXPECT_TRUE(Generate(options, builder).ok());
  return std::move(builder).Freeze().value();
}

uint32_t ChecksumOf(const std::string& path) {
  const std::string bytes = loaders::ReadFile(path);
  return Crc32c({reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()});
}

TEST(Generate, TheSameBytesForASeed) {
  const loaders::Folder a, b;
  ASSERT_TRUE(GenerateCsv(kSmall, a.path()).ok());
  ASSERT_TRUE(GenerateCsv({.edges = 20'000, .seed = 8}, b.path()).ok());
  EXPECT_NE(ChecksumOf(a.path() + "/relationships.csv"),
            ChecksumOf(b.path() + "/relationships.csv"));
  // On every machine. A change of the generator changes these, and with them every measurement.
  EXPECT_EQ(ChecksumOf(a.path() + "/nodes.csv"), 4205340697u);
  EXPECT_EQ(ChecksumOf(a.path() + "/relationships.csv"), 1355405351u);
}

TEST(Generate, BothWaysAreTheSameGraph) {
  const loaders::Folder folder;
  ASSERT_TRUE(GenerateCsv(kSmall, folder.path()).ok());
  const loaders::Loaded loaded = loaders::Load({folder.path()});
  EXPECT_EQ(loaded.report.rejected, 0u);
  EXPECT_EQ(loaded.report.merged, 0u);
  EXPECT_TRUE(loaders::GraphText(loaded.graph.View()) ==
              loaders::GraphText(Generated(kSmall).View()));
}

TEST(Generate, HasTheShapeItPromises) {
  const Graph graph = Generated({.edges = 200'000, .seed = 1});
  const GraphView view = graph.View();
  EXPECT_EQ(view.edge_count(), 200'000u);
  EXPECT_EQ(view.node_count(), 20'000u);
  const KeyId name = view.names().FindKey("name");
  std::set<std::string> persons;
  std::vector<uint64_t> degrees;
  uint64_t parallel = 0, roots = 0;
  const LabelId person = view.names().FindLabel("Person"), place = view.names().FindLabel("Place");
  const TypeSet part_of = TypeSet::Of({view.names().FindType("part_of")});
  for (uint32_t i = 0; i < view.node_limit(); ++i) {
    const NodeId node{i};
    std::set<std::pair<EdgeTypeId, NodeId>> ends;
    view.ForEachEdge(node, Direction::kOut, TypeSet::Any(), [&](NodeId other, EdgeId edge) {
      EXPECT_NE(other, node) << "a self loop";
      parallel += !ends.emplace(view.type(edge), other).second;
      return true;
    });
    if (view.HasLabel(node, place)) {
      const uint64_t parents = view.Degree(node, Direction::kOut, part_of);
      EXPECT_LE(parents, 1u);
      EXPECT_LE(view.Degree(node, Direction::kIn, part_of), 8u);
      roots += parents == 0;
    }
    if (!view.HasLabel(node, person)) continue;
    persons.insert(std::string(view.property(node, name).string()));
    degrees.push_back(view.Degree(node, Direction::kIn, TypeSet::Any()));
  }
  EXPECT_EQ(roots, 1u);
  EXPECT_GT(parallel, 200'000u / 100);
  EXPECT_EQ(persons.size(), degrees.size());
  // The share of the most popular tenth by rank^-0.55 is 0.1^0.45 = 0.35; communities spread it a
  // little.
  std::sort(degrees.rbegin(), degrees.rend());
  const auto tenth = degrees.begin() + static_cast<ptrdiff_t>(degrees.size() / 10);
  const double share =
      static_cast<double>(std::accumulate(degrees.begin(), tenth, uint64_t{0})) /
      static_cast<double>(std::accumulate(degrees.begin(), degrees.end(), uint64_t{0}));
  EXPECT_GT(share, 0.28);
  EXPECT_LT(share, 0.50);
}

TEST(Generate, BoundsAndErrors) {
  Builder builder;
  EXPECT_EQ(GetErrorInfo(Generate({.edges = 1, .seed = 1}, builder)).kind,
            ErrorKind::kArgumentError);
  EXPECT_EQ(Generated({.edges = kMinEdges, .seed = 1}).View().edge_count(), kMinEdges);
  EXPECT_EQ(GetErrorInfo(GenerateCsv(kSmall, "no/such/folder")).kind, ErrorKind::kIoError);
}

}  // namespace
}  // namespace newsgraph::bench

// For tests of loaders: files that live as long as the test, loads that check what holds for every
// load, and a graph as text that does not depend on ids.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "graph/graph.h"
#include "loaders/loader.h"

namespace newsgraph::loaders {

class Folder {
 public:
  Folder() {
    std::string form = testing::TempDir() + "newsgraph-XXXXXX";
    path_ = ::mkdtemp(form.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;

  std::string path() const { return path_; }
  std::string Write(const std::string& name, std::string_view bytes) const {
    const std::string path = path_ + "/" + name;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

 private:
  std::string path_;
};

struct Loaded {
  Status status;
  Report report;
  Graph graph;
  // "2: reason" of each rejection, in the order of the records.
  std::vector<std::string> Reasons() const {
    std::vector<std::string> reasons;
    for (const Rejection& r : report.rejections) reasons.push_back(Cat(r.line, ": ", r.reason));
    return reasons;
  }
};

inline Loaded Load(const std::vector<std::string>& paths, const LoadOptions& options = {},
                   const GraphView& base = {}) {
  Loaded loaded;
  Builder builder(base);
  loaded.status = LoadFiles(paths, options, builder, loaded.report);
  const Report& report = loaded.report;
  EXPECT_EQ(report.read, report.loaded + report.merged + report.rejected);
  EXPECT_LE(report.rejections.size(), report.rejected);
  for (const Rejection& r : report.rejections) {
    EXPECT_FALSE(r.reason.empty());
    EXPECT_LE(r.raw.size(), Rejection::kMaxRaw);
  }
  auto graph = std::move(builder).Freeze();
  EXPECT_TRUE(graph.ok());
  if (graph.ok()) loaded.graph = *std::move(graph);
  EXPECT_EQ(loaded.graph.View().node_count(), base.node_count() + report.nodes);
  EXPECT_EQ(loaded.graph.View().edge_count(), base.edge_count() + report.edges);
  return loaded;
}

inline std::string PropertiesText(const GraphView& view, const Properties& properties) {
  std::vector<std::string> parts;
  for (const auto& [key, value] : properties) {
    parts.push_back(
        Cat(view.names().keys.NameOf(key), ": ", NameOf(value.kind()), " ", ToText(value)));
  }
  std::sort(parts.begin(), parts.end());
  std::string text;
  for (const std::string& part : parts) Append(text, text.empty() ? " {" : ", ", part);
  return text.empty() ? text : text + "}";
}

// Nodes, then relationships between their names, each sorted.
inline std::string GraphText(const GraphView& view) {
  const KeyId name = view.names().FindKey("name");
  const auto name_of = [&](NodeId node) {
    return name.valid() ? ToText(view.property(node, name)) : std::string();
  };
  std::vector<std::string> nodes, edges;
  for (uint32_t i = 0; i < view.node_limit(); ++i) {
    const NodeId node{i};
    std::vector<std::string> labels;
    for (const LabelId label : view.labels(node))
      labels.push_back(view.names().labels.NameOf(label));
    std::sort(labels.begin(), labels.end());
    std::string text = "(";
    for (const std::string& label : labels) Append(text, ":", label);
    nodes.push_back(text + PropertiesText(view, view.properties(node)) + ")\n");
    view.ForEachEdge(node, Direction::kOut, TypeSet::Any(), [&](NodeId other, EdgeId edge) {
      edges.push_back(Cat(name_of(node), " -[:", view.names().types.NameOf(view.type(edge)),
                          PropertiesText(view, view.properties(edge)), "]-> ", name_of(other),
                          "\n"));
      return true;
    });
  }
  std::sort(nodes.begin(), nodes.end());
  std::sort(edges.begin(), edges.end());
  std::string text;
  for (const std::string& node : nodes) text += node;
  for (const std::string& edge : edges) text += edge;
  return text;
}

inline std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << path << ": run from the root of the repository";
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace newsgraph::loaders

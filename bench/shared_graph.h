// The graph that all benchmarks of a run share, and the plain lists that their answers are checked
// against.
//
//   const SharedGraph& shared = SharedGraph::Get();
//   if (found != expected) return state.SkipWithError("the answer differs");
//
// Generated once, with NEWSGRAPH_BENCH_EDGES relationships (default 1,000,000) and seed 1. The
// lists come from reading each relationship by its id, not from the adjacency that is measured.
// const after Get.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "bench/generate.h"
#include "graph/graph.h"

namespace newsgraph::bench {

struct PlainEdge {
  NodeId source, target;
  EdgeTypeId type;
  int64_t date = INT64_MIN;  // days since 1970-01-01
};

class SharedGraph {
 public:
  static SharedGraph& Get() {
    static SharedGraph shared;
    return shared;
  }

  Graph& graph() { return graph_; }
  const GraphView& view() const { return view_; }
  const std::vector<PlainEdge>& edges() const { return edges_; }
  const std::vector<NodeId>& persons() const { return persons_; }  // the popular ones first
  LabelId Label(std::string_view name) const { return view_.names().FindLabel(name); }
  EdgeTypeId Type(std::string_view name) const { return view_.names().FindType(name); }
  KeyId Key(std::string_view name) const { return view_.names().FindKey(name); }
  // A few persons, popular and not, that every benchmark takes in turn.
  std::vector<NodeId> Sample(size_t count) const {
    std::vector<NodeId> sample;
    for (size_t i = 0; i < count; ++i)
      sample.push_back(persons_[persons_.size() * i * i / (count * count)]);
    return sample;
  }

  static GenerateOptions Options() {
    const char* edges = std::getenv("NEWSGRAPH_BENCH_EDGES");
    return {.edges = edges ? std::strtoull(edges, nullptr, 10) : 1'000'000, .seed = 1};
  }
  // The program ends with a message when a step of the set-up fails.
  static void Require(const Status& status) {
    if (status.ok()) return;
    std::fprintf(stderr, "%s\n", Render(status).c_str());
    std::exit(1);
  }

 private:
  SharedGraph() {
    Builder builder;
    Require(Generate(Options(), builder));
    auto graph = std::move(builder).Freeze();
    Require(graph.status());
    graph_ = *std::move(graph);
    view_ = graph_.View();
    const KeyId date = Key("date");
    for (uint32_t i = 0; i < view_.edge_limit(); ++i) {
      const EdgeId edge{i};
      const Value day = view_.property(edge, date);
      edges_.push_back({view_.source(edge), view_.target(edge), view_.type(edge),
                        day.is_null() ? INT64_MIN : day.date().days});
    }
    const LabelId person = Label("Person");
    for (uint32_t i = 0; i < view_.node_limit(); ++i) {
      if (view_.HasLabel(NodeId{i}, person)) persons_.push_back(NodeId{i});
    }
  }

  Graph graph_;
  GraphView view_;
  std::vector<PlainEdge> edges_;
  std::vector<NodeId> persons_;
};

}  // namespace newsgraph::bench

// The example of docs/library.md, built outside the tree: a small graph, written, saved, opened,
// and searched with Boost.Graph.
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <iostream>
#include <limits>
#include <string>
#include <vector>

#include "graph/bgl.h"
#include "graph/builder.h"
#include "graph/changes.h"
#include "graph/save.h"

using namespace newsgraph;

static StatusOr<Graph> Roads() {
  Builder builder;
  const LabelId town = builder.Label("Town");
  const KeyId name = builder.Key("name"), km = builder.Key("km");
  const EdgeTypeId road = builder.Type("road");
  const auto connect = [&](const char* from, const char* to, int64_t length) {
    const NodeId a = builder.UpsertNode(town, name, Value::String(from));
    const NodeId b = builder.UpsertNode(town, name, Value::String(to));
    builder.Set(builder.AddEdge(a, road, b), km, Value::Int(length));
  };
  connect("Minsk", "Vilnius", 190);
  connect("Minsk", "Warsaw", 550);
  connect("Vilnius", "Warsaw", 460);
  connect("Vilnius", "Riga", 290);
  connect("Riga", "Tallinn", 310);
  return std::move(builder).Freeze();
}

static Status Run(const std::string& path) {
  ASSIGN_OR_RETURN(Graph made, Roads());
  RETURN_IF_ERROR(SaveGraph(made.View(), path));
  ASSIGN_OR_RETURN(Graph graph, OpenGraph(path));
  {
    ChangeSet changes = graph.BeginChanges();
    const LabelId town = changes.Label("Town");
    ASSIGN_OR_RETURN(const NodeId helsinki, changes.CreateNode(std::span(&town, 1)));
    RETURN_IF_ERROR(changes.Set(helsinki, changes.Key("name"), Value::String("Helsinki")));
    RETURN_IF_ERROR(changes.Commit());
  }
  const GraphView view = graph.View();
  const KeyId name = view.names().FindKey("name"), km = view.names().FindKey("km");
  const TypedView roads{view, TypeSet::Of({view.names().FindType("road")})};
  std::vector<double> distance(num_vertices(roads));
  boost::dijkstra_shortest_paths(roads, NodeId{0},
                                 boost::weight_map(EdgeWeights(view, km, 1.0))
                                     .distance_map(boost::make_iterator_property_map(
                                         distance.begin(), get(boost::vertex_index, roads)))
                                     .distance_inf(std::numeric_limits<double>::infinity()));
  for (auto [node, end] = vertices(roads); node != end; ++node) {
    std::cout << view.property(*node, name).string() << " " << distance[(*node).value] << "\n";
  }
  return absl::OkStatus();
}

int main(int argc, char** argv) {
  const Status status = Run(argc > 1 ? argv[1] : "roads.ng");
  if (!status.ok()) std::cerr << Render(status) << "\n";
  return status.ok() ? 0 : 1;
}

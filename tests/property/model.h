// A property graph as its definition has it: lists of nodes and edges, nothing indexed. The
// reference evaluator reads and writes it; the same graph is given to the engine by each of its
// doors (Builder, CREATE).
//
//   Model model; model.nodes.push_back({{"A"}, {{"k", Value::Int(0)}}});
//   CreateScript(model)   ->  CREATE (n0:A {k: 0})
//
// A value; ids are positions, deleted elements stay with `alive` false.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "graph/graph.h"

namespace newsgraph::property {

using PropertyMap = std::map<std::string, Value>;  // no nulls

struct ModelNode {
  std::set<std::string> labels;
  PropertyMap properties;
  bool alive = true;
};
struct ModelEdge {
  size_t source = 0, target = 0;
  std::string type;
  PropertyMap properties;
  bool alive = true;
};
struct Model {
  std::vector<ModelNode> nodes;
  std::vector<ModelEdge> edges;
};

// The one CREATE that makes the graph, or nothing for an empty graph.
std::string CreateScript(const Model& model);
// The graph through Builder.
Graph BuildGraph(const Model& model);
// What a view holds, ids by position.
Model ModelOf(const GraphView& view);

// A value with the labels and properties of its elements, in an order of its own, so that ids do
// not show. `loose`: whole floats are written as integers, lists as bags.
std::string Render(const Model& model, const Value& value, bool loose);
// The whole graph as a line an element, sorted.
std::string Dump(const Model& model);

}  // namespace newsgraph::property

// A property graph as naive as can be, and random operations on it: what the storage is compared
// with.
//
//   GraphModel model;
//   ChangeSet changes = graph.BeginChanges();
//   for (int i = 0; i < 100; ++i) RandomChange(random, model, changes);
//   ExpectSame(model, changes.view());
#pragma once

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "graph/builder.h"
#include "graph/changes.h"
#include "graph/graph.h"

namespace newsgraph {

struct ModelNode {
  std::set<std::string> labels;
  std::map<std::string, Value> properties;
};

struct ModelEdge {
  uint32_t source = 0, target = 0;  // serial numbers of nodes
  std::string type;
  std::map<std::string, Value> properties;
};

// Elements by serial numbers of the model's own, which elements carry as the property "serial", so
// that ids may change.
struct GraphModel {
  std::map<uint32_t, ModelNode> nodes;
  std::map<uint32_t, ModelEdge> edges;
  uint32_t next_node = 0, next_edge = 0;
};

using Random = std::mt19937_64;

// A value of any storable kind; few distinct ones.
Value RandomValue(Random& random);

// One random change, to the model and to the change set alike.
void RandomChange(Random& random, GraphModel& model, ChangeSet& changes);

// Everything a view says against the model: elements, labels, properties, adjacency both ways,
// degrees, scans, indexes and statistics.
void ExpectSame(const GraphModel& model, const GraphView& view);

// The statistics of a view counted anew.
Statistics Recount(const GraphView& view);

// The same graph through Builder.
Graph Build(const GraphModel& model);

}  // namespace newsgraph

#include "tests/graph/model.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>

#include "graph/index.h"

namespace newsgraph {
namespace {

const std::vector<std::string> kLabels = {"Person", "Place", "Event", "Article"};
const std::vector<std::string> kTypes = {"MET", "VISITED", "ABOUT"};
const std::vector<std::string> kKeys = {"name", "date", "weight", "tags", "flag"};

uint64_t Below(Random& random, uint64_t limit) { return random() % limit; }

template <class Map>
uint32_t AnyKey(Random& random, const Map& map) {
  auto place = map.lower_bound(static_cast<uint32_t>(Below(random, map.rbegin()->first + 1)));
  return place->first;
}

template <class IdType>
IdType FindBySerial(const GraphView& view, uint32_t limit, uint32_t serial) {
  const KeyId key = view.names().FindKey("serial");
  for (uint32_t id = 0; id < limit; ++id) {
    if (!view.Exists(IdType{id})) continue;
    const Value value = view.property(IdType{id}, key);
    if (value.is_int() && value.integer() == serial) return IdType{id};
  }
  return IdType{};
}

NodeId NodeOf(const GraphView& view, uint32_t serial) {
  return FindBySerial<NodeId>(view, view.node_limit(), serial);
}
EdgeId EdgeOf(const GraphView& view, uint32_t serial) {
  return FindBySerial<EdgeId>(view, view.edge_limit(), serial);
}

void CreateNode(Random& random, GraphModel& model, ChangeSet& changes) {
  const uint32_t serial = model.next_node++;
  ModelNode& node = model.nodes[serial];
  std::vector<LabelId> labels;
  for (uint64_t i = Below(random, 3); i > 0; --i) {
    const std::string& name = kLabels[Below(random, kLabels.size())];
    node.labels.insert(name);
    labels.push_back(changes.Label(name));
  }
  const auto id = changes.CreateNode(labels);
  ASSERT_TRUE(id.ok());
  ASSERT_TRUE(changes.Set(*id, changes.Key("serial"), Value::Int(serial)).ok());
}

void CreateEdge(Random& random, GraphModel& model, ChangeSet& changes) {
  if (model.nodes.empty()) return;
  const uint32_t serial = model.next_edge++;
  ModelEdge& edge = model.edges[serial];
  edge.source = AnyKey(random, model.nodes);
  edge.target = Below(random, 5) == 0 ? edge.source : AnyKey(random, model.nodes);
  edge.type = kTypes[Below(random, kTypes.size())];
  const auto id = changes.CreateEdge(NodeOf(changes.view(), edge.source), changes.Type(edge.type),
                                     NodeOf(changes.view(), edge.target));
  ASSERT_TRUE(id.ok());
  ASSERT_TRUE(changes.Set(*id, changes.Key("serial"), Value::Int(serial)).ok());
}

void SetProperty(Random& random, GraphModel& model, ChangeSet& changes) {
  const bool of_node = Below(random, 2) == 0;
  if (of_node ? model.nodes.empty() : model.edges.empty()) return;
  const std::string& key = kKeys[Below(random, kKeys.size())];
  const Value value = Below(random, 4) == 0 ? Value() : RandomValue(random);
  const uint32_t serial = of_node ? AnyKey(random, model.nodes) : AnyKey(random, model.edges);
  auto& properties = of_node ? model.nodes[serial].properties : model.edges[serial].properties;
  if (value.is_null()) {
    properties.erase(key);
  } else {
    properties[key] = value;
  }
  const Status status = of_node
                            ? changes.Set(NodeOf(changes.view(), serial), changes.Key(key), value)
                            : changes.Set(EdgeOf(changes.view(), serial), changes.Key(key), value);
  ASSERT_TRUE(status.ok()) << status;
}

void ChangeLabel(Random& random, GraphModel& model, ChangeSet& changes) {
  if (model.nodes.empty()) return;
  const uint32_t serial = AnyKey(random, model.nodes);
  const std::string& label = kLabels[Below(random, kLabels.size())];
  const NodeId node = NodeOf(changes.view(), serial);
  if (Below(random, 2) == 0) {
    model.nodes[serial].labels.insert(label);
    ASSERT_TRUE(changes.AddLabel(node, changes.Label(label)).ok());
  } else {
    model.nodes[serial].labels.erase(label);
    ASSERT_TRUE(changes.RemoveLabel(node, changes.Label(label)).ok());
  }
}

void DeleteSomething(Random& random, GraphModel& model, ChangeSet& changes) {
  if (Below(random, 2) == 0) {
    if (model.edges.empty()) return;
    const uint32_t serial = AnyKey(random, model.edges);
    changes.Delete(EdgeOf(changes.view(), serial));
    model.edges.erase(serial);
    return;
  }
  if (model.nodes.empty()) return;
  const uint32_t serial = AnyKey(random, model.nodes);
  const NodeId node = NodeOf(changes.view(), serial);
  if (Below(random, 2) == 0) {
    changes.DetachDelete(node);
  } else {
    changes.Delete(node);  // and its edges later: allowed until Commit
    std::vector<EdgeId> edges;
    changes.view().ForEachEdge(node, Direction::kBoth, TypeSet::Any(), [&](NodeId, EdgeId edge) {
      edges.push_back(edge);
      return true;
    });
    for (EdgeId edge : edges) changes.Delete(edge);
  }
  model.nodes.erase(serial);
  std::erase_if(model.edges, [&](const auto& e) {
    return e.second.source == serial || e.second.target == serial;
  });
}

bool Same(const Value& a, const Value& b) { return a.kind() == b.kind() && ToText(a) == ToText(b); }

template <class IdType>
void ExpectProperties(const GraphView& view, IdType id, uint32_t serial,
                      const std::map<std::string, Value>& expected) {
  const Properties found = view.properties(id);
  ASSERT_EQ(found.size(), expected.size() + 1);
  for (const auto& [key, value] : found) {
    const std::string& name = view.names().keys.NameOf(key);
    ASSERT_TRUE(Same(view.property(id, key), value)) << name;
    if (name == "serial") {
      EXPECT_TRUE(Same(value, Value::Int(serial)));
    } else {
      ASSERT_TRUE(expected.contains(name)) << name;
      EXPECT_TRUE(Same(value, expected.at(name)))
          << ToText(value) << " " << ToText(expected.at(name));
    }
  }
}

// The edges at a node as (direction seen, other end, serial), the two directions told apart by
// `out`.
void ExpectAdjacency(const GraphModel& model, const GraphView& view,
                     const std::map<uint32_t, NodeId>& nodes) {
  const KeyId serial_key = view.names().FindKey("serial");
  for (const Direction direction : {Direction::kOut, Direction::kIn, Direction::kBoth}) {
    for (size_t type = 0; type <= kTypes.size(); ++type) {
      TypeSet types = TypeSet::Any();
      if (type < kTypes.size()) types = TypeSet::Of({view.names().FindType(kTypes[type])});
      std::map<uint32_t, std::multiset<std::pair<uint32_t, uint32_t>>> expected;
      for (const auto& [serial, edge] : model.edges) {
        if (type < kTypes.size() && edge.type != kTypes[type]) continue;
        if (direction != Direction::kIn)
          expected[edge.source].emplace(nodes.at(edge.target).value, serial);
        if (direction == Direction::kIn ||
            (direction == Direction::kBoth && edge.source != edge.target)) {
          expected[edge.target].emplace(nodes.at(edge.source).value, serial);
        }
      }
      for (const auto& [serial, node] : nodes) {
        std::multiset<std::pair<uint32_t, uint32_t>> found;
        view.ForEachEdge(node, direction, types, [&](NodeId other, EdgeId edge) {
          found.emplace(other.value,
                        static_cast<uint32_t>(view.property(edge, serial_key).integer()));
          return true;
        });
        ASSERT_EQ(found, expected[serial]) << "node " << serial << " type " << type;
        ASSERT_EQ(view.Degree(node, direction, types), found.size());
      }
    }
  }
}

std::vector<NodeId> ScanAll(NodeScan scan, size_t batch_size) {
  std::vector<NodeId> all, batch(batch_size);
  while (const size_t count = scan.Next(batch))
    all.insert(all.end(), batch.begin(), batch.begin() + count);
  return all;
}

void ExpectScans(const GraphModel& model, const GraphView& view,
                 const std::map<uint32_t, NodeId>& nodes) {
  std::set<NodeId> every;
  for (const auto& [serial, node] : nodes) every.insert(node);
  for (size_t batch : {1, 3, 64}) {
    EXPECT_EQ(ScanAll(NodeScan(view), batch), std::vector<NodeId>(every.begin(), every.end()));
    for (const std::string& label : kLabels) {
      std::set<NodeId> some;
      for (const auto& [serial, node] : model.nodes) {
        if (node.labels.contains(label)) some.insert(nodes.at(serial));
      }
      EXPECT_EQ(ScanAll(NodeScan(view, view.names().FindLabel(label)), batch),
                std::vector<NodeId>(some.begin(), some.end()));
    }
  }
}

void ExpectIndexes(const GraphView& view) {
  for (const std::string& label : kLabels) {
    for (const std::string& key : kKeys) {
      const LabelId l = view.names().FindLabel(label);
      const KeyId k = view.names().FindKey(key);
      const PropertyIndex* index = view.FindIndex(l, k);
      if (index == nullptr) continue;
      const std::vector<NodeId> nodes = ScanAll(NodeScan(view, l), 64);
      size_t findable = 0;
      for (NodeId node : nodes) {
        const Value value = view.property(node, k);
        std::vector<NodeId> expected, found;
        for (NodeId other : nodes) {
          if (Equals(view.property(other, k), value) == Truth::kTrue) expected.push_back(other);
        }
        index->Seek(view, value, found);
        ASSERT_EQ(found, expected) << label << "." << key << " = " << ToText(value);
        findable += !expected.empty();
      }
      EXPECT_GE(index->size(), findable);
    }
  }
}

}  // namespace

Value RandomValue(Random& random) {
  const int64_t small = static_cast<int64_t>(Below(random, 6)) - 2;
  switch (Below(random, 12)) {
    case 0:
      return Value::Bool(small > 0);
    case 1:
    case 2:
      return Value::Int(small);
    case 3:
      return Value::Int(Below(random, 2) ? std::numeric_limits<int64_t>::min() + small + 2
                                         : small << 40);
    case 4:
      return Value::Float(static_cast<double>(small) / 4);
    case 5:
      return Value::Float(Below(random, 2) ? std::numeric_limits<double>::quiet_NaN() : -0.0);
    case 6:
      return Value::Of(Date{18000 + small});
    case 7:
      return Value::Of(LocalDateTime{small * 3600, 0});
    case 8:
      return Value::List({Value::Int(small), Value::Int(2)});
    case 9:
      return Value::String(std::string(20, static_cast<char>('a' + small + 2)));
    default:
      return Value::String(small == 0 ? "" : "name " + std::to_string(small));
  }
}

void RandomChange(Random& random, GraphModel& model, ChangeSet& changes) {
  switch (Below(random, 12)) {
    case 0:
    case 1:
      CreateNode(random, model, changes);
      return;
    case 2:
    case 3:
    case 4:
    case 5:
      CreateEdge(random, model, changes);
      return;
    case 6:
    case 7:
    case 8:
      SetProperty(random, model, changes);
      return;
    case 9:
    case 10:
      ChangeLabel(random, model, changes);
      return;
    default:
      if (Below(random, 2) == 0) DeleteSomething(random, model, changes);
  }
}

Statistics Recount(const GraphView& view) {
  Statistics statistics;
  for (NodeId node : ScanAll(NodeScan(view), 64)) {
    statistics.CountNode(view.labels(node), 1);
    for (const auto& [key, value] : view.properties(node)) {
      statistics.CountNodeProperty(view.labels(node), key, value.kind(), 1);
    }
    view.ForEachEdge(node, Direction::kOut, TypeSet::Any(), [&](NodeId other, EdgeId edge) {
      statistics.CountEdge(view.labels(node), view.type(edge), view.labels(other), 1);
      for (const auto& [key, value] : view.properties(edge)) {
        statistics.CountEdgeProperty(view.type(edge), key, value.kind(), 1);
      }
      return true;
    });
  }
  return statistics;
}

void ExpectSame(const GraphModel& model, const GraphView& view) {
  ASSERT_EQ(view.node_count(), model.nodes.size());
  ASSERT_EQ(view.edge_count(), model.edges.size());
  const KeyId serial_key = view.names().FindKey("serial");
  std::map<uint32_t, NodeId> nodes;
  for (uint32_t id = 0; id < view.node_limit(); ++id) {
    const NodeId node{id};
    if (!view.Exists(node)) {
      EXPECT_TRUE(view.labels(node).empty());
      EXPECT_TRUE(view.properties(node).empty());
      continue;
    }
    const uint32_t serial = static_cast<uint32_t>(view.property(node, serial_key).integer());
    ASSERT_TRUE(model.nodes.contains(serial));
    nodes[serial] = node;
    std::set<std::string> labels;
    for (LabelId label : view.labels(node)) {
      labels.insert(view.names().labels.NameOf(label));
      EXPECT_TRUE(view.HasLabel(node, label));
    }
    EXPECT_EQ(labels, model.nodes.at(serial).labels);
    ExpectProperties(view, node, serial, model.nodes.at(serial).properties);
  }
  ASSERT_EQ(nodes.size(), model.nodes.size());
  size_t edges = 0;
  for (uint32_t id = 0; id < view.edge_limit(); ++id) {
    const EdgeId edge{id};
    if (!view.Exists(edge)) {
      EXPECT_TRUE(view.properties(edge).empty());
      continue;
    }
    ++edges;
    const uint32_t serial = static_cast<uint32_t>(view.property(edge, serial_key).integer());
    ASSERT_TRUE(model.edges.contains(serial));
    const ModelEdge& expected = model.edges.at(serial);
    EXPECT_EQ(view.names().types.NameOf(view.type(edge)), expected.type);
    EXPECT_EQ(view.source(edge), nodes.at(expected.source));
    EXPECT_EQ(view.target(edge), nodes.at(expected.target));
    ExpectProperties(view, edge, serial, expected.properties);
  }
  EXPECT_EQ(edges, model.edges.size());
  ExpectAdjacency(model, view, nodes);
  ExpectScans(model, view, nodes);
  ExpectIndexes(view);
  EXPECT_TRUE(view.statistics() == Recount(view));
}

Graph Build(const GraphModel& model) {
  Builder builder;
  std::map<uint32_t, NodeId> nodes;
  for (const auto& [serial, node] : model.nodes) {
    std::vector<LabelId> labels;
    for (const std::string& label : node.labels) labels.push_back(builder.Label(label));
    const NodeId id = builder.AddNode(labels);
    nodes[serial] = id;
    builder.Set(id, builder.Key("serial"), Value::Int(serial));
    for (const auto& [key, value] : node.properties) builder.Set(id, builder.Key(key), value);
  }
  for (const auto& [serial, edge] : model.edges) {
    const EdgeId id =
        builder.AddEdge(nodes[edge.source], builder.Type(edge.type), nodes[edge.target]);
    builder.Set(id, builder.Key("serial"), Value::Int(serial));
    for (const auto& [key, value] : edge.properties) builder.Set(id, builder.Key(key), value);
  }
  auto graph = std::move(builder).Freeze();
  EXPECT_TRUE(graph.ok());
  return std::move(graph).value();
}

}  // namespace newsgraph

#include "tests/property/model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "graph/base/strings.h"
#include "graph/builder.h"

namespace newsgraph::property {
namespace {

std::string Literal(const Value& value) {
  if (value.kind() == ValueKind::kDate) return Cat("date(", ToText(value), ")");
  return ToText(value);
}

std::string Braces(const PropertyMap& properties) {
  std::string text;
  for (const auto& [key, value] : properties)
    Append(text, text.empty() ? "{" : ", ", key, ": ", Literal(value));
  return text.empty() ? text : text + "}";
}

std::string Labels(const ModelNode& node) {
  std::string text;
  for (const std::string& label : node.labels) Append(text, ":", label);
  return text;
}

std::string NodeText(const ModelNode& node) {
  if (!node.alive) return "(deleted)";
  return Cat("(", Labels(node), " ", Braces(node.properties), ")");
}
std::string EdgeText(const ModelEdge& edge) {
  return Cat("[:", edge.type, " ", edge.alive ? Braces(edge.properties) : "deleted", "]");
}

std::string NumberText(double number, bool loose) {
  if (loose && std::floor(number) == number && std::fabs(number) < 1e15)
    return Cat(static_cast<int64_t>(number));
  char buffer[40];
  snprintf(buffer, sizeof buffer, "%.10gf", number == 0 ? 0.0 : number);
  return buffer;
}

}  // namespace

std::string CreateScript(const Model& model) {
  std::string text;
  const auto next = [&] { Append(text, text.empty() ? "CREATE " : ", "); };
  for (size_t i = 0; i < model.nodes.size(); ++i) {
    next();
    const std::string braces = Braces(model.nodes[i].properties);
    Append(text, "(n", i, Labels(model.nodes[i]), braces.empty() ? "" : " ", braces, ")");
  }
  for (const ModelEdge& edge : model.edges) {
    next();
    const std::string braces = Braces(edge.properties);
    Append(text, "(n", edge.source, ")-[:", edge.type, braces.empty() ? "" : " ", braces, "]->(n",
           edge.target, ")");
  }
  return text;
}

Graph BuildGraph(const Model& model) {
  Builder builder;
  std::vector<NodeId> ids;
  for (const ModelNode& node : model.nodes) {
    std::vector<LabelId> labels;
    for (const std::string& label : node.labels) labels.push_back(builder.Label(label));
    ids.push_back(builder.AddNode(labels));
    for (const auto& [key, value] : node.properties)
      builder.Set(ids.back(), builder.Key(key), value);
  }
  for (const ModelEdge& edge : model.edges) {
    const EdgeId id = builder.AddEdge(ids[edge.source], builder.Type(edge.type), ids[edge.target]);
    for (const auto& [key, value] : edge.properties) builder.Set(id, builder.Key(key), value);
  }
  return *std::move(builder).Freeze();
}

Model ModelOf(const GraphView& view) {
  Model model;
  model.nodes.resize(view.node_limit());
  model.edges.resize(view.edge_limit());
  const auto read = [&](const Properties& properties, PropertyMap& out) {
    for (const auto& [key, value] : properties) out[view.names().keys.NameOf(key)] = value.Owned();
  };
  for (uint32_t i = 0; i < model.nodes.size(); ++i) {
    model.nodes[i].alive = view.Exists(NodeId{i});
    if (!model.nodes[i].alive) continue;
    for (LabelId label : view.labels(NodeId{i}))
      model.nodes[i].labels.insert(view.names().labels.NameOf(label));
    read(view.properties(NodeId{i}), model.nodes[i].properties);
  }
  for (uint32_t i = 0; i < model.edges.size(); ++i) {
    ModelEdge& edge = model.edges[i];
    edge.alive = view.Exists(EdgeId{i});
    if (!edge.alive) continue;
    edge.source = view.source(EdgeId{i}).value;
    edge.target = view.target(EdgeId{i}).value;
    edge.type = view.names().types.NameOf(view.type(EdgeId{i}));
    read(view.properties(EdgeId{i}), edge.properties);
  }
  return model;
}

std::string Render(const Model& model, const Value& value, bool loose) {
  if (value.is_node()) return NodeText(model.nodes[value.node().value]);
  if (value.is_edge()) return EdgeText(model.edges[value.edge().value]);
  if (value.is_float() || (loose && value.is_int())) return NumberText(value.number(), loose);
  if (value.is_list()) {
    std::vector<std::string> items;
    for (const Value& item : value.list()) items.push_back(Render(model, item, loose));
    if (loose) std::sort(items.begin(), items.end());
    std::string text = "[";
    for (const std::string& item : items) Append(text, text.size() > 1 ? ", " : "", item);
    return text + "]";
  }
  if (value.is_map()) {
    std::map<std::string, std::string> entries;
    for (const MapEntry& entry : value.map())
      entries[entry.key] = Render(model, entry.value, loose);
    std::string text = "{";
    for (const auto& [key, item] : entries) Append(text, key, ": ", item, ";");
    return text + "}";
  }
  if (value.is_path()) {
    const PathValue& path = value.path();
    std::string text = "<";
    for (size_t i = 0; i < path.nodes.size(); ++i) {
      Append(text, NodeText(model.nodes[path.nodes[i].value]));
      if (i < path.edges.size()) Append(text, EdgeText(model.edges[path.edges[i].value]));
    }
    return text + ">";
  }
  return ToText(value);
}

std::string Dump(const Model& model) {
  std::vector<std::string> lines;
  for (const ModelNode& node : model.nodes) {
    if (node.alive) lines.push_back(NodeText(node));
  }
  for (const ModelEdge& edge : model.edges) {
    if (!edge.alive) continue;
    lines.push_back(Cat(NodeText(model.nodes[edge.source]), EdgeText(edge),
                        NodeText(model.nodes[edge.target])));
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) Append(text, "    ", line, "\n");
  return text;
}

}  // namespace newsgraph::property

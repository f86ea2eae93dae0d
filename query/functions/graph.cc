#include "query/functions/operators.h"
#include "query/functions/rows.h"

namespace newsgraph::functions {
namespace {

using Arguments = std::span<const Value>;

StatusOr<Value> Labels(const CallState& state, Arguments a) {
  const NodeId node = a[0].node();
  if (!state.view.Exists(node)) return DeletedEntity("the node");
  std::vector<Value> names;
  for (LabelId label : state.view.labels(node)) {
    names.push_back(Value::String(state.view.names().labels.NameOf(label)));
  }
  return Value::List(std::move(names));
}

// Also of a relationship deleted by the statement: openCypher can still tell it (Return2).
StatusOr<Value> TypeOf(const CallState& state, Arguments a) {
  return Value::String(state.view.names().types.NameOf(state.view.type(a[0].edge())));
}

// The properties of a node or relationship. REQUIRES: one or the other.
StatusOr<Properties> ReadProperties(const GraphView& view, const Value& element) {
  if (element.is_node()) {
    if (!view.Exists(element.node())) return DeletedEntity("the node");
    return view.properties(element.node());
  }
  if (!view.Exists(element.edge())) return DeletedEntity("the relationship");
  return view.properties(element.edge());
}

StatusOr<Value> PropertyMap(const CallState& state, Arguments a) {
  if (a[0].is_map()) return a[0];
  ASSIGN_OR_RETURN(Properties properties, ReadProperties(state.view, a[0]));
  std::vector<MapEntry> entries;
  entries.reserve(properties.size());
  for (auto& [key, value] : properties) {
    entries.push_back({state.view.names().keys.NameOf(key), std::move(value)});
  }
  return MakeMap(std::move(entries));
}

StatusOr<Value> Keys(const CallState& state, Arguments a) {
  std::vector<Value> names;
  if (a[0].is_map()) {
    for (const MapEntry& entry : a[0].map()) names.push_back(Value::String(entry.key));
    return Value::List(std::move(names));
  }
  ASSIGN_OR_RETURN(const Properties properties, ReadProperties(state.view, a[0]));
  for (const auto& [key, value] : properties) {
    names.push_back(Value::String(state.view.names().keys.NameOf(key)));
  }
  return Value::List(std::move(names));
}

StatusOr<Value> IdOf(const CallState&, Arguments a) {
  return Value::Int(a[0].is_node() ? a[0].node().value : a[0].edge().value);
}

StatusOr<Value> ElementId(const CallState&, Arguments a) {
  return Value::String(a[0].is_node() ? Cat("n", a[0].node().value) : Cat("r", a[0].edge().value));
}

StatusOr<Value> StartNode(const CallState& state, Arguments a) {
  return Value::Node(state.view.source(a[0].edge()));
}

StatusOr<Value> EndNode(const CallState& state, Arguments a) {
  return Value::Node(state.view.target(a[0].edge()));
}

StatusOr<Value> Degree(const CallState& state, Arguments a) {
  const NodeId node = a[0].node();
  if (!state.view.Exists(node)) return DeletedEntity("the node");
  return Value::Int(
      static_cast<int64_t>(state.view.Degree(node, Direction::kBoth, TypeSet::Any())));
}

StatusOr<Value> Nodes(const CallState&, Arguments a) {
  std::vector<Value> nodes;
  for (NodeId node : a[0].path().nodes) nodes.push_back(Value::Node(node));
  return Value::List(std::move(nodes));
}

StatusOr<Value> Relationships(const CallState&, Arguments a) {
  std::vector<Value> edges;
  for (EdgeId edge : a[0].path().edges) edges.push_back(Value::Edge(edge));
  return Value::List(std::move(edges));
}

// Never called: the binder puts what the path costs in its place.
StatusOr<Value> Cost(const CallState&, Arguments) { return Value(); }

StatusOr<Value> Length(const CallState&, Arguments a) {
  return Value::Int(static_cast<int64_t>(a[0].path().edges.size()));
}

}  // namespace

std::vector<Function> GraphFunctions() {
  constexpr NullRule kNull = NullRule::kNullIfAnyNull;
  return {
      {"cost",
       "cost(path :: PATH?) :: FLOAT?",
       kNull,
       Cost,
       "The sum of what the relationships of a path cost, by the COST of the pattern that it was "
       "matched with.",
       {{"CREATE (a)-[:TO {w: 1.5}]->(b) WITH a, b MATCH p = ANY CHEAPEST (a)-[r:TO COST r.w]->(b) "
         "RETURN cost(p)",
         "1.5"},
        {"CREATE p = (:A)-[:TO]->(:B) RETURN cost(p)", "error: InvalidArgumentValue"}}},
      {"degree",
       "degree(node :: NODE?) :: INTEGER?",
       kNull,
       Degree,
       "How many relationships a node has, in either direction; a relationship to itself is one.",
       {{"CREATE (a)-[:TO]->(), (a)<-[:TO]-(), (a)-[:TO]->(a) RETURN degree(a)", "3"}}},
      {"element_id",
       "element_id(element :: NODE? | RELATIONSHIP?) :: STRING?",
       kNull,
       ElementId,
       "The same as elementId.",
       {{"CREATE (n) RETURN element_id(n) = elementId(n)", "true"}}},
      {"elementId",
       "elementId(element :: NODE? | RELATIONSHIP?) :: STRING?",
       kNull,
       ElementId,
       "A text that tells this node or relationship from all others in this state of the graph.",
       {{"CREATE (n)-[r:TO]->(n) RETURN elementId(n) <> elementId(r)", "true"}}},
      {"endNode",
       "endNode(relationship :: RELATIONSHIP?) :: NODE?",
       kNull,
       EndNode,
       "The node where a relationship ends.",
       {{"CREATE (:A)-[r:TO]->(:B) RETURN endNode(r)", "(:B)"}}},
      {"id",
       "id(element :: NODE? | RELATIONSHIP?) :: INTEGER?",
       kNull,
       IdOf,
       "The number of a node among nodes, or of a relationship among relationships. A "
       "relationship's may change when "
       "a write is committed.",
       {{"CREATE (a), (b) RETURN id(a) = id(b)", "false"}}},
      {"keys",
       "keys(element :: NODE? | RELATIONSHIP?) :: LIST<STRING>?\nkeys(map :: MAP?) :: "
       "LIST<STRING>?",
       kNull,
       Keys,
       "The names of the properties, or the keys of a map.",
       {{"keys({a: 1, b: null})", "['a', 'b']"},
        {"CREATE (n {name: 'x', age: null}) RETURN keys(n)", "['name']"}}},
      {"labels",
       "labels(node :: NODE?) :: LIST<STRING>?",
       kNull,
       Labels,
       "The labels of a node.",
       {{"CREATE (n:Person) RETURN labels(n)", "['Person']"}}},
      {"length",
       "length(path :: PATH?) :: INTEGER?",
       kNull,
       Length,
       "Relationships of a path.",
       {{"CREATE p = (:A)-[:TO]->(:B) RETURN length(p)", "1"}}},
      {"nodes",
       "nodes(path :: PATH?) :: LIST<NODE>?",
       kNull,
       Nodes,
       "The nodes of a path, in its order.",
       {{"CREATE p = (:A)-[:TO]->(:B) RETURN nodes(p)", "[(:A), (:B)]"}}},
      {"path_length",
       "path_length(path :: PATH?) :: INTEGER?",
       kNull,
       Length,
       "The same as length.",
       {{"CREATE p = (:A) RETURN path_length(p)", "0"}}},
      {"properties",
       "properties(element :: NODE? | RELATIONSHIP?) :: MAP?\nproperties(map :: MAP?) :: MAP?",
       kNull,
       PropertyMap,
       "All properties as a map; a map is given back as it is.",
       {{"CREATE (n {name: 'x'}) RETURN properties(n)", "{name: 'x'}"}}},
      {"relationships",
       "relationships(path :: PATH?) :: LIST<RELATIONSHIP>?",
       kNull,
       Relationships,
       "The relationships of a path, in its order.",
       {{"CREATE p = (:A)-[:TO]->(:B) RETURN relationships(p)", "[[:TO]]"}}},
      {"startNode",
       "startNode(relationship :: RELATIONSHIP?) :: NODE?",
       kNull,
       StartNode,
       "The node where a relationship starts.",
       {{"CREATE (:A)-[r:TO]->(:B) RETURN startNode(r)", "(:A)"}}},
      {"type",
       "type(relationship :: RELATIONSHIP?) :: STRING?",
       kNull,
       TypeOf,
       "The type of a relationship.",
       {{"CREATE ()-[r:TO]->() RETURN type(r)", "'TO'"}}},
  };
}

}  // namespace newsgraph::functions

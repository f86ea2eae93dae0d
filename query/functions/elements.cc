// elements(), collect_nodes(), collect_relationships(): the graph that values are a part of. What
// RETURN GRAPH is made of.
#include "absl/container/flat_hash_set.h"
#include "query/functions/operators.h"
#include "query/functions/rows.h"

namespace newsgraph::functions {
namespace {

using Arguments = std::span<const Value>;

class ElementList {
 public:
  explicit ElementList(const GraphView& view) : view_(view) {}

  void Add(const Value& value) {
    if (value.is_node()) {
      AddNode(value.node());
    } else if (value.is_edge()) {
      AddEdge(value.edge());
    } else if (value.is_path()) {
      for (const NodeId node : value.path().nodes) AddNode(node);
      for (const EdgeId edge : value.path().edges) AddEdge(edge);
    } else if (value.is_list()) {
      for (const Value& each : value.list()) Add(each);
    } else if (value.is_map()) {
      for (const MapEntry& entry : value.map()) Add(entry.value);
    }
  }
  std::vector<Value> Take() {
    nodes_.insert(nodes_.end(), std::make_move_iterator(edges_.begin()),
                  std::make_move_iterator(edges_.end()));
    return std::move(nodes_);
  }

 private:
  void AddNode(NodeId node) {
    if (view_.Exists(node) && seen_nodes_.insert(node).second) nodes_.push_back(Value::Node(node));
  }
  void AddEdge(EdgeId edge) {
    if (!view_.Exists(edge) || !seen_edges_.insert(edge).second) return;
    AddNode(view_.source(edge));
    AddNode(view_.target(edge));
    edges_.push_back(Value::Edge(edge));
  }

  const GraphView& view_;
  std::vector<Value> nodes_, edges_;
  absl::flat_hash_set<NodeId> seen_nodes_;
  absl::flat_hash_set<EdgeId> seen_edges_;
};

StatusOr<Value> Elements(const CallState& state, Arguments a) {
  ElementList list(state.view);
  list.Add(a[0]);
  return MakeList(list.Take());
}

// The values of one kind in lists, each once, in the order met.
template <ValueKind kind>
class CollectKind : public Accumulator {
 public:
  Status Add(Arguments arguments, uint64_t) override {
    const Value& value = arguments[0];
    for (const Value& each : value.is_list() ? value.list() : arguments.first(1)) {
      if (each.kind() == kind && seen_.insert(each).second) items_.push_back(each);
    }
    return items_.size() > kMaxListLength ? ListTooLong(items_.size()) : absl::OkStatus();
  }
  StatusOr<Value> Result(const CallState&) override { return MakeList(std::move(items_)); }

 private:
  std::vector<Value> items_;
  absl::flat_hash_set<Value, ValueHash, ValueEquivalent> seen_;
};

template <ValueKind kind>
std::unique_ptr<Accumulator> Make() {
  return std::make_unique<CollectKind<kind>>();
}

}  // namespace

std::vector<Function> ElementFunctions() {
  return {
      {"elements",
       "elements(value :: ANY?) :: LIST?",
       NullRule::kNullIfAnyNull,
       Elements,
       "The nodes and then the relationships in a value, each once: of paths, lists and maps those "
       "in them, of a relationship its ends too.",
       {{"CREATE (:A)-[r:TO]->(:B) RETURN elements([r, r])", "[(:A), (:B), [:TO]]"},
        {"elements({a: 1})", "[]"}}},
  };
}

std::vector<Aggregate> ElementAggregates() {
  return {
      {"collect_nodes",
       "collect_nodes(value :: ANY?) :: LIST<NODE>",
       Make<ValueKind::kNode>,
       "The nodes among the values and in those that are lists, each once.",
       {{"CREATE p = (:A)-[:TO]->(:B) WITH p UNWIND [1, 2] AS x RETURN collect_nodes(elements(p))",
         "[(:A), (:B)]"}}},
      {"collect_relationships",
       "collect_relationships(value :: ANY?) :: LIST<RELATIONSHIP>",
       Make<ValueKind::kEdge>,
       "The relationships among the values and in those that are lists, each once.",
       {{"CREATE p = (:A)-[:TO]->(:B) WITH p UNWIND [1, 2] AS x RETURN "
         "collect_relationships(elements(p))",
         "[[:TO]]"}}},
  };
}

}  // namespace newsgraph::functions

// Expand: each input row with each relationship at a node, and the node at its other end.
//
//   in: (a)    out: (a, e1, b1), (a, e2, b2), ...
#include "query/execute/operators/expand.h"

#include "query/execute/operators/extend.h"

namespace newsgraph::execute {

bool UsesEdge(Row row, const std::vector<int>& slots, EdgeId edge) {
  for (int slot : slots) {
    const Value& value = row[slot];
    if (value.is_edge()) {
      if (value.edge() == edge) return true;
    } else if (value.is_list()) {
      for (const Value& item : value.list()) {
        if (item.is_edge() && item.edge() == edge) return true;
      }
    }
  }
  return false;
}

bool Follows(const GraphView& view, EdgeId edge, NodeId from, Direction direction, NodeId& other) {
  const NodeId source = view.source(edge), target = view.target(edge);
  if (direction != Direction::kIn && source == from) {
    other = target;
    return true;
  }
  if (direction != Direction::kOut && target == from) {
    other = source;
    return true;
  }
  return false;
}

namespace {

class Expand : public Extend {
 public:
  Expand(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : Extend(place, std::move(input)),
        node_(std::get<plan::Expand>(plan.node)),
        types_(place.execution.Resolve(node_.types)),
        edge_live_(IsLive(plan, node_.edge)),
        to_live_(IsLive(plan, node_.to)) {
    carried_ = node_.into ? plan.live : Carried(plan.live, {node_.to});
    if (!node_.edge_bound) std::erase(carried_, node_.edge);
  }

 protected:
  uint64_t Find(Row row) override {
    found_.clear();
    const Value& from = row[node_.from];
    if (!from.is_node()) return 0;
    const GraphView& view = execution_.view();
    NodeId to;
    if (node_.into) {
      if (!row[node_.to].is_node()) return 0;
      to = row[node_.to].node();
    }
    const auto accept = [&](NodeId other, EdgeId edge) {
      if ((!node_.into || other == to) && !UsesEdge(row, node_.distinct_from, edge))
        found_.push_back({other, edge});
    };
    if (node_.edge_bound) {
      const Value& edge = row[node_.edge];
      NodeId other;
      if (edge.is_edge() && view.Exists(edge.edge()) && types_.Contains(view.type(edge.edge())) &&
          Follows(view, edge.edge(), from.node(), node_.direction, other)) {
        accept(other, edge.edge());
      }
    } else if (node_.into && view.Degree(to, Reverse(node_.direction), types_) <
                                 view.Degree(from.node(), node_.direction, types_)) {
      // The same edges seen from the end that has fewer.
      uint64_t seen = 0;
      view.ForEachEdge(to, Reverse(node_.direction), types_, [&](NodeId other, EdgeId edge) {
        ++seen;
        if (other == from.node()) accept(to, edge);
        return true;
      });
      execution_.Spend(seen);
    } else {
      uint64_t seen = 0;
      view.ForEachEdge(from.node(), node_.direction, types_, [&](NodeId other, EdgeId edge) {
        ++seen;
        accept(other, edge);
        return true;
      });
      execution_.Spend(seen);
    }
    return found_.size();
  }
  void Emit(uint64_t i, Batch& out, uint32_t row) override {
    if (edge_live_ && !node_.edge_bound) out.column(node_.edge)[row] = Value::Edge(found_[i].edge);
    if (to_live_ && !node_.into) out.column(node_.to)[row] = Value::Node(found_[i].node);
  }

 private:
  struct Found {
    NodeId node;
    EdgeId edge;
  };
  const plan::Expand& node_;
  TypeSet types_;
  bool edge_live_, to_live_;
  std::vector<Found> found_;
};

}  // namespace

OperatorPtr MakeExpand(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Expand>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

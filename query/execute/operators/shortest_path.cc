// ShortestPath: a shortest path (or all of them) between two nodes, breadth first from one end.
//
//   in: (a, b)    out: (a, b, [e1, e2, ...])
//
// Every node is visited once, at its smallest distance; all the edges by which it is reached at
// that distance are kept, and paths are read back from them. Source: Moore 1959.
#include "absl/container/flat_hash_map.h"
#include "query/execute/operators/expand.h"
#include "query/execute/operators/extend.h"

namespace newsgraph::execute {
namespace {

class ShortestPath : public Extend {
 public:
  ShortestPath(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : Extend(place, std::move(input)),
        node_(std::get<plan::ShortestPath>(plan.node)),
        types_(place.execution.Resolve(node_.types)),
        test_(node_.properties, node_.step_condition, node_.step_edge, place.slots,
              place.execution) {
    carried_ = Carried(plan.live, {node_.edge});
  }

 protected:
  uint64_t Find(Row row) override {
    paths_.clear();
    if (!row[node_.from].is_node() || !row[node_.to].is_node()) return 0;
    const NodeId from = row[node_.from].node(), to = row[node_.to].node();
    if (from == to) {
      if (node_.range.min == 0) paths_.push_back(Value::List({}));
      return paths_.size();
    }
    test_.Begin(row);
    Search(from, to);
    std::vector<EdgeId> edges;
    if (reached_.contains(to)) ReadBack(from, to, edges);
    reached_.clear();
    return paths_.size();
  }
  void Emit(uint64_t i, Batch& out, uint32_t row) override {
    out.column(node_.edge)[row] = paths_[i];
  }

 private:
  struct Arrival {
    NodeId before;
    EdgeId edge;
  };
  struct Reached {
    uint32_t distance;
    std::vector<Arrival> arrivals;
  };

  void Search(NodeId from, NodeId to) {
    std::vector<NodeId> frontier = {from}, next;
    reached_[from] = {0, {}};
    for (uint32_t distance = 1; distance <= node_.range.max && !frontier.empty(); ++distance) {
      for (NodeId node : frontier) {
        uint64_t seen = 0;
        execution_.view().ForEachEdge(
            node, node_.direction, types_, [&](NodeId other, EdgeId edge) {
              ++seen;
              if (!test_.trivial() && !test_.Passes(edge)) return true;
              auto [place, added] = reached_.try_emplace(other, Reached{distance, {}});
              if (added) next.push_back(other);
              if (place->second.distance == distance && (node_.all || added)) {
                place->second.arrivals.push_back({node, edge});
              }
              return true;
            });
        if (!execution_.Spend(seen)) return;
      }
      if (reached_.contains(to)) return;
      frontier.swap(next);
      next.clear();
    }
  }

  // Paths are as deep as they are long; an explicit stack keeps that off the call stack.
  void ReadBack(NodeId from, NodeId to, std::vector<EdgeId>& edges) {
    struct Place {
      NodeId node;
      size_t next;
    };
    std::vector<Place> stack = {{to, 0}};
    while (!stack.empty() && execution_.Spend(0)) {
      Place& place = stack.back();
      if (place.node == from) {
        std::vector<Value> path;
        for (size_t i = edges.size(); i-- > 0;) path.push_back(Value::Edge(edges[i]));
        paths_.push_back(Value::List(std::move(path)));
        if (!node_.all) return;
      }
      const auto& arrivals = reached_[place.node].arrivals;
      if (place.next == arrivals.size()) {
        stack.pop_back();
        if (!edges.empty()) edges.pop_back();
        continue;
      }
      const Arrival arrival = arrivals[place.next++];
      edges.push_back(arrival.edge);
      stack.push_back({arrival.before, 0});
    }
  }

  const plan::ShortestPath& node_;
  TypeSet types_;
  StepTest test_;
  absl::flat_hash_map<NodeId, Reached> reached_;
  std::vector<Value> paths_;
};

}  // namespace

OperatorPtr MakeShortestPath(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<ShortestPath>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

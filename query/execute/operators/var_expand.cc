// VarExpand: each input row with each trail (no relationship twice) of so many relationships from a
// node.
//
//   in: (a)    out: (a, [], a), (a, [e1], b), (a, [e1, e2], c), ...
//
// Depth first, one trail at a time, so memory is bounded by the longest trail and its open
// alternatives.
#include "graph/algo/step_reader.h"
#include "query/execute/operators/expand.h"
#include "query/execute/operators/extend.h"

namespace newsgraph::execute {
namespace {

class VarExpand : public Operator {
 public:
  VarExpand(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : node_(std::get<plan::VarExpand>(plan.node)),
        execution_(place.execution),
        types_(place.execution.Resolve(node_.types)),
        test_(node_.properties, node_.step_condition, node_.step_edge, place.slots,
              place.execution),
        reader_(execution_.view(), node_.direction, types_),
        edge_live_(IsLive(plan, node_.edge)),
        to_live_(IsLive(plan, node_.to)),
        rows_(place, std::move(input)) {
    carried_ = node_.into ? plan.live : Carried(plan.live, {node_.to});
    if (!node_.edge_bound) std::erase(carried_, node_.edge);
  }

  bool Next(Batch& out) override {
    out.clear();
    while (!out.full() && !execution_.stopped()) {
      if (!active_) {
        if (!NextRow()) break;
        continue;
      }
      NodeId end;
      if (NextTrail(end)) {
        Emit(end, out);
      } else {
        active_ = false;
      }
    }
    return out.size() > 0 && !execution_.failed();
  }
  void Reset() override {
    rows_.Reset();
    active_ = false;
    Clear();
  }

 private:
  struct Step {
    NodeId node;
    EdgeId edge;
  };
  // The alternatives still open after a prefix of the trail: steps_[next .. end of the level).
  struct Level {
    size_t begin, next;
  };

  void Clear() {
    trail_.clear();
    levels_.clear();
    steps_.clear();
  }

  bool NextRow() {
    if (!rows_.Next()) return false;
    const Row row = rows_.row();
    Clear();
    active_ = row[node_.from].is_node() && (!node_.into || row[node_.to].is_node());
    if (!active_) return true;
    if (node_.into) to_ = row[node_.to].node();
    test_.Begin(row);
    if (node_.edge_bound) {
      given_ = FollowGiven(row);
      return true;
    }
    begin_ = true;
    return true;
  }

  // The list is given: does it lead along the pattern?
  bool FollowGiven(Row row) {
    const Value& list = row[node_.edge];
    if (!list.is_list() || list.list().size() < node_.range.min ||
        list.list().size() > node_.range.max)
      return false;
    const GraphView& view = execution_.view();
    NodeId at = row[node_.from].node();
    const auto edges = list.list();
    for (size_t i = 0; i < edges.size(); ++i) {
      const Value& edge = node_.reversed ? edges[edges.size() - 1 - i] : edges[i];
      if (!edge.is_edge() && !edge.is_null()) {
        execution_.Fail(RuntimeError(
            ErrorKind::kTypeError, "InvalidArgumentType",
            Cat("a list that a pattern follows holds relationships, not ", NameOf(edge.kind())),
            "take another name for the variable in [ ], which already has a value"));
      }
      if (!edge.is_edge() || !types_.Contains(view.type(edge.edge())) ||
          !test_.Passes(edge.edge()) || !Follows(view, edge.edge(), at, node_.direction, at) ||
          UsesEdge(row, node_.distinct_from, edge.edge())) {
        return false;
      }
    }
    given_end_ = at;
    return !node_.into || at == to_;
  }

  bool NextTrail(NodeId& end) {
    if (node_.edge_bound) {
      const bool found = given_;
      given_ = false;
      end = given_end_;
      return found;
    }
    if (begin_) {
      begin_ = false;
      const NodeId from = rows_.row()[node_.from].node();
      Open(from);
      if (node_.range.min == 0 && Ends(from)) {
        end = from;
        return true;
      }
    }
    while (!levels_.empty() && !execution_.stopped()) {
      Level& level = levels_.back();
      if (level.next == steps_.size()) {  // those of the levels above are gone
        steps_.resize(level.begin);
        levels_.pop_back();
        if (!trail_.empty()) trail_.pop_back();
        continue;
      }
      const Step step = steps_[level.next++];
      if (std::find(trail_.begin(), trail_.end(), step.edge) != trail_.end()) continue;
      trail_.push_back(step.edge);
      Open(step.node);
      if (trail_.size() >= node_.range.min && Ends(step.node)) {
        end = step.node;
        return true;
      }
    }
    return false;
  }

  bool Ends(NodeId node) const { return !node_.into || node == to_; }

  void Open(NodeId node) {
    levels_.push_back({steps_.size(), steps_.size()});
    if (trail_.size() >= node_.range.max) return;
    const Row row = rows_.row();
    uint64_t seen = 0;
    reader_.ForEach(node, true, [&](NodeId other, EdgeId edge) {
      ++seen;
      if (!node_.distinct_from.empty() && UsesEdge(row, node_.distinct_from, edge)) return true;
      if (!test_.trivial() && !test_.Passes(edge)) return true;
      reader_.PrefetchPlace(other);
      steps_.push_back({other, edge});
      return true;
    });
    execution_.Spend(seen);
  }

  void Emit(NodeId end, Batch& out) {
    const uint32_t row = out.size();
    rows_.CopyTo(out, row, carried_);
    if (edge_live_ && !node_.edge_bound) {
      std::vector<Value> edges;
      edges.reserve(trail_.size());
      for (EdgeId edge : trail_) edges.push_back(Value::Edge(edge));
      if (node_.reversed) std::reverse(edges.begin(), edges.end());
      out.column(node_.edge)[row] = Value::List(std::move(edges));
    }
    if (to_live_ && !node_.into) out.column(node_.to)[row] = Value::Node(end);
    out.set_size(row + 1);
  }

  const plan::VarExpand& node_;
  Execution& execution_;
  TypeSet types_;
  StepTest test_;
  algo::StepReader reader_;
  bool edge_live_, to_live_;
  InputRows rows_;
  std::vector<int> carried_;
  bool active_ = false, begin_ = false, given_ = false;
  NodeId to_, given_end_;
  std::vector<EdgeId> trail_;
  std::vector<Level> levels_;
  std::vector<Step> steps_;  // level by level
};

}  // namespace

OperatorPtr MakeVarExpand(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<VarExpand>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

// Reach: VarExpand where only the ends matter: each input row with each node that a trail leads to,
// once.
//
//   in: (a)    out: (a, a), (a, b), (a, c), ...           nearest first
//
// With both ends bound, whether there is a trail at all, searched from both. See
// graph/algo/reach.h for why nodes may be marked although trails are asked for.
#include "graph/algo/step_reader.h"
#include "graph/algo/workspace.h"
#include "query/execute/operators/expand.h"
#include "query/execute/operators/extend.h"

namespace newsgraph::execute {
namespace {

class Reach : public Operator {
 public:
  Reach(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : node_(std::get<plan::VarExpand>(plan.node)),
        execution_(place.execution),
        types_(place.execution.Resolve(node_.types)),
        test_(node_.properties, node_.step_condition, node_.step_edge, place.slots,
              place.execution),
        steps_(execution_.view(), node_.direction, types_),
        to_live_(IsLive(plan, node_.to)),
        rows_(place, std::move(input)),
        carried_(node_.into ? plan.live : Carried(plan.live, {node_.to})),
        reach_(place.execution.call_state.workspace->reach.Take()),
        shortest_(place.execution.call_state.workspace->shortest_paths.Take()) {}

  bool Next(Batch& out) override {
    out.clear();
    while (!out.full() && !execution_.stopped()) {
      NodeId end;
      if (!active_) {
        if (!NextRow()) break;
      } else if (NextEnd(end)) {
        const uint32_t row = out.size();
        rows_.CopyTo(out, row, carried_);
        if (to_live_ && !node_.into) out.column(node_.to)[row] = Value::Node(end);
        out.set_size(row + 1);
      } else {
        active_ = false;
      }
    }
    return out.size() > 0 && !execution_.failed();
  }
  void Reset() override {
    rows_.Reset();
    active_ = false;
  }

  // What trails consist of: graph/algo/shortest_paths.h asks.
  template <class Visit>
  bool Expand(NodeId node, bool forward, Visit&& visit) {
    uint64_t seen = 0;
    const Row row = rows_.row();
    steps_.ForEach(node, forward, [&](NodeId other, EdgeId edge) {
      ++seen;
      if (!node_.distinct_from.empty() && UsesEdge(row, node_.distinct_from, edge)) return true;
      if (!test_.trivial() && !test_.Passes(edge)) return !execution_.stopped();
      return visit(other, edge);
    });
    return execution_.Spend(seen);
  }
  uint64_t Cost(NodeId node, bool forward) const { return steps_.Cost(node, forward); }

 private:
  bool NextRow() {
    if (!rows_.Next()) return false;
    const Row row = rows_.row();
    active_ = row[node_.from].is_node() && (!node_.into || row[node_.to].is_node());
    if (!active_) return true;
    test_.Begin(row);
    from_ = row[node_.from].node();
    reach_->Begin(execution_.view().node_limit(), from_, node_.range.min, node_.range.max,
                  node_.direction);
    return true;
  }

  bool NextEnd(NodeId& end) {
    if (!node_.into) return reach_->Next(*this, end);
    active_ = false;  // one answer a row
    end = rows_.row()[node_.to].node();
    if (end == from_) {  // the way back to where it began
      NodeId node;
      while (reach_->Next(*this, node)) {
        if (node == from_) return true;
      }
      return false;
    }
    shortest_->Find(execution_.view().node_limit(), from_, end, node_.range.max,
                    algo::ShortestPaths::Keep::kOne, *this);
    return shortest_->count() > 0;
  }

  const plan::VarExpand& node_;
  Execution& execution_;
  TypeSet types_;
  StepTest test_;
  algo::StepReader steps_;
  bool to_live_;
  InputRows rows_;
  std::vector<int> carried_;
  bool active_ = false;
  NodeId from_;
  algo::Pool<algo::Reach>::Lease reach_;
  algo::Pool<algo::ShortestPaths>::Lease shortest_;
};

}  // namespace

OperatorPtr MakeReach(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Reach>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

// Reach: VarExpand where only the ends matter: each input row with each node that a trail leads to,
// once. For the clause REACH, each node whose distance is within the range.
//
//   in: (a)    out: (a, a, 0), (a, b, 1), (a, c, 1), ...           nearest first, with the distance
//
// Where any trail will do, the shortest is it.
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
        hops_live_(node_.hops >= 0 && IsLive(plan, node_.hops)),
        edge_live_(!node_.reach && node_.hops != node_.edge && IsLive(plan, node_.edge)),
        rows_(place, std::move(input)),
        carried_(node_.into ? Carried(plan.live, {node_.hops, node_.edge})
                            : Carried(plan.live, {node_.to, node_.hops, node_.edge})) {}

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
        if (hops_live_) out.column(node_.hops)[row] = Value::Int(hops_);
        if (edge_live_) out.column(node_.edge)[row] = Trail(end);
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
  bool Rest() override {
    reach_.reset();
    shortest_.reset();
    return true;
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
  std::optional<std::span<const uint32_t>> Ends(NodeId node, bool& goes_on) {
    if (!node_.distinct_from.empty() || !test_.trivial() || !steps_.IsPlain(node)) return {};
    const auto ends = steps_.Ends(node, true, ends_);
    goes_on = execution_.Spend(ends.size());
    return ends;
  }
  uint64_t Cost(NodeId node, bool forward) const { return steps_.Cost(node, forward); }
  void Fetch(NodeId far, NodeId near) const {
    steps_.PrefetchPlace(far);
    steps_.PrefetchEntries(near);
  }

 private:
  // The shortest trail to the end found last.
  Value Trail(NodeId end) {
    const GraphView& view = execution_.view();
    if (node_.into && end != from_) {
      shortest_->Path(0, trail_);
    } else {
      reach_->Path(
          [&](EdgeId edge, NodeId node) {
            const NodeId source = view.source(edge);
            return source == node ? view.target(edge) : source;
          },
          trail_);
    }
    std::vector<Value> edges;
    edges.reserve(trail_.size());
    for (const EdgeId edge : trail_) edges.push_back(Value::Edge(edge));
    if (node_.reversed) std::reverse(edges.begin(), edges.end());
    return Value::List(std::move(edges));
  }

  bool NextRow() {
    if (!rows_.Next()) return false;
    const Row row = rows_.row();
    active_ = row[node_.from].is_node() && (!node_.into || row[node_.to].is_node());
    if (!active_) return true;
    test_.Begin(row);
    from_ = row[node_.from].node();
    if (!reach_) {
      algo::Workspace& workspace = *execution_.call_state.workspace;
      reach_ = workspace.reach.Take();
      shortest_ = workspace.shortest_paths.Take();
    }
    // Where distances count, the start is at none, however one may come back to it.
    reach_->Begin(execution_.view().node_limit(), from_, node_.reach ? 0 : node_.range.min,
                  node_.range.max, node_.direction,
                  edge_live_ ? algo::Reach::Keep::kTrails : algo::Reach::Keep::kEnds);
    return true;
  }

  bool NextEnd(NodeId& end) {
    if (node_.range.min > node_.range.max) return false;
    if (!node_.into) {
      while (reach_->Next(*this, end)) {
        hops_ = reach_->distance();
        if (!node_.reach || hops_ >= node_.range.min) return true;
      }
      return false;
    }
    active_ = false;  // one answer a row
    end = rows_.row()[node_.to].node();
    if (node_.reach && end == from_) {
      hops_ = 0;
      return node_.range.min == 0;
    }
    if (end == from_) {  // the way back to where it began
      NodeId node;
      while (reach_->Next(*this, node)) {
        hops_ = reach_->distance();
        if (node == from_) return true;
      }
      return false;
    }
    shortest_->Find(execution_.view().node_limit(), from_, end, node_.range.max,
                    algo::ShortestPaths::Keep::kOne, *this);
    if (execution_.stopped() || shortest_->count() == 0) return false;
    hops_ = shortest_->length();
    return !node_.reach || hops_ >= node_.range.min;
  }

  const plan::VarExpand& node_;
  Execution& execution_;
  TypeSet types_;
  StepTest test_;
  algo::StepReader steps_;
  bool to_live_, hops_live_, edge_live_;
  InputRows rows_;
  std::vector<int> carried_;
  bool active_ = false;
  NodeId from_;
  std::vector<EdgeId> trail_;
  std::vector<uint32_t> ends_;
  uint32_t hops_ = 0;                     // of the end found last
  algo::Pool<algo::Reach>::Lease reach_;  // both taken when they are needed
  algo::Pool<algo::ShortestPaths>::Lease shortest_;
};

}  // namespace

OperatorPtr MakeReach(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Reach>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

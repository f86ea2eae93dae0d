// ExpandScan: Expand over a part of a NodeScan, read in the order of the edges.
//
//   in: nothing      out: (a, e1, b1), (a, e2, b2), (a', e3, b3), ...
//
// Where nothing but the two nodes and the relationship is in a row, rows need no input: the runs of
// the step are found by reading types in order (step_scan.h), some nodes at a time.
#include "query/execute/operators/expand_scan.h"

#include "query/execute/operators/expand.h"
#include "query/execute/operators/extend.h"
#include "query/execute/operators/step_scan.h"

namespace newsgraph::execute {
namespace {

class ExpandScan : public Operator {
 public:
  ExpandScan(const plan::Plan& plan, const BuildPlace& place)
      : node_(std::get<plan::Expand>(plan.node)),
        execution_(place.execution),
        part_(place.part),
        types_(place.execution.Resolve(node_.types)),
        steps_(execution_.view(), node_.direction, types_),
        column_(steps_.FindColumn()),
        from_label_(execution_, std::get<plan::NodeScan>(part_.scan->node).label),
        to_label_(execution_, node_.to_label, types_, node_.direction),
        from_live_(IsLive(plan, node_.from)),
        edge_live_(IsLive(plan, node_.edge)),
        to_live_(IsLive(plan, node_.to)),
        next_node_(part_.begin) {}

  bool fits() const { return column_.side != nullptr; }
  bool Next(Batch& out) override {
    out.clear();
    while (!out.full() && !execution_.stopped()) {
      if (next_ == runs_.size()) {
        if (next_node_ >= part_.end) break;
        FindRuns();
      } else if (Emit(out, runs_[next_])) {
        ++next_;
      }
    }
    return out.size() > 0 && !execution_.failed();
  }
  void Reset() override {
    runs_.clear();
    next_ = 0;
    next_node_ = part_.begin;
  }

 private:
  struct Run {
    uint32_t node, from, to;
  };

  // Of the next nodes.
  void FindRuns() {
    constexpr uint32_t kNodes = 512;
    runs_.clear();
    next_ = 0;
    const uint32_t end = part_.end - next_node_ < kNodes ? part_.end : next_node_ + kNodes;
    uint64_t seen = 0;
    ForEachRun(column_, next_node_, end, [&](uint32_t id, uint32_t from, uint32_t to) {
      const NodeId node{id};
      seen += to - from;
      if (from_label_.trivial() ? execution_.view().Exists(node) : from_label_.Passes(node))
        runs_.push_back({id, from, to});
    });
    next_node_ = end;
    execution_.Spend(seen);
  }

  // Whether all of the run is in the batch now; what is not stays in it.
  bool Emit(Batch& out, Run& run) const {
    const uint32_t* others = column_.side->others.data();
    Value* from = from_live_ ? out.column(node_.from) : nullptr;
    Value* edge = edge_live_ ? out.column(node_.edge) : nullptr;
    Value* to = to_live_ ? out.column(node_.to) : nullptr;
    uint32_t row = out.size();
    for (; run.from < run.to && row < out.capacity(); ++run.from) {
      const NodeId other{others[run.from]};
      if (!to_label_.Passes(other)) continue;
      if (from) from[row] = Value::Node(NodeId{run.node});
      if (edge) edge[row] = Value::Edge(column_.side->EdgeAt(run.from));
      if (to) to[row] = Value::Node(other);
      ++row;
    }
    out.set_size(row);
    return run.from == run.to;
  }

  const plan::Expand& node_;
  Execution& execution_;
  const ScanPart part_;
  TypeSet types_;
  algo::StepReader steps_;
  const algo::StepReader::Column column_;
  EndLabel from_label_, to_label_;
  bool from_live_, edge_live_, to_live_;
  uint32_t next_node_;
  std::vector<Run> runs_;
  size_t next_ = 0;
};

}  // namespace

OperatorPtr MakeExpandScan(const plan::Plan& plan, const BuildPlace& place) {
  const auto& expand = std::get<plan::Expand>(plan.node);
  if (!place.part.scan || place.part.scan != plan.input.get() || expand.into || expand.edge_bound ||
      !expand.distinct_from.empty() || expand.from == expand.to)
    return nullptr;
  auto made = std::make_unique<ExpandScan>(plan, place);
  return made->fits() ? std::move(made) : nullptr;
}

}  // namespace newsgraph::execute

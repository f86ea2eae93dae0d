// Expand: each input row with each relationship at a node, and the node at its other end.
//
//   in: (a)    out: (a, e1, b1), (a, e2, b2), ...
//
// Where only the first relationships of a node in the order of a property are wanted and the graph
// keeps them in that order, the others are counted and not read (plan::Expand::First).
#include "query/execute/operators/expand.h"

#include <algorithm>

#include "graph/algo/step_reader.h"
#include "query/execute/evaluate.h"
#include "query/execute/operators/expand_scan.h"
#include "query/execute/operators/extend.h"
#include "query/execute/operators/share.h"

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

namespace {

// As view.source(edge) == node, but without a search for the source.
bool BeginsAt(const GraphView& view, EdgeId edge, NodeId node) {
  const FrozenGraph& frozen = *view.snapshot().frozen;
  if (edge.value >= frozen.edge_count) return view.source(edge) == node;
  return node.value < frozen.node_limit && frozen.out.Begin(node.value) <= edge.value &&
         edge.value < frozen.out.End(node.value);
}

}  // namespace

bool Follows(const GraphView& view, EdgeId edge, NodeId from, Direction direction, NodeId& other) {
  const NodeId target = view.target(edge);
  if (direction != Direction::kIn && BeginsAt(view, edge, from)) {
    other = target;
    return true;
  }
  if (direction != Direction::kOut && target == from) {
    other = view.source(edge);
    return true;
  }
  return false;
}

EndLabel::EndLabel(const Execution& execution, int name) {
  if (name < 0) return;
  execution_ = &execution;
  label_ = execution.label(name);
  if (execution.changes() || !execution.view().snapshot().delta.node_sets.empty()) return;
  const std::vector<IdRange> ranges = RangesOf(execution, name);
  if (ranges.size() == 1) first_ = ranges[0].begin, count_ = ranges[0].end - ranges[0].begin;
}

EndLabel::EndLabel(const Execution& execution, int name, const TypeSet& types, Direction direction)
    : EndLabel(execution, name) {
  if (name < 0 || !label_.valid() || execution.changes()) return;
  const Statistics& statistics = execution.view().statistics();
  const LabelId any;
  const auto always = [&](EdgeTypeId type) {
    const uint64_t all = statistics.EdgesBetween(any, type, any);
    return (direction == Direction::kIn || statistics.EdgesBetween(any, type, label_) == all) &&
           (direction == Direction::kOut || statistics.EdgesBetween(label_, type, any) == all);
  };
  const bool implied = types.any ? always(EdgeTypeId{})
                                 : std::all_of(types.types.begin(), types.types.end(), always);
  if (implied) *this = EndLabel();
}

namespace {

class Expand : public Operator {
 public:
  Expand(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : node_(std::get<plan::Expand>(plan.node)),
        execution_(place.execution),
        types_(place.execution.Resolve(node_.types)),
        steps_(execution_.view(), node_.direction, types_),
        edge_live_(IsLive(plan, node_.edge)),
        to_live_(IsLive(plan, node_.to)),
        label_(EndOf()),
        rows_(place, std::move(input)) {
    carried_ = node_.into ? plan.live : Carried(plan.live, {node_.to});
    if (!node_.edge_bound) std::erase(carried_, node_.edge);
    if (node_.first.limit && !types_.any) first_key_ = execution_.key(node_.first.key);
  }

  bool Next(Batch& out) override {
    out.clear();
    while (!out.full() && !execution_.stopped()) {
      if (next_ == found_.size()) {
        if (!NextRow()) break;
        continue;
      }
      const size_t count = std::min<size_t>(found_.size() - next_, out.capacity() - out.size());
      Emit(out, count);
      next_ += count;
    }
    return out.size() > 0 && !execution_.failed();
  }
  void Reset() override {
    rows_.Reset();
    found_.clear();
    next_ = 0;
    wanted_ = 0;
  }
  bool Rebind() override {
    label_ = EndOf();
    return true;
  }

 private:
  EndLabel EndOf() const { return {execution_, node_.to_label, types_, node_.direction}; }

  struct Found {
    NodeId node;
    EdgeId edge;
  };

  bool NextRow() {
    if (!rows_.Next()) return false;
    FetchAhead(steps_, rows_, node_.from);
    next_ = 0;
    Find(rows_.row());
    return true;
  }

  // Whether those that are wanted of a node's relationships lie at one end of each run.
  bool InOrder(NodeId node) {
    if (!first_key_.valid()) return false;
    const Snapshot& snapshot = execution_.view().snapshot();
    const Delta& delta = snapshot.delta;
    if (first_key_ != snapshot.frozen->sort_key || execution_.changes() ||
        !delta.node_edges.empty() || !delta.edge_properties.empty() ||
        node.value >= snapshot.frozen->node_limit)
      return false;
    if (wanted_ == 0) wanted_ = RowsWanted(node_.first.limit, node_.first.skip, execution_);
    return wanted_ > 0 && !execution_.failed();
  }

  // The first wanted_ relationships of each run by the property, all that are as the last of them
  // too, in the order of the run.
  template <class Fits>
  void FindFirst(NodeId from, Fits&& fits) {
    const FrozenGraph& frozen = *execution_.view().snapshot().frozen;
    for (const bool out : {true, false}) {
      if (node_.direction == (out ? Direction::kIn : Direction::kOut)) continue;
      const Adjacency& side = out ? frozen.out : frozen.in;
      // A self loop was seen among the outgoing edges.
      const bool loops = out || node_.direction != Direction::kBoth;
      const bool all_fit = loops && label_.trivial() && node_.distinct_from.empty();
      side.ForEachRun(side.Begin(from.value), side.End(from.value), types_.types,
                      [&](uint32_t begin, uint32_t end) {
                        TakeFirst(side, begin, end, all_fit, [&](NodeId other, EdgeId edge) {
                          return all_fit || ((loops || other != from) && fits(other, edge));
                        });
                        return true;
                      });
    }
  }

  template <class Fits>
  void TakeFirst(const Adjacency& side, uint32_t begin, uint32_t end, bool all_fit, Fits&& fits) {
    const GraphView& view = execution_.view();
    const size_t before = found_.size();
    uint64_t seen = 0, left_out = 0;
    Value last;  // of those wanted
    for (uint32_t i = 0; i < end - begin; ++i) {
      const uint32_t place = node_.first.descending ? end - 1 - i : begin + i;
      const NodeId other{side.others[place]};
      const EdgeId edge = side.EdgeAt(place);
      ++seen;
      if (!fits(other, edge)) continue;
      const uint64_t taken = found_.size() - before;
      if (left_out > 0 ||
          (taken >= wanted_ && Compare(view.property(edge, first_key_), last) != 0)) {
        left_out += all_fit ? end - begin - i : 1;
        if (all_fit) break;
        continue;
      }
      found_.push_back({other, edge});
      if (taken + 1 == wanted_) last = view.property(edge, first_key_);
    }
    if (node_.first.descending)
      std::reverse(found_.begin() + static_cast<ptrdiff_t>(before), found_.end());
    execution_.left_out += left_out;
    execution_.Spend(seen);
  }

  void Find(Row row) {
    found_.clear();
    const Value& from = row[node_.from];
    if (!from.is_node()) return;
    const GraphView& view = execution_.view();
    NodeId to;
    if (node_.into) {
      if (!row[node_.to].is_node()) return;
      to = row[node_.to].node();
    }
    const auto fits = [&](NodeId other, EdgeId edge) {
      return (!node_.into || other == to) && label_.Passes(other) &&
             (node_.distinct_from.empty() || !UsesEdge(row, node_.distinct_from, edge));
    };
    const auto accept = [&](NodeId other, EdgeId edge) {
      if (fits(other, edge)) found_.push_back({other, edge});
    };
    if (node_.edge_bound) {
      const Value& edge = row[node_.edge];
      NodeId other;
      if (edge.is_edge() && view.Exists(edge.edge()) && types_.Contains(view.type(edge.edge())) &&
          Follows(view, edge.edge(), from.node(), node_.direction, other)) {
        accept(other, edge.edge());
      }
      return;
    }
    if (InOrder(from.node())) return FindFirst(from.node(), fits);
    uint64_t seen = 0;
    if (node_.into && steps_.Cost(to, false) < steps_.Cost(from.node(), true)) {
      // The same edges seen from the end that has fewer.
      steps_.ForEach(to, false, [&](NodeId other, EdgeId edge) {
        ++seen;
        if (other == from.node()) accept(to, edge);
        return true;
      });
    } else {
      steps_.ForEach(from.node(), true, [&](NodeId other, EdgeId edge) {
        ++seen;
        accept(other, edge);
        return true;
      });
    }
    execution_.Spend(seen);
  }

  void Emit(Batch& out, size_t count) {
    const uint32_t begin = out.size();
    const Found* found = found_.data() + next_;
    if (edge_live_ && !node_.edge_bound) {
      Value* column = out.column(node_.edge) + begin;
      for (size_t i = 0; i < count; ++i) column[i] = Value::Edge(found[i].edge);
    }
    if (to_live_ && !node_.into) {
      Value* column = out.column(node_.to) + begin;
      for (size_t i = 0; i < count; ++i) column[i] = Value::Node(found[i].node);
    }
    const Row row = rows_.row();
    for (int slot : carried_) {
      const Value& value = row[slot];
      std::fill_n(out.column(slot) + begin, count, value);
    }
    out.set_size(begin + static_cast<uint32_t>(count));
  }

  const plan::Expand& node_;
  Execution& execution_;
  TypeSet types_;
  algo::StepReader steps_;
  bool edge_live_, to_live_;
  EndLabel label_;
  std::vector<int> carried_;
  InputRows rows_;
  std::vector<Found> found_;  // what the row leads to; handed on from next_
  size_t next_ = 0;
  KeyId first_key_;      // of plan::Expand::First, where it may be of use
  uint64_t wanted_ = 0;  // by it; 0: not known
};

}  // namespace

OperatorPtr MakeExpand(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  if (OperatorPtr scan = MakeExpandScan(plan, place)) return scan;
  return std::make_unique<Expand>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

// CountPairs: how many ordered pairs of nodes between two others close a diamond, without a row for
// any of them.
//
//   (a)-->(b)-->(d), (a)-->(c)-->(d) WHERE b.id < c.id        in: (a)   out: (a, d, 3)
//
// The nodes b of a row are taken in order of the property. Each adds one to every d it leads to, as
// often as edges lead there; what was added by those before it is the number of pairs it makes. So
// a pair costs nothing, and a row costs its two-step walks. Parallel edges count each.
#include <array>

#include "graph/algo/node_marks.h"
#include "graph/algo/step_reader.h"
#include "graph/algo/workspace.h"
#include "query/execute/operators/expand.h"
#include "query/execute/operators/extend.h"

namespace newsgraph::execute {
namespace {

using algo::NodeMarks;

class CountPairs : public Operator {
 public:
  CountPairs(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : node_(std::get<plan::CountPairs>(plan.node)),
        execution_(place.execution),
        first_types_(execution_.Resolve(node_.first.types)),
        second_types_(execution_.Resolve(node_.second.types)),
        first_label_(execution_, node_.first.to_label, first_types_, node_.first.direction),
        second_label_(execution_, node_.second.to_label, second_types_, node_.second.direction),
        first_(execution_.view(), node_.first.direction, first_types_),
        second_(execution_.view(), node_.second.direction, second_types_),
        to_live_(IsLive(plan, node_.to)),
        carried_(Carried(plan.live, {node_.to, node_.slot})),
        rows_(place, std::move(input)),
        marks_(execution_.call_state.workspace->marks.Take()) {}

  bool Next(Batch& out) override {
    out.clear();
    while (!out.full() && !execution_.stopped()) {
      while (next_ < ends_.size() && ends_[next_].pairs == 0) ++next_;
      if (next_ == ends_.size()) {
        if (!NextRow()) break;
        continue;
      }
      const uint32_t row = out.size();
      rows_.CopyTo(out, row, carried_);
      if (to_live_) out.column(node_.to)[row] = Value::Node(ends_[next_].node);
      out.column(node_.slot)[row] = Value::Int(static_cast<int64_t>(ends_[next_].pairs));
      out.set_size(row + 1);
      ++next_;
    }
    return out.size() > 0 && !execution_.failed();
  }
  void Reset() override {
    rows_.Reset();
    ends_.clear();
    next_ = 0;
  }

 private:
  // A node in the middle, and how many edges lead to it.
  struct Middle {
    Value key;
    NodeId node;
    uint64_t edges;
  };
  // A node where diamonds may close.
  struct End {
    NodeId node;
    uint32_t group;   // the last that led here
    uint64_t before;  // walks to it by the groups before that one
    uint64_t now;     // walks by that group
    uint64_t pairs;
  };

  bool NextRow() {
    if (!rows_.Next()) return false;
    ends_.clear();
    next_ = 0;
    const Value& from = rows_.row()[node_.from];
    if (!from.is_node()) return true;
    from_ = from.node();
    FindMiddles();
    if (middles_.size() < 2) return true;
    marks_->Begin(execution_.view().node_limit());
    if (Ordered()) {
      CountInOrder();
    } else {
      CountEach();
    }
    return true;
  }

  void FindMiddles() {
    const GraphView& view = execution_.view();
    const KeyId key = execution_.key(node_.key);
    middles_.clear();
    if (!key.valid()) return;
    uint64_t seen = 0;
    first_.ForEach(from_, true, [&](NodeId middle, EdgeId) {
      ++seen;
      if (first_label_.Passes(middle)) middles_.push_back({Value(), middle, 1});
      return true;
    });
    execution_.Spend(seen);
    std::sort(middles_.begin(), middles_.end(),
              [](const Middle& a, const Middle& b) { return a.node < b.node; });
    size_t kept = 0;
    for (size_t i = 0; i < middles_.size(); ++i) {
      if (kept > 0 && middles_[kept - 1].node == middles_[i].node) {
        ++middles_[kept - 1].edges;
      } else {
        middles_[kept++] = std::move(middles_[i]);
      }
    }
    middles_.resize(kept);
    if (kept < 2) return;
    for (Middle& middle : middles_) middle.key = view.property(middle.node, key);
    std::erase_if(middles_, [](const Middle& middle) { return middle.key.is_null(); });
    std::sort(middles_.begin(), middles_.end(), [](const Middle& a, const Middle& b) {
      const bool integers = a.key.is_int() && b.key.is_int();
      return integers ? a.key.integer() < b.key.integer() : Compare(a.key, b.key) < 0;
    });
  }

  // Whether `<` holds for a pair exactly when one comes before the other in order.
  bool Ordered() const {
    const ValueKind kind = middles_[0].key.kind();
    const bool plain = kind == ValueKind::kInt || kind == ValueKind::kString ||
                       kind == ValueKind::kDate || kind == ValueKind::kBool;
    return plain && std::all_of(middles_.begin(), middles_.end(),
                                [&](const Middle& middle) { return middle.key.kind() == kind; });
  }

  void CountInOrder() {
    uint32_t group = 0;
    for (size_t i = 0; i < middles_.size() && !execution_.stopped(); ++i) {
      if (i > 0 && !Equivalent(middles_[i - 1].key, middles_[i].key)) ++group;
      Walk(middles_[i], [&](End& end, uint64_t times) {
        if (end.group != group) {
          end.before += end.now;
          end.now = 0;
          end.group = group;
        }
        end.pairs += times * end.before;
        end.now += times;
      });
    }
  }

  // Pair by pair, for keys of which some do not compare.
  void CountEach() {
    for (const Middle& greater : middles_) {
      for (End& end : ends_) end.before = 0;
      for (const Middle& less : middles_) {
        int order = 0;
        if (Comparable(less.key, greater.key, order) != Truth::kTrue || order >= 0) continue;
        Walk(less, [](End& end, uint64_t times) { end.before += times; });
      }
      Walk(greater, [](End& end, uint64_t times) { end.pairs += times * end.before; });
      if (execution_.stopped()) return;
    }
  }

  // Calls add(end, times) for each edge of the second step.
  template <class F>
  void Walk(const Middle& middle, F&& add) {
    uint64_t seen = 0;
    second_.ForEach(middle.node, true, [&](NodeId node, EdgeId) {
      ++seen;
      if (!second_label_.Passes(node)) return true;
      // Back where it began, the edge must be another one than that of the first step.
      const uint64_t times = node == from_ && node_.same_edges ? middle.edges - 1 : middle.edges;
      if (times == 0) return true;
      uint32_t at = marks_->Get(node);
      if (at == NodeMarks::kNone) {
        at = static_cast<uint32_t>(ends_.size());
        marks_->Set(node, at);
        ends_.push_back({node, 0, 0, 0, 0});
      }
      add(ends_[at], times);
      return true;
    });
    execution_.Spend(seen);
  }

  const plan::CountPairs& node_;
  Execution& execution_;
  TypeSet first_types_, second_types_;
  EndLabel first_label_, second_label_;
  algo::StepReader first_, second_;
  bool to_live_;
  std::vector<int> carried_;
  InputRows rows_;
  algo::Pool<NodeMarks>::Lease marks_;  // place in ends_
  NodeId from_;
  std::vector<Middle> middles_;
  std::vector<End> ends_;
  size_t next_ = 0;  // in ends_
};

}  // namespace

OperatorPtr MakeCountPairs(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<CountPairs>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

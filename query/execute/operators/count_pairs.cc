// CountPairs: how many ordered pairs of nodes between two others close a diamond, without a row for
// any of them.
//
//   (a)-->(b)-->(d), (a)-->(c)-->(d) WHERE b.id < c.id        in: (a)   out: (a, d, 3)
//
// The nodes b of a row are taken in order of the property. Each makes a pair with all walks that
// led to the same d before it, and then adds its own, as often as edges lead there. So a pair costs
// nothing, and a row costs its two-step walks. Parallel edges count each. Most nodes d are met once
// and close nothing: a bit tells.
#include "graph/algo/node_marks.h"
#include "graph/algo/step_reader.h"
#include "graph/algo/workspace.h"
#include "query/execute/operators/expand.h"
#include "query/execute/operators/extend.h"
#include "query/execute/operators/node_bits.h"
#include "query/execute/operators/step_counter.h"

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
        first_label_(EndOf(node_.first, first_types_)),
        second_label_(EndOf(node_.second, second_types_)),
        first_(execution_.view(), node_.first.direction, first_types_),
        second_(execution_.view(), node_.second.direction, second_types_),
        to_live_(IsLive(plan, node_.to)),
        carried_(Carried(plan.live, {node_.to, node_.slot})),
        uses_bits_(NodeBits::Pay(plan.input->rows)),
        rows_(place, std::move(input)),
        second_runs_(second_,
                     place.part.tables ? place.part.tables->FindRuns(&node_.second) : nullptr) {}

  bool Next(Batch& out) override {
    out.clear();
    while (!out.full() && !execution_.stopped()) {
      if (next_ == ends_.size()) {
        if (!NextRow()) break;
        continue;
      }
      const End& end = ends_[next_++];
      if (end.pairs == 0) continue;
      const uint32_t row = out.size();
      rows_.CopyTo(out, row, carried_);
      if (to_live_) out.column(node_.to)[row] = Value::Node(end.node);
      out.column(node_.slot)[row] = Value::Int(static_cast<int64_t>(end.pairs));
      out.set_size(row + 1);
    }
    return out.size() > 0 && !execution_.failed();
  }
  void Reset() override {
    rows_.Reset();
    ends_.clear();
    next_ = 0;
  }
  bool Rest() override {
    marks_.reset();
    bits_ = NodeBits();
    return true;
  }
  bool Rebind() override {
    first_label_ = EndOf(node_.first, first_types_);
    second_label_ = EndOf(node_.second, second_types_);
    return true;
  }

 private:
  EndLabel EndOf(const plan::CountStep& step, const TypeSet& types) const {
    return {execution_, step.to_label, types, step.direction};
  }

  // A node in the middle, and how many edges lead to it.
  struct Middle {
    uint64_t code;  // of its key, where codes tell the order
    NodeId node;
    uint32_t edges;
  };
  // A node where diamonds may close.
  struct End {
    NodeId node;
    uint64_t walks;  // to it, by the middles before
    uint64_t pairs;
  };

  bool NextRow() {
    do {
      if (!rows_.Next()) return false;
      FetchAhead(first_, rows_, node_.from);
    } while (!FindEnds(rows_.row()[node_.from]));
    if (to_live_) return true;
    // Nobody reads which node it is.
    uint64_t pairs = 0;
    for (const End& end : ends_) pairs += end.pairs;
    ends_.assign(1, {NodeId(), 0, pairs});
    return true;
  }

  // Whether there may be any.
  bool FindEnds(const Value& from) {
    ends_.clear();
    next_ = 0;
    if (!from.is_node()) return false;
    from_ = from.node();
    FindMiddles();
    if (middles_.size() < 2) return false;
    if (!marks_) marks_ = execution_.call_state.workspace->marks.Take();
    marks_->Begin(execution_.view().node_limit());
    if (uses_bits_) bits_.Begin(execution_.view().node_limit());
    if (OrderByCode() || OrderByValue()) {
      CountInOrder();
    } else {
      CountEach();
    }
    return true;
  }

  void FindMiddles() {
    middles_.clear();
    if (!execution_.key(node_.key).valid()) return;
    const algo::StepReader::Run run = first_.FindRun(from_);
    if (run.whole && run.others.size() < 2) return;
    uint64_t seen = 0;
    first_.ForEach(from_, true, [&](NodeId middle, EdgeId) {
      ++seen;
      if (first_label_.Passes(middle)) middles_.push_back({0, middle, 1});
      return true;
    });
    execution_.Spend(seen);
    if (middles_.size() < 2) return;
    for (const Middle& middle : middles_) second_runs_.PrefetchPlace(middle.node);
    std::sort(middles_.begin(), middles_.end(),
              [](const Middle& a, const Middle& b) { return a.node < b.node; });
    size_t kept = 0;
    for (size_t i = 0; i < middles_.size(); ++i) {
      if (kept > 0 && middles_[kept - 1].node == middles_[i].node) {
        ++middles_[kept - 1].edges;
      } else {
        middles_[kept++] = middles_[i];
      }
    }
    middles_.resize(kept);
    for (const Middle& middle : middles_) second_runs_.PrefetchEntries(middle.node);
  }

  // By the codes of the key's column, where it has one whose codes are in order of the values.
  bool OrderByCode() {
    const KeyId key = execution_.key(node_.key);
    const Column* column = key.valid() ? execution_.view().NodeColumn(key) : nullptr;
    if (!column || !column->direct() || !column->ordered()) return false;
    const uint64_t none = column->values.none();
    for (Middle& middle : middles_) {
      const uint32_t place = middle.node.value - column->first;
      middle.code = place < column->count ? column->values[place] : none;
    }
    std::erase_if(middles_, [&](const Middle& middle) { return middle.code == none; });
    SortByCode();
    return true;
  }
  void SortByCode() {
    std::sort(middles_.begin(), middles_.end(),
              [](const Middle& a, const Middle& b) { return a.code < b.code; });
  }

  // By the values themselves, which get numbers for codes; false when not all of them compare.
  bool OrderByValue() {
    const KeyId key = execution_.key(node_.key);
    values_.clear();
    for (size_t i = 0; i < middles_.size(); ++i)
      values_.emplace_back(execution_.view().property(middles_[i].node, key), i);
    std::erase_if(values_, [](const auto& each) { return each.first.is_null(); });
    std::vector<Middle> kept;
    for (auto& [value, place] : values_) {
      kept.push_back(middles_[place]);
      place = kept.size() - 1;
    }
    middles_ = std::move(kept);
    if (values_.empty()) return true;
    // Whether `<` holds for a pair exactly when one comes before the other in order.
    const ValueKind kind = values_[0].first.kind();
    const bool plain = kind == ValueKind::kInt || kind == ValueKind::kString ||
                       kind == ValueKind::kDate || kind == ValueKind::kBool;
    if (!plain || !std::all_of(values_.begin(), values_.end(),
                               [&](const auto& each) { return each.first.kind() == kind; }))
      return false;
    std::sort(values_.begin(), values_.end(),
              [](const auto& a, const auto& b) { return Compare(a.first, b.first) < 0; });
    uint64_t code = 0;
    for (size_t i = 0; i < values_.size(); ++i) {
      code += i > 0 && !Equivalent(values_[i - 1].first, values_[i].first);
      middles_[values_[i].second].code = code;
    }
    SortByCode();
    return true;
  }

  // Middles of one code make no pairs among themselves.
  void CountInOrder() {
    for (size_t begin = 0, end = 0; begin < middles_.size() && !execution_.stopped(); begin = end) {
      while (end < middles_.size() && middles_[end].code == middles_[begin].code) ++end;
      for (size_t i = begin; i < end && begin > 0; ++i) {
        Walk(middles_[i], [&](NodeId node, uint64_t times) {
          if (!IsMet(node)) return;
          End& met = EndOf(node);
          met.pairs += times * met.walks;
        });
      }
      for (size_t i = begin; i < end; ++i) {
        Walk(middles_[i], [&](NodeId node, uint64_t times) {
          const bool once = uses_bits_ && times == 1 && !bits_.Has(node.value);
          if (!once) EndOf(node).walks += times;
          if (uses_bits_ && !bits_.Has(node.value)) bits_.Add(node.value);
        });
      }
    }
  }

  // Pair by pair, for keys of which some do not compare. REQUIRES: OrderByValue was called.
  void CountEach() {
    for (const auto& [greater, g] : values_) {
      for (End& end : ends_) end.walks = 0;
      for (const auto& [less, l] : values_) {
        int order = 0;
        if (Comparable(less, greater, order) != Truth::kTrue || order >= 0) continue;
        Walk(middles_[l], [&](NodeId node, uint64_t times) { EndOf(node).walks += times; });
      }
      Walk(middles_[g], [&](NodeId node, uint64_t times) {
        End& end = EndOf(node);
        end.pairs += times * end.walks;
      });
      if (execution_.stopped()) return;
    }
  }

  bool IsMet(NodeId node) const { return uses_bits_ ? bits_.Has(node.value) : marks_->Has(node); }
  // Made when it is met again; one that has a bit alone was met once.
  End& EndOf(NodeId node) {
    uint32_t at = marks_->Get(node);
    if (at == NodeMarks::kNone) {
      at = static_cast<uint32_t>(ends_.size());
      marks_->Set(node, at);
      ends_.push_back({node, uses_bits_ && bits_.Has(node.value) ? uint64_t{1} : 0, 0});
    }
    return ends_[at];
  }

  // Calls f(node, times) for each edge of the second step.
  template <class F>
  void Walk(const Middle& middle, F&& f) {
    const auto visit = [&](NodeId node) {
      if (!second_label_.Passes(node)) return;
      // Back where it began, the edge must be another one than that of the first step.
      const uint64_t times = node == from_ && node_.same_edges ? middle.edges - 1 : middle.edges;
      if (times > 0) f(node, times);
    };
    if (const algo::StepReader::Run run = second_runs_.Find(middle.node); run.whole) {
      for (const uint32_t node : run.others) visit(NodeId{node});
      execution_.Spend(run.others.size());
      return;
    }
    uint64_t seen = 0;
    second_.ForEach(middle.node, true, [&](NodeId node, EdgeId) {
      ++seen;
      visit(node);
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
  const bool uses_bits_;
  InputRows rows_;
  const RunFinder second_runs_;         // where the edges of the second step are
  algo::Pool<NodeMarks>::Lease marks_;  // place in ends_; taken when it is needed
  NodeBits bits_;                       // nodes that were met
  NodeId from_;
  std::vector<Middle> middles_;
  std::vector<std::pair<Value, size_t>> values_;  // keys, and places in middles_
  std::vector<End> ends_;
  size_t next_ = 0;  // in ends_
};

}  // namespace

OperatorPtr MakeCountPairs(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<CountPairs>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

// Intersect: each input row with each node that all legs lead to, and each choice of one
// relationship a leg. What a chain of joins would find among all neighbours of one end and then
// mostly throw away is found by walking the shorter lists (after the leapfrog and generic joins of
// Ngo, Porat, Ré and Rudra 2012, but with marks, since lists are in order of dates).
//
//   in: (p, x)    out: (p, x, a, e1, e2), ...        for p <-e1- a -e2-> x, parallel ones each
//
// The legs whose node stays the same from row to row are marked once; the other one is walked.
// Where only the number of such rows is wanted (count_slot), marks are counts by node, and
// relationships that must differ from others are taken off at the end: they lead to few nodes.
#include "graph/algo/node_marks.h"
#include "graph/algo/step_reader.h"
#include "graph/algo/workspace.h"
#include "query/execute/operators/expand.h"
#include "query/execute/operators/extend.h"
#include "query/execute/operators/marks.h"
#include "query/execute/operators/node_bits.h"
#include "query/execute/operators/step_counter.h"

namespace newsgraph::execute {
namespace {

bool HasSelfLoops(const GraphView& view) {
  const Snapshot& snapshot = view.snapshot();
  return static_cast<int64_t>(snapshot.frozen->self_loops) + snapshot.delta.self_loops != 0;
}

class Intersect : public Operator {
 public:
  Intersect(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : node_(std::get<plan::Intersect>(plan.node)),
        execution_(place.execution),
        to_live_(IsLive(plan, node_.to)),
        carried_(plan.live),
        width_(node_.legs.size() + 1),
        uses_bits_(counts() && NodeBits::Pay(plan.input->rows)),
        rows_(place, std::move(input)) {
    std::erase(carried_, node_.to);
    legs_.reserve(node_.legs.size());
    for (const plan::Intersect::Leg& leg : node_.legs) {
      std::erase(carried_, leg.edge);
      Leg& made = legs_.emplace_back(leg, execution_);
      if (counts() && place.part.tables)
        made.runs = RunFinder(*made.steps, place.part.tables->FindRuns(&leg));
      made.live = !counts() && IsLive(plan, leg.edge);
      edges_matter_ = edges_matter_ || made.live;
      for (const int slot : leg.distinct_from) {
        edges_matter_ = true;
        const auto same = [&](const Leg& other) { return other.plan.edge == slot; };
        const auto other = std::find_if(legs_.begin(), legs_.end(), same);
        if (other == legs_.end()) {
          made.distinct_from.push_back(slot);
        } else {
          made.differs_from.push_back(static_cast<size_t>(other - legs_.begin()));
        }
      }
    }
    LookUp();
    chosen_.resize(legs_.size());
    std::erase(carried_, node_.count_slot);
  }

  bool Next(Batch& out) override {
    out.clear();
    if (counts()) return NextCounts(out);
    while (!out.full() && !execution_.stopped()) {
      if (next_ == found_.size()) {
        if (!NextRow()) break;
        continue;
      }
      const size_t count =
          std::min<size_t>((found_.size() - next_) / width_, out.capacity() - out.size());
      Emit(out, count);
      next_ += count * width_;
    }
    return out.size() > 0 && !execution_.failed();
  }
  void Reset() override {
    rows_.Reset();
    found_.clear();
    next_ = 0;
    joined_ = 0;
    if (execution_.changes()) Rest();  // the graph may have changed
  }
  bool Rest() override {
    for (Leg& leg : legs_) {
      leg.node = leg.counted = NodeId();
      leg.marks = Marks();
      leg.counts.reset();
      leg.bits = NodeBits();
    }
    return true;
  }
  bool Rebind() override {
    LookUp();
    return true;
  }

 private:
  struct Leg {
    Leg(const plan::Intersect::Leg& plan, Execution& execution)
        : plan(plan),
          types(execution.Resolve(plan.types)),
          steps(std::make_unique<algo::StepReader>(execution.view(), plan.direction, types)),
          runs(*steps) {}

    const plan::Intersect::Leg& plan;
    TypeSet types;
    std::unique_ptr<algo::StepReader> steps;
    RunFinder runs;  // where its edges are
    bool live = false;
    std::vector<int> distinct_from;    // slots of the input
    std::vector<size_t> differs_from;  // earlier legs whose relationship must be another
    // Of the row:
    NodeId node;
    uint64_t degree = 0;
    algo::StepReader::Run run;  // its edges, where they lie together
    bool repeated = false;      // the node is the row before's
    Marks marks;
    std::vector<EdgeId> edges;  // that join the candidate and the node
    // To count alone: edges by the node at their other end, of the node `counted`.
    algo::Pool<algo::NodeMarks>::Lease counts;  // or bits: see uses_bits_
    NodeBits bits;
    NodeId counted;
  };

  bool counts() const { return node_.count_slot >= 0; }

  // What it knows of the graph.
  void LookUp() {
    self_loops_ = HasSelfLoops(execution_.view());
    label_ = EndLabel(execution_, node_.to_label);
    for (const Leg& leg : legs_) {
      const EndLabel implied(execution_, node_.to_label, leg.types, leg.plan.direction);
      if (implied.trivial()) label_ = implied;
    }
  }

  bool Advance() {
    if (!rows_.Next()) return false;
    next_ = 0;
    found_.clear();
    return true;
  }

  bool NextRow() {
    if (!Advance()) return false;
    if (Look(rows_.row())) Find(rows_.row());
    return true;
  }

  bool NextCounts(Batch& out) {
    while (!out.full() && !execution_.stopped() && Advance()) {
      FetchAhead();
      if (!Look(rows_.row())) continue;
      const auto count = static_cast<int64_t>(Count(rows_.row()));
      if (count == 0) continue;
      int64_t sum;
      if (!carried_.empty()) {
        AddCount(out, count);
      } else if (!__builtin_add_overflow(joined_, count, &sum)) {
        joined_ = sum;
      } else {
        AddCount(out, std::exchange(joined_, count));
      }
    }
    if (joined_ > 0 && !out.full()) AddCount(out, std::exchange(joined_, 0));
    return out.size() > 0 && !execution_.failed();
  }
  void AddCount(Batch& out, int64_t count) {
    const uint32_t row = out.size();
    rows_.CopyTo(out, row, carried_);
    out.column(node_.count_slot)[row] = Value::Int(count);
    out.set_size(row + 1);
  }

  // What will be read of the rows to come.
  void FetchAhead() {
    constexpr uint32_t kPlaces = 32, kEntries = 16;
    for (const Leg& leg : legs_) {
      const Value* far = rows_.Ahead(kPlaces, leg.plan.from);
      if (far && far->is_node()) leg.runs.PrefetchPlace(far->node());
      const Value* near = rows_.Ahead(kEntries, leg.plan.from);
      if (near && near->is_node()) leg.runs.PrefetchEntries(near->node());
    }
  }

  // How many rows there are for the row.
  uint64_t Count(Row row) {
    for (const Leg& leg : legs_) {
      for (const size_t other : leg.differs_from) {
        if (legs_[other].node != leg.node) continue;
        Find(row);  // which relationship it is shows: one by one
        return found_.size() / width_;
      }
    }
    const auto [walked, seeks] = ChooseLeg(CountingCost);
    for (size_t i = 0; i < legs_.size() && !seeks; ++i) {
      if (i != walked) CountEnds(legs_[i]);
    }
    uint64_t count = 0;
    const Leg& leg = legs_[walked];
    if (!seeks && legs_.size() == 2 && leg.run.whole && label_.trivial()) {
      const Leg& marked = legs_[1 - walked];
      if (uses_bits_ && !marked.bits.repeats()) {
        count = marked.bits.CountIn(leg.run.others);
      } else {
        for (const uint32_t other : leg.run.others) count += Counted(marked, NodeId{other});
      }
      execution_.Spend(leg.degree);
      return count - CountTaken(row);
    }
    leg.steps->ForEach(leg.node, true, [&](NodeId candidate, EdgeId) {
      if (!label_.Passes(candidate)) return true;
      uint64_t choices = 1;
      for (size_t i = 0; i < legs_.size() && choices > 0; ++i) {
        if (i != walked)
          choices *= seeks ? CountBetween(legs_[i], candidate) : Counted(legs_[i], candidate);
      }
      count += choices;
      return true;
    });
    execution_.Spend(leg.degree);
    return count - CountTaken(row);
  }

  static uint64_t CountingCost(const Leg& leg) {
    return leg.repeated || leg.counted == leg.node ? 0 : leg.degree + 4;
  }
  uint64_t Counted(const Leg& leg, NodeId candidate) const {
    if (uses_bits_) return leg.bits.Times(candidate.value);
    const uint32_t count = leg.counts->Get(candidate);
    return count == algo::NodeMarks::kNone ? 0 : count;
  }
  void CountEnds(Leg& leg) {
    if (leg.counted == leg.node) return;
    leg.counted = leg.node;
    if (uses_bits_) {
      leg.bits.Begin(execution_.view().node_limit());
      if (leg.run.whole) {
        for (const uint32_t other : leg.run.others) leg.bits.Add(other);
      } else {
        leg.steps->ForEach(leg.node, true, [&](NodeId other, EdgeId) {
          leg.bits.Add(other.value);
          return true;
        });
      }
      execution_.Spend(leg.degree);
      return;
    }
    if (!leg.counts) leg.counts = execution_.call_state.workspace->marks.Take();
    leg.counts->Begin(execution_.view().node_limit());
    leg.steps->ForEach(leg.node, true, [&](NodeId other, EdgeId) {
      leg.counts->Set(other, static_cast<uint32_t>(Counted(leg, other)) + 1);
      return true;
    });
    execution_.Spend(leg.degree);
  }
  // The same for one candidate, from whichever side has fewer edges.
  uint64_t CountBetween(const Leg& leg, NodeId candidate) {
    if (candidate == leg.node && !self_loops_) return 0;
    uint64_t count = 0, seen = 0;
    const bool from_candidate = leg.steps->Cost(candidate, false) < leg.degree;
    const NodeId wanted = from_candidate ? leg.node : candidate;
    leg.steps->ForEach(from_candidate ? candidate : leg.node, !from_candidate,
                       [&](NodeId other, EdgeId) {
                         ++seen;
                         count += other == wanted;
                         return true;
                       });
    execution_.Spend(seen);
    return count;
  }

  // How many of the rows counted use a relationship that the row has already. Each such
  // relationship joins a leg's node and one candidate.
  uint64_t CountTaken(Row row) {
    taken_.clear();
    for (size_t l = 0; l < legs_.size(); ++l) {
      for (const int slot : legs_[l].distinct_from) {
        const Value& value = row[slot];
        if (value.is_edge()) TakeOff(l, value.edge());
        if (!value.is_list()) continue;
        for (const Value& item : value.list()) {
          if (item.is_edge()) TakeOff(l, item.edge());
        }
      }
    }
    std::sort(taken_.begin(), taken_.end());
    taken_.erase(std::unique(taken_.begin(), taken_.end()), taken_.end());
    uint64_t count = 0;
    for (size_t i = 0; i < taken_.size();) {
      const NodeId candidate = taken_[i].candidate;
      lost_.assign(legs_.size(), 0);
      for (; i < taken_.size() && taken_[i].candidate == candidate; ++i) ++lost_[taken_[i].leg];
      uint64_t all = 1, left = 1;
      for (size_t l = 0; l < legs_.size() && all > 0; ++l) {
        const uint64_t edges = CountBetween(legs_[l], candidate);
        all *= edges;
        left *= edges - lost_[l];
      }
      count += all - left;
    }
    return count;
  }
  void TakeOff(size_t l, EdgeId edge) {
    const Leg& leg = legs_[l];
    NodeId candidate;
    if (leg.plan.direction == Direction::kOut) {  // cheaper to know than whether it follows
      candidate = execution_.view().target(edge);
      if (!self_loops_ && std::any_of(legs_.begin(), legs_.end(),
                                      [&](const Leg& other) { return other.node == candidate; }))
        return;
    }
    if (leg.types.Contains(execution_.view().type(edge)) &&
        Follows(execution_.view(), edge, leg.node, leg.plan.direction, candidate) &&
        label_.Passes(candidate))
      taken_.push_back({candidate, l, edge});
  }

  // Takes the legs' nodes from the row; false when nothing can be found.
  bool Look(Row row) {
    for (Leg& leg : legs_) {
      const Value& from = row[leg.plan.from];
      if (!from.is_node()) return false;
      leg.repeated = from.node() == leg.node;
      if (!leg.repeated) {
        leg.node = from.node();
        leg.run = leg.runs.Find(leg.node);
        leg.degree = leg.run.whole
                         ? leg.run.others.size()
                         : execution_.view().Degree(leg.node, leg.plan.direction, leg.types);
      }
    }
    return std::all_of(legs_.begin(), legs_.end(), [](const Leg& leg) { return leg.degree > 0; });
  }

  struct Choice {
    size_t walked;  // the leg whose edges are read
    bool seeks;     // each end is looked for in the other legs; else those are prepared as a whole
  };
  // The cheapest choice; `prepare`: what preparing a leg costs.
  Choice ChooseLeg(uint64_t (*prepare)(const Leg&)) const {
    size_t walked = 0;
    uint64_t least = UINT64_MAX;
    for (size_t i = 0; i < legs_.size(); ++i) {
      uint64_t cost = legs_[i].degree;
      for (size_t j = 0; j < legs_.size(); ++j) cost += j == i ? 0 : prepare(legs_[j]);
      if (cost < least) least = cost, walked = i;
    }
    const auto fewest = std::min_element(
        legs_.begin(), legs_.end(), [](const Leg& a, const Leg& b) { return a.degree < b.degree; });
    const bool seeks = fewest->degree * kSeekCost < least;
    return {seeks ? static_cast<size_t>(fewest - legs_.begin()) : walked, seeks};
  }

  // Marks that are there, or will serve further rows, cost nothing more.
  static uint64_t MarkingCost(const Leg& leg) {
    return leg.repeated || leg.marks.node() == leg.node ? 0 : leg.degree + 4;
  }

  void Find(Row row) {
    const auto [walked, seeks] = ChooseLeg(MarkingCost);
    for (size_t i = 0; i < legs_.size() && !seeks; ++i) {
      if (i != walked) Mark(legs_[i]);
    }
    const Leg& leg = legs_[walked];
    execution_.view().ForEachEdge(leg.node, leg.plan.direction, leg.types,
                                  [&](NodeId candidate, EdgeId edge) {
                                    if (label_.Passes(candidate)) Try(row, walked, candidate, edge);
                                    return true;
                                  });
    execution_.Spend(leg.degree);
  }

  void Mark(Leg& leg) {
    if (leg.marks.node() == leg.node) return;
    leg.marks.Fill(execution_.view(), leg.node, leg.plan.direction, leg.types);
    execution_.Spend(leg.degree);
  }

  // Whether the other legs lead to the candidate too; then its rows are found.
  void Try(Row row, size_t walked, NodeId candidate, EdgeId edge) {
    for (size_t i = 0; i < legs_.size(); ++i) {
      Leg& leg = legs_[i];
      leg.edges.clear();
      if (i == walked) {
        leg.edges.push_back(edge);
      } else {
        FindEdges(leg, candidate);
      }
      if (leg.edges.empty()) return;
    }
    if (edges_matter_) return Choose(row, candidate, 0);
    size_t count = 1;
    for (const Leg& leg : legs_) count *= leg.edges.size();
    for (; count > 0; --count) {
      found_.push_back(candidate.value);
      found_.resize(found_.size() + legs_.size());
    }
  }

  void FindEdges(Leg& leg, NodeId candidate) {
    const GraphView& view = execution_.view();
    const Direction back = Reverse(leg.plan.direction);
    if (leg.marks.node() != leg.node) {
      const uint64_t degree = view.Degree(candidate, back, leg.types);
      if (degree <= 2 * leg.degree) {
        view.ForEachEdge(candidate, back, leg.types, [&](NodeId other, EdgeId edge) {
          if (other == leg.node) leg.edges.push_back(edge);
          return true;
        });
        execution_.Spend(degree);
        return;
      }
      Mark(leg);
    }
    for (uint32_t at = leg.marks.Find(candidate); at != 0; at = leg.marks.entry(at).next)
      leg.edges.push_back(leg.marks.entry(at).edge);
  }

  // Every choice of a relationship for the legs from `i` on; as deep as there are legs.
  void Choose(Row row, NodeId candidate, size_t i) {
    if (i == legs_.size()) {
      found_.push_back(candidate.value);
      for (const EdgeId edge : chosen_) found_.push_back(edge.value);
      return;
    }
    const Leg& leg = legs_[i];
    for (const EdgeId edge : leg.edges) {
      const bool taken = std::any_of(leg.differs_from.begin(), leg.differs_from.end(),
                                     [&](size_t other) { return chosen_[other] == edge; });
      if (taken || UsesEdge(row, leg.distinct_from, edge)) continue;
      chosen_[i] = edge;
      Choose(row, candidate, i + 1);
    }
  }

  void Emit(Batch& out, size_t count) {
    const uint32_t begin = out.size();
    const uint32_t* found = found_.data() + next_;
    if (to_live_) {
      Value* column = out.column(node_.to) + begin;
      for (size_t i = 0; i < count; ++i) column[i] = Value::Node(NodeId{found[i * width_]});
    }
    for (size_t l = 0; l < legs_.size(); ++l) {
      if (!legs_[l].live) continue;
      Value* column = out.column(legs_[l].plan.edge) + begin;
      for (size_t i = 0; i < count; ++i) column[i] = Value::Edge(EdgeId{found[i * width_ + 1 + l]});
    }
    for (const int slot : carried_) std::fill_n(out.column(slot) + begin, count, rows_.row()[slot]);
    out.set_size(begin + static_cast<uint32_t>(count));
  }

  // Looking from a candidate for the other legs' nodes costs about this many steps of a walk.
  static constexpr uint64_t kSeekCost = 16;

  const plan::Intersect& node_;
  Execution& execution_;
  bool to_live_;
  std::vector<int> carried_;
  const size_t width_;  // of found_: the node and an edge for each leg
  bool self_loops_ = true;
  const bool uses_bits_;  // to count
  InputRows rows_;
  std::vector<Leg> legs_;
  bool edges_matter_ = false;  // which of parallel relationships it is shows
  EndLabel label_;
  struct Taken {
    NodeId candidate;
    size_t leg;
    EdgeId edge;
    auto operator<=>(const Taken&) const = default;
  };
  std::vector<Taken> taken_;
  std::vector<uint64_t> lost_;  // by leg
  std::vector<EdgeId> chosen_;
  std::vector<uint32_t> found_;  // of the row; handed on from next_
  size_t next_ = 0;
  int64_t joined_ = 0;  // counted, and not handed on: rows that differ in nothing that is read
};

}  // namespace

OperatorPtr MakeIntersect(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Intersect>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

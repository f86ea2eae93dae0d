// Product: the graph as a path pattern sees it: pairs of a node and a state of the automaton.
//
//   Product product(plan, slots, execution);
//   product.Begin(row, start, end);                    // end {}: paths may end anywhere
//   product.Enter([&](Config config, uint32_t move) { ...; return true; });
//   product.Forward(config, [&](Config next, uint32_t move, EdgeId edge, double cost) { ... });
//   product.Backward(node, state, [&](NodeId node, uint32_t state, EdgeId edge, double cost) ...);
//
// Forward tests all that the pattern asks of a step: types, direction, conditions, inner nodes,
// dates that do not decrease, where a path may end. Backward leaves out what needs registers or the
// order of dates: it finds all ways forward, and where the automaton has no registers and dates are
// free, no others (exact()). Steps cost what COST says, or 1 each. They return false once visit
// does or the execution stopped.
//
// A config's `memory` numbers the values of the registers (and the date of the last relationship);
// 0 where there are none. One thread; the row must stay put.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/node_hash_map.h"
#include "graph/algo/step_reader.h"
#include "query/execute/operators/expand.h"
#include "query/plan/path_automaton.h"

namespace newsgraph::execute {

struct Config {
  NodeId node;
  uint32_t state = 0;
  uint32_t memory = 0;
  bool operator==(const Config&) const = default;
  template <class H>
  friend H AbslHashValue(H h, const Config& c) {
    return H::combine(std::move(h), c.node.value, c.state, c.memory);
  }
};

// One step of a path that was found: by which move, over which relationship, to which node. The
// first has no relationship.
struct RunStep {
  uint32_t move;
  EdgeId edge;
  NodeId node;
};
using Run = std::vector<RunStep>;

// Bytes that a search holds, told to the execution.
class HeldMemory {
 public:
  explicit HeldMemory(Execution& execution) : execution_(execution) {}
  ~HeldMemory() { Set(0); }
  HeldMemory(const HeldMemory&) = delete;
  void Set(size_t bytes) {
    execution_.HoldMemory(static_cast<int64_t>(bytes) - held_);
    held_ = static_cast<int64_t>(bytes);
  }

 private:
  Execution& execution_;
  int64_t held_ = 0;
};

class Product {
 public:
  Product(const plan::PathSearch& node, int slots, Execution& execution);
  void Begin(Row row, NodeId start, NodeId end);

  const plan::PathAutomaton& automaton() const { return automaton_; }
  const semantics::PathSearch& pattern() const { return pattern_; }
  Execution& execution() { return execution_; }
  NodeId start() const { return start_; }
  NodeId end() const { return end_; }
  // Only paths to this node from here on; none: to any.
  void set_end(NodeId end) { end_ = end; }
  // Whether steps cost what COST says; else 1.
  void set_weighted(bool weighted) { weighted_ = weighted; }
  bool exact() const { return !automaton_.has_registers && pattern_.date_key < 0; }

  template <class Visit>
  bool Enter(Visit&& visit);
  template <class Visit>
  bool Forward(const Config& config, Visit&& visit);
  template <class Visit>
  bool Backward(NodeId node, uint32_t state, Visit&& visit);

  // For an automaton that is `plain`, nodes alone: visit(NodeId other, EdgeId edge, double cost).
  template <class Visit>
  bool PlainStep(NodeId node, bool forward, Visit&& visit);
  uint64_t PlainCost(NodeId node, bool forward) const {
    return followers_[0].reader->Cost(node, forward);
  }
  // Whether paths may begin and end where they should.
  bool PlainEnds();

  // The relationships that Forward looks at.
  uint64_t StepCount(const Config& config) const {
    const int step = state(config.state).step;
    return step < 0 ? 0 : followers_[static_cast<size_t>(step)].reader->Cost(config.node, true);
  }
  // What COST says of a run; 0 for relationships without.
  double CostOf(const Run& run);

 private:
  using Move = plan::PathAutomaton::Move;
  using State = plan::PathAutomaton::State;
  struct Follower {  // how a step of the automaton is followed in the graph
    TypeSet types;
    std::unique_ptr<algo::StepReader> reader;
    std::unique_ptr<StepTest> test;
    int64_t top = 0;
    absl::flat_hash_map<NodeId, std::vector<EdgeId>> best;  // TOP: by the node on the left
  };

  Row scratch_row() const { return Row{&scratch_, 0}; }
  void Put(int slot, Value value) {
    if (slot >= 0) scratch_.column(slot)[0] = std::move(value);
  }
  const State& state(uint32_t number) const { return automaton_.states[number]; }
  // Where a path begins stands the start, and no other node.
  bool MayStandIn(uint32_t number, NodeId node) const {
    return state(number).node_slot != node_.from || node == start_;
  }
  bool AllHold(const std::vector<plan::Expr>& conditions);
  // Conditions on the node that a move reaches, and on inner nodes.
  bool AdmitsNode(const Move& move, NodeId node, bool inner);
  bool AdmitsInner(NodeId node);
  bool AdmitsEdge(int step, NodeId left, NodeId right, EdgeId edge);
  bool IsTop(int step, NodeId left, EdgeId edge);
  double StepCost(const Move& move, NodeId from, NodeId to, EdgeId edge);
  void BadCost(const Value& cost, EdgeId edge, TextSpan span);
  bool StepHolds(const Move& move, NodeId from, NodeId to, EdgeId edge);
  // The memory behind a move; false where the move is not possible.
  bool Remember(const Move& move, const Config& from, NodeId to, EdgeId edge, uint32_t& memory);
  void PutStep(const Move& move, const Config& from, NodeId to, EdgeId edge);
  bool DateAdmits(const Config& from, EdgeId edge, Value& date);
  uint32_t Intern(std::vector<Value> values);

  struct HashValues {
    size_t operator()(const std::vector<Value>& values) const;
  };
  struct SameValues {
    bool operator()(const std::vector<Value>& a, const std::vector<Value>& b) const;
  };

  const plan::PathSearch& node_;
  const plan::PathAutomaton& automaton_;
  const semantics::PathSearch& pattern_;
  Execution& execution_;
  std::deque<Follower> followers_;
  std::vector<int> reads_;
  Batch scratch_;  // one row: what the input row gives, and the elements of the step in hand
  Row row_ = {};
  NodeId start_, end_;
  bool weighted_ = false;
  bool free_ = true;                  // memory is never needed
  const Move* plain_on_ = nullptr;    // of a plain automaton: to another turn
  const Move* plain_last_ = nullptr;  // and to the end
  int64_t most_degree_ = 0;
  absl::node_hash_map<std::vector<Value>, uint32_t, HashValues, SameValues> memories_;
  std::vector<const std::vector<Value>*> by_number_;
};

template <class Visit>
bool Product::Enter(Visit&& visit) {
  for (const uint32_t number : automaton_.entries) {
    const Move& move = automaton_.moves[number];
    if (move.to == plan::PathAutomaton::kAccept && end_.valid() && end_ != start_) continue;
    if (!AdmitsNode(move, start_, false)) continue;
    const Config config{start_, move.to, 0};
    uint32_t memory = 0;
    if (!Remember(move, config, start_, EdgeId{}, memory)) continue;
    if (!visit(Config{start_, move.to, memory}, number)) return false;
  }
  return !execution_.stopped();
}

template <class Visit>
bool Product::Forward(const Config& config, Visit&& visit) {
  const State& from = state(config.state);
  if (from.step < 0) return true;
  uint64_t seen = 0;
  const Follower& follower = followers_[static_cast<size_t>(from.step)];
  const bool more = follower.reader->ForEach(config.node, true, [&](NodeId other, EdgeId edge) {
    ++seen;
    if (!AdmitsEdge(from.step, config.node, other, edge)) return !execution_.stopped();
    double cost = -1;
    for (const uint32_t number : from.out) {
      const Move& move = automaton_.moves[number];
      const bool ends = move.to == plan::PathAutomaton::kAccept;
      if (ends && end_.valid() && other != end_) continue;
      if (!AdmitsNode(move, other, !ends)) continue;
      if (!StepHolds(move, config.node, other, edge)) continue;
      uint32_t memory = 0;
      if (!Remember(move, config, other, edge, memory)) continue;
      if (cost < 0) cost = StepCost(move, config.node, other, edge);
      if (execution_.stopped() || !visit(Config{other, move.to, memory}, number, edge, cost))
        return false;
    }
    return true;
  });
  return execution_.Spend(seen) && more;
}

template <class Visit>
bool Product::PlainStep(NodeId node, bool forward, Visit&& visit) {
  // All turns ask the same: one move that goes on and one that ends stand for the rest.
  if (!forward && node != end_ && (plain_on_ == nullptr || !AdmitsNode(*plain_on_, node, true)))
    return true;
  uint64_t seen = 0;
  const bool more = followers_[0].reader->ForEach(node, forward, [&](NodeId other, EdgeId edge) {
    ++seen;
    const NodeId from = forward ? node : other, to = forward ? other : node;
    const Move* move = to == end_ ? plain_last_ : plain_on_;
    if (move == nullptr || !MayStandIn(move->from, from) || !AdmitsEdge(0, from, to, edge))
      return !execution_.stopped();
    if (forward && !AdmitsNode(*move, to, to != end_)) return !execution_.stopped();
    if (!StepHolds(*move, from, to, edge)) return !execution_.stopped();
    return visit(other, edge, StepCost(*move, from, to, edge)) && !execution_.stopped();
  });
  return execution_.Spend(seen) && (more || !execution_.stopped());
}

template <class Visit>
bool Product::Backward(NodeId node, uint32_t to, Visit&& visit) {
  for (const auto& [step, moves] : state(to).in) {
    std::vector<uint32_t> possible;
    for (const uint32_t number : moves) {
      if (AdmitsNode(automaton_.moves[number], node, to != plan::PathAutomaton::kAccept))
        possible.push_back(number);
    }
    if (possible.empty()) continue;
    uint64_t seen = 0;
    const Follower& follower = followers_[static_cast<size_t>(step)];
    const bool more = follower.reader->ForEach(node, false, [&](NodeId other, EdgeId edge) {
      ++seen;
      if (!AdmitsEdge(step, other, node, edge)) return !execution_.stopped();
      double cost = -1;
      for (const uint32_t number : possible) {
        const Move& move = automaton_.moves[number];
        if (!MayStandIn(move.from, other) || !StepHolds(move, other, node, edge)) continue;
        if (cost < 0) cost = StepCost(move, other, node, edge);
        if (execution_.stopped() || !visit(other, move.from, edge, cost)) return false;
      }
      return true;
    });
    if (!execution_.Spend(seen) || !more) return false;
  }
  return true;
}

}  // namespace newsgraph::execute

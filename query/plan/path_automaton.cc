#include "query/plan/path_automaton.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "query/plan/match.h"

namespace newsgraph::plan {
namespace {

using functions::Type;
using semantics::EdgePattern;
using semantics::MakeExpr;
using semantics::MakeSlot;
using semantics::NodePattern;
using semantics::PathSegment;
using semantics::Range;

// Where something stands: segment, and node 0, relationship 1, node 2, ... of a turn.
using Place = std::pair<size_t, size_t>;

class Builder {
 public:
  Builder(const semantics::PathSearch& search, bool reversed) : search_(search) {
    out_.reversed = reversed;
    for (const PathSegment& segment : search.segments) {
      Part part{{}, {}, segment.range, segment.repeats};
      for (const NodePattern& node : segment.nodes) part.nodes.push_back(&node);
      for (const EdgePattern& edge : segment.edges) part.edges.push_back(AddStep(edge));
      if (reversed) {
        std::reverse(part.nodes.begin(), part.nodes.end());
        std::reverse(part.edges.begin(), part.edges.end());
      }
      parts_.push_back(std::move(part));
    }
    if (reversed) std::reverse(parts_.begin(), parts_.end());
    FindPlaces();
    PlaceConditions();
  }

  PathAutomaton Build() {
    NewState({parts_.size(), 0, 0});  // kAccept
    PathAutomaton::Move entry;
    std::vector<Place> places;
    Continue(0, 0, entry, places);
    for (size_t next = 1; next < keys_.size(); ++next) AddMovesFrom(static_cast<uint32_t>(next));
    for (uint32_t i = 0; i < out_.moves.size(); ++i) Link(i);
    Summarise();
    return std::move(out_);
  }

 private:
  struct Part {
    std::vector<const NodePattern*> nodes;
    std::vector<int> edges;  // steps
    Range range;
    bool repeats;
  };
  struct Condition {
    Expr expression;
    std::vector<std::pair<int, Place>> reads;  // slots of the pattern
  };
  using Key = std::tuple<size_t, uint32_t, size_t>;  // part, turns done, node of the turn

  int AddStep(const EdgePattern& edge) {
    PathAutomaton::Step step{&edge, edge.direction, {}, nullptr, edge.slot};
    if (out_.reversed) step.direction = Reverse(step.direction);
    Expr self = MakeSlot(edge.slot, Type::Of(ValueKind::kEdge), edge.span);
    if (!ToTypes(edge.types, step.types)) {
      step.condition = MakeExpr(edge.span, Type::Of(ValueKind::kBool).OrNull(),
                                semantics::LabelTest{self, nullptr, edge.types});
    }
    for (const auto& [key, value] : edge.properties)
      step.condition = And(std::move(step.condition), PropertyEquals(self, key, value));
    out_.steps.push_back(std::move(step));
    return static_cast<int>(out_.steps.size()) - 1;
  }

  bool IsNamed(int slot) const {
    const auto& named = search_.named;
    return std::find(named.begin(), named.end(), slot) != named.end();
  }

  void FindPlaces() {
    for (size_t p = 0; p < parts_.size(); ++p) {
      const Part& part = parts_[p];
      for (size_t i = 0; i < part.nodes.size(); ++i) {
        places_.try_emplace(part.nodes[i]->slot, Place{p, 2 * i});
        if (i < part.edges.size()) places_.try_emplace(StepOf(part, i).slot, Place{p, 2 * i + 1});
      }
    }
    places_.erase(parts_[0].nodes[0]->slot);  // given
  }
  PathAutomaton::Step& StepOf(const Part& part, size_t i) {
    return out_.steps[static_cast<size_t>(part.edges[i])];
  }

  void PlaceConditions() {
    std::vector<Expr> all = search_.conditions;
    for (const PathSegment& segment : search_.segments) {
      for (const NodePattern& node : segment.nodes) AddNodeConditions(node, all);
    }
    for (Expr& expression : all) {
      Condition condition{expression, {}};
      std::set<int> slots;
      CollectSlots(*expression, slots);
      Place last{0, 0};
      for (const int slot : slots) {
        const auto found = places_.find(slot);
        if (found == places_.end()) continue;
        condition.reads.emplace_back(slot, found->second);
        last = std::max(last, found->second);
      }
      if (condition.reads.size() == 1 && last.second % 2 == 1) {  // of a relationship alone
        PathAutomaton::Step& step = StepOf(parts_[last.first], last.second / 2);
        step.condition = And(std::move(step.condition), std::move(expression));
        continue;
      }
      conditions_[last].push_back(std::move(condition));
    }
  }

  uint32_t NewState(const Key& key) {
    const auto [found, added] = numbers_.try_emplace(key, static_cast<uint32_t>(keys_.size()));
    if (!added) return found->second;
    keys_.push_back(key);
    PathAutomaton::State& state = out_.states.emplace_back();
    const auto [p, turns, node] = key;
    if (p == parts_.size()) return found->second;
    state.step = parts_[p].edges[node];
    state.node_slot = parts_[p].nodes[node]->slot;
    const Place here{p, 2 * node};
    std::set<int> kept;
    for (const auto& [place, conditions] : conditions_) {
      if (place <= here) continue;
      for (const Condition& condition : conditions) {
        for (const auto& [slot, read] : condition.reads) {
          if (read <= here && slot != state.node_slot) kept.insert(slot);
        }
      }
    }
    state.registers.assign(kept.begin(), kept.end());
    out_.has_registers = out_.has_registers || !kept.empty();
    return found->second;
  }

  // At a node where so many turns of a part are done: another turn, or on to the next part.
  void Continue(size_t p, uint32_t turns, PathAutomaton::Move move, std::vector<Place> places) {
    if (p == parts_.size()) return AddMove(std::move(move), std::move(places), 0);
    const Part& part = parts_[p];
    const bool unbounded = part.range.max == Range::kUnbounded;
    if (turns < part.range.max) {
      PathAutomaton::Move on = move;
      std::vector<Place> on_places = places;
      on.nodes.push_back(part.nodes[0]->slot);
      on_places.emplace_back(p, 0);
      if (part.edges.empty()) return Continue(p + 1, 0, std::move(on), std::move(on_places));
      const uint32_t counted = unbounded ? std::min(turns, part.range.min) : turns;
      AddMove(std::move(on), std::move(on_places), NewState({p, counted, 0}));
    }
    if (turns >= part.range.min) Continue(p + 1, 0, std::move(move), std::move(places));
  }

  void AddMove(PathAutomaton::Move move, std::vector<Place> places, uint32_t to) {
    move.to = to;
    std::set<int> meaning;
    const int edge = move.step < 0 ? -1 : out_.steps[static_cast<size_t>(move.step)].slot;
    if (IsNamed(edge)) meaning.insert(edge);
    for (const int slot : move.nodes) {
      if (IsNamed(slot)) meaning.insert(slot);
    }
    move.meaning =
        meanings_.try_emplace(meaning, static_cast<uint32_t>(meanings_.size())).first->second;
    for (size_t i = 0; i < places.size(); ++i) {
      const auto found = conditions_.find(places[i]);
      if (found == conditions_.end()) continue;
      // The first two are the relationship and the node of the turn in hand.
      const bool in_turn = move.step >= 0 && i < 2;
      for (const Condition& condition : found->second) Sort(condition, in_turn, move);
    }
    (move.step < 0 ? out_.entries : out_.states[move.from].out)
        .push_back(static_cast<uint32_t>(out_.moves.size()));
    out_.moves.push_back(std::move(move));
  }

  // By what a condition reads: the node reached, the step, or more. In a turn, a variable that the
  // next turn gives to the same node still has its old value.
  void Sort(const Condition& condition, bool in_turn, PathAutomaton::Move& move) {
    const int edge = move.step < 0 ? -1 : out_.steps[static_cast<size_t>(move.step)].slot;
    const int before = move.step < 0 ? -1 : out_.states[move.from].node_slot;
    const auto end = in_turn ? move.nodes.begin() + 1 : move.nodes.end();
    bool node = true, step = true;
    for (const auto& [slot, place] : condition.reads) {
      const bool reached = std::find(move.nodes.begin(), end, slot) != end;
      node = node && reached;
      step = step && (reached || slot == before || slot == edge);
    }
    (node   ? move.node_conditions
     : step ? move.step_conditions
            : move.far_conditions)
        .push_back(condition.expression);
  }

  void AddMovesFrom(uint32_t from) {
    const auto [p, turns, node] = keys_[from];
    const Part& part = parts_[p];
    PathAutomaton::Move move;
    move.from = from;
    move.step = part.edges[node];
    move.nodes = {part.nodes[node + 1]->slot};
    std::vector<Place> places = {{p, 2 * node + 1}, {p, 2 * node + 2}};
    if (node + 1 < part.edges.size()) {
      AddMove(std::move(move), std::move(places), NewState({p, turns, node + 1}));
      return;
    }
    // Past the least number of turns only a bound makes the count matter.
    const bool unbounded = part.range.max == Range::kUnbounded;
    const uint32_t done = unbounded ? std::min(turns + 1, part.range.min) : turns + 1;
    Continue(p, done, std::move(move), std::move(places));
  }

  void Link(uint32_t number) {
    const PathAutomaton::Move& move = out_.moves[number];
    if (move.step < 0) return;
    auto& in = out_.states[move.to].in;
    const auto group = std::find_if(in.begin(), in.end(),
                                    [&](const auto& each) { return each.first == move.step; });
    if (group == in.end()) {
      in.push_back({move.step, {number}});
    } else {
      group->second.push_back(number);
    }
  }

  void Summarise() {
    uint64_t min = 0, max = 0;
    size_t variable = 0;
    bool unbounded = false;
    const PathSegment* loop = nullptr;
    size_t edges = 0;
    for (const PathSegment& segment : search_.segments) {
      min += uint64_t{segment.range.min} * segment.edges.size();
      max += uint64_t{segment.range.max} * segment.edges.size();
      unbounded = unbounded || (segment.range.max == Range::kUnbounded && !segment.edges.empty());
      if (segment.range.min != segment.range.max) ++variable;
      if (!segment.edges.empty()) loop = &segment;
      edges += segment.edges.size();
    }
    out_.range.min = static_cast<uint32_t>(std::min<uint64_t>(min, Range::kUnbounded));
    out_.range.max = unbounded ? Range::kUnbounded
                               : static_cast<uint32_t>(std::min<uint64_t>(max, Range::kUnbounded));
    out_.ambiguous = variable > 1;
    const auto near = [](const PathAutomaton::Move& move) { return move.far_conditions.empty(); };
    out_.plain = edges == 1 && loop && loop->range.min <= 1 && loop->range.max > 0 &&
                 !out_.has_registers && std::all_of(out_.moves.begin(), out_.moves.end(), near);
  }

  const semantics::PathSearch& search_;
  PathAutomaton out_;
  std::vector<Part> parts_;
  std::map<int, Place> places_;
  std::map<Place, std::vector<Condition>> conditions_;  // by the place where all is known
  std::map<Key, uint32_t> numbers_;
  std::vector<Key> keys_;
  std::map<std::set<int>, uint32_t> meanings_;
};

}  // namespace

void AddNodeConditions(const NodePattern& node, std::vector<Expr>& conditions) {
  Expr self = MakeSlot(node.slot, Type::Of(ValueKind::kNode), node.span);
  if (node.labels) {
    conditions.push_back(MakeExpr(node.span, Type::Of(ValueKind::kBool).OrNull(),
                                  semantics::LabelTest{self, node.labels, nullptr}));
  }
  for (const auto& [key, value] : node.properties)
    conditions.push_back(PropertyEquals(self, key, value));
}

bool FindsLoopless(const semantics::PathSearch& search, const PathAutomaton& automaton) {
  using enum semantics::PathSelector;
  const bool no_node_twice =
      search.mode == semantics::PathMode::kAcyclic || search.mode == semantics::PathMode::kSimple;
  return no_node_twice && (search.selector == kShortest || search.selector == kCheapest) &&
         automaton.plain && !automaton.ambiguous && !automaton.has_registers &&
         search.date_key < 0 && automaton.range.max == semantics::Range::kUnbounded;
}

PathAutomaton MakeAutomaton(const semantics::PathSearch& search, bool reversed) {
  return Builder(search, reversed).Build();
}

}  // namespace newsgraph::plan

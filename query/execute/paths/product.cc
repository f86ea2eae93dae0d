#include "query/execute/paths/product.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "query/execute/evaluate.h"
#include "query/plan/match.h"

namespace newsgraph::execute {
namespace {

const std::vector<std::pair<int, plan::Expr>> kNoProperties;

}  // namespace

size_t Product::HashValues::operator()(const std::vector<Value>& values) const {
  size_t hash = values.size();
  for (const Value& value : values) hash = hash * 0x9E3779B97F4A7C15u + Hash(value);
  return hash;
}

bool Product::SameValues::operator()(const std::vector<Value>& a,
                                     const std::vector<Value>& b) const {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), Equivalent);
}

Product::Product(const plan::PathSearch& node, int slots, Execution& execution)
    : node_(node),
      automaton_(*node.automaton),
      pattern_(*node.pattern),
      execution_(execution),
      scratch_(slots, 1) {
  for (const plan::PathAutomaton::Step& step : automaton_.steps) {
    Follower& follower = followers_.emplace_back();
    follower.types = execution.Resolve(step.types);
    follower.reader = std::make_unique<algo::StepReader>(execution.call_state.view, step.direction,
                                                         follower.types);
    follower.test =
        std::make_unique<StepTest>(kNoProperties, step.condition, step.slot, slots, execution);
  }
  std::set<int> reads;
  plan::CollectReads(pattern_, reads);
  reads.insert(node.from);
  reads_.assign(reads.begin(), reads.end());
  free_ = !automaton_.has_registers && pattern_.date_key < 0;
  for (const Move& move : automaton_.moves) {
    if (move.step < 0) continue;
    (move.to == plan::PathAutomaton::kAccept ? plain_last_ : plain_on_) = &move;
  }
}

void Product::Begin(Row row, NodeId start, NodeId end) {
  row_ = row, start_ = start, end_ = end;
  memories_.clear();
  by_number_.assign(1, nullptr);
  scratch_.CopyRow(*row.batch, row.index, 0, reads_);
  scratch_.set_size(1);
  const auto count = [&](const plan::Expr& expression, std::string_view what) -> int64_t {
    const Value value = Evaluate(*expression, row, execution_);
    if (value.is_int() && value.integer() >= 0) return value.integer();
    execution_.Fail(MakeError(ErrorKind::kArgumentError, ErrorPhase::kRuntime,
                              "InvalidArgumentValue", expression->span,
                              Cat(what, " takes an integer of 0 or more, not ", ToText(value))));
    return 0;
  };
  for (size_t i = 0; i < followers_.size(); ++i) {
    Follower& follower = followers_[i];
    follower.test->Begin(row);
    follower.best.clear();
    const semantics::TopEdges& top = automaton_.steps[i].edge->top;
    if (top.key) follower.top = count(top.count, "TOP");
  }
  if (pattern_.avoid_degree) most_degree_ = count(pattern_.avoid_degree, "AVOID DEGREE");
}

bool Product::PlainEnds() {
  const auto begins = [&](uint32_t number) {
    const Move& move = automaton_.moves[number];
    return move.to != plan::PathAutomaton::kAccept && AdmitsNode(move, start_, false);
  };
  return plain_last_ != nullptr && AdmitsNode(*plain_last_, end_, false) &&
         std::any_of(automaton_.entries.begin(), automaton_.entries.end(), begins);
}

bool Product::AllHold(const std::vector<plan::Expr>& conditions) {
  return std::all_of(conditions.begin(), conditions.end(), [&](const plan::Expr& condition) {
    return Holds(*condition, scratch_row(), execution_);
  });
}

bool Product::AdmitsNode(const Move& move, NodeId node, bool inner) {
  if (inner && !AdmitsInner(node)) return false;
  if (move.node_conditions.empty()) return true;
  bool placed = false;
  for (const plan::Expr& condition : move.node_conditions) {
    const auto* test = std::get_if<semantics::LabelTest>(&condition->node);
    if (test && test->labels) {
      if (const auto* slot = std::get_if<semantics::Slot>(&test->element->node);
          slot && std::find(move.nodes.begin(), move.nodes.end(), slot->slot) != move.nodes.end()) {
        if (!HasLabels(*test->labels, node, execution_)) return false;
        continue;
      }
    }
    if (!placed) {
      for (const int slot : move.nodes) Put(slot, Value::Node(node));
      placed = true;
    }
    if (!Holds(*condition, scratch_row(), execution_)) return false;
  }
  return true;
}

bool Product::AdmitsInner(NodeId node) {
  if (pattern_.avoid_degree && execution_.view().Degree(node, Direction::kBoth, TypeSet::Any()) >
                                   static_cast<uint64_t>(most_degree_))
    return false;
  if (!pattern_.refused) return true;
  Put(pattern_.inner_node, Value::Node(node));
  return !Holds(*pattern_.refused, scratch_row(), execution_);
}

bool Product::AdmitsEdge(int step, NodeId from, NodeId to, EdgeId edge) {
  Follower& follower = followers_[static_cast<size_t>(step)];
  if (!node_.distinct_from.empty() && UsesEdge(row_, node_.distinct_from, edge)) return false;
  if (!follower.test->trivial() && !follower.test->Passes(edge)) return false;
  if (pattern_.date_key >= 0) {
    const KeyId key = execution_.key(pattern_.date_key);
    if (!key.valid() || execution_.view().property(edge, key).is_null()) return false;
  }
  if (!automaton_.steps[static_cast<size_t>(step)].edge->top.key) return true;
  return IsTop(step, automaton_.reversed ? to : from, edge);
}

bool Product::IsTop(int step, NodeId left, EdgeId edge) {
  Follower& follower = followers_[static_cast<size_t>(step)];
  const plan::PathAutomaton::Step& pattern = automaton_.steps[static_cast<size_t>(step)];
  const auto [found, added] = follower.best.try_emplace(left);
  std::vector<EdgeId>& best = found->second;
  if (added) {
    std::vector<std::pair<Value, EdgeId>> all;
    uint64_t seen = 0;
    follower.reader->ForEach(left, !automaton_.reversed, [&](NodeId, EdgeId each) {
      ++seen;
      if (!follower.test->trivial() && !follower.test->Passes(each)) return true;
      Put(pattern.slot, Value::Edge(each));
      all.emplace_back(Evaluate(*pattern.edge->top.key, scratch_row(), execution_), each);
      return !execution_.stopped();
    });
    execution_.Spend(seen);
    const auto better = [&](const auto& a, const auto& b) {
      if (a.first.is_null() != b.first.is_null()) return b.first.is_null();
      const int order = Compare(a.first, b.first);
      if (order != 0) return pattern.edge->top.ascending ? order < 0 : order > 0;
      return a.second < b.second;
    };
    std::sort(all.begin(), all.end(), better);
    if (all.size() > static_cast<size_t>(follower.top)) all.resize(follower.top);
    for (const auto& [key, each] : all) best.push_back(each);
    std::sort(best.begin(), best.end());
  }
  return std::binary_search(best.begin(), best.end(), edge);
}

double Product::StepCost(const Move& move, NodeId from, NodeId to, EdgeId edge) {
  if (!weighted_) return 1;
  const plan::PathAutomaton::Step& step = automaton_.steps[static_cast<size_t>(move.step)];
  if (!step.edge->cost) return 0;
  PutStep(move, Config{from}, to, edge);
  const Value cost = Evaluate(*step.edge->cost, scratch_row(), execution_);
  if (cost.is_number() && cost.number() >= 0 && std::isfinite(cost.number()))
    return cost.number() + 0.0;
  BadCost(cost, edge, step.edge->cost->span);
  return 0;
}

void Product::BadCost(const Value& cost, EdgeId edge, TextSpan span) {
  if (execution_.stopped()) return;
  const GraphView& view = execution_.view();
  const auto node = [&view](NodeId id) {
    const KeyId key = view.names().FindKey("name");
    const Value name = key.valid() ? view.property(id, key) : Value();
    return name.is_null() ? Cat("node ", id.value)
                          : Cat("node ", id.value, " (", ToText(name), ")");
  };
  execution_.Fail(
      MakeError(ErrorKind::kArgumentError, ErrorPhase::kRuntime, "InvalidArgumentValue", span,
                Cat("COST must be a finite number of 0 or more, but it is ", ToText(cost),
                    " for a relationship [:", view.names().types.NameOf(view.type(edge)), "] from ",
                    node(view.source(edge)), " to ", node(view.target(edge))),
                "give such relationships a cost with coalesce(), or leave them out with WHERE"));
}

bool Product::StepHolds(const Move& move, NodeId from, NodeId to, EdgeId edge) {
  if (move.step_conditions.empty()) return true;
  PutStep(move, Config{from}, to, edge);
  return AllHold(move.step_conditions);
}

// Gives the variables of a step their values. The node reached may also begin another turn; the
// values of the turn in hand come last, so that they stay.
void Product::PutStep(const Move& move, const Config& from, NodeId to, EdgeId edge) {
  for (const int slot : move.nodes) Put(slot, Value::Node(to));
  if (move.step < 0) return;
  if (from.memory != 0) {
    const std::vector<Value>& values = *by_number_[from.memory];
    size_t next = pattern_.date_key >= 0 ? 1 : 0;
    for (const int slot : state(from.state).registers) Put(slot, values[next++]);
  }
  Put(state(move.from).node_slot, Value::Node(from.node));
  Put(automaton_.steps[static_cast<size_t>(move.step)].slot, Value::Edge(edge));
  Put(move.nodes[0], Value::Node(to));
}

// The date does not go back (reading backwards, not forward).
bool Product::DateAdmits(const Config& from, EdgeId edge, Value& date) {
  date = execution_.view().property(edge, execution_.key(pattern_.date_key));
  if (from.memory == 0) return true;
  const Value& last = (*by_number_[from.memory])[0];
  if (last.is_null()) return true;
  int order = 0;
  if (Comparable(last, date, order) != Truth::kTrue) return false;
  return automaton_.reversed ? order >= 0 : order <= 0;
}

bool Product::Remember(const Move& move, const Config& from, NodeId to, EdgeId edge,
                       uint32_t& memory) {
  if (free_) return true;
  std::vector<Value> values;
  if (pattern_.date_key >= 0) {
    Value& date = values.emplace_back();
    if (edge.valid() && !DateAdmits(from, edge, date)) return false;
  }
  const State& target = state(move.to);
  if (!move.far_conditions.empty() || !target.registers.empty()) {
    PutStep(move, from, to, edge);
    if (!AllHold(move.far_conditions)) return false;
  }
  if (move.to == plan::PathAutomaton::kAccept) return true;
  for (const int slot : target.registers) values.push_back(scratch_.at(slot, 0));
  if (!values.empty()) memory = Intern(std::move(values));
  return true;
}

uint32_t Product::Intern(std::vector<Value> values) {
  const auto [found, added] =
      memories_.try_emplace(std::move(values), static_cast<uint32_t>(by_number_.size()));
  if (added) by_number_.push_back(&found->first);
  return found->second;
}

double Product::CostOf(const Run& run) {
  const bool before = weighted_;
  weighted_ = true;
  double sum = 0;
  const auto add = [&](size_t i) {
    sum += StepCost(automaton_.moves[run[i].move], run[i - 1].node, run[i].node, run[i].edge);
  };
  if (automaton_.reversed) {
    for (size_t i = run.size() - 1; i > 0; --i) add(i);
  } else {
    for (size_t i = 1; i < run.size(); ++i) add(i);
  }
  weighted_ = before;
  return sum;
}

}  // namespace newsgraph::execute

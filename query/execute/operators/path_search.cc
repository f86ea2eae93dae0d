// PathSearch: each input row with each path of a pattern that its selector chooses.
//
//   in: (a, b)    out: (a, b, variables of the pattern, the path), ...
//
// The searches are in query/execute/paths/; this operator turns the steps of a path into values.
#include "absl/container/flat_hash_map.h"
#include "query/execute/operators/extend.h"
#include "query/execute/paths/finder.h"

namespace newsgraph::execute {
namespace {

class PathSearch : public Operator {
 public:
  PathSearch(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : node_(std::get<plan::PathSearch>(plan.node)),
        execution_(place.execution),
        finder_(node_, place.slots, place.execution),
        rows_(place, std::move(input)) {
    std::vector<int> own;
    for (const semantics::PathSegment& segment : node_.pattern->segments) {
      for (const auto& [turn, outside] : segment.outside) {
        own.push_back(outside);
        if (IsLive(plan, outside)) groups_.emplace(turn, Group{outside, segment.questioned});
      }
      if (segment.repeats) continue;
      for (const auto& node : segment.nodes) AddSingle(plan, node.slot, own);
      for (const auto& edge : segment.edges) AddSingle(plan, edge.slot, own);
    }
    own.push_back(node_.pattern->edges_slot);
    own.push_back(node_.pattern->cost_slot);
    own.push_back(node_.path);
    cost_live_ = IsLive(plan, node_.pattern->cost_slot);
    edges_live_ = IsLive(plan, node_.pattern->edges_slot);
    path_live_ = IsLive(plan, node_.path);
    for (const int slot : plan.live) {
      if (std::find(own.begin(), own.end(), slot) == own.end()) carried_.push_back(slot);
    }
  }

  bool Next(Batch& out) override {
    out.clear();
    while (!out.full() && !execution_.stopped()) {
      if (!active_) {
        if (!NextRow()) break;
      } else if (finder_.Next(run_)) {
        Emit(out);
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
  bool Rest() override { return false; }  // its searches keep what they took

 private:
  void AddSingle(const plan::Plan& plan, int slot, std::vector<int>& own) {
    if (slot == node_.from || (slot == node_.to && node_.into)) return;
    own.push_back(slot);
    if (IsLive(plan, slot)) singles_.push_back(slot);
  }

  bool NextRow() {
    if (!rows_.Next()) return false;
    const Row row = rows_.row();
    active_ = row[node_.from].is_node() && (!node_.into || row[node_.to].is_node());
    if (active_) {
      finder_.Begin(row, row[node_.from].node(), node_.into ? row[node_.to].node() : NodeId{});
    }
    return true;
  }

  void Emit(Batch& out) {
    const uint32_t row = out.size();
    rows_.CopyTo(out, row, carried_);
    const plan::PathAutomaton& automaton = *node_.automaton;
    if (!singles_.empty() || !groups_.empty()) {
      absl::flat_hash_map<int, std::vector<Value>> turns;
      for (const auto& [turn, group] : groups_) turns[turn];
      const auto bind = [&](int slot, const Value& value) {
        if (const auto each = turns.find(slot); each != turns.end()) each->second.push_back(value);
        if (std::find(singles_.begin(), singles_.end(), slot) != singles_.end())
          out.column(slot)[row] = value;
      };
      for (const RunStep& step : run_) {
        const plan::PathAutomaton::Move& move = automaton.moves[step.move];
        if (move.step >= 0)
          bind(automaton.steps[static_cast<size_t>(move.step)].slot, Value::Edge(step.edge));
        for (const int slot : move.nodes) bind(slot, Value::Node(step.node));
      }
      for (auto& [turn, values] : turns) {
        const Group& group = groups_.at(turn);
        Value& cell = out.column(group.slot)[row];
        if (group.questioned) {
          cell = values.empty() ? Value() : values.front();
          continue;
        }
        if (automaton.reversed) std::reverse(values.begin(), values.end());
        cell = Value::List(std::move(values));
      }
    }
    if (cost_live_)
      out.column(node_.pattern->cost_slot)[row] = Value::Float(finder_.product().CostOf(run_));
    if (edges_live_ || path_live_) EmitPath(out, row);
    out.set_size(row + 1);
  }

  void EmitPath(Batch& out, uint32_t row) {
    PathValue path;
    for (const RunStep& step : run_) {
      path.nodes.push_back(step.node);
      if (step.edge.valid()) path.edges.push_back(step.edge);
    }
    if (node_.automaton->reversed) {
      std::reverse(path.nodes.begin(), path.nodes.end());
      std::reverse(path.edges.begin(), path.edges.end());
    }
    if (edges_live_) {
      std::vector<Value> edges;
      for (const EdgeId edge : path.edges) edges.push_back(Value::Edge(edge));
      out.column(node_.pattern->edges_slot)[row] = Value::List(std::move(edges));
    }
    if (!path_live_) return;
    out.column(node_.path)[row] = Value::Path(std::move(path));
  }

  // What variables of a group are outside of it.
  struct Group {
    int slot;
    bool questioned;  // an element or null, else a list
  };

  const plan::PathSearch& node_;
  Execution& execution_;
  PathFinder finder_;
  InputRows rows_;
  bool active_ = false;
  Run run_;
  std::vector<int> carried_;
  std::vector<int> singles_;                // slots that are read
  absl::flat_hash_map<int, Group> groups_;  // by the slot of a turn
  bool edges_live_ = false, path_live_ = false, cost_live_ = false;
};

}  // namespace

OperatorPtr MakePathSearch(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<PathSearch>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

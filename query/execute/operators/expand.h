// What the operators that follow relationships share.
#pragma once

#include <vector>

#include "query/execute/batch.h"
#include "query/execute/execution.h"
#include "query/execute/operators/code_tests.h"

namespace newsgraph::execute {

// Whether one of these slots of the row holds the edge, by itself or in a list.
bool UsesEdge(Row row, const std::vector<int>& slots, EdgeId edge);

// Whether `edge` can be followed from `from` in the direction, and where it leads.
bool Follows(const GraphView& view, EdgeId edge, NodeId from, Direction direction, NodeId& other);

// The label that the node at the end of a step must have.
class EndLabel {
 public:
  EndLabel() = default;
  // `name` as in NameList::labels; -1: any node will do.
  EndLabel(const Execution& execution, int name);
  // The same; where the graph's counts say that such a step leads to no other nodes, nothing is
  // tested.
  EndLabel(const Execution& execution, int name, const TypeSet& types, Direction direction);
  bool trivial() const { return execution_ == nullptr; }
  bool Passes(NodeId node) const {
    if (count_ > 0) return node.value - first_ < count_;
    return trivial() || (label_.valid() && execution_->view().HasLabel(node, label_));
  }

 private:
  const Execution* execution_ = nullptr;
  LabelId label_;
  // Where all nodes with the label lie side by side, and nothing changed since the freeze.
  uint32_t first_ = 0, count_ = 0;
};

// The tests on each edge of a variable-length pattern: property values and a condition.
class StepTest {
 public:
  StepTest(const std::vector<std::pair<int, plan::Expr>>& properties, const plan::Expr& condition,
           int edge_slot, int slots, Execution& execution);
  // Takes the values that the row gives to the properties and the condition.
  void Begin(Row row);
  bool Passes(EdgeId edge);
  bool trivial() const { return properties_.empty() && !condition_; }

 private:
  const std::vector<std::pair<int, plan::Expr>>& properties_;
  const plan::Expr& condition_;
  int edge_slot_;
  Execution& execution_;
  std::vector<Value> wanted_;
  std::vector<int> slots_;  // read by the condition
  Batch scratch_;           // one row: the input row with the edge in its slot
  CodeTests codes_;         // of the condition
};

}  // namespace newsgraph::execute

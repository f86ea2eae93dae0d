#include <set>

#include "query/execute/evaluate.h"
#include "query/execute/operators/expand.h"
#include "query/semantics/expression.h"

namespace newsgraph::execute {
namespace {

void Collect(const semantics::Expression& expression, std::set<int>& slots) {
  if (const auto* slot = std::get_if<semantics::Slot>(&expression.node)) slots.insert(slot->slot);
  semantics::ForEachOperand(expression,
                            [&](const plan::Expr& operand) { Collect(*operand, slots); });
}

}  // namespace

StepTest::StepTest(const std::vector<std::pair<int, plan::Expr>>& properties,
                   const plan::Expr& condition, int edge_slot, int slots, Execution& execution)
    : properties_(properties),
      condition_(condition),
      edge_slot_(edge_slot),
      execution_(execution),
      scratch_(slots, 1),
      codes_(
          condition,
          [edge_slot](const semantics::Expression& expression) {
            const auto* slot = std::get_if<semantics::Slot>(&expression.node);
            return slot != nullptr && slot->slot == edge_slot;
          },
          execution) {
  if (!condition_) return;
  std::set<int> read;
  Collect(*condition_, read);
  read.erase(edge_slot_);
  slots_.assign(read.begin(), read.end());
}

void StepTest::Begin(Row row) {
  wanted_.clear();
  for (const auto& [key, value] : properties_) wanted_.push_back(Evaluate(*value, row, execution_));
  if (!condition_) return;
  scratch_.CopyRow(*row.batch, row.index, 0, slots_);
  scratch_.set_size(1);
  codes_.Begin(Row{&scratch_, 0});
}

bool StepTest::Passes(EdgeId edge) {
  for (size_t i = 0; i < properties_.size(); ++i) {
    const KeyId key = execution_.key(properties_[i].first);
    if (!key.valid()) return false;
    if (Equals(execution_.view().property(edge, key), wanted_[i]) != Truth::kTrue) return false;
  }
  if (!condition_) return true;
  const CodeTests::Answer answer = codes_.Test(edge);
  if (answer != CodeTests::Answer::kAsk) return answer == CodeTests::Answer::kYes;
  scratch_.column(edge_slot_)[0] = Value::Edge(edge);
  return Holds(*condition_, Row{&scratch_, 0}, execution_);
}

}  // namespace newsgraph::execute

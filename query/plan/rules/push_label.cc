// Filter(b:Person AND b.age > 3)          Filter(b.age > 3)
//   Expand((a)-[e]->(b))            ->      Expand((a)-[e]->(b:Person))
//
// A relationship to another kind of node makes no row; where the graph's counts say that there is
// none such, nothing is tested at all.
#include "query/plan/rules.h"

namespace newsgraph::plan {
namespace {

// The label that a condition asks of the node in the slot; -1: it asks something else.
int LabelAskedOf(const semantics::Expression& condition, int slot) {
  const auto* test = std::get_if<semantics::LabelTest>(&condition.node);
  const auto* element = test ? std::get_if<semantics::Slot>(&test->element->node) : nullptr;
  const bool single = element && element->slot == slot && test->labels &&
                      test->labels->op == semantics::LabelExpression::Op::kName;
  return single ? test->labels->name : -1;
}

// The condition without the first such label test; a null pointer when nothing is left.
Expr Without(const Expr& condition, int slot, int& label) {
  if (label >= 0) return condition;
  label = LabelAskedOf(*condition, slot);
  if (label >= 0) return nullptr;
  const auto* logic = std::get_if<semantics::Logic>(&condition->node);
  if (!logic || logic->op != semantics::LogicOp::kAnd) return condition;
  Expr rest;
  for (const Expr& operand : logic->operands)
    rest = semantics::And(std::move(rest), Without(operand, slot, label));
  return label >= 0 ? rest : condition;
}

}  // namespace

PlanPtr PushLabel(PlanPtr plan, const StatementPlan&, const Facts&) {
  auto* filter = std::get_if<Filter>(&plan->node);
  auto* expand = filter ? std::get_if<Expand>(&plan->input->node) : nullptr;
  if (!expand || expand->into || expand->edge_bound || expand->to_label >= 0) return plan;
  Expr rest = Without(filter->condition, expand->to, expand->to_label);
  if (expand->to_label < 0) return plan;
  if (!rest) {
    plan->input->rows = plan->rows;
    return std::move(plan->input);
  }
  filter->condition = std::move(rest);
  return plan;
}

}  // namespace newsgraph::plan

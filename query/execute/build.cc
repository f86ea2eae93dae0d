// From a plan to operators: one generic visit; the compiler names what is missing.
#include <chrono>
#include <utility>

#include "graph/base/variant.h"
#include "query/execute/operator.h"

namespace newsgraph::execute {
namespace {

// Counts an operator's rows, hits and time, for PROFILE.
class Profiled : public Operator {
 public:
  Profiled(const plan::Plan& plan, Execution& execution, OperatorPtr inner)
      : plan_(plan), execution_(execution), inner_(std::move(inner)) {}
  bool Next(Batch& out) override {
    // Whatever it calls, inputs or subqueries, adds itself to `called`.
    const plan::Measurement of_caller = std::exchange(execution_.called, {});
    const uint64_t hits_before = execution_.hits();
    const auto start = std::chrono::steady_clock::now();
    const bool more = inner_->Next(out);
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
    const uint64_t hits = execution_.hits() - hits_before;
    const plan::Measurement called = std::exchange(execution_.called, of_caller);
    execution_.called.hits += hits;
    execution_.called.ms += time.count();
    plan::Measurement& seen = execution_.measured[&plan_];
    if (more) seen.rows += out.size();
    seen.hits += hits - called.hits;
    seen.ms += time.count();
    seen.own_ms += time.count() - called.ms;
    return more;
  }
  void Reset() override { inner_->Reset(); }

 private:
  const plan::Plan& plan_;
  Execution& execution_;
  OperatorPtr inner_;
};

OperatorPtr BuildPlain(const plan::Plan& plan, const BuildPlace& place);

}  // namespace

OperatorPtr BuildOperator(const plan::Plan& plan, const BuildPlace& place) {
  OperatorPtr built = BuildPlain(plan, place);
  place.execution.operators.push_back(built.get());
  if (!place.execution.profile) return built;
  return std::make_unique<Profiled>(plan, place.execution, std::move(built));
}

namespace {

OperatorPtr BuildPlain(const plan::Plan& plan, const BuildPlace& place) {
  OperatorPtr input = plan.input ? BuildOperator(*plan.input, place) : nullptr;
  return std::visit(
      Overload{
          [&](const plan::Argument&) { return MakeArgument(plan, place); },
          [&](const plan::NodeScan&) { return MakeNodeScan(plan, place, std::move(input)); },
          [&](const plan::NodeSeek&) { return MakeNodeSeek(plan, place, std::move(input)); },
          [&](const plan::EntitySeek&) { return MakeEntitySeek(plan, place, std::move(input)); },
          [&](const plan::NodeById&) { return MakeNodeById(plan, place, std::move(input)); },
          [&](const plan::Expand&) { return MakeExpand(plan, place, std::move(input)); },
          [&](const plan::Intersect&) { return MakeIntersect(plan, place, std::move(input)); },
          [&](const plan::CountEdges&) { return MakeCountEdges(plan, place, std::move(input)); },
          [&](const plan::CountPairs&) { return MakeCountPairs(plan, place, std::move(input)); },
          [&](const plan::VarExpand& expand) {
            return expand.once || expand.reach ? MakeReach(plan, place, std::move(input))
                                               : MakeVarExpand(plan, place, std::move(input));
          },
          [&](const plan::ShortestPath&) {
            return MakeShortestPath(plan, place, std::move(input));
          },
          [&](const plan::PathSearch&) { return MakePathSearch(plan, place, std::move(input)); },
          [&](const plan::Filter&) { return MakeFilter(plan, place, std::move(input)); },
          [&](const plan::Project&) { return MakeProject(plan, place, std::move(input)); },
          [&](const plan::Aggregate&) { return MakeAggregate(plan, place, std::move(input)); },
          [&](const plan::Distinct&) { return MakeDistinct(plan, place, std::move(input)); },
          [&](const plan::Sort&) { return MakeSort(plan, place, std::move(input)); },
          [&](const plan::TopK&) { return MakeTopK(plan, place, std::move(input)); },
          [&](const plan::Skip&) { return MakeSkip(plan, place, std::move(input)); },
          [&](const plan::Limit&) { return MakeLimit(plan, place, std::move(input)); },
          [&](const plan::Unwind&) { return MakeUnwind(plan, place, std::move(input)); },
          [&](const plan::Optional&) { return MakeOptional(plan, place, std::move(input)); },
          [&](const plan::Apply&) { return MakeApply(plan, place, std::move(input)); },
          [&](const plan::Union&) { return MakeUnion(plan, place); },
          [&](const plan::CallProcedure&) {
            return MakeCallProcedure(plan, place, std::move(input));
          },
          [&](const plan::LoadCsv&) { return MakeLoadCsv(plan, place, std::move(input)); },
          [&](const plan::Create&) { return MakeCreate(plan, place, std::move(input)); },
          [&](const plan::Merge&) { return MakeMerge(plan, place, std::move(input)); },
          [&](const plan::Set&) { return MakeSet(plan, place, std::move(input)); },
          [&](const plan::Remove&) { return MakeRemove(plan, place, std::move(input)); },
          [&](const plan::Delete&) { return MakeDelete(plan, place, std::move(input)); },
          [&](const plan::Foreach&) { return MakeForeach(plan, place, std::move(input)); },
          [&](const plan::Drain&) { return MakeDrain(plan, place, std::move(input)); },
      },
      plan.node);
}

}  // namespace

Subplan::Subplan(const plan::Plan& plan, int slots, int output, Execution& execution)
    : output_(output), argument_(slots, 1), rows_(slots, execution.batch_size) {
  const plan::Plan* leaf = &plan;
  wanted_.assign(static_cast<size_t>(slots), false);
  // A union has an Argument in each part.
  std::vector<const plan::Plan*> open = {leaf};
  while (!open.empty()) {
    leaf = open.back();
    open.pop_back();
    if (std::holds_alternative<plan::Argument>(leaf->node)) {
      for (int slot : leaf->live) wanted_[static_cast<size_t>(slot)] = true;
    }
    if (const auto* all = std::get_if<plan::Union>(&leaf->node)) {
      for (const plan::PlanPtr& part : all->parts) open.push_back(part.get());
    }
    if (leaf->input) open.push_back(leaf->input.get());
  }
  argument_.set_size(1);
  argument_rows_ = {&argument_, 0, 1};
  root_ = BuildOperator(plan, BuildPlace{execution, slots, &argument_rows_});
}

Subplan::~Subplan() = default;

bool Subplan::Wants(int slot) const { return wanted_[static_cast<size_t>(slot)]; }

void Subplan::Begin(std::span<const std::pair<Value, int>> imports) {
  for (const auto& [value, slot] : imports) argument_.column(slot)[0] = value;
  root_->Reset();
}

const Batch* Subplan::Next() { return root_->Next(rows_) ? &rows_ : nullptr; }

}  // namespace newsgraph::execute

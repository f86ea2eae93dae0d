// Merge and Foreach: writers that run a nested plan for each row.
#include "query/execute/items.h"
#include "query/execute/operators/extend.h"
#include "query/execute/operators/write.h"

namespace newsgraph::execute {
namespace {

// For each row the pattern's matches, or the pattern created. A row sees what earlier rows made.
class Merge : public Operator {
 public:
  Merge(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : node_(std::get<plan::Merge>(plan.node)),
        execution_(place.execution),
        input_(place, std::move(input)),
        matches_(place.slots, place.execution.batch_size),
        store_(plan.live, place.execution) {
    matcher_ = BuildOperator(*node_.match, BuildPlace{execution_, place.slots, &argument_});
  }

  bool Next(Batch& out) override {
    if (!merged_) MergeAll();
    out.clear();
    if (execution_.failed()) return false;
    while (next_ < store_.size() && !out.full()) {
      const uint32_t row = out.size();
      store_.Write(next_++, out, row);
      out.set_size(row + 1);
    }
    return out.size() > 0;
  }
  void Reset() override {
    input_.Reset();
    store_.clear();
    merged_ = false;
    next_ = 0;
  }

 private:
  void MergeAll() {
    merged_ = true;
    input_.Read();
    for (auto& batch : input_.batches()) {
      for (uint32_t row = 0; row < batch->size() && !execution_.stopped(); ++row) {
        execution_.Pass(kWriteSteps);
        MergeRow(*batch, row);
      }
    }
  }

  void MergeRow(Batch& batch, uint32_t row) {
    CheckNulls(Row{&batch, row});
    argument_ = {&batch, row, row + 1};
    matcher_->Reset();
    std::vector<std::unique_ptr<Batch>> found;
    while (!execution_.stopped() && matcher_->Next(matches_)) {
      found.push_back(std::make_unique<Batch>(matches_.slots(), matches_.capacity()));
      std::swap(*found.back(), matches_);
    }
    if (execution_.failed()) return;
    for (const auto& matches : found) {
      for (uint32_t i = 0; i < matches->size(); ++i) {
        CopyTo(batch, row, *matches, i);
        ApplySetItems(node_.on_match, Row{&batch, row}, execution_);
        store_.Add(batch, row);
      }
    }
    if (!found.empty()) return;
    CreatePattern(node_.pattern, batch, row, true, execution_);
    if (execution_.failed()) return;
    ApplySetItems(node_.on_create, Row{&batch, row}, execution_);
    store_.Add(batch, row);
  }

  // The matched elements join the row.
  void CopyTo(Batch& batch, uint32_t row, const Batch& matches, uint32_t match) {
    for (const auto& node : node_.pattern.nodes)
      batch.column(node.slot)[row] = matches.at(node.slot, match);
    for (const auto& edge : node_.pattern.edges)
      batch.column(edge.slot)[row] = matches.at(edge.slot, match);
    const int path = node_.pattern.path_slot;
    if (path >= 0) batch.column(path)[row] = matches.at(path, match);
  }

  void CheckNulls(Row row) {
    const auto check = [&](const std::vector<std::pair<int, plan::Expr>>& properties) {
      for (const auto& [key, expression] : properties) {
        if (!Evaluate(*expression, row, execution_).is_null()) continue;
        execution_.Fail(MakeError(
            ErrorKind::kSemanticError, ErrorPhase::kRuntime, "MergeReadOwnWrites", expression->span,
            Cat("MERGE cannot use null for the property \"", execution_.key_name(key), "\""),
            "null equals nothing, so it would be created again each time"));
      }
    };
    for (const auto& node : node_.pattern.nodes) check(node.properties);
    for (const auto& edge : node_.pattern.edges) check(edge.properties);
  }

  const plan::Merge& node_;
  Execution& execution_;
  DrainedInput input_;
  Batch matches_;
  RowStore store_;
  ArgumentRows argument_;
  OperatorPtr matcher_;
  bool merged_ = false;
  uint64_t next_ = 0;
};

// The body for each item of a list, for its effects.
class Foreach : public Writer {
 public:
  Foreach(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : Writer(place, std::move(input)),
        node_(std::get<plan::Foreach>(plan.node)),
        rows_(place.slots, 1024) {
    body_ = BuildOperator(*node_.body, BuildPlace{execution_, place.slots, &argument_});
  }

 protected:
  void Write(Batch& batch, uint32_t row) override {
    const Items list(*node_.list, Row{&batch, row}, execution_);
    if (execution_.failed()) return;
    if (!list.is_list() && !list.value().is_null()) {
      execution_.Fail(MakeError(ErrorKind::kTypeError, ErrorPhase::kRuntime, "InvalidArgumentType",
                                node_.list->span,
                                Cat("FOREACH takes a LIST, not ", NameOf(list.value().kind()))));
      return;
    }
    for (uint64_t i = 0; i < list.size() && !execution_.stopped(); ++i) {
      batch.column(node_.slot)[row] = list[i];
      argument_ = {&batch, row, row + 1};
      body_->Reset();
      while (!execution_.stopped() && body_->Next(rows_)) {
      }
    }
  }

 private:
  const plan::Foreach& node_;
  Batch rows_;
  ArgumentRows argument_;
  OperatorPtr body_;
};

}  // namespace

OperatorPtr MakeMerge(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Merge>(plan, place, std::move(input));
}
OperatorPtr MakeForeach(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Foreach>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute

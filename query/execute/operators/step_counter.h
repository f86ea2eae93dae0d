// StepCounter: how many matches of a tree of steps begin at a node.
//
//   StepCounter counter(step, execution, tables);
//   counter.Count(node)                 // (node)-->(b)-->(c), (b)-->(d): walks to c times walks to
//   d
//
// The matches at a node are the sum over its edges of the product of the matches of the steps that
// go on from there; each node is counted once, however many ways lead to it. A scan that is shared
// out to threads counts the inner steps of all nodes beforehand, level by level: StepTables.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "graph/algo/step_reader.h"
#include "query/execute/operators/expand.h"
#include "query/execute/operators/step_scan.h"

namespace newsgraph::execute {

// The number of matches of a step at each node of a range.
class StepTable {
 public:
  static constexpr uint64_t kTooMany = UINT64_MAX;  // more than an INTEGER can count

  StepTable(uint32_t begin, uint32_t end) : begin_(begin), counts_(end - begin) {}
  // 0 outside of the range: the label of the step before does not let such nodes pass.
  uint64_t Get(NodeId node) const {
    const size_t place = node.value - size_t{begin_};
    return place < counts_.size() ? counts_[place] : 0;
  }
  void Set(NodeId node, uint64_t count) { counts_[node.value - begin_] = count; }

 private:
  uint32_t begin_;
  std::vector<uint64_t> counts_;
};

// Tables of the steps of the operators below a plan that go on from a node that is not scanned: of
// CountEdges the number of matches, of Intersect and CountPairs where the edges are. Read by
// several threads once they are made.
class StepTables {
 public:
  // Counts on several threads, for a plan over this NodeScan. REQUIRES: the execution writes
  // nothing; the plan outlives it.
  StepTables(const plan::Plan* plan, const plan::Plan* scan, Execution& execution);
  // Null: there is none for the step.
  const StepTable* Find(const plan::CountStep& step) const {
    for (const auto& [key, table] : tables_) {
      if (key == &step) return table.get();
    }
    return nullptr;
  }
  // The same for the edges of a step, or of a leg of an Intersect.
  const StepRuns* FindRuns(const void* step) const {
    for (const auto& [key, runs] : runs_) {
      if (key == step) return runs.get();
    }
    return nullptr;
  }

 private:
  void Make(const plan::CountStep& step, int from_label, Execution& execution);
  // Where that costs little beside the scan, of which `most` is what it reads.
  void MakeRuns(const void* key, const plan::Types& types, Direction direction, int from_label,
                uint64_t most, Execution& execution);

  std::vector<std::pair<const plan::CountStep*, std::unique_ptr<StepTable>>> tables_;
  std::vector<std::pair<const void*, std::unique_ptr<StepRuns>>> runs_;
};

class StepCounter {
 public:
  // `tables`: may be null, and have none for a step.
  StepCounter(const plan::CountStep& step, Execution& execution, const StepTables* tables);

  // As deep as the pattern is long.
  uint64_t Count(NodeId node);
  // Calls f(node, count) for each frozen node of [begin, end) that may have any; kTooMany as a
  // count: too many.
  template <class F>
  void ForEachCount(uint32_t begin, uint32_t end, F&& f);
  void FailTooMany();
  const algo::StepReader& steps() const { return steps_; }
  // Whether an edge at the node would be counted. REQUIRES: nothing goes on from the step.
  bool Counts(EdgeId edge, NodeId from) const;
  // What it counted; and what it knew of the graph when it was made, for another state of it.
  // REQUIRES for the latter: no tables.
  void Forget();
  void Rebind();

 private:
  friend class StepTables;

  // Counts by node: a table while they are few, then an array.
  class Remembered {
   public:
    static constexpr uint64_t kUnknown = UINT64_MAX;

    uint64_t Get(NodeId node) const {
      if (node.value < all_.size()) return all_[node.value];
      const auto found = few_.find(node.value);
      return found == few_.end() ? kUnknown : found->second;
    }
    void Set(NodeId node, uint64_t count, uint32_t node_limit);
    void clear() {
      few_.clear();
      all_.clear();
    }

   private:
    static constexpr size_t kFew = 4096;

    absl::flat_hash_map<uint32_t, uint64_t> few_;
    std::vector<uint64_t> all_;
  };

  // The sum over the edges at a node; kTooMany when it is too large.
  uint64_t Sum(NodeId node);
  // The same over edges that lead there.
  uint64_t SumOver(std::span<const uint32_t> others);
  // Of the steps that go on from a node, together.
  uint64_t Onward(NodeId node);

  Execution& execution_;
  const plan::CountStep& step_;
  TypeSet types_;
  EndLabel label_;
  algo::StepReader steps_;
  std::vector<std::unique_ptr<StepCounter>> onward_;
  const StepTable* table_;  // null: remembered as they come
  bool tabled_;             // what goes on from here has tables
  NodeId last_;             // of those asked, where that is so
  uint64_t last_count_ = 0;
  Remembered counts_;
};

template <class F>
void StepCounter::ForEachCount(uint32_t begin, uint32_t end, F&& f) {
  const auto column = steps_.FindColumn();
  if (!column.side) {
    for (uint32_t id = begin; id < end && !execution_.stopped(); ++id) f(id, Sum(NodeId{id}));
    return;
  }
  const bool plain = onward_.empty() && label_.trivial();
  uint64_t seen = 0;
  ForEachRun(column, begin, end, [&](uint32_t node, uint32_t from, uint32_t to) {
    seen += to - from;
    f(node, plain ? to - from : SumOver(column.side->others.span().subspan(from, to - from)));
  });
  execution_.Spend(seen);
}

}  // namespace newsgraph::execute

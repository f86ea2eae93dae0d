// StepScan: a step taken from many nodes in a row, found by reading the types of all their edges.
//
//   const auto column = steps.FindColumn();
//   if (column.side) ForEachRun(column, begin, end, [&](uint32_t node, uint32_t from, uint32_t to)
//   { runs.Set(node, {from, to}); });
//   RunFinder(steps, &runs).Find(node);      // its edges, or as StepReader finds them
//
// Finding the run of one type among the edges of a node costs two searches in a list that is seldom
// in a cache; of a million nodes in a row, it costs less to read all types in order, a kilobyte at
// a time with vector instructions. REQUIRES: the step is of one direction and of types that follow
// each other, and no node was changed since the freeze (StepReader::FindColumn). Thread-safe.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "graph/algo/step_reader.h"
#include "query/execute/operators/within.h"

namespace newsgraph::execute {

// Calls f(node, from, to) for each node of [begin, end) that has fitting edges, ascending, with the
// places [from, to) of these. cost: about 0.5 ns an edge of any type, 1 ns a node
template <class F>
void ForEachRun(const algo::StepReader::Column& column, uint32_t begin, uint32_t end, F&& f) {
  constexpr uint32_t kBlock = 1024;
  uint8_t mask[kBlock];
  uint16_t places[kBlock];
  const algo::StepReader::Column c = column;
  const uint32_t* offsets = c.side->offsets.data();
  end = std::min(end, static_cast<uint32_t>(c.side->offsets.size() - 1));  // later nodes have none
  if (begin >= end) return;
  const uint32_t stop = offsets[end];
  uint32_t node = begin, next_node = 0, from = 0, to = 0;
  for (uint32_t at = offsets[begin]; at < stop; at += kBlock) {
    const size_t size = std::min(kBlock, stop - at);
    std::fill_n(mask, size, uint8_t{1});
    c.side->types.Visit([&](const auto* types) {
      using Code = std::remove_cvref_t<decltype(*types)>;
      WithinRange(types + at, size, static_cast<Code>(c.first_type),
                  static_cast<Code>(c.last_type - c.first_type), mask);
    });
    const size_t found = PlacesOf(mask, size, places);
    for (size_t i = 0; i < found; ++i) {
      const uint32_t place = at + places[i];
      if (place == to && place < next_node) {
        ++to;
        continue;
      }
      if (from < to) f(node, from, to);
      while (offsets[node + 1] <= place) ++node;
      next_node = offsets[node + 1];
      from = place, to = place + 1;
    }
  }
  if (from < to) f(node, from, to);
}

// The runs of a step at each node of a range.
class StepRuns {
 public:
  struct Run {
    uint32_t from = 0, to = 0;
  };
  StepRuns(uint32_t begin, uint32_t end) : begin_(begin), runs_(end - begin) {}

  bool Covers(NodeId node) const { return node.value - begin_ < runs_.size(); }
  // REQUIRES: Covers(node)
  const Run& Of(NodeId node) const { return runs_[node.value - begin_]; }
  void Set(uint32_t node, Run run) { runs_[node - begin_] = run; }
  void Prefetch(NodeId node) const {
    if (Covers(node)) __builtin_prefetch(&runs_[node.value - begin_]);
  }

 private:
  uint32_t begin_;
  std::vector<Run> runs_;
};

// Where the edges of one node after another lie together: as was found beforehand for many nodes,
// or else by searching. `steps` and `runs` (null: none) are kept.
class RunFinder {
 public:
  explicit RunFinder(const algo::StepReader& steps, const StepRuns* runs = nullptr)
      : steps_(&steps), runs_(runs) {}

  algo::StepReader::Run Find(NodeId node) const {
    if (!runs_ || !runs_->Covers(node)) return steps_->FindRun(node);
    const auto [from, to] = runs_->Of(node);
    return {true, steps_->FindColumn().side->others.span().subspan(from, to - from)};
  }
  // As those of StepReader.
  void PrefetchPlace(NodeId node) const {
    if (runs_) {
      runs_->Prefetch(node);
    } else {
      steps_->PrefetchPlace(node);
    }
  }
  void PrefetchEntries(NodeId node) const {
    if (runs_) {
      __builtin_prefetch(Find(node).others.data());
    } else {
      steps_->PrefetchEntries(node);
    }
  }

 private:
  const algo::StepReader* steps_;
  const StepRuns* runs_;
};

}  // namespace newsgraph::execute

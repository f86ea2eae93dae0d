// Breadth-first search from up to 64 nodes at once: a bit a source in one word a node, so that an
// edge that many searches would follow is followed once.
//
//   MultiSourceSearch search(graph.size());
//   search.Run(graph, sources, most, work, [&](uint32_t level, uint32_t node, uint64_t reached_by)
//   {...});
//
// From Then et al. 2014, "The More the Merrier: Efficient Multi-Source Graph Traversal" (MS-BFS).
// Holds 24 bytes a node, reused from run to run. One thread.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "graph/algo/projection.h"
#include "graph/parallel.h"

namespace newsgraph::algo {

class MultiSourceSearch {
 public:
  static constexpr size_t kMost = 64;

  explicit MultiSourceSearch(uint32_t nodes) : seen_(nodes), at_(nodes), next_(nodes) {}

  // visit(level, node, bits) once for each node and level at which searches come to it first: bit i
  // is that of sources[i]. Levels ascend from 1 to `most`; the sources themselves are not visited.
  // False when the work was stopped.
  // REQUIRES: at most kMost sources, all different
  // cost: O(nodes + edges) where the searches overlap, 64 times as much at worst
  template <class Visit>
  bool Run(const Projection& graph, std::span<const uint32_t> sources, uint32_t most, Work& work,
           Visit&& visit) {
    std::fill(seen_.begin(), seen_.end(), 0);
    frontier_.assign(sources.begin(), sources.end());
    for (size_t i = 0; i < sources.size(); ++i) {
      seen_[sources[i]] = at_[sources[i]] = uint64_t{1} << i;
    }
    bool whole = true;
    for (uint32_t level = 1; whole && level <= most && !frontier_.empty(); ++level) {
      whole = Step(graph, work);
      for (const uint32_t node : reached_) {
        at_[node] = std::exchange(next_[node], 0);
        seen_[node] |= at_[node];
        if (whole) visit(level, node, at_[node]);
      }
      frontier_.swap(reached_);
    }
    for (const uint32_t node : frontier_) at_[node] = 0;
    return whole;
  }

 private:
  // Follows the edges of the frontier; `reached_` becomes the nodes where a search is new.
  bool Step(const Projection& graph, Work& work) {
    reached_.clear();
    for (const uint32_t from : frontier_) {
      const uint64_t searches = std::exchange(at_[from], 0);
      for (const uint32_t to : graph.Neighbours(from)) {
        const uint64_t fresh = searches & ~seen_[to];
        if (fresh == 0) continue;
        if (next_[to] == 0) reached_.push_back(to);
        next_[to] |= fresh;
      }
      if (!work.Go(graph.Degree(from))) return false;
    }
    return true;
  }

  std::vector<uint64_t> seen_, at_, next_;  // by node, a bit a source
  std::vector<uint32_t> frontier_, reached_;
};

// From any number of sources, all different, in groups over the threads of `work`: visit(i, level,
// node) where the search from sources[i] comes to a node that is wanted(node). The visits of one
// source are made on one thread. False when the work was stopped.
template <class Wanted, class Visit>
bool SearchFromEach(const Projection& graph, std::span<const uint32_t> sources, uint32_t most,
                    Work& work, Wanted&& wanted, Visit&& visit) {
  const size_t parts = static_cast<size_t>(work.threads());
  constexpr size_t kAtOnce = MultiSourceSearch::kMost;
  ParallelFor(parts, work.threads(), [&](size_t part) {
    MultiSourceSearch search(graph.size());
    for (size_t first = part * kAtOnce; first < sources.size(); first += parts * kAtOnce) {
      const auto group = sources.subspan(first, std::min(kAtOnce, sources.size() - first));
      const bool whole = search.Run(
          graph, group, most, work, [&](uint32_t level, uint32_t node, uint64_t searches) {
            if (!wanted(node)) return;
            for (; searches != 0; searches &= searches - 1)
              visit(first + static_cast<size_t>(std::countr_zero(searches)), level, node);
          });
      if (!whole) return;
    }
  });
  return !work.stopped();
}

}  // namespace newsgraph::algo

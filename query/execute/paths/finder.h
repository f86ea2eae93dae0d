// Finder: the paths of a pattern from a node, as its selector chooses them.
//
//   PathFinder finder(plan, slots, execution);
//   finder.Begin(row, a, b);                    // b {}: to every end
//   while (finder.Next(run)) ...
//
// Which search runs:
//   no selector             depth first, pruned by the distance to the end where it is given
//   ANY, SHORTEST 1, ALL    breadth first over the product; all ends in one search
//     SHORTEST
//     between two nodes     the same from both ends, where one relationship repeats
//   SHORTEST k, k GROUPS    for each end, depth first, one length after another
//   ANY CHEAPEST            Dijkstra over the product; all ends in one search
//   CHEAPEST k              for each end, best first
//   both k, no node twice   for each end, path by path (Yen), where one relationship repeats
//   ALL CHEAPEST            for each end, depth first up to the least cost
// Breadth-first search and Dijkstra find walks. Where a mode forbids what they found, the end is
// searched again path by path.
// One thread.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "query/execute/paths/best_first.h"
#include "query/execute/paths/both_ends.h"
#include "query/execute/paths/enumerator.h"
#include "query/execute/paths/explorer.h"
#include "query/execute/paths/loopless.h"

namespace newsgraph::execute {

class PathFinder {
 public:
  PathFinder(const plan::PathSearch& node, int slots, Execution& execution);
  void Begin(Row row, NodeId start, NodeId end);
  bool Next(Run& run);

  Product& product() { return product_; }

 private:
  enum class Way : uint8_t {
    kEnumerate,
    kBothEnds,
    kExplore,
    kByLength,
    kByCost,
    kBestFirst,
    kLoopless
  };

  bool NextEnd();
  void BeginPair(NodeId end);
  void BeginLayer(double cost);
  bool NextOfEnd(Run& run);
  bool NextOfLayer(Run& run);
  // Whether it is the first of the paths that read alike.
  bool IsNew(const Run& run);

  const semantics::PathSearch& pattern_;
  Execution& execution_;
  Product product_;
  Explorer explorer_;
  TargetDistances distances_;
  Enumerator enumerator_;
  BestFirst best_first_;
  Loopless loopless_;
  BothEnds both_ends_;
  PathCheck check_;
  bool weighted_ = false;  // the selector goes by cost
  bool all_of_first_ = false;
  Way way_ = Way::kEnumerate;       // to all ends
  Way pair_way_ = Way::kEnumerate;  // to the end in hand
  NodeId fixed_end_;
  uint64_t count_ = 1;
  bool active_ = false;
  // Of the end in hand.
  bool in_end_ = false;
  bool one_end_done_ = false;
  NodeId end_;
  uint64_t given_ = 0;  // paths, or groups; of both_ends_: the next
  double group_ = -1;   // cost of the last path
  double limit_ = 0;
  absl::flat_hash_set<std::vector<uint64_t>> seen_;
  HeldMemory held_;
};

}  // namespace newsgraph::execute

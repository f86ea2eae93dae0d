// BestFirst: paths between two nodes in order of their cost.
//
//   best.Begin(distances, /*most=*/3);
//   while (best.Next(run, cost)) ...
//
// Beginnings of paths are continued in the order of what they cost with the least that is left to
// the end. No more than `most` beginnings end in one config where paths are walks: more cannot be
// among the `most` cheapest. Ties: fewer relationships first.
//
// Memory: 72 bytes a beginning. One thread.
// Source: Eppstein 1998 for the bound per config; guided_queue.h for the order.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "query/execute/paths/guided_queue.h"
#include "query/execute/paths/path_check.h"

namespace newsgraph::execute {

class BestFirst {
 public:
  explicit BestFirst(Product& product)
      : product_(product), check_(product.pattern()), queue_(product), held_(product.execution()) {}

  // `distances` are weighted.
  void Begin(TargetDistances& distances, uint64_t most);
  bool Next(Run& run, double& cost);

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Beginning {
    Config config;
    uint32_t before;
    uint32_t move;
    EdgeId edge;
    uint32_t length;
    double cost;
  };
  void Add(const Beginning& beginning);
  void Collect(uint32_t at, Run& run) const;

  Product& product_;
  PathCheck check_;
  GuidedQueue queue_;
  uint64_t most_ = 0;
  std::vector<Beginning> beginnings_;
  absl::flat_hash_map<Config, uint64_t> taken_;
  HeldMemory held_;
  Run run_;
};

}  // namespace newsgraph::execute

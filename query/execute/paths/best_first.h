// BestFirst: paths between two nodes in order of their cost.
//
//   best.Begin(distances, /*most=*/3);
//   while (best.Next(run, cost)) ...
//
// Beginnings of paths are continued in the order of what they cost with the least that is left to
// the end. No more than `most` beginnings end in one config where paths are walks: more cannot be
// among the `most` cheapest. Ties: fewer relationships first.
//
// Memory: 32 bytes a beginning. One thread.
// Source: Hart, Nilsson and Raphael 1968 (A*); Eppstein 1998 for the bound per config.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "query/execute/paths/path_check.h"
#include "query/execute/paths/target_distances.h"

namespace newsgraph::execute {

class BestFirst {
 public:
  explicit BestFirst(Product& product)
      : product_(product), check_(product.pattern()), held_(product.execution()) {}

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
  struct Candidate {
    double whole;  // at least
    uint32_t length;
    uint32_t beginning;
  };
  void Add(const Beginning& beginning);
  void Collect(uint32_t at, Run& run) const;
  static bool Later(const Candidate& a, const Candidate& b);

  Product& product_;
  PathCheck check_;
  TargetDistances* distances_ = nullptr;
  uint64_t most_ = 0;
  std::vector<Beginning> beginnings_;
  std::vector<Candidate> heap_;
  absl::flat_hash_map<Config, uint64_t> taken_;
  HeldMemory held_;
  Run run_;
};

}  // namespace newsgraph::execute

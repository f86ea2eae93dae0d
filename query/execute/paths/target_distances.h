// TargetDistances: how far it is at least from a config to an end, found from the end backwards.
//
//   distances.Begin(end);
//   distances.GrowTo(4);                     // all that are at most 4 away
//   if (distances.AtLeast(config) > left) ...   // no use to go there
//
// Exact for what was reached. Grows no further than it is asked where the product can be walked
// backwards; where it cannot (registers, dates), all that the start leads to is explored first.
// Memory: 32 bytes a config reached, and then 16 a step between two. One thread.
// Source: Dijkstra 1959, over the product backwards.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "graph/algo/cost_queue.h"
#include "query/execute/paths/product.h"

namespace newsgraph::execute {

class TargetDistances {
 public:
  static constexpr double kFar = std::numeric_limits<double>::infinity();

  explicit TargetDistances(Product& product) : product_(product), held_(product.execution()) {}

  // In what steps cost (`weighted`), or in steps.
  void Begin(NodeId end, bool weighted);
  // Until all that are at most so far are known, so many steps were looked at, or the execution
  // stopped.
  void GrowTo(double limit, uint64_t most_looked = UINT64_MAX);
  // Grows until the config is known; kFar when no way leads to the end.
  double Find(const Config& config);
  // What was found for the config; nothing: it is further than frontier().
  std::optional<double> Known(const Config& config) const;
  double frontier() { return queue_.empty() ? kFar : queue_.Least(); }
  double AtLeast(const Config& config) { return Known(config).value_or(frontier()); }
  uint64_t looked() const { return looked_; }  // at steps backwards, since Begin

 private:
  uint32_t Number(const Config& config);
  void ExploreForward();
  void SettleNext();

  Product& product_;
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Entry {
    Config config;
    double cost = kFar;
    uint32_t steps = kNone;  // that lead here, where all was explored
    bool settled = false;
  };
  struct Step {
    uint32_t from, next;
    double cost;
  };
  bool explored_ = false;
  uint64_t looked_ = 0;
  absl::flat_hash_map<Config, uint32_t> numbers_;
  std::vector<Entry> entries_;
  std::vector<Step> steps_;
  algo::CostQueue queue_;
  HeldMemory held_;
};

}  // namespace newsgraph::execute

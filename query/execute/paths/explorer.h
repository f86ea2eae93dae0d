// Explorer: a search from the start, over the product, of the cheapest (or shortest) way to each
// end.
//
//   explorer.Begin(Explorer::Keep::kAll);
//   while (explorer.NextEnd(entry)) {                 // nearest first
//     explorer.Walk(entry);                           // all shortest walks there
//     while (explorer.NextRun(check, run)) ...
//   }
//
// Memory: an entry a config reached, however many paths there are; with kAll also an arrival for
// each step that a shortest way can take. Walks are listed one by one, and left where they break
// the mode. One thread. Source: Moore 1959, Dijkstra 1959; all shortest paths as a graph of
// arrivals.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "graph/algo/cost_queue.h"
#include "query/execute/paths/path_check.h"
#include "query/execute/paths/product.h"

namespace newsgraph::execute {

class Explorer {
 public:
  enum class Keep : uint8_t { kOne, kAll };  // ways to each config

  explicit Explorer(Product& product) : product_(product), held_(product.execution()) {}

  // kAll counts relationships; kOne goes by what steps cost.
  void Begin(Keep keep);
  // The next node where a path may end, or false. Each once, in order of their cost.
  bool NextEnd(uint32_t& entry);
  double cost(uint32_t entry) const { return entries_[entry].cost; }
  NodeId node(uint32_t entry) const { return entries_[entry].config.node; }

  void Walk(uint32_t entry);
  // The next walk to the entry that keeps to the mode.
  bool NextRun(PathCheck& check, Run& run);

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Arrival {
    uint32_t before;  // entry; kNone: the path begins
    uint32_t move;
    EdgeId edge;
    uint32_t next;  // in arrivals_: another one
  };
  struct Entry {
    Config config;
    double cost;
    uint32_t arrivals;
    bool settled = false;
  };
  void Collect(Run& run) const;
  void Arrive(const Config& config, double cost, const Arrival& arrival);

  Product& product_;
  Keep keep_ = Keep::kOne;
  absl::flat_hash_map<Config, uint32_t> numbers_;
  std::vector<Entry> entries_;
  std::vector<Arrival> arrivals_;
  algo::CostQueue queue_;
  HeldMemory held_;
  struct Level {
    uint32_t entry;
    uint32_t next;           // arrival to try
    uint32_t taken = kNone;  // the arrival that leads here from the next level
  };
  std::vector<Level> levels_;  // from the end back
  bool fresh_ = false;
};

}  // namespace newsgraph::execute

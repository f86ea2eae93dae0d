// Loopless: paths between two different nodes in order of their cost, none of which passes a node
// twice.
//
//   loopless.Begin(distances);
//   while (loopless.Next(run, cost)) ...
//
// Behind each path that was given, the paths that leave it at one of its nodes are a set of their
// own, whose cheapest is found by a search without the nodes before: polynomial for each path,
// where continuing all beginnings in order of their cost can try as many as there are. Ties: fewer
// relationships first.
//
// Memory: the paths that may come next. One thread.
// Source: Yen 1971, with the sets of Lawler 1972; guided_queue.h for the search.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "query/execute/paths/guided_queue.h"

namespace newsgraph::execute {

class Loopless {
 public:
  explicit Loopless(Product& product)
      : product_(product), queue_(product), held_(product.execution()) {}

  // `distances` to the end. REQUIRES: FindsLoopless(the pattern), and start and end differ.
  void Begin(TargetDistances& distances);
  bool Next(Run& run, double& cost);

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Candidate {  // the cheapest path of a set
    double cost;
    Run run;
    std::vector<double> costs;      // up to each step
    size_t fixed;                   // the set's paths begin with the steps up to this one
    std::vector<EdgeId> forbidden;  // and do not go on over these
  };
  struct Entry {
    Config config;
    uint32_t before, move;
    EdgeId edge;
    double cost;
    uint32_t length;
  };
  static bool Dearer(const Candidate& a, const Candidate& b);

  // The cheapest path of the set, into candidates_ if there is one.
  void AddCheapest(Candidate set);
  void AddEntry(const Entry& entry);
  void LeaveLast();

  Product& product_;
  GuidedQueue queue_;
  std::vector<Candidate> candidates_;  // a heap
  std::optional<Candidate> last_;      // given, its sets not yet looked at
  // Of the search in hand.
  std::vector<Entry> entries_;
  absl::flat_hash_map<Config, uint32_t> numbers_;
  absl::flat_hash_set<NodeId> passed_;
  HeldMemory held_;
};

}  // namespace newsgraph::execute

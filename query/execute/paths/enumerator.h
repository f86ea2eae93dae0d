// Enumerator: paths one by one, depth first, without a step that cannot lead to the end in time.
//
//   enumerator.Begin(&distances, 4, Enumerator::Take::kExactly);
//   while (enumerator.Next(run)) ...             // all paths of cost 4
//   next = enumerator.next_limit();              // the least cost that was cut off
//
// Memory: the path and its open alternatives. One thread.
// Source: Korf 1985 (iterative deepening by what is left).
#pragma once

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "query/execute/paths/path_check.h"
#include "query/execute/paths/target_distances.h"

namespace newsgraph::execute {

class Enumerator {
 public:
  enum class Take : uint8_t { kUpTo, kExactly };  // the limit

  explicit Enumerator(Product& product) : product_(product), check_(product.pattern()) {}

  // `distances` to the end, where there is one; null: none.
  void Begin(TargetDistances* distances, double limit, Take take);
  bool Next(Run& run);
  // Of the paths that were not followed because of the limit, no one costs less.
  double next_limit() const { return next_limit_; }
  double cost() const { return cost_; }  // of the last path

 private:
  struct Choice {
    Config config;
    uint32_t move;
    EdgeId edge;
    double cost;
  };
  struct Level {
    std::vector<Choice> choices;
    size_t next = 0;
    double cost = 0;  // of the path so far
    Config config;
  };
  bool MayReach(const Config& config, double cost);
  void Open(const Config& config, double cost);
  void Close();

  Product& product_;
  PathCheck check_;
  TargetDistances* distances_ = nullptr;
  double limit_ = 0;
  Take take_ = Take::kUpTo;
  double next_limit_ = 0;
  double cost_ = 0;
  std::vector<Level> levels_;
  Run run_;
};

}  // namespace newsgraph::execute

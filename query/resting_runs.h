// RestingRuns: the prepared runs of the plans that a session ran lately, for when they run again.
//
//   auto run = runs.Take(*cached, threads, size);    // null: prepare one
//   ...
//   runs.Put(cached, std::move(run));
//
// Of each plan one run, of kMost plans; whoever comes then takes the place of the one put longest
// ago. A run that was taken is nobody else's until it is put back, so a statement may run inside of
// another. cost: O(1). One thread.
#pragma once

#include <array>
#include <memory>

#include "query/execute/prepared_run.h"
#include "query/plan_cache.h"

namespace newsgraph::query {

class RestingRuns {
 public:
  static constexpr size_t kMost = 32;

  std::unique_ptr<execute::PreparedRun> Take(const CachedPlan& cached, int threads,
                                             uint32_t batch_size) {
    Resting& resting = all_[cached.resting_place % kMost];
    if (resting.plan.get() != &cached || !resting.run || !resting.run->Fits(threads, batch_size))
      return nullptr;
    return std::move(resting.run);
  }
  // Puts it by, if it can rest.
  void Put(const std::shared_ptr<const CachedPlan>& cached,
           std::unique_ptr<execute::PreparedRun> run) {
    if (!run->Rest()) return;
    if (all_[cached->resting_place % kMost].plan != cached) cached->resting_place = next_++;
    Resting& resting = all_[cached->resting_place % kMost];
    resting.run = std::move(run);
    resting.plan = cached;
  }

 private:
  struct Resting {
    std::shared_ptr<const CachedPlan> plan;  // outlives its run
    std::unique_ptr<execute::PreparedRun> run;
  };
  std::array<Resting, kMost> all_;
  size_t next_ = 0;
};

}  // namespace newsgraph::query

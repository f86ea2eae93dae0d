#include "query/execute/paths/guided_queue.h"

#include <algorithm>

namespace newsgraph::execute {

bool GuidedQueue::Later(const Open& a, const Open& b) {
  if (a.whole != b.whole) return a.whole > b.whole;
  if (a.beginning.length != b.beginning.length) return a.beginning.length > b.beginning.length;
  return a.beginning.number > b.beginning.number;
}

void GuidedQueue::Begin(TargetDistances& distances) {
  distances_ = &distances;
  looked_ = 0;
  heap_.clear();
}

void GuidedQueue::Add(const Open& open) {
  heap_.push_back(open);
  std::push_heap(heap_.begin(), heap_.end(), Later);
}

void GuidedQueue::Push(const Beginning& beginning) {
  const double left = distances_->AtLeast(beginning.config);
  if (left < TargetDistances::kFar) Add({beginning.cost + left, beginning});
}

bool GuidedQueue::Pop(Beginning& beginning) {
  while (!heap_.empty() && product_.execution().Spend(0)) {
    std::pop_heap(heap_.begin(), heap_.end(), Later);
    const Open open = heap_.back();
    heap_.pop_back();
    beginning = open.beginning;
    const auto known = distances_->Known(beginning.config);
    const double left = known.value_or(distances_->frontier());
    if (left >= TargetDistances::kFar) continue;
    if (beginning.cost + left > open.whole) {  // more is known than when it was pushed
      Add({beginning.cost + left, beginning});
      continue;
    }
    const uint64_t steps = product_.StepCount(beginning.config);
    if (!known && looked_ + steps > distances_->looked()) {
      distances_->GrowTo(left, looked_ + steps);
      Add(open);
      continue;
    }
    looked_ += steps;
    return true;
  }
  return false;
}

}  // namespace newsgraph::execute

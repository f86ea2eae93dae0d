#include "query/execute/paths/target_distances.h"

#include <algorithm>

namespace newsgraph::execute {

uint32_t TargetDistances::Number(const Config& config) {
  const auto [found, added] = numbers_.try_emplace(config, static_cast<uint32_t>(entries_.size()));
  if (added) {
    entries_.push_back({config});
    if (entries_.size() % 1024 == 0)
      held_.Set(entries_.size() * (sizeof(Entry) + 16) + steps_.size() * sizeof(Step));
  }
  return found->second;
}

void TargetDistances::Begin(NodeId end, bool weighted) {
  numbers_.clear();
  entries_.clear();
  steps_.clear();
  looked_ = 0;
  queue_.Begin(weighted ? 0 : 1);
  explored_ = !product_.exact();
  if (explored_) ExploreForward();
  const uint32_t last = Number({end, plan::PathAutomaton::kAccept, 0});
  entries_[last].cost = 0;
  queue_.Push(0, last);
}

void TargetDistances::ExploreForward() {
  product_.Enter([&](const Config& config, uint32_t) {
    Number(config);
    return true;
  });
  for (uint32_t at = 0; at < entries_.size() && !product_.execution().stopped(); ++at) {
    const Config config = entries_[at].config;
    product_.Forward(config, [&](const Config& next, uint32_t, EdgeId, double cost) {
      Entry& to = entries_[Number(next)];
      steps_.push_back({at, to.steps, cost});
      to.steps = static_cast<uint32_t>(steps_.size() - 1);
      return true;
    });
  }
}

void TargetDistances::SettleNext() {
  const auto [cost, at] = queue_.Pop();
  if (entries_[at].settled) return;
  entries_[at].settled = true;
  const auto reach = [&, cost = cost](uint32_t number, double step) {
    ++looked_;
    if (cost + step >= entries_[number].cost) return;
    entries_[number].cost = cost + step;
    queue_.Push(cost + step, number);
  };
  if (explored_) {
    product_.execution().Spend(1);
    for (uint32_t i = entries_[at].steps; i != kNone; i = steps_[i].next)
      reach(steps_[i].from, steps_[i].cost);
    return;
  }
  const Config from = entries_[at].config;
  product_.Backward(from.node, from.state, [&](NodeId node, uint32_t state, EdgeId, double step) {
    reach(Number({node, state, 0}), step);
    return true;
  });
}

void TargetDistances::GrowTo(double limit, uint64_t most_looked) {
  while (!queue_.empty() && frontier() <= limit && looked_ < most_looked &&
         !product_.execution().stopped()) {
    SettleNext();
  }
}

std::optional<double> TargetDistances::Known(const Config& config) const {
  const auto found = numbers_.find(config);
  if (found == numbers_.end() || !entries_[found->second].settled) return std::nullopt;
  return entries_[found->second].cost;
}

double TargetDistances::Find(const Config& config) {
  while (!product_.execution().stopped()) {
    if (const auto known = Known(config)) return *known;
    if (queue_.empty()) return kFar;
    SettleNext();
  }
  return kFar;
}

}  // namespace newsgraph::execute

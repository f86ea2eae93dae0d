#include "query/execute/paths/enumerator.h"

#include <algorithm>

namespace newsgraph::execute {

void Enumerator::Begin(TargetDistances* distances, double limit, Take take) {
  distances_ = distances, limit_ = limit, take_ = take;
  next_limit_ = TargetDistances::kFar;
  levels_.clear();
  run_.clear();
  check_.Start(product_.start());
  Level& level = levels_.emplace_back();
  product_.Enter([&](const Config& config, uint32_t move) {
    if (MayReach(config, 0)) level.choices.push_back({config, move, EdgeId{}, 0});
    return true;
  });
}

bool Enumerator::MayReach(const Config& config, double cost) {
  if (distances_ == nullptr) return true;
  const double whole = cost + distances_->AtLeast(config);
  if (whole <= limit_) return whole < TargetDistances::kFar;
  next_limit_ = std::min(next_limit_, whole);
  return false;
}

void Enumerator::Open(const Config& config, double cost) {
  Level& level = levels_.emplace_back();
  level.cost = cost;
  product_.Forward(config, [&](const Config& next, uint32_t move, EdgeId edge, double step) {
    if (MayReach(next, cost + step)) level.choices.push_back({next, move, edge, step});
    return true;
  });
}

void Enumerator::Close() {
  levels_.pop_back();
  if (run_.empty()) return;
  if (run_.size() > 1) check_.Pop();
  run_.pop_back();
}

bool Enumerator::Next(Run& run) {
  while (!levels_.empty() && product_.execution().Spend(0)) {
    Level& level = levels_.back();
    if (level.next == level.choices.size()) {
      Close();
      continue;
    }
    const Choice choice = level.choices[level.next++];
    const bool ends = choice.config.state == plan::PathAutomaton::kAccept;
    const double cost = level.cost + choice.cost;
    if (ends && take_ == Take::kExactly && cost < limit_) continue;  // given before
    if (choice.edge.valid() && !check_.Push(choice.edge, choice.config.node, ends)) continue;
    run_.push_back({choice.move, choice.edge, choice.config.node});
    if (!ends) {
      Open(choice.config, cost);
      continue;
    }
    run = run_;
    cost_ = cost;
    if (choice.edge.valid()) check_.Pop();
    run_.pop_back();
    return true;
  }
  return false;
}

}  // namespace newsgraph::execute

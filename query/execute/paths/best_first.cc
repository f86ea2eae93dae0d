#include "query/execute/paths/best_first.h"

#include <algorithm>

namespace newsgraph::execute {

bool BestFirst::Later(const Candidate& a, const Candidate& b) {
  if (a.whole != b.whole) return a.whole > b.whole;
  if (a.length != b.length) return a.length > b.length;
  return a.beginning < b.beginning;
}

void BestFirst::Begin(TargetDistances& distances, uint64_t most) {
  distances_ = &distances, most_ = most;
  beginnings_.clear();
  heap_.clear();
  taken_.clear();
  std::vector<Beginning> entries;
  product_.Enter([&](const Config& config, uint32_t move) {
    entries.push_back({config, kNone, move, EdgeId{}, 0, 0});
    return true;
  });
  for (const Beginning& entry : entries) Add(entry);
}

void BestFirst::Add(const Beginning& beginning) {
  const double left = distances_->Find(beginning.config);
  if (left >= TargetDistances::kFar) return;
  heap_.push_back(
      {beginning.cost + left, beginning.length, static_cast<uint32_t>(beginnings_.size())});
  std::push_heap(heap_.begin(), heap_.end(), Later);
  beginnings_.push_back(beginning);
  if (beginnings_.size() % 1024 == 0) held_.Set(beginnings_.size() * (sizeof(Beginning) + 32));
}

void BestFirst::Collect(uint32_t at, Run& run) const {
  run.clear();
  for (; at != kNone; at = beginnings_[at].before)
    run.push_back({beginnings_[at].move, beginnings_[at].edge, beginnings_[at].config.node});
  std::reverse(run.begin(), run.end());
}

bool BestFirst::Next(Run& run, double& cost) {
  while (!heap_.empty() && product_.execution().Spend(0)) {
    std::pop_heap(heap_.begin(), heap_.end(), Later);
    const uint32_t at = heap_.back().beginning;
    heap_.pop_back();
    const Beginning beginning = beginnings_[at];
    if (check_.trivial() && ++taken_[beginning.config] > most_) continue;
    if (beginning.config.state == plan::PathAutomaton::kAccept) {
      Collect(at, run);
      cost = beginning.cost;
      return true;
    }
    if (!check_.trivial()) {  // the check holds the beginning while steps are tried
      Collect(at, run_);
      check_.Start(run_[0].node);
      for (size_t i = 1; i < run_.size(); ++i) check_.Push(run_[i].edge, run_[i].node, false);
    }
    std::vector<Beginning>
        next_ones;  // kept aside: looking for distances goes over the product too
    product_.Forward(
        beginning.config, [&](const Config& next, uint32_t move, EdgeId edge, double step) {
          const bool ends = next.state == plan::PathAutomaton::kAccept;
          if (!check_.trivial()) {
            if (!check_.Push(edge, next.node, ends)) return true;
            check_.Pop();
          }
          next_ones.push_back({next, at, move, edge, beginning.length + 1, beginning.cost + step});
          return true;
        });
    for (const Beginning& next : next_ones) Add(next);
  }
  return false;
}

}  // namespace newsgraph::execute

#include "query/execute/paths/best_first.h"

#include <algorithm>

namespace newsgraph::execute {

void BestFirst::Begin(TargetDistances& distances, uint64_t most) {
  queue_.Begin(distances);
  most_ = most;
  beginnings_.clear();
  taken_.clear();
  std::vector<Beginning> entries;
  product_.Enter([&](const Config& config, uint32_t move) {
    entries.push_back({config, kNone, move, EdgeId{}, 0, 0});
    return true;
  });
  for (const Beginning& entry : entries) Add(entry);
}

void BestFirst::Add(const Beginning& beginning) {
  const auto number = static_cast<uint32_t>(beginnings_.size());
  queue_.Push({beginning.config, beginning.cost, beginning.length, number});
  beginnings_.push_back(beginning);
  if (beginnings_.size() % 1024 == 0) held_.Set(beginnings_.size() * (sizeof(Beginning) + 40));
}

void BestFirst::Collect(uint32_t at, Run& run) const {
  run.clear();
  for (; at != kNone; at = beginnings_[at].before)
    run.push_back({beginnings_[at].move, beginnings_[at].edge, beginnings_[at].config.node});
  std::reverse(run.begin(), run.end());
}

bool BestFirst::Next(Run& run, double& cost) {
  GuidedQueue::Beginning next;
  while (queue_.Pop(next)) {
    const uint32_t at = next.number;
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
    product_.Forward(beginning.config,
                     [&](const Config& to, uint32_t move, EdgeId edge, double step) {
                       const bool ends = to.state == plan::PathAutomaton::kAccept;
                       if (!check_.trivial()) {
                         if (!check_.Push(edge, to.node, ends)) return true;
                         check_.Pop();
                       }
                       Add({to, at, move, edge, beginning.length + 1, beginning.cost + step});
                       return true;
                     });
  }
  return false;
}

}  // namespace newsgraph::execute

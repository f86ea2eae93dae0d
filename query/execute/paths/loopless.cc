#include "query/execute/paths/loopless.h"

#include <algorithm>

namespace newsgraph::execute {

bool Loopless::Dearer(const Candidate& a, const Candidate& b) {
  if (a.cost != b.cost) return a.cost > b.cost;
  return a.run.size() > b.run.size();
}

void Loopless::Begin(TargetDistances& distances) {
  queue_.Begin(distances);
  candidates_.clear();
  last_.reset();
  Run entries;
  product_.Enter([&](const Config& config, uint32_t move) {
    if (config.state != plan::PathAutomaton::kAccept) entries.push_back({move, {}, config.node});
    return true;
  });
  for (const RunStep& entry : entries) AddCheapest({0, {entry}, {0}, 0, {}});
}

bool Loopless::Next(Run& run, double& cost) {
  if (last_) LeaveLast();
  if (candidates_.empty() || product_.execution().stopped()) return false;
  std::pop_heap(candidates_.begin(), candidates_.end(), Dearer);
  last_ = std::move(candidates_.back());
  candidates_.pop_back();
  run = last_->run;
  cost = last_->cost;
  return true;
}

// What is left of the set of the last path: those that leave it at each of its nodes.
void Loopless::LeaveLast() {
  const Candidate path = *std::move(last_);
  last_.reset();
  for (size_t at = path.fixed; at + 1 < path.run.size(); ++at) {
    const auto from = path.run.begin();
    Candidate set{0, Run(from, from + static_cast<std::ptrdiff_t>(at) + 1), {}, at, {}};
    set.costs.assign(path.costs.begin(), path.costs.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    if (at == path.fixed) set.forbidden = path.forbidden;
    set.forbidden.push_back(path.run[at + 1].edge);
    AddCheapest(std::move(set));
    if (product_.execution().stopped()) return;
  }
}

void Loopless::AddEntry(const Entry& entry) {
  const auto number = static_cast<uint32_t>(entries_.size());
  const auto [place, added] = numbers_.try_emplace(entry.config, number);
  if (!added && entries_[place->second].cost <= entry.cost) return;
  place->second = number;
  entries_.push_back(entry);
  queue_.Push({entry.config, entry.cost, entry.length, number});
}

void Loopless::AddCheapest(Candidate set) {
  entries_.clear(), queue_.Clear(), numbers_.clear(), passed_.clear();
  for (const RunStep& step : set.run) passed_.insert(step.node);
  const plan::PathAutomaton& automaton = product_.automaton();
  const RunStep& spur = set.run.back();
  AddEntry({{spur.node, automaton.moves[spur.move].to, 0},
            kNone,
            spur.move,
            spur.edge,
            set.costs.back(),
            0});
  GuidedQueue::Beginning least;
  while (queue_.Pop(least)) {
    const uint32_t at = least.number;
    const Entry entry = entries_[at];
    if (numbers_.at(entry.config) != at) continue;  // there is a cheaper way
    if (entry.config.state == plan::PathAutomaton::kAccept) {
      set.cost = entry.cost;
      const auto fixed = static_cast<std::ptrdiff_t>(set.run.size());
      for (uint32_t e = at; e != 0; e = entries_[e].before) {
        set.run.push_back({entries_[e].move, entries_[e].edge, entries_[e].config.node});
        set.costs.push_back(entries_[e].cost);
      }
      std::reverse(set.run.begin() + fixed, set.run.end());
      std::reverse(set.costs.begin() + fixed, set.costs.end());
      candidates_.push_back(std::move(set));
      std::push_heap(candidates_.begin(), candidates_.end(), Dearer);
      held_.Set(candidates_.size() * (sizeof(Candidate) + candidates_.back().run.size() * 24));
      return;
    }
    product_.Forward(
        entry.config, [&](const Config& next, uint32_t move, EdgeId edge, double step) {
          const bool ends = next.state == plan::PathAutomaton::kAccept;
          if (passed_.contains(next.node) || (!ends && next.node == product_.end())) return true;
          if (at == 0 &&
              std::find(set.forbidden.begin(), set.forbidden.end(), edge) != set.forbidden.end()) {
            return true;
          }
          AddEntry({next, at, move, edge, entry.cost + step, entry.length + 1});
          return true;
        });
  }
}

}  // namespace newsgraph::execute

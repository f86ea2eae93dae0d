#include "query/execute/paths/explorer.h"

#include <algorithm>

namespace newsgraph::execute {

void Explorer::Begin(Keep keep) {
  keep_ = keep;
  numbers_.clear();
  entries_.clear();
  arrivals_.clear();
  levels_.clear();
  queue_.Begin(keep == Keep::kAll ? 1 : 0);
  product_.Enter([&](const Config& config, uint32_t move) {
    Arrive(config, 0, {kNone, move, EdgeId{}, kNone});
    return true;
  });
}

void Explorer::Arrive(const Config& config, double cost, const Arrival& arrival) {
  const auto [found, added] = numbers_.try_emplace(config, static_cast<uint32_t>(entries_.size()));
  if (added) {
    entries_.push_back({config, cost, kNone});
    if (entries_.size() % 1024 == 0)
      held_.Set(entries_.size() * (sizeof(Entry) + 24) + arrivals_.size() * sizeof(Arrival));
  }
  Entry& entry = entries_[found->second];
  if (!added && (cost > entry.cost || (cost == entry.cost && keep_ == Keep::kOne))) return;
  const bool cheaper = added || cost < entry.cost;
  if (cheaper) entry.arrivals = kNone;
  arrivals_.push_back(arrival);
  arrivals_.back().next = entry.arrivals;
  entry.arrivals = static_cast<uint32_t>(arrivals_.size() - 1);
  entry.cost = cost;
  if (cheaper) queue_.Push(cost, found->second);
}

bool Explorer::NextEnd(uint32_t& end) {
  while (!queue_.empty()) {
    const auto [cost, at] = queue_.Pop();
    if (entries_[at].settled) continue;
    entries_[at].settled = true;
    const Config config = entries_[at].config;
    if (config.state == plan::PathAutomaton::kAccept) {
      end = at;
      return true;
    }
    const bool more = product_.Forward(
        config,
        [&, cost = cost, at = at](const Config& next, uint32_t move, EdgeId edge, double step) {
          Arrive(next, cost + step, {at, move, edge, kNone});
          return true;
        });
    if (!more) return false;
  }
  return false;
}

void Explorer::Walk(uint32_t entry) {
  levels_.assign(1, {entry, entries_[entry].arrivals});
  fresh_ = true;
}

bool Explorer::NextRun(PathCheck& check, Run& run) {
  if (fresh_) check.Start(node(levels_[0].entry));
  fresh_ = false;
  while (!levels_.empty() && product_.execution().Spend(0)) {
    Level& level = levels_.back();
    if (level.next == kNone) {
      levels_.pop_back();
      if (!levels_.empty()) check.Pop();
      continue;
    }
    level.taken = level.next;
    const Arrival arrival = arrivals_[level.next];
    level.next = arrival.next;
    if (arrival.before == kNone) {
      Collect(run);
      return true;
    }
    const Entry& before = entries_[arrival.before];
    const bool first = arrivals_[before.arrivals].before == kNone;
    if (!check.Push(arrival.edge, before.config.node, first)) continue;
    levels_.push_back({arrival.before, before.arrivals});
  }
  return false;
}

// The walk from the start that the levels hold.
void Explorer::Collect(Run& run) const {
  run.clear();
  for (size_t i = levels_.size(); i-- > 0;) {
    const Arrival& step = arrivals_[levels_[i].taken];
    run.push_back({step.move, step.edge, node(levels_[i].entry)});
  }
}

}  // namespace newsgraph::execute

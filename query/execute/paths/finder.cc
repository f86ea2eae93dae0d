#include "query/execute/paths/finder.h"

#include "query/execute/evaluate.h"

namespace newsgraph::execute {
namespace {

using semantics::PathSelector;

// Sums of the same costs in another order may differ by a few units of the last place.
double WithRounding(double cost) { return cost * (1 + 1e-12); }

}  // namespace

PathFinder::PathFinder(const plan::PathSearch& node, int slots, Execution& execution)
    : pattern_(*node.pattern),
      execution_(execution),
      product_(node, slots, execution),
      explorer_(product_),
      distances_(product_),
      enumerator_(product_),
      best_first_(product_),
      loopless_(product_),
      both_ends_(product_),
      check_(pattern_),
      held_(execution) {
  weighted_ = pattern_.selector == PathSelector::kCheapest ||
              pattern_.selector == PathSelector::kAllCheapest;
  all_of_first_ = pattern_.selector == PathSelector::kShortestGroups;
}

void PathFinder::Begin(Row row, NodeId start, NodeId end) {
  product_.Begin(row, start, end);
  fixed_end_ = end;
  in_end_ = one_end_done_ = false;
  count_ = 1;
  if (pattern_.count) {
    const Value count = Evaluate(*pattern_.count, row, execution_);
    if (count.is_int() && count.integer() > 0) {
      count_ = static_cast<uint64_t>(count.integer());
    } else {
      execution_.Fail(
          MakeError(ErrorKind::kArgumentError, ErrorPhase::kRuntime, "InvalidArgumentValue",
                    pattern_.count->span,
                    Cat("a selector takes a number of paths of 1 or more, not ", ToText(count))));
    }
  }
  seen_.clear();
  active_ = !execution_.stopped();
  if (!active_) return;
  switch (pattern_.selector) {
    case PathSelector::kEach:
      way_ = Way::kEnumerate;
      break;
    case PathSelector::kAny:
    case PathSelector::kShortest:
    case PathSelector::kShortestGroups:
      way_ = count_ == 1 ? Way::kExplore : Way::kByLength;
      break;
    case PathSelector::kCheapest:
      way_ = count_ == 1 ? Way::kExplore : Way::kBestFirst;
      break;
    case PathSelector::kAllCheapest:
      way_ = Way::kByCost;
      break;
  }
  product_.set_weighted(false);
  const BothEnds::What what = weighted_       ? BothEnds::What::kCheapest
                              : all_of_first_ ? BothEnds::What::kAllShortest
                                              : BothEnds::What::kShortest;
  if (way_ == Way::kExplore && end.valid() && end != start && both_ends_.Fits(what)) {
    way_ = Way::kBothEnds;
    product_.set_weighted(weighted_);
    both_ends_.Find(what);
    given_ = 0;
  } else if (way_ == Way::kEnumerate) {
    const uint32_t most = product_.automaton().range.max;
    const bool bounded = most != semantics::Range::kUnbounded;
    if (end.valid()) {
      distances_.Begin(end, false);
      distances_.GrowTo(bounded ? static_cast<double>(most / 2) : TargetDistances::kFar);
    }
    enumerator_.Begin(end.valid() ? &distances_ : nullptr, bounded ? most : TargetDistances::kFar,
                      Enumerator::Take::kUpTo);
  } else if (way_ == Way::kExplore) {
    product_.set_weighted(weighted_);
    explorer_.Begin(all_of_first_ ? Explorer::Keep::kAll : Explorer::Keep::kOne);
  } else if (!end.valid()) {  // the ends are looked for first
    explorer_.Begin(Explorer::Keep::kOne);
  }
}

bool PathFinder::Next(Run& run) {
  while (active_ && !execution_.stopped()) {
    if (way_ == Way::kEnumerate) {
      while (enumerator_.Next(run)) {
        if (IsNew(run)) return true;
      }
      break;
    }
    if (way_ == Way::kBothEnds) {
      if (given_ == both_ends_.count()) break;
      both_ends_.Path(given_++, run);
      return true;
    }
    if (!in_end_ && !NextEnd()) break;
    if (NextOfEnd(run)) return true;
    in_end_ = false;
  }
  active_ = false;
  return false;
}

bool PathFinder::IsNew(const Run& run) {
  if (!product_.automaton().ambiguous) return true;
  std::vector<uint64_t> reading;
  for (const RunStep& step : run) {
    reading.push_back(uint64_t{step.edge.value} << 32 |
                      product_.automaton().moves[step.move].meaning);
  }
  const size_t bytes = reading.size() * sizeof(uint64_t) + 48;
  if (!seen_.insert(std::move(reading)).second) return false;
  if (seen_.size() % 256 == 0) held_.Set(seen_.size() * bytes);
  return true;
}

bool PathFinder::NextEnd() {
  given_ = 0, group_ = -1;
  seen_.clear();
  if (way_ != Way::kExplore && fixed_end_.valid()) {
    if (one_end_done_) return false;
    one_end_done_ = true;
    BeginPair(fixed_end_);
    return true;
  }
  product_.set_end(fixed_end_);
  product_.set_weighted(way_ == Way::kExplore && weighted_);
  uint32_t entry;
  if (!explorer_.NextEnd(entry)) return false;
  in_end_ = true;
  pair_way_ = way_;
  end_ = explorer_.node(entry);
  if (way_ == Way::kExplore) {
    explorer_.Walk(entry);
  } else {
    BeginPair(end_);
  }
  return true;
}

void PathFinder::BeginPair(NodeId end) {
  in_end_ = true;
  end_ = end;
  pair_way_ = way_ != Way::kExplore ? way_ : weighted_ ? Way::kBestFirst : Way::kByLength;
  if (count_ > 1 && end != product_.start() && plan::FindsLoopless(pattern_, product_.automaton()))
    pair_way_ = Way::kLoopless;
  product_.set_end(end);
  product_.set_weighted(weighted_);
  distances_.Begin(end, weighted_);
  if (pair_way_ == Way::kLoopless) return loopless_.Begin(distances_);
  if (pair_way_ == Way::kBestFirst) {
    best_first_.Begin(distances_, product_.automaton().ambiguous ? UINT64_MAX : count_);
    return;
  }
  std::vector<Config> entries;
  product_.Enter([&](const Config& config, uint32_t) {
    entries.push_back(config);
    return true;
  });
  double least = TargetDistances::kFar;
  for (const Config& entry : entries) least = std::min(least, distances_.Find(entry));
  BeginLayer(least);
}

// The paths that cost so much (ALL CHEAPEST: no more).
void PathFinder::BeginLayer(double cost) {
  limit_ = cost;
  if (cost >= TargetDistances::kFar) {
    in_end_ = false;
    return;
  }
  const bool by_cost = pair_way_ == Way::kByCost;
  if (by_cost) limit_ = WithRounding(limit_);
  distances_.GrowTo(limit_);
  enumerator_.Begin(&distances_, limit_,
                    by_cost ? Enumerator::Take::kUpTo : Enumerator::Take::kExactly);
}

bool PathFinder::NextOfEnd(Run& run) {
  if (pair_way_ == Way::kExplore) {
    while ((all_of_first_ || given_ == 0) && explorer_.NextRun(check_, run)) {
      if (!IsNew(run)) continue;
      ++given_;
      return true;
    }
    if (given_ > 0 || check_.trivial()) return false;
    BeginPair(end_);  // the walks that were found break the mode
  }
  if (pair_way_ == Way::kBestFirst || pair_way_ == Way::kLoopless) {
    double cost;
    while (given_ < count_ && (pair_way_ == Way::kLoopless ? loopless_.Next(run, cost)
                                                           : best_first_.Next(run, cost))) {
      if (!IsNew(run)) continue;
      ++given_;
      return true;
    }
    return false;
  }
  while (in_end_ && !execution_.stopped()) {
    if (NextOfLayer(run)) return true;
    const bool enough = pair_way_ == Way::kByCost ? given_ > 0 : given_ == count_;
    if (!in_end_ || enough) return false;
    const double next = enumerator_.next_limit();
    BeginLayer(pair_way_ == Way::kByCost ? next : std::max(next, limit_ + 1));
  }
  return false;
}

bool PathFinder::NextOfLayer(Run& run) {
  const bool groups = pattern_.selector == PathSelector::kShortestGroups;
  if (!groups && pair_way_ == Way::kByLength && given_ == count_) return false;
  while (enumerator_.Next(run)) {
    if (!IsNew(run)) continue;
    if (!groups || enumerator_.cost() != group_) ++given_;
    group_ = enumerator_.cost();
    return true;
  }
  return false;
}

}  // namespace newsgraph::execute

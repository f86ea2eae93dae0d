#include "query/execute/paths/both_ends.h"

#include <algorithm>

namespace newsgraph::execute {

BothEnds::BothEnds(Product& product)
    : product_(product),
      shortest_(product.execution().call_state.workspace->shortest_paths.Take()),
      cheapest_(product.execution().call_state.workspace->cheapest_path.Take()) {}

bool BothEnds::Fits(What what) const {
  const plan::PathAutomaton& automaton = product_.automaton();
  if (!automaton.plain || !product_.exact()) return false;
  // The cheapest path may have more relationships than a bound allows.
  return what != What::kCheapest || automaton.range.max == semantics::Range::kUnbounded;
}

void BothEnds::Find(What what) {
  what_ = what;
  count_ = 0;
  if (!product_.PlainEnds()) return;
  const uint32_t limit = product_.execution().view().node_limit();
  const NodeId from = product_.start(), to = product_.end();
  if (what == What::kCheapest) {
    ByCost steps{*this};
    if (cheapest_->Find(limit, from, to, 0, steps)) count_ = cheapest_->found() ? 1 : 0;
    return;
  }
  using Keep = algo::ShortestPaths::Keep;
  ByLength steps{*this};
  const Keep keep = what == What::kAllShortest ? Keep::kAll : Keep::kOne;
  const bool whole = shortest_->Find(limit, from, to, product_.automaton().range.max, keep, steps);
  if (whole)
    count_ =
        what == What::kShortest ? std::min<uint64_t>(shortest_->count(), 1) : shortest_->count();
}

void BothEnds::Path(uint64_t i, Run& run) {
  if (what_ == What::kCheapest) {
    cheapest_->Path(nodes_, edges_);
  } else {
    shortest_->Path(i, edges_);
  }
  const plan::PathAutomaton& automaton = product_.automaton();
  const GraphView& view = product_.execution().view();
  const auto leads = [&](const std::vector<uint32_t>& moves, bool on) {
    return *std::find_if(moves.begin(), moves.end(), [&](uint32_t move) {
      return (automaton.moves[move].to != plan::PathAutomaton::kAccept) == on;
    });
  };
  run.clear();
  run.push_back({leads(automaton.entries, true), EdgeId{}, product_.start()});
  for (size_t at = 0; at < edges_.size(); ++at) {
    const plan::PathAutomaton::State& state = automaton.states[automaton.moves[run.back().move].to];
    const NodeId from = run.back().node, source = view.source(edges_[at]);
    const NodeId to = source == from ? view.target(edges_[at]) : source;
    run.push_back({leads(state.out, at + 1 < edges_.size()), edges_[at], to});
  }
}

}  // namespace newsgraph::execute

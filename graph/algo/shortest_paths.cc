#include "graph/algo/shortest_paths.h"

#include <algorithm>

namespace newsgraph::algo {

void ShortestPaths::Begin(uint32_t node_limit, NodeId from, NodeId to) {
  marks_.Begin(node_limit);
  arrivals_.clear();
  meetings_.clear();
  length_ = 0;
  for (Side& side : sides_) {
    side.entries.clear();
    side.level = 0;
  }
  if (from == to) {
    meetings_.push_back({0, 0, EdgeId{}, 1});
    return;
  }
  sides_[0].entries.push_back({from, {EdgeId{}, kEnd, kEnd}, 1});
  sides_[1].entries.push_back({to, {EdgeId{}, kEnd, kEnd}, 1});
  marks_.Set(from, 0);
  marks_.Set(to, 1);
}

void ShortestPaths::Meet(bool forward, uint32_t mine, uint32_t theirs, EdgeId edge) {
  const uint32_t first = forward ? mine : theirs, second = forward ? theirs : mine;
  const uint64_t paths = Multiply(sides_[0].entries[first].paths, sides_[1].entries[second].paths);
  meetings_.push_back({first, second, edge, Add(count(), paths)});
}

// Appends the edges from an entry back to where its side began.
void ShortestPaths::WalkBack(const Side& side, uint32_t entry, uint64_t rank,
                             std::vector<EdgeId>& edges) const {
  while (side.entries[entry].arrival.before != kEnd) {
    const Arrival* arrival = &side.entries[entry].arrival;
    // `before` has as many paths as go through this arrival.
    while (rank >= side.entries[arrival->before].paths && arrival->next != kEnd) {
      rank -= side.entries[arrival->before].paths;
      arrival = &arrivals_[arrival->next];
    }
    edges.push_back(arrival->edge);
    entry = arrival->before;
  }
}

void ShortestPaths::Path(uint64_t i, std::vector<EdgeId>& edges) const {
  edges.clear();
  if (length_ == 0) return;
  const auto meeting = std::upper_bound(
      meetings_.begin(), meetings_.end(), i,
      [](uint64_t number, const Meeting& each) { return number < each.paths_up_to; });
  const uint64_t rank = meeting == meetings_.begin() ? i : i - (meeting - 1)->paths_up_to;
  const uint64_t behind = sides_[1].entries[meeting->backward].paths;
  WalkBack(sides_[0], meeting->forward, rank / behind, edges);
  std::reverse(edges.begin(), edges.end());
  edges.push_back(meeting->edge);
  WalkBack(sides_[1], meeting->backward, rank % behind, edges);
}

}  // namespace newsgraph::algo

#include "graph/algo/breadth_first.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>

#include "graph/parallel.h"

namespace newsgraph::algo {
namespace {

// The bits of nodes that may not be visited: other labels, deleted, beyond the end.
std::vector<uint64_t> Closed(const GraphView& view, const ProjectionSpec& spec) {
  const uint32_t n = view.node_limit();
  std::vector<uint64_t> bits((n + uint64_t{63}) / 64, 0);
  if (n % 64 != 0) bits.back() = ~uint64_t{0} << n % 64;
  if (spec.all_labels && view.node_count() == n) return bits;
  std::fill(bits.begin(), bits.end(), ~uint64_t{0});
  std::array<NodeId, 1024> batch;
  const auto open = [&](NodeScan scan) {
    while (const size_t count = scan.Next(batch)) {
      for (size_t i = 0; i < count; ++i)
        bits[batch[i].value / 64] &= ~(uint64_t{1} << batch[i].value % 64);
    }
  };
  if (spec.all_labels) open(NodeScan(view));
  for (const LabelId label : spec.labels) open(NodeScan(view, label));
  return bits;
}

}  // namespace

bool BreadthFirst::TopDown(uint32_t distance) {
  next_.clear();
  for (const uint32_t node : frontier_) {
    uint64_t seen = 0;
    view_->ForEachEdge(NodeId{node}, spec_->direction, spec_->types, [&](NodeId other, EdgeId) {
      ++seen;
      if (!(visited_[other.value / 64] >> other.value % 64 & 1)) {
        Visit(other.value, distance);
        next_.push_back(other.value);
      }
      return true;
    });
    if (!work_->Go(seen)) return false;
  }
  frontier_.swap(next_);
  return true;
}

// Every node not yet visited looks for a neighbour on the frontier. A thread owns whole words.
bool BreadthFirst::BottomUp(uint32_t distance) {
  constexpr size_t kWords = 64;
  const size_t words = visited_.size();
  frontier_bits_.assign(words, 0);
  for (const uint32_t node : frontier_) frontier_bits_[node / 64] |= uint64_t{1} << node % 64;
  next_bits_.assign(words, 0);
  const Direction back = Reverse(spec_->direction);
  ParallelFor((words + kWords - 1) / kWords, work_->threads(), [&](size_t block) {
    const size_t end = std::min(words, (block + 1) * kWords);
    uint64_t seen = 0;
    for (size_t word = block * kWords; word < end; ++word) {
      for (uint64_t left = ~visited_[word]; left != 0; left &= left - 1) {
        const auto bit = static_cast<uint32_t>(std::countr_zero(left));
        const auto node = static_cast<uint32_t>(word * 64) + bit;
        const bool none =
            view_->ForEachEdge(NodeId{node}, back, spec_->types, [&](NodeId other, EdgeId) {
              ++seen;
              return (frontier_bits_[other.value / 64] >> other.value % 64 & 1) == 0;
            });
        if (!none) next_bits_[word] |= uint64_t{1} << bit;
      }
      if (work_->stopped()) return;
    }
    work_->Go(seen);
  });
  if (work_->stopped()) return false;
  frontier_.clear();
  for (size_t word = 0; word < words; ++word) {
    for (uint64_t left = next_bits_[word]; left != 0; left &= left - 1) {
      const auto node =
          static_cast<uint32_t>(word * 64 + static_cast<size_t>(std::countr_zero(left)));
      Visit(node, distance);
      frontier_.push_back(node);
    }
  }
  return true;
}

bool BreadthFirst::Run(const GraphView& view, const ProjectionSpec& spec, NodeId start,
                       uint32_t max_distance, bool keep, Work& work) {
  view_ = &view, spec_ = &spec, work_ = &work;
  visited_ = Closed(view, spec);
  distances_.clear();
  if (keep) distances_.assign(view.node_limit(), kFar);
  frontier_.assign(1, start.value);
  Visit(start.value, 0);
  levels_.assign(1, 1);
  const uint64_t nodes = view.node_count();
  const double mean_degree =
      static_cast<double>(view.edge_count()) / static_cast<double>(std::max<uint64_t>(nodes, 1));
  uint64_t reached = 1;
  for (uint32_t distance = 1; distance <= max_distance; ++distance) {
    // Edges that a bottom-up level reads: one or two for each node left, if many are on the
    // frontier; top down reads all edges of the frontier.
    const double ahead = static_cast<double>(frontier_.size()) * mean_degree;
    const bool bottom_up = frontier_.size() > 1000 &&
                           ahead > 0.25 * static_cast<double>(nodes - std::min(nodes, reached));
    if (!(bottom_up ? BottomUp(distance) : TopDown(distance))) return false;
    if (frontier_.empty()) break;
    levels_.push_back(frontier_.size());
    reached += frontier_.size();
  }
  return true;
}

}  // namespace newsgraph::algo

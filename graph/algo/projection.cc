#include "graph/algo/projection.h"

#include <algorithm>
#include <array>
#include <atomic>

#include "graph/parallel.h"

namespace newsgraph::algo {
namespace {

constexpr uint32_t kChunk = 4096;  // nodes

}  // namespace

// Some nodes in a row and what was read for them.
struct Projection::Chunk {
  uint32_t begin = 0, end = 0;
  std::vector<uint32_t> degrees, neighbours;
  std::vector<double> weights;
};

void Projection::ChooseNodes(const GraphView& view, const ProjectionSpec& spec) {
  if (spec.all_labels && view.node_count() == view.node_limit()) {
    size_ = view.node_limit();
    return;
  }
  std::array<NodeId, 1024> batch;
  const auto take = [&](NodeScan scan) {
    while (const size_t n = scan.Next(batch)) nodes_.insert(nodes_.end(), &batch[0], &batch[n]);
  };
  if (spec.all_labels) take(NodeScan(view));
  for (const LabelId label : spec.labels) take(NodeScan(view, label));
  std::sort(nodes_.begin(), nodes_.end());
  nodes_.erase(std::unique(nodes_.begin(), nodes_.end()), nodes_.end());
  size_ = static_cast<uint32_t>(nodes_.size());
  index_.assign(view.node_limit(), kNone);
  for (uint32_t i = 0; i < size_; ++i) index_[nodes_[i].value] = i;
}

// `places` has a cell per node: where it stands among the neighbours of the node at hand, if it
// does. What earlier nodes left there points below this node's first neighbour or to another node.
void Projection::ReadChunk(const GraphView& view, const ProjectionSpec& spec, Chunk& chunk,
                           std::vector<uint32_t>& places, Work& work) const {
  for (uint32_t i = chunk.begin; i < chunk.end; ++i) {
    const auto first = static_cast<uint32_t>(chunk.neighbours.size());
    const bool goes_on =
        view.ForEachEdge(node(i), spec.direction, spec.types, [&](NodeId other, EdgeId edge) {
          const uint32_t to = IndexOf(other);
          if (to == kNone || (spec.simple && to == i)) return true;
          double weight = 1;
          if (weighted_) {
            const Value value = view.property(edge, spec.weight);
            if (value.is_number()) weight = value.number();
          }
          if (spec.simple) {
            const uint32_t place = places[to];
            if (place >= first && place < chunk.neighbours.size() &&
                chunk.neighbours[place] == to) {
              if (weighted_) chunk.weights[place] += weight;
              return true;
            }
            places[to] = static_cast<uint32_t>(chunk.neighbours.size());
          }
          chunk.neighbours.push_back(to);
          if (weighted_) chunk.weights.push_back(weight);
          return chunk.neighbours.size() % 65536 != 0 || work.Go(0);
        });
    const auto degree = static_cast<uint32_t>(chunk.neighbours.size()) - first;
    chunk.degrees.push_back(degree);
    if (!goes_on || !work.Go(degree)) return;
  }
}

void Projection::Join(std::vector<Chunk>& chunks) {
  offsets_.reserve(size_ + size_t{1});
  for (const Chunk& chunk : chunks) {
    for (const uint32_t degree : chunk.degrees) offsets_.push_back(offsets_.back() + degree);
  }
  neighbours_.reserve(offsets_.back());
  if (weighted_) weights_.reserve(offsets_.back());
  for (Chunk& chunk : chunks) {
    neighbours_.insert(neighbours_.end(), chunk.neighbours.begin(), chunk.neighbours.end());
    weights_.insert(weights_.end(), chunk.weights.begin(), chunk.weights.end());
    chunk = Chunk();
  }
}

Projection::Projection(const GraphView& view, const ProjectionSpec& spec, Work& work)
    : weighted_(spec.weighted) {
  ChooseNodes(view, spec);
  std::vector<Chunk> chunks((size_ + uint64_t{kChunk} - 1) / kChunk);
  std::atomic<size_t> next = 0;
  const auto threads = static_cast<size_t>(work.threads());
  ParallelFor(threads, work.threads(), [&](size_t) {
    std::vector<uint32_t> places(spec.simple ? size_ : 0, 0);
    for (size_t c = next++; c < chunks.size() && !work.stopped(); c = next++) {
      chunks[c].begin = static_cast<uint32_t>(c * kChunk);
      chunks[c].end = static_cast<uint32_t>(std::min<uint64_t>((c + 1) * kChunk, size_));
      ReadChunk(view, spec, chunks[c], places, work);
    }
  });
  if (work.stopped()) {
    *this = Projection();
    return;
  }
  Join(chunks);
}

double Projection::Strength(uint32_t i) const {
  if (!weighted_) return Degree(i);
  double sum = 0;
  for (const double weight : Weights(i)) sum += weight;
  return sum;
}

Projection Projection::Reversed() const {
  Projection turned;
  turned.size_ = size_;
  turned.weighted_ = weighted_;
  turned.nodes_ = nodes_;
  turned.index_ = index_;
  turned.offsets_.assign(size_ + size_t{1}, 0);
  for (const uint32_t to : neighbours_) ++turned.offsets_[to + size_t{1}];
  for (uint32_t i = 0; i < size_; ++i) turned.offsets_[i + size_t{1}] += turned.offsets_[i];
  turned.neighbours_.resize(neighbours_.size());
  turned.weights_.resize(weights_.size());
  std::vector<uint64_t> fill(turned.offsets_.begin(), turned.offsets_.end() - 1);
  for (uint32_t i = 0; i < size_; ++i) {
    for (size_t k = 0; k < Degree(i); ++k) {
      const uint64_t place = fill[Neighbours(i)[k]]++;
      turned.neighbours_[place] = i;
      if (weighted_) turned.weights_[place] = Weights(i)[k];
    }
  }
  return turned;
}

}  // namespace newsgraph::algo

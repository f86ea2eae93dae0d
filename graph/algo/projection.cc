#include "graph/algo/projection.h"

#include <algorithm>
#include <array>
#include <atomic>

namespace newsgraph::algo {

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

// Where each node's neighbours begin, with room for all its edges.
void Projection::MakeRoom(const GraphView& view, const ProjectionSpec& spec, Work& work) {
  offsets_ = Array<uint64_t>::Allocate(size_ + size_t{1});
  degrees_ = Array<uint32_t>::Allocate(size_);
  uint64_t* const offsets = offsets_.mutable_data();
  ForBlocks(size_, work, [&](uint32_t begin, uint32_t end) {
    for (uint32_t i = begin; i < end; ++i)
      offsets[i + size_t{1}] = view.Degree(node(i), spec.direction, spec.types);
  });
  for (uint32_t i = 0; i < size_; ++i) offsets[i + size_t{1}] += offsets[i];
  neighbours_ = Array<uint32_t>::Allocate(offsets[size_]);
  if (weighted_) weights_ = Array<double>::Allocate(offsets[size_]);
}

// `places` has a cell per node: where among the neighbours of the chunk it stood last. Unless it
// stands there for the node at hand, it was left by another.
void Projection::ReadNodes(const GraphView& view, const ProjectionSpec& spec, uint32_t begin,
                           uint32_t end, std::vector<uint32_t>& places, WorkTally& tally) {
  uint32_t* const neighbours = neighbours_.mutable_data() + offsets_[begin];
  double* const weights = weighted_ ? weights_.mutable_data() + offsets_[begin] : nullptr;
  for (uint32_t i = begin; i < end; ++i) {
    const auto first = static_cast<uint32_t>(offsets_[i] - offsets_[begin]);
    uint32_t at = first;
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
            if (place >= first && place < at && neighbours[place] == to) {
              if (weighted_) weights[place] += weight;
              return true;
            }
            places[to] = at;
          }
          neighbours[at] = to;
          if (weighted_) weights[at] = weight;
          return ++at % 65536 != 0 || tally.Go(0);
        });
    const uint32_t degree = at - first;
    degrees_.mutable_data()[i] = degree;
    if (!goes_on || !tally.Go(degree)) return;
  }
}

Projection::Projection(const GraphView& view, const ProjectionSpec& spec, Work& work)
    : weighted_(spec.weighted) {
  ChooseNodes(view, spec);
  MakeRoom(view, spec, work);
  std::atomic<size_t> next = 0;
  std::atomic<uint64_t> edges = 0;
  const auto threads = static_cast<size_t>(work.threads());
  ParallelFor(threads, work.threads(), [&](size_t) {
    std::vector<uint32_t> places;
    WorkTally tally(work);
    for (size_t begin = kBlock * next++; begin < size_ && !work.stopped();
         begin = kBlock * next++) {
      if (spec.simple) places.resize(size_, 0);
      const auto end = static_cast<uint32_t>(std::min<uint64_t>(begin + kBlock, size_));
      ReadNodes(view, spec, static_cast<uint32_t>(begin), end, places, tally);
      uint64_t read = 0;
      for (auto i = static_cast<uint32_t>(begin); i < end; ++i) read += degrees_[i];
      edges += read;
    }
  });
  edge_count_ = edges;
  if (work.stopped()) *this = Projection();
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
  turned.edge_count_ = edge_count_;
  turned.offsets_ = Array<uint64_t>::Allocate(size_ + size_t{1});
  turned.degrees_ = Array<uint32_t>::Allocate(size_);
  turned.neighbours_ = Array<uint32_t>::Allocate(edge_count_);
  if (weighted_) turned.weights_ = Array<double>::Allocate(edge_count_);
  uint64_t* const offsets = turned.offsets_.mutable_data();
  uint32_t* const degrees = turned.degrees_.mutable_data();
  for (uint32_t i = 0; i < size_; ++i) {
    for (const uint32_t to : Neighbours(i)) ++offsets[to + size_t{1}];
  }
  for (uint32_t i = 0; i < size_; ++i) offsets[i + size_t{1}] += offsets[i];
  for (uint32_t i = 0; i < size_; ++i) {
    for (size_t k = 0; k < Degree(i); ++k) {
      const uint32_t to = Neighbours(i)[k];
      const uint64_t place = offsets[to] + degrees[to]++;
      turned.neighbours_.mutable_data()[place] = i;
      if (weighted_) turned.weights_.mutable_data()[place] = Weights(i)[k];
    }
  }
  return turned;
}

}  // namespace newsgraph::algo

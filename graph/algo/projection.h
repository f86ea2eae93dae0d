// Projection: the part of a graph that an algorithm runs on, copied into plain arrays.
//
//   ProjectionSpec spec;
//   spec.types = TypeSet::Of({met_with});
//   Projection people(view, spec, work);
//   for (uint32_t other : people.Neighbours(7)) ...
//
// Nodes are numbered densely, in the order of their ids; node(i) and IndexOf translate. kBoth
// gives each edge at both ends (a self loop once), kIn turns edges round. An edge whose other end
// is left out is left out. A copy costs about as much as one pass over the edges, and then each
// round reads 4 bytes an edge in order. Copies share what they hold. Thread-safe to read.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "graph/algo/work.h"
#include "graph/array.h"
#include "graph/graph.h"

namespace newsgraph::algo {

struct ProjectionSpec {
  bool all_labels = true;
  std::vector<LabelId> labels;  // else nodes with one of these
  TypeSet types;
  Direction direction = Direction::kBoth;
  bool weighted = false;
  KeyId weight;         // of edges; where it is no number: 1
  bool simple = false;  // parallel edges count as one of their summed weight, self loops not at all
};

class Projection {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  // Empty when the work was stopped: ask work.stopped().
  // cost: O(nodes + edges), shared out to work.threads()
  Projection(const GraphView& view, const ProjectionSpec& spec, Work& work);

  uint32_t size() const { return size_; }
  uint64_t edge_count() const { return edge_count_; }  // entries: 2 an edge where kBoth
  NodeId node(uint32_t i) const { return nodes_.empty() ? NodeId{i} : nodes_[i]; }
  uint32_t IndexOf(NodeId node) const {  // kNone when it is not in it
    if (!index_.empty()) return node.value < index_.size() ? index_[node.value] : kNone;
    return node.value < size_ ? node.value : kNone;
  }
  uint32_t Degree(uint32_t i) const { return degrees_[i]; }
  std::span<const uint32_t> Neighbours(uint32_t i) const {
    return {neighbours_.data() + offsets_[i], Degree(i)};
  }
  bool weighted() const { return weighted_; }
  // Beside Neighbours(i). REQUIRES: weighted().
  std::span<const double> Weights(uint32_t i) const {
    return {weights_.data() + offsets_[i], Degree(i)};
  }
  double Weight(uint32_t i, size_t k) const { return weighted_ ? Weights(i)[k] : 1.0; }
  // Of all edges of a node.
  double Strength(uint32_t i) const;
  // The same nodes with every entry turned round.
  Projection Reversed() const;

 private:
  Projection() = default;
  void ChooseNodes(const GraphView& view, const ProjectionSpec& spec);
  void MakeRoom(const GraphView& view, const ProjectionSpec& spec, Work& work);
  void ReadNodes(const GraphView& view, const ProjectionSpec& spec, uint32_t begin, uint32_t end,
                 std::vector<uint32_t>& places, WorkTally& tally);

  uint32_t size_ = 0;
  bool weighted_ = false;
  std::vector<NodeId> nodes_;    // empty: all ids below size_
  std::vector<uint32_t> index_;  // by node id; empty: the id itself
  uint64_t edge_count_ = 0;
  // There is room for all edges of a node from its offset on; what is left out leaves a gap.
  Array<uint64_t> offsets_;
  Array<uint32_t> degrees_;
  Array<uint32_t> neighbours_;
  Array<double> weights_;
};

}  // namespace newsgraph::algo

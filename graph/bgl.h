// GraphView as a graph of the Boost Graph Library, so that its algorithms run on it unchanged.
//
//   #include "graph/bgl.h"
//   #include <boost/graph/dijkstra_shortest_paths.hpp>
//
//   TypedView roads{view, TypeSet::Of({view.names().FindType("road")})};
//   std::vector<double> distance(num_vertices(roads));
//   boost::dijkstra_shortest_paths(roads, start,
//       boost::weight_map(EdgeWeights(view, view.names().FindKey("km"), 1.0))
//           .distance_map(boost::make_iterator_property_map(
//               distance.begin(), get(boost::vertex_index, roads))));
//
// GraphView (all relationship types) and TypedView (some of them) model VertexListGraph,
// EdgeListGraph, BidirectionalGraph and AdjacencyGraph, directed, parallel edges and self loops
// included. Property maps: vertex_index (the node's id), edge_index (the edge's id) and EdgeWeights
// for weight_map. Both are cheap to copy; iterators and maps live as long as the view does.
// Thread-safe to read.
//
// Ids of deleted nodes count in num_vertices, which is what arrays by vertex_index need, but are
// not among vertices(g); a graph that was built or opened and not written to since has none.
//
// This is the only header of ours that includes Boost. See docs/library.md.
#pragma once

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/property_map/property_map.hpp>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

#include "graph/graph.h"

namespace newsgraph {

// The edges of some types only.
struct TypedView {
  GraphView view;
  TypeSet types;
};

// An edge with its ends, in the direction of the edge.
struct EdgeWithEnds {
  EdgeId edge;
  NodeId source, target;

  bool operator==(const EdgeWithEnds& other) const { return edge == other.edge; }
  bool operator<(const EdgeWithEnds& other) const { return edge < other.edge; }
};

namespace bgl {

// What both graphs hand to the iterators.
inline const Snapshot& snapshot_of(const GraphView& g) { return g.snapshot(); }
inline const Snapshot& snapshot_of(const TypedView& g) { return g.view.snapshot(); }
inline const GraphView& view_of(const GraphView& g) { return g; }
inline const GraphView& view_of(const TypedView& g) { return g.view; }
inline const TypeSet* types_of(const GraphView&) { return nullptr; }  // any
inline const TypeSet* types_of(const TypedView& g) { return g.types.any ? nullptr : &g.types; }

// The shared part of iterators: `Derived` has value(), next() and same_place().
template <class Derived, class Value>
class Iterator {
 public:
  using iterator_category = std::forward_iterator_tag;
  using value_type = Value;
  using difference_type = std::ptrdiff_t;
  using pointer = const Value*;
  using reference = Value;

  Value operator*() const { return self().value(); }
  Derived& operator++() {
    self().next();
    return self();
  }
  Derived operator++(int) {
    Derived before = self();
    self().next();
    return before;
  }
  friend bool operator==(const Derived& a, const Derived& b) { return a.same_place(b); }
  friend bool operator!=(const Derived& a, const Derived& b) { return !a.same_place(b); }

 private:
  Derived& self() { return static_cast<Derived&>(*this); }
  const Derived& self() const { return static_cast<const Derived&>(*this); }
};

class VertexIterator : public Iterator<VertexIterator, NodeId> {
 public:
  VertexIterator() = default;
  VertexIterator(const Snapshot& snapshot, uint32_t id) : snapshot_(&snapshot), id_(id) {
    settle();
  }
  NodeId value() const { return NodeId{id_}; }
  void next() {
    ++id_;
    settle();
  }
  bool same_place(const VertexIterator& other) const { return id_ == other.id_; }

 private:
  void settle() {
    while (id_ < snapshot_->delta.node_limit &&
           snapshot_->SetOf(NodeId{id_}) == LabelSets::kNoNode) {
      ++id_;
    }
  }
  const Snapshot* snapshot_ = nullptr;
  uint32_t id_ = 0;
};

// The edges of one node in one direction: frozen entries, then the chain of later edges.
class IncidentIterator : public Iterator<IncidentIterator, EdgeWithEnds> {
 public:
  IncidentIterator() = default;
  // REQUIRES: the node exists; `types` (null: any) outlives the iterator.
  IncidentIterator(const Snapshot& snapshot, const TypeSet* types, NodeId node, bool out, bool end)
      : snapshot_(&snapshot), types_(types), node_(node), out_(out) {
    if (node.value < snapshot.frozen->node_limit) {
      stop_ = side().End(node.value);
      place_ = end ? stop_ : side().Begin(node.value);
    }
    if (end) return;
    const NodeEdges& later = snapshot.delta.node_edges.Get(node.value);
    chain_ = out ? later.first_out : later.first_in;
    settle();
  }
  EdgeWithEnds value() const {
    const NodeId other =
        in_chain() ? (out_ ? later().target : later().source) : NodeId{side().others[place_]};
    return out_ ? EdgeWithEnds{edge(), node_, other} : EdgeWithEnds{edge(), other, node_};
  }
  void next() {
    step();
    settle();
  }
  bool same_place(const IncidentIterator& other) const {
    return place_ == other.place_ && chain_ == other.chain_;
  }

 private:
  const Adjacency& side() const { return out_ ? snapshot_->frozen->out : snapshot_->frozen->in; }
  bool in_chain() const { return place_ == stop_; }
  bool finished() const { return in_chain() && chain_ == NodeEdges::kEnd; }
  const LaterEdge& later() const {
    return snapshot_->delta.edges.Get(chain_ - snapshot_->frozen->edge_count);
  }
  EdgeId edge() const { return in_chain() ? EdgeId{chain_} : side().EdgeAt(place_); }
  bool wanted() const {
    if (snapshot_->IsDeleted(edge())) return false;
    if (types_ == nullptr) return true;
    return types_->Contains(in_chain() ? later().type
                                       : EdgeTypeId{static_cast<uint32_t>(side().types[place_])});
  }
  void step() {
    if (in_chain()) {
      chain_ = out_ ? later().next_out : later().next_in;
    } else {
      ++place_;
    }
  }
  void settle() {
    while (!finished() && !wanted()) step();
  }

  const Snapshot* snapshot_ = nullptr;
  const TypeSet* types_ = nullptr;
  NodeId node_;
  bool out_ = true;
  uint32_t place_ = 0, stop_ = 0;
  uint32_t chain_ = NodeEdges::kEnd;
};

// The out-edges of one node after another.
class EdgeIterator : public Iterator<EdgeIterator, EdgeWithEnds> {
 public:
  EdgeIterator() = default;
  EdgeIterator(const Snapshot& snapshot, const TypeSet* types, bool end)
      : snapshot_(&snapshot),
        types_(types),
        node_(snapshot, end ? snapshot.delta.node_limit : 0),
        last_node_(snapshot, snapshot.delta.node_limit) {
    enter();
  }
  EdgeWithEnds value() const { return *edge_; }
  void next() {
    ++edge_;
    while (edge_ == last_edge_ && node_ != last_node_) {
      ++node_;
      enter();
    }
  }
  bool same_place(const EdgeIterator& other) const {
    return node_ == other.node_ && (node_ == last_node_ || edge_ == other.edge_);
  }

 private:
  // To the first edge at or after the node.
  void enter() {
    for (; node_ != last_node_; ++node_) {
      edge_ = IncidentIterator(*snapshot_, types_, *node_, true, false);
      last_edge_ = IncidentIterator(*snapshot_, types_, *node_, true, true);
      if (edge_ != last_edge_) return;
    }
  }
  const Snapshot* snapshot_ = nullptr;
  const TypeSet* types_ = nullptr;
  VertexIterator node_, last_node_;
  IncidentIterator edge_, last_edge_;
};

class NeighbourIterator : public Iterator<NeighbourIterator, NodeId> {
 public:
  NeighbourIterator() = default;
  explicit NeighbourIterator(IncidentIterator edge) : edge_(edge) {}
  NodeId value() const { return (*edge_).target; }
  void next() { ++edge_; }
  bool same_place(const NeighbourIterator& other) const { return edge_ == other.edge_; }

 private:
  IncidentIterator edge_;
};

struct TraversalCategory : boost::vertex_list_graph_tag,
                           boost::edge_list_graph_tag,
                           boost::bidirectional_graph_tag,
                           boost::adjacency_graph_tag {};

struct Traits {
  using vertex_descriptor = NodeId;
  using edge_descriptor = EdgeWithEnds;
  using directed_category = boost::directed_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using traversal_category = TraversalCategory;
  using vertex_iterator = VertexIterator;
  using out_edge_iterator = IncidentIterator;
  using in_edge_iterator = IncidentIterator;
  using edge_iterator = EdgeIterator;
  using adjacency_iterator = NeighbourIterator;
  using vertices_size_type = size_t;
  using edges_size_type = size_t;
  using degree_size_type = size_t;
  static vertex_descriptor null_vertex() { return NodeId{}; }
};

template <class G>
concept Graph = std::same_as<std::remove_const_t<G>, GraphView> ||
    std::same_as<std::remove_const_t<G>, TypedView>;

// The position of a node or an edge in arrays: its id.
struct NodeIndexMap {
  using category = boost::readable_property_map_tag;
  using key_type = NodeId;
  using value_type = size_t;
  using reference = size_t;
  friend size_t get(NodeIndexMap, NodeId node) { return node.value; }
};
struct EdgeIndexMap {
  using category = boost::readable_property_map_tag;
  using key_type = EdgeWithEnds;
  using value_type = size_t;
  using reference = size_t;
  friend size_t get(EdgeIndexMap, const EdgeWithEnds& e) { return e.edge.value; }
};

}  // namespace bgl

// A numeric property of edges as weights; `missing` where an edge has none or no number.
class EdgeWeights {
 public:
  using category = boost::readable_property_map_tag;
  using key_type = EdgeWithEnds;
  using value_type = double;
  using reference = double;

  EdgeWeights(GraphView view, KeyId key, double missing)
      : view_(std::move(view)), key_(key), missing_(missing) {}
  friend double get(const EdgeWeights& weights, const EdgeWithEnds& e) {
    const Value value = weights.view_.property(e.edge, weights.key_);
    return value.is_number() ? value.number() : weights.missing_;
  }

 private:
  GraphView view_;
  KeyId key_;
  double missing_;
};

// The functions that Boost's concepts ask for; their names are Boost's.

template <bgl::Graph G>
std::pair<bgl::VertexIterator, bgl::VertexIterator> vertices(const G& g) {
  const Snapshot& s = bgl::snapshot_of(g);
  return {bgl::VertexIterator(s, 0), bgl::VertexIterator(s, s.delta.node_limit)};
}

template <bgl::Graph G>
size_t num_vertices(const G& g) {
  return bgl::view_of(g).node_limit();
}

template <bgl::Graph G>
std::pair<bgl::EdgeIterator, bgl::EdgeIterator> edges(const G& g) {
  const Snapshot& s = bgl::snapshot_of(g);
  return {bgl::EdgeIterator(s, bgl::types_of(g), false),
          bgl::EdgeIterator(s, bgl::types_of(g), true)};
}

template <bgl::Graph G>
size_t num_edges(const G& g) {
  const Statistics& statistics = bgl::view_of(g).statistics();
  const TypeSet* types = bgl::types_of(g);
  if (types == nullptr) return statistics.edges();
  size_t count = 0;
  for (EdgeTypeId type : types->types) count += statistics.EdgesOf(type);
  return count;
}

template <bgl::Graph G>
NodeId source(const EdgeWithEnds& e, const G&) {
  return e.source;
}

template <bgl::Graph G>
NodeId target(const EdgeWithEnds& e, const G&) {
  return e.target;
}

template <bgl::Graph G>
std::pair<bgl::IncidentIterator, bgl::IncidentIterator> out_edges(NodeId node, const G& g) {
  const Snapshot& s = bgl::snapshot_of(g);
  return {bgl::IncidentIterator(s, bgl::types_of(g), node, true, false),
          bgl::IncidentIterator(s, bgl::types_of(g), node, true, true)};
}

template <bgl::Graph G>
std::pair<bgl::IncidentIterator, bgl::IncidentIterator> in_edges(NodeId node, const G& g) {
  const Snapshot& s = bgl::snapshot_of(g);
  return {bgl::IncidentIterator(s, bgl::types_of(g), node, false, false),
          bgl::IncidentIterator(s, bgl::types_of(g), node, false, true)};
}

template <bgl::Graph G>
std::pair<bgl::NeighbourIterator, bgl::NeighbourIterator> adjacent_vertices(NodeId node,
                                                                            const G& g) {
  const auto [begin, end] = out_edges(node, g);
  return {bgl::NeighbourIterator(begin), bgl::NeighbourIterator(end)};
}

namespace bgl {
template <Graph G>
size_t degree_of(NodeId node, Direction direction, const G& g) {
  const TypeSet* types = types_of(g);
  return view_of(g).Degree(node, direction, types == nullptr ? TypeSet::Any() : *types);
}
}  // namespace bgl

template <bgl::Graph G>
size_t out_degree(NodeId node, const G& g) {
  return bgl::degree_of(node, Direction::kOut, g);
}

template <bgl::Graph G>
size_t in_degree(NodeId node, const G& g) {
  return bgl::degree_of(node, Direction::kIn, g);
}

// Out-degree and in-degree: a self loop counts twice, as Boost has it.
template <bgl::Graph G>
size_t degree(NodeId node, const G& g) {
  return out_degree(node, g) + in_degree(node, g);
}

template <bgl::Graph G>
bgl::NodeIndexMap get(boost::vertex_index_t, const G&) {
  return {};
}

template <bgl::Graph G>
size_t get(boost::vertex_index_t, const G&, NodeId node) {
  return node.value;
}

template <bgl::Graph G>
bgl::EdgeIndexMap get(boost::edge_index_t, const G&) {
  return {};
}

template <bgl::Graph G>
size_t get(boost::edge_index_t, const G&, const EdgeWithEnds& e) {
  return e.edge.value;
}

}  // namespace newsgraph

template <newsgraph::bgl::Graph G>
struct boost::graph_traits<G> : newsgraph::bgl::Traits {};

template <newsgraph::bgl::Graph G>
struct boost::property_map<G, boost::vertex_index_t> {
  using type = newsgraph::bgl::NodeIndexMap;
  using const_type = type;
};
template <newsgraph::bgl::Graph G>
struct boost::property_map<G, boost::edge_index_t> {
  using type = newsgraph::bgl::EdgeIndexMap;
  using const_type = type;
};

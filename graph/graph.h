// Graph owns a property graph in memory; GraphView is the only way to read it.
//
//   Graph graph = std::move(builder).Freeze();          // or Graph() and ChangeSets, or
//   OpenGraph(path) GraphView view = graph.View();                      // cheap; keeps its state
//   while others write NodeScan people(view, view.names().FindLabel("Person")); std::array<NodeId,
//   1024> batch; while (size_t n = people.Next(batch)) ... view.ForEachEdge(node, Direction::kOut,
//   types, [&](NodeId other, EdgeId edge) { ...; return true; });
//
// A snapshot is an immutable base (columns and CSR arrays in both directions, edges of a node lying
// together, by type and then by date) and a small persistent delta over it: new and deleted
// elements, changed labels and properties. A view shares both; a writer copies only what it touches
// (docs/adr/0004). When the delta has grown to a fraction of the base, a commit merges it.
//
// Node ids stay what they are for the life of a graph; edge ids are positions and may change when a
// commit merges the delta, never inside one view. Many readers, one writer. Views are values; a
// view may be used by several threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "graph/base/error.h"
#include "graph/ids.h"
#include "graph/schema.h"
#include "graph/value.h"

namespace newsgraph {

struct Snapshot;  // graph/snapshot.h: private to graph/
class ChangeSet;
class PropertyIndex;
struct Column;

// Which relationship types a step may take. Empty and not `any`: none at all (a type nobody ever
// used).
struct TypeSet {
  bool any = true;
  std::vector<EdgeTypeId> types;  // sorted, unique; ignored when `any`

  static TypeSet Any() { return {}; }
  static TypeSet Of(std::vector<EdgeTypeId> types);
  bool Contains(EdgeTypeId type) const;
  // A bit for each type, several types to a bit: sets without a bit in common have no type in
  // common.
  static uint32_t BitOf(EdgeTypeId type) { return uint32_t{1} << type.value % 32; }
  uint32_t Bits() const {
    uint32_t bits = any ? ~uint32_t{0} : 0;
    for (const EdgeTypeId type : types) bits |= BitOf(type);
    return bits;
  }
};

class GraphView {
 public:
  GraphView();  // of an empty graph
  explicit GraphView(std::shared_ptr<const Snapshot> snapshot) : snapshot_(std::move(snapshot)) {}

  const Names& names() const;
  const Statistics& statistics() const;
  uint64_t node_count() const { return statistics().nodes(); }
  uint64_t edge_count() const { return statistics().edges(); }
  // Ids in use are below these; some below may be deleted. For arrays indexed by id.
  uint32_t node_limit() const;
  uint32_t edge_limit() const;

  // False for deleted elements and ids never used. The readers below also answer for elements
  // deleted by the running statement (openCypher reads the type of a deleted relationship); labels
  // and properties are then empty.
  bool Exists(NodeId node) const;
  bool Exists(EdgeId edge) const;

  std::span<const LabelId> labels(NodeId node) const;  // sorted
  bool HasLabel(NodeId node, LabelId label) const;
  EdgeTypeId type(EdgeId edge) const;
  NodeId source(EdgeId edge) const;  // O(log nodes) where the edge lies in the base
  NodeId target(EdgeId edge) const;

  // Null when there is none. Strings may be borrowed from the snapshot: they live as long as this
  // view.
  Value property(NodeId node, KeyId key) const;
  Value property(EdgeId edge, KeyId key) const;
  Properties properties(NodeId node) const;
  Properties properties(EdgeId edge) const;
  // values[i] = property(elements[i], key); values.size() == elements.size(). Null for none-ids.
  void Gather(std::span<const NodeId> elements, KeyId key, std::span<Value> values) const;
  void Gather(std::span<const EdgeId> elements, KeyId key, std::span<Value> values) const;
  // The column that holds all values of a key, for loops over its codes: null where there is none,
  // or where values were set later. It lives as long as the snapshot.
  const Column* NodeColumn(KeyId key) const;
  const Column* EdgeColumn(KeyId key) const;

  // Calls f(NodeId other, EdgeId edge) for each edge of `node` in the direction whose type is in
  // `types`, until f returns false. kBoth visits a self loop once. Order: by type, then by date,
  // within the base; then newer edges.
  //   returns   false when f stopped it
  //   cost      O(edges visited + log degree per type)
  template <class F>
  bool ForEachEdge(NodeId node, Direction direction, const TypeSet& types, F&& f) const;
  // How many edges ForEachEdge would visit. cost: O(log degree per type) without a delta at the
  // node
  uint64_t Degree(NodeId node, Direction direction, const TypeSet& types) const;

  // The index on (label, key), or null. See graph/index.h.
  const PropertyIndex* FindIndex(LabelId label, KeyId key) const;

  // Bytes this graph keeps in memory, by part, e.g. {"adjacency", 180000000}.
  std::vector<std::pair<std::string, uint64_t>> MemoryUse() const;

  // Two views of the same state compare equal.
  bool SameStateAs(const GraphView& other) const { return snapshot_ == other.snapshot_; }
  const Snapshot& snapshot() const { return *snapshot_; }
  // To tell later whether another view is of the same state, without keeping that.
  std::weak_ptr<const Snapshot> state() const { return snapshot_; }

 private:
  std::shared_ptr<const Snapshot> snapshot_;
};

// Node ids in ascending order, in batches: all, or those with a label. REQUIRES: the view outlives
// it.
class NodeScan {
 public:
  explicit NodeScan(const GraphView& view);
  NodeScan(const GraphView& view, LabelId label);  // an invalid label: no nodes
  // Fills a prefix of `out`; 0 at the end.
  size_t Next(std::span<NodeId> out);

 private:
  // Frozen nodes below a limit; false when `out` is full before.
  bool TakeFrozen(uint64_t limit, std::span<NodeId> out, size_t& filled);

  const Snapshot* snapshot_;
  bool all_ = true;
  LabelId label_;
  std::vector<std::pair<uint32_t, uint32_t>> ranges_;  // of frozen nodes, ascending
  size_t part_ = 0;                                    // of ranges_
  uint64_t position_ = 0;                              // next frozen node, if within the part
  uint64_t next_later_ = 0;                            // next node of the delta
};

class Graph {
 public:
  Graph();
  explicit Graph(std::shared_ptr<const Snapshot> snapshot);  // for graph/ alone
  ~Graph();
  Graph(Graph&&) noexcept;
  Graph& operator=(Graph&&) noexcept;

  GraphView View() const;  // thread-safe
  // The one writer: waits for another ChangeSet to end. See graph/changes.h.
  ChangeSet BeginChanges();
  // Replaces the whole content by that of another graph (a load); views taken before keep what they
  // have.
  void Replace(Graph&& other);

 private:
  friend class ChangeSet;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsgraph

#include "graph/adjacency_inl.h"  // ForEachEdge

// Builder: the only bulk door into a graph.
//
//   Builder builder;
//   const LabelId place = builder.Label("Place");
//   NodeId minsk = builder.UpsertNode(place, builder.Key("name"), Value::String("Minsk"));
//   EdgeId e = builder.AddEdge(talks, builder.Type("occurred_in"), minsk);
//   builder.Set(e, builder.Key("confidence"), Value::Float(0.9));
//   Graph graph = std::move(builder).Freeze();
//
// A loader that reads on several threads fills a ColumnDraft for each key of its piece, then adds
// the piece in one go:
//
//   EdgeId first = builder.AddEdges(sources, types, targets);
//   builder.Set(first, date, dates);              // dates: a ColumnDraft, by place in the piece
//
// Freeze sorts nodes of one label set together, lays the edges of each node side by side (by type,
// then by the sort key, "date" unless said otherwise), chooses the narrowest column for each key,
// counts statistics and builds the indexes asked for. One thread at a time. Ids given before Freeze
// are renumbered by it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "graph/column_draft.h"
#include "graph/graph.h"

namespace newsgraph {

struct BuilderOptions {
  std::string sort_key = "date";  // edges of one node and type lie in the order of this property
  int threads = 2;                // used by Freeze
};

class Builder {
 public:
  explicit Builder(BuilderOptions options = {});
  // Starts with everything that a view holds, to add to it.
  explicit Builder(const GraphView& view, BuilderOptions options = {});
  ~Builder();
  Builder(Builder&&) noexcept;

  LabelId Label(std::string_view name);
  EdgeTypeId Type(std::string_view name);
  KeyId Key(std::string_view name);

  // errors (all adders): an invalid id is returned once 4 billion elements are there; Freeze then
  // reports it.
  NodeId AddNode(std::span<const LabelId> labels);
  void AddLabel(NodeId node, LabelId label);
  EdgeId AddEdge(NodeId source, EdgeTypeId type, NodeId target);
  // A null value removes. REQUIRES: the value holds no node, edge, path or map.
  void Set(NodeId node, KeyId key, Value value);
  void Set(EdgeId edge, KeyId key, Value value);
  Value Get(NodeId node, KeyId key) const;

  // Many edges, with ids that follow on the first one's. REQUIRES: the lists are equally long.
  //   errors    an invalid id, and nothing is added, where an end is no node or ids run out
  EdgeId AddEdges(std::span<const NodeId> sources, std::span<const EdgeTypeId> types,
                  std::span<const NodeId> targets);
  // That about as many edges will be there: memory is set aside for them, but not touched before
  // they come. Less and more are right too.
  void Expect(uint64_t edges);
  // What the column has at i becomes the value of the element `first` + i.
  void Set(NodeId first, KeyId key, const ColumnDraft& values);
  void Set(EdgeId first, KeyId key, const ColumnDraft& values);

  // The node with this label and key value; made (with both) when it is not there yet. An index on
  // (label, key) comes with it. cost: O(1) expected
  NodeId UpsertNode(LabelId label, KeyId key, const Value& value);
  // Invalid when there is none. Finds nodes made or keyed by UpsertNode, or that came with the
  // view.
  NodeId FindNode(LabelId label, KeyId key, const Value& value) const;
  // Freeze will build an index on (label, key).
  void AddIndex(LabelId label, KeyId key);

  uint64_t node_count() const;
  uint64_t edge_count() const;

  // errors: LimitExceeded when an id ran out; ConstraintValidationFailed when what was added breaks
  // a constraint that came with the view; Corruption when the view is of a damaged file. The
  // builder is spent afterwards.
  StatusOr<Graph> Freeze() &&;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsgraph

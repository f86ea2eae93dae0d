// ChangeSet: the only statement door. What one statement (or one transaction) writes is published
// whole by Commit, or not at all.
//
//   ChangeSet changes = graph.BeginChanges();
//   NodeId a = changes.CreateNode({person});
//   RETURN_IF_ERROR(changes.Set(a, name, Value::String("Ales Bialiatski")));
//   changes.view();                     // sees the changes so far; readers elsewhere do not
//   RETURN_IF_ERROR(changes.Commit());  // without it, the destructor discards everything
//
// Ids are not reused inside a ChangeSet. One thread at a time; readers go on meanwhile. Starting
// one is O(1): it works on a copy of the snapshot's roots and copies pages as it touches them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "graph/constraints.h"
#include "graph/graph.h"

namespace newsgraph {

// What a statement changed, as openCypher counts it.
struct SideEffects {
  uint64_t nodes_created = 0, nodes_deleted = 0;
  uint64_t edges_created = 0, edges_deleted = 0;
  uint64_t labels_added = 0, labels_removed = 0;
  uint64_t properties_set = 0, properties_removed = 0;
  bool operator==(const SideEffects&) const = default;
  bool empty() const { return *this == SideEffects(); }
};

class ChangeSet {
 public:
  ~ChangeSet();
  ChangeSet(ChangeSet&&) noexcept;

  // A view of the graph with the changes so far. It follows later changes of this ChangeSet; after
  // Commit it shows the committed state as of then.
  const GraphView& view() const;
  const SideEffects& effects() const;

  LabelId Label(std::string_view name);
  EdgeTypeId Type(std::string_view name);
  KeyId Key(std::string_view name);

  // errors: LimitExceeded (ids ran out)
  StatusOr<NodeId> CreateNode(std::span<const LabelId> labels);
  // errors: EntityNotFound/DeletedEntityAccess when an end was deleted; LimitExceeded
  StatusOr<EdgeId> CreateEdge(NodeId source, EdgeTypeId type, NodeId target);
  // A null value removes the property.
  // errors: TypeError/InvalidPropertyType for maps, nodes, edges, paths, and lists that hold one or
  //         mix kinds;
  //         EntityNotFound/DeletedEntityAccess
  Status Set(NodeId node, KeyId key, const Value& value);
  Status Set(EdgeId edge, KeyId key, const Value& value);
  Status AddLabel(NodeId node, LabelId label);
  Status RemoveLabel(NodeId node, LabelId label);
  // Deleting twice is fine. A node may keep its edges until Commit.
  void Delete(NodeId node);
  void Delete(EdgeId edge);
  void DetachDelete(NodeId node);

  // Indexes and constraints (graph/index.h, graph/constraints.h), part of the same transaction. An
  // index that is there stays as it is. Names are unique among both; an empty one stands for the
  // default.
  // errors: ArgumentError when a name is taken or not there, or a constraint needs the index;
  //         ConstraintValidationFailed when the graph as it is breaks the constraint;
  //         Unsupported: a unique property of relationships
  Status CreateIndex(LabelId label, KeyId key, std::string_view name = {});
  Status DropIndex(std::string_view name);
  Status AddConstraint(Constraint constraint);
  Status DropConstraint(std::string_view name);

  // errors: ConstraintVerificationFailed/DeleteConnectedNode when a deleted node still has edges;
  //         ConstraintValidationFailed when something touched since the last check breaks a
  //         constraint
  Status Check() const;
  // Check, then publish; merges the delta into the base when it has grown enough. On error nothing
  // is published.
  Status Commit();

  // A point to come back to inside a transaction, more than once if need be, but not after a roll
  // back to an earlier one. cost: O(1); while it is held, changes note what was there before
  struct Savepoint;
  std::shared_ptr<const Savepoint> Save() const;
  void RollbackTo(const Savepoint& savepoint);

 private:
  friend class Graph;
  struct State;
  explicit ChangeSet(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newsgraph

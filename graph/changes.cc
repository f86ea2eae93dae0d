#include "graph/changes.h"

#include <algorithm>
#include <map>

#include "graph/base/free_later.h"
#include "graph/freeze.h"
#include "graph/graph_state.h"
#include "graph/index_writer.h"
#include "graph/save.h"
#include "graph/undo_log.h"

namespace newsgraph {
namespace {

constexpr uint64_t kMergeAtLeast = 16 << 10;

Status DeletedEntity(std::string_view what, uint32_t id) {
  return RuntimeError(ErrorKind::kEntityNotFound, "DeletedEntityAccess",
                      Cat(what, " ", id, " was deleted or never was there"),
                      "use it before DELETE, or match it again");
}

Status IdsRanOut(std::string_view what) {
  return RuntimeError(
      ErrorKind::kLimitExceeded, "",
      Cat("no ", what, " id is left: a graph holds at most ", NodeId::kNone - 1, " of them"));
}

Status InvalidProperty(const Value& value, std::string_view why) {
  return RuntimeError(
      ErrorKind::kTypeError, "InvalidPropertyType",
      Cat("a property cannot hold ", NameOf(value.kind()), why),
      "store numbers, strings, booleans, temporal values, points, or lists of one of these");
}

bool IsStorable(ValueKind kind) {
  switch (kind) {
    case ValueKind::kNode:
    case ValueKind::kEdge:
    case ValueKind::kPath:
    case ValueKind::kMap:
      return false;
    default:
      return true;
  }
}

// Whether a property may hold the value; REQUIRES: not null.
Status CheckProperty(const Value& value) {
  if (!IsStorable(value.kind())) return InvalidProperty(value, "");
  if (!value.is_list()) return absl::OkStatus();
  const auto items = value.list();
  for (const Value& item : items) {
    if (item.is_null() || item.is_list() || !IsStorable(item.kind())) {
      return InvalidProperty(value, Cat(" with ", NameOf(item.kind()), " in it"));
    }
    if (item.kind() != items[0].kind() && !(item.is_number() && items[0].is_number())) {
      return InvalidProperty(
          value, Cat(" that mixes ", NameOf(items[0].kind()), " and ", NameOf(item.kind())));
    }
  }
  return absl::OkStatus();
}

// What a later property entry becomes: the value, null where a frozen one must be hidden, or
// nothing.
void Write(LaterProperties& later, KeyId key, Value value, bool frozen_has_one) {
  const auto place = std::lower_bound(later.values.begin(), later.values.end(), key,
                                      [](const auto& entry, KeyId k) { return entry.first < k; });
  const bool found = place != later.values.end() && place->first == key;
  if (value.is_null() && !(frozen_has_one && !later.cleared)) {
    if (found) later.values.erase(place);
  } else if (found) {
    place->second = std::move(value);
  } else {
    later.values.emplace(place, key, std::move(value));
  }
}

bool HasFrozen(const ColumnTable& columns, uint32_t id, KeyId key) {
  const Column* column = FindColumn(columns, key);
  return column != nullptr && column->Has(id);
}

// Names are unique among indexes and constraints.
Status CheckFree(const GraphView& view, std::string_view name) {
  bool taken = false;
  for (const NamedIndex& index : IndexesOf(view)) taken |= index.name == name;
  for (const Constraint& constraint : ConstraintsOf(view)) taken |= constraint.name == name;
  if (!taken) return absl::OkStatus();
  return RuntimeError(ErrorKind::kArgumentError, "",
                      Cat("an index or a constraint \"", name, "\" is there already"),
                      "choose another name, or say IF NOT EXISTS");
}

template <class Named>
Status NoSuch(std::string_view what, std::string_view name, const std::vector<Named>& all,
              std::string_view listing) {
  std::vector<std::string> names;
  for (const Named& named : all) names.push_back(named.name);
  const auto nearest = Nearest(name, names);
  return RuntimeError(ErrorKind::kArgumentError, "", Cat("there is no ", what, " \"", name, "\""),
                      nearest ? Cat("did you mean \"", *nearest, "\"?")
                              : Cat(listing, " lists those that are there"));
}

// Elements that may break a constraint since the last check; may name one twice.
struct Touched {
  std::vector<NodeId> nodes;
  std::vector<EdgeId> edges;

  void Add(NodeId node) {
    if (nodes.empty() || nodes.back() != node) nodes.push_back(node);
  }
  void Add(EdgeId edge) {
    if (edges.empty() || edges.back() != edge) edges.push_back(edge);
  }
  void Add(const Touched& other) {
    nodes.insert(nodes.end(), other.nodes.begin(), other.nodes.end());
    edges.insert(edges.end(), other.edges.begin(), other.edges.end());
  }
};

}  // namespace

struct ChangeSet::Savepoint {
  std::shared_ptr<const UndoLog::Point> arrays;
  std::shared_ptr<const Snapshot> others;  // all but the arrays
  SideEffects effects;
  size_t deleted_nodes = 0;
  Touched touched;
};

struct ChangeSet::State {
  State(Graph::State* owner, std::shared_ptr<Snapshot> copy)
      : graph(owner), working(std::move(copy)), view(working) {}

  Graph::State* graph;  // null once committed
  std::shared_ptr<Snapshot> working;
  GraphView view;  // of `working`
  SideEffects effects;
  std::vector<NodeId> deleted_nodes;
  Touched touched;
  UndoLog undo;

  template <class Id>
  void Touch(Id element) {
    if (!ConstraintsOf(view).empty()) touched.Add(element);
  }
  bool open() const { return graph != nullptr; }
  Delta& delta() { return working->delta; }
  template <class T>
  T& Edit(PersistentArray<T> DeltaArrays::*array, uint32_t index) {
    return undo.Edit(delta(), array, index);
  }
  std::span<const LabelId> LabelsOf(NodeId node) const { return view.labels(node); }

  uint32_t SetFor(std::span<const LabelId> labels) {
    const uint32_t set = working->sets->Find(labels);
    return set != LabelSets::kNoNode ? set : working->sets.Edit().Intern(labels);
  }
  void CountProperties(NodeId node, int64_t sign);
  void Relabel(NodeId node, uint32_t new_set);
  void RemoveIndex(LabelId label, KeyId key);
  void DeleteEdge(EdgeId edge);
  void DeleteNode(NodeId node);
  Status Merge(std::shared_ptr<const Snapshot>& published);
};

static Status NotOpen() {
  return RuntimeError(ErrorKind::kTransactionError, "", "this change set was committed already",
                      "begin another one");
}

ChangeSet Graph::BeginChanges() {
  state_->BeginWriting();
  return ChangeSet(std::make_unique<ChangeSet::State>(state_.get(), state_->Current()->Clone()));
}

ChangeSet::ChangeSet(std::unique_ptr<State> state) : state_(std::move(state)) {}
ChangeSet::ChangeSet(ChangeSet&&) noexcept = default;
ChangeSet::~ChangeSet() {
  if (!state_ || !state_->open()) return;
  state_->graph->EndWriting();
  // What was never published is nobody's any more.
  constexpr uint64_t kMany = 100'000;
  if (state_->delta().elements > kMany) FreeLater(std::move(state_));
}

const GraphView& ChangeSet::view() const { return state_->view; }
const SideEffects& ChangeSet::effects() const { return state_->effects; }

LabelId ChangeSet::Label(std::string_view name) {
  const LabelId known = state_->working->names->FindLabel(name);
  return known.valid() || !state_->open() ? known
                                          : state_->working->names.Edit().labels.Intern(name);
}

EdgeTypeId ChangeSet::Type(std::string_view name) {
  const EdgeTypeId known = state_->working->names->FindType(name);
  return known.valid() || !state_->open() ? known
                                          : state_->working->names.Edit().types.Intern(name);
}

KeyId ChangeSet::Key(std::string_view name) {
  const KeyId known = state_->working->names->FindKey(name);
  return known.valid() || !state_->open() ? known : state_->working->names.Edit().keys.Intern(name);
}

StatusOr<NodeId> ChangeSet::CreateNode(std::span<const LabelId> labels) {
  State& s = *state_;
  if (!s.open()) return NotOpen();
  if (s.delta().node_limit >= NodeId::kNone - 1) return IdsRanOut("node");
  std::vector<LabelId> sorted(labels.begin(), labels.end());
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  const NodeId node{s.delta().node_limit++};
  s.Edit(&DeltaArrays::node_sets, node.value) = s.SetFor(sorted) + 1;
  ++s.delta().elements;
  s.working->statistics.CountNode(sorted, 1);
  s.Touch(node);
  ++s.effects.nodes_created;
  s.effects.labels_added += sorted.size();
  return node;
}

StatusOr<EdgeId> ChangeSet::CreateEdge(NodeId source, EdgeTypeId type, NodeId target) {
  State& s = *state_;
  if (!s.open()) return NotOpen();
  for (NodeId end : {source, target}) {
    if (!s.view.Exists(end)) return DeletedEntity("node", end.value);
  }
  if (s.delta().edge_limit >= EdgeId::kNone - 1) return IdsRanOut("relationship");
  const EdgeId edge{s.delta().edge_limit++};
  NodeEdges& from = s.Edit(&DeltaArrays::node_edges, source.value);
  const uint32_t next_out = std::exchange(from.first_out, edge.value);
  ++from.added_out;
  from.types_out |= TypeSet::BitOf(type);
  NodeEdges& to = s.Edit(&DeltaArrays::node_edges, target.value);
  const uint32_t next_in = std::exchange(to.first_in, edge.value);
  ++to.added_in;
  to.types_in |= TypeSet::BitOf(type);
  s.Edit(&DeltaArrays::edges, edge.value - s.working->frozen->edge_count) = {source, target, type,
                                                                             next_out, next_in};
  s.delta().self_loops += source == target;
  ++s.delta().elements;
  s.working->statistics.CountEdge(s.LabelsOf(source), type, s.LabelsOf(target), 1);
  ++s.effects.edges_created;
  s.Touch(edge);
  return edge;
}

Status ChangeSet::Set(NodeId node, KeyId key, const Value& value) {
  State& s = *state_;
  if (!s.open()) return NotOpen();
  if (!s.view.Exists(node)) return DeletedEntity("node", node.value);
  if (!value.is_null()) RETURN_IF_ERROR(CheckProperty(value));
  const ValueKind before = s.view.property(node, key).kind();
  if (value.is_null() && before == ValueKind::kNull) return absl::OkStatus();
  s.Touch(node);
  const auto labels = s.LabelsOf(node);
  Write(s.Edit(&DeltaArrays::node_properties, node.value).Edit(), key, value.Owned(),
        HasFrozen(s.working->frozen->node_columns, node.value, key));
  ++s.delta().elements;
  Statistics& statistics = s.working->statistics;
  if (before != ValueKind::kNull) statistics.CountNodeProperty(labels, key, before, -1);
  if (value.is_null()) {
    ++s.effects.properties_removed;
    return absl::OkStatus();
  }
  statistics.CountNodeProperty(labels, key, value.kind(), 1);
  ++s.effects.properties_set;
  for (const auto& index : s.working->indexes) {
    if (index->key() == key && s.view.HasLabel(node, index->label()))
      IndexWriter::Add(*index, value, node);
  }
  return absl::OkStatus();
}

Status ChangeSet::Set(EdgeId edge, KeyId key, const Value& value) {
  State& s = *state_;
  if (!s.open()) return NotOpen();
  if (!s.view.Exists(edge)) return DeletedEntity("relationship", edge.value);
  if (!value.is_null()) RETURN_IF_ERROR(CheckProperty(value));
  const ValueKind before = s.view.property(edge, key).kind();
  if (value.is_null() && before == ValueKind::kNull) return absl::OkStatus();
  Write(s.Edit(&DeltaArrays::edge_properties, edge.value).Edit(), key, value.Owned(),
        HasFrozen(s.working->frozen->edge_columns, edge.value, key));
  ++s.delta().elements;
  s.Touch(edge);
  const EdgeTypeId type = s.view.type(edge);
  Statistics& statistics = s.working->statistics;
  if (before != ValueKind::kNull) statistics.CountEdgeProperty(type, key, before, -1);
  if (!value.is_null()) statistics.CountEdgeProperty(type, key, value.kind(), 1);
  ++(value.is_null() ? s.effects.properties_removed : s.effects.properties_set);
  return absl::OkStatus();
}

// Adds the node's properties to the counts of its labels, or takes them away.
void ChangeSet::State::CountProperties(NodeId node, int64_t sign) {
  for (const auto& [key, value] : view.properties(node)) {
    working->statistics.CountNodeProperty(LabelsOf(node), key, value.kind(), sign);
  }
}

// Gives a node another label set (kNoNode: deletes it) and keeps the counts of its edges and
// properties exact.
//   cost: O(degree)
void ChangeSet::State::Relabel(NodeId node, uint32_t new_set) {
  Statistics& statistics = working->statistics;
  // Edges that look alike to the counts: direction (2: self loop), type and label set of the other
  // end.
  std::map<std::array<uint32_t, 3>, int64_t> alike;
  const auto count_side = [&](Direction direction) {
    view.ForEachEdge(node, direction, TypeSet::Any(), [&](NodeId other, EdgeId edge) {
      if (other == node && direction == Direction::kIn) return true;
      const uint32_t way = other == node ? 2 : direction == Direction::kOut ? 0 : 1;
      ++alike[{way, view.type(edge).value, working->SetOf(other)}];
      return true;
    });
  };
  count_side(Direction::kOut);
  count_side(Direction::kIn);
  const auto count_all = [&](int64_t sign) {
    if (view.Exists(node)) statistics.CountNode(LabelsOf(node), sign);
    CountProperties(node, sign);
    for (const auto& [what, count] : alike) {
      const auto mine = LabelsOf(node), theirs = working->sets->labels(what[2]);
      statistics.CountEdge(what[0] == 1 ? theirs : mine, EdgeTypeId{what[1]},
                           what[0] == 2 || what[0] == 1 ? mine : theirs, sign * count);
    }
  };
  count_all(-1);
  Edit(&DeltaArrays::node_sets, node.value) = new_set + 1;
  if (new_set == LabelSets::kNoNode) {
    LaterProperties& later = Edit(&DeltaArrays::node_properties, node.value).Edit();
    later.values.clear();
    later.cleared = true;
  }
  ++delta().elements;
  count_all(1);
}

Status ChangeSet::AddLabel(NodeId node, LabelId label) {
  State& s = *state_;
  if (!s.open()) return NotOpen();
  if (!s.view.Exists(node)) return DeletedEntity("node", node.value);
  if (s.view.HasLabel(node, label)) return absl::OkStatus();
  const auto before = s.LabelsOf(node);
  std::vector<LabelId> labels(before.begin(), before.end());
  labels.insert(std::lower_bound(labels.begin(), labels.end(), label), label);
  s.Relabel(node, s.SetFor(labels));
  ++s.effects.labels_added;
  s.Touch(node);
  for (const auto& index : s.working->indexes) {
    if (index->label() == label)
      IndexWriter::Add(*index, s.view.property(node, index->key()), node);
  }
  return absl::OkStatus();
}

Status ChangeSet::RemoveLabel(NodeId node, LabelId label) {
  State& s = *state_;
  if (!s.open()) return NotOpen();
  if (!s.view.Exists(node)) return DeletedEntity("node", node.value);
  if (!s.view.HasLabel(node, label)) return absl::OkStatus();
  const auto before = s.LabelsOf(node);
  std::vector<LabelId> labels(before.begin(), before.end());
  std::erase(labels, label);
  s.Relabel(node, s.SetFor(labels));
  ++s.effects.labels_removed;
  return absl::OkStatus();
}

void ChangeSet::State::DeleteEdge(EdgeId edge) {
  if (!open() || !view.Exists(edge)) return;
  const LaterEdge ends = working->EdgeOf(edge);
  for (const auto& [key, value] : view.properties(edge)) {
    working->statistics.CountEdgeProperty(ends.type, key, value.kind(), -1);
  }
  working->statistics.CountEdge(LabelsOf(ends.source), ends.type, LabelsOf(ends.target), -1);
  Edit(&DeltaArrays::deleted_edges, edge.value / 64) |= uint64_t{1} << edge.value % 64;
  const bool frozen = edge.value < working->frozen->edge_count;
  NodeEdges& from = Edit(&DeltaArrays::node_edges, ends.source.value);
  frozen ? ++from.removed_out : --from.added_out;
  NodeEdges& to = Edit(&DeltaArrays::node_edges, ends.target.value);
  frozen ? ++to.removed_in : --to.added_in;
  LaterProperties& later = Edit(&DeltaArrays::edge_properties, edge.value).Edit();
  later.values.clear();
  later.cleared = true;
  ++delta().elements;
  ++effects.edges_deleted;
}

void ChangeSet::State::DeleteNode(NodeId node) {
  if (!open() || !view.Exists(node)) return;
  Relabel(node, LabelSets::kNoNode);
  deleted_nodes.push_back(node);
  ++effects.nodes_deleted;
}

void ChangeSet::Delete(NodeId node) { state_->DeleteNode(node); }
void ChangeSet::Delete(EdgeId edge) { state_->DeleteEdge(edge); }

void ChangeSet::DetachDelete(NodeId node) {
  std::vector<EdgeId> edges;
  state_->view.ForEachEdge(node, Direction::kBoth, TypeSet::Any(), [&](NodeId, EdgeId edge) {
    edges.push_back(edge);
    return true;
  });
  for (EdgeId edge : edges) state_->DeleteEdge(edge);
  state_->DeleteNode(node);
}

Status ChangeSet::CreateIndex(LabelId label, KeyId key, std::string_view name) {
  State& s = *state_;
  if (!s.open()) return NotOpen();
  if (s.view.FindIndex(label, key) != nullptr) return absl::OkStatus();
  const bool named = !name.empty() && name != DefaultIndexName(s.view.names(), label, key);
  RETURN_IF_ERROR(
      CheckFree(s.view, named ? std::string(name) : DefaultIndexName(s.view.names(), label, key)));
  s.working->indexes.push_back(IndexWriter::Build(s.view, label, key));
  if (named) s.working->catalogue.Edit().index_names.push_back({std::string(name), label, key});
  return absl::OkStatus();
}

Status ChangeSet::DropIndex(std::string_view name) {
  State& s = *state_;
  if (!s.open()) return NotOpen();
  const auto all = IndexesOf(s.view);
  const auto index =
      std::find_if(all.begin(), all.end(), [&](const auto& i) { return i.name == name; });
  if (index == all.end()) return NoSuch("index", name, all, "SHOW INDEXES");
  for (const Constraint& constraint : ConstraintsOf(s.view)) {
    if (!constraint.unique() || constraint.label != index->label || constraint.key != index->key)
      continue;
    return RuntimeError(
        ErrorKind::kArgumentError, "",
        Cat("the index \"", name, "\" belongs to the constraint \"", constraint.name, "\""),
        Cat("DROP CONSTRAINT ", constraint.name, " drops both"));
  }
  s.RemoveIndex(index->label, index->key);
  return absl::OkStatus();
}

void ChangeSet::State::RemoveIndex(LabelId label, KeyId key) {
  const auto same = [&](const auto& l, const auto& k) { return l == label && k == key; };
  std::erase_if(working->indexes,
                [&](const auto& index) { return same(index->label(), index->key()); });
  if (!working->catalogue) return;
  std::erase_if(working->catalogue.Edit().index_names,
                [&](const NamedIndex& index) { return same(index.label, index.key); });
}

Status ChangeSet::AddConstraint(Constraint constraint) {
  State& s = *state_;
  if (!s.open()) return NotOpen();
  if (constraint.unique() && !constraint.on_nodes()) {
    return RuntimeError(ErrorKind::kUnsupported, "",
                        "a property of relationships cannot be held unique here",
                        "IS NOT NULL is there for relationships");
  }
  if (constraint.name.empty()) constraint.name = DefaultConstraintName(s.view.names(), constraint);
  RETURN_IF_ERROR(CheckFree(s.view, constraint.name));
  const bool new_index =
      constraint.unique() && s.view.FindIndex(constraint.label, constraint.key) == nullptr;
  if (new_index) RETURN_IF_ERROR(CreateIndex(constraint.label, constraint.key));
  if (const Status status = CheckConstraint(s.view, constraint); !status.ok()) {
    if (new_index) s.RemoveIndex(constraint.label, constraint.key);
    ErrorInfo info = GetErrorInfo(status);
    info.hint = "mend the data, then create the constraint";
    return MakeError(std::move(info), View(status.message()));
  }
  s.working->catalogue.Edit().constraints.push_back(std::move(constraint));
  return absl::OkStatus();
}

Status ChangeSet::DropConstraint(std::string_view name) {
  State& s = *state_;
  if (!s.open()) return NotOpen();
  const std::vector<Constraint> all = ConstraintsOf(s.view);
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& c) { return c.name == name; });
  if (found == all.end()) return NoSuch("constraint", name, all, "SHOW CONSTRAINTS");
  std::erase_if(s.working->catalogue.Edit().constraints,
                [&](const Constraint& c) { return c.name == name; });
  const bool needed = std::any_of(all.begin(), all.end(), [&](const Constraint& c) {
    return c.name != name && c.unique() && c.label == found->label && c.key == found->key;
  });
  if (found->unique() && !needed) s.RemoveIndex(found->label, found->key);
  return absl::OkStatus();
}

Status ChangeSet::Check() const {
  for (NodeId node : state_->deleted_nodes) {
    const uint64_t degree = state_->view.Degree(node, Direction::kBoth, TypeSet::Any());
    if (degree == 0 || state_->view.Exists(node)) continue;
    return RuntimeError(ErrorKind::kConstraintVerificationFailed, "DeleteConnectedNode",
                        Cat("cannot delete node ", node.value, ": it still has ", degree,
                            degree == 1 ? " relationship" : " relationships"),
                        "delete these first, or use DETACH DELETE");
  }
  for (const Constraint& constraint : ConstraintsOf(state_->view)) {
    for (NodeId node : state_->touched.nodes)
      RETURN_IF_ERROR(CheckConstraint(state_->view, constraint, node));
    for (EdgeId edge : state_->touched.edges)
      RETURN_IF_ERROR(CheckConstraint(state_->view, constraint, edge));
  }
  state_->touched = Touched();
  return absl::OkStatus();
}

Status ChangeSet::State::Merge(std::shared_ptr<const Snapshot>& published) {
  const FrozenGraph& frozen = *working->frozen;
  const uint64_t base = uint64_t{frozen.node_limit} + frozen.edge_count;
  if (delta().elements <= std::max(kMergeAtLeast, base / 8)) return absl::OkStatus();
  FreezeOptions options;
  options.sort_key = working->sort_key;
  options.keep_node_ids = true;
  GraphDraft draft = DraftOf(view, /*keep_node_ids=*/true);
  RETURN_IF_ERROR(CheckIntact(view));
  ASSIGN_OR_RETURN(published, Freeze(std::move(draft), options));
  return absl::OkStatus();
}

Status ChangeSet::Commit() {
  State& s = *state_;
  if (!s.open()) return NotOpen();
  RETURN_IF_ERROR(Check());
  std::shared_ptr<const Snapshot> published = s.working;
  RETURN_IF_ERROR(s.Merge(published));
  Graph::State* graph = std::exchange(s.graph, nullptr);
  graph->Publish(std::move(published));
  graph->EndWriting();
  return absl::OkStatus();
}

std::shared_ptr<const ChangeSet::Savepoint> ChangeSet::Save() const {
  auto savepoint = std::make_shared<Savepoint>();
  savepoint->arrays = state_->undo.Save();
  auto others = state_->working->Clone();
  static_cast<DeltaArrays&>(others->delta) = DeltaArrays();
  savepoint->others = std::move(others);
  savepoint->effects = state_->effects;
  savepoint->deleted_nodes = state_->deleted_nodes.size();
  savepoint->touched = state_->touched;
  return savepoint;
}

void ChangeSet::RollbackTo(const Savepoint& savepoint) {
  State& s = *state_;
  if (!s.open()) return;
  // Ids given since stay unused, and whoever holds an index goes on with the same one.
  const uint32_t node_limit = s.delta().node_limit, edge_limit = s.delta().edge_limit;
  auto indexes = std::move(s.working->indexes);
  DeltaArrays arrays = std::move(s.delta());
  s.undo.RollBack(*savepoint.arrays, arrays);
  *s.working = *savepoint.others;
  static_cast<DeltaArrays&>(s.delta()) = std::move(arrays);
  s.delta().node_limit = node_limit;
  s.delta().edge_limit = edge_limit;
  for (auto& index : s.working->indexes) {
    const auto same = std::find_if(indexes.begin(), indexes.end(), [&](const auto& other) {
      return other->label() == index->label() && other->key() == index->key();
    });
    if (same == indexes.end()) {
      index = IndexWriter::Clone(*index);
    } else {
      IndexWriter::Assign(**same, *index);
      index = *same;
    }
  }
  s.effects = savepoint.effects;
  s.deleted_nodes.resize(savepoint.deleted_nodes);
  s.touched.Add(savepoint.touched);
}

}  // namespace newsgraph

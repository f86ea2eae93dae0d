#include "graph/builder.h"

#include <algorithm>
#include <map>

#include "absl/container/flat_hash_map.h"
#include "graph/base/check.h"
#include "graph/constraints.h"
#include "graph/freeze.h"
#include "graph/save.h"

namespace newsgraph {

struct Builder::State {
  using Lookup = absl::flat_hash_map<Value, uint32_t, ValueHash, ValueEquivalent>;

  BuilderOptions options;
  GraphDraft draft;
  std::map<std::pair<LabelId, KeyId>, Lookup> lookups;
  std::vector<LabelId> last_labels;  // of the node added last, and their set
  uint32_t last_set = LabelSets::kUnlabelled;
  uint32_t expected_edges = 0;
  bool ran_out = false;
  Status read;  // of the view that it started with

  bool Has(NodeId node) const { return node.value < draft.node_sets.size(); }
  bool Has(EdgeId edge) const { return edge.value < draft.sources.size(); }

  // The nodes with this label by the value of this key; filled from all nodes when it is asked for
  // first.
  Lookup& LookupFor(LabelId label, KeyId key) {
    const auto [place, added] = lookups.try_emplace({label, key});
    if (!added) return place->second;
    const ColumnDraft& column = draft.node_columns[key.value];
    for (uint32_t id = 0; id < draft.node_sets.size(); ++id) {
      if (column.Has(id) && draft.sets.Has(draft.node_sets[id], label)) {
        place->second.try_emplace(column.Get(id).Owned(), id);
      }
    }
    return place->second;
  }
};

Builder::Builder(BuilderOptions options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
}

Builder::Builder(const GraphView& view, BuilderOptions options) : Builder(std::move(options)) {
  state_->draft = DraftOf(view, /*keep_node_ids=*/false);
  state_->read = CheckIntact(view);
}

Builder::~Builder() = default;
Builder::Builder(Builder&&) noexcept = default;

LabelId Builder::Label(std::string_view name) { return state_->draft.names.labels.Intern(name); }
EdgeTypeId Builder::Type(std::string_view name) { return state_->draft.names.types.Intern(name); }

KeyId Builder::Key(std::string_view name) {
  GraphDraft& draft = state_->draft;
  const KeyId key = draft.names.keys.Intern(name);
  if (key.value >= draft.node_columns.size()) {
    draft.node_columns.resize(key.value + 1);
    draft.edge_columns.resize(key.value + 1);
  }
  return key;
}

NodeId Builder::AddNode(std::span<const LabelId> labels) {
  State& s = *state_;
  if (s.draft.node_sets.size() >= NodeId::kNone - 1) {
    s.ran_out = true;
    return NodeId{};
  }
  if (!std::equal(labels.begin(), labels.end(), s.last_labels.begin(), s.last_labels.end())) {
    s.last_labels.assign(labels.begin(), labels.end());
    std::vector<LabelId> sorted = s.last_labels;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    s.last_set = s.draft.sets.Intern(sorted);
  }
  s.draft.node_sets.push_back(s.last_set);
  return NodeId{static_cast<uint32_t>(s.draft.node_sets.size() - 1)};
}

void Builder::AddLabel(NodeId node, LabelId label) {
  State& s = *state_;
  if (!s.Has(node)) return;
  uint32_t& set = s.draft.node_sets[node.value];
  if (s.draft.sets.Has(set, label)) return;
  const auto before = s.draft.sets.labels(set);
  std::vector<LabelId> labels(before.begin(), before.end());
  labels.insert(std::lower_bound(labels.begin(), labels.end(), label), label);
  set = s.draft.sets.Intern(labels);
}

EdgeId Builder::AddEdge(NodeId source, EdgeTypeId type, NodeId target) {
  State& s = *state_;
  if (!s.Has(source) || !s.Has(target)) return EdgeId{};
  if (s.draft.sources.size() >= EdgeId::kNone - 1) {
    s.ran_out = true;
    return EdgeId{};
  }
  s.draft.sources.push_back(source.value);
  s.draft.targets.push_back(target.value);
  s.draft.types.push_back(type.value);
  return EdgeId{static_cast<uint32_t>(s.draft.sources.size() - 1)};
}

void Builder::Set(NodeId node, KeyId key, Value value) {
  if (state_->Has(node)) state_->draft.node_columns[key.value].Set(node.value, value);
}

void Builder::Set(EdgeId edge, KeyId key, Value value) {
  if (state_->Has(edge)) state_->draft.edge_columns[key.value].Set(edge.value, value);
}

EdgeId Builder::AddEdges(std::span<const NodeId> sources, std::span<const EdgeTypeId> types,
                         std::span<const NodeId> targets) {
  GraphDraft& draft = state_->draft;
  DCHECK(sources.size() == types.size() && sources.size() == targets.size());
  if (sources.size() >= EdgeId::kNone - draft.sources.size()) {
    state_->ran_out = true;
    return EdgeId{};
  }
  for (size_t i = 0; i < sources.size(); ++i) {
    if (!state_->Has(sources[i]) || !state_->Has(targets[i])) return EdgeId{};
  }
  const EdgeId first{static_cast<uint32_t>(draft.sources.size())};
  const auto add = [](LargeVector<uint32_t>& to, const auto& ids) {
    const size_t size = to.size();
    to.resize(size + ids.size());
    for (size_t i = 0; i < ids.size(); ++i) to[size + i] = ids[i].value;
  };
  add(draft.sources, sources);
  add(draft.types, types);
  add(draft.targets, targets);
  return first;
}

void Builder::Expect(uint64_t edges) {
  State& s = *state_;
  s.expected_edges = static_cast<uint32_t>(std::min<uint64_t>(edges, EdgeId::kNone));
  for (LargeVector<uint32_t>* list : {&s.draft.sources, &s.draft.targets, &s.draft.types})
    list->reserve(s.expected_edges);
}

void Builder::Set(NodeId first, KeyId key, const ColumnDraft& values) {
  state_->draft.node_columns[key.value].Append(first.value, values);
}

void Builder::Set(EdgeId first, KeyId key, const ColumnDraft& values) {
  ColumnDraft& column = state_->draft.edge_columns[key.value];
  if (column.empty()) column.Reserve(state_->expected_edges);
  column.Append(first.value, values);
}

Value Builder::Get(NodeId node, KeyId key) const {
  return state_->Has(node) ? state_->draft.node_columns[key.value].Get(node.value).Owned()
                           : Value();
}

NodeId Builder::UpsertNode(LabelId label, KeyId key, const Value& value) {
  State::Lookup& lookup = state_->LookupFor(label, key);
  if (const auto found = lookup.find(value); found != lookup.end()) return NodeId{found->second};
  const NodeId node = AddNode(std::span(&label, 1));
  if (!node.valid()) return node;
  Set(node, key, value);
  lookup.try_emplace(value.Owned(), node.value);
  AddIndex(label, key);
  return node;
}

NodeId Builder::FindNode(LabelId label, KeyId key, const Value& value) const {
  const State::Lookup& lookup = state_->LookupFor(label, key);
  const auto found = lookup.find(value);
  return found == lookup.end() ? NodeId{} : NodeId{found->second};
}

void Builder::AddIndex(LabelId label, KeyId key) {
  auto& indexes = state_->draft.indexes;
  if (std::find(indexes.begin(), indexes.end(), std::pair(label, key)) == indexes.end()) {
    indexes.emplace_back(label, key);
  }
}

uint64_t Builder::node_count() const { return state_->draft.node_sets.size(); }
uint64_t Builder::edge_count() const { return state_->draft.sources.size(); }

StatusOr<Graph> Builder::Freeze() && {
  State& s = *state_;
  RETURN_IF_ERROR(s.read);
  if (s.ran_out) {
    return RuntimeError(
        ErrorKind::kLimitExceeded, "",
        Cat("a graph holds at most ", NodeId::kNone - 1, " nodes and as many relationships"),
        "split the data into several graphs");
  }
  s.lookups.clear();
  FreezeOptions options;
  options.sort_key = s.options.sort_key;
  options.threads = s.options.threads;
  ASSIGN_OR_RETURN(std::shared_ptr<Snapshot> snapshot,
                   newsgraph::Freeze(std::move(s.draft), options));
  const GraphView view(snapshot);
  for (const Constraint& constraint : ConstraintsOf(view))
    RETURN_IF_ERROR(CheckConstraint(view, constraint));
  return Graph(std::move(snapshot));
}

}  // namespace newsgraph

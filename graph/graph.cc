#include "graph/graph.h"

#include <algorithm>

#include "graph/changes.h"
#include "graph/graph_state.h"
#include "graph/index.h"

namespace newsgraph {
namespace {

const Value* FindLater(const LaterProperties& later, KeyId key) {
  const auto place = std::lower_bound(later.values.begin(), later.values.end(), key,
                                      [](const auto& entry, KeyId k) { return entry.first < k; });
  return place != later.values.end() && place->first == key ? &place->second : nullptr;
}

Value ReadProperty(const PersistentArray<CopyOnWrite<LaterProperties>>& all_later,
                   const ColumnTable& columns, uint32_t id, KeyId key) {
  if (!all_later.empty()) {
    if (const CopyOnWrite<LaterProperties>& later = all_later.Get(id)) {
      if (const Value* value = FindLater(*later, key)) return *value;
      if (later->cleared) return Value();
    }
  }
  const Column* column = FindColumn(columns, key);
  return column == nullptr ? Value() : column->Get(id);
}

Properties ReadProperties(const PersistentArray<CopyOnWrite<LaterProperties>>& all_later,
                          const ColumnTable& columns, uint32_t id) {
  Properties properties;
  const CopyOnWrite<LaterProperties>& later = all_later.Get(id);
  if (!later || !later->cleared) {
    for (uint32_t key = 0; key < columns.size(); ++key) {
      if (columns[key] == nullptr || (later && FindLater(*later, KeyId{key}) != nullptr)) continue;
      Value value = columns[key]->Get(id);
      if (!value.is_null()) properties.emplace_back(KeyId{key}, std::move(value));
    }
  }
  if (!later) return properties;
  for (const auto& entry : later->values) {
    if (!entry.second.is_null()) properties.push_back(entry);
  }
  std::sort(properties.begin(), properties.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  return properties;
}

template <class IdType>
void GatherProperties(const PersistentArray<CopyOnWrite<LaterProperties>>& all_later,
                      const ColumnTable& columns, std::span<const IdType> ids, KeyId key,
                      std::span<Value> values) {
  DCHECK(ids.size() == values.size());
  const Column* column = FindColumn(columns, key);
  for (size_t i = 0; i < ids.size(); ++i) {
    if (!ids[i].valid()) {
      values[i] = Value();
    } else if (all_later.empty()) {
      values[i] = column == nullptr ? Value() : column->Get(ids[i].value);
    } else {
      values[i] = ReadProperty(all_later, columns, ids[i].value, key);
    }
  }
}

}  // namespace

TypeSet TypeSet::Of(std::vector<EdgeTypeId> types) {
  std::sort(types.begin(), types.end());
  types.erase(std::unique(types.begin(), types.end()), types.end());
  std::erase_if(types, [](EdgeTypeId type) { return !type.valid(); });
  return {false, std::move(types)};
}

bool TypeSet::Contains(EdgeTypeId type) const {
  return any || std::binary_search(types.begin(), types.end(), type);
}

GraphView::GraphView() {
  static const std::shared_ptr<const Snapshot> kEmpty = std::make_shared<Snapshot>();
  snapshot_ = kEmpty;
}

const Names& GraphView::names() const { return *snapshot_->names; }
const Statistics& GraphView::statistics() const { return snapshot_->statistics; }
uint32_t GraphView::node_limit() const { return snapshot_->delta.node_limit; }
uint32_t GraphView::edge_limit() const { return snapshot_->delta.edge_limit; }

bool GraphView::Exists(NodeId node) const { return snapshot_->SetOf(node) != LabelSets::kNoNode; }

bool GraphView::Exists(EdgeId edge) const {
  const Snapshot& s = *snapshot_;
  if (!edge.valid() || s.IsDeleted(edge)) return false;
  if (edge.value < s.frozen->edge_count) return true;
  return s.delta.edges.Get(edge.value - s.frozen->edge_count).type.valid();
}

std::span<const LabelId> GraphView::labels(NodeId node) const {
  return snapshot_->sets->labels(snapshot_->SetOf(node));
}

bool GraphView::HasLabel(NodeId node, LabelId label) const {
  return snapshot_->sets->Has(snapshot_->SetOf(node), label);
}

EdgeTypeId GraphView::type(EdgeId edge) const {
  const FrozenGraph& frozen = *snapshot_->frozen;
  if (edge.value < frozen.edge_count)
    return EdgeTypeId{static_cast<uint32_t>(frozen.out.types[edge.value])};
  return snapshot_->delta.edges.Get(edge.value - frozen.edge_count).type;
}

NodeId GraphView::source(EdgeId edge) const {
  const FrozenGraph& frozen = *snapshot_->frozen;
  if (edge.value < frozen.edge_count) return frozen.SourceOf(edge);
  return snapshot_->delta.edges.Get(edge.value - frozen.edge_count).source;
}

NodeId GraphView::target(EdgeId edge) const {
  const FrozenGraph& frozen = *snapshot_->frozen;
  if (edge.value < frozen.edge_count) return NodeId{frozen.out.others[edge.value]};
  return snapshot_->delta.edges.Get(edge.value - frozen.edge_count).target;
}

Value GraphView::property(NodeId node, KeyId key) const {
  return ReadProperty(snapshot_->delta.node_properties, snapshot_->frozen->node_columns, node.value,
                      key);
}

Value GraphView::property(EdgeId edge, KeyId key) const {
  return ReadProperty(snapshot_->delta.edge_properties, snapshot_->frozen->edge_columns, edge.value,
                      key);
}

Properties GraphView::properties(NodeId node) const {
  return ReadProperties(snapshot_->delta.node_properties, snapshot_->frozen->node_columns,
                        node.value);
}

Properties GraphView::properties(EdgeId edge) const {
  return ReadProperties(snapshot_->delta.edge_properties, snapshot_->frozen->edge_columns,
                        edge.value);
}

void GraphView::Gather(std::span<const NodeId> elements, KeyId key, std::span<Value> values) const {
  GatherProperties(snapshot_->delta.node_properties, snapshot_->frozen->node_columns, elements, key,
                   values);
}

void GraphView::Gather(std::span<const EdgeId> elements, KeyId key, std::span<Value> values) const {
  GatherProperties(snapshot_->delta.edge_properties, snapshot_->frozen->edge_columns, elements, key,
                   values);
}

const Column* GraphView::NodeColumn(KeyId key) const {
  return snapshot_->delta.node_properties.empty() ? FindColumn(snapshot_->frozen->node_columns, key)
                                                  : nullptr;
}

const Column* GraphView::EdgeColumn(KeyId key) const {
  return snapshot_->delta.edge_properties.empty() ? FindColumn(snapshot_->frozen->edge_columns, key)
                                                  : nullptr;
}

uint64_t GraphView::Degree(NodeId node, Direction direction, const TypeSet& types) const {
  const Snapshot& s = *snapshot_;
  const FrozenGraph& frozen = *s.frozen;
  const bool loops = frozen.self_loops != 0 || s.delta.self_loops != 0;
  const NodeEdges later = s.delta.node_edges.Get(node.value);
  const bool plain = types.any || (later.removed_out | later.removed_in) == 0;
  uint64_t degree = 0;
  if (!plain || (loops && direction == Direction::kBoth)) {
    ForEachEdge(node, direction, types, [&](NodeId, EdgeId) { return ++degree > 0; });
    return degree;
  }
  for (const bool out : {true, false}) {
    if (direction == (out ? Direction::kIn : Direction::kOut)) continue;
    if (types.any) {
      degree += out ? later.added_out : later.added_in;
    } else if (((out ? later.types_out : later.types_in) & types.Bits()) != 0) {
      for (uint32_t id = out ? later.first_out : later.first_in; id != NodeEdges::kEnd;) {
        const LaterEdge& edge = s.delta.edges.Get(id - frozen.edge_count);
        degree += types.Contains(edge.type) && !s.IsDeleted(EdgeId{id});
        id = out ? edge.next_out : edge.next_in;
      }
    }
    if (node.value >= frozen.node_limit) continue;
    const Adjacency& side = out ? frozen.out : frozen.in;
    const uint32_t begin = side.Begin(node.value), end = side.End(node.value);
    if (types.any) {
      degree += end - begin - (out ? later.removed_out : later.removed_in);
    } else {
      side.ForEachRun(begin, end, types.types, [&](uint32_t from, uint32_t to) {
        degree += to - from;
        return true;
      });
    }
  }
  return degree;
}

const PropertyIndex* GraphView::FindIndex(LabelId label, KeyId key) const {
  for (const auto& index : snapshot_->indexes) {
    if (index->label() == label && index->key() == key) return index.get();
  }
  return nullptr;
}

std::vector<std::pair<std::string, uint64_t>> GraphView::MemoryUse() const {
  const Delta& delta = snapshot_->delta;
  auto parts = snapshot_->frozen->MemoryUse();
  uint64_t properties = delta.node_properties.heap_bytes() + delta.edge_properties.heap_bytes();
  const auto add = [&](uint32_t, const CopyOnWrite<LaterProperties>& later) {
    if (!later) return true;
    properties +=
        sizeof(LaterProperties) + later->values.capacity() * sizeof(Properties::value_type);
    for (const auto& entry : later->values) properties += entry.second.heap_bytes();
    return true;
  };
  delta.node_properties.ForEach(0, uint64_t{1} << 32, add);
  delta.edge_properties.ForEach(0, uint64_t{1} << 32, add);
  parts.emplace_back("later elements",
                     delta.node_sets.heap_bytes() + delta.node_edges.heap_bytes() +
                         delta.edges.heap_bytes() + delta.deleted_edges.heap_bytes());
  parts.emplace_back("later properties", properties);
  uint64_t indexes = 0;
  for (const auto& index : snapshot_->indexes) indexes += index->heap_bytes();
  parts.emplace_back("indexes", indexes);
  return parts;
}

NodeScan::NodeScan(const GraphView& view) : snapshot_(&view.snapshot()) {
  std::vector<std::pair<uint32_t, uint32_t>> ranges;
  for (const auto& of_set : snapshot_->frozen->set_ranges) {
    for (const IdRange& range : of_set) ranges.emplace_back(range.begin, range.end);
  }
  std::sort(ranges.begin(), ranges.end());
  ranges_ = std::move(ranges);
}

NodeScan::NodeScan(const GraphView& view, LabelId label)
    : snapshot_(&view.snapshot()), all_(false), label_(label) {
  const auto& set_ranges = snapshot_->frozen->set_ranges;
  for (uint32_t set = 0; label.valid() && set < set_ranges.size(); ++set) {
    if (!snapshot_->sets->Has(set, label)) continue;
    for (const IdRange& range : set_ranges[set]) ranges_.emplace_back(range.begin, range.end);
  }
  std::sort(ranges_.begin(), ranges_.end());
}

bool NodeScan::TakeFrozen(uint64_t limit, std::span<NodeId> out, size_t& filled) {
  for (; part_ < ranges_.size(); ++part_) {
    const uint64_t stop = std::min<uint64_t>(ranges_[part_].second, limit);
    position_ = std::max<uint64_t>(position_, ranges_[part_].first);
    while (position_ < stop && filled < out.size())
      out[filled++] = NodeId{static_cast<uint32_t>(position_++)};
    if (position_ < stop) return false;
    if (ranges_[part_].second > limit) break;
  }
  return true;
}

size_t NodeScan::Next(std::span<NodeId> out) {
  const Delta& delta = snapshot_->delta;
  const LabelSets& sets = *snapshot_->sets;
  size_t filled = 0;
  const bool finished =
      delta.node_sets.ForEach(next_later_, delta.node_limit, [&](uint32_t id, uint32_t later) {
        if (later == 0) return true;
        if (!TakeFrozen(id, out, filled)) return false;
        const uint32_t set = later - 1;
        if (set != LabelSets::kNoNode && (all_ || sets.Has(set, label_))) {
          if (filled == out.size()) return false;
          out[filled++] = NodeId{id};
        }
        next_later_ = id + uint64_t{1};
        position_ = std::max(position_, next_later_);
        return true;
      });
  if (finished) TakeFrozen(snapshot_->frozen->node_limit, out, filled);
  return filled;
}

Graph::Graph() : state_(std::make_unique<State>()) {}
Graph::Graph(std::shared_ptr<const Snapshot> snapshot) : Graph() {
  state_->current = std::move(snapshot);
}
Graph::~Graph() = default;
Graph::Graph(Graph&&) noexcept = default;
Graph& Graph::operator=(Graph&&) noexcept = default;

GraphView Graph::View() const { return GraphView(state_->Current()); }

void Graph::Replace(Graph&& other) {
  state_->BeginWriting();
  state_->Publish(other.state_->Current());
  state_->EndWriting();
}

}  // namespace newsgraph

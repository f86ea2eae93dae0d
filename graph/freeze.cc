#include "graph/freeze.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <numeric>

#include "graph/edge_sort.h"
#include "graph/index.h"
#include "graph/index_writer.h"
#include "graph/parallel.h"

namespace newsgraph {
namespace {

constexpr uint32_t kNoNode = LabelSets::kNoNode;

// Places of nodes: node_order[new] = old and its inverse.
struct NodeOrder {
  std::vector<uint32_t> old_of_new, new_of_old;
};

NodeOrder OrderNodes(const GraphDraft& draft, bool keep_ids) {
  const uint32_t count = static_cast<uint32_t>(draft.node_sets.size());
  NodeOrder order;
  order.new_of_old.assign(count, NodeId::kNone);
  if (keep_ids) {
    order.old_of_new.resize(count);
    std::iota(order.old_of_new.begin(), order.old_of_new.end(), 0);
    order.new_of_old = order.old_of_new;
    return order;
  }
  // Sets that begin with the same label side by side, so that the nodes of a label make few ranges.
  std::vector<uint32_t> by_labels(draft.sets.size());
  std::iota(by_labels.begin(), by_labels.end(), 0);
  std::sort(by_labels.begin() + 1, by_labels.end(), [&](uint32_t a, uint32_t b) {
    const auto x = draft.sets.labels(a), y = draft.sets.labels(b);
    return std::lexicographical_compare(x.begin(), x.end(), y.begin(), y.end());
  });
  std::vector<uint64_t> counts(draft.sets.size(), 0), starts(draft.sets.size(), 0);
  for (uint32_t set : draft.node_sets) ++counts[set];
  uint64_t start = 0;
  for (uint32_t set : by_labels) {
    if (set == kNoNode) continue;
    starts[set] = start;
    start += counts[set];
  }
  order.old_of_new.resize(start);
  for (uint32_t old = 0; old < count; ++old) {
    const uint32_t set = draft.node_sets[old];
    if (set == kNoNode) continue;
    const uint32_t id = static_cast<uint32_t>(starts[set]++);
    order.new_of_old[old] = id;
    order.old_of_new[id] = old;
  }
  return order;
}

class Freezer {
 public:
  Freezer(GraphDraft draft, const FreezeOptions& options)
      : draft_(std::move(draft)), options_(options) {}

  std::shared_ptr<Snapshot> Run() {
    frozen_ = std::make_shared<FrozenGraph>();
    order_ = OrderNodes(draft_, options_.keep_node_ids);
    frozen_->node_limit = static_cast<uint32_t>(order_.old_of_new.size());
    frozen_->edge_count = static_cast<uint32_t>(draft_.sources.size());
    frozen_->sort_key = draft_.names.FindKey(options_.sort_key);
    PlaceNodes();
    CountProperties(statistics_);
    BuildOut();
    BuildIn();
    BuildColumns();
    return Assemble();
  }

 private:
  void PlaceNodes();
  void BuildOut();
  void BuildIn();
  void BuildColumns();
  void CountElements(Statistics& statistics) const;
  void CountProperties(Statistics& statistics) const;
  std::shared_ptr<Snapshot> Assemble();

  GraphDraft draft_;
  FreezeOptions options_;
  NodeOrder order_;
  // By new EdgeId: source, sort key (nothing where there is none) and edge of the draft.
  Array<uint32_t> sources_, sort_keys_, edge_order_;
  Array<EdgeEntry> room_;  // of SortEdges
  Statistics statistics_;
  std::shared_ptr<FrozenGraph> frozen_;
};

void Freezer::PlaceNodes() {
  FrozenGraph& f = *frozen_;
  f.node_sets = Codes::Allocate(f.node_limit, Codes::WidthFor(draft_.sets.size()));
  for (uint32_t i = 0; i < f.node_limit; ++i)
    f.node_sets.Put(i, draft_.node_sets[order_.old_of_new[i]]);
  f.FindRanges(draft_.sets.size());
}

void Freezer::BuildOut() {
  FrozenGraph& f = *frozen_;
  LargeVector<uint32_t> keys;
  if (f.sort_key.valid() && f.sort_key.value < draft_.edge_columns.size()) {
    keys = draft_.edge_columns[f.sort_key.value].SortKeys(f.edge_count, options_.threads);
  }
  f.out.offsets = Array<uint32_t>::Allocate(size_t{f.node_limit} + 1);
  f.out.others = Array<uint32_t>::Allocate(f.edge_count);
  const uint32_t widest = draft_.names.types.size();
  f.out.types = Codes::Allocate(f.edge_count, Codes::WidthFor(widest == 0 ? 0 : widest - 1));
  sources_ = Array<uint32_t>::Allocate(f.edge_count);
  edge_order_ = Array<uint32_t>::Allocate(f.edge_count);
  if (!keys.empty()) sort_keys_ = Array<uint32_t>::Allocate(f.edge_count);
  uint32_t *others = f.out.others.mutable_data(), *sources = sources_.mutable_data(),
           *edges = edge_order_.mutable_data(), *sort_keys = sort_keys_.mutable_data();
  SortEdges(
      f.edge_count, f.node_limit, options_.threads,
      [&](size_t i) {
        return EdgeEntry{order_.new_of_old[draft_.sources[i]], draft_.types[i],
                         keys.empty() ? 0 : keys[i], order_.new_of_old[draft_.targets[i]],
                         static_cast<uint32_t>(i)};
      },
      f.out.offsets.mutable_data(), room_,
      [&](uint32_t place, const EdgeEntry& entry) {
        others[place] = entry.other;
        f.out.types.Put(place, entry.type);
        sources[place] = entry.node;
        edges[place] = entry.edge;
        if (sort_keys != nullptr) sort_keys[place] = entry.key;
      });
  draft_.sources = draft_.targets = draft_.types = {};
  const size_t hints =
      (size_t{f.edge_count} + FrozenGraph::kHintStride - 1) / FrozenGraph::kHintStride;
  f.source_hints = Array<uint32_t>::Allocate(hints);
  for (size_t i = 0; i < hints; ++i)
    f.source_hints.mutable_data()[i] = sources_[i * FrozenGraph::kHintStride];
}

void Freezer::BuildIn() {
  FrozenGraph& f = *frozen_;
  f.in.offsets = Array<uint32_t>::Allocate(size_t{f.node_limit} + 1);
  f.in.others = Array<uint32_t>::Allocate(f.edge_count);
  f.in.edges = Array<uint32_t>::Allocate(f.edge_count);
  f.in.types = Codes::Allocate(f.edge_count, f.out.types.width);
  uint32_t *others = f.in.others.mutable_data(), *edges = f.in.edges.mutable_data();
  // Places ascend with sources, so "edge" below orders as "other end" would.
  SortEdges(
      f.edge_count, f.node_limit, options_.threads,
      [&](size_t i) {
        return EdgeEntry{f.out.others[i], static_cast<uint32_t>(f.out.types[i]),
                         sort_keys_.empty() ? 0 : sort_keys_[i], sources_[i],
                         static_cast<uint32_t>(i)};
      },
      f.in.offsets.mutable_data(), room_,
      [&](uint32_t place, const EdgeEntry& entry) {
        others[place] = entry.other;
        edges[place] = entry.edge;
        f.in.types.Put(place, entry.type);
      });
  std::atomic<uint64_t> self_loops = 0;
  ParallelRanges(f.edge_count, options_.threads, [&](size_t begin, size_t end) {
    uint64_t found = 0;
    for (size_t i = begin; i < end; ++i) found += f.out.others[i] == sources_[i];
    self_loops += found;
  });
  f.self_loops = self_loops;
  sources_ = sort_keys_ = {};
  room_ = {};
}

// Copies a column's codes into in order.
Codes InOrder(const Column& column, const Array<uint32_t>& edges, int threads) {
  Codes codes = Codes::Allocate(edges.size(), column.values.width);
  const uint64_t none = codes.none();
  column.values.Visit([&]<class T>(const T* from) {
    T* to = reinterpret_cast<T*>(codes.bytes.mutable_data());
    ParallelRanges(edges.size(), threads, [&](size_t begin, size_t end) {
      for (size_t i = begin; i < end; ++i) {
        const uint32_t at = edges[i] - column.first;
        to[i] = at < column.count ? from[at] : static_cast<T>(none);
      }
    });
  });
  return codes;
}

void Freezer::BuildColumns() {
  FrozenGraph& f = *frozen_;
  const auto freeze = [&](std::vector<ColumnDraft>& drafts, std::span<const uint32_t> order,
                          ColumnTable& columns) {
    columns.resize(drafts.size());
    for (size_t key = 0; key < drafts.size(); ++key) {
      if (drafts[key].empty()) continue;
      auto column = std::make_unique<Column>(drafts[key].Freeze(order, options_.threads));
      if (column->present > 0) columns[key] = std::move(column);  // else on elements that are gone
      drafts[key] = ColumnDraft();
    }
  };
  freeze(draft_.node_columns, order_.old_of_new, f.node_columns);
  freeze(draft_.edge_columns, edge_order_.span(), f.edge_columns);
  edge_order_ = {};
  f.in_codes.resize(f.edge_columns.size());
  for (size_t key = 0; key < f.edge_columns.size(); ++key) {
    const Column* column = f.edge_columns[key].get();
    if (column != nullptr && column->direct() && column->values.width <= 2 &&
        (column->count == f.edge_count || column->largest < column->values.none())) {
      f.in_codes[key] = InOrder(*column, f.in.edges, options_.threads);
    }
  }
}

void Freezer::CountElements(Statistics& statistics) const {
  const FrozenGraph& f = *frozen_;
  const LabelSets& sets = draft_.sets;
  std::vector<uint64_t> nodes(sets.size(), 0);
  for (uint32_t i = 0; i < f.node_limit; ++i) ++nodes[f.node_sets[i]];
  for (uint32_t set = 1; set < sets.size(); ++set) {
    if (nodes[set] > 0) statistics.CountNode(sets.labels(set), static_cast<int64_t>(nodes[set]));
  }
  const uint64_t set_count = sets.size(), type_count = draft_.names.types.size();
  const size_t parts = f.edge_count < (1 << 18) ? 1 : static_cast<size_t>(options_.threads);
  const bool dense = set_count * set_count * type_count * parts <= (1 << 22);
  std::vector<uint64_t> counts(dense ? set_count * set_count * type_count : 0, 0);
  absl::flat_hash_map<uint64_t, uint64_t> sparse;
  std::mutex mutex;
  // A part has the nodes whose edges begin in an equal share of all.
  ParallelFor(parts, options_.threads, [&](size_t part) {
    const auto offsets = f.out.offsets.span().first(f.node_limit);
    const auto node_at = [&](uint64_t edge) {
      return static_cast<uint32_t>(std::lower_bound(offsets.begin(), offsets.end(), edge) -
                                   offsets.begin());
    };
    const uint64_t edges = f.edge_count;
    const uint32_t first = node_at(edges * part / parts),
                   last = part + 1 == parts ? f.node_limit : node_at(edges * (part + 1) / parts);
    std::vector<uint64_t> mine(counts.size(), 0);
    absl::flat_hash_map<uint64_t, uint64_t> my_sparse;
    for (uint32_t node = first; node < last; ++node) {
      const uint64_t from = f.node_sets[node];
      for (uint32_t place = f.out.Begin(node); place < f.out.End(node); ++place) {
        const uint64_t slot =
            (f.node_sets[f.out.others[place]] * set_count + from) * type_count + f.out.types[place];
        ++(dense ? mine[slot] : my_sparse[slot]);
      }
    }
    std::lock_guard lock(mutex);
    for (uint64_t slot = 0; slot < mine.size(); ++slot) counts[slot] += mine[slot];
    for (const auto& [slot, count] : my_sparse) sparse[slot] += count;
  });
  const auto add = [&](uint64_t slot, uint64_t count) {
    const uint64_t ends = slot / type_count;
    statistics.CountEdge(sets.labels(static_cast<uint32_t>(ends % set_count)),
                         EdgeTypeId{static_cast<uint32_t>(slot % type_count)},
                         sets.labels(static_cast<uint32_t>(ends / set_count)),
                         static_cast<int64_t>(count));
  };
  for (uint64_t slot = 0; slot < counts.size(); ++slot) {
    if (counts[slot] > 0) add(slot, counts[slot]);
  }
  for (const auto& [slot, count] : sparse) add(slot, count);
}

// Elements by the group that they belong to.
struct Groups {
  std::span<const uint32_t> of;  // by id
  std::vector<uint64_t> sizes;   // by group

  Groups(std::span<const uint32_t> of, size_t count) : of(of), sizes(count, 0) {
    for (const uint32_t group : of) ++sizes[group];
  }
};

// Values of a column by group and kind: [group * kValueKindCount + kind].
std::vector<uint64_t> CountByGroup(const ColumnDraft& column, const Groups& groups) {
  std::vector<uint64_t> counts(groups.sizes.size() * kValueKindCount, 0);
  if (const size_t kind = static_cast<size_t>(column.kind()); column.kind() != ValueKind::kNull) {
    if (column.present() == groups.of.size()) {
      for (size_t group = 0; group < groups.sizes.size(); ++group)
        counts[group * kValueKindCount + kind] = groups.sizes[group];
      return counts;
    }
    for (uint32_t id = 0; id < groups.of.size(); ++id)
      counts[groups.of[id] * kValueKindCount + kind] += column.Has(id);
    return counts;
  }
  for (uint32_t id = 0; id < groups.of.size(); ++id) {
    const ValueKind kind = column.KindAt(id);
    if (kind != ValueKind::kNull)
      ++counts[groups.of[id] * kValueKindCount + static_cast<size_t>(kind)];
  }
  return counts;
}

void Freezer::CountProperties(Statistics& statistics) const {
  const size_t node_keys = draft_.node_columns.size(), edge_keys = draft_.edge_columns.size();
  const Groups by_set(draft_.node_sets, draft_.sets.size());
  const Groups by_type(draft_.types, draft_.names.types.size());
  std::vector<std::vector<uint64_t>> counts(node_keys + edge_keys);
  ParallelFor(counts.size(), options_.threads, [&](size_t i) {
    const bool of_nodes = i < node_keys;
    const ColumnDraft& column =
        of_nodes ? draft_.node_columns[i] : draft_.edge_columns[i - node_keys];
    if (column.empty()) return;
    counts[i] = CountByGroup(column, of_nodes ? by_set : by_type);
  });
  for (size_t i = 0; i < counts.size(); ++i) {
    for (size_t k = 0; k < counts[i].size(); ++k) {
      const int64_t count = static_cast<int64_t>(counts[i][k]);
      const uint32_t group = static_cast<uint32_t>(k / kValueKindCount);
      const ValueKind kind = static_cast<ValueKind>(k % kValueKindCount);
      if (count == 0) continue;
      if (i >= node_keys) {
        const KeyId key{static_cast<uint32_t>(i - node_keys)};
        statistics.CountEdgeProperty(EdgeTypeId{group}, key, kind, count);
      } else if (group != kNoNode) {
        const KeyId key{static_cast<uint32_t>(i)};
        statistics.CountNodeProperty(draft_.sets.labels(group), key, kind, count);
      }
    }
  }
}

std::shared_ptr<Snapshot> Freezer::Assemble() {
  auto snapshot = std::make_shared<Snapshot>();
  CountElements(statistics_);
  snapshot->statistics = std::move(statistics_);
  snapshot->delta.node_limit = frozen_->node_limit;
  snapshot->delta.edge_limit = frozen_->edge_count;
  snapshot->frozen = std::move(frozen_);
  snapshot->sort_key = options_.sort_key;
  snapshot->names = CopyOnWrite<Names>(std::move(draft_.names));
  snapshot->sets = CopyOnWrite<LabelSets>(std::move(draft_.sets));
  snapshot->catalogue = draft_.catalogue;
  std::vector<std::shared_ptr<PropertyIndex>> indexes(draft_.indexes.size());
  ParallelFor(indexes.size(), options_.threads, [&](size_t i) {
    const auto& [label, key] = draft_.indexes[i];
    indexes[i] = IndexWriter::Build(GraphView(snapshot), label, key);
  });
  snapshot->indexes = std::move(indexes);
  return snapshot;
}

}  // namespace

StatusOr<std::shared_ptr<Snapshot>> Freeze(GraphDraft draft, const FreezeOptions& options) {
  if (draft.node_sets.size() >= NodeId::kNone || draft.sources.size() >= EdgeId::kNone) {
    return RuntimeError(
        ErrorKind::kLimitExceeded, "",
        Cat("a graph holds at most ", NodeId::kNone - 1, " nodes and as many relationships; found ",
            draft.node_sets.size(), " and ", draft.sources.size()),
        "split the data into several graphs");
  }
  return Freezer(std::move(draft), options).Run();
}

// Properties of elements of a view, by place in a draft: those that are frozen, then what was set
// or removed later. `id_of[place]` is invalid where there is a hole.
template <class IdType>
void CopyProperties(const ColumnTable& frozen,
                    const PersistentArray<CopyOnWrite<LaterProperties>>& all_later,
                    std::span<const IdType> id_of, std::span<const uint32_t> place_of,
                    std::vector<ColumnDraft>& drafts) {
  for (uint32_t key = 0; key < drafts.size(); ++key) {
    const Column* column = FindColumn(frozen, KeyId{key});
    if (column == nullptr) continue;
    drafts[key].Reserve(static_cast<uint32_t>(id_of.size()));
    for (uint32_t place = 0; place < id_of.size(); ++place) {
      if (id_of[place].valid()) drafts[key].Set(place, column->Get(id_of[place].value));
    }
  }
  all_later.ForEach(0, place_of.size(),
                    [&](uint32_t id, const CopyOnWrite<LaterProperties>& later) {
                      const uint32_t place = place_of[id];
                      if (!later || place == IdType::kNone) return true;
                      if (later->cleared) {
                        for (ColumnDraft& draft : drafts) draft.Set(place, Value());
                      }
                      for (const auto& [key, value] : later->values)
                        drafts[key.value].Set(place, value);
                      return true;
                    });
}

GraphDraft DraftOf(const GraphView& view, bool keep_node_ids) {
  const Snapshot& snapshot = view.snapshot();
  GraphDraft draft;
  draft.names = *snapshot.names;
  draft.sets = *snapshot.sets;
  std::vector<NodeId> nodes;  // by node of the draft; invalid: a hole
  std::vector<uint32_t> place(view.node_limit(), NodeId::kNone);
  for (uint32_t id = 0; id < view.node_limit(); ++id) {
    const uint32_t set = snapshot.SetOf(NodeId{id});
    if (set == kNoNode && !keep_node_ids) continue;
    place[id] = static_cast<uint32_t>(nodes.size());
    nodes.push_back(set == kNoNode ? NodeId{} : NodeId{id});
    draft.node_sets.push_back(set);
  }
  const uint64_t edge_count = view.statistics().edges();
  std::vector<EdgeId> edges;
  std::vector<uint32_t> edge_place(view.edge_limit(), EdgeId::kNone);
  edges.reserve(edge_count);
  for (auto* ids : {&draft.sources, &draft.targets, &draft.types}) ids->reserve(edge_count);
  const TypeSet any = TypeSet::Any();
  for (NodeId node : nodes) {
    if (!node.valid()) continue;
    view.ForEachEdge(node, Direction::kOut, any, [&](NodeId other, EdgeId edge) {
      edge_place[edge.value] = static_cast<uint32_t>(edges.size());
      edges.push_back(edge);
      draft.sources.push_back(place[node.value]);
      draft.targets.push_back(place[other.value]);
      draft.types.push_back(view.type(edge).value);
      return true;
    });
  }
  draft.node_columns.resize(draft.names.keys.size());
  draft.edge_columns.resize(draft.names.keys.size());
  CopyProperties<NodeId>(snapshot.frozen->node_columns, snapshot.delta.node_properties, nodes,
                         place, draft.node_columns);
  CopyProperties<EdgeId>(snapshot.frozen->edge_columns, snapshot.delta.edge_properties, edges,
                         edge_place, draft.edge_columns);
  for (const auto& index : snapshot.indexes)
    draft.indexes.emplace_back(index->label(), index->key());
  draft.catalogue = snapshot.catalogue;
  return draft;
}

}  // namespace newsgraph

#include "graph/freeze.h"

#include <algorithm>
#include <limits>
#include <numeric>

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

// The sort key of each edge in 32 bits: the difference to the least one, or a rank where that is
// too wide.
std::vector<uint32_t> NarrowSortKeys(const GraphDraft& draft, KeyId key) {
  if (!key.valid() || key.value >= draft.edge_columns.size()) return {};
  const ColumnDraft& column = draft.edge_columns[key.value];
  if (column.empty()) return {};
  const std::vector<uint64_t> wide = column.SortKeys(static_cast<uint32_t>(draft.sources.size()));
  constexpr uint64_t kAbsent = std::numeric_limits<uint64_t>::max();
  constexpr uint32_t kLast = std::numeric_limits<uint32_t>::max();
  uint64_t low = kAbsent, high = 0;
  for (uint64_t k : wide) {
    if (k == kAbsent) continue;
    low = std::min(low, k);
    high = std::max(high, k);
  }
  std::vector<uint32_t> narrow(wide.size(), kLast);
  if (high - low < kLast) {
    for (size_t i = 0; i < wide.size(); ++i) {
      if (wide[i] != kAbsent) narrow[i] = static_cast<uint32_t>(wide[i] - low);
    }
    return narrow;
  }
  std::vector<uint64_t> distinct;
  for (uint64_t k : wide) {
    if (k != kAbsent) distinct.push_back(k);
  }
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  for (size_t i = 0; i < wide.size(); ++i) {
    if (wide[i] == kAbsent) continue;
    narrow[i] = static_cast<uint32_t>(std::lower_bound(distinct.begin(), distinct.end(), wide[i]) -
                                      distinct.begin());
  }
  return narrow;
}

// Sorts the entries of each node of one direction: `list` holds edges by node as `offsets` says.
template <class Entry>
void SortEntries(std::span<const uint32_t> offsets, int threads, uint32_t* list,
                 const Entry& entry_of) {
  const size_t nodes = offsets.size() - 1;
  constexpr size_t kChunk = 16384;
  ParallelFor((nodes + kChunk - 1) / kChunk, threads, [&](size_t chunk) {
    std::vector<std::pair<uint64_t, uint64_t>> entries;
    for (size_t node = chunk * kChunk; node < std::min(nodes, (chunk + 1) * kChunk); ++node) {
      const uint32_t begin = offsets[node], end = offsets[node + 1];
      if (end - begin < 2) continue;
      entries.clear();
      for (uint32_t place = begin; place < end; ++place) entries.push_back(entry_of(list[place]));
      std::sort(entries.begin(), entries.end());
      for (uint32_t i = 0; i < entries.size(); ++i)
        list[begin + i] = static_cast<uint32_t>(entries[i].second);
    }
  });
}

// Counts to offsets, in place: counts[i + 1] holds the count of i.
void Accumulate(std::span<uint32_t> counts) {
  for (size_t i = 1; i < counts.size(); ++i) counts[i] += counts[i - 1];
}

Codes TypeCodes(std::span<const uint32_t> edges, std::span<const uint32_t> types, uint32_t width) {
  Codes codes = Codes::Allocate(edges.size(), width);
  for (size_t i = 0; i < edges.size(); ++i) codes.Put(i, types[edges[i]]);
  return codes;
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
  uint32_t NewNode(uint32_t old) const { return order_.new_of_old[old]; }
  uint64_t TypeAndKey(uint32_t edge) const {
    return uint64_t{draft_.types[edge]} << 32 | (sort_keys_.empty() ? 0 : sort_keys_[edge]);
  }

  GraphDraft draft_;
  FreezeOptions options_;
  NodeOrder order_;
  std::vector<uint32_t> sort_keys_;
  std::vector<uint32_t> edge_order_;  // by new EdgeId: edge of the draft
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
  sort_keys_ = NarrowSortKeys(draft_, f.sort_key);
  f.out.offsets = Array<uint32_t>::Allocate(size_t{f.node_limit} + 1);
  uint32_t* offsets = f.out.offsets.mutable_data();
  for (uint32_t source : draft_.sources) ++offsets[NewNode(source) + 1];
  Accumulate({offsets, size_t{f.node_limit} + 1});
  std::vector<uint32_t> next(offsets, offsets + f.node_limit);
  edge_order_.resize(f.edge_count);
  for (uint32_t edge = 0; edge < f.edge_count; ++edge)
    edge_order_[next[NewNode(draft_.sources[edge])]++] = edge;
  SortEntries(f.out.offsets.span(), options_.threads, edge_order_.data(), [&](uint32_t edge) {
    return std::pair(TypeAndKey(edge), uint64_t{NewNode(draft_.targets[edge])} << 32 | edge);
  });
  f.out.others = Array<uint32_t>::Allocate(f.edge_count);
  uint32_t* others = f.out.others.mutable_data();
  for (uint32_t place = 0; place < f.edge_count; ++place)
    others[place] = NewNode(draft_.targets[edge_order_[place]]);
  const uint32_t widest = draft_.names.types.size();
  f.out.types = TypeCodes(edge_order_, draft_.types, Codes::WidthFor(widest == 0 ? 0 : widest - 1));
  const size_t hints =
      (size_t{f.edge_count} + FrozenGraph::kHintStride - 1) / FrozenGraph::kHintStride;
  f.source_hints = Array<uint32_t>::Allocate(hints);
  for (size_t i = 0; i < hints; ++i) {
    f.source_hints.mutable_data()[i] =
        NewNode(draft_.sources[edge_order_[i * FrozenGraph::kHintStride]]);
  }
}

void Freezer::BuildIn() {
  FrozenGraph& f = *frozen_;
  f.in.offsets = Array<uint32_t>::Allocate(size_t{f.node_limit} + 1);
  uint32_t* offsets = f.in.offsets.mutable_data();
  for (uint32_t target : f.out.others) ++offsets[target + 1];
  Accumulate({offsets, size_t{f.node_limit} + 1});
  std::vector<uint32_t> next(offsets, offsets + f.node_limit);
  f.in.edges = Array<uint32_t>::Allocate(f.edge_count);
  uint32_t* edges = f.in.edges.mutable_data();
  for (uint32_t place = 0; place < f.edge_count; ++place)
    edges[next[f.out.others[place]]++] = place;
  // Places ascend with sources, so they order entries of one type and key as sources would.
  SortEntries(f.in.offsets.span(), options_.threads, edges, [&](uint32_t place) {
    return std::pair(TypeAndKey(edge_order_[place]), uint64_t{place});
  });
  f.in.others = Array<uint32_t>::Allocate(f.edge_count);
  f.in.types = Codes::Allocate(f.edge_count, f.out.types.width);
  uint32_t* others = f.in.others.mutable_data();
  for (uint32_t i = 0; i < f.edge_count; ++i) {
    const uint32_t edge = edge_order_[edges[i]];
    others[i] = NewNode(draft_.sources[edge]);
    f.in.types.Put(i, draft_.types[edge]);
    f.self_loops += draft_.sources[edge] == draft_.targets[edge];
  }
}

// Copies a column's codes into in order.
Codes InOrder(const Column& column, const Array<uint32_t>& edges) {
  Codes codes = Codes::Allocate(edges.size(), column.values.width);
  const uint64_t none = codes.none();
  column.values.Visit([&](const auto* from) {
    for (size_t i = 0; i < edges.size(); ++i) {
      const uint32_t at = edges[i] - column.first;
      codes.Put(i, at < column.count ? from[at] : none);
    }
  });
  return codes;
}

void Freezer::BuildColumns() {
  FrozenGraph& f = *frozen_;
  const size_t node_keys = draft_.node_columns.size(), edge_keys = draft_.edge_columns.size();
  f.node_columns.resize(node_keys);
  f.edge_columns.resize(edge_keys);
  f.in_codes.resize(edge_keys);
  ParallelFor(node_keys + edge_keys, options_.threads, [&](size_t i) {
    const bool of_nodes = i < node_keys;
    const ColumnDraft& draft =
        of_nodes ? draft_.node_columns[i] : draft_.edge_columns[i - node_keys];
    if (draft.empty()) return;
    auto column =
        std::make_unique<Column>(draft.Freeze(of_nodes ? order_.old_of_new : edge_order_));
    if (column->present == 0) return;  // its only values were on elements that are gone
    if (!of_nodes && column->direct() && column->values.width <= 2 &&
        (column->count == f.edge_count || column->largest < column->values.none())) {
      f.in_codes[i - node_keys] = InOrder(*column, f.in.edges);
    }
    (of_nodes ? f.node_columns[i] : f.edge_columns[i - node_keys]) = std::move(column);
  });
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
  const bool dense = set_count * set_count * type_count <= (1 << 22);
  std::vector<uint64_t> counts(dense ? set_count * set_count * type_count : 0, 0);
  absl::flat_hash_map<uint64_t, uint64_t> sparse;
  for (uint32_t node = 0; node < f.node_limit; ++node) {
    const uint64_t from = f.node_sets[node];
    for (uint32_t place = f.out.Begin(node); place < f.out.End(node); ++place) {
      const uint64_t slot =
          (f.node_sets[f.out.others[place]] * set_count + from) * type_count + f.out.types[place];
      ++(dense ? counts[slot] : sparse[slot]);
    }
  }
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

// Calls f(group, kind, count) for the values of a column; `group_of(id)` says to whom a value
// belongs.
template <class G, class F>
void CountByGroup(const ColumnDraft& column, size_t elements, size_t groups, const G& group_of,
                  const F& f) {
  std::vector<uint64_t> counts(groups * kValueKindCount, 0);
  for (uint32_t id = 0; id < elements; ++id) {
    const ValueKind kind = column.KindAt(id);
    if (kind != ValueKind::kNull)
      ++counts[group_of(id) * kValueKindCount + static_cast<size_t>(kind)];
  }
  for (size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    f(static_cast<uint32_t>(i / kValueKindCount), static_cast<ValueKind>(i % kValueKindCount),
      static_cast<int64_t>(counts[i]));
  }
}

void Freezer::CountProperties(Statistics& statistics) const {
  for (uint32_t key = 0; key < draft_.node_columns.size(); ++key) {
    if (draft_.node_columns[key].empty()) continue;
    CountByGroup(
        draft_.node_columns[key], draft_.node_sets.size(), draft_.sets.size(),
        [&](uint32_t id) { return draft_.node_sets[id]; },
        [&](uint32_t set, ValueKind kind, int64_t count) {
          if (set != kNoNode)
            statistics.CountNodeProperty(draft_.sets.labels(set), KeyId{key}, kind, count);
        });
  }
  for (uint32_t key = 0; key < draft_.edge_columns.size(); ++key) {
    if (draft_.edge_columns[key].empty()) continue;
    CountByGroup(
        draft_.edge_columns[key], draft_.sources.size(), draft_.names.types.size(),
        [&](uint32_t id) { return draft_.types[id]; },
        [&](uint32_t type, ValueKind kind, int64_t count) {
          statistics.CountEdgeProperty(EdgeTypeId{type}, KeyId{key}, kind, count);
        });
  }
}

std::shared_ptr<Snapshot> Freezer::Assemble() {
  auto snapshot = std::make_shared<Snapshot>();
  CountElements(snapshot->statistics);
  CountProperties(snapshot->statistics);
  snapshot->delta.node_limit = frozen_->node_limit;
  snapshot->delta.edge_limit = frozen_->edge_count;
  snapshot->frozen = std::move(frozen_);
  snapshot->sort_key = options_.sort_key;
  snapshot->names = CopyOnWrite<Names>(std::move(draft_.names));
  snapshot->sets = CopyOnWrite<LabelSets>(std::move(draft_.sets));
  snapshot->catalogue = draft_.catalogue;
  for (const auto& [label, key] : draft_.indexes) {
    snapshot->indexes.push_back(IndexWriter::Build(GraphView(snapshot), label, key));
  }
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
  std::vector<EdgeId> edges;
  const TypeSet any = TypeSet::Any();
  for (NodeId node : nodes) {
    if (!node.valid()) continue;
    view.ForEachEdge(node, Direction::kOut, any, [&](NodeId other, EdgeId edge) {
      edges.push_back(edge);
      draft.sources.push_back(place[node.value]);
      draft.targets.push_back(place[other.value]);
      draft.types.push_back(view.type(edge).value);
      return true;
    });
  }
  const uint32_t keys = draft.names.keys.size();
  draft.node_columns.resize(keys);
  draft.edge_columns.resize(keys);
  std::vector<Value> values(std::max(nodes.size(), edges.size()));
  for (uint32_t key = 0; key < keys; ++key) {
    if (view.statistics().NodeFill(LabelId{}, KeyId{key}).total() > 0) {
      view.Gather(nodes, KeyId{key}, std::span(values).first(nodes.size()));
      for (uint32_t i = 0; i < nodes.size(); ++i) draft.node_columns[key].Set(i, values[i]);
    }
    if (view.statistics().EdgeFill(EdgeTypeId{}, KeyId{key}).total() > 0) {
      view.Gather(edges, KeyId{key}, std::span(values).first(edges.size()));
      for (uint32_t i = 0; i < edges.size(); ++i) draft.edge_columns[key].Set(i, values[i]);
    }
  }
  for (const auto& index : snapshot.indexes)
    draft.indexes.emplace_back(index->label(), index->key());
  draft.catalogue = snapshot.catalogue;
  return draft;
}

}  // namespace newsgraph

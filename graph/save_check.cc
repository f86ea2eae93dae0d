// CheckBounds: what checksums cannot say, because a file with right checksums may have been made
// up.
#include <algorithm>
#include <functional>
#include <limits>

#include "graph/column_draft.h"
#include "graph/parallel.h"
#include "graph/save_layout.h"
#include "graph/value_codec.h"

namespace newsgraph {
namespace {

Status Bad(std::string_view what) {
  return RuntimeError(ErrorKind::kCorruption, "DamagedFile", what);
}

bool IsWidth(uint32_t width) { return width == 1 || width == 2 || width == 4 || width == 8; }

// Whether there are `count` whole codes of a known width.
bool HasCodes(const Codes& codes, uint64_t count) {
  return IsWidth(codes.width) && codes.bytes.size() == count * codes.width;
}

template <class T>
T Largest(const T* values, size_t count) {
  T largest = 0;
  for (size_t i = 0; i < count; ++i) largest = std::max(largest, values[i]);
  return largest;
}

bool AllBelow(const Codes& codes, uint64_t limit) {
  const size_t count = codes.size();
  return count == 0 ||
         codes.Visit([&](const auto* all) { return uint64_t{Largest(all, count)} < limit; });
}

bool AllBelow(const Array<uint32_t>& values, uint64_t limit) {
  return values.empty() || Largest(values.data(), values.size()) < limit;
}

// Whether offsets ascend from 0 to `last`.
template <class T>
bool Ascend(const T* offsets, size_t count, uint64_t last) {
  if (count == 0 || offsets[0] != 0 || offsets[count - 1] != last) return false;
  bool descends = false;
  for (size_t i = 1; i < count; ++i) descends |= offsets[i - 1] > offsets[i];
  return !descends;
}

Status CheckSide(const Adjacency& side, const FrozenGraph& frozen, uint64_t types, bool has_edges) {
  const uint64_t edges = frozen.edge_count, nodes = frozen.node_limit;
  if (side.offsets.size() != nodes + 1 || !Ascend(side.offsets.data(), nodes + 1, edges)) {
    return Bad("offsets of adjacency do not ascend to the number of relationships");
  }
  if (side.others.size() != edges || !AllBelow(side.others, nodes)) {
    return Bad("an adjacency entry names a node that is not there");
  }
  if (!HasCodes(side.types, edges) || !AllBelow(side.types, types)) {
    return Bad("a relationship has a type that is not there");
  }
  if (side.edges.size() != (has_edges ? edges : 0) || !AllBelow(side.edges, edges)) {
    return Bad("an adjacency entry names a relationship that is not there");
  }
  return absl::OkStatus();
}

Status CheckPool(const StringPool& pool) {
  const Codes& offsets = pool.offsets;
  if (offsets.bytes.empty() && pool.chars.empty() && IsWidth(offsets.width)) {
    return absl::OkStatus();
  }
  if (!IsWidth(offsets.width) || offsets.bytes.size() % offsets.width != 0 ||
      !offsets.Visit(
          [&](const auto* all) { return Ascend(all, offsets.size(), pool.chars.size()); })) {
    return Bad("offsets of strings do not ascend to the number of bytes");
  }
  return absl::OkStatus();
}

// The bitmap of a packed column: its counts must be those of its bits.
bool BitmapIsRight(const Column& column) {
  const uint64_t words = (uint64_t{column.count} + 63) / 64;
  if (column.bits.size() != words || column.ranks.size() != words / 8 + 1) return false;
  uint64_t rank = 0;
  for (uint64_t word = 0; word < words; ++word) {
    if (word % 8 == 0 && column.ranks[word / 8] != rank) return false;
    rank += std::popcount(column.bits[word]);
  }
  if (column.count % 64 != 0 && column.bits[words - 1] >> column.count % 64 != 0) return false;
  return rank == column.present;
}

// Whether codes of a column, in either order of edges, stand for values: each is at most the
// largest, or "none" where there are gaps.
bool CodesAreRight(const Column& column, const Codes& codes, bool gaps) {
  const uint64_t none = codes.none();
  const size_t count = codes.size();
  return codes.Visit([&](const auto* all) {
    bool wrong = false;
    for (size_t i = 0; i < count; ++i) {
      wrong |= all[i] > column.largest && !(gaps && all[i] == none);
    }
    return !wrong;
  });
}

// The ends of what a column's codes stand for.
bool EndsAreValid(const Column& column) {
  if (column.coding == Coding::kDictionary) return column.largest < column.pool.size();
  if (column.coding == Coding::kBool) {
    return column.offset == 0 && column.scale == 1 && column.largest <= 1;
  }
  if (column.coding == Coding::kDecimal) return column.scale >= 1 && column.scale <= 1'000'000;
  if (column.coding == Coding::kDateTime && !Zone::IsCode(column.zone)) return false;
  if (column.coding == Coding::kDate || column.coding == Coding::kLocalTime) {
    // No wrap: low and high bound all others.
    if (column.scale < 1 || column.largest > uint64_t{1} << 62) return false;
    int64_t span = 0, high = 0;
    if (__builtin_mul_overflow(static_cast<int64_t>(column.largest), column.scale, &span) ||
        __builtin_add_overflow(column.offset, span, &high)) {
      return false;
    }
    return IsStorableValue(column.Decoded(0)) && IsStorableValue(column.Decoded(column.largest));
  }
  return true;  // every 64 bits are an integer, a float, or nanoseconds of a datetime
}

Status CheckColumn(const Column& column, uint64_t limit) {
  if (static_cast<int>(column.coding) >= kCodingCount) return Bad("a column has an unknown coding");
  if (uint64_t{column.first} + column.count > limit || column.present > column.count) {
    return Bad("a column covers elements that are not there");
  }
  RETURN_IF_ERROR(CheckPool(column.pool));
  if (column.packed ? !BitmapIsRight(column) : !column.bits.empty()) {
    return Bad("the bitmap of a column does not fit its values");
  }
  const uint64_t places = column.packed ? column.present : column.count;
  const bool pooled = column.coding == Coding::kText || column.coding == Coding::kMixed;
  if (pooled ? column.pool.size() != places : !HasCodes(column.values, places)) {
    return Bad("a column has too few or too many values");
  }
  if (pooled && !column.packed && column.present != column.count) {
    return Bad("a column of strings has gaps that it does not mark");
  }
  if (pooled && column.coding == Coding::kMixed) {
    for (size_t i = 0; i < places; ++i) {
      if (!DecodeValue(column.pool[i])) return Bad("a column holds bytes that are not a value");
    }
  }
  if (pooled) return absl::OkStatus();
  const bool gaps = !column.packed && column.present != column.count;
  if (!EndsAreValid(column) || !CodesAreRight(column, column.values, gaps)) {
    return Bad("a column holds a code that stands for no value");
  }
  return absl::OkStatus();
}

Status CheckInCodes(const FrozenGraph& frozen, size_t key) {
  const Codes& codes = frozen.in_codes[key];
  if (codes.bytes.empty()) return IsWidth(codes.width) ? absl::OkStatus() : Bad("bad width");
  const Column* column = frozen.edge_columns[key].get();
  const bool fits = column != nullptr && column->direct() && IsWidth(codes.width) &&
                    codes.width == column->values.width && HasCodes(codes, frozen.edge_count);
  if (!fits || !CodesAreRight(*column, codes, column->present != frozen.edge_count)) {
    return Bad("the copy of a column in the order of targets does not fit it");
  }
  return absl::OkStatus();
}

Status CheckNames(const SavedGraph& graph) {
  for (const auto& set : graph.sets) {
    for (size_t i = 0; i < set.size(); ++i) {
      if (set[i].value >= graph.names.labels.size() || (i > 0 && !(set[i - 1] < set[i]))) {
        return Bad("a label set is not one");
      }
    }
  }
  for (const auto& [key, count] : graph.counts) {
    if (!Statistics::IsCountKey(key, graph.names)) return Bad("a statistic counts nothing");
  }
  const KeyId sort_key = graph.frozen.sort_key;
  if (sort_key.valid() && sort_key.value >= graph.names.keys.size()) {
    return Bad("the sort key is not there");
  }
  return absl::OkStatus();
}

Status CheckNodes(const SavedGraph& graph) {
  const FrozenGraph& frozen = graph.frozen;
  if (!HasCodes(frozen.node_sets, frozen.node_limit) ||
      !AllBelow(frozen.node_sets, graph.sets.size() + 2)) {
    return Bad("a node has a label set that is not there");
  }
  const uint64_t stride = FrozenGraph::kHintStride;
  const size_t hints = frozen.source_hints.size();
  bool right = hints == (frozen.edge_count + stride - 1) / stride;
  right = right && AllBelow(frozen.source_hints, frozen.node_limit);
  for (size_t i = 1; right && i < hints; ++i) {
    right = frozen.source_hints[i - 1] <= frozen.source_hints[i];
  }
  if (!right) return Bad("the directory of sources does not fit the relationships");
  if (graph.node_count != frozen.node_limit || graph.edge_count != frozen.edge_count) {
    return Bad("the statistics count other numbers of nodes and relationships");
  }
  return absl::OkStatus();
}

Status CheckIndex(const SavedGraph::Index& index, const SavedGraph& graph) {
  const IndexTable& table = index.table;
  const size_t buckets = table.offsets.size() - 1;
  if (index.label.value >= graph.names.labels.size() ||
      index.key.value >= graph.names.keys.size() || table.offsets.size() < 2 ||
      !std::has_single_bit(buckets) ||
      !Ascend(table.offsets.data(), table.offsets.size(), table.nodes.size()) ||
      table.tags.size() != table.nodes.size() || !AllBelow(table.nodes, graph.frozen.node_limit)) {
    return Bad("an index names nodes that are not there");
  }
  return absl::OkStatus();
}

Status CheckCatalogue(const SavedGraph& graph) {
  const Names& names = graph.names;
  bool right = true;
  for (const NamedIndex& index : graph.catalogue.index_names) {
    right &= index.label.value < names.labels.size() && index.key.value < names.keys.size();
  }
  for (const Constraint& constraint : graph.catalogue.constraints) {
    const bool placed = constraint.on_nodes()
                            ? constraint.label.value < names.labels.size()
                            : constraint.type.value < names.types.size() && !constraint.unique();
    right &= placed && constraint.kind <= ConstraintKind::kKey &&
             constraint.key.value < names.keys.size();
  }
  return right ? absl::OkStatus() : Bad("a constraint is on something that is not there");
}

}  // namespace

Status CheckBounds(const SavedGraph& graph, int threads) {
  const FrozenGraph& frozen = graph.frozen;
  const size_t keys = graph.names.keys.size();
  if (frozen.node_columns.size() > keys || frozen.edge_columns.size() > keys ||
      frozen.in_codes.size() != frozen.edge_columns.size()) {
    return Bad("there are columns of keys that are not there");
  }
  const uint64_t types = graph.names.types.size();
  std::vector<std::function<Status()>> checks = {
      [&] { return CheckSide(frozen.in, frozen, types, true); },
      [&] { return CheckSide(frozen.out, frozen, types, false); },
      [&] { return CheckNodes(graph); },
      [&] { return CheckNames(graph); },
      [&] { return CheckCatalogue(graph); },
  };
  for (size_t key = 0; key < frozen.edge_columns.size(); ++key) {
    checks.push_back([&frozen, key] {
      if (frozen.edge_columns[key] != nullptr) {
        RETURN_IF_ERROR(CheckColumn(*frozen.edge_columns[key], frozen.edge_count));
      }
      return CheckInCodes(frozen, key);
    });
  }
  for (const auto& column : frozen.node_columns) {
    if (column == nullptr) continue;
    checks.push_back([&] { return CheckColumn(*column, frozen.node_limit); });
  }
  for (const SavedGraph::Index& index : graph.indexes) {
    checks.push_back([&] { return CheckIndex(index, graph); });
  }
  std::vector<Status> results(checks.size());
  ParallelFor(checks.size(), threads, [&](size_t i) { results[i] = checks[i](); });
  for (Status& result : results) RETURN_IF_ERROR(result);
  return absl::OkStatus();
}

}  // namespace newsgraph

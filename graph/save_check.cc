// What checksums cannot say, because a file with right checksums may have been made up: whether its
// parts fit each other, and no number in them leads outside an array.
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
bool AllAtMost(const T* values, size_t count, uint64_t largest, bool or_none) {
  bool wrong = false;
  if (!or_none) {
    T found = 0;
    for (size_t i = 0; i < count; ++i) found = std::max(found, values[i]);
    return count == 0 || found <= largest;
  }
  constexpr T kNone = std::numeric_limits<T>::max();
  for (size_t i = 0; i < count; ++i) wrong |= values[i] > largest && values[i] != kNone;
  return !wrong;
}

template <class T>
bool Ascend(const T* values, size_t count, uint64_t largest, bool offsets) {
  bool descends = false;
  for (size_t i = 1; i < count; ++i) descends |= values[i - 1] > values[i];
  if (descends || (count > 0 && values[count - 1] > largest)) return false;
  return !offsets || (count > 0 && values[0] == 0 && values[count - 1] == largest);
}

// The counts of a bitmap must be those of its bits.
bool RanksAreRight(const ContentRule& rule) {
  const auto* ranks = reinterpret_cast<const uint32_t*>(rule.bytes.data());
  const auto* bits = reinterpret_cast<const uint64_t*>(rule.bits.data());
  const uint64_t words = rule.bits.size() / sizeof(uint64_t);
  uint64_t rank = 0;
  for (uint64_t word = 0; word < words; ++word) {
    if (word % 8 == 0 && ranks[word / 8] != rank) return false;
    rank += static_cast<uint64_t>(std::popcount(bits[word]));
  }
  return rank == rule.largest;
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

class RuleCollector {
 public:
  explicit RuleCollector(const SavedGraph& graph) : graph_(graph), frozen_(graph.frozen) {}

  // What is known without a look at the arrays; their rules are collected on the way.
  Status Run() {
    const size_t keys = graph_.names.keys.size();
    if (frozen_.node_columns.size() > keys || frozen_.edge_columns.size() > keys ||
        frozen_.in_codes.size() != frozen_.edge_columns.size()) {
      return Bad("there are columns of keys that are not there");
    }
    RETURN_IF_ERROR(CheckSide(frozen_.in, true));
    RETURN_IF_ERROR(CheckSide(frozen_.out, false));
    RETURN_IF_ERROR(CheckNodes());
    RETURN_IF_ERROR(CheckNames());
    RETURN_IF_ERROR(CheckCatalogue());
    for (const auto& column : frozen_.node_columns)
      if (column != nullptr) RETURN_IF_ERROR(CheckColumn(*column, frozen_.node_limit));
    for (size_t key = 0; key < frozen_.edge_columns.size(); ++key) {
      if (frozen_.edge_columns[key] != nullptr)
        RETURN_IF_ERROR(CheckColumn(*frozen_.edge_columns[key], frozen_.edge_count));
      RETURN_IF_ERROR(CheckInCodes(key));
    }
    for (const SavedGraph::Index& index : graph_.indexes) RETURN_IF_ERROR(CheckIndex(index));
    return absl::OkStatus();
  }
  std::vector<ContentRule> Take() { return std::move(rules_); }

 private:
  using Kind = ContentRule::Kind;

  void Require(const Codes& codes, Kind kind, uint64_t largest, std::string_view what) {
    const auto bytes = codes.bytes.span();
    if (!bytes.empty()) rules_.push_back({kind, codes.width, bytes, largest, {}, nullptr, what});
  }
  void Require(const Array<uint32_t>& array, Kind kind, uint64_t largest, std::string_view what) {
    const std::span bytes(reinterpret_cast<const uint8_t*>(array.data()), array.bytes());
    if (!bytes.empty()) rules_.push_back({kind, 4, bytes, largest, {}, nullptr, what});
  }
  // The largest number below a limit; nothing may be there where the limit is 0.
  static bool Below(uint64_t limit, size_t size, uint64_t& largest) {
    largest = limit == 0 ? 0 : limit - 1;
    return limit > 0 || size == 0;
  }

  Status CheckSide(const Adjacency& side, bool has_edges);
  Status CheckNodes();
  Status CheckNames() const;
  Status CheckCatalogue() const;
  Status CheckPool(const StringPool& pool);
  Status CheckColumn(const Column& column, uint64_t limit);
  Status CheckInCodes(size_t key);
  Status CheckIndex(const SavedGraph::Index& index);

  const SavedGraph& graph_;
  const FrozenGraph& frozen_;
  std::vector<ContentRule> rules_;
};

Status RuleCollector::CheckSide(const Adjacency& side, bool has_edges) {
  const uint64_t edges = frozen_.edge_count, nodes = frozen_.node_limit;
  constexpr std::string_view kOffsets =
      "offsets of adjacency do not ascend to the number of relationships";
  constexpr std::string_view kOthers = "an adjacency entry names a node that is not there";
  constexpr std::string_view kTypes = "a relationship has a type that is not there";
  constexpr std::string_view kEdges = "an adjacency entry names a relationship that is not there";
  uint64_t last_node = 0, last_type = 0, last_edge = 0;
  if (side.offsets.size() != nodes + 1) return Bad(kOffsets);
  if (side.others.size() != edges || !Below(nodes, edges, last_node)) return Bad(kOthers);
  if (!HasCodes(side.types, edges) || !Below(graph_.names.types.size(), edges, last_type))
    return Bad(kTypes);
  if (side.edges.size() != (has_edges ? edges : 0) || !Below(edges, edges, last_edge))
    return Bad(kEdges);
  Require(side.offsets, Kind::kOffsets, edges, kOffsets);
  Require(side.others, Kind::kAtMost, last_node, kOthers);
  Require(side.types, Kind::kAtMost, last_type, kTypes);
  Require(side.edges, Kind::kAtMost, last_edge, kEdges);
  return absl::OkStatus();
}

Status RuleCollector::CheckPool(const StringPool& pool) {
  const Codes& offsets = pool.offsets;
  constexpr std::string_view kWhat = "offsets of strings do not ascend to the number of bytes";
  if (!IsWidth(offsets.width) || offsets.bytes.size() % offsets.width != 0 ||
      (offsets.bytes.empty() && !pool.chars.empty())) {
    return Bad(kWhat);
  }
  Require(offsets, Kind::kOffsets, pool.chars.size(), kWhat);
  return absl::OkStatus();
}

Status RuleCollector::CheckColumn(const Column& column, uint64_t limit) {
  if (static_cast<int>(column.coding) >= kCodingCount) return Bad("a column has an unknown coding");
  if (uint64_t{column.first} + column.count > limit || column.present > column.count) {
    return Bad("a column covers elements that are not there");
  }
  RETURN_IF_ERROR(CheckPool(column.pool));
  constexpr std::string_view kBitmap = "the bitmap of a column does not fit its values";
  const uint64_t words = (uint64_t{column.count} + 63) / 64;
  if (column.packed ? column.bits.size() != words || column.ranks.size() != words / 8 + 1
                    : !column.bits.empty()) {
    return Bad(kBitmap);
  }
  if (column.packed) {
    Require(column.ranks, Kind::kRanks, column.present, kBitmap);
    rules_.back().bits = {reinterpret_cast<const uint8_t*>(column.bits.data()),
                          column.bits.bytes()};
  }
  const uint64_t places = column.packed ? column.present : column.count;
  const bool pooled = column.coding == Coding::kText || column.coding == Coding::kMixed;
  if (pooled ? column.pool.size() != places : !HasCodes(column.values, places)) {
    return Bad("a column has too few or too many values");
  }
  if (pooled && !column.packed && column.present != column.count) {
    return Bad("a column of strings has gaps that it does not mark");
  }
  if (column.coding == Coding::kMixed) {
    const std::span bytes(reinterpret_cast<const uint8_t*>(column.pool.chars.data()),
                          column.pool.chars.size());
    rules_.push_back({Kind::kValues,
                      1,
                      bytes,
                      0,
                      {},
                      &column.pool,
                      "a column holds bytes that are not a value"});
  }
  if (pooled) return absl::OkStatus();
  constexpr std::string_view kCode = "a column holds a code that stands for no value";
  if (!EndsAreValid(column)) return Bad(kCode);
  const bool gaps = !column.packed && column.present != column.count;
  Require(column.values, gaps ? Kind::kAtMostOrNone : Kind::kAtMost, column.largest, kCode);
  return absl::OkStatus();
}

Status RuleCollector::CheckInCodes(size_t key) {
  const Codes& codes = frozen_.in_codes[key];
  if (codes.bytes.empty()) return IsWidth(codes.width) ? absl::OkStatus() : Bad("bad width");
  const Column* column = frozen_.edge_columns[key].get();
  constexpr std::string_view kWhat = "the copy of a column in the order of targets does not fit it";
  if (column == nullptr || !column->direct() || !IsWidth(codes.width) ||
      codes.width != column->values.width || !HasCodes(codes, frozen_.edge_count)) {
    return Bad(kWhat);
  }
  const bool gaps = column->present != frozen_.edge_count;
  Require(codes, gaps ? Kind::kAtMostOrNone : Kind::kAtMost, column->largest, kWhat);
  return absl::OkStatus();
}

Status RuleCollector::CheckNames() const {
  for (const auto& set : graph_.sets) {
    for (size_t i = 0; i < set.size(); ++i) {
      if (set[i].value >= graph_.names.labels.size() || (i > 0 && !(set[i - 1] < set[i]))) {
        return Bad("a label set is not one");
      }
    }
  }
  for (const auto& [key, count] : graph_.counts) {
    if (!Statistics::IsCountKey(key, graph_.names)) return Bad("a statistic counts nothing");
  }
  const KeyId sort_key = graph_.frozen.sort_key;
  if (sort_key.valid() && sort_key.value >= graph_.names.keys.size()) {
    return Bad("the sort key is not there");
  }
  return absl::OkStatus();
}

Status RuleCollector::CheckNodes() {
  constexpr std::string_view kSets = "a node has a label set that is not there";
  constexpr std::string_view kHints = "the directory of sources does not fit the relationships";
  if (!HasCodes(frozen_.node_sets, frozen_.node_limit)) return Bad(kSets);
  Require(frozen_.node_sets, Kind::kAtMost, graph_.sets.size() + 1, kSets);
  const uint64_t stride = FrozenGraph::kHintStride;
  const size_t hints = frozen_.source_hints.size();
  uint64_t last_node = 0;
  if (hints != (frozen_.edge_count + stride - 1) / stride ||
      !Below(frozen_.node_limit, hints, last_node)) {
    return Bad(kHints);
  }
  Require(frozen_.source_hints, Kind::kAscend, last_node, kHints);
  if (graph_.node_count != frozen_.node_limit || graph_.edge_count != frozen_.edge_count) {
    return Bad("the statistics count other numbers of nodes and relationships");
  }
  return absl::OkStatus();
}

Status RuleCollector::CheckIndex(const SavedGraph::Index& index) {
  const IndexTable& table = index.table;
  constexpr std::string_view kWhat = "an index names nodes that are not there";
  uint64_t last_node = 0;
  if (index.label.value >= graph_.names.labels.size() ||
      index.key.value >= graph_.names.keys.size() || table.offsets.size() < 2 ||
      !std::has_single_bit(table.offsets.size() - 1) || table.tags.size() != table.nodes.size() ||
      !Below(frozen_.node_limit, table.nodes.size(), last_node)) {
    return Bad(kWhat);
  }
  Require(table.offsets, Kind::kOffsets, table.nodes.size(), kWhat);
  Require(table.nodes, Kind::kAtMost, last_node, kWhat);
  return absl::OkStatus();
}

Status RuleCollector::CheckCatalogue() const {
  const Names& names = graph_.names;
  bool right = true;
  for (const NamedIndex& index : graph_.catalogue.index_names) {
    right &= index.label.value < names.labels.size() && index.key.value < names.keys.size();
  }
  for (const Constraint& constraint : graph_.catalogue.constraints) {
    const bool placed = constraint.on_nodes()
                            ? constraint.label.value < names.labels.size()
                            : constraint.type.value < names.types.size() && !constraint.unique();
    right &= placed && constraint.kind <= ConstraintKind::kKey &&
             constraint.key.value < names.keys.size();
  }
  return right ? absl::OkStatus() : Bad("a constraint is on something that is not there");
}

}  // namespace

bool ContentRule::Holds(std::span<const uint8_t> part) const {
  const auto check = [&]<class T>(const T* values) {
    const size_t count = part.size() / sizeof(T);
    switch (kind) {
      case Kind::kAtMost:
      case Kind::kAtMostOrNone:
        return AllAtMost(values, count, largest, kind == Kind::kAtMostOrNone);
      case Kind::kOffsets:
      case Kind::kAscend:
        return Ascend(values, count, largest, kind == Kind::kOffsets);
      default:
        return true;
    }
  };
  if (kind == Kind::kRanks) return RanksAreRight(*this);
  if (kind == Kind::kValues) {
    for (size_t i = 0; i < pool->size(); ++i) {
      if (!DecodeValue((*pool)[i])) return false;
    }
    return true;
  }
  switch (width) {
    case 1:
      return check(part.data());
    case 2:
      return check(reinterpret_cast<const uint16_t*>(part.data()));
    case 4:
      return check(reinterpret_cast<const uint32_t*>(part.data()));
    default:
      return check(reinterpret_cast<const uint64_t*>(part.data()));
  }
}

StatusOr<std::vector<ContentRule>> ContentRulesOf(const SavedGraph& graph) {
  RuleCollector collector(graph);
  RETURN_IF_ERROR(collector.Run());
  return collector.Take();
}

Status CheckContent(std::span<const ContentRule> rules, int threads) {
  std::vector<uint8_t> holds(rules.size(), 1);
  for (const bool values : {false, true}) {  // values are read by way of their pool's offsets
    ParallelFor(rules.size(), threads, [&](size_t i) {
      if (values == (rules[i].kind == ContentRule::Kind::kValues))
        holds[i] = rules[i].Holds(rules[i].bytes);
    });
    for (size_t i = 0; i < rules.size(); ++i) {
      if (!holds[i]) return Bad(rules[i].what);
    }
  }
  return absl::OkStatus();
}

}  // namespace newsgraph

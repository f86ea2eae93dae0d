#include "graph/schema.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace newsgraph {
namespace {

constexpr uint32_t kAny = LabelId::kNone;
constexpr uint32_t kUnlabelled = LabelId::kNone - 1;

// The first word of a count's key says what is counted.
enum Family : uint32_t {
  kNodeLabel,     // label
  kEdgePattern,   // label or kAny or kUnlabelled, type or kAny, label or ...
  kNodeProperty,  // label or kAny, key, kind
  kEdgeProperty,  // type or kAny, key, kind
};

// What an end of an edge counts as: anything, and each of its labels (or the lack of any).
template <class F>
void ForEachRole(std::span<const LabelId> labels, F&& f) {
  f(kAny);
  for (LabelId label : labels) f(label.value);
  if (labels.empty()) f(kUnlabelled);
}

LabelId AsLabel(uint32_t role) { return role == kUnlabelled ? LabelId{} : LabelId{role}; }

PropertyFill Fill(const CountTable& counts, Family family, uint32_t owner, KeyId key) {
  PropertyFill fill;
  if (!key.valid()) return fill;
  for (uint32_t kind = 0; kind < kValueKindCount; ++kind) {
    fill.by_kind[kind] = counts.Get({family, owner, key.value, kind});
  }
  return fill;
}

std::vector<KeyId> KeysIn(const CountTable& counts, Family family, uint32_t owner) {
  std::vector<KeyId> keys;
  counts.ForEach([&](const CountTable::CountKey& key, uint64_t) {
    if (key[0] == family && key[1] == owner) keys.push_back(KeyId{key[2]});
  });
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace

uint64_t PropertyFill::total() const {
  return std::accumulate(by_kind.begin(), by_kind.end(), uint64_t{0});
}

uint64_t CountTable::Get(const CountKey& key) const {
  if (!slots_) return 0;
  const auto found = slots_->find(key);
  return found == slots_->end() ? 0 : counts_.Get(found->second);
}

void CountTable::Add(const CountKey& key, int64_t amount) {
  uint32_t slot = 0;
  bool known = false;
  if (slots_) {
    const auto found = slots_->find(key);
    known = found != slots_->end();
    if (known) slot = found->second;
  }
  if (!known) {
    auto& slots = slots_.Edit();
    slot = static_cast<uint32_t>(slots.size());
    slots.emplace(key, slot);
  }
  counts_.Edit(slot) += static_cast<uint64_t>(amount);
}

uint64_t Statistics::NodesWith(LabelId label) const {
  return label.valid() ? counts_.Get({kNodeLabel, label.value, 0, 0}) : 0;
}

uint64_t Statistics::EdgesOf(EdgeTypeId type) const {
  return type.valid() ? counts_.Get({kEdgePattern, kAny, type.value, kAny}) : 0;
}

uint64_t Statistics::EdgesBetween(LabelId from, EdgeTypeId type, LabelId to) const {
  return counts_.Get({kEdgePattern, from.value, type.value, to.value});
}

PropertyFill Statistics::NodeFill(LabelId label, KeyId key) const {
  return Fill(counts_, kNodeProperty, label.value, key);
}

PropertyFill Statistics::EdgeFill(EdgeTypeId type, KeyId key) const {
  return Fill(counts_, kEdgeProperty, type.value, key);
}

std::vector<Statistics::Pattern> Statistics::Patterns() const {
  std::vector<Pattern> patterns;
  counts_.ForEach([&](const CountTable::CountKey& key, uint64_t count) {
    if (key[0] != kEdgePattern || key[1] == kAny || key[2] == kAny || key[3] == kAny) return;
    patterns.push_back({AsLabel(key[1]), EdgeTypeId{key[2]}, AsLabel(key[3]), count});
  });
  std::sort(patterns.begin(), patterns.end(), [](const Pattern& a, const Pattern& b) {
    return std::tie(a.from, a.type, a.to) < std::tie(b.from, b.type, b.to);
  });
  return patterns;
}

std::vector<KeyId> Statistics::KeysOf(LabelId label) const {
  return KeysIn(counts_, kNodeProperty, label.value);
}

std::vector<KeyId> Statistics::KeysOf(EdgeTypeId type) const {
  return KeysIn(counts_, kEdgeProperty, type.value);
}

void Statistics::CountNode(std::span<const LabelId> labels, int64_t sign) {
  nodes_ += static_cast<uint64_t>(sign);
  for (LabelId label : labels) counts_.Add({kNodeLabel, label.value, 0, 0}, sign);
}

void Statistics::CountEdge(std::span<const LabelId> from, EdgeTypeId type,
                           std::span<const LabelId> to, int64_t sign) {
  edges_ += static_cast<uint64_t>(sign);
  ForEachRole(from, [&](uint32_t a) {
    ForEachRole(to, [&](uint32_t b) {
      counts_.Add({kEdgePattern, a, type.value, b}, sign);
      counts_.Add({kEdgePattern, a, kAny, b}, sign);
    });
  });
}

void Statistics::CountNodeProperty(std::span<const LabelId> labels, KeyId key, ValueKind kind,
                                   int64_t sign) {
  const uint32_t k = static_cast<uint32_t>(kind);
  counts_.Add({kNodeProperty, kAny, key.value, k}, sign);
  for (LabelId label : labels) counts_.Add({kNodeProperty, label.value, key.value, k}, sign);
}

void Statistics::CountEdgeProperty(EdgeTypeId type, KeyId key, ValueKind kind, int64_t sign) {
  const uint32_t k = static_cast<uint32_t>(kind);
  counts_.Add({kEdgeProperty, kAny, key.value, k}, sign);
  counts_.Add({kEdgeProperty, type.value, key.value, k}, sign);
}

bool Statistics::operator==(const Statistics& other) const {
  if (nodes_ != other.nodes_ || edges_ != other.edges_) return false;
  uint64_t mine = 0, theirs = 0;
  bool same = true;
  counts_.ForEach([&](const CountTable::CountKey& key, uint64_t count) {
    ++mine;
    same = same && other.counts_.Get(key) == count;
  });
  other.counts_.ForEach([&](const CountTable::CountKey&, uint64_t) { ++theirs; });
  return same && mine == theirs;
}

bool Statistics::IsCountKey(const CountTable::CountKey& key, const Names& names) {
  const auto is_label = [&](uint32_t id) { return id >= kUnlabelled || id < names.labels.size(); };
  const auto is_type = [&](uint32_t id) { return id == kAny || id < names.types.size(); };
  const bool is_kind = key[2] < names.keys.size() && key[3] < kValueKindCount;
  switch (key[0]) {
    case kNodeLabel:
      return key[1] < names.labels.size();
    case kEdgePattern:
      return is_label(key[1]) && is_type(key[2]) && is_label(key[3]);
    case kNodeProperty:
      return is_label(key[1]) && is_kind;
    case kEdgeProperty:
      return is_type(key[1]) && is_kind;
  }
  return false;
}

std::vector<std::pair<CountTable::CountKey, uint64_t>> Statistics::AllCounts() const {
  std::vector<std::pair<CountTable::CountKey, uint64_t>> all;
  counts_.ForEach(
      [&](const CountTable::CountKey& key, uint64_t count) { all.emplace_back(key, count); });
  std::sort(all.begin(), all.end());
  return all;
}

Statistics Statistics::Of(uint64_t nodes, uint64_t edges,
                          std::span<const std::pair<CountTable::CountKey, uint64_t>> counts) {
  Statistics statistics;
  statistics.nodes_ = nodes;
  statistics.edges_ = edges;
  for (const auto& [key, count] : counts) {
    statistics.counts_.Add(key, static_cast<int64_t>(count));
  }
  return statistics;
}

}  // namespace newsgraph

// The schema is inferred: names of labels, types and keys, and exact counts of what the graph
// holds, kept up to date by every write.
//
//   names.FindLabel("Person")            LabelId, invalid when no such label was ever used
//   statistics.NodesWith(person)         exact number of nodes with that label
//   statistics.EdgesBetween(person, met, person)
//
// Both are immutable parts of a snapshot: a reader keeps what it has while a writer commits.
// Thread-safe to read.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "graph/base/strings.h"
#include "graph/ids.h"
#include "graph/persistent_array.h"
#include "graph/value.h"

namespace newsgraph {

// Text <-> small dense ids, in order of first use. Ids are never reused or renumbered within a
// graph.
template <class IdType>
class NameTable {
 public:
  IdType Find(std::string_view name) const {
    auto found = ids_.find(name);
    return found == ids_.end() ? IdType{} : found->second;
  }
  IdType Intern(std::string_view name) {
    auto [entry, added] =
        ids_.try_emplace(std::string(name), IdType{static_cast<uint32_t>(names_.size())});
    if (added) names_.push_back(std::string(name));
    return entry->second;
  }
  const std::string& NameOf(IdType id) const { return names_[id.value]; }
  uint32_t size() const { return static_cast<uint32_t>(names_.size()); }
  const std::vector<std::string>& all() const { return names_; }

 private:
  std::vector<std::string> names_;
  StringMap<IdType> ids_;
};

struct Names {
  NameTable<LabelId> labels;
  NameTable<EdgeTypeId> types;
  NameTable<KeyId> keys;

  LabelId FindLabel(std::string_view name) const { return labels.Find(name); }
  EdgeTypeId FindType(std::string_view name) const { return types.Find(name); }
  KeyId FindKey(std::string_view name) const { return keys.Find(name); }
};

using Properties = std::vector<std::pair<KeyId, Value>>;  // in order of key ids; no nulls

// How many elements of a label (or type) carry a key, by kind of value.
struct PropertyFill {
  std::array<uint64_t, kValueKindCount> by_kind = {};
  uint64_t total() const;
};

// Counts by small keys. A copy is O(1); counting after a copy touches a page or two, whatever the
// number of keys.
class CountTable {
 public:
  using CountKey = std::array<uint32_t, 4>;

  uint64_t Get(const CountKey& key) const;
  void Add(const CountKey& key, int64_t amount);
  // f(key, count) for every count that is not zero, in no order.
  template <class F>
  void ForEach(F&& f) const {
    if (!slots_) return;
    for (const auto& [key, slot] : *slots_) {
      if (const uint64_t count = counts_.Get(slot)) f(key, count);
    }
  }

 private:
  CopyOnWrite<absl::flat_hash_map<CountKey, uint32_t>> slots_;
  PersistentArray<uint64_t> counts_;
};

// Exact counts of a graph. All costs O(1) unless said. A copy is O(1).
class Statistics {
 public:
  uint64_t nodes() const { return nodes_; }
  uint64_t edges() const { return edges_; }
  uint64_t NodesWith(LabelId label) const;
  uint64_t EdgesOf(EdgeTypeId type) const;
  // Edges of `type` from a node with label `from` to one with label `to`; an invalid id stands for
  // "any" in each place.
  uint64_t EdgesBetween(LabelId from, EdgeTypeId type, LabelId to) const;
  PropertyFill NodeFill(LabelId label, KeyId key) const;
  PropertyFill EdgeFill(EdgeTypeId type, KeyId key) const;

  struct Pattern {
    LabelId from;  // invalid: a node without labels
    EdgeTypeId type;
    LabelId to;
    uint64_t edges;
  };
  // Every (label, type, label) that occurs, in order of ids. cost: O(patterns log patterns)
  std::vector<Pattern> Patterns() const;
  // The keys that occur on a label or type, in order of ids. cost: O(keys in the graph)
  std::vector<KeyId> KeysOf(LabelId label) const;
  std::vector<KeyId> KeysOf(EdgeTypeId type) const;

  // Writers' side (Builder, ChangeSet). `sign` is +1 or -1 (or how many alike elements came or
  // went). Labels are those of the element at the time.
  void CountNode(std::span<const LabelId> labels, int64_t sign);
  void CountEdge(std::span<const LabelId> from, EdgeTypeId type, std::span<const LabelId> to,
                 int64_t sign);
  void CountNodeProperty(std::span<const LabelId> labels, KeyId key, ValueKind kind, int64_t sign);
  void CountEdgeProperty(EdgeTypeId type, KeyId key, ValueKind kind, int64_t sign);
  bool operator==(const Statistics& other) const;

  // Whether a count may have this key, given these names.
  static bool IsCountKey(const CountTable::CountKey& key, const Names& names);
  // For saved files: every count there is, in order of keys, and the way back.
  std::vector<std::pair<CountTable::CountKey, uint64_t>> AllCounts() const;
  static Statistics Of(uint64_t nodes, uint64_t edges,
                       std::span<const std::pair<CountTable::CountKey, uint64_t>> counts);

 private:
  uint64_t nodes_ = 0;
  uint64_t edges_ = 0;
  CountTable counts_;
};

}  // namespace newsgraph

// A set of rows (tuples of values) under equivalence: null is null, 1 is 1.0. For grouping and
// DISTINCT.
#pragma once

#include <cstdint>
#include <span>

#include "absl/container/flat_hash_set.h"
#include "graph/base/pieces.h"
#include "graph/value.h"
#include "query/execute/operators/parted.h"

namespace newsgraph::execute {

class RowSet {
 public:
  explicit RowSet(size_t width)
      : width_(width),
        cells_(std::max<size_t>(width, 1)),
        index_(Table(0, EntryHash(), RowEqual{this})) {}
  RowSet(const RowSet&) = delete;

  // The number of the row, from 0 in order of first appearance; `added` tells whether it is new.
  uint32_t Add(std::span<const Value> row, bool& added) {
    if (width_ == 0) {
      added = size_ == 0;
      size_ = 1;
      return 0;
    }
    Index([] { return true; });
    const Probe probe{row, HashOf(row)};
    added = false;
    const auto place = index_.part(HashOf(probe)).lazy_emplace(probe, [&](const auto& make) {
      for (const Value& value : row) cells_.Append(value);
      make(Entry{size_, probe.hash});
      added = true;
    });
    if (!added) return place->number;
    index_.Added([](const Entry& entry) { return HashOf(entry); });
    indexed_ = ++size_;
    return size_ - 1;
  }
  // As Add, where the caller knows that the row differs from all that came by Append. Rows that all
  // come so are not looked up at all.
  uint32_t Append(std::span<const Value> row, bool& added) {
    if (indexed_ > 0 || width_ == 0) return Add(row, added);
    for (const Value& value : row) cells_.Append(value);
    added = true;
    return size_++;
  }
  // Makes ready for Add where many rows came by Append; go_on() is asked now and then. False: it
  // said no.
  template <class GoOn>
  bool Index(GoOn go_on) {
    for (; indexed_ < size_; ++indexed_) {
      if (!go_on()) return false;
      const uint32_t hash = HashOf(row(indexed_));
      const Entry entry{indexed_, hash};
      index_.part(HashOf(entry)).insert(entry);
      index_.Added([](const Entry& each) { return HashOf(each); });
    }
    return true;
  }
  std::span<const Value> row(uint32_t number) const {
    return width_ == 0 ? std::span<const Value>() : std::span(cells_.row(number), width_);
  }
  uint32_t size() const { return size_; }
  void clear() {
    index_.clear();
    cells_.clear();
    size_ = indexed_ = 0;
  }

 private:
  // The hash is kept, so that a table grows without a look at the rows.
  struct Entry {
    uint32_t number;
    uint32_t hash;
  };
  struct Probe {
    std::span<const Value> row;
    uint32_t hash;
  };

  static uint32_t HashOf(std::span<const Value> row) {
    size_t hash = 0;
    for (const Value& value : row) hash = hash * 0x9E3779B97F4A7C15ull + Hash(value) + (hash >> 29);
    return static_cast<uint32_t>(Spread(hash));
  }
  static uint64_t HashOf(const Entry& entry) { return Spread(entry.hash); }
  static uint64_t HashOf(const Probe& probe) { return Spread(probe.hash); }

  struct EntryHash {
    using is_transparent = void;
    template <class Key>
    size_t operator()(const Key& key) const {
      return HashOf(key);
    }
  };
  struct RowEqual {
    using is_transparent = void;
    const RowSet* set;
    bool operator()(const Entry& a, const Entry& b) const { return a.number == b.number; }
    bool operator()(const Entry& entry, const Probe& probe) const {
      if (entry.hash != probe.hash) return false;
      const Value* row = set->cells_.row(entry.number);
      for (size_t i = 0; i < probe.row.size(); ++i) {
        if (!Equivalent(row[i], probe.row[i])) return false;
      }
      return true;
    }
    bool operator()(const Probe& probe, const Entry& entry) const { return (*this)(entry, probe); }
  };
  using Table = absl::flat_hash_set<Entry, EntryHash, RowEqual>;

  size_t width_;
  Pieces<Value> cells_;
  uint32_t size_ = 0;
  uint32_t indexed_ = 0;  // rows before it are in the index
  Parted<Table> index_;
};

}  // namespace newsgraph::execute

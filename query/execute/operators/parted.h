// A hash table in parts: when it is large, growing copies a 256th of it at a time.
//
//   Parted<absl::flat_hash_set<Entry, EntryHash, RowEqual>> index;
//   const auto [place, added] = index.part(hash).insert(entry);
//   if (added) index.Added([](const Entry& entry) { return HashOf(entry); });
//
// One table as long as it is small. A table of 30 million entries that grows at once takes seconds
// in which nobody looks whether the statement was cancelled. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "graph/base/free_later.h"

namespace newsgraph::execute {

// Spreads the bits of a key over all of a hash; the highest choose the part.
inline uint64_t Spread(uint64_t key) {
  key *= 0x9E3779B97F4A7C15ull;
  return key ^ (key >> 32);
}

template <class Table>
class Parted {
 public:
  explicit Parted(Table table = Table()) : one_(std::move(table)) {}
  Parted(const Parted&) = delete;
  ~Parted() { FreeParts(); }

  // Where entries of this hash are.
  Table& part(uint64_t hash) { return parts_.empty() ? one_ : parts_[hash >> kShift]; }
  // To be called after an entry was added; hash_of(entry) is the one it was added with. References
  // to entries do not survive it.
  template <class HashOf>
  void Added(HashOf hash_of) {
    ++size_;
    if (parts_.empty() && size_ >= kWhole) Part(hash_of);
  }
  size_t size() const { return size_; }
  void clear() {
    one_.clear();
    FreeParts();
    size_ = 0;
  }

 private:
  static constexpr int kShift = 56;          // 256 parts
  static constexpr size_t kWhole = 1 << 16;  // entries of one table

  void FreeParts() {
    if (!parts_.empty()) FreeLater(std::exchange(parts_, {}));
  }
  template <class HashOf>
  void Part(HashOf hash_of) {
    // Copies of the empty table, which has the same hasher and comparison.
    Table whole = std::move(one_);
    one_ = Table(0, whole.hash_function(), whole.key_eq());
    parts_.assign(size_t{1} << (64 - kShift), one_);
    for (auto& entry : whole) parts_[hash_of(entry) >> kShift].insert(std::move(entry));
  }

  Table one_;
  std::vector<Table> parts_;  // none: one_ holds all
  size_t size_ = 0;
};

}  // namespace newsgraph::execute

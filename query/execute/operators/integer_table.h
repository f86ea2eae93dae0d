// IntegerTable: what belongs to each of some integers, by open addressing with linear probing.
//
//   IntegerTable<uint32_t> groups;
//   auto [group, added] = groups.Insert(17);      // a reference until the next Insert
//
// Half full at most, it grows fourfold: an insert takes two to three nanoseconds where the table
// fits a core's cache, and few of them allocate. A large table is 256 tables, so that growing
// copies a part at a time and nobody who wants to stop waits for it. Memory is kept by clear()
// while it is small; a table that has lain by is best cleared once more before use, which fetches
// it in one sweep. One thread.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "graph/base/free_later.h"

namespace newsgraph::execute {

template <class Payload>
class IntegerTable {
 public:
  struct Place {
    Payload& payload;
    bool added;
  };

  IntegerTable() = default;
  IntegerTable(IntegerTable&&) noexcept = default;
  IntegerTable& operator=(IntegerTable&&) noexcept = default;
  ~IntegerTable() { FreeParts(); }

  size_t size() const { return size_ + has_empty_; }
  Place Insert(int64_t key) {
    if (key == kEmpty) {
      const bool added = !has_empty_;
      has_empty_ = true;
      return {empty_, added};
    }
    if (!parts_.empty()) return InsertIntoPart(key);
    if (2 * size_ >= slots_.size()) {
      if (slots_.size() >= kWhole && !is_part_) {
        Part();
        return InsertIntoPart(key);
      }
      Grow();
    }
    Slot& slot = slots_[Find(key)];
    const bool added = slot.key == kEmpty;
    if (added) {
      slot.key = key;
      ++size_;
    }
    return {slot.payload, added};
  }
  // Calls f(key, payload) for each, in no order.
  template <class F>
  void ForEach(F&& f) const {
    if (has_empty_) f(kEmpty, empty_);
    for (const Slot& slot : slots_) {
      if (slot.key != kEmpty) f(slot.key, slot.payload);
    }
    for (const IntegerTable& part : parts_) part.ForEach(f);
  }
  void clear() {
    if (slots_.size() > kKept) {
      slots_ = {};
    } else {
      slots_.assign(slots_.size(), Slot());
    }
    FreeParts();
    size_ = 0;
    has_empty_ = false;
    empty_ = Payload();
  }

 private:
  static constexpr int64_t kEmpty = INT64_MIN;  // as a key it is kept apart
  static constexpr size_t kFirst = 64, kKept = 4096;
  static constexpr size_t kWhole = 1 << 18;  // slots of one table
  static constexpr int kPartShift = 56;      // 256 parts, by the highest bits of the hash

  struct Slot {
    int64_t key = kEmpty;
    [[no_unique_address]] Payload payload{};
  };

  static uint64_t Hash(int64_t key) {
    // source: the finalizer of MurmurHash3 (Appleby), which is in the public domain
    uint64_t hash = static_cast<uint64_t>(key);
    hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCDull;
    hash = (hash ^ hash >> 33) * 0xC4CEB9FE1A85EC53ull;
    return hash ^ hash >> 33;
  }
  // The place of the key, or the empty one where it would be.
  size_t Find(int64_t key) const {
    const size_t mask = slots_.size() - 1;
    size_t at = Hash(key) & mask;
    while (slots_[at].key != kEmpty && slots_[at].key != key) at = (at + 1) & mask;
    return at;
  }
  void Grow() {
    std::vector<Slot> old(slots_.empty() ? kFirst : 4 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.key != kEmpty) slots_[Find(slot.key)] = slot;
    }
  }
  void FreeParts() {
    if (!parts_.empty()) FreeLater(std::exchange(parts_, {}));
  }
  Place InsertIntoPart(int64_t key) {
    const Place place = parts_[Hash(key) >> kPartShift].Insert(key);
    size_ += place.added;
    return place;
  }
  void Part() {
    parts_.resize(size_t{1} << (64 - kPartShift));
    for (IntegerTable& part : parts_) part.is_part_ = true;
    for (const Slot& slot : slots_) {
      if (slot.key == kEmpty) continue;
      parts_[Hash(slot.key) >> kPartShift].Insert(slot.key).payload = slot.payload;
    }
    slots_ = {};
  }

  std::vector<Slot> slots_;
  std::vector<IntegerTable> parts_;  // none: slots_ hold all
  bool is_part_ = false;
  size_t size_ = 0;  // without kEmpty
  bool has_empty_ = false;
  Payload empty_{};
};

}  // namespace newsgraph::execute

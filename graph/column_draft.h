// ColumnDraft: the values of one key while a graph is being built, in any order of ids; then a
// Column.
//
//   ColumnDraft draft;
//   draft.Set(7, Value::Int(3));
//   draft.Append(1000, piece);                    // what another thread has read: id i as 1000 + i
//   Column column = draft.Freeze(order, threads); // column.Get(i) == draft.Get(order[i])
//
// Values of one kind are kept as 8 bytes each, strings interned; the first value of another kind
// turns the draft into a list of Values. One thread at a time to write.
#pragma once

#include <bit>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "graph/columns.h"
#include "graph/large_vector.h"
#include "graph/value.h"

namespace newsgraph {

// Strings by number. Gives up looking for repetitions when there are hardly any among the first
// `sample` strings or more.
class StringDraft {
 public:
  static constexpr uint64_t kSample = 1 << 16;
  explicit StringDraft(uint64_t sample = kSample) : sample_(sample) {}
  uint32_t Add(std::string_view text);
  std::string_view operator[](uint32_t number) const { return texts_[number]; }
  uint32_t size() const { return static_cast<uint32_t>(texts_.size()); }
  bool distinct() const { return interning_; }  // no string was added twice
  void Clear();

 private:
  std::string_view Keep(std::string_view text);

  std::vector<std::string_view> texts_;
  absl::flat_hash_map<std::string_view, uint32_t> numbers_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  size_t block_left_ = 0;
  uint64_t sample_;
  uint64_t asked_ = 0;
  bool interning_ = true;
};

class ColumnDraft {
 public:
  ColumnDraft() = default;
  // Of a piece that is appended to another draft, which looks for repetitions itself: a small
  // sample will do.
  explicit ColumnDraft(uint64_t string_sample) : strings_(string_sample) {}

  // A null value removes. REQUIRES: no node, edge or path inside.
  void Set(uint32_t id, const Value& value);
  // The same as Set with such a value. cost: a few nanoseconds where ids ascend
  void SetInt(uint32_t id, int64_t number) {
    SetPacked(id, ValueKind::kInt, static_cast<uint64_t>(number));
  }
  void SetFloat(uint32_t id, double number) {
    SetPacked(id, ValueKind::kFloat, std::bit_cast<uint64_t>(number));
  }
  void SetString(uint32_t id, std::string_view text);
  // Sets id `first` + i to what `other` has at i, for each i where it has something.
  void Append(uint32_t first, const ColumnDraft& other);
  // Sets memory for the values of ids below `count` aside; it is not touched before they come.
  void Reserve(uint32_t count);
  // Forgets all values; memory is kept for the next ones.
  void Clear();
  Value Get(uint32_t id) const;  // strings borrowed from the draft
  bool Has(uint32_t id) const {
    const uint32_t i = id - first_;
    return i / 64 < bits_.size() && (bits_[i / 64] >> i % 64 & 1);
  }
  ValueKind KindAt(uint32_t id) const;  // kNull where there is none
  bool empty() const { return present_ == 0; }
  uint64_t present() const { return present_; }  // ids with a value
  // The kind of all values; kNull where they differ or there are none.
  ValueKind kind() const { return mixed_ || empty() ? ValueKind::kNull : kind_; }

  // Numbers that order as the values do (orderability; equal values alike), the largest for "none":
  // the difference to the least value, or a rank where that is too wide. One for each id below
  // `limit`; nothing at all where there are no values.
  LargeVector<uint32_t> SortKeys(uint32_t limit, int threads) const;

  // `order[i]`: the id here of what becomes id i, each at most once. The draft is as before.
  // cost: O(order), shared out to the threads
  Column Freeze(std::span<const uint32_t> order, int threads = 1) const;

 private:
  friend class ColumnFreezer;  // column_freeze.cc

  void SetPacked(uint32_t id, ValueKind kind, uint64_t payload) {
    const uint32_t i = id - first_;
    const bool next = i == payloads_.size() && i % 64 != 0;
    if (kind_ != kind || mixed_ || present_ == 0 || id < first_ ||
        (i >= payloads_.size() && !next)) {
      SetSlowly(id, kind, payload);
      return;
    }
    if (next) payloads_.push_back(0);
    payloads_[i] = payload;
    const uint64_t bit = uint64_t{1} << i % 64;
    present_ += (bits_[i / 64] & bit) == 0;
    bits_[i / 64] |= bit;
  }
  void SetSlowly(uint32_t id, ValueKind kind, uint64_t payload);
  void Reach(uint32_t id);
  void BecomeMixed();
  Value Unpack(uint64_t payload) const;
  ValueKind kind_ = ValueKind::kNull;  // of all values, while there is one
  uint32_t zone_ = 0;                  // of all values, while they are datetimes
  bool mixed_ = false;
  uint32_t first_ = 0;  // id of the first slot, a multiple of 64
  uint64_t present_ = 0;
  std::vector<uint64_t> bits_;
  LargeVector<uint64_t> payloads_;
  std::vector<Value> values_;  // instead of payloads_ once mixed
  StringDraft strings_;
};

}  // namespace newsgraph

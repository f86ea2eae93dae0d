// ColumnDraft: the values of one key while a graph is being built, in any order of ids; then a
// Column.
//
//   ColumnDraft draft;
//   draft.Set(7, Value::Int(3));
//   Column column = draft.Freeze(order);          // column.Get(i) == draft.Get(order[i])
//
// Values of one kind are kept as 8 bytes each, strings interned; the first value of another kind
// turns the draft into a list of Values. One thread at a time to write.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "graph/columns.h"
#include "graph/value.h"

namespace newsgraph {

// Strings by number. Gives up looking for repetitions when there are hardly any.
class StringDraft {
 public:
  uint32_t Add(std::string_view text);
  std::string_view operator[](uint32_t number) const { return texts_[number]; }
  uint32_t size() const { return static_cast<uint32_t>(texts_.size()); }
  bool distinct() const { return interning_; }  // no string was added twice

 private:
  std::string_view Keep(std::string_view text);

  std::vector<std::string_view> texts_;
  absl::flat_hash_map<std::string_view, uint32_t> numbers_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  size_t block_left_ = 0;
  uint64_t asked_ = 0;
  bool interning_ = true;
};

class ColumnDraft {
 public:
  // A null value removes. REQUIRES: no node, edge or path inside.
  void Set(uint32_t id, const Value& value);
  Value Get(uint32_t id) const;  // strings borrowed from the draft
  bool Has(uint32_t id) const {
    const uint32_t i = id - first_;
    return i / 64 < bits_.size() && (bits_[i / 64] >> i % 64 & 1);
  }
  ValueKind KindAt(uint32_t id) const;  // kNull where there is none
  bool empty() const { return present_ == 0; }

  // Numbers that order as the values do (orderability; equal values alike), the largest for "none".
  // Dense ranks where a value does not fit 64 bits by itself. `limit`: one number for each id below
  // it.
  std::vector<uint64_t> SortKeys(uint32_t limit) const;

  // `order[i]`: the id here of what becomes id i. The draft is as before.
  Column Freeze(std::span<const uint32_t> order) const;

 private:
  void Reach(uint32_t id);
  void BecomeMixed();
  Value Unpack(uint64_t payload) const;
  Column FreezeNumbers(std::span<const uint32_t> order, Column column) const;
  Column FreezeFloats(std::span<const uint32_t> order, Column column) const;
  Column FreezeStrings(std::span<const uint32_t> order, Column column) const;
  Column FreezeMixed(std::span<const uint32_t> order, Column column) const;

  ValueKind kind_ = ValueKind::kNull;  // of all values, while there is one
  uint32_t zone_ = 0;                  // of all values, while they are datetimes
  bool mixed_ = false;
  uint32_t first_ = 0;  // id of the first slot, a multiple of 64
  uint64_t present_ = 0;
  std::vector<uint64_t> bits_;
  std::vector<uint64_t> payloads_;
  std::vector<Value> values_;  // instead of payloads_ once mixed
  StringDraft strings_;
};

}  // namespace newsgraph

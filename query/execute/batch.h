// A batch: up to about a thousand rows in columns, one column a slot of the frame.
//
//   Batch batch(slots, 1024);
//   batch.column(3)[row] = Value::Int(7);
//
// Columns come into being when they are first written, so a frame of many slots costs nothing for
// those that no operator uses. Columns that are not live hold stale values: read live slots alone.
// One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "graph/value.h"

namespace newsgraph::execute {

class Batch {
 public:
  Batch(int slots, uint32_t capacity) : capacity_(capacity), columns_(static_cast<size_t>(slots)) {}

  uint32_t size() const { return size_; }
  uint32_t capacity() const { return capacity_; }
  bool full() const { return size_ == capacity_; }
  void set_size(uint32_t size) { size_ = size; }
  void clear() { size_ = 0; }
  int slots() const { return static_cast<int>(columns_.size()); }

  Value* column(int slot) {
    auto& column = columns_[static_cast<size_t>(slot)];
    if (!column) column = std::make_unique<Value[]>(capacity_);
    return column.get();
  }
  // REQUIRES: the slot was written before. A never written column reads as null.
  const Value& at(int slot, uint32_t row) const {
    static const Value kNull;
    const auto& column = columns_[static_cast<size_t>(slot)];
    return column ? column[row] : kNull;
  }
  // Null for a column that was never written.
  const Value* Find(int slot) const { return columns_[static_cast<size_t>(slot)].get(); }
  void CopyRow(const Batch& from, uint32_t from_row, uint32_t row, const std::vector<int>& slots) {
    for (int slot : slots) column(slot)[row] = from.at(slot, from_row);
  }
  // Keeps these rows (ascending), in order, of the columns `slots`; the size is theirs.
  void Keep(const std::vector<uint32_t>& rows, const std::vector<int>& slots) {
    for (int slot : slots) {
      Value* column = columns_[static_cast<size_t>(slot)].get();
      if (!column) continue;
      for (uint32_t i = 0; i < rows.size(); ++i) {
        if (rows[i] != i) column[i] = std::move(column[rows[i]]);
      }
    }
    size_ = static_cast<uint32_t>(rows.size());
  }

 private:
  uint32_t size_ = 0;
  uint32_t capacity_;
  std::vector<std::unique_ptr<Value[]>> columns_;
};

// A row of a batch.
struct Row {
  const Batch* batch;
  uint32_t index;
  const Value& operator[](int slot) const { return batch->at(slot, index); }
};

}  // namespace newsgraph::execute

// What the operators share: extending rows, keeping rows, draining an input before writing.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "graph/algo/step_reader.h"
#include "graph/base/pieces.h"
#include "query/execute/operator.h"

namespace newsgraph::execute {

// Slots of `live` that an operator passes on unchanged: all but those it writes itself.
inline std::vector<int> Carried(const std::vector<int>& live, std::initializer_list<int> own) {
  std::vector<int> carried;
  for (int slot : live) {
    if (std::find(own.begin(), own.end(), slot) == own.end()) carried.push_back(slot);
  }
  return carried;
}

inline bool IsLive(const plan::Plan& plan, int slot) {
  return std::binary_search(plan.live.begin(), plan.live.end(), slot);
}

// The rows of an input, one after another, for an operator that makes several of each.
//
//   InputRows rows(place, std::move(input));
//   while (rows.Next()) ... rows.row()[slot] ... rows.CopyTo(out, number, carried)
class InputRows {
 public:
  InputRows(const BuildPlace& place, OperatorPtr input)
      : input_(std::move(input)), batch_(place.slots, place.execution.batch_size) {}

  // Goes to the next row, which the input may have to make; false: there is none.
  bool Next() {
    if (row_ + 1 < batch_.size()) {
      ++row_;
      return true;
    }
    row_ = 0;
    return input_->Next(batch_);
  }
  // A value of the row so many after this one; null where that is not made yet.
  const Value* Ahead(uint32_t rows, int slot) const {
    const Value* column = row_ + rows < batch_.size() ? batch_.Find(slot) : nullptr;
    return column ? column + row_ + rows : nullptr;
  }
  // Of the row that Next() went to, until it goes on.
  Row row() const { return {&batch_, row_}; }
  void CopyTo(Batch& out, uint32_t row, const std::vector<int>& slots) const {
    out.CopyRow(batch_, row_, row, slots);
  }
  void Reset() {
    input_->Reset();
    batch_.clear();
    row_ = 0;
  }

 private:
  OperatorPtr input_;
  Batch batch_;
  uint32_t row_ = 0;
};

// Fetches what a step will read of rows to come, so many rows after the one in hand: where the
// edges of the far one are, and the first edges of the near one. Null: there is no such row.
inline constexpr uint32_t kFarRows = 12, kNearRows = 6;
inline void FetchAhead(const algo::StepReader& steps, const Value* far, const Value* near) {
  if (far && far->is_node()) steps.PrefetchPlace(far->node());
  if (near && near->is_node()) steps.PrefetchEntries(near->node());
}
inline void FetchAhead(const algo::StepReader& steps, const InputRows& rows, int slot) {
  FetchAhead(steps, rows.Ahead(kFarRows, slot), rows.Ahead(kNearRows, slot));
}

// An operator that gives each input row a number of extensions, possibly none.
//
//   in:   (a)        out:  (a, e1, b1)
//         (a')             (a, e2, b2)
//                          (a', e3, b3)
class Extend : public Operator {
 public:
  Extend(const BuildPlace& place, OperatorPtr input)
      : execution_(place.execution), rows_(place, std::move(input)) {}

  bool Next(Batch& out) final {
    out.clear();
    while (!execution_.stopped()) {
      while (next_ < found_ && !out.full()) {
        const uint32_t row = out.size();
        rows_.CopyTo(out, row, carried_);
        Emit(next_++, out, row);
        out.set_size(row + 1);
      }
      if (out.full()) return true;
      if (!rows_.Next()) break;
      next_ = 0;
      found_ = Find(rows_.row());
    }
    return out.size() > 0 && !execution_.failed();
  }

  void Reset() override {
    rows_.Reset();
    next_ = found_ = 0;
  }

 protected:
  // How many extensions the row has.
  virtual uint64_t Find(Row row) = 0;
  // Writes the i-th extension's own slots.
  virtual void Emit(uint64_t i, Batch& out, uint32_t row) = 0;

  Execution& execution_;
  std::vector<int> carried_;

 private:
  InputRows rows_;
  uint64_t next_ = 0, found_ = 0;
};

// To write a row takes as long as to pass many on.
inline constexpr uint64_t kWriteSteps = 31;

// Rows kept in memory: the values of some slots, row after row.
class RowStore {
 public:
  RowStore(std::vector<int> slots, Execution& execution)
      : slots_(std::move(slots)),
        execution_(execution),
        cells_(std::max<size_t>(slots_.size(), 1)) {}
  ~RowStore() { clear(); }

  void Add(const Batch& batch, uint32_t row) {
    for (int slot : slots_) cells_.Append(batch.at(slot, row));
    ++size_;
    execution_.HoldMemory(static_cast<int64_t>(slots_.size() * sizeof(Value)));
  }
  void Write(uint64_t index, Batch& out, uint32_t row) const {
    if (slots_.empty()) return;
    const Value* cell = cells_.row(index);
    for (int slot : slots_) out.column(slot)[row] = *cell++;
  }
  uint64_t size() const { return size_; }
  void clear() {
    execution_.HoldMemory(-static_cast<int64_t>(cells_.cells() * sizeof(Value)));
    cells_.clear();
    size_ = 0;
  }

 private:
  std::vector<int> slots_;
  Execution& execution_;
  Pieces<Value> cells_;
  uint64_t size_ = 0;
};

// Reads all of an input into batches of its own.
class DrainedInput {
 public:
  DrainedInput(const BuildPlace& place, OperatorPtr input)
      : execution_(place.execution), slots_(place.slots), input_(std::move(input)) {}
  ~DrainedInput() { Clear(); }

  void Read() {
    while (!execution_.stopped()) {
      auto batch = std::make_unique<Batch>(slots_, execution_.batch_size);
      if (!input_->Next(*batch)) break;
      execution_.HoldMemory(static_cast<int64_t>(batch->size() * sizeof(Value)));
      batches_.push_back(std::move(batch));
    }
  }
  std::vector<std::unique_ptr<Batch>>& batches() { return batches_; }
  void Reset() {
    Clear();
    input_->Reset();
  }

 private:
  void Clear() {
    constexpr size_t kMany = 256;
    if (batches_.size() > kMany) FreeLater(std::move(batches_));
    batches_.clear();
  }

  Execution& execution_;
  int slots_;
  OperatorPtr input_;
  std::vector<std::unique_ptr<Batch>> batches_;
};

// An operator that writes: it reads its whole input, writes for row after row, then passes the rows
// on.
class Writer : public Operator {
 public:
  Writer(const BuildPlace& place, OperatorPtr input)
      : execution_(place.execution), input_(place, std::move(input)) {}

  bool Next(Batch& out) final {
    if (!written_) {
      written_ = true;
      input_.Read();
      for (auto& batch : input_.batches()) {
        for (uint32_t row = 0; row < batch->size() && !execution_.stopped(); ++row) {
          execution_.Pass(kWriteSteps);
          Write(*batch, row);
        }
      }
    }
    if (execution_.failed() || next_ >= input_.batches().size()) {
      out.clear();
      return false;
    }
    std::swap(out, *input_.batches()[next_++]);
    return true;
  }
  void Reset() override {
    input_.Reset();
    written_ = false;
    next_ = 0;
  }

 protected:
  virtual void Write(Batch& batch, uint32_t row) = 0;
  Execution& execution_;

 private:
  DrainedInput input_;
  bool written_ = false;
  size_t next_ = 0;
};

}  // namespace newsgraph::execute

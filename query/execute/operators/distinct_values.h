// What DISTINCT has seen of one group: integers alone in a set of their own, which is quick, and
// rows of any values once something else comes.
#pragma once

#include <memory>
#include <span>

#include "query/execute/operators/integer_set.h"
#include "query/execute/operators/row_set.h"

namespace newsgraph::execute {

class DistinctValues {
 public:
  explicit DistinctValues(size_t width) : width_(width) {}

  // Whether it is new. REQUIRES: width 1
  bool AddInteger(int64_t value) {
    if (!rows_) return integers_.Insert(value);
    const Value cell = Value::Int(value);
    return Add(std::span(&cell, 1));
  }
  // AddInteger of each value where fresh[i] is 1, which then says whether it was new.
  void AddIntegers(std::span<const int64_t> values, uint8_t* fresh) {
    if (!rows_) return integers_.InsertAll(values, fresh);
    for (size_t i = 0; i < values.size(); ++i) {
      if (fresh[i] != 0) fresh[i] = AddInteger(values[i]);
    }
  }
  void clear() {
    integers_.clear();
    rows_.reset();
  }
  // Calls f(row) for each; integers in no order, others as they came.
  template <class F>
  void ForEach(F&& f) const {
    integers_.ForEach([&](int64_t each) {
      const Value cell = Value::Int(each);
      f(std::span(&cell, 1));
    });
    for (uint32_t i = 0; rows_ && i < rows_->size(); ++i) f(rows_->row(i));
  }
  bool Add(std::span<const Value> row) {
    if (!rows_ && width_ == 1 && row[0].is_int()) return AddInteger(row[0].integer());
    bool added = false;
    if (!rows_) {
      rows_ = std::make_unique<RowSet>(width_);
      integers_.ForEach([&](int64_t each) {
        const Value cell = Value::Int(each);
        rows_->Add(std::span(&cell, 1), added);
      });
      integers_.clear();
    }
    rows_->Add(row, added);
    return added;
  }

 private:
  size_t width_;
  IntegerSet integers_;
  std::unique_ptr<RowSet> rows_;
};

}  // namespace newsgraph::execute

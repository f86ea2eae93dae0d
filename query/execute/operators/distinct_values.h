// What DISTINCT has seen of one group: integers alone in a set of their own, which is quick, and
// rows of any values once something else comes.
#pragma once

#include <memory>
#include <span>

#include "absl/container/flat_hash_set.h"
#include "query/execute/operators/row_set.h"

namespace newsgraph::execute {

class DistinctValues {
 public:
  explicit DistinctValues(size_t width) : width_(width) {}

  // Whether it is new. REQUIRES: width 1
  bool AddInteger(int64_t value) {
    if (!rows_) return integers_.insert(value).second;
    const Value cell = Value::Int(value);
    return Add(std::span(&cell, 1));
  }
  bool Add(std::span<const Value> row) {
    if (!rows_ && width_ == 1 && row[0].is_int()) return AddInteger(row[0].integer());
    bool added = false;
    if (!rows_) {
      rows_ = std::make_unique<RowSet>(width_);
      for (const int64_t each : integers_) {
        const Value cell = Value::Int(each);
        rows_->Add(std::span(&cell, 1), added);
      }
      integers_.clear();
    }
    rows_->Add(row, added);
    return added;
  }

 private:
  size_t width_;
  absl::flat_hash_set<int64_t> integers_;
  std::unique_ptr<RowSet> rows_;
};

}  // namespace newsgraph::execute

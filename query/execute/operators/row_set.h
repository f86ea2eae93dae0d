// A set of rows (tuples of values) under equivalence: null is null, 1 is 1.0. For grouping and
// DISTINCT.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "graph/value.h"

namespace newsgraph::execute {

class RowSet {
 public:
  explicit RowSet(size_t width) : width_(width), index_(0, RowHash{this}, RowEqual{this}) {}
  RowSet(const RowSet&) = delete;

  // The number of the row, from 0 in order of first appearance; `added` tells whether it is new.
  uint32_t Add(std::span<const Value> row, bool& added) {
    if (width_ == 0) {
      added = size_ == 0;
      size_ = 1;
      return 0;
    }
    for (; indexed_ < size_; ++indexed_) index_.insert(indexed_);
    cells_.insert(cells_.end(), row.begin(), row.end());
    const auto [place, fresh] = index_.insert(size_);
    added = fresh;
    if (!fresh) {
      cells_.resize(cells_.size() - width_);
      return *place;
    }
    indexed_ = ++size_;
    return size_ - 1;
  }
  // As Add, where the caller knows that the row differs from all that came by Append. Rows that all
  // come so are not looked up at all.
  uint32_t Append(std::span<const Value> row, bool& added) {
    if (indexed_ > 0 || width_ == 0) return Add(row, added);
    cells_.insert(cells_.end(), row.begin(), row.end());
    added = true;
    return size_++;
  }
  std::span<const Value> row(uint32_t number) const {
    return std::span(cells_).subspan(number * width_, width_);
  }
  uint32_t size() const { return size_; }
  void clear() {
    index_.clear();
    cells_.clear();
    size_ = indexed_ = 0;
  }

 private:
  struct RowHash {
    const RowSet* set;
    size_t operator()(uint32_t number) const {
      size_t hash = 0;
      for (const Value& value : set->row(number))
        hash = hash * 0x9E3779B97F4A7C15ull + Hash(value) + (hash >> 29);
      return hash;
    }
  };
  struct RowEqual {
    const RowSet* set;
    bool operator()(uint32_t a, uint32_t b) const {
      const auto left = set->row(a), right = set->row(b);
      for (size_t i = 0; i < left.size(); ++i) {
        if (!Equivalent(left[i], right[i])) return false;
      }
      return true;
    }
  };

  size_t width_;
  std::vector<Value> cells_;
  uint32_t size_ = 0;
  uint32_t indexed_ = 0;  // rows before it are in the index
  absl::flat_hash_set<uint32_t, RowHash, RowEqual> index_;
};

}  // namespace newsgraph::execute

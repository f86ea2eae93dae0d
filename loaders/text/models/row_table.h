// Rows of numbers that keep their memory.
//
//   table.Reset(rows, stride);        // what the rows hold is not defined
//   use(table.row(r)[k]);
#pragma once

#include <cstddef>
#include <vector>

namespace newsgraph::text {

template <class T>
class RowTable {
 public:
  void Reset(int rows, int stride) {
    stride_ = stride;
    const size_t size = static_cast<size_t>(rows) * stride;
    if (data_.size() < size) data_.resize(size);  // never shrinks: growing again would clear it
  }
  int stride() const { return stride_; }
  T* row(int r) { return data_.data() + static_cast<size_t>(r) * stride_; }
  const T* row(int r) const { return data_.data() + static_cast<size_t>(r) * stride_; }

 private:
  int stride_ = 0;
  std::vector<T> data_;
};

}  // namespace newsgraph::text

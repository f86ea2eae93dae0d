// Matrices of floats and their products, for learning the networks.
//
//   Matrix y(rows, outputs);
//   AddProduct(x, weights, y);            // y += x * weights
//
// A product adds its terms in the order of the inner index, each with a fused multiply-add,
// whatever the machine's vector width: training gives the same bits everywhere. Needs AVX2 and FMA.
// Thread-safe: no state.
#pragma once

#include <cstddef>
#include <vector>

namespace newsgraph::training {

// Row-major.
class Matrix {
 public:
  Matrix() = default;
  Matrix(int rows, int columns) { Reset(rows, columns); }

  // All zeros.
  void Reset(int rows, int columns) {
    rows_ = rows;
    columns_ = columns;
    data_.assign(static_cast<size_t>(rows) * columns, 0.0f);
  }
  int rows() const { return rows_; }
  int columns() const { return columns_; }
  float* row(int i) { return data_.data() + static_cast<size_t>(i) * columns_; }
  const float* row(int i) const { return data_.data() + static_cast<size_t>(i) * columns_; }
  std::vector<float>& data() { return data_; }
  const std::vector<float>& data() const { return data_; }

 private:
  int rows_ = 0;
  int columns_ = 0;
  std::vector<float> data_;
};

// Consecutive rows of a matrix.
struct Rows {
  float* first;
  int count;
  int columns;  // also the distance between rows
};
struct ConstRows {
  const float* first;
  int count;
  int columns;

  ConstRows(const float* first, int count, int columns)
      : first(first), count(count), columns(columns) {}
  // NOLINTBEGIN(google-explicit-constructor): whoever takes rows to read takes these
  ConstRows(const Rows& rows) : first(rows.first), count(rows.count), columns(rows.columns) {}
  ConstRows(const Matrix& m) : first(m.row(0)), count(m.rows()), columns(m.columns()) {}
  // NOLINTEND(google-explicit-constructor)
};
inline Rows RowsOf(Matrix& m, int begin, int count) { return {m.row(begin), count, m.columns()}; }
inline ConstRows RowsOf(const Matrix& m, int begin, int count) {
  return {m.row(begin), count, m.columns()};
}
inline Rows All(Matrix& m) { return {m.row(0), m.rows(), m.columns()}; }

// c += a b           c += a^T b            c += a b^T
void AddProduct(ConstRows a, ConstRows b, Rows c);
void AddProductTransposedA(ConstRows a, ConstRows b, Rows c);
void AddProductTransposedB(ConstRows a, ConstRows b, Rows c);

// Each row of c += the one row of b; the one row of c += the sum of a's rows.
void AddToRows(ConstRows b, Rows c);
void AddSumOfRows(ConstRows a, Rows c);

}  // namespace newsgraph::training

#include "training/tensor.h"

#include <immintrin.h>

#include "graph/base/check.h"

// Every product is fused with its sum, by name and not by the compiler's choice: the bits must not
// depend on it, nor on the width of the vectors.

namespace newsgraph::training {
namespace {

// c (m x n) += a (m x k, any strides) b (k x n).
struct Product {
  const float* a;
  size_t a_row, a_column;
  const float* b;
  size_t b_row;
  float* c;
  size_t c_row;
  int m, n, k;
};

#define NEWSGRAPH_TILE(Name, Vector, prefix, isa)                                 \
  template <int kRows, int kVectors>                                              \
  __attribute__((target(isa))) inline void Name(const Product& p, int i, int j) { \
    constexpr int kWidth = sizeof(Vector) / sizeof(float);                        \
    Vector sum[kRows][kVectors];                                                  \
    const float* a = p.a + i * p.a_row;                                           \
    const float* b = p.b + j;                                                     \
    float* c = p.c + i * p.c_row + j;                                             \
    for (int r = 0; r < kRows; ++r) {                                             \
      for (int v = 0; v < kVectors; ++v)                                          \
        sum[r][v] = prefix##loadu_ps(c + r * p.c_row + kWidth * v);               \
    }                                                                             \
    for (int q = 0; q < p.k; ++q) {                                               \
      Vector right[kVectors];                                                     \
      for (int v = 0; v < kVectors; ++v)                                          \
        right[v] = prefix##loadu_ps(b + q * p.b_row + kWidth * v);                \
      for (int r = 0; r < kRows; ++r) {                                           \
        const Vector left = prefix##set1_ps(a[r * p.a_row + q * p.a_column]);     \
        for (int v = 0; v < kVectors; ++v) {                                      \
          sum[r][v] = prefix##fmadd_ps(left, right[v], sum[r][v]);                \
        }                                                                         \
      }                                                                           \
    }                                                                             \
    for (int r = 0; r < kRows; ++r) {                                             \
      for (int v = 0; v < kVectors; ++v) {                                        \
        prefix##storeu_ps(c + r * p.c_row + kWidth * v, sum[r][v]);               \
      }                                                                           \
    }                                                                             \
  }

NEWSGRAPH_TILE(WideTile, __m512, _mm512_, "avx512f,fma")
NEWSGRAPH_TILE(NarrowTile, __m256, _mm256_, "avx2,fma")

#define NEWSGRAPH_MULTIPLY(Name, Tile, width, tall, isa)                                      \
  __attribute__((target(isa))) void Name(const Product& p) {                                  \
    int j = 0;                                                                                \
    for (; j + 2 * (width) <= p.n; j += 2 * (width)) {                                        \
      int i = 0;                                                                              \
      for (; i + (tall) <= p.m; i += (tall)) Tile<(tall), 2>(p, i, j);                        \
      for (; i + 3 <= p.m; i += 3) Tile<3, 2>(p, i, j);                                       \
      for (; i < p.m; ++i) Tile<1, 2>(p, i, j);                                               \
    }                                                                                         \
    for (; j + (width) <= p.n; j += (width)) {                                                \
      int i = 0;                                                                              \
      for (; i + (tall) <= p.m; i += (tall)) Tile<(tall), 1>(p, i, j);                        \
      for (; i + 3 <= p.m; i += 3) Tile<3, 1>(p, i, j);                                       \
      for (; i < p.m; ++i) Tile<1, 1>(p, i, j);                                               \
    }                                                                                         \
    for (; j < p.n; ++j) {                                                                    \
      for (int i = 0; i < p.m; ++i) {                                                         \
        float sum = p.c[i * p.c_row + j];                                                     \
        for (int q = 0; q < p.k; ++q) {                                                       \
          sum = __builtin_fmaf(p.a[i * p.a_row + q * p.a_column], p.b[q * p.b_row + j], sum); \
        }                                                                                     \
        p.c[i * p.c_row + j] = sum;                                                           \
      }                                                                                       \
    }                                                                                         \
  }

NEWSGRAPH_MULTIPLY(MultiplyWide, WideTile, 16, 12, "avx512f,fma")
NEWSGRAPH_MULTIPLY(MultiplyNarrow, NarrowTile, 8, 6, "avx2,fma")

void Multiply(const Product& p) {
  static const bool wide = __builtin_cpu_supports("avx512f");
  (wide ? MultiplyWide : MultiplyNarrow)(p);
}

size_t Stride(const auto& rows) { return static_cast<size_t>(rows.columns); }

}  // namespace

void AddProduct(ConstRows a, ConstRows b, Rows c) {
  DCHECK(a.columns == b.count && a.count == c.count && b.columns == c.columns);
  Multiply({a.first, Stride(a), 1, b.first, Stride(b), c.first, Stride(c), a.count, b.columns,
            a.columns});
}

void AddProductTransposedA(ConstRows a, ConstRows b, Rows c) {
  DCHECK(a.count == b.count && a.columns == c.count && b.columns == c.columns);
  Multiply({a.first, 1, Stride(a), b.first, Stride(b), c.first, Stride(c), a.columns, b.columns,
            a.count});
}

void AddProductTransposedB(ConstRows a, ConstRows b, Rows c) {
  DCHECK(a.columns == b.columns && a.count == c.count && b.count == c.columns);
  std::vector<float> transposed(static_cast<size_t>(b.count) * b.columns);
  for (int i = 0; i < b.count; ++i) {
    for (int q = 0; q < b.columns; ++q) {
      transposed[static_cast<size_t>(q) * b.count + i] = b.first[i * Stride(b) + q];
    }
  }
  AddProduct(a, {transposed.data(), b.columns, b.count}, c);
}

void AddToRows(ConstRows b, Rows c) {
  for (int i = 0; i < c.count; ++i) {
    for (int k = 0; k < c.columns; ++k) c.first[i * Stride(c) + k] += b.first[k];
  }
}

void AddSumOfRows(ConstRows a, Rows c) {
  for (int i = 0; i < a.count; ++i) {
    for (int k = 0; k < a.columns; ++k) c.first[k] += a.first[i * Stride(a) + k];
  }
}

}  // namespace newsgraph::training

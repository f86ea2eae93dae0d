// The kernels' code, compiled once per instruction set. The including file has set
//   NEWSGRAPH_KERNELS   the name of the set
//   Vector, kLanes      a vector of int32 and how many it holds
//   Load, Store, Broadcast, MultiplyPairs, Zero    on it
//   ConvertAndScale     int32 vector to floats: base[] + scale[] * v into y[]
// Only headers without code may be included here: what is compiled for a newer machine must not be
// shared with the rest of the program.

#include "loaders/text/models/kernels.h"

namespace newsgraph::text {
namespace {

constexpr int kVectors = 2;  // of outputs at a time

// The products of kRows rows with kCount vectors of outputs from `j`.
template <int kRows, int kCount>
inline void AffineTile(const int16_t* a, size_t a_stride, const PackedWeights& w, const float* bias,
                       int j, float* y, size_t y_stride) {
  Vector sum[kRows][kCount];
  for (int r = 0; r < kRows; ++r) {
    for (int v = 0; v < kCount; ++v) sum[r][v] = Zero();
  }
  const int16_t* weights = w.weights + 2 * j;
  for (int pair = 0; pair < w.pairs; ++pair, weights += 2 * static_cast<size_t>(w.outputs)) {
    Vector right[kCount];
    for (int v = 0; v < kCount; ++v) right[v] = Load(weights + 2 * kLanes * v);
    for (int r = 0; r < kRows; ++r) {
      const Vector left = Broadcast(a + r * a_stride + 2 * pair);
      for (int v = 0; v < kCount; ++v) sum[r][v] = AddProducts(sum[r][v], left, right[v]);
    }
  }
  for (int r = 0; r < kRows; ++r) {
    for (int v = 0; v < kCount; ++v) {
      const int at = j + kLanes * v;
      float* to = y + r * y_stride + at;
      alignas(64) int32_t sums[kLanes];
      Store(sums, sum[r][v]);
      const float* base = bias != nullptr ? bias + at : to;
      for (int k = 0; k < kLanes; ++k) {
        to[k] = base[k] + w.scale[at + k] * static_cast<float>(sums[k]);
      }
    }
  }
}

template <int kRows>
inline void AffineRows(const int16_t* a, size_t a_stride, const PackedWeights& w, const float* bias,
                       float* y, size_t y_stride) {
  int j = 0;
  for (; j + kVectors * kLanes <= w.outputs; j += kVectors * kLanes) {
    AffineTile<kRows, kVectors>(a, a_stride, w, bias, j, y, y_stride);
  }
  for (; j < w.outputs; j += kLanes) {
    AffineTile<kRows, 1>(a, a_stride, w, bias, j, y, y_stride);
  }
}

void Affine(ActivationRows a, const PackedWeights& w, const float* bias, float* y,
            size_t y_stride) {
  int r = 0;
  for (; r + kTallRows <= a.count; r += kTallRows) {
    AffineRows<kTallRows>(a.first + r * a.stride, a.stride, w, bias, y + r * y_stride, y_stride);
  }
  for (; r + 2 <= a.count; r += 2) {
    AffineRows<2>(a.first + r * a.stride, a.stride, w, bias, y + r * y_stride, y_stride);
  }
  for (; r < a.count; ++r) {
    AffineRows<1>(a.first + r * a.stride, a.stride, w, bias, y + r * y_stride, y_stride);
  }
}

// As training/layers.cc has it.
inline float TanhOf(float x) {
  x = x > 5.0f ? 5.0f : x;
  x = x < -5.0f ? -5.0f : x;
  const float s = x * x;
  return x * (135135.0f + s * (17325.0f + s * (378.0f + s))) /
         (135135.0f + s * (62370.0f + s * (3150.0f + s * 28.0f)));
}

// To the nearest integer, ties to even, for |x| < 2^22: the sum has the integer in its last bits.
inline int32_t Round(float x) {
  const float shifted = x + 12582912.0f;
  int32_t bits;
  __builtin_memcpy(&bits, &shifted, sizeof bits);
  return bits - 0x4B400000;
}

void Recur(int count, int size, const float* gates, size_t gates_stride, float* cells,
           int16_t* output, size_t output_stride) {
  for (int r = 0; r < count; ++r) {
    const float* __restrict in = gates + r * gates_stride;
    const float* __restrict out = in + size;
    const float* __restrict update = in + 2 * size;
    float* __restrict c = cells + static_cast<size_t>(r) * size;
    int16_t* __restrict h = output + r * output_stride;
    for (int k = 0; k < size; ++k) {
      const float i = 0.5f + 0.5f * TanhOf(0.5f * in[k]);
      const float o = 0.5f + 0.5f * TanhOf(0.5f * out[k]);
      const float g = TanhOf(update[k]);
      const float cell = c[k] + i * (g - c[k]);
      c[k] = cell;
      h[k] = static_cast<int16_t>(Round(o * cell * kOutputScale));
    }
  }
}

void Quantise(const float* x, int n, float scale, bool rectify, int16_t* out) {
  const float lowest = rectify ? 0.0f : -static_cast<float>(kMaxActivation);
  for (int k = 0; k < n; ++k) {
    float v = x[k] * scale;
    v = v > static_cast<float>(kMaxActivation) ? static_cast<float>(kMaxActivation) : v;
    v = v < lowest ? lowest : v;
    out[k] = static_cast<int16_t>(Round(v));
  }
}

void AddRow(const int8_t* __restrict row, int n, int16_t* __restrict x) {
  for (int k = 0; k < n; ++k) x[k] = static_cast<int16_t>(x[k] + row[k]);
}

}  // namespace

extern const Kernels NEWSGRAPH_KERNELS;
const Kernels NEWSGRAPH_KERNELS = {NEWSGRAPH_KERNELS_NAME, Affine, Recur, Quantise, AddRow};

}  // namespace newsgraph::text

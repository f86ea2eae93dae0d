// The inner loops of the networks, once per instruction set; all give the same bits.
//
//   const Kernels& kernels = FastestKernels();
//   kernels.affine({a, stride, rows}, weights, bias, y, y_stride);
//
// Products are of small integers, so their sums are exact in any order; what is float is done
// number by number without fused multiply-add. Thread-safe: functions without state.
#pragma once

#include <cstddef>
#include <cstdint>

namespace newsgraph::text {

// Rows of small integers: |value| <= kMaxActivation.
struct ActivationRows {
  const int16_t* first = nullptr;
  size_t stride = 0;  // from row to row
  int count = 0;
};
inline constexpr int kMaxActivation = 2047;
inline constexpr int kMaxWeight = 2047;
inline constexpr int kMaxInputs = 512;  // products of so many pairs stay within 32 bits

// Outputs are padded to this many.
inline constexpr int kOutputLane = 16;
inline constexpr int PadOutputs(int n) { return (n + kOutputLane - 1) / kOutputLane * kOutputLane; }

// inputs x outputs weights in pairs of inputs: weights[(pair * outputs + output) * 2 + input of
// pair].
struct PackedWeights {
  const int16_t* weights = nullptr;
  const float* scale = nullptr;  // by output: of the sum of products
  int pairs = 0;                 // inputs / 2
  int outputs = 0;               // padded
};

struct Kernels {
  const char* name;

  // y[r][j] = (bias ? bias[j] : y[r][j]) + scale[j] * sum over k of a[r][k] w[k][j]
  void (*affine)(ActivationRows a, const PackedWeights& w, const float* bias, float* y,
                 size_t y_stride);

  // One step of a recurrent layer for `count` rows: gates (i, o, g before their functions) and the
  // cells before to the cells after and the output in units of 1 / kOutputScale.
  //   cells are updated in place
  void (*recur)(int count, int size, const float* gates, size_t gates_stride, float* cells,
                int16_t* output, size_t output_stride);

  // out[k] = clamp(round(x[k] * scale)), with negative numbers as 0 if `rectify`.
  void (*quantise)(const float* x, int n, float scale, bool rectify, int16_t* out);

  // x[k] += row[k]
  void (*add_row)(const int8_t* row, int n, int16_t* x);
};

inline constexpr float kOutputScale = 512;  // a recurrent layer's outputs are within [-1, 1]

// The fastest set this machine runs.
const Kernels& FastestKernels();

// Set `index` if there is one and this machine runs it, else null; for tests.
const Kernels* KernelsAt(int index);
inline constexpr int kKernelSets = 4;

}  // namespace newsgraph::text

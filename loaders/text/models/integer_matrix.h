// A linear map y = W x + b with 12-bit weights, as the kernels want it.
//
//   IntegerMatrix::Write(columns, bias, out);     // training: floats to bytes
//   matrix.Read(in, 1 / kOutputScale);            // loading: the unit of the inputs it will see
//   matrix.Apply(kernels, rows, y);               // y[r * outputs()]
//
// Each output has its own scale. Const and thread-safe after Read.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "loaders/text/models/byte_stream.h"
#include "loaders/text/models/kernels.h"

namespace newsgraph::text {

class IntegerMatrix {
 public:
  IntegerMatrix() = default;
  IntegerMatrix(IntegerMatrix&&) noexcept = default;
  IntegerMatrix& operator=(IntegerMatrix&&) noexcept = default;

  // weights[input * outputs + output]; bias[output].
  static void Write(int inputs, int outputs, std::span<const float> weights,
                    std::span<const float> bias, ByteWriter& out);
  // `unit`: what an input of 1 stands for. False if the bytes are damaged.
  bool Read(ByteReader& in, float unit);

  int inputs() const { return inputs_; }
  int outputs() const { return outputs_; }
  int stride() const { return packed_.outputs; }  // outputs padded; rows of y are this long

  // y = W x + b for each row of x.
  void Apply(const Kernels& kernels, ActivationRows x, float* y) const {
    kernels.affine(x, packed_, bias_.data(), y, packed_.outputs);
  }
  // y += W x
  void Add(const Kernels& kernels, ActivationRows x, float* y) const {
    kernels.affine(x, packed_, nullptr, y, packed_.outputs);
  }

 private:
  int inputs_ = 0;
  int outputs_ = 0;
  std::vector<int16_t> weights_;
  std::vector<float> scale_;
  std::vector<float> bias_;
  PackedWeights packed_;  // views of the above, which a move leaves where they are
};

}  // namespace newsgraph::text

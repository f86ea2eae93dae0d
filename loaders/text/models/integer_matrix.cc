#include "loaders/text/models/integer_matrix.h"

#include <algorithm>
#include <cmath>

namespace newsgraph::text {

void IntegerMatrix::Write(int inputs, int outputs, std::span<const float> weights,
                          std::span<const float> bias, ByteWriter& out) {
  out.Varint(static_cast<uint64_t>(inputs));
  out.Varint(static_cast<uint64_t>(outputs));
  for (int j = 0; j < outputs; ++j) {
    float largest = 1e-6f;
    for (int k = 0; k < inputs; ++k) {
      largest = std::max(largest, std::fabs(weights[static_cast<size_t>(k) * outputs + j]));
    }
    const float scale = largest / kMaxWeight;
    out.Float(scale);
    out.Float(bias[j]);
    for (int k = 0; k < inputs; ++k) {
      const float weight = weights[static_cast<size_t>(k) * outputs + j] / scale;
      out.Short(static_cast<int16_t>(std::floor(weight + 0.5f)));
    }
  }
}

bool IntegerMatrix::Read(ByteReader& in, float unit) {
  const uint64_t inputs = in.Varint();
  const uint64_t outputs = in.Varint();
  if (inputs == 0 || inputs > kMaxInputs || inputs % 2 != 0 || outputs == 0 || outputs > 4096) {
    return false;
  }
  inputs_ = static_cast<int>(inputs);
  outputs_ = static_cast<int>(outputs);
  const int padded = PadOutputs(outputs_);
  weights_.assign(inputs * padded, 0);
  scale_.assign(padded, 0);
  bias_.assign(padded, 0);
  for (int j = 0; j < outputs_; ++j) {
    scale_[j] = in.Float() * unit;
    bias_[j] = in.Float();
    for (int k = 0; k < inputs_; ++k) {
      const int16_t weight = in.Short();
      if (weight > kMaxWeight || weight < -kMaxWeight) return false;
      weights_[(static_cast<size_t>(k / 2) * padded + j) * 2 + k % 2] = weight;
    }
  }
  packed_ = {weights_.data(), scale_.data(), inputs_ / 2, padded};
  return in.ok();
}

}  // namespace newsgraph::text

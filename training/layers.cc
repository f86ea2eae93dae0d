#include "training/layers.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "graph/base/check.h"

namespace newsgraph::training {

float ExpOfNegative(float x) {
  if (x < -80) return 0;
  // 2^y = 2^n (1 + polynomial of the fraction), Taylor terms of e^(f ln 2).
  const float y = x * 1.44269504f;
  const float n = std::floor(y);
  const float f = (y - n) * 0.69314718f;
  const float p =
      1 + f * (1 + f * (0.5f + f * (1.0f / 6 + f * (1.0f / 24 + f * (1.0f / 120 + f / 720)))));
  return p * std::bit_cast<float>((static_cast<int32_t>(n) + 127) << 23);
}

float LogOfPositive(float x) {
  // x = m 2^e with m in [0.75, 1.5); log m by the series of the inverse hyperbolic tangent.
  int32_t bits = std::bit_cast<int32_t>(x);
  const int32_t e = ((bits - 0x3F400000) >> 23);
  bits -= e << 23;
  const float m = std::bit_cast<float>(bits);
  const float t = (m - 1) / (m + 1);
  const float s = t * t;
  return static_cast<float>(e) * 0.69314718f +
         2 * t * (1 + s * (1.0f / 3 + s * (1.0f / 5 + s * (1.0f / 7 + s / 9))));
}

void Parameter::Touch(int row) {
  if (is_touched[row]) return;
  is_touched[row] = 1;
  touched.push_back(row);
}

Parameter& Parameters::Zeros(int rows, int columns) {
  Parameter& p = all_.emplace_back();
  for (Matrix* m : {&p.value, &p.gradient, &p.mean, &p.variance}) m->Reset(rows, columns);
  return p;
}

Parameter& Parameters::Normal(int rows, int columns, float deviation, Random& random) {
  Parameter& p = Zeros(rows, columns);
  for (float& x : p.value.data()) x = deviation * random.Normal();
  return p;
}

Parameter& Parameters::Sparse(int rows, int columns, float deviation, Random& random) {
  Parameter& p = Normal(rows, columns, deviation, random);
  p.sparse = true;
  p.is_touched.assign(rows, 0);
  return p;
}

size_t Parameters::size() const {
  size_t count = 0;
  for (const Parameter& p : all_) count += p.value.data().size();
  return count;
}

void Parameters::Step(float rate) {
  static constexpr float kMeanDecay = 0.9f;
  static constexpr float kVarianceDecay = 0.95f;
  static constexpr double kMaxNorm = 5;
  ++steps_;
  double norm = 0;
  const auto for_rows = [&](Parameter& p, auto&& row) {
    if (p.sparse) {
      for (int r : p.touched) row(r);
    } else {
      for (int r = 0; r < p.value.rows(); ++r) row(r);
    }
  };
  for (Parameter& p : all_) {
    for_rows(p, [&](int r) {
      for (int k = 0; k < p.value.columns(); ++k) {
        norm += double{p.gradient.row(r)[k]} * p.gradient.row(r)[k];
      }
    });
  }
  const float clip =
      norm > kMaxNorm * kMaxNorm ? static_cast<float>(kMaxNorm / std::sqrt(norm)) : 1;
  float mean_scale = 1, variance_scale = 1;  // 1 - decay^steps, by multiplication alone
  for (int i = 0; i < std::min(steps_, 400); ++i) {
    mean_scale *= kMeanDecay;
    variance_scale *= kVarianceDecay;
  }
  mean_scale = 1 / (1 - mean_scale);
  variance_scale = 1 / (1 - variance_scale);
  for (Parameter& p : all_) {
    for_rows(p, [&](int r) {
      float* value = p.value.row(r);
      float* gradient = p.gradient.row(r);
      float* mean = p.mean.row(r);
      float* variance = p.variance.row(r);
      for (int k = 0; k < p.value.columns(); ++k) {
        const float g = gradient[k] * clip;
        mean[k] = kMeanDecay * mean[k] + (1 - kMeanDecay) * g;
        variance[k] = kVarianceDecay * variance[k] + (1 - kVarianceDecay) * g * g;
        value[k] -=
            rate * (mean[k] * mean_scale) / (std::sqrt(variance[k] * variance_scale) + 1e-8f);
        gradient[k] = 0;
      }
    });
    for (int r : p.touched) p.is_touched[r] = 0;
    p.touched.clear();
  }
}

Linear::Linear(int inputs, int outputs, Parameters& parameters, Random& random)
    : weights_(&parameters.Normal(inputs, outputs,
                                  std::sqrt(2.0f / static_cast<float>(inputs + outputs)), random)),
      bias_(&parameters.Zeros(1, outputs)) {}

void Linear::Forward(const Matrix& x, Matrix& y) const {
  y.Reset(x.rows(), outputs());
  AddToRows(bias_->value, All(y));
  AddProduct(x, weights_->value, All(y));
}

void Linear::Backward(const Matrix& x, const Matrix& dy, Matrix& dx) {
  AddProductTransposedA(x, dy, All(weights_->gradient));
  AddSumOfRows(dy, All(bias_->gradient));
  AddProductTransposedB(dy, weights_->value, All(dx));
}

Recurrent::Recurrent(int inputs, int size, Parameters& parameters, Random& random) : size_(size) {
  const auto deviation = [&](int in) {
    return std::sqrt(2.0f / static_cast<float>(in + 3 * size));
  };
  wx_ = &parameters.Normal(inputs, 3 * size, deviation(inputs), random);
  wh_ = &parameters.Normal(size, 3 * size, deviation(size), random);
  bias_ = &parameters.Zeros(1, 3 * size);
  // A cell begins by keeping what it has.
  std::fill_n(bias_->value.row(0), size, -1.0f);
}

void Recurrent::Forward(const SentenceBatch& batch, const Matrix& x) {
  const int n = size_;
  gates_.Reset(batch.rows(), 3 * n);
  c_.Reset(batch.rows(), n);
  h_.Reset(batch.rows(), n);
  AddToRows(bias_->value, All(gates_));
  AddProduct(x, wx_->value, All(gates_));
  for (int t = 0; t < batch.steps(); ++t) {
    const int first = batch.step_begin(t), count = batch.step_size(t);
    const int before = t > 0 ? batch.step_begin(t - 1) : 0;
    if (t > 0) {
      AddProduct(RowsOf(std::as_const(h_), before, count), wh_->value,
                 RowsOf(gates_, first, count));
    }
    for (int r = 0; r < count; ++r) {
      float* gate = gates_.row(first + r);
      float* c = c_.row(first + r);
      float* h = h_.row(first + r);
      for (int k = 0; k < 2 * n; ++k) gate[k] = Sigmoid(gate[k]);
      for (int k = 2 * n; k < 3 * n; ++k) gate[k] = Tanh(gate[k]);
      if (t > 0) std::copy_n(c_.row(before + r), n, c);
      for (int k = 0; k < n; ++k) c[k] += gate[k] * (gate[2 * n + k] - c[k]);
      for (int k = 0; k < n; ++k) h[k] = gate[n + k] * c[k];
    }
  }
}

void Recurrent::Backward(const SentenceBatch& batch, const Matrix& x, Matrix& dh, Matrix& dx) {
  const int n = size_;
  Matrix dgates(batch.rows(), 3 * n), dc(batch.rows(), n);
  const std::vector<float> nothing(n, 0.0f);
  std::vector<float> unused(n);
  for (int t = batch.steps() - 1; t >= 0; --t) {
    const int first = batch.step_begin(t), count = batch.step_size(t);
    const int before = t > 0 ? batch.step_begin(t - 1) : 0;
    for (int r = 0; r < count; ++r) {
      const float* gate = gates_.row(first + r);
      const float* c = c_.row(first + r);
      const float* dh_row = dh.row(first + r);
      const float* dc_row = dc.row(first + r);
      const float* c_before = t > 0 ? c_.row(before + r) : nothing.data();
      float* dc_before = t > 0 ? dc.row(before + r) : unused.data();
      float* d = dgates.row(first + r);
      for (int k = 0; k < n; ++k) {
        const float i = gate[k], o = gate[n + k], g = gate[2 * n + k];
        const float dcell = dc_row[k] + dh_row[k] * o;
        d[k] = dcell * (g - c_before[k]) * i * (1 - i);
        d[n + k] = dh_row[k] * c[k] * o * (1 - o);
        d[2 * n + k] = dcell * i * (1 - g * g);
        dc_before[k] += dcell * (1 - i);
      }
    }
    if (t == 0) break;
    AddProductTransposedB(RowsOf(std::as_const(dgates), first, count), wh_->value,
                          RowsOf(dh, before, count));
    AddProductTransposedA(RowsOf(std::as_const(h_), before, count),
                          RowsOf(std::as_const(dgates), first, count), All(wh_->gradient));
  }
  AddSumOfRows(dgates, All(bias_->gradient));
  AddProductTransposedA(x, dgates, All(wx_->gradient));
  AddProductTransposedB(dgates, wx_->value, All(dx));
}

TwoWay::TwoWay(int inputs, int size, Parameters& parameters, Random& random)
    : forward_(inputs, size, parameters, random), backward_(inputs, size, parameters, random) {}

void TwoWay::Forward(const SentenceBatch& batch, const Matrix& x) {
  const int n = forward_.size();
  mirrored_.Reset(x.rows(), x.columns());
  for (int i = 0; i < x.rows(); ++i) {
    std::copy_n(x.row(i), x.columns(), mirrored_.row(batch.Mirror(i)));
  }
  forward_.Forward(batch, x);
  backward_.Forward(batch, mirrored_);
  output_.Reset(x.rows(), 2 * n);
  for (int i = 0; i < x.rows(); ++i) {
    std::copy_n(forward_.output().row(i), n, output_.row(i));
    std::copy_n(backward_.output().row(batch.Mirror(i)), n, output_.row(i) + n);
  }
}

void TwoWay::Backward(const SentenceBatch& batch, const Matrix& x, const Matrix& dout, Matrix& dx) {
  const int n = forward_.size();
  Matrix dforward(x.rows(), n), dbackward(x.rows(), n), dmirrored(x.rows(), x.columns());
  for (int i = 0; i < x.rows(); ++i) {
    std::copy_n(dout.row(i), n, dforward.row(i));
    std::copy_n(dout.row(i) + n, n, dbackward.row(batch.Mirror(i)));
  }
  forward_.Backward(batch, x, dforward, dx);
  backward_.Backward(batch, mirrored_, dbackward, dmirrored);
  for (int i = 0; i < x.rows(); ++i) {
    const float* from = dmirrored.row(batch.Mirror(i));
    for (int k = 0; k < x.columns(); ++k) dx.row(i)[k] += from[k];
  }
}

void Dropout::Apply(Matrix& x, float rate, Random& random) {
  const size_t count = x.data().size();
  factors_.resize((count + 3) / 4 * 4);
  const float kept = 1 / (1 - rate);
  const auto threshold = static_cast<uint64_t>(rate * 65536);
  for (size_t i = 0; i < factors_.size(); i += 4) {
    const uint64_t bits = random.Next();
    for (size_t k = 0; k < 4; ++k) {
      factors_[i + k] = (bits >> (16 * k) & 0xFFFF) < threshold ? 0 : kept;
    }
  }
  for (size_t i = 0; i < count; ++i) x.data()[i] *= factors_[i];
}

void Dropout::Backward(Matrix& dx) const {
  for (size_t i = 0; i < dx.data().size(); ++i) dx.data()[i] *= factors_[i];
}

void Rectify(Matrix& x) {
  for (float& v : x.data()) v = v > 0 ? v : 0;
}

void RectifyBackward(const Matrix& y, Matrix& dy) {
  for (size_t i = 0; i < y.data().size(); ++i) {
    if (y.data()[i] <= 0) dy.data()[i] = 0;
  }
}

float SoftmaxLoss(std::span<const float> scores, int gold, float scale, std::span<float> d) {
  const float highest = *std::max_element(scores.begin(), scores.end());
  float sum = 0;
  for (float score : scores) sum += ExpOfNegative(score - highest);
  for (size_t i = 0; i < scores.size(); ++i) {
    d[i] += scale * ExpOfNegative(scores[i] - highest) / sum;
  }
  d[gold] -= scale;
  return LogOfPositive(sum) - (scores[gold] - highest);
}

}  // namespace newsgraph::training

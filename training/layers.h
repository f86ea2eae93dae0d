// The building blocks of the networks: parameters with their optimiser, linear layers, two-way
// recurrent layers, dropout and the loss. Each layer computes forward, keeps what it needs, and
// gives gradients backward.
//
//   Linear layer(in, out, parameters, random);
//   layer.Forward(x, y);   ...   layer.Backward(x, dy, dx);      // dx and the gradients are added
//   to parameters.Step(rate);
//
// Not thread-safe.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "loaders/text/models/sentence_batch.h"
#include "training/random.h"
#include "training/tensor.h"

namespace newsgraph::training {

// Hyperbolic tangent by a ratio of polynomials; |error| < 1e-5. The sigmoid follows from it.
inline float Tanh(float x) {
  x = x > 5 ? 5 : x;
  x = x < -5 ? -5 : x;
  const float s = x * x;
  return x * (135135 + s * (17325 + s * (378 + s))) / (135135 + s * (62370 + s * (3150 + s * 28)));
}
inline float Sigmoid(float x) { return 0.5f + 0.5f * Tanh(0.5f * x); }
// e^x for x <= 0 to about 1e-6 of its value, the same bits everywhere (unlike the C library's).
float ExpOfNegative(float x);
float LogOfPositive(float x);

// A matrix that is learned. Of a sparse one (embeddings) only the rows that were touched move.
struct Parameter {
  Matrix value;
  Matrix gradient;
  Matrix mean;      // of gradients
  Matrix variance;  // of gradients
  bool sparse = false;
  std::vector<int> touched;  // rows, each once
  std::vector<uint8_t> is_touched;

  void Touch(int row);
};

// All parameters of a network, at fixed places.
//   source   Kingma & Ba 2015 (Adam)
class Parameters {
 public:
  Parameter& Zeros(int rows, int columns);
  Parameter& Normal(int rows, int columns, float deviation, Random& random);
  Parameter& Sparse(int rows, int columns, float deviation, Random& random);

  // One step against the gradients, which are then zero. Gradients of norm above 5 are scaled down.
  void Step(float rate);

  size_t size() const;

 private:
  std::deque<Parameter> all_;
  int steps_ = 0;
};

class Linear {
 public:
  Linear() = default;
  Linear(int inputs, int outputs, Parameters& parameters, Random& random);

  void Forward(const Matrix& x, Matrix& y) const;
  void Backward(const Matrix& x, const Matrix& dy, Matrix& dx);

  int outputs() const { return weights_->value.columns(); }
  const Matrix& weights() const { return weights_->value; }  // inputs x outputs
  const Matrix& bias() const { return bias_->value; }        // 1 x outputs

 private:
  Parameter* weights_ = nullptr;
  Parameter* bias_ = nullptr;
};

using text::SentenceBatch;

// One direction of a recurrent layer with coupled gates:
//   i, o = sigmoid(W x + U h' + b)   g = tanh(...)   c = c' + i (g - c')   h = o c
//   source   Greff et al. 2017 (coupled input and forget gate)
class Recurrent {
 public:
  Recurrent() = default;
  Recurrent(int inputs, int size, Parameters& parameters, Random& random);

  void Forward(const SentenceBatch& batch, const Matrix& x);
  // dh is used up.
  void Backward(const SentenceBatch& batch, const Matrix& x, Matrix& dh, Matrix& dx);

  int size() const { return size_; }
  const Matrix& output() const { return h_; }
  const Matrix& input_weights() const { return wx_->value; }      // inputs x 3 size: i, o, g
  const Matrix& recurrent_weights() const { return wh_->value; }  // size x 3 size
  const Matrix& bias() const { return bias_->value; }

 private:
  int size_ = 0;
  Parameter* wx_ = nullptr;
  Parameter* wh_ = nullptr;
  Parameter* bias_ = nullptr;
  Matrix gates_;
  Matrix c_;
  Matrix h_;
};

// Both directions; the output has the forward half first.
class TwoWay {
 public:
  TwoWay() = default;
  TwoWay(int inputs, int size, Parameters& parameters, Random& random);

  void Forward(const SentenceBatch& batch, const Matrix& x);
  void Backward(const SentenceBatch& batch, const Matrix& x, const Matrix& dout, Matrix& dx);

  const Matrix& output() const { return output_; }
  const Recurrent& forward() const { return forward_; }
  const Recurrent& backward() const { return backward_; }

 private:
  Recurrent forward_;
  Recurrent backward_;
  Matrix mirrored_;
  Matrix output_;
};

// Zeroes each number with probability `rate` and scales the others up.
class Dropout {
 public:
  void Apply(Matrix& x, float rate, Random& random);
  void Backward(Matrix& dx) const;

 private:
  std::vector<float> factors_;
};

void Rectify(Matrix& x);
void RectifyBackward(const Matrix& y, Matrix& dy);

// Cross entropy of softmax(scores) and `gold`; d += its gradient times `scale`.
float SoftmaxLoss(std::span<const float> scores, int gold, float scale, std::span<float> d);

}  // namespace newsgraph::training

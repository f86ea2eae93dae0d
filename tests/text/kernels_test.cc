// Every set of kernels this machine runs gives the bits of the plain one.
#include "loaders/text/models/kernels.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <vector>

#include "loaders/text/models/integer_matrix.h"

namespace newsgraph::text {
namespace {

struct Numbers {
  std::mt19937 random{7};

  std::vector<int16_t> Small(size_t n, int limit) {
    std::uniform_int_distribution<int> any(-limit, limit);
    std::vector<int16_t> out(n);
    for (int16_t& x : out) x = static_cast<int16_t>(any(random));
    return out;
  }
  std::vector<float> Floats(size_t n, float limit) {
    std::uniform_real_distribution<float> any(-limit, limit);
    std::vector<float> out(n);
    for (float& x : out) x = any(random);
    return out;
  }
};

class KernelSets : public testing::TestWithParam<int> {
 protected:
  void SetUp() override {
    if (KernelsAt(GetParam()) == nullptr) GTEST_SKIP() << "not on this machine";
  }
  const Kernels& kernels() const { return *KernelsAt(GetParam()); }
  const Kernels& plain() const { return *KernelsAt(0); }
  Numbers numbers_;
};

TEST_P(KernelSets, AffineIsExact) {
  for (const auto& [rows, inputs, outputs] :
       {std::tuple{1, 2, 16}, {2, 64, 48}, {13, 96, 288}, {8, 192, 80}, {31, 512, 16}}) {
    const auto a = numbers_.Small(static_cast<size_t>(rows) * inputs, kMaxActivation);
    const auto w = numbers_.Small(static_cast<size_t>(inputs) * outputs, kMaxWeight);
    const auto scale = numbers_.Floats(outputs, 1e-4f);
    const auto bias = numbers_.Floats(outputs, 3);
    const PackedWeights packed = {w.data(), scale.data(), inputs / 2, outputs};
    const ActivationRows activations = {a.data(), static_cast<size_t>(inputs), rows};
    std::vector<float> y(static_cast<size_t>(rows) * outputs, 1), expected = y;
    kernels().affine(activations, packed, bias.data(), y.data(), outputs);
    kernels().affine(activations, packed, nullptr, y.data(), outputs);
    for (int r = 0; r < rows; ++r) {
      for (int j = 0; j < outputs; ++j) {
        int64_t sum = 0;
        for (int k = 0; k < inputs; ++k) {
          sum += int64_t{a[r * inputs + k]} * w[(k / 2 * outputs + j) * 2 + k % 2];
        }
        ASSERT_LT(std::abs(sum), int64_t{1} << 31);
        const float product = scale[j] * static_cast<float>(static_cast<int32_t>(sum));
        ASSERT_EQ(y[r * outputs + j], (bias[j] + product) + product) << r << " " << j;
      }
    }
  }
}

TEST_P(KernelSets, RecurAndQuantiseGiveTheSameBits) {
  const int size = 96, rows = 5;
  const auto gates = numbers_.Floats(static_cast<size_t>(rows) * 3 * size, 7);
  std::vector<float> cells = numbers_.Floats(static_cast<size_t>(rows) * size, 1),
                     cells_plain = cells;
  std::vector<int16_t> out(static_cast<size_t>(rows) * size), out_plain = out;
  kernels().recur(rows, size, gates.data(), 3 * size, cells.data(), out.data(), size);
  plain().recur(rows, size, gates.data(), 3 * size, cells_plain.data(), out_plain.data(), size);
  EXPECT_EQ(0, std::memcmp(cells.data(), cells_plain.data(), cells.size() * sizeof(float)));
  EXPECT_EQ(out, out_plain);
  for (int16_t x : out) EXPECT_LE(std::abs(x), static_cast<int>(kOutputScale));

  const auto x = numbers_.Floats(100, 40);
  for (bool rectify : {false, true}) {
    std::vector<int16_t> q(x.size()), q_plain(x.size());
    kernels().quantise(x.data(), static_cast<int>(x.size()), 128, rectify, q.data());
    plain().quantise(x.data(), static_cast<int>(x.size()), 128, rectify, q_plain.data());
    EXPECT_EQ(q, q_plain);
    for (int16_t v : q) {
      EXPECT_LE(v, kMaxActivation);
      EXPECT_GE(v, rectify ? 0 : -kMaxActivation);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, KernelSets, testing::Range(0, kKernelSets));

TEST(IntegerMatrix, IsCloseToItsFloats) {
  Numbers numbers;
  const int inputs = 64, outputs = 51;
  const auto weights = numbers.Floats(inputs * outputs, 0.5f);
  const auto bias = numbers.Floats(outputs, 1);
  ByteWriter out;
  IntegerMatrix::Write(inputs, outputs, weights, bias, out);
  ByteReader in(out.bytes());
  IntegerMatrix matrix;
  ASSERT_TRUE(matrix.Read(in, 1.0f / 512));
  ASSERT_TRUE(in.AtEnd());
  EXPECT_EQ(matrix.stride(), 64);
  const auto x = numbers.Small(inputs, 512);
  std::vector<float> y(matrix.stride());
  matrix.Apply(FastestKernels(), {x.data(), static_cast<size_t>(inputs), 1}, y.data());
  for (int j = 0; j < outputs; ++j) {
    double exact = bias[j];
    for (int k = 0; k < inputs; ++k) exact += x[k] / 512.0 * weights[k * outputs + j];
    EXPECT_NEAR(y[j], exact, 0.01);
  }
  for (size_t cut = 0; cut < out.bytes().size(); cut += 997) {
    ByteReader damaged(std::string_view(out.bytes()).substr(0, cut));
    EXPECT_FALSE(IntegerMatrix().Read(damaged, 1));
  }
}

}  // namespace
}  // namespace newsgraph::text

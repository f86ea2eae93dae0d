// The decoder's trees are trees, and the projective one is the best there is.
#include "loaders/text/models/tree_decoder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace newsgraph::text {
namespace {

bool IsTree(const std::vector<int>& heads) {
  const int n = static_cast<int>(heads.size());
  if (std::count(heads.begin(), heads.end(), n) != 1) return false;
  for (int i = 0; i < n; ++i) {
    int word = i;
    for (int steps = 0; word != n; ++steps) {
      if (steps > n || heads[word] == word) return false;
      word = heads[word];
    }
  }
  return true;
}

bool IsProjective(const std::vector<int>& heads) {
  const int n = static_cast<int>(heads.size());
  const auto dominates = [&](int head, int word) {
    while (word != n && word != head) word = heads[word];
    return word == head;
  };
  for (int i = 0; i < n; ++i) {
    if (heads[i] == n) continue;
    for (int k = std::min(i, heads[i]) + 1; k < std::max(i, heads[i]); ++k) {
      if (!dominates(heads[i], k)) return false;
    }
  }
  return true;
}

float ScoreOf(const std::vector<int>& heads, const std::vector<float>& scores, int stride) {
  float sum = 0;
  for (size_t i = 0; i < heads.size(); ++i) sum += scores[i * stride + heads[i]];
  return sum;
}

// The best projective tree by trying every one.
float BestByHand(int n, const std::vector<float>& scores, int stride) {
  float best = -1e30f;
  std::vector<int> heads(n, 0);
  for (;;) {
    if (IsTree(heads) && IsProjective(heads)) best = std::max(best, ScoreOf(heads, scores, stride));
    int i = 0;
    while (i < n && ++heads[i] > n) heads[i++] = 0;
    if (i == n) return best;
  }
}

TEST(TreeDecoder, FindsTheBestTree) {
  std::mt19937 random(3);
  std::normal_distribution<float> any;
  TreeDecoder decoder;
  for (int n = 1; n <= 5; ++n) {
    for (int round = 0; round < 60; ++round) {
      const int stride = n + 1 + round % 3;
      std::vector<float> scores(static_cast<size_t>(n) * stride);
      for (float& s : scores) s = any(random);
      std::vector<int> heads(n);
      decoder.Decode(n, scores.data(), stride, heads);
      ASSERT_TRUE(IsTree(heads));
      const float got = ScoreOf(heads, scores, stride);
      // Better only where every word has its best head and the tree is not projective.
      EXPECT_GE(got, BestByHand(n, scores, stride) - 1e-4f);
      if (IsProjective(heads)) {
        EXPECT_NEAR(got, BestByHand(n, scores, stride), 1e-4f);
      }
    }
  }
}

TEST(TreeDecoder, LongSentencesGiveTrees) {
  std::mt19937 random(4);
  std::normal_distribution<float> any;
  TreeDecoder decoder;
  for (int n : {40, 256, 7}) {
    std::vector<float> scores(static_cast<size_t>(n) * (n + 1));
    for (float& s : scores) s = any(random);
    std::vector<int> heads(n);
    decoder.Decode(n, scores.data(), n + 1, heads);
    EXPECT_TRUE(IsTree(heads)) << n;
    std::fill(scores.begin(), scores.end(), 0.0f);
    decoder.Decode(n, scores.data(), n + 1, heads);
    EXPECT_TRUE(IsTree(heads)) << n;
  }
}

}  // namespace
}  // namespace newsgraph::text

// The best dependency tree for a table of scores.
//
//   decoder.Decode(n, scores, stride, heads);      // scores[child * stride + head]; head n: the
//   root
//
// If every word's best head already makes a tree with one root, that is it. Otherwise the best
// projective tree with one root is found.
//   source   Eisner 1996
// Not thread-safe: it keeps its tables.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace newsgraph::text {

class TreeDecoder {
 public:
  // heads[child] = its head, or n for the root word.
  //   cost   O(n^2), at worst O(n^3) with a small constant; 44 bytes for each pair of words
  void Decode(int n, const float* scores, int stride, std::span<int> heads);

 private:
  // A span of words with its best score and where it is split.
  struct Part {
    float score;
    int32_t split;
  };

  static Part BestSplit(int begin, int end, const Part* left, const float* right);
  bool IsTree(int n, std::span<const int> heads);
  void FindProjective(int n, const float* scores, int stride, std::span<int> heads);
  void Follow(int n, int root, std::span<int> heads);

  // Incomplete and complete spans whose head is the last (left) or the first (right) word, by first
  // and last word. The scores of some lie a second time by last and first word, so that each loop
  // over splits runs along a row.
  std::vector<Part> open_left_, open_right_, closed_left_, closed_right_;
  std::vector<float> open_left_by_end_, closed_left_by_end_, closed_right_by_end_;
  std::vector<int> state_;
  struct Task {
    int begin, end;
    bool right, closed;
  };
  std::vector<Task> tasks_;
};

}  // namespace newsgraph::text

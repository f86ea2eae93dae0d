#include "loaders/text/models/tree_decoder.h"

#include <algorithm>

namespace newsgraph::text {

void TreeDecoder::Decode(int n, const float* scores, int stride, std::span<int> heads) {
  for (int child = 0; child < n; ++child) {
    const float* row = scores + static_cast<size_t>(child) * stride;
    int best = n;
    for (int head = 0; head < n; ++head) {
      if (head != child && row[head] > row[best]) best = head;
    }
    heads[child] = best;
  }
  if (!IsTree(n, heads)) FindProjective(n, scores, stride, heads);
}

// One root, and following heads from anywhere leads to it.
bool TreeDecoder::IsTree(int n, std::span<const int> heads) {
  if (std::count(heads.begin(), heads.begin() + n, n) != 1) return false;
  state_.assign(n + 1, -1);
  state_[n] = n;
  for (int start = 0; start < n; ++start) {
    int word = start;
    while (state_[word] < 0) {
      state_[word] = start;
      word = heads[word];
    }
    if (word != n && state_[word] == start) return false;  // met its own path: a cycle
  }
  return true;
}

// The best of left[k].score + right[k], begin <= k < end; the first of equals.
TreeDecoder::Part TreeDecoder::BestSplit(int begin, int end, const Part* left, const float* right) {
  Part best{-1e30f, begin};
  for (int k = begin; k < end; ++k) {
    const float sum = left[k].score + right[k];
    if (sum > best.score) best = {sum, k};
  }
  return best;
}

void TreeDecoder::FindProjective(int n, const float* scores, int stride, std::span<int> heads) {
  const auto at = [n](int begin, int end) { return static_cast<size_t>(begin) * n + end; };
  const auto score = [&](int head, int child) {
    return scores[static_cast<size_t>(child) * stride + head];
  };
  const size_t cells = static_cast<size_t>(n) * n;
  for (auto* table : {&open_left_, &open_right_, &closed_left_, &closed_right_}) {
    table->resize(cells);
  }
  for (auto* table : {&open_left_by_end_, &closed_left_by_end_, &closed_right_by_end_}) {
    table->resize(cells);
  }
  for (int i = 0; i < n; ++i) {
    closed_left_[at(i, i)] = closed_right_[at(i, i)] = {0, i};
    closed_left_by_end_[at(i, i)] = closed_right_by_end_[at(i, i)] = 0;
  }
  for (int width = 1; width < n; ++width) {
    for (int i = 0; i + width < n; ++i) {
      const int j = i + width;
      // Splits i..j-1, then the two kinds of complete spans.
      const Part open = BestSplit(i, j, &closed_right_[at(i, 0)], &closed_left_by_end_[at(j, 1)]);
      open_left_[at(i, j)] = {open.score + score(j, i), open.split};
      open_right_[at(i, j)] = {open.score + score(i, j), open.split};
      open_left_by_end_[at(j, i)] = open_left_[at(i, j)].score;
      closed_left_[at(i, j)] =
          BestSplit(i, j, &closed_left_[at(i, 0)], &open_left_by_end_[at(j, 0)]);
      closed_right_[at(i, j)] =
          BestSplit(i + 1, j + 1, &open_right_[at(i, 0)], &closed_right_by_end_[at(j, 0)]);
      closed_left_by_end_[at(j, i)] = closed_left_[at(i, j)].score;
      closed_right_by_end_[at(j, i)] = closed_right_[at(i, j)].score;
    }
  }
  int root = 0;
  float best = -1e30f;
  for (int k = 0; k < n; ++k) {
    const float sum =
        closed_left_[at(0, k)].score + closed_right_[at(k, n - 1)].score + score(n, k);
    if (sum > best) {
      best = sum;
      root = k;
    }
  }
  Follow(n, root, heads);
}

// Reads the heads off the tables' splits.
void TreeDecoder::Follow(int n, int root, std::span<int> heads) {
  const auto at = [n](int begin, int end) { return static_cast<size_t>(begin) * n + end; };
  heads[root] = n;
  tasks_.clear();
  tasks_.push_back({0, root, false, true});
  tasks_.push_back({root, n - 1, true, true});
  while (!tasks_.empty()) {
    const Task task = tasks_.back();
    tasks_.pop_back();
    const auto [i, j, right, closed] = task;
    if (i == j) continue;
    if (closed) {
      const int k = (right ? closed_right_ : closed_left_)[at(i, j)].split;
      tasks_.push_back({i, k, right, !right});
      tasks_.push_back({k, j, right, right});
    } else {
      const int k = (right ? open_right_ : open_left_)[at(i, j)].split;
      (right ? heads[j] : heads[i]) = right ? i : j;
      tasks_.push_back({i, k, true, true});
      tasks_.push_back({k + 1, j, false, true});
    }
  }
}

}  // namespace newsgraph::text

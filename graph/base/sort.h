// A stable sort that can be broken off: a long one must not keep somebody waiting who no longer
// wants it.
//
//   if (!SortWhile(rows, less, [&] { return execution.Pass(1024); })) return;
//
// Runs are sorted by std::stable_sort and merged; go_on() is asked once for each 1,024 of them.
// Broken off, the items are there in no order, some in their moved-from state. cost: n log n and
// as much memory again. Thread-safe.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "graph/base/free_later.h"

namespace newsgraph {

namespace internal {

template <class T, class Less, class GoOn>
bool MergeWhile(std::vector<T>& items, std::vector<T>& merged, Less less, GoOn go_on) {
  constexpr size_t kRun = 1024;
  const size_t size = items.size();
  for (size_t begin = 0; begin < size; begin += kRun) {
    if (!go_on()) return false;
    std::stable_sort(items.begin() + begin, items.begin() + std::min(begin + kRun, size), less);
  }
  if (size <= kRun) return true;
  // New memory is slow to come by: a piece at a time.
  merged.reserve(size);
  while (merged.size() < size) {
    if (!go_on()) return false;
    merged.resize(std::min(merged.size() + 64 * kRun, size));
  }
  for (size_t width = kRun; width < size; width *= 2) {
    for (size_t out = 0; out < size;) {
      size_t left = out, right = std::min(out + width, size);
      const size_t mid = right, end = std::min(mid + width, size);
      for (; out < end; ++out) {
        if (out % kRun == 0 && !go_on()) return false;
        const bool from_right = left == mid || (right < end && less(items[right], items[left]));
        merged[out] = std::move(items[from_right ? right++ : left++]);
      }
    }
    items.swap(merged);
  }
  return true;
}

}  // namespace internal

// False: go_on said so.
template <class T, class Less, class GoOn>
bool SortWhile(std::vector<T>& items, Less less, GoOn go_on) {
  std::vector<T> merged;
  const bool sorted = internal::MergeWhile(items, merged, less, go_on);
  LetGo(merged);
  return sorted;
}

}  // namespace newsgraph

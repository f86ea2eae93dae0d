#include "graph/edge_sort.h"

#include <array>
#include <utility>

namespace newsgraph::internal {
namespace {

constexpr size_t kInsertionSort = 24;
constexpr size_t kRadixSort = 512;

void SortByInsertion(std::span<EdgeOrder> run) {
  for (size_t i = 1; i < run.size(); ++i) {
    const EdgeOrder order = run[i];
    size_t at = i;
    for (; at > 0 && order < run[at - 1]; --at) run[at] = run[at - 1];
    run[at] = order;
  }
}

// Least significant byte first, over those bytes in which the entries differ; stable, so the edges
// themselves, which ascend, need no pass.
void SortByRadix(std::span<EdgeOrder> run, std::vector<EdgeOrder>& scratch) {
  EdgeOrder differ = {0, 0};
  bool ascend = true;  // the other ends
  for (size_t i = 1; i < run.size(); ++i) {
    differ.type_key |= run[i].type_key ^ run[0].type_key;
    differ.other_edge |= run[i].other_edge ^ run[0].other_edge;
    ascend &= run[i - 1].other_edge <= run[i].other_edge;
  }
  if (scratch.size() < run.size()) scratch.resize(run.size());
  EdgeOrder *from = run.data(), *to = scratch.data();
  const auto pass = [&](auto byte_of) {
    std::array<size_t, 256> next = {};
    for (size_t i = 0; i < run.size(); ++i) ++next[byte_of(from[i])];
    size_t at = 0;
    for (size_t& place : next) at += std::exchange(place, at);
    for (size_t i = 0; i < run.size(); ++i) to[next[byte_of(from[i])]++] = from[i];
    std::swap(from, to);
  };
  for (int shift = 32; shift < 64 && !ascend; shift += 8) {
    if (differ.other_edge >> shift & 0xFF)
      pass([shift](const EdgeOrder& o) { return o.other_edge >> shift & 0xFF; });
  }
  for (int shift = 0; shift < 64; shift += 8) {
    if (differ.type_key >> shift & 0xFF)
      pass([shift](const EdgeOrder& o) { return o.type_key >> shift & 0xFF; });
  }
  if (from != run.data()) std::copy(from, from + run.size(), run.data());
}

}  // namespace

void SortRun(std::span<EdgeOrder> run, std::vector<EdgeOrder>& scratch) {
  if (run.size() <= kInsertionSort) {
    SortByInsertion(run);
  } else if (run.size() <= kRadixSort) {
    std::sort(run.begin(), run.end());
  } else {
    SortByRadix(run, scratch);
  }
}

}  // namespace newsgraph::internal

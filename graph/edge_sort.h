// Edges into the order of one side of the adjacency (graph/frozen.h): by node, then by type, sort
// key, other end and edge. Private to graph/.
//
//   SortEdges(edge_count, node_limit, threads,
//             [&](size_t i) { return EdgeEntry{...}; },         // of the i-th edge, in any order
//             offsets,                                          // node_limit + 1 of them, zeroed
//             room,                                             // kept for the next call
//             [&](uint32_t place, const EdgeEntry& entry) { ... });
//
// Two steps, so that no write goes far: entries are dealt to buckets of neighbouring nodes, each
// about as large as a core's cache; then each bucket is put in order by itself. The edges of many
// buckets are dealt at once, but not of all: that bounds the memory. Deterministic, whatever the
// threads.
//   cost      O(edges log degree), radix sort for nodes of many edges; memory for 8 million entries
//             or a quarter of all of them, of 20 bytes each
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "graph/array.h"
#include "graph/parallel.h"

namespace newsgraph {

struct EdgeEntry {
  uint32_t node;  // whose list it is in
  uint32_t type;
  uint32_t key;    // sort key
  uint32_t other;  // the other end
  uint32_t edge;   // ascending in the order in which entries come
};

namespace internal {

// An entry of a known node, in the order of lists.
struct EdgeOrder {
  uint64_t type_key;
  uint64_t other_edge;
  bool operator<(const EdgeOrder& b) const {
    return type_key != b.type_key ? type_key < b.type_key : other_edge < b.other_edge;
  }
};

// Sorts the list of one node, whose edges ascend. `scratch` is only kept for its memory.
void SortRun(std::span<EdgeOrder> run, std::vector<EdgeOrder>& scratch);

}  // namespace internal

template <class EntryOf, class Emit>
void SortEdges(uint32_t edge_count, uint32_t node_limit, int threads, const EntryOf& entry_of,
               uint32_t* offsets, Array<EdgeEntry>& room, const Emit& emit) {
  constexpr uint32_t kBucketEdges = 1 << 15;
  constexpr size_t kLeastAtOnce = 8 << 20;
  const size_t at_once = std::max<size_t>(kLeastAtOnce, edge_count / 4);
  if (node_limit == 0) return;
  // Bucket b: nodes from b << shift on.
  const uint32_t wanted = std::clamp<uint32_t>(edge_count / kBucketEdges, 1, 4096);
  const uint32_t shift = static_cast<uint32_t>(std::bit_width((node_limit - 1) / wanted));
  const size_t buckets = ((node_limit - 1) >> shift) + size_t{1};
  const size_t parts = static_cast<size_t>(std::max(1, threads));
  const size_t part_size = (size_t{edge_count} + parts - 1) / parts;
  // counts[part * buckets + b]; then where the part writes its next entry of the bucket.
  std::vector<uint64_t> counts(parts * buckets, 0);
  const auto for_part = [&](size_t part, const auto& f) {
    const size_t end = std::min<size_t>(edge_count, (part + 1) * part_size);
    for (size_t i = part * part_size; i < end; ++i) f(i);
  };
  ParallelFor(parts, threads, [&](size_t part) {
    for_part(part, [&](size_t i) { ++counts[part * buckets + (entry_of(i).node >> shift)]; });
  });
  std::vector<uint64_t> starts(buckets + 1, 0);
  for (size_t b = 0, at = 0; b < buckets; ++b) {
    starts[b] = at;
    for (size_t part = 0; part < parts; ++part) {
      const uint64_t count = counts[part * buckets + b];
      counts[part * buckets + b] = at;
      at += count;
    }
    starts[b + 1] = at;
  }
  for (size_t first = 0, last; first < buckets; first = last) {
    last = first + 1;
    while (last < buckets && starts[last + 1] - starts[first] <= at_once) ++last;
    const uint64_t base = starts[first];
    if (room.size() < starts[last] - base) room = Array<EdgeEntry>::Allocate(starts[last] - base);
    EdgeEntry* entries = room.mutable_data();
    ParallelFor(parts, threads, [&](size_t part) {
      uint64_t* next = &counts[part * buckets];
      for_part(part, [&](size_t i) {
        const EdgeEntry entry = entry_of(i);
        const size_t b = entry.node >> shift;
        if (b >= first && b < last) entries[next[b]++ - base] = entry;
      });
    });
    ParallelFor(last - first, threads, [&](size_t i) {
      const size_t b = first + i;
      const std::span<const EdgeEntry> bucket(entries + (starts[b] - base),
                                              starts[b + 1] - starts[b]);
      const uint32_t node_begin = static_cast<uint32_t>(b << shift);
      const uint32_t nodes = std::min(node_limit - node_begin, uint32_t{1} << shift);
      std::vector<uint32_t> ends(nodes + size_t{1}, 0);
      std::vector<internal::EdgeOrder> orders(bucket.size()), scratch;
      for (const EdgeEntry& entry : bucket) ++ends[entry.node - node_begin + 1];
      for (uint32_t n = 0; n < nodes; ++n) {
        ends[n + 1] += ends[n];
        offsets[node_begin + n + 1] = static_cast<uint32_t>(starts[b] + ends[n + 1]);
      }
      for (const EdgeEntry& entry : bucket) {  // ends[n] becomes the end of node n
        orders[ends[entry.node - node_begin]++] = {uint64_t{entry.type} << 32 | entry.key,
                                                   uint64_t{entry.other} << 32 | entry.edge};
      }
      for (uint32_t n = 0, begin = 0; n < nodes; begin = ends[n++]) {
        internal::SortRun(std::span(orders).subspan(begin, ends[n] - begin), scratch);
        for (uint32_t k = begin; k < ends[n]; ++k) {
          const internal::EdgeOrder& o = orders[k];
          emit(static_cast<uint32_t>(starts[b] + k),
               EdgeEntry{node_begin + n, static_cast<uint32_t>(o.type_key >> 32),
                         static_cast<uint32_t>(o.type_key),
                         static_cast<uint32_t>(o.other_edge >> 32),
                         static_cast<uint32_t>(o.other_edge)});
        }
      }
    });
  }
}

}  // namespace newsgraph

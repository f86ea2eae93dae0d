#include "graph/frozen.h"

#include <algorithm>

#include "graph/label_sets.h"

namespace newsgraph {

NodeId FrozenGraph::SourceOf(EdgeId edge) const {
  // The source is the last node whose entries begin at or before the edge; hints bound the search.
  const uint32_t hint = edge.value / kHintStride;
  uint32_t low = source_hints[hint];
  uint32_t high = hint + 1 < source_hints.size() ? source_hints[hint + 1] + 1 : node_limit;
  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;
    if (out.offsets[middle] <= edge.value) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return NodeId{low};
}

void FrozenGraph::FindRanges(uint32_t set_count) {
  set_ranges.assign(set_count, {});
  for (uint32_t begin = 0; begin < node_limit;) {
    const uint32_t set = static_cast<uint32_t>(node_sets[begin]);
    uint32_t end = begin + 1;
    node_sets.Visit([&](const auto* sets) {
      while (end < node_limit && sets[end] == set) ++end;
    });
    if (set != LabelSets::kNoNode) set_ranges[set].push_back({begin, end});
    begin = end;
  }
}

std::vector<std::pair<std::string, uint64_t>> FrozenGraph::MemoryUse() const {
  uint64_t copies = 0, node_bytes = 0, edge_bytes = 0;
  for (const Codes& codes : in_codes) copies += codes.bytes.bytes();
  for (const auto& column : node_columns) node_bytes += column ? column->heap_bytes() : 0;
  for (const auto& column : edge_columns) edge_bytes += column ? column->heap_bytes() : 0;
  const auto side = [](const Adjacency& a) {
    return a.offsets.bytes() + a.others.bytes() + a.types.bytes.bytes() + a.edges.bytes();
  };
  return {{"adjacency out", side(out) + source_hints.bytes()},
          {"adjacency in", side(in)},
          {"edge columns", edge_bytes},
          {"edge columns in in order", copies},
          {"node columns", node_bytes},
          {"node label sets", node_sets.bytes.bytes()}};
}

}  // namespace newsgraph

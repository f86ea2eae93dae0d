// Synthetic news graphs, as large as wanted, the same for a seed on every machine.
//
//   Builder builder;
//   RETURN_IF_ERROR(bench::Generate({.edges = 1'000'000, .seed = 1}, builder));
//   RETURN_IF_ERROR(bench::GenerateCsv({.edges = 1'000'000, .seed = 1}, "folder"));   // the same
//   graph, to load
//
// Ten relationships a node. Articles (half of the nodes) mention persons, organizations and places
// and are about topics and events; persons, organizations and events have typed, dated relations
// among each other; places form a tree by part_of, eight below each. A target of rank r is chosen
// with a weight of r^-0.55, seven times in ten within the community of the source, of which there
// are 40, the largest 40 times the smallest. Dates lean to recent years. One relationship in fifty
// is told again with another date: parallel edges occur, self loops do not.
//
//   nodes          id (from 0), name (unique within a label); Article and Event have a date
//   relationships  date, confidence (0.50 to 1.00), weight (101 - 100 * confidence), article (id of
//   an Article);
//                  part_of has none
//
// Thread-safe: functions without state.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "graph/base/error.h"
#include "graph/builder.h"

namespace newsgraph::bench {

struct GenerateOptions {
  uint64_t edges = 1'000'000;
  uint64_t seed = 1;
};
inline constexpr uint64_t kMinEdges = 1'000;
inline constexpr uint64_t kMaxEdges = 4'000'000'000;

using GenerateProgress = std::function<void(uint64_t done, uint64_t total)>;  // elements

//   errors   ArgumentError: a number of edges out of its bounds
//   cost     about 0.3 us an edge (release)
Status Generate(const GenerateOptions& options, Builder& builder,
                const GenerateProgress& progress = {});

// Writes nodes.csv and relationships.csv with neo4j-admin's headers into a folder that exists.
//   errors   as above; IoError
Status GenerateCsv(const GenerateOptions& options, const std::string& folder,
                   const GenerateProgress& progress = {});

}  // namespace newsgraph::bench

// Files into a graph, with progress while it runs and a summary at its end.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/messages.h"
#include "cli/options.h"
#include "graph/graph.h"
#include "loaders/loader.h"

namespace newsgraph::cli {

struct Loaded {
  Graph graph;
  loaders::Report report;
};

// What `base` holds and what the files add. The first rejected records are told of with file, place
// and reason, and the summary is said in any case. The report is `report` with the counts added.
//   errors   IoError: a path cannot be read · ArgumentError: nothing to load there · Cancelled
StatusOr<Loaded> LoadFiles(const std::vector<std::string>& paths, const GraphView& base,
                           const Options& options, Messages& messages, loaders::Report report = {},
                           std::optional<uint64_t> loaded_before = {});

// What a load did, in a line (with --quiet only when something was rejected), or with
// --progress=json as an object. `loaded_before`: files that a manifest passed over.
void TellSummary(const loaders::Report& report, const Options& options, Messages& messages,
                 std::optional<uint64_t> loaded_before = {});

// errors: LimitExceeded/TooManyRejects: more than --max-errors were rejected, or everything was
Status CheckRejects(const loaders::Report& report, const Options& options);

}  // namespace newsgraph::cli

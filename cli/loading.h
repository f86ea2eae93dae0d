// Files into a graph, with progress while it runs and a summary at its end.
#pragma once

#include <string>
#include <vector>

#include "cli/messages.h"
#include "cli/options.h"
#include "graph/graph.h"

namespace newsgraph::cli {

// What `base` holds and what the files add. Rejected records are told of with file, place and
// reason (the first few of each file) and counted; the summary is always said.
//   errors   IoError: a file cannot be read · DataError: no loader knows it · TooManyRejects: more
//   than --max-errors ·
//            Cancelled
StatusOr<Graph> LoadFiles(const std::vector<std::string>& paths, const GraphView& base,
                          const Options& options, Messages& messages);

}  // namespace newsgraph::cli

// `newsgraph load --manifest`: files into a saved graph, each once.
#pragma once

#include "cli/messages.h"
#include "cli/options.h"
#include "graph/base/error.h"

namespace newsgraph::cli {

// Loads those of options.files that the manifest of options.output_path does not know yet into that
// graph, and records them. A file is known by its content, whatever its name. Graph and manifest
// are replaced when all went well, else neither is. With options.rebuild, all files of the manifest
// are loaded again, into an empty graph.
//   errors   as LoadFiles, FindStanding, SaveWithManifest · DataError/ChangedFile: one has changed
//            since it was loaded (options.anyway loads it) · DataError/NoManifest: the graph has
//            none (options.anyway begins one) · LimitExceeded/TooManyRejects, after the saving ·
//            IoError/Locked: another process is at it
Status LoadByManifest(const Options& options, Messages& messages);

}  // namespace newsgraph::cli

#include "cli/loading.h"

#include "cli/text.h"

namespace newsgraph::cli {

StatusOr<Graph> LoadFiles(const std::vector<std::string>& paths, const GraphView& base,
                          const Options& options, Messages& messages) {
  (void)base, (void)options, (void)messages;
  return RuntimeError(ErrorKind::kUnsupported, "NoLoader", Cat("no loader reads ", Visible(paths[0])));
}

}  // namespace newsgraph::cli

// What the text of articles says, as JSON.
#pragma once

#include <string>
#include <vector>

#include "cli/messages.h"
#include "cli/output.h"

namespace newsgraph::cli {

// One file: an object; several: an array of objects, in the order given. A file that cannot be read
// as an article is told of and left out.
//   errors   the first file's error, after the others are done
Status ExtractFiles(const std::vector<std::string>& paths, Output& out, Messages& messages);

}  // namespace newsgraph::cli

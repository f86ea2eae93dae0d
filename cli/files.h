// Whole files in and out.
#pragma once

#include <string>
#include <string_view>

#include "graph/base/error.h"

namespace newsgraph::cli {

// A file of the user's own by the XDG rules: $variable/newsgraph/name, else
// ~/fallback/newsgraph/name; empty when there is no home.
//   UserFile("XDG_STATE_HOME", ".local/state", "history")
std::string UserFile(const char* variable, std::string_view fallback, std::string_view name);

// errors: IoError with the path and what the system said
StatusOr<std::string> ReadWholeFile(const std::string& path);
// Writes `text` beside `path`, syncs it and renames it: the file is complete or as it was. errors:
// IoError
Status WriteWholeFile(const std::string& path, std::string_view text);

}  // namespace newsgraph::cli

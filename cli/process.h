// Other programs: one that turns a text into another (dot), and the pager.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"

namespace newsgraph::cli {

// Runs a program found in PATH with `input` on its standard input; gives what it prints.
//   errors   IoError/ProgramNotFound · IoError/ProgramFailed with its last line of standard error
StatusOr<std::string> RunProgram(const std::vector<std::string>& command, std::string_view input);

// Shows a text through $PAGER (less -RS without one) and waits until it is left. False when that
// cannot be: the caller then prints the text as it is.
bool ShowInPager(std::string_view text);

}  // namespace newsgraph::cli

// The prompt: reads statements and :commands from a terminal and answers them, until the user
// leaves.
#pragma once

#include "cli/exit_code.h"
#include "cli/shell.h"

namespace newsgraph::cli {

// REQUIRES: standard input and output are terminals.
ExitCode RunRepl(Shell& shell);

}  // namespace newsgraph::cli

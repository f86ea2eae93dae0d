// Everything that needs no prompt: queries from the command line, files and pipes, and the
// subcommands.
#pragma once

#include "cli/exit_code.h"
#include "cli/messages.h"
#include "cli/options.h"

namespace newsgraph::cli {

// The whole program behind main(): parses the arguments, does what they say, tells errors on
// standard error.
ExitCode RunProgramWith(const std::vector<std::string>& arguments);

}  // namespace newsgraph::cli

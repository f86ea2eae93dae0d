// Who one is to a server.
#pragma once

#include <string>

#include "cli/bolt/address.h"
#include "cli/options.h"

namespace newsgraph::cli {

// The server of the command line with user and password: --user before the address's user; the
// address's password, then $NEWSGRAPH_PASSWORD, then, where somebody is there, what they type.
//   errors   IoError/LoginFailed: a user without a password, and nobody to ask · Cancelled
StatusOr<bolt::Address> WithLogin(const Options& options, bool ask);

// A line from the terminal itself, whatever standard input is; without `echo` it is not shown.
//   errors   IoError where there is no terminal; Cancelled by Ctrl-C or Ctrl-D
StatusOr<std::string> AskLine(std::string_view question, bool echo);

}  // namespace newsgraph::cli

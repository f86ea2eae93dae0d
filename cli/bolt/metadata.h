// What a server says at the end of a statement, in our terms: a summary, or an error.
//
//   FailureOf(code, message, text)     "Neo.ClientError.Statement.SyntaxError" -> SyntaxError with
//                                      a span into the text, where the message tells a place
//   AddSummary(metadata, text, summary)
//
// Thread-safe: no state.
#pragma once

#include <string_view>

#include "query/result.h"

namespace newsgraph::cli::bolt {

// An error that a server sent: the nearest of our kinds, its own code as the detail, and the span
// in `text` where the message gives line and column. A refused login is IoError/LoginFailed, a
// database that is not there IoError/ConnectFailed, a limit of the server's LimitExceeded.
Status FailureOf(const Value& metadata, std::string_view text);

// Whether it ends the connection, or never let it begin: exit code 4.
bool IsConnectionError(const Status& status);

// Counts of changes, notifications as warnings, and the plan of EXPLAIN or PROFILE. REQUIRES:
// metadata.is_map()
void AddSummary(const Value& metadata, query::Summary& summary);

}  // namespace newsgraph::cli::bolt

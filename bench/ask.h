// A statement of one integer, for benchmarks that compare it before they measure.
//
//   const auto count = Ask(session, "MATCH (n) RETURN count(n)", {});
#pragma once

#include <string_view>

#include "query/session.h"

namespace newsgraph::bench {

// errors: those of the statement; Internal where it gives anything but one integer
inline StatusOr<int64_t> Ask(query::Session& session, std::string_view text,
                             const query::Parameters& parameters) {
  ASSIGN_OR_RETURN(const query::Result result, session.Run(text, parameters));
  if (result.cells.size() != 1 || !result.cells[0].is_int())
    return InternalError("not one integer");
  return result.cells[0].integer();
}

}  // namespace newsgraph::bench

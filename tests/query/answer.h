// Asking a session and comparing what it says with a line of text.
//
//   EXPECT_EQ(Answer(session, "UNWIND [1, 2] AS x RETURN x, -x"), "1, -1; 2, -2");
//   EXPECT_EQ(Answer(session, "RETURN x"), "SyntaxError/UndefinedVariable");
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

#include "query/session.h"

namespace newsgraph::query {

// The rows as text, "a, b; c, d", or "Kind/Detail" of the error.
inline std::string Answer(Session& session, std::string_view text, const RunOptions& options = {}) {
  const auto result = session.Run(text, {}, options);
  if (!result.ok()) {
    const ErrorInfo info = GetErrorInfo(result.status());
    EXPECT_NE(info.kind, ErrorKind::kInternal) << text << "\n" << result.status();
    return Cat(NameOf(info.kind), info.detail.empty() ? "" : "/", info.detail);
  }
  std::string answer;
  for (uint64_t row = 0; row < result->row_count; ++row) {
    for (size_t column = 0; column < result->columns.size(); ++column) {
      Append(answer,
             column > 0 ? ", "
             : row > 0  ? "; "
                        : "",
             FormatValue(result->view, result->at(row, column)));
    }
  }
  return answer;
}

inline double Milliseconds(std::chrono::steady_clock::duration took) {
  return std::chrono::duration<double, std::milli>(took).count();
}

}  // namespace newsgraph::query

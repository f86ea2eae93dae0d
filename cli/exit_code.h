// What the program's exit says to scripts (docs/scripting.md).
#pragma once

#include "cli/bolt/metadata.h"
#include "graph/base/error.h"

namespace newsgraph::cli {

enum class ExitCode : int {
  kOk = 0,
  kQueryError = 1,
  kUsage = 2,
  kIoError = 3,
  kConnection = 4,  // a server cannot be reached, or refuses the login
  kLimit = 5,       // time, memory or rows
  kRejects = 6,     // a load finished, but more was rejected than --max-errors
  kCorruption = 7,  // a saved graph that fails its checks
  kInterrupted = 130,
  kTerminated = 143,
};

inline ExitCode ExitCodeOf(const Status& status) {
  if (status.ok()) return ExitCode::kOk;
  switch (GetErrorInfo(status).kind) {
    case ErrorKind::kIoError:
      return bolt::IsConnectionError(status) ? ExitCode::kConnection : ExitCode::kIoError;
    case ErrorKind::kCorruption:
      return ExitCode::kCorruption;
    case ErrorKind::kLimitExceeded:
      return ExitCode::kLimit;
    case ErrorKind::kCancelled:
      return ExitCode::kInterrupted;
    default:
      return ExitCode::kQueryError;
  }
}

}  // namespace newsgraph::cli

// Errors are values: absl::Status with what went wrong, in openCypher's own words, and where.
//
//   return MakeError(ErrorKind::kSyntaxError, ErrorPhase::kCompile, "UndefinedVariable", span,
//                    Cat("variable \"", name, "\" is not defined"), "did you mean \"p\"?");
//
//   ASSIGN_OR_RETURN(auto tree, Parse(text));
//   RETURN_IF_ERROR(view.Check());
//
// MakeError is the only maker in the project. The kind, phase, detail and span travel in the
// status's payload and come back with GetErrorInfo. Status codes follow from the kind (see CodeOf).
// Thread-safe: no state.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "graph/base/strings.h"
#include "graph/base/text_span.h"

namespace newsgraph {

using absl::Status;
using absl::StatusOr;

// The first thirteen are the openCypher TCK's names; the rest are what a tool around a language
// needs.
enum class ErrorKind : uint8_t {
  kSyntaxError,
  kSemanticError,
  kParameterMissing,
  kConstraintValidationFailed,
  kConstraintVerificationFailed,
  kEntityNotFound,
  kPropertyNotFound,
  kLabelNotFound,
  kTypeError,
  kArgumentError,
  kArithmeticError,
  kProcedureError,
  kTransactionError,
  kDataError,      // a file or a row that cannot be read as what it should be
  kIoError,        // the operating system said no
  kCorruption,     // a saved graph that fails its checks
  kLimitExceeded,  // time, memory, rows or nesting
  kCancelled,      // the user asked to stop
  kUnsupported,    // valid in the standard, not here
  kInternal,       // our bug
};

enum class ErrorPhase : uint8_t { kCompile, kRuntime };

struct ErrorInfo {
  ErrorKind kind = ErrorKind::kInternal;
  ErrorPhase phase = ErrorPhase::kRuntime;
  std::string detail;            // openCypher's detail, e.g. "UndefinedVariable"; may be empty
  std::optional<TextSpan> span;  // in the query or file the error is about
  std::string hint;              // the next step, e.g. a suggestion; may be empty
};

std::string_view NameOf(ErrorKind kind);    // "SyntaxError"
std::string_view NameOf(ErrorPhase phase);  // "compile time", "runtime"
absl::StatusCode CodeOf(ErrorKind kind);

Status MakeError(ErrorInfo info, std::string_view message);
Status MakeError(ErrorKind kind, ErrorPhase phase, std::string_view detail,
                 std::optional<TextSpan> span, std::string_view message,
                 std::string_view hint = {});

// Short forms for the common cases.
Status CompileError(std::string_view detail, TextSpan span, std::string_view message,
                    std::string_view hint = {});
Status RuntimeError(ErrorKind kind, std::string_view detail, std::string_view message,
                    std::string_view hint = {});
Status InternalError(std::string_view message);

// What MakeError put in; for a status made elsewhere, kInternal with its message alone.
//   REQUIRES: !status.ok()
ErrorInfo GetErrorInfo(const Status& status);

// The same status with a span where it had none (a function reports, the caller knows the place).
Status WithSpan(Status status, TextSpan span);

// One message a person can act on: kind, message, "(line 2, column 8)", the line of `text` with a
// caret under the span, and the hint. `text` is what the span points into; columns count code
// points from 1.
std::string Render(const Status& status, std::string_view text = {});

// Line and column (from 1; column in code points) of a byte offset.
std::pair<uint32_t, uint32_t> LineAndColumn(std::string_view text, uint32_t offset);

// The candidate nearest to `word` by edit distance, ignoring case, if near enough to be a typing
// slip.
template <class Range>
std::optional<std::string> Nearest(std::string_view word, const Range& candidates);

namespace internal {
// Levenshtein distance with adjacent swaps, case ignored; at most `limit` + 1.
size_t EditDistance(std::string_view a, std::string_view b, size_t limit);
}  // namespace internal

template <class Range>
std::optional<std::string> Nearest(std::string_view word, const Range& candidates) {
  const size_t limit = word.size() <= 3 ? 1 : word.size() <= 7 ? 2 : 3;
  size_t best = limit + 1;
  std::optional<std::string> nearest;
  for (const auto& candidate : candidates) {
    const size_t distance = internal::EditDistance(word, candidate, limit);
    if (distance < best) {
      best = distance;
      nearest = std::string(candidate);
    }
  }
  return nearest;
}

}  // namespace newsgraph

#define NEWSGRAPH_CONCAT_INNER(a, b) a##b
#define NEWSGRAPH_CONCAT(a, b) NEWSGRAPH_CONCAT_INNER(a, b)

#define RETURN_IF_ERROR(expression)                      \
  do {                                                   \
    ::absl::Status newsgraph_status = (expression);      \
    if (!newsgraph_status.ok()) return newsgraph_status; \
  } while (false)

#define ASSIGN_OR_RETURN(target, expression) \
  ASSIGN_OR_RETURN_INNER(NEWSGRAPH_CONCAT(newsgraph_value_, __LINE__), target, expression)
#define ASSIGN_OR_RETURN_INNER(holder, target, expression) \
  auto holder = (expression);                              \
  if (!holder.ok()) return std::move(holder).status();     \
  target = std::move(holder).value()

#include "graph/base/error.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <vector>

#include "absl/strings/cord.h"

namespace newsgraph {
namespace {

constexpr char kPayloadUrl[] = "newsgraph.error";

struct KindRow {
  ErrorKind kind;
  std::string_view name;
  absl::StatusCode code;
};

constexpr std::array<KindRow, 20> kKinds = {{
    {ErrorKind::kSyntaxError, "SyntaxError", absl::StatusCode::kInvalidArgument},
    {ErrorKind::kSemanticError, "SemanticError", absl::StatusCode::kInvalidArgument},
    {ErrorKind::kParameterMissing, "ParameterMissing", absl::StatusCode::kInvalidArgument},
    {ErrorKind::kConstraintValidationFailed, "ConstraintValidationFailed",
     absl::StatusCode::kFailedPrecondition},
    {ErrorKind::kConstraintVerificationFailed, "ConstraintVerificationFailed",
     absl::StatusCode::kFailedPrecondition},
    {ErrorKind::kEntityNotFound, "EntityNotFound", absl::StatusCode::kNotFound},
    {ErrorKind::kPropertyNotFound, "PropertyNotFound", absl::StatusCode::kNotFound},
    {ErrorKind::kLabelNotFound, "LabelNotFound", absl::StatusCode::kNotFound},
    {ErrorKind::kTypeError, "TypeError", absl::StatusCode::kInvalidArgument},
    {ErrorKind::kArgumentError, "ArgumentError", absl::StatusCode::kInvalidArgument},
    {ErrorKind::kArithmeticError, "ArithmeticError", absl::StatusCode::kInvalidArgument},
    {ErrorKind::kProcedureError, "ProcedureError", absl::StatusCode::kInvalidArgument},
    {ErrorKind::kTransactionError, "TransactionError", absl::StatusCode::kFailedPrecondition},
    {ErrorKind::kDataError, "DataError", absl::StatusCode::kInvalidArgument},
    {ErrorKind::kIoError, "IoError", absl::StatusCode::kUnavailable},
    {ErrorKind::kCorruption, "Corruption", absl::StatusCode::kDataLoss},
    {ErrorKind::kLimitExceeded, "LimitExceeded", absl::StatusCode::kResourceExhausted},
    {ErrorKind::kCancelled, "Cancelled", absl::StatusCode::kCancelled},
    {ErrorKind::kUnsupported, "Unsupported", absl::StatusCode::kUnimplemented},
    {ErrorKind::kInternal, "Internal", absl::StatusCode::kInternal},
}};

const KindRow& RowOf(ErrorKind kind) { return kKinds[static_cast<size_t>(kind)]; }

// The payload is four lines: "kind phase begin end", detail, hint; "-" stands for no span.
std::string Encode(const ErrorInfo& info) {
  std::string out = Cat(static_cast<int>(info.kind), " ", static_cast<int>(info.phase), " ");
  if (info.span) {
    Append(out, info.span->begin, " ", info.span->end);
  } else {
    Append(out, "- -");
  }
  Append(out, "\n", info.detail, "\n", info.hint);
  return out;
}

bool ReadNumber(std::string_view& text, uint32_t& number) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  if (!text.empty()) text.remove_prefix(1);
  return true;
}

ErrorInfo Decode(std::string_view text) {
  ErrorInfo info;
  uint32_t number = 0;
  if (ReadNumber(text, number)) info.kind = static_cast<ErrorKind>(number);
  if (ReadNumber(text, number)) info.phase = static_cast<ErrorPhase>(number);
  if (text.starts_with("- -\n")) {
    text.remove_prefix(4);
  } else {
    TextSpan span;
    if (ReadNumber(text, span.begin) && ReadNumber(text, span.end)) info.span = span;
  }
  const size_t line_end = text.find('\n');
  info.detail = std::string(text.substr(0, line_end));
  if (line_end != std::string_view::npos) info.hint = std::string(text.substr(line_end + 1));
  return info;
}

bool IsContinuationByte(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

size_t CountCodePoints(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !IsContinuationByte(c); }));
}

char Lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

}  // namespace

std::string_view NameOf(ErrorKind kind) { return RowOf(kind).name; }
std::string_view NameOf(ErrorPhase phase) {
  return phase == ErrorPhase::kCompile ? "compile time" : "runtime";
}
absl::StatusCode CodeOf(ErrorKind kind) { return RowOf(kind).code; }

Status MakeError(ErrorInfo info, std::string_view message) {
  Status status(CodeOf(info.kind), AbslView(message));
  status.SetPayload(kPayloadUrl, absl::Cord(Encode(info)));
  return status;
}

Status MakeError(ErrorKind kind, ErrorPhase phase, std::string_view detail,
                 std::optional<TextSpan> span, std::string_view message, std::string_view hint) {
  return MakeError(ErrorInfo{kind, phase, std::string(detail), span, std::string(hint)}, message);
}

Status CompileError(std::string_view detail, TextSpan span, std::string_view message,
                    std::string_view hint) {
  return MakeError(ErrorKind::kSyntaxError, ErrorPhase::kCompile, detail, span, message, hint);
}

Status RuntimeError(ErrorKind kind, std::string_view detail, std::string_view message,
                    std::string_view hint) {
  return MakeError(kind, ErrorPhase::kRuntime, detail, std::nullopt, message, hint);
}

Status InternalError(std::string_view message) {
  return MakeError(ErrorKind::kInternal, ErrorPhase::kRuntime, "", std::nullopt, message,
                   "this is a bug in newsgraph; please report it with the statement");
}

ErrorInfo GetErrorInfo(const Status& status) {
  if (auto payload = status.GetPayload(kPayloadUrl)) return Decode(std::string(*payload));
  return ErrorInfo{};
}

Status WithSpan(Status status, TextSpan span) {
  if (status.ok()) return status;
  ErrorInfo info = GetErrorInfo(status);
  if (info.span) return status;
  info.span = span;
  return MakeError(std::move(info), View(status.message()));
}

std::pair<uint32_t, uint32_t> LineAndColumn(std::string_view text, uint32_t offset) {
  const std::string_view before = text.substr(0, std::min<size_t>(offset, text.size()));
  const auto line = static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  const size_t line_begin =
      before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return {line, static_cast<uint32_t>(CountCodePoints(before.substr(line_begin))) + 1};
}

std::string Render(const Status& status, std::string_view text) {
  const ErrorInfo info = GetErrorInfo(status);
  std::string out = Cat(NameOf(info.kind), ": ", View(status.message()));
  if (info.span && info.span->begin <= text.size() && !text.empty()) {
    const auto [line, column] = LineAndColumn(text, info.span->begin);
    Append(out, " (line ", line, ", column ", column, ")");
    const size_t previous =
        info.span->begin == 0 ? std::string_view::npos : text.rfind('\n', info.span->begin - 1);
    const size_t line_begin = previous == std::string_view::npos ? 0 : previous + 1;
    const size_t line_end = std::min(text.find('\n', info.span->begin), text.size());
    // A long line is shown around the caret only.
    constexpr size_t kContext = 60;
    size_t from =
        info.span->begin - line_begin > kContext ? info.span->begin - kContext : line_begin;
    while (from > line_begin && IsContinuationByte(text[from])) --from;
    size_t to = std::min(line_end, info.span->begin + kContext);
    while (to < line_end && IsContinuationByte(text[to])) ++to;
    std::string shown(text.substr(from, to - from));
    std::replace(shown.begin(), shown.end(), '\t', ' ');
    const size_t marked_end = std::min<size_t>(std::max(info.span->end, info.span->begin + 1), to);
    const size_t indent = CountCodePoints(text.substr(from, info.span->begin - from));
    const size_t width =
        marked_end > info.span->begin
            ? CountCodePoints(text.substr(info.span->begin, marked_end - info.span->begin))
            : 1;
    Append(out, "\n  ", shown, "\n  ", std::string(indent, ' '),
           std::string(std::max<size_t>(width, 1), '^'));
  }
  if (!info.hint.empty()) Append(out, "\n  hint: ", info.hint);
  return out;
}

namespace internal {

size_t EditDistance(std::string_view a, std::string_view b, size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit) return limit + 1;
  std::vector<size_t> before_last(b.size() + 1), last(b.size() + 1), current(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t cost = Lower(a[i - 1]) == Lower(b[j - 1]) ? 0 : 1;
      current[j] = std::min({last[j] + 1, current[j - 1] + 1, last[j - 1] + cost});
      if (i > 1 && j > 1 && Lower(a[i - 1]) == Lower(b[j - 2]) &&
          Lower(a[i - 2]) == Lower(b[j - 1])) {
        current[j] = std::min(current[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, current);
  }
  return std::min(last[b.size()], limit + 1);
}

}  // namespace internal
}  // namespace newsgraph

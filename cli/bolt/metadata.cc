#include "cli/bolt/metadata.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace newsgraph::cli::bolt {
namespace {

std::string_view TextAt(const Value& map, std::string_view key) {
  const Value& value = map.at(key);
  return value.is_string() ? value.string() : std::string_view();
}

// The first row whose word is in the code counts. Codes are those of Neo4j's list of status codes;
// Memgraph's are a few of them.
struct CodeRow {
  std::string_view word;
  ErrorKind kind;
  std::string_view detail = {};  // empty: the code itself
  std::string_view hint = {};
};
constexpr std::string_view kLoginHint =
    "--user NAME, with the password in NEWSGRAPH_PASSWORD or as the prompt asks for it";
constexpr CodeRow kCodes[] = {
    {".Security.Forbidden", ErrorKind::kArgumentError},
    {".Security.", ErrorKind::kIoError, "LoginFailed", kLoginHint},
    {".Database.DatabaseNotFound", ErrorKind::kIoError, "ConnectFailed",
     "bolt://HOST/DATABASE names the database; SHOW DATABASES lists them"},
    {".Statement.SyntaxError", ErrorKind::kSyntaxError},
    {".Statement.SemanticError", ErrorKind::kSemanticError},
    {".Statement.ParameterMissing", ErrorKind::kParameterMissing, "", "give it, e.g. --param n=1"},
    {".Statement.EntityNotFound", ErrorKind::kEntityNotFound},
    {".Statement.TypeError", ErrorKind::kTypeError},
    {".Statement.ArgumentError", ErrorKind::kArgumentError},
    {".Statement.ArithmeticError", ErrorKind::kArithmeticError},
    {".Statement.AccessMode", ErrorKind::kTransactionError, "",
     "start without --read-only to write"},
    {"ConstraintValidationFailed", ErrorKind::kConstraintValidationFailed},
    {"ConstraintVerificationFailed", ErrorKind::kConstraintVerificationFailed},
    {".Procedure.", ErrorKind::kProcedureError},
    {"TimedOut", ErrorKind::kLimitExceeded, "", "raise the time limit, e.g. --timeout 1m"},
    {"Timeout", ErrorKind::kLimitExceeded},
    {"OutOfMemory", ErrorKind::kLimitExceeded},
    {".TransientError.", ErrorKind::kTransactionError, "", "try it again"},
};

std::optional<uint64_t> NumberAfter(std::string_view text, std::string_view word) {
  const size_t at = text.find(word);
  if (at == std::string_view::npos) return std::nullopt;
  text.remove_prefix(at + word.size());
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

// The byte at which a line and a column, from 1 and in UTF-16 units, lie.
std::optional<size_t> OffsetOf(std::string_view text, uint64_t line, uint64_t column) {
  size_t at = 0;
  for (; line > 1; --line) {
    at = text.find('\n', at);
    if (at == std::string_view::npos) return std::nullopt;
    ++at;
  }
  while (column > 1 && at < text.size() && text[at] != '\n') {
    const auto byte = static_cast<unsigned char>(text[at]);
    const size_t size = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    column -= std::min<uint64_t>(column - 1, size == 4 ? 2 : 1);
    at += std::min(size, text.size() - at);
  }
  return column <= 1 ? std::optional(at) : std::nullopt;
}

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// "... (line 1, column 8 (offset: 7))", and then the line with a caret, which we show ourselves.
std::optional<TextSpan> TakePlace(std::string_view& message, std::string_view text) {
  const size_t place = message.find("(line ");
  if (place == std::string_view::npos) return std::nullopt;
  const std::string_view numbers = message.substr(place);
  const auto line = NumberAfter(numbers, "(line "), column = NumberAfter(numbers, "column ");
  if (!line || !column) return std::nullopt;
  const auto begin = OffsetOf(text, *line, *column);
  if (!begin) return std::nullopt;
  size_t end = std::min(*begin + 1, text.size());
  if (*begin < text.size() && IsWordByte(text[*begin])) {
    while (end < text.size() && IsWordByte(text[end])) ++end;
  }
  message = Trim(message.substr(0, place));
  return TextSpan{static_cast<uint32_t>(*begin), static_cast<uint32_t>(end)};
}

std::string NumberText(const Value& value) {
  if (value.is_int()) return std::to_string(value.integer());
  return value.is_float() ? FormatFloat(value.floating()) : std::string();
}

// An operator of a plan and, further in, those that feed it. Depth is that of the value, which is
// bounded.
void AppendPlan(std::string& out, const Value& plan, int depth) {
  if (!plan.is_map()) return;
  std::string line(static_cast<size_t>(2 * depth), ' ');
  std::string_view name = TextAt(plan, "operatorType");
  Append(line, name.substr(0, name.find('@')));
  const Value& arguments = plan.at("args");
  if (arguments.is_map()) {
    if (const auto details = TextAt(arguments, "Details"); !details.empty())
      Append(line, "(", details, ")");
    const std::string estimated = NumberText(arguments.at("EstimatedRows"));
    if (!estimated.empty()) Append(line, "  ~", estimated, " rows");
  }
  if (const std::string rows = NumberText(plan.at("rows")); !rows.empty())
    Append(line, ", ", rows, " real");
  if (const std::string hits = NumberText(plan.at("dbHits")); !hits.empty())
    Append(line, ", ", hits, " db hits");
  Append(out, line, "\n");
  const Value& children = plan.at("children");
  if (!children.is_list()) return;
  for (const Value& child : children.list()) AppendPlan(out, child, depth + 1);
}

// Notes that a client is told are warnings here, unless the server says that they are for
// information.
void AddNotifications(const Value& list, query::Summary& summary) {
  if (!list.is_list()) return;
  for (const Value& note : list.list()) {
    if (!note.is_map()) continue;
    std::string message(TextAt(note, "description"));
    if (message.empty()) message = TextAt(note, "title");
    if (message.empty()) message = TextAt(note, "code");
    summary.warnings.push_back({std::string(TextAt(note, "code")), std::move(message), {}});
  }
}

constexpr std::pair<std::string_view, uint64_t SideEffects::*> kCounts[] = {
    {"nodes-created", &SideEffects::nodes_created},
    {"nodes-deleted", &SideEffects::nodes_deleted},
    {"relationships-created", &SideEffects::edges_created},
    {"relationships-deleted", &SideEffects::edges_deleted},
    {"labels-added", &SideEffects::labels_added},
    {"labels-removed", &SideEffects::labels_removed},
    {"properties-set", &SideEffects::properties_set},
};

}  // namespace

Status FailureOf(const Value& metadata, std::string_view text) {
  std::string_view code = metadata.is_map() ? TextAt(metadata, "code") : std::string_view();
  std::string_view message = metadata.is_map() ? TextAt(metadata, "message") : std::string_view();
  ErrorInfo info;
  info.kind = ErrorKind::kArgumentError;
  info.detail = code;
  for (const CodeRow& row : kCodes) {
    if (code.find(row.word) == std::string_view::npos) continue;
    info.kind = row.kind;
    if (!row.detail.empty()) info.detail = row.detail;
    info.hint = row.hint;
    break;
  }
  info.span = TakePlace(message, text);
  if (message.empty()) message = "the server gives no reason";
  return MakeError(std::move(info),
                   code.empty() ? std::string(message) : Cat(message, " [", code, "]"));
}

bool IsConnectionError(const Status& status) {
  if (status.ok()) return false;
  const std::string detail = GetErrorInfo(status).detail;
  for (const std::string_view ours :
       {"ConnectFailed", "ConnectionLost", "LoginFailed", "ProtocolError"}) {
    if (detail == ours) return true;
  }
  return false;
}

void AddSummary(const Value& metadata, query::Summary& summary) {
  if (const Value& stats = metadata.at("stats"); stats.is_map()) {
    for (const auto& [name, count] : kCounts) {
      const Value& number = stats.at(name);
      if (number.is_int() && number.integer() > 0)
        summary.effects.*count += static_cast<uint64_t>(number.integer());
    }
  }
  AddNotifications(metadata.at("notifications"), summary);
  const Value& profile = metadata.at("profile");
  AppendPlan(summary.plan, profile.is_map() ? profile : metadata.at("plan"), 0);
}

}  // namespace newsgraph::cli::bolt

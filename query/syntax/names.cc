#include "query/syntax/names.h"

#include <cstddef>

namespace newsgraph::syntax {
namespace {

// In the order of the enumeration.
template <size_t N, class Enum>
std::string_view At(const std::string_view (&names)[N], Enum value) {
  return names[static_cast<size_t>(value)];
}

}  // namespace

std::string_view NameOf(Direction direction) {
  static constexpr std::string_view kNames[] = {"->", "<-", "-"};
  return At(kNames, direction);
}

std::string_view NameOf(PathSearch search) {
  static constexpr std::string_view kNames[] = {"",
                                                "ANY",
                                                "ANY SHORTEST",
                                                "ALL SHORTEST",
                                                "SHORTEST",
                                                "SHORTEST GROUPS",
                                                "ANY CHEAPEST",
                                                "ALL CHEAPEST",
                                                "CHEAPEST"};
  return At(kNames, search);
}

std::string_view NameOf(PathMode mode) {
  static constexpr std::string_view kNames[] = {"",        "WALK",   "TRAIL",
                                                "ACYCLIC", "SIMPLE", "FORWARD"};
  return At(kNames, mode);
}

std::string_view NameOf(LegacySearch search) {
  static constexpr std::string_view kNames[] = {"", "shortestPath", "allShortestPaths"};
  return At(kNames, search);
}

std::string_view NameOf(ArithmeticOperator op) {
  static constexpr std::string_view kNames[] = {"+", "-", "||", "*", "/", "%", "^"};
  return At(kNames, op);
}

std::string_view NameOf(ComparisonOperator op) {
  static constexpr std::string_view kNames[] = {"=", "<>", "<", "<=", ">", ">="};
  return At(kNames, op);
}

std::string_view NameOf(LogicalOperator op) {
  static constexpr std::string_view kNames[] = {"AND", "OR", "XOR"};
  return At(kNames, op);
}

std::string_view NameOf(StringOperator op) {
  static constexpr std::string_view kNames[] = {"STARTS WITH", "ENDS WITH", "CONTAINS", "=~"};
  return At(kNames, op);
}

std::string_view NameOf(QuantifierKind kind) {
  static constexpr std::string_view kNames[] = {"all", "any", "none", "single"};
  return At(kNames, kind);
}

std::string_view NameOf(SubqueryKind kind) {
  static constexpr std::string_view kNames[] = {"EXISTS", "COUNT", "COLLECT"};
  return At(kNames, kind);
}

std::string_view NameOf(MatchMode mode) {
  static constexpr std::string_view kNames[] = {"", "DIFFERENT RELATIONSHIPS",
                                                "REPEATABLE ELEMENTS"};
  return At(kNames, mode);
}

std::string_view NameOf(BudgetUnit unit) {
  static constexpr std::string_view kNames[] = {"MS", "SECONDS", "EDGES", "ROWS", "MB"};
  return At(kNames, unit);
}

std::string_view NameOf(ConstraintKind kind) {
  static constexpr std::string_view kNames[] = {"UNIQUE", "NOT NULL", "KEY"};
  return At(kNames, kind);
}

std::string_view NameOf(ShowKind kind) {
  static constexpr std::string_view kNames[] = {"INDEXES", "CONSTRAINTS", "FUNCTIONS",
                                                "PROCEDURES"};
  return At(kNames, kind);
}

std::string_view NameOf(TransactionAction action) {
  static constexpr std::string_view kNames[] = {"BEGIN", "COMMIT", "ROLLBACK"};
  return At(kNames, action);
}

std::string_view NameOf(VerbKind kind) {
  static constexpr std::string_view kNames[] = {"paths",    "near", "connect", "common",
                                                "timeline", "why",  "about"};
  return At(kNames, kind);
}

std::string_view NameOf(StatementMode mode) {
  static constexpr std::string_view kNames[] = {"", "EXPLAIN", "PROFILE"};
  return At(kNames, mode);
}

}  // namespace newsgraph::syntax

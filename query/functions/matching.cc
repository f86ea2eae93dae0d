// Strings inside strings, and regular expressions.
#include <re2/re2.h>

#include "query/functions/operators.h"
#include "query/functions/rows.h"

namespace newsgraph::functions {

Value StartsWith(const Value& text, const Value& prefix) {
  if (!text.is_string() || !prefix.is_string()) return Value();
  return Value::Bool(text.string().starts_with(prefix.string()));
}

Value EndsWith(const Value& text, const Value& suffix) {
  if (!text.is_string() || !suffix.is_string()) return Value();
  return Value::Bool(text.string().ends_with(suffix.string()));
}

Value Contains(const Value& text, const Value& part) {
  if (!text.is_string() || !part.is_string()) return Value();
  return Value::Bool(text.string().find(part.string()) != std::string_view::npos);
}

struct Pattern::Automaton {
  Automaton(re2::StringPiece pattern, const re2::RE2::Options& options)
      : expression(pattern, options) {}
  re2::RE2 expression;
};

Pattern::Pattern(std::shared_ptr<const Automaton> automaton) : automaton_(std::move(automaton)) {}

StatusOr<Pattern> Pattern::Compile(std::string_view pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  auto automaton =
      std::make_shared<const Automaton>(re2::StringPiece(pattern.data(), pattern.size()), options);
  if (automaton->expression.ok()) return Pattern(std::move(automaton));
  return RuntimeError(ErrorKind::kSyntaxError, "InvalidRegularExpression",
                      Cat("the pattern ", Describe(Value::String(pattern)),
                          " is no regular expression: ", automaton->expression.error()),
                      "the syntax is RE2's: no look-ahead, no back-references");
}

bool Pattern::MatchesWhole(std::string_view text) const {
  return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), automaton_->expression);
}

StatusOr<Value> Matches(const Value& text, const Value& pattern) {
  if (!text.is_string() || !pattern.is_string()) return Value();
  ASSIGN_OR_RETURN(const Pattern compiled, Pattern::Compile(pattern.string()));
  return Value::Bool(compiled.MatchesWhole(text.string()));
}

}  // namespace newsgraph::functions

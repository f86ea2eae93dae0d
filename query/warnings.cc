#include "query/warnings.h"

#include "query/syntax/lexer.h"

namespace newsgraph::query {
namespace {

using syntax::Token;
using syntax::TokenKind;

enum class Place : uint8_t { kLabel, kType, kKey };

// Whether a name between these two tokens stands for a label, type or key. Types are those in
// square brackets.
bool Fits(Place place, TokenKind before, TokenKind after, bool in_brackets) {
  switch (place) {
    case Place::kKey:
      return before == TokenKind::kDot ||
             (after == TokenKind::kColon &&
              (before == TokenKind::kLeftBrace || before == TokenKind::kComma));
    case Place::kLabel:
    case Place::kType:
      return (in_brackets == (place == Place::kType) || before == TokenKind::kColon) &&
             (before == TokenKind::kColon || before == TokenKind::kBar ||
              before == TokenKind::kAmpersand || before == TokenKind::kBang ||
              before == TokenKind::kLeftParen);
  }
  return false;
}

bool Spells(const Token& token, std::string_view text, std::string_view name) {
  std::string_view spelled = token.span.In(text);
  if (token.kind == TokenKind::kWord) return spelled == name;
  if (token.kind != TokenKind::kQuotedWord) return false;
  return spelled.substr(1, spelled.size() - 2) == name;
}

// The first place of a name; empty when it is written with escapes.
TextSpan FindName(std::string_view text, std::string_view name, Place place) {
  syntax::Lexer lexer(text);
  TokenKind before = TokenKind::kEnd;
  bool in_brackets = false;
  for (Token token = lexer.Next(); token.kind != TokenKind::kEnd;) {
    const Token after = lexer.Next();
    if (token.kind == TokenKind::kLeftBracket) in_brackets = true;
    if (token.kind == TokenKind::kRightBracket) in_brackets = false;
    if (Spells(token, text, name) && Fits(place, before, after.kind, in_brackets))
      return token.span;
    before = token.kind;
    token = after;
  }
  return {};
}

}  // namespace

void WarnOfUnknownNames(const semantics::NameList& names, const GraphView& view,
                        std::string_view text, std::vector<Warning>& warnings) {
  // `occurs(i)` says whether the name of that number in `known` stands for anything now.
  const auto warn = [&](std::string_view what, std::string_view code, const std::string& name,
                        Place place, const std::vector<std::string>& known, const auto& occurs) {
    std::vector<std::string> others;
    for (uint32_t i = 0; i < known.size(); ++i) {
      if (occurs(i)) others.push_back(known[i]);
    }
    std::string message = Cat("no ", what, " \"", name, "\" occurs in the graph");
    if (const auto nearest = Nearest(name, others))
      Append(message, "; did you mean \"", *nearest, "\"?");
    warnings.push_back({std::string(code), std::move(message), FindName(text, name, place)});
  };
  const auto has_nodes = [&](uint32_t i) { return view.statistics().NodesWith(LabelId{i}) > 0; };
  const auto has_edges = [&](uint32_t i) { return view.statistics().EdgesOf(EdgeTypeId{i}) > 0; };
  for (const std::string& name : names.labels) {
    const LabelId id = view.names().FindLabel(name);
    if (!id.valid() || !has_nodes(id.value))
      warn("label", "UnknownLabel", name, Place::kLabel, view.names().labels.all(), has_nodes);
  }
  for (const std::string& name : names.types) {
    const EdgeTypeId id = view.names().FindType(name);
    if (!id.valid() || !has_edges(id.value)) {
      warn("relationship type", "UnknownType", name, Place::kType, view.names().types.all(),
           has_edges);
    }
  }
  for (const std::string& name : names.element_keys) {
    if (!view.names().FindKey(name).valid()) {
      warn("property", "UnknownProperty", name, Place::kKey, view.names().keys.all(),
           [](uint32_t) { return true; });
    }
  }
}

}  // namespace newsgraph::query

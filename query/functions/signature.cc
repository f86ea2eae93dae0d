#include <algorithm>

#include "graph/base/check.h"
#include "graph/base/strings.h"
#include "query/functions/function.h"

namespace newsgraph::functions {
namespace {

bool EatSuffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text = Trim(text.substr(0, text.size() - suffix.size()));
  return true;
}

// The pieces between separators that stand outside <>, (), [] and quotes, e.g. of "a :: LIST<A, B>,
// b :: STRING = ','".
std::vector<std::string_view> SplitOutside(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  int depth = 0;
  bool quoted = false;
  size_t begin = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\'') quoted = !quoted;
    if (quoted) continue;
    if (c == '<' || c == '(' || c == '[') ++depth;
    if (c == '>' || c == ')' || c == ']') --depth;
    if (c == separator && depth == 0) {
      pieces.push_back(Trim(text.substr(begin, i - begin)));
      begin = i + 1;
    }
  }
  pieces.push_back(Trim(text.substr(begin)));
  return pieces;
}

KindMask KindsNamed(std::string_view name) {
  if (name == "ANY") return kAnyKind;
  if (name == "NUMBER") return kNumberKinds;
  if (name == "TEMPORAL") return kTemporalKinds;
  for (int kind = 0; kind < kValueKindCount; ++kind) {
    if (NameOf(static_cast<ValueKind>(kind)) == name) return KindMask{1} << kind;
  }
  return 0;
}

Type ParseType(std::string_view text) {
  Type type{0, 0};
  for (std::string_view alternative : SplitOutside(text, '|')) {
    if (EatSuffix(alternative, "?")) type.kinds |= MaskOf(ValueKind::kNull);
    if (alternative.starts_with("LIST<") && alternative.ends_with('>')) {
      type.kinds |= MaskOf(ValueKind::kList);
      type.elements |= ParseType(alternative.substr(5, alternative.size() - 6)).kinds;
      continue;
    }
    const KindMask kinds = KindsNamed(alternative);
    DCHECK(kinds != 0);
    type.kinds |= kinds;
    if ((kinds & MaskOf(ValueKind::kList)) != 0) type.elements = kAnyKind;
  }
  if (type.elements == 0) type.elements = kAnyKind;
  return type;
}

Parameter ParseParameter(std::string_view text) {
  Parameter parameter;
  const size_t colons = text.find("::");
  DCHECK(colons != std::string_view::npos);
  parameter.name = std::string(Trim(text.substr(0, colons)));
  std::string_view type = Trim(text.substr(colons + 2));
  const size_t equals = type.find('=');
  parameter.optional = equals != std::string_view::npos;
  parameter.type = ParseType(Trim(type.substr(0, equals)));
  return parameter;
}

Overload ParseOverload(std::string_view line) {
  Overload overload;
  const size_t open = line.find('('), close = line.rfind(") ::");
  DCHECK(open != std::string_view::npos && close != std::string_view::npos && open < close);
  std::string_view parameters = Trim(line.substr(open + 1, close - open - 1));
  overload.result = ParseType(Trim(line.substr(close + 4)));
  if (parameters.empty()) return overload;
  overload.variadic = EatSuffix(parameters, "...");
  for (std::string_view piece : SplitOutside(parameters, ',')) {
    overload.parameters.push_back(ParseParameter(piece));
  }
  return overload;
}

// "INTEGER | FLOAT"; a list's elements in <> unless they may be anything.
std::string NameOfKinds(KindMask kinds, KindMask elements) {
  if (kinds == MaskOf(ValueKind::kNull)) return "NULL";
  kinds &= ~MaskOf(ValueKind::kNull);
  if (kinds == (kAnyKind & ~MaskOf(ValueKind::kNull))) return "ANY";
  std::string name;
  for (int i = 0; i < kValueKindCount; ++i) {
    const auto kind = static_cast<ValueKind>(i);
    if ((kinds & MaskOf(kind)) == 0) continue;
    if (!name.empty()) name += " | ";
    name += NameOf(kind);
    if (kind == ValueKind::kList && elements != kAnyKind) {
      Append(name, "<", NameOfKinds(elements, kAnyKind), ">");
    }
  }
  return name;
}

}  // namespace

std::string NameOf(Type type) { return NameOfKinds(type.kinds, type.elements); }

size_t Overload::min_arguments() const {
  return static_cast<size_t>(std::count_if(parameters.begin(), parameters.end(),
                                           [](const Parameter& p) { return !p.optional; }));
}

bool Overload::Accepts(size_t count) const {
  return count >= min_arguments() && (variadic || count <= parameters.size());
}

std::vector<Overload> ParseSignature(std::string_view signature) {
  std::vector<Overload> overloads;
  for (std::string_view line : SplitOutside(signature, '\n'))
    overloads.push_back(ParseOverload(line));
  return overloads;
}

}  // namespace newsgraph::functions

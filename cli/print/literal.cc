#include "cli/print/literal.h"

#include <cmath>

#include "cli/interrupt.h"
#include "cli/text.h"
#include "graph/value_text.h"

namespace newsgraph::cli {
namespace {

std::string_view ConstructorOf(ValueKind kind) {
  switch (kind) {
    case ValueKind::kDate:
      return "date";
    case ValueKind::kLocalTime:
      return "localtime";
    case ValueKind::kTime:
      return "time";
    case ValueKind::kLocalDateTime:
      return "localdatetime";
    case ValueKind::kDateTime:
      return "datetime";
    default:
      return "duration";
  }
}

class LiteralForm : public TextForm {
 public:
  using TextForm::TextForm;

  bool GoOn() const { return !Interrupted(); }
  void Float(double number) {
    if (std::isnan(number)) {
      out_ += "(0.0 / 0.0)";
    } else if (std::isinf(number)) {
      out_ += number > 0 ? "(1.0 / 0.0)" : "(-1.0 / 0.0)";
    } else {
      TextForm::Float(number);
    }
  }
  // Escaped such that the statement is safe to look at too.
  void String(std::string_view text) { AppendQuoted(out_, text, '\'', Escapes::kCypher); }
  void Temporal(const Value& value) {
    out_ += ConstructorOf(value.kind());
    out_ += '(';
    TextForm::Temporal(value);
    out_ += ')';
  }
  void Node(NodeId) { Null(); }
  void Edge(EdgeId) { Null(); }
  void Path(const PathValue&) { Null(); }
  void Key(std::string_view name) {
    AppendName(out_, name);
    out_ += ": ";
  }
};

}  // namespace

void AppendLiteral(std::string& out, const Value& value) {
  LiteralForm form(out);
  WriteValue(value, form);
}

void AppendPropertyMap(std::string& out, const GraphView& view, const Properties& properties) {
  LiteralForm form(out);
  form.BeginMap();
  for (size_t i = 0; i < properties.size(); ++i) {
    if (i > 0) form.Separate();
    form.Key(view.names().keys.NameOf(properties[i].first));
    WriteValue(properties[i].second, form);
  }
  form.EndMap();
}

}  // namespace newsgraph::cli

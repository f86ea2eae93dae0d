// Values as text: one walk over a value and all within it, and the form that it writes.
//
//   std::string out;
//   TextForm form(out);
//   WriteValue(value, form);                 out == "[1, {k: 'v'}, '2025-12-13']"
//
// A form has a function for each kind of value and for the brackets of lists and maps; another form
// is a class that derives from TextForm and hides what it writes otherwise, or one with the same
// functions (JSON). GoOn(), asked before each item of a list, may end a list early. Forms are
// called by their own type, not through virtual functions. Recursion is bounded by
// Value::kMaxDepth. Thread-safe: no state.
#pragma once

#include <string>
#include <string_view>

#include "graph/value.h"

namespace newsgraph {

template <class Form>
void WriteValue(const Value& value, Form& form) {
  switch (value.kind()) {
    case ValueKind::kNull:
      return form.Null();
    case ValueKind::kBool:
      return form.Bool(value.boolean());
    case ValueKind::kInt:
      return form.Int(value.integer());
    case ValueKind::kFloat:
      return form.Float(value.floating());
    case ValueKind::kNode:
      return form.Node(value.node());
    case ValueKind::kEdge:
      return form.Edge(value.edge());
    case ValueKind::kDate:
    case ValueKind::kLocalTime:
    case ValueKind::kTime:
    case ValueKind::kLocalDateTime:
    case ValueKind::kDateTime:
    case ValueKind::kDuration:
      return form.Temporal(value);
    case ValueKind::kString:
      return form.String(value.string());
    case ValueKind::kPath:
      return form.Path(value.path());
    case ValueKind::kPoint:
      return form.Point(value.point());
    case ValueKind::kList: {
      form.BeginList();
      bool first = true;
      for (const Value& item : value.list()) {
        if (!form.GoOn()) break;
        if (!first) form.Separate();
        first = false;
        WriteValue(item, form);
      }
      return form.EndList();
    }
    case ValueKind::kMap: {
      form.BeginMap();
      bool first = true;
      for (const MapEntry& entry : value.map()) {
        if (!first) form.Separate();
        first = false;
        form.Key(entry.key);
        WriteValue(entry.value, form);
      }
      return form.EndMap();
    }
  }
}

// openCypher's literal form, without a graph: see ToText in value.h.
class TextForm {
 public:
  explicit TextForm(std::string& out) : out_(out) {}

  bool GoOn() const { return true; }
  void Null() { out_ += "null"; }
  void Bool(bool b) { out_ += b ? "true" : "false"; }
  void Int(int64_t number);
  void Float(double number) { out_ += FormatFloat(number); }
  void String(std::string_view text);
  void Temporal(const Value& value);
  void Point(const PointValue& point);
  void Node(NodeId node);
  void Edge(EdgeId edge);
  void Path(const PathValue& path);
  void Key(std::string_view name);
  void Separate() { out_ += ", "; }
  void BeginList() { out_ += '['; }
  void EndList() { out_ += ']'; }
  void BeginMap() { out_ += '{'; }
  void EndMap() { out_ += '}'; }

 protected:
  std::string& out_;
};

// A date, time, datetime or duration without quotes, e.g. 2025-12-13. REQUIRES:
// value.is_temporal().
std::string TemporalText(const Value& value);

}  // namespace newsgraph

#include "cli/print/literal.h"

#include <cctype>
#include <cmath>

#include "cli/print/cell.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

void AppendCall(std::string& out, std::string_view function, const Value& value) {
  Append(out, function, "('", TemporalText(value), "')");
}

void AppendFloat(std::string& out, double number) {
  if (std::isnan(number)) {
    out += "(0.0 / 0.0)";
  } else if (std::isinf(number)) {
    out += number > 0 ? "(1.0 / 0.0)" : "(-1.0 / 0.0)";
  } else {
    out += FormatFloat(number);
  }
}

void AppendPoint(std::string& out, const PointValue& point) {
  Append(out, "point({x: ", FormatFloat(point.x), ", y: ", FormatFloat(point.y));
  if (point.has_z()) Append(out, ", z: ", FormatFloat(point.z));
  Append(out, ", srid: ", point.srid, "})");
}

}  // namespace

void AppendName(std::string& out, std::string_view name) {
  bool plain = !name.empty() && !std::isdigit(static_cast<unsigned char>(name[0]));
  for (const char c : name)
    plain = plain && (std::isalnum(static_cast<unsigned char>(c)) || c == '_');
  if (plain) {
    out += name;
    return;
  }
  out += '`';
  for (const char c : name) {
    if (c == '`') out += '`';
    out += c;
  }
  out += '`';
}

// Depth of values is bounded by Value::kMaxDepth.
void AppendLiteral(std::string& out, const Value& value) {
  switch (value.kind()) {
    case ValueKind::kNull:
    case ValueKind::kNode:
    case ValueKind::kEdge:
    case ValueKind::kPath:
      out += "null";
      break;
    case ValueKind::kBool:
      out += value.boolean() ? "true" : "false";
      break;
    case ValueKind::kInt:
      Append(out, value.integer());
      break;
    case ValueKind::kFloat:
      AppendFloat(out, value.floating());
      break;
    case ValueKind::kDate:
      AppendCall(out, "date", value);
      break;
    case ValueKind::kLocalTime:
      AppendCall(out, "localtime", value);
      break;
    case ValueKind::kTime:
      AppendCall(out, "time", value);
      break;
    case ValueKind::kLocalDateTime:
      AppendCall(out, "localdatetime", value);
      break;
    case ValueKind::kDateTime:
      AppendCall(out, "datetime", value);
      break;
    case ValueKind::kDuration:
      AppendCall(out, "duration", value);
      break;
    case ValueKind::kString:
      // Escaped such that the statement is safe to look at too.
      AppendQuoted(out, value.string(), '\'', Escapes::kCypher);
      break;
    case ValueKind::kList:
      out += '[';
      for (size_t i = 0; i < value.list().size(); ++i) {
        if (i > 0) out += ", ";
        AppendLiteral(out, value.list()[i]);
      }
      out += ']';
      break;
    case ValueKind::kMap:
      out += '{';
      for (size_t i = 0; i < value.map().size(); ++i) {
        if (i > 0) out += ", ";
        AppendName(out, value.map()[i].key);
        out += ": ";
        AppendLiteral(out, value.map()[i].value);
      }
      out += '}';
      break;
    case ValueKind::kPoint:
      AppendPoint(out, value.point());
      break;
  }
}

void AppendPropertyMap(std::string& out, const GraphView& view, const Properties& properties) {
  out += '{';
  for (size_t i = 0; i < properties.size(); ++i) {
    if (i > 0) out += ", ";
    AppendName(out, view.names().keys.NameOf(properties[i].first));
    out += ": ";
    AppendLiteral(out, properties[i].second);
  }
  out += '}';
}

}  // namespace newsgraph::cli

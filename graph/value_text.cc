// Values in openCypher's literal form.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "graph/base/strings.h"
#include "graph/value.h"

namespace newsgraph {
namespace {

void Quote(std::string& out, std::string_view text) {
  out += '\'';
  for (char c : text) {
    switch (c) {
      case '\'':
        out += "\\'";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += c;
    }
  }
  out += '\'';
}

void AppendPoint(std::string& out, const PointValue& p) {
  const bool geographic = p.srid == 4326 || p.srid == 4979;
  Append(out, "point({srid: ", p.srid, geographic ? ", longitude: " : ", x: ", FormatFloat(p.x),
         geographic ? ", latitude: " : ", y: ", FormatFloat(p.y));
  if (p.has_z()) Append(out, geographic ? ", height: " : ", z: ", FormatFloat(p.z));
  out += "})";
}

void AppendText(std::string& out, const Value& v) {
  switch (v.kind()) {
    case ValueKind::kNull:
      out += "null";
      return;
    case ValueKind::kBool:
      out += v.boolean() ? "true" : "false";
      return;
    case ValueKind::kInt:
      Append(out, v.integer());
      return;
    case ValueKind::kFloat:
      out += FormatFloat(v.floating());
      return;
    case ValueKind::kNode:
      Append(out, "(#", v.node().value, ")");
      return;
    case ValueKind::kEdge:
      Append(out, "[#", v.edge().value, "]");
      return;
    case ValueKind::kDate:
      Quote(out, Format(v.date()));
      return;
    case ValueKind::kLocalTime:
      Quote(out, Format(v.local_time()));
      return;
    case ValueKind::kTime:
      Quote(out, Format(v.time()));
      return;
    case ValueKind::kLocalDateTime:
      Quote(out, Format(v.local_date_time()));
      return;
    case ValueKind::kDateTime:
      Quote(out, Format(v.date_time()));
      return;
    case ValueKind::kDuration:
      Quote(out, Format(v.duration()));
      return;
    case ValueKind::kString:
      Quote(out, v.string());
      return;
    case ValueKind::kPoint:
      AppendPoint(out, v.point());
      return;
    case ValueKind::kList: {
      out += '[';
      for (size_t i = 0; i < v.list().size(); ++i) {
        if (i > 0) out += ", ";
        AppendText(out, v.list()[i]);
      }
      out += ']';
      return;
    }
    case ValueKind::kMap: {
      out += '{';
      for (size_t i = 0; i < v.map().size(); ++i) {
        Append(out, i > 0 ? ", " : "", v.map()[i].key, ": ");
        AppendText(out, v.map()[i].value);
      }
      out += '}';
      return;
    }
    case ValueKind::kPath: {
      Append(out, "<(#", v.path().nodes[0].value, ")");
      for (size_t i = 0; i < v.path().edges.size(); ++i) {
        Append(out, "-[#", v.path().edges[i].value, "]-(#", v.path().nodes[i + 1].value, ")");
      }
      out += '>';
      return;
    }
  }
}

}  // namespace

std::string FormatFloat(double d) {
  if (std::isnan(d)) return "NaN";
  if (std::isinf(d)) return d < 0 ? "-Infinity" : "Infinity";
  char buffer[40];
  const double magnitude = std::abs(d);
  const bool plain = magnitude == 0 || (magnitude >= 1e-3 && magnitude < 1e7);
  auto [end, error] =
      std::to_chars(buffer, buffer + sizeof buffer, d,
                    plain ? std::chars_format::fixed : std::chars_format::scientific);
  std::string text(buffer, end);
  const size_t exponent = text.find('e');
  if (exponent == std::string::npos) {
    if (text.find('.') == std::string::npos) text += ".0";
    return text;
  }
  // 1e+21 -> 1.0E21, 1.5e-07 -> 1.5E-7
  std::string mantissa = text.substr(0, exponent), power = text.substr(exponent + 1);
  if (mantissa.find('.') == std::string::npos) mantissa += ".0";
  const bool negative = power[0] == '-';
  power.erase(0, power.find_first_not_of("+-0"));
  return Cat(mantissa, "E", negative ? "-" : "", power);
}

std::string ToText(const Value& value) {
  std::string out;
  AppendText(out, value);
  return out;
}

}  // namespace newsgraph

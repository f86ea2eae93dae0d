#include "graph/value_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "graph/base/strings.h"

namespace newsgraph {
void TextForm::Int(int64_t number) { Append(out_, number); }

void TextForm::String(std::string_view text) {
  out_ += '\'';
  for (const char c : text) {
    switch (c) {
      case '\'':
        out_ += "\\'";
        break;
      case '\\':
        out_ += "\\\\";
        break;
      case '\n':
        out_ += "\\n";
        break;
      case '\r':
        out_ += "\\r";
        break;
      case '\t':
        out_ += "\\t";
        break;
      default:
        out_ += c;
    }
  }
  out_ += '\'';
}

void TextForm::Temporal(const Value& value) { Append(out_, "'", TemporalText(value), "'"); }

void TextForm::Point(const PointValue& p) {
  const bool geographic = p.srid == 4326 || p.srid == 4979;
  Append(out_, "point({srid: ", p.srid, geographic ? ", longitude: " : ", x: ", FormatFloat(p.x),
         geographic ? ", latitude: " : ", y: ", FormatFloat(p.y));
  if (p.has_z()) Append(out_, geographic ? ", height: " : ", z: ", FormatFloat(p.z));
  out_ += "})";
}

void TextForm::Node(NodeId node) { Append(out_, "(#", node.value, ")"); }
void TextForm::Edge(EdgeId edge) { Append(out_, "[#", edge.value, "]"); }

void TextForm::Path(const PathValue& path) {
  out_ += '<';
  Node(path.nodes[0]);
  for (size_t i = 0; i < path.edges.size(); ++i) {
    out_ += '-';
    Edge(path.edges[i]);
    out_ += '-';
    Node(path.nodes[i + 1]);
  }
  out_ += '>';
}

void TextForm::Key(std::string_view name) { Append(out_, name, ": "); }

std::string TemporalText(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kDate:
      return Format(value.date());
    case ValueKind::kLocalTime:
      return Format(value.local_time());
    case ValueKind::kTime:
      return Format(value.time());
    case ValueKind::kLocalDateTime:
      return Format(value.local_date_time());
    case ValueKind::kDateTime:
      return Format(value.date_time());
    case ValueKind::kDuration:
      return Format(value.duration());
    default:
      return {};
  }
}

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
  TextForm form(out);
  WriteValue(value, form);
  return out;
}

}  // namespace newsgraph

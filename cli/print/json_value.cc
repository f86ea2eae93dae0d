#include "cli/print/json_value.h"

#include <rapidjson/writer.h>

#include <cmath>

#include "cli/print/cell.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

// RapidJSON's output stream over a string that grows.
struct StringStream {
  using Ch = char;
  std::string& out;
  void Put(char c) { out.push_back(c); }
  void Flush() {}
};
using Writer = rapidjson::Writer<StringStream>;

class JsonText {
 public:
  JsonText(std::string& out, const GraphView& view, bool safe_ints)
      : out_(out), view_(view), safe_ints_(safe_ints), stream_{out}, writer_(stream_) {}

  // Depth of values is bounded by Value::kMaxDepth.
  void Write(const Value& value) {
    switch (value.kind()) {
      case ValueKind::kNull:
        writer_.Null();
        break;
      case ValueKind::kBool:
        writer_.Bool(value.boolean());
        break;
      case ValueKind::kInt:
        WriteInt(value.integer());
        break;
      case ValueKind::kFloat:
        WriteFloat(value.floating());
        break;
      case ValueKind::kNode:
        WriteNode(value.node());
        break;
      case ValueKind::kEdge:
        WriteEdge(value.edge());
        break;
      case ValueKind::kDate:
      case ValueKind::kLocalTime:
      case ValueKind::kTime:
      case ValueKind::kLocalDateTime:
      case ValueKind::kDateTime:
      case ValueKind::kDuration:
        WriteString(TemporalText(value));
        break;
      case ValueKind::kString:
        WriteString(value.string());
        break;
      case ValueKind::kList:
        writer_.StartArray();
        for (const Value& item : value.list()) Write(item);
        writer_.EndArray();
        break;
      case ValueKind::kMap:
        writer_.StartObject();
        for (const MapEntry& entry : value.map()) {
          WriteKey(entry.key);
          Write(entry.value);
        }
        writer_.EndObject();
        break;
      case ValueKind::kPath:
        WritePath(value.path());
        break;
      case ValueKind::kPoint:
        WritePoint(value.point());
        break;
    }
  }

 private:
  void WriteInt(int64_t number) {
    constexpr int64_t kExact = int64_t{1} << 53;
    if (safe_ints_ && (number > kExact || number < -kExact)) {
      WriteString(std::to_string(number));
    } else {
      writer_.Int64(number);
    }
  }

  void WriteFloat(double number) {
    if (std::isnan(number)) return WriteString("NaN");
    if (std::isinf(number)) return WriteString(number > 0 ? "Infinity" : "-Infinity");
    const std::string text = FormatFloat(number);
    writer_.RawValue(text.data(), text.size(), rapidjson::kNumberType);
  }

  void WriteString(std::string_view text) {
    std::string quoted;
    AppendJsonString(quoted, text);
    writer_.RawValue(quoted.data(), quoted.size(), rapidjson::kStringType);
  }
  void WriteKey(std::string_view text) { WriteString(text); }

  void WriteProperties(const Properties& properties) {
    WriteKey("props");
    writer_.StartObject();
    for (const auto& [key, value] : properties) {
      WriteKey(view_.names().keys.NameOf(key));
      Write(value);
    }
    writer_.EndObject();
  }

  void WriteNode(NodeId node) {
    writer_.StartObject();
    WriteKey("_kind");
    WriteString("node");
    WriteKey("id");
    writer_.Uint(node.value);
    WriteKey("labels");
    writer_.StartArray();
    for (const LabelId label : view_.labels(node)) WriteString(view_.names().labels.NameOf(label));
    writer_.EndArray();
    WriteProperties(view_.properties(node));
    writer_.EndObject();
  }

  void WriteEdge(EdgeId edge) {
    writer_.StartObject();
    WriteKey("_kind");
    WriteString("edge");
    WriteKey("id");
    writer_.Uint(edge.value);
    WriteKey("type");
    WriteString(view_.names().types.NameOf(view_.type(edge)));
    WriteKey("start");
    writer_.Uint(view_.source(edge).value);
    WriteKey("end");
    writer_.Uint(view_.target(edge).value);
    WriteProperties(view_.properties(edge));
    writer_.EndObject();
  }

  void WritePath(const PathValue& path) {
    writer_.StartObject();
    WriteKey("_kind");
    WriteString("path");
    WriteKey("nodes");
    writer_.StartArray();
    for (const NodeId node : path.nodes) WriteNode(node);
    writer_.EndArray();
    WriteKey("edges");
    writer_.StartArray();
    for (const EdgeId edge : path.edges) WriteEdge(edge);
    writer_.EndArray();
    writer_.EndObject();
  }

  void WritePoint(const PointValue& point) {
    writer_.StartObject();
    WriteKey("_kind");
    WriteString("point");
    WriteKey("srid");
    writer_.Uint(point.srid);
    WriteKey("x");
    WriteFloat(point.x);
    WriteKey("y");
    WriteFloat(point.y);
    if (point.has_z()) {
      WriteKey("z");
      WriteFloat(point.z);
    }
    writer_.EndObject();
  }

  std::string& out_;
  const GraphView& view_;
  bool safe_ints_;
  StringStream stream_;
  Writer writer_;
};

}  // namespace

void AppendJsonString(std::string& out, std::string_view text) {
  AppendQuoted(out, text, '"', Escapes::kJson);
}

void AppendJson(std::string& out, const GraphView& view, const Value& value, bool safe_ints) {
  // The two commonest kinds need no writer.
  if (value.is_string()) return AppendJsonString(out, value.string());
  if (value.is_int() && !safe_ints) return Append(out, value.integer());
  JsonText(out, view, safe_ints).Write(value);
}

}  // namespace newsgraph::cli

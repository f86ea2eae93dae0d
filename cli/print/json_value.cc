#include "cli/print/json_value.h"

#include <rapidjson/writer.h>

#include <cmath>

#include "cli/interrupt.h"
#include "cli/text.h"
#include "graph/value_text.h"

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

// A form for WriteValue; RapidJSON sets the commas.
class JsonForm {
 public:
  JsonForm(std::string& out, const GraphView& view, const JsonOptions& options)
      : view_(view), options_(options), stream_{out}, writer_(stream_) {}

  void Null() { writer_.Null(); }
  void Bool(bool b) { writer_.Bool(b); }
  void Int(int64_t number) {
    constexpr int64_t kExact = int64_t{1} << 53;
    if (options_.safe_ints && (number > kExact || number < -kExact)) {
      String(std::to_string(number));
    } else {
      writer_.Int64(number);
    }
  }
  void Float(double number) {
    const std::string text = FormatFloat(number);  // also "NaN" and "-Infinity"
    if (!std::isfinite(number)) return String(text);
    writer_.RawValue(text.data(), text.size(), rapidjson::kNumberType);
  }
  void String(std::string_view text) {
    std::string quoted;
    AppendJsonString(quoted, text);
    writer_.RawValue(quoted.data(), quoted.size(), rapidjson::kStringType);
  }
  void Temporal(const Value& value) { String(TemporalText(value)); }
  void Key(std::string_view text) { String(text); }
  void Separate() {}
  bool GoOn() const { return !Interrupted(); }
  void BeginList() { writer_.StartArray(); }
  void EndList() { writer_.EndArray(); }
  void BeginMap() { writer_.StartObject(); }
  void EndMap() { writer_.EndObject(); }

  void Node(NodeId node) {
    Begin("node");
    Name(node);
    Key("labels");
    writer_.StartArray();
    for (const LabelId label : view_.labels(node)) String(view_.names().labels.NameOf(label));
    writer_.EndArray();
    Props(view_.properties(node));
    writer_.EndObject();
  }

  void Edge(EdgeId edge) {
    Begin("edge");
    Name(edge);
    Key("type");
    String(view_.names().types.NameOf(view_.type(edge)));
    Id("start", NameOf(view_.source(edge)).id);
    Id("end", NameOf(view_.target(edge)).id);
    Props(view_.properties(edge));
    writer_.EndObject();
  }

  void Path(const PathValue& path) {
    Begin("path");
    Key("nodes");
    writer_.StartArray();
    for (const NodeId node : path.nodes) Node(node);
    writer_.EndArray();
    Key("edges");
    writer_.StartArray();
    for (const EdgeId edge : path.edges) Edge(edge);
    writer_.EndArray();
    writer_.EndObject();
  }

  void Point(const PointValue& point) {
    Begin("point");
    Id("srid", point.srid);
    Key("x");
    Float(point.x);
    Key("y");
    Float(point.y);
    if (point.has_z()) {
      Key("z");
      Float(point.z);
    }
    writer_.EndObject();
  }

 private:
  void Begin(std::string_view kind) {
    writer_.StartObject();
    Key("_kind");
    String(kind);
  }
  void Id(std::string_view key, int64_t number) {
    Key(key);
    Int(number);
  }
  template <class IdType>
  ElementName NameOf(IdType element) const {
    return options_.names != nullptr ? options_.names->Of(element) : ElementName{element.value, {}};
  }
  template <class IdType>
  void Name(IdType element) {
    const ElementName name = NameOf(element);
    Id("id", name.id);
    if (name.element_id.empty()) return;
    Key("element_id");
    String(name.element_id);
  }
  void Props(const Properties& properties) {
    Key("props");
    writer_.StartObject();
    for (const auto& [key, value] : properties) {
      Key(view_.names().keys.NameOf(key));
      WriteValue(value, *this);
    }
    writer_.EndObject();
  }

  const GraphView& view_;
  const JsonOptions& options_;
  StringStream stream_;
  Writer writer_;
};

}  // namespace

void AppendJsonString(std::string& out, std::string_view text) {
  AppendQuoted(out, text, '"', Escapes::kJson);
}

void AppendJson(std::string& out, const GraphView& view, const Value& value,
                const JsonOptions& options) {
  // The two commonest kinds need no writer.
  if (value.is_string()) return AppendJsonString(out, value.string());
  if (value.is_int() && !options.safe_ints) return Append(out, value.integer());
  JsonForm form(out, view, options);
  WriteValue(value, form);
}

}  // namespace newsgraph::cli

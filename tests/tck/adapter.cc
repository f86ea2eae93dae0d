// newsgraph as the openCypher TCK runner sees an engine: one JSON request a line in, one JSON reply
// a line out. The protocol is that of the runner beside the scenarios (its README).
#include <cmath>
#include <iostream>
#include <memory>
#include <string>

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "graph/graph.h"
#include "query/session.h"

namespace newsgraph {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;
using Json = rapidjson::Value;

std::string_view TextOf(const Json& json) { return {json.GetString(), json.GetStringLength()}; }

void Put(Writer& out, std::string_view text) {
  out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}
void PutKey(Writer& out, std::string_view text) {
  out.Key(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

Value FromJson(const Json& json) {
  if (json.IsBool()) return Value::Bool(json.GetBool());
  if (json.IsInt64()) return Value::Int(json.GetInt64());
  if (json.IsNumber()) return Value::Float(json.GetDouble());
  if (json.IsString()) return Value::String(TextOf(json));
  if (json.IsArray()) {
    std::vector<Value> items;
    for (const Json& item : json.GetArray()) items.push_back(FromJson(item));
    return Value::List(std::move(items));
  }
  if (json.IsObject()) {
    if (json.HasMember("$float"))
      return Value::Float(std::strtod(json["$float"].GetString(), nullptr));
    const Json& entries = json.HasMember("$map") ? json["$map"] : json;
    std::vector<MapEntry> map;
    for (const auto& member : entries.GetObject()) {
      map.push_back({std::string(TextOf(member.name)), FromJson(member.value)});
    }
    return Value::Map(std::move(map));
  }
  return Value();
}

class ReplyWriter {
 public:
  ReplyWriter(Writer& out, const GraphView& view) : out_(out), view_(view) {}

  void PutValue(const Value& value) {
    switch (value.kind()) {
      case ValueKind::kNull:
        out_.Null();
        return;
      case ValueKind::kBool:
        out_.Bool(value.boolean());
        return;
      case ValueKind::kInt:
        out_.Int64(value.integer());
        return;
      case ValueKind::kFloat:
        PutFloat(value.floating());
        return;
      case ValueKind::kString:
        Put(out_, value.string());
        return;
      case ValueKind::kNode:
        PutNode(value.node());
        return;
      case ValueKind::kEdge:
        PutEdge(value.edge());
        return;
      case ValueKind::kDate:
        PutTagged("$date", Format(value.date()));
        return;
      case ValueKind::kLocalTime:
        PutTagged("$localtime", Format(value.local_time()));
        return;
      case ValueKind::kTime:
        PutTagged("$time", Format(value.time()));
        return;
      case ValueKind::kLocalDateTime:
        PutTagged("$localdatetime", Format(value.local_date_time()));
        return;
      case ValueKind::kDateTime:
        PutTagged("$datetime", Format(value.date_time()));
        return;
      case ValueKind::kDuration:
        PutTagged("$duration", Format(value.duration()));
        return;
      case ValueKind::kPoint:
        Put(out_, ToText(value));
        return;
      case ValueKind::kList:
        out_.StartArray();
        for (const Value& item : value.list()) PutValue(item);
        out_.EndArray();
        return;
      case ValueKind::kMap:
        PutMap(value);
        return;
      case ValueKind::kPath:
        PutPath(value.path());
        return;
    }
  }

 private:
  void PutFloat(double d) {
    if (std::isfinite(d)) {
      const std::string text = FormatFloat(d);
      out_.RawValue(text.data(), text.size(), rapidjson::kNumberType);
    } else {
      PutTagged("$float", FormatFloat(d));
    }
  }
  void PutTagged(std::string_view tag, std::string_view text) {
    out_.StartObject();
    PutKey(out_, tag);
    Put(out_, text);
    out_.EndObject();
  }
  void PutMap(const Value& map) {
    out_.StartObject();
    out_.Key("$map");
    out_.StartObject();
    for (const MapEntry& entry : map.map()) {
      PutKey(out_, entry.key);
      PutValue(entry.value);
    }
    out_.EndObject();
    out_.EndObject();
  }
  void PutProperties(const Properties& properties) {
    out_.Key("props");
    out_.StartObject();
    for (const auto& [key, value] : properties) {
      PutKey(out_, view_.names().keys.NameOf(key));
      PutValue(value);
    }
    out_.EndObject();
  }
  void PutNode(NodeId node) {
    out_.StartObject();
    out_.Key("$node");
    out_.StartObject();
    out_.Key("id");
    out_.Uint(node.value);
    out_.Key("labels");
    out_.StartArray();
    for (LabelId label : view_.labels(node)) Put(out_, view_.names().labels.NameOf(label));
    out_.EndArray();
    PutProperties(view_.properties(node));
    out_.EndObject();
    out_.EndObject();
  }
  void PutEdge(EdgeId edge) {
    out_.StartObject();
    out_.Key("$rel");
    out_.StartObject();
    out_.Key("id");
    out_.Uint(edge.value);
    out_.Key("type");
    Put(out_, view_.names().types.NameOf(view_.type(edge)));
    out_.Key("src");
    out_.Uint(view_.source(edge).value);
    out_.Key("dst");
    out_.Uint(view_.target(edge).value);
    PutProperties(view_.properties(edge));
    out_.EndObject();
    out_.EndObject();
  }
  void PutPath(const PathValue& path) {
    out_.StartObject();
    out_.Key("$path");
    out_.StartObject();
    out_.Key("nodes");
    out_.StartArray();
    for (NodeId node : path.nodes) PutNode(node);
    out_.EndArray();
    out_.Key("rels");
    out_.StartArray();
    for (EdgeId edge : path.edges) PutEdge(edge);
    out_.EndArray();
    out_.EndObject();
    out_.EndObject();
  }

  Writer& out_;
  const GraphView& view_;
};

class Adapter {
 public:
  Adapter() { Reset(); }

  void Answer(const Json& request, Writer& out) {
    const std::string_view op = TextOf(request["op"]);
    if (op == "hello") {
      out.StartObject();
      out.Key("name");
      out.String("newsgraph");
      out.Key("version");
      out.String("0.1");
      out.Key("caps");
      out.StartObject();
      out.EndObject();
      out.EndObject();
    } else if (op == "reset") {
      Reset();
      PutOk(out);
    } else if (op == "graph") {
      Reset();
      for (const Json& statement : request["script"].GetArray()) {
        const auto result = session_->Run(TextOf(statement));
        if (!result.ok()) return PutError(result.status(), out);
      }
      PutOk(out);
    } else if (op == "procedure") {
      AddProcedure(request);
      PutOk(out);
    } else if (op == "run") {
      Run(request, out);
    } else {
      out.StartObject();
      out.Key("unsupported");
      out.Bool(true);
      out.EndObject();
    }
  }

 private:
  void Reset() {
    session_.reset();
    graph_ = std::make_unique<Graph>();
    session_ = std::make_unique<query::Session>(*graph_);
  }

  static void PutOk(Writer& out) {
    out.StartObject();
    out.Key("ok");
    out.Bool(true);
    out.EndObject();
  }

  static void PutError(const Status& status, Writer& out) {
    const ErrorInfo info = GetErrorInfo(status);
    out.StartObject();
    out.Key("error");
    out.StartObject();
    out.Key("type");
    Put(out, NameOf(info.kind));
    out.Key("phase");
    out.String(info.phase == ErrorPhase::kCompile ? "compile" : "runtime");
    out.Key("detail");
    Put(out, info.detail);
    out.Key("message");
    Put(out, View(status.message()));
    out.EndObject();
    out.EndObject();
  }

  static std::vector<functions::Parameter> ParametersOf(const Json& list) {
    std::vector<functions::Parameter> parameters;
    for (const Json& entry : list.GetArray()) {
      const std::string signature = Cat("p(x :: ", TextOf(entry["type"]), ") :: ANY?");
      functions::Parameter parameter = functions::ParseSignature(signature)[0].parameters[0];
      parameter.name = std::string(TextOf(entry["name"]));
      parameters.push_back(std::move(parameter));
    }
    return parameters;
  }

  // A call gives the output columns of the rows whose input columns equal the arguments.
  void AddProcedure(const Json& request) {
    query::Procedure procedure;
    procedure.name = std::string(TextOf(request["name"]));
    procedure.inputs = ParametersOf(request["inputs"]);
    procedure.outputs = ParametersOf(request["outputs"]);
    auto table = std::make_shared<std::vector<std::vector<Value>>>();
    for (const Json& row : request["rows"].GetArray()) {
      auto& cells = table->emplace_back();
      for (const Json& cell : row.GetArray()) cells.push_back(FromJson(cell));
    }
    procedure.run = [table](const functions::CallState&, std::span<const Value> arguments,
                            std::vector<Value>& out) {
      for (const auto& row : *table) {
        bool equal = true;
        for (size_t i = 0; i < arguments.size(); ++i)
          equal = equal && Equivalent(row[i], arguments[i]);
        if (equal)
          out.insert(out.end(), row.begin() + static_cast<std::ptrdiff_t>(arguments.size()),
                     row.end());
      }
      return absl::OkStatus();
    };
    session_->AddProcedure(std::move(procedure));
  }

  void Run(const Json& request, Writer& out) {
    query::Parameters parameters;
    if (request.HasMember("params") && request["params"].IsObject()) {
      for (const auto& member : request["params"].GetObject()) {
        parameters[TextOf(member.name)] = FromJson(member.value);
      }
    }
    const auto result = session_->Run(TextOf(request["query"]), parameters);
    if (!result.ok()) return PutError(result.status(), out);
    out.StartObject();
    out.Key("columns");
    out.StartArray();
    for (const std::string& column : result->columns) Put(out, column);
    out.EndArray();
    out.Key("rows");
    out.StartArray();
    ReplyWriter writer(out, result->view);
    for (uint64_t row = 0; row < result->row_count; ++row) {
      out.StartArray();
      for (const Value& cell : result->row(row)) writer.PutValue(cell);
      out.EndArray();
    }
    out.EndArray();
    out.EndObject();
  }

  std::unique_ptr<Graph> graph_;
  std::unique_ptr<query::Session> session_;
};

}  // namespace
}  // namespace newsgraph

int main() {
  newsgraph::Adapter adapter;
  std::string line;
  while (std::getline(std::cin, line)) {
    rapidjson::Document request;
    request.Parse<rapidjson::kParseFullPrecisionFlag>(line.data(), line.size());
    rapidjson::StringBuffer buffer;
    newsgraph::Writer writer(buffer);
    if (request.HasParseError() || !request.IsObject() || !request.HasMember("op")) {
      std::cerr << "tck_adapter: not a request: " << line << "\n";
      std::cout << "{\"unsupported\":true}" << std::endl;
      continue;
    }
    adapter.Answer(request, writer);
    std::cout << buffer.GetString() << std::endl;
  }
  return 0;
}

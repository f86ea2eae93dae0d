#include "bench/peer/peer.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <chrono>
#include <cstdlib>

#include "bench/peer/news_csv.h"
#include "graph/save.h"

namespace newsgraph::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

double MillisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

Value ToValue(const rapidjson::Value& json) {
  if (json.IsInt64()) return Value::Int(json.GetInt64());
  if (json.IsNumber()) return Value::Float(json.GetDouble());
  if (json.IsString()) return Value::String({json.GetString(), json.GetStringLength()});
  if (json.IsBool()) return Value::Bool(json.GetBool());
  return Value();
}

void Write(const query::Result& result, const Value& value, Writer& out) {
  if (value.is_null()) {
    out.Null();
  } else if (value.is_bool()) {
    out.Bool(value.boolean());
  } else if (value.is_int()) {
    out.Int64(value.integer());
  } else if (value.is_float()) {
    out.Double(value.number());
  } else {
    const std::string text =
        value.is_string() ? std::string(value.string()) : query::FormatValue(result.view, value);
    out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  }
}

std::string Text(const rapidjson::Document& request, const char* member) {
  const auto found = request.FindMember(member);
  return found != request.MemberEnd() && found->value.IsString() ? found->value.GetString() : "";
}

// From the folder, or from the saved graph when there is none.
Status Load(const std::string& folder, Graph& graph, std::unique_ptr<query::Session>& session,
            Writer& out) {
  const auto start = Clock::now();
  const char* path = std::getenv("PEER_PATH");
  session.reset();
  if (folder.empty()) {
    ASSIGN_OR_RETURN(graph, OpenGraph(path ? path : "", {.check_on_first_read = true}));
  } else {
    ASSIGN_OR_RETURN(graph, LoadNews(folder));
    if (path) RETURN_IF_ERROR(SaveGraph(graph.View(), path));
  }
  session = std::make_unique<query::Session>(graph);
  const double ms = MillisecondsSince(start);
  out.Key("ok"), out.Bool(true);
  out.Key("ms"), out.Double(ms);
  return absl::OkStatus();
}

Status Run(const rapidjson::Document& request, query::Session* session, Writer& out) {
  if (!session) return RuntimeError(ErrorKind::kArgumentError, "", "nothing is loaded");
  const std::string text = Text(request, "text");
  query::Parameters parameters;
  if (const auto found = request.FindMember("params");
      found != request.MemberEnd() && found->value.IsObject()) {
    for (const auto& member : found->value.GetObject())
      parameters[member.name.GetString()] = ToValue(member.value);
  }
  query::RunOptions options;
  options.threads = 2;
  const char* limit_ms = std::getenv("PEER_TIMEOUT");
  options.timeout_ms = limit_ms ? std::strtoll(limit_ms, nullptr, 10) : 60'000;
  const auto start = Clock::now();
  ASSIGN_OR_RETURN(const query::Result result, session->Run(text, parameters, options));
  const double ms = MillisecondsSince(start);
  out.Key("ms"), out.Double(ms);
  out.Key("answer"), out.StartArray();
  for (uint64_t row = 0; row < result.row_count; ++row) {
    out.StartArray();
    for (const Value& value : result.row(row)) Write(result, value, out);
    out.EndArray();
  }
  out.EndArray();
  if (!result.summary.plan.empty())  // of EXPLAIN and PROFILE
    out.Key("plan"), out.String(result.summary.plan.c_str());
  return absl::OkStatus();
}

}  // namespace

std::string Peer::Answer(std::string_view request_line) {
  rapidjson::StringBuffer buffer;
  Writer out(buffer);
  out.StartObject();
  // In memory of the peer's own: what a request takes and gives back is no affair of the queries.
  rapidjson::MemoryPoolAllocator<> pool(memory_.data(), memory_.size());
  rapidjson::Document request(&pool);
  request.Parse(request_line.data(), request_line.size());
  Status status = absl::OkStatus();
  if (request.HasParseError() || !request.IsObject()) {
    status = RuntimeError(ErrorKind::kDataError, "", "the line is not a JSON object");
  } else {
    const std::string op = Text(request, "op");
    if (request.HasMember("q")) out.Key("q"), out.String(Text(request, "q").c_str());
    if (op == "load" || op == "open") {
      status = Load(op == "load" ? Text(request, "dir") : "", graph_, session_, out);
    } else if (op == "run") {
      status = Run(request, session_.get(), out);
    } else {
      status = RuntimeError(ErrorKind::kArgumentError, "", "unsupported");
    }
  }
  if (!status.ok()) {
    const std::string message = Render(status);
    out.Key("error"), out.String(message.c_str());
  }
  out.EndObject();
  return buffer.GetString();
}

}  // namespace newsgraph::bench

// json and jsonl. A JSON document of a statement:
//
//   {"schema_version":1,
//    "columns":["a.name"],
//    "rows":[
//     {"a.name":"Lukashenko"},
//     {"a.name":"Coale"}],
//    "row_count":2,"completeness":"complete","effects":{...},"warnings":[],"plan":"..."}
//
// effects stands there when something was written, plan for EXPLAIN and PROFILE. Rows go out as
// they come; a statement that fails in their midst ends in "error":{"kind":...,"message":...}
// instead. In jsonl a partial result ends in a line {"completeness":"time limit"}.
#include "cli/print/json_value.h"
#include "cli/print/printers.h"

namespace newsgraph::cli {
namespace {

class JsonRows : public Printer {
 public:
  JsonRows(const PrintOptions& options, Output& out) : options_(options), out_(out) {}

  Status Begin(const std::vector<std::string>& columns, const GraphView& view) override {
    view_ = view;
    keys_.clear();
    for (const std::string& name : columns) {
      std::string key;
      AppendJsonString(key, name);
      keys_.push_back(key + ":");
    }
    return absl::OkStatus();
  }

 protected:
  void WriteRow(std::span<const Value> row) {
    std::string& out = out_.buffer();
    out += '{';
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += ',';
      out += keys_[i];
      AppendJson(out, view_, row[i], {options_.json_safe_ints, options_.names.get()});
    }
    out += '}';
    out_.DrainIfFull();
  }

  PrintOptions options_;
  Output& out_;
  GraphView view_;
  std::vector<std::string> keys_;
};

class JsonlPrinter : public JsonRows {
 public:
  using JsonRows::JsonRows;
  Status Rows(std::span<const Value> cells) override {
    for (size_t at = 0; at < cells.size(); at += keys_.size()) {
      WriteRow(cells.subspan(at, keys_.size()));
      out_.Write('\n');
    }
    return absl::OkStatus();
  }
  Status End(const query::Summary& summary) override {
    if (summary.completeness == query::Completeness::kComplete) return absl::OkStatus();
    std::string& out = out_.buffer();
    out += "{\"completeness\":";
    AppendJsonString(out, query::NameOf(summary.completeness));
    out_.Write("}\n");
    return absl::OkStatus();
  }
};

void AppendEffects(std::string& out, const SideEffects& effects) {
  const std::pair<std::string_view, uint64_t> counts[] = {
      {"nodes_created", effects.nodes_created},
      {"nodes_deleted", effects.nodes_deleted},
      {"edges_created", effects.edges_created},
      {"edges_deleted", effects.edges_deleted},
      {"labels_added", effects.labels_added},
      {"labels_removed", effects.labels_removed},
      {"properties_set", effects.properties_set},
      {"properties_removed", effects.properties_removed},
  };
  out += "{";
  for (const auto& [name, count] : counts)
    Append(out, out.back() == '{' ? "" : ",", "\"", name, "\":", count);
  out += "}";
}

class JsonPrinter : public JsonRows {
 public:
  using JsonRows::JsonRows;

  Status Begin(const std::vector<std::string>& columns, const GraphView& view) override {
    RETURN_IF_ERROR(JsonRows::Begin(columns, view));
    std::string& out = out_.buffer();
    Append(out, "{\"schema_version\":", kJsonSchemaVersion, ",\n \"columns\":[");
    for (size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) out += ',';
      AppendJsonString(out, columns[i]);
    }
    out += "],\n \"rows\":[";
    return absl::OkStatus();
  }

  Status Rows(std::span<const Value> cells) override {
    for (size_t at = 0; at < cells.size(); at += keys_.size()) {
      out_.Write(rows_++ == 0 ? "\n  " : ",\n  ");
      WriteRow(cells.subspan(at, keys_.size()));
    }
    return absl::OkStatus();
  }

  Status End(const query::Summary& summary) override {
    std::string& out = out_.buffer();
    Append(out, "],\n \"row_count\":", rows_, ",\n \"completeness\":");
    AppendJsonString(out, query::NameOf(summary.completeness));
    if (!summary.effects.empty()) {
      out += ",\n \"effects\":";
      AppendEffects(out, summary.effects);
    }
    out += ",\n \"warnings\":[";
    for (size_t i = 0; i < summary.warnings.size(); ++i) {
      out += i == 0 ? "{\"code\":" : ",{\"code\":";
      AppendJsonString(out, summary.warnings[i].code);
      out += ",\"message\":";
      AppendJsonString(out, summary.warnings[i].message);
      out += "}";
    }
    out += "]";
    if (!summary.plan.empty()) {
      out += ",\n \"plan\":";
      AppendJsonString(out, summary.plan);
    }
    out_.Write("}\n");
    return absl::OkStatus();
  }

  void Fail(const Status& status) override {
    std::string& out = out_.buffer();
    Append(out, "],\n \"row_count\":", rows_, ",\n \"error\":{\"kind\":");
    AppendJsonString(out, newsgraph::NameOf(GetErrorInfo(status).kind));
    out += ",\"message\":";
    AppendJsonString(out, View(status.message()));
    out_.Write("}}\n");
  }

 private:
  uint64_t rows_ = 0;
};

}  // namespace

std::unique_ptr<Printer> MakeJson(const PrintOptions& options, Output& out) {
  return std::make_unique<JsonPrinter>(options, out);
}
std::unique_ptr<Printer> MakeJsonl(const PrintOptions& options, Output& out) {
  return std::make_unique<JsonlPrinter>(options, out);
}

}  // namespace newsgraph::cli

// json and jsonl. A JSON document of a statement:
//
//   {"schema_version":1,
//    "columns":["a.name"],
//    "rows":[
//     {"a.name":"Lukashenko"},
//     {"a.name":"Coale"}],
//    "row_count":2,"completeness":"complete","effects":{...},"warnings":[],"plan":"...",
//    "plan_tree":{"operator":"Project",...,"children":[...]}}
//
// effects stands there when something was written, plan for EXPLAIN and PROFILE, plan_tree too but
// for a server's plan. Rows go out as they come; a statement that fails in their midst ends in
// "error":{"kind":...,"message":...} instead. In jsonl a partial result ends in a line
// {"completeness":"time limit"}, and a plan is a last line {"plan":"...","plan_tree":{...}}.
#include <cmath>

#include "cli/print/json_value.h"
#include "cli/print/printers.h"

namespace newsgraph::cli {
namespace {

// {"operator":"NodeScan","details":"#0:Person","estimated_rows":2,"rows":2,"hits":2,
//  "time_ms":0.004,"own_time_ms":0.003,"children":[{...}]}
void AppendOperator(std::string& out, const plan::OperatorReport& report,
                    std::span<const plan::OperatorReport> subqueries = {}) {
  const auto number = [&](std::string_view name, double value) {
    Append(out, ",\"", name, "\":");
    if (value < 1e12) value = std::round(value * 1000) / 1000;
    AppendJson(out, GraphView(), Value::Float(value));
  };
  const auto trees = [&](std::string_view name, std::span<const plan::OperatorReport> reports) {
    Append(out, ",\"", name, "\":[");
    for (const plan::OperatorReport& each : reports) {
      if (out.back() == '}') out += ',';
      AppendOperator(out, each);
    }
    out += ']';
  };
  out += "{\"operator\":";
  AppendJsonString(out, report.name);
  out += ",\"details\":";
  AppendJsonString(out, report.details);
  if (report.nested) out += ",\"nested\":true";
  number("estimated_rows", report.estimated_rows);
  if (const auto& seen = report.measured) {
    Append(out, ",\"rows\":", seen->rows, ",\"hits\":", seen->hits);
    number("time_ms", seen->ms);
    number("own_time_ms", seen->own_ms);
  }
  trees("children", report.children);
  if (!subqueries.empty()) trees("subqueries", subqueries);
  out += '}';
}

// "plan":"...", and "plan_tree" where there is one.
void AppendPlan(std::string& out, const query::Summary& summary, std::string_view separator) {
  out += "\"plan\":";
  AppendJsonString(out, summary.plan);
  if (summary.operators.empty()) return;
  Append(out, separator, "\"plan_tree\":");
  AppendOperator(out, summary.operators[0], std::span(summary.operators).subspan(1));
}

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
    std::string& out = out_.buffer();
    if (summary.completeness != query::Completeness::kComplete) {
      out += "{\"completeness\":";
      AppendJsonString(out, query::NameOf(summary.completeness));
      out += "}\n";
    }
    if (!summary.plan.empty()) {
      out += '{';
      AppendPlan(out, summary, ",");
      out += "}\n";
    }
    out_.DrainIfFull();
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
      out += ",\n ";
      AppendPlan(out, summary, ",\n ");
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

#include "tests/property/check.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <thread>

#include <unistd.h>

#include "graph/builder.h"
#include "graph/save.h"
#include "query/plan/rules.h"
#include "query/plan_cache.h"
#include "query/syntax/parser.h"
#include "tests/property/reference.h"

namespace newsgraph::property {
namespace {

Store MakeStore(std::string name, Graph graph) {
  Store store{std::move(name), std::make_unique<Graph>(std::move(graph)), nullptr, nullptr};
  store.session = std::make_unique<query::Session>(*store.graph);
  query::SessionOptions options;
  options.plan_cache_size = 0;
  store.forgetful = std::make_unique<query::Session>(*store.graph, options);
  return store;
}

// Half of the graph frozen, the rest written later.
Graph WithDelta(const Model& model) {
  Model base = model;
  base.edges.resize(model.edges.size() / 2);
  Graph graph = BuildGraph(base);
  query::Session session(graph);
  for (size_t i = base.edges.size(); i < model.edges.size(); ++i) {
    const ModelEdge& edge = model.edges[i];
    std::vector<newsgraph::MapEntry> entries;
    for (const auto& [key, value] : edge.properties) entries.push_back({key, value});
    query::Parameters parameters;
    parameters["from"] = model.nodes[edge.source].properties.at("k");
    parameters["to"] = model.nodes[edge.target].properties.at("k");
    parameters["all"] = Value::Map(std::move(entries));
    (void)session.Run(
        Cat("MATCH (a {k: $from}), (b {k: $to}) CREATE (a)-[r:", edge.type, "]->(b) SET r = $all"),
        parameters);
  }
  (void)session.Run("CREATE (:A:Z {k: 99})-[:Z]->(:Z)");
  (void)session.Run("MATCH (z:Z) DETACH DELETE z");
  return graph;
}

// Whole floats as integers and lists as bags, where which of equal values is kept, or the order of
// rows, may show.
bool IsLoose(const std::string& text) {
  for (const char* word :
       {"DISTINCT", "UNION", "LIMIT", "SKIP", "count", "collect", "sum(", "min(", "max(", "avg("}) {
    if (text.find(word) != std::string::npos) return true;
  }
  return false;
}

std::string Lines(std::vector<std::string> lines, bool ordered) {
  if (!ordered) std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) Append(text, "    ", line, "\n");
  return text;
}

std::string ErrorText(const Status& status) {
  const ErrorInfo info = GetErrorInfo(status);
  return Cat("    error ", NameOf(info.kind), "/", info.detail, "\n");
}

}  // namespace

Stores::Stores(const Model& graph, bool all, bool saved) : model(graph) {
  stores.push_back(MakeStore("Builder", BuildGraph(graph)));
  if (!all) return;
  stores.push_back(MakeStore("a delta", WithDelta(graph)));
  stores.push_back(MakeStore("CREATE", Graph()));
  const std::string script = CreateScript(graph);
  if (!script.empty()) (void)stores.back().session->Run(script);
  if (!saved) return;
  const std::string path =
      (std::filesystem::temp_directory_path() / Cat("newsgraph_property_", getpid(), ".ng"))
          .string();
  if (SaveGraph(stores[0].graph->View(), path).ok()) {
    auto opened = OpenGraph(path);
    stores.push_back(MakeStore("a saved file", opened.ok() ? *std::move(opened) : Graph()));
  }
  std::filesystem::remove(path);
}

Answer EngineAnswer(query::Session& session, const Case& c, const query::RunOptions& options,
                    bool writes) {
  if (writes) (void)session.Run("BEGIN");
  Answer answer;
  auto result = session.Run(c.text, c.parameters, options);
  // What a session keeps of a run for the next one must not show.
  if (result.ok() && !writes) result = session.Run(c.text, c.parameters, options);
  if (!result.ok()) {
    answer.text = ErrorText(result.status());
    answer.valid = GetErrorInfo(result.status()).phase != ErrorPhase::kCompile;
  } else {
    const bool loose = IsLoose(c.text);
    const Model seen = ModelOf(result->view);
    std::vector<std::string> lines;
    for (uint64_t row = 0; row < result->row_count; ++row) {
      std::string line;
      for (const Value& value : result->row(row))
        Append(line, line.empty() ? "" : " | ", Render(seen, value, loose));
      lines.push_back(std::move(line));
    }
    answer.filled = !lines.empty() || writes;
    answer.text = Lines(std::move(lines), c.ordered);
    if (writes) Append(answer.text, "  graph:\n", Dump(ModelOf(session.view())));
  }
  if (writes) (void)session.Run("ROLLBACK");
  return answer;
}

Answer ReferenceAnswer(const Model& model, const Case& c, bool writes) {
  const auto statement = syntax::Parse(c.text);
  if (!statement.ok()) return {ErrorText(statement.status()), false, false};
  Model changed = model;
  Reference reference(changed, c.parameters, c.text);
  const auto table = reference.Run(std::get<syntax::Query>(statement->node));
  if (!table.ok()) return {ErrorText(table.status()), true, false};
  const bool loose = IsLoose(c.text);
  std::vector<std::string> lines;
  for (const auto& row : table->rows) {
    if (table->columns.empty()) break;
    std::string line;
    for (const Value& value : row)
      Append(line, line.empty() ? "" : " | ", Render(changed, value, loose));
    lines.push_back(std::move(line));
  }
  Answer answer{Lines(std::move(lines), c.ordered), true, true};
  if (writes) Append(answer.text, "  graph:\n", Dump(changed));
  return answer;
}

namespace {

// One way to run a case on a store.
struct Mode {
  std::string name;
  query::RunOptions options;
  enum class Way { kAlone, kForgetful, kTwice } way = Way::kAlone;
};

std::vector<Mode> Modes() {
  std::vector<Mode> modes = {{"batches of 1024", {}}};
  for (uint32_t size : {1u, 3u}) {
    modes.push_back({Cat("batches of ", size), {}});
    modes.back().options.batch_size = size;
  }
  for (const plan::Rule& rule : plan::Rules()) {
    modes.push_back({Cat("without ", rule.name), {}});
    modes.back().options.disabled_rules = {std::string(rule.name)};
  }
  modes.push_back({"a plan of its own", {}, Mode::Way::kForgetful});
  modes.push_back({"two threads", {}, Mode::Way::kTwice});
  modes.back().options.threads = 2;
  return modes;
}

// Leaves a plan behind that was made for other literals: the case itself then runs by it.
void RunWithOtherLiterals(Store& store, const Case& c) {
  const query::PlanKey key = query::KeyOf(c.text);
  Case other = c;
  for (size_t i = key.spans.size(); i-- > 0;) {
    const Value& literal = key.literals[i];
    const std::string text = literal.is_string()  ? "'other'"
                             : literal.is_float() ? "0.625"
                                                  : std::to_string(literal.integer() % 100 + 1);
    other.text.replace(key.spans[i].begin, key.spans[i].end - key.spans[i].begin, text);
  }
  if (other.text != c.text) (void)EngineAnswer(*store.session, other, {}, false);
}

Answer RunMode(Store& store, const Case& c, const Mode& mode, bool writes) {
  if (mode.way == Mode::Way::kForgetful)
    return EngineAnswer(*store.forgetful, c, mode.options, writes);
  if (mode.way == Mode::Way::kAlone || writes)
    return EngineAnswer(*store.session, c, mode.options, writes);
  // At the same time on one graph.
  Answer first, second;
  std::thread other([&] { second = EngineAnswer(*store.forgetful, c, mode.options, writes); });
  first = EngineAnswer(*store.session, c, mode.options, writes);
  other.join();
  if (first.text != second.text) Append(first.text, "  the other thread:\n", second.text);
  return first;
}

}  // namespace

std::string CheckCase(Stores& stores, const Case& c, bool writes, Counts& counts) {
  static const std::vector<Mode> modes = Modes();
  std::optional<Answer> expected;  // asked once the binder took the query: the reference has none
  ++counts.queries;
  for (size_t s = 0; s < stores.stores.size(); ++s) {
    Store& store = stores.stores[s];
    if (!writes) RunWithOtherLiterals(store, c);
    for (size_t m = 0; m < (s == 0 ? modes.size() : 1); ++m) {
      const Answer got = RunMode(store, c, modes[m], writes);
      if (s == 0 && m == 0) counts.valid += got.valid, counts.filled += got.filled;
      ++counts.checks;
      if (!got.valid) return "";
      if (!expected) expected = ReferenceAnswer(stores.model, c, writes);
      if (got.text != expected->text) {
        return Cat("  from ", store.name, ", ", modes[m].name, "\n  reference:\n", expected->text,
                   "  engine:\n", got.text);
      }
    }
  }
  return "";
}

}  // namespace newsgraph::property

// Runs the text cases: statements with the rows, or the error, that they must give. See
// tests/README.md for the form.
//
//   cases_runner [--rewrite] FOLDER|FILE...
//
// Each file is run in many modes (batch sizes, each rewrite rule off, loaded by Builder, from a
// saved file, asked again, also after writes): the answers must not depend on them. --rewrite puts
// what the plain mode gives in place of what the files expect.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <regex>
#include <string>
#include <vector>

#include <unistd.h>

#include "graph/builder.h"
#include "graph/graph.h"
#include "graph/save.h"
#include "query/plan/rules.h"
#include "query/session.h"
#include "tests/cases/records.h"

namespace newsgraph {
namespace {

struct Mode {
  std::string name;
  query::RunOptions options;
  enum class Store { kAsMade, kBuilder, kSaved } store = Store::kAsMade;
  int times = 1;  // what changes nothing is asked so often; the last answer counts
  bool writes_between = false;
};

std::vector<Mode> Modes() {
  std::vector<Mode> modes = {{"plain", {}}};
  for (uint32_t size : {1u, 3u}) {
    modes.push_back({Cat("batches of ", size), {}});
    modes.back().options.batch_size = size;
  }
  Mode no_rules{"no rules", {}};
  for (const plan::Rule& rule : plan::Rules()) {
    modes.push_back({Cat("without ", rule.name), {}});
    modes.back().options.disabled_rules = {std::string(rule.name)};
    no_rules.options.disabled_rules.emplace_back(rule.name);
  }
  modes.push_back(no_rules);
  modes.push_back({"through Builder", {}, Mode::Store::kBuilder});
  modes.push_back({"from a saved file", {}, Mode::Store::kSaved});
  modes.push_back({"asked again", {}, Mode::Store::kBuilder, 3});
  modes.push_back({"asked again after a write", {}, Mode::Store::kBuilder, 3, true});
  return modes;
}

std::string Join(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) Append(text, text.empty() ? "" : "\n", line);
  return text;
}

// The lines of a plan up to the first that is empty, which are the query that a verb stands for.
void AddPlan(std::string_view plan, std::vector<std::string>& lines) {
  lines.emplace_back(plan.substr(0, plan.find('\n')));
}

// Another state of the graph, with all that was in it before.
void MakeAndDeleteANode(query::Session& session) {
  const auto made = session.Run("CREATE (n) RETURN id(n) AS id");
  if (!made.ok()) return;  // an open transaction failed
  const query::Parameters id = {{"id", made->at(0, 0)}};
  const auto deleted = session.Run("MATCH (n) WHERE id(n) = $id DELETE n", id);
  if (!deleted.ok()) std::cout << Render(deleted.status()) << "\n";
}

// The rows (a header line, then a line a row) or the error of a statement; with "warnings" those
// too, with "plan" the first line of that.
std::vector<std::string> RunStatement(query::Session& session, const Record& record,
                                      const Mode& mode) {
  auto result = session.Run(record.statement, {}, mode.options);
  const auto changes_nothing = [&] {
    return result.ok() && !result->columns.empty() && result->summary.effects.empty();
  };
  for (int i = 1; i < mode.times && changes_nothing(); ++i) {
    if (mode.writes_between) MakeAndDeleteANode(session);
    result = session.Run(record.statement, {}, mode.options);
  }
  if (!result.ok()) {
    const ErrorInfo info = GetErrorInfo(result.status());
    std::string line = Cat(NameOf(info.kind), info.detail.empty() ? "" : " ", info.detail, " at ",
                           NameOf(info.phase));
    if (info.span) Append(line, " [", info.span->begin, ",", info.span->end, ")");
    Append(line, ": ", View(result.status().message()));
    std::vector<std::string> lines = {line};
    if (!info.hint.empty()) lines.push_back(Cat("hint: ", info.hint));
    return lines;
  }
  std::vector<std::string> lines;
  std::string header;
  for (const std::string& column : result->columns)
    Append(header, header.empty() ? "" : " | ", column);
  if (!result->columns.empty()) lines.push_back(header);
  for (uint64_t row = 0; row < result->row_count; ++row) {
    std::string line;
    for (size_t c = 0; c < result->columns.size(); ++c) {
      Append(line, c == 0 ? "" : " | ", query::FormatValue(result->view, result->at(row, c)));
    }
    lines.push_back(line);
  }
  if (!record.ordered && !lines.empty()) std::sort(lines.begin() + 1, lines.end());
  if (record.head.find("plan") != std::string::npos) AddPlan(result->summary.plan, lines);
  if (result->summary.completeness != query::Completeness::kComplete)
    lines.push_back(Cat("partial: ", query::NameOf(result->summary.completeness)));
  if (record.head.find("warnings") == std::string::npos) return lines;
  for (const query::Warning& warning : result->summary.warnings)
    lines.push_back(Cat("warning: ", warning.code, ": ", warning.message));
  return lines;
}

// Nodes have other ids in messages where others were made before them.
std::vector<std::string> WithoutIds(std::vector<std::string> lines) {
  static const std::regex id("node [0-9]+");
  for (std::string& line : lines) line = std::regex_replace(line, id, "node");
  return lines;
}

// The same graph by another way: rebuilt by a Builder, or saved and opened.
Graph Stored(const Graph& graph, Mode::Store store, std::string& problem) {
  Builder builder(graph.View());
  auto frozen = std::move(builder).Freeze();
  if (!frozen.ok()) {
    problem = Render(frozen.status());
    return Graph();
  }
  if (store == Mode::Store::kBuilder) return std::move(*frozen);
  const std::string path =
      (std::filesystem::temp_directory_path() / Cat("newsgraph_cases_", getpid(), ".ng")).string();
  if (const Status saved = SaveGraph(frozen->View(), path); !saved.ok()) {
    problem = Render(saved);
    return Graph();
  }
  auto opened = OpenGraph(path);
  std::filesystem::remove(path);
  if (!opened.ok()) {
    problem = Render(opened.status());
    return Graph();
  }
  return std::move(*opened);
}

// Runs a file in one mode; the number of records that differ.
int RunFile(const std::filesystem::path& path, const Mode& mode, bool rewrite, int& checked) {
  CaseFile file = ReadCases(path);
  auto graph = std::make_unique<Graph>();
  auto session = std::make_unique<query::Session>(*graph);
  int failures = 0;
  bool fresh = true;  // no query since the set-up
  for (Record& record : file.records) {
    if (record.kind == Record::Kind::kNote) continue;
    if (record.kind == Record::Kind::kGraph) {
      session.reset();
      graph = std::make_unique<Graph>();
      session = std::make_unique<query::Session>(*graph);
      fresh = true;
      if (record.statement.empty()) continue;
    }
    const bool setup = record.kind != Record::Kind::kChecked;
    if (!setup && fresh && mode.store != Mode::Store::kAsMade) {
      std::string problem;
      Graph stored = Stored(*graph, mode.store, problem);
      if (!problem.empty()) {
        std::cout << path << " (" << mode.name << "): " << problem << "\n";
        return 1;
      }
      session.reset();
      *graph = std::move(stored);
      session = std::make_unique<query::Session>(*graph);
    }
    if (!setup) fresh = false;
    std::vector<std::string> got = RunStatement(*session, record, mode);
    if (setup) {
      if (got.empty()) continue;
      std::cout << path << " (" << mode.name << "): the set-up failed: " << Join(got) << "\n";
      return failures + 1;
    }
    ++checked;
    if (rewrite) {
      record.expected = got;
    } else if (mode.writes_between ? WithoutIds(got) != WithoutIds(record.expected)
                                   : got != record.expected) {
      ++failures;
      std::cout << path.string() << " (" << mode.name << ")\n"
                << record.statement << "\n  expected:\n"
                << Join(record.expected) << "\n  got:\n"
                << Join(got) << "\n\n";
    }
  }
  if (rewrite) WriteCases(file);
  return failures;
}

}  // namespace
}  // namespace newsgraph

int main(int argc, char** argv) {
  bool rewrite = false;
  std::vector<std::filesystem::path> files;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--rewrite") {
      rewrite = true;
    } else if (!std::filesystem::is_directory(argv[i])) {
      files.emplace_back(argv[i]);
    } else {
      for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
        if (entry.path().extension() == ".test") files.push_back(entry.path());
      }
    }
  }
  std::sort(files.begin(), files.end());
  int failures = 0, checked = 0;
  for (const newsgraph::Mode& mode : newsgraph::Modes()) {
    for (const auto& file : files) failures += newsgraph::RunFile(file, mode, rewrite, checked);
    if (rewrite) break;
  }
  std::cout << files.size() << " files, " << checked << " checks, " << failures << " failures\n";
  return failures == 0 && checked > 0 ? 0 : 1;
}

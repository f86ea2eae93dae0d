// The openCypher TCK's queries against the parser: each one parses, or fails with the detail that
// its scenario asks for where that detail is the parser's. The features stand outside of the
// repository, in ../shared/tck/open/features or below $NEWSGRAPH_SHARED; without them the test is
// skipped.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "query/syntax/parser.h"
#include "query/syntax/print.h"
#include "query/syntax/tree.h"

namespace newsgraph::syntax {
namespace {

struct TckQuery {
  std::string text;
  std::string error;  // expected detail; empty if a result is expected
};
struct Scenario {
  std::string name;
  std::vector<TckQuery> queries;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  // of Examples; empty for a plain scenario
};

std::string_view Strip(std::string_view line) {
  const size_t begin = line.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return "";
  return line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<std::string> CellsOf(std::string_view row) {
  std::vector<std::string> cells(1);
  for (size_t i = 1; i < row.size(); ++i) {
    if (row[i] == '\\' && i + 1 < row.size() && (row[i + 1] == '|' || row[i + 1] == '\\')) {
      cells.back() += row[++i];
    } else if (row[i] == '|') {
      cells.back() = std::string(Strip(cells.back()));
      cells.emplace_back();
    } else {
      cells.back() += row[i];
    }
  }
  cells.pop_back();
  return cells;
}

// Just enough Gherkin: scenarios, doc strings, errors and examples.
std::vector<Scenario> ReadFeature(const std::filesystem::path& path) {
  std::vector<Scenario> scenarios;
  std::ifstream file(path);
  std::string step;
  bool examples = false;
  for (std::string raw; std::getline(file, raw);) {
    const std::string line(Strip(raw));
    if (line.starts_with("#") || line.starts_with("@")) continue;
    if (line.starts_with("Scenario")) {
      scenarios.push_back({line, {}, {}, {}});
      examples = false;
    } else if (scenarios.empty()) {
      continue;
    } else if (line == "\"\"\"") {
      TckQuery query;
      while (std::getline(file, raw) && Strip(raw) != "\"\"\"") query.text += raw + "\n";
      if (step.find("execut") != std::string::npos) scenarios.back().queries.push_back(query);
    } else if (line.starts_with("Examples:")) {
      examples = true;
      scenarios.back().header.clear();
    } else if (examples && line.starts_with("|")) {
      Scenario& scenario = scenarios.back();
      if (scenario.header.empty()) {
        scenario.header = CellsOf(line);
      } else {
        scenario.rows.push_back(CellsOf(line));
      }
    } else if (!line.empty() && !line.starts_with("|")) {
      step = line;
      const size_t raised = line.find("should be raised at");
      if (raised != std::string::npos && !scenarios.back().queries.empty()) {
        scenarios.back().queries.back().error = line.substr(line.find(": ", raised) + 2);
      }
    }
  }
  return scenarios;
}

std::vector<TckQuery> Expand(const Scenario& scenario) {
  if (scenario.header.empty()) return scenario.queries;
  std::vector<TckQuery> queries;
  for (const auto& row : scenario.rows) {
    for (TckQuery query : scenario.queries) {
      for (size_t i = 0; i < scenario.header.size(); ++i) {
        const std::string mark = Cat("<", scenario.header[i], ">");
        for (size_t at = 0; (at = query.text.find(mark, at)) != std::string::npos;) {
          query.text.replace(at, mark.size(), row[i]);
          at += row[i].size();
        }
      }
      queries.push_back(std::move(query));
    }
  }
  return queries;
}

std::filesystem::path Features() {
  const char* shared = std::getenv("NEWSGRAPH_SHARED");
  return std::filesystem::path(shared ? shared : "../shared") / "tck/open/features";
}

// The details that parser.h promises. NoSingleRelationshipType is the binder's too.
bool IsParsers(const std::string& detail) {
  static constexpr std::string_view kDetails[] = {
      "UnexpectedSyntax",           "InvalidNumberLiteral",  "IntegerOverflow",
      "FloatingPointOverflow",      "InvalidUnicodeLiteral", "InvalidUnicodeCharacter",
      "InvalidRelationshipPattern", "InvalidParameterUse",   "RequiresDirectedRelationship",
      "CreatingVarLength",          "InvalidDelete",         "InvalidArgumentPassingMode",
      "InvalidClauseComposition"};
  return std::find(std::begin(kDetails), std::end(kDetails), detail) != std::end(kDetails);
}

TEST(Tck, EveryQueryParsesOrFailsAsItShould) {
  if (!std::filesystem::exists(Features())) {
    GTEST_SKIP() << "no TCK at " << Features() << "; set NEWSGRAPH_SHARED to its folder";
  }
  size_t queries = 0;
  std::map<std::string, int> raised;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(Features())) {
    if (entry.path().extension() != ".feature") continue;
    for (const Scenario& scenario : ReadFeature(entry.path())) {
      for (const TckQuery& query : Expand(scenario)) {
        ++queries;
        const auto statement = Parse(query.text);
        const std::string where =
            Cat(entry.path().filename().string(), ": ", scenario.name, "\n", query.text);
        if (statement.ok()) {
          EXPECT_FALSE(IsParsers(query.error)) << where << query.error;
          const std::string printed = Print(*statement);
          const auto again = Parse(printed);
          ASSERT_TRUE(again.ok()) << where << Render(again.status(), printed);
          EXPECT_TRUE(SameTree(*statement, *again)) << where << printed;
        } else {
          EXPECT_EQ(GetErrorInfo(statement.status()).detail, query.error)
              << where << Render(statement.status(), query.text);
          ++raised[query.error];
        }
      }
    }
  }
  EXPECT_GT(queries, 3'000u);
  for (const auto& [detail, count] : raised) RecordProperty(detail, count);
}

}  // namespace
}  // namespace newsgraph::syntax

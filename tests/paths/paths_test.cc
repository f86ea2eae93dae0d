// Path patterns against a brute-force enumerator, on random small multigraphs: each selector, mode,
// quantifier, filter and way of binding the ends.
//
//   NEWSGRAPH_PATHS_SEED=7 NEWSGRAPH_PATHS_CASES=100000 test_paths     other, or more, cases
#include <gtest/gtest.h>

#include <cstdlib>

#include "query/session.h"
#include "tests/paths/generate.h"

namespace newsgraph::paths {
namespace {

uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

std::string Numbers(const Value& list) {
  std::string out = "[";
  for (size_t i = 0; i < list.list().size(); ++i)
    Append(out, i ? ", " : "", list.list()[i].integer());
  return out + "]";
}

StatusOr<std::vector<Row>> Ask(query::Session& session, const std::string& text,
                               uint32_t batch_size) {
  query::RunOptions options;
  options.batch_size = batch_size;
  ASSIGN_OR_RETURN(const query::Result result, session.Run(text, {}, options));
  std::vector<Row> rows;
  for (size_t i = 0; i < result.row_count; ++i) {
    const auto nodes = result.at(i, 0).list();
    Row row{Cat(Numbers(result.at(i, 0)), " ", Numbers(result.at(i, 1))),
            static_cast<int>(nodes.front().integer()), static_cast<int>(nodes.back().integer()),
            static_cast<int>(nodes.size()) - 1, std::nullopt};
    if (!result.at(i, 2).is_null()) row.cost = result.at(i, 2).number();
    // Variables for one element come first and those of `?` last, as in Match::Text.
    for (size_t column = 3; column < result.columns.size(); ++column) {
      const Value& value = result.at(i, column);
      Append(row.text, " ", result.columns[column], "=",
             value.is_list()   ? Numbers(value)
             : value.is_null() ? "null"
                               : Cat(value.integer()));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

struct Failure {
  SmallGraph graph;
  Pattern pattern;
  int ends;
  std::string problem;
};

std::string Check(const SmallGraph& graph, const Pattern& pattern, int ends, uint32_t batch_size) {
  Graph engine;
  query::Session session(engine);
  const auto created = session.Run(CreateText(graph));
  if (!created.ok()) return std::string(created.status().message());
  const auto rows = Ask(session, QueryText(pattern, ends), batch_size);
  if (!rows.ok()) return Render(rows.status(), QueryText(pattern, ends));
  return Judge(graph, pattern, AllMatches(graph, pattern), *rows);
}

// Takes edges and conditions away while the answer stays wrong.
void Shrink(Failure& failure, uint32_t batch_size) {
  const auto still_wrong = [&](const SmallGraph& graph, const Pattern& pattern) {
    const std::string problem = Check(graph, pattern, failure.ends, batch_size);
    if (problem.empty()) return false;
    failure = {graph, pattern, failure.ends, problem};
    return true;
  };
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (size_t i = 0; i < failure.graph.edges.size() && !smaller; ++i) {
      SmallGraph graph = failure.graph;
      graph.edges.erase(graph.edges.begin() + static_cast<std::ptrdiff_t>(i));
      smaller = still_wrong(graph, failure.pattern);
    }
    for (size_t p = 0; p < failure.pattern.parts.size() && !smaller; ++p) {
      Pattern pattern = failure.pattern;
      Part& part = pattern.parts[p];
      if (!part.where.empty()) {
        part.where.clear();
        smaller = still_wrong(failure.graph, pattern);
      }
      for (NodePart& node : part.nodes) {
        if (smaller || (node.where.empty() && node.labels.empty())) continue;
        node.where.clear();
        node.labels.clear();
        smaller = still_wrong(failure.graph, pattern);
      }
      for (EdgePart& edge : part.edges) {
        if (smaller || (edge.where.empty() && edge.types.empty() && !edge.w)) continue;
        edge.where.clear();
        edge.types.clear();
        edge.w.reset();
        smaller = still_wrong(failure.graph, pattern);
      }
    }
  }
}

void RunTheme(Theme theme, uint64_t share) {
  const uint64_t cases = FromEnvironment("NEWSGRAPH_PATHS_CASES", 72'000) / share;
  std::mt19937_64 random(FromEnvironment("NEWSGRAPH_PATHS_SEED", 1) * 8 +
                         static_cast<uint64_t>(theme));
  uint64_t done = 0, matches = 0;
  while (done < cases) {
    const SmallGraph graph = RandomGraph(random);
    Graph engine;
    query::Session session(engine);
    ASSERT_TRUE(session.Run(CreateText(graph)).ok());
    for (int i = 0; i < 25; ++i, ++done) {
      const Pattern pattern = RandomPattern(theme, graph, random);
      const int ends = i % 2;
      const uint32_t batch_size = i % 3 == 0 ? 2 : 1024;
      const std::string text = QueryText(pattern, ends);
      const auto rows = Ask(session, text, batch_size);
      std::string problem;
      if (!rows.ok()) {
        problem = Render(rows.status(), text);
      } else {
        problem = Judge(graph, pattern, AllMatches(graph, pattern), *rows);
        matches += rows->size();
      }
      if (problem.empty()) continue;
      Failure failure{graph, pattern, ends, problem};
      Shrink(failure, batch_size);
      FAIL() << CreateText(failure.graph) << "\n"
             << QueryText(failure.pattern, ends) << "\n"
             << failure.problem;
    }
  }
  std::printf("%llu cases, %llu paths\n", static_cast<unsigned long long>(done),
              static_cast<unsigned long long>(matches));
}

TEST(Paths, SelectorsAndModes) { RunTheme(Theme::kSelectors, 6); }
TEST(Paths, GroupsAndTheirVariables) { RunTheme(Theme::kGroups, 6); }
TEST(Paths, Costs) { RunTheme(Theme::kCosts, 6); }
TEST(Paths, NodesToAvoid) { RunTheme(Theme::kAvoiding, 6); }
TEST(Paths, Forward) { RunTheme(Theme::kForward, 6); }
TEST(Paths, Time) { RunTheme(Theme::kTime, 6); }

}  // namespace
}  // namespace newsgraph::paths

// Algorithms through the whole engine: every example of docs/algorithms.md gives what the page
// says.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "graph/algo/catalog.h"
#include "graph/algo/page.h"
#include "query/session.h"

namespace newsgraph::query {
namespace {

// The rows as the page writes them, "'Ann', 2 | 'Bob', 1", in order of their text.
std::vector<std::string> Sorted(std::string_view rows) {
  std::vector<std::string> out;
  while (true) {
    const size_t bar = std::min(rows.find(" | "), rows.size());
    out.emplace_back(rows.substr(0, bar));
    if (bar == rows.size()) break;
    rows.remove_prefix(bar + 3);
  }
  std::sort(out.begin(), out.end());
  return out;
}

class AlgorithmExamples : public ::testing::Test {
 protected:
  AlgorithmExamples() : session_(graph_) { EXPECT_TRUE(session_.Run(algo::ExampleGraph()).ok()); }
  std::string Rows(std::string_view statement, const RunOptions& options = {}) {
    const auto result = session_.Run(statement, {}, options);
    if (!result.ok()) return std::string(View(result.status().message()));
    std::string out;
    for (size_t row = 0; row < result->row_count; ++row) {
      if (row > 0) out += " | ";
      for (size_t column = 0; column < result->columns.size(); ++column) {
        Append(out, column == 0 ? "" : ", ", FormatValue(result->view, result->at(row, column)));
      }
    }
    return out;
  }

  Graph graph_;
  Session session_;
};

TEST_F(AlgorithmExamples, GiveWhatThePageSays) {
  int checked = 0;
  for (const algo::Algorithm& row : algo::Algorithms()) {
    EXPECT_FALSE(row.examples.empty()) << row.name;
    for (const algo::ExampleRow& example : row.examples) {
      for (const int threads : {1, 2}) {
        RunOptions options;
        options.threads = threads;
        EXPECT_EQ(Sorted(Rows(example.statement, options)), Sorted(example.rows))
            << row.name << ": " << example.statement;
      }
      ++checked;
    }
  }
  EXPECT_GE(checked, 20);
}

TEST_F(AlgorithmExamples, ErrorsHelp) {
  EXPECT_NE(Rows("CALL algo.page_rank({dampng: 0.5}) YIELD node").find("no option \"dampng\""),
            std::string::npos);
  EXPECT_NE(Rows("CALL algo.page_rank({damping: 2}) YIELD node").find("from 0 to 1"),
            std::string::npos);
  EXPECT_NE(Rows("CALL algo.degree({direction: 'up'}) YIELD node").find("out|in|both"),
            std::string::npos);
  EXPECT_NE(Rows("CALL algo.degree({types: [1]}) YIELD node").find("list of names"),
            std::string::npos);
  EXPECT_NE(Rows("UNWIND [1] AS x CALL algo.distances(x) YIELD node RETURN node").find("NODE"),
            std::string::npos);
  EXPECT_NE(Rows("MATCH (a {name: 'Ann'})-[p:pays]->() SET p.amount = -1 WITH DISTINCT a CALL "
                 "algo.costs(a, {weight: 'amount'}) YIELD node RETURN node")
                .find("0 or more"),
            std::string::npos);
}

// Run from the root of the repository.
TEST(AlgorithmsPage, IsUpToDate) {
  std::ifstream file("docs/algorithms.md", std::ios::binary);
  const std::string page((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  EXPECT_TRUE(page == algo::AlgorithmsPage())
      << "docs/algorithms.md is stale: newsgraph_docs_algorithms > docs/algorithms.md";
}

}  // namespace
}  // namespace newsgraph::query

// Runs every example of every function through the whole engine: what docs/functions.md shows is
// what happens.
#include <gtest/gtest.h>

#include "query/session.h"
#include "tests/support/values.h"

namespace newsgraph::functions {
namespace {

// The one cell that an example gives on an empty graph, or "error: Detail".
std::string Outcome(std::string_view expression) {
  Graph graph;
  query::Session session(graph);
  const bool statement = expression.find("RETURN ") != std::string_view::npos;
  const auto result = session.Run(statement ? std::string(expression) : Cat("RETURN ", expression));
  if (!result.ok()) return Cat("error: ", GetErrorInfo(result.status()).detail);
  if (result->row_count != 1 || result->columns.size() != 1) return "not one cell";
  return query::FormatValue(result->view, result->at(0, 0));
}

template <class Row>
int CheckExamples(const Row& row) {
  for (const Example& example : row.examples) {
    EXPECT_EQ(Outcome(example.expression), example.value) << row.name << ": " << example.expression;
  }
  return static_cast<int>(row.examples.size());
}

TEST(FunctionExamplesTest, GiveWhatTheySay) {
  const auto catalog = BuildCatalog();
  int checked = 0;
  for (const Function& row : catalog->functions()) checked += CheckExamples(row);
  for (const Aggregate& row : catalog->aggregates()) checked += CheckExamples(row);
  EXPECT_GT(checked, 150);
}

}  // namespace
}  // namespace newsgraph::functions

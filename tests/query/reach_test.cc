// The rule "reach" on and off: the same rows on random multigraphs, for every kind of text it
// applies to and for those that only look so.
#include <gtest/gtest.h>

#include <algorithm>

#include "query/session.h"
#include "tests/algo/random_graph.h"

namespace newsgraph::query {
namespace {

struct Asked {
  const char* statement;
  bool reaches;  // the plan has a Reach
};

constexpr Asked kAsked[] = {
    {"MATCH (a)-[:A|B*1..3]->(b) WHERE id(a) = $s RETURN DISTINCT id(b) AS x", true},
    {"MATCH (a)-[*1..4]-(b) WHERE id(a) = $s RETURN count(DISTINCT b) AS x, sum(DISTINCT id(b))",
     true},
    {"MATCH (a)-[*0..2]-(b) RETURN id(a) AS x, count(DISTINCT b)", true},
    {"MATCH (a)<-[*..5]-(b) RETURN id(b) AS x, min(id(a)), max(id(a))", true},
    {"MATCH (a), (b) WHERE EXISTS { (a)-[:A*1..4]-(b) } RETURN id(a) AS x, id(b)", true},
    {"MATCH (a), (b) WHERE EXISTS { MATCH (a)-[:A|C*0..3]->(b) } RETURN id(a) AS x, id(b)", true},
    {"MATCH (a) WHERE (a)-[:B*]-(a) RETURN id(a) AS x", true},
    {"MATCH (a)-[:A]->(b)-[*1..3]-(c) WHERE id(a) = $s RETURN DISTINCT id(b) AS x, id(c)", true},
    {"MATCH (a)-[:A]-(b), (b)-[:A|B*1..2]-(c)-[:C]-(d) RETURN DISTINCT id(a) AS x, id(d)", true},
    {"MATCH (a)-[*1..3 {w: 3}]-(b) RETURN id(a) AS x, count(DISTINCT b)", true},
    {"MATCH (a)-[*1..3]-(b:M) WHERE id(b) > $s RETURN DISTINCT id(a) AS x", true},
    {"MATCH (a)-[*1..3]-(a) RETURN DISTINCT id(a) AS x", true},
    {"MATCH (a) OPTIONAL MATCH (a)-[:C*1..2]->(b) RETURN DISTINCT id(a) AS x, id(b)", true},
    {"MATCH (a)-[:A*1..2]-(b) WITH DISTINCT b MATCH (b)-[:B*0..2]->(c) RETURN count(DISTINCT c) AS "
     "x",
     true},
    // Not these: more than the ends is asked for, or a length that walks do not decide.
    {"MATCH (a)-[*1..3]->(b) RETURN count(b) AS x", false},
    {"MATCH (a)-[r*1..3]->(b) RETURN DISTINCT id(b) AS x, size(r)", false},
    {"MATCH p = (a)-[*1..3]-(b) RETURN DISTINCT id(b) AS x, length(p)", false},
    {"MATCH (a)-[*2..3]-(b) RETURN DISTINCT id(a) AS x, id(b)", false},
    {"MATCH (a)-[*1..3]-(b) RETURN count(DISTINCT b) AS x, count(*)", false},
};

std::vector<std::string> Rows(Session& session, const std::string& statement, int64_t start,
                              const RunOptions& options) {
  Parameters parameters;
  parameters["s"] = Value::Int(start);
  const auto result = session.Run(statement, parameters, options);
  EXPECT_TRUE(result.ok()) << statement << "\n" << result.status();
  std::vector<std::string> rows;
  if (!result.ok()) return rows;
  if (!result->summary.plan.empty()) return {result->summary.plan};
  for (size_t row = 0; row < result->row_count; ++row) {
    std::string line;
    for (size_t column = 0; column < result->columns.size(); ++column)
      Append(line, FormatValue(result->view, result->at(row, column)), " ");
    rows.push_back(line);
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

TEST(ReachRule, ChangesNoRow) {
  RunOptions plain;
  plain.disabled_rules = {"reach"};
  for (uint64_t seed = 1; seed <= 250; ++seed) {
    testing::RandomGraph graph = testing::MakeRandomGraph(seed, 6, 10);
    Session session(graph.graph);
    for (const Asked& text : kAsked) {
      const auto start = static_cast<int64_t>(seed % graph.view.node_limit());
      RunOptions marked;
      if (seed % 2) marked.batch_size = 2;
      ASSERT_EQ(Rows(session, text.statement, start, marked),
                Rows(session, text.statement, start, plain))
          << "seed " << seed << ": " << text.statement;
    }
  }
}

TEST(ReachRule, IsChosenWhereItHolds) {
  testing::RandomGraph graph = testing::MakeRandomGraph(1);
  Session session(graph.graph);
  for (const Asked& text : kAsked) {
    const std::string plan = Rows(session, Cat("EXPLAIN ", text.statement), 0, {}).at(0);
    EXPECT_EQ(plan.find("Reach") != std::string::npos, text.reaches) << text.statement << "\n"
                                                                     << plan;
  }
}

}  // namespace
}  // namespace newsgraph::query

// ORDER BY a property of the relationships of a node, LIMIT n, where the graph keeps them in that
// order: the same rows in the same order, and as many left out, as without the rule first_edges.
#include <gtest/gtest.h>

#include <random>

#include "graph/builder.h"
#include "query/session.h"

namespace newsgraph::query {
namespace {

// A few nodes with many relationships: parallel ones, self loops, equal dates and none at all.
Graph Crowded(bool floats, int edges = 3000) {
  std::mt19937 random(11);
  Builder builder;
  const LabelId labels[] = {builder.Label("P"), builder.Label("Q")};
  const EdgeTypeId types[] = {builder.Type("A"), builder.Type("B")};
  const KeyId id = builder.Key("id"), n = builder.Key("n"), date = builder.Key("date");
  std::vector<NodeId> nodes;
  for (int i = 0; i < 12; ++i) {
    nodes.push_back(builder.AddNode(std::span(labels + (i % 3 == 0 ? 0 : 1), 1)));
    builder.Set(nodes.back(), id, Value::Int(i));
  }
  for (int i = 0; i < edges; ++i) {
    const EdgeId edge = builder.AddEdge(nodes[random() % 12], types[random() % 3 == 0 ? 0 : 1],
                                        nodes[random() % 4]);
    builder.Set(edge, n, Value::Int(i));
    const auto day = static_cast<int64_t>(random() % 40);
    if (day <= 3) continue;
    builder.Set(edge, date,
                floats ? Value::Float(static_cast<double>(day) / 8 - 2) : Value::Int(day));
  }
  return *std::move(builder).Freeze();
}

struct Given {
  std::vector<std::string> rows;
  uint64_t left_out = 0;
  bool operator==(const Given&) const = default;
};

Given Ask(Session& session, const std::string& statement, const RunOptions& options) {
  const auto result = session.Run(statement, {}, options);
  EXPECT_TRUE(result.ok()) << statement << "\n" << result.status();
  Given answer;
  if (!result.ok()) return answer;
  answer.left_out = result->summary.rows_left_out;
  for (size_t row = 0; row < result->row_count; ++row) {
    std::string line;
    for (const Value& value : result->row(row)) Append(line, FormatValue(result->view, value), " ");
    answer.rows.push_back(line);
  }
  return answer;
}

constexpr const char* kStatements[] = {
    "MATCH (a:P {id: 0})-[e:A]->(b) RETURN e.n, e.date ORDER BY e.date DESC LIMIT 5",
    "MATCH (a:P {id: 0})<-[e:A]-(b) RETURN e.n, e.date ORDER BY e.date DESC, e.n DESC LIMIT 10",
    "MATCH (a:P {id: 0})<-[e:A]-(b) RETURN e.n, e.date ORDER BY e.date, e.n LIMIT 10",
    "MATCH (a:P {id: 3})-[e:A|B]-(b) RETURN e.n AS n, e.date AS d ORDER BY d DESC SKIP 3 LIMIT 9",
    "MATCH (a:P {id: 3})-[e:A|B]-(b) RETURN e.n AS n, e.date AS d ORDER BY d SKIP 3 LIMIT 9",
    "MATCH (a:P {id: 0})<-[e:B]-(b:P) RETURN b.id, e.n ORDER BY e.date LIMIT 7",
    "MATCH (a {id: 1})<-[e:B]-(b:P) RETURN b.id, e.n ORDER BY e.date DESC, b.id LIMIT 70",
    "MATCH (a:P)-[e:A]->(b)-[f:B]-(c) RETURN a.id, f.n, e.n ORDER BY f.date DESC, e.n LIMIT 20",
    "MATCH (a:P)-[e:B]-(b)-[f:B]-(c) RETURN e.n, f.n ORDER BY f.date, e.n LIMIT 12",
    "MATCH (a:P)-[e:A]->(b) RETURN e.n ORDER BY e.date DESC, e.n LIMIT 0",
    "MATCH (a:P)-[e:A]->(b) RETURN e.n ORDER BY e.date DESC, e.n LIMIT 100000",
    "MATCH (a:P) CALL { WITH a MATCH (a)-[e:A]-(b) RETURN e AS l ORDER BY e.date DESC LIMIT 2 } "
    "RETURN a.id, l.n",
};

TEST(FirstEdges, AsWithoutTheRule) {
  RunOptions plain;
  plain.disabled_rules = {"first_edges"};
  for (const bool floats : {false, true}) {
    Graph graph = Crowded(floats);
    Session session(graph);
    const auto check = [&] {
      for (const std::string statement : kStatements) {
        const Given expected = Ask(session, statement, plain);
        for (int again = 0; again < 2; ++again)
          EXPECT_EQ(Ask(session, statement, {}), expected) << statement;
      }
    };
    check();
    Ask(session, "MATCH (a:P)-[e:A]->() WHERE e.n % 50 = 0 SET e.date = 41", {});
    check();
    Ask(session, "MATCH (a:P)-[e:A]->() WHERE e.n % 50 = 1 DELETE e", {});
    Ask(session, "MATCH (a:P {id: 0}) CREATE (a)-[:A {date: 99, n: -1}]->(a)", {});
    check();
  }
}

// Only the end of a run is read.
TEST(FirstEdges, ReadsNoMore) {
  Graph graph = Crowded(false, 200'000);
  Session session(graph);
  const std::string statement = kStatements[1];
  const auto plan = session.Run("EXPLAIN " + statement);
  ASSERT_TRUE(plan.ok());
  EXPECT_NE(plan->summary.plan.find("last by date"), std::string::npos) << plan->summary.plan;
  RunOptions few;
  few.max_edges = 5000;
  few.partial_results = true;
  EXPECT_EQ(session.Run(statement, {}, few)->summary.completeness, Completeness::kComplete);
  few.disabled_rules = {"first_edges"};
  EXPECT_EQ(session.Run(statement, {}, few)->summary.completeness, Completeness::kEdgeLimit);
}

}  // namespace
}  // namespace newsgraph::query

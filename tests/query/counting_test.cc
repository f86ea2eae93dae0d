// What is counted without rows (rules count_edges and count_rows, EdgeTally, shares of a scan): the
// same answers as from the same pattern whose rows are made, on random multigraphs, and on one that
// is large enough for several threads.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "graph/builder.h"
#include "query/session.h"
#include "tests/algo/random_graph.h"

namespace newsgraph::query {
namespace {

std::vector<std::string> Rows(Session& session, const std::string& statement,
                              const RunOptions& options = {}) {
  const auto result = session.Run(statement, {}, options);
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

struct Text {
  const char* pattern;  // MATCH ... [WHERE ...]
  const char* counted;  // RETURN ...
  const char* planned;  // an operator that the plan has
};

constexpr Text kTexts[] = {
    {"MATCH (a)-[:A]->(b)-[:B]->(c)", "count(*) AS n", "CountEdges"},
    {"MATCH (a)-[:A]->(b)<-[:B]-(c)-[:C]-(d)", "count(*) AS n", "CountEdges"},
    {"MATCH (a)-[:A]->(b)-[:B]->(c:M), (b)-[:C]->(d)", "count(c) AS n", "CountEdges"},
    {"MATCH (a)-[:A]->(b)-[:A]->(c)", "count(*) AS n", "CountEdges"},
    {"MATCH (a)-[:A]-(b)-[:A]-(c)", "id(a) AS x, count(*) AS n", "CountEdges"},
    {"MATCH (a)-[e]->(b)-[f]->(c)-[g]->(a)", "count(*) AS n", "CountIntersect"},
    {"MATCH (a)-[:A]->(b)-[:B]->(c), (a)-[:A]->(c)", "count(*) AS n", "CountIntersect"},
    {"MATCH (a)-[:A]-(b)-[:A]-(c)-[:A]-(a)", "id(a) AS x, count(*) AS n", "CountIntersect"},
    {"MATCH (a)-[:A]->(b), (c)-[:B]->(a), (c)-[:B]->(b)", "count(*) AS n", "CountIntersect"},
    {"MATCH (a)-[:A]->(b)-[:B]->(d), (a)-[:A]->(c)-[:B]->(d) WHERE b.w < c.w", "count(*) AS n",
     "CountPairs"},
    {"MATCH (a)-[:A]->(b)-[:B]->(d), (a)-[:A]->(c)-[:B]->(d) WHERE b.w > c.w", "id(d), count(*)",
     "CountPairs"},
    {"MATCH (a)-[:A]->(b)<-[:A]-(d), (a)-[:A]->(c)<-[:A]-(d) WHERE b.w < c.w", "count(*) AS n",
     "CountPairs"},
    {"MATCH (a)-[:A]->(b)<-[:A]-(d), (a)-[:A]->(c)<-[:A]-(d) WHERE b.w < c.w AND a.w < d.w",
     "id(a), count(*) AS n", "CountPairs"},
    {"MATCH (a)-[:A]-(b)-[:B]-(d), (a)-[:A]-(c)-[:B]-(d) WHERE b.m < c.m", "count(*) AS n",
     "CountPairs"},
    // Not this: relationships of both steps may be the same ones.
    {"MATCH (a)-[:A]-(b)-[:A]-(d), (a)-[:A]-(c)-[:A]-(d) WHERE b.w < c.w", "count(*) AS n", ""},
};

TEST(Counting, GivesTheNumberOfRows) {
  std::map<std::string, int> planned;
  for (uint64_t seed = 1; seed <= 150; ++seed) {
    testing::RandomGraph random = testing::MakeRandomGraph(seed, 7, 22);
    Session session(random.graph);
    // w: some alike, some missing; m: numbers, texts and lists, which do not all compare.
    Rows(session, "MATCH (n) WHERE id(n) % 5 <> 4 SET n.w = id(n) % 4");
    Rows(session,
         "MATCH (n) SET n.m = CASE id(n) % 4 WHEN 0 THEN id(n) WHEN 1 THEN 'x' "
         "WHEN 2 THEN [id(n)] ELSE 0.5 * id(n) END");
    for (const Text& text : kTexts) {
      const std::string counted = Cat(text.pattern, " RETURN ", text.counted);
      const std::string plain =
          Cat(text.pattern, " WITH a, b, c, 1 AS one",
              std::string(text.pattern).find("(d") == std::string::npos ? "" : ", d", " RETURN ",
              text.counted);
      RunOptions no_rules;
      no_rules.disabled_rules = {"count_edges", "count_rows", "intersect"};
      ASSERT_EQ(Rows(session, counted), Rows(session, plain, no_rules)) << "seed " << seed << "\n"
                                                                        << counted;
      planned[text.planned] +=
          Rows(session, "EXPLAIN " + counted)[0].find(text.planned) != std::string::npos;
    }
  }
  for (const auto& [name, times] : planned) EXPECT_GT(times, 0) << name;
}

// 40,000 nodes and 200,000 relationships with parallel ones; hubs among the first nodes.
Graph LargeGraph() {
  Builder builder;
  const LabelId labels[] = {builder.Label("P"), builder.Label("Q")};
  const EdgeTypeId types[] = {builder.Type("A"), builder.Type("B"), builder.Type("C")};
  const KeyId id = builder.Key("id"), kind = builder.Key("kind"), date = builder.Key("date"),
              w = builder.Key("w"), c = builder.Key("c");
  std::mt19937_64 random(7);
  constexpr uint32_t kNodes = 40000;
  for (uint32_t i = 0; i < kNodes; ++i) {
    const NodeId node = builder.AddNode(std::span(labels + (i < kNodes / 2 ? 0 : 1), 1));
    builder.Set(node, id, Value::Int(i));
    if (i % 3) builder.Set(node, kind, Value::String(Cat("k", i % 10)));
  }
  for (uint32_t i = 0; i < 5 * kNodes; ++i) {
    const auto near = static_cast<uint32_t>(random() % kNodes * (random() % kNodes) / kNodes);
    const EdgeId edge = builder.AddEdge(NodeId{static_cast<uint32_t>(random() % kNodes)},
                                        types[random() % 3], NodeId{near});
    builder.Set(edge, date, Value::Int(20200101 + static_cast<int64_t>(random() % 300)));
    builder.Set(edge, w, Value::Int(static_cast<int64_t>(random() % 50) - 10));
    builder.Set(edge, c, Value::Float(static_cast<double>(random() % 100) / 100));
  }
  return *std::move(builder).Freeze();
}

TEST(Counting, OverAllRelationshipsAndOnThreads) {
  Graph graph = LargeGraph();
  Session session(graph);
  // The pattern with `a`, `r` and `b`, and what is made of its rows.
  const std::pair<const char*, const char*> texts[] = {
      {"MATCH (a)-[r:A]->(b)", "count(*) AS n"},
      {"MATCH (a:P)-[r:A]->(b:Q) WHERE r.date >= 20200201", "r.date / 10 AS d, count(*), sum(r.w)"},
      {"MATCH (a:P)<-[r:A|C]-(b) WHERE r.w > 3 AND r.w <= 30", "a.id AS x, count(*), avg(r.w)"},
      {"MATCH (a)-[r]->(b:Q) WHERE 20200110 <= r.date", "b.kind AS k, count(r.date), sum(r.date)"},
      {"MATCH (a:Q)-[r:B]->(b:P) WHERE r.c >= 0.7", "r.w % 7 AS x, count(*)"},
      {"MATCH (a:P)-[r:A|B]->(b:P) WHERE r.date < 0", "count(*) AS n, sum(r.w) AS s"},
      {"MATCH (a:P)-[r:A|B]->(b:P)", "a.kind AS k, count(*), min(r.w), max(b.id), sum(b.id)"},
      {"MATCH (a)-[r:C]->(b) WHERE a.id % 7 = 1", "count(DISTINCT b.id), sum(DISTINCT r.w) AS n"},
      {"MATCH (a:P)-[r:A]->(b)-[:B]->(x)", "count(*) AS n"},
      {"MATCH (a:P)-[r:A]->(b), (a)-[:B]->(x), (b)-[:C]->(x)", "count(*) AS n"},
      {"MATCH (a:P)-[r:A]->(b)-[:B]->(x)-[:C]->(y)", "count(*) AS n"},
      {"MATCH (a:P)-[r:A]->(b)-[:B]->(x)-[:C]->(y), (b)-[:A]->(z:Q)", "a.kind, count(*) AS n"},
      {"MATCH (a)-[r:A]->(b)-[:B]-(x)<-[:C]-(y:P)", "b.kind AS k, count(*) AS n"},
      {"MATCH (a:P)-[r:A]->(b), (a)-[:A]->(x), (b)-[:B]->(x)", "count(*) AS n"},
      {"MATCH (a)-[r:A]->(b), (a)<-[:B]-(x), (b)<-[:B]-(x)", "count(*) AS n"},
      {"MATCH (a)-[r:A]->(b)-[:B]->(d), (a)-[:A]->(c)-[:B]->(d) WHERE b.id < c.id",
       "count(*) AS n"},
      {"MATCH (a:P)-[r:A]->(b)-[:B]->(d), (a)-[:A]->(c)-[:B]->(d) WHERE b.kind < c.kind",
       "b.kind AS k, count(*) AS n"},
      {"MATCH (a)-[r:A]->(b)<-[:A]-(d), (a)-[:A]->(c)<-[:A]-(d) WHERE b.id < c.id AND a.id < d.id",
       "count(*) AS n"},
      {"MATCH (a)-[r:A]->(b)", "rand() < 2 AS t, count(*)"},
      {"MATCH (a:Q)<-[r:A|B]-(b:P)", "a.kind AS k, count(DISTINCT b.id), max(r.w)"},
      {"MATCH (a)-[r:B|C]->(b)-[:A]->(x:Q), (a)<-[:C]-(x)", "a.kind AS k, count(*)"},
      {"MATCH (a:Q)-[r:C]->(b)", "min(a.id), max(b.id), count(DISTINCT r.date)"},
  };
  RunOptions threads;
  threads.threads = 3;
  const auto check = [&] {
    for (const auto& [pattern, counted] : texts) {
      const std::string statement = Cat(pattern, " RETURN ", counted);
      const auto expected = Rows(session, Cat(pattern, " WITH a, r, b, 1 AS one RETURN ", counted));
      EXPECT_EQ(Rows(session, statement), expected) << statement;
      EXPECT_EQ(Rows(session, statement, threads), expected) << statement << " on threads";
    }
  };
  check();
  // Some of it changed since.
  Rows(session, "MATCH (a:P)-[r:A]->(b) WHERE a.id < 300 SET r.w = 0");
  check();
  Rows(session, "MATCH (a:P)-[r:B]->(b) WHERE a.id < 100 DELETE r");
  Rows(session, "MATCH (a:P {id: 5}), (b:Q {id: 30000}) CREATE (a)-[:A {w: 4, date: 3}]->(b)");
  check();
  Rows(session, "MATCH (a) WHERE a.id % 1000 = 7 DETACH DELETE a");
  Rows(session, "UNWIND range(1, 50) AS i CREATE (:P {id: 50000 + i})");
  check();
}

// Groups that cannot be among the first ones are kept back: the same first ones.
TEST(Counting, GreatestCounts) {
  Graph graph = LargeGraph();
  Session session(graph);
  RunOptions threads, plain;
  threads.threads = 3;
  plain.disabled_rules = {"top_k"};
  const std::string statements[] = {
      "MATCH (a:P)-[r:A]->(b:Q) RETURN b.id AS k, count(*) AS n ORDER BY n DESC, k LIMIT 20",
      "MATCH (a)-[r:A]->(b) WHERE r.date > 20200200 RETURN b.id AS k, count(*) AS n, sum(r.w) AS s "
      "ORDER BY n DESC, k DESC SKIP 3 LIMIT 9",
      "MATCH (a)-[r:B]->(b) RETURN b.kind AS k, count(*) AS n ORDER BY n DESC, k LIMIT 4",
      "MATCH (a)-[r:B]->(b) RETURN b.id / 100 AS k, count(*) AS n ORDER BY n DESC, k LIMIT 7",
      "MATCH (a)-[r:B]->(b) RETURN b AS k, count(*) AS n ORDER BY n DESC, k.id LIMIT 7",
      "MATCH (a)-[r:B]->(b) RETURN r.date AS k, count(*) AS n ORDER BY n DESC, k LIMIT 7",
      "MATCH (a)-[r:B]->(b) RETURN r.date % 5 AS k, count(*) AS n ORDER BY n DESC, k LIMIT 2",
      "MATCH (a)-[r:B]->(b) RETURN b.id AS k, count(*) AS n ORDER BY n DESC, k LIMIT 0",
      "MATCH (a)-[r:B]->(b) RETURN b.id AS k, count(*) AS n ORDER BY n DESC, k SKIP 39000 LIMIT "
      "9999",
      "MATCH (a {id: 9})-[:A]-(m)-[:B]-(x) RETURN x.id AS k, count(*) AS n ORDER BY n DESC, k "
      "LIMIT 5",
      "MATCH (a {id: 9})-[:A]-(m)--(x) RETURN x.kind AS k, count(*) AS n, max(x.id) AS m "
      "ORDER BY n DESC, m LIMIT 3",
      "MATCH (a)-[:A]->(m)-[:B]->(x) WITH m, count(*) AS n ORDER BY n DESC, m.id LIMIT 5 "
      "RETURN m.id, n",
  };
  for (const std::string& statement : statements) {
    const auto expected = Rows(session, statement, plain);
    EXPECT_EQ(Rows(session, statement), expected) << statement;
    EXPECT_EQ(Rows(session, statement, threads), expected) << statement << " on threads";
  }
}

// Sets of integers that become bitmaps, and wider ones, as values come in no order.
TEST(Counting, DistinctIntegersFarAndNear) {
  Graph graph;
  Session session(graph);
  for (const char* value : {"i", "i * 7919 % 100003", "-i * 31 % 5003", "i * 1000000007",
                            "i % 700 * 65 + i % 3", "9223372036854775807 - i * 13 % 9973"}) {
    const std::string distinct =
        Cat("UNWIND range(0, 9000) AS i WITH ", value, " AS v RETURN count(DISTINCT v) AS c");
    const std::string rows =
        Cat("UNWIND range(0, 9000) AS i WITH DISTINCT ", value, " AS v RETURN count(*) AS c");
    EXPECT_EQ(Rows(session, distinct), Rows(session, rows)) << value;
  }
}

}  // namespace
}  // namespace newsgraph::query

// Budgets, partial results, cancelling: what a statement does when it may not go on.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "query/session.h"

namespace newsgraph::query {
namespace {

using Clock = std::chrono::steady_clock;

// A graph of a hub with 20,000 neighbours, each of which has ten more.
class Limits : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    graph_ = new Graph();
    Session session(*graph_);
    const auto run = [&](const char* text) {
      const auto result = session.Run(text);
      ASSERT_TRUE(result.ok()) << result.status();
    };
    run("CREATE (:Hub {name: 'Hub'})");
    run("MATCH (h:Hub) UNWIND range(1, 20000) AS i CREATE (h)-[:TO]->(:Leaf {name: 'leaf ' + i})");
    run("MATCH (l:Leaf) UNWIND range(1, 10) AS i CREATE (l)-[:TO]->(:Far)");
  }
  static void TearDownTestSuite() {
    delete graph_;
    graph_ = nullptr;
  }
  Session session_{*graph_};
  static Graph* graph_;
};
Graph* Limits::graph_ = nullptr;

TEST_F(Limits, AScriptHasNone) {
  const auto all = session_.Run("MATCH (:Hub)-->()-->(f) RETURN count(f) AS n");
  ASSERT_TRUE(all.ok());
  EXPECT_EQ(all->at(0, 0).integer(), 200000);
  EXPECT_EQ(all->summary.completeness, Completeness::kComplete);
}

TEST_F(Limits, OptionsGiveAnErrorUnlessPartial) {
  RunOptions options;
  options.max_edges = 30000;
  const std::string text = "MATCH (h:Hub)-[:TO*1..2]->(x) RETURN x";
  const auto failed = session_.Run(text, {}, options);
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(GetErrorInfo(failed.status()).kind, ErrorKind::kLimitExceeded);
  options.partial_results = true;
  const auto partial = session_.Run(text, {}, options);
  ASSERT_TRUE(partial.ok()) << partial.status();
  EXPECT_EQ(partial->summary.completeness, Completeness::kEdgeLimit);
  EXPECT_GT(partial->row_count, 0u);
  EXPECT_LT(partial->row_count, 220000u);
}

// What was found before the end is still sorted, aggregated and computed.
TEST_F(Limits, BudgetKeepsWhatWasFound) {
  const std::string reach =
      "REACH (h@'Hub')-[]-{1,2}(x) BUDGET 50000 EDGES RETURN labels(x)[0] AS label, hops, "
      "degree(x) AS degree ORDER BY hops DESC, degree DESC LIMIT 7";
  const auto result = session_.Run(reach);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->summary.completeness, Completeness::kEdgeLimit);
  EXPECT_EQ(result->row_count, 7u);
  for (uint64_t row = 0; row < result->row_count; ++row) {
    EXPECT_EQ(result->at(row, 0).string(), "Far");
    EXPECT_EQ(result->at(row, 1).integer(), 2);
    EXPECT_EQ(result->at(row, 2).integer(), 1);
  }
  EXPECT_GT(result->summary.rows_left_out, 1000u);
  const auto counts = session_.Run(
      "MATCH (h@'Hub')-[:TO*1..2]->(x) BUDGET 50000 EDGES RETURN labels(x)[0] AS l, count(*) AS n");
  ASSERT_TRUE(counts.ok()) << counts.status();
  EXPECT_EQ(counts->summary.completeness, Completeness::kEdgeLimit);
  int64_t found = 0;
  for (uint64_t row = 0; row < counts->row_count; ++row) found += counts->at(row, 1).integer();
  EXPECT_GT(found, 10000);
  EXPECT_LT(found, 60000);
}

// Rows that a subquery was to say something of are right or not there.
TEST_F(Limits, NoRowIsHalfComputed) {
  for (const int edges : {3000, 20000, 47000, 110000}) {
    const auto result = session_.Run(Cat("MATCH (l:Leaf) BUDGET ", edges,
                                         " EDGES WITH l, COUNT { (l)-->() } AS far RETURN far"));
    ASSERT_TRUE(result.ok()) << result.status();
    for (uint64_t row = 0; row < result->row_count; ++row)
      ASSERT_EQ(result->at(row, 0).integer(), 10) << edges << " edges, row " << row;
  }
}

TEST_F(Limits, BudgetOfTimeEndsInTime) {
  const auto begin = Clock::now();
  const auto result =
      session_.Run("MATCH (a:Leaf)--(h)--(b:Leaf)--(c) BUDGET 100 MS RETURN count(*) AS n");
  const auto took = Clock::now() - begin;
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->summary.completeness, Completeness::kTimeLimit);
  EXPECT_GT(result->at(0, 0).integer(), 0);
  EXPECT_LT(took, std::chrono::seconds(5));  // of a busy machine
}

TEST_F(Limits, BudgetTakesParameters) {
  Parameters parameters;
  parameters["n"] = Value::Int(3);
  const auto result = session_.Run("MATCH (l:Leaf) BUDGET $n ROWS RETURN l.name", parameters);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->row_count, 3u);
  EXPECT_EQ(result->summary.completeness, Completeness::kRowLimit);
  parameters["n"] = Value::String("three");
  EXPECT_FALSE(session_.Run("MATCH (l:Leaf) BUDGET $n ROWS RETURN l.name", parameters).ok());
}

TEST_F(Limits, WritingIsNotCutShort) {
  RunOptions options;
  options.max_edges = 1000;
  options.partial_results = true;
  const auto failed =
      session_.Run("MATCH (:Hub)-->(l) SET l.seen = true RETURN count(*)", {}, options);
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(GetErrorInfo(failed.status()).kind, ErrorKind::kLimitExceeded);
  const auto seen = session_.Run("MATCH (l:Leaf) WHERE l.seen RETURN count(*) AS n");
  ASSERT_TRUE(seen.ok());
  EXPECT_EQ(seen->at(0, 0).integer(), 0);
}

TEST_F(Limits, NearTheHubSaysWhatItLeftOut) {
  const auto near = session_.Run("near 'Hub' 2 top 5");
  ASSERT_TRUE(near.ok()) << near.status();
  EXPECT_EQ(near->row_count, 5u);
  ASSERT_FALSE(near->summary.warnings.empty());
  EXPECT_EQ(near->summary.warnings.back().code, "LeftOut");
  if (near->summary.completeness == Completeness::kComplete) {
    EXPECT_EQ(near->summary.warnings.back().message,
              "219995 more are left out; top 220000 shows all");
  }
}

// Each statement is stopped by another thread while it runs.
TEST_F(Limits, CancelStopsWithinATenthOfASecond) {
  const char* const texts[] = {
      "MATCH (a:Leaf)--(h)--(b:Leaf)--(c)--(d) RETURN count(*)",
      "MATCH (a:Far), (b:Far), (c:Leaf) RETURN max(a.x + b.x)",
      "MATCH p = (h:Hub)-[*]-(x) RETURN count(p)",
      "MATCH (a:Leaf), (b:Leaf) RETURN a.name + b.name AS n ORDER BY n DESC",
      "UNWIND range(1, 90000000) AS i WITH i WHERE toString(i) CONTAINS 'x' RETURN count(i)",
      "MATCH (a:Leaf), (b:Leaf) WITH DISTINCT a, b RETURN count(*)",
      "MATCH (a:Far) MATCH q = allShortestPaths((a)-[*]-(b:Far)) RETURN count(q)",
      "RETURN reduce(s = 0, i IN range(1, 90000000) | s + i % 7)",
      "RETURN size([i IN range(1, 90000000) WHERE i % 3 = 0 | toString(i)])",
      "MATCH (n) WITH collect(n) AS all UNWIND all AS a UNWIND all AS b RETURN count(a = b)",
      "CALL algo.betweenness() YIELD node, score RETURN max(score)",
  };
  for (const char* text : texts) {
    std::atomic<bool> cancel = false;
    RunOptions options;
    options.cancel = &cancel;
    Clock::time_point set;
    std::thread other([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(150));
      set = Clock::now();
      cancel = true;
    });
    const auto result = session_.Run(text, {}, options);
    const auto end = Clock::now();
    other.join();
    if (result.ok()) {
      EXPECT_LT(end, set) << text << " was not stopped";
      continue;
    }
    EXPECT_EQ(GetErrorInfo(result.status()).kind, ErrorKind::kCancelled) << text;
    // A tenth of a second of our own; the machine may be busy with others.
    EXPECT_LT(end - set, std::chrono::milliseconds(1000)) << text;
  }
}

// Other sessions' changes, rolled back ones and new frozen parts are seen by the index of names.
TEST(Entities, AreThoseOfTheStateAsked) {
  Graph graph;
  Session one(graph), two(graph);
  const auto finds = [](Session& session, const char* name) {
    Parameters parameters;
    parameters["name"] = Value::String(name);
    const auto result = session.Run("MATCH (n@$name) RETURN count(*) AS n", parameters);
    EXPECT_TRUE(result.ok()) << result.status();
    return result.ok() && result->at(0, 0).integer() == 1;
  };
  EXPECT_FALSE(finds(one, "Ann"));
  ASSERT_TRUE(one.Run("CREATE (:P {name: 'Ann'})").ok());
  EXPECT_TRUE(finds(one, "ann"));
  EXPECT_TRUE(finds(two, "ann"));
  ASSERT_TRUE(two.Run("CREATE (:P {name: 'Ben'})").ok());
  EXPECT_TRUE(finds(one, "Ben"));
  ASSERT_TRUE(one.Run("BEGIN").ok());
  ASSERT_TRUE(one.Run("CREATE (:P {name: 'Cid'})").ok());
  EXPECT_TRUE(finds(one, "Cid"));
  EXPECT_FALSE(finds(two, "Cid"));
  ASSERT_TRUE(one.Run("ROLLBACK").ok());
  EXPECT_FALSE(finds(one, "Cid"));
  ASSERT_TRUE(one.Run("BEGIN").ok());
  ASSERT_TRUE(one.Run("CREATE (:P {name: 'Dan'})").ok());
  EXPECT_TRUE(finds(one, "Dan"));
  EXPECT_FALSE(finds(one, "Cid"));
  ASSERT_TRUE(one.Run("COMMIT").ok());
  EXPECT_TRUE(finds(two, "Dan"));
  // So many that they are merged into a new frozen part.
  ASSERT_TRUE(one.Run("UNWIND range(1, 50000) AS i CREATE (:P {name: 'p' + i})").ok());
  EXPECT_TRUE(finds(two, "p49999"));
  ASSERT_TRUE(one.Run("MATCH (n@'Ann') SET n.name = 'Anna', n.aliases = ['Annie']").ok());
  EXPECT_FALSE(finds(two, "Ann"));
  EXPECT_TRUE(finds(two, "ANNIE"));
  ASSERT_TRUE(one.Run("MATCH (n@'Anna') DELETE n").ok());
  EXPECT_FALSE(finds(two, "Annie"));
}

TEST(Entities, OnePlanForAllNames) {
  Graph graph;
  Session session(graph);
  ASSERT_TRUE(session.Run("CREATE (:P {name: 'Ann'}), (:P {name: 'Ben'})").ok());
  const auto first = session.Run("MATCH (n@'Ann') RETURN n.name");
  const auto second = session.Run("MATCH (n@'Ben') RETURN n.name");
  const auto third = session.Run("MATCH (n@'Benn') RETURN n.name");
  ASSERT_TRUE(first.ok() && second.ok() && third.ok());
  EXPECT_EQ(first->at(0, 0).string(), "Ann");
  EXPECT_EQ(second->at(0, 0).string(), "Ben");
  EXPECT_TRUE(second->summary.timings.plan_cached);
  ASSERT_EQ(third->summary.warnings.size(), 1u);
  EXPECT_EQ(third->summary.warnings[0].message,
            "nothing is called \"Benn\"; did you mean \"Ben\"?");
  EXPECT_EQ(third->summary.warnings[0].span.begin, 9u);
  EXPECT_EQ(third->summary.warnings[0].span.end, 15u);
}

}  // namespace
}  // namespace newsgraph::query

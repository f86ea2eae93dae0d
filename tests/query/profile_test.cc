// What PROFILE says of each operator: the hits, rows and times are its own, and of no other.
#include <gtest/gtest.h>

#include "query/session.h"
#include "tests/query/answer.h"

namespace newsgraph::query {
namespace {

using plan::OperatorReport;

template <class F>
void ForEachOperator(const OperatorReport& report, const F& f) {
  f(report);
  for (const OperatorReport& child : report.children) ForEachOperator(child, f);
}

class Profile : public ::testing::Test {
 protected:
  // Three people who know each other in a circle, and live in two cities.
  Profile() {
    Ask("CREATE (a:Person {name: 'Ann'}), (b:Person {name: 'Bob'}), (c:Person {name: 'Cyn'}), "
        "(x:City {name: 'Minsk'}), (y:City {name: 'Vilnius'}), (a)-[:knows]->(b)-[:knows]->(c), "
        "(c)-[:knows]->(a), (a)-[:lives_in]->(x), (b)-[:lives_in]->(x), (c)-[:lives_in]->(y)");
  }
  Result Ask(const std::string& statement, const RunOptions& options = {}) {
    auto result = session_.Run(statement, {}, options);
    EXPECT_TRUE(result.ok()) << statement << "\n" << result.status();
    return result.ok() ? *std::move(result) : Result();
  }
  // "Project 0, Expand 3, NodeScan 3": the operators that have hits, and the first.
  std::string Hits(const std::string& statement, const RunOptions& options = {}) {
    const Result result = Ask("PROFILE " + statement, options);
    std::string out;
    for (const OperatorReport& tree : result.summary.operators) {
      if (&tree != &result.summary.operators[0]) out += " | ";
      ForEachOperator(tree, [&](const OperatorReport& each) {
        const uint64_t hits = each.measured ? each.measured->hits : 999;
        if (&each == &tree) {
          Append(out, each.name, " ", hits);
        } else if (hits > 0) {
          Append(out, ", ", each.name, " ", hits);
        }
      });
    }
    return out;
  }

  Graph graph_;
  Session session_{graph_};
};

TEST_F(Profile, AScanHitsTheNodesItGives) {
  EXPECT_EQ(Hits("MATCH (n:Person) RETURN n.name"), "Project 0, NodeScan 3");
  EXPECT_EQ(Hits("MATCH (n) RETURN n.name"), "Project 0, NodeScan 5");
  EXPECT_EQ(Hits("MATCH (n:Person) WHERE n.name = 'Ann' RETURN n.name"), "Project 0, NodeScan 3");
  EXPECT_EQ(Hits("MATCH (n:Nobody) RETURN n.name"), "Project 0");
  EXPECT_EQ(Hits("UNWIND range(1, 4) AS i MATCH (n:City) RETURN n.name"), "Project 0, NodeScan 8");
}

TEST_F(Profile, BatchesOfOneRowAreTheSame) {
  RunOptions single;
  single.batch_size = 1;
  EXPECT_EQ(Hits("MATCH (n:Person) RETURN n.name", single), "Project 0, NodeScan 3");
  EXPECT_EQ(Hits("MATCH (a:Person)-[r:knows]->(b) RETURN b.name, r", single),
            "Project 0, Expand 3, NodeScan 3");
}

TEST_F(Profile, AnExpandHitsTheRelationshipsItLooksAt) {
  EXPECT_EQ(Hits("MATCH (a:Person)-[r:knows]->(b) RETURN b.name, r"),
            "Project 0, Expand 3, NodeScan 3");
  // Those that do not fit are looked at too.
  EXPECT_EQ(Hits("MATCH (a:Person) WHERE a.name = 'Ann' MATCH (a)-[r]-(b) WHERE b.name = 'Minsk' "
                 "RETURN b.name, r"),
            "Project 0, Expand 3, NodeScan 3");
}

TEST_F(Profile, ASeekHitsTheNodesItFinds) {
  Ask("CREATE INDEX FOR (n:Person) ON (n.name)");
  EXPECT_EQ(Hits("MATCH (n:Person {name: 'Ann'}) RETURN n.name"), "Project 0, NodeSeek 1");
  EXPECT_EQ(Hits("MATCH (n:Person {name: 'Nobody'}) RETURN n.name"), "Project 0");
  EXPECT_EQ(Hits("MATCH (a@'Ann')-[r:knows]->(b) RETURN b.name, r"),
            "Project 0, Expand 1, EntitySeek 1");
}

// Ann knows Bob, who knows Cyn, whom a search along the arrows meets after two relationships.
TEST_F(Profile, ASearchHitsTheRelationshipsItFollows) {
  EXPECT_EQ(Hits("MATCH (a@'Ann'), (c@'Cyn') MATCH p = shortestPath((a)-[:knows*]->(c)) RETURN p"),
            "Project 0, ShortestPath 2, EntitySeek 1, EntitySeek 1");
  EXPECT_EQ(Hits("MATCH (a@'Ann'), (c@'Cyn') MATCH p = ANY (a)-[:knows]->+(c) RETURN p"),
            "PathSearch 2, EntitySeek 1, EntitySeek 1");
  // One trail: around the circle and back to Ann, who has no relationship left.
  EXPECT_EQ(Hits("MATCH (a@'Ann') MATCH (a)-[r:knows*]->(x) RETURN x.name, r"),
            "Project 0, VarExpand 4, EntitySeek 1");
}

// What runs inside an operator has hits of its own.
TEST_F(Profile, NestedPlansAndSubqueriesCountForThemselves) {
  const std::string optional = "MATCH (n:City) OPTIONAL MATCH (n)<-[r:lives_in]-(p) RETURN p, r";
  EXPECT_EQ(Hits(optional), "Optional 0, Expand 3, NodeScan 2");
  const Result result = Ask("PROFILE " + optional);
  std::vector<std::string> nested;
  for (const OperatorReport& tree : result.summary.operators) {
    ForEachOperator(tree, [&](const OperatorReport& each) {
      if (each.nested) nested.push_back(each.name);
    });
  }
  EXPECT_EQ(nested, std::vector<std::string>{"Expand"});
  EXPECT_EQ(Hits("MATCH (n:Person) RETURN n.name, [(n)-[r:knows]->(m) | m.name] AS known"),
            "Project 0, NodeScan 3 | Project 0, Expand 3");
}

TEST_F(Profile, OwnTimesAddUpToThatOfTheStatement) {
  const Result result =
      Ask("PROFILE MATCH (n:Person) OPTIONAL MATCH (n)-[r:knows]->(m) WITH n, r, COUNT { (n)--() } "
          "AS c UNWIND range(1, 1000) AS i RETURN sum(i * c)");
  ASSERT_GE(result.summary.operators.size(), 1u);
  double own = 0;
  for (const OperatorReport& tree : result.summary.operators) {
    ForEachOperator(tree, [&](const OperatorReport& each) {
      ASSERT_TRUE(each.measured);
      EXPECT_GE(each.measured->own_ms, 0) << each.name;
      EXPECT_LE(each.measured->own_ms, each.measured->ms) << each.name;
      own += each.measured->own_ms;
    });
  }
  const double all = result.summary.operators[0].measured->ms;
  EXPECT_GT(all, 0);
  EXPECT_NEAR(own, all, 1e-6 * all);
}

TEST_F(Profile, TextAndTreeAreTheSame) {
  const Result result =
      Ask("PROFILE MATCH (n:Person) RETURN n.name UNION MATCH (n:City) RETURN "
          "n.name");
  EXPECT_EQ(plan::ToText(result.summary.operators), result.summary.plan);
  EXPECT_NE(result.summary.plan.find("~2 rows, 3 real, 3 hits, "), std::string::npos)
      << result.summary.plan;
  const Result only = Ask("EXPLAIN MATCH (n:Person) RETURN n.name");
  EXPECT_EQ(plan::ToText(only.summary.operators), only.summary.plan);
  ASSERT_EQ(only.summary.operators.size(), 1u);
  ForEachOperator(only.summary.operators[0],
                  [](const OperatorReport& each) { EXPECT_FALSE(each.measured) << each.name; });
  EXPECT_TRUE(Ask("MATCH (n:Person) RETURN n.name").summary.operators.empty());
}

}  // namespace
}  // namespace newsgraph::query

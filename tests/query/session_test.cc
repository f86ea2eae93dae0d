// A session as its users meet it: transactions, limits, cancelling, the plan cache, procedures,
// warnings. What single statements answer is in tests/cases.
#include "query/session.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "graph/builder.h"
#include "tests/query/answer.h"

namespace newsgraph::query {
namespace {

// ---- transactions

TEST(Transactions, AreSeenByOthersOnceCommitted) {
  Graph graph;
  Session writer(graph), reader(graph);
  EXPECT_EQ(Answer(writer, "BEGIN"), "");
  EXPECT_TRUE(writer.in_transaction());
  EXPECT_EQ(Answer(writer, "CREATE (:A {x: 1})"), "");
  EXPECT_EQ(Answer(writer, "CREATE (:A {x: 2})"), "");
  EXPECT_EQ(Answer(writer, "MATCH (a:A) RETURN sum(a.x)"), "3");
  EXPECT_EQ(Answer(reader, "MATCH (a:A) RETURN count(*)"), "0");
  EXPECT_EQ(Answer(writer, "COMMIT"), "");
  EXPECT_FALSE(writer.in_transaction());
  EXPECT_EQ(Answer(reader, "MATCH (a:A) RETURN count(*)"), "2");
}

TEST(Transactions, RollbackLeavesNothing) {
  Graph graph;
  Session session(graph);
  Answer(session, "CREATE (:A {x: 1})-[:T]->(:B)");
  Answer(session, "CREATE INDEX a_x FOR (a:A) ON (a.x)");
  Answer(session, "BEGIN");
  Answer(session, "MATCH (a:A) SET a.x = 2, a:C");
  Answer(session, "MATCH ()-[r]->() DELETE r");
  Answer(session, "DROP INDEX a_x");
  Answer(session, "CREATE CONSTRAINT FOR (a:A) REQUIRE a.x IS UNIQUE");
  EXPECT_EQ(Answer(session, "MATCH (a:C {x: 2}) RETURN COUNT { (a)-->() }"), "0");
  EXPECT_EQ(Answer(session, "ROLLBACK"), "");
  EXPECT_EQ(Answer(session, "MATCH (a:A {x: 1})-[r]->() RETURN labels(a), type(r)"), "['A'], 'T'");
  EXPECT_EQ(Answer(session, "SHOW INDEXES"), "'a_x', 'EQUALITY', 'A', 'x'");
  EXPECT_EQ(Answer(session, "SHOW CONSTRAINTS"), "");
}

// A statement that fails is undone alone: what came before it in the transaction stays.
TEST(Transactions, AFailedStatementIsUndoneAlone) {
  Graph graph;
  Session session(graph);
  Answer(session, "CREATE CONSTRAINT FOR (a:A) REQUIRE a.x IS UNIQUE");
  Answer(session, "BEGIN");
  Answer(session, "CREATE (:A {x: 1})");
  EXPECT_EQ(Answer(session, "CREATE (:A {x: 2}) CREATE (:A {x: 1})"),
            "ConstraintValidationFailed/UniquenessViolation");
  EXPECT_EQ(Answer(session, "UNWIND [1, 0] AS d CREATE (:A {x: 10 / d})"),
            "ArithmeticError/DivisionByZero");
  EXPECT_EQ(Answer(session, "CREATE (:A {x: 3})"), "");
  EXPECT_EQ(Answer(session, "COMMIT"), "");
  EXPECT_EQ(Answer(session, "MATCH (a:A) RETURN a.x ORDER BY a.x"), "1; 3");
}

TEST(Transactions, MisplacedWordsAreErrors) {
  Graph graph;
  Session session(graph);
  EXPECT_EQ(Answer(session, "COMMIT"), "TransactionError");
  EXPECT_EQ(Answer(session, "ROLLBACK"), "TransactionError");
  EXPECT_EQ(Answer(session, "BEGIN"), "");
  EXPECT_EQ(Answer(session, "BEGIN"), "TransactionError");
  EXPECT_EQ(Answer(session, "COMMIT"), "");
}

TEST(Transactions, EndWithTheirSession) {
  Graph graph;
  {
    Session session(graph);
    Answer(session, "BEGIN");
    Answer(session, "CREATE (:A)");
  }
  Session session(graph);
  EXPECT_EQ(Answer(session, "MATCH (a) RETURN count(*)"), "0");
  EXPECT_EQ(Answer(session, "CREATE (:A) RETURN 1"), "1");  // and nobody holds the graph
}

// A result keeps the state that its statement saw.
TEST(Transactions, ResultsOutliveWhatTheyRead) {
  Graph graph;
  Session session(graph);
  Answer(session, "CREATE (:A {name: 'old'})");
  const auto before = session.Run("MATCH (a:A) RETURN a");
  ASSERT_TRUE(before.ok());
  Answer(session, "MATCH (a:A) SET a.name = 'new'");
  EXPECT_EQ(FormatValue(before->view, before->at(0, 0)), "(:A {name: 'old'})");
}

TEST(Transactions, TheClockOfATransactionStands) {
  Graph graph;
  Session session(graph);
  Answer(session, "BEGIN");
  const std::string first = Answer(session, "RETURN datetime.transaction()");
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  EXPECT_EQ(Answer(session, "RETURN datetime.transaction()"), first);
  Answer(session, "ROLLBACK");
}

// One writes pairs of nodes, the other counts them: never an odd number.
TEST(Transactions, ReadersSeeWholeStatements) {
  Graph graph;
  std::atomic<bool> done = false;
  std::thread writer([&] {
    Session session(graph);
    for (int i = 0; i < 200; ++i) Answer(session, "CREATE (:A), (:A)");
    done = true;
  });
  Session session(graph);
  while (!done) {
    const auto result = session.Run("MATCH (a:A) RETURN count(*)");
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->at(0, 0).integer() % 2, 0);
  }
  writer.join();
  EXPECT_EQ(Answer(session, "MATCH (a:A) RETURN count(*)"), "400");
}

TEST(Transactions, ReadOnlyRefusesEveryKindOfWrite) {
  Graph graph;
  Session session(graph);
  RunOptions options;
  options.read_only = true;
  for (const char* text :
       {"CREATE (:A)", "MERGE (:A)", "MATCH (a) SET a.x = 1", "MATCH (a) REMOVE a.x",
        "MATCH (a) DELETE a", "FOREACH (x IN [1] | CREATE (:A))",
        "UNWIND [1] AS x CALL { CREATE (:A) } RETURN x", "CREATE INDEX FOR (a:A) ON (a.x)",
        "CREATE CONSTRAINT FOR (a:A) REQUIRE a.x IS UNIQUE"}) {
    EXPECT_EQ(Answer(session, text, options), "TransactionError/ReadOnly") << text;
  }
  EXPECT_EQ(Answer(session, "MATCH (a) RETURN count(*)", options), "0");
}

// ---- limits

constexpr const char* kEndless =
    "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b UNWIND range(1, 100000) AS c "
    "RETURN count(*)";

TEST(RunLimits, StopAStatement) {
  Graph graph;
  Session session(graph);
  Answer(session, "UNWIND range(1, 100) AS i CREATE (:A {i: i})");
  Answer(session, "MATCH (a:A), (b:A) CREATE (a)-[:T]->(b)");
  RunOptions time, rows, edges, memory;
  time.timeout_ms = 50;
  rows.max_rows = 10;
  edges.max_edges = 1000;
  memory.max_memory_bytes = 1 << 20;
  EXPECT_EQ(Answer(session, kEndless, time), "LimitExceeded");
  EXPECT_EQ(Answer(session, "UNWIND range(1, 11) AS i RETURN i", rows), "LimitExceeded");
  EXPECT_EQ(Answer(session, "MATCH (a)-->(b) RETURN count(b.i)", edges), "LimitExceeded");
  EXPECT_EQ(Answer(session, "UNWIND range(1, 1000000) AS i RETURN size(collect(i))", memory),
            "LimitExceeded");
  EXPECT_EQ(Answer(session, "RETURN 1", rows), "1");
}

TEST(RunLimits, PartialResultsSaySo) {
  Graph graph;
  Session session(graph);
  RunOptions options;
  options.max_rows = 3;
  options.partial_results = true;
  const auto result = session.Run("UNWIND range(1, 9) AS i RETURN i", {}, options);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->row_count, 3u);
  EXPECT_EQ(result->summary.completeness, Completeness::kRowLimit);
  EXPECT_EQ(session.Run("RETURN 1", {}, options)->summary.completeness, Completeness::kComplete);
}

TEST(RunLimits, ACutStatementWritesNothing) {
  Graph graph;
  Session session(graph);
  RunOptions options;
  options.timeout_ms = 50;
  EXPECT_EQ(Answer(session,
                   "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b CREATE (:A {a: a})",
                   options),
            "LimitExceeded");
  EXPECT_EQ(Answer(session, "MATCH (n) RETURN count(*)"), "0");
}

TEST(RunLimits, CancelStopsWithinATenthOfASecond) {
  Graph graph;
  Session session(graph);
  Answer(session, "UNWIND range(1, 2000) AS i CREATE (:A {i: i})");
  for (const char* text :
       {kEndless, "MATCH (a:A), (b:A), (c:A) RETURN count(DISTINCT a.i + b.i * c.i)",
        "MATCH (a:A), (b:A), (c:A) RETURN a.i + b.i AS x ORDER BY x LIMIT 1",
        "RETURN reduce(s = 0, a IN range(1, 30000000) | s + "
        "size([b IN range(1, 100) WHERE b % a = 1]))"}) {
    std::atomic<bool> cancel = false;
    std::chrono::steady_clock::time_point told;
    std::thread other([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      told = std::chrono::steady_clock::now();
      cancel = true;
    });
    RunOptions options;
    options.cancel = &cancel;
    EXPECT_EQ(Answer(session, text, options), "Cancelled") << text;
    const double took = Milliseconds(std::chrono::steady_clock::now() - told);
    other.join();
    EXPECT_LT(took, 1000) << text;  // ten times the promise: the machine may be busy
  }
}

// ---- the plan cache

TEST(PlanCache, SharesPlansBetweenLiterals) {
  Graph graph;
  Session session(graph);
  Answer(session, "UNWIND range(1, 9) AS i CREATE (:A {i: i, s: toString(i)})");
  const auto run = [&](int i) {
    return session.Run(Cat("MATCH (a:A {i: ", i, "}) WHERE a.s = '", i, "' RETURN a.i"));
  };
  for (int i = 1; i <= 9; ++i) {
    const auto result = run(i);
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->summary.timings.plan_cached, i > 1);
    ASSERT_EQ(result->row_count, 1u);
    EXPECT_EQ(result->at(0, 0).integer(), i);
  }
  // Literals that make names, types or shapes are no parameters.
  EXPECT_EQ(session.Run("RETURN 1")->columns[0], "1");
  EXPECT_EQ(session.Run("RETURN 2")->columns[0], "2");
  EXPECT_EQ(Answer(session, "MATCH (a:A {i: '1'}) RETURN a.i"), "");
  EXPECT_EQ(Answer(session, "MATCH (a:A {i: 1.0}) RETURN a.i"), "1");
  EXPECT_EQ(Answer(session, "MATCH (a:A) WHERE a.i > 1 RETURN a.i ORDER BY a.i LIMIT 1"), "2");
  EXPECT_EQ(Answer(session, "MATCH (a:A) WHERE a.i > 2 RETURN a.i ORDER BY a.i LIMIT 2"), "3; 4");
}

TEST(PlanCache, PlacesOfErrorsAreThoseOfTheText) {
  Graph graph;
  Session session(graph);
  Answer(session, "CREATE (:A {i: 1})");
  const auto span = [&](std::string_view text) {
    return GetErrorInfo(session.Run(text).status()).span->In(text);
  };
  EXPECT_EQ(span("MATCH (a:A {i: 1}) WHERE 7 / 0 = a.i RETURN a"), "7 / 0");
  EXPECT_EQ(span("MATCH (a:A {i: 1}) WHERE 7000 / 0 = a.i RETURN a"), "7000 / 0");
}

// Operators that are kept from run to run know nothing of the run before.
TEST(AskedAgain, OtherParametersAndOtherGraphs) {
  Graph graph;
  Session session(graph);
  Answer(session, "UNWIND range(1, 40) AS i CREATE (:A {i: i})");
  Answer(session, "MATCH (a:A), (b:A) WHERE b.i = a.i * 2 CREATE (a)-[:T {w: a.i}]->(b)");
  const auto rows = [&](const char* text, int64_t i) {
    std::string answer;
    const auto result = session.Run(text, {{"i", Value::Int(i)}});
    if (!result.ok()) return std::string(GetErrorInfo(result.status()).detail);
    for (uint64_t row = 0; row < result->row_count; ++row)
      Append(answer, row > 0 ? " " : "", FormatValue(result->view, result->at(row, 0)));
    return answer;
  };
  const char* walk = "MATCH (:A {i: $i})-[:T*1..2]->(b) RETURN DISTINCT b.i AS i ORDER BY i";
  const char* few = "MATCH (a:A) WHERE a.i < $i RETURN a.i AS i ORDER BY i DESC LIMIT $i";
  const char* group = "MATCH (a:A) WITH a.i % $i AS k, count(*) AS c RETURN k + ':' + c ORDER BY k";
  const char* nested = "MATCH (a:A) WHERE EXISTS { (a)-[r:T]->() WHERE r.w = $i } RETURN a.i";
  const char* optional = "MATCH (a:A {i: $i}) OPTIONAL MATCH (a)-[:T]->(b) RETURN b.i";
  const char* fails = "MATCH (a:A {i: 6}) RETURN 12 / ($i - 1)";
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(rows(walk, 3), "6 12");
    EXPECT_EQ(rows(walk, 30), "");
    EXPECT_EQ(rows(walk, 7), "14 28");
    EXPECT_EQ(rows(few, 4), "3 2 1");
    EXPECT_EQ(rows(few, 2), "1");
    EXPECT_EQ(rows(group, 2), "'0:20' '1:20'");
    EXPECT_EQ(rows(group, 1), "'0:40'");
    EXPECT_EQ(rows(nested, 9), "9");
    EXPECT_EQ(rows(nested, 21), "");
    EXPECT_EQ(rows(optional, 20), "40");
    EXPECT_EQ(rows(optional, 21), "null");
    EXPECT_EQ(rows(fails, 3), "6");
    EXPECT_EQ(rows(fails, 1), "DivisionByZero");
    EXPECT_EQ(rows(fails, 4), "4");
  }
  Answer(session, "MATCH (a:A {i: 3})-[r:T]->() DELETE r");
  EXPECT_EQ(rows(walk, 3), "");
  Answer(session, "MATCH (a:A {i: 7}) SET a.i = 3");
  EXPECT_EQ(rows(walk, 3), "14 28");
  EXPECT_EQ(rows(walk, 7), "");
}

// What operators know of a state of the graph they learn again when that has changed.
TEST(AskedAgain, AfterWrites) {
  Graph made;
  {
    Session session(made);
    Answer(session, "UNWIND range(1, 12) AS i CREATE (:A {i: i}), (:B {i: i})");
    Answer(session, "CREATE (:C {i: 0}), (:D {i: 0})");
    Answer(session, "MATCH (a:A), (b:B) WHERE (a.i + b.i) % 3 = 0 CREATE (a)-[:T]->(b)-[:U]->(a)");
    Answer(session, "MATCH (a:A), (b:A) WHERE b.i = a.i + 1 CREATE (a)-[:V]->(b)");
  }
  auto frozen = Builder(made.View()).Freeze();
  ASSERT_TRUE(frozen.ok());
  Graph graph = *std::move(frozen);
  Session session(graph);
  const char* const questions[] = {
      "MATCH (a:A {i: 3})-[:T]->(b:B) RETURN b.i ORDER BY b.i",
      "MATCH (a:A {i: 3})-[:T]->(b:B) RETURN count(b)",
      "MATCH (a:A {i: 3})-[:T]->(b:B)-[:U]->(c:A) RETURN count(*)",
      "MATCH (a:A)-[:T]->(b:B)-[:U]->(c:A) RETURN a.i, count(c) ORDER BY a.i",
      "MATCH (a:A)-[:V]-(b:A)-[:V]-(c:A)-[:V]-(a) RETURN count(*)",
      "MATCH (a:A {i: 3})-[:T]->(b:B), (c:A)-[:T]->(b), (c)-[:V]->(a) RETURN count(*)",
      "MATCH (a)-[:T]->(b:B)-[:U]->(d:A), (a)-[:T]->(c:B)-[:U]->(d) WHERE b.i < c.i RETURN "
      "count(*)",
      "MATCH (b:B) RETURN count(b)",
      "MATCH (n) RETURN count(n)",
      "MATCH ()-[t:T]->() RETURN count(t)",
      "MATCH (a:A {i: 3}) OPTIONAL MATCH (a)-[:T]->(b:B) RETURN count(b)",
      "MATCH (a:A {i: 3})-[:V*1..3]->(b:A) RETURN count(DISTINCT b)",
      "MATCH p = shortestPath((a:A {i: 1})-[:V*]->(b:A {i: 5})) RETURN length(p)",
      "MATCH (a:A) WHERE EXISTS { (a)-[:T]->(b:B) WHERE b.i > 11 } RETURN count(a)",
  };
  const char* const writes[] = {
      "CREATE (:B {i: 13})",
      "MATCH (a:A {i: 3}) CREATE (a)-[:T]->(:C {i: 14}), (a)-[:T]->(:B {i: 15})",
      "MATCH (a:A {i: 3})-[:T]->(b:B {i: 15}) CREATE (b)-[:U]->(:C), (b)-[:U]->(a)",
      "MATCH (a:A {i: 3}) CREATE (a)-[:V]->(a), (a)-[:V]->(a), (a)-[:V]->(a), (a)-[:T]->(a)",
      "MATCH (c:C) SET c:B",
      "CREATE INDEX FOR (a:A) ON (a.i)",
      "MATCH (b:B {i: 9}) DETACH DELETE b",
      "MATCH (b:B {i: 6}) REMOVE b:B",
      "CREATE (:D)-[:T]->(:D)",
      "MATCH (a:A {i: 3})-[v:V]->(a) DELETE v",
  };
  for (const char* write : writes) {
    for (const char* question : questions) {
      for (int round = 0; round < 2; ++round) Answer(session, question);
    }
    Answer(session, write);
    Session fresh(graph);
    for (const char* question : questions)
      EXPECT_EQ(Answer(session, question), Answer(fresh, question)) << question << "\n" << write;
  }
}

// What a transaction changes shows at once, although its view stays the same one.
TEST(AskedAgain, InATransaction) {
  Graph graph;
  Session session(graph);
  Answer(session, "CREATE (:A {i: 1})-[:T]->(:B {i: 2})");
  const char* ends = "MATCH (:A {i: 1})-[:T]->(b:B) RETURN b.i ORDER BY b.i";
  const char* loops = "MATCH (a:A)-[:T]->(b)-[:T]->(a) RETURN count(*)";
  const char* warned = "MATCH (c:C) RETURN count(*)";
  Answer(session, "CREATE (:C)");
  EXPECT_EQ(Answer(session, "BEGIN"), "");
  for (const char* text : {ends, loops, warned}) {
    for (int round = 0; round < 2; ++round) Answer(session, text);
  }
  Answer(session, "MATCH (a:A {i: 1}) CREATE (a)-[:T]->(:C {i: 3}), (a)-[:T]->(:B {i: 4})");
  EXPECT_EQ(Answer(session, ends), "2; 4");
  Answer(session, "MATCH (a:A {i: 1}) CREATE (a)-[:T]->(a), (a)-[:T]->(a)");
  EXPECT_EQ(Answer(session, loops), "2");
  Answer(session, "MATCH (c:C) DETACH DELETE c");
  const auto none = session.Run(warned);
  ASSERT_TRUE(none.ok());
  ASSERT_EQ(none->summary.warnings.size(), 1u);
  EXPECT_EQ(none->summary.warnings[0].code, "UnknownLabel");
  EXPECT_EQ(Answer(session, "ROLLBACK"), "");
  EXPECT_EQ(Answer(session, ends), "2");
}

// What waits for the next run keeps no state of the graph, and rests in a bounded number.
TEST(AskedAgain, HoldsNothingOfTheGraph) {
  Graph graph;
  Session session(graph);
  Answer(session, "CREATE (:A {i: 1})-[:T]->(:A {i: 2})");
  const std::weak_ptr<const Snapshot> state = graph.View().state();
  for (int i = 0; i < 100; ++i) {
    const std::string text = Cat("MATCH (a:A)-[:T]->(b) RETURN a.i + b.i + ", i);
    for (int round = 0; round < 2; ++round) EXPECT_EQ(Answer(session, text), Cat(3 + i));
  }
  Session other(graph);
  Answer(other, "MATCH (a:A {i: 1}) SET a.i = 5");
  EXPECT_TRUE(state.expired());
  EXPECT_EQ(Answer(session, "MATCH (a:A)-[:T]->(b) RETURN a.i + b.i + 7"), "14");
}

TEST(PlanCache, IndexesAreUsedAsSoonAsTheyAreThere) {
  Graph graph;
  Session session(graph);
  Answer(session, "UNWIND range(1, 500) AS i CREATE (:A {i: i})");
  const auto plan = [&] {
    return session.Run("EXPLAIN MATCH (a:A {i: 7}) RETURN a.i")->summary.plan;
  };
  EXPECT_EQ(Answer(session, "MATCH (a:A {i: 7}) RETURN a.i"), "7");
  EXPECT_EQ(plan().find("NodeSeek"), std::string::npos) << plan();
  Answer(session, "CREATE INDEX a_i FOR (a:A) ON (a.i)");
  EXPECT_NE(plan().find("NodeSeek"), std::string::npos) << plan();
  EXPECT_EQ(Answer(session, "MATCH (a:A {i: 7}) RETURN a.i"), "7");
  Answer(session, "MATCH (a:A {i: 7}) SET a.i = 1007");
  EXPECT_EQ(Answer(session, "MATCH (a:A {i: 7}) RETURN a.i"), "");
  EXPECT_EQ(Answer(session, "MATCH (a:A {i: 1007}) RETURN a.i"), "1007");
  Answer(session, "DROP INDEX a_i");
  EXPECT_EQ(plan().find("NodeSeek"), std::string::npos) << plan();
  EXPECT_EQ(Answer(session, "MATCH (a:A {i: 1007}) RETURN a.i"), "1007");
}

// ---- procedures

class ProcedureTest : public ::testing::Test {
 protected:
  ProcedureTest() : session_(graph_) {
    using functions::Type;
    Procedure procedure;
    procedure.name = "test.square";
    procedure.inputs = {{"name", Type::Of(ValueKind::kString)},
                        {"side", Type::Of(ValueKind::kFloat)}};
    procedure.outputs = {{"title", Type::Of(ValueKind::kString)},
                         {"area", Type::Of(ValueKind::kFloat)}};
    procedure.run = [](const functions::CallState&, std::span<const Value> arguments,
                       std::vector<Value>& cells) {
      cells.push_back(arguments[0]);
      cells.push_back(Value::Float(arguments[1].number() * arguments[1].number()));
      return absl::OkStatus();
    };
    session_.AddProcedure(std::move(procedure));
  }
  Graph graph_;
  Session session_;
};

TEST_F(ProcedureTest, AreCalledAloneAndInQueries) {
  EXPECT_EQ(Answer(session_, "CALL test.square('a', 2)"), "'a', 4.0");
  EXPECT_EQ(Answer(session_, "CALL test.square('a', 2.5) YIELD area"), "6.25");
  EXPECT_EQ(Answer(session_, "CALL test.square('a', 2) YIELD *"), "'a', 4.0");
  EXPECT_EQ(Answer(session_,
                   "UNWIND [1, 2] AS s CALL test.square('x', s) YIELD area AS a "
                   "RETURN s, a"),
            "1, 1.0; 2, 4.0");
  EXPECT_EQ(Answer(session_,
                   "CALL test.square('a', 3) YIELD area, title WHERE area > 8 "
                   "RETURN title"),
            "'a'");
  EXPECT_EQ(Answer(session_, "CALL TEST.Square('a', 1) YIELD title RETURN title"), "'a'");
  Parameters parameters;
  parameters["name"] = Value::String("p");
  parameters["side"] = Value::Int(4);
  const auto implied = session_.Run("CALL test.square", parameters);
  ASSERT_TRUE(implied.ok()) << implied.status();
  EXPECT_EQ(implied->at(0, 1).number(), 16);
}

TEST_F(ProcedureTest, WrongCallsAreFoundBeforeTheyRun) {
  const std::pair<const char*, const char*> wrong[] = {
      {"CALL test.squares('a', 1)", "ProcedureError/ProcedureNotFound"},
      {"CALL test.square('a')", "SyntaxError/InvalidNumberOfArguments"},
      {"CALL test.square('a', 1, 2)", "SyntaxError/InvalidNumberOfArguments"},
      {"CALL test.square(1, 1)", "SyntaxError/InvalidArgumentType"},
      {"CALL test.square('a', 'b')", "SyntaxError/InvalidArgumentType"},
      {"CALL test.square('a', true) YIELD area RETURN area", "SyntaxError/InvalidArgumentType"},
      {"CALL test.square YIELD area RETURN area", "SyntaxError/InvalidArgumentPassingMode"},
      {"WITH 1 AS x CALL test.square YIELD area RETURN area",
       "SyntaxError/InvalidArgumentPassingMode"},
      {"CALL test.square", "ParameterMissing/MissingParameter"},
      {"CALL test.square('a', 1) YIELD * RETURN area", "SyntaxError/UnexpectedSyntax"},
      {"CALL test.square('a', 1) YIELD area, area RETURN area", "SyntaxError/VariableAlreadyBound"},
      {"CALL test.square('a', 1) YIELD area AS x, title AS x RETURN x",
       "SyntaxError/VariableAlreadyBound"},
      {"WITH 1 AS area CALL test.square('a', 1) YIELD area RETURN area",
       "SyntaxError/VariableAlreadyBound"},
      {"CALL test.square('a', count(1)) YIELD area RETURN area", "SyntaxError/InvalidAggregation"},
      {"CALL test.square('a', x) YIELD area RETURN area", "SyntaxError/UndefinedVariable"},
      {"WITH 1 AS x CALL test.square('a', 1) RETURN area", "SyntaxError/UndefinedVariable"},
  };
  for (const auto& [text, error] : wrong) EXPECT_EQ(Answer(session_, text), error) << text;
}

// ---- warnings

TEST(Warnings, UnknownNamesWithWhatWasMeant) {
  Graph graph;
  Session session(graph);
  Answer(session, "CREATE (:Person {name: 'A', born: 1960})-[:MET_WITH {on: 1}]->(:Place)");
  const auto warnings = [&](std::string_view text) {
    const auto result = session.Run(text);
    EXPECT_TRUE(result.ok()) << result.status();
    std::string all;
    for (const Warning& warning : result->summary.warnings)
      Append(all, warning.code, " '", warning.span.In(text), "': ", warning.message, "\n");
    return all;
  };
  EXPECT_EQ(warnings("MATCH (p:Persn) RETURN p.name"),
            "UnknownLabel 'Persn': no label \"Persn\" occurs in the graph; "
            "did you mean \"Person\"?\n");
  EXPECT_EQ(warnings("MATCH (:Person)-[r:MET]->(x) RETURN x"),
            "UnknownType 'MET': no relationship type \"MET\" occurs in the graph\n");
  EXPECT_EQ(warnings("MATCH (:Person)-[r:MET_WIHT]->(x) WHERE r.On = 1 RETURN x.nam"),
            "UnknownType 'MET_WIHT': no relationship type \"MET_WIHT\" occurs in the graph; "
            "did you mean \"MET_WITH\"?\n"
            "UnknownProperty 'On': no property \"On\" occurs in the graph; "
            "did you mean \"on\"?\n"
            "UnknownProperty 'nam': no property \"nam\" occurs in the graph; "
            "did you mean \"name\"?\n");
  EXPECT_EQ(warnings("MATCH (p:Person {name: 'A'})-[:MET_WITH]->(:Place) RETURN p.born"), "");
  EXPECT_EQ(warnings("CREATE (:New {fresh: 1})-[:LINK]->(:Other)"), "");
  EXPECT_EQ(warnings("MATCH (n) WHERE n:Person OR n:Plaace RETURN count(*)"),
            "UnknownLabel 'Plaace': no label \"Plaace\" occurs in the graph; "
            "did you mean \"Place\"?\n");
}

// ---- many rows: stores in several pieces, hash tables in parts

TEST(ManyRows, AreGroupedSortedAndCollectedWhole) {
  Graph graph;
  Session session(graph);
  const auto answer = [&](std::string_view text) { return Answer(session, text); };
  EXPECT_EQ(answer("UNWIND range(0, 199999) AS x WITH DISTINCT toString(x % 150000) AS k "
                   "RETURN count(k)"),
            "150000");
  EXPECT_EQ(answer("UNWIND range(0, 199999) AS x WITH x % 100000 AS k, count(*) AS c, sum(x) AS s "
                   "RETURN count(k), min(c), max(c), sum(s)"),
            "100000, 2, 2, 19999900000");
  EXPECT_EQ(answer("UNWIND range(0, 199999) AS x WITH toString(x % 90000) AS k, collect(x) AS l "
                   "RETURN count(k), sum(size(l)), max(size(l))"),
            "90000, 200000, 3");
  EXPECT_EQ(answer("UNWIND range(0, 199999) AS x "
                   "RETURN count(DISTINCT (x % 100000) * 7919123457), count(DISTINCT x % 3)"),
            "100000, 3");
  EXPECT_EQ(answer("UNWIND range(0, 199999) AS x WITH x * 7919 % 200003 AS y ORDER BY y "
                   "WITH collect(y) AS l "
                   "RETURN size(l), all(i IN range(1, 199999) WHERE l[i - 1] < l[i])"),
            "200000, true");
  EXPECT_EQ(answer("UNWIND range(0, 399999) AS x WITH x * 7919 % 400009 AS y ORDER BY y "
                   "LIMIT 150000 WITH collect(y) AS l RETURN size(l), "
                   "all(i IN range(1, 149999) WHERE l[i - 1] < l[i]), l[149999] < 150010"),
            "150000, true, true");
  EXPECT_EQ(answer("RETURN size([x IN range(1, 50000) WHERE x % 2 = 0 | x]), "
                   "[x IN range(1, 50000) | x][49999]"),
            "25000, 50000");
  EXPECT_EQ(answer("UNWIND range(1, 100001) AS x RETURN percentileDisc(x * 7919 % 100003, 0.5)"),
            "50001");
}

}  // namespace
}  // namespace newsgraph::query

// Statements of any size and depth: answered, or refused at once with an error that says why.
#include <gtest/gtest.h>

#include <algorithm>

#include "query/syntax/ast_expression.h"
#include "tests/query/answer.h"

namespace newsgraph::query {
namespace {

std::string Repeat(std::string_view part, size_t times) {
  std::string text;
  text.reserve(part.size() * times);
  for (size_t i = 0; i < times; ++i) text += part;
  return text;
}

// What a text may give: an answer, or an error that is no fault of ours.
void ExpectHandled(Session& session, const std::string& text) {
  RunOptions options;
  options.timeout_ms = 60'000;
  const auto result = session.Run(text, {}, options);
  if (!result.ok()) {
    EXPECT_NE(GetErrorInfo(result.status()).kind, ErrorKind::kInternal)
        << text.substr(0, 60) << "\n"
        << result.status();
  }
}

TEST(HugeTexts, OfOneMebibyteAreAnsweredOrRefused) {
  constexpr size_t kBytes = 1 << 20;
  struct Huge {
    std::string head, part, tail;
    bool answered;
  };
  const Huge huges[] = {
      {"RETURN 1", " + 1", "", true},
      {"RETURN size('", "abcdefgh", "')", true},
      {"RETURN size([1", ", 2", "])", true},
      {"UNWIND [{a: 1}", ", {a: 2}", "] AS m CREATE (n:A) SET n = m RETURN count(*)", true},
      {"RETURN 5 IN [1", ", 2", "]", true},
      {"RETURN true", " AND true", " AS x", true},
      {"RETURN true", " OR NOT false", " AS x", true},
      {"RETURN CASE 1 WHEN 0 THEN 0", " WHEN 2 THEN 3", " ELSE 1 END AS x", true},
      {"CREATE (:A)", ", (:A {x: 1})-[:T]->(:B)", "", true},
      {"MATCH (a) RETURN 1", ", a.x", "", false},
      {"MATCH (a", "", ") RETURN 1", true},
      {"MATCH (a)", "-[:T]->()", " RETURN count(*)", false},
      {"MATCH (a)", ", ()", " RETURN count(*)", false},
      {"", "MATCH (a) ", "RETURN count(*)", false},
      {"", "WITH 1 AS a ", "RETURN a", false},
      {"", "CREATE (:A) ", "", false},
      {"", "MERGE (:A) ", "", false},
      {"", "UNWIND [1] AS a WITH 1 AS b ", "RETURN 1", false},
      {"", "CALL { RETURN 1 AS a } WITH 1 AS b ", "RETURN 1", false},
      {"MATCH (n) ", "OPTIONAL MATCH (n) ", "RETURN 1", false},
      {"RETURN 1 AS a", " UNION RETURN 1 AS a", "", false},
      {"MATCH (n) WHERE n.x = 1", " OR n.x = 1", " RETURN count(*)", true},
      {"MATCH (n) WHERE true", " AND EXISTS { (n)-->() }", " RETURN count(*)", false},
      {"MATCH (n) SET n.a = 1", ", n.a = n.b", "", true},
      {"", " ", "RETURN 1", true},
      {"/*", "x", "*/ RETURN 1", true},
  };
  for (const Huge& huge : huges) {
    Graph graph;
    Session session(graph);
    Answer(session, "CREATE (:A {x: 1})-[:T]->(:B)");
    const std::string text = Cat(
        huge.head, Repeat(huge.part, huge.part.empty() ? 0 : kBytes / huge.part.size()), huge.tail);
    SCOPED_TRACE(Cat(huge.head, huge.part, huge.tail));
    if (huge.answered) {
      const auto result = session.Run(text);
      EXPECT_TRUE(result.ok()) << result.status().ToString().substr(0, 300);
    } else {
      ExpectHandled(session, text);
    }
  }
}

TEST(DeepTexts, EndInAnErrorAtOnce) {
  Graph graph;
  Session session(graph);
  struct Nest {
    const char *before, *inner, *after;
  };
  for (const Nest& nest :
       {Nest{"(", "1", ")"}, Nest{"[", "1", "]"}, Nest{"{a: ", "1", "}"}, Nest{"-(", "1", ")"},
        Nest{"NOT (", "true", ")"}, Nest{"size([", "1", "])"}, Nest{"[x IN ", "[1]", " | x]"},
        Nest{"CASE WHEN true THEN ", "1", " END"}, Nest{"COUNT { RETURN ", "1", " AS x }"}}) {
    const auto text = [&](int depth) {
      return Cat("RETURN ", Repeat(nest.before, depth), nest.inner, Repeat(nest.after, depth),
                 " AS x");
    };
    ExpectHandled(session, text(syntax::kMaxNesting / 4));
    const std::string deep = text(syntax::kMaxNesting + 44);
    double fastest = 1e9;  // of a few: the machine may be busy
    for (int i = 0; i < 5; ++i) {
      const auto begin = std::chrono::steady_clock::now();
      const auto result = session.Run(deep);
      fastest = std::min(fastest, Milliseconds(std::chrono::steady_clock::now() - begin));
      ASSERT_FALSE(result.ok()) << nest.before;
      EXPECT_EQ(GetErrorInfo(result.status()).kind, ErrorKind::kLimitExceeded) << nest.before;
    }
#if !defined(__SANITIZE_ADDRESS__) && !defined(NEWSGRAPH_DCHECK)
    EXPECT_LT(fastest, 1.0) << nest.before;
#endif
  }
}

// Values that share their parts grow faster than memory does: refused before anything walks them.
TEST(DeepTexts, SharedAndNestedValuesAreBounded) {
  Graph graph;
  Session session(graph);
  const char* const doubling[] = {
      "WITH reduce(l = [1], i IN range(1, 100) | [l, l]) AS x RETURN x = x",
      "WITH reduce(l = [1], i IN range(1, 100) | [j IN [1, 2] | l]) AS x RETURN x < x",
      "WITH reduce(m = {}, i IN range(1, 100) | {a: m, b: m}) AS x RETURN DISTINCT x",
      "WITH reduce(m = {}, i IN range(1, 100) | m {a: m, b: m}) AS x RETURN toString(x.a = x)",
      "WITH reduce(l = [1], i IN range(1, 100) | COLLECT { UNWIND [1, 2] AS j RETURN l }) AS x "
      "RETURN x = x",
  };
  for (const char* text : doubling)
    EXPECT_EQ(Answer(session, text), "LimitExceeded/ValueTooLarge") << text;
  const char* const nesting[] = {
      "RETURN size(reduce(l = [1], i IN range(1, 1000) | [l])) AS x",
      "RETURN size(keys(reduce(m = {}, i IN range(1, 1000) | {a: m}))) AS x",
      "RETURN size(keys(reduce(m = {}, i IN range(1, 1000) | m {a: m}))) AS x",
  };
  for (const char* text : nesting)
    EXPECT_EQ(Answer(session, text), "LimitExceeded/NestingTooDeep") << text;
  EXPECT_EQ(
      Answer(session, Cat("WITH [1] AS x ", Repeat("UNWIND [x, x] AS y WITH collect(y) AS x ", 60),
                          "RETURN x = x")),
      "LimitExceeded/ValueTooLarge");
  EXPECT_EQ(Answer(session, "WITH reduce(l = [1], i IN range(1, 20) | [l, l]) AS x RETURN x = x"),
            "true");
}

}  // namespace
}  // namespace newsgraph::query

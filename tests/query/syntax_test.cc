// Lexer edges, spans, names, limits and scripts: what the corpus in tests/corpus cannot say as
// text.
#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

#include "query/syntax/lexer.h"
#include "query/syntax/parser.h"
#include "query/syntax/print.h"
#include "query/syntax/tree.h"

namespace newsgraph::syntax {
namespace {

std::string Repeat(std::string_view text, size_t times) {
  std::string all;
  for (size_t i = 0; i < times; ++i) all += text;
  return all;
}

const Return& ReturnOf(const Statement& statement) {
  return std::get<Return>(std::get<Query>(statement.node).parts[0].clauses.back().node);
}

std::vector<std::string> TextsOf(std::string_view text) {
  std::vector<std::string> texts;
  for (const Token& token : Tokens(text)) texts.emplace_back(token.span.In(text));
  return texts;
}

using Texts = std::vector<std::string>;

TEST(Lexer, NumbersEndWhereNamesWould) {
  EXPECT_EQ(TextsOf("1..3"), (Texts{"1", "..", "3"}));
  EXPECT_EQ(TextsOf("1.5.x .5"), (Texts{"1.5", ".", "x", ".5"}));
  EXPECT_EQ(TextsOf("9223372h5 0x1G 1e5f 2024-01"),
            (Texts{"9223372h5", "0x1G", "1e5f", "2024", "-", "01"}));
  EXPECT_EQ(TextsOf("1e+5 1e+x"), (Texts{"1e+5", "1e", "+", "x"}));
}

TEST(Lexer, NamesOfAnyScript) {
  EXPECT_EQ(TextsOf("Łukašenka імя 名前 _x1"), (Texts{"Łukašenka", "імя", "名前", "_x1"}));
  EXPECT_EQ(Tokens("naïve")[0].kind, TokenKind::kWord);
  for (const std::string_view sign : {"—", "“", "→", "€", "😀", "\xff", "\xc3", "#", "~"}) {
    EXPECT_EQ(Tokens(sign)[0].kind, TokenKind::kBadCharacter) << sign;
  }
  EXPECT_EQ(TextsOf("a\u00A0b\u3000c\uFEFF"), (Texts{"a", "b", "c"}));  // blanks of Unicode
}

TEST(Lexer, QuotesCommentsAndWhatIsUnclosed) {
  EXPECT_EQ(TextsOf("'a''b\\'c' `x``y` \"it's\""), (Texts{"'a''b\\'c'", "`x``y`", "\"it's\""}));
  EXPECT_EQ(TextsOf("a/*b*/c//d\ne"), (Texts{"a", "/*b*/", "c", "//d", "e"}));
  EXPECT_EQ(Tokens("'abc\\'")[0].kind, TokenKind::kUnclosedString);
  EXPECT_EQ(Tokens("/* abc")[0].kind, TokenKind::kUnclosedComment);
  EXPECT_EQ(Tokens("`abc")[0].kind, TokenKind::kUnclosedQuotedWord);
  EXPECT_EQ(TextsOf("$a $1 $`b c` $"), (Texts{"$a", "$1", "$`b c`", "$"}));
}

TEST(Lexer, KeywordsInAnyCase) {
  EXPECT_EQ(KeywordOf("ReTuRn"), Keyword::kReturn);
  EXPECT_EQ(KeywordOf("RETURNS"), Keyword::kNo);
  for (const std::string_view spelling : Keywords())
    EXPECT_EQ(NameOf(KeywordOf(spelling)), spelling);
}

TEST(Lexer, TokensOfAnyBytesAreInOrder) {
  std::mt19937 random(7);
  constexpr std::string_view kBytes = "ab1 .'\"`$/*-<>=:|()[]{}\\\n\xc3\xa9\xe2\x80\xff";
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (uint32_t i = random() % 24; i > 0; --i) text += kBytes[random() % kBytes.size()];
    uint32_t end = 0;
    for (const Token& token : Tokens(text)) {
      ASSERT_GE(token.span.begin, end) << text;
      ASSERT_GT(token.span.end, token.span.begin) << text;
      ASSERT_LE(token.span.end, text.size()) << text;
      end = token.span.end;
    }
  }
}

TEST(Parser, SpansOfColumnsAreTheirText) {
  const std::string text =
      "RETURN  ( 1 +  2 ) , nOdEs( p ), n . x AS y,count( * ),  -1 , [a] [0] ,x IS  NULL\n";
  const auto statement = Parse(text);
  ASSERT_TRUE(statement.ok()) << Render(statement.status(), text);
  Texts columns;
  for (const ProjectionItem& item : ReturnOf(*statement).projection.items) {
    columns.emplace_back(item.expression->span.In(text));
  }
  EXPECT_EQ(columns, (Texts{"( 1 +  2 )", "nOdEs( p )", "n . x", "count( * )", "-1", "[a] [0]",
                            "x IS  NULL"}));
}

TEST(Parser, SpansOfClausesAndPatterns) {
  const std::string text = " MATCH (a) -[r:T]-> (b)  WHERE a.x  RETURN  a ;";
  const auto statement = Parse(text);
  ASSERT_TRUE(statement.ok());
  EXPECT_EQ(statement->span.In(text), "MATCH (a) -[r:T]-> (b)  WHERE a.x  RETURN  a");
  const auto& clauses = std::get<Query>(statement->node).parts[0].clauses;
  EXPECT_EQ(clauses[0].span.In(text), "MATCH (a) -[r:T]-> (b)  WHERE a.x");
  EXPECT_EQ(clauses[1].span.In(text), "RETURN  a");
  const PathPattern& path = std::get<Match>(clauses[0].node).paths[0];
  EXPECT_EQ(path.span.In(text), "(a) -[r:T]-> (b)");
  EXPECT_EQ(std::get<RelationshipPattern>(path.elements[1]).span.In(text), "-[r:T]->");
  EXPECT_EQ(std::get<NodePattern>(path.elements[2]).span.In(text), "(b)");
}

// Every keyword names a label, a type, a property, a key, an alias, a parameter and a column.
TEST(Parser, KeywordsAreFreeAsNames) {
  for (const std::string_view word : Keywords()) {
    const std::string text =
        Cat("MATCH (n:", word, ")-[r:", word, "]->({", word, ": $", word, "}) WITH n.", word,
            " AS ", word, ", {", word, ": 1} AS m, `", word, "` AS q SET n:", word, " RETURN m.",
            word, " AS ", word, ", f.", word, "(1)");
    const auto statement = Parse(text);
    ASSERT_TRUE(statement.ok()) << Render(statement.status(), text);
    const std::string printed = Print(*statement);
    const auto again = Parse(printed);
    ASSERT_TRUE(again.ok()) << Render(again.status(), printed);
    EXPECT_TRUE(SameTree(*statement, *again)) << text << "\n" << printed;
  }
}

// ... and a variable, where nothing else can be meant.
TEST(Parser, KeywordsAreVariablesWhereUnambiguous) {
  for (const std::string_view word : Keywords()) {
    const bool literal = word == "TRUE" || word == "FALSE" || word == "NULL" || word == "NAN" ||
                         word == "INF" || word == "INFINITY" || word == "GRAPH";
    if (literal) continue;
    const std::string text =
        Cat("MATCH (", word, ")-[", word, ":T]->(", word, ":L {k: 1}) RETURN ", word);
    const auto statement = Parse(text);
    ASSERT_TRUE(statement.ok()) << Render(statement.status(), text);
    const Expression& column = *ReturnOf(*statement).projection.items[0].expression;
    ASSERT_TRUE(std::holds_alternative<Variable>(column.node)) << text;
    EXPECT_EQ(std::get<Variable>(column.node).name, word);
  }
}

TEST(Parser, CommentsAndBlanksCountAsNothing) {
  const auto a = Parse("MATCH/*x*/(n)//y\n\u00A0RETURN\tn");
  const auto b = Parse("MATCH (n) RETURN n");
  ASSERT_TRUE(a.ok() && b.ok());
  EXPECT_TRUE(SameTree(*a, *b));
}

struct Nest {
  std::string_view before, inner, after;
  std::string_view head = "RETURN ", tail = "";
};
constexpr Nest kNests[] = {
    {"(", "1", ")"},
    {"[", "1", "]"},
    {"{a: ", "1", "}"},
    {"NOT ", "a", ""},
    {"- ", "a", ""},
    {"f(", "1", ")"},
    {"a[", "1", "]"},
    {"a[..", "1", "]"},
    {"CASE WHEN ", "1", " THEN 1 END"},
    {"CASE ", "1", " WHEN 1 THEN 1 END"},
    {"[x IN ", "a", "]"},
    {"[x IN a | ", "a", "]"},
    {"[(a)-->(b) | ", "a", "]"},
    {"all(x IN ", "a", " WHERE true)"},
    {"reduce(x = ", "a", ", y IN z | x)"},
    {"n {a: ", "1", "}"},
    {"shortestPath(({a: ", "1", "})-[*]->()) "},
    {"EXISTS { MATCH (n) WHERE ", "a", " }"},
    {"COUNT { CALL { RETURN ", "a", " } RETURN 1 }"},
    {"(a WHERE ", "a", ")-->()", "MATCH (n) WHERE ", " RETURN n"},
    {"((a)-->(b) WHERE EXISTS { ", "(a)", " })+", "MATCH ", " RETURN 1"},
    {"(", "(a)-->(b)", ")", "MATCH ", " RETURN 1"},
    {"FOREACH (x IN y | ", "SET a.b = 1", ")", "", ""},
    {"CALL { ", "RETURN 1 AS x", " RETURN 1 AS x }", "", " RETURN 1"},
    {"!", "A", "", "RETURN n:", ""},
    {"(", "A", ")", "RETURN n:", ""},
    {"LIST<", "ANY", ">", "RETURN n IS :: ", ""},
};

TEST(Limits, NestingIsBoundedForEveryBracketAndPrefix) {
  for (const Nest& nest : kNests) {
    const auto text = [&](size_t depth) {
      return Cat(nest.head, Repeat(nest.before, depth), nest.inner, Repeat(nest.after, depth),
                 nest.tail);
    };
    if (nest.before.starts_with("CALL")) continue;
    const auto fine = Parse(text(80));
    EXPECT_TRUE(fine.ok()) << nest.before << ": " << fine.status().ToString();
    const auto deep = Parse(text(kMaxNesting + 1));
    ASSERT_FALSE(deep.ok()) << nest.before;
    EXPECT_EQ(GetErrorInfo(deep.status()).kind, ErrorKind::kLimitExceeded)
        << nest.before << ": " << deep.status().ToString();
    EXPECT_EQ(GetErrorInfo(deep.status()).phase, ErrorPhase::kCompile);
  }
  EXPECT_TRUE(Parse(Cat("RETURN ", Repeat("(", 256), "1", Repeat(")", 256))).ok());
  EXPECT_TRUE(Parse(Cat("RETURN ", Repeat("NOT ", 256), "a")).ok());
}

// A mebibyte of openings, never closed: refused where the limit is met, without reading on.
TEST(Limits, DeepTextsAreRefusedAtOnce) {
  for (const Nest& nest : kNests) {
    const std::string text = Cat(nest.head, Repeat(nest.before, (1 << 20) / nest.before.size()));
    const auto begin = std::chrono::steady_clock::now();
    const auto statement = Parse(text);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    ASSERT_FALSE(statement.ok()) << nest.before;
    EXPECT_LT(took.count(), 250) << nest.before;  // mostly below 1; slack for sanitizers
  }
}

TEST(Limits, HeightOfExpressionsIsBounded) {
  const auto tall = [](size_t depth) {
    return Cat("RETURN ", Repeat("(", depth), "a",
               Repeat(" * 2 + 1 < 3 IS NULL AND b XOR c OR d)", depth));
  };
  EXPECT_TRUE(Parse(tall(50)).ok());
  const auto refused = Parse(tall(200));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(GetErrorInfo(refused.status()).kind, ErrorKind::kLimitExceeded);
}

// Chains are as long as one likes: parsed, printed, compared and destroyed without a deep stack.
TEST(Limits, FlatChainsAreUnbounded) {
  constexpr size_t kLength = 30'000;
  const std::string chains[] = {
      Cat("RETURN 1", Repeat(" + 1", kLength)),
      Cat("RETURN 1", Repeat(" - a.b", kLength)),
      Cat("RETURN 1", Repeat(" * 2 / 3", kLength)),
      Cat("RETURN 1", Repeat(" ^ 2", kLength)),
      Cat("RETURN a", Repeat(" AND a", kLength)),
      Cat("RETURN a", Repeat(" OR NOT a", kLength)),
      Cat("RETURN a", Repeat(" XOR a < b", kLength)),
      Cat("RETURN 1", Repeat(" < a", kLength)),
      Cat("RETURN a", Repeat(" IS NULL", kLength)),
      Cat("RETURN a", Repeat(" IN b", kLength)),
      Cat("RETURN a", Repeat(".b[0]", kLength)),
      Cat("RETURN a:A", Repeat("|B", kLength)),
      Cat("RETURN [x IN xs WHERE x:A", Repeat("|B", kLength), " | x]"),
      Cat("RETURN [1", Repeat(", f(2)", kLength), "]"),
      Cat("RETURN 1", Repeat(", [a.b]", kLength)),
      Cat("MATCH (a)", Repeat("-[:T]->()", kLength), " RETURN 1"),
      Cat("MATCH (a)", Repeat(", (b)", kLength), " RETURN 1"),
      Cat(Repeat("MATCH (a) ", kLength), "RETURN 1"),
      Cat("RETURN 1 AS a", Repeat(" UNION RETURN 1 AS a", kLength)),
      Cat("MATCH (n) SET n.a = 1", Repeat(", n.a = n.b", kLength)),
      Cat("RETURN CASE", Repeat(" WHEN a THEN b", kLength), " END"),
  };
  for (const std::string& text : chains) {
    const auto statement = Parse(text);
    ASSERT_TRUE(statement.ok()) << text.substr(0, 40) << ": " << statement.status().ToString();
    const auto again = Parse(Print(*statement));
    ASSERT_TRUE(again.ok()) << text.substr(0, 40) << ": " << again.status().ToString();
    EXPECT_TRUE(SameTree(*statement, *again)) << text.substr(0, 40);
  }
}

TEST(Script, IsSplitOutsideOfStringsAndComments) {
  const std::string text = " RETURN ';'; /* ; */ RETURN `a;b` // ;\n ;; MATCH (n)\n RETURN n -- ";
  const Script script = SplitStatements(text);
  Texts statements;
  for (const TextSpan& span : script.statements) statements.emplace_back(span.In(text));
  EXPECT_EQ(statements, (Texts{"RETURN ';'", "RETURN `a;b`", "MATCH (n)\n RETURN n --"}));
  EXPECT_FALSE(script.complete);
}

TEST(Script, SaysWhetherMoreIsToCome) {
  for (const std::string_view text : {"", "  ", "RETURN 1;", "RETURN 1; // done", "// only this"}) {
    EXPECT_TRUE(SplitStatements(text).complete) << text;
  }
  for (const std::string_view text : {"RETURN", "RETURN 'a;", "RETURN 1; /* a;", "RETURN `a;"}) {
    EXPECT_FALSE(SplitStatements(text).complete) << text;
  }
}

}  // namespace
}  // namespace newsgraph::syntax

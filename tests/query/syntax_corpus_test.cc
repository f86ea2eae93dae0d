// tests/corpus: a text and what the parser makes of it. Blocks are separated by an empty line:
//
//   MATCH (n) RETURN n
//   = MATCH (n) RETURN n          the canonical text, which must parse to the same tree
//   : (statement node=...)        the tree
//
//   MACTH (n) RETURN n
//   ! SyntaxError: ...            or the error as it is shown
//
// NEWSGRAPH_REWRITE=1 writes the files anew with what comes out now.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "query/syntax/parser.h"
#include "query/syntax/print.h"
#include "query/syntax/tree.h"

namespace newsgraph::syntax {
namespace {

struct Block {
  std::string text;
  std::string expected;
};

std::vector<Block> ReadBlocks(const std::string& path) {
  std::ifstream file(path);
  std::vector<Block> blocks(1);
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) {
      if (!blocks.back().text.empty()) blocks.emplace_back();
      continue;
    }
    const bool result = line.starts_with("= ") || line.starts_with(": ") || line.starts_with("! ");
    if (result) {
      blocks.back().expected += line + "\n";
    } else {
      blocks.back().text += (blocks.back().text.empty() ? "" : "\n") + line;
    }
  }
  if (blocks.back().text.empty()) blocks.pop_back();
  return blocks;
}

std::string ResultOf(const std::string& text) {
  const auto statement = Parse(text);
  if (statement.ok()) {
    return Cat("= ", Print(*statement), "\n: ", ToSExpression(*statement), "\n");
  }
  std::istringstream lines(Render(statement.status(), text));
  std::string result;
  for (std::string line; std::getline(lines, line);) Append(result, "! ", line, "\n");
  const ErrorInfo info = GetErrorInfo(statement.status());
  return info.detail.empty() || info.detail == "UnexpectedSyntax"
             ? result
             : Cat(result, "! detail: ", info.detail, "\n");
}

class Corpus : public testing::TestWithParam<const char*> {};

TEST_P(Corpus, ParsesAsWritten) {
  const std::string path = Cat("tests/corpus/", GetParam(), ".txt");
  const std::vector<Block> blocks = ReadBlocks(path);
  ASSERT_FALSE(blocks.empty()) << path << " is missing or empty (run from the repository's root)";
  if (std::getenv("NEWSGRAPH_REWRITE") != nullptr) {
    std::ofstream file(path);
    for (const Block& block : blocks) {
      if (&block != &blocks.front()) file << "\n";
      file << block.text << "\n" << ResultOf(block.text);
    }
    GTEST_SKIP() << "rewrote " << path;
  }
  for (const Block& block : blocks) EXPECT_EQ(ResultOf(block.text), block.expected) << block.text;
}

TEST_P(Corpus, PrintedTextsParseToTheSameTree) {
  for (const Block& block : ReadBlocks(Cat("tests/corpus/", GetParam(), ".txt"))) {
    const auto statement = Parse(block.text);
    if (!statement.ok()) continue;
    const std::string printed = Print(*statement);
    const auto again = Parse(printed);
    ASSERT_TRUE(again.ok()) << Render(again.status(), printed);
    EXPECT_TRUE(SameTree(*statement, *again)) << block.text << "\n" << printed;
    EXPECT_EQ(Print(*again), printed);
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Corpus,
                         testing::Values("clauses", "errors", "expressions", "patterns"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace newsgraph::syntax

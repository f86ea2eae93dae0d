#include "cli/statement_reader.h"

#include <gtest/gtest.h>

#include <vector>

namespace newsgraph::cli {
namespace {

using Pieces = std::vector<std::string>;

std::vector<StatementReader::Piece> Read(std::string_view text, size_t chunk) {
  StatementReader reader;
  std::vector<StatementReader::Piece> pieces;
  const auto take = [&] {
    while (auto piece = reader.Next()) pieces.push_back(*piece);
  };
  for (size_t at = 0; at < text.size(); at += chunk) {
    reader.Feed(text.substr(at, chunk));
    take();
  }
  reader.Finish();
  take();
  return pieces;
}

// The same pieces whatever the sizes in which the bytes come.
Pieces Cut(std::string_view text) {
  Pieces whole;
  for (const auto& piece : Read(text, text.size() + 1)) whole.push_back(piece.text);
  for (size_t chunk = 1; chunk < 8; ++chunk) {
    Pieces parts;
    for (const auto& piece : Read(text, chunk)) parts.push_back(piece.text);
    EXPECT_EQ(parts, whole) << "in chunks of " << chunk;
  }
  return whole;
}

TEST(StatementReader, CutsAtSemicolons) {
  EXPECT_EQ(Cut("RETURN 1; RETURN 2;"), (Pieces{"RETURN 1", "RETURN 2"}));
  EXPECT_EQ(Cut("RETURN 1"), (Pieces{"RETURN 1"}));
  EXPECT_EQ(Cut(" ;; \n ; "), Pieces{});
  EXPECT_EQ(Cut("RETURN\n 1\n;\n"), (Pieces{"RETURN\n 1"}));
}

TEST(StatementReader, LeavesTextsAndCommentsWhole) {
  EXPECT_EQ(Cut("RETURN 'a;b'; RETURN \"c\\\";d\";"),
            (Pieces{"RETURN 'a;b'", "RETURN \"c\\\";d\""}));
  EXPECT_EQ(Cut("RETURN `a;b`; // x;y\nRETURN 1 /* ; */ + 1;"),
            (Pieces{"RETURN `a;b`", "RETURN 1 /* ; */ + 1"}));
  EXPECT_EQ(Cut("RETURN 4 / 2; RETURN '/*';"), (Pieces{"RETURN 4 / 2", "RETURN '/*'"}));
  EXPECT_EQ(Cut("// only a comment"), Pieces{});
  EXPECT_EQ(Cut("/* one */ RETURN 1;"), (Pieces{"RETURN 1"}));
  EXPECT_EQ(Cut("RETURN 'open; RETURN 1;"), (Pieces{"RETURN 'open; RETURN 1;"}));
}

TEST(StatementReader, KnowsCommandsByTheirPlace) {
  const auto pieces = Read(":mode json\nMATCH (n\n:Person) RETURN n;\n:quit;", 3);
  ASSERT_EQ(pieces.size(), 3u);
  EXPECT_TRUE(pieces[0].command);
  EXPECT_EQ(pieces[0].text, ":mode json");
  EXPECT_FALSE(pieces[1].command);
  EXPECT_EQ(pieces[1].line, 2u);
  EXPECT_EQ(pieces[2].text, ":quit");
  EXPECT_EQ(pieces[2].line, 4u);
}

TEST(StatementReader, AnswersBeforeTheEnd) {
  StatementReader reader;
  reader.Feed("RETURN 1;");
  EXPECT_EQ(reader.Next()->text, "RETURN 1");
  reader.Feed(" RETURN");
  EXPECT_FALSE(reader.Next());
  EXPECT_TRUE(reader.pending());
  reader.Feed(" 2;\n");
  EXPECT_EQ(reader.Next()->text, "RETURN 2");
  EXPECT_FALSE(reader.Next());
  EXPECT_FALSE(reader.pending());
}

TEST(StatementReader, ManyStatementsTakeLinearTime) {
  std::string script;
  for (int i = 0; i < 200000; ++i) script += "RETURN 1;\n";
  EXPECT_EQ(Read(script, 65536).size(), 200000u);
}

}  // namespace
}  // namespace newsgraph::cli

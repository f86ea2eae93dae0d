// The editor without a terminal: keys in, texts and screens out.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include "cli/editor/frame.h"
#include "cli/editor/highlight.h"
#include "cli/editor/line_editor.h"
#include "cli/text.h"
#include "tests/cli/screen.h"

namespace newsgraph::cli {
namespace {

using testing::Screen;

std::vector<Key> Keys(std::string_view bytes) {
  KeyDecoder decoder;
  decoder.Feed(bytes);
  std::vector<Key> keys;
  while (auto key = decoder.Next()) keys.push_back(*key);
  if (decoder.waiting()) {
    decoder.EndWait();
    while (auto key = decoder.Next()) keys.push_back(*key);
  }
  return keys;
}

TEST(Keys, KnowsSequences) {
  EXPECT_EQ(Keys("a"), (std::vector<Key>{{KeyCode::kText, "a"}}));
  EXPECT_EQ(Keys("я北"), (std::vector<Key>{{KeyCode::kText, "я"}, {KeyCode::kText, "北"}}));
  EXPECT_EQ(
      Keys("\x1b[A\x1bOB\x1b[1;5C"),
      (std::vector<Key>{{KeyCode::kUp, ""}, {KeyCode::kDown, ""}, {KeyCode::kWordRight, ""}}));
  EXPECT_EQ(Keys("\x01\x1f"),
            (std::vector<Key>{{KeyCode::kControl, "a"}, {KeyCode::kControl, "_"}}));
  EXPECT_EQ(Keys("\x1b"), (std::vector<Key>{{KeyCode::kEscape, ""}}));
  EXPECT_EQ(Keys("\x1b\r"), (std::vector<Key>{{KeyCode::kAltEnter, ""}}));
  EXPECT_EQ(Keys("\x1b[200~two\r\nlines\x1b[201~x"),
            (std::vector<Key>{{KeyCode::kPaste, "two\nlines"}, {KeyCode::kText, "x"}}));
  EXPECT_EQ(Keys("\x1b[99;99~x"),
            (std::vector<Key>{{KeyCode::kUnknown, ""}, {KeyCode::kText, "x"}}));
}

TEST(Keys, ComeOutAlikeHoweverTheBytesCome) {
  const std::string bytes = "aя\x1b[A\x1b[200~p;\nq\x1b[201~\x03👩‍🚀\r";
  const auto whole = Keys(bytes);
  KeyDecoder decoder;
  std::vector<Key> parts;
  for (const char c : bytes) {
    decoder.Feed(std::string_view(&c, 1));
    while (auto key = decoder.Next()) parts.push_back(*key);
  }
  EXPECT_EQ(parts, whole);
}

TEST(Keys, PastedControlsAreDropped) {
  EXPECT_EQ(Keys("\x1b[200~a\x1b[31mb\x07\x1b[201~")[0].text, "a[31mb");
}

class Editor : public ::testing::Test {
 protected:
  static bool Complete(std::string_view text) {
    return text.ends_with(';') || text.starts_with(':');
  }
  Completions Offer(std::string_view text, size_t cursor) {
    return cli::Complete(words_, text, cursor);
  }

  LineEditor::Outcome Type(std::string_view bytes) {
    LineEditor::Outcome outcome = LineEditor::Outcome::kEditing;
    for (const Key& key : Keys(bytes)) outcome = editor_.Press(key);
    return outcome;
  }
  std::string Enter(std::string_view bytes) {
    EXPECT_EQ(Type(Cat(bytes, "\r")), LineEditor::Outcome::kSubmitted);
    return editor_.Take();
  }

  Words words_;
  History history_;
  LineEditor editor_{history_, Complete,
                     [this](std::string_view text, size_t cursor) { return Offer(text, cursor); }};
};

TEST_F(Editor, StatementsEndInASemicolon) {
  EXPECT_EQ(Type("RETURN\r"), LineEditor::Outcome::kEditing);
  EXPECT_EQ(Enter("1;"), "RETURN\n1;");
  EXPECT_EQ(editor_.text(), "");
  EXPECT_EQ(Enter(":help"), ":help");
}

TEST_F(Editor, MovesAndCuts) {
  Type("RETURN one\x01X");
  EXPECT_EQ(editor_.text(), "XRETURN one");
  Type("\x7f\x05\x17two");
  EXPECT_EQ(editor_.text(), "RETURN two");
  Type("\x15");
  EXPECT_EQ(editor_.text(), "");
  Type("\x19");
  EXPECT_EQ(editor_.text(), "RETURN two");
  Type("\x1b[1;5D\x0b");
  EXPECT_EQ(editor_.text(), "RETURN ");
  Type("\x1f");
  EXPECT_EQ(editor_.text(), "RETURN two");
}

TEST_F(Editor, DeletesWholeCharacters) {
  Type("a👩‍🚀");
  Type("\x7f");
  EXPECT_EQ(editor_.text(), "a");
  Type("e\u0301\x7f");
  EXPECT_EQ(editor_.text(), "a");
}

TEST_F(Editor, UpAndDownGoThroughLinesThenStatements) {
  Enter("first;");
  Enter("second\nline;");
  Type("draft\x1b[A");
  EXPECT_EQ(editor_.text(), "second\nline;");
  Type("\x1b[A");  // to its first line
  EXPECT_EQ(editor_.text(), "second\nline;");
  Type("\x1b[A");
  EXPECT_EQ(editor_.text(), "first;");
  Type("\x1b[B\x1b[B");
  EXPECT_EQ(editor_.text(), "draft");
}

TEST_F(Editor, SearchFindsOlderStatements) {
  Enter("MATCH (a) RETURN a;");
  Enter("MATCH (b) RETURN b;");
  Enter("CREATE ();");
  Type("\x12match");
  EXPECT_EQ(editor_.text(), "MATCH (b) RETURN b;");
  Type("\x12");
  EXPECT_EQ(editor_.text(), "MATCH (a) RETURN a;");
  Type("\x12");
  EXPECT_NE(editor_.Below(80, false)[0].find("no older"), std::string::npos);
  Type("\x1b");
  EXPECT_EQ(editor_.text(), "");
  Type("\x12(a)");
  EXPECT_EQ(Enter(""), "MATCH (a) RETURN a;");
}

TEST_F(Editor, ControlCClearsAndControlDLeaves) {
  Type("half a statement");
  EXPECT_EQ(Type("\x03"), LineEditor::Outcome::kInterrupted);
  EXPECT_EQ(editor_.text(), "");
  EXPECT_EQ(Type("x\x01\x04"), LineEditor::Outcome::kEditing);
  EXPECT_EQ(Type("\x04"), LineEditor::Outcome::kEnded);
}

TEST_F(Editor, CompletesAndCycles) {
  words_.labels = {"Person", "Place", "Prison"};
  Type("MATCH (p:Per\t");
  EXPECT_EQ(editor_.text(), "MATCH (p:Person");
  Type("\x15MATCH (p:P\t");
  EXPECT_EQ(editor_.text(), "MATCH (p:P");
  ASSERT_FALSE(editor_.Below(80, false).empty());
  Type("\t");
  EXPECT_EQ(editor_.text(), "MATCH (p:Person");
  Type("\t");
  EXPECT_EQ(editor_.text(), "MATCH (p:Place");
  Type("\x1b[Z");
  EXPECT_EQ(editor_.text(), "MATCH (p:Person");
  Type("\x1b");
  EXPECT_EQ(editor_.text(), "MATCH (p:P");
  EXPECT_TRUE(editor_.Below(80, false).empty());
}

TEST(Complete, ByPlace) {
  Words words;
  words.labels = {"Person", "Place"};
  words.types = {"part_of", "negotiated_with"};
  words.keys = {"age", "name", "population"};
  words.keys_of_label["Person"] = {"age", "name"};
  words.keys_of_type["negotiated_with"] = {"date"};
  words.functions = {"count", "collect", "date.truncate"};
  words.procedures = {"algo.pageRank"};
  words.parameters = {"limit"};
  words.names = NameIndex({"Ales Bialiatski", "alexander", "Minsk", "Алесь Бяляцкі"});
  words.commands = {":mode", ":load"};
  words.arguments_of_command[":mode"] = {"json", "jsonl"};
  const auto all = [&](std::string_view text) {
    return Complete(words, text, text.size()).candidates;
  };
  using List = std::vector<std::string>;
  EXPECT_EQ(all("MATCH (p:Pe"), List{"Person"});
  EXPECT_EQ(all("MATCH (p)-[:p"), List{"part_of"});
  EXPECT_EQ(all("MATCH (p)-[r:part_of|n"), List{"negotiated_with"});
  EXPECT_EQ(all("MATCH (p:Person) RETURN p."), (List{"age", "name"}));
  EXPECT_EQ(all("MATCH ()-[r:negotiated_with]->() RETURN r."), List{"date"});
  EXPECT_EQ(all("MATCH (q) RETURN q.p"), List{"population"});
  EXPECT_EQ(all("MATCH (p:Person {n"), List{"name"});
  EXPECT_EQ(all("RETURN $l"), List{"limit"});
  EXPECT_EQ(all("CALL algo.page"), List{"algo.pageRank("});
  EXPECT_EQ(all("RETURN date.tr"), List{"date.truncate("});
  EXPECT_EQ(all("CALL a"), List{"algo.pageRank("});
  EXPECT_EQ(all("MATCH (n) RETURN coll"), (List{"COLLECT", "collect("}));
  EXPECT_EQ(all("ABOUT @\"al"), (List{"Ales Bialiatski\"", "alexander\""}));
  EXPECT_EQ(all("ABOUT @\"bial"), List{"Ales Bialiatski\""});
  EXPECT_EQ(all("why \"bial"), List{"Ales Bialiatski\""});
  EXPECT_EQ(all("paths \"Minsk\" -- \"alex"), List{"alexander\""});
  EXPECT_EQ(all("RETURN 1; why \"bial"), List{"Ales Bialiatski\""});
  EXPECT_EQ(all("wh"), (List{"why \"", "WHEN", "WHERE"}));
  EXPECT_EQ(all("RETURN 1; nea"), List{"near \""});
  EXPECT_EQ(all("MATCH (n) nea"), List{});
  EXPECT_EQ(all("near \"Minsk\" 2 :part"), List{"part_of"});
  EXPECT_EQ(all("paths \"a\" -- \"b\" via :part_of|n"), List{"negotiated_with"});
  EXPECT_EQ(all("paths \"a\" -- \"b\" m"), List{"max"});
  EXPECT_EQ(all("paths \"a\" -- \"b\" not via \"min"), List{"Minsk\""});
  EXPECT_EQ(all("MATCH p = ANY CHEAPEST (a)-[r:negotiated_with COST r."), List{"date"});
  EXPECT_EQ(all("MATCH (a)--(b) NOT VIA (@\"min"), List{"Minsk\""});
  EXPECT_EQ(all("MATCH p = ANY CHEA"), List{"CHEAPEST"});
  EXPECT_EQ(all("REACH (a)-[]-{1,2}(b) BUD"), List{"BUDGET"});
  EXPECT_EQ(all("RETURN \"bial"), List{});
  EXPECT_EQ(all("ABOUT @\"алесь"), List{"Алесь Бяляцкі\""});
  EXPECT_EQ(all("ABOUT @\"ales b"), List{"Ales Bialiatski\""});
  EXPECT_EQ(all(":mo"), List{":mode"});
  EXPECT_EQ(all(":mode js"), (List{"json", "jsonl"}));
  EXPECT_EQ(all("RETURN 'not in a te"), List{});
  EXPECT_EQ(all("MATCH (someone) RETURN some"), (List{"someone"}));
}

TEST(Complete, IsQuickWithTenThousandNames) {
  Words words;
  std::vector<std::string> names;
  for (int i = 0; i < 10000; ++i) {
    names.push_back(Cat("Person ", 10000 + i));
    words.labels.push_back(Cat("Label", 10000 + i));
  }
  // The first of them makes the index; the quickest of five tells what it costs on a busy machine.
  auto quickest = std::chrono::steady_clock::duration::max();
  for (int run = 0; run < 5; ++run) {
    const auto begin = std::chrono::steady_clock::now();
    words.names = NameIndex(names);
    EXPECT_EQ(Complete(words, "ABOUT @\"Person 1234", 19).candidates.size(), 10u);
    EXPECT_EQ(Complete(words, "MATCH (n:Label1999", 18).candidates.size(), 10u);
    quickest = std::min(quickest, std::chrono::steady_clock::now() - begin);
  }
  EXPECT_LT(quickest, std::chrono::milliseconds(16));
}

TEST(NameIndex, FindsInOrderWithoutSortingAll) {
  const NameIndex names({"Minsk", "Ales Bialiatski", "bialystok", "Bialystok", "Minsk", "Bia Bial",
                         "Bialiatski Street 1", "Bialiatski Street 2"});
  using List = std::vector<std::string>;
  EXPECT_EQ(names.Find("bial", 9), (List{"Bialiatski Street 1", "Bialiatski Street 2", "Bialystok",
                                         "bialystok", "Bia Bial", "Ales Bialiatski"}));
  EXPECT_EQ(names.Find("BIALIATSKI STREET", 9),
            (List{"Bialiatski Street 1", "Bialiatski Street 2"}));
  EXPECT_EQ(names.Find("bia", 2), (List{"Bia Bial", "Bialiatski Street 1"}));
  EXPECT_EQ(names.Find("", 3), (List{"Ales Bialiatski", "Bia Bial", "Bialiatski Street 1"}));
  EXPECT_EQ(names.Find("minsk", 9), List{"Minsk"});
  EXPECT_EQ(names.Find("minsky", 9), List{});
  EXPECT_EQ(names.Find(std::string_view("min\0", 4), 9), List{});
}

// Against a search that sorts everything: names of one to three short words, many of them equal.
TEST(NameIndex, FindsWhatASortFinds) {
  std::mt19937 random(7);
  const auto word = [&] {
    static constexpr std::string_view kLetters[] = {"a", "B", "b", "\xD0\x90", "\xD0\xB0"};
    std::string text;
    for (uint32_t i = 0, size = 1 + random() % 3; i < size; ++i) text += kLetters[random() % 5];
    return text;
  };
  const auto lower = [](std::string text) {
    for (size_t i = 0; i < text.size(); ++i) {
      if (text[i] == 'B') text[i] = 'b';
      if (text[i] == '\x90' && text[i - 1] == '\xD0') text[i] = '\xB0';
    }
    return text;
  };
  for (int run = 0; run < 200; ++run) {
    std::vector<std::string> names(random() % 200);
    for (std::string& name : names) {
      name = word();
      for (uint32_t more = random() % 3; more > 0; --more) name += " " + word();
    }
    const NameIndex index(names);
    const std::string prefix = word();
    const size_t most = random() % 20;
    std::set<std::pair<std::string, std::string>> found[2];  // by suffix and name; of later words
    for (const std::string& name : names) {
      const std::string folded = lower(name);
      for (size_t at = 0; at < folded.size(); ++at) {
        const bool begins = at == 0 || folded[at - 1] == ' ';
        if (begins && folded.substr(at).starts_with(lower(prefix)))
          found[at > 0].emplace(folded.substr(at), name);
      }
    }
    std::vector<std::string> expected;
    for (const auto& part : found) {
      for (const auto& [suffix, name] : part) {
        if (expected.size() < most &&
            std::find(expected.begin(), expected.end(), name) == expected.end())
          expected.push_back(name);
      }
    }
    ASSERT_EQ(index.Find(prefix, most), expected) << run << " " << prefix;
  }
}

TEST(History, IsKeptPrivateAndWhole) {
  const std::string folder = ::testing::TempDir() + "newsgraph_history";
  std::filesystem::remove_all(folder);
  const std::string path = folder + "/state/history";
  {
    History history;
    ASSERT_TRUE(history.Open(path).ok());
    history.Add("MATCH (n)\nRETURN '\\n';");
    history.Add("MATCH (n)\nRETURN '\\n';");  // the same again is not kept twice
    history.Add(":param password => 'x'");
    history.Add("CREATE (:User {token: 'abc'});");
    history.Add(" RETURN 'after a blank';");
    history.Add("RETURN 1;");
  }
  History history;
  ASSERT_TRUE(history.Open(path).ok());
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history[0], "MATCH (n)\nRETURN '\\n';");
  EXPECT_EQ(history[1], "RETURN 1;");
  const auto mode = std::filesystem::status(path).permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(History, IsCutWhenItGrows) {
  const std::string path = ::testing::TempDir() + "newsgraph_long_history";
  {
    std::ofstream file(path);
    for (int i = 0; i < 30000; ++i) file << "RETURN " << i << ";\n";
  }
  History history;
  ASSERT_TRUE(history.Open(path).ok());
  EXPECT_EQ(history.size(), 10000u);
  EXPECT_EQ(history[9999], "RETURN 29999;");
  History again;
  ASSERT_TRUE(again.Open(path).ok());
  EXPECT_EQ(again.size(), 10000u);
}

// Whatever is typed, drawing the difference gives the same screen as drawing all.
TEST(Frame, UpdatesAgreeWithFullDrawings) {
  const std::string texts[] = {"",
                               "RETURN 1;",
                               "MATCH (n)\nWHERE n.x = 1\nRETURN n;",
                               std::string(200, 'x'),
                               "北京北京北京北京北京北京北京北京北京北京北京",
                               "a\tb\x1b[31mc",
                               "👩‍🚀 e\u0301\n\n\nz"};
  for (const int width : {20, 80}) {
    Screen stepped(width, 12);
    Frame before;
    for (const std::string& text : texts) {
      for (const size_t cursor : {text.size(), size_t{0}}) {
        Scene scene{.prompt = "ng> ", .text = text, .cursor = cursor, .width = width, .height = 12};
        if (text.size() % 2 == 1) scene.below = {"menu one", "menu two"};
        const Frame frame = LayOut(scene);
        stepped.Write(Update(before, frame));
        before = frame;
        Screen fresh(width, 12);
        fresh.Write(Update(Frame(), frame));
        EXPECT_EQ(stepped.Text(), fresh.Text()) << text;
        EXPECT_EQ(stepped.cursor_column(), frame.cursor_column);
        EXPECT_TRUE(stepped.unknown().empty());
      }
    }
  }
}

TEST(Frame, LongTextsShowTheRowsAroundTheCursor) {
  std::string text;
  for (int i = 0; i < 10000; ++i) text += Cat("line ", i, "\n");
  const Frame frame =
      LayOut({.prompt = "> ", .text = text, .cursor = text.size(), .width = 40, .height = 10});
  EXPECT_EQ(frame.rows.size(), 10u);
  EXPECT_EQ(frame.cursor_row, 9);
  EXPECT_NE(frame.rows[8].find("line 9999"), std::string::npos);
}

// The words of a text in the colour of keywords.
std::vector<std::string> Keywords(std::string_view text) {
  const auto styles = Highlight(text, text.size());
  std::vector<std::string> words;
  const std::string_view style = Highlight("MATCH", 5)[0].style;
  for (size_t i = 0; i < styles.size(); ++i) {
    const size_t end = i + 1 < styles.size() ? styles[i + 1].begin : text.size();
    if (styles[i].style == style)
      words.emplace_back(text.substr(styles[i].begin, end - styles[i].begin));
  }
  return words;
}

TEST(Highlight, TellsWordsThatAreNotReserved) {
  using List = std::vector<std::string>;
  EXPECT_EQ(Keywords("paths \"a\" -- \"b\" via :about max 3 not via \"c\""),
            (List{"paths", "via", "max", "not", "via"}));
  EXPECT_EQ(Keywords("MATCH (near)-[top:near]->() WITH near.about AS rows RETURN max(top.since)"),
            (List{"MATCH", "WITH", "AS", "RETURN"}));
  EXPECT_EQ(
      Keywords("MATCH p = ANY CHEAPEST (a)-[r COST r.w TOP 2 BY r.w]-(b) AS OF $d BUDGET 9 MS"),
      (List{"MATCH", "ANY", "CHEAPEST", "COST", "TOP", "BY", "AS", "OF", "BUDGET", "MS"}));
  EXPECT_EQ(Keywords("REACH (a)-[]-{1,2}(b) DURING [$x, null] NOT VIA (@\"a\") AVOID DEGREE > 3"),
            (List{"REACH", "DURING", "null", "NOT", "VIA", "AVOID", "DEGREE"}));
}

TEST(Highlight, ColoursAndMatchesBrackets) {
  const std::string text = "MATCH (n:Person) RETURN count(n) + 'x' -- ]";
  const auto styles = Highlight(text, 6);
  const auto style_at = [&](size_t byte) {
    std::string_view style;
    for (const StyleChange& change : styles) {
      if (change.begin <= byte) style = change.style;
    }
    return style;
  };
  EXPECT_NE(style_at(0), "");            // MATCH
  EXPECT_EQ(style_at(6), style_at(15));  // the brackets around n:Person
  EXPECT_NE(style_at(6), "");
  EXPECT_EQ(style_at(7), "");           // n
  EXPECT_NE(style_at(9), style_at(0));  // Person
  EXPECT_NE(style_at(text.find('\'')), "");
  EXPECT_NE(style_at(text.find(']')), "");  // closes nothing
  EXPECT_FALSE(Highlight(":help x", 0).empty());
  for (const std::string_view wrong : {"'open", "/* open", "((((", "\xff\xfe", "`", "$", ""})
    Highlight(wrong, 0);
}

}  // namespace
}  // namespace newsgraph::cli

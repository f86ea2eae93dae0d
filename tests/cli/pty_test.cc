// The prompt in a real pseudo-terminal. The table holds runs: keys in, what the screen must show;
// the tests below it what a table cannot say.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "graph/base/strings.h"
#include "tests/cli/nasty.h"
#include "tests/cli/prompt.h"

namespace newsgraph::cli {
namespace {

using testing::Folder;
using testing::kPrompt;
using testing::MillisecondsSince;
using testing::NewsGraph;
using testing::Pty;
using testing::SaveAs;
using testing::Start;

struct PromptRun {
  std::string_view name;
  std::string_view keys;
  std::string_view shown;      // on the screen, sooner or later; no part of the keys
  std::string_view not_shown;  // never, when it is not empty
};

#include "tests/cli/pty_runs.inc"

class Runs : public ::testing::TestWithParam<PromptRun> {};

TEST_P(Runs, ShowWhatTheyShould) {
  const PromptRun& run = GetParam();
  ASSERT_EQ(run.keys.find(run.shown), std::string_view::npos) << "the keys' echo alone shows it";
  auto pty = Start({NewsGraph(), "--no-history", "--color=never"});
  pty->Forget();
  pty->Send(run.keys);
  ASSERT_TRUE(pty->WaitFor(run.shown)) << pty->screen().Everything();
  pty->Send("\x03\x04\x04");
  EXPECT_EQ(pty->WaitForExit(), 0);
  // All that the program had to say has come.
  const std::string all = pty->screen().Everything();
  if (!run.not_shown.empty()) {
    EXPECT_EQ(all.find(run.not_shown), std::string::npos) << all;
  }
  EXPECT_TRUE(pty->screen().unknown().empty()) << pty->screen().unknown()[0];
}

INSTANTIATE_TEST_SUITE_P(Table, Runs, ::testing::ValuesIn(kRuns),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(Prompt, GreetsWithCountsAndQuestions) {
  auto pty = Start({NewsGraph()});
  EXPECT_TRUE(pty->WaitFor("5 nodes, 3 relationships"));
  EXPECT_TRUE(pty->WaitFor("What is known of Alexander Lukashenko?"));
  EXPECT_TRUE(pty->WaitFor("What happened last?"));
}

// Times are printed; what is tested holds on a busy machine too (docs/prompt.md has the figures).
TEST(Prompt, IsThereAtOnce) {
  const auto begin = std::chrono::steady_clock::now();
  auto pty = Start({"--no-history"});
  const double took = MillisecondsSince(begin);
  std::printf("the prompt of an empty graph: %.1f ms\n", took);
#ifndef __SANITIZE_ADDRESS__
  EXPECT_LT(took, 1000);
#endif
}

TEST(Prompt, CompletesAmongTenThousandNames) {
  Builder b;
  for (int i = 0; i < 10000; ++i) {
    b.Set(b.AddNode(std::vector{b.Label("Person")}), b.Key("name"),
          Value::String(Cat("Person number ", 10000 + i)));
  }
  auto pty = Start({SaveAs("names.ng", std::move(b)), "--no-history", "--color=never"});
  std::vector<double> waits;
  for (int i = 0; i < 30; ++i) {
    const std::string name = Cat("Person number ", 10000 + i * 331);
    const std::string typed = "RETURN @\"person number " + name.substr(14, 5);
    pty->Send(typed);
    ASSERT_TRUE(pty->WaitForPrompt(Cat(kPrompt, typed)));
    const auto begin = std::chrono::steady_clock::now();
    pty->Send("\t");
    ASSERT_TRUE(pty->WaitFor("@\"" + name)) << pty->screen().Text();
    waits.push_back(MillisecondsSince(begin));
    pty->Send("\x05\x15");
    ASSERT_TRUE(pty->WaitForPrompt(kPrompt));
    pty->Forget();
  }
  std::sort(waits.begin() + 1, waits.end());
  std::printf("completion among 10,000 names: first %.1f ms, then median %.1f ms\n", waits[0],
              waits[waits.size() / 2]);
}

TEST(Prompt, EscapeTakesTheCandidateBack) {
  auto pty = Start({NewsGraph(), "--no-history", "--color=never"});
  pty->Send("MATCH (n:\t\t");
  ASSERT_TRUE(pty->WaitForPrompt("newsgraph> MATCH (n:Country")) << pty->screen().Text();
  pty->Forget();  // the greeting
  pty->Send("\x1b");
  ASSERT_TRUE(pty->WaitForPrompt("newsgraph> MATCH (n:")) << pty->screen().Text();
  EXPECT_EQ(pty->screen().Text().find("Person"), std::string::npos) << pty->screen().Text();
}

TEST(Prompt, HistorySurvivesACrash) {
  const std::string state = Folder() + "/crash";
  const std::vector<std::string> environment = {"XDG_STATE_HOME=" + state,
                                                "XDG_CONFIG_HOME=" + state};
  {
    Pty pty({NEWSGRAPH_BINARY}, 80, 24, environment);
    ASSERT_TRUE(pty.WaitForPrompt(kPrompt));
    pty.Send("RETURN 'before the crash' AS x;\r");
    ASSERT_TRUE(pty.WaitFor("1 row"));
    pty.Send(":param password => 'secret'\r:params\r");
    ASSERT_TRUE(pty.WaitFor("│ $password"));
    pty.Send("RETURN 'half a statement");
    ASSERT_TRUE(pty.WaitForPrompt("newsgraph> RETURN 'half a statement"));
    pty.Signal(SIGKILL);
    EXPECT_EQ(pty.WaitForExit(), 128 + SIGKILL);
  }
  const std::string path = state + "/newsgraph/history";
  struct stat found = {};
  ASSERT_EQ(stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u);
  std::ifstream file(path);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  EXPECT_EQ(text, "RETURN 'before the crash' AS x;\n:params\n");
  Pty pty({NEWSGRAPH_BINARY}, 80, 24, environment);
  ASSERT_TRUE(pty.WaitForPrompt(kPrompt));
  pty.Send("\x1b[A\x1b[A");
  EXPECT_TRUE(pty.WaitFor("before the crash"));
}

TEST(Prompt, BeginsWithTheRcFile) {
  const std::string config = Folder() + "/rc/newsgraph";
  std::filesystem::create_directories(config);
  std::ofstream(config + "/rc") << ":param who => 'Ales'\n:mode line\nRETURN nosuch;\n";
  const std::vector<std::string> environment = {"XDG_CONFIG_HOME=" + Folder() + "/rc"};
  Pty pty({NEWSGRAPH_BINARY, "--no-history", "--color=never"}, 80, 24, environment);
  ASSERT_TRUE(pty.WaitForPrompt(kPrompt));
  EXPECT_TRUE(pty.WaitFor("/rc:3: SyntaxError"));
  pty.Send("RETURN $who AS name;\r");
  EXPECT_TRUE(pty.WaitFor("name = Ales")) << pty.screen().Text();
  Pty without({NEWSGRAPH_BINARY, "--no-history", "--no-rc"}, 80, 24, environment);
  ASSERT_TRUE(without.WaitForPrompt(kPrompt));
  without.Send("RETURN $who AS name;\r");
  EXPECT_TRUE(without.WaitFor("ParameterMissing")) << without.screen().Text();
}

TEST(Prompt, ColoursWordsValuesAndBrackets) {
  auto pty = Start({"--no-history"});
  pty->Send("RETURN [1, 'a'] AS x\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D");
  const auto sent = [&](std::string_view bytes) {
    return pty->raw().find(bytes) != std::string::npos;
  };
  // The partner of the bracket at the cursor.
  EXPECT_TRUE(pty->WaitForBytes("\x1b[1;7m[\x1b[0m")) << pty->raw();
  EXPECT_TRUE(sent("\x1b[1;34mRETURN\x1b[0m")) << pty->raw();
  pty->Send("\x05;\r");
  ASSERT_TRUE(pty->WaitFor("1 row"));
  pty->Send("RETURN 42 AS n;\r");
  ASSERT_TRUE(pty->WaitFor("│ 42 │"));
  EXPECT_TRUE(sent("\x1b[36m42\x1b[0m"));
  EXPECT_TRUE(pty->screen().unknown().empty()) << pty->screen().unknown()[0];
}

TEST(Prompt, ObeysNoColor) {
  Pty pty({NEWSGRAPH_BINARY, "--no-history", "--no-rc"}, 80, 24, {"NO_COLOR=1"});
  ASSERT_TRUE(pty.WaitForPrompt(kPrompt));
  pty.Send("RETURN 42 AS n;\r");
  ASSERT_TRUE(pty.WaitFor("│ 42 │"));
  pty.Send("RETURN nosuch;\r");
  ASSERT_TRUE(pty.WaitFor("^^^^"));
  for (size_t at = 0; (at = pty.raw().find("\x1b[", at)) != std::string::npos; ++at) {
    EXPECT_NE(pty.raw()[pty.raw().find_first_not_of("0123456789;?", at + 2)], 'm');
  }
}

TEST(Prompt, ShowsTheLastResultInAPager) {
  Pty pty({NEWSGRAPH_BINARY, "--no-history", "--no-rc", "--color=never"}, 80, 24,
          {"PAGER=sed 's/^/paged: /'"});
  ASSERT_TRUE(pty.WaitForPrompt(kPrompt));
  pty.Send("UNWIND range(1, 90) AS n RETURN n;\r");
  ASSERT_TRUE(pty.WaitFor("90 rows (40 shown; :last shows all)"));
  pty.Send(":last\r");
  EXPECT_TRUE(pty.WaitFor("paged: │ 45 │"));
  EXPECT_TRUE(pty.WaitFor("paged: │ 90 │"));
  EXPECT_TRUE(pty.WaitForPrompt(kPrompt));
}

TEST(Prompt, LoadsSavesAndExports) {
  const std::string there = Folder() + "/files";
  std::filesystem::create_directories(there);
  std::ofstream(there + "/people.csv") << ":ID,name,:LABEL\n1,Ales,Person\n2,John,Person\n";
  std::ofstream(there + "/q.cypher") << "MATCH (p:Person) RETURN p.name AS who ORDER BY who;\n";
  auto pty = Start({"--no-history", "--color=never"});
  pty->Send(Cat(":load ", there, "/people.csv\r"));
  ASSERT_TRUE(pty->WaitFor("2 nodes"));
  pty->Send(Cat(":save ", there, "/p.ng\r"));
  ASSERT_TRUE(pty->WaitFor("saved as"));
  pty->Send("MATCH (p) DETACH DELETE p;\r");
  ASSERT_TRUE(pty->WaitFor("2 nodes deleted"));
  pty->Send(Cat(":open ", there, "/p.ng\r"));
  ASSERT_TRUE(pty->WaitFor("2 nodes, 0 relationships"));
  pty->Send(Cat(":source ", there, "/q.cypher\r"));
  ASSERT_TRUE(pty->WaitFor("│ John │"));
  pty->Send(Cat(":export ", there, "/who.csv\r"));
  ASSERT_TRUE(pty->WaitFor("written to"));
  std::ifstream file(there + "/who.csv");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "who\nAles\nJohn\n");
  pty->Send("\x04");
  EXPECT_EQ(pty->WaitForExit(), 0);
}

TEST(Prompt, TakesAPasteOfTenThousandLines) {
  auto pty = Start({"--no-history"});
  std::string paste = "\x1b[200~RETURN size([\n";
  for (int i = 0; i < 10000; ++i) paste += Cat(i, ",\n");
  paste += "0]) AS n;\x1b[201~\r";
  pty->Send(paste);
  EXPECT_TRUE(pty->WaitFor("10001", 60000)) << pty->screen().Text();
  pty->Send(":quit\r");
  EXPECT_EQ(pty->WaitForExit(), 0);
}

std::string WithoutBlanks(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
}

// After each change the whole statement stands there, wrapped to the new width.
TEST(Prompt, FollowsTheSizeOfTheWindow) {
  auto pty = Start({"--no-history", "--color=never"}, 60, 20);
  std::string statement = "RETURN 'a long line that will be wrapped when the window shrinks' AS x";
  pty->Send(statement);
  for (const auto& [width, height] : {std::pair{30, 20}, {20, 10}, {90, 30}, {60, 20}, {33, 7}}) {
    pty->Forget();
    pty->Resize(width, height);
    pty->Send("!\x7f ");
    statement += ' ';
    const auto whole = [&](const testing::Screen& screen) {
      return WithoutBlanks(screen.Text()).ends_with(WithoutBlanks(statement));
    };
    ASSERT_TRUE(pty->WaitUntil(whole)) << width << "\n" << pty->screen().Text();
  }
  pty->Forget();
  pty->Send(";\r");
  EXPECT_TRUE(pty->WaitFor("1 row"));
  EXPECT_TRUE(pty->WaitForPrompt(kPrompt));
}

TEST(Prompt, EndsInOrderWhenTerminated) {
  for (int i = 0; i < 20; ++i) {  // at once, when it may not yet wait for the next key
    auto pty = Start({"--no-history"});
    pty->Send("RETURN 1");
    ASSERT_TRUE(pty->WaitForPrompt("newsgraph> RETURN 1"));
    pty->Signal(SIGTERM);
    ASSERT_EQ(pty->WaitForExit(), 143) << i;
    EXPECT_TRUE(pty->EchoesAndGathersLines());  // the terminal is as it was
  }
}

TEST(Prompt, KeepsWhatIsTypedAhead) {
  auto pty = Start({"--no-history", "--color=never"});
  std::string keys;
  for (int i = 0; i < 100; ++i) keys += Cat("RETURN 'number ", i, "' AS x;\r");
  pty->Send(keys + "\x04");
  EXPECT_EQ(pty->WaitForExit(), 0);
  for (int i = 0; i < 100; ++i) {
    EXPECT_NE(pty->screen().Everything().find(Cat("│ number ", i, " ")), std::string::npos) << i;
  }
}

TEST(Prompt, WarnsOnceOfUnsavedChanges) {
  auto pty = Start({"--no-history"});
  pty->Send("CREATE (:A);\r");
  ASSERT_TRUE(pty->WaitFor("1 node created"));
  pty->Send("\x04");
  ASSERT_TRUE(pty->WaitFor("not saved"));
  pty->Send("\x04");
  EXPECT_EQ(pty->WaitForExit(), 0);
}

TEST(Prompt, NamesInTheDataDriveNoTerminal) {
  Builder b;
  for (const std::string& text : NastyTexts()) {
    b.Set(b.AddNode(std::vector{b.Label("N")}), b.Key("name"), Value::String(text));
  }
  auto pty = Start({SaveAs("nasty.ng", std::move(b)), "--no-history", "--color=never"});
  const bool draws = std::system("command -v dot >/dev/null") == 0;
  for (const std::string_view mode :
       {"table", "box", "line", "list", "markdown", "csv", "csv-safe", "tsv", "json", "jsonl",
        "html", "cypher", "dot", "graphml", "svg", "trash"}) {
    if (mode == "svg" && !draws) continue;
    pty->Send(Cat(":mode ", mode, "\r"));
    pty->Forget();
    pty->Send("MATCH (n:N) RETURN n.name, n;\r");
    ASSERT_TRUE(pty->WaitFor(" rows", 60000)) << mode;
  }
  EXPECT_TRUE(pty->screen().unknown().empty()) << pty->screen().unknown()[0];
}

}  // namespace
}  // namespace newsgraph::cli

// The prompt in a real pseudo-terminal. The table holds runs: keys in, what the screen must show;
// the tests below it what a table cannot say.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "graph/base/strings.h"
#include "graph/builder.h"
#include "graph/save.h"
#include "tests/cli/nasty.h"
#include "tests/cli/pty.h"

namespace newsgraph::cli {
namespace {

using testing::Pty;

constexpr std::string_view kPrompt = "newsgraph> ";

std::string Folder() {
  static const std::string folder = [] {
    std::string path = ::testing::TempDir() + "newsgraph_pty_" + std::to_string(getpid());
    std::filesystem::create_directories(path);
    return path;
  }();
  return folder;
}

// Three people, two countries, who met whom and when.
std::string NewsGraph() {
  static const std::string path = [] {
    Builder b;
    const auto add = [&](std::string_view label, std::string_view name) {
      const NodeId node = b.UpsertNode(b.Label(label), b.Key("name"), Value::String(name));
      return node;
    };
    const auto join = [&](NodeId from, std::string_view type, NodeId to, std::string_view date) {
      const EdgeId edge = b.AddEdge(from, b.Type(type), to);
      if (!date.empty()) b.Set(edge, b.Key("date"), Value::Of(*Parse<Date>(date)));
    };
    const NodeId lukashenko = add("Person", "Alexander Lukashenko");
    const NodeId coale = add("Person", "John Coale");
    const NodeId ales = add("Person", "Алесь Бяляцкі");
    const NodeId belarus = add("Country", "Belarus");
    const NodeId ukraine = add("Country", "Ukraine");
    join(lukashenko, "negotiated_with", coale, "2025-12-12");
    join(lukashenko, "leads", belarus, "");
    join(ales, "released_to", ukraine, "2025-12-13");
    b.Set(lukashenko, b.Key("born"), Value::Int(1954));
    const std::string file = Folder() + "/news.ng";
    EXPECT_TRUE(SaveGraph(std::move(b).Freeze()->View(), file).ok());
    return file;
  }();
  return path;
}

std::unique_ptr<Pty> Start(std::vector<std::string> arguments, int width = 100, int height = 30) {
  std::vector<std::string> command = {NEWSGRAPH_BINARY};
  command.insert(command.end(), arguments.begin(), arguments.end());
  static const std::vector<std::string> environment = {"XDG_STATE_HOME=" + Folder() + "/state",
                                                       "XDG_CONFIG_HOME=" + Folder() + "/config"};
  auto pty = std::make_unique<Pty>(command, width, height, environment);
  EXPECT_TRUE(pty->WaitForPrompt(kPrompt)) << pty->raw();
  return pty;
}

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
  ASSERT_TRUE(pty->WaitFor(run.shown, 10000)) << pty->screen().Everything();
  if (!run.not_shown.empty()) {
    pty->Settle();
    EXPECT_EQ(pty->screen().Everything().find(run.not_shown), std::string::npos)
        << pty->screen().Everything();
  }
  EXPECT_TRUE(pty->screen().unknown().empty()) << pty->screen().unknown()[0];
  pty->Send("\x03\x04\x04");
  EXPECT_EQ(pty->WaitForExit(), 0);
}

INSTANTIATE_TEST_SUITE_P(Table, Runs, ::testing::ValuesIn(kRuns),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(Prompt, GreetsWithCountsAndQuestions) {
  auto pty = Start({NewsGraph()});
  EXPECT_TRUE(pty->WaitFor("5 nodes, 3 relationships"));
  EXPECT_TRUE(pty->WaitFor("What is known of Alexander Lukashenko?"));
  EXPECT_TRUE(pty->WaitFor("What happened last?"));
}

double MillisecondsSince(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
      .count();
}

// Times are printed; what is tested holds on a busy machine too (docs/prompt.md has the figures).
TEST(Prompt, IsThereAtOnce) {
  const auto begin = std::chrono::steady_clock::now();
  auto pty = Start({"--no-history"});
  const double took = MillisecondsSince(begin);
  std::printf("the prompt of an empty graph: %.1f ms\n", took);
  EXPECT_LT(took, 1000);
}

TEST(Prompt, CompletesAmongTenThousandNames) {
  Builder b;
  for (int i = 0; i < 10000; ++i) {
    b.Set(b.AddNode(std::vector{b.Label("Person")}), b.Key("name"),
          Value::String(Cat("Person number ", 10000 + i)));
  }
  const std::string file = Folder() + "/names.ng";
  ASSERT_TRUE(SaveGraph(std::move(b).Freeze()->View(), file).ok());
  auto pty = Start({file, "--no-history", "--color=never"});
  std::vector<double> waits;
  for (int i = 0; i < 30; ++i) {
    const std::string name = Cat("Person number ", 10000 + i * 331);
    pty->Send("RETURN @\"person number " + name.substr(14, 5));
    pty->Settle(20);
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

TEST(Prompt, HistorySurvivesACrash) {
  const std::string state = Folder() + "/crash";
  const std::vector<std::string> environment = {"XDG_STATE_HOME=" + state,
                                                "XDG_CONFIG_HOME=" + state};
  {
    Pty pty({NEWSGRAPH_BINARY}, 80, 24, environment);
    ASSERT_TRUE(pty.WaitForPrompt(kPrompt));
    pty.Send("RETURN 'before the crash' AS x;\r");
    ASSERT_TRUE(pty.WaitFor("1 row"));
    pty.Send(":param password => 'secret'\r");
    pty.Settle();
    pty.Signal(SIGKILL);
    EXPECT_EQ(pty.WaitForExit(), 128 + SIGKILL);
  }
  const std::string path = state + "/newsgraph/history";
  struct stat found = {};
  ASSERT_EQ(stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u);
  std::ifstream file(path);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  EXPECT_EQ(text, "RETURN 'before the crash' AS x;\n");
  Pty pty({NEWSGRAPH_BINARY}, 80, 24, environment);
  ASSERT_TRUE(pty.WaitForPrompt(kPrompt));
  pty.Send("\x1b[A");
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
  pty->Settle();
  const auto sent = [&](std::string_view bytes) {
    return pty->raw().find(bytes) != std::string::npos;
  };
  EXPECT_TRUE(sent("\x1b[1;34mRETURN\x1b[0m")) << pty->raw();
  EXPECT_TRUE(sent("\x1b[1;7m[\x1b[0m")) << pty->raw();  // the partner of the one at the cursor
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

TEST(Prompt, FollowsTheSizeOfTheWindow) {
  auto pty = Start({"--no-history", "--color=never"}, 60, 20);
  pty->Send("RETURN 'a long line that will be wrapped when the window shrinks' AS x");
  pty->Settle();
  for (const auto& [width, height] : {std::pair{30, 20}, {20, 10}, {90, 30}, {60, 20}}) {
    pty->Resize(width, height);
    pty->Settle();
    pty->Send(" ");
    pty->Settle();
  }
  pty->Forget();
  pty->Send(";\r");
  EXPECT_TRUE(pty->WaitFor("1 row"));
  EXPECT_TRUE(pty->WaitForPrompt(kPrompt));
}

// Statements that would run for minutes, each in another operator.
constexpr std::string_view kEndless[] = {
    "UNWIND range(1, 100000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a * b)",
    "MATCH (a), (b), (c), (d), (e) RETURN count(a.i + b.i + c.i + d.i + e.i)",
    "MATCH (a)-->(b)-->(c)-->(d)-->(e)-->(f)-->(g) RETURN sum(a.i + g.i)",
    "MATCH (a)-[*1..12]->(b) RETURN sum(a.i + b.i)",
    "MATCH (a)--(b)--(c)--(d)--(e)--(f) WITH DISTINCT a, c, e, f RETURN count(*)",
    "MATCH (a)--(b)--(c)--(d)--(e)--(f) RETURN a.i, f.i ORDER BY a.i + f.i LIMIT 5",
    "MATCH (a)--(b)--(c)--(d)--(e)--(f) RETURN a.i, c.i, collect(f.i) AS many ORDER BY size(many) "
    "LIMIT 1",
    "MATCH (a) OPTIONAL MATCH (a)--(b)--(c)--(d)--(e)--(f) RETURN count(f.i)",
    "MATCH (a), (b) WHERE EXISTS { (a)-[*7..9]->(b) } RETURN count(*)",
    "UNWIND range(1, 1000000) AS x RETURN sum(size([y IN range(1, 100000) WHERE y % 7 = x % 7]))",
    "UNWIND range(1, 100000000) AS x CREATE (:Z {x: x})",
    "UNWIND range(1, 100000) AS x MERGE (:Z {x: x % 5000})-[:Y]->(:W {x: x})",
    "MATCH (a), (b) MATCH p = allShortestPaths((a)-[*..6]-(b)) RETURN sum(length(p))",
    "MATCH (a), (b) MATCH (a)-[:E]->{5,9}(b) RETURN count(*)",
    "MATCH (a), (b), (c) RETURN DISTINCT a.i * b.i * c.i",
    "MATCH (a), (b), (c) RETURN percentileCont(a.i + b.i + c.i, 0.5)",
    "MATCH (a), (b), (c) RETURN a.i AS i UNION MATCH (a), (b), (c), (d) RETURN b.i AS i",
    "MATCH (a), (b) CALL { WITH a, b MATCH (a)-[*5..7]->(b) RETURN count(*) AS n } RETURN sum(n)",
    "MATCH (a), (b), (c) RETURN a.i + b.i + c.i AS i ORDER BY i SKIP 1000000000",
    "MATCH (a), (b), (c) SET a.j = b.i + c.i",
    "MATCH (a), (b), (c) REMOVE a.i",
    "MATCH (a), (b), (c) DETACH DELETE a",
    "UNWIND range(1, 100000000) AS x FOREACH (y IN [1, 2, 3] | CREATE (:Z {x: x + y}))",
    "UNWIND range(1, 100000000) AS x RETURN x",
};

std::string DenseGraph() {
  static const std::string path = [] {
    Builder b;
    std::vector<NodeId> nodes;
    for (int i = 0; i < 3000; ++i) {
      nodes.push_back(b.AddNode(std::vector{b.Label("N")}));
      b.Set(nodes.back(), b.Key("i"), Value::Int(i));
    }
    uint32_t random = 1;
    for (int i = 0; i < 30000; ++i) {
      random = random * 1664525 + 1013904223;
      b.AddEdge(nodes[random / 65536 % 3000], b.Type("E"), nodes[random % 3000]);
    }
    const std::string file = Folder() + "/dense.ng";
    EXPECT_TRUE(SaveGraph(std::move(b).Freeze()->View(), file).ok());
    return file;
  }();
  return path;
}

// $NEWSGRAPH_CANCELS says how many; the program stays, and the prompt is back soon.
TEST(Prompt, CancelsEveryOperatorAndStays) {
  const char* wanted = std::getenv("NEWSGRAPH_CANCELS");
  const int cancels = wanted != nullptr ? std::atoi(wanted) : 36;
  auto pty = Start({DenseGraph(), "--no-history", "--color=never"});
  std::vector<double> waits;
  for (int i = 0; i < cancels; ++i) {
    const std::string_view statement = kEndless[static_cast<size_t>(i) % std::size(kEndless)];
    pty->Forget();
    pty->Send(Cat(statement, ";\r"));
    pty->Settle(20 + i * 37 % 150);
    pty->Forget();
    const auto begin = std::chrono::steady_clock::now();
    pty->Send("\x03");
    ASSERT_TRUE(pty->WaitFor("cancelled")) << statement << "\n" << pty->screen().Text();
    ASSERT_TRUE(pty->WaitForPrompt(kPrompt)) << statement;
    waits.push_back(MillisecondsSince(begin));
    if (waits.back() > 100) std::printf("%.1f ms to cancel %s\n", waits.back(), statement.data());
  }
  std::sort(waits.begin(), waits.end());
  std::printf("%d cancels: median %.1f ms, 99%% within %.1f ms, longest %.1f ms\n", cancels,
              waits[waits.size() / 2], waits[waits.size() * 99 / 100], waits.back());
  EXPECT_LT(waits[waits.size() / 2], 100);
  pty->Forget();
  pty->Send("RETURN 'still here' AS x;\r");
  EXPECT_TRUE(pty->WaitFor("1 row"));
  pty->Send("\x04\x04");
  EXPECT_EQ(pty->WaitForExit(), 0);
}

TEST(Prompt, EndsInOrderWhenTerminated) {
  auto pty = Start({"--no-history"});
  pty->Send("RETURN 1");
  pty->Settle();
  pty->Signal(SIGTERM);
  EXPECT_EQ(pty->WaitForExit(), 143);
  EXPECT_TRUE(pty->EchoesAndGathersLines());  // the terminal is as it was
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
  const std::string file = Folder() + "/nasty.ng";
  ASSERT_TRUE(SaveGraph(std::move(b).Freeze()->View(), file).ok());
  auto pty = Start({file, "--no-history", "--color=never"});
  for (const std::string_view mode :
       {"table", "line", "list", "csv", "tsv", "json", "jsonl", "markdown", "html", "cypher"}) {
    pty->Send(Cat(":mode ", mode, "\r"));
    pty->Forget();
    pty->Send("MATCH (n:N) RETURN n.name, n;\r");
    ASSERT_TRUE(pty->WaitFor(" rows", 60000)) << mode;
  }
  EXPECT_TRUE(pty->screen().unknown().empty()) << pty->screen().unknown()[0];
}

}  // namespace
}  // namespace newsgraph::cli

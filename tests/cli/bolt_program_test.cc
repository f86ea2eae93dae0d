// The program as a client: scripts and the prompt against a server of the tests.
#include <gtest/gtest.h>

#include "tests/cli/bolt_server.h"
#include "tests/cli/program.h"
#include "tests/cli/prompt.h"

namespace newsgraph::cli {
namespace {

using bolt::Packer;
using testing::Answer;
using testing::Begin;
using testing::BoltServer;
using testing::Folder;
using testing::kPrompt;
using testing::MillisecondsSince;
using testing::Outcome;
using testing::Pty;
using testing::Request;
using testing::Serve;
using testing::Shell;
using testing::Start;

void PackPerson(Packer& out, int64_t id, std::string_view name) {
  out.Struct('N', 4).Int(id).List(1).String("Person").Map(1).String("name").String(name);
  out.String(Cat("4:f00:", id));
}

// (Ales)-[:met]->(John)
void PackPath(Packer& out) {
  out.Struct('P', 3).List(2);
  PackPerson(out, 70, "Ales");
  PackPerson(out, 90, "John");
  out.List(1).Struct('r', 4).Int(5).String("met").Map(0).String("5:f00:5");
  out.List(2).Int(1).Int(1);
}

Answer Texts(std::string column, std::vector<std::string> texts) {
  const size_t size = texts.size();
  return Answer::Rows({std::move(column)}, size,
                      [texts](Packer& out, uint64_t row) { out.String(texts[row]); });
}

Answer Answers(const Request& request) {
  const std::string& query = request.query;
  if (query == "CALL db.labels()") return Texts("label", {"Person", "Place"});
  if (query == "CALL db.relationshipTypes()") return Texts("relationshipType", {"met"});
  if (query == "CALL db.propertyKeys()") return Texts("propertyKey", {"name", "nickname"});
  if (query.starts_with("MATCH p")) {
    return Answer::Rows({"p"}, 1, [](Packer& out, uint64_t) { PackPath(out); });
  }
  if (query.starts_with("MATCH"))
    return Answer::Rows({"n"}, 1, [](Packer& out, uint64_t) { PackPerson(out, 70, "Ales"); });
  if (query.starts_with("MANY")) {
    return Answer::Rows({"n", "square"}, 100'000, [](Packer& out, uint64_t row) {
      const auto n = static_cast<int64_t>(row);
      out.Int(n).Int(n * n);
    });
  }
  if (query.starts_with("ENDLESS")) {
    return Answer::Rows({"n"}, uint64_t{1} << 40,
                        [](Packer& out, uint64_t row) { PackPerson(out, int64_t(row), "X"); });
  }
  if (query.starts_with("EXPLAIN")) {
    Answer answer = Answer::Rows({"n"}, 0, [](Packer&, uint64_t) {});
    answer.extra_pairs = 1;
    answer.extra = [](Packer& out) {
      out.String("plan").Map(1).String("operatorType").String("AllNodesScan@neo4j");
    };
    return answer;
  }
  if (query.starts_with("CREATE")) {
    Answer answer;
    answer.extra_pairs = 1;
    answer.extra = [](Packer& out) { out.String("stats").Map(1).String("nodes-created").Int(1); };
    return answer;
  }
  if (query.starts_with("RETURN $x")) {
    const Value x = request.parameters.at("x");
    return Answer::Rows({"x"}, 1, [x](Packer& out, uint64_t) { out.String(ToText(x)); });
  }
  return Answer::Fails("Neo.ClientError.Statement.SyntaxError",
                       "Invalid input 'RETRUN': expected RETURN (line 1, column 1 (offset: 0))\n"
                       "\"RETRUN 1\"\n ^");
}

class BoltProgram : public ::testing::Test {
 protected:
  // Runs the program with these words after the server's address.
  Outcome Run(std::string_view words) { return Shell(Cat("$NG ", server_.address(), " ", words)); }
  BoltServer server_{Serve({.answer = Answers})};
};

TEST_F(BoltProgram, PrintsInEveryFormat) {
  const std::string_view node =
      R"({"_kind":"node","id":70,"element_id":"4:f00:70","labels":["Person"],"props":{"name":"Ales"}})";
  EXPECT_EQ(Run("-f jsonl -c 'MATCH (n) RETURN n'").out, Cat("{\"n\":", node, "}\n"));
  EXPECT_EQ(Run("-f table -c 'MATCH (n) RETURN n'").out,
            "┌──────────────────────────┐\n│ n                        │\n"
            "├──────────────────────────┤\n│ (:Person {name: 'Ales'}) │\n"
            "└──────────────────────────┘\n");
  EXPECT_EQ(Run("-f tsv -c 'MATCH (n) RETURN n'").out, Cat("n\n", node, "\n"));
  EXPECT_EQ(
      Run("-f jsonl -c 'MATCH p RETURN p'").out,
      Cat(R"({"p":{"_kind":"path","nodes":[)", node,
          R"(,{"_kind":"node","id":90,"element_id":"4:f00:90","labels":["Person"],"props":{"name":"John"}}],)",
          R"("edges":[{"_kind":"edge","id":5,"element_id":"5:f00:5","type":"met","start":70,"end":90,"props":{}}]}})",
          "\n"));
  EXPECT_NE(Run("-f cypher -c 'MATCH p RETURN p'").out.find("[:met]->"), std::string::npos);
  EXPECT_NE(Run("-f json -c 'CREATE (n)'").out.find("\"nodes_created\":1"), std::string::npos);
  EXPECT_EQ(Run("-c MANY | tail -1").out, "99999,9999800001\n");
  EXPECT_EQ(Run("-c 'EXPLAIN MATCH (n) RETURN n'").out, "AllNodesScan\n");
}

TEST_F(BoltProgram, ParametersLimitsAndCommands) {
  EXPECT_EQ(Run("--param 'x=[1, null]' -c 'RETURN $x'").out, "x\n\"[1, null]\"\n");
  EXPECT_EQ(Run("-c \":param x => date('2024-02-29')\" -c 'RETURN $x'").out, "x\n'2024-02-29'\n");
  EXPECT_EQ(Run("-c :schema").out,
            "kind,name\nlabel,Person\nlabel,Place\ntype,met\nproperty,name\nproperty,nickname\n");
  EXPECT_EQ(Run("-f jsonl -c ':sample Person 1' | wc -l").out, "1\n");
  EXPECT_EQ(Run("--max-rows 10 -c MANY").code, 5);
  EXPECT_EQ(Run("--timeout 100ms -f trash -c ENDLESS").code, 5);
  EXPECT_EQ(Run("--memory 1M -f dot -c ENDLESS").code, 5);
  EXPECT_EQ(Run("--read-only -c 'MATCH (n) RETURN n'").code, 0);
  EXPECT_TRUE(server_.WaitFor("{mode: 'r'}"));
  for (const std::string_view command :
       {":save x.ng", ":load x.csv", ":open x.ng", ":describe Person", ":ask"}) {
    const Outcome run = Run(Cat("-c '", command, "'"));
    EXPECT_EQ(run.code, 1) << command;
    EXPECT_NE(run.err.find("this one is a server's"), std::string::npos) << run.err;
  }
}

TEST_F(BoltProgram, ErrorsHaveTheirPlaceAndExitCode) {
  const Outcome run = Run("-c 'RETRUN 1' 2>&1");
  EXPECT_EQ(run.code, 1);
  EXPECT_EQ(run.out,
            "SyntaxError: Invalid input 'RETRUN': expected RETURN "
            "[Neo.ClientError.Statement.SyntaxError] (line 1, column 1)\n"
            "  RETRUN 1\n  ^^^^^^\n");
  const Outcome more = Shell(
      Cat("echo 'RETRUN 1; MATCH (n) RETURN n;' | $NG ", server_.address(), " --fail-at-end"));
  EXPECT_EQ(more.code, 1);
  EXPECT_NE(more.out.find("Ales"), std::string::npos);
  EXPECT_EQ(Shell("$NG bolt://127.0.0.1:1 -c 'RETURN 1'").code, 4);
  EXPECT_EQ(Shell(Cat("$NG bolt://localhost:", server_.port(), " -c 'MATCH (n) RETURN n'")).code,
            0);
  EXPECT_EQ(Shell("$NG bolt+x://127.0.0.1 -c 'RETURN 1'").code, 2);
  EXPECT_EQ(Run("news.ng -c 'RETURN 1'").code, 2);
  EXPECT_EQ(Shell("$NG load -o x.ng bolt://127.0.0.1").code, 2);
  EXPECT_EQ(Shell("$NG --user ales -c 'RETURN 1'").code, 2);
  EXPECT_EQ(Run("-f trash -c ENDLESS & pid=$!; sleep 0.3; kill -INT $pid; wait $pid").code, 130);
}

TEST(BoltLogin, CtrlCEndsTheWaitForASilentServer) {
  BoltServer silent([](testing::Link& link) { link.Sleep(10'000); });
  EXPECT_EQ(Shell(Cat("$NG ", silent.address(),
                      " -c 'RETURN 1' & pid=$!; sleep 0.2; kill -INT $pid; wait $pid"))
                .code,
            130);
}

TEST(BoltLogin, PasswordsComeFromTheAddressOrTheEnvironment) {
  BoltServer server(Serve({.user = "ales", .password = "s@cret", .answer = Answers}));
  const std::string host = server.address().substr(7);
  const std::string query = " -c 'MATCH (n) RETURN n'";
  EXPECT_EQ(Shell(Cat("$NG bolt://ales:s%40cret@", host, query)).code, 0);
  EXPECT_EQ(Shell(Cat("NEWSGRAPH_PASSWORD=s@cret $NG bolt://", host, " --user ales", query)).code,
            0);
  EXPECT_EQ(Shell(Cat("NEWSGRAPH_PASSWORD=no $NG bolt://", host, " --user ales", query)).code, 4);
  EXPECT_EQ(Shell(Cat("$NG bolt://", host, query)).code, 4);
  const Outcome none = Shell(Cat("$NG bolt://", host, " --user ales", query));
  EXPECT_EQ(none.code, 4);
  EXPECT_NE(none.err.find("NEWSGRAPH_PASSWORD"), std::string::npos) << none.err;
}

TEST_F(BoltProgram, ThePromptTalksToTheServer) {
  auto pty = Start({server_.address(), "--no-history", "--color=never"});
  EXPECT_TRUE(pty->WaitFor("Neo4j/5.13.0 at bolt://127.0.0.1")) << pty->screen().Text();
  pty->Send("MATCH (n:Pers\t) RETURN n.ni\t;\r");
  ASSERT_TRUE(pty->WaitFor("1 row")) << pty->screen().Text();
  EXPECT_TRUE(server_.WaitFor("RUN 'MATCH (n:Person) RETURN n.nickname'"));
  EXPECT_NE(pty->screen().Text().find("(:Person {name: 'Ales'})"), std::string::npos);
  pty->Send("BEGIN;\r");
  ASSERT_TRUE(pty->WaitForPrompt("newsgraph*> "));
  pty->Send("RETRUN 1;\r");
  ASSERT_TRUE(pty->WaitFor("rolled back"));
  ASSERT_TRUE(pty->WaitForPrompt(kPrompt));
  pty->Send("MATCH p = ()-->() RETURN p;\r:graph\r");
  ASSERT_TRUE(pty->WaitFor("met⠤")) << pty->screen().Text();
  pty->Send("\x04");
  EXPECT_EQ(pty->WaitForExit(), 0);
  EXPECT_TRUE(server_.WaitFor("GOODBYE"));
}

TEST_F(BoltProgram, CtrlCEndsALongAnswer) {
  auto pty = Start({server_.address(), "--no-history", "--color=never"});
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(Begin(*pty, "ENDLESS"));
    ASSERT_TRUE(server_.WaitFor("RUN 'ENDLESS'", i + 1));
    pty->ReadFor(100);
    pty->Forget();
    const auto begin = std::chrono::steady_clock::now();
    pty->Send("\x03");
    ASSERT_TRUE(pty->WaitFor("cancelled")) << pty->screen().Text();
    ASSERT_TRUE(pty->WaitForPrompt(kPrompt));
    std::printf("the prompt was back in %.1f ms\n", MillisecondsSince(begin));
    EXPECT_LT(MillisecondsSince(begin), 3000);
    pty->Send("MATCH (n) RETURN n;\r");
    ASSERT_TRUE(pty->WaitFor("1 row")) << pty->screen().Text();
  }
  EXPECT_EQ(server_.connections(), 1);
  pty->Send("\x04");
  EXPECT_EQ(pty->WaitForExit(), 0);
}

TEST(BoltLogin, ThePromptAsksForThePasswordAndDoesNotShowIt) {
  BoltServer server(Serve({.user = "ales", .password = "secret", .answer = Answers}));
  Pty pty({NEWSGRAPH_BINARY, server.address(), "--user", "ales", "--no-history", "--no-rc"}, 100,
          30);
  ASSERT_TRUE(pty.WaitFor("password of ales: "));
  pty.Send("secret\r");
  ASSERT_TRUE(pty.WaitForPrompt(kPrompt)) << pty.raw();
  EXPECT_EQ(pty.raw().find("secret"), std::string::npos);
}

// Who names no user is asked when the server wants one; Ctrl-C leaves, and the terminal echoes.
TEST(BoltLogin, ThePromptAsksForTheUserToo) {
  BoltServer server(Serve({.user = "ales", .password = "secret", .answer = Answers}));
  const std::vector<std::string> command = {NEWSGRAPH_BINARY, server.address(), "--no-history",
                                            "--no-rc"};
  {
    Pty pty(command, 100, 30);
    ASSERT_TRUE(pty.WaitFor("user: "));
    pty.Send("ales\r");
    ASSERT_TRUE(pty.WaitFor("password: "));
    pty.Send("secret\r");
    ASSERT_TRUE(pty.WaitForPrompt(kPrompt)) << pty.raw();
    pty.Send("MATCH (n) RETURN n;\r");
    EXPECT_TRUE(pty.WaitFor("1 row"));
  }
  Pty other(command, 100, 30);
  ASSERT_TRUE(other.WaitFor("user: "));
  other.Send("ales\r");
  ASSERT_TRUE(other.WaitFor("password: "));
  other.Send("\x03");
  EXPECT_EQ(other.WaitForExit(), 130);
}

}  // namespace
}  // namespace newsgraph::cli

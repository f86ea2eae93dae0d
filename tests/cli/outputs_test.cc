// What the program writes to files: never what it reads, whole or not at all, and what it was asked
// for.
#include <gtest/gtest.h>

#include <filesystem>

#include "graph/base/strings.h"
#include "tests/cli/program.h"

namespace newsgraph::cli {
namespace {

using testing::Outcome;
using testing::ReadFile;
using testing::ScriptFolder;
using testing::Shell;
using testing::WriteFile;

class Outputs : public ::testing::Test {
 protected:
  Outputs() {
    std::filesystem::remove_all(ScriptFolder());
    std::filesystem::create_directories(ScriptFolder());
    EXPECT_EQ(Shell("$NG -c 'CREATE (:A {n: 1})' -c ':save h.ng'").code, 0);
  }
  // The names in the folder without what the runs of the program themselves write.
  static std::string Names() { return Shell("ls | grep -v -e out.txt -e err.txt").out; }
  static std::string Nodes(const std::string& graph) {
    return Shell("$NG " + graph + " -c 'MATCH (n) RETURN count(n) AS n'").out;
  }
};

// Errors that do not end a command do not undo what else it wrote.
TEST_F(Outputs, WhatWasAskedForAtTheEndIsKept) {
  EXPECT_EQ(Shell("$NG h.ng -o n.csv --fail-at-end -c 'RETURN nosuch' -c 'RETURN 2 AS n'").code, 1);
  EXPECT_EQ(ReadFile("n.csv"), "n\n2\n");
  EXPECT_NE(Shell("$NG h.ng -o m.csv -c 'RETURN 2 AS n' -c 'RETURN nosuch'").code, 0);
  EXPECT_FALSE(std::filesystem::exists(ScriptFolder() + "/m.csv"));
  WriteFile("a.txt", "Anna Berg met Tom Reed in Oslo on Monday.\n");
  WriteFile("b.txt", std::string("no\0text", 7));
  EXPECT_NE(Shell("$NG extract a.txt b.txt -o x.json").code, 0);
  EXPECT_NE(ReadFile("x.json").find("Tom Reed"), std::string::npos);
}

TEST_F(Outputs, WhatIsReadIsNotWrittenOver) {
  WriteFile("s.cypher", "RETURN 1 AS n;\n");
  WriteFile("p.json", "{\"a\": 1}");
  WriteFile("n.csv", ":ID,name\n1,Ales\nx\n");
  std::filesystem::create_directories(ScriptFolder() + "/in");
  WriteFile("in/n.csv", ":ID,name\n1,Ales\n");
  ASSERT_EQ(Shell("ln -s h.ng soft.ng; ln h.ng hard.csv; ln -s in folder; sha256sum *.ng *.cypher "
                  "*.json *.csv in/* > sums")
                .code,
            0);
  for (const std::string_view run :
       {"h.ng -o h.ng -c 'RETURN 1'", "h.ng -o soft.ng -c 'RETURN 1'",
        "soft.ng --save -o hard.csv -c 'RETURN 1'", "export h.ng --format csv -o ./h.ng",
        "bench h.ng -o h.ng -c 'RETURN 1'", "s.cypher -o s.cypher", "-o s.cypher < s.cypher",
        "--params p.json -o p.json -c 'RETURN 1'", "n.csv -o n.csv -c 'RETURN 1'",
        "extract in/n.csv -o in/n.csv", "load -o new.ng --rejects n.csv n.csv",
        "load -o n.csv n.csv", "load -o new.ng --rejects in/n.csv folder",
        "load -o new.ng --rejects new.ng n.csv"}) {
    const Outcome refused = Shell(Cat("$NG ", run));
    EXPECT_EQ(refused.code, 2) << run << refused.err;
    EXPECT_NE(refused.err.find("hint: give"), std::string::npos) << run << refused.err;
    EXPECT_EQ(Shell("sha256sum --check --quiet sums").out, "") << run;
  }
  EXPECT_FALSE(std::filesystem::exists(ScriptFolder() + "/new.ng"));
  EXPECT_EQ(Shell("$NG h.ng --save -c 'CREATE (:A)' && $NG h.ng -c 'CREATE (:A)' -c ':save' && $NG "
                  "h.ng -c 'CREATE (:A)' -c ':save soft.ng'")
                .code,
            0);
  EXPECT_EQ(Nodes("h.ng"), "n\n4\n");
}

TEST_F(Outputs, CommandsDoNotWriteOverWhatIsReadEither) {
  WriteFile("s.csv", "RETURN 1 AS n;\n:export s.csv\n");
  ASSERT_EQ(Shell("ln -s h.ng h.csv").code, 0);
  const std::string before = ReadFile("h.ng");
  for (const std::string_view run :
       {"-c ':source s.csv'", "h.ng -c 'RETURN 1' -c ':export h.csv'",
        "-o r.csv -c 'RETURN 1' -c ':export r.csv'", "-o r.csv -c ':save r.csv'"}) {
    const Outcome refused = Shell(Cat("$NG ", run));
    EXPECT_EQ(refused.code, 1) << run;
    EXPECT_NE(refused.err.find("give another name"), std::string::npos) << run << refused.err;
  }
  EXPECT_EQ(ReadFile("h.ng"), before);
  EXPECT_EQ(Names(), "h.csv\nh.ng\ns.csv\n");
}

TEST_F(Outputs, ResultsAreThereWhenAllWentWell) {
  WriteFile("r.csv", "old\n");
  ASSERT_EQ(Shell("chmod 640 r.csv; ln -s r.csv link.csv").code, 0);
  const std::string names = Names();
  EXPECT_EQ(Shell("$NG -o r.csv -c 'RETURN 1 AS n' -c 'RETURN nosuch'").code, 1);
  EXPECT_EQ(Shell("$NG nosuch.ng -o r.csv -c 'RETURN 1 AS n'").code, 3);
  EXPECT_EQ(
      Shell("$NG -o r.csv --param a=1 --max-rows 5 -c 'UNWIND range(1, 9) AS n RETURN n'").code, 5);
  EXPECT_EQ(Shell("$NG export nosuch.ng --format csv -o r.csv").code, 3);
  EXPECT_EQ(Shell("$NG extract nosuch.txt -o r.csv").code, 3);
  EXPECT_EQ(Shell("$NG bench -o r.csv -c 'RETURN rand()'").code, 1);
  EXPECT_EQ(ReadFile("r.csv"), "old\n");
  EXPECT_EQ(Shell("$NG -o none.csv -c 'RETURN nosuch'").code, 1);
  EXPECT_EQ(Names(), names);
  // Until the end, too.
  EXPECT_EQ(Shell("{ echo 'RETURN 1 AS n;'; sleep 1; cp r.csv then.csv; } | $NG -o r.csv; cat "
                  "then.csv r.csv; rm then.csv")
                .out,
            "old\nn\n1\n");
  EXPECT_EQ(Shell("$NG -o link.csv -c 'RETURN 2 AS n'; readlink link.csv; stat -c %a r.csv").out,
            "r.csv\n640\n");
  EXPECT_EQ(ReadFile("r.csv"), "n\n2\n");
  EXPECT_EQ(Names(), names);
  // What is no file is written as it comes.
  EXPECT_EQ(Shell("$NG -o /dev/stdout -c 'RETURN 3 AS n'; $NG -o /dev/stdout -c 'RETURN 4 AS n' | "
                  "cat; $NG -o /dev/null -c 'RETURN 1'; test -c /dev/null")
                .code,
            0);
  EXPECT_EQ(Shell("mkfifo pipe; cat pipe & $NG -o pipe -c 'RETURN 5 AS n'; wait; test -p pipe").out,
            "n\n5\n");
  EXPECT_EQ(Shell("$NG -o /dev/full -c 'RETURN 1'").code, 3);
}

TEST_F(Outputs, GraphsReplaceGraphsAlone) {
  WriteFile("notes.txt", "my notes\n");
  WriteFile("n.csv", ":ID,name,:LABEL\n1,Ales,P\n");
  WriteFile("empty.ng", "");
  for (const std::string_view run :
       {"load -o notes.txt n.csv", "load --manifest -o notes.txt n.csv",
        "load --manifest --rebuild -o notes.txt n.csv", "generate --edges 2000 -o notes.txt",
        "-c ':save notes.txt'", "load -o /dev/null n.csv"}) {
    const Outcome refused = Shell(Cat("$NG ", run));
    EXPECT_EQ(refused.code, 3) << run;
    EXPECT_NE(refused.err.find("is not a saved graph"), std::string::npos) << run << refused.err;
    EXPECT_NE(refused.err.find("give "), std::string::npos) << refused.err;
  }
  EXPECT_EQ(ReadFile("notes.txt"), "my notes\n");
  EXPECT_EQ(Shell("$NG load -o empty.ng n.csv && $NG load -o h.ng n.csv").code, 0);
  EXPECT_EQ(Nodes("empty.ng"), "n\n1\n");
  EXPECT_EQ(Shell("head -c 5000 h.ng > cut.ng; $NG load -q -o cut.ng n.csv").code, 0);
}

TEST_F(Outputs, SavedGraphsKeepTheirModeAndTheirLinks) {
  std::filesystem::create_directories(ScriptFolder() + "/far");
  ASSERT_EQ(
      Shell("mv h.ng far; chmod 600 far/h.ng; ln -s far/h.ng h.ng; ln -s far/new.ng new.ng").code,
      0);
  EXPECT_EQ(Shell("$NG h.ng --save -c 'CREATE (:A)' && stat -c %a far/h.ng && readlink h.ng; ls "
                  "far")
                .out,
            "600\nfar/h.ng\nh.ng\n");
  EXPECT_EQ(Nodes("far/h.ng"), "n\n2\n");
  EXPECT_EQ(Shell("$NG h.ng -c ':save new.ng' && readlink new.ng && test -f far/new.ng").code, 0);
}

TEST_F(Outputs, AnOpenTransactionIsNotSaved) {
  const Outcome command = Shell("$NG h.ng -c 'BEGIN; CREATE (:B);' -c ':save t.ng'");
  EXPECT_EQ(command.code, 1);
  EXPECT_NE(command.err.find("a transaction is open"), std::string::npos) << command.err;
  EXPECT_FALSE(std::filesystem::exists(ScriptFolder() + "/t.ng"));
  for (const std::string_view run :
       {"h.ng --save -o r.csv -c 'BEGIN; CREATE (:B); MATCH (n) RETURN n'",
        "h.ng --save -c 'CREATE (:B); BEGIN; CREATE (:B)'", "h.ng -c 'BEGIN' -c ':quit'"}) {
    const Outcome open = Shell(Cat("$NG ", run));
    EXPECT_EQ(open.code, 1) << run;
    EXPECT_TRUE(
        open.err.starts_with("warning: a transaction was open at the end: it was not "
                             "committed"))
        << run << open.err;
  }
  EXPECT_EQ(Names(), "h.ng\n");
  EXPECT_EQ(Nodes("h.ng"), "n\n1\n");
  EXPECT_EQ(Shell("$NG h.ng --save -c 'BEGIN; CREATE (:B); COMMIT'").err, "");
  EXPECT_EQ(Nodes("h.ng"), "n\n2\n");
}

TEST_F(Outputs, AnEmptyExportIsSaid) {
  const Outcome run = Shell("$NG -c 'CREATE (:A)' -c ':export none.csv'");
  EXPECT_EQ(run.code, 1);
  EXPECT_NE(run.err.find("there is nothing to write"), std::string::npos) << run.err;
  EXPECT_EQ(Names(), "h.ng\n");
  EXPECT_EQ(
      Shell("$NG -c 'UNWIND [] AS n RETURN n' -c ':export none.csv' > /dev/null; cat none.csv").out,
      "n\n");
}

TEST_F(Outputs, RejectsAreNotPassedOver) {
  std::filesystem::create_directories(ScriptFolder() + "/in");
  WriteFile("in/n.csv", ":ID,name\n1,Ales\nx\n");
  const Outcome load = Shell("$NG load -o new.ng --rejects in/r.jsonl in; wc -l < in/r.jsonl");
  EXPECT_EQ(load.out, "1\n") << load.err;
  EXPECT_EQ(load.err.find("r.jsonl"), std::string::npos) << load.err;
}

}  // namespace
}  // namespace newsgraph::cli

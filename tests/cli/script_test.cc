// The program as scripts see it: arguments and standard input in; exit code, standard output and
// error out.
#include <gtest/gtest.h>

#include <filesystem>

#include "graph/base/strings.h"
#include "tests/cli/program.h"

namespace newsgraph::cli {
namespace {

using testing::Outcome;
using testing::ReadFile;
using testing::Shell;
using testing::WriteFile;

TEST(Script, RowsGoToStandardOutputAlone) {
  const Outcome run = Shell("$NG -c 'RETURN 1 AS a, \"x,y\" AS b; RETURN null AS c'");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(run.out, "a,b\n1,\"x,y\"\nc\n\n");
  EXPECT_EQ(run.err, "");
}

TEST(Script, StandardInputFilesAndCommands) {
  WriteFile("q.cypher", "// a script\nUNWIND [1, 2] AS n\nRETURN n;\n:mode jsonl\nRETURN 3 AS n");
  EXPECT_EQ(Shell("echo 'RETURN 1 AS n;' | $NG").out, "n\n1\n");
  EXPECT_EQ(Shell("$NG q.cypher").out, "n\n1\n2\n{\"n\":3}\n");
  EXPECT_EQ(Shell("echo ':source q.cypher' | $NG").out, "n\n1\n2\n{\"n\":3}\n");
  EXPECT_EQ(Shell("$NG nosuch.cypher").code, 3);
}

TEST(Script, ExitCodes) {
  EXPECT_EQ(Shell("$NG -c 'RETURN 1'").code, 0);
  EXPECT_EQ(Shell("$NG -c 'RETURN nosuch'").code, 1);
  EXPECT_EQ(Shell("$NG --nosuch").code, 2);
  EXPECT_EQ(Shell("$NG nosuch.ng -c 'RETURN 1'").code, 3);
  EXPECT_EQ(Shell("$NG --max-rows 10 -c 'UNWIND range(1, 100) AS n RETURN n'").code, 5);
  EXPECT_EQ(Shell("$NG --timeout 1ms -c 'UNWIND range(1, 100000000) AS n RETURN sum(n)'").code, 5);
  WriteFile("bad.ng", "not a graph");
  EXPECT_EQ(Shell("$NG bad.ng -c 'RETURN 1'").code, 7);
  EXPECT_EQ(Shell("$NG check bad.ng").code, 7);
  EXPECT_EQ(Shell("$NG -c 'UNWIND range(1, 100000) AS a UNWIND range(1, 1000000) AS n RETURN sum(a "
                  "* n)' & pid=$!; sleep 0.5; "
                  "kill -INT $pid; wait $pid")
                .code,
            130);
}

TEST(Script, ErrorsNameTheirPlace) {
  WriteFile("wrong.cypher", "RETURN 1 AS n;\n\nRETURN nosuch;\nRETURN 2 AS n;\n");
  const Outcome fast = Shell("$NG wrong.cypher");
  EXPECT_EQ(fast.code, 1);
  EXPECT_EQ(fast.out, "n\n1\n");
  EXPECT_NE(fast.err.find("wrong.cypher:3: SyntaxError"), std::string::npos) << fast.err;
  EXPECT_NE(fast.err.find("^^^^^^"), std::string::npos);
  const Outcome piped = Shell("$NG < wrong.cypher");
  EXPECT_TRUE(piped.err.starts_with("standard input:3: SyntaxError")) << piped.err;
  // Once, however many files lead there.
  WriteFile("outer.cypher", ":source wrong.cypher\n");
  const auto count_lines = [](const std::string& line) {
    return Shell(Cat("{ ", line, "; } 2>&1 > /dev/null | grep -c Error")).out;
  };
  EXPECT_EQ(count_lines("$NG outer.cypher"), "1\n");
  EXPECT_EQ(count_lines("$NG -c ':source outer.cypher'"), "1\n");
  EXPECT_EQ(count_lines("$NG --fail-at-end outer.cypher"), "1\n");
  EXPECT_EQ(count_lines("echo ':source nosuch' > outer.cypher; $NG outer.cypher"), "1\n");
  const Outcome slow = Shell("$NG --fail-at-end wrong.cypher");
  EXPECT_EQ(slow.code, 1);
  EXPECT_EQ(slow.out, "n\n1\nn\n2\n");
}

TEST(Script, ParametersAreJson) {
  WriteFile("p.json", "{\"who\": \"Ales\", \"n\": [1, 2]}");
  EXPECT_EQ(Shell("$NG --format jsonl --param a=1 --param b=Minsk --params p.json -c 'RETURN $a AS "
                  "a, $b AS b, $who AS w, $n AS n'")
                .out,
            "{\"a\":1,\"b\":\"Minsk\",\"w\":\"Ales\",\"n\":[1,2]}\n");
  WriteFile("p2.json", "[1]");
  EXPECT_EQ(Shell("$NG --params p2.json -c 'RETURN 1'").code, 1);
}

TEST(Script, ReadOnlyAndSafe) {
  EXPECT_EQ(Shell("$NG --read-only -c 'CREATE (:A)'").code, 1);
  EXPECT_EQ(Shell("$NG --read-only -c 'MATCH (n) RETURN count(n) AS n'").code, 0);
  const Outcome safe = Shell("$NG --safe -c ':save x.ng'");
  EXPECT_EQ(safe.code, 1);
  EXPECT_NE(safe.err.find("--safe"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(testing::ScriptFolder() + "/x.ng"));
}

TEST(Script, GraphsAreSavedAndOpened) {
  EXPECT_EQ(Shell("$NG -c 'CREATE (:Person {name: \"Ales\"})-[:met {date: "
                  "date(\"2025-12-13\")}]->(:Person {name: \"John\"})' -c ':save g.ng'")
                .code,
            0);
  EXPECT_EQ(Shell("$NG g.ng -c 'MATCH (a)-[r:met]->(b) RETURN a.name, r.date, b.name'").out,
            "a.name,r.date,b.name\nAles,2025-12-13,John\n");
  const Outcome check = Shell("$NG check g.ng");
  EXPECT_EQ(check.code, 0);
  EXPECT_NE(check.out.find("2 nodes, 1 relationship,"), std::string::npos) << check.out;
  const Outcome unsaved = Shell("$NG g.ng -c 'CREATE (:A)'");
  EXPECT_NE(unsaved.err.find("--save"), std::string::npos);
  EXPECT_EQ(Shell("$NG g.ng --save -c 'CREATE (:A)'").code, 0);
  EXPECT_EQ(Shell("$NG g.ng -c 'MATCH (n) RETURN count(n) AS n'").out, "n\n3\n");
}

TEST(Script, ExportsLoadAgain) {
  ASSERT_EQ(Shell("$NG -c 'UNWIND range(1, 400) AS i CREATE (:N {i: i})-[:next {w: i * "
                  "0.5}]->(:M:`odd label` {t: \"its\"})' -c ':save e.ng'")
                .code,
            0);
  ASSERT_EQ(Shell("$NG export e.ng --format cypher -o e.cypher").code, 0);
  const std::string query =
      "'MATCH (a:N)-[r:next]->(b:M) RETURN count(*) AS n, sum(a.i) AS i, sum(r.w) AS w, min(b.t) "
      "AS t'";
  const Outcome before = Shell("$NG e.ng -c " + query);
  const Outcome after = Shell("{ cat e.cypher; echo " + query + "; } | $NG");
  EXPECT_EQ(before.out, "n,i,w,t\n400,80200,40100.0,its\n");
  EXPECT_EQ(after.out, before.out) << after.err.substr(0, 500);
  EXPECT_EQ(Shell("$NG export e.ng --format graphml | grep -c '<edge '").out, "400\n");
  EXPECT_EQ(Shell("$NG export e.ng --format jsonl | wc -l").out, "1200\n");
}

// What XML cannot hold, and numbers as those read them who take a double.
TEST(Script, GraphmlIsWellFormed) {
  const Outcome run = Shell(
      "$NG --format graphml -c \"CREATE (a:A {x: 0.0/0.0, y: -1.0/0.0, s: 'a\\uFFFEb<'}) RETURN "
      "a\"");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_NE(run.out.find(">NaN<"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find(">-Infinity<"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find(">a\uFFFDb&lt;<"), std::string::npos) << run.out;
}

TEST(Script, ResultsAreExportedByCommands) {
  const Outcome run = Shell(
      "$NG -c 'CREATE (:A {n: 1})-[:to]->(:B)' -c 'MATCH p = (:A)-[:to]->() RETURN p' -c ':export "
      "out.svg' -c ':export out.dot' -c ':export out.csv'");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_NE(ReadFile("out.svg").find("<svg"), std::string::npos);
  EXPECT_NE(ReadFile("out.dot").find("digraph"), std::string::npos);
  EXPECT_EQ(Shell("wc -l < out.csv").out, "2\n");
  const Outcome none = Shell("$NG -c ':export never.svg'");
  EXPECT_EQ(none.code, 1);
  EXPECT_NE(none.err.find("there is no result yet"), std::string::npos) << none.err;
  // Never a part of it without a word.
  const Outcome longer =
      Shell("$NG -c 'UNWIND range(1, 20000) AS n RETURN n' -c ':export never.csv'");
  EXPECT_EQ(longer.code, 1);
  EXPECT_NE(longer.err.find("too long to keep whole"), std::string::npos) << longer.err;
  EXPECT_FALSE(std::filesystem::exists(testing::ScriptFolder() + "/never.csv"));
}

TEST(Script, PlansAreJsonWhereRowsAre) {
  EXPECT_EQ(Shell("$NG --format jsonl -c 'EXPLAIN MATCH (n) RETURN n' | jq -r 'keys[0], (.plan | "
                  "split(\"\\n\")[0])' | cut -c 1-8")
                .out,
            "plan\nNodeScan\n");
  EXPECT_EQ(Shell("$NG --format json -c 'EXPLAIN MATCH (n) RETURN n' | jq -r '.plan' | cut -c 1-8")
                .out.substr(0, 9),
            "NodeScan\n");
}

TEST(Script, ProfilesAreTreesInJson) {
  const std::string profile =
      " -c \"CREATE (:P {n: 1})-[:met]->(:P {n: 2})\" -c 'PROFILE MATCH (a:P)-[r:met]->(b) RETURN "
      "b.n, r.date' | ";
  const std::string fields =
      "-c '.. | objects | select(.hits > 0) | [.operator, .estimated_rows, .rows, .hits, .time_ms "
      ">= .own_time_ms]'";
  const std::string in_json = Shell("$NG --format json" + profile + "jq " + fields).out;
  const std::string in_lines = Shell("$NG --format jsonl" + profile + "tail -1 | jq " + fields).out;
  EXPECT_EQ(in_json, in_lines);
  EXPECT_EQ(Shell("echo '" + in_json + "' | jq -c '[.[0], .[2], .[3], .[4]]'").out,
            "[\"Expand\",1,1,true]\n[\"NodeScan\",2,2,true]\n");
  // The rows go before it, and nothing of it to standard error.
  const Outcome lines = Shell("$NG --format jsonl" + profile + "jq -r 'keys_unsorted[0]'");
  EXPECT_EQ(lines.out, "b.n\nplan\n");
  EXPECT_EQ(lines.err.find("NodeScan"), std::string::npos) << lines.err;
  // Without running it there is nothing that was seen.
  EXPECT_EQ(
      Shell("$NG --format jsonl -c 'EXPLAIN MATCH (n) RETURN COUNT { (n)-->() } AS c' | jq -r "
            "'[.plan_tree | .. | objects | has(\"hits\")] | any'")
          .out,
      "false\n");
  // As the prompt's mode, and its commands, have it.
  EXPECT_EQ(Shell("$NG -c ':mode json' -c ':explain MATCH (n:P) RETURN n' | jq -r "
                  "'.plan_tree.operator, .plan_tree.children[0].operator'")
                .out,
            "NodeScan\nArgument\n");
}

TEST(Script, OnlyNodesAndRelationshipsLackProperties) {
  EXPECT_EQ(Shell("$NG -c 'WITH date(\"2025-12-13\") AS d, {q: 1} AS m RETURN d.year, m.q' -c "
                  "'UNWIND [{q: 1}] AS row RETURN row.q' --param 'rows=[{\"q\": 1}]' -c 'UNWIND "
                  "$rows AS row RETURN row.q'")
                .err,
            "");
  EXPECT_NE(Shell("$NG -c 'MATCH (n) RETURN n.q'").err.find("no property \"q\" occurs"),
            std::string::npos);
  EXPECT_NE(Shell("$NG -c 'MATCH (n {q: 1}) RETURN n'").err.find("no property \"q\" occurs"),
            std::string::npos);
  EXPECT_NE(Shell("$NG -c 'MATCH ()-[r]-() RETURN r.q'").err.find("no property \"q\" occurs"),
            std::string::npos);
}

TEST(Script, OutputFilesTakeTheirFormatFromTheirName) {
  EXPECT_EQ(Shell("$NG -o r.json -c 'RETURN 1 AS n'").code, 0);
  EXPECT_NE(ReadFile("r.json").find("\"schema_version\":1"), std::string::npos);
  EXPECT_EQ(Shell("$NG -o nosuch/r.json -c 'RETURN 1 AS n'").code, 3);
}

TEST(Script, AClosedPipeIsQuiet) {
  const Outcome run =
      Shell("set -o pipefail; $NG -c 'UNWIND range(1, 10000000) AS n RETURN n' | head -2");
  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(run.out, "n\n1\n");
  EXPECT_EQ(run.err, "");
}

TEST(Script, AFullDiskIsAnError) {
  EXPECT_EQ(Shell("$NG -c 'UNWIND range(1, 100000) AS n RETURN n' > /dev/full").code, 3);
}

TEST(Script, StreamsInConstantMemory) {
  const auto peak = [](std::string_view format, int rows) {
    // A sanitizer would keep for a while what is freed.
    const Outcome run = Shell(Cat("ASAN_OPTIONS=quarantine_size_mb=1 $NG --format ", format,
                                  " -c 'UNWIND range(1, ", rows,
                                  ") AS n RETURN n, toString(n) AS t' > /dev/null & pid=$!; "
                                  "peak=0; while read -r key value _ "
                                  "< <(grep VmHWM /proc/$pid/status 2>/dev/null); do peak=$value; "
                                  "sleep 0.02; done; wait $pid; echo $peak"));
    return std::atoi(run.out.c_str());
  };
  for (const std::string_view format : {"csv", "jsonl", "json", "table"}) {
    const int small = peak(format, 100000);
    const int large = peak(format, 1000000);
    EXPECT_LT(large, small + 64 * 1024) << format;  // kB
  }
}

TEST(Script, PartialAnswersAreSaid) {
  const Outcome run = Shell("$NG --partial --max-rows 3 -c 'UNWIND range(1, 100) AS n RETURN n'");
  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(run.out, "n\n1\n2\n3\n# the answer is not whole: stopped at the row limit\n");
  EXPECT_NE(run.err.find("not whole"), std::string::npos);
  const Outcome json =
      Shell("$NG --partial --max-rows 3 --format json -c 'UNWIND range(1, 100) AS n RETURN n'");
  EXPECT_NE(json.out.find("\"completeness\":\"row limit\""), std::string::npos) << json.out;
}

TEST(Script, StatementsAreAnsweredAsTheyCome) {
  const Outcome run = Shell(
      "{ echo 'RETURN 1 AS n;'; sleep 2; echo 'RETURN 2 AS n;'; } | $NG | { read -r a; read -r b; "
      "echo $b $SECONDS; cat > /dev/null; }");
  EXPECT_TRUE(run.out == "1 0\n" || run.out == "1 1\n") << run.out;
}

TEST(Script, GeneratedGraphsAreTheSameForASeed) {
  EXPECT_EQ(Shell("$NG generate --edges 2000 --seed 7 -o a.ng && $NG generate --edges 2000 --seed "
                  "7 -o b.ng")
                .code,
            0);
  const std::string dump = " --format jsonl | sha256sum";
  EXPECT_EQ(Shell("$NG export a.ng" + dump).out, Shell("$NG export b.ng" + dump).out);
  EXPECT_EQ(Shell("$NG a.ng -c 'MATCH ()-[r]->() RETURN count(*) AS n'").out, "n\n2000\n");
  EXPECT_EQ(Shell("$NG generate --edges 3 -o c.ng").code, 2);
}

TEST(Script, LoadsSayWhatTheyDid) {
  WriteFile("people.csv", ":ID,name,:LABEL\n1,Ales,Person\n2,John,Person\nx\n");
  WriteFile("met.csv", ":START_ID,:END_ID,:TYPE\n1,2,met\n1,9,met\n");
  const Outcome load = Shell("$NG load -o p.ng people.csv met.csv");
  EXPECT_EQ(load.code, 0) << load.err;
  EXPECT_EQ(load.out, "");
  EXPECT_NE(load.err.find("people.csv:4"), std::string::npos) << load.err;
  EXPECT_NE(load.err.find("2 rejected"), std::string::npos) << load.err;
  EXPECT_EQ(Shell("$NG p.ng -c 'MATCH (a)-[:met]->(b) RETURN a.name, b.name'").out,
            "a.name,b.name\nAles,John\n");
  EXPECT_EQ(Shell("$NG load --max-errors 1 -o p.ng people.csv met.csv").code, 6);
  EXPECT_EQ(Shell("$NG load --rejects r.jsonl -o p.ng people.csv met.csv; jq -c '[.file, .line, "
                  ".offset, .raw]' r.jsonl")
                .out,
            "[\"people.csv\",4,44,\"x\"]\n[\"met.csv\",3,32,\"1,9,met\"]\n");
  EXPECT_EQ(Shell("$NG load --rejects no/r.jsonl -o p.ng people.csv").code, 3);
  EXPECT_EQ(Shell("$NG load -o p.ng nosuch.csv").code, 3);
  EXPECT_EQ(Shell("$NG people.csv met.csv -c 'MATCH (p:Person) RETURN count(p) AS n'").out,
            "n\n2\n");
  EXPECT_EQ(Shell("$NG load -q -o q.ng people.csv").err.find("rejected") == std::string::npos,
            false);
}

TEST(Script, ArticlesAreExtractedAndLoaded) {
  WriteFile("summit.txt",
            "Leaders meet in Minsk\n\nMINSK (AP) - President Alexander Lukashenko met with John "
            "Coale in Minsk on Friday. "
            "Lukashenko released 10 prisoners.\n");
  const Outcome json = Shell("$NG extract --format json summit.txt | jq -r '.nodes[].name'");
  EXPECT_NE(json.out.find("Alexander Lukashenko"), std::string::npos) << json.err;
  EXPECT_EQ(Shell("$NG extract --format csv summit.txt").code, 2);
  const Outcome explained = Shell("$NG extract --explain summit.txt");
  EXPECT_NE(explained.out.find("(Alexander Lukashenko)-[:met_with]->(John Coale)"),
            std::string::npos)
      << explained.out;
  EXPECT_NE(explained.out.find("frame:meet"), std::string::npos);
  EXPECT_NE(explained.out.find("by \"met\""), std::string::npos);
  EXPECT_EQ(Shell("$NG extract summit.txt summit.txt summit.txt | jq length").out, "3\n");
  const Outcome refused = Shell("$NG load --extractor 'exit 1' -o s.ng summit.txt");
  EXPECT_EQ(refused.code, 6);
  EXPECT_NE(refused.err.find("the extractor ended without an answer"), std::string::npos);
  EXPECT_EQ(Shell("$NG load -o s.ng summit.txt && $NG s.ng -c \"MATCH (p:Person {name: 'John "
                  "Coale'}) RETURN count(p) AS n\"")
                .out,
            "n\n1\n");
}

TEST(Script, HelpVersionAndCompletions) {
  EXPECT_EQ(Shell("$NG --version").out.substr(0, 10), "newsgraph ");
  EXPECT_NE(Shell("$NG --help").out.find("newsgraph load -o"), std::string::npos);
  EXPECT_NE(Shell("$NG query --help").out.find("--fail-at-end"), std::string::npos);
  EXPECT_NE(Shell("$NG load --help").out.find("--max-errors"), std::string::npos);
  const Outcome bash = Shell(
      "source <($NG completions bash); COMP_WORDS=(newsgraph --for); COMP_CWORD=1; _newsgraph; "
      "echo ${COMPREPLY[0]}");
  EXPECT_EQ(bash.out, "--format\n") << bash.err;
}

TEST(Script, FishCompletesWhatTheSubcommandTakes) {
  if (Shell("command -v fish").code != 0) GTEST_SKIP() << "fish is not installed";
  const auto offered = [](std::string_view line) {
    return Shell(Cat("$NG completions fish > c.fish; fish --no-config -c 'source c.fish; complete "
                     "-C \"newsgraph ",
                     line, "\"' | cut -f 1"))
        .out;
  };
  EXPECT_EQ(offered("--fail-at"), "--fail-at-end\n");
  EXPECT_EQ(offered("--format js"), "json\njsonl\n");
  EXPECT_EQ(offered("load --max"), "--max-errors\n");
  EXPECT_EQ(offered("completions "), "bash\nfish\nzsh\n");
}

TEST(Script, ZshTakesItsCompletions) {
  if (Shell("command -v zsh").code != 0) GTEST_SKIP() << "zsh is not installed";
  const Outcome run = Shell(
      "zsh -f -c 'autoload -U compinit; compinit -u -D; source <($NG completions zsh); echo "
      "$_comps[newsgraph]'");
  EXPECT_EQ(run.out, "_newsgraph\n") << run.err;
  EXPECT_EQ(run.err, "");
}

TEST(Script, BenchChecksItsAnswers) {
  const Outcome run = Shell(
      "$NG bench --runs 3 --format jsonl -c 'UNWIND range(1, 5) AS n RETURN n; RETURN 1' | jq -c "
      "'[.statement, .rows, .runs, .min_ms <= .median_ms and .median_ms <= .max_ms]'");
  EXPECT_EQ(run.out, "[\"UNWIND range(1, 5) AS n RETURN n\",5,3,true]\n[\"RETURN 1\",1,3,true]\n")
      << run.err;
  const Outcome changed = Shell("$NG bench -c 'RETURN rand()'");
  EXPECT_EQ(changed.code, 1);
  EXPECT_NE(changed.err.find("different rows"), std::string::npos) << changed.err;
  EXPECT_EQ(Shell("$NG bench -c 'CREATE (:A)'").code, 1);
  EXPECT_EQ(Shell("$NG bench").code, 2);
}

TEST(Script, ProgressIsJsonForPrograms) {
  const Outcome run = Shell(
      "$NG --progress=json --timeout 1500ms -c 'UNWIND range(1, 100000) AS a UNWIND range(1, "
      "1000000) AS n RETURN sum(a * n)'");
  EXPECT_NE(run.err.find("{\"event\":\"progress\",\"task\":\"running\""), std::string::npos)
      << run.err;
}

}  // namespace
}  // namespace newsgraph::cli

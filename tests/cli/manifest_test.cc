// `load --manifest`: each file once, whatever happens between; the manifest as text.
#include "cli/manifest.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "graph/base/strings.h"
#include "tests/cli/program.h"

namespace newsgraph::cli {
namespace {

namespace fs = std::filesystem;
using testing::Outcome;
using testing::ReadFile;
using testing::Shell;
using testing::WriteFile;

// A folder with the articles of three days, and no graph.
class ManifestLoads : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(Shell("rm -rf in *.ng* && mkdir in").code, 0);
    Day(1, "President Alexander Lukashenko met with John Coale in Minsk on Friday.");
    Day(2, "Belarus released Ales Bialiatski. Bialiatski thanked John Coale in Vilnius.");
  }
  void TearDown() override { Shell("rm -rf in moved *.ng*"); }
  static void Day(int day, std::string_view text) {
    WriteFile(Cat("in/day", day, ".txt"), Cat("News of day ", day, "\n\nMINSK - ", text, "\n"));
  }
  static Outcome Load(std::string_view rest, std::string_view graph = "g.ng") {
    return Shell(Cat("$NG load -o ", graph, " --manifest ", rest));
  }
  // Nodes and relationships with all they have, whatever their ids.
  static std::string Dump(std::string_view graph) {
    const Outcome dump = Shell(
        Cat("{ $NG ", graph, " --format jsonl -c 'MATCH (n) RETURN labels(n) AS l, properties(n) ",
            "AS p' -c 'MATCH (a)-[r]->(b) RETURN properties(a) AS a, type(r) AS t, properties(r) ",
            "AS r, properties(b) AS b'; } | jq -cS 'if .l then .l |= sort else . end' | LC_ALL=C ",
            "sort"));
    EXPECT_EQ(dump.code, 0) << dump.err;
    EXPECT_GT(dump.out.size(), 500u) << dump.err;
    return dump.out;
  }
  // Of the same files, loaded in one go.
  static std::string DumpOfOneRun(std::string_view files = "in") {
    EXPECT_EQ(Shell(Cat("rm -f whole.ng; $NG load -o whole.ng ", files)).code, 0);
    return Dump("whole.ng");
  }
  static std::string Sums() { return Shell("sha256sum g.ng g.ng.manifest").out; }
};

TEST_F(ManifestLoads, EachFileOnce) {
  const Outcome first = Load("in");
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_NE(first.err.find("2 files (0 more loaded before): 2 records read, 2 loaded"),
            std::string::npos)
      << first.err;
  const std::string sums = Sums();
  const Outcome again = Load("in in/day1.txt");
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_NE(again.err.find("0 files (2 more loaded before): 0 records read"), std::string::npos)
      << again.err;
  EXPECT_EQ(Sums(), sums);
  Day(3, "European Union officials met with Maria Kolesnikova in Berlin.");
  const Outcome third = Load("in");
  EXPECT_NE(third.err.find("1 file (2 more loaded before): 1 record read, 1 loaded"),
            std::string::npos)
      << third.err;
  EXPECT_EQ(Dump("g.ng"), DumpOfOneRun());
  EXPECT_FALSE(fs::exists(testing::ScriptFolder() + "/g.ng.lock"));
  // Without the option the graph is a new one, as ever.
  const Outcome over = Shell("$NG load -o g.ng in/day1.txt");
  EXPECT_NE(over.err.find("g.ng.manifest tells of the graph that was there"), std::string::npos);
  EXPECT_EQ(Load("in").code, 7);
}

TEST_F(ManifestLoads, SayWhatWasLoaded) {
  WriteFile("in/people.csv", "id:ID,name,:LABEL\n1,Ales,Person\n1,Ales,Person\nx\n");
  WriteFile("in/more.jsonl",
            "{\"_kind\":\"edge\",\"type\":\"met\",\"start\":1,\"end\":2}\n"
            "{\"_kind\":\"node\",\"id\":1,\"labels\":[\"A\"]}\n"
            "{\"_kind\":\"node\",\"id\":2,\"labels\":[\"A\"]}\nno json\n");
  WriteFile("in/picture.png", "not looked at");
  const Outcome load = Load("--progress=json in");
  EXPECT_EQ(load.code, 0) << load.err;
  EXPECT_EQ(Shell("jq -c '.runs[].files[] | [.file, .loader, .read, .loaded, .merged, .rejected]' "
                  "g.ng.manifest")
                .out,
            "[\"in/day1.txt\",\"text\",1,1,0,0]\n[\"in/day2.txt\",\"text\",1,1,0,0]\n"
            "[\"in/more.jsonl\",\"jsonl\",4,3,0,1]\n[\"in/people.csv\",\"csv\",3,1,1,1]\n");
  EXPECT_EQ(Shell("jq -r '.runs[].files[] | .sha256 + \"  \" + .file' g.ng.manifest | sha256sum -c "
                  "--quiet && jq -r '.runs[].files[] | .size' g.ng.manifest")
                .out,
            Shell("stat -c %s in/day1.txt in/day2.txt in/more.jsonl in/people.csv").out);
  EXPECT_EQ(Shell("$NG g.ng -c 'MATCH (n) RETURN count(*) AS n' | tail -1").out,
            Shell("jq '.runs[0].graph.nodes' g.ng.manifest").out);
  EXPECT_NE(load.err.find("{\"event\":\"loaded\",\"files\":4,\"loaded_before\":0,\"passed_over\":1,"
                          "\"read\":9,\"loaded\":6,\"merged\":1,\"rejected\":2,\"nodes\":"),
            std::string::npos)
      << load.err;
}

TEST_F(ManifestLoads, AFileIsItsContent) {
  ASSERT_EQ(Load("in").code, 0);
  const std::string sums = Sums();
  ASSERT_EQ(Shell("mkdir -p in/old && mv in/day1.txt in/old/ && cp in/day2.txt in/copy.txt").code,
            0);
  const Outcome moved = Load("in");
  EXPECT_EQ(moved.code, 0) << moved.err;
  EXPECT_NE(moved.err.find("in/copy.txt is in/day2.txt"), std::string::npos) << moved.err;
  EXPECT_NE(moved.err.find("0 files (3 more loaded before)"), std::string::npos) << moved.err;
  EXPECT_EQ(Sums(), sums);
  // The folder can be moved as a whole, and the program be started elsewhere.
  ASSERT_EQ(Shell("rm -rf moved && mkdir moved && cp -r g.ng g.ng.manifest in moved/").code, 0);
  EXPECT_NE(Shell("cd / && $NG load -o $OLDPWD/moved/g.ng --manifest $OLDPWD/moved/in")
                .err.find("0 files (3 more"),
            std::string::npos);
}

TEST_F(ManifestLoads, AChangedFileIsRefused) {
  ASSERT_EQ(Load("in").code, 0);
  const std::string sums = Sums();
  Day(1, "President Alexander Lukashenko met with John Coale in Vilnius on Saturday.");
  Day(3, "Maria Kolesnikova met with John Coale.");
  const Outcome changed = Load("in");
  EXPECT_EQ(changed.code, 1);
  EXPECT_NE(changed.err.find("1 file has changed since it was loaded: in/day1.txt"),
            std::string::npos)
      << changed.err;
  EXPECT_NE(changed.err.find("--rebuild"), std::string::npos);
  EXPECT_NE(changed.err.find("--anyway"), std::string::npos);
  EXPECT_EQ(Sums(), sums);
  // Added: what day 1 said first stays beside it.
  ASSERT_EQ(Load("--anyway in").code, 0);
  EXPECT_EQ(Shell("$NG g.ng -c 'MATCH (a:Article) RETURN count(*) AS n'").out, "n\n4\n");
  EXPECT_NE(Load("in").err.find("0 files (3 more"), std::string::npos);
  // Anew: only what the files say now. Files that are not named but loaded are there too.
  const Outcome rebuilt = Load("--rebuild");
  EXPECT_EQ(rebuilt.code, 0) << rebuilt.err;
  EXPECT_EQ(Dump("g.ng"), DumpOfOneRun());
  EXPECT_NE(Load("in").err.find("0 files (3 more"), std::string::npos);
  ASSERT_EQ(Shell("mv in/day2.txt gone.txt").code, 0);
  const Outcome gone = Load("--rebuild");
  EXPECT_EQ(gone.code, 3);
  EXPECT_NE(gone.err.find("in/day2.txt"), std::string::npos) << gone.err;
  EXPECT_EQ(Dump("g.ng"), Dump("whole.ng"));
}

TEST_F(ManifestLoads, AManifestOfAnotherGraphIsRefused) {
  ASSERT_EQ(Load("in").code, 0);
  ASSERT_EQ(Shell("cp g.ng g1.ng && cp g.ng.manifest g1.manifest").code, 0);
  Day(3, "Maria Kolesnikova met with John Coale.");
  ASSERT_EQ(Load("in").code, 0);
  const std::string whole = Dump("g.ng");
  // The graph of now with the manifest of then.
  ASSERT_EQ(
      Shell("cp g.ng g2.ng && cp g.ng.manifest g2.manifest && cp g1.manifest g.ng.manifest").code,
      0);
  const Outcome other = Load("in");
  EXPECT_EQ(other.code, 7);
  EXPECT_NE(other.err.find("is not about this graph"), std::string::npos) << other.err;
  EXPECT_EQ(Shell("$NG check g.ng").code, 7);
  // The graph of then with the manifest of now: a crash between the two leaves this.
  ASSERT_EQ(Shell("cp g1.ng g.ng && cp g2.manifest g.ng.manifest").code, 0);
  EXPECT_NE(Shell("$NG check g.ng").out.find("; 2 files in its manifest, which is ahead"),
            std::string::npos);
  const Outcome crashed = Load("in");
  EXPECT_EQ(crashed.code, 0) << crashed.err;
  EXPECT_NE(crashed.err.find("g.ng lacks the last run of its manifest"), std::string::npos)
      << crashed.err;
  EXPECT_NE(crashed.err.find("1 file (2 more loaded before)"), std::string::npos) << crashed.err;
  EXPECT_EQ(Dump("g.ng"), whole);
  // No graph: after one run it may never have come to it, after two it was lost.
  ASSERT_EQ(Shell("rm g.ng").code, 0);
  EXPECT_EQ(Load("in").code, 7);
  ASSERT_EQ(Shell("cp g1.manifest g.ng.manifest").code, 0);
  EXPECT_EQ(Load("in").code, 0);
  EXPECT_EQ(Dump("g.ng"), whole);
  // No manifest.
  ASSERT_EQ(Shell("rm g.ng.manifest").code, 0);
  const Outcome none = Load("in");
  EXPECT_EQ(none.code, 1);
  EXPECT_NE(none.err.find("it has no manifest"), std::string::npos) << none.err;
  EXPECT_EQ(Load("--anyway in").code, 0);
  EXPECT_EQ(Dump("g.ng"), whole);  // articles know each other
  ASSERT_EQ(Shell("rm g.ng.manifest").code, 0);
  EXPECT_EQ(Load("--rebuild in").code, 0);
  EXPECT_EQ(Dump("g.ng"), whole);
  EXPECT_NE(Load("in").err.find("0 files (3 more"), std::string::npos);
}

TEST_F(ManifestLoads, ADamagedManifestIsRefused) {
  ASSERT_EQ(Load("in").code, 0);
  const std::string text = ReadFile("g.ng.manifest");
  const std::string graph = Shell("sha256sum g.ng").out;
  WriteFile("g.ng.manifest", text.substr(0, text.size() / 2));
  const Outcome cut = Load("in");
  EXPECT_EQ(cut.code, 7);
  EXPECT_NE(cut.err.find("g.ng.manifest: "), std::string::npos) << cut.err;
  EXPECT_EQ(Load("--rebuild in").code, 7);
  EXPECT_EQ(Load("--anyway in").code, 7);
  EXPECT_EQ(ReadFile("g.ng.manifest"), text.substr(0, text.size() / 2));
  EXPECT_EQ(Shell("sha256sum g.ng").out, graph);
  // A graph that is damaged is made anew.
  WriteFile("g.ng.manifest", text);
  WriteFile("g.ng", "not a graph");
  EXPECT_EQ(Load("in").code, 7);
  EXPECT_EQ(Load("--rebuild in").code, 0);
  EXPECT_EQ(Dump("g.ng"), DumpOfOneRun());
}

TEST_F(ManifestLoads, StatementsMayChangeTheGraph) {
  ASSERT_EQ(Load("in").code, 0);
  ASSERT_EQ(Shell("$NG g.ng --save -c 'CREATE (:Note {text: \"mine\"})'").code, 0);
  Day(3, "Maria Kolesnikova met with John Coale.");
  const Outcome after = Load("in");
  EXPECT_EQ(after.code, 0) << after.err;
  EXPECT_NE(after.err.find("1 file (2 more"), std::string::npos) << after.err;
  EXPECT_EQ(Shell("$NG g.ng -c 'MATCH (n:Note) RETURN n.text'").out, "n.text\nmine\n");
  EXPECT_EQ(Shell("jq -c '[.runs[].files | length]' g.ng.manifest").out, "[2,0,1]\n");
  // Saved under another name it is another graph, which has no manifest.
  ASSERT_EQ(Shell("$NG g.ng -c ':save h.ng'").code, 0);
  EXPECT_EQ(Load("in", "h.ng").code, 1);
}

TEST_F(ManifestLoads, AFileThatGaveNothingIsTriedAgain) {
  WriteFile("in/wide.txt", std::string("N\0e\0w\0s\0", 8));  // without a byte order mark
  const Outcome first = Load("in");
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_NE(first.err.find("a NUL byte"), std::string::npos) << first.err;
  const std::string sums = Sums();
  const Outcome again = Load("in");
  EXPECT_EQ(again.code, 6);
  EXPECT_NE(again.err.find("1 file (2 more loaded before)"), std::string::npos) << again.err;
  EXPECT_NE(again.err.find("a NUL byte"), std::string::npos) << again.err;
  EXPECT_EQ(Sums(), sums);
  WriteFile("in/wide.txt", "News\n\nMINSK - Maria Kolesnikova met with John Coale.\n");
  EXPECT_EQ(Load("in").code, 0);
  EXPECT_EQ(Dump("g.ng"), DumpOfOneRun());
}

TEST_F(ManifestLoads, OneAtATime) {
  WriteFile("slow.sh", "read line; touch began; sleep 3; exit 1\n");
  const Outcome both = Shell(
      "rm -f began; $NG load -o g.ng --manifest --extractor 'sh slow.sh' in & "
      "while [ ! -e began ]; do sleep 0.05; done; $NG load -o g.ng --manifest in; code=$?; wait; "
      "exit $code");
  EXPECT_EQ(both.code, 3);
  EXPECT_NE(both.err.find("another process is working on g.ng"), std::string::npos) << both.err;
}

TEST_F(ManifestLoads, AFileThatIsBeingWrittenIsNotLoaded) {
  WriteFile("grow.sh", "read line; echo 'And more.' >> in/day2.txt; exit 1\n");
  const Outcome growing = Load("--extractor 'sh grow.sh' in");
  EXPECT_EQ(growing.code, 3);
  EXPECT_NE(growing.err.find("in/day2.txt changed while it was being loaded"), std::string::npos)
      << growing.err;
  EXPECT_FALSE(fs::exists(testing::ScriptFolder() + "/g.ng"));
}

TEST_F(ManifestLoads, WhatKilledRunsLeftGoes) {
  ASSERT_EQ(Shell("sleep 0 & gone=$!; wait; touch -d '2 hours ago' g.ng.partial-$gone "
                  "g.ng.partial-$$ g.ng.partial-none other.ng.partial-$gone; touch "
                  "g.ng.partial-4194304; $NG load -q -o g.ng --manifest in; ls | grep -c partial; "
                  "ls g.ng.partial-$gone other.ng.partial-$gone")
                .out.substr(0, 2),
            "4\n");
  EXPECT_FALSE(ReadFile("out.txt").find("\ng.ng.partial") != std::string::npos)
      << ReadFile("out.txt");
}

// Wherever a run is killed, the next one comes to the same graph as a single run over all files.
TEST_F(ManifestLoads, KilledRunsAreMadeGood) {
  for (int day = 3; day <= 40; ++day)
    Day(day, Cat("Officer Number", day, " Smith met with John Coale in Minsk."));
  const std::string whole = DumpOfOneRun();
  int killed = 0;
  for (int i = 0; i < 24; ++i) {
    ASSERT_EQ(Shell("rm -f g.ng*; $NG load -q -o g.ng --manifest in/day1.txt in/day10.txt").code,
              0);
    const Outcome run =
        Shell(Cat("timeout -s KILL 0.0", 10 + 3 * i, " $NG load -o g.ng --manifest in"));
    killed += run.code == 137 ? 1 : 0;
    EXPECT_EQ(Shell("$NG check g.ng").code, 0);
    const Outcome rest = Load("in");
    ASSERT_EQ(rest.code, 0) << rest.err;
    ASSERT_EQ(Dump("g.ng"), whole) << i;
  }
  EXPECT_GT(killed, 0);
}

TEST(Manifest, IsReadAsItWasWritten) {
  Manifest manifest;
  manifest.runs.push_back(
      {"2026-11-30T06:00:00Z",
       7,
       1,
       2,
       false,
       {{"in/\"odd\" \xD0\x9C\n.txt", 12, std::string(64, 'a'), "text", 3, 1, 1, 1},
        {"b.csv", UINT64_MAX, std::string(64, 'b'), "", 1, 0, 0, 1}}});
  manifest.runs.push_back({"2026-12-01T06:00:00Z",
                           UINT64_MAX,
                           9,
                           9,
                           true,
                           {{"c.txt", 0, std::string(64, 'c'), "csv", 0, 0, 0, 0}}});
  manifest.runs.push_back({"2026-12-02T06:00:00Z", 9, 9, 9, false, {}});
  const std::string text = WriteManifest(manifest);
  const auto read = ReadManifest(text, "m");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(WriteManifest(*read), text);
  ASSERT_EQ(read->runs.size(), 3u);
  EXPECT_EQ(read->runs[0].files[0].file, manifest.runs[0].files[0].file);
  EXPECT_EQ(read->runs[1].graph, UINT64_MAX);
  ASSERT_EQ(read->FilesInGraph().size(), 1u);  // what the rebuild found
  EXPECT_EQ(read->FilesInGraph()[0]->file, "c.txt");
  EXPECT_TRUE(ReadManifest(WriteManifest({}), "m").ok());
}

TEST(Manifest, AnyDamageIsFound) {
  Manifest manifest;
  manifest.runs.push_back({"2026-11-30T06:00:00Z",
                           7,
                           1,
                           2,
                           false,
                           {{"a.txt", 12, std::string(64, 'a'), "text", 1, 1, 0, 0}}});
  const std::string text = WriteManifest(manifest);
  for (size_t i = 0; i < text.size(); ++i) {
    EXPECT_FALSE(ReadManifest(text.substr(0, i), "m").ok()) << i;
    std::string flipped = text;
    flipped[i] ^= 1;
    // Of the checksum itself, the case of a digit says nothing.
    EXPECT_FALSE(ReadManifest(flipped, "m").ok()) << i << " " << flipped;
  }
  EXPECT_EQ(GetErrorInfo(ReadManifest("", "m").status()).kind, ErrorKind::kCorruption);
}

}  // namespace
}  // namespace newsgraph::cli

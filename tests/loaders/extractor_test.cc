// Graphs that others extract: programs that speak JSON Lines, and JSON that lies in files.
#include "loaders/text/external_extractor.h"

#include <gtest/gtest.h>

#include "loaders/text/extraction_json.h"
#include "tests/loaders/load.h"

namespace newsgraph::loaders {
namespace {

using text::ExternalExtractor;

constexpr std::string_view kText =
    "Anna Berg met Jonas Dahl in Oslo on Friday, the ministry said.\n";
constexpr std::string_view kAnswer =
    R"({"nodes":[{"id":"a","type":"Person","name":"Anna Berg","mentions":[{"start":0,"end":9}]},)"
    R"({"id":"j","type":"Person","name":"Jonas Dahl"},{"id":3,"type":"Bridge","name":"Oslo"}],)"
    R"("edges":[{"source":"a","type":"MET_WITH","target":"j","confidence":0.5,"polarity":"negated",)"
    R"("evidence":[{"start":0,"end":62}]},{"source":"j","type":"crossed","target":3}]})";

Loaded LoadWith(const std::string& command, const std::vector<std::string>& paths,
                int64_t timeout_ms = 20'000) {
  LoadOptions options;
  options.extractor = command;
  options.extractor_timeout_ms = timeout_ms;
  options.threads = 1;
  return Load(paths, options);
}

// A program that gives the same answer to every line.
std::string Answering(std::string_view answer) {
  return Cat("while read -r line; do printf '%s\\n' '", answer, "'; done");
}

TEST(Extractor, ItsGraphIsLoadedLikeOurs) {
  const Folder folder;
  const Loaded loaded = LoadWith(Answering(kAnswer), {folder.Write("a.txt", kText),
                                                      folder.Write("b.txt", Cat(kText, "Yes."))});
  ASSERT_TRUE(loaded.status.ok()) << Render(loaded.status);
  EXPECT_EQ(loaded.report.loaded, 2u);
  const std::string graph = GraphText(loaded.graph.View());
  EXPECT_NE(graph.find("'Anna Berg' -[:met_with {article: STRING 'a.txt', cameo: STRING '04', "
                       "confidence: FLOAT 0.5"),
            std::string::npos)
      << graph;
  EXPECT_NE(
      graph.find(
          "sentence: STRING 'Anna Berg met Jonas Dahl in Oslo on Friday, the ministry said.'"),
      std::string::npos);
  EXPECT_NE(graph.find("-[:crossed"), std::string::npos);
  EXPECT_NE(graph.find("(:Bridge"), std::string::npos);
  // One node for each of the three, two articles.
  EXPECT_EQ(loaded.graph.View().node_count(), 5u);
}

TEST(Extractor, WhatItGetsIsOneLineOfJson) {
  const Folder folder;
  const std::string seen = folder.path() + "/seen";
  const Loaded loaded = LoadWith(Cat("while read -r line; do printf '%s\\n' \"$line\" >> ", seen,
                                     "; echo '{\"nodes\":[]}'; done"),
                                 {folder.Write("a.txt", "He said \"no\".\n\nIt rained.\n")});
  EXPECT_EQ(loaded.report.loaded, 1u);
  EXPECT_EQ(ReadFile(seen),
            R"({"source":"a.txt","date":"","title":"","text":"He said \"no\".\n\nIt rained.\n"})"
            "\n");
}

TEST(Extractor, FailuresRejectTheArticleAlone) {
  const Folder folder;
  const std::vector<std::string> paths = {folder.Write("a.txt", kText)};
  const auto reason = [&](const std::string& command, int64_t timeout_ms = 20'000) {
    const Loaded loaded = LoadWith(command, paths, timeout_ms);
    EXPECT_TRUE(loaded.status.ok()) << Render(loaded.status);
    EXPECT_EQ(loaded.report.rejected, 1u);
    return loaded.report.rejections.empty() ? std::string() : loaded.report.rejections[0].reason;
  };
  EXPECT_EQ(reason("exit 3"), "the extractor ended without an answer");
  EXPECT_EQ(reason("no-such-program-here 2>/dev/null"), "the extractor ended without an answer");
  EXPECT_EQ(reason("sleep 30", 200), "the extractor gave no answer within 200 ms");
  EXPECT_EQ(reason(Answering("{\"error\":\"out of tokens\"}")),
            "the extractor says: out of tokens");
  EXPECT_TRUE(reason(Answering("Sure! Here is")).starts_with("no JSON: "));
  EXPECT_EQ(reason(Answering("{\"edges\":[]}")), "no \"nodes\" list");
  EXPECT_EQ(reason(Answering("{\"nodes\":[],\"edges\":[{\"source\":\"x\",\"target\":\"y\"}]}")),
            "edge 1 of the graph: its source \"x\" is no node of the graph");
  EXPECT_TRUE(reason(Answering("{\"nodes\":[{\"id\":1,\"mentions\":[{\"start\":5,\"end\":500}]}]}"))
                  .starts_with("node 1 of the graph: an offset"));
}

TEST(Extractor, OneThatEndsIsStartedAgain) {
  const Folder folder;
  const Loaded loaded =
      LoadWith(Cat("read -r line; printf '%s\\n' '", kAnswer, "'"),
               {folder.Write("a.txt", kText), folder.Write("b.txt", Cat(kText, "Yes.")),
                folder.Write("c.txt", Cat(kText, "No."))});
  // The second article meets an ended program, the third a new one.
  EXPECT_EQ(loaded.report.loaded, 2u);
  EXPECT_EQ(loaded.report.rejected, 1u);
}

TEST(GraphJson, LangChainsGraphDocument) {
  const Loaded loaded = Load({"datasets/pages/graph_document.json"});
  EXPECT_EQ(loaded.report.loaded, 1u);
  const std::string graph = GraphText(loaded.graph.View());
  EXPECT_NE(graph.find("born: INTEGER 1971, key: STRING 'person:anna berg'"), std::string::npos)
      << graph;
  EXPECT_NE(graph.find("'Anna Berg' -[:works_for"), std::string::npos);
  EXPECT_NE(graph.find("since: INTEGER 2019"), std::string::npos);
  EXPECT_NE(graph.find("-[:SIGNED"), std::string::npos);
  EXPECT_NE(graph.find("(:Agreement"), std::string::npos);
  EXPECT_NE(graph.find("'An envoy\\'s work'"), std::string::npos);
  // Its serialised form.
  const Folder folder;
  const Loaded serialised = Load({folder.Write(
      "s.json",
      R"({"lc":1,"type":"constructor","id":["langchain","GraphDocument"],"kwargs":{"nodes":[)"
      R"({"lc":1,"kwargs":{"id":"Oslo","type":"Place"}}],"relationships":[]}})")});
  EXPECT_EQ(serialised.report.loaded, 1u);
  EXPECT_EQ(serialised.graph.View().node_count(), 2u);
}

TEST(GraphJson, WhatExtractPrintsComesBack) {
  const auto found = text::ParseExtraction(kAnswer, kText);
  ASSERT_TRUE(found.ok()) << Render(found.status());
  const auto again = text::ParseExtraction(text::ToJson(*found), kText);
  ASSERT_TRUE(again.ok()) << Render(again.status());
  EXPECT_EQ(text::ToJson(*again), text::ToJson(*found));
  ASSERT_EQ(again->edges.size(), 2u);
  EXPECT_EQ(again->edges[0].relation, text::RelationType::kMetWith);
  EXPECT_EQ(again->edges[1].type, "crossed");
}

}  // namespace
}  // namespace newsgraph::loaders

// JSON Lines: elements, rows and paths, ids over files, values, and what is rejected.
#include <gtest/gtest.h>

#include "tests/loaders/load.h"

namespace newsgraph::loaders {
namespace {

using Strings = std::vector<std::string>;

std::string Node(std::string_view id, std::string_view props) {
  return Cat(R"({"_kind":"node","id":)", id, R"(,"labels":["N"],"props":{)", props, "}}\n");
}
std::string Edge(std::string_view start, std::string_view end) {
  return Cat(R"({"_kind":"edge","type":"to","start":)", start, R"(,"end":)", end, "}\n");
}

TEST(JsonLines, ValuesOfEveryKind) {
  const Folder folder;
  const Loaded loaded = Load({folder.Write(
      "a.jsonl",
      Node(
          "1",
          R"("i":-9223372036854775808,"f":0.1,"t":true,"n":null,"s":"a\u0000b","e":"",)"
          R"("l":[1,[2.5,"x"],[]],"d":"2024-12-13","ldt":"2024-12-13T09:30","dt":"2024-12-13T09:30Z",)"
          R"("almost":"2024-12-13 ","short":"2024","p":{"_kind":"point","srid":7203,"x":1,"y":2})"))});
  EXPECT_EQ(loaded.report.rejected, 0u);
  const GraphView view = loaded.graph.View();
  const auto text = [&](std::string_view key) {
    const Value value = view.property(NodeId{0}, view.names().FindKey(key));
    return Cat(NameOf(value.kind()), " ", ToText(value));
  };
  EXPECT_EQ(text("i"), "INTEGER -9223372036854775808");
  EXPECT_EQ(text("f"), "FLOAT 0.1");
  EXPECT_EQ(text("t"), "BOOLEAN true");
  EXPECT_EQ(text("n"), "NULL null");
  EXPECT_EQ(view.property(NodeId{0}, view.names().FindKey("s")).string(),
            std::string_view("a\0b", 3));
  EXPECT_EQ(text("e"), "STRING ''");
  EXPECT_EQ(text("l"), "LIST [1, [2.5, 'x'], []]");
  EXPECT_TRUE(text("d").starts_with("DATE")) << text("d");
  EXPECT_TRUE(text("ldt").starts_with("LOCAL DATETIME")) << text("ldt");
  EXPECT_TRUE(text("dt").starts_with("ZONED DATETIME")) << text("dt");
  EXPECT_EQ(text("almost"), "STRING '2024-12-13 '");
  EXPECT_EQ(text("short"), "STRING '2024'");
  EXPECT_TRUE(text("p").starts_with("POINT")) << text("p");
}

TEST(JsonLines, IdsOverFiles) {
  const Folder folder;
  const Loaded loaded = Load(
      {folder.Write("edges.jsonl", Edge("1", "2") + Edge("2", "9") + Edge("5", "1")),
       folder.Write("a.jsonl", Edge("5", "2") + Node("2", "\"name\":\"a2\"") +
                                   Node("5", "\"name\":\"a5\"") + Node("1", "\"name\":\"a1\"")),
       folder.Write("b.jsonl", Node("5", "\"name\":\"b5\"") + Edge("5", "1"))});
  EXPECT_EQ(loaded.Reasons(),
            (Strings{"2: no file has a node with the id 9",
                     "3: several files have a node with the id 5, and this one none"}));
  EXPECT_EQ(loaded.report.rejections[0].file, folder.path() + "/edges.jsonl");
  EXPECT_EQ(loaded.report.rejections[0].raw + "\n", Edge("2", "9"));
  EXPECT_EQ(GraphText(loaded.graph.View()),
            "(:N {name: STRING 'a1'})\n(:N {name: STRING 'a2'})\n(:N {name: STRING 'a5'})\n(:N "
            "{name: STRING 'b5'})\n"
            "'a1' -[:to]-> 'a2'\n'a5' -[:to]-> 'a2'\n'b5' -[:to]-> 'a1'\n");
}

TEST(JsonLines, RejectsWithPlaceAndReasonAndGoesOn) {
  const Folder folder;
  const std::string deep = Cat(std::string(1000, '['), std::string(1000, ']'));
  const std::pair<std::string, std::string> cases[] = {
      {"{", "no JSON"},
      {"[]", "no JSON object"},
      {"{}", "empty object"},
      {"\"\xC3\x28\"", "no JSON"},
      {R"({"a":1})", "\"a\" is no node"},
      {R"({"_kind":"graph"})", "\"_kind\" is not one of"},
      {R"({"_kind":"path","nodes":[]})", "\"_kind\" is not one of"},
      {R"({"_kind":"path","nodes":[7],"edges":[]})", "part of a path"},
      {R"({"_kind":"node","id":1.5})", "\"id\" of a node"},
      {R"({"_kind":"node","labels":"A"})", "\"labels\" is no list"},
      {R"({"_kind":"node","labels":[1]})", "something else than names"},
      {R"({"_kind":"node","props":[]})", "\"props\" is no object"},
      {R"({"_kind":"node","props":{"m":{}}})", "a map or an element"},
      {R"({"_kind":"node","props":{"p":{"_kind":"point","srid":1,"x":1,"y":1}}})",
       "a map or an element"},
      {R"({"_kind":"node","props":{"p":{"_kind":"point","srid":4979,"x":1,"y":1}}})",
       "a map or an element"},
      {R"({"_kind":"node","props":{"i":18446744073709551615}})", "does not fit"},
      {R"({"_kind":"node","props":{"i":1e999}})", "no JSON"},
      {R"({"_kind":"node","props":{"l":)" + deep + "}}", "nest deeper"},
      {R"({"_kind":"edge","type":"t","start":1})", "needs \"type\""},
      {R"({"_kind":"edge","type":"","start":1,"end":1})", "needs \"type\""},
      {R"({"_kind":"edge","type":"t","start":1,"end":2})", "no file has a node with the id 1"},
      {std::string(200000, '['), "no JSON"},
  };
  for (const auto& [line, reason] : cases) {
    const Loaded loaded =
        Load({folder.Write("a.jsonl", Cat("\n", line, "\n", Node("7", "\"name\":\"last\"")))});
    ASSERT_TRUE(loaded.status.ok());
    EXPECT_EQ(loaded.report.nodes, 1u) << line.substr(0, 100);
    ASSERT_EQ(loaded.report.rejected, 1u) << line.substr(0, 100);
    const Rejection& rejection = loaded.report.rejections[0];
    EXPECT_EQ(rejection.line, 2u);
    EXPECT_EQ(rejection.offset, 1u);
    EXPECT_EQ(rejection.raw, line.substr(0, Rejection::kMaxRaw));
    EXPECT_NE(rejection.reason.find(reason), std::string::npos)
        << line.substr(0, 100) << rejection.reason;
  }
}

TEST(JsonLines, RelationshipsOfOneIdAreOne) {
  const Folder folder;
  const std::string edge = R"({"_kind":"edge","id":0,"type":"to","start":1,"end":1,"props":{}})";
  const Loaded loaded = Load({folder.Write(
      "a.jsonl", Cat(edge, "\n", Node("1", ""), R"({"r":)", edge, "}\n", Edge("1", "1")))});
  EXPECT_EQ(loaded.report.edges, 2u);
  EXPECT_EQ(loaded.report.merged, 1u);
  EXPECT_EQ(loaded.report.rejected, 0u);
}

TEST(JsonLines, FilesThatAreNone) {
  const Folder folder;
  for (const auto& [text, reason] : {std::pair<std::string, std::string>{"", "empty"},
                                     {std::string("{\0}", 3), "binary"},
                                     {"\xFE\xFF", "UTF-16"}}) {
    const Loaded loaded = Load({folder.Write("a.jsonl", text)});
    ASSERT_EQ(loaded.report.rejected, 1u);
    EXPECT_NE(loaded.report.rejections[0].reason.find(reason), std::string::npos);
  }
}

}  // namespace
}  // namespace newsgraph::loaders

// The peer's answers on a graph of a few lines; times are not looked at.
#include "bench/peer/peer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace newsgraph::bench {
namespace {

// Ada and Ben have met twice, Ben and Cy once; two articles mention Ada, one of them also Ben.
class PeerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(::testing::TempDir()) / "newsgraph_peer";
    std::filesystem::create_directories(folder_);
    Write("schema.json", R"({"nodes":[{"label":"Person"},{"label":"Article"}],"edges":[
        {"type":"met_with","from":"Person","to":"Person"},
        {"type":"mentions","from":"Article","to":"Person"}]})");
    Write("n_Person.csv",
          "id,name,date,kind\n0,Ada,20200101,x\n1,Ben,20200102,y\n2,Cy,20200103,x\n");
    Write("n_Article.csv", "id,name,date,kind\n3,One,20210101,news\n4,Two,20210102,news\n");
    Write("e_met_with__Person__Person.csv",
          "src,dst,date,conf,w,article\n0,1,20210105,0.90,11,3\n0,1,20210206,0.55,46,3\n"
          "1,2,20210307,0.75,26,4\n");
    Write("e_mentions__Article__Person.csv",
          "src,dst,date,conf,w,article\n3,0,20210101,0.80,21,3\n4,0,20210102,0.80,21,4\n"
          "4,1,20210102,0.60,41,4\n");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& name, std::string_view text) {
    std::ofstream(folder_ / name) << text;
  }
  std::string Load() {
    return peer_.Answer(R"({"op":"load","dir":")" + folder_.string() + R"("})");
  }
  // The answer's rows as JSON, or all that came instead.
  std::string Ask(const std::string& text, const std::string& parameters = "{}") {
    const std::string line = peer_.Answer(R"({"op":"run","q":"q","text":")" + text +
                                          R"(","params":)" + parameters + "}");
    const size_t rows = line.find(R"("answer":)");
    return rows == std::string::npos ? line : line.substr(rows + 9, line.size() - rows - 10);
  }

  std::filesystem::path folder_;
  Peer peer_;
};

TEST_F(PeerTest, AnswersLikeACount) {
  ASSERT_NE(Load().find(R"("ok":true)"), std::string::npos);
  EXPECT_EQ(Ask("MATCH (p:Person {id:$id}) RETURN p.name", R"({"id":1})"), R"([["Ben"]])");
  EXPECT_EQ(Ask("MATCH (p:Person {name:$n}) RETURN p.id", R"({"n":"Cy"})"), "[[2]]");
  EXPECT_EQ(Ask("MATCH (p:Person {id:0})--(x) RETURN count(*), count(DISTINCT x.id)"), "[[4,3]]");
  EXPECT_EQ(Ask("MATCH ()-[m:met_with]->() RETURN m.date/100 AS ym, count(*), sum(m.w) "
                "ORDER BY ym"),
            "[[202101,1,11],[202102,1,46],[202103,1,26]]");
  EXPECT_EQ(Ask("MATCH p = shortestPath((a:Person {id:$a})-[:met_with*..15]-(b:Person {id:$b})) "
                "RETURN length(p)",
                R"({"a":0,"b":2})"),
            "[[2]]");
  EXPECT_EQ(Ask("MATCH (x:Person)-[:met_with]->(y:Person), (a:Article)-[:mentions]->(x), "
                "(a)-[:mentions]->(y) RETURN count(*)"),
            "[[2]]");
}

TEST_F(PeerTest, SaysWhatItCannotDo) {
  EXPECT_NE(Ask("RETURN 1").find("nothing is loaded"), std::string::npos);
  EXPECT_NE(peer_.Answer("no json").find("error"), std::string::npos);
  EXPECT_NE(peer_.Answer(R"({"op":"dance"})").find("unsupported"), std::string::npos);
  Write("n_Article.csv", "id,name,date,kind\n7,One,20210101,news\n");
  EXPECT_NE(Load().find("no file has a node with the id"), std::string::npos);
  std::filesystem::remove(folder_ / "n_Article.csv");
  EXPECT_NE(Load().find("cannot read"), std::string::npos);
}

}  // namespace
}  // namespace newsgraph::bench

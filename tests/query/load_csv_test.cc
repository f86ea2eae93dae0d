// LOAD CSV: what it reads, and what it must not.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/query/answer.h"

namespace newsgraph::query {
namespace {

class LoadCsvTest : public ::testing::Test {
 protected:
  LoadCsvTest() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "newsgraph-session-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    std::filesystem::create_directories(folder_ + "/allowed/sub");
    std::filesystem::create_directories(folder_ + "/allowed-not");
    Write("allowed/people.csv", "name,born\nAnn,1960\n\"Ben, \"\"B\"\"\",\n");
    Write("allowed/sub/more.csv", "x\n");
    Write("allowed/odd.csv",
          "\xEF\xBB\xBF"
          "a;b\r\n\"1\n2\";3\r\n\r\n4");
    Write("secret.csv", "secret\n");
    Write("allowed-not/secret.csv", "secret\n");
    std::filesystem::create_symlink(folder_ + "/secret.csv", folder_ + "/allowed/link.csv");
    std::filesystem::create_directory_symlink(folder_ + "/allowed-not", folder_ + "/allowed/way");
    std::filesystem::create_symlink("people.csv", folder_ + "/allowed/inside.csv");
    SessionOptions options;
    options.csv_folders = {folder_ + "/allowed"};
    session_ = std::make_unique<Session>(graph_, options);
  }
  ~LoadCsvTest() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& name, std::string_view text) {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << text;
  }
  std::string Load(const std::string& source) {
    return Answer(*session_, Cat("LOAD CSV FROM '", source, "' AS row RETURN row[0]"));
  }

  std::string LoadWithHeaders(const std::string& source) {
    return Answer(*session_, Cat("LOAD CSV WITH HEADERS FROM '", source, "' AS row RETURN row"));
  }

  std::string folder_;
  Graph graph_;
  std::unique_ptr<Session> session_;
};

TEST_F(LoadCsvTest, SaysWhatIsMalformed) {
  Write("allowed/twice.csv", "a,b,a\n1,2,3\n");
  Write("allowed/open.csv", "a\n\"1\n2\n");
  Write("allowed/latin1.csv", "a\nRen\xE9\n");
  EXPECT_EQ(LoadWithHeaders("twice.csv"), "DataError/MalformedCsv");
  EXPECT_EQ(Load("twice.csv"), "'a'; '1'");
  for (const char* name : {"open.csv", "latin1.csv"}) {
    EXPECT_EQ(LoadWithHeaders(name), "DataError/MalformedCsv") << name;
    EXPECT_EQ(Load(name), "DataError/MalformedCsv") << name;
  }
  EXPECT_EQ(LoadWithHeaders("people.csv"),
            "{name: 'Ann', born: '1960'}; {name: 'Ben, \"B\"', born: null}");
}

TEST_F(LoadCsvTest, ReadsBelowItsFolders) {
  EXPECT_EQ(Load("people.csv"), "'name'; 'Ann'; 'Ben, \"B\"'");
  EXPECT_EQ(Load("file:///" + folder_ + "/allowed/sub/more.csv"), "'x'");
  EXPECT_EQ(Load("sub/../sub/more.csv"), "'x'");
  EXPECT_EQ(Load("inside.csv"), Load("people.csv"));
  EXPECT_EQ(Answer(*session_,
                   "LOAD CSV WITH HEADERS FROM 'people.csv' AS row "
                   "CREATE (p:Person {name: row.name, born: toInteger(row.born)}) "
                   "RETURN p.name, p.born"),
            "'Ann', 1960; 'Ben, \"B\"', null");
  EXPECT_EQ(Answer(*session_, "LOAD CSV FROM 'odd.csv' AS row FIELDTERMINATOR ';' RETURN row"),
            "['a', 'b']; ['1\\n2', '3']; ['']; ['4']");
  Write("allowed/euro.csv",
        "a\xE2\x82\xAC"
        "b\xE2\x82\xAC\"c\xE2\x82\xAC\"\n");
  EXPECT_EQ(Answer(*session_, "LOAD CSV FROM 'euro.csv' AS row FIELDTERMINATOR '€' RETURN row"),
            "['a', 'b', 'c€']");
}

TEST_F(LoadCsvTest, ReadsNothingElse) {
  for (const std::string& source :
       {std::string("../secret.csv"), folder_ + "/secret.csv", "file://" + folder_ + "/secret.csv",
        folder_ + "/allowed/../secret.csv", std::string("sub/../../secret.csv"),
        std::string("link.csv"), std::string("way/secret.csv"), folder_ + "/allowed-not/secret.csv",
        std::string("https://example.org/a.csv"), std::string("ftp://example.org/a.csv"),
        std::string("sub"), std::string("none.csv"), std::string("/dev/zero"),
        std::string("/etc/passwd"), std::string("")}) {
    EXPECT_EQ(Load(source), "IoError") << source;
  }
  EXPECT_EQ(Answer(*session_, "LOAD CSV FROM 1 AS row RETURN row"),
            "TypeError/InvalidArgumentType");
  EXPECT_EQ(Answer(*session_, "LOAD CSV FROM null AS row RETURN row"),
            "TypeError/InvalidArgumentType");
  Session closed(graph_);
  EXPECT_EQ(Answer(closed, "LOAD CSV FROM 'people.csv' AS row RETURN row"), "IoError");
}

}  // namespace
}  // namespace newsgraph::query

// What :help shows is true: every example runs.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "cli/commands.h"
#include "cli/help_topics.h"
#include "cli/shell.h"

namespace newsgraph::cli {
namespace {

// A prompt's shell without a terminal, in a folder that holds the files that the examples name.
class Help : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string folder = ::testing::TempDir() + "newsgraph_help_" + std::to_string(getpid());
    std::filesystem::create_directories(folder + "/articles");
    std::filesystem::current_path(folder);
    std::filesystem::copy_file(home_ / "datasets/articles/prisoners.txt", "articles/summit.txt");
    std::ofstream("recipes.cypher") << "RETURN 1 AS one;\n";
    std::ofstream("people.csv") << "name\nAles\n";
    ASSERT_TRUE(Run(":load articles/summit.txt").ok());
    ASSERT_TRUE(Run("CREATE (:Person {name: 'Eva'})-[:met {date: date('2024-05-01')}]->(:Person "
                    "{name: 'Leo'});")
                    .ok());
    ASSERT_TRUE(Run(":save news.ng").ok());
  }
  void TearDown() override {
    const auto folder = std::filesystem::current_path();
    std::filesystem::current_path(home_);
    std::filesystem::remove_all(folder);
  }

  Status Run(std::string_view text) { return shell_.RunText(text); }

  const std::filesystem::path home_ = std::filesystem::current_path();
  Options options_;
  std::string printed_, said_;
  Output out_{printed_};
  Messages messages_{said_};
  Shell shell_{options_, out_, messages_, {.interactive = true}};
};

TEST_F(Help, EveryTopicHasAnExampleThatRuns) {
  for (const TopicRow& row : Topics()) {
    const Status status = Run(row.example);
    EXPECT_TRUE(status.ok()) << row.name << ": " << Render(status, row.example);
    ASSERT_NE(shell_.last(), nullptr);
    const query::Result& last = *shell_.last();
    EXPECT_TRUE(last.columns.empty() || last.row_count > 0) << row.name << " shows nothing";
  }
}

TEST_F(Help, EveryCommandHasAnExampleThatRuns) {
  const std::vector<std::string> history = {"RETURN 1;"};
  shell_.set_history(&history);
  const bool draws = std::system("command -v dot >/dev/null") == 0;
  for (const CommandRow& row : Commands()) {
    if (row.name == ":export" && !draws) continue;
    if (row.name == ":export" || row.name == ":graph") {
      ASSERT_TRUE(Run("MATCH p = ()-->() RETURN p LIMIT 3").ok());
    }
    const Status status = Run(row.example);
    EXPECT_TRUE(status.ok()) << row.name << ": " << Render(status, row.example);
  }
  EXPECT_TRUE(shell_.quit());
}

TEST_F(Help, EveryClauseCommandAndFunctionIsATopic) {
  for (const std::string& topic : HelpTopics(shell_)) {
    const Status status = Run(":help " + topic);
    EXPECT_TRUE(status.ok()) << Render(status);
  }
  for (const std::string_view clause : {"MATCH",    "OPTIONAL MATCH",
                                        "WHERE",    "RETURN",
                                        "WITH",     "UNWIND",
                                        "ORDER BY", "SKIP",
                                        "LIMIT",    "UNION",
                                        "CASE",     "CREATE",
                                        "MERGE",    "SET",
                                        "REMOVE",   "DELETE",
                                        "FOREACH",  "CALL",
                                        "LOAD CSV", "BEGIN",
                                        "COMMIT",   "ROLLBACK",
                                        "EXISTS",   "COUNT",
                                        "EXPLAIN",  "PROFILE",
                                        "REACH",    "AS OF",
                                        "DURING",   "BUDGET",
                                        "COST",     "TOP",
                                        "NOT VIA",  "AVOID DEGREE",
                                        "SHORTEST", "ALL SHORTEST",
                                        "ANY",      "TRAIL",
                                        "FORWARD",  "RETURN GRAPH",
                                        "paths",    "near",
                                        "connect",  "common",
                                        "timeline", "why",
                                        "about"}) {
    printed_.clear();
    EXPECT_TRUE(Run(Cat(":help ", clause)).ok()) << clause;
    EXPECT_NE(printed_.find("example: "), std::string::npos) << clause;
  }
}

}  // namespace
}  // namespace newsgraph::cli

// Help on the clauses of the language and the program's own notions; each example is a statement
// that runs (a test does) on any graph.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace newsgraph::cli {

class Shell;

struct TopicRow {
  std::string_view name;  // "MATCH"
  std::string_view form;
  std::string_view doc;
  std::string_view example;
  std::string_view also = {};  // words that are explained here too: "WALK|TRAIL"
};
std::span<const TopicRow> Topics();
std::vector<std::string_view> OtherNames(const TopicRow& row);

// Everything that :help X knows: topics, functions, commands.
std::vector<std::string> HelpTopics(Shell& shell);

}  // namespace newsgraph::cli

// Texts of news, each with the things they name: tests/loaders/text_entities.txt.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "tests/loaders/text_knowledge.h"

namespace newsgraph::text {
namespace {

// The committed floor, in per cent of the lines. It only rises.
constexpr int kFloor = 80;

std::vector<std::string> Cells(std::string_view line) {
  std::vector<std::string> cells;
  while (true) {
    const size_t bar = line.find('|');
    std::string_view cell = line.substr(0, bar);
    while (cell.starts_with(' ')) cell.remove_prefix(1);
    while (cell.ends_with(' ')) cell.remove_suffix(1);
    cells.emplace_back(cell);
    if (bar == std::string_view::npos) return cells;
    line.remove_prefix(bar + 1);
  }
}

bool HasName(const ExtractedNode& node, std::string_view name) {
  const std::string wanted = FoldName(name);
  return FoldName(node.name) == wanted ||
         std::any_of(node.aliases.begin(), node.aliases.end(),
                     [&](const std::string& alias) { return FoldName(alias) == wanted; });
}

// A node of the type that has all the names.
bool Holds(const Extraction& extraction, const std::vector<std::string>& cells) {
  for (const ExtractedNode& node : extraction.nodes) {
    if (NameOf(node.type) != cells[0]) continue;
    const bool all = std::all_of(cells.begin() + 1, cells.end(),
                                 [&](const std::string& name) { return HasName(node, name); });
    if (all) return true;
  }
  return false;
}

TEST(Entities, AreOfTheirKindAndOne) {
  std::ifstream file("tests/loaders/text_entities.txt");
  ASSERT_TRUE(file) << "run from the root of the repository";
  const bool verbose = std::getenv("NEWSGRAPH_VERBOSE") != nullptr;
  Extraction extraction;
  std::string text;
  int right = 0, all = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] != ' ') {
      text = line;
      extraction = Extract(Cat("In brief\n\n", text));
      continue;
    }
    const bool forbidden = line.find_first_not_of(' ') == line.find('!');
    const auto cells = Cells(std::string_view(line).substr(forbidden ? line.find('!') + 1 : 0));
    ASSERT_GE(cells.size(), 2u) << line;
    const bool ok = Holds(extraction, cells) != forbidden;
    ++all;
    right += ok;
    if (!ok && verbose) std::printf("  wrong %s\n      %s\n", line.c_str(), text.c_str());
  }
  std::printf("things of texts: %d of %d (%.1f%%)\n", right, all, 100.0 * right / all);
  ASSERT_GT(all, 40);
  EXPECT_GE(right * 100, all * kFloor);
}

}  // namespace
}  // namespace newsgraph::text

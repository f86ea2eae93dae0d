// Sentences of news, each with the edges it states: tests/loaders/text_sentences.txt.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "tests/loaders/text_knowledge.h"

namespace newsgraph::text {
namespace {

// The committed floor, in per cent of the lines that say what must be found. It only rises.
constexpr int kFloor = 94;

std::vector<std::string> Cells(std::string_view line) {
  std::vector<std::string> cells(1);
  for (char c : line) {
    if (c == '|') {
      cells.emplace_back();
    } else if (c != ' ' || !cells.back().empty()) {
      cells.back() += c;
    }
  }
  for (std::string& cell : cells) {
    while (!cell.empty() && cell.back() == ' ') cell.pop_back();
  }
  return cells;
}

TEST(Sentences, StateTheirEdges) {
  std::ifstream file("tests/loaders/text_sentences.txt");
  ASSERT_TRUE(file) << "run from the root of the repository";
  Extraction extraction;
  std::string text;
  int found = 0, all = 0, wrong = 0;
  const bool verbose = std::getenv("NEWSGRAPH_VERBOSE") != nullptr;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] != ' ') {
      text = line;
      extraction = Extract(Cat("In brief\n\n", text));
      continue;
    }
    const bool forbidden = line.find_first_not_of(' ') == line.find('!');
    const auto cells = Cells(std::string_view(line).substr(line.find('!') + 1));
    ASSERT_GE(cells.size(), 3u) << line;
    ASSERT_TRUE(ParseRelationType(cells[1]).has_value()) << line;
    const Polarity polarity = cells.size() > 3 ? Polarity::kNegated : Polarity::kPositive;
    const bool there = FindEdge(extraction, cells[0], cells[1], cells[2], polarity) != nullptr;
    // What is denied must not stand as a fact too.
    const bool asserted =
        (forbidden || polarity == Polarity::kNegated) &&
        FindEdge(extraction, cells[0], cells[1], cells[2], Polarity::kPositive) != nullptr;
    EXPECT_FALSE(asserted) << text << "\n" << line;
    wrong += asserted;
    if (forbidden) continue;
    ++all;
    found += there;
    if (!there && verbose) std::printf("  missed %s\n      %s\n", line.c_str(), text.c_str());
  }
  std::printf("edges of sentences: %d of %d (%.1f%%); asserted though denied: %d\n", found, all,
              100.0 * found / all, wrong);
  ASSERT_GT(all, 100);
  EXPECT_GE(found * 100, all * kFloor);
}

}  // namespace
}  // namespace newsgraph::text

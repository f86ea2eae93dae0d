// Sentences of news, each with the edges it states: tests/loaders/text_sentences.txt.
#include <gtest/gtest.h>

#include <cstdio>

#include "tests/loaders/text_knowledge.h"

namespace newsgraph::text {
namespace {

// The committed floor, in per cent of the lines that say what must be found. It only rises.
constexpr int kEdgeFloor = 97;

TEST(Sentences, StateTheirEdges) {
  int found = 0, all = 0, wrong = 0;
  ForEachClaim("tests/loaders/text_sentences.txt", [&](const Claim& claim) {
    const auto& [text, extraction, line, forbidden, cells] = claim;
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
    if (forbidden) return;
    ++all;
    found += there;
    if (!there && IsVerbose()) std::printf("  missed %s\n      %s\n", line.c_str(), text.c_str());
  });
  std::printf("edges of sentences: %d of %d (%.1f%%); asserted though denied: %d\n", found, all,
              100.0 * found / all, wrong);
  ASSERT_GT(all, 100);
  EXPECT_GE(found * 100, all * kEdgeFloor);
}

}  // namespace
}  // namespace newsgraph::text

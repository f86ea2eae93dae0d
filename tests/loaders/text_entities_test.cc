// Texts of news, each with the things they name: tests/loaders/text_entities.txt.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "tests/loaders/text_knowledge.h"

namespace newsgraph::text {
namespace {

// The committed floor, in per cent of the lines. It only rises.
constexpr int kThingFloor = 95;

bool HasName(const ExtractedNode& node, std::string_view name) {
  const std::string wanted = FoldName(name);
  return FoldName(node.name) == wanted ||
         std::any_of(node.aliases.begin(), node.aliases.end(),
                     [&](const std::string& alias) { return FoldName(alias) == wanted; });
}

// A node of the type that has all the names.
bool Holds(const Extraction& extraction, const std::vector<std::string_view>& cells) {
  for (const ExtractedNode& node : extraction.nodes) {
    if (NameOf(node.type) != cells[0]) continue;
    const bool all = std::all_of(cells.begin() + 1, cells.end(),
                                 [&](std::string_view name) { return HasName(node, name); });
    if (all) return true;
  }
  return false;
}

TEST(Entities, AreOfTheirKindAndOne) {
  int right = 0, all = 0;
  ForEachClaim("tests/loaders/text_entities.txt", [&](const Claim& claim) {
    ASSERT_GE(claim.cells.size(), 2u) << claim.line;
    const bool ok = Holds(claim.extraction, claim.cells) != claim.forbidden;
    ++all;
    right += ok;
    if (!ok && IsVerbose())
      std::printf("  wrong %s\n      %s\n", claim.line.c_str(), claim.text.c_str());
  });
  std::printf("things of texts: %d of %d (%.1f%%)\n", right, all, 100.0 * right / all);
  ASSERT_GT(all, 40);
  EXPECT_GE(right * 100, all * kThingFloor);
}

}  // namespace
}  // namespace newsgraph::text

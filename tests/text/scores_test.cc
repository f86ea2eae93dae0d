// The scores of the committed weights: prints them all, and fails when one falls below what was
// committed. Reads ../shared/extraction (or $NEWSGRAPH_SHARED/extraction); skipped without it.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "training/card.h"

namespace newsgraph::training {
namespace {

// What the committed weights reach; a score may lose kSlack before the test fails.
constexpr double kSlack = 0.05;
struct Committed {
  const char* corpus;
  double upos, xpos, uas, las;
};
constexpr Committed kTrees[] = {
    {"EWT test", 95.6, 94.7, 87.8, 84.9},
    {"GUM test", 96.6, 96.5, 87.6, 84.9},
    {"PUD test (news)", 96.0, 95.7, 86.3, 83.4},
};
struct CommittedNames {
  const char* corpus;
  double f1;
};
constexpr CommittedNames kNames[] = {{"Articles", 87.2}, {"UNER EWT test (web)", 64.5}};
struct CommittedTokens {
  const char* corpus;
  double tokens, sentences;
};
constexpr CommittedTokens kTokens[] = {{"GUM test", 99.5, 93.3}, {"PUD test (news)", 99.9, 99.6}};

std::string SharedFolder() {
  if (const char* folder = std::getenv("NEWSGRAPH_SHARED"))
    return std::string(folder) + "/extraction";
  return "../shared/extraction";  // beside the repository, where tests run
}

template <class Rows>
const auto& RowOf(const Rows& rows, const char* corpus) {
  for (const auto& [name, score] : rows) {
    if (name == corpus) return score;
  }
  ADD_FAILURE() << "no score for " << corpus;
  return rows.front().second;
}

TEST(Scores, AreNotBelowTheCommittedOnes) {
  const std::string folder = SharedFolder();
  if (!std::filesystem::exists(folder + "/data/ud")) {
    GTEST_SKIP() << "no data in " << folder << "; set NEWSGRAPH_SHARED to score the text models";
  }
  const auto models = text::Models::Load();
  ASSERT_TRUE(models.ok()) << Render(models.status());
  const auto scores = ScoreAll(*models, folder, /*log=*/false);
  ASSERT_TRUE(scores.ok()) << Render(scores.status());
  std::fputs(ScoreTables(*scores).c_str(), stdout);
  for (const Committed& least : kTrees) {
    const TreeScore& got = RowOf(scores->trees, least.corpus);
    EXPECT_GE(got.upos, least.upos - kSlack) << least.corpus;
    EXPECT_GE(got.xpos, least.xpos - kSlack) << least.corpus;
    EXPECT_GE(got.uas, least.uas - kSlack) << least.corpus;
    EXPECT_GE(got.las, least.las - kSlack) << least.corpus;
  }
  for (const CommittedNames& least : kNames) {
    EXPECT_GE(RowOf(scores->names, least.corpus).f1(), least.f1 - kSlack) << least.corpus;
  }
  for (const CommittedTokens& least : kTokens) {
    EXPECT_GE(RowOf(scores->tokens, least.corpus).tokens, least.tokens - kSlack) << least.corpus;
    EXPECT_GE(RowOf(scores->tokens, least.corpus).sentences, least.sentences - kSlack)
        << least.corpus;
  }
  const auto speed = MeasureSpeed(*models, folder + "/dev", 1);
  ASSERT_TRUE(speed.ok());
  std::printf("one thread: %.0f tokens/s found, %.0f tokens/s analysed\n", speed->tokenise,
              speed->analyse);
}

}  // namespace
}  // namespace newsgraph::training

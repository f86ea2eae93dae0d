// The scores of the models as tables, and the card that lies beside the weights.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "training/score.h"

namespace newsgraph::training {

// By the name of the corpus.
struct Scores {
  std::vector<std::pair<std::string, TreeScore>> trees;
  std::vector<std::pair<std::string, TokenScore>> tokens;
  std::vector<std::pair<std::string, NameScore>> names;
};

// Of everything held out in EXTRACTION_DIR (data/ and dev/); see ScoreArticles for `log`.
StatusOr<Scores> ScoreAll(const text::Models& models, const std::string& folder, bool log);

std::string ScoreTables(const Scores& scores);  // Markdown
std::string Card(const Scores& scores);         // Markdown

}  // namespace newsgraph::training

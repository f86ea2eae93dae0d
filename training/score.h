// How good the models are, measured through the public door of loaders/text.
//
//   ASSIGN_OR_RETURN(TreeScore ewt, ScoreTrees(models, data + "/ud/en_ewt-test.conllu.xz"));
//   printf("LAS %.2f", ewt.las);
//
// All scores are per cent. Thread-safe: no state.
#pragma once

#include <string>

#include "graph/base/error.h"
#include "loaders/text/models/models.h"

namespace newsgraph::training {

// Gold tokens and sentences, everything else predicted. As in the CoNLL 2018 shared task relations
// are compared without their subtype in `las`, and with it in `las_subtypes`; punctuation counts.
struct TreeScore {
  size_t words = 0;
  double upos = 0;
  double xpos = 0;
  double lemma = 0;
  double uas = 0;
  double las = 0;
  double las_subtypes = 0;
};
StatusOr<TreeScore> ScoreTrees(const text::Models& models, const std::string& path);

// Raw text: F1 of token spans and of sentence spans.
struct TokenScore {
  double tokens = 0;
  double sentences = 0;
};
StatusOr<TokenScore> ScoreTokens(const std::string& path);

struct NameScore {
  size_t right = 0;
  size_t wrong = 0;   // predicted, not in the gold
  size_t missed = 0;  // in the gold, not predicted
  double precision() const { return Share(right, right + wrong); }
  double recall() const { return Share(right, right + missed); }
  double f1() const { return Share(2 * right, 2 * right + wrong + missed); }

 private:
  static double Share(size_t part, size_t whole) {
    return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  }
};

// Exact spans and types on sentences with gold tokens, each file one document per document mark.
StatusOr<NameScore> ScoreNameColumns(const text::Models& models, const std::string& path,
                                     bool with_misc);

// Articles with gold graphs (FOLDER/x.txt, x.json). A predicted person, organization or location is
// right if a gold mention of that type covers the same words, give or take "the" and titles;
// mentions of optional or other nodes neither count nor hurt. With `log` each error is printed.
StatusOr<NameScore> ScoreArticles(const text::Models& models, const std::string& folder,
                                  bool log = false);

// Tokens per second of Tokenise and of Analyse over the folder's articles, one thread.
struct Speed {
  double tokenise = 0;
  double analyse = 0;
};
StatusOr<Speed> MeasureSpeed(const text::Models& models, const std::string& folder, double seconds);

}  // namespace newsgraph::training

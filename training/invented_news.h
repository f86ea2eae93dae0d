// Sentences of news with invented names, so that the name finder learns what the words around a
// name say, as no name in them was ever seen before.
//
//   Random random(7);
//   ASSIGN_OR_RETURN(Corpus corpus, InventNews("datasets/training", "datasets/gazetteers", 20,
//   random));
//
// news_sentences.txt has the sentences with slots ("{per} of {org}"), name_parts.txt what fills
// them; first names, surnames, towns and countries come from the gazetteers, and the rest of the
// names are syllables put together. The same files and state of `random` give the same corpus.
#pragma once

#include <string>

#include "graph/base/error.h"
#include "training/corpus.h"
#include "training/random.h"

namespace newsgraph::training {

//   errors   IoError; DataError: a slot that nothing fills
StatusOr<Corpus> InventNews(const std::string& folder, const std::string& gazetteers,
                            int fills_each, Random& random);

}  // namespace newsgraph::training

// Annotated sentences in the numbers the network learns from.
#pragma once

#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "loaders/text/models/name_lists.h"
#include "loaders/text/models/word_features.h"
#include "training/corpus.h"

namespace newsgraph::training {

// The rows of the embedding table a word is the sum of; -1 for parts the table does not know.
struct WordRows {
  std::array<int, text::kWordSlots> slots;
  std::vector<int> lists;
  bool capital = false;
};

struct Example {
  std::vector<WordRows> words;
  const AnnotatedSentence* sentence = nullptr;

  int size() const { return static_cast<int>(words.size()); }
};

// Features that are common enough to have an embedding.
class Vocabulary {
 public:
  // Features seen at least `least` times in the corpora, and every mark of a list.
  Vocabulary(std::span<const Corpus> corpora, const text::NameLists& lists, int least);

  Example Convert(const AnnotatedSentence& sentence, const text::NameLists& lists) const;

  // By row; sorted.
  std::span<const text::Feature> features() const { return features_; }

 private:
  std::vector<text::Feature> features_;
  absl::flat_hash_map<text::Feature, int> rows_;
};

}  // namespace newsgraph::training

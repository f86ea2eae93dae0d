// Parts of speech, left to right: a linear model over spelling, neighbours and the tags before.
//
//   tagger.Tag(words, scratch, tags);      // words: one WordFeatures per token of a sentence
//
// A label is a pair of universal and Penn tag as seen in training. Const and thread-safe after
// Read.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "loaders/text/models/feature_table.h"
#include "loaders/text/models/labels.h"

namespace newsgraph::text {

using TagPair = std::pair<Upos, Xpos>;

// The features of word `i`, given the labels of the words before it: calls sink(Feature).
template <class Sink>
void ForTagFeatures(std::span<const WordFeatures> words, std::span<const uint8_t> labels, size_t i,
                    Sink&& sink) {
  const auto word = [&](int offset) -> uint32_t {
    const auto k = static_cast<ptrdiff_t>(i) + offset;
    if (k < 0) return 1;
    return k < static_cast<ptrdiff_t>(words.size()) ? words[k].lower : 2;
  };
  const auto suffix = [&](int offset) -> uint32_t {
    const auto k = static_cast<ptrdiff_t>(i) + offset;
    return k < 0 || k >= static_cast<ptrdiff_t>(words.size()) ? 3 : words[k].suffix[2];
  };
  const WordFeatures& w = words[i];
  const uint32_t previous = i > 0 ? labels[i - 1] : 255;
  const uint32_t before = i > 1 ? labels[i - 2] : 255;
  const uint32_t signs = w.signs | (i == 0 ? 256 : 0);
  sink(Combine(0, 0));
  sink(Combine(1, w.form));
  sink(Combine(2, w.lower));
  for (int k = 0; k < 3; ++k) sink(Combine(3, k, w.prefix[k]));
  for (int k = 0; k < 4; ++k) sink(Combine(4, k, w.suffix[k]));
  sink(Combine(5, w.shape, i == 0));
  sink(Combine(6, signs));
  sink(Combine(7, previous));
  sink(Combine(8, previous, before));
  sink(Combine(9, previous, w.lower));
  sink(Combine(10, word(-1)));
  sink(Combine(11, word(-2)));
  sink(Combine(12, word(1)));
  sink(Combine(13, word(2)));
  sink(Combine(14, word(-1), w.lower));
  sink(Combine(15, w.lower, word(1)));
  sink(Combine(16, suffix(-1)));
  sink(Combine(17, suffix(1)));
  sink(Combine(18, suffix(2)));
  sink(Combine(19, previous, word(1)));
  sink(Combine(20, previous, suffix(1)));
  sink(Combine(21, w.suffix[2], suffix(1), previous));
  sink(Combine(22, i + 1 < words.size() ? words[i + 1].signs : 255, signs));
  sink(Combine(23, word(-2), word(-1)));
  sink(Combine(24, word(1), word(2)));
}

class Tagger {
 public:
  static void Write(std::span<const TagPair> labels, std::span<const FeatureTable::Row> rows,
                    ByteWriter& out);
  bool Read(ByteReader& in);

  // One pair per word. cost: O(words)
  void Tag(std::span<const WordFeatures> words, std::vector<int16_t>& scores,
           std::vector<uint8_t>& labels, std::span<TagPair> tags) const;

 private:
  std::vector<TagPair> labels_;
  FeatureTable table_;
};

}  // namespace newsgraph::text

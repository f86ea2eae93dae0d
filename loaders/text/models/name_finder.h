// Names out of the network's label scores: what a word is called in the whole article is weighed
// in, then each sentence's best sequence of labels that makes sense is found.
//
//   finder.Share(words, scores);                           // once per article
//   finder.Find(scores of a sentence, first token, names);
//
// Each word gets one of 17 labels: outside, or begin, inside, end, single of one of four types.
// Not thread-safe: it keeps its tables.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "loaders/text/models/labels.h"
#include "loaders/text/models/models.h"
#include "loaders/text/models/word_features.h"

namespace newsgraph::text {

inline constexpr int kNameLabels = 1 + 4 * kNameTypeCount;
enum class NamePart : uint8_t { kBegin, kInside, kEnd, kSingle };

// Label 0 is "outside".
constexpr uint8_t NameLabel(NameType type, NamePart part) {
  return static_cast<uint8_t>(1 + 4 * static_cast<int>(type) + static_cast<int>(part));
}
constexpr NameType TypeOfLabel(uint8_t label) { return static_cast<NameType>((label - 1) / 4); }
constexpr NamePart PartOfLabel(uint8_t label) { return static_cast<NamePart>((label - 1) % 4); }

// May `next` follow `label`? Both 0 at a sentence's ends.
constexpr bool MayFollow(uint8_t label, uint8_t next) {
  const bool open = label != 0 && (PartOfLabel(label) == NamePart::kBegin ||
                                   PartOfLabel(label) == NamePart::kInside);
  const bool continues =
      next != 0 && (PartOfLabel(next) == NamePart::kInside || PartOfLabel(next) == NamePart::kEnd);
  if (open != continues) return false;
  return !open || TypeOfLabel(label) == TypeOfLabel(next);
}

// One word's label scores.
struct NameScores {
  float label[kNameLabels];
};

class NameFinder {
 public:
  // How far each capitalised word's evidence for its types moves to the mean over all its
  // occurrences in the article; in [0, 1].
  static constexpr float kShared = 0.5f;

  //   cost   O(n log n) for n capitalised words
  void Share(std::span<const WordFeatures> words, std::span<NameScores> scores);

  // Appends the names of one sentence, whose first token is `offset`, in order.
  //   cost   O(words)
  void Find(std::span<const NameScores> scores, uint32_t offset, std::vector<Name>& names);

 private:
  void BestPath(std::span<const NameScores> scores);

  struct Occurrence {
    uint32_t lower;
    uint32_t word;
  };
  std::vector<Occurrence> occurrences_;
  std::vector<NameScores> path_;
  std::vector<uint8_t> back_;
  std::vector<uint8_t> labels_;
};

}  // namespace newsgraph::text

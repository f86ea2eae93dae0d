// Names (persons, organizations, locations, other) by a linear model and the best path through its
// labels.
//
// Each word gets one of 17 labels: outside, or begin, inside, end, single of one of four types. The
// features see spelling, neighbours and part of speech; transitions that break a name are barred.
// Const and thread-safe after Read.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "loaders/text/models/feature_table.h"
#include "loaders/text/models/models.h"
#include "loaders/text/models/tagger.h"

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

template <class Sink>
void ForNameFeatures(std::span<const WordFeatures> words, std::span<const TagPair> tags, size_t i,
                     Sink&& sink) {
  static constexpr WordFeatures kOutside;
  const auto word = [&](int offset) -> const WordFeatures& {
    const auto k = static_cast<ptrdiff_t>(i) + offset;
    return k < 0 || k >= static_cast<ptrdiff_t>(words.size()) ? kOutside : words[k];
  };
  const auto tag = [&](int offset) -> uint32_t {
    const auto k = static_cast<ptrdiff_t>(i) + offset;
    return k < 0 || k >= static_cast<ptrdiff_t>(words.size())
               ? 255
               : static_cast<uint32_t>(tags[k].second);
  };
  const WordFeatures& w = word(0);
  sink(Combine(0, 0));
  sink(Combine(1, w.form));
  sink(Combine(2, w.lower));
  for (int k = 0; k < 3; ++k) sink(Combine(3, k, w.prefix[k]));
  for (int k = 0; k < 4; ++k) sink(Combine(4, k, w.suffix[k]));
  sink(Combine(5, w.shape, i == 0));
  sink(Combine(6, w.signs, i == 0));
  sink(Combine(7, tag(0)));
  uint32_t kind = 8;
  for (int k : {-2, -1, 1, 2}) {
    sink(Combine(kind++, word(k).form));
    sink(Combine(kind++, word(k).shape));
    sink(Combine(kind++, tag(k)));
    sink(Combine(kind++, word(k).lower, w.shape));
  }
  sink(Combine(kind++, word(-1).shape, w.shape, word(1).shape));
  sink(Combine(kind++, word(-2).shape, word(-1).shape, w.shape));
  sink(Combine(kind++, w.shape, word(1).shape, word(2).shape));
  sink(Combine(kind++, word(-1).lower, w.lower));
  sink(Combine(kind++, w.lower, word(1).lower));
  sink(Combine(kind++, word(-2).lower, word(-1).lower, w.shape));
  sink(Combine(kind++, word(1).lower, word(2).lower, w.shape));
  sink(Combine(kind++, tag(-1), tag(0), tag(1)));
  sink(Combine(kind++, word(-1).suffix[2], w.shape));
  sink(Combine(kind++, word(1).suffix[2], w.shape));
}

class NameFinder {
 public:
  static void Write(std::span<const FeatureTable::Row> rows, std::span<const int8_t> transitions,
                    ByteWriter& out);
  bool Read(ByteReader& in);

  // The scores of every label at every word, then the best path: appends the names of one sentence,
  // whose first token is `offset`.
  void Find(std::span<const WordFeatures> words, std::span<const TagPair> tags, uint32_t offset,
            std::vector<int16_t>& scores, std::vector<int32_t>& path, std::vector<uint8_t>& back,
            std::vector<Name>& names) const;

 private:
  FeatureTable table_;
  std::array<int8_t, kNameLabels * kNameLabels> transitions_{};  // from * kNameLabels + to
};

}  // namespace newsgraph::text

#include "loaders/text/models/tagger.h"

#include <algorithm>

namespace newsgraph::text {

void Tagger::Write(std::span<const TagPair> labels, std::span<const FeatureTable::Row> rows,
                   ByteWriter& out) {
  out.Varint(labels.size());
  for (auto [upos, xpos] : labels) {
    out.Byte(static_cast<uint8_t>(upos));
    out.Byte(static_cast<uint8_t>(xpos));
  }
  FeatureTable::Write(static_cast<int>(labels.size()), rows, out);
}

bool Tagger::Read(ByteReader& in) {
  const size_t count = in.Count();
  labels_.clear();
  for (size_t i = 0; i < count; ++i) {
    const uint8_t upos = in.Byte();
    const uint8_t xpos = in.Byte();
    if (upos >= kUposCount || xpos >= kXposCount) return false;
    labels_.emplace_back(static_cast<Upos>(upos), static_cast<Xpos>(xpos));
  }
  return table_.Read(in) && table_.labels() == static_cast<int>(count);
}

void Tagger::Tag(std::span<const WordFeatures> words, std::vector<int16_t>& scores,
                 std::vector<uint8_t>& labels, std::span<TagPair> tags) const {
  labels.resize(words.size());
  scores.resize(table_.stride());
  for (size_t i = 0; i < words.size(); ++i) {
    std::fill(scores.begin(), scores.end(), 0);
    ForTagFeatures(words, labels, i, [&](Feature f) { table_.AddTo(f, scores.data()); });
    const auto best = std::max_element(scores.begin(), scores.begin() + table_.labels());
    labels[i] = static_cast<uint8_t>(best - scores.begin());
    tags[i] = labels_[labels[i]];
  }
}

}  // namespace newsgraph::text

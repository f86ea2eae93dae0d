#include "loaders/text/models/name_finder.h"

#include <algorithm>

namespace newsgraph::text {

void NameFinder::Write(std::span<const FeatureTable::Row> rows, std::span<const int8_t> transitions,
                       ByteWriter& out) {
  FeatureTable::Write(kNameLabels, rows, out);
  for (int8_t weight : transitions) out.Byte(static_cast<uint8_t>(weight));
}

bool NameFinder::Read(ByteReader& in) {
  if (!table_.Read(in) || table_.labels() != kNameLabels) return false;
  for (int8_t& weight : transitions_) weight = static_cast<int8_t>(in.Byte());
  return in.ok();
}

void NameFinder::Find(std::span<const WordFeatures> words, std::span<const TagPair> tags,
                      uint32_t offset, std::vector<int16_t>& scores, std::vector<int32_t>& path,
                      std::vector<uint8_t>& back, std::vector<Name>& names) const {
  static constexpr int32_t kBarred = -1'000'000;
  const int n = static_cast<int>(words.size());
  scores.resize(table_.stride());
  path.assign((n + 1) * kNameLabels, kBarred);
  back.assign((n + 1) * kNameLabels, 0);
  std::vector<int16_t> kept(n * kNameLabels);
  for (int i = 0; i < n; ++i) {
    std::fill(scores.begin(), scores.end(), 0);
    ForNameFeatures(words, tags, i, [&](Feature f) { table_.AddTo(f, scores.data()); });
    for (uint8_t to = 0; to < kNameLabels; ++to) {
      kept[i * kNameLabels + to] = scores[to];
      int32_t best = kBarred;
      for (uint8_t from = 0; from < (i == 0 ? 1 : kNameLabels); ++from) {
        if (!MayFollow(from, to)) continue;
        const int32_t before = i == 0 ? 0 : path[(i - 1) * kNameLabels + from];
        const int32_t score = before + transitions_[from * kNameLabels + to];
        if (score > best) {
          best = score;
          back[i * kNameLabels + to] = from;
        }
      }
      path[i * kNameLabels + to] = best + scores[to];
    }
  }
  int32_t best = kBarred * 2;
  uint8_t label = 0;
  for (uint8_t from = 0; from < kNameLabels; ++from) {
    if (!MayFollow(from, 0) || path[(n - 1) * kNameLabels + from] <= best) continue;
    best = path[(n - 1) * kNameLabels + from];
    label = from;
  }
  const size_t first = names.size();
  uint32_t end = 0;
  float margin = 0;
  for (int i = n - 1; i >= 0; --i) {
    if (label != 0) {
      const NamePart part = PartOfLabel(label);
      if (part == NamePart::kEnd || part == NamePart::kSingle) {
        end = static_cast<uint32_t>(i) + 1;
        margin = 0;
      }
      margin += static_cast<float>(kept[i * kNameLabels + label] - kept[i * kNameLabels]);
      if (part == NamePart::kBegin || part == NamePart::kSingle) {
        names.push_back({offset + static_cast<uint32_t>(i), offset + end, TypeOfLabel(label),
                         std::max(margin, 0.0f)});
      }
    }
    label = back[i * kNameLabels + label];
  }
  std::reverse(names.begin() + static_cast<ptrdiff_t>(first), names.end());
}

}  // namespace newsgraph::text

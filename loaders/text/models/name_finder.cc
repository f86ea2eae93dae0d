#include "loaders/text/models/name_finder.h"

#include <algorithm>
#include <array>

namespace newsgraph::text {
namespace {

constexpr float kBarred = -1e30f;

// Which labels may come before each label.
struct Predecessors {
  std::array<std::array<uint8_t, kNameLabels>, kNameLabels> labels{};
  std::array<uint8_t, kNameLabels> count{};
};
constexpr Predecessors kBefore = [] {
  Predecessors before;
  for (uint8_t next = 0; next < kNameLabels; ++next) {
    for (uint8_t label = 0; label < kNameLabels; ++label) {
      if (MayFollow(label, next)) before.labels[next][before.count[next]++] = label;
    }
  }
  return before;
}();

// How much better the type's best part is than "outside".
float Evidence(const NameScores& scores, int type) {
  const float* parts = scores.label + 1 + 4 * type;
  return *std::max_element(parts, parts + 4) - scores.label[0];
}

}  // namespace

void NameFinder::Share(std::span<const WordFeatures> words, std::span<NameScores> scores) {
  occurrences_.clear();
  for (uint32_t i = 0; i < words.size(); ++i) {
    if (words[i].signs & kCapital) occurrences_.push_back({words[i].lower, i});
  }
  std::sort(occurrences_.begin(), occurrences_.end(), [](const auto& a, const auto& b) {
    return a.lower != b.lower ? a.lower < b.lower : a.word < b.word;
  });
  for (size_t first = 0; first < occurrences_.size();) {
    size_t last = first;
    std::array<float, kNameTypeCount> mean{};
    while (last < occurrences_.size() && occurrences_[last].lower == occurrences_[first].lower) {
      for (int type = 0; type < kNameTypeCount; ++type) {
        mean[type] += Evidence(scores[occurrences_[last].word], type);
      }
      ++last;
    }
    const auto count = static_cast<float>(last - first);
    for (; first < last && count > 1; ++first) {
      NameScores& own = scores[occurrences_[first].word];
      for (int type = 0; type < kNameTypeCount; ++type) {
        const float move = kShared * (mean[type] / count - Evidence(own, type));
        for (int part = 0; part < 4; ++part) own.label[1 + 4 * type + part] += move;
      }
    }
    first = last;
  }
}

void NameFinder::BestPath(std::span<const NameScores> scores) {
  const size_t n = scores.size();
  path_.resize(n);
  back_.resize(n * kNameLabels);
  labels_.resize(n);
  for (size_t i = 0; i < n; ++i) {
    for (uint8_t label = 0; label < kNameLabels; ++label) {
      float best = kBarred;
      uint8_t from = 0;
      if (i == 0) {
        best = MayFollow(0, label) ? 0 : kBarred;
      } else {
        for (int k = 0; k < kBefore.count[label]; ++k) {
          const uint8_t before = kBefore.labels[label][k];
          if (path_[i - 1].label[before] <= best) continue;
          best = path_[i - 1].label[before];
          from = before;
        }
      }
      path_[i].label[label] = best + scores[i].label[label];
      back_[i * kNameLabels + label] = from;
    }
  }
  uint8_t label = 0;
  for (uint8_t last = 1; last < kNameLabels; ++last) {
    if (MayFollow(last, 0) && path_[n - 1].label[last] > path_[n - 1].label[label]) label = last;
  }
  for (size_t i = n; i-- > 0;) {
    labels_[i] = label;
    label = back_[i * kNameLabels + label];
  }
}

void NameFinder::Find(std::span<const NameScores> scores, uint32_t offset,
                      std::vector<Name>& names) {
  if (scores.empty()) return;
  BestPath(scores);
  for (uint32_t i = 0; i < labels_.size();) {
    if (labels_[i] == 0) {
      ++i;
      continue;
    }
    Name name{offset + i, offset + i, TypeOfLabel(labels_[i]), 1e30f, 0};
    std::array<float, kNameTypeCount> evidence{};
    bool open = true;
    for (; open && i < labels_.size(); ++i) {
      name.margin = std::min(name.margin, scores[i].label[labels_[i]] - scores[i].label[0]);
      for (int type = 0; type < kNameTypeCount; ++type) evidence[type] += Evidence(scores[i], type);
      const NamePart part = PartOfLabel(labels_[i]);
      open = part == NamePart::kBegin || part == NamePart::kInside;
    }
    name.end = offset + i;
    float other = kBarred;
    for (int type = 0; type < kNameTypeCount; ++type) {
      if (type != static_cast<int>(name.type)) other = std::max(other, evidence[type]);
    }
    name.lead = evidence[static_cast<int>(name.type)] - other;
    name.margin = std::max(name.margin, 0.0f);
    names.push_back(name);
  }
}

}  // namespace newsgraph::text

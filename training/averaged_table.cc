#include "training/averaged_table.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace newsgraph::training {

std::vector<uint32_t> Shuffled(size_t size, Random& random) {
  std::vector<uint32_t> order(size);
  std::iota(order.begin(), order.end(), 0);
  for (size_t i = size; i > 1; --i) std::swap(order[i - 1], order[random.Below(i)]);
  return order;
}

void AveragedTable::Score(std::span<const text::Feature> features, float* scores) const {
  std::fill(scores, scores + labels_, 0.0f);
  for (text::Feature feature : features) {
    const auto found = index_.find(feature);
    if (found == index_.end()) continue;
    const Weight* row = &weights_[size_t{found->second} * labels_];
    for (int i = 0; i < labels_; ++i) scores[i] += row[i].value;
  }
}

void AveragedTable::Update(std::span<const text::Feature> features, int label, float delta) {
  for (text::Feature feature : features) {
    const auto [entry, added] =
        index_.try_emplace(feature, static_cast<uint32_t>(weights_.size() / labels_));
    if (added) weights_.resize(weights_.size() + labels_);
    Weight& weight = weights_[size_t{entry->second} * labels_ + label];
    weight.value += delta;
    weight.total += delta * static_cast<float>(time_);
  }
}

float AveragedTable::FittingScale() const {
  std::vector<float> sizes;
  for (const Weight& weight : weights_) {
    if (weight.value != 0 || weight.total != 0) sizes.push_back(std::fabs(Average(weight)));
  }
  if (sizes.empty()) return 1;
  const size_t rank = sizes.size() - 1 - sizes.size() / 100000;
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<ptrdiff_t>(rank), sizes.end());
  return 127 / std::max(sizes[rank], 1e-6f);
}

std::vector<text::FeatureTable::Row> AveragedTable::Rows(int floor) const {
  const float scale = FittingScale();
  std::vector<text::FeatureTable::Row> rows;
  for (const auto& [feature, index] : index_) {
    text::FeatureTable::Row row{feature, std::vector<int8_t>(labels_)};
    bool any = false;
    for (int i = 0; i < labels_; ++i) {
      const float weight = Average(weights_[size_t{index} * labels_ + i]) * scale;
      row.weights[i] = static_cast<int8_t>(std::clamp(std::round(weight), -127.0f, 127.0f));
      any |= std::abs(row.weights[i]) > floor;
      if (std::abs(row.weights[i]) <= floor / 2) row.weights[i] = 0;
    }
    if (any) rows.push_back(std::move(row));
  }
  std::sort(rows.begin(), rows.end(),
            [](const auto& a, const auto& b) { return a.feature < b.feature; });
  return rows;
}

}  // namespace newsgraph::training

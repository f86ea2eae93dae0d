#include "loaders/text/models/feature_table.h"

namespace newsgraph::text {

void FeatureTable::Write(int labels, std::span<const Row> rows, ByteWriter& out) {
  out.Varint(static_cast<uint64_t>(labels));
  out.Varint(rows.size());
  Feature previous = 0;
  for (const Row& row : rows) {
    out.Varint(row.feature - previous);
    previous = row.feature;
  }
  for (const Row& row : rows) {
    uint64_t count = 0;
    for (int8_t weight : row.weights) count += weight != 0;
    out.Varint(count);
    for (int label = 0; label < labels; ++label) {
      if (row.weights[label] == 0) continue;
      out.Byte(static_cast<uint8_t>(label));
      out.Byte(static_cast<uint8_t>(row.weights[label]));
    }
  }
}

bool FeatureTable::Read(ByteReader& in) {
  labels_ = static_cast<int>(in.Varint());
  if (labels_ < 1 || labels_ > 256) return false;
  stride_ = (labels_ + kLane - 1) / kLane * kLane;
  features_ = in.Count();
  uint32_t slots = 2;
  while (slots < features_ * 2) slots *= 2;
  mask_ = slots - 1;
  slots_.assign(slots, {});
  weights_.assign(features_ * stride_, 0);
  Feature feature = 0;
  for (uint32_t row = 0; row < features_ && in.ok(); ++row) {
    feature += static_cast<Feature>(in.Varint());
    Insert(feature, row);
  }
  for (size_t row = 0; row < features_ && in.ok(); ++row) {
    const size_t count = in.Count();
    for (size_t i = 0; i < count; ++i) {
      const int label = in.Byte();
      if (label >= labels_) return false;
      weights_[row * stride_ + label] = static_cast<int8_t>(in.Byte());
    }
  }
  return in.ok();
}

void FeatureTable::Insert(Feature feature, uint32_t row) {
  uint32_t slot = feature & mask_;
  while (slots_[slot].row != 0) slot = (slot + 1) & mask_;
  slots_[slot] = {feature, row + 1};
}

}  // namespace newsgraph::text

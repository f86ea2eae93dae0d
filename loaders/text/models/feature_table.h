// A linear model: for each known feature a row of small integer weights, one per label.
//
//   table.AddTo(Combine(kSuffix, word.suffix[2]), scores);   // scores[label] += weight
//
// Rows lie beside each other and are padded to kLane weights, so that adding one is a handful of
// vector instructions; unknown features cost one look at the hash slots. Const and thread-safe
// after Read.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "loaders/text/models/byte_stream.h"
#include "loaders/text/models/word_features.h"

namespace newsgraph::text {

class FeatureTable {
 public:
  static constexpr int kLane = 8;  // labels are padded to a multiple of this

  // Features with their weights, as training gives them.
  struct Row {
    Feature feature;
    std::vector<int8_t> weights;  // labels() of them
  };
  // `rows` sorted by feature, none twice. The format: deltas of features, then the non-zero
  // weights.
  static void Write(int labels, std::span<const Row> rows, ByteWriter& out);
  // False if the bytes are damaged.
  bool Read(ByteReader& in);

  int labels() const { return labels_; }
  int stride() const { return stride_; }  // labels() padded
  size_t size() const { return features_; }

  // Adds the feature's weights, if it is known. REQUIRES: scores.size() >= stride()
  void AddTo(Feature feature, int16_t* scores) const {
    if (const int8_t* row = Find(feature)) {
      for (int i = 0; i < stride_; ++i) scores[i] = static_cast<int16_t>(scores[i] + row[i]);
    }
  }

 private:
  struct Slot {
    Feature feature = 0;
    uint32_t row = 0;  // index of the row plus one; 0: empty
  };

  const int8_t* Find(Feature feature) const {
    for (uint32_t slot = feature & mask_; slots_[slot].row != 0; slot = (slot + 1) & mask_) {
      if (slots_[slot].feature == feature) return &weights_[(slots_[slot].row - 1) * stride_];
    }
    return nullptr;
  }
  void Insert(Feature feature, uint32_t row);

  int labels_ = 0;
  int stride_ = 0;
  size_t features_ = 0;
  uint32_t mask_ = 0;
  std::vector<Slot> slots_ = std::vector<Slot>(1);  // at most half full
  std::vector<int8_t> weights_;
};

}  // namespace newsgraph::text

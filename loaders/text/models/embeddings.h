// What the network starts from: a row of small integers for each known word, affix, shape and list
// mark; a word is the sum of its rows.
//
//   embeddings.Embed(kernels, SlotsOf(word), marks, x);      // x: size() integers
//
// Const and thread-safe after Read.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "loaders/text/models/byte_stream.h"
#include "loaders/text/models/kernels.h"
#include "loaders/text/models/name_lists.h"
#include "loaders/text/models/word_features.h"

namespace newsgraph::text {

class Embeddings {
 public:
  // `features` sorted; rows of `size` floats, one per feature.
  static void Write(int size, std::span<const Feature> features, std::span<const float> rows,
                    ByteWriter& out);
  bool Read(ByteReader& in);

  int size() const { return size_; }
  float unit() const { return unit_; }  // what 1 stands for

  // The sum of the word's known rows, at most kMaxActivation in size.
  void Embed(const Kernels& kernels, const std::array<Feature, kWordSlots>& word,
             const ListMarks& marks, int16_t* x) const {
    for (int k = 0; k < size_; ++k) x[k] = 0;
    for (Feature feature : word) AddRow(kernels, feature, x);
    for (int k = 0; k < marks.count; ++k) AddRow(kernels, marks.features[k], x);
  }

 private:
  static_assert((kWordSlots + kListCount) * 127 <= kMaxActivation);

  struct Slot {
    Feature feature = 0;
    uint32_t row = 0;  // plus one; 0: empty
  };
  void AddRow(const Kernels& kernels, Feature feature, int16_t* x) const {
    for (uint32_t slot = feature & mask_; slots_[slot].row != 0; slot = (slot + 1) & mask_) {
      if (slots_[slot].feature != feature) continue;
      kernels.add_row(&rows_[static_cast<size_t>(slots_[slot].row - 1) * size_], size_, x);
      return;
    }
  }

  int size_ = 0;
  float unit_ = 1;
  uint32_t mask_ = 0;
  std::vector<Slot> slots_ = std::vector<Slot>(1);  // at most half full
  std::vector<int8_t> rows_;
};

}  // namespace newsgraph::text

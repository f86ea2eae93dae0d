#include "loaders/text/models/word_gates.h"

#include <algorithm>

namespace newsgraph::text {

bool WordGates::Key::operator==(const Key& other) const {
  return word == other.word && marks.count == other.marks.count &&
         std::equal(marks.features.begin(), marks.features.begin() + marks.count,
                    other.marks.features.begin());
}

void WordGates::Begin(int rows, const std::array<const IntegerMatrix*, 2>& inputs) {
  const int stride = inputs[0]->stride();
  for (RowTable<float>& table : tables_) table.Reset(rows, stride);
  if (keys_.empty() || kept_.stride() != 2 * stride) {
    keys_.resize(kSlots);
    filled_.assign(kSlots, false);
    kept_.Reset(kSlots, 2 * stride);
  }
  missing_.clear();
}

void WordGates::Take(const WordFeatures& word, const ListMarks& marks, int forward_row,
                     int backward_row) {
  const Key key{SlotsOf(word), marks};
  uint64_t hash = marks.count;
  for (Feature feature : key.word) hash = Mix(hash, feature);
  for (int k = 0; k < marks.count; ++k) hash = Mix(hash, marks.features[k]);
  const uint32_t slot = Fold(hash) & (kSlots - 1);
  if (!filled_[slot] || !(keys_[slot] == key)) {
    missing_.push_back({key, slot, {forward_row, backward_row}});
    return;
  }
  const int stride = tables_[0].stride();
  const float* kept = kept_.row(static_cast<int>(slot));
  std::copy_n(kept, stride, tables_[0].row(forward_row));
  std::copy_n(kept + stride, stride, tables_[1].row(backward_row));
}

void WordGates::Finish(const Kernels& kernels, const Embeddings& embeddings,
                       const std::array<const IntegerMatrix*, 2>& inputs) {
  if (missing_.empty()) return;
  const int count = static_cast<int>(missing_.size()), stride = tables_[0].stride();
  embedded_.Reset(count, embeddings.size());
  for (int i = 0; i < count; ++i) {
    embeddings.Embed(kernels, missing_[i].key.word, missing_[i].key.marks, embedded_.row(i));
  }
  const ActivationRows rows{embedded_.row(0), static_cast<size_t>(embedded_.stride()), count};
  for (int direction = 0; direction < 2; ++direction) {
    RowTable<float>& fresh = fresh_[direction];
    fresh.Reset(count, stride);
    inputs[direction]->Apply(kernels, rows, fresh.row(0));
    for (int i = 0; i < count; ++i) {
      const Missing& word = missing_[i];
      std::copy_n(fresh.row(i), stride, tables_[direction].row(word.rows[direction]));
      std::copy_n(fresh.row(i), stride,
                  kept_.row(static_cast<int>(word.slot)) + direction * stride);
      keys_[word.slot] = word.key;
      filled_[word.slot] = true;
    }
  }
}

}  // namespace newsgraph::text

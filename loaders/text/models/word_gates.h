// What the first layer makes of words, kept from article to article: a word's gates depend on
// nothing but the word and its list marks, and most words of a story have been seen before.
//
//   gates.Begin(rows, layer);
//   gates.Take(word, marks, forward_row, backward_row);       // for each word
//   gates.Finish(kernels, embeddings, layer);                 // gates.table(0), gates.table(1)
//
// A table of a fixed size in which a new word takes the place of another: kSlots of about 2.4 kB.
// The same bits whether a word was kept or not. Belongs to one thread and one set of weights.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "loaders/text/models/embeddings.h"
#include "loaders/text/models/integer_matrix.h"
#include "loaders/text/models/row_table.h"

namespace newsgraph::text {

class WordGates {
 public:
  // `rows` words will be taken; `inputs` are the maps to the gates of the two directions.
  void Begin(int rows, const std::array<const IntegerMatrix*, 2>& inputs);
  // The word of these rows of the two tables.
  void Take(const WordFeatures& word, const ListMarks& marks, int forward_row, int backward_row);
  // Works out the words that are not kept, and keeps them.
  void Finish(const Kernels& kernels, const Embeddings& embeddings,
              const std::array<const IntegerMatrix*, 2>& inputs);

  RowTable<float>& table(int direction) { return tables_[direction]; }

 private:
  static constexpr uint32_t kSlots = 4096;  // a power of two

  // All that a word's embedding is the sum of; unused marks are 0.
  struct Key {
    std::array<Feature, kWordSlots> word;
    ListMarks marks;
    bool operator==(const Key& other) const;
  };
  struct Missing {
    Key key;
    uint32_t slot;
    int rows[2];
  };

  std::vector<Key> keys_;
  std::vector<bool> filled_;
  RowTable<float> kept_;  // by slot: the gates of both directions
  RowTable<float> tables_[2], fresh_[2];
  RowTable<int16_t> embedded_;
  std::vector<Missing> missing_;
};

}  // namespace newsgraph::text

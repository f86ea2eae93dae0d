// From words to what the taggers and the parser need, for a handful of sentences at a time: two
// two-way recurrent layers over the words' embeddings.
//
//   encoder.Begin(memory);                   // memory.batch has been reset: which row is which
//   memory.words.Take(word, marks, ...);     // for each word
//   encoder.Encode(kernels, memory);
//   word memory.tags.row(r) ...  memory.top.row(r)
//
// Const and thread-safe after Read; the memory belongs to one thread.
#pragma once

#include <array>
#include <vector>

#include "loaders/text/models/embeddings.h"
#include "loaders/text/models/integer_matrix.h"
#include "loaders/text/models/labels.h"
#include "loaders/text/models/row_table.h"
#include "loaders/text/models/sentence_batch.h"
#include "loaders/text/models/word_gates.h"

namespace newsgraph::text {

struct EncoderMemory {
  SentenceBatch batch;
  WordGates words;  // of the first layer
  RowTable<int16_t> mirrored, direction[2], layer[2];
  RowTable<float> gates[2];
  std::vector<float> cells;
  RowTable<float> tags;  // scores: kUposCount, then kXposCount
  RowTable<float> top;   // arc head, arc child, relation head, relation child, name labels
};

// One direction.
struct RecurrentWeights {
  IntegerMatrix input;      // inputs to gates i, o, g
  IntegerMatrix recurrent;  // outputs to gates

  bool Read(ByteReader& in, float unit);
};

class Encoder {
 public:
  bool Read(ByteReader& in);

  // memory.batch has been reset. Its words are then given to memory.words, by row and by the
  // mirror of the row.
  void Begin(EncoderMemory& memory) const;
  void Encode(const Kernels& kernels, EncoderMemory& memory) const;

  int inputs_of_top() const { return top_.inputs(); }
  int outputs_of_top() const { return top_.outputs(); }

 private:
  std::array<const IntegerMatrix*, 2> FirstInputs() const {
    return {&layer1_[0].input, &layer1_[1].input};
  }
  // The gates of the words, before what their neighbours add.
  void ReadGates(const Kernels& kernels, const RecurrentWeights (&layer)[2],
                 const RowTable<int16_t>& input, EncoderMemory& memory) const;
  void RunLayer(const Kernels& kernels, const RecurrentWeights (&layer)[2],
                RowTable<float>& forward, RowTable<float>& backward, RowTable<int16_t>& output,
                EncoderMemory& memory) const;
  void RunDirection(const Kernels& kernels, const RecurrentWeights& weights, RowTable<float>& gates,
                    RowTable<int16_t>& output, EncoderMemory& memory) const;

  Embeddings embeddings_;
  RecurrentWeights layer1_[2], layer2_[2];
  IntegerMatrix tags_;
  IntegerMatrix top_;
};

}  // namespace newsgraph::text

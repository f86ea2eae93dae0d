// From words to what the taggers and the parser need, for a handful of sentences at a time: two
// two-way recurrent layers over the words' embeddings.
//
//   encoder.Encode(kernels, words, marks, memory);      // memory.batch says which row is which
//   word memory.tags.row(r) ...  memory.top.row(r)
//
// Const and thread-safe after Read; the memory belongs to one thread.
#pragma once

#include <span>
#include <vector>

#include "loaders/text/models/embeddings.h"
#include "loaders/text/models/integer_matrix.h"
#include "loaders/text/models/labels.h"
#include "loaders/text/models/sentence_batch.h"

namespace newsgraph::text {

// Rows of numbers that keep their memory.
template <class T>
class RowTable {
 public:
  void Reset(int rows, int stride) {
    stride_ = stride;
    data_.resize(static_cast<size_t>(rows) * stride);
  }
  int stride() const { return stride_; }
  T* row(int r) { return data_.data() + static_cast<size_t>(r) * stride_; }
  const T* row(int r) const { return data_.data() + static_cast<size_t>(r) * stride_; }

 private:
  int stride_ = 0;
  std::vector<T> data_;
};

struct EncoderMemory {
  SentenceBatch batch;
  RowTable<int16_t> input, mirrored, direction[2], layer[2];
  RowTable<float> gates;
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

  const Embeddings& embeddings() const { return embeddings_; }

  // memory.batch has been reset; memory.input has the words' embeddings by its rows.
  void Encode(const Kernels& kernels, EncoderMemory& memory) const;

  int inputs_of_top() const { return top_.inputs(); }
  int outputs_of_top() const { return top_.outputs(); }

 private:
  void RunLayer(const Kernels& kernels, const RecurrentWeights (&layer)[2],
                RowTable<int16_t>& input, RowTable<int16_t>& output, EncoderMemory& memory) const;
  void RunDirection(const Kernels& kernels, const RecurrentWeights& weights,
                    const RowTable<int16_t>& input, RowTable<int16_t>& output,
                    EncoderMemory& memory) const;

  Embeddings embeddings_;
  RecurrentWeights layer1_[2], layer2_[2];
  IntegerMatrix tags_;
  IntegerMatrix top_;
};

}  // namespace newsgraph::text

#include "loaders/text/models/encoder.h"

#include <algorithm>

namespace newsgraph::text {

bool RecurrentWeights::Read(ByteReader& in, float unit) {
  if (!input.Read(in, unit) || !recurrent.Read(in, 1 / kOutputScale)) return false;
  return input.outputs() == recurrent.outputs() && recurrent.outputs() == 3 * recurrent.inputs() &&
         input.stride() == input.outputs();
}

bool Encoder::Read(ByteReader& in) {
  if (!embeddings_.Read(in)) return false;
  for (RecurrentWeights& direction : layer1_) {
    if (!direction.Read(in, embeddings_.unit())) return false;
  }
  for (RecurrentWeights& direction : layer2_) {
    if (!direction.Read(in, 1 / kOutputScale)) return false;
  }
  if (!tags_.Read(in, 1 / kOutputScale) || !top_.Read(in, 1 / kOutputScale)) return false;
  const int size = layer1_[0].recurrent.inputs();
  const auto fits = [&](const RecurrentWeights& direction, int inputs) {
    return direction.input.inputs() == inputs && direction.recurrent.inputs() == size;
  };
  return fits(layer1_[0], embeddings_.size()) && fits(layer1_[1], embeddings_.size()) &&
         fits(layer2_[0], 2 * size) && fits(layer2_[1], 2 * size) && tags_.inputs() == 2 * size &&
         top_.inputs() == 2 * size && tags_.outputs() == kUposCount + kXposCount;
}

void Encoder::Begin(EncoderMemory& memory) const {
  memory.words.Begin(memory.batch.rows(), FirstInputs());
}

void Encoder::Encode(const Kernels& kernels, EncoderMemory& memory) const {
  const int rows = memory.batch.rows();
  memory.words.Finish(kernels, embeddings_, FirstInputs());
  RunLayer(kernels, layer1_, memory.words.table(0), memory.words.table(1), memory.layer[0], memory);
  ReadGates(kernels, layer2_, memory.layer[0], memory);
  RunLayer(kernels, layer2_, memory.gates[0], memory.gates[1], memory.layer[1], memory);
  memory.tags.Reset(rows, tags_.stride());
  memory.top.Reset(rows, top_.stride());
  const auto rows_of = [&](const RowTable<int16_t>& table) {
    return ActivationRows{table.row(0), static_cast<size_t>(table.stride()), rows};
  };
  tags_.Apply(kernels, rows_of(memory.layer[0]), memory.tags.row(0));
  top_.Apply(kernels, rows_of(memory.layer[1]), memory.top.row(0));
}

void Encoder::ReadGates(const Kernels& kernels, const RecurrentWeights (&layer)[2],
                        const RowTable<int16_t>& input, EncoderMemory& memory) const {
  const SentenceBatch& batch = memory.batch;
  memory.mirrored.Reset(batch.rows(), input.stride());
  for (int r = 0; r < batch.rows(); ++r) {
    std::copy_n(input.row(r), input.stride(), memory.mirrored.row(batch.Mirror(r)));
  }
  const RowTable<int16_t>* const inputs[] = {&input, &memory.mirrored};
  for (int direction = 0; direction < 2; ++direction) {
    memory.gates[direction].Reset(batch.rows(), layer[direction].input.stride());
    layer[direction].input.Apply(
        kernels,
        {inputs[direction]->row(0), static_cast<size_t>(inputs[direction]->stride()), batch.rows()},
        memory.gates[direction].row(0));
  }
}

void Encoder::RunLayer(const Kernels& kernels, const RecurrentWeights (&layer)[2],
                       RowTable<float>& forward, RowTable<float>& backward,
                       RowTable<int16_t>& output, EncoderMemory& memory) const {
  const SentenceBatch& batch = memory.batch;
  const int size = layer[0].recurrent.inputs();
  RunDirection(kernels, layer[0], forward, memory.direction[0], memory);
  RunDirection(kernels, layer[1], backward, memory.direction[1], memory);
  output.Reset(batch.rows(), 2 * size);
  for (int r = 0; r < batch.rows(); ++r) {
    std::copy_n(memory.direction[0].row(r), size, output.row(r));
    std::copy_n(memory.direction[1].row(batch.Mirror(r)), size, output.row(r) + size);
  }
}

void Encoder::RunDirection(const Kernels& kernels, const RecurrentWeights& weights,
                           RowTable<float>& gates, RowTable<int16_t>& output,
                           EncoderMemory& memory) const {
  const SentenceBatch& batch = memory.batch;
  const int size = weights.recurrent.inputs();
  const auto stride = static_cast<size_t>(weights.recurrent.stride());
  memory.cells.assign(static_cast<size_t>(batch.sentences()) * size, 0.0f);
  output.Reset(batch.rows(), size);
  for (int t = 0; t < batch.steps(); ++t) {
    const int first = batch.step_begin(t), count = batch.step_size(t);
    if (t > 0) {
      weights.recurrent.Add(kernels,
                            {output.row(batch.step_begin(t - 1)), static_cast<size_t>(size), count},
                            gates.row(first));
    }
    kernels.recur(count, size, gates.row(first), stride, memory.cells.data(), output.row(first),
                  static_cast<size_t>(size));
  }
}

}  // namespace newsgraph::text

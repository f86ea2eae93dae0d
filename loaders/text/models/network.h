// The trained network: tags, tree and name scores of sentences.
//
//   memory.encoder.batch.Reset(lengths);
//   network.Begin(memory); ... memory.encoder.words.Take(word, ...) ...
//   network.Run(kernels, memory);
//   network.Tags(memory, row) ; network.Tree(kernels, memory, slot, heads, relations)
//
// Const and thread-safe after Read; the memory belongs to one thread.
//   source   Kiperwasser & Goldberg 2016; Dozat & Manning 2017
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "loaders/text/models/encoder.h"
#include "loaders/text/models/name_finder.h"
#include "loaders/text/models/tree_decoder.h"

namespace newsgraph::text {

struct NetworkMemory {
  EncoderMemory encoder;
  // Of one sentence.
  RowTable<int16_t> children, asked, hidden;
  RowTable<float> asked_scores, relation_scores;
  std::vector<int16_t> packed_heads;
  std::vector<float> scale;
  RowTable<float> arcs;
  std::vector<int> heads;
  TreeDecoder decoder;
};

class Network {
 public:
  bool Read(ByteReader& in);

  void Begin(NetworkMemory& memory) const { encoder_.Begin(memory.encoder); }
  // Runs the layers for the sentences of memory.encoder.batch.
  void Run(const Kernels& kernels, NetworkMemory& memory) const {
    encoder_.Encode(kernels, memory.encoder);
  }

  // Of the word in `row`.
  std::pair<Upos, Xpos> Tags(const NetworkMemory& memory, int row) const;
  NameScores Names(const NetworkMemory& memory, int row) const;

  // The tree of the sentence in `slot`: heads[i] is a word of the sentence, or its length for the
  // root.
  void Tree(const Kernels& kernels, NetworkMemory& memory, int slot, std::span<int> heads,
            std::span<Relation> relations) const;

  // Vectors are stored in these units.
  static constexpr float kArcScale = 128;
  static constexpr float kAskedScale = 32;
  static constexpr float kHiddenScale = 128;

 private:
  void ScoreArcs(const Kernels& kernels, NetworkMemory& memory, int slot) const;
  void LabelArcs(const Kernels& kernels, NetworkMemory& memory, int slot,
                 std::span<const int> heads, std::span<Relation> relations) const;

  Encoder encoder_;
  IntegerMatrix arc_;        // child to what it asks of a head
  IntegerMatrix relations_;  // hidden to relations
  std::vector<float> root_arc_;
  std::vector<float> root_relation_;
};

}  // namespace newsgraph::text

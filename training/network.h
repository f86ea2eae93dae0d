// The network behind tags, trees and names while it learns.
//
//   words -> embeddings of the word, its affixes, shape and name lists, summed
//         -> two-way recurrent layer 1 -> part-of-speech tags
//         -> two-way recurrent layer 2 -> heads (biaffine), relations, name labels
//
// One network learns all tasks, a sentence teaching what it is annotated with.
//   source   Kiperwasser & Goldberg 2016 (relations), Dozat & Manning 2017 (biaffine heads),
//            Søgaard & Goldberg 2016 (tags at the lower layer)
#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "loaders/text/models/byte_stream.h"
#include "training/examples.h"
#include "training/layers.h"

namespace newsgraph::training {

struct NetworkSizes {
  int embedding = 96;
  int recurrent = 96;  // of each direction
  int arc = 64;
  int relation = 64;
};

struct Rates {
  float learning = 3e-3f;
  float layer_dropout = 0.25f;
  float arc_dropout = 0.2f;
  float word_dropout = 0.2f;    // the word itself is hidden
  float affix_dropout = 0.05f;  // each of its parts
  float list_dropout = 0.3f;    // its name lists
  float blank = 0.15f;          // all but the shape of a capitalised word
  float tag_weight = 1;         // of each tag's loss, beside 1 for head and relation
  float name_weight = 1;
};

class Network {
 public:
  Network(int vocabulary, NetworkSizes sizes, Rates rates, uint64_t seed);

  // One step on a batch; `rate` scales the learning rate. Returns the mean loss of a word.
  double Learn(std::span<const Example* const> batch, float rate);

  // In the form loaders/text/models reads.
  void Write(std::span<const text::Feature> vocabulary, text::ByteWriter& out) const;

 private:
  struct Heads;  // working memory of one step
  void Embed(std::span<const Example* const> batch, const SentenceBatch& order);
  double LearnTags(std::span<const Example* const> batch, const SentenceBatch& order, Matrix& dx);
  double LearnTrees(std::span<const Example* const> batch, const SentenceBatch& order, Matrix& dx);
  double LearnNames(std::span<const Example* const> batch, const SentenceBatch& order, Matrix& dx);
  double LearnHeads(const Example& example, const SentenceBatch& order, int slot, Heads& heads);

  NetworkSizes sizes_;
  Rates rates_;
  Random random_;
  Parameters parameters_;
  Parameter* embeddings_;
  TwoWay layer1_, layer2_;
  Linear upos_, xpos_, arc_head_, arc_child_, relation_head_, relation_child_, relations_, names_;
  Parameter* arc_weights_;  // child x head
  Parameter* arc_bias_;     // of a head
  Parameter* root_arc_;     // the root as a head
  Parameter* root_relation_;
  Matrix x1_, x2_, top_, tagger_input_;
  std::vector<std::vector<int>> used_;  // embedding rows by word
};

}  // namespace newsgraph::training

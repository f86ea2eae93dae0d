#include "training/network.h"

#include <algorithm>
#include <cmath>

#include "loaders/text/models/embeddings.h"
#include "loaders/text/models/integer_matrix.h"
#include "loaders/text/models/name_finder.h"

namespace newsgraph::training {

using text::kNameLabels;
using text::kRelationCount;
using text::kUposCount;
using text::kXposCount;

Network::Network(int vocabulary, NetworkSizes sizes, Rates rates, uint64_t seed)
    : sizes_(sizes), rates_(rates), random_(seed) {
  const int top = 2 * sizes.recurrent;
  embeddings_ = &parameters_.Sparse(vocabulary, sizes.embedding, 0.15f, random_);
  layer1_ = TwoWay(sizes.embedding, sizes.recurrent, parameters_, random_);
  layer2_ = TwoWay(top, sizes.recurrent, parameters_, random_);
  upos_ = Linear(top, kUposCount, parameters_, random_);
  xpos_ = Linear(top, kXposCount, parameters_, random_);
  arc_head_ = Linear(top, sizes.arc, parameters_, random_);
  arc_child_ = Linear(top, sizes.arc, parameters_, random_);
  relation_head_ = Linear(top, sizes.relation, parameters_, random_);
  relation_child_ = Linear(top, sizes.relation, parameters_, random_);
  relations_ = Linear(sizes.relation, kRelationCount, parameters_, random_);
  names_ = Linear(top, kNameLabels, parameters_, random_);
  const float deviation = 1 / std::sqrt(static_cast<float>(sizes.arc));
  arc_weights_ = &parameters_.Normal(sizes.arc, sizes.arc, deviation, random_);
  arc_bias_ = &parameters_.Zeros(1, sizes.arc);
  root_arc_ = &parameters_.Normal(1, sizes.arc, 0.1f, random_);
  root_relation_ = &parameters_.Zeros(1, sizes.relation);
}

void Network::Embed(std::span<const Example* const> batch, const SentenceBatch& order) {
  x1_.Reset(order.rows(), sizes_.embedding);
  used_.assign(order.rows(), {});
  for (int slot = 0; slot < order.sentences(); ++slot) {
    const Example& example = *batch[order.given(slot)];
    for (int t = 0; t < example.size(); ++t) {
      const int row = order.RowOf(slot, t);
      const WordRows& word = example.words[t];
      const bool blank = word.capital && random_.Unit() < rates_.blank;
      for (int k = blank ? text::kShapeSlot : 0; k < text::kWordSlots; ++k) {
        const float hidden = k == 0 ? rates_.word_dropout : rates_.affix_dropout;
        if (random_.Unit() >= hidden && word.slots[k] >= 0) used_[row].push_back(word.slots[k]);
      }
      if (!blank && random_.Unit() >= rates_.list_dropout) {
        used_[row].insert(used_[row].end(), word.lists.begin(), word.lists.end());
      }
      float* x = x1_.row(row);
      for (int e : used_[row]) {
        const float* from = embeddings_->value.row(e);
        for (int k = 0; k < sizes_.embedding; ++k) x[k] += from[k];
      }
    }
  }
}

double Network::Learn(std::span<const Example* const> batch, float rate) {
  std::vector<int> lengths;
  for (const Example* example : batch) lengths.push_back(example->size());
  SentenceBatch order;
  order.Reset(lengths);
  const int rows = order.rows(), top = 2 * sizes_.recurrent;

  Embed(batch, order);
  Dropout dropout1, dropout2, dropout_top, dropout_tags;
  dropout1.Apply(x1_, rates_.layer_dropout, random_);
  layer1_.Forward(order, x1_);
  x2_ = layer1_.output();
  dropout2.Apply(x2_, rates_.layer_dropout, random_);
  layer2_.Forward(order, x2_);
  top_ = layer2_.output();
  dropout_top.Apply(top_, rates_.layer_dropout, random_);
  tagger_input_ = layer1_.output();
  dropout_tags.Apply(tagger_input_, rates_.layer_dropout, random_);

  Matrix dtop(rows, top), d2(rows, top), dtags(rows, top), d1(rows, sizes_.embedding);
  double loss = LearnTrees(batch, order, dtop);
  loss += LearnNames(batch, order, dtop);
  dropout_top.Backward(dtop);
  layer2_.Backward(order, x2_, dtop, d2);
  dropout2.Backward(d2);
  loss += LearnTags(batch, order, dtags);
  dropout_tags.Backward(dtags);
  for (size_t i = 0; i < d2.data().size(); ++i) d2.data()[i] += dtags.data()[i];
  layer1_.Backward(order, x1_, d2, d1);
  dropout1.Backward(d1);
  for (int row = 0; row < rows; ++row) {
    for (int e : used_[row]) {
      embeddings_->Touch(e);
      float* gradient = embeddings_->gradient.row(e);
      for (int k = 0; k < sizes_.embedding; ++k) gradient[k] += d1.row(row)[k];
    }
  }
  parameters_.Step(rates_.learning * rate);
  return loss / rows;
}

double Network::LearnTags(std::span<const Example* const> batch, const SentenceBatch& order,
                          Matrix& dx) {
  Matrix upos, xpos;
  upos_.Forward(tagger_input_, upos);
  xpos_.Forward(tagger_input_, xpos);
  Matrix dupos(upos.rows(), upos.columns()), dxpos(xpos.rows(), xpos.columns());
  const float scale = rates_.tag_weight / static_cast<float>(order.rows());
  double loss = 0;
  for (int slot = 0; slot < order.sentences(); ++slot) {
    const AnnotatedSentence& sentence = *batch[order.given(slot)]->sentence;
    if (!sentence.has_tree()) continue;
    for (int t = 0; t < order.length(slot); ++t) {
      const int row = order.RowOf(slot, t);
      const auto [u, x] = sentence.tags[t];
      loss += SoftmaxLoss({upos.row(row), kUposCount}, static_cast<int>(u), scale,
                          {dupos.row(row), kUposCount});
      loss += SoftmaxLoss({xpos.row(row), kXposCount}, static_cast<int>(x), scale,
                          {dxpos.row(row), kXposCount});
    }
  }
  upos_.Backward(tagger_input_, dupos, dx);
  xpos_.Backward(tagger_input_, dxpos, dx);
  return loss;
}

double Network::LearnNames(std::span<const Example* const> batch, const SentenceBatch& order,
                           Matrix& dx) {
  Matrix names;
  names_.Forward(top_, names);
  Matrix dnames(names.rows(), names.columns());
  const float scale = rates_.name_weight / static_cast<float>(order.rows());
  double loss = 0;
  for (int slot = 0; slot < order.sentences(); ++slot) {
    const AnnotatedSentence& sentence = *batch[order.given(slot)]->sentence;
    if (!sentence.has_names()) continue;
    for (int t = 0; t < order.length(slot); ++t) {
      const int row = order.RowOf(slot, t);
      loss += SoftmaxLoss({names.row(row), kNameLabels}, sentence.names[t], scale,
                          {dnames.row(row), kNameLabels});
    }
  }
  names_.Backward(top_, dnames, dx);
  return loss;
}

// What the tree part of one step computes for all rows.
struct Network::Heads {
  Matrix head, child;  // after rectification and dropout
  Matrix dhead, dchild;
  float scale = 0;
};

double Network::LearnTrees(std::span<const Example* const> batch, const SentenceBatch& order,
                           Matrix& dx) {
  const int rows = order.rows();
  Heads heads;
  heads.scale = 1 / static_cast<float>(rows);
  arc_head_.Forward(top_, heads.head);
  arc_child_.Forward(top_, heads.child);
  Rectify(heads.head);
  Rectify(heads.child);
  Dropout head_dropout, child_dropout;
  head_dropout.Apply(heads.head, rates_.arc_dropout, random_);
  child_dropout.Apply(heads.child, rates_.arc_dropout, random_);
  heads.dhead.Reset(rows, sizes_.arc);
  heads.dchild.Reset(rows, sizes_.arc);

  Matrix relation_head, relation_child;
  relation_head_.Forward(top_, relation_head);
  relation_child_.Forward(top_, relation_child);
  Matrix hidden(rows, sizes_.relation);
  std::vector<const AnnotatedSentence*> sentence_of(rows, nullptr);
  std::vector<int> position(rows), head_row(rows, -1);
  double loss = 0;
  for (int slot = 0; slot < order.sentences(); ++slot) {
    const Example& example = *batch[order.given(slot)];
    if (!example.sentence->has_tree()) continue;
    loss += LearnHeads(example, order, slot, heads);
    for (int t = 0; t < example.size(); ++t) {
      const int row = order.RowOf(slot, t), head = example.sentence->heads[t];
      sentence_of[row] = example.sentence;
      position[row] = t;
      if (head < example.size()) head_row[row] = order.RowOf(slot, head);
      const float* from =
          head_row[row] >= 0 ? relation_head.row(head_row[row]) : root_relation_->value.row(0);
      for (int k = 0; k < sizes_.relation; ++k) {
        hidden.row(row)[k] = from[k] + relation_child.row(row)[k];
      }
    }
  }
  Rectify(hidden);
  Matrix relations, drelations(rows, kRelationCount), dhidden(rows, sizes_.relation);
  relations_.Forward(hidden, relations);
  for (int row = 0; row < rows; ++row) {
    if (sentence_of[row] == nullptr) continue;
    loss += SoftmaxLoss({relations.row(row), kRelationCount},
                        static_cast<int>(sentence_of[row]->relations[position[row]]), heads.scale,
                        {drelations.row(row), kRelationCount});
  }
  relations_.Backward(hidden, drelations, dhidden);
  RectifyBackward(hidden, dhidden);
  Matrix drelation_head(rows, sizes_.relation), drelation_child(rows, sizes_.relation);
  for (int row = 0; row < rows; ++row) {
    if (sentence_of[row] == nullptr) continue;
    float* to =
        head_row[row] >= 0 ? drelation_head.row(head_row[row]) : root_relation_->gradient.row(0);
    for (int k = 0; k < sizes_.relation; ++k) {
      to[k] += dhidden.row(row)[k];
      drelation_child.row(row)[k] += dhidden.row(row)[k];
    }
  }
  head_dropout.Backward(heads.dhead);
  child_dropout.Backward(heads.dchild);
  RectifyBackward(heads.head, heads.dhead);
  RectifyBackward(heads.child, heads.dchild);
  arc_head_.Backward(top_, heads.dhead, dx);
  arc_child_.Backward(top_, heads.dchild, dx);
  relation_head_.Backward(top_, drelation_head, dx);
  relation_child_.Backward(top_, drelation_child, dx);
  return loss;
}

// scores[child][head] = (W child + b) . head; the root is the last head.
double Network::LearnHeads(const Example& example, const SentenceBatch& order, int slot,
                           Heads& heads) {
  const int n = example.size(), arc = sizes_.arc;
  Matrix child(n, arc), head(n + 1, arc), asked(n, arc), scores(n, n + 1), dscores(n, n + 1);
  for (int t = 0; t < n; ++t) {
    std::copy_n(heads.child.row(order.RowOf(slot, t)), arc, child.row(t));
    std::copy_n(heads.head.row(order.RowOf(slot, t)), arc, head.row(t));
  }
  std::copy_n(root_arc_->value.row(0), arc, head.row(n));
  AddToRows(arc_bias_->value, All(asked));
  AddProduct(child, arc_weights_->value, All(asked));
  AddProductTransposedB(asked, head, All(scores));
  double loss = 0;
  for (int t = 0; t < n; ++t) {
    scores.row(t)[t] = -1e4f;  // not its own head
    loss += SoftmaxLoss({scores.row(t), static_cast<size_t>(n) + 1}, example.sentence->heads[t],
                        heads.scale, {dscores.row(t), static_cast<size_t>(n) + 1});
  }
  Matrix dasked(n, arc), dhead(n + 1, arc), dchild(n, arc);
  AddProduct(dscores, head, All(dasked));
  AddProductTransposedA(dscores, asked, All(dhead));
  AddProductTransposedB(dasked, arc_weights_->value, All(dchild));
  AddProductTransposedA(child, dasked, All(arc_weights_->gradient));
  AddSumOfRows(dasked, All(arc_bias_->gradient));
  AddSumOfRows(RowsOf(std::as_const(dhead), n, 1), All(root_arc_->gradient));
  for (int t = 0; t < n; ++t) {
    std::copy_n(dchild.row(t), arc, heads.dchild.row(order.RowOf(slot, t)));
    std::copy_n(dhead.row(t), arc, heads.dhead.row(order.RowOf(slot, t)));
  }
  return loss;
}

namespace {

// Several maps of the same inputs as one, side by side.
void WriteBeside(std::span<const Linear* const> parts, text::ByteWriter& out) {
  const int inputs = parts[0]->weights().rows();
  std::vector<float> weights, bias;
  for (int k = 0; k < inputs; ++k) {
    for (const Linear* part : parts) {
      const float* row = part->weights().row(k);
      weights.insert(weights.end(), row, row + part->outputs());
    }
  }
  for (const Linear* part : parts) {
    bias.insert(bias.end(), part->bias().row(0), part->bias().row(0) + part->outputs());
  }
  text::IntegerMatrix::Write(inputs, static_cast<int>(bias.size()), weights, bias, out);
}

void WriteDirection(const Recurrent& layer, text::ByteWriter& out) {
  const int inputs = layer.input_weights().rows(), size = layer.size();
  const std::vector<float> no_bias(3 * size, 0.0f);
  text::IntegerMatrix::Write(inputs, 3 * size, layer.input_weights().data(), layer.bias().data(),
                             out);
  text::IntegerMatrix::Write(size, 3 * size, layer.recurrent_weights().data(), no_bias, out);
}

}  // namespace

void Network::Write(std::span<const text::Feature> vocabulary, text::ByteWriter& out) const {
  text::Embeddings::Write(sizes_.embedding, vocabulary, embeddings_->value.data(), out);
  for (const TwoWay* layer : {&layer1_, &layer2_}) {
    WriteDirection(layer->forward(), out);
    WriteDirection(layer->backward(), out);
  }
  WriteBeside(std::vector<const Linear*>{&upos_, &xpos_}, out);
  WriteBeside(std::vector<const Linear*>{&arc_head_, &arc_child_, &relation_head_, &relation_child_,
                                         &names_},
              out);
  text::IntegerMatrix::Write(sizes_.arc, sizes_.arc, arc_weights_->value.data(),
                             arc_bias_->value.data(), out);
  WriteBeside(std::vector<const Linear*>{&relations_}, out);
  for (float x : root_arc_->value.data()) out.Float(x);
  for (float x : root_relation_->value.data()) out.Float(x);
}

}  // namespace newsgraph::training

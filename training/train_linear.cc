#include "training/train_linear.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "loaders/text/models/name_finder.h"
#include "loaders/text/models/parser.h"
#include "loaders/text/models/tagger.h"

namespace newsgraph::training {
namespace {

using text::Feature;
using text::Move;
using text::Relation;
using text::TagPair;
using text::WordFeatures;

std::vector<WordFeatures> Featurise(std::span<const std::string> forms) {
  std::vector<WordFeatures> words;
  for (const std::string& form : forms) words.push_back(text::FeaturesOf(form));
  return words;
}

// Which moves keep the best reachable tree as good as it is (Goldberg & Nivre 2013).
std::array<bool, 3> OptimalMoves(const text::ParseState& state, std::span<const int> heads) {
  const int n = state.size();
  const auto head = [&](int i) { return i == n ? -2 : heads[i]; };
  std::array<int, 3> cost{};
  const int b0 = state.next();
  const int s0 = state.Stack(0), s1 = state.Stack(1);
  if (s0 != text::ParseState::kNone) {
    // left: s0 loses its head s1 or in the buffer behind b0, and its children in the buffer.
    if (head(s0) != b0 && (head(s0) == s1 || head(s0) > b0)) ++cost[1];
    for (int i = b0; i < n; ++i) cost[1] += head(i) == s0;
    // right: s0 loses its head or children in the buffer.
    if (head(s0) >= b0) ++cost[2];
    for (int i = b0; i < n; ++i) cost[2] += head(i) == s0;
  }
  // shift: b0 loses its head in the stack below s0 and its children in the stack.
  for (int k = 0; state.Stack(k) != text::ParseState::kNone; ++k) {
    if (b0 >= n) break;
    if (k > 0 && head(b0) == state.Stack(k)) ++cost[0];
    if (head(state.Stack(k)) == b0) ++cost[0];
  }
  std::array<bool, 3> optimal{};
  int best = INT32_MAX;
  for (int m = 0; m < 3; ++m) {
    if (state.IsLegal(static_cast<Move>(m))) best = std::min(best, cost[m]);
  }
  for (int m = 0; m < 3; ++m) {
    optimal[m] = state.IsLegal(static_cast<Move>(m)) && cost[m] == best;
  }
  return optimal;
}

}  // namespace

void TrainTagger(std::span<const TreeSentence> sentences, int rounds, uint64_t seed,
                 text::ByteWriter& out) {
  std::map<TagPair, int> seen;
  for (const TreeSentence& s : sentences) {
    for (const TagPair& tag : s.tags) ++seen[tag];
  }
  std::vector<TagPair> labels;
  std::map<TagPair, uint8_t> index;
  for (const auto& [tag, count] : seen) {
    if (count < 5) continue;
    index[tag] = static_cast<uint8_t>(labels.size());
    labels.push_back(tag);
  }
  AveragedTable table(static_cast<int>(labels.size()));
  Random random(seed);
  std::vector<Feature> features;
  std::vector<float> scores(labels.size());
  for (int round = 0; round < rounds; ++round) {
    size_t wrong = 0, total = 0;
    for (uint32_t s : Shuffled(sentences.size(), random)) {
      const TreeSentence& sentence = sentences[s];
      const auto words = Featurise(sentence.forms);
      std::vector<uint8_t> guessed(words.size());
      for (size_t i = 0; i < words.size(); ++i) {
        features.clear();
        text::ForTagFeatures(words, guessed, i, [&](Feature f) { features.push_back(f); });
        table.Score(features, scores.data());
        const auto best = std::max_element(scores.begin(), scores.end()) - scores.begin();
        guessed[i] = static_cast<uint8_t>(best);
        const auto gold = index.find(sentence.tags[i]);
        if (gold == index.end()) continue;
        ++total;
        if (gold->second != best) {
          ++wrong;
          table.Update(features, gold->second, 1);
          table.Update(features, static_cast<int>(best), -1);
        }
        table.Tick();
      }
    }
    std::fprintf(stderr, "tagger round %d: %.2f%% right\n", round + 1,
                 100.0 * static_cast<double>(total - wrong) / static_cast<double>(total));
  }
  text::Tagger::Write(labels, table.Rows(3), out);
}

void TrainParser(std::span<const TreeSentence> sentences,
                 std::span<const std::vector<TagPair>> tags, int rounds, uint64_t seed,
                 text::ByteWriter& out) {
  AveragedTable moves(text::kMoveCount);
  AveragedTable labels(text::kRelationCount);
  Random random(seed);
  std::vector<Feature> features;
  std::array<float, text::kMoveCount> move_scores;
  std::array<float, text::kRelationCount> label_scores;
  text::ParseState state;
  for (int round = 0; round < rounds; ++round) {
    size_t right = 0, total = 0;
    for (uint32_t s : Shuffled(sentences.size(), random)) {
      const TreeSentence& sentence = sentences[s];
      const auto words = Featurise(sentence.forms);
      state.Start(words, tags[s]);
      for (int step = 0; step < 2 * state.size(); ++step) {
        const auto optimal = OptimalMoves(state, sentence.heads);
        features.clear();
        state.ForFeatures(0, [&](Feature f) { features.push_back(f); });
        moves.Score(features, move_scores.data());
        int guess = -1, gold = -1;
        for (int m = 0; m < 3; ++m) {
          if (!state.IsLegal(static_cast<Move>(m))) continue;
          if (guess < 0 || move_scores[m] > move_scores[guess]) guess = m;
          if (optimal[m] && (gold < 0 || move_scores[m] > move_scores[gold])) gold = m;
        }
        if (!optimal[guess]) {
          moves.Update(features, gold, 1);
          moves.Update(features, guess, -1);
        }
        moves.Tick();
        const int taken = round > 0 && random.Unit() < 0.9f ? guess : gold;
        const Move move = static_cast<Move>(taken);
        Relation relation = Relation::kRoot;
        if (move != Move::kShift) {
          const int child = state.Stack(0);
          const int head = move == Move::kLeft ? state.next() : state.Stack(1);
          features.clear();
          state.ForFeatures(1 + taken, [&](Feature f) { features.push_back(f); });
          if (head != state.size()) {
            labels.Score(features, label_scores.data());
            label_scores[static_cast<int>(Relation::kRoot)] = -1e9f;
            const auto best =
                std::max_element(label_scores.begin(), label_scores.end()) - label_scores.begin();
            relation = static_cast<Relation>(best);
            if (sentence.heads[child] == head) {
              const int wanted = static_cast<int>(sentence.relations[child]);
              if (wanted != best) {
                labels.Update(features, wanted, 1);
                labels.Update(features, static_cast<int>(best), -1);
              }
              labels.Tick();
            }
          }
          right += sentence.heads[child] == head && sentence.relations[child] == relation;
          ++total;
        }
        state.Apply(move, relation);
      }
    }
    std::fprintf(stderr, "parser round %d: %.2f%% right\n", round + 1,
                 100.0 * static_cast<double>(right) / static_cast<double>(total));
  }
  text::Parser::Write(moves.Rows(5), labels.Rows(5), out);
}

void TrainNames(std::span<const NameSentence> sentences, std::span<const std::vector<TagPair>> tags,
                int rounds, uint64_t seed, text::ByteWriter& out) {
  using text::kNameLabels;
  AveragedTable table(kNameLabels);
  // Transitions are features of their own: one row per label before.
  const auto transition = [](uint8_t from) { return Feature{0xFFFF0000u + from}; };
  Random random(seed);
  std::vector<std::vector<Feature>> features;
  for (int round = 0; round < rounds; ++round) {
    size_t wrong = 0, total = 0;
    for (uint32_t s : Shuffled(sentences.size(), random)) {
      const NameSentence& sentence = sentences[s];
      const auto words = Featurise(sentence.forms);
      const size_t n = words.size();
      features.assign(n, {});
      std::vector<float> emit(n * kNameLabels), path(n * kNameLabels, -1e9f);
      std::vector<uint8_t> back(n * kNameLabels, 0);
      std::vector<float> moves(kNameLabels * kNameLabels);
      for (uint8_t from = 0; from < kNameLabels; ++from) {
        const Feature f = transition(from);
        table.Score({&f, 1}, &moves[from * kNameLabels]);
      }
      for (size_t i = 0; i < n; ++i) {
        text::ForNameFeatures(words, tags[s], i, [&](Feature f) { features[i].push_back(f); });
        table.Score(features[i], &emit[i * kNameLabels]);
        for (uint8_t to = 0; to < kNameLabels; ++to) {
          float best = -1e9f;
          for (uint8_t from = 0; from < (i == 0 ? 1 : kNameLabels); ++from) {
            if (!text::MayFollow(from, to)) continue;
            const float score =
                (i == 0 ? 0 : path[(i - 1) * kNameLabels + from]) + moves[from * kNameLabels + to];
            if (score > best) {
              best = score;
              back[i * kNameLabels + to] = from;
            }
          }
          path[i * kNameLabels + to] = best + emit[i * kNameLabels + to];
        }
      }
      uint8_t label = 0;
      float best = -1e9f;
      for (uint8_t from = 0; from < kNameLabels; ++from) {
        if (text::MayFollow(from, 0) && path[(n - 1) * kNameLabels + from] > best) {
          best = path[(n - 1) * kNameLabels + from];
          label = from;
        }
      }
      std::vector<uint8_t> guess(n);
      for (size_t i = n; i-- > 0;) {
        guess[i] = label;
        label = back[i * kNameLabels + label];
      }
      for (size_t i = 0; i < n; ++i) {
        const uint8_t gold = sentence.labels[i];
        total += 1;
        if (gold != guess[i]) {
          ++wrong;
          table.Update(features[i], gold, 1);
          table.Update(features[i], guess[i], -1);
        }
        const Feature gold_from = transition(i > 0 ? sentence.labels[i - 1] : 0);
        const Feature guess_from = transition(i > 0 ? guess[i - 1] : 0);
        if (gold != guess[i] || gold_from != guess_from) {
          table.Update({&gold_from, 1}, gold, 1);
          table.Update({&guess_from, 1}, guess[i], -1);
        }
      }
      table.Tick();
    }
    std::fprintf(stderr, "names round %d: %.2f%% right\n", round + 1,
                 100.0 * static_cast<double>(total - wrong) / static_cast<double>(total));
  }
  auto rows = table.Rows(3);
  std::vector<int8_t> transitions(kNameLabels * kNameLabels, 0);
  std::erase_if(rows, [&](const text::FeatureTable::Row& row) {
    if (row.feature < 0xFFFF0000u || row.feature >= 0xFFFF0000u + kNameLabels) return false;
    std::copy(row.weights.begin(), row.weights.end(),
              transitions.begin() + (row.feature - 0xFFFF0000u) * kNameLabels);
    return true;
  });
  text::NameFinder::Write(rows, transitions, out);
}

}  // namespace newsgraph::training

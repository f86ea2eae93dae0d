#include "loaders/text/models/models.h"

#include <algorithm>
#include <numeric>

#include "graph/base/check.h"
#include "loaders/text/models/true_case.h"
#include "loaders/text/models/weights.h"
#include "loaders/text/models/word_features.h"

namespace newsgraph::text {
namespace {

// Sentences go through the network in groups of about this size: enough to share the work of
// loading weights, few enough to stay in the cache.
constexpr int kGroupSentences = 16;
constexpr int kGroupWords = 512;

}  // namespace

struct WorkingMemory {
  std::vector<WordFeatures> words;         // of the whole article
  std::vector<std::string_view> spelling;  // of each word, headlines in the case of the body
  TrueCase true_case;
  std::vector<ListMarks> marks;
  std::vector<NameScores> name_scores;
  std::vector<uint32_t> order;  // sentences, longest first
  std::vector<int> lengths;     // of one group
  NetworkMemory network;
  std::vector<int> heads;  // of one sentence
  std::vector<Relation> relations;
  NameFinder names;
};

Scratch::Scratch() : memory_(std::make_unique<WorkingMemory>()) {}
Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;
Scratch::~Scratch() = default;

bool Word::IsFinite() const {
  return xpos == Xpos::kVBD || xpos == Xpos::kVBP || xpos == Xpos::kVBZ || xpos == Xpos::kMD;
}

bool Word::IsPlural() const { return xpos == Xpos::kNNS || xpos == Xpos::kNNPS; }

void Analysis::Clear() {
  words.clear();
  names.clear();
  lemma_bytes.clear();
}

namespace {

// One article's way through the models.
class Article {
 public:
  Article(std::string_view text, const TokenisedText& tokens, const Weights& weights,
          WorkingMemory& memory, Analysis& analysis)
      : text_(text),
        tokens_(tokens),
        weights_(weights),
        kernels_(FastestKernels()),
        memory_(memory),
        analysis_(analysis) {}

  void Analyse() {
    Look();
    const auto count = static_cast<uint32_t>(tokens_.sentences.size());
    memory_.order.resize(count);
    std::iota(memory_.order.begin(), memory_.order.end(), 0);
    std::sort(memory_.order.begin(), memory_.order.end(), [&](uint32_t a, uint32_t b) {
      const uint32_t length_a = tokens_.sentences[a].size(), length_b = tokens_.sentences[b].size();
      return length_a != length_b ? length_a > length_b : a < b;
    });
    for (uint32_t first = 0; first < count;) {
      uint32_t last = first;
      uint32_t words = 0;
      while (last < count && last - first < kGroupSentences && words < kGroupWords) {
        words += tokens_.sentences[memory_.order[last++]].size();
      }
      RunGroup(std::span(memory_.order).subspan(first, last - first));
      first = last;
    }
    FindNames();
    FinishWords();
  }

 private:
  // Features, the case of headlines, lists.
  void Look() {
    const size_t count = tokens_.tokens.size();
    analysis_.words.resize(count);
    memory_.words.resize(count);
    memory_.marks.resize(count);
    memory_.name_scores.resize(count);
    size_t bytes = 0;
    for (size_t i = 0; i < count; ++i) {
      memory_.words[i] = FeaturesOf(tokens_.tokens[i].span.In(text_));
      bytes += 2 * tokens_.tokens[i].span.size() + Lemmas::kGrowth;
    }
    analysis_.lemma_bytes.reserve(
        bytes);  // spelling and lemmas are views into it: it must not move
    memory_.true_case.Restore(text_, tokens_, memory_.words, analysis_.lemma_bytes,
                              memory_.spelling);
    for (const Sentence s : tokens_.sentences) {
      weights_.lists.Mark(std::span(memory_.words).subspan(s.begin, s.size()),
                          std::span(memory_.marks).subspan(s.begin, s.size()));
    }
  }

  void RunGroup(std::span<const uint32_t> sentences) {
    EncoderMemory& encoder = memory_.network.encoder;
    memory_.lengths.clear();
    for (uint32_t s : sentences) {
      memory_.lengths.push_back(static_cast<int>(tokens_.sentences[s].size()));
    }
    encoder.batch.Reset(memory_.lengths);
    weights_.network.Begin(memory_.network);
    const auto sentence_in = [&](int slot) {
      return tokens_.sentences[sentences[encoder.batch.given(slot)]];
    };
    for (int slot = 0; slot < encoder.batch.sentences(); ++slot) {
      const Sentence sentence = sentence_in(slot);
      for (uint32_t t = 0; t < sentence.size(); ++t) {
        const uint32_t word = sentence.begin + t;
        const int row = encoder.batch.RowOf(slot, static_cast<int>(t));
        encoder.words.Take(memory_.words[word], memory_.marks[word], row,
                           encoder.batch.Mirror(row));
      }
    }
    weights_.network.Run(kernels_, memory_.network);
    for (int slot = 0; slot < encoder.batch.sentences(); ++slot) {
      TakeSentence(sentence_in(slot), slot);
    }
  }

  void TakeSentence(Sentence sentence, int slot) {
    const uint32_t size = sentence.size();
    memory_.heads.resize(size);
    memory_.relations.resize(size);
    weights_.network.Tree(kernels_, memory_.network, slot, memory_.heads, memory_.relations);
    for (uint32_t t = 0; t < size; ++t) {
      const int row = memory_.network.encoder.batch.RowOf(slot, static_cast<int>(t));
      Word& word = analysis_.words[sentence.begin + t];
      std::tie(word.upos, word.xpos) = weights_.network.Tags(memory_.network, row);
      const auto head = static_cast<uint32_t>(memory_.heads[t]);
      word.head = head == size ? kNoHead : sentence.begin + head;
      word.relation = memory_.relations[t];
      memory_.name_scores[sentence.begin + t] = weights_.network.Names(memory_.network, row);
    }
  }

  void FindNames() {
    memory_.names.Share(memory_.words, memory_.name_scores);
    for (const Sentence s : tokens_.sentences) {
      memory_.names.Find(std::span(memory_.name_scores).subspan(s.begin, s.size()), s.begin,
                         analysis_.names);
    }
  }

  // Lemmas and voice.
  void FinishWords() {
    for (size_t i = 0; i < analysis_.words.size(); ++i) {
      Word& word = analysis_.words[i];
      word.lemma =
          weights_.lemmas.Of(memory_.spelling[i], word.upos, word.xpos, analysis_.lemma_bytes);
      const bool marks_passive = word.relation == Relation::kNsubjPass ||
                                 word.relation == Relation::kCsubjPass ||
                                 word.relation == Relation::kAuxPass;
      if (marks_passive && word.head != kNoHead) analysis_.words[word.head].passive = true;
    }
  }

  const std::string_view text_;
  const TokenisedText& tokens_;
  const Weights& weights_;
  const Kernels& kernels_;
  WorkingMemory& memory_;
  Analysis& analysis_;
};

}  // namespace

Models::Models(std::unique_ptr<const Weights> weights) : weights_(std::move(weights)) {}
Models::Models(Models&&) noexcept = default;
Models& Models::operator=(Models&&) noexcept = default;
Models::~Models() = default;

StatusOr<Models> Models::Load() { return FromBytes(EmbeddedWeights()); }

StatusOr<Models> Models::FromBytes(std::string_view bytes) {
  auto weights = std::make_unique<Weights>();
  RETURN_IF_ERROR(weights->Unpack(bytes));
  return Models(std::move(weights));
}

void Models::Analyse(std::string_view text, const TokenisedText& tokens, Scratch& scratch,
                     Analysis& analysis) const {
  analysis.Clear();
  Article(text, tokens, *weights_, *scratch.memory_, analysis).Analyse();
}

}  // namespace newsgraph::text

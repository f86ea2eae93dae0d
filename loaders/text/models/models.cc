#include "loaders/text/models/models.h"

#include "graph/base/check.h"
#include "loaders/text/models/weights.h"
#include "loaders/text/models/word_features.h"

namespace newsgraph::text {

struct WorkingMemory {
  std::vector<WordFeatures> words;  // of the whole article
  std::vector<TagPair> tags;
  std::vector<uint32_t> heads;  // of one sentence
  std::vector<Relation> relations;
  ParseState state;
  std::vector<int16_t> scores;
  std::vector<uint8_t> labels;
  std::vector<int32_t> path;
  std::vector<uint8_t> back;
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
  WorkingMemory& memory = *scratch.memory_;
  const size_t count = tokens.tokens.size();
  analysis.Clear();
  analysis.words.resize(count);
  memory.words.resize(count);
  memory.tags.resize(count);
  size_t bytes = 0;
  for (size_t i = 0; i < count; ++i) {
    memory.words[i] = FeaturesOf(tokens.tokens[i].span.In(text));
    bytes += tokens.tokens[i].span.size() + Lemmas::kGrowth;
  }
  analysis.lemma_bytes.reserve(bytes);  // lemmas are views into it: it must not move
  for (const Sentence sentence : tokens.sentences) {
    const auto words = std::span(memory.words).subspan(sentence.begin, sentence.size());
    const auto tags = std::span(memory.tags).subspan(sentence.begin, sentence.size());
    memory.heads.resize(sentence.size());
    memory.relations.resize(sentence.size());
    weights_->tagger.Tag(words, memory.scores, memory.labels, tags);
    weights_->names.Find(words, tags, sentence.begin, memory.scores, memory.path, memory.back,
                         analysis.names);
    weights_->parser.Parse(words, tags, memory.state, memory.heads, memory.relations);
    for (uint32_t i = 0; i < sentence.size(); ++i) {
      Word& word = analysis.words[sentence.begin + i];
      std::tie(word.upos, word.xpos) = tags[i];
      word.relation = memory.relations[i];
      word.head = memory.heads[i] == kNoHead ? kNoHead : sentence.begin + memory.heads[i];
      word.lemma = weights_->lemmas.Of(tokens.tokens[sentence.begin + i].span.In(text), word.upos,
                                       word.xpos, analysis.lemma_bytes);
    }
  }
  for (const Word& word : analysis.words) {
    const bool passive = word.relation == Relation::kNsubjPass ||
                         word.relation == Relation::kCsubjPass ||
                         word.relation == Relation::kAuxPass;
    if (passive && word.head != kNoHead) analysis.words[word.head].passive = true;
  }
}

}  // namespace newsgraph::text

// Trainers of the linear models: each learns from annotated sentences and writes its model.
#pragma once

#include <span>
#include <vector>

#include "loaders/text/models/byte_stream.h"
#include "training/averaged_table.h"
#include "training/corpus.h"

namespace newsgraph::training {

void TrainTagger(std::span<const TreeSentence> sentences, int rounds, uint64_t seed,
                 text::ByteWriter& out);

// Tags are the tagger's own; `tags` is parallel to `sentences`.
void TrainParser(std::span<const TreeSentence> sentences,
                 std::span<const std::vector<text::TagPair>> tags, int rounds, uint64_t seed,
                 text::ByteWriter& out);

void TrainNames(std::span<const NameSentence> sentences,
                std::span<const std::vector<text::TagPair>> tags, int rounds, uint64_t seed,
                text::ByteWriter& out);

}  // namespace newsgraph::training

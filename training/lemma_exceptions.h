// Lemmas as the treebanks have them: the base forms, and what the rules get wrong.
#pragma once

#include <span>

#include "loaders/text/models/lemma.h"
#include "training/corpus.h"

namespace newsgraph::training {

text::Lemmas LearnLemmas(std::span<const AnnotatedSentence> sentences);

}  // namespace newsgraph::training

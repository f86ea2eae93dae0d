#include "training/examples.h"

#include <map>

namespace newsgraph::training {
namespace {

std::vector<text::WordFeatures> FeaturesOfAll(const AnnotatedSentence& sentence) {
  std::vector<text::WordFeatures> words;
  for (const std::string& form : sentence.forms) words.push_back(text::FeaturesOf(form));
  return words;
}

}  // namespace

Vocabulary::Vocabulary(std::span<const Corpus> corpora, const text::NameLists& lists, int least) {
  std::map<text::Feature, int> counts;
  std::vector<text::ListMarks> marks;
  for (const Corpus& corpus : corpora) {
    for (const AnnotatedSentence& sentence : corpus) {
      const auto words = FeaturesOfAll(sentence);
      marks.resize(words.size());
      lists.Mark(words, marks);
      for (size_t i = 0; i < words.size(); ++i) {
        for (text::Feature feature : text::SlotsOf(words[i])) ++counts[feature];
        for (int k = 0; k < marks[i].count; ++k) counts[marks[i].features[k]] += least;
      }
    }
  }
  for (const auto& [feature, count] : counts) {
    if (count < least) continue;
    rows_[feature] = static_cast<int>(features_.size());
    features_.push_back(feature);
  }
}

Example Vocabulary::Convert(const AnnotatedSentence& sentence, const text::NameLists& lists) const {
  Example example;
  example.sentence = &sentence;
  const auto words = FeaturesOfAll(sentence);
  std::vector<text::ListMarks> marks(words.size());
  lists.Mark(words, marks);
  const auto row = [&](text::Feature feature) {
    const auto found = rows_.find(feature);
    return found == rows_.end() ? -1 : found->second;
  };
  for (size_t i = 0; i < words.size(); ++i) {
    WordRows& rows = example.words.emplace_back();
    rows.capital = words[i].signs & text::kCapital;
    const auto slots = text::SlotsOf(words[i]);
    for (int k = 0; k < text::kWordSlots; ++k) rows.slots[k] = row(slots[k]);
    for (int k = 0; k < marks[i].count; ++k) {
      if (const int r = row(marks[i].features[k]); r >= 0) rows.lists.push_back(r);
    }
  }
  return example;
}

}  // namespace newsgraph::training

#include "loaders/text/document.h"

#include "loaders/text/letters.h"

namespace newsgraph::text {

void Document::IndexTrees() {
  const uint32_t count = static_cast<uint32_t>(words().size());
  child_start_.assign(count + 1, 0);
  child_list_.assign(count, 0);
  for (const Word& word : words()) {
    if (word.head != kNoHead) ++child_start_[word.head + 1];
  }
  for (uint32_t i = 0; i < count; ++i) child_start_[i + 1] += child_start_[i];
  std::vector<uint32_t> next(child_start_.begin(), child_start_.end() - 1);
  for (uint32_t i = 0; i < count; ++i) {
    if (words()[i].head != kNoHead) child_list_[next[words()[i].head]++] = i;
  }
  sentence_of_.resize(count);
  for (uint32_t s = 0; s < tokens.sentences.size(); ++s) {
    for (uint32_t t = tokens.sentences[s].begin; t < tokens.sentences[s].end; ++t) {
      sentence_of_[t] = s;
    }
  }
  lower_.resize(count);
  for (uint32_t i = 0; i < count; ++i) lower_[i] = ToLower(Text(i));
}

uint32_t Document::Child(uint32_t token, Relation relation) const {
  for (uint32_t child : Children(token)) {
    if (words()[child].relation == relation) return child;
  }
  return kNone;
}

std::string_view Document::Preposition(uint32_t token) const {
  for (uint32_t child : Children(token)) {
    if (words()[child].relation == Relation::kCase && Lower(child) != "'s" && Lower(child) != "’s" &&
        words()[child].xpos != Xpos::kPOS) {
      return Lower(child);
    }
  }
  return {};
}

bool Document::HasChildWord(uint32_t token, std::string_view lower) const {
  for (uint32_t child : Children(token)) {
    if (Lower(child) == lower) return true;
  }
  return false;
}

std::string Document::Phrase(uint32_t begin, uint32_t end, bool singular) const {
  std::string phrase;
  for (uint32_t t = begin; t < end; ++t) {
    if (t > begin && tokens.tokens[t].space_before) phrase += ' ';
    if (singular && t + 1 == end && words()[t].upos == Upos::kNoun) {
      phrase += words()[t].lemma;
    } else {
      phrase += Lower(t);
    }
  }
  return phrase;
}

void ReadWords(Document& doc, Scratch& scratch) {
  doc.tokens.Clear();
  for (uint32_t b = 0; b < doc.article.blocks.size(); ++b) {
    const Block& block = doc.article.blocks[b];
    if (!block.IsStory() || block.text.empty()) continue;
    Tokenise(doc.text, block.text, doc.tokens);
    doc.block_of.resize(doc.tokens.sentences.size(), b);
  }
  doc.knowledge.models().Analyse(doc.text, doc.tokens, scratch, doc.analysis);
  doc.IndexTrees();
  doc.mention_at.assign(doc.tokens.tokens.size(), kNone);
}

}  // namespace newsgraph::text

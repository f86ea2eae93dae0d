// Annotated text as the trainers read it: treebanks (CoNLL-U), names (CoNLL columns, Re-DocRED
// JSON).
//
//   ASSIGN_OR_RETURN(auto sentences, ReadTreebank("ud/en_ewt-train.conllu.xz"));
//
// Files may be .xz. Everything is copied out of the file; no state.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "loaders/text/models/labels.h"
#include "loaders/text/models/tagger.h"

namespace newsgraph::training {

// The whole file, unpacked if it is .xz.
//   errors   IoError, Corruption
StatusOr<std::string> ReadFile(const std::string& path);

struct TreeSentence {
  std::string text;  // as written, from "# text ="
  std::vector<std::string> forms;
  std::vector<std::string> lemmas;
  std::vector<text::TagPair> tags;
  std::vector<int> heads;  // index in the sentence; forms.size() for the root
  std::vector<text::Relation> relations;
  bool starts_paragraph = false;
  bool starts_document = false;

  size_t size() const { return forms.size(); }
};

// Empty nodes are left out and words of a multiword token kept apart, as in basic UD.
StatusOr<std::vector<TreeSentence>> ReadTreebank(const std::string& path);

struct NameSentence {
  std::vector<std::string> forms;
  std::vector<uint8_t> labels;  // text::NameLabel or 0
  uint32_t document = 0;        // sentences of one document are beside each other
};

// One token per line; the label in the last column (wikigold) or the third (iob2 with numbers).
StatusOr<std::vector<NameSentence>> ReadNameColumns(const std::string& path);
// Mentions of type PER ORG LOC MISC; times and numbers are left out.
StatusOr<std::vector<NameSentence>> ReadDocRed(const std::string& path);

}  // namespace newsgraph::training

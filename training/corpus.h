// Annotated text as the trainer reads it: treebanks (CoNLL-U), names (CoNLL columns, Re-DocRED
// JSON).
//
//   ASSIGN_OR_RETURN(auto sentences, ReadTreebank("ud/en_ewt-train.conllu.xz"));
//
// Files may be .xz. Everything is copied out of the file; no state.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/base/error.h"
#include "graph/base/strings.h"
#include "loaders/text/models/labels.h"

namespace newsgraph::training {

// One sentence. Lists are as long as `forms`, or empty where the corpus does not say.
struct AnnotatedSentence {
  std::string text;  // as written, where known
  std::vector<std::string> forms;
  std::vector<std::string> lemmas;
  std::vector<std::pair<text::Upos, text::Xpos>> tags;
  std::vector<int> heads;  // index in the sentence; forms.size() for the root
  std::vector<text::Relation> relations;
  std::vector<uint8_t> names;  // text::NameLabel or 0
  bool starts_paragraph = false;
  bool starts_document = false;

  size_t size() const { return forms.size(); }
  bool has_tree() const { return !heads.empty(); }
  bool has_names() const { return !names.empty(); }
};
using Corpus = std::vector<AnnotatedSentence>;

// Trees in basic UD: empty nodes are left out, words of a multiword token kept apart. Entities of
// the MISC column (GUM) whose head is a proper noun become names; in a file without any, `names` is
// empty.
StatusOr<Corpus> ReadTreebank(const std::string& path);

// One token per line; the label in the last column, or in the third where lines begin with a
// number.
StatusOr<Corpus> ReadNameColumns(const std::string& path);

// Mentions of type PER ORG LOC MISC; times and numbers are no names.
StatusOr<Corpus> ReadDocRed(const std::string& path);

// Labels words [begin, end) as a name of this type unless one of them has a label.
void MarkName(std::vector<uint8_t>& labels, size_t begin, size_t end, text::NameType type);

// The whole file, unpacked if it is .xz.
//   errors   IoError, Corruption
StatusOr<std::string> ReadFile(const std::string& path);

// Of a text that outlives them.
std::vector<std::string_view> Lines(std::string_view text);

}  // namespace newsgraph::training

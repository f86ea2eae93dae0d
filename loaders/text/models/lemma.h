// Lemmas of English words: rules over endings, with the treebanks' exceptions as data.
//
//   lemmas.Of("negotiated", Upos::kVerb, Xpos::kVBD, bytes)  -> "negotiate"
//
// Const and thread-safe after Read.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "graph/base/strings.h"
#include "loaders/text/models/byte_stream.h"
#include "loaders/text/models/labels.h"

namespace newsgraph::text {

class Lemmas {
 public:
  // Exceptions by "form/XPOS" and the base forms of verbs, which settle dropped e's and doubled
  // consonants ("hoping" of hope, "hopping" of hop).
  void AddException(std::string_view form, Xpos xpos, std::string_view lemma);
  void AddBase(std::string_view base, Xpos xpos);  // kVB, kNN or kJJ

  void Write(ByteWriter& out) const;
  bool Read(ByteReader& in);

  // The lemma as a view of `form`, of an exception or of what was appended to `bytes`, which must
  // have room so that it does not move. cost: O(bytes of form)
  static constexpr size_t kGrowth = 4;  // at most this many bytes longer than the form
  std::string_view Of(std::string_view form, Upos upos, Xpos xpos, std::string& bytes) const;

 private:
  static constexpr size_t kMaxWord = 64;  // bytes; longer words are their own lemmas
  class Key;

  bool IsBase(std::string_view word, Xpos xpos) const;
  size_t Uninflect(std::string_view word, Xpos xpos, std::span<char> lemma) const;

  StringMap<std::string> exceptions_;
  StringSet bases_;
};

}  // namespace newsgraph::text

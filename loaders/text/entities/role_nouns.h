// The noun phrases that say roles: "the U.S. special envoy", "president of the Czech Republic".
//
//   RoleNouns nouns(doc);
//   RoleLink link;
//   if (nouns.EndingAt(t, link)) nouns.FindPhrase(link);    // all of it but whose it is
//
// All stay within the sentence; what returns false leaves the link as it was. Borrows the Document.
// Thread-safe: no state.
#pragma once

#include "loaders/text/entities/roles.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {

inline constexpr uint32_t kMaxRoleGap = 14;  // tokens between a name and the role noun after it

class RoleNouns {
 public:
  explicit RoleNouns(const Document& doc) : doc_(doc), gazetteer_(doc.knowledge.gazetteer()) {}

  // The role noun that ends at `t`: longest phrase first. Fills noun, known, begin and head.
  bool EndingAt(uint32_t t, RoleLink& link) const;
  // Walks left over what belongs to the same noun phrase: words and names up to a comma, verb,
  // preposition or determiner (which is left out). Sets phrase_begin and, by those words, past and
  // planned.
  void FindPhrase(RoleLink& link) const;
  // "President of the Czech Republic Anton Zhukov": `t` ends the name of the body; the role
  // stands before its "of".
  bool OfBody(uint32_t t, RoleLink& link) const;
  // "Peru's ambassador to Chile, X," "the head of research at Norcorp, X,": the first role before
  // `t` that a preposition follows, with nothing but a noun phrase in between.
  bool WithPhrase(uint32_t t, RoleLink& link) const;

 private:
  const Document& doc_;
  const Gazetteer& gazetteer_;
};

}  // namespace newsgraph::text

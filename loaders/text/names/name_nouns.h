// What a common noun beside a name says of the kind of thing the name names.
#pragma once

#include "loaders/text/words/document.h"

namespace newsgraph::text {

class NounSense {
 public:
  explicit NounSense(const Document& doc) : doc_(doc), gazetteer_(doc.knowledge.gazetteer()) {}

  // What a common noun is said of; a word that names nothing gives kNone.
  NodeType TypeOf(uint32_t t, uint32_t first) const;

  // The cue of the two words that end at `t`, or of the one; of a plural that of the singular.
  NodeType Cue(CuePlace place, uint32_t t, uint32_t first) const;

  // Whether the noun is said of bodies alone: an owner or maker may be a person.
  bool IsBody(uint32_t t) const;

  // Whether it says who somebody is.
  bool IsRole(uint32_t t) const;

 private:
  const Document& doc_;
  const Gazetteer& gazetteer_;
};

}  // namespace newsgraph::text

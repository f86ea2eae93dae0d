// Role nouns beside person names: "Belarusian President Alexander Lukashenko", "John Coale, the
// U.S. special envoy for Belarus", "Her brother Jonas", "Anna is a lawyer with the collective".
//
//   for (const RoleLink& link : FindRoles(doc)) use(doc.mentions[link.person], link.head);
//
// Found by place in the sentence first and by the tree second, as parsers disagree most on titles
// and appositions. REQUIRES: FindMentions has run. cost: O(tokens).
#pragma once

#include <string>
#include <vector>

#include "loaders/text/words/document.h"

namespace newsgraph::text {

struct RoleLink {
  uint32_t person = kNone;    // mention
  uint32_t begin = 0;         // tokens of the role's words without determiner: "special envoy"
  uint32_t head = 0;          // its last token
  uint32_t phrase_begin = 0;  // of the whole noun phrase to the left: "the U.S. special envoy"
  std::string noun;           // "special envoy"
  KnownNoun known;
  bool past = false;     // former, ex-, late
  bool planned = false;  // president-elect, incoming, will become
  bool negated = false;
  bool several = false;  // "executives A and B": nobody is told to hold it alone
  bool shared = false;   // "ministers A of X and B of Y": the owner follows the name
};

std::vector<RoleLink> FindRoles(const Document& doc);

}  // namespace newsgraph::text

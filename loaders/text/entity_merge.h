// The same person in several articles is one node; two people of one name are not.
//
//   Identity identity;
//   identity.Know("person:anna berg", "Anna Berg", {"country:DE"});   // who is in the graph
//   already for (Extraction& article : articles)
//     for (const Merge& m : identity.Unify(article)) use(m.reason, m.score);     // keys now agree
//
// Things of one key are one node when articles are loaded. Keys name the kind and the folded name;
// people are also matched by other spellings of their name, and by a surname alone when they share
// a body or country, and they are kept apart, with a key of their own, where what is said of them
// conflicts: different countries or different employers, and nothing shared. What a person belongs
// to lies in the graph as `affiliations`, so that a later load decides as the first one would have.
//
// Deterministic in the order of the articles. One thread. cost: O(people of one first letter) for
// each person.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "graph/base/strings.h"
#include "loaders/text/extraction.h"

namespace newsgraph::text {

struct Merge {
  uint32_t node = 0;   // of the article, now with the key of the older one
  float score = 0;     // 0..1
  std::string reason;  // "same name", "same name and facts", "other spelling"
};

class Identity {
 public:
  // A person who is there already.
  void Know(std::string_view key, std::string_view name, std::vector<std::string> affiliations);

  // Gives the people of `article` the keys of those they are. The merges are with people of earlier
  // articles, in the order of the nodes.
  std::vector<Merge> Unify(Extraction& article);

  // Keys of the countries and organizations that the article says a person belongs to.
  static std::vector<std::string> AffiliationsOf(const Extraction& article, uint32_t person);

 private:
  struct Known {
    std::string key, folded;
    std::vector<std::string> affiliations;
    uint32_t article;  // of the last mention
  };
  void UnifyPerson(Extraction& article, uint32_t node, std::vector<Merge>& merges);

  uint32_t articles_ = 0;
  StringMap<std::vector<Known>> people_;  // by the first letter of the surname
};

}  // namespace newsgraph::text

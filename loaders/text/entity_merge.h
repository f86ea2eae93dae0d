// The same thing in several articles is one node; two people of one name are not.
//
//   std::vector<Extraction> articles = ...;
//   for (const Merge& m : UnifyKeys(articles)) use(m.reason, m.score);   // keys now agree
//
// Nodes of one key are one node when the articles are loaded. Named things are matched by type and
// folded name; people also by other spellings of the name, and kept apart (a key of their own)
// where what is said of them conflicts: different countries or different employers, and nothing
// shared. Merges are listed with reason and score, so that they can be undone. Deterministic in the
// order of the articles. cost: O(nodes) for equal names, O(people of one surname) for spellings.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "loaders/text/extraction.h"

namespace newsgraph::text {

struct Merge {
  uint32_t article_a = 0, node_a = 0;  // the earlier node, whose key both have now
  uint32_t article_b = 0, node_b = 0;
  float score = 0;     // 0..1
  std::string reason;  // "same name", "same name and facts", "other spelling"
};

std::vector<Merge> UnifyKeys(std::span<Extraction> articles);

}  // namespace newsgraph::text

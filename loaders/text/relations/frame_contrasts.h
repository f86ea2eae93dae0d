// Whom a sentence sets against the ends of a frame: "thanked A but not B", "is owned by A, not by
// B".
//
//   for (uint32_t token : FindLeftOut(doc, frame, t, arguments).targets) deny(token);
//
// Pure functions of the document.
#pragma once

#include <vector>

#include "loaders/text/clauses/clauses.h"
#include "loaders/text/knowledge/frames.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {

// Tokens.
struct LeftOut {
  std::vector<uint32_t> sources;
  std::vector<uint32_t> targets;
};

LeftOut FindLeftOut(const Document& doc, const Frame& frame, uint32_t t,
                    const Arguments& arguments);

}  // namespace newsgraph::text

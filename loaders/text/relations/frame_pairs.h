// Edges of frames whose two ends stand in one place: "A and B agreed", "the merger of A and B",
// "talks between A and B".
//
//   FramePairs pairs(doc, clauses, beyond, facts);
//   if (frame.source[0] == kPair) return pairs.Add(match);
//
// Borrows all four.
#pragma once

#include <vector>

#include "loaders/text/relations/facts.h"
#include "loaders/text/relations/frame_match.h"
#include "loaders/text/relations/frame_targets.h"

namespace newsgraph::text {

class FramePairs {
 public:
  FramePairs(const Document& doc, const Clauses& clauses, const TargetsBeyond& beyond, Facts& facts)
      : doc_(doc), clauses_(clauses), beyond_(beyond), facts_(facts) {}

  // An edge between each two of those that the clause joins; both ways where the relation is not
  // symmetric.
  //   returns whether the frame says what the clause does, if only that nothing is told
  bool Add(const FrameMatch& match);

 private:
  bool AgreeWithOthers(const FrameMatch& match, const std::vector<uint32_t>& members);

  const Document& doc_;
  const Clauses& clauses_;
  const TargetsBeyond& beyond_;
  Facts& facts_;
};

}  // namespace newsgraph::text

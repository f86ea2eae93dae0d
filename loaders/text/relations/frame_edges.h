// The edges that a frame and its clause make: who did it to whom, whom a passive leaves unsaid, and
// whom the sentence sets against the others.
//
//   FrameEdges edges(doc, clauses, facts);
//   if (edges.Add(match)) ...
//
// An end that the tree leaves open is looked for by Fallbacks and TargetsBeyond, at a lower
// confidence. Borrows all three.
#pragma once

#include <vector>

#include "loaders/text/relations/facts.h"
#include "loaders/text/relations/fallbacks.h"
#include "loaders/text/relations/frame_match.h"
#include "loaders/text/relations/frame_pairs.h"
#include "loaders/text/relations/frame_targets.h"

namespace newsgraph::text {

class FrameEdges {
 public:
  FrameEdges(const Document& doc, const Clauses& clauses, Facts& facts)
      : doc_(doc),
        clauses_(clauses),
        fallbacks_(doc, clauses),
        beyond_(doc, clauses, fallbacks_, facts),
        pairs_(doc, clauses, beyond_, facts),
        facts_(facts) {}

  //   returns whether the clause says what the frame does
  bool Add(const FrameMatch& match);

 private:
  bool AddEdge(const FrameMatch& match, uint32_t source, uint32_t target, float confidence,
               bool matter);
  std::vector<uint32_t> FindTargets(const FrameMatch& match, bool all_but, float& confidence,
                                    bool& matter) const;
  std::vector<uint32_t> FindSources(const FrameMatch& match, bool has_targets,
                                    float& confidence) const;
  bool LeavesAgentOpen(const FrameMatch& match) const;
  void AddAgentless(const FrameMatch& match, uint32_t target, float confidence, bool contrary);
  bool LiftLast(const FrameMatch& match);
  void AddContrasts(const FrameMatch& match, const std::vector<uint32_t>& sources,
                    const std::vector<uint32_t>& targets);

  const Document& doc_;
  const Clauses& clauses_;
  const Fallbacks fallbacks_;
  const TargetsBeyond beyond_;
  FramePairs pairs_;
  Facts& facts_;
};

}  // namespace newsgraph::text

// A frame that fits a clause, and what the two give: the entities in a slot, the edge between two
// of them.
//
//   const FrameMatch match{.frame = frame, .cue = verb, .arguments = arguments};
//   facts.Add(doc, FrameFact(doc, clauses, match, source, target, 0.85f));
//
// Pure functions of the document.
#pragma once

#include <vector>

#include "loaders/text/clauses/clauses.h"
#include "loaders/text/knowledge/frames.h"
#include "loaders/text/relations/facts.h"

namespace newsgraph::text {

// Lives as long as what it refers to.
struct FrameMatch {
  const Frame& frame;
  uint32_t cue;                  // the frame's main word
  const Arguments& arguments;    // of that word, and of the noun
  uint32_t object = kNone;       // the noun that the frame asks for, if it asks for one
  bool denied_object = false;    // "levied not a fine"
  bool denied_particle = false;  // "found X not guilty"
};

// The entities of the first of the slots that has any of the types.
std::vector<uint32_t> EntitiesIn(const Document& doc, const Clauses& clauses,
                                 const std::vector<Slot>& slots, const Arguments& arguments,
                                 TypeSet types);

// The edge with the polarity, modality, speaker and date of its clause.
Fact FrameFact(const Document& doc, const Clauses& clauses, const FrameMatch& match,
               uint32_t source, uint32_t target, float confidence);

}  // namespace newsgraph::text

// Confidence: how likely a fact is right, by what is seen of it: the rule that found it, how its
// ends are named, what else the sentence names, how far apart they stand.
//
//   const Confidence confidence(doc, facts, doc.knowledge.confidences());
//   edge.confidence = confidence.Of(fact);
//
// A logistic regression over those signs, learned by training/fit from articles that no
// rule was written for, so that it says what new text may expect. A fact inferred by counting ("114
// of the 123") keeps its k of n. Borrows its arguments; const. Cost of one fact: the mentions of
// its first sentence.
#pragma once

#include <cstdint>
#include <vector>

#include "loaders/text/knowledge/confidence_table.h"
#include "loaders/text/relations/facts.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {

// A group, event, topic or work that the text describes and does not name: "two foes", "the deal".
bool IsUnnamed(const Entity& entity);

// Grades below this were given where the tree left an argument open and the words beside filled it.
inline constexpr float kTreeGrade = 0.715f;

class Confidence {
 public:
  Confidence(const Document& doc, const Facts& facts, const ConfidenceTable& table);

  // Between 0 and 1.
  float Of(const Fact& fact) const;
  std::vector<Sign> SignsOf(const Fact& fact) const;

 private:
  // How an end stands in the fact's first sentence.
  struct End {
    uint32_t head = kNone;  // of its mention nearest to the cue; kNone if it has none there
    size_t kind = 4;        // name, nominal, pronoun, demonym, absent
    size_t rivals = 0;      // other things of its type in the sentence
  };
  End EndOf(uint32_t entity, const Fact& fact) const;

  const Document& doc_;
  const ConfidenceTable& table_;
  std::vector<uint16_t> fact_count_;  // by entity
};

}  // namespace newsgraph::text

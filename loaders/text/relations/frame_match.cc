#include "loaders/text/relations/frame_match.h"

#include <algorithm>

#include "loaders/text/clauses/arguments.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/relations/frame_guards.h"

namespace newsgraph::text {

std::vector<uint32_t> EntitiesIn(const Document& doc, const Clauses& clauses,
                                 const std::vector<Slot>& slots, const Arguments& arguments,
                                 TypeSet types) {
  for (Slot slot : slots) {
    std::vector<uint32_t> all;
    for (const Argument& argument : arguments.list) {
      if (argument.slot != slot) continue;
      for (uint32_t e : EntitiesOf(doc, clauses, argument.token, types)) {
        if (std::find(all.begin(), all.end(), e) == all.end()) all.push_back(e);
      }
    }
    if (!all.empty()) return all;
  }
  return {};
}

Fact FrameFact(const Document& doc, const Clauses& clauses, const FrameMatch& match,
               uint32_t source, uint32_t target, float confidence) {
  const Frame& frame = match.frame;
  const uint32_t t = match.cue;
  Fact fact;
  fact.source = source;
  fact.target = target;
  fact.relation = frame.relation;
  const Scope scope = clauses.ScopeOf(t);
  const bool negated = scope.polarity == Polarity::kNegated && !IsTurnedDown(doc, frame, t);
  const bool denied = (negated || match.denied_particle) != match.denied_object;
  fact.polarity = frame.negated != denied ? Polarity::kNegated : Polarity::kPositive;
  fact.modality = scope.modality != Modality::kActual ? scope.modality : frame.modality;
  if (scope.attributed_to != kNone) fact.attributed_to = doc.EntityAt(scope.attributed_to);
  if (!frame.objects.empty() || frame.word_class == WordClass::kNoun) confidence *= 0.95f;
  if (fact.modality != Modality::kActual) confidence *= 0.9f;
  fact.confidence = confidence;
  fact.rule = Cat("frame:", frame.Name());
  fact.date = DateNear(doc, t);
  fact.sentences = {doc.SentenceOf(t)};
  fact.cue = t;
  return fact;
}

}  // namespace newsgraph::text

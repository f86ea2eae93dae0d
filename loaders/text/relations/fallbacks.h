// Where the tree leaves a slot of a frame empty or fills it with the wrong words: what the order of
// the words, the sentence or the sentence before says instead. Each answer is a list of entities,
// empty if there is none; edges made from them carry a lower confidence.
//
//   Fallbacks fallbacks(doc, clauses);
//   targets = fallbacks.AfterPreposition(frame.target, verb, frame.range);
//
// Bounded by a sentence, or by a few sentences back. Borrows both. const after construction.
#pragma once

#include <vector>

#include "loaders/text/clauses/clauses.h"
#include "loaders/text/knowledge/frames.h"

namespace newsgraph::text {

class Fallbacks {
 public:
  Fallbacks(const Document& doc, const Clauses& clauses) : doc_(doc), clauses_(clauses) {}

  // A prepositional slot the parse left empty.
  std::vector<uint32_t> AfterPreposition(const std::vector<Slot>& slots, uint32_t t,
                                         TypeSet types) const;
  // "Six were killed and 20 hurt in an explosion": an event after the preposition, however far.
  std::vector<uint32_t> EventAfter(const std::vector<Slot>& slots, uint32_t t) const;
  // Who did it, of a passive: behind "by".
  std::vector<uint32_t> AgentAfter(uint32_t t, TypeSet types) const;
  std::vector<uint32_t> SubjectBefore(const Frame& frame, uint32_t t,
                                      const Arguments& arguments) const;
  // "joined X from Y" parsed with another object: the name right after the verb.
  std::vector<uint32_t> NameRightAfter(uint32_t t, TypeSet types) const;
  // The name between a verb and the noun that completes it: "found X guilty".
  std::vector<uint32_t> Between(uint32_t t, uint32_t stop, TypeSet types) const;
  std::vector<uint32_t> NearestAfter(const Frame& frame, uint32_t t,
                                     const Arguments& arguments) const;
  // Of Western sanctions: those of the United States and the European Union that the story names.
  std::vector<uint32_t> WesternStates() const;
  std::vector<uint32_t> OtherState(uint32_t t, uint32_t source) const;
  std::vector<uint32_t> LastHappening(uint32_t t) const;
  // The work, event or topic last spoken of, a text before an event.
  std::vector<uint32_t> LastMatter(uint32_t t, TypeSet types) const;
  std::vector<uint32_t> LastBody(uint32_t t) const;
  // "who still owns 31 per cent": of the organization last spoken of.
  std::vector<uint32_t> BodyBefore(uint32_t t, uint32_t source) const;
  // Whose statement, proposal or demand it is that is rejected.
  // The people last spoken of before a token, in its sentence or the two before.
  std::vector<uint32_t> LastPeople(uint32_t t) const;
  std::vector<uint32_t> WhoSaid(uint32_t object, uint32_t source) const;
  // Whether the words themselves say whose statement it is: "Kenya's claim", "the claim by Kenya".
  bool HasMaker(uint32_t statement) const { return !OwnerOf(statement, kNone).empty(); }
  // "praised Kenya's decision", "turned down an invitation to the summit": whose, or to what, where
  // the noun itself names nothing.
  std::vector<uint32_t> BehindNoun(const Frame& frame, const Arguments& arguments,
                                   uint32_t source) const;
  // "threatened to expel Niger's envoy": the actor in what is threatened.
  std::vector<uint32_t> ActorBelow(uint32_t t, uint32_t source) const;
  bool IsEachOther(uint32_t t) const;

 private:
  bool IsUnknownActor(uint32_t m, uint32_t t) const;
  std::vector<uint32_t> OwnerOf(uint32_t noun, uint32_t source) const;
  uint32_t NameBehindTitle(uint32_t t, uint32_t end) const;
  bool IsActor(uint32_t entity) const;

  const Document& doc_;
  const Clauses& clauses_;
};

}  // namespace newsgraph::text

// The words a frame asks for beside its main word: particle, object, a judging word.
//
//   FrameWords words(doc, clauses);
//   if (!words.HasParticles(verb, "over")) continue;      // "handed ... over"
//
// Bounded by the sentence. Borrows both. const after construction.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "loaders/text/clauses/clauses.h"
#include "loaders/text/knowledge/frames.h"

namespace newsgraph::text {

class FrameWords {
 public:
  FrameWords(const Document& doc, const Clauses& clauses)
      : doc_(doc), clauses_(clauses), lexicon_(doc.knowledge.frames()) {}

  bool HasParticles(uint32_t t, std::string_view particles) const;
  // "found X not guilty of".
  bool IsDeniedParticle(uint32_t t, std::string_view particle) const;
  // The verb's object (or, in the passive, its subject) is one of the frame's nouns; what hangs on
  // that noun then counts as the verb's own.
  //   out, object   the arguments with those of the noun, and the noun
  bool MatchesObject(const Frame& frame, uint32_t t, const Arguments& base, Arguments& out,
                     uint32_t& object) const;
  // A judging word within the clause after the verb, or in the clause below that speaks of
  // somebody.
  bool HasTone(const Frame& frame, uint32_t t, const Arguments& arguments) const;

 private:
  bool HasParticle(uint32_t t, std::string_view particle) const;
  void AddInner(uint32_t noun, Arguments& out) const;
  bool IsAmong(uint32_t token, const std::vector<std::string>& nouns) const;
  // "a week of talks", "a series of attacks": the talks, the attacks.
  uint32_t Measured(uint32_t token) const;
  bool NegatesJudgement(uint32_t predicate) const;
  bool ToneWithin(uint32_t begin, uint32_t end, FrameTone tone) const;

  const Document& doc_;
  const Clauses& clauses_;
  const FrameLexicon& lexicon_;
};

}  // namespace newsgraph::text

// Whom or what a frame is about where its clause does not say: the other state of the sentence, the
// body that the person belongs to, whoever made the claim that is rejected.
//
//   TargetsBeyond beyond(doc, clauses, fallbacks, facts);
//   targets = beyond.Targets(frame, verb, arguments, source, confidence);
//
// Asks the facts found so far as well as the text. Borrows all four. const after construction.
#pragma once

#include <vector>

#include "loaders/text/relations/facts.h"
#include "loaders/text/relations/fallbacks.h"

namespace newsgraph::text {

class TargetsBeyond {
 public:
  TargetsBeyond(const Document& doc, const Clauses& clauses, const Fallbacks& fallbacks,
                const Facts& facts)
      : doc_(doc), clauses_(clauses), fallbacks_(fallbacks), facts_(facts) {}

  // By what the relation allows; sets how sure they are.
  std::vector<uint32_t> Targets(const Frame& frame, uint32_t t, const Arguments& arguments,
                                uint32_t source, float& confidence) const;
  // What the person leads, works for or belongs to as far as the story said up to here.
  std::vector<uint32_t> OwnBody(uint32_t person, uint32_t t) const;
  // Whom `source` took to court.
  std::vector<uint32_t> Sued(uint32_t source) const;
  // "called it unlawful", "dismissed it": something is said of what somebody else said or offered.
  bool IsAnswer(const Frame& frame, const Arguments& arguments) const;

  std::vector<uint32_t> LastAccused(uint32_t t) const;
  // The sanction the story told of last before `t`, or null.
  const Fact* LastSanction(uint32_t t) const;

 private:
  std::vector<uint32_t> Rejected(const Frame& frame, uint32_t t, const Arguments& arguments,
                                 uint32_t source) const;
  bool IsPlan(const Frame& frame, uint32_t object) const;
  bool Leads(uint32_t person, uint32_t body) const;
  uint32_t AccuserOf(uint32_t accused, uint32_t t) const;
  std::vector<uint32_t> Parties(uint32_t broker, const Arguments& arguments) const;
  std::vector<uint32_t> LastPartners(uint32_t t, uint32_t source) const;
  bool IsDeparting(const Frame& frame, uint32_t t) const;

  const Document& doc_;
  const Clauses& clauses_;
  const Fallbacks& fallbacks_;
  const Facts& facts_;
};

}  // namespace newsgraph::text

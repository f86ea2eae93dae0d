// Clauses: who does what to whom at each verb, noun or adjective, read from the dependency trees.
//
//   Clauses clauses(doc);
//   Arguments a = clauses.OfVerb(token);       a.At(kSubject) -> tokens of the logical subject
//   Scope s = clauses.ScopeOf(token);          negated? planned? reported?
//
// Logical subject and object: passives, relative clauses, participles, controlled infinitives and
// joined verbs are undone here, so a frame sees one form of each. Bounded by the sentence; walks
// up at most kMaxClimb governors. Borrows the Document. const after construction.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "loaders/text/words/document.h"

namespace newsgraph::text {

inline constexpr int kMaxClimb = 8;

struct Argument {
  Slot slot = kNoSlot;
  uint32_t token = kNone;
};

struct Arguments {
  std::vector<Argument> list;
  bool passive = false;

  // The first token in a slot, or kNone.
  uint32_t At(Slot slot) const {
    for (const Argument& a : list) {
      if (a.slot == slot) return a.token;
    }
    return kNone;
  }
  void Add(Slot slot, uint32_t token) {
    for (const Argument& a : list) {
      if (a.slot == slot && a.token == token) return;
    }
    list.push_back({slot, token});
  }
};

struct Scope {
  Polarity polarity = Polarity::kPositive;
  Modality modality = Modality::kActual;
  uint32_t attributed_to = kNone;  // token of who said so
};

class Clauses {
 public:
  explicit Clauses(const Document& doc);

  Arguments OfVerb(uint32_t verb) const;
  // A verb that the tagger or parser took for something else ("Leeds sacked manager Neil Price",
  // "Ofcom fines BBC"): its arguments are read from the order of the words.
  bool IsFlatVerb(uint32_t token) const;
  // "a US-backed militia": a participle that is one word with who does it.
  bool IsCompoundVerb(uint32_t token) const;
  // Of a noun: possessor or agent modifier as S, "of", "between" as P, and so on; the subject of a
  // verb the noun is the object of stands in for a missing S.
  Arguments OfNoun(uint32_t noun) const;
  Arguments OfAdjective(uint32_t adjective) const;
  Scope ScopeOf(uint32_t token) const;

  // A token and what is joined to it by "and", "or", "as well as"; "but not X" is left out.
  std::vector<uint32_t> Joined(uint32_t token) const;
  // Whether the verb above a noun takes what others do for its object: "condemned the invasion".
  bool IsOthersAct(uint32_t noun) const;
  // What a relative pronoun stands for; any other token itself.
  uint32_t Meant(uint32_t token) const {
    return IsRelativePronoun(token) ? Antecedent(token) : token;
  }
  // The verb or other predicate that governs a token.
  uint32_t Governor(uint32_t token) const;

 private:
  bool IsRelativePronoun(uint32_t token) const;
  static bool IsVerbal(const Word& word);
  uint32_t NameBetween(uint32_t verb, uint32_t stop) const;
  bool IsSetOffFirst(uint32_t noun, uint32_t verb) const;
  uint32_t SubjectOf(uint32_t verb, int depth) const;
  uint32_t SameNamed(uint32_t subject, uint32_t verb) const;
  uint32_t WhoAnswers(uint32_t demand) const;
  bool HasMaker(uint32_t demand) const;
  uint32_t WhoObliges(uint32_t demand) const;
  uint32_t SubjectOfInfinitiveOn(uint32_t noun) const;
  uint32_t NamedBehindWhose(uint32_t verb) const;
  uint32_t SubjectOfMainClause(uint32_t verb) const;
  uint32_t ObjectControlling(uint32_t participle) const;
  uint32_t IssuerOf(uint32_t participle) const;
  uint32_t ObjectOf(uint32_t verb) const;
  uint32_t CountedBefore(uint32_t verb, uint32_t head) const;
  uint32_t HiredTo(uint32_t infinitive) const;
  uint32_t AskedTo(uint32_t infinitive) const;
  uint32_t DescribedBy(uint32_t noun) const;
  bool HasNoPassive(uint32_t verb) const;
  bool LeavesActToOthers(uint32_t verb) const;
  uint32_t WhoIsConvicted(uint32_t conviction) const;
  bool IsWronglyJudged(uint32_t verb) const;
  bool IsVerdictTakenBack(uint32_t token) const;
  void ClimbParticiple(uint32_t t, bool& negated, Scope& scope) const;
  uint32_t NominalAbove(uint32_t verb) const;
  uint32_t SubjectBehindAnd(uint32_t verb) const;
  bool OpensClause(uint32_t noun) const;
  bool HasMeasure(uint32_t token) const;
  Arguments OfFlatVerb(uint32_t verb) const;
  uint32_t ReceiverBefore(uint32_t verb, uint32_t object) const;
  void AddSharedObject(uint32_t verb, Arguments& out) const;
  void AddSharedClause(uint32_t verb, Arguments& out) const;
  void AddObliques(uint32_t predicate, Arguments& out) const;
  uint32_t EventBehind(uint32_t place) const;
  void AddRelative(uint32_t verb, Arguments& out) const;
  uint32_t Compounded(uint32_t participle, uint32_t head) const;
  uint32_t Described(uint32_t pronoun, uint32_t noun) const;
  uint32_t Antecedent(uint32_t pronoun) const;
  bool IsActiveAppended(uint32_t verb) const;
  bool IsOnlyVerb(uint32_t participle) const;
  bool TakesOblique(uint32_t verb) const;
  bool HasAgent(uint32_t verb) const;
  uint32_t AgentBelow(uint32_t infinitive) const;
  uint32_t JudgeBehindCharge(uint32_t verb) const;
  bool IsPrizeBelow(uint32_t token) const;
  uint32_t HerBefore(uint32_t verb, uint32_t object) const;
  void AddSaid(uint32_t clause, Arguments& out) const;
  bool IsPassive(uint32_t verb) const;
  bool IsSetOffPassive(uint32_t verb) const;
  bool IsJudged(uint32_t verb) const;
  bool IsDoer(uint32_t noun) const;
  uint32_t GivenTo(uint32_t noun) const;
  bool IsOccasionOfOnesOwn(uint32_t noun, std::string_view preposition) const;
  bool DescribesPeople(uint32_t noun) const;
  bool Denies(uint32_t word) const;
  bool NegatedHere(uint32_t token) const;
  uint32_t OwnerJoinedTo(uint32_t conjunct) const;
  bool IsBehindAnd(uint32_t name) const;
  bool Presupposes(uint32_t verb) const;
  bool OpensRelative(uint32_t verb) const;
  bool IsOrJoins(uint32_t t, uint32_t token) const;
  bool NamesHolder(uint32_t seat, uint32_t name) const;
  bool CommaBetween(uint32_t from, uint32_t to) const;
  bool IsCutOff(uint32_t from, uint32_t to) const;
  bool NegatedBefore(uint32_t token) const;
  bool DeniedBefore(uint32_t token) const;
  bool DeniedBeforeAside(uint32_t verb) const;
  bool IsDeniedClaim(uint32_t token) const;
  bool ComesToNothing(uint32_t verb) const;
  bool Governs(uint32_t word, bool noun) const;
  bool IsRuledOut(uint32_t gerund) const;
  bool IsForgone(uint32_t noun) const;
  bool IsHungIntent(uint32_t infinitive) const;
  bool GivesUpIntent(uint32_t verb, uint32_t infinitive) const;
  bool ClimbScope(uint32_t token, uint32_t t, bool& negated, bool& claim, Scope& scope) const;
  void ClimbClause(uint32_t t, bool infinitive, bool& negated, Scope& scope) const;
  static void Deny(bool& negated, Scope& scope);
  static void Weaken(Modality modality, Scope& scope);
  bool IsAnnounced(uint32_t clause) const;
  bool OpensWithCorrections() const;
  bool IsTakenBack(uint32_t says) const;
  Modality ModalHere(uint32_t token) const;
  void AttributeToSource(uint32_t token, Scope& scope) const;

  const Document& doc_;
  const bool corrects_;  // a column of corrections
};

// "rejected", "knocked back": verbs that say no to a request or a claim.
bool TurnsDown(std::string_view verb);

// "has never met X, a spokesman for Y said": the noun is who speaks, no apposition to what stands
// before.
bool SpeaksItself(const Document& doc, uint32_t noun);

}  // namespace newsgraph::text

#include "loaders/text/relations/frame_targets.h"
#include "loaders/text/clauses/arguments.h"

#include <algorithm>
#include <array>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/relations/confidence.h"
#include "loaders/text/relations/frame_guards.h"

namespace newsgraph::text {
namespace {

// "resigned as", "stepped down": words that say by themselves that an office is left.
bool LeavesOffice(const Frame& frame) {
  const Slot as = SlotOfPreposition("as");
  return std::find(frame.target.begin(), frame.target.end(), as) != frame.target.end();
}

// Verbs whose object may be a claim or an offer, so that they turn down whoever made it.
bool AnswersSomebody(std::string_view verb) {
  constexpr std::array<std::string_view, 10> kVerbs = {"block",    "veto",      "stall", "call",
                                                       "describe", "label",     "brand", "dispute",
                                                       "contest",  "contradict"};
  return TurnsDown(verb) || IsOneOf(verb, kVerbs);
}

// "imposed sanctions on X", "lifted a ban against X".
bool SaysOnWhom(const Arguments& arguments) {
  constexpr std::array<std::string_view, 5> kOn = {"on", "against", "from", "for", "of"};
  return std::any_of(kOn.begin(), kOn.end(), [&](std::string_view preposition) {
    return arguments.At(SlotOfPreposition(preposition)) != kNone;
  });
}

}  // namespace

std::vector<uint32_t> TargetsBeyond::Targets(const Frame& frame, uint32_t t,
                                             const Arguments& arguments, uint32_t source,
                                             float& confidence) const {
  std::vector<uint32_t> targets;
  confidence = 0.5f;
  const bool object = frame.target[0] == kObject;
  switch (frame.relation) {
    case RelationType::kLiftedSanctionsOn:
    case RelationType::kSanctioned:
      if (!frame.objects.empty() && !SaysOnWhom(arguments))
        targets = fallbacks_.OtherState(t, source);
      break;
    case RelationType::kLeft:
      if (frame.source[0] == kObject && LeavesOffice(frame)) targets = OwnBody(source, t);
      if ((frame.source[0] == kSubject || frame.word_class == WordClass::kNoun) &&
          (arguments.At(kObject) == kNone || frame.lemma == "lose") &&
          (LeavesOffice(frame) || (object && frame.lemma == "quit") || IsDeparting(frame, t)))
        targets = OwnBody(source, t);
      if (targets.empty() && object && frame.source[0] == kSubject)
        targets = fallbacks_.LastBody(t);
      break;
    case RelationType::kAgreedWith:
      targets = Sued(source);
      if (targets.empty() && !frame.objects.empty() && arguments.At(kObject) != kNone) {
        targets = OwnBody(source, t);
        std::erase_if(targets, [&](uint32_t body) {
          return doc_.entities[body].type != NodeType::kOrganization;
        });
      }
      break;
    case RelationType::kMediated:
      targets = Parties(t, arguments);
      if (targets.empty()) targets = fallbacks_.LastHappening(t);
      if (targets.empty()) targets = LastPartners(t, source);
      break;
    case RelationType::kOwns:
      if (!frame.objects.empty() && arguments.At(SlotOfPreposition("in")) == kNone &&
          arguments.At(SlotOfPreposition("of")) == kNone)
        targets = fallbacks_.BodyBefore(t, source);
      break;
    case RelationType::kDemandedFrom:  // "turned down Chile's request": of whoever answers it
      if (IsTurnedDown(doc_, frame, t)) {
        const uint32_t answer = clauses_.OfVerb(doc_.WordAt(t).head).At(kSubject);
        if (answer != kNone) targets = EntitiesOf(doc_, clauses_, answer, frame.range);
        std::erase(targets, source);
      }
      break;
    case RelationType::kThreatened:
      if (object) targets = fallbacks_.ActorBelow(t, source);
      break;
    case RelationType::kRejected:
      targets = Rejected(frame, t, arguments, source);
      break;
    case RelationType::kProtestedAgainst:  // "marched on Norcorp's offices"
      targets = fallbacks_.BehindNoun(frame, arguments, source);
      if (!targets.empty()) {
        confidence = kTreeGrade;
        return targets;
      }
      break;
    case RelationType::kSupports:
    case RelationType::kCriticised:
      targets = fallbacks_.BehindNoun(frame, arguments, source);
      break;
    case RelationType::kAttacked:  // "raided the home of X" attacks nobody
      targets = fallbacks_.BehindNoun(frame, arguments, source);
      std::erase_if(targets, [&](uint32_t target) {
        return doc_.entities[target].type == NodeType::kPerson;
      });
      break;
    default:
      break;
  }
  if (targets.empty()) {
    targets = fallbacks_.NearestAfter(frame, t, arguments);
    confidence = 0.55f;
  }
  return targets;
}

// "The bank, which mediated, will pay": between the two who agreed just before.
std::vector<uint32_t> TargetsBeyond::LastPartners(uint32_t t, uint32_t source) const {
  constexpr uint32_t kFar = 2;  // sentences
  const Fact* last = nullptr;
  for (const Fact& fact : facts_.list()) {
    const bool dealt = fact.relation == RelationType::kAgreedWith ||
                       fact.relation == RelationType::kNegotiatedWith;
    if (dealt && fact.cue != kNone && fact.cue < t && fact.source != source &&
        fact.target != source && fact.sentences[0] + kFar >= doc_.SentenceOf(t) &&
        (last == nullptr || fact.cue > last->cue))
      last = &fact;
  }
  if (last == nullptr) return {};
  return {last->source, last->target};
}

// "Police arrested X. No charges have been brought": against whoever was last held or accused.
std::vector<uint32_t> TargetsBeyond::LastAccused(uint32_t t) const {
  constexpr uint32_t kFar = 2;  // sentences
  const Fact* last = nullptr;
  std::vector<uint32_t> accused;
  auto look = [&](const Fact& fact) {
    const bool held =
        fact.relation == RelationType::kDetained || fact.relation == RelationType::kCharged;
    if (!held || fact.polarity == Polarity::kNegated || fact.cue == kNone || fact.cue >= t ||
        fact.sentences[0] + kFar < doc_.SentenceOf(t) || (last != nullptr && fact.cue < last->cue))
      return;
    if (last == nullptr || fact.cue > last->cue) accused.clear();
    last = &fact;
    if (std::find(accused.begin(), accused.end(), fact.target) == accused.end())
      accused.push_back(fact.target);
  };
  for (const Fact& fact : facts_.list()) look(fact);
  for (const AgentlessFact& open : facts_.agentless) look(open.fact);
  return accused;
}

const Fact* TargetsBeyond::LastSanction(uint32_t t) const {
  const Fact* last = nullptr;
  for (const Fact& fact : facts_.list()) {
    const bool imposed =
        fact.relation == RelationType::kSanctioned && fact.polarity == Polarity::kPositive;
    if (imposed && fact.cue != kNone && fact.cue < t && (last == nullptr || fact.cue > last->cue))
      last = &fact;
  }
  return last;
}

// "In a deal brokered by X, Norcorp paid": Norcorp, whose deal it is.
std::vector<uint32_t> TargetsBeyond::Parties(uint32_t broker, const Arguments& arguments) const {
  const uint32_t deal = arguments.At(kObject);
  if (deal == kNone || doc_.WordAt(broker).relation != Relation::kAcl ||
      doc_.WordAt(deal).relation != Relation::kObl || doc_.WordAt(deal).head == kNoHead)
    return {};
  const uint32_t party = clauses_.OfVerb(doc_.WordAt(deal).head).At(kSubject);
  if (party == kNone) return {};
  return EntitiesOf(doc_, clauses_, party, RelationInfo(RelationType::kMediated).range);
}

// "X is leaving after four years": no place is said to be left or gone to.
bool TargetsBeyond::IsDeparting(const Frame& frame, uint32_t t) const {
  if (frame.lemma != "leave" && frame.lemma != "depart") return false;
  const Xpos xpos = doc_.WordAt(t).xpos;
  if (xpos != Xpos::kVBG && xpos != Xpos::kVB) return false;
  for (uint32_t child : doc_.Children(t)) {
    const Relation r = doc_.WordAt(child).relation;
    const std::string_view preposition = doc_.Preposition(child);
    if (r == Relation::kObl && (preposition == "for" || preposition == "to")) return false;
  }
  return true;
}

std::vector<uint32_t> TargetsBeyond::OwnBody(uint32_t person, uint32_t t) const {
  uint32_t best = kNone;
  for (const Fact& fact : facts_.list()) {
    const bool tie = fact.relation == RelationType::kLeads ||
                     fact.relation == RelationType::kWorksFor ||
                     fact.relation == RelationType::kMemberOf;
    if (!tie || fact.source != person || fact.polarity != Polarity::kPositive) continue;
    const NodeType type = doc_.entities[fact.target].type;
    if (type != NodeType::kOrganization && type != NodeType::kCountry) continue;
    if (best == kNone || fact.sentences[0] <= doc_.SentenceOf(t)) best = fact.target;
  }
  if (best == kNone) return {};
  return {best};
}

std::vector<uint32_t> TargetsBeyond::Sued(uint32_t source) const {
  std::vector<uint32_t> out;
  for (const Fact& fact : facts_.list()) {
    if (fact.relation == RelationType::kSued && fact.source == source) out.push_back(fact.target);
  }
  return out;
}

// Whoever last accused `accused` of something, at most three sentences before.
bool TargetsBeyond::Leads(uint32_t person, uint32_t body) const {
  return std::any_of(facts_.list().begin(), facts_.list().end(), [&](const Fact& fact) {
    return fact.source == person && fact.target == body &&
           (fact.relation == RelationType::kLeads || fact.relation == RelationType::kWorksFor);
  });
}

uint32_t TargetsBeyond::AccuserOf(uint32_t accused, uint32_t t) const {
  constexpr uint32_t kFar = 3;
  const Fact* last = nullptr;
  for (const Fact& fact : facts_.list()) {
    const bool claims = fact.relation == RelationType::kCriticised ||
                        fact.relation == RelationType::kDemandedFrom ||
                        fact.relation == RelationType::kSued ||
                        fact.relation == RelationType::kCharged;
    if (!claims || !(fact.target == accused || Leads(accused, fact.target)) ||
        fact.polarity == Polarity::kNegated || fact.cue == kNone || fact.cue >= t ||
        fact.sentences[0] + kFar < doc_.SentenceOf(t))
      continue;
    if (last == nullptr || fact.cue > last->cue) last = &fact;
  }
  return last == nullptr ? kNone : last->source;
}

// "vetoed it": no claim, but a plan.
bool TargetsBeyond::IsPlan(const Frame& frame, uint32_t object) const {
  return doc_.Lower(object) == "it" && IsOneOf(frame.lemma, {"block", "veto", "stall"});
}

bool TargetsBeyond::IsAnswer(const Frame& frame, const Arguments& arguments) const {
  if (frame.tone == FrameTone::kNegative) return true;
  const uint32_t object = arguments.At(kObject);
  return object != kNone && AnswersSomebody(frame.lemma) && !IsPlan(frame, object) &&
         IsOneOf(doc_.Lower(object), {"it", "this", "that"});
}

// "rejected the charge": whoever made it. Not of "claims that he lied", whose maker is not named.
std::vector<uint32_t> TargetsBeyond::Rejected(const Frame& frame, uint32_t t,
                                              const Arguments& arguments, uint32_t source) const {
  const uint32_t object = arguments.At(kObject);
  // "He has refused.", "The firm denies it.": whoever asked or accused.
  const bool bare = IsOneOf(frame.lemma, {"refuse", "deny"}) && object == kNone &&
                    doc_.Child(t, Relation::kXcomp) == kNone &&
                    doc_.Child(t, Relation::kCcomp) == kNone;
  if ((bare && frame.target[0] == kObject && !arguments.passive) || IsAnswer(frame, arguments)) {
    const uint32_t asked = AccuserOf(source, t);
    if (asked != kNone) return {asked};
  }
  if (object != kNone && AnswersSomebody(frame.lemma) && !IsPlan(frame, object) &&
      clauses_.ScopeOf(t).polarity == Polarity::kPositive) {
    auto makers = fallbacks_.WhoSaid(object, source);
    if (!makers.empty()) {
      const bool made = fallbacks_.HasMaker(object);
      const uint32_t accuser = made ? kNone : AccuserOf(source, t);
      if (accuser != kNone) makers = {accuser};
      // "rejected the criticism", which nobody was said to have made.
      if (!made && accuser == kNone &&
          IsOneOf(doc_.Lemma(object), {"criticism", "allegation", "accusation", "charge"}))
        return {};
      return makers;
    }
  }
  if (frame.tone == FrameTone::kNegative) return {};  // "called the step unlawful"
  return fallbacks_.BehindNoun(frame, arguments, source);
}

}  // namespace newsgraph::text

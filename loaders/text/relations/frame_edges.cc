#include "loaders/text/relations/frame_edges.h"

#include <algorithm>
#include <string_view>

#include "loaders/text/clauses/arguments.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/relations/confidence.h"
#include "loaders/text/relations/frame_contrasts.h"
#include "loaders/text/relations/frame_guards.h"

namespace newsgraph::text {
namespace {

// "freed without charge", "let go without being charged".
bool EndsWithoutCharge(const Document& doc, const Frame& frame, uint32_t t) {
  if (frame.relation != RelationType::kReleased) return false;
  const uint32_t end = std::min(doc.SentenceAt(doc.SentenceOf(t)).end, t + 8);
  for (uint32_t u = t + 1; u + 1 < end; ++u) {
    if (doc.Lower(u) == "without")
      return doc.Lemma(u + 1) == "charge" ||
             (u + 2 < end && doc.Lower(u + 1) == "being" && doc.Lower(u + 2) == "charged");
  }
  return false;
}

Fact NotCharged(Fact released) {
  released.relation = RelationType::kCharged;
  released.polarity = Polarity::kNegated;
  return released;
}

Polarity Contrary(Polarity polarity) {
  return polarity == Polarity::kNegated ? Polarity::kPositive : Polarity::kNegated;
}

// "held in Iran since 2022": the country the clause is set in.
uint32_t CountryOfClause(const Document& doc, const Clauses& clauses, const Arguments& arguments) {
  uint32_t where = kNone;
  for (std::string_view preposition : {"in", "at", "on", "near"}) {
    if (where == kNone) where = arguments.At(SlotOfPreposition(preposition));
  }
  if (where == kNone) return kNone;
  const auto found = EntitiesOf(doc, clauses, where, SetOf(NodeType::kCountry));
  if (!found.empty()) return found[0];
  for (uint32_t place : EntitiesOf(doc, clauses, where, SetOf(NodeType::kPlace))) {
    const uint32_t country = doc.CountryOfNumber(doc.entities[place].country);
    if (country != kNone) return country;
  }
  return kNone;
}

// "a maker of blades based in X", with "based" hung on the blades: the maker.
std::vector<uint32_t> Above(const Document& doc, const Clauses& clauses, uint32_t noun,
                            TypeSet types) {
  while (noun != kNone && doc.WordAt(noun).relation == Relation::kNmod) {
    noun = doc.WordAt(noun).head;
    auto found = EntitiesOf(doc, clauses, noun, types);
    if (!found.empty()) return found;
  }
  return {};
}

// "All but X were freed": X, of whom the frame's target says the contrary of the others.
std::vector<uint32_t> AllBut(const Document& doc, const Clauses& clauses, const Frame& frame,
                             const Arguments& arguments) {
  uint32_t all = arguments.At(frame.target[0]);
  if (all == kNone) return {};
  const uint32_t own = doc.MentionAt(all);  // trees differ on which of the two is the argument
  if (own != kNone && doc.mentions[own].begin >= 2) all = doc.mentions[own].begin - 2;
  const uint32_t m = all + 2 < doc.words().size() ? doc.MentionAt(all + 2) : kNone;
  if (m == kNone || !IsOneOf(doc.Lower(all), {"all", "everyone", "everybody"}) ||
      !IsOneOf(doc.Lower(all + 1), {"but", "except", "bar"}))
    return {};
  return EntitiesOf(doc, clauses, doc.mentions[m].head, frame.range);
}

}  // namespace

bool FrameEdges::Add(const FrameMatch& match) {
  const Frame& frame = match.frame;
  const Arguments& arguments = match.arguments;
  const uint32_t t = match.cue;
  if (frame.source[0] == kPair) return pairs_.Add(match);
  const auto left_out = AllBut(doc_, clauses_, frame, arguments);
  float confidence = 0;
  bool matter = false;
  auto targets = FindTargets(match, !left_out.empty(), confidence, matter);
  const auto sources = FindSources(match, !targets.empty(), confidence);
  const bool open_agent = LeavesAgentOpen(match);
  if (sources.empty() && !(targets.empty() && left_out.empty()) && open_agent &&
      WantsAgent(frame.relation) && !IsLawless(frame.lemma)) {
    for (uint32_t target : targets) AddAgentless(match, target, confidence, false);
    for (uint32_t target : left_out) AddAgentless(match, target, confidence, true);
    return true;
  }
  if (sources.empty()) return targets.empty() && open_agent && LiftLast(match);
  if (targets.empty() && frame.target[0] == kObject && sources.size() == 2 &&
      fallbacks_.IsEachOther(t)) {
    facts_.Add(doc_, FrameFact(doc_, clauses_, match, sources[0], sources[1], 0.75f));
    facts_.Add(doc_, FrameFact(doc_, clauses_, match, sources[1], sources[0], 0.75f));
    return true;
  }
  if (frame.relation == RelationType::kRejected && beyond_.IsAnswer(frame, arguments))
    targets.clear();  // what is said of statements turns down whoever made them
  if (targets.empty()) targets = beyond_.Targets(frame, t, arguments, sources[0], confidence);
  bool added = false;
  for (uint32_t source : sources) {
    for (uint32_t target : targets) added |= AddEdge(match, source, target, confidence, matter);
  }
  for (uint32_t target : left_out) {
    Fact fact = FrameFact(doc_, clauses_, match, sources[0], target, confidence);
    fact.polarity = Contrary(fact.polarity);
    facts_.Add(doc_, std::move(fact));
  }
  if (added) AddContrasts(match, sources, targets);
  return added;
}

// Leaves out what the news hardly ever means; returns whether the edge is told.
bool FrameEdges::AddEdge(const FrameMatch& match, uint32_t source, uint32_t target,
                         float confidence, bool matter) {
  const Frame& frame = match.frame;
  const uint32_t token = match.arguments.At(frame.target[0]);
  if (source == target || IsDoubtful(doc_, frame, source, target, token) ||
      MeansAnotherBody(doc_, facts_, frame, match.cue, token, source, target))
    return false;
  // Found by the order of words and without a name: more often wrong than right.
  const bool unnamed = IsUnnamed(doc_.entities[source]) || IsUnnamed(doc_.entities[target]);
  const bool casualties =
      frame.relation == RelationType::kKilled || frame.relation == RelationType::kInjured;
  if (confidence < kTreeGrade && unnamed && !matter && !casualties) return false;
  Fact fact = FrameFact(doc_, clauses_, match, source, target, confidence);
  if (IsVoid(frame, fact)) return false;
  // "hopes of a deal": what may be is kept where a verb says so, its two ends in its tree.
  const bool loose = frame.word_class == WordClass::kNoun || confidence < kTreeGrade || unnamed;
  if (fact.modality == Modality::kHypothetical && loose) return false;
  // "has not ruled out": it stays open.
  if (fact.polarity == Polarity::kNegated && frame.relation == RelationType::kRejected &&
      frame.particle == "out")
    return false;
  // "barred from selling its chips": it goes on making them.
  if (frame.relation == RelationType::kProduces && fact.polarity == Polarity::kNegated)
    return false;
  if (fact.polarity == Polarity::kPositive && EndsWithoutCharge(doc_, frame, match.cue))
    facts_.Add(doc_, NotCharged(fact));
  facts_.Add(doc_, std::move(fact));
  return true;
}

// Sets how sure they are, and whether they are the matter last spoken of.
//   all_but   "all but X": those spoken of before
std::vector<uint32_t> FrameEdges::FindTargets(const FrameMatch& match, bool all_but,
                                              float& confidence, bool& matter) const {
  const Frame& frame = match.frame;
  const Arguments& arguments = match.arguments;
  const uint32_t t = match.cue, object = match.object;
  matter = false;
  confidence = frame.weak ? 0.5f : 0.85f;
  auto targets = all_but ? fallbacks_.LastPeople(arguments.At(frame.target[0]))
                         : EntitiesIn(doc_, clauses_, frame.target, arguments, frame.range);
  if (targets.empty()) {
    targets = fallbacks_.AfterPreposition(frame.target, t, frame.range);
    if (!targets.empty()) confidence = 0.6f;
  }
  const bool no_charge = frame.relation == RelationType::kCharged && arguments.passive &&
                         object != kNone && targets.empty();
  if (no_charge && clauses_.ScopeOf(t).polarity == Polarity::kNegated)
    targets = beyond_.LastAccused(t);
  if (targets.empty() && frame.target.back() == kLastMatter) {
    targets = fallbacks_.LastMatter(t, frame.range);
    matter = !targets.empty();
    confidence = std::min(confidence, 0.6f);
  }
  if (targets.empty() && object != kNone && frame.target[0] == kObject && object > t) {
    targets = fallbacks_.Between(t, object, frame.range);
    if (!targets.empty()) confidence = 0.7f;
  }
  if (frame.target[0] == kObject && object == kNone && !arguments.passive &&
      frame.word_class == WordClass::kVerb) {
    const auto beside = fallbacks_.NameRightAfter(t, frame.range);
    if (!beside.empty() && std::find(targets.begin(), targets.end(), beside[0]) == targets.end()) {
      targets = beside;
      confidence = std::min(confidence, 0.7f);
    }
  }
  return targets;
}

// Lowers `confidence` where the tree gave no source.
std::vector<uint32_t> FrameEdges::FindSources(const FrameMatch& match, bool has_targets,
                                              float& confidence) const {
  const Frame& frame = match.frame;
  const Arguments& arguments = match.arguments;
  const uint32_t t = match.cue;
  auto sources = EntitiesIn(doc_, clauses_, frame.source, arguments, frame.domain);
  if (sources.empty() && frame.relation == RelationType::kLocatedIn)
    sources = Above(doc_, clauses_, arguments.At(kObject), frame.domain);
  if (!sources.empty()) return sources;
  const bool subject = frame.source[0] == kSubject;
  float fallback = 0.6f;
  sources = fallbacks_.AfterPreposition(frame.source, t, frame.domain);
  if (sources.empty() && frame.source[0] >= kFirstPreposition && has_targets &&
      Has(frame.domain, NodeType::kEvent)) {
    sources = fallbacks_.EventAfter(frame.source, t);
  }
  const bool noun = frame.word_class == WordClass::kNoun;
  if (sources.empty() && has_targets && subject && (arguments.passive || noun)) {
    sources = fallbacks_.AgentAfter(t, frame.domain);
    if (arguments.passive) fallback = kTreeGrade;
  }
  if (sources.empty() && has_targets && subject && !arguments.passive) {
    sources = fallbacks_.SubjectBefore(frame, t, arguments);
    fallback = 0.55f;
  }
  if (sources.empty() && frame.word_class == WordClass::kNoun && doc_.HasChildWord(t, "western")) {
    sources = fallbacks_.WesternStates();
    fallback = 0.5f;
  }
  if (!sources.empty()) confidence = std::min(confidence, fallback);
  return sources;
}

// A passive, or what names its doer in a phrase with "by" alone: "served a term", "arrest of X".
bool FrameEdges::LeavesAgentOpen(const FrameMatch& match) const {
  const Frame& frame = match.frame;
  const Arguments& arguments = match.arguments;
  if (frame.source[0] == kSubject) return arguments.passive;
  if (frame.source[0] != SlotOfPreposition("by")) return false;
  if (frame.denied) return true;
  if (frame.word_class != WordClass::kNoun) return match.object != kNone;
  const Modality modality = clauses_.ScopeOf(match.cue).modality;
  return frame.target[0] != kSubject && arguments.At(kSubject) == kNone &&
         (modality == Modality::kActual || modality == Modality::kReported);
}

void FrameEdges::AddAgentless(const FrameMatch& match, uint32_t target, float confidence,
                              bool contrary) {
  const Frame& frame = match.frame;
  AgentlessFact agentless;
  agentless.fact = FrameFact(doc_, clauses_, match, kNone, target, confidence);
  agentless.where = CountryOfClause(doc_, clauses_, match.arguments);
  if (IsVoid(frame, agentless.fact)) return;
  if (contrary) agentless.fact.polarity = Contrary(agentless.fact.polarity);
  if (agentless.fact.polarity == Polarity::kPositive && EndsWithoutCharge(doc_, frame, match.cue)) {
    AgentlessFact uncharged = agentless;
    uncharged.fact = NotCharged(std::move(uncharged.fact));
    facts_.agentless.push_back(std::move(uncharged));
  }
  facts_.agentless.push_back(std::move(agentless));
}

// "The ban was lifted in May": by whoever imposed it, as far as the story told.
bool FrameEdges::LiftLast(const FrameMatch& match) {
  const Frame& frame = match.frame;
  const bool lifts = frame.relation == RelationType::kLiftedSanctionsOn && !frame.objects.empty();
  const Fact* last = lifts ? beyond_.LastSanction(match.cue) : nullptr;
  if (last == nullptr) return false;
  Fact fact = FrameFact(doc_, clauses_, match, last->source, last->target, 0.6f);
  fact.inferred = true;
  fact.rule = "passive-agent";
  facts_.Add(doc_, std::move(fact));
  return true;
}

// "thanked A but not B": the edge to B has the other polarity; "It was A, not B, that brokered
// the truce": not B.
void FrameEdges::AddContrasts(const FrameMatch& match, const std::vector<uint32_t>& sources,
                              const std::vector<uint32_t>& targets) {
  const Frame& frame = match.frame;
  const LeftOut left_out = FindLeftOut(doc_, frame, match.cue, match.arguments);
  for (uint32_t token : left_out.targets) {
    for (uint32_t e : EntitiesOf(doc_, clauses_, token, frame.range)) {
      Fact fact = FrameFact(doc_, clauses_, match, sources[0], e, 0.75f);
      // "did not thank A but not B" thanks neither.
      if (fact.polarity == Polarity::kNegated && doc_.HasChildWord(token, "not")) continue;
      fact.polarity = Contrary(fact.polarity);
      facts_.Add(doc_, std::move(fact));
    }
  }
  for (uint32_t token : left_out.sources) {
    for (uint32_t e : EntitiesOf(doc_, clauses_, token, frame.domain)) {
      for (uint32_t target : targets) {
        Fact fact = FrameFact(doc_, clauses_, match, e, target, 0.75f);
        if (fact.polarity == Polarity::kNegated) return;
        fact.polarity = Polarity::kNegated;
        facts_.Add(doc_, std::move(fact));
      }
    }
  }
}

}  // namespace newsgraph::text

// Edges from frames: the words of data/frames.txt with the arguments Clauses finds.
#include <algorithm>
#include <array>

#include "absl/container/flat_hash_set.h"
#include "loaders/text/clauses/arguments.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/relations/confidence.h"
#include "loaders/text/relations/fallbacks.h"
#include "loaders/text/relations/frame_contrasts.h"
#include "loaders/text/relations/frame_guards.h"
#include "loaders/text/relations/frame_targets.h"
#include "loaders/text/relations/frame_words.h"
#include "loaders/text/relations/relations.h"

namespace newsgraph::text {
namespace {

class FrameReader {
 public:
  FrameReader(const Document& doc, const Clauses& clauses, Facts& facts)
      : doc_(doc),
        clauses_(clauses),
        fallbacks_(doc, clauses),
        beyond_(doc, clauses, fallbacks_, facts),
        lexicon_(doc.knowledge.frames()),
        words_(doc, clauses),
        facts_(facts) {}

  // Verbs first: a noun that completed a verb's frame ("lift sanctions") says nothing more itself.
  void Read() {
    for (bool nouns : {false, true}) ReadClasses(nouns);
  }

 private:
  void ReadClasses(bool nouns) {
    for (uint32_t t = 0; t < doc_.words().size(); ++t) {
      const Word& word = doc_.WordAt(t);
      const bool verb_as_noun = clauses_.IsFlatVerb(t);
      const bool noun = !verb_as_noun && (word.upos == Upos::kNoun || word.upos == Upos::kPropn);
      if (noun != nouns || consumed_.contains(t) || InHeadline(doc_, t)) continue;
      if (!noun && IsTailOfCompound(t)) continue;
      const bool named =
          doc_.MentionAt(t) != kNone && doc_.mentions[doc_.MentionAt(t)].kind == MentionKind::kName;
      if (named) continue;
      if (verb_as_noun) {
        ReadWord(t, WordClass::kVerb);
        continue;
      }
      switch (word.upos) {
        case Upos::kVerb:
        case Upos::kAux:
          if (!IsRequested(doc_, t)) ReadWord(t, WordClass::kVerb);
          if (word.xpos == Xpos::kVBN || word.xpos == Xpos::kVBG)
            ReadWord(t, WordClass::kAdjective);
          break;
        case Upos::kNoun:
        case Upos::kPropn:
          ReadWord(t, WordClass::kNoun);
          break;
        case Upos::kAdj:
          ReadWord(t, WordClass::kAdjective);
          break;
        default:
          break;
      }
    }
  }

  // "well-funded", but not "US-backed" and "part-owned by X".
  bool IsTailOfCompound(uint32_t t) const {
    if (t == 0 || doc_.Text(t - 1) != "-" || clauses_.IsCompoundVerb(t)) return false;
    return t + 1 >= doc_.words().size() || doc_.Lower(t + 1) != "by";
  }

  void ReadWord(uint32_t t, WordClass word_class) {
    auto frames = lexicon_.Find(word_class, doc_.Lemma(t));
    std::string compound;
    if (word_class == WordClass::kNoun) {
      // "legal action", "go-between": the longest phrase that has frames.
      const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(t)).begin;
      for (uint32_t start = t >= first + 3 ? t - 3 : first; start < t; ++start) {
        const auto longer = lexicon_.Find(word_class, doc_.Phrase(start, t + 1, true));
        if (!longer.empty()) {
          frames = longer;
          break;
        }
      }
    }
    if (frames.empty() && word_class != WordClass::kVerb)  // "the talks", "opposed to"
      frames = lexicon_.Find(word_class, doc_.Lower(t));
    if (frames.empty() || IsOpenQuestion(doc_, t)) return;
    const Arguments base = word_class == WordClass::kVerb   ? clauses_.OfVerb(t)
                           : word_class == WordClass::kNoun ? clauses_.OfNoun(t)
                                                            : clauses_.OfAdjective(t);
    // Frames of a verb with its particle or object come before those of the bare verb.
    bool special = false;
    for (bool bare : {false, true}) {
      for (uint32_t f : frames) {
        const Frame& frame = lexicon_.frames()[f];
        if ((frame.particle.empty() && frame.objects.empty()) != bare) continue;
        // "sent 500 troops to Norland" is aid and a journey of the troops.
        const bool journey =
            frame.relation == RelationType::kTravelledTo && frame.source[0] == kObject;
        if (bare && ((special && !journey) || IsOtherVerb(frame, t))) continue;
        if (TryFrame(frame, t, base)) special |= !bare;
      }
    }
  }

  bool TryFrame(const Frame& frame, uint32_t t, const Arguments& base) {
    if (frame.voice == FrameVoice::kPassive && !base.passive) return false;
    if (frame.voice == FrameVoice::kActive && base.passive) return false;
    const Slot as_slot = SlotOfPreposition(frame.particle);
    const bool filled = as_slot != kNoSlot && base.At(as_slot) != kNone &&
                        !IsDay(base.At(as_slot));  // "jailed X for years", not "on Monday"
    if (!frame.particle.empty() && !filled && !words_.HasParticles(t, frame.particle)) return false;
    Arguments arguments = base;
    // "voted down the motion", where the tree takes "down" for a preposition.
    if (filled && frame.target[0] == kObject && base.At(kObject) == kNone)
      arguments.Add(kObject, base.At(as_slot));
    uint32_t object = kNone;
    if (!frame.objects.empty() && !words_.MatchesObject(frame, t, base, arguments, object))
      return false;
    if (frame.tone != FrameTone::kAny && !words_.HasTone(frame, t, base)) return false;
    // "The accord earned him the prize": whoever gets it is the other object.
    // "returned the prisoners to Norland": it is the object that goes, not so "set foot in".
    const bool carries = frame.relation == RelationType::kTravelledTo &&
                         frame.source[0] == kSubject && !base.passive &&
                         frame.target[0] >= kFirstPreposition && base.At(kObject) != kNone;
    if (carries && frame.objects.empty() && CarriesItsObject(frame.lemma)) return false;
    if (SaysOtherwise(doc_, frame, t, base) || CallsOff(frame, t)) return false;
    // "refuses to recognise X": the infinitive says what is refused.
    if (frame.relation == RelationType::kRejected && frame.word_class == WordClass::kVerb &&
        lexicon_.ScopeNegates(frame.lemma) && doc_.Child(t, Relation::kXcomp) != kNone)
      return false;
    const bool prize =
        frame.relation == RelationType::kAwarded || frame.relation == RelationType::kWon;
    if (prize && frame.source[0] == kSubject && !base.passive && base.At(kIndirect) != kNone)
      return false;
    denied_object_ = object != kNone && object > 0 && doc_.Lower(object - 1) == "not";
    denied_particle_ = !frame.particle.empty() && words_.IsDeniedParticle(t, frame.particle);
    const size_t before = facts_.list().size();
    if (!Emit(frame, t, arguments, object)) return false;
    // "No sanctions were eased" must not read as "sanctions", even without an agent.
    const bool lifted = frame.relation == RelationType::kLiftedSanctionsOn;
    if (object != kNone && (lifted || facts_.list().size() > before)) consumed_.insert(object);
    return true;
  }

  // "rule out an inquiry", "rule it out" are not to rule.
  bool IsOtherVerb(const Frame& frame, uint32_t t) const {
    if (frame.word_class != WordClass::kVerb) return false;
    const uint32_t particle = doc_.Child(t, Relation::kCompoundPrt);
    const bool behind = t + 2 < doc_.words().size() && doc_.WordAt(t + 1).upos == Upos::kPron &&
                        doc_.Lower(t + 2) == "out";
    if (particle == kNone && !behind) return false;
    const std::string verb =
        Cat(frame.lemma, "_", particle == kNone ? doc_.Lower(t + 2) : doc_.Lower(particle));
    return lexicon_.ScopeNegates(verb) || lexicon_.ScopeUndoes(verb);
  }

  // "called off the strike" calls none.
  bool CallsOff(const Frame& frame, uint32_t t) const {
    if (frame.objects.empty() || !frame.particle.empty()) return false;
    const uint32_t particle = doc_.Child(t, Relation::kCompoundPrt);
    return particle != kNone && lexicon_.ScopeUndoes(Cat(frame.lemma, "_", doc_.Lower(particle)));
  }

  bool IsDay(uint32_t token) const {
    const Gazetteer& gazetteer = doc_.knowledge.gazetteer();
    return gazetteer.WeekdayOf(doc_.Lower(token)) != 0 || gazetteer.MonthOf(doc_.Lower(token)) != 0;
  }

  std::vector<uint32_t> Fill(const std::vector<Slot>& slots, const Arguments& arguments,
                             TypeSet types) const {
    for (Slot slot : slots) {
      std::vector<uint32_t> all;
      for (const Argument& argument : arguments.list) {
        if (argument.slot != slot) continue;
        for (uint32_t e : EntitiesOf(doc_, clauses_, argument.token, types)) {
          if (std::find(all.begin(), all.end(), e) == all.end()) all.push_back(e);
        }
      }
      if (!all.empty()) return all;
    }
    return {};
  }

  // "freed without charge", "let go without being charged".
  bool EndsWithoutCharge(const Frame& frame, uint32_t t) const {
    if (frame.relation != RelationType::kReleased) return false;
    const uint32_t end = std::min(doc_.SentenceAt(doc_.SentenceOf(t)).end, t + 8);
    for (uint32_t u = t + 1; u + 1 < end; ++u) {
      if (doc_.Lower(u) == "without")
        return doc_.Lemma(u + 1) == "charge" ||
               (u + 2 < end && doc_.Lower(u + 1) == "being" && doc_.Lower(u + 2) == "charged");
    }
    return false;
  }

  static Fact NotCharged(Fact released) {
    released.relation = RelationType::kCharged;
    released.polarity = Polarity::kNegated;
    return released;
  }

  // "All but X were freed": X, of whom the frame's target says the contrary of the others.
  std::vector<uint32_t> AllBut(const Frame& frame, const Arguments& arguments) const {
    uint32_t all = arguments.At(frame.target[0]);
    if (all == kNone) return {};
    const uint32_t own = doc_.MentionAt(all);  // trees differ on which of the two is the argument
    if (own != kNone && doc_.mentions[own].begin >= 2) all = doc_.mentions[own].begin - 2;
    const uint32_t m = all + 2 < doc_.words().size() ? doc_.MentionAt(all + 2) : kNone;
    if (m == kNone || !IsOneOf(doc_.Lower(all), {"all", "everyone", "everybody"}) ||
        !IsOneOf(doc_.Lower(all + 1), {"but", "except", "bar"}))
      return {};
    return EntitiesOf(doc_, clauses_, doc_.mentions[m].head, frame.range);
  }

  void AddAgentless(const Frame& frame, uint32_t t, const Arguments& arguments, uint32_t target,
                    float confidence, bool contrary) {
    AgentlessFact agentless;
    agentless.fact = Draft(frame, t, kNone, target, confidence);
    agentless.where = CountryOfClause(arguments);
    if (IsVoid(frame, agentless.fact)) return;
    if (contrary) agentless.fact.polarity = Contrary(agentless.fact.polarity);
    if (agentless.fact.polarity == Polarity::kPositive && EndsWithoutCharge(frame, t)) {
      AgentlessFact uncharged = agentless;
      uncharged.fact = NotCharged(std::move(uncharged.fact));
      facts_.agentless.push_back(std::move(uncharged));
    }
    facts_.agentless.push_back(std::move(agentless));
  }

  static Polarity Contrary(Polarity polarity) {
    return polarity == Polarity::kNegated ? Polarity::kPositive : Polarity::kNegated;
  }

  bool Emit(const Frame& frame, uint32_t t, const Arguments& arguments, uint32_t object) {
    if (frame.source[0] == kPair) return EmitPairs(frame, t, arguments);
    float confidence = frame.weak ? 0.5f : 0.85f;
    const auto left_out = AllBut(frame, arguments);
    auto targets = left_out.empty() ? Fill(frame.target, arguments, frame.range)
                                    : fallbacks_.LastPeople(arguments.At(frame.target[0]));
    if (targets.empty()) {
      targets = fallbacks_.AfterPreposition(frame.target, t, frame.range);
      if (!targets.empty()) confidence = 0.6f;
    }
    const bool no_charge = frame.relation == RelationType::kCharged && arguments.passive &&
                           object != kNone && targets.empty();
    if (no_charge && clauses_.ScopeOf(t).polarity == Polarity::kNegated)
      targets = beyond_.LastAccused(t);
    bool matter = false;
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
      if (!beside.empty() &&
          std::find(targets.begin(), targets.end(), beside[0]) == targets.end()) {
        targets = beside;
        confidence = std::min(confidence, 0.7f);
      }
    }
    const auto sources = FindSources(frame, t, arguments, !targets.empty(), confidence);
    const bool open_agent = LeavesAgentOpen(frame, t, arguments, object);
    if (sources.empty() && !(targets.empty() && left_out.empty()) && open_agent &&
        WantsAgent(frame.relation) && !IsLawless(frame.lemma)) {
      for (uint32_t target : targets) AddAgentless(frame, t, arguments, target, confidence, false);
      for (uint32_t target : left_out) AddAgentless(frame, t, arguments, target, confidence, true);
      return true;
    }
    if (sources.empty()) return targets.empty() && open_agent && LiftLast(frame, t);
    if (targets.empty() && frame.target[0] == kObject && sources.size() == 2 &&
        fallbacks_.IsEachOther(t)) {
      facts_.Add(doc_, Draft(frame, t, sources[0], sources[1], 0.75f));
      facts_.Add(doc_, Draft(frame, t, sources[1], sources[0], 0.75f));
      return true;
    }
    if (frame.relation == RelationType::kRejected && beyond_.IsAnswer(frame, arguments))
      targets.clear();  // what is said of statements turns down whoever made them
    if (targets.empty()) targets = beyond_.Targets(frame, t, arguments, sources[0], confidence);
    bool added = false;
    for (uint32_t source : sources) {
      for (uint32_t target : targets) {
        if (source == target ||
            IsDoubtful(doc_, frame, source, target, arguments.At(frame.target[0])) ||
            MeansAnotherBody(doc_, facts_, frame, t, arguments.At(frame.target[0]), source, target))
          continue;
        // Found by the order of words and without a name: more often wrong than right.
        const bool unnamed = IsUnnamed(doc_.entities[source]) || IsUnnamed(doc_.entities[target]);
        const bool casualties =
            frame.relation == RelationType::kKilled || frame.relation == RelationType::kInjured;
        if (confidence < kTreeGrade && unnamed && !matter && !casualties) continue;
        Fact fact = Draft(frame, t, source, target, confidence);
        if (IsVoid(frame, fact)) continue;
        // "hopes of a deal": what may be is kept where a verb says so, its two ends in its tree.
        const bool loose =
            frame.word_class == WordClass::kNoun || confidence < kTreeGrade || unnamed;
        if (fact.modality == Modality::kHypothetical && loose) continue;
        // "has not ruled out": it stays open.
        if (fact.polarity == Polarity::kNegated && frame.relation == RelationType::kRejected &&
            frame.particle == "out")
          continue;
        // "barred from selling its chips": it goes on making them.
        if (frame.relation == RelationType::kProduces && fact.polarity == Polarity::kNegated)
          continue;
        if (fact.polarity == Polarity::kPositive && EndsWithoutCharge(frame, t))
          facts_.Add(doc_, NotCharged(fact));
        facts_.Add(doc_, std::move(fact));
        added = true;
      }
    }
    for (uint32_t target : left_out) {
      Fact fact = Draft(frame, t, sources[0], target, confidence);
      fact.polarity = Contrary(fact.polarity);
      facts_.Add(doc_, std::move(fact));
    }
    if (added) EmitLeftOut(frame, t, arguments, sources, targets);
    return added;
  }

  // A passive, or what names its doer in a phrase with "by" alone: "served a term", "arrest of X".
  bool LeavesAgentOpen(const Frame& frame, uint32_t t, const Arguments& arguments,
                       uint32_t object) const {
    if (frame.source[0] == kSubject) return arguments.passive;
    if (frame.source[0] != SlotOfPreposition("by")) return false;
    if (frame.denied) return true;
    if (frame.word_class != WordClass::kNoun) return object != kNone;
    const Modality modality = clauses_.ScopeOf(t).modality;
    return frame.target[0] != kSubject && arguments.At(kSubject) == kNone &&
           (modality == Modality::kActual || modality == Modality::kReported);
  }

  // "The ban was lifted in May": by whoever imposed it, as far as the story told.
  bool LiftLast(const Frame& frame, uint32_t t) {
    const bool lifts = frame.relation == RelationType::kLiftedSanctionsOn && !frame.objects.empty();
    const Fact* last = lifts ? beyond_.LastSanction(t) : nullptr;
    if (last == nullptr) return false;
    Fact fact = Draft(frame, t, last->source, last->target, 0.6f);
    fact.inferred = true;
    fact.rule = "passive-agent";
    facts_.Add(doc_, std::move(fact));
    return true;
  }

  // "held in Iran since 2022": the country the clause is set in.
  uint32_t CountryOfClause(const Arguments& arguments) const {
    uint32_t where = kNone;
    for (std::string_view preposition : {"in", "at", "on", "near"}) {
      if (where == kNone) where = arguments.At(SlotOfPreposition(preposition));
    }
    if (where == kNone) return kNone;
    const auto found = EntitiesOf(doc_, clauses_, where, SetOf(NodeType::kCountry));
    if (!found.empty()) return found[0];
    for (uint32_t place : EntitiesOf(doc_, clauses_, where, SetOf(NodeType::kPlace))) {
      const uint32_t country = doc_.CountryOfNumber(doc_.entities[place].country);
      if (country != kNone) return country;
    }
    return kNone;
  }

  // Lowers `confidence` where the tree gave no source.
  std::vector<uint32_t> FindSources(const Frame& frame, uint32_t t, const Arguments& arguments,
                                    bool has_targets, float& confidence) const {
    auto sources = Fill(frame.source, arguments, frame.domain);
    if (sources.empty() && frame.relation == RelationType::kLocatedIn)
      sources = Above(arguments.At(kObject), frame.domain);
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
    if (sources.empty() && frame.word_class == WordClass::kNoun &&
        doc_.HasChildWord(t, "western")) {
      sources = fallbacks_.WesternStates();
      fallback = 0.5f;
    }
    if (!sources.empty()) confidence = std::min(confidence, fallback);
    return sources;
  }

  // "a maker of blades based in X", with "based" hung on the blades: the maker.
  std::vector<uint32_t> Above(uint32_t noun, TypeSet types) const {
    while (noun != kNone && doc_.WordAt(noun).relation == Relation::kNmod) {
      noun = doc_.WordAt(noun).head;
      auto found = EntitiesOf(doc_, clauses_, noun, types);
      if (!found.empty()) return found;
    }
    return {};
  }

  // "thanked A but not B": the edge to B has the other polarity; "It was A, not B, that brokered
  // the truce": not B.
  void EmitLeftOut(const Frame& frame, uint32_t t, const Arguments& arguments,
                   const std::vector<uint32_t>& sources, const std::vector<uint32_t>& targets) {
    const LeftOut left_out = FindLeftOut(doc_, frame, t, arguments);
    for (uint32_t token : left_out.targets) {
      for (uint32_t e : EntitiesOf(doc_, clauses_, token, frame.range)) {
        Fact fact = Draft(frame, t, sources[0], e, 0.75f);
        // "did not thank A but not B" thanks neither.
        if (fact.polarity == Polarity::kNegated && doc_.HasChildWord(token, "not")) continue;
        fact.polarity = Contrary(fact.polarity);
        facts_.Add(doc_, std::move(fact));
      }
    }
    for (uint32_t token : left_out.sources) {
      for (uint32_t e : EntitiesOf(doc_, clauses_, token, frame.domain)) {
        for (uint32_t target : targets) {
          Fact fact = Draft(frame, t, e, target, 0.75f);
          if (fact.polarity == Polarity::kNegated) return;
          fact.polarity = Polarity::kNegated;
          facts_.Add(doc_, std::move(fact));
        }
      }
    }
  }

  bool EmitPairs(const Frame& frame, uint32_t t, const Arguments& arguments) {
    std::vector<uint32_t> members;
    const bool verb = frame.word_class == WordClass::kVerb;
    // A verb with an object is no mutual act: "A and B signed players".
    const uint32_t object = arguments.At(kObject);
    const bool own = object != kNone && doc_.HasChildWord(object, "their");  // "merge their units"
    if (verb && frame.objects.empty() && object != kNone && !own) return false;
    const bool merged = arguments.passive && frame.relation == RelationType::kMergedWith;
    for (Slot slot : {kPair, verb ? (merged ? kObject : kSubject) : kPair}) {
      const auto some = Fill({slot}, arguments, frame.domain);
      if (some.size() > members.size()) members = some;
    }
    if (!verb && members.size() < 2 && doc_.Child(t, Relation::kNmodPoss) != kNone) {
      const auto owners = Fill({kSubject}, arguments, frame.domain);
      if (owners.size() >= 2) members = owners;
    }
    if (members.size() < 2) members = PairBehind(frame, t, arguments);
    // "between A and B" cut in two by the parser.
    if (!verb && members.size() < 2) members = BetweenMembers(doc_, t, frame.domain);
    if (members.size() < 2 || members.size() > 6) return false;
    if (verb && frame.relation == RelationType::kAgreedWith && AgreeWithOthers(frame, t, members))
      return true;
    const size_t named = static_cast<size_t>(std::count_if(
        members.begin(), members.end(), [&](uint32_t e) { return !IsUnnamed(doc_.entities[e]); }));
    if (named >= 2)  // "X and his counterparts, Y and Z"
      std::erase_if(members, [&](uint32_t e) { return IsUnnamed(doc_.entities[e]); });
    if (!verb && clauses_.ScopeOf(t).modality == Modality::kHypothetical) return true;
    for (size_t i = 0; i < members.size(); ++i) {
      for (size_t j = i + 1; j < members.size(); ++j) {
        facts_.Add(doc_, Draft(frame, t, members[i], members[j], 0.8f));
        // "A and B traded accusations": each accused the other.
        if (!RelationInfo(frame.relation).symmetric)
          facts_.Add(doc_, Draft(frame, t, members[j], members[i], 0.8f));
      }
    }
    return true;
  }

  // "Neither A nor B has agreed a new deal", "A and B refuse to settle": not with each other, but
  // with the body they belong to or whom they took to court.
  bool AgreeWithOthers(const Frame& frame, uint32_t t, const std::vector<uint32_t>& members) {
    const uint32_t subject = clauses_.OfVerb(t).At(kSubject);
    bool neither = false;
    for (uint32_t token : subject == kNone ? std::vector<uint32_t>() : clauses_.Joined(subject)) {
      const uint32_t cc = doc_.Child(token, Relation::kCc);
      neither |= cc != kNone && doc_.Lower(cc) == "nor";
    }
    if (!neither && frame.lemma != "settle") return false;
    bool added = false;
    for (uint32_t member : members) {
      auto others = beyond_.Sued(member);
      if (others.empty()) others = beyond_.OwnBody(member, t);
      for (uint32_t other : others) {
        facts_.Add(doc_, Draft(frame, t, member, other, 0.75f));
        added = true;
      }
    }
    return added || neither;
  }

  // "the merger of A and B", "foreign ministers from A and B met": the two behind the noun.
  std::vector<uint32_t> PairBehind(const Frame& frame, uint32_t t,
                                   const Arguments& arguments) const {
    const bool verb = frame.word_class == WordClass::kVerb;
    const uint32_t noun = verb ? arguments.At(kSubject) : t;
    if (noun == kNone || (verb && !doc_.WordAt(noun).IsPlural())) return {};
    for (uint32_t child : doc_.Children(noun)) {
      const Relation r = doc_.WordAt(child).relation;
      const std::string_view preposition = doc_.Preposition(child);
      const bool of =
          r == Relation::kNmod &&
          (preposition == "of" || (verb && (preposition == "from" || preposition == "for")));
      if (!of && r != Relation::kNmodPoss && !(verb && r == Relation::kAmod)) continue;
      auto members = EntitiesOf(doc_, clauses_, child, frame.domain);
      if (of && members.size() == 1) AddHungBeside(noun, child, frame.domain, members);
      if (members.size() >= 2) return members;
    }
    return {};
  }

  // "the merger of A and B" with B hung on the noun as A is.
  void AddHungBeside(uint32_t noun, uint32_t first, TypeSet types,
                     std::vector<uint32_t>& members) const {
    for (uint32_t child : doc_.Children(noun)) {
      if (child <= first || doc_.Child(child, Relation::kCc) == kNone) continue;
      for (uint32_t e : EntitiesOf(doc_, clauses_, child, types)) {
        if (e != members[0]) members.push_back(e);
      }
    }
  }

  Fact Draft(const Frame& frame, uint32_t t, uint32_t source, uint32_t target,
             float confidence) const {
    Fact fact;
    fact.source = source;
    fact.target = target;
    fact.relation = frame.relation;
    const Scope scope = clauses_.ScopeOf(t);
    const bool negated = scope.polarity == Polarity::kNegated && !IsTurnedDown(doc_, frame, t);
    const bool denied = (negated || denied_particle_) != denied_object_;
    fact.polarity = frame.negated != denied ? Polarity::kNegated : Polarity::kPositive;
    fact.modality = scope.modality != Modality::kActual ? scope.modality : frame.modality;
    if (scope.attributed_to != kNone) fact.attributed_to = doc_.EntityAt(scope.attributed_to);
    if (!frame.objects.empty() || frame.word_class == WordClass::kNoun) confidence *= 0.95f;
    if (fact.modality != Modality::kActual) confidence *= 0.9f;
    fact.confidence = confidence;
    fact.rule = Cat("frame:", frame.Name());
    fact.date = DateNear(doc_, t);
    fact.sentences = {doc_.SentenceOf(t)};
    fact.cue = t;
    return fact;
  }

  const Document& doc_;
  const Clauses& clauses_;
  const Fallbacks fallbacks_;
  const TargetsBeyond beyond_;
  const FrameLexicon& lexicon_;
  const FrameWords words_;
  Facts& facts_;
  absl::flat_hash_set<uint32_t> consumed_;
  bool denied_object_ = false;    // "levied not a fine"
  bool denied_particle_ = false;  // "found X not guilty"
};

}  // namespace

void FindFrameRelations(const Document& doc, const Clauses& clauses, Facts& facts) {
  FrameReader(doc, clauses, facts).Read();
}

}  // namespace newsgraph::text

// Which words of the text fit which frames of data/frames.txt, with the arguments Clauses finds;
// the edges are then made by FrameEdges.
#include <string>

#include "absl/container/flat_hash_set.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/relations/frame_edges.h"
#include "loaders/text/relations/frame_guards.h"
#include "loaders/text/relations/frame_match.h"
#include "loaders/text/relations/frame_words.h"
#include "loaders/text/relations/relations.h"

namespace newsgraph::text {
namespace {

class FrameReader {
 public:
  FrameReader(const Document& doc, const Clauses& clauses, Facts& facts)
      : doc_(doc),
        clauses_(clauses),
        edges_(doc, clauses, facts),
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
    // "jailed X for years", not "on Monday".
    const bool filled = as_slot != kNoSlot && base.At(as_slot) != kNone &&
                        !doc_.knowledge.gazetteer().IsCalendarWord(doc_.Lower(base.At(as_slot)));
    if (!frame.particle.empty() && !filled && !words_.HasParticles(t, frame.particle)) return false;
    Arguments arguments = base;
    // "voted down the motion", where the tree takes "down" for a preposition.
    if (filled && frame.target[0] == kObject && base.At(kObject) == kNone)
      arguments.Add(kObject, base.At(as_slot));
    uint32_t object = kNone;
    if (!frame.objects.empty() && !words_.MatchesObject(frame, t, base, arguments, object))
      return false;
    if (frame.tone != FrameTone::kAny && !words_.HasTone(frame, t, base)) return false;
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
    // "The accord earned him the prize": whoever gets it is the other object.
    const bool prize =
        frame.relation == RelationType::kAwarded || frame.relation == RelationType::kWon;
    if (prize && frame.source[0] == kSubject && !base.passive && base.At(kIndirect) != kNone)
      return false;
    const FrameMatch match{
        .frame = frame,
        .cue = t,
        .arguments = arguments,
        .object = object,
        .denied_object = object != kNone && object > 0 && doc_.Lower(object - 1) == "not",
        .denied_particle = !frame.particle.empty() && words_.IsDeniedParticle(t, frame.particle)};
    const size_t before = facts_.list().size();
    if (!edges_.Add(match)) return false;
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

  const Document& doc_;
  const Clauses& clauses_;
  FrameEdges edges_;
  const FrameLexicon& lexicon_;
  const FrameWords words_;
  const Facts& facts_;
  absl::flat_hash_set<uint32_t> consumed_;
};

}  // namespace

void FindFrameRelations(const Document& doc, const Clauses& clauses, Facts& facts) {
  FrameReader(doc, clauses, facts).Read();
}

}  // namespace newsgraph::text

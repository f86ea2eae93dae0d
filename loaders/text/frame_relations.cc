// Edges from frames: the words of data/frames.txt with the arguments Clauses finds.
#include <algorithm>
#include <array>

#include "absl/container/flat_hash_set.h"
#include "loaders/text/letters.h"
#include "loaders/text/relations.h"

namespace newsgraph::text {
namespace {

// Passives whose agent is worth looking for when the sentence does not name it.
bool WantsAgent(RelationType relation) {
  return relation == RelationType::kDetained || relation == RelationType::kReleased ||
         relation == RelationType::kCharged || relation == RelationType::kConvicted ||
         relation == RelationType::kSanctioned;
}

class FrameReader {
 public:
  FrameReader(const Document& doc, const Clauses& clauses, Facts& facts)
      : doc_(doc), clauses_(clauses), lexicon_(doc.knowledge.frames()), facts_(facts) {}

  // Verbs first: a noun that completed a verb's frame ("lift sanctions") says nothing more itself.
  void Read() {
    for (bool nouns : {false, true}) ReadClasses(nouns);
  }

 private:
  void ReadClasses(bool nouns) {
    for (uint32_t t = 0; t < doc_.words().size(); ++t) {
      const Word& word = doc_.WordAt(t);
      const bool noun = word.upos == Upos::kNoun || word.upos == Upos::kPropn;
      if (noun != nouns || consumed_.contains(t) || InHeadline(t)) continue;
      const bool named =
          doc_.MentionAt(t) != kNone && doc_.mentions[doc_.MentionAt(t)].kind == MentionKind::kName;
      if (named) continue;
      switch (word.upos) {
        case Upos::kVerb:
        case Upos::kAux:
          ReadWord(t, WordClass::kVerb);
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

  // Headlines in capitals parse badly; what they say the story says again.
  bool InHeadline(uint32_t t) const {
    const uint32_t sentence = doc_.SentenceOf(t);
    const BlockKind kind = doc_.BlockOf(sentence).kind;
    if (kind != BlockKind::kTitle && kind != BlockKind::kSubhead && kind != BlockKind::kStandfirst)
      return false;
    uint32_t capitals = 0, words = 0;
    for (uint32_t u = doc_.SentenceAt(sentence).begin; u < doc_.SentenceAt(sentence).end; ++u) {
      if (doc_.Text(u).size() < 4 || !IsLetter(doc_.Text(u)[0])) continue;
      ++words;
      capitals += StartsUpper(doc_.Text(u));
    }
    return capitals * 3 > words * 2;
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
      if (frames.empty()) frames = lexicon_.Find(word_class, doc_.Lower(t));
    }
    if (frames.empty()) return;
    const Arguments base = word_class == WordClass::kVerb   ? clauses_.OfVerb(t)
                           : word_class == WordClass::kNoun ? clauses_.OfNoun(t)
                                                            : clauses_.OfAdjective(t);
    // Frames of a verb with its particle or object come before those of the bare verb.
    bool special = false;
    for (bool bare : {false, true}) {
      if (bare && special) break;
      for (uint32_t f : frames) {
        const Frame& frame = lexicon_.frames()[f];
        if ((frame.particle.empty() && frame.objects.empty()) != bare) continue;
        if (TryFrame(frame, t, base)) special |= !bare;
      }
    }
  }

  bool TryFrame(const Frame& frame, uint32_t t, const Arguments& base) {
    if (frame.voice == FrameVoice::kPassive && !base.passive) return false;
    if (frame.voice == FrameVoice::kActive && base.passive) return false;
    if (!frame.particle.empty() && !HasParticle(t, frame.particle)) return false;
    Arguments arguments = base;
    uint32_t object = kNone;
    if (!frame.objects.empty() && !MatchesObject(frame, t, base, arguments, object)) return false;
    if (frame.tone != FrameTone::kAny && !HasTone(t, frame.tone)) return false;
    const size_t before = facts_.list().size();
    if (!Emit(frame, t, arguments)) return false;
    if (object != kNone && facts_.list().size() > before) consumed_.insert(object);
    return true;
  }

  bool HasParticle(uint32_t t, std::string_view particle) const {
    for (uint32_t child : doc_.Children(t)) {
      const Relation r = doc_.WordAt(child).relation;
      if (r == Relation::kPunct || r == Relation::kNsubj) continue;
      if (doc_.Lower(child) == particle || doc_.Lemma(child) == particle) return true;
    }
    const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(t)).end;
    for (uint32_t u = t + 1; u < end && u < t + 3; ++u) {
      if (doc_.Lower(u) == particle) return true;
    }
    return false;
  }

  // The verb's object (or, in the passive, its subject) is one of the frame's nouns; what hangs on
  // that noun then counts as the verb's own.
  bool MatchesObject(const Frame& frame, uint32_t t, const Arguments& base, Arguments& out,
                     uint32_t& object) const {
    for (const Argument& argument : base.list) {
      if (argument.slot == kSubject) continue;
      for (uint32_t token : clauses_.Joined(argument.token)) {
        if (!IsOneOf(token, frame.objects)) continue;
        object = token;
        for (const Argument& inner : clauses_.OfNoun(token).list) {
          if (inner.slot == kSubject) continue;
          out.Add(inner.slot, inner.token);
        }
        return true;
      }
    }
    // The object the parse hung elsewhere: the next noun.
    const uint32_t end = std::min(doc_.SentenceAt(doc_.SentenceOf(t)).end, t + 6);
    for (uint32_t u = t + 1; u < end && !base.passive; ++u) {
      const Word& word = doc_.WordAt(u);
      if (word.upos == Upos::kVerb || word.upos == Upos::kPunct) break;
      if (word.upos == Upos::kNoun && IsOneOf(u, frame.objects)) {
        object = u;
        for (const Argument& inner : clauses_.OfNoun(u).list) {
          if (inner.slot != kSubject) out.Add(inner.slot, inner.token);
        }
        return true;
      }
    }
    return false;
  }

  bool IsOneOf(uint32_t token, const std::vector<std::string>& nouns) const {
    const std::string_view lemma = doc_.Lemma(token);
    for (const std::string& noun : nouns) {
      if (noun == lemma || noun == doc_.Lower(token)) return true;
      const size_t space = noun.rfind(' ');
      if (space != std::string::npos && std::string_view(noun).substr(space + 1) == lemma &&
          token > 0 && StartsWith(noun, doc_.Lower(token - 1)))
        return true;
    }
    return false;
  }

  // A judging word within the clause after the verb.
  bool HasTone(uint32_t t, FrameTone tone) const {
    const uint32_t end = std::min(doc_.SentenceAt(doc_.SentenceOf(t)).end, t + 20);
    for (uint32_t u = t + 1; u < end; ++u) {
      const bool negative =
          lexicon_.IsNegativeWord(doc_.Lemma(u)) || lexicon_.IsNegativeWord(doc_.Lower(u));
      const bool positive =
          lexicon_.IsPositiveWord(doc_.Lemma(u)) || lexicon_.IsPositiveWord(doc_.Lower(u));
      if (negative || positive) return negative == (tone == FrameTone::kNegative);
    }
    return false;
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

  bool Emit(const Frame& frame, uint32_t t, const Arguments& arguments) {
    if (frame.source[0] == kPair) return EmitPairs(frame, t, arguments);
    auto sources = Fill(frame.source, arguments, frame.domain);
    auto targets = Fill(frame.target, arguments, frame.range);
    float confidence = frame.weak ? 0.5f : 0.85f;
    if (targets.empty()) {
      targets = AfterPreposition(frame.target, t, frame.range);
      if (!targets.empty()) confidence = 0.6f;
    }
    if (sources.empty()) {
      sources = AfterPreposition(frame.source, t, frame.domain);
      if (!sources.empty()) confidence = 0.6f;
    }
    if (sources.empty() && !targets.empty() && frame.source[0] == kSubject && !arguments.passive) {
      sources = SubjectBefore(frame, t, arguments);
      if (!sources.empty()) confidence = 0.55f;
    }
    if (sources.empty() && !targets.empty() && arguments.passive && frame.source[0] == kSubject &&
        WantsAgent(frame.relation)) {
      for (uint32_t target : targets) {
        AgentlessFact agentless;
        agentless.fact = Draft(frame, t, kNone, target, confidence);
        facts_.agentless.push_back(std::move(agentless));
      }
      return true;
    }
    if (sources.empty() && frame.word_class == WordClass::kNoun &&
        doc_.HasChildWord(t, "western")) {
      sources = WesternStates();
      confidence = 0.5f;
    }
    if (sources.empty()) return false;
    if (targets.empty() && !frame.objects.empty() &&
        (frame.relation == RelationType::kLiftedSanctionsOn ||
         frame.relation == RelationType::kSanctioned)) {
      targets = OtherState(t, sources[0]);
      confidence = 0.5f;
    }
    if (targets.empty() && frame.relation == RelationType::kLeft && frame.source[0] == kSubject &&
        frame.target[0] == kObject) {
      targets = LastBody(t);
      confidence = 0.5f;
    }
    if (targets.empty() && frame.relation == RelationType::kMediated) {
      targets = LastHappening(t);
      confidence = 0.5f;
    }
    if (frame.relation == RelationType::kRejected && frame.tone == FrameTone::kNegative)
      targets.clear();  // only of statements
    if (targets.empty() && frame.target[0] == kObject && sources.size() == 2 && IsEachOther(t)) {
      facts_.Add(doc_, Draft(frame, t, sources[0], sources[1], 0.75f));
      facts_.Add(doc_, Draft(frame, t, sources[1], sources[0], 0.75f));
      return true;
    }
    if (targets.empty() && frame.relation == RelationType::kRejected &&
        arguments.At(kObject) != kNone) {
      targets = WhoSaid(arguments.At(kObject), sources[0]);
      confidence = 0.5f;
    }
    if (targets.empty()) {
      targets = NearestAfter(frame, t, arguments);
      confidence = 0.55f;
    }
    bool added = false;
    for (uint32_t source : sources) {
      for (uint32_t target : targets) {
        if (source == target) continue;
        facts_.Add(doc_, Draft(frame, t, source, target, confidence));
        added = true;
      }
    }
    if (added) EmitExcluded(frame, t, arguments, sources);
    return added;
  }

  // "thanked A but not B": the edge to B is negated.
  void EmitExcluded(const Frame& frame, uint32_t t, const Arguments& arguments,
                    const std::vector<uint32_t>& sources) {
    for (Slot slot : frame.target) {
      const uint32_t target = arguments.At(slot);
      if (target == kNone) continue;
      for (uint32_t child : doc_.Children(target)) {
        if (doc_.WordAt(child).relation != Relation::kConj || !doc_.HasChildWord(child, "not"))
          continue;
        for (uint32_t e : EntitiesOf(doc_, clauses_, child, frame.range)) {
          Fact fact = Draft(frame, t, sources[0], e, 0.75f);
          fact.polarity =
              fact.polarity == Polarity::kNegated ? Polarity::kPositive : Polarity::kNegated;
          facts_.Add(doc_, std::move(fact));
        }
      }
      return;
    }
  }

  // A prepositional slot the parse left empty: the preposition in the words after `t`, and the
  // first mention behind it.
  std::vector<uint32_t> AfterPreposition(const std::vector<Slot>& slots, uint32_t t,
                                         TypeSet types) const {
    for (Slot slot : slots) {
      if (slot < kFirstPreposition) continue;
      const uint32_t end = std::min(doc_.SentenceAt(doc_.SentenceOf(t)).end, t + 10);
      for (uint32_t u = t + 1; u + 1 < end; ++u) {
        if (doc_.WordAt(u).IsFinite() || doc_.Text(u) == ";" || doc_.Text(u) == ",") break;
        if (doc_.WordAt(u).upos == Upos::kVerb && u > t + 1) break;
        if (SlotOfPreposition(doc_.Lower(u)) != slot) continue;
        for (uint32_t v = u + 1; v < end && v < u + 6; ++v) {
          const Word& word = doc_.WordAt(v);
          const bool hyphen = doc_.Text(v) == "-" || (v + 1 < end && doc_.Text(v + 1) == "-");
          if (!hyphen &&
              (word.upos == Upos::kVerb || word.upos == Upos::kAdp || word.upos == Upos::kPunct))
            break;
          const uint32_t m = doc_.MentionAt(v);
          if (m == kNone || doc_.mentions[m].demonym) continue;
          const auto found = EntitiesOf(doc_, clauses_, doc_.mentions[m].head, types);
          if (!found.empty()) return found;
        }
        break;
      }
    }
    return {};
  }

  // A verb's missing subject: the nearest actor before it that no preposition or mark of possession
  // governs; a noun's missing owner: the subject of the sentence.
  std::vector<uint32_t> SubjectBefore(const Frame& frame, uint32_t t,
                                      const Arguments& arguments) const {
    const uint32_t begin = doc_.SentenceAt(doc_.SentenceOf(t)).begin;
    if (frame.word_class == WordClass::kVerb) {
      if (arguments.At(kSubject) != kNone || doc_.WordAt(t).xpos == Xpos::kVBN) return {};
    } else if (frame.word_class == WordClass::kAdjective ||
               frame.relation == RelationType::kSupports ||
               frame.relation == RelationType::kCriticised ||
               frame.relation == RelationType::kRejected ||
               frame.relation == RelationType::kAided) {
      return {};
    }
    uint32_t best = kNone;
    for (uint32_t u = t; u-- > begin;) {
      const uint32_t m = doc_.MentionAt(u);
      if (doc_.Text(u) == ";" || doc_.Text(u) == "”" || doc_.Text(u) == "\"") break;
      if (m == kNone || doc_.mentions[m].entity == kNone || doc_.mentions[m].demonym ||
          doc_.mentions[m].head != u)
        continue;
      const Mention& mention = doc_.mentions[m];
      if (!Has(frame.domain, doc_.entities[mention.entity].type)) continue;
      const bool owner =
          mention.end < doc_.words().size() && doc_.WordAt(mention.end).xpos == Xpos::kPOS;
      const Relation r = doc_.WordAt(u).relation;
      if (owner || r == Relation::kNmodPoss || r == Relation::kCompound || r == Relation::kAmod)
        continue;
      if (mention.begin > begin && doc_.WordAt(mention.begin - 1).upos == Upos::kAdp) continue;
      if (!doc_.Preposition(u).empty() && doc_.Preposition(u) != "as") continue;
      best = u;
      if (frame.word_class == WordClass::kVerb) break;
    }
    if (best == kNone) return {};
    return EntitiesOf(doc_, clauses_, best, frame.domain);
  }

  // "Western" sanctions: of those of the United States and the European Union that the story names.
  std::vector<uint32_t> WesternStates() const {
    std::vector<uint32_t> out;
    for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
      const Entity& entity = doc_.entities[e];
      const bool us =
          entity.country >= 0 && entity.type == NodeType::kCountry &&
          doc_.knowledge.gazetteer().countries()[static_cast<size_t>(entity.country)].code == "US";
      if (us || (entity.type == NodeType::kOrganization && entity.name == "European Union"))
        out.push_back(e);
    }
    return out;
  }

  // "lift sanctions" without saying on whom: the other state of the sentence.
  std::vector<uint32_t> OtherState(uint32_t t, uint32_t source) const {
    const Sentence& s = doc_.SentenceAt(doc_.SentenceOf(t));
    for (uint32_t u = s.begin; u < s.end; ++u) {
      const uint32_t e = doc_.EntityAt(u);
      if (e != kNone && e != source && doc_.entities[e].type == NodeType::kCountry &&
          !doc_.mentions[doc_.MentionAt(u)].demonym)
        return {e};
    }
    return {};
  }

  // "acted as go-betweens": in what the story last told of.
  std::vector<uint32_t> LastHappening(uint32_t t) const {
    for (uint32_t i = static_cast<uint32_t>(doc_.mentions.size()); i-- > 0;) {
      const Mention& mention = doc_.mentions[i];
      if (mention.head >= t || mention.entity == kNone) continue;
      if (doc_.entities[mention.entity].type == NodeType::kEvent) return {mention.entity};
    }
    return {};
  }

  // "accused each other".
  bool IsEachOther(uint32_t t) const {
    const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(t)).end;
    for (uint32_t u = t + 1; u + 1 < end && u < t + 4; ++u) {
      if ((doc_.Lower(u) == "each" && doc_.Lower(u + 1) == "other") ||
          (doc_.Lower(u) == "one" && doc_.Lower(u + 1) == "another"))
        return true;
    }
    return false;
  }

  // "Berg quits": the organization the story just spoke of.
  std::vector<uint32_t> LastBody(uint32_t t) const {
    const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(t)).end;
    if (t + 1 < end && doc_.WordAt(t + 1).upos != Upos::kPunct &&
        doc_.WordAt(t + 1).upos != Upos::kAdv)
      return {};
    for (uint32_t i = static_cast<uint32_t>(doc_.mentions.size()); i-- > 0;) {
      const Mention& mention = doc_.mentions[i];
      if (mention.head >= t || mention.entity == kNone || mention.type != NodeType::kOrganization)
        continue;
      if (mention.sentence + 2 < doc_.SentenceOf(t)) return {};
      return {mention.entity};
    }
    return {};
  }

  // "rejected the charge": whoever made it, the last subject before.
  std::vector<uint32_t> WhoSaid(uint32_t object, uint32_t source) const {
    static constexpr std::array<std::string_view, 14> kStatements = {
        "charge",  "claim", "allegation", "accusation", "account",   "criticism", "demand",
        "request", "call",  "appeal",     "suggestion", "statement", "this",      "offer"};
    if (std::find(kStatements.begin(), kStatements.end(), doc_.Lemma(object)) == kStatements.end())
      return {};
    for (uint32_t i = static_cast<uint32_t>(doc_.mentions.size()); i-- > 0;) {
      const Mention& mention = doc_.mentions[i];
      if (mention.head >= object || mention.entity == kNone || mention.entity == source) continue;
      if (mention.sentence + 2 < doc_.SentenceOf(object)) break;
      const NodeType type = doc_.entities[mention.entity].type;
      const bool actor = type == NodeType::kPerson || type == NodeType::kOrganization ||
                         type == NodeType::kCountry;
      if (actor && doc_.WordAt(mention.head).relation == Relation::kNsubj) return {mention.entity};
    }
    return {};
  }

  // Where the parse gives a verb no object: the next name of a fitting type before any other verb.
  std::vector<uint32_t> NearestAfter(const Frame& frame, uint32_t t,
                                     const Arguments& arguments) const {
    if (frame.word_class != WordClass::kVerb || frame.target[0] != kObject || arguments.passive ||
        arguments.At(kObject) != kNone || !frame.objects.empty())
      return {};
    const uint32_t end = std::min(doc_.SentenceAt(doc_.SentenceOf(t)).end, t + 6);
    for (uint32_t u = t + 1; u < end; ++u) {
      const Word& word = doc_.WordAt(u);
      if (word.upos == Upos::kVerb || word.upos == Upos::kPunct || word.upos == Upos::kSconj ||
          word.upos == Upos::kAdp)
        return {};
      const uint32_t e = doc_.EntityAt(u);
      if (e != kNone && Has(frame.range, doc_.entities[e].type) &&
          doc_.mentions[doc_.MentionAt(u)].kind == MentionKind::kName &&
          !doc_.mentions[doc_.MentionAt(u)].demonym) {
        return {e};
      }
    }
    return {};
  }

  bool EmitPairs(const Frame& frame, uint32_t t, const Arguments& arguments) {
    std::vector<uint32_t> members;
    const bool verb = frame.word_class == WordClass::kVerb;
    // A verb with an object is no mutual act: "A and B signed players".
    if (verb && frame.objects.empty() && arguments.At(kObject) != kNone) return false;
    for (Slot slot : {kPair, verb ? kSubject : kPair}) {
      const auto some = Fill({slot}, arguments, frame.domain);
      if (some.size() > members.size()) members = some;
    }
    if (!verb && members.size() < 2 && doc_.Child(t, Relation::kNmodPoss) != kNone) {
      const auto owners = Fill({kSubject}, arguments, frame.domain);
      if (owners.size() >= 2) members = owners;
    }
    // "between A and B" cut in two by the parser.
    if (!verb && members.size() < 2) members = BetweenMembers(doc_, t, frame.domain);
    if (members.size() < 2 || members.size() > 6) return false;
    for (size_t i = 0; i < members.size(); ++i) {
      for (size_t j = i + 1; j < members.size(); ++j) {
        facts_.Add(doc_, Draft(frame, t, members[i], members[j], 0.8f));
      }
    }
    return true;
  }

  Fact Draft(const Frame& frame, uint32_t t, uint32_t source, uint32_t target,
             float confidence) const {
    Fact fact;
    fact.source = source;
    fact.target = target;
    fact.relation = frame.relation;
    const Scope scope = clauses_.ScopeOf(t);
    fact.polarity = frame.negated != (scope.polarity == Polarity::kNegated) ? Polarity::kNegated
                                                                            : Polarity::kPositive;
    fact.modality = scope.modality != Modality::kActual ? scope.modality : frame.modality;
    if (frame.relation == RelationType::kThreatened ||
        frame.relation == RelationType::kDemandedFrom) {
      // A threat or demand is an act whatever it is about.
    }
    if (scope.attributed_to != kNone) fact.attributed_to = doc_.EntityAt(scope.attributed_to);
    if (!frame.objects.empty() || frame.word_class == WordClass::kNoun) confidence *= 0.95f;
    if (fact.modality != Modality::kActual) confidence *= 0.9f;
    fact.confidence = confidence;
    fact.rule = Cat("frame:", frame.Name());
    fact.date = DateNear(doc_, t);
    fact.sentences = {doc_.SentenceOf(t)};
    return fact;
  }

  const Document& doc_;
  const Clauses& clauses_;
  const FrameLexicon& lexicon_;
  Facts& facts_;
  absl::flat_hash_set<uint32_t> consumed_;
};

}  // namespace

void FindFrameRelations(const Document& doc, const Clauses& clauses, Facts& facts) {
  FrameReader(doc, clauses, facts).Read();
}

}  // namespace newsgraph::text

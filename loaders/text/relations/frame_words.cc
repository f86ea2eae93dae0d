#include "loaders/text/relations/frame_words.h"

#include <algorithm>
#include <array>

#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

// "took X to task": each of the words that the frame spells with the verb.
bool FrameWords::HasParticles(uint32_t t, std::string_view particles) const {
  for (size_t begin = 0; begin <= particles.size();) {
    const size_t end = std::min(particles.find('_', begin), particles.size());
    if (!HasParticle(t, particles.substr(begin, end - begin))) return false;
    begin = end + 1;
  }
  return true;
}

bool FrameWords::HasParticle(uint32_t t, std::string_view particle) const {
  for (uint32_t child : doc_.Children(t)) {
    const Relation r = doc_.WordAt(child).relation;
    if (r == Relation::kPunct || r == Relation::kNsubj || child < t) continue;
    if (doc_.Lower(child) == particle || doc_.Lemma(child) == particle) return true;
  }
  const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(t)).end;
  // Adverbs stand beside the verb; "guilty", "hostage" behind its object.
  const bool result =
      particle.size() > 4 || particle == "free" || particle == "dead" || particle == "go";
  const uint32_t reach = result && SlotOfPreposition(particle) == kNoSlot ? 12 : 3;
  for (uint32_t u = t + 1; u < end && u < t + reach; ++u) {
    if (doc_.Lower(u) == particle) return true;
    if (doc_.WordAt(u).IsFinite()) break;  // "took him are not in court"
  }
  return false;
}

bool FrameWords::IsDeniedParticle(uint32_t t, std::string_view particle) const {
  constexpr uint32_t kReach = 12;  // as far as a particle is looked for
  const uint32_t end = std::min(doc_.SentenceAt(doc_.SentenceOf(t)).end, t + kReach);
  for (uint32_t u = t + 2; u < end && doc_.WordAt(u).upos != Upos::kPunct; ++u) {
    if (doc_.Lower(u) == particle) return doc_.Lower(u - 1) == "not";
  }
  return false;
}

// The verb's object (or, in the passive, its subject) is one of the frame's nouns; what hangs on
// that noun then counts as the verb's own.
bool FrameWords::MatchesObject(const Frame& frame, uint32_t t, const Arguments& base,
                               Arguments& out, uint32_t& object) const {
  for (const Argument& argument : base.list) {
    if (argument.slot == kSubject) continue;
    for (uint32_t joined : clauses_.Joined(argument.token)) {
      const uint32_t token = Measured(joined);
      if (!IsAmong(token, frame.objects)) continue;
      object = token;
      AddInner(token, out);
      // "quashed X's conviction": of X.
      if (const uint32_t owner = doc_.Child(token, Relation::kNmodPoss); owner != kNone)
        out.Add(SlotOfPreposition("of"), clauses_.Meant(owner));
      return true;
    }
  }
  // "was declared winner of", "paid tribute to": the object hung as a complement.
  const uint32_t complement = doc_.Child(t, Relation::kXcomp);
  if ((base.passive || complement == t + 1) && complement != kNone &&
      IsAmong(complement, frame.objects)) {
    object = complement;
    AddInner(complement, out);
    return true;
  }
  // The object the parse hung elsewhere: the next noun.
  const uint32_t end = std::min(doc_.SentenceAt(doc_.SentenceOf(t)).end, t + 6);
  for (uint32_t u = t + 1; u < end && !base.passive; ++u) {
    const Word& word = doc_.WordAt(u);
    if (word.upos == Upos::kVerb || word.upos == Upos::kPunct) break;
    if (word.relation == Relation::kNmodPoss || word.relation == Relation::kCompound) continue;
    if (word.upos == Upos::kNoun && IsAmong(u, frame.objects)) {
      object = u;
      AddInner(u, out);
      return true;
    }
  }
  return false;
}

void FrameWords::AddInner(uint32_t noun, Arguments& out) const {
  for (const Argument& inner : clauses_.OfNoun(noun).list) {
    if (inner.slot != kSubject) out.Add(inner.slot, inner.token);
  }
}

uint32_t FrameWords::Measured(uint32_t token) const {
  constexpr std::array<std::string_view, 9> kSpans = {"day",  "week",   "month", "hour",  "round",
                                                      "wave", "series", "spate", "string"};
  if (!IsOneOf(doc_.Lemma(token), kSpans)) return token;
  for (uint32_t child : doc_.Children(token)) {
    if (child > token && doc_.Preposition(child) == "of") return child;
  }
  return token;
}

bool FrameWords::IsAmong(uint32_t token, const std::vector<std::string>& nouns) const {
  const std::string_view lemma = doc_.Lemma(token);
  for (const std::string& noun : nouns) {
    if (noun == lemma || noun == doc_.Lower(token)) return true;
    if (noun == "$" && doc_.WordAt(token).upos == Upos::kSym) return true;  // any sum
    const size_t space = noun.rfind(' ');
    if (space != std::string::npos && std::string_view(noun).substr(space + 1) == lemma &&
        token > 0 && StartsWith(noun, doc_.Lower(token - 1)))
      return true;
  }
  return false;
}

// A judging word within the clause after the verb, or the clause below that speaks of somebody.
bool FrameWords::HasTone(const Frame& frame, uint32_t t, const Arguments& arguments) const {
  uint32_t begin = t + 1, end = std::min(doc_.SentenceAt(doc_.SentenceOf(t)).end, t + 20);
  if (frame.target[0] == kJudged) {
    if (arguments.At(kJudged) == kNone) return false;
    begin = doc_.WordAt(arguments.At(kJudged)).head;
    const bool noun = doc_.Child(begin, Relation::kCop) != kNone;
    end = begin + 1;
    if (noun) begin = doc_.Child(begin, Relation::kCop);
    if (NegatesJudgement(end - 1)) return false;
  }
  return ToneWithin(begin, end, frame.tone);
}

// "said the law was not unfair", "would be unfair".
bool FrameWords::NegatesJudgement(uint32_t predicate) const {
  const Scope scope = clauses_.ScopeOf(predicate);
  return scope.polarity == Polarity::kNegated || scope.modality == Modality::kHypothetical;
}

bool FrameWords::ToneWithin(uint32_t begin, uint32_t end, FrameTone tone) const {
  for (uint32_t u = begin; u < end; ++u) {
    if (u > 0 && doc_.Lower(u - 1) == "least") continue;  // "the least racist man I know"
    const bool negative =
        lexicon_.IsNegativeWord(doc_.Lemma(u)) || lexicon_.IsNegativeWord(doc_.Lower(u));
    const bool positive =
        lexicon_.IsPositiveWord(doc_.Lemma(u)) || lexicon_.IsPositiveWord(doc_.Lower(u));
    if (negative || positive) return negative == (tone == FrameTone::kNegative);
  }
  return false;
}

}  // namespace newsgraph::text

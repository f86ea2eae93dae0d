#include "loaders/text/relations/fallbacks.h"
#include "loaders/text/clauses/arguments.h"

#include <algorithm>
#include <array>

#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

constexpr TypeSet kActors =
    SetOf(NodeType::kPerson) | SetOf(NodeType::kOrganization) | SetOf(NodeType::kCountry);

}  // namespace

// A prepositional slot the parse left empty: the preposition in the words after `t`, and the
// first mention behind it.
std::vector<uint32_t> Fallbacks::AfterPreposition(const std::vector<Slot>& slots, uint32_t t,
                                                  TypeSet types) const {
  for (Slot slot : slots) {
    if (slot < kFirstPreposition) continue;
    const uint32_t end = std::min(doc_.SentenceAt(doc_.SentenceOf(t)).end, t + 10);
    for (uint32_t u = t + 1; u + 1 < end; ++u) {
      if (doc_.WordAt(u).IsFinite() || doc_.Text(u) == ";" || doc_.Text(u) == ",") break;
      if (doc_.WordAt(u).upos == Upos::kVerb && u > t + 1) break;
      if (SlotOfPreposition(doc_.Lower(u)) != slot || doc_.Text(u + 1) == "-") continue;
      for (uint32_t v = u + 1; v < end && v < u + 6; ++v) {
        const Word& word = doc_.WordAt(v);
        const bool hyphen = doc_.Text(v) == "-" || (v + 1 < end && doc_.Text(v + 1) == "-");
        // "on X that Y had imposed": Y is of another clause.
        const bool relative =
            v > u + 1 && IsOneOf(doc_.Lower(v), {"that", "which", "who", "whom", "whose"});
        if (relative || (!hyphen && (word.upos == Upos::kVerb || word.upos == Upos::kAdp ||
                                     word.upos == Upos::kPunct)))
          break;
        const uint32_t m = doc_.MentionAt(v);
        if (m == kNone || doc_.mentions[m].demonym) continue;
        // "on three US companies": not on the state.
        if (word.relation == Relation::kCompound && word.head > v &&
            doc_.WordAt(word.head).IsPlural() && doc_.MentionAt(word.head) == kNone)
          return EntitiesOf(doc_, clauses_, word.head, types);
        const uint32_t titled = NameBehindTitle(doc_.mentions[m].end, end);
        const uint32_t head = titled == kNone ? doc_.mentions[m].head : titled;
        const auto found = EntitiesOf(doc_, clauses_, head, types);
        if (!found.empty()) return found;
        if (titled != kNone) break;
      }
      break;
    }
  }
  return {};
}

// "with Senate President Bob Haskell": the name behind a body and a title.
uint32_t Fallbacks::NameBehindTitle(uint32_t t, uint32_t end) const {
  for (uint32_t u = t; u < end && u < t + 4; ++u) {
    const uint32_t m = doc_.MentionAt(u);
    if (m != kNone && doc_.mentions[m].kind == MentionKind::kName) {
      const bool person = doc_.mentions[m].type == NodeType::kPerson && u > t;
      return person ? doc_.mentions[m].head : kNone;
    }
    const Upos upos = doc_.WordAt(u).upos;
    if (upos != Upos::kNoun && upos != Upos::kPropn) return kNone;
  }
  return kNone;
}

// A verb's missing subject: the nearest actor before it that no preposition or mark of possession
// governs; a noun's missing owner: the subject of the sentence.
std::vector<uint32_t> Fallbacks::SubjectBefore(const Frame& frame, uint32_t t,
                                               const Arguments& arguments) const {
  const uint32_t begin = doc_.SentenceAt(doc_.SentenceOf(t)).begin;
  if (frame.word_class == WordClass::kVerb) {
    if (arguments.At(kSubject) != kNone || doc_.WordAt(t).xpos == Xpos::kVBN) return {};
  } else if (frame.word_class == WordClass::kNoun &&
             (clauses_.IsOthersAct(t) || doc_.WordAt(t).relation == Relation::kNsubj)) {
    return {};  // "opposed the invasion"
  } else if (frame.word_class == WordClass::kAdjective ||
             frame.relation == RelationType::kSanctioned ||
             frame.relation == RelationType::kKilled || frame.relation == RelationType::kAttacked ||
             frame.relation == RelationType::kSupports ||
             frame.relation == RelationType::kCriticised ||
             frame.relation == RelationType::kRejected || frame.relation == RelationType::kAided ||
             frame.relation == RelationType::kProtestedAgainst ||
             frame.relation == RelationType::kAcquired || frame.relation == RelationType::kOwns) {
    return {};
  }
  uint32_t best = kNone;
  for (uint32_t u = t; u-- > begin;) {
    const uint32_t m = doc_.MentionAt(u);
    if (doc_.Text(u) == ";" || doc_.Text(u) == "”" || doc_.Text(u) == "\"") break;
    if (frame.word_class == WordClass::kVerb && IsUnknownActor(m, u)) return {};
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

// "after a magistrate ordered his release": whoever acts is not told of elsewhere.
bool Fallbacks::IsUnknownActor(uint32_t m, uint32_t t) const {
  if (m == kNone || doc_.mentions[m].entity != kNone || doc_.mentions[m].head != t ||
      doc_.mentions[m].kind != MentionKind::kNominal || doc_.mentions[m].type != NodeType::kPerson)
    return false;
  return IsOneOf(doc_.Preposition(t), {"after", "before", "when", "until", "since", "as"});
}

// "Western" sanctions: of those of the United States and the European Union that the story names.
std::vector<uint32_t> Fallbacks::WesternStates() const {
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
std::vector<uint32_t> Fallbacks::OtherState(uint32_t t, uint32_t source) const {
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
std::vector<uint32_t> Fallbacks::LastHappening(uint32_t t) const {
  constexpr std::array<std::string_view, 20> kMediated = {
      "talk",      "talks",   "negotiation", "negotiations", "deal",       "exchange", "swap",
      "agreement", "accord",  "truce",       "ceasefire",    "settlement", "dialogue", "pact",
      "treaty",    "release", "summit",      "merger",       "tie-up",     "handover"};
  for (uint32_t i = doc_.MentionsBefore(t); i-- > 0;) {
    const Mention& mention = doc_.mentions[i];
    if (mention.entity == kNone) continue;
    const Entity& entity = doc_.entities[mention.entity];
    if (entity.type != NodeType::kEvent && entity.type != NodeType::kWork) continue;
    for (std::string_view matter : kMediated) {
      if (EndsWith(entity.noun, matter)) return {mention.entity};
    }
  }
  return {};
}

// "accused each other".
bool Fallbacks::IsEachOther(uint32_t t) const {
  const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(t)).end;
  for (uint32_t u = t + 1; u + 1 < end && u < t + 4; ++u) {
    if ((doc_.Lower(u) == "each" && doc_.Lower(u + 1) == "other") ||
        (doc_.Lower(u) == "one" && doc_.Lower(u + 1) == "another"))
      return true;
  }
  return false;
}

// "Berg quits": the organization the story just spoke of.
std::vector<uint32_t> Fallbacks::LastBody(uint32_t t) const {
  const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(t)).end;
  if (t + 1 < end && doc_.WordAt(t + 1).upos != Upos::kPunct &&
      doc_.WordAt(t + 1).upos != Upos::kAdv)
    return {};
  for (uint32_t i = doc_.MentionsBefore(t); i-- > 0;) {
    const Mention& mention = doc_.mentions[i];
    if (mention.entity == kNone || mention.type != NodeType::kOrganization) continue;
    if (mention.sentence + 2 < doc_.SentenceOf(t)) return {};
    return {mention.entity};
  }
  return {};
}

std::vector<uint32_t> Fallbacks::BodyBefore(uint32_t t, uint32_t source) const {
  for (uint32_t i = doc_.MentionsBefore(t); i-- > 0;) {
    const Mention& mention = doc_.mentions[i];
    if (mention.entity == kNone || mention.entity == source ||
        mention.type != NodeType::kOrganization)
      continue;
    if (mention.sentence + 2 < doc_.SentenceOf(t)) return {};
    return {mention.entity};
  }
  return {};
}

// "rejected the charge": whoever made it, the last subject before.
std::vector<uint32_t> Fallbacks::WhoSaid(uint32_t object, uint32_t source) const {
  static constexpr std::array<std::string_view, 30> kStatements = {
      "it",         "charge",      "claim",    "allegation", "accusation", "account",
      "criticism",  "demand",      "request",  "call",       "appeal",     "suggestion",
      "statement",  "this",        "that",     "offer",      "proposal",   "ultimatum",
      "invitation", "plea",        "overture", "bid",        "argument",   "complaint",
      "assertion",  "application", "petition", "approach",   "submission", "entreaty"};
  static constexpr std::array<std::string_view, 5> kDenials = {"deny", "reject", "dismiss",
                                                               "dispute", "refute"};
  if (!IsOneOf(doc_.Lemma(object), kStatements)) return {};
  if (auto owner = OwnerOf(object, source); !owner.empty()) return owner;
  // "denied claims that he lied": made by nobody in particular.
  bool definite = IsOneOf(doc_.Lemma(object), {"it", "this", "that"});
  for (uint32_t child : doc_.Children(object)) {
    const Relation r = doc_.WordAt(child).relation;
    definite |= r == Relation::kDet && doc_.Lower(child) != "a" && doc_.Lower(child) != "any";
    // "a claim X denied": the one just told of.
    definite |= r == Relation::kAclRelcl && IsOneOf(doc_.Lemma(child), kDenials);
    if (r == Relation::kNmodPoss) return {};
  }
  if (!definite) return {};
  for (uint32_t i = doc_.MentionsBefore(object); i-- > 0;) {
    const Mention& mention = doc_.mentions[i];
    if (mention.entity == kNone || mention.entity == source) continue;
    if (mention.sentence + 2 < doc_.SentenceOf(object)) break;
    const NodeType type = doc_.entities[mention.entity].type;
    const bool actor =
        type == NodeType::kPerson || type == NodeType::kOrganization || type == NodeType::kCountry;
    if (actor && doc_.WordAt(mention.head).relation == Relation::kNsubj) return {mention.entity};
  }
  return {};
}

// Where the parse gives a verb no object: the next name of a fitting type before any other verb.
std::vector<uint32_t> Fallbacks::NearestAfter(const Frame& frame, uint32_t t,
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

std::vector<uint32_t> Fallbacks::LastMatter(uint32_t t, TypeSet types) const {
  constexpr uint32_t kFar = 2;  // sentences
  constexpr std::array<std::string_view, 14> kMatters = {
      "resolution", "draft", "bill",   "treaty",    "motion", "deal",      "merger",
      "proposal",   "plan",  "accord", "agreement", "law",    "amendment", "pact"};
  for (uint32_t i = doc_.MentionsBefore(t); i-- > 0;) {
    const Mention& mention = doc_.mentions[i];
    if (mention.entity == kNone) continue;
    if (mention.sentence + kFar < doc_.SentenceOf(t)) break;
    const Entity& entity = doc_.entities[mention.entity];
    if (!Has(types, entity.type)) continue;
    if (types == SetOf(NodeType::kEvent)) return {mention.entity};  // "Kenya stayed away"
    for (std::string_view matter : kMatters) {
      if (entity.noun == matter || EndsWithWord(entity.noun, matter)) return {mention.entity};
    }
  }
  return {};
}

// "six injured in an explosion", "died when a bomb went off".
std::vector<uint32_t> Fallbacks::EventAfter(const std::vector<Slot>& slots, uint32_t t) const {
  const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(t)).end;
  for (uint32_t u = t + 1; u + 1 < end; ++u) {
    const Slot slot = SlotOfPreposition(doc_.Lower(u));
    if (slot == kNoSlot || std::find(slots.begin(), slots.end(), slot) == slots.end()) continue;
    for (uint32_t v = u + 1; v < end && v < u + 7; ++v) {
      if (doc_.WordAt(v).upos == Upos::kAdp || doc_.WordAt(v).upos == Upos::kPunct) break;
      const uint32_t e = doc_.EntityAt(v);
      if (e != kNone && doc_.entities[e].type == NodeType::kEvent) return {e};
    }
  }
  return {};
}

std::vector<uint32_t> Fallbacks::AgentAfter(uint32_t t, TypeSet types) const {
  // "released after an appeal by X": X appealed.
  constexpr std::array<std::string_view, 12> kPleas = {
      "appeal", "request",  "call",     "campaign", "complaint", "petition",
      "plea",   "lobbying", "pressure", "demand",   "mediation", "intervention"};
  const uint32_t end = std::min(doc_.SentenceAt(doc_.SentenceOf(t)).end, t + 14);
  for (uint32_t u = t + 1; u + 1 < end; ++u) {
    const Word& word = doc_.WordAt(u);
    const bool clause = word.IsFinite() || word.upos == Upos::kSconj || word.xpos == Xpos::kVBN;
    if (clause || doc_.Text(u) == ";" || doc_.Text(u) == ",") return {};
    if (doc_.Lower(u) != "by") continue;
    if (IsOneOf(doc_.Lemma(u - 1), kPleas)) return {};
    for (uint32_t v = u + 1; v < end && v < u + 6; ++v) {
      if (doc_.WordAt(v).upos == Upos::kVerb || doc_.WordAt(v).upos == Upos::kPunct) return {};
      const uint32_t m = doc_.MentionAt(v);
      if (m == kNone || doc_.mentions[m].demonym) continue;
      if (doc_.mentions[m].end < end && doc_.WordAt(doc_.mentions[m].end).xpos == Xpos::kPOS)
        continue;
      const Word& word = doc_.WordAt(doc_.mentions[m].head);  // "by a Paris tribunal"
      if (word.relation == Relation::kCompound && word.head > v && word.head != kNoHead &&
          doc_.EntityAt(word.head) == kNone)
        continue;
      const auto found = EntitiesOf(doc_, clauses_, doc_.mentions[m].head, types);
      if (!found.empty()) return found;
    }
    return {};
  }
  return {};
}

std::vector<uint32_t> Fallbacks::NameRightAfter(uint32_t t, TypeSet types) const {
  const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(t)).end;
  uint32_t u = t + 1;
  if (u < end && doc_.WordAt(u).upos == Upos::kDet) ++u;
  if (u >= end) return {};
  const uint32_t m = doc_.MentionAt(u);
  if (m == kNone || doc_.mentions[m].kind != MentionKind::kName || doc_.mentions[m].demonym ||
      doc_.mentions[m].entity == kNone || doc_.mentions[m].begin != u)
    return {};
  const uint32_t after = doc_.mentions[m].end;
  if (after < end) {
    const Upos next = doc_.WordAt(after).upos;
    const bool ends = next == Upos::kAdp || next == Upos::kPunct || next == Upos::kCconj ||
                      next == Upos::kAdv || doc_.Lower(after) == "last";
    if (!ends || doc_.Text(after) == "-") return {};
  }
  if (!Has(types, doc_.entities[doc_.mentions[m].entity].type)) return {};
  return {doc_.mentions[m].entity};
}

std::vector<uint32_t> Fallbacks::Between(uint32_t t, uint32_t stop, TypeSet types) const {
  for (uint32_t u = t + 1; u < stop; ++u) {
    const uint32_t e = doc_.EntityAt(u);
    if (e != kNone && Has(types, doc_.entities[e].type) &&
        !doc_.mentions[doc_.MentionAt(u)].demonym)
      return {e};
  }
  return {};
}

std::vector<uint32_t> Fallbacks::BehindNoun(const Frame& frame, const Arguments& arguments,
                                            uint32_t source) const {
  constexpr std::array<std::string_view, 3> kOf = {"of", "by", "from"};
  // "condemned X's arrest": not X, who suffers it.
  constexpr std::array<std::string_view, 18> kSuffered = {
      "arrest",      "detention",  "killing",   "murder",     "death",   "imprisonment",
      "jailing",     "conviction", "treatment", "sentencing", "trial",   "expulsion",
      "extradition", "abduction",  "execution", "dismissal",  "sacking", "deportation"};
  for (Slot slot : frame.target) {
    const uint32_t noun = arguments.At(slot);
    if (noun == kNone || doc_.EntityAt(noun) != kNone || doc_.WordAt(noun).upos != Upos::kNoun)
      continue;
    const bool suffered = IsOneOf(doc_.Lemma(noun), kSuffered);
    std::vector<uint32_t> owners, others;
    for (uint32_t child : doc_.Children(noun)) {
      const Relation r = doc_.WordAt(child).relation;
      const bool owner = r == Relation::kNmodPoss && !suffered;
      const bool of = r == Relation::kNmod && IsOneOf(doc_.Preposition(child), kOf) &&
                      !(suffered && doc_.Preposition(child) == "of");
      if (!owner && !of) continue;
      // "X, whose candidacy Kenya backs": X.
      const uint32_t who = clauses_.Meant(child);
      auto found = EntitiesOf(doc_, clauses_, who, frame.range);
      std::erase(found, source);
      auto& list = owner ? owners : others;
      if (list.empty()) list = std::move(found);
    }
    if (!owners.empty()) return owners;
    if (!others.empty()) return others;
  }
  return {};
}

bool Fallbacks::IsActor(uint32_t entity) const {
  const NodeType type = doc_.entities[entity].type;
  return type == NodeType::kPerson || type == NodeType::kOrganization || type == NodeType::kCountry;
}

std::vector<uint32_t> Fallbacks::OwnerOf(uint32_t noun, uint32_t source) const {
  for (const Argument& argument : clauses_.OfNoun(noun).list) {
    const bool owns = argument.slot == kSubject || argument.slot == SlotOfPreposition("by") ||
                      argument.slot == SlotOfPreposition("from");
    if (!owns || argument.token == noun) continue;
    const uint32_t e = doc_.EntityAt(argument.token);
    if (e != kNone && e != source && IsActor(e)) return {e};
  }
  // "turned down the offer from X", hung on the verb.
  if (noun + 2 < doc_.SentenceAt(doc_.SentenceOf(noun)).end &&
      (doc_.Lower(noun + 1) == "from" || doc_.Lower(noun + 1) == "by")) {
    auto makers = NameRightAfter(noun + 1, kActors);
    std::erase(makers, source);
    if (!makers.empty()) return makers;
  }
  // "the allegations made by X".
  const uint32_t made = doc_.Child(noun, Relation::kAcl);
  if (made == kNone) return {};
  auto makers = AgentAfter(made, kActors);
  if (!makers.empty() && makers[0] == source) makers.clear();
  return makers;
}

std::vector<uint32_t> Fallbacks::ActorBelow(uint32_t t, uint32_t source) const {
  const uint32_t end = std::min(doc_.SentenceAt(doc_.SentenceOf(t)).end, t + 9);
  if (t + 1 >= end || (doc_.Lower(t + 1) != "to" && doc_.WordAt(t + 1).upos != Upos::kNoun))
    return {};
  for (uint32_t u = t + 1; u < end && doc_.WordAt(u).upos != Upos::kPunct; ++u) {
    const uint32_t e = doc_.EntityAt(u);
    if (e != kNone && e != source && IsActor(e)) return {e};
  }
  return {};
}

std::vector<uint32_t> Fallbacks::LastPeople(uint32_t t) const {
  for (uint32_t i = static_cast<uint32_t>(doc_.mentions.size()); i-- > 0;) {
    const Mention& mention = doc_.mentions[i];
    if (mention.head >= t || mention.entity == kNone) continue;
    if (mention.sentence + 2 < doc_.SentenceOf(t)) break;
    if (mention.type == NodeType::kGroup && mention.count > 1) return {mention.entity};
  }
  return {};
}

}  // namespace newsgraph::text

#include "loaders/text/entities/body_coreference.h"

#include <algorithm>
#include <array>

#include "loaders/text/entities/entity_words.h"
#include "loaders/text/entities/nominal_coreference.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

bool BodyCoreference::Fits(std::string_view noun, uint32_t entity) const {
  return NounFits(gazetteer_, noun, folded_[entity], doc_.entities[entity]);
}

void BodyCoreference::NoteBody(const RoleLink& link) {
  const uint32_t person = doc_.mentions[link.person].entity;
  if (person == kNone || link.past || link.planned || link.negated) return;
  const uint32_t limit = doc_.SentenceAt(doc_.SentenceOf(link.head)).end;
  uint32_t behind = link.head + 1;
  if (behind < limit && IsOneOf(doc_.Lower(behind), {"of", "at", "for"})) ++behind;
  if (behind < limit && behind > link.head + 1 && doc_.Lower(behind) == "the") ++behind;
  uint32_t body = behind > link.head + 1 && behind < limit ? BodyAt(behind) : kNone;
  for (uint32_t t = link.phrase_begin; t < link.begin && body == kNone; ++t) body = BodyAt(t);
  if (body != kNone) body_of_[person] = body;
}

void BodyCoreference::CountMention(const Mention& mention) {
  if (mention.entity == kNone) return;
  if (times_.size() <= mention.entity) times_.resize(doc_.entities.size());
  if (counted_.size() < times_.size()) counted_.resize(times_.size(), kNone);
  if (counted_[mention.entity] == mention.sentence) return;  // once in a sentence
  counted_[mention.entity] = mention.sentence;
  times_[mention.entity] += doc_.BlockOf(mention.sentence).kind == BlockKind::kTitle ? 2 : 1;
}

uint32_t BodyCoreference::BodyAt(uint32_t token) const {
  const uint32_t m = doc_.mention_at[token];
  const bool named = m != kNone && doc_.mentions[m].kind == MentionKind::kName &&
                     doc_.mentions[m].type == NodeType::kOrganization;
  return named ? doc_.mentions[m].entity : kNone;
}

uint32_t BodyCoreference::OfOwner(const Mention& mention) const {
  uint32_t owner = doc_.Child(mention.head, Relation::kNmodPoss);
  if (owner == kNone) return kNone;
  if (doc_.Lower(owner) == "whose") {
    if (owner < 2) return kNone;
    owner -= doc_.Text(owner - 1) == "," ? 2 : 1;
  }
  const auto body = body_of_.find(doc_.EntityAt(owner));
  return body != body_of_.end() && Fits(mention.noun, body->second) ? body->second : kNone;
}

uint32_t BodyCoreference::NamedBefore(const Mention& mention) const {
  constexpr std::array<std::string_view, 25> kKinds = {
      "union",   "trade union", "movement", "party",    "militia",  "gang",      "cartel",
      "company", "firm",        "group",    "network",  "charity",  "newspaper", "daily",
      "weekly",  "magazine",    "airline",  "bank",     "retailer", "carmaker",  "club",
      "chain",   "faction",     "alliance", "coalition"};
  if (mention.type != NodeType::kOrganization || mention.head == 0 ||
      mention.end != mention.head + 1 || !IsOneOf(mention.noun, kKinds))
    return kNone;
  const uint32_t m = doc_.mention_at[mention.head - 1];
  const uint32_t next = mention.end < doc_.words().size() ? doc_.mention_at[mention.end] : kNone;
  const bool named_behind = next != kNone && doc_.mentions[next].kind == MentionKind::kName;
  const bool named = m != kNone && doc_.mentions[m].kind == MentionKind::kName &&
                     doc_.mentions[m].type == NodeType::kOrganization &&
                     doc_.mentions[m].sentence == mention.sentence && !named_behind;
  return named ? doc_.mentions[m].entity : kNone;
}

uint32_t BodyCoreference::InHeadlineOrStory(uint32_t m) const {
  const Mention& mention = doc_.mentions[m];
  const std::string_view noun = LastWordOf(mention.noun);
  const auto in_title = [&](const Mention& other) {
    return doc_.BlockOf(other.sentence).kind == BlockKind::kTitle;
  };
  uint32_t found = kNone;
  if (in_title(mention)) {
    for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
      const Entity& entity = doc_.entities[e];
      if (entity.type != NodeType::kOrganization || !entity.noun.empty() ||
          !EndsWithWord(folded_[e], noun))
        continue;
      if (found != kNone) return kNone;
      found = e;
    }
    return found;
  }
  for (uint32_t i = 0; i < m && in_title(doc_.mentions[i]); ++i) {
    const Mention& other = doc_.mentions[i];
    if (other.kind == MentionKind::kNominal && other.type == NodeType::kOrganization &&
        other.entity != kNone && LastWordOf(other.noun) == noun && ShareName(doc_, other, mention))
      found = other.entity;
  }
  return found;
}

uint32_t BodyCoreference::OfLeader(uint32_t m) const {
  const Mention& mention = doc_.mentions[m];
  if (doc_.WordAt(mention.head).relation != Relation::kCompound) return kNone;
  for (uint32_t i = m; i-- > 0;) {
    const Mention& other = doc_.mentions[i];
    if (other.type == NodeType::kOrganization && other.entity != kNone &&
        EndsWithWord(folded_[other.entity], mention.noun))
      return other.entity;
  }
  return kNone;
}

uint32_t BodyCoreference::LastOrganization(uint32_t m) const {
  const Mention& mention = doc_.mentions[m];
  if (const uint32_t same = CalledSoBefore(doc_, m); same != kNone) return same;
  if (const uint32_t there = BodyOfNation(doc_, m); there != kNone) return there;
  const bool team = mention.noun == "club" || mention.noun == "team" || mention.noun == "side";
  const uint32_t beside = ActorBeside(doc_, mention);
  uint32_t found = kNone, sentence = kNone;
  if (const uint32_t exact = NamedByNoun(m); exact != kNone) return exact;
  for (uint32_t i = m; i-- > 0;) {
    const Mention& other = doc_.mentions[i];
    if (other.type != NodeType::kOrganization || other.entity == kNone) continue;
    if (team && doc_.Preposition(other.head) == "from") continue;  // "who joined from X"
    if (other.sentence + 12 < mention.sentence) break;
    if (found != kNone && (other.sentence != sentence || sentence == mention.sentence)) break;
    if (other.entity == beside || !Fits(mention.noun, other.entity)) continue;
    if (found == kNone || doc_.WordAt(other.head).IsSubject()) found = other.entity;
    sentence = other.sentence;
  }
  if (found != kNone) return MainBody(found, mention, sentence);
  // No name fits the noun: the organization just spoken of, if the noun may be any.
  static constexpr std::array<std::string_view, 16> kAny = {
      "company", "firm",        "group",  "business", "organisation", "organization",
      "agency",  "institution", "body",   "outfit",   "association",  "club",
      "team",    "charity",     "lender", "fund"};
  if (!IsOneOf(mention.noun, kAny)) return kNone;
  for (uint32_t i = m; i-- > 0;) {
    const Mention& other = doc_.mentions[i];
    if (other.sentence + 2 < mention.sentence) break;
    if (other.type == NodeType::kOrganization && other.entity != kNone &&
        other.kind == MentionKind::kName)
      return other.entity;
  }
  return kNone;
}

// "The regulator" is rather the "financial regulator" than a committee, though both might be one.
uint32_t BodyCoreference::NamedByNoun(uint32_t m) const {
  const Mention& mention = doc_.mentions[m];
  if (!IsOneOf(mention.noun, {"regulator", "watchdog", "agency", "ombudsman"})) return kNone;
  for (uint32_t i = m; i-- > 0;) {
    const Mention& other = doc_.mentions[i];
    if (other.type == NodeType::kOrganization && other.entity != kNone &&
        EndsWith(folded_[other.entity], mention.noun))
      return other.entity;
  }
  return kNone;
}

bool BodyCoreference::LastSaidAside(uint32_t entity) const {
  for (uint32_t i = static_cast<uint32_t>(doc_.mentions.size()); i-- > 0;) {
    if (doc_.mentions[i].entity == entity && doc_.mentions[i].kind == MentionKind::kName)
      return !doc_.WordAt(doc_.mentions[i].head).IsSubject();
  }
  return false;
}

uint32_t BodyCoreference::MainBody(uint32_t nearest, const Mention& description,
                                   uint32_t sentence) const {
  const std::string_view noun = description.noun;
  const uint32_t of_sentence = description.sentence;
  constexpr int kOften = 3;
  static constexpr std::array<std::string_view, 14> kNouns = {
      "company", "firm",     "group",  "club",     "team",         "side",      "business",
      "airline", "carmaker", "lender", "retailer", "manufacturer", "developer", "operator"};
  if (!IsOneOf(noun, kNouns)) return nearest;
  if (sentence == of_sentence) return nearest;  // "X and Y said the club would pay"
  const Entity& once = doc_.entities[nearest];
  const bool described =
      std::any_of(once.roles.begin(), once.roles.end(),
                  [&](const std::string& role) { return gazetteer_.MayMeanTheSame(noun, role); });
  // "the Swiss trader X", named on the way in an earlier sentence, is not whom the story is about.
  const bool said = described && (sentence + 1 >= of_sentence || !LastSaidAside(nearest));
  const bool told = said || !once.noun.empty() || folded_[nearest].find(noun) != std::string::npos;
  if (told || Times(nearest) > 1) return nearest;
  uint32_t best = nearest;
  for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
    if (doc_.entities[e].type != NodeType::kOrganization || Times(e) < kOften) continue;
    if (Times(e) > Times(best) && Fits(noun, e)) best = e;
  }
  return best;
}

}  // namespace newsgraph::text

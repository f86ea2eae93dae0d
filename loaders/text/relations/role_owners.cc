#include "loaders/text/relations/role_owners.h"

#include <algorithm>
#include <initializer_list>

#include "loaders/text/entities/role_words.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

Fact RoleFact(const Document& doc, const RoleLink& link, uint32_t source, RelationType relation,
              uint32_t target) {
  Fact fact = StatedRole(source, relation, target, doc.SentenceOf(link.head), 0.9f);
  fact.label = link.noun;
  fact.polarity = link.negated ? Polarity::kNegated : Polarity::kPositive;
  if (link.planned) fact.modality = Modality::kPlanned;
  return fact;
}

std::span<const RoleOwner> RoleOwners::Of(const RoleLink& link) {
  owners_.clear();
  for (uint32_t t = link.head; t-- > link.phrase_begin;) {
    const uint32_t m = doc_.MentionAt(t);
    if (m == kNone || m == link.person || doc_.mentions[m].entity == kNone) continue;
    const Mention& mention = doc_.mentions[m];
    if (mention.kind == MentionKind::kNominal && t >= link.begin &&
        mention.type != NodeType::kCommodity && mention.type != NodeType::kOrganization)
      continue;
    if (SaysWhere(doc_, mention) || IsPartOfBody(doc_, mention)) continue;
    // "opposition mayor": of which side, not of what.
    if (mention.kind == MentionKind::kNominal && mention.noun == "opposition") continue;
    // "campaigns director": what is directed, not whose director.
    const bool matter = mention.type == NodeType::kGroup || mention.type == NodeType::kEvent;
    if (mention.kind == MentionKind::kNominal && matter && t + 1 == link.begin &&
        doc_.WordAt(t).IsPlural())
      continue;
    RoleOwner owner;
    owner.entity = mention.entity;
    owner.demonym = mention.demonym;
    owner.possessive =
        mention.kind == MentionKind::kPronoun ||
        (mention.end < doc_.words().size() && doc_.WordAt(mention.end).xpos == Xpos::kPOS);
    owners_.push_back(owner);
    t = std::min(t, mention.begin);
    if (t == 0) break;
  }
  // "X, whose brother Y was on board": X.
  const uint32_t whose = link.phrase_begin;
  for (uint32_t t : {whose, whose > 0 ? whose - 1 : whose}) {
    if (doc_.Lower(t) != "whose" || t == 0) continue;
    const uint32_t before = doc_.Text(t - 1) == "," && t > 1 ? t - 2 : t - 1;
    if (doc_.EntityAt(before) == kNone) continue;
    RoleOwner owner;
    owner.entity = doc_.EntityAt(before);
    owner.possessive = true;
    owners_.push_back(owner);
    break;
  }
  for (uint32_t child : doc_.Children(link.head)) {
    const uint32_t e = doc_.EntityAt(child);
    if (doc_.WordAt(child).relation == Relation::kNmodPoss && e != kNone &&
        doc_.MentionAt(child) != link.person && !Known(e)) {
      RoleOwner owner;
      owner.entity = e;
      owner.possessive = true;
      owners_.push_back(owner);
    }
  }
  After(link);
  // "Union leader X of the NUT".
  if (owners_.size() == 2 && owners_[1].after && OpensWithKind(link))
    owners_.erase(owners_.begin());
  return owners_;
}

// "Union", "Party" at the start of a sentence: a kind of body, no name.
bool RoleOwners::OpensWithKind(const RoleLink& link) const {
  const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(link.head)).begin;
  if (link.phrase_begin != first) return false;
  const KnownNoun* noun = doc_.knowledge.gazetteer().FindNoun(doc_.Lower(first));
  return noun != nullptr && (noun->kinds & kOrganizationNoun);
}

bool RoleOwners::Known(uint32_t entity) const {
  for (const RoleOwner& owner : owners_) {
    if (owner.entity == entity) return true;
  }
  return false;
}

// "of the Bank", "at Bergen University in Norway": the first mention after a preposition.
void RoleOwners::After(const RoleLink& link) {
  const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(link.head)).end;
  uint32_t t = link.head + 1;
  // "President X of Lebanon", "Sergeant X of Essex Police": what follows the name.
  const Mention& name = doc_.mentions[link.person];
  const bool beside = name.begin >= t && (name.begin <= t + 1 || link.shared);
  if (name.kind == MentionKind::kName && beside) t = name.end;
  const bool behind_name = t > link.head + 1;
  if (t < end && doc_.Text(t) == "," && behind_name) ++t;
  if (t >= end) return;
  const std::string& preposition = doc_.Lower(t);
  const bool speaks = preposition == "for" && link.noun.find("spokes") != std::string::npos;
  if (behind_name && preposition != "of" && preposition != "at" && preposition != "from" && !speaks)
    return;
  // "signed defender X from Y": where X comes from.
  const bool taken = doc_.WordAt(link.head).relation == Relation::kObj ||
                     doc_.WordAt(name.head).relation == Relation::kObj;
  if (behind_name && preposition == "from" && taken) return;
  if (preposition != "of" && preposition != "for" && preposition != "at" && preposition != "to" &&
      preposition != "with" && preposition != "in" && preposition != "from")
    return;
  for (uint32_t u = t + 1; u < end && u < t + 8; ++u) {
    const Word& word = doc_.WordAt(u);
    const bool compound = doc_.Text(u - 1) == "-" || (u + 1 < end && doc_.Text(u + 1) == "-");
    const bool modifies = word.relation == Relation::kCompound ||  // "of the oil tycoon X"
                          word.relation == Relation::kAmod;        // "for the ruling party"
    if ((word.upos == Upos::kVerb && !compound && !modifies) || doc_.Text(u) == ",") return;
    const uint32_t m = doc_.MentionAt(u);
    if (m == kNone || doc_.mentions[m].entity == kNone || m == link.person) continue;
    const Mention& mention = doc_.mentions[m];
    if ((compound || modifies) && mention.kind == MentionKind::kNominal) continue;  // "crisis-hit"
    // "reporter for the Basra daily X": X.
    if (modifies && seats_.NamesBodySoon(mention.end, end)) continue;
    // "of the Dutch central bank": the bank, not the adjective.
    // "mayor of the town of Riverton".
    if (mention.kind == MentionKind::kNominal && mention.type == NodeType::kPlace &&
        mention.end < end && doc_.Lower(mention.end) == "of")
      continue;
    if (mention.demonym && mention.end < end && doc_.WordAt(mention.head).head != kNoHead &&
        doc_.WordAt(mention.head).head > u)
      continue;
    if (SaysWhere(doc_, mention) || IsPartOfBody(doc_, mention)) continue;
    const bool owned = mention.end < end && doc_.WordAt(mention.end).xpos == Xpos::kPOS;
    // "an adviser to Bulgaria's interior minister" works for the state of both.
    const bool board = owned && mention.type == NodeType::kOrganization &&
                       mention.kind == MentionKind::kName && mention.end + 1 < end &&
                       IsOneOf(doc_.Lower(mention.end + 1), {"board", "supervisory", "management"});
    if (owned && !board &&
        !(mention.type == NodeType::kCountry && HoldsOffice(doc_, mention.end + 1)))
      continue;
    if (IsFieldOrPart(doc_, link, mention)) continue;
    RoleOwner owner;
    owner.entity = mention.entity;
    owner.after = true;
    owner.possessive = owned;
    owner.preposition = preposition;
    owners_.push_back(owner);
    return;
  }
}

}  // namespace newsgraph::text

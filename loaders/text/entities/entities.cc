#include "loaders/text/entities/entities.h"

#include <array>

#include "loaders/text/entities/body_coreference.h"
#include "loaders/text/entities/descriptions.h"
#include "loaders/text/entities/entity_names.h"
#include "loaders/text/entities/entity_table.h"
#include "loaders/text/entities/entity_words.h"
#include "loaders/text/entities/pronouns.h"
#include "loaders/text/entities/role_seats.h"
#include "loaders/text/entities/same_names.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

// "holders Castleton United": a plural that is said of one team.
bool TitleOfTeam(const Document& doc, const Mention& mention) {
  constexpr std::array<std::string_view, 11> kTitles = {
      "holder",  "champion", "rival",     "giant",    "leader",       "host",
      "visitor", "minnow",   "neighbour", "newcomer", "league leader"};
  if (!IsOneOf(mention.noun, kTitles) || mention.end >= doc.words().size()) return false;
  const uint32_t next = doc.mention_at[mention.end];
  return next != kNone && doc.mentions[next].kind == MentionKind::kName &&
         doc.mentions[next].type == NodeType::kOrganization &&
         doc.Child(doc.mentions[next].head, Relation::kConj) == kNone;
}

// A role noun beside a name, and an organization noun right before one, mean what the name means.
void ResolveBesideNames(Document& doc, std::span<const RoleLink> roles, BodyCoreference& bodies) {
  for (const RoleLink& link : roles) {
    const uint32_t m = doc.mention_at[link.head];
    const uint32_t entity = doc.mentions[link.person].entity;
    if (m == kNone || entity == kNone || doc.mentions[m].kind != MentionKind::kNominal) continue;
    if (doc.mentions[link.person].kind == MentionKind::kPronoun || link.several) continue;
    doc.mentions[m].entity = entity;
    doc.mentions[m].type = doc.entities[entity].type;
  }
  for (const RoleLink& link : roles) bodies.NoteBody(link);
  for (Mention& mention : doc.mentions) {
    if (mention.kind != MentionKind::kNominal || mention.entity != kNone) continue;
    if (mention.plural && !TitleOfTeam(doc, mention)) continue;
    if (mention.plural) mention.type = NodeType::kOrganization;
    if (mention.type != NodeType::kOrganization && mention.type != NodeType::kPerson) continue;
    if (const uint32_t name = NamedBesideComma(doc, mention); name != kNone) {
      mention.entity = doc.mentions[name].entity;
      mention.type = NodeType::kOrganization;
      AddRole(doc.entities[mention.entity], mention.noun);
      continue;
    }
    if (const uint32_t body = bodies.NamedBefore(mention); body != kNone) {
      mention.entity = body;
      AddRole(doc.entities[body], mention.noun);
      continue;
    }
    if (mention.end >= doc.words().size()) continue;
    const uint32_t next = doc.mention_at[mention.end];
    if (next == kNone || doc.mentions[next].kind != MentionKind::kName ||
        doc.mentions[next].entity == kNone)
      continue;
    const NodeType type = doc.mentions[next].type;
    if (type != mention.type &&
        !(type == NodeType::kOrganization && mention.type == NodeType::kPerson))
      continue;
    mention.entity = doc.mentions[next].entity;
    mention.type = type;
    if (type == NodeType::kOrganization) AddRole(doc.entities[mention.entity], mention.noun);
  }
}

void ResolveMentions(Document& doc, std::span<const RoleLink> roles) {
  EntityTable entities(doc);
  ResolveNames(doc, roles, entities);
  BodyCoreference bodies(doc, entities.folded());
  ResolveBesideNames(doc, roles, bodies);
  DescriptionResolver descriptions(doc, roles, entities, bodies);
  PronounResolver pronouns(doc);
  for (uint32_t m = 0; m < doc.mentions.size(); ++m) {
    Mention& mention = doc.mentions[m];
    if (mention.kind == MentionKind::kNominal) descriptions.Resolve(m);
    if (mention.noun == "old" && mention.entity == kNone) pronouns.ResolveByAge(m);
    if (mention.kind == MentionKind::kPronoun) pronouns.Resolve(m);
    if (mention.demonym) pronouns.ResolveSomeoneFrom(m);
    bodies.CountMention(mention);
  }
}

}  // namespace

void ResolveEntities(Document& doc, std::span<const RoleLink> roles) {
  ResolveMentions(doc, roles);
  for (uint32_t m = 0; m < doc.mentions.size(); ++m) {
    if (doc.mentions[m].entity != kNone) doc.entities[doc.mentions[m].entity].mentions.push_back(m);
  }
  ChooseNames(doc);
  AddHomeCountry(doc);
}

}  // namespace newsgraph::text

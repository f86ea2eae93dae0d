#include "loaders/text/entities/descriptions.h"

#include "loaders/text/entities/entity_words.h"
#include "loaders/text/entities/nominal_coreference.h"
#include "loaders/text/entities/role_seats.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

void DescriptionResolver::Resolve(uint32_t m) {
  Mention& mention = doc_.mentions[m];
  if (mention.entity != kNone) return;  // described beside its name
  const bool land = mention.noun == "state" && mention.end < doc_.words().size() &&
                    doc_.Lower(mention.end) == "of";  // "the Indian state of Sikkim"
  if ((mention.kinds & kOfficeNoun) && !land) {
    // "the new government in Khartoum".
    const uint32_t in = mention.end;
    if (in + 1 < doc_.words().size() && doc_.Lower(in) == "in") {
      const uint32_t seat = doc_.mention_at[in + 1];
      const KnownName* known = seat == kNone ? nullptr : doc_.mentions[seat].known;
      if (known && (known->kind == NameKind::kCapital || known->kind == NameKind::kCountry)) {
        mention.type = NodeType::kCountry;
        mention.entity = entities_.OfCountry(known->country);
        return;
      }
    }
    if (const uint32_t country = OfficeOf(mention); country != kNone) {
      mention.type = NodeType::kCountry;
      mention.entity = country;
      return;
    }
    if (HasOwner(mention)) return;  // "Moreau's government"
  }
  switch (mention.type) {
    case NodeType::kGroup:
      mention.entity = BodyOfGroup(doc_, mention);
      if (mention.entity != kNone) {
        mention.type = NodeType::kOrganization;
        return;
      }
      mention.entity = FindGroup(doc_, m);
      break;
    case NodeType::kEvent:
    case NodeType::kWork:
    case NodeType::kTopic:
      mention.entity = FindHappening(doc_, m);
      break;
    case NodeType::kOrganization:
      ResolveOrganizationNoun(m);
      return;
    case NodeType::kPerson:
      mention.entity = mention.definite ? FindByRole(m) : kNone;
      if (mention.entity == kNone && mention.definite) mention.entity = FindByLooks(doc_, m);
      if (mention.entity == kNone && !mention.definite) mention.entity = NamedNext(doc_, m);
      if (mention.entity == kNone) mention.entity = UnnamedRelative(m);
      return;  // any other unnamed person is no node
    case NodeType::kPlace:
      mention.entity = mention.definite ? FindPlaceNoun(m) : kNone;
      return;
    case NodeType::kCommodity:
    case NodeType::kAward: {
      const std::string folded = FoldName(mention.noun);
      mention.entity = entities_.OfName(mention.type, folded);
      // "the Booker Prize", "the Nordic Council prize"
      const bool named =
          (StartsUpper(doc_.Text(mention.head)) ||
           (mention.begin < mention.head && StartsUpper(doc_.Text(mention.begin)))) &&
          mention.begin > doc_.SentenceAt(mention.sentence).begin;
      if (mention.entity == kNone && !named && mention.definite && mention.type == NodeType::kAward)
        mention.entity = LastBefore(mention, NodeType::kAward, 3);  // "the prize"
      if (mention.entity == kNone && (mention.type == NodeType::kCommodity || named)) {
        Mention bare = mention;
        bare.name = mention.type == NodeType::kCommodity ? mention.noun : mention.name;
        if (named && mention.type == NodeType::kAward) bare.noun.clear();
        mention.entity = entities_.Add(bare);
      }
      return;
    }
    default:
      return;
  }
  if (mention.entity == kNone) mention.entity = entities_.Add(mention);
}

uint32_t DescriptionResolver::OfficeOf(const Mention& mention) const {
  uint32_t t = mention.head;
  for (uint32_t child : doc_.Children(t)) {
    const uint32_t m = doc_.mention_at[child];
    if (m != kNone && doc_.mentions[m].type == NodeType::kCountry) return doc_.mentions[m].entity;
  }
  if (mention.begin > 0) {
    for (uint32_t u = mention.begin > 2 ? mention.begin - 2 : 0; u < mention.head; ++u) {
      const uint32_t m = doc_.mention_at[u];
      if (m != kNone && doc_.mentions[m].type == NodeType::kCountry &&
          doc_.mentions[m].sentence == mention.sentence && u >= mention.begin)
        return doc_.mentions[m].entity;
    }
  }
  const bool general = mention.noun == "government" || mention.noun == "authorities";
  if (!general || !mention.definite || mention.begin + 1 < mention.end || HasOwner(mention))
    return kNone;
  const uint32_t last = LastBefore(mention, NodeType::kCountry, 2);
  const uint32_t main = RoleSeats(doc_).MainCountry(last == kNone ? 4 : 2);
  return main != kNone ? main : last;
}

bool DescriptionResolver::HasOwner(const Mention& mention) const {
  const uint32_t owner = doc_.Child(mention.head, Relation::kNmodPoss);
  return owner != kNone && doc_.EntityAt(owner) != kNone;
}

uint32_t DescriptionResolver::LastBefore(const Mention& mention, NodeType type,
                                         uint32_t sentences) const {
  for (uint32_t i = doc_.MentionsBefore(mention.head); i-- > 0;) {
    const Mention& other = doc_.mentions[i];
    if (other.type != type || other.entity == kNone) continue;
    if (other.demonym || doc_.Preposition(other.head) == "to") continue;  // "fled to X"
    if (other.sentence + sentences < mention.sentence) return kNone;
    return other.entity;
  }
  return kNone;
}

void DescriptionResolver::ResolveOrganizationNoun(uint32_t m) {
  Mention& mention = doc_.mentions[m];
  const bool bare = mention.begin == mention.head;
  if (mention.noun == "jury" && !bare) {  // "a Leeds Crown Court jury": the court
    const uint32_t court = doc_.mention_at[mention.head - 1];
    if (court != kNone && doc_.mentions[court].kind == MentionKind::kName &&
        doc_.mentions[court].type == NodeType::kOrganization) {
      mention.entity = doc_.mentions[court].entity;
      return;
    }
  }
  if (mention.entity == kNone) mention.entity = bodies_.OfOwner(mention);
  if (mention.entity != kNone) return;
  // "Union president Pawlu Vella": the union spoken of.
  const bool of_office = bare && BeginsOffice(doc_, mention.head);
  const bool institution = IsInstitution(mention.noun) || IsBodyOfPlace(doc_, mention);
  if ((mention.definite || of_office) && (bare || !institution) && !SaysWhichBody(doc_, mention))
    mention.entity = bodies_.LastOrganization(m);
  if (mention.entity != kNone || of_office || !institution) return;
  mention.entity = bodies_.InHeadlineOrStory(m);
  if (mention.entity == kNone && bare) mention.entity = bodies_.OfLeader(m);
  if (mention.entity != kNone) return;
  mention.entity = entities_.OfName(NodeType::kOrganization, FoldName(mention.name));
  if (mention.entity == kNone) mention.entity = entities_.Add(mention);
}

uint32_t DescriptionResolver::FindByRole(uint32_t m) const {
  const Mention& mention = doc_.mentions[m];
  if (const uint32_t compatriot = FindByNation(doc_, mention); compatriot != kNone)
    return compatriot;
  for (uint32_t i = m; i-- > 0;) {
    const Mention& other = doc_.mentions[i];
    if (other.type != NodeType::kPerson || other.entity == kNone ||
        other.kind == MentionKind::kPronoun)
      continue;
    const Entity& entity = doc_.entities[other.entity];
    for (const std::string& role : entity.roles) {
      if (role == mention.noun || EndsWithWord(role, mention.noun) || IsKindOf(role, mention.noun))
        return other.entity;
    }
  }
  return kNone;
}

uint32_t DescriptionResolver::EntityBefore(uint32_t whose) const {
  uint32_t t = whose;
  const uint32_t begin = doc_.SentenceAt(doc_.SentenceOf(whose)).begin;
  if (t > begin && doc_.Text(t - 1) == ",") --t;
  return t > begin ? doc_.EntityAt(t - 1) : kNone;
}

uint32_t DescriptionResolver::UnnamedRelative(uint32_t m) {
  Mention& mention = doc_.mentions[m];
  const KnownNoun* noun = doc_.knowledge.gazetteer().FindNoun(mention.noun);
  if (noun == nullptr || !noun->has_relation || noun->relation != RelationType::kFamilyOf)
    return kNone;
  if (mention.end < doc_.words().size() && doc_.Text(mention.end) == "-")
    return kNone;  // of "brother-in-law"
  for (const RoleLink& link : roles_) {
    if (link.head == mention.head) return kNone;  // named beside it
  }
  uint32_t owner = kNone;
  for (uint32_t child : doc_.Children(mention.head)) {
    if (doc_.WordAt(child).relation != Relation::kNmodPoss) continue;
    owner = doc_.Lower(child) == "whose" ? EntityBefore(child) : doc_.EntityAt(child);
  }
  if (owner == kNone || doc_.entities[owner].type != NodeType::kPerson) return kNone;
  const uint32_t known = ChildOfParent(doc_, roles_, owner, mention.noun);
  if (known != kNone) return known;
  for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
    if (doc_.entities[e].noun == mention.noun && doc_.entities[e].relative_of == owner) return e;
  }
  const uint32_t e = entities_.Add(mention);
  if (e == kNone) return kNone;
  doc_.entities[e].relative_of = owner;
  doc_.entities[e].name = Cat(mention.noun, " of ", doc_.entities[owner].name);
  doc_.entities[e].gender = GenderOfRole(mention.noun);
  return e;
}

uint32_t DescriptionResolver::FindPlaceNoun(uint32_t m) const {
  const Mention& mention = doc_.mentions[m];
  if (mention.end < doc_.words().size() && doc_.Lower(mention.end) == "of")
    return kNone;  // "the town of X"
  const bool city = mention.noun == "city" || mention.noun == "town" || mention.noun == "capital" ||
                    mention.noun == "village";
  const bool land =
      mention.noun == "country" || mention.noun == "nation" || mention.noun == "state";
  if (const uint32_t named = PlaceBehindComma(doc_, mention); city && named != kNone) return named;
  for (uint32_t i = m; i-- > 0;) {
    const Mention& other = doc_.mentions[i];
    if (other.entity == kNone || other.sentence + 4 < mention.sentence || other.demonym) continue;
    if (land && other.type == NodeType::kCountry) return other.entity;
    if (other.type != NodeType::kPlace || other.kind != MentionKind::kName) continue;
    const std::string& folded = entities_.folded()[other.entity];
    const bool town = other.known ? other.known->kind != NameKind::kRegion
                                  : other.name.find(' ') == std::string::npos;
    if (city && town) return other.entity;
    if (folded.find(mention.noun) != std::string::npos) return other.entity;
  }
  return kNone;
}

}  // namespace newsgraph::text

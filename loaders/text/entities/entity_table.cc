#include "loaders/text/entities/entity_table.h"

#include "loaders/text/entities/entities.h"
#include "loaders/text/entities/entity_words.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

uint32_t EntityTable::Add(const Mention& mention) {
  if (doc_.entities.size() >= kMaxEntities) return kNone;
  Entity entity;
  entity.type = mention.type;
  entity.name = mention.name;
  entity.count = mention.count;
  entity.noun = mention.noun;
  doc_.entities.push_back(std::move(entity));
  folded_.push_back(FoldName(mention.name));
  return static_cast<uint32_t>(doc_.entities.size()) - 1;
}

uint32_t EntityTable::OfCountry(int country) {
  if (const uint32_t known = doc_.CountryOfNumber(country); known != kNone) return known;
  Mention mention;
  mention.type = NodeType::kCountry;
  mention.name = doc_.knowledge.gazetteer().countries()[static_cast<size_t>(country)].name;
  const uint32_t e = Add(mention);
  if (e != kNone) doc_.entities[e].country = static_cast<int16_t>(country);
  return e;
}

uint32_t EntityTable::OfName(NodeType type, std::string_view folded) const {
  for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
    if (doc_.entities[e].type == type && folded_[e] == folded) return e;
  }
  // "Ilse" and "Cyclone Ilse", "Isle of Skye" and "Skye".
  const bool thing = type == NodeType::kEvent || type == NodeType::kProduct;
  for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
    const Entity& other = doc_.entities[e];
    if (other.type != type || !other.noun.empty() || !StartsUpper(other.name)) continue;
    if (thing ? EndsWithWord(folded_[e], folded) : IsSamePlace(folded_[e], folded)) return e;
  }
  // "Sarn" and "Sarn enclave".
  if (type == NodeType::kPlace && folded.size() > 3) {
    const std::string begin = Cat(folded, " ");
    for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
      if (doc_.entities[e].type != type) continue;
      if (StartsWith(folded_[e], begin) && doc_.entities[e].noun.empty() &&
          IsPlaceEnding(LastWordOf(doc_.entities[e].name)))
        return e;
    }
  }
  return kNone;
}

void AddRole(Entity& entity, std::string_view role) {
  if (!IsOneOf(role, entity.roles)) entity.roles.emplace_back(role);
}

}  // namespace newsgraph::text

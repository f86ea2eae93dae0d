// What a description means that stands beside no name: "the Danish firm", "U.S. officials", "her
// sister", "the president".
//
//   DescriptionResolver descriptions(doc, roles, entities, bodies);
//   descriptions.Resolve(m);      // in text order; sets the mention's entity and may mend its type
//
// Each kind has its own way: offices mean their country, bodies are found by BodyCoreference,
// people by what they were called, the rest by FindGroup and FindHappening, or they start an entity
// of their own. REQUIRES: names are resolved already, and the mentions before m. Borrows all it is
// given. One thread.
#pragma once

#include <span>

#include "loaders/text/entities/body_coreference.h"
#include "loaders/text/entities/entity_table.h"
#include "loaders/text/entities/roles.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {

class DescriptionResolver {
 public:
  DescriptionResolver(Document& doc, std::span<const RoleLink> roles, EntityTable& entities,
                      const BodyCoreference& bodies)
      : doc_(doc), roles_(roles), entities_(entities), bodies_(bodies) {}

  // Does nothing where the entity is known.
  void Resolve(uint32_t m);

 private:
  // "U.S. officials", "the Belarusian authorities", "Kenya's government".
  uint32_t OfficeOf(const Mention& mention) const;
  bool HasOwner(const Mention& mention) const;
  // The last entity of a type named before, at most `sentences` back.
  uint32_t LastBefore(const Mention& mention, NodeType type, uint32_t sentences) const;
  // "the company", "the Danish firm": the organization spoken of. An institution ("the foreign
  // ministry", "a Miami jury") is one of its own, by its phrase.
  void ResolveOrganizationNoun(uint32_t m);
  uint32_t FindByRole(uint32_t m) const;
  // "X, whose father": X.
  uint32_t EntityBefore(uint32_t whose) const;
  // "her sister": a person known only as someone's relative.
  uint32_t UnnamedRelative(uint32_t m);
  uint32_t FindPlaceNoun(uint32_t m) const;

  Document& doc_;
  std::span<const RoleLink> roles_;
  EntityTable& entities_;
  const BodyCoreference& bodies_;
};

}  // namespace newsgraph::text

// Which organization a description means: "the company", "his side", "the RMT union".
//
//   BodyCoreference bodies(doc, folded);
//   for (const RoleLink& link : roles) bodies.NoteBody(link);   // whose side a coach's side is
//   mention.entity = bodies.OfOwner(mention);                   // kNone: it does not tell
//   bodies.CountMention(mention);                               // of each, once it is resolved
//
// Looks back over the mentions before m, whose entities are known. One document, one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "loaders/text/entities/roles.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {

class BodyCoreference {
 public:
  // `folded` has the folded name of each entity and grows with them.
  BodyCoreference(const Document& doc, const std::vector<std::string>& folded)
      : doc_(doc), gazetteer_(doc.knowledge.gazetteer()), folded_(folded) {}

  // "Wexcombe manager Sinead Garrity", "coach of Leeds Tom Abel": whose side hers is.
  void NoteBody(const RoleLink& link);

  // How often what is read so far named or described an entity; the title counts double.
  void CountMention(const Mention& mention);

  // "his side", "Garrity, whose club": the body that the owner heads or works for.
  uint32_t OfOwner(const Mention& mention) const;

  // "the RMT union", "the Nur-Ata movement": the body named before a noun that says what it is.
  uint32_t NamedBefore(const Mention& mention) const;

  // A headline's "Brazil court" is the court that the story names, or speaks of, if it has but one.
  uint32_t InHeadlineOrStory(uint32_t m) const;

  // "the council leader": the council named last.
  uint32_t OfLeader(uint32_t m) const;

  // Of those the noun fits, the one spoken of: the subject of the nearest sentence that names any.
  uint32_t LastOrganization(uint32_t m) const;

 private:
  uint32_t BodyAt(uint32_t token) const;

  // Of a body that is named but once so far, and not by the noun itself: the one the story keeps
  // coming back to, if the noun fits it.
  uint32_t MainBody(uint32_t nearest, const Mention& description, uint32_t sentence) const;
  // Whether a body was last named in passing: not as what its clause is about.
  bool LastSaidAside(uint32_t entity) const;
  // The last body before a description whose name ends with its noun.
  uint32_t NamedByNoun(uint32_t m) const;

  int Times(uint32_t entity) const { return entity < times_.size() ? times_[entity] : 0; }
  bool Fits(std::string_view noun, uint32_t entity) const;

  const Document& doc_;
  const Gazetteer& gazetteer_;
  const std::vector<std::string>& folded_;
  absl::flat_hash_map<uint32_t, uint32_t> body_of_;  // of a person: the body they act for
  std::vector<int> times_;                           // by entity
  std::vector<uint32_t> counted_;  // by entity: the last sentence that was counted
};

}  // namespace newsgraph::text

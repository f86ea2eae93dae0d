// The entities of an article while its mentions are resolved, each with its folded name.
//
//   EntityTable entities(doc);                 // grows doc.entities
//   mention.entity = entities.OfName(mention.type, FoldName(mention.name));
//   if (mention.entity == kNone) mention.entity = entities.Add(mention);
//
// Nothing else may add to doc.entities meanwhile. Borrows the Document. One thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "loaders/text/words/document.h"

namespace newsgraph::text {

class EntityTable {
 public:
  explicit EntityTable(Document& doc) : doc_(doc) {}

  // A new entity, called and counted as the mention is; kNone once there are kMaxEntities.
  uint32_t Add(const Mention& mention);
  // The entity of the country with that index in Gazetteer::countries(); adds it if there is none.
  uint32_t OfCountry(int country);
  // What has this folded name or, of events, products and places, a longer or shorter one that
  // means the same; kNone if nothing has.
  uint32_t OfName(NodeType type, std::string_view folded) const;
  // By entity; grows with them.
  const std::vector<std::string>& folded() const { return folded_; }

 private:
  Document& doc_;
  std::vector<std::string> folded_;
};

// What an entity is called again and again is kept once: whoever compares roles goes over all.
void AddRole(Entity& entity, std::string_view role);

}  // namespace newsgraph::text

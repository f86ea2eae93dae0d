#include "loaders/text/entities/entity_names.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

void ChooseNames(Document& doc) {
  for (Entity& entity : doc.entities) {
    const bool fixed = entity.type == NodeType::kCountry;
    std::vector<std::string> names;
    bool renamed = false;
    for (uint32_t m : entity.mentions) {
      const Mention& mention = doc.mentions[m];
      if (mention.kind == MentionKind::kPronoun) continue;
      const bool happening = entity.type == NodeType::kEvent || entity.type == NodeType::kWork ||
                             entity.type == NodeType::kTopic;
      const BlockKind block = doc.BlockOf(mention.sentence).kind;
      if (happening && !entity.noun.empty() && block == BlockKind::kParagraph && !renamed) {
        entity.name = mention.name;  // the words of the story, not of the headline
        renamed = true;
      }
      const bool description = mention.kind == MentionKind::kNominal && entity.noun.empty() &&
                               entity.type != NodeType::kCountry;
      if (!description && std::find(names.begin(), names.end(), mention.name) == names.end())
        names.push_back(mention.name);
      const bool better = mention.kind == MentionKind::kName && !mention.known &&
                          mention.type == entity.type && mention.name.size() > entity.name.size() &&
                          !IsUpper(mention.name);
      if (!fixed && better && entity.noun.empty()) entity.name = mention.name;
    }
    for (std::string& name : names) {
      if (name != entity.name && entity.aliases.size() < 32)
        entity.aliases.push_back(std::move(name));
    }
  }
}

}  // namespace newsgraph::text

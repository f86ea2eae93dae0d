#include "loaders/text/entities/roles.h"

#include "loaders/text/entities/role_finder.h"

namespace newsgraph::text {

std::vector<RoleLink> RoleFinder::Find() {
  for (uint32_t m = 0; m < doc_.mentions.size(); ++m) {
    const Mention& mention = doc_.mentions[m];
    const bool name =
        mention.kind == MentionKind::kName &&
        (mention.type == NodeType::kPerson || mention.type == NodeType::kOrganization);
    if (name) {
      Before(m);
      After(m);
      if (mention.type == NodeType::kPerson) {
        Shared(m);
        Several(m);
      }
    }
    if (name || mention.kind == MentionKind::kPronoun) {
      Copula(m);
      Predicate(m);
    }
  }
  return std::move(links_);
}

void RoleFinder::Push(RoleLink link) {
  for (const RoleLink& other : links_) {
    if (other.person == link.person && other.head == link.head) return;
  }
  if (doc_.MentionAt(link.head) == link.person) return;
  links_.push_back(std::move(link));
}

void RoleFinder::Give(uint32_t m, RoleLink link) {
  link.person = m;
  nouns_.FindPhrase(link);
  Push(std::move(link));
}

bool RoleFinder::IsPersonName(uint32_t t) const {
  const uint32_t m = doc_.mention_at[t];
  return m != kNone && doc_.mentions[m].kind == MentionKind::kName &&
         doc_.mentions[m].type == NodeType::kPerson;
}

std::vector<RoleLink> FindRoles(const Document& doc) { return RoleFinder(doc).Find(); }

}  // namespace newsgraph::text

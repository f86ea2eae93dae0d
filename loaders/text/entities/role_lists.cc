#include "loaders/text/entities/role_finder.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

void RoleFinder::Shared(uint32_t m) {
  const Mention& name = doc_.mentions[m];
  const uint32_t first = doc_.SentenceAt(name.sentence).begin;
  if (name.end >= doc_.words().size() || doc_.Lower(name.end) != "of") return;
  constexpr uint32_t kReach = 24;  // tokens
  for (uint32_t t = name.begin; t-- > first && name.begin - t < kReach;) {
    RoleLink link;
    if (doc_.WordAt(t).IsPlural() && nouns_.EndingAt(t, link)) {
      link.shared = true;
      return Give(m, std::move(link));
    }
    const uint32_t other = doc_.MentionAt(t);
    const bool named = other != kNone && doc_.mentions[other].kind == MentionKind::kName;
    if (!named && !IsOneOf(doc_.Lower(t), {"of", "the", "and", ","})) return;
  }
}

void RoleFinder::Several(uint32_t m) {
  const Mention& name = doc_.mentions[m];
  const Sentence& sentence = doc_.SentenceAt(name.sentence);
  bool list = name.end + 1 < sentence.end && IsPersonName(name.end + 1) &&
              IsOneOf(doc_.Lower(name.end), {"and", ",", "&", ";"});
  uint32_t t = name.begin;
  for (int names = 0; t > sentence.begin && names < 6; ++names) {
    while (t > sentence.begin && IsOneOf(doc_.Lower(t - 1), {"and", ",", "&", ";", ":"})) --t;
    if (t == sentence.begin || !IsPersonName(t - 1)) break;
    list = true;
    t = doc_.mentions[doc_.mention_at[t - 1]].begin;
  }
  if (t <= sentence.begin + 1) return;
  RoleLink link;
  const bool ends = doc_.WordAt(--t).IsPlural() && nouns_.EndingAt(t, link);
  if (!ends && !SeveralWithPhrase(t, sentence.begin, link)) return;
  if (!list && (doc_.Text(t + 1) != "," || !IsOneOfThem(link, sentence.begin))) return;
  if (!link.known.has_relation || link.known.relation == RelationType::kFamilyOf) return;
  link.several = true;
  Give(m, std::move(link));
}

bool RoleFinder::IsOneOfThem(const RoleLink& link, uint32_t first) const {
  uint32_t t = link.begin;
  while (t > first + 2 && link.begin - t < 6 && doc_.Lower(t - 1) != "of") --t;
  return t > first + 1 && doc_.Lower(t - 1) == "of" &&
         IsOneOf(doc_.Lower(t - 2), {"one", "another"});
}

bool RoleFinder::SeveralWithPhrase(uint32_t t, uint32_t first, RoleLink& link) const {
  const uint32_t body = doc_.mention_at[t];
  if (body == kNone || doc_.mentions[body].kind != MentionKind::kName) return false;
  uint32_t u = doc_.mentions[body].begin;
  while (u > first + 1 && doc_.WordAt(u - 1).upos == Upos::kDet) --u;
  if (u < first + 2 || !IsOneOf(doc_.Lower(u - 1), {"of", "at", "with", "from", "for"}))
    return false;
  return doc_.WordAt(u - 2).IsPlural() && nouns_.EndingAt(u - 2, link);
}

}  // namespace newsgraph::text

#include "loaders/text/entity_merge.h"
#include "loaders/text/names/names.h"

#include <algorithm>

#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

using Keys = std::vector<std::string>;

bool IsCountry(const std::string& key) { return key.starts_with("country:"); }

bool Share(const Keys& a, const Keys& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& key) {
    return std::find(b.begin(), b.end(), key) != b.end();
  });
}

// Both belong to countries, or both to bodies, and to none in common.
bool Conflict(const Keys& a, const Keys& b) {
  if (Share(a, b)) return false;
  const auto has = [](const Keys& keys, bool country) {
    return std::any_of(keys.begin(), keys.end(),
                       [&](const std::string& key) { return IsCountry(key) == country; });
  };
  return (has(a, true) && has(b, true)) || (has(a, false) && has(b, false));
}

void AddNew(const Keys& from, Keys& to) {
  for (const std::string& key : from) {
    if (std::find(to.begin(), to.end(), key) == to.end()) to.push_back(key);
  }
}

// Spellings differ after the first letter, so people are looked up by it.
std::string LetterOf(const std::string& folded) {
  return std::string(LastWordOf(folded).substr(0, 1));
}

}  // namespace

std::vector<std::string> Identity::AffiliationsOf(const Extraction& article, uint32_t person) {
  Keys keys;
  for (const ExtractedEdge& edge : article.edges) {
    if (edge.source != person || edge.polarity == Polarity::kNegated || edge.confidence < 0.6f ||
        !edge.type.empty())
      continue;
    const ExtractedNode& target = article.nodes[edge.target];
    const bool belongs =
        edge.relation == RelationType::kLeads || edge.relation == RelationType::kWorksFor ||
        edge.relation == RelationType::kMemberOf || edge.relation == RelationType::kNationality;
    const bool body = target.type == NodeType::kCountry || target.type == NodeType::kOrganization;
    // "The company" of one article is not that of another.
    const bool itself_everywhere = target.key.find('@') == std::string::npos;
    if (belongs && body && itself_everywhere) AddNew({target.key}, keys);
  }
  return keys;
}

void Identity::Know(std::string_view key, std::string_view name,
                    std::vector<std::string> affiliations) {
  std::string folded = FoldName(name);
  std::vector<Known>& people = people_[LetterOf(folded)];
  people.push_back({std::string(key), std::move(folded), std::move(affiliations), 0});
}

std::vector<Merge> Identity::Unify(Extraction& article) {
  ++articles_;
  std::vector<Merge> merges;
  for (uint32_t n = 0; n < article.nodes.size(); ++n) {
    if (article.nodes[n].type == NodeType::kPerson) UnifyPerson(article, n, merges);
  }
  return merges;
}

void Identity::UnifyPerson(Extraction& article, uint32_t index, std::vector<Merge>& merges) {
  ExtractedNode& node = article.nodes[index];
  std::string folded = FoldName(node.name);
  std::vector<Known>& people = people_[LetterOf(folded)];
  Keys affiliations = AffiliationsOf(article, index);
  const bool full = folded.find(' ') != std::string::npos;
  for (Known& known : people) {
    const bool same = known.folded == folded;
    const bool shared = Share(affiliations, known.affiliations);
    if (!same && !(full && SamePersonName(known.folded, folded))) continue;
    if (!full && known.article != articles_ && !shared) continue;
    if (Conflict(known.affiliations, affiliations)) continue;
    node.key = known.key;
    if (known.article != articles_) {
      merges.push_back({index,
                        shared ? 0.97f
                        : same ? 0.85f
                               : 0.75f,
                        shared ? "same name and facts"
                        : same ? "same name"
                               : "other spelling"});
    }
    known.article = articles_;
    AddNew(affiliations, known.affiliations);
    return;
  }
  // A namesake: the key is taken by somebody else.
  const auto namesakes = std::count_if(people.begin(), people.end(),
                                       [&](const Known& known) { return known.folded == folded; });
  if (namesakes > 0) Append(node.key, "#", namesakes + 1);
  people.push_back({node.key, std::move(folded), std::move(affiliations), articles_});
}

}  // namespace newsgraph::text

#include "loaders/text/entity_merge.h"

#include <algorithm>

#include "graph/base/strings.h"
#include "loaders/text/entities.h"
#include "loaders/text/letters.h"

namespace newsgraph::text {
namespace {

// What is known of a person: keys of the countries and organizations they belong to.
struct Profile {
  std::vector<std::string> countries, bodies;
};

Profile ProfileOf(const Extraction& article, uint32_t node) {
  Profile profile;
  for (const ExtractedEdge& edge : article.edges) {
    if (edge.source != node || edge.polarity == Polarity::kNegated || edge.confidence < 0.6f)
      continue;
    const ExtractedNode& target = article.nodes[edge.target];
    const bool belongs =
        edge.relation == RelationType::kLeads || edge.relation == RelationType::kWorksFor ||
        edge.relation == RelationType::kMemberOf || edge.relation == RelationType::kNationality;
    if (!belongs) continue;
    if (target.type == NodeType::kCountry) profile.countries.push_back(target.key);
    if (target.type == NodeType::kOrganization) profile.bodies.push_back(target.key);
  }
  return profile;
}

bool Share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& key) {
    return std::find(b.begin(), b.end(), key) != b.end();
  });
}

bool Conflict(const Profile& a, const Profile& b) {
  if (Share(a.countries, b.countries) || Share(a.bodies, b.bodies)) return false;
  const bool countries = !a.countries.empty() && !b.countries.empty();
  const bool bodies = !a.bodies.empty() && !b.bodies.empty();
  return countries || bodies;
}

// A person met so far: all articles that speak of them count.
struct Known {
  uint32_t article, node;
  std::string folded;
  Profile profile;
};

class KeyUnifier {
 public:
  explicit KeyUnifier(std::span<Extraction> articles) : articles_(articles) {}

  std::vector<Merge> Run() {
    for (uint32_t a = 0; a < articles_.size(); ++a) {
      for (uint32_t n = 0; n < articles_[a].nodes.size(); ++n) {
        if (articles_[a].nodes[n].type == NodeType::kPerson) {
          Person(a, n);
        } else {
          Thing(a, n);
        }
      }
    }
    return std::move(merges_);
  }

 private:
  void Thing(uint32_t a, uint32_t n) {
    const auto [it, fresh] = first_.try_emplace(articles_[a].nodes[n].key, a, n);
    if (!fresh && it->second.first != a) {
      merges_.push_back({it->second.first, it->second.second, a, n, 0.95f, "same name"});
    }
  }

  void Person(uint32_t a, uint32_t n) {
    ExtractedNode& node = articles_[a].nodes[n];
    const std::string folded = FoldName(node.name);
    const std::string surname = folded.substr(folded.rfind(' ') + 1);  // npos + 1 is 0
    // Spellings differ after the first letter, so people are looked up by it.
    std::vector<Known>& people = people_[surname.substr(0, 1)];
    const Profile profile = ProfileOf(articles_[a], n);
    const bool full = folded.find(' ') != std::string::npos;
    for (Known& known : people) {
      const bool same = known.folded == folded;
      if (!same && !(full && SamePersonName(known.folded, folded))) continue;
      if (!full && known.article != a && !Share(profile.bodies, known.profile.bodies) &&
          !Share(profile.countries, known.profile.countries))
        continue;
      if (Conflict(known.profile, profile)) continue;
      node.key = articles_[known.article].nodes[known.node].key;
      if (known.article != a) {
        const bool facts = Share(profile.bodies, known.profile.bodies) ||
                           Share(profile.countries, known.profile.countries);
        merges_.push_back({known.article, known.node, a, n,
                           facts  ? 0.97f
                           : same ? 0.85f
                                  : 0.75f,
                           facts  ? "same name and facts"
                           : same ? "same name"
                                  : "other spelling"});
      }
      known.profile.countries.insert(known.profile.countries.end(), profile.countries.begin(),
                                     profile.countries.end());
      known.profile.bodies.insert(known.profile.bodies.end(), profile.bodies.begin(),
                                  profile.bodies.end());
      return;
    }
    // A namesake: the key is taken by somebody else.
    const auto namesakes = std::count_if(
        people.begin(), people.end(), [&](const Known& known) { return known.folded == folded; });
    if (namesakes > 0) Append(node.key, "#", namesakes + 1);
    people.push_back({a, n, folded, profile});
  }

  std::span<Extraction> articles_;
  StringMap<std::pair<uint32_t, uint32_t>> first_;
  StringMap<std::vector<Known>> people_;
  std::vector<Merge> merges_;
};

}  // namespace

std::vector<Merge> UnifyKeys(std::span<Extraction> articles) { return KeyUnifier(articles).Run(); }

}  // namespace newsgraph::text

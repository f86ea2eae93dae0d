#include "loaders/text/entities/same_names.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "loaders/text/entities/entity_words.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/names.h"

namespace newsgraph::text {
namespace {

class NameResolver {
 public:
  NameResolver(Document& doc, std::span<const RoleLink> roles, EntityTable& entities)
      : doc_(doc), gazetteer_(doc.knowledge.gazetteer()), entities_(entities) {
    for (const RoleLink& link : roles) roles_of_mention_[link.person].push_back(link.noun);
  }

  // Long names first, and those in brackets before other short ones, which find them so.
  void Resolve() {
    std::vector<uint32_t> order;
    for (uint32_t m = 0; m < doc_.mentions.size(); ++m) {
      if (doc_.mentions[m].kind == MentionKind::kName) order.push_back(m);
    }
    auto length = [&](uint32_t m) {
      const Mention& mention = doc_.mentions[m];
      return 2 * std::min<uint32_t>(mention.end - mention.begin, 3) + FollowsBracket(mention);
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t a, uint32_t b) { return length(a) > length(b); });
    for (uint32_t m : order) ResolveName(m);
  }

 private:
  void ResolveName(uint32_t m) {
    Mention& mention = doc_.mentions[m];
    if (mention.known && mention.type != NodeType::kPerson) return ResolveKnown(m);
    const std::string folded = FoldName(mention.name);
    switch (mention.type) {
      case NodeType::kPerson:
        mention.entity = FindPerson(m, folded);
        break;
      case NodeType::kOrganization:
        mention.entity = FindOrganization(m, folded);
        break;
      default:
        mention.entity = entities_.OfName(mention.type, folded);
        break;
    }
    if (mention.entity == kNone) mention.entity = entities_.Add(mention);
    if (mention.entity == kNone) return;
    if (mention.type == NodeType::kOrganization) NoteBodyName(mention, folded);
    if (mention.type != NodeType::kPerson) return;
    if (BynameOf(doc_, m) == mention.entity) bynames_.try_emplace(folded, mention.entity);
    NotePerson(m);
  }

  // Later short names are compared with the longest, and with what stood in brackets behind it.
  void NoteBodyName(const Mention& mention, const std::string& folded) {
    Entity& entity = doc_.entities[mention.entity];
    if (mention.name.size() > entity.name.size() && !IsUpper(mention.name))
      entity.name = mention.name;
    if (FollowsBracket(mention)) bracketed_.try_emplace(folded, mention.entity);
  }

  void ResolveKnown(uint32_t m) {
    Mention& mention = doc_.mentions[m];
    const KnownName& known = *mention.known;
    const bool capital = known.kind == NameKind::kCapital;
    if (known.kind == NameKind::kCountry || known.kind == NameKind::kDemonym ||
        (capital && StandsForGovernment(doc_, mention))) {
      mention.type = NodeType::kCountry;
      mention.entity = entities_.OfCountry(known.country);
      return;
    }
    if (known.kind == NameKind::kCity && mention.type == NodeType::kOrganization) {
      mention.entity = FindOrganization(m, FoldName(mention.name));
      if (mention.entity == kNone) mention.entity = entities_.Add(mention);
      return;
    }
    const std::string folded = FoldName(known.canonical);
    mention.entity = SpelledOut(doc_, mention);
    if (mention.entity == kNone) mention.entity = entities_.OfName(mention.type, folded);
    if (mention.entity == kNone) {
      Mention canonical = mention;
      canonical.name = known.canonical;
      mention.entity = entities_.Add(canonical);
      if (mention.entity != kNone && capital) doc_.entities[mention.entity].place_of_capital = true;
    }
    if (mention.entity != kNone && known.kind != NameKind::kOrganization) {
      doc_.entities[mention.entity].country = known.country;
    }
  }

  uint32_t FindPerson(uint32_t m, std::string_view folded) const {
    const bool single = folded.find(' ') == std::string_view::npos;
    if (const uint32_t known_as = BynameOf(doc_, m); known_as != kNone) return known_as;
    if (const auto byname = bynames_.find(folded); byname != bynames_.end()) return byname->second;
    const std::string middle = Cat(" ", folded, " "),
                      doubled = Cat(" ", doc_.mentions[m].name, "-");
    uint32_t found = kNone, first_name = kNone, near = kNone;
    for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
      if (doc_.entities[e].type != NodeType::kPerson) continue;
      const std::string& other = folded_[e];
      if (other == folded) return e;
      const size_t space = other.rfind(' ');
      if (!single) {
        if (SamePersonName(folded, other) || EndsWithWord(other, folded) ||
            EndsWithWord(folded, other))
          near = e;
        continue;
      }
      if (space == std::string::npos) {
        if (SamePersonName(folded, other)) near = e;
        continue;
      }
      const std::string_view last = std::string_view(other).substr(space + 1);
      const std::string_view first = std::string_view(other).substr(0, other.find(' '));
      // Of several people of one surname, the nearest before this mention.
      if (last == folded && (found == kNone || Nearer(m, e, found))) found = e;
      if (first == folded && first_name == kNone) first_name = e;
      if (near == kNone && SamePersonName(folded, last)) near = e;
      // "Garcia" for Lucía Garcia Marquez; "Garcia Marquez".
      if (near == kNone && other.find(middle) != std::string::npos) near = e;
      // "Kabugo" for Stella Kabugo-Nantongo.
      if (near == kNone && doc_.entities[e].name.find(doubled) != std::string::npos) near = e;
    }
    if (found != kNone) return found;
    return first_name != kNone ? first_name : near;
  }

  // Whether entity a was named nearer before mention m than b.
  bool Nearer(uint32_t m, uint32_t a, uint32_t b) const {
    for (uint32_t i = m; i-- > 0;) {
      if (doc_.mentions[i].entity == a) return true;
      if (doc_.mentions[i].entity == b) return false;
    }
    return false;
  }

  uint32_t FindOrganization(uint32_t m, std::string_view folded) const {
    const Mention& mention = doc_.mentions[m];
    const std::string_view core = WithoutCompanyForms(folded);
    const std::string beginning = Cat(core, " ");
    const bool acronym = IsUpper(mention.name) && mention.name.size() <= 7;
    const bool the = mention.begin > 0 && doc_.Lower(mention.begin - 1) == "the";
    if (const auto known = bracketed_.find(folded); known != bracketed_.end()) return known->second;
    uint32_t found = kNone;
    for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
      if (doc_.entities[e].type != NodeType::kOrganization) continue;
      const std::string& other = folded_[e];
      if (other == folded || WithoutCompanyForms(other) == core) return e;
      if (acronym && Initials(doc_.entities[e].name) == mention.name) found = e;
      if (found != kNone) continue;
      // The first words of a longer name; its last word after "the".
      if (StartsWith(other, beginning) && core.size() > 2) found = e;
      if (the && EndsWithWord(other, folded)) found = e;
      if (EndsWithWord(folded, other) && other.find(' ') != std::string::npos) found = e;
      if (LeavesOutWords(folded, other) || LeavesOutWords(other, folded)) found = e;
      if (core.size() >= 7 && EditDistance(core, WithoutCompanyForms(other), 1) <= 1) found = e;
    }
    if (found == kNone) found = FollowsInBrackets(m);
    if (found == kNone) found = OnlyOneEndingWith(folded, OpensOffice(doc_, mention));
    return found;
  }

  // "Rovers" for Dunmore Rovers, if no other body is called so; no noun that many end with.
  uint32_t OnlyOneEndingWith(std::string_view word, bool noun) const {
    const auto words = [](std::string_view text) {
      return std::count(text.begin(), text.end(), ' ');
    };
    const bool several = words(word) > 0;
    if (!noun && !several && gazetteer_.FindNoun(word)) return kNone;
    uint32_t found = kNone;
    for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
      const bool ends = EndsWithWord(folded_[e], word) ||
                        (noun && folded_[e].find(Cat(" ", word, " of ")) != std::string::npos);
      if (doc_.entities[e].type != NodeType::kOrganization || !ends) continue;
      if (several && words(folded_[e]) != words(word) + 1) continue;
      if (found != kNone) return kNone;
      found = e;
    }
    return found;
  }

  bool FollowsBracket(const Mention& mention) const {
    return mention.begin > 0 && doc_.Text(mention.begin - 1) == "(";
  }

  // "Coalition for Epidemic Preparedness Innovations (CEPI)": the name before the bracket.
  uint32_t FollowsInBrackets(uint32_t m) const {
    const Mention& mention = doc_.mentions[m];
    if (mention.begin < 2 || !FollowsBracket(mention)) return kNone;
    const bool closed = mention.end < doc_.words().size() && doc_.Text(mention.end) == ")";
    const uint32_t before = doc_.mention_at[mention.begin - 2];
    if (before == kNone || doc_.mentions[before].kind != MentionKind::kName) return kNone;
    const uint32_t entity = doc_.mentions[before].entity;
    if (entity == kNone || doc_.entities[entity].type != NodeType::kOrganization) return kNone;
    const bool letters = closed && mention.end - mention.begin == 1 &&
                         IsMadeOfLetters(FoldName(mention.name), folded_[entity]);
    const bool acronym =
        IsUpper(mention.name) && (closed || doc_.entities[entity].name[0] == mention.name[0]);
    return letters || acronym ? entity : kNone;
  }

  void NotePerson(uint32_t m) {
    Entity& entity = doc_.entities[doc_.mentions[m].entity];
    if (const auto said = roles_of_mention_.find(m); said != roles_of_mention_.end()) {
      for (const std::string& noun : said->second) {
        AddRole(entity, noun);
        const Gender by_role = GenderOfRole(noun);
        if (by_role != Gender::kUnknown) entity.gender = by_role;
      }
    }
    const Mention& mention = doc_.mentions[m];
    if (mention.begin > 0) {
      const std::string& title = doc_.Lower(mention.begin - 1);
      if (const auto role = RoleOfTitle(gazetteer_, title); !role.empty()) AddRole(entity, role);
      const Gender by_title = gazetteer_.GenderOfTitle(title);
      if (by_title != Gender::kUnknown) entity.gender = by_title;
    }
    if (entity.gender == Gender::kUnknown && mention.end - mention.begin > 1) {
      entity.gender = gazetteer_.GenderOfFirstName(doc_.Text(mention.begin));
      entity.gender_by_name = entity.gender != Gender::kUnknown;
    }
  }

  Document& doc_;
  const Gazetteer& gazetteer_;
  EntityTable& entities_;
  const std::vector<std::string>& folded_ = entities_.folded();
  StringMap<uint32_t> bracketed_;  // "facc" -> the body it stood behind in brackets
  StringMap<uint32_t> bynames_;    // "fabian" -> the entity that is known as it
  absl::flat_hash_map<uint32_t, std::vector<std::string>> roles_of_mention_;
};

}  // namespace

void ResolveNames(Document& doc, std::span<const RoleLink> roles, EntityTable& entities) {
  NameResolver(doc, roles, entities).Resolve();
}

}  // namespace newsgraph::text

#include "loaders/text/entities/entities.h"

#include <algorithm>
#include <array>

#include "absl/container/flat_hash_map.h"
#include "loaders/text/entities/body_coreference.h"
#include "loaders/text/entities/entity_names.h"
#include "loaders/text/entities/entity_words.h"
#include "loaders/text/entities/nominal_coreference.h"
#include "loaders/text/entities/pronouns.h"
#include "loaders/text/entities/role_seats.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/names.h"

namespace newsgraph::text {
namespace {

class EntityResolver {
 public:
  EntityResolver(Document& doc, std::span<const RoleLink> roles)
      : doc_(doc), roles_(roles), gazetteer_(doc.knowledge.gazetteer()) {}

  void Resolve() {
    for (const RoleLink& link : roles_) roles_of_mention_[link.person].push_back(link.noun);
    ResolveNames();
    DescribeByRoles();
    PronounResolver pronouns(doc_);
    for (uint32_t m = 0; m < doc_.mentions.size(); ++m) {
      Mention& mention = doc_.mentions[m];
      if (mention.kind == MentionKind::kNominal) ResolveNominal(m);
      if (mention.noun == "old" && mention.entity == kNone) pronouns.ResolveByAge(m);
      if (mention.kind == MentionKind::kPronoun) pronouns.Resolve(m);
      if (mention.demonym) pronouns.ResolveSomeoneFrom(m);
      bodies_.CountMention(mention);
    }
    for (uint32_t m = 0; m < doc_.mentions.size(); ++m) {
      if (doc_.mentions[m].entity != kNone)
        doc_.entities[doc_.mentions[m].entity].mentions.push_back(m);
    }
    ChooseNames(doc_);
  }

 private:
  uint32_t New(const Mention& mention) {
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

  // ---- names
  // Long names first, and those in brackets before other short ones, which find them so.
  void ResolveNames() {
    std::vector<uint32_t> order;
    for (uint32_t m = 0; m < doc_.mentions.size(); ++m) {
      if (doc_.mentions[m].kind == MentionKind::kName) order.push_back(m);
    }
    auto length = [&](uint32_t m) {
      const Mention& mention = doc_.mentions[m];
      const bool bracketed = mention.begin > 0 && doc_.Text(mention.begin - 1) == "(";
      return 2 * std::min<uint32_t>(mention.end - mention.begin, 3) + bracketed;
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t a, uint32_t b) { return length(a) > length(b); });
    for (uint32_t m : order) ResolveName(m);
  }

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
        mention.entity = FindSameName(mention.type, folded);
        break;
    }
    if (mention.entity == kNone) mention.entity = New(mention);
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
    if (mention.begin > 0 && doc_.Text(mention.begin - 1) == "(")
      bracketed_.try_emplace(folded, mention.entity);
  }

  void ResolveKnown(uint32_t m) {
    Mention& mention = doc_.mentions[m];
    const KnownName& known = *mention.known;
    const bool capital = known.kind == NameKind::kCapital;
    if (known.kind == NameKind::kCountry || known.kind == NameKind::kDemonym ||
        (capital && StandsForGovernment(doc_, mention))) {
      mention.type = NodeType::kCountry;
      mention.entity = CountryEntity(known.country);
      return;
    }
    if (known.kind == NameKind::kCity && mention.type == NodeType::kOrganization) {
      mention.entity = FindOrganization(m, FoldName(mention.name));
      if (mention.entity == kNone) mention.entity = New(mention);
      return;
    }
    const std::string folded = FoldName(known.canonical);
    mention.entity = SpelledOut(doc_, mention);
    if (mention.entity == kNone) mention.entity = FindSameName(mention.type, folded);
    if (mention.entity == kNone) {
      Mention canonical = mention;
      canonical.name = known.canonical;
      mention.entity = New(canonical);
      if (mention.entity != kNone && capital) doc_.entities[mention.entity].place_of_capital = true;
    }
    if (mention.entity != kNone && known.kind != NameKind::kOrganization) {
      doc_.entities[mention.entity].country = known.country;
    }
  }

  uint32_t CountryEntity(int country) {
    if (const uint32_t known = doc_.CountryOfNumber(country); known != kNone) return known;
    Mention mention;
    mention.type = NodeType::kCountry;
    mention.name = gazetteer_.countries()[static_cast<size_t>(country)].name;
    const uint32_t e = New(mention);
    if (e != kNone) doc_.entities[e].country = static_cast<int16_t>(country);
    return e;
  }

  uint32_t FindSameName(NodeType type, std::string_view folded) const {
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

  // "Coalition for Epidemic Preparedness Innovations (CEPI)": the name before the bracket.
  uint32_t FollowsInBrackets(uint32_t m) const {
    const Mention& mention = doc_.mentions[m];
    if (mention.begin < 2 || doc_.Text(mention.begin - 1) != "(") return kNone;
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

  // What an entity is called again and again is kept once: whoever compares roles goes over all.
  static void AddRole(Entity& entity, std::string_view role) {
    if (!IsOneOf(role, entity.roles)) entity.roles.emplace_back(role);
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

  // A role noun beside a name, and an organization noun right before one, mean what the name means.
  void DescribeByRoles() {
    for (const RoleLink& link : roles_) {
      const uint32_t m = doc_.mention_at[link.head];
      const uint32_t entity = doc_.mentions[link.person].entity;
      if (m == kNone || entity == kNone || doc_.mentions[m].kind != MentionKind::kNominal) continue;
      if (doc_.mentions[link.person].kind == MentionKind::kPronoun || link.several) continue;
      doc_.mentions[m].entity = entity;
      doc_.mentions[m].type = doc_.entities[entity].type;
    }
    for (const RoleLink& link : roles_) bodies_.NoteBody(link);
    for (Mention& mention : doc_.mentions) {
      if (mention.kind != MentionKind::kNominal || mention.entity != kNone) continue;
      if (mention.plural && !TitleOfTeam(mention)) continue;
      if (mention.plural) mention.type = NodeType::kOrganization;
      if (mention.type != NodeType::kOrganization && mention.type != NodeType::kPerson) continue;
      if (const uint32_t name = NamedBesideComma(doc_, mention); name != kNone) {
        mention.entity = doc_.mentions[name].entity;
        mention.type = NodeType::kOrganization;
        AddRole(doc_.entities[mention.entity], mention.noun);
        continue;
      }
      if (const uint32_t body = bodies_.NamedBefore(mention); body != kNone) {
        mention.entity = body;
        AddRole(doc_.entities[body], mention.noun);
        continue;
      }
      if (mention.end >= doc_.words().size()) continue;
      const uint32_t next = doc_.mention_at[mention.end];
      if (next == kNone || doc_.mentions[next].kind != MentionKind::kName ||
          doc_.mentions[next].entity == kNone)
        continue;
      const NodeType type = doc_.mentions[next].type;
      if (type != mention.type &&
          !(type == NodeType::kOrganization && mention.type == NodeType::kPerson))
        continue;
      mention.entity = doc_.mentions[next].entity;
      mention.type = type;
      if (type == NodeType::kOrganization) AddRole(doc_.entities[mention.entity], mention.noun);
    }
  }

  // "holders Castleton United": a plural that is said of one team.
  bool TitleOfTeam(const Mention& mention) const {
    constexpr std::array<std::string_view, 11> kTitles = {
        "holder",  "champion", "rival",     "giant",    "leader",       "host",
        "visitor", "minnow",   "neighbour", "newcomer", "league leader"};
    if (!IsOneOf(mention.noun, kTitles) || mention.end >= doc_.words().size()) return false;
    const uint32_t next = doc_.mention_at[mention.end];
    return next != kNone && doc_.mentions[next].kind == MentionKind::kName &&
           doc_.mentions[next].type == NodeType::kOrganization &&
           doc_.Child(doc_.mentions[next].head, Relation::kConj) == kNone;
  }

  // ---- nominals

  void ResolveNominal(uint32_t m) {
    Mention& mention = doc_.mentions[m];
    if (mention.entity != kNone) return;  // described beside its name
    const bool land = mention.noun == "state" && mention.end < doc_.words().size() &&
                      doc_.Lower(mention.end) == "of";  // "the Indian state of Sikkim"
    if ((mention.kinds & kOfficeNoun) && !land) {
      // "the new government in Khartoum".
      const uint32_t in = mention.end;
      if (in + 1 < doc_.words().size() && doc_.Lower(in) == "in") {
        const uint32_t seat = doc_.mention_at[in + 1];
        const KnownName* known = seat == kNone ? nullptr : doc_.mentions[seat].known;
        if (known && (known->kind == NameKind::kCapital || known->kind == NameKind::kCountry)) {
          mention.type = NodeType::kCountry;
          mention.entity = CountryEntity(known->country);
          return;
        }
      }
      if (const uint32_t country = OfficeOf(mention); country != kNone) {
        mention.type = NodeType::kCountry;
        mention.entity = country;
        return;
      }
      if (HasOwner(mention)) return;  // "Moreau's government"
    }
    switch (mention.type) {
      case NodeType::kGroup:
        mention.entity = BodyOfGroup(doc_, mention);
        if (mention.entity != kNone) {
          mention.type = NodeType::kOrganization;
          return;
        }
        mention.entity = FindGroup(doc_, m);
        break;
      case NodeType::kEvent:
      case NodeType::kWork:
      case NodeType::kTopic:
        mention.entity = FindHappening(doc_, m);
        break;
      case NodeType::kOrganization:
        ResolveOrganizationNoun(m);
        return;
      case NodeType::kPerson:
        mention.entity = mention.definite ? FindByRole(m) : kNone;
        if (mention.entity == kNone && mention.definite) mention.entity = FindByLooks(doc_, m);
        if (mention.entity == kNone && !mention.definite) mention.entity = NamedNext(doc_, m);
        if (mention.entity == kNone) mention.entity = UnnamedRelative(m);
        return;  // any other unnamed person is no node
      case NodeType::kPlace:
        mention.entity = mention.definite ? FindPlaceNoun(m) : kNone;
        return;
      case NodeType::kCommodity:
      case NodeType::kAward: {
        const std::string folded = FoldName(mention.noun);
        mention.entity = FindSameName(mention.type, folded);
        // "the Booker Prize", "the Nordic Council prize"
        const bool named =
            (StartsUpper(doc_.Text(mention.head)) ||
             (mention.begin < mention.head && StartsUpper(doc_.Text(mention.begin)))) &&
            mention.begin > doc_.SentenceAt(mention.sentence).begin;
        if (mention.entity == kNone && !named && mention.definite &&
            mention.type == NodeType::kAward)
          mention.entity = LastBefore(mention, NodeType::kAward, 3);  // "the prize"
        if (mention.entity == kNone && (mention.type == NodeType::kCommodity || named)) {
          Mention bare = mention;
          bare.name = mention.type == NodeType::kCommodity ? mention.noun : mention.name;
          if (named && mention.type == NodeType::kAward) bare.noun.clear();
          mention.entity = New(bare);
        }
        return;
      }
      default:
        return;
    }
    if (mention.entity == kNone) mention.entity = New(mention);
  }

  // "U.S. officials", "the Belarusian authorities", "Kenya's government".
  uint32_t OfficeOf(const Mention& mention) const {
    uint32_t t = mention.head;
    for (uint32_t child : doc_.Children(t)) {
      const uint32_t m = doc_.mention_at[child];
      if (m != kNone && doc_.mentions[m].type == NodeType::kCountry) return doc_.mentions[m].entity;
    }
    if (mention.begin > 0) {
      for (uint32_t u = mention.begin > 2 ? mention.begin - 2 : 0; u < mention.head; ++u) {
        const uint32_t m = doc_.mention_at[u];
        if (m != kNone && doc_.mentions[m].type == NodeType::kCountry &&
            doc_.mentions[m].sentence == mention.sentence && u >= mention.begin)
          return doc_.mentions[m].entity;
      }
    }
    const bool general = mention.noun == "government" || mention.noun == "authorities";
    if (!general || !mention.definite || mention.begin + 1 < mention.end || HasOwner(mention))
      return kNone;
    const uint32_t last = LastBefore(mention, NodeType::kCountry, 2);
    const uint32_t main = RoleSeats(doc_).MainCountry(last == kNone ? 4 : 2);
    return main != kNone ? main : last;
  }

  bool HasOwner(const Mention& mention) const {
    const uint32_t owner = doc_.Child(mention.head, Relation::kNmodPoss);
    return owner != kNone && doc_.EntityAt(owner) != kNone;
  }

  // The last entity of a type named before, at most `sentences` back.
  uint32_t LastBefore(const Mention& mention, NodeType type, uint32_t sentences) const {
    for (uint32_t i = doc_.MentionsBefore(mention.head); i-- > 0;) {
      const Mention& other = doc_.mentions[i];
      if (other.type != type || other.entity == kNone) continue;
      if (other.demonym || doc_.Preposition(other.head) == "to") continue;  // "fled to X"
      if (other.sentence + sentences < mention.sentence) return kNone;
      return other.entity;
    }
    return kNone;
  }

  // "the company", "the Danish firm": the organization spoken of. An institution ("the foreign
  // ministry", "a Miami jury") is one of its own, by its phrase.
  void ResolveOrganizationNoun(uint32_t m) {
    Mention& mention = doc_.mentions[m];
    const bool bare = mention.begin == mention.head;
    if (mention.noun == "jury" && !bare) {  // "a Leeds Crown Court jury": the court
      const uint32_t court = doc_.mention_at[mention.head - 1];
      if (court != kNone && doc_.mentions[court].kind == MentionKind::kName &&
          doc_.mentions[court].type == NodeType::kOrganization) {
        mention.entity = doc_.mentions[court].entity;
        return;
      }
    }
    if (mention.entity == kNone) mention.entity = bodies_.OfOwner(mention);
    if (mention.entity != kNone) return;
    // "Union president Pawlu Vella": the union spoken of.
    const bool of_office = bare && BeginsOffice(doc_, mention.head);
    const bool institution = IsInstitution(mention.noun) || IsBodyOfPlace(doc_, mention);
    if ((mention.definite || of_office) && (bare || !institution) && !SaysWhichBody(doc_, mention))
      mention.entity = bodies_.LastOrganization(m);
    if (mention.entity != kNone || of_office || !institution) return;
    mention.entity = bodies_.InHeadlineOrStory(m);
    if (mention.entity == kNone && bare) mention.entity = bodies_.OfLeader(m);
    if (mention.entity != kNone) return;
    mention.entity = FindSameName(NodeType::kOrganization, FoldName(mention.name));
    if (mention.entity == kNone) mention.entity = New(mention);
  }

  uint32_t FindByRole(uint32_t m) const {
    const Mention& mention = doc_.mentions[m];
    if (const uint32_t compatriot = FindByNation(doc_, mention); compatriot != kNone)
      return compatriot;
    for (uint32_t i = m; i-- > 0;) {
      const Mention& other = doc_.mentions[i];
      if (other.type != NodeType::kPerson || other.entity == kNone ||
          other.kind == MentionKind::kPronoun)
        continue;
      const Entity& entity = doc_.entities[other.entity];
      for (const std::string& role : entity.roles) {
        if (role == mention.noun || EndsWithWord(role, mention.noun) ||
            IsKindOf(role, mention.noun))
          return other.entity;
      }
    }
    return kNone;
  }

  // "X, whose father": X.
  uint32_t EntityBefore(uint32_t whose) const {
    uint32_t t = whose;
    const uint32_t begin = doc_.SentenceAt(doc_.SentenceOf(whose)).begin;
    if (t > begin && doc_.Text(t - 1) == ",") --t;
    return t > begin ? doc_.EntityAt(t - 1) : kNone;
  }

  // "her sister": a person known only as someone's relative.
  uint32_t UnnamedRelative(uint32_t m) {
    Mention& mention = doc_.mentions[m];
    const KnownNoun* noun = gazetteer_.FindNoun(mention.noun);
    if (noun == nullptr || !noun->has_relation || noun->relation != RelationType::kFamilyOf)
      return kNone;
    if (mention.end < doc_.words().size() && doc_.Text(mention.end) == "-")
      return kNone;  // of "brother-in-law"
    for (const RoleLink& link : roles_) {
      if (link.head == mention.head) return kNone;  // named beside it
    }
    uint32_t owner = kNone;
    for (uint32_t child : doc_.Children(mention.head)) {
      if (doc_.WordAt(child).relation != Relation::kNmodPoss) continue;
      owner = doc_.Lower(child) == "whose" ? EntityBefore(child) : doc_.EntityAt(child);
    }
    if (owner == kNone || doc_.entities[owner].type != NodeType::kPerson) return kNone;
    const uint32_t known = ChildOfParent(doc_, roles_, owner, mention.noun);
    if (known != kNone) return known;
    for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
      if (doc_.entities[e].noun == mention.noun && doc_.entities[e].relative_of == owner) return e;
    }
    const uint32_t e = New(mention);
    if (e == kNone) return kNone;
    doc_.entities[e].relative_of = owner;
    doc_.entities[e].name = Cat(mention.noun, " of ", doc_.entities[owner].name);
    doc_.entities[e].gender = GenderOfRole(mention.noun);
    return e;
  }

  uint32_t FindPlaceNoun(uint32_t m) const {
    const Mention& mention = doc_.mentions[m];
    if (mention.end < doc_.words().size() && doc_.Lower(mention.end) == "of")
      return kNone;  // "the town of X"
    const bool city = mention.noun == "city" || mention.noun == "town" ||
                      mention.noun == "capital" || mention.noun == "village";
    const bool land =
        mention.noun == "country" || mention.noun == "nation" || mention.noun == "state";
    if (const uint32_t named = PlaceBehindComma(doc_, mention); city && named != kNone)
      return named;
    for (uint32_t i = m; i-- > 0;) {
      const Mention& other = doc_.mentions[i];
      if (other.entity == kNone || other.sentence + 4 < mention.sentence || other.demonym) continue;
      if (land && other.type == NodeType::kCountry) return other.entity;
      if (other.type != NodeType::kPlace || other.kind != MentionKind::kName) continue;
      const std::string& folded = folded_[other.entity];
      const bool town = other.known ? other.known->kind != NameKind::kRegion
                                    : other.name.find(' ') == std::string::npos;
      if (city && town) return other.entity;
      if (folded.find(mention.noun) != std::string::npos) return other.entity;
    }
    return kNone;
  }

  Document& doc_;
  std::span<const RoleLink> roles_;
  const Gazetteer& gazetteer_;
  std::vector<std::string> folded_;  // by entity
  BodyCoreference bodies_{doc_, folded_};
  StringMap<uint32_t> bracketed_;  // "facc" -> the body it stood behind in brackets
  StringMap<uint32_t> bynames_;    // "fabian" -> the entity that is known as it
  absl::flat_hash_map<uint32_t, std::vector<std::string>> roles_of_mention_;
};

}  // namespace

void ResolveEntities(Document& doc, std::span<const RoleLink> roles) {
  EntityResolver(doc, roles).Resolve();
  AddHomeCountry(doc);
}

}  // namespace newsgraph::text

#include "loaders/text/entities/role_seats.h"

#include <array>

#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

// Leagues have no captains.
bool IsOverTeams(std::string_view name) {
  constexpr std::array<std::string_view, 7> kWords = {
      "Association", "Federation", "Confederation", "League", "Union", "FIFA", "UEFA"};
  return HasAnyOf(name, kWords);
}

// "relations with France", "a letter to Peru": the other side of what is told.
bool IsDealtWith(const Document& doc, const Mention& mention) {
  return IsOneOf(doc.Preposition(mention.head), {"to", "from", "against", "with"});
}

}  // namespace

uint32_t RoleSeats::LastBody(const RoleLink& link,
                             std::initializer_list<std::string_view> words) const {
  const uint32_t sentence = doc_.SentenceOf(link.head);
  for (uint32_t i = doc_.MentionsBefore(link.head); i-- > 0;) {
    const Mention& other = doc_.mentions[i];
    if (other.entity == kNone) continue;
    if (other.sentence + 2 < sentence) break;
    const Entity& entity = doc_.entities[other.entity];
    if (entity.type != NodeType::kOrganization) continue;
    if (HasAnyOf(entity.name, words)) return other.entity;
  }
  return kNone;
}

bool RoleSeats::MayHoldOffice(const RoleLink& link, const Entity& entity) const {
  return entity.type == NodeType::kOrganization &&
         !HasAnyOf(entity.name, {"ourt", "ribunal", "olice", "ommittee", "board"}) &&
         !(link.known.seat == Seat::kTeam && IsOverTeams(entity.name));
}

uint32_t RoleSeats::SubjectBody(const RoleLink& link) const {
  const uint32_t sentence = doc_.SentenceOf(link.head);
  uint32_t best = kNone, best_sentence = kNone;
  bool subject = false;
  for (uint32_t i = doc_.MentionsBefore(link.head); i-- > 0;) {
    const Mention& other = doc_.mentions[i];
    if (other.entity == kNone) continue;
    if (best != kNone && other.sentence != best_sentence) break;
    if (other.sentence + 1 < sentence) return OnlyBody(link);
    if (!MayHoldOffice(link, doc_.entities[other.entity])) continue;
    const bool acts = doc_.WordAt(other.head).IsSubject();
    if (best != kNone && subject && !acts) continue;
    best = other.entity;
    best_sentence = other.sentence;
    subject = acts;
  }
  return best;
}

uint32_t RoleSeats::OnlyBody(const RoleLink& link) const {
  uint32_t only = kNone;
  for (uint32_t i = doc_.MentionsBefore(link.head); i-- > 0;) {
    const uint32_t e = doc_.mentions[i].entity;
    if (e == kNone || e == only || !MayHoldOffice(link, doc_.entities[e])) continue;
    if (only != kNone) return kNone;
    only = e;
  }
  return only;
}

uint32_t RoleSeats::MainTeam(size_t margin) const {
  return MostCounted(doc_, 1, margin, [](const Entity& entity) {
    const bool plays = entity.type == NodeType::kOrganization && !IsOverTeams(entity.name);
    return plays ? entity.mentions.size() : 0;
  });
}

uint32_t RoleSeats::LastTown(const RoleLink& link) const {
  const uint32_t sentence = doc_.SentenceOf(link.head);
  for (uint32_t i = doc_.MentionsBefore(link.head); i-- > 0;) {
    const Mention& other = doc_.mentions[i];
    if (other.entity == kNone) continue;
    if (other.sentence + 1 < sentence) return MainTown();
    if (other.kind == MentionKind::kName && IsTown(doc_.entities[other.entity]))
      return other.entity;
  }
  return MainTown();
}

bool RoleSeats::IsTown(const Entity& entity) const {
  const KnownName* known = doc_.knowledge.gazetteer().FindName(entity.name);
  return entity.type == NodeType::kPlace &&
         (known == nullptr || known->kind == NameKind::kCity ||
          known->kind == NameKind::kCapital) &&
         !IsRegion(entity);
}

uint32_t RoleSeats::MainTown() const {
  const std::string dateline = DatelineName();
  return MostCounted(doc_, 2, 1, [&](const Entity& entity) {
    const size_t times = entity.mentions.size() + (entity.name == dateline ? 2 : 0);
    return IsTown(entity) ? times : size_t{0};
  });
}

bool RoleSeats::IsRegion(const Entity& entity) const {
  if (entity.type != NodeType::kPlace) return false;
  const KnownName* known = doc_.knowledge.gazetteer().FindName(entity.name);
  return (known != nullptr && known->kind == NameKind::kRegion) ||
         IsOneOf(ToLower(LastWordOf(entity.name)),
                 {"state", "province", "region", "prefecture", "governorate", "oblast"});
}

uint32_t RoleSeats::FirstRegion() const {
  for (const Mention& mention : doc_.mentions) {
    if (mention.entity != kNone && mention.kind == MentionKind::kName &&
        IsRegion(doc_.entities[mention.entity]))
      return mention.entity;
  }
  return kNone;
}

bool RoleSeats::IsOfState(const RoleLink& link) const {
  if (EndsWith(link.noun, "minister") && !EndsWith(link.noun, "chief minister") &&
      !EndsWith(link.noun, "first minister") && link.begin > link.phrase_begin)
    return true;
  for (uint32_t t = link.phrase_begin; t < link.begin; ++t) {
    if (IsOneOf(doc_.Lower(t), {"government", "presidential", "cabinet", "presidency"}))
      return true;
  }
  return false;
}

bool RoleSeats::IsOfSomeBody(const RoleLink& link) const {
  if (link.begin == link.phrase_begin || IsOfState(link)) return false;
  const Word& word = doc_.WordAt(link.begin - 1);
  return word.xpos == Xpos::kPOS || doc_.Lower(link.begin - 1) == "honorary" ||
         (word.upos == Upos::kNoun && doc_.MentionAt(link.begin - 1) == kNone);
}

bool RoleSeats::SaysWhose(const RoleLink& link) const {
  const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(link.head)).end;
  if (link.head + 1 < end && IsOneOf(doc_.Lower(link.head + 1), {"of", "at"})) return true;
  const uint32_t owner = doc_.Child(link.head, Relation::kNmodPoss);
  if (owner != kNone && doc_.WordAt(owner).xpos == Xpos::kPRPPoss) return true;
  if (link.begin > link.phrase_begin && doc_.Lower(link.phrase_begin) == "former") return true;
  return link.phrase_begin > 0 && IsOneOf(doc_.Lower(link.phrase_begin - 1), {"a", "an"});
}

bool RoleSeats::JoinsOfficeOfBody(const RoleLink& link) const {
  const uint32_t end = doc_.SentenceAt(doc_.SentenceOf(link.head)).end;
  if (link.head + 2 >= end || doc_.Lower(link.head + 1) != "and") return false;
  for (uint32_t u = link.head + 2; u < end && u < link.head + 5; ++u) {
    const KnownNoun* noun =
        doc_.knowledge.gazetteer().FindNoun(doc_.Phrase(link.head + 2, u + 1, true));
    if (noun != nullptr && noun->seat == Seat::kBody) return true;
  }
  return false;
}

const KnownName* RoleSeats::CountryBehind(uint32_t offset) const {
  constexpr size_t kLongest = 40;  // bytes of a country's name
  const std::string_view rest = std::string_view(doc_.text).substr(offset, kLongest);
  if (!StartsWith(rest, ", ")) return nullptr;
  const size_t end = rest.find_first_of(",.(-", 2);
  if (end == rest.npos) return nullptr;
  std::string_view name = rest.substr(2, end - 2);
  while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
  const KnownName* known = doc_.knowledge.gazetteer().FindName(name);
  return known != nullptr && known->kind == NameKind::kCountry ? known : nullptr;
}

std::string RoleSeats::DatelineName() const {
  std::string place = ToLower(doc_.article.dateline_place.In(doc_.text));
  bool start = true;
  for (char& c : place) {
    if (start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    start = c == ' ' || c == '-';
  }
  return place;
}

int RoleSeats::CountryOfDateline() const {
  if (doc_.article.dateline_place.empty()) return -1;
  const KnownName* known = doc_.knowledge.gazetteer().FindName(DatelineName());
  const KnownName* named = CountryBehind(doc_.article.dateline_place.end);
  if (named != nullptr) known = named;
  if (known == nullptr || known->country < 0 ||
      (known->kind != NameKind::kCapital && known->kind != NameKind::kCountry))
    return -1;
  return known->country;
}

uint32_t RoleSeats::BodyInSentence(uint32_t head) const {
  const Sentence& s = doc_.SentenceAt(doc_.SentenceOf(head));
  for (uint32_t t = head + 1; t < s.end; ++t) {
    const uint32_t m = doc_.MentionAt(t);
    if (m == kNone || doc_.mentions[m].type != NodeType::kOrganization ||
        doc_.mentions[m].entity == kNone)
      continue;
    if (doc_.mentions[m].kind == MentionKind::kName &&
        doc_.Preposition(doc_.mentions[m].head) == "for")
      return doc_.mentions[m].entity;
  }
  return kNone;
}

uint32_t RoleSeats::CountryInSentence(uint32_t head) const {
  const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(head)).begin;
  bool apart = false;  // whether another clause or "where" stands between
  for (uint32_t t = head; t-- > first;) {
    apart |= IsOneOf(doc_.Text(t), {";", ":", "—", "–"}) || doc_.Lower(t) == "where";
    const uint32_t e = doc_.EntityAt(t);
    if (e == kNone) continue;
    const Entity& entity = doc_.entities[e];
    const bool opens = t == first + 1 && IsOneOf(doc_.Lower(first), {"in", "from"});
    if (!opens && !(apart && (doc_.WordAt(t).IsSubject() || doc_.Preposition(t) == "to"))) continue;
    if (entity.type == NodeType::kCountry) return e;
    if (entity.type == NodeType::kPlace && entity.place_of_capital)
      return doc_.CountryOfNumber(entity.country);
  }
  return kNone;
}

uint32_t RoleSeats::CountryThatActed(uint32_t head) const {
  const uint32_t sentence = doc_.SentenceOf(head);
  if (sentence == 0 || doc_.block_of[sentence - 1] != doc_.block_of[sentence]) return kNone;
  const Sentence& before = doc_.SentenceAt(sentence - 1);
  for (uint32_t t = before.begin; t < before.end; ++t) {
    const uint32_t e = doc_.EntityAt(t);
    if (doc_.WordAt(t).IsSubject() && e != kNone && doc_.entities[e].type == NodeType::kCountry)
      return e;
  }
  return kNone;
}

bool RoleSeats::OwnsName(const Mention& mention) const {
  const uint32_t mark = mention.end;
  if (mark + 1 >= doc_.words().size() || doc_.WordAt(mark).xpos != Xpos::kPOS) return false;
  const uint32_t next = doc_.MentionAt(mark + 1);
  return next != kNone && doc_.mentions[next].kind == MentionKind::kName &&
         doc_.mentions[next].begin == mark + 1;
}

uint32_t RoleSeats::CountryInBlock(uint32_t head) const {
  const uint32_t block = doc_.block_of[doc_.SentenceOf(head)];
  const bool headed = block > 0 && (doc_.article.blocks[block - 1].kind == BlockKind::kSubhead ||
                                    doc_.article.blocks[block - 1].kind == BlockKind::kQuestion);
  for (uint32_t i = doc_.MentionsBefore(head); i-- > 0;) {
    const Mention& mention = doc_.mentions[i];
    if (mention.entity == kNone) continue;
    const uint32_t where = doc_.block_of[mention.sentence];
    if (where != block && !(headed && where + 1 == block)) return kNone;
    const Entity& entity = doc_.entities[mention.entity];
    if (OwnsName(mention)) continue;  // "Egypt's Al-Masri" is where that comes from
    if (IsDealtWith(doc_, mention)) continue;
    if (entity.type == NodeType::kCountry) return mention.entity;
    if (entity.type != NodeType::kPlace || entity.country < 0 || !entity.place_of_capital) continue;
    if (const uint32_t country = doc_.CountryOfNumber(entity.country); country != kNone)
      return country;
  }
  return kNone;
}

uint32_t RoleSeats::CountryOfCapitalBehind(const RoleLink& link) const {
  const uint32_t in = link.head + 1;
  if (in + 1 >= doc_.words().size() || doc_.Lower(in) != "in") return kNone;
  const uint32_t m = doc_.MentionAt(in + 1);
  const KnownName* known = m == kNone ? nullptr : doc_.mentions[m].known;
  if (known == nullptr || known->kind != NameKind::kCapital) return kNone;
  return doc_.CountryOfNumber(known->country);
}

bool RoleSeats::NamesBodySoon(uint32_t t, uint32_t end) const {
  for (uint32_t u = t; u < end && u < t + 4; ++u) {
    const uint32_t m = doc_.MentionAt(u);
    if (m != kNone && doc_.mentions[m].kind == MentionKind::kName)
      return doc_.mentions[m].type == NodeType::kOrganization;
    const Upos upos = doc_.WordAt(u).upos;
    if (upos != Upos::kNoun && upos != Upos::kAdj) return false;
  }
  return false;
}

uint32_t RoleSeats::ToldBefore(const RoleLink& link, bool of_state) const {
  constexpr uint32_t kFar = 6;  // sentences
  for (uint32_t i = doc_.MentionsBefore(link.head); i-- > 0;) {
    const Mention& other = doc_.mentions[i];
    if (other.sentence + kFar < doc_.SentenceOf(link.head)) return kNone;
    if (other.kind != MentionKind::kNominal || other.type != NodeType::kPerson ||
        other.entity != kNone)
      continue;
    if (other.noun != link.noun && !EndsWithWord(other.noun, link.noun)) continue;
    for (uint32_t child : doc_.Children(other.head)) {
      const Relation r = doc_.WordAt(child).relation;
      const bool of = child > other.head && doc_.Preposition(child) == "of";
      const uint32_t e = of || child < other.head ? doc_.EntityAt(child) : kNone;
      if (of && e != kNone && doc_.entities[e].type == NodeType::kPlace) return e;
      const bool owner =
          r == Relation::kNmodPoss || r == Relation::kAmod || r == Relation::kCompound;
      if (!owner || e == kNone) continue;
      const NodeType type = doc_.entities[e].type;
      const bool state = type == NodeType::kCountry && of_state;
      if (state || (type == NodeType::kOrganization && r == Relation::kNmodPoss)) return e;
    }
  }
  return kNone;
}

namespace {

constexpr size_t kDatelineWeight = 6;  // of the country of a town there that is no capital

// How much a mention tells of what the story is about: more at its beginning.
size_t WeightOf(const Document& doc, const Mention& mention) {
  const BlockKind kind = doc.BlockOf(mention.sentence).kind;
  const bool head = kind == BlockKind::kTitle || kind == BlockKind::kStandfirst;
  return head ? 4 : mention.sentence < 5 ? 3 : 1;
}

// The same, and "thanked Germany".
bool IsOtherSide(const Document& doc, const Mention& mention) {
  return doc.WordAt(mention.head).relation == Relation::kObj || IsDealtWith(doc, mention);
}

}  // namespace

bool RoleSeats::IsSetInUnknownLand() const {
  return std::any_of(doc_.mentions.begin(), doc_.mentions.end(), [&](const Mention& mention) {
    if (doc_.BlockOf(mention.sentence).kind != BlockKind::kTitle || mention.entity == kNone ||
        doc_.Preposition(mention.head) != "in")
      return false;
    const Entity& place = doc_.entities[mention.entity];
    return place.type == NodeType::kPlace && place.country < 0 && place.mentions.size() > 1;
  });
}

int RoleSeats::HomeCountry(size_t margin) const {
  if (const int country = CountryOfDateline(); country >= 0) return country;
  const Gazetteer& gazetteer = doc_.knowledge.gazetteer();
  std::vector<size_t> weights(gazetteer.countries().size());
  if (const KnownName* town = gazetteer.FindName(DatelineName()); town && town->country >= 0)
    weights[static_cast<size_t>(town->country)] += kDatelineWeight;
  for (const Mention& mention : doc_.mentions) {
    const bool where = mention.type == NodeType::kCountry || mention.type == NodeType::kPlace;
    if (!where || mention.entity == kNone) continue;
    const Entity& entity = doc_.entities[mention.entity];
    const int country = entity.country;
    if (country < 0 || (entity.mentions.size() == 1 && IsOtherSide(doc_, mention))) continue;
    const size_t weight = WeightOf(doc_, mention) * (mention.type == NodeType::kCountry ? 2 : 1);
    weights[static_cast<size_t>(country)] += weight;
  }
  const auto most = std::max_element(weights.begin(), weights.end());
  size_t second = 0;
  for (auto it = weights.begin(); it != weights.end(); ++it) {
    if (it != most) second = std::max(second, *it);
  }
  const bool clear = *most > 0 && *most >= margin * second;
  return clear ? static_cast<int>(most - weights.begin()) : -1;
}

void AddHomeCountry(Document& doc) {
  const int home = RoleSeats(doc).HomeCountry(2);
  if (home < 0 || doc.CountryOfNumber(home) != kNone) return;
  Entity entity;
  entity.type = NodeType::kCountry;
  entity.name = doc.knowledge.gazetteer().countries()[static_cast<size_t>(home)].name;
  entity.country = static_cast<int16_t>(home);
  doc.entities.push_back(std::move(entity));
}

uint32_t RoleSeats::MainCountry(size_t margin) const {
  std::vector<size_t> weights(doc_.entities.size());  // an entity's own list comes later
  for (const Mention& mention : doc_.mentions) {
    if (mention.entity == kNone || IsOtherSide(doc_, mention)) continue;
    weights[mention.entity] += WeightOf(doc_, mention);
  }
  return MostCounted(doc_, 1, margin, [&](const Entity& entity) {
    const auto e = static_cast<size_t>(&entity - doc_.entities.data());
    return entity.type == NodeType::kCountry ? weights[e] : size_t{0};
  });
}

}  // namespace newsgraph::text

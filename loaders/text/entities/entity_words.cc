#include "loaders/text/entities/entity_words.h"
#include "loaders/text/names/names.h"

#include <algorithm>
#include <array>

#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

namespace {
constexpr std::array<std::string_view, 24> kCompanyForms = {
    "sa",          "ag",      "inc",   "ltd",   "corp", "co",   "plc",      "llc",
    "llp",         "oyj",     "se",    "nv",    "spa",  "gmbh", "hk",       "limited",
    "corporation", "company", "party", "group", "pvt",  "fc",   "holdings", "uk"};

// A verb of going or sending.
bool IsMotion(const Document& doc, uint32_t verb) {
  for (uint32_t f : doc.knowledge.frames().Find(WordClass::kVerb, doc.Lemma(verb))) {
    if (doc.knowledge.frames().frames()[f].relation == RelationType::kTravelledTo) return true;
  }
  return false;
}

}  // namespace

std::string_view WithoutCompanyForms(std::string_view folded) {
  while (true) {
    const size_t space = folded.rfind(' ');
    if (space == std::string_view::npos) return folded;
    const std::string_view last = folded.substr(space + 1);
    if (!IsOneOf(last, kCompanyForms)) return folded;
    folded = folded.substr(0, space);
  }
}

bool IsKindOf(std::string_view role, std::string_view noun) {
  // A wider noun, then the last words of the roles that it takes in.
  static constexpr std::array<std::array<std::string_view, 13>, 11> kKinds = {{
      {"player", "striker", "forward", "midfielder", "defender", "goalkeeper", "keeper", "winger",
       "playmaker", "full-back", "centre-back", "pivot", "fly-half"},
      {"footballer", "striker", "forward", "midfielder", "defender", "goalkeeper", "keeper",
       "winger", "playmaker", "full-back", "centre-back"},
      {"politician", "president", "minister", "premier", "senator", "lawmaker", "mp", "mayor",
       "governor", "chancellor", "congressman", "congresswoman", "councillor"},
      {"leader", "president", "premier", "chancellor", "prime minister", "chief", "head"},
      {"head of state", "president", "king", "queen", "emperor", "monarch"},
      {"head of government", "prime minister", "premier", "chancellor"},
      {"writer", "novelist", "author", "poet", "playwright", "essayist"},
      {"musician", "singer", "guitarist", "pianist", "drummer", "violinist", "composer", "rapper"},
      {"businessman", "tycoon", "owner", "founder", "billionaire", "entrepreneur", "magnate",
       "chairman"},
      {"journalist", "reporter", "editor", "correspondent", "columnist", "broadcaster"},
      {"official", "commissioner", "envoy", "ambassador", "diplomat", "secretary"},
  }};
  for (const auto& kind : kKinds) {
    if (kind[0] != noun) continue;
    for (size_t i = 1; i < kind.size() && !kind[i].empty(); ++i) {
      if (role == kind[i] || EndsWith(role, Cat(" ", kind[i]))) return true;
    }
  }
  return false;
}

Gender GenderOfRole(std::string_view noun) {
  for (std::string_view word :
       {"wife", "widow", "mother", "daughter", "sister", "aunt", "niece", "queen", "spokeswoman",
        "chairwoman", "nun", "girl", "woman", "congresswoman", "actress", "girlfriend", "mum",
        "mom", "grandmother"}) {
    if (noun == word) return Gender::kFemale;
  }
  for (std::string_view word :
       {"husband",       "widower",     "father",    "son",       "brother",
        "uncle",         "nephew",      "king",      "spokesman", "brother-in-law",
        "father-in-law", "son-in-law",  "chairman",  "monk",      "boy",
        "man",           "congressman", "boyfriend", "dad",       "grandfather",
        "bishop"}) {
    if (noun == word) return Gender::kMale;
  }
  return Gender::kUnknown;
}

std::string_view RoleOfTitle(const Gazetteer& gazetteer, std::string_view title) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 23> kShort = {{
      {"gov.", "governor"},   {"gov", "governor"},    {"sen.", "senator"},   {"sen", "senator"},
      {"gen.", "general"},    {"gen", "general"},     {"col.", "colonel"},   {"col", "colonel"},
      {"capt.", "captain"},   {"capt", "captain"},    {"sgt.", "sergeant"},  {"sgt", "sergeant"},
      {"prof.", "professor"}, {"prof", "professor"},  {"dr.", "doctor"},     {"dr", "doctor"},
      {"lt.", "lieutenant"},  {"cllr", "councillor"}, {"maj.", "major"},     {"maj", "major"},
      {"lt", "lieutenant"},   {"insp.", "inspector"}, {"insp", "inspector"},
  }};
  for (const auto& [abbreviation, role] : kShort) {
    if (title == abbreviation) return role;
  }
  const KnownNoun* noun = gazetteer.FindNoun(title);
  return noun && (noun->kinds & kRoleNoun) ? title : std::string_view();
}

bool IsInstitution(std::string_view noun) {
  static constexpr std::array<std::string_view, 38> kInstitutions = {
      "regulator",    "watchdog",
      "union",        "agency",
      "committee",    "board",
      "militia",      "gang",
      "parliament",   "congress",
      "senate",       "police",
      "army",         "navy",
      "air force",    "court",
      "jury",         "ministry",
      "cabinet",      "guards",
      "troops",       "security forces",
      "military",     "council",
      "opposition",   "central bank",
      "junta",        "guard",
      "committee",    "commission",
      "department",   "prosecutor's office",
      "tribunal",     "assembly",
      "armed forces", "intelligence",
      "federation",   " authority"};
  for (std::string_view word : kInstitutions) {
    if (EndsWith(noun, word)) return true;
  }
  return false;
}

bool IsBodyOfPlace(const Document& doc, const Mention& mention) {
  static constexpr std::array<std::string_view, 16> kNouns = {
      "authority", "service",      "embassy",      "consulate",  "federation", "brigade",
      "customs",   "inspectorate", "directorate",  "television", "bureau",     "secretariat",
      "office",    "prosecution",  "constabulary", "coast guard"};
  if (mention.plural || !IsOneOf(LastWordOf(mention.noun), kNouns)) return false;
  for (uint32_t child : doc.Children(mention.head)) {
    const uint32_t m = child < mention.head ? doc.mention_at[child] : kNone;
    if (m == kNone || doc.mentions[m].kind != MentionKind::kName) continue;
    const NodeType type = doc.mentions[m].type;
    if (type == NodeType::kCountry || type == NodeType::kPlace) return true;
  }
  return false;
}

bool BeginsOffice(const Document& doc, uint32_t token) {
  if (token + 1 >= doc.words().size() || !StartsUpper(doc.Text(token))) return false;
  const KnownNoun* noun = doc.knowledge.gazetteer().FindNoun(doc.Lower(token + 1));
  return noun && (noun->kinds & kRoleNoun) && !(noun->kinds & kOrganizationNoun);
}

bool IsSamePlace(std::string_view longer, std::string_view shorter) {
  for (std::string_view kind : {"isle of ", "island of ", "port of ", "city of ", "province of "}) {
    if (StartsWith(longer, kind) && longer.substr(kind.size()) == shorter) return true;
  }
  return false;
}

bool IsPlaceEnding(std::string_view word) {
  static constexpr std::array<std::string_view, 14> kEndings = {
      "Islands", "Island", "City",    "Province", "Region", "District", "Oblast",
      "State",   "Valley", "Village", "Glacier",  "County", "River",    "Docks"};
  return IsLowerStart(word) || IsOneOf(word, kEndings);
}

namespace {

// Bodies that teams belong to or stand before.
bool IsLeague(std::string_view folded) {
  constexpr std::array<std::string_view, 8> kWords = {
      "association", "federation", "league", "court", "commission", "police", "fifa", "uefa"};
  return HasAnyOf(folded, kWords);
}

}  // namespace

// Which nouns describe a named organization, by a word of its name.
bool NounFits(const Gazetteer& gazetteer, std::string_view noun, const std::string& folded,
              const Entity& entity) {
  // "the university" is no "University and College Union".
  if (noun == "university" && EndsWith(folded, " union")) return false;
  if (folded.find(noun) != std::string::npos) return true;
  if (noun == "lender" && StartsWith(folded, "bank of ")) return false;  // a central bank
  if (!entity.noun.empty() && gazetteer.MayMeanTheSame(noun, entity.noun)) return true;
  for (size_t begin = 0; begin < folded.size();) {
    const size_t end = std::min(folded.find(' ', begin), folded.size());
    const std::string_view word = std::string_view(folded).substr(begin, end - begin);
    if (word.size() > 4 && gazetteer.MayMeanTheSame(noun, word)) return true;
    begin = end + 1;
  }
  for (const std::string& role : entity.roles) {
    if (gazetteer.MayMeanTheSame(noun, role)) return true;
  }
  static constexpr std::array<std::string_view, 16> kParties = {
      "democrat", "republican", "green",    "conservative", "liberal", "labour",
      "labor",    "socialist",  "congress", "front",        "rally",   "nationalist",
      "reform",   "communist",  "movement", "alliance"};
  if (noun == "party") return HasAnyOf(folded, kParties);
  static constexpr std::array<std::string_view, 39> kPublic = {
      "court",      "ministry", "police",     "commission", "council",        "parliament",
      "party",      "union",    "department", "agency",     "congress",       "senate",
      "nations",    "tribunal", "university", "league",     "federation",     "association",
      "committee",  "house",    "bureau",     "authority",  "front",          "army",
      "foundation", "movement", "institute",  "office",     "administration", "coalition",
      "hospital",   "school",   "times",      "world",      " cross",         "crescent",
      "church",     "guerrill", "board of"};
  bool is_public = HasAnyOf(folded, kPublic);
  for (const std::string& role : entity.roles) {
    const std::string_view last = LastWordOf(role);
    is_public |= IsOneOf(last, kPublic) || IsOneOf(last, {"watchdog", "regulator", "newspaper",
                                                          "daily", "charity", "broadcaster"});
  }
  static constexpr std::array<std::string_view, 16> kCompanies = {
      "company", "firm",     "group",   "carmaker",    "retailer", "manufacturer",
      "lender",  "operator", "builder", "developer",   "airline",  "start-up",
      "startup", "insurer",  "bank",    "conglomerate"};
  for (std::string_view word : kCompanies) {
    if (noun == word)
      return !is_public && entity.noun.empty() &&
             !(noun == "bank" && folded.find("bank") == std::string::npos);
  }
  static constexpr std::array<std::string_view, 8> kAny = {
      "organisation", "organization", "agency", "body", "club", "team", "side", "bloc"};
  const bool plays = noun == "club" || noun == "team" || noun == "side";
  if (IsOneOf(noun, kAny)) return !plays || !(is_public || IsLeague(folded));
  if (noun == "watchdog" || noun == "regulator") return is_public;
  return false;
}

namespace {

// "flights to Athens", "the road to Kabul".
bool IsWay(std::string_view noun) {
  static constexpr std::array<std::string_view, 16> kWays = {
      "flight", "train",   "bus",   "ferry", "road",     "trip",    "journey", "convoy",
      "route",  "highway", "visit", "rail",  "motorway", "railway", "move",    "march"};
  return IsOneOf(noun, kWays);
}

// "shelled Kyiv", "a quake shook Lima".
bool BefallsCities(const Document& doc, uint32_t verb) {
  static constexpr std::array<std::string_view, 14> kVerbs = {
      "hit",   "strike", "rock",  "shake", "jolt", "paralyse", "paralyze",
      "reach", "enter",  "leave", "pound", "flee", "cover",    "blanket"};
  const std::string_view lemma = doc.Lemma(verb);
  return IsOneOf(lemma, kVerbs) ||
         doc.knowledge.gazetteer().TypeOfCue(CuePlace::kObject, lemma) == NodeType::kPlace;
}

// "Dakar's Institut Ndiaye", "Kyiv's streets", "Paris's mayor": of the city.
bool OwnsWhatCitiesHave(const Document& doc, const Mention& mention) {
  const Word& word = doc.WordAt(mention.head);
  if (word.relation != Relation::kNmodPoss || word.head == kNoHead) return false;
  const uint32_t owned = word.head;
  const uint32_t m = doc.mention_at[owned];
  if (m != kNone && doc.mentions[m].kind == MentionKind::kName &&
      doc.mentions[m].type != NodeType::kPerson)
    return true;
  const Gazetteer& gazetteer = doc.knowledge.gazetteer();
  const KnownNoun* noun = gazetteer.FindNoun(doc.Phrase(owned, owned + 1, true));
  return (noun && (noun->kinds & kPlaceNoun)) || doc.Lemma(owned) == "mayor" ||
         gazetteer.TypeOfCue(CuePlace::kPossessed, doc.Lower(owned)) == NodeType::kPlace;
}

}  // namespace

Capital WhatCapitalMeans(const Document& doc, const Mention& mention) {
  const std::string lower = ToLower(mention.name);
  for (std::string_view seat :
       {"kremlin", "downing street", "whitehall", "quai d'orsay", "no 10"}) {
    if (lower == seat) return Capital::kGovernment;
  }
  if (OwnsWhatCitiesHave(doc, mention)) return Capital::kCity;
  if (mention.end + 1 < doc.words().size() && doc.Text(mention.end) == "-") {
    const std::string& joined = doc.Lower(mention.end + 1);  // "London-based", "Kyiv-backed"
    return joined == "based" || joined == "born" || joined == "bound" || joined == "area"
               ? Capital::kCity
               : Capital::kGovernment;
  }
  uint32_t head = mention.head;
  Relation relation = doc.WordAt(head).relation;
  for (int depth = 0; depth < 4 && relation == Relation::kConj && doc.WordAt(head).head != kNoHead;
       ++depth) {
    head = doc.WordAt(head).head;
    relation = doc.WordAt(head).relation;
  }
  std::string_view preposition = doc.Preposition(head);
  if (preposition == "as" || preposition == "after" || preposition == "while")
    preposition = {};  // subordinators
  const uint32_t governor = doc.WordAt(head).head;
  if (preposition.empty() && relation == Relation::kObj && governor != kNoHead &&
      IsMotion(doc, governor))
    return Capital::kCity;
  const bool suffers = relation == Relation::kObj || relation == Relation::kNsubjPass;
  if (preposition.empty() && suffers && governor != kNoHead && BefallsCities(doc, governor))
    return Capital::kCity;
  if (preposition.empty()) {
    if (relation == Relation::kAppos || relation == Relation::kNmodUnmarked ||
        relation == Relation::kRoot || relation == Relation::kParataxis)
      return Capital::kUnclear;
    return relation != Relation::kCompound && relation != Relation::kFlat &&
                   relation != Relation::kAmod && relation != Relation::kOblUnmarked
               ? Capital::kGovernment
               : Capital::kCity;
  }
  // "Cerro Azul of Asunción": where a body sits.
  if (preposition == "of" && mention.begin > 1 && doc.mention_at[mention.begin - 2] != kNone) {
    const Mention& body = doc.mentions[doc.mention_at[mention.begin - 2]];
    if (body.kind == MentionKind::kName && body.type == NodeType::kOrganization)
      return Capital::kCity;
  }
  const bool way = governor != kNoHead && IsWay(doc.Lemma(governor));  // "trains between Paris and"
  if (preposition == "between" && way) return Capital::kCity;
  if (preposition == "with" || preposition == "by" || preposition == "against" ||
      preposition == "between" || preposition == "according")
    return Capital::kGovernment;
  if (preposition == "to") {
    if (mention.begin > 1 && doc.Lower(mention.begin - 2) == "according")
      return Capital::kGovernment;
    const bool from = mention.begin > 2 && doc.Lower(mention.begin - 3) == "from";
    if (from && StartsUpper(doc.Text(mention.begin - 2))) return Capital::kCity;
    return governor != kNoHead && !IsMotion(doc, governor) && !IsWay(doc.Lemma(governor))
               ? Capital::kGovernment
               : Capital::kCity;
  }
  if (preposition == "for" || preposition == "of" || preposition == "from" || preposition == "on" ||
      preposition == "over")
    return governor != kNoHead && IsMotion(doc, governor) ? Capital::kCity : Capital::kUnclear;
  return Capital::kCity;
}

bool StandsForGovernment(const Document& doc, const Mention& mention) {
  const Capital here = WhatCapitalMeans(doc, mention);
  if (here != Capital::kUnclear) return here == Capital::kGovernment;
  bool country = false, city = false;
  for (const Mention& other : doc.mentions) {
    if (other.known == nullptr || other.known->country != mention.known->country) continue;
    const bool same = other.known->kind == NameKind::kCapital;
    const Capital there = same ? WhatCapitalMeans(doc, other) : Capital::kUnclear;
    if (there == Capital::kGovernment) return true;
    city |= there == Capital::kCity;
    country |= other.known->kind == NameKind::kCountry || other.known->kind == NameKind::kDemonym;
  }
  return country && !city;
}

bool LeavesOutWords(std::string_view shorter, std::string_view longer) {
  const size_t space = shorter.find(' ');
  if (space == std::string_view::npos || shorter.size() >= longer.size()) return false;
  if (!StartsWith(longer, shorter.substr(0, space + 1)) ||
      !EndsWith(longer, shorter.substr(shorter.rfind(' '))))
    return false;
  size_t at = 0;
  for (size_t begin = 0; begin < shorter.size();) {
    const size_t end = std::min(shorter.find(' ', begin), shorter.size());
    const std::string word = Cat(" ", shorter.substr(begin, end - begin), " ");
    at = Cat(" ", longer, " ").find(word, at);
    if (at == std::string::npos) return false;
    at += word.size() - 1;
    begin = end + 1;
  }
  return true;
}

uint32_t BynameOf(const Document& doc, uint32_t m) {
  const Mention& mention = doc.mentions[m];
  const uint32_t first = doc.SentenceAt(mention.sentence).begin;
  uint32_t t = mention.begin;
  while (t > first && t + 3 > mention.begin &&
         (doc.WordAt(t - 1).upos == Upos::kPunct || doc.Lower(t - 1) == "as"))
    --t;
  if (t == first) return kNone;
  const std::string& verb = doc.Lower(t - 1);
  // Whom somebody calls "Anna Berg" is another.
  if (mention.end - mention.begin > 1 && (verb == "call" || verb == "called")) return kNone;
  if (verb != "call" && verb != "known" && verb != "called" && verb != "nicknamed" &&
      verb != "dubbed" && verb != "alias")
    return kNone;
  for (uint32_t i = m; i-- > 0;) {
    const Mention& other = doc.mentions[i];
    if (other.sentence != mention.sentence || other.head + 12 < mention.head) break;
    if (other.kind == MentionKind::kName && other.entity != kNone)
      return other.type == NodeType::kPerson ? other.entity : kNone;
  }
  return kNone;
}

bool ShareName(const Document& doc, const Mention& a, const Mention& b) {
  const uint32_t first = std::max(doc.SentenceAt(b.sentence).begin, b.begin < 2 ? 0 : b.begin - 2);
  for (uint32_t t = a.begin; t < a.head; ++t) {
    if (!StartsUpper(doc.Text(t))) continue;
    for (uint32_t u = first; u < b.head; ++u) {
      if (doc.Text(t) == doc.Text(u)) return true;
    }
  }
  return false;
}

uint32_t NamedBesideComma(const Document& doc, const Mention& noun) {
  if (noun.type != NodeType::kOrganization) return kNone;
  const Word& head = doc.WordAt(noun.head);
  const uint32_t limit = doc.SentenceAt(noun.sentence).end;
  auto named = [&](uint32_t token) {
    const uint32_t m = token < limit ? doc.mention_at[token] : kNone;
    return m != kNone && doc.mentions[m].kind == MentionKind::kName &&
                   doc.mentions[m].type == NodeType::kOrganization &&
                   doc.mentions[m].entity != kNone && doc.mentions[m].sentence == noun.sentence
               ? m
               : kNone;
  };
  if (noun.end + 1 < limit && doc.Text(noun.end) == ",") {
    const std::string_view first = doc.Text(noun.end + 1);
    const bool skips = first == "“" || first == "\"" || first == "the";  // "his party, the Greens,"
    const uint32_t m = named(noun.end + 1 + skips);
    if (m != kNone) {
      const Mention& name = doc.mentions[m];
      const Word& beside = doc.WordAt(name.head);
      const bool set_off = name.end < limit && doc.Text(name.end) == ",";
      if (set_off || (beside.relation == Relation::kAppos && beside.head == noun.head)) return m;
    }
  }
  if (head.relation != Relation::kAppos || head.head == kNoHead || head.head >= noun.begin)
    return kNone;
  const uint32_t m = named(head.head);
  const bool comma =
      m != kNone && doc.Text(doc.mentions[m].end) == "," && noun.begin <= doc.mentions[m].end + 4;
  return comma ? m : kNone;
}

uint32_t SpelledOut(const Document& doc, const Mention& acronym) {
  if (acronym.type != NodeType::kOrganization || acronym.end - acronym.begin != 1 ||
      acronym.name.size() < 3 || !IsUpper(acronym.name))
    return kNone;
  for (uint32_t e = 0; e < doc.entities.size(); ++e) {
    const Entity& entity = doc.entities[e];
    if (entity.type == NodeType::kOrganization && entity.noun.empty() &&
        entity.name.size() > acronym.name.size() && Initials(entity.name) == acronym.name)
      return e;
  }
  return kNone;
}

bool OpensOffice(const Document& doc, const Mention& mention) {
  const Sentence& sentence = doc.SentenceAt(mention.sentence);
  if (mention.begin != sentence.begin || mention.end >= sentence.end) return false;
  const KnownNoun* noun = doc.knowledge.gazetteer().FindNoun(doc.Lower(mention.end));
  return noun && (noun->kinds & kRoleNoun);
}

bool IsMadeOfLetters(std::string_view word, std::string_view name) {
  size_t at = 0;
  for (char c : word) {
    at = name.find(c, at);
    if (at == std::string_view::npos) return false;
    ++at;
  }
  return !word.empty() && word[0] == name[0];
}

}  // namespace newsgraph::text

#include "loaders/text/entity_words.h"

#include <algorithm>
#include <array>

#include "loaders/text/letters.h"

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

std::string WithoutCompanyForms(std::string_view folded) {
  while (true) {
    const size_t space = folded.rfind(' ');
    if (space == std::string_view::npos) return std::string(folded);
    const std::string_view last = folded.substr(space + 1);
    if (std::find(kCompanyForms.begin(), kCompanyForms.end(), last) == kCompanyForms.end()) {
      return std::string(folded);
    }
    folded = folded.substr(0, space);
  }
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

bool IsInstitution(std::string_view noun) {
  static constexpr std::array<std::string_view, 35> kInstitutions = {
      "regulator",   "watchdog",
      "union",       "agency",
      "committee",   "board",
      "militia",     "gang",
      "parliament",  "congress",
      "senate",      "police",
      "army",        "navy",
      "air force",   "court",
      "jury",        "ministry",
      "cabinet",     "guards",
      "troops",      "security forces",
      "military",    "council",
      "opposition",  "central bank",
      "junta",       "guard",
      "committee",   "commission",
      "department",  "prosecutor's office",
      "tribunal",    "assembly",
      "armed forces"};
  for (std::string_view word : kInstitutions) {
    if (EndsWith(noun, word)) return true;
  }
  return false;
}

// Which nouns describe a named organization, by a word of its name.
bool NounFits(const Gazetteer& gazetteer, std::string_view noun, const std::string& folded,
              const Entity& entity) {
  if (folded.find(noun) != std::string::npos) return true;
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
  static constexpr std::array<std::string_view, 34> kPublic = {
      "court",      "ministry", "police",     "commission", "council",        "parliament",
      "party",      "union",    "department", "agency",     "congress",       "senate",
      "nations",    "tribunal", "university", "league",     "federation",     "association",
      "committee",  "house",    "bureau",     "authority",  "front",          "army",
      "foundation", "movement", "institute",  "office",     "administration", "coalition",
      "hospital",   "school",   "times",      "world"};
  bool is_public = false;
  for (std::string_view word : kPublic) is_public |= folded.find(word) != std::string::npos;
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
  for (std::string_view word : kAny) {
    if (noun == word) return true;
  }
  if (noun == "watchdog" || noun == "regulator") return is_public;
  return false;
}

namespace {

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
  if (preposition.empty()) {
    if (relation == Relation::kAppos || relation == Relation::kNmodUnmarked ||
        relation == Relation::kRoot || relation == Relation::kParataxis)
      return Capital::kUnclear;
    return relation != Relation::kCompound && relation != Relation::kFlat &&
                   relation != Relation::kAmod && relation != Relation::kOblUnmarked
               ? Capital::kGovernment
               : Capital::kCity;
  }
  if (preposition == "with" || preposition == "by" || preposition == "against" ||
      preposition == "between" || preposition == "according")
    return Capital::kGovernment;
  if (preposition == "to") {
    if (mention.begin > 1 && doc.Lower(mention.begin - 2) == "according")
      return Capital::kGovernment;
    return governor != kNoHead && !IsMotion(doc, governor) ? Capital::kGovernment : Capital::kCity;
  }
  if (preposition == "for" || preposition == "of" || preposition == "from" ||
      preposition == "on" || preposition == "over")
    return governor != kNoHead && IsMotion(doc, governor) ? Capital::kCity : Capital::kUnclear;
  return Capital::kCity;
}

}  // namespace newsgraph::text

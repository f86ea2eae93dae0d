// What belongs to no name is cut off it: titles, offices, towns, amounts. See
// name_mention_finder.h.
#include <algorithm>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/mention_steps.h"
#include "loaders/text/names/name_mention_finder.h"
#include "loaders/text/names/name_words.h"

namespace newsgraph::text {

bool NameMentionFinder::HasCapital(const Mention& name) const {
  for (uint32_t t = name.begin; t < name.end; ++t) {
    const std::string_view word = doc_.Text(t);
    if (StartsUpper(word) || word != std::string_view(doc_.Lower(t)) || IsDigit(word[0]))
      return true;
  }
  return false;
}

// Whether the name may begin with its first word: not with "the", a year or a day.
bool NameMentionFinder::BeginsName(const Mention& name) const {
  const uint32_t t = name.begin;
  if (!IsWord(t)) return false;
  if (doc_.Lower(t) == "the") return doc_.Text(t) == "The" && Known(t, name.end) != nullptr;
  const bool more = name.end - t > 1 && Capital(t + 1);
  // "Three Army troopers were killed."
  if (SentenceStart(t) && name.end - t == 2 && NumberWord(doc_.Lower(t)) &&
      name.end < doc_.SentenceAt(name.sentence).end && doc_.WordAt(name.end).IsPlural())
    return false;
  const bool year =
      doc_.Text(t).size() == 4 && IsDigit(doc_.Text(t)[0]) && IsDigit(doc_.Text(t)[3]);
  const bool day =
      gazetteer_.WeekdayOf(doc_.Lower(t)) != 0 && t > 0 &&
      IsOneOf(doc_.Lower(t - 1), {"on", "by", "since", "until", "before", "last", "next"});
  return !more || !(year || day);
}

// "Labour MP", "RMT union", "Ann Lee KC", "GM Ann Lee": offices and nouns are no part of the name.
void NameMentionFinder::CutAtOffice(Mention& name) {
  if (name.end - name.begin < 2) return;
  const std::string_view last = doc_.Text(name.end - 1);
  const bool person = name.type == NodeType::kPerson;
  if (person && name.end - name.begin > 2 && IsHonour(last) && doc_.Text(name.end - 2) != "-")
    return CutAt(name, name.end - 1);
  // "Samar Gov." before whoever governs it.
  const bool titled = last.back() == '.' && gazetteer_.IsTitle(doc_.Lower(name.end - 1)) &&
                      name.end < doc_.SentenceAt(name.sentence).end && Capital(name.end);
  if (titled) {
    CutAt(name, name.end - 1);
    if (person) name.type = NodeType::kPlace;
    return;
  }
  CutFieldsBefore(name);
  if (!person && IsOfficeAcronym(last)) {
    CutAt(name, name.end - 1);
    if (Known(name.begin, name.end) == nullptr) name.type = NodeType::kPlace;  // its seat
  } else if (IsUpper(doc_.Text(name.begin)) && name.end - name.begin == 2 && IsLowerStart(last) &&
             IsBodyNoun(name.end - 1)) {
    CutAt(name, name.end - 1);
  } else if (name.end - name.begin > 2 && IsOfficeAcronym(doc_.Text(name.begin)) &&
             gazetteer_.IsFirstName(doc_.Text(name.begin + 1))) {
    name.type = NodeType::kPerson;
    DropFirst(name, 1);
  }
}

// "Board of Directors of Veltron", "Minister of Transport Marat Uly", "Judicial Magistrate First
// Class S.D. Kulkarni", "Leader of the Opposition Varsha Thorat": words before the name.
void NameMentionFinder::CutFieldsBefore(Mention& name) {
  if (name.end - name.begin > 4 && doc_.Text(name.begin + 1) == "of" &&
      doc_.Text(name.begin + 3) == "of" &&
      IsOneOf(doc_.Text(name.begin), {"Board", "Council", "Chairman", "Chair"}) &&
      IsOneOf(doc_.Text(name.begin + 2), {"Directors", "Governors", "Trustees", "Management"}))
    return DropFirst(name, 4);
  if (name.end - name.begin < 3 || Known(name.begin, name.end)) return;
  for (uint32_t t = name.begin + 1; t + 1 < name.end; ++t) {
    const std::string_view word = doc_.Text(t);
    const bool initials = word.size() > 2 && word[1] == '.' && IsUpper(word.substr(0, 1));
    const bool called = gazetteer_.IsFirstName(word) && !gazetteer_.IsEnglish(doc_.Lower(t));
    const bool plain = gazetteer_.IsEnglish(doc_.Lower(name.begin));  // "First Class S.D. Rao"
    if (((initials && plain) || (called && IsOfAffairs(name.begin, t))) &&
        IsPersonsEnd(t, name.end)) {
      DropFirst(name, t - name.begin);
      name.type = NodeType::kPerson;
      return;
    }
    if (!Capital(t) || !gazetteer_.IsEnglish(doc_.Lower(t))) return;
  }
}

// Whether the words from `t` on may be somebody's name.
bool NameMentionFinder::IsPersonsEnd(uint32_t t, uint32_t end) const {
  if (end - t > 4 || gazetteer_.TypeOfSuffix(doc_.Text(end - 1)) != NodeType::kNone) return false;
  for (; t < end; ++t) {
    if (IsLowerStart(doc_.Text(t)) && !JoinsNames(doc_.Text(t))) return false;
  }
  return !gazetteer_.IsEnglish(doc_.Lower(end - 1)) || gazetteer_.IsOfPeople(doc_.Text(end - 1));
}

// "Transport" behind "Minister of", "Opposition" behind "Leader of the", "Judicial Magistrate".
bool NameMentionFinder::IsOfAffairs(uint32_t begin, uint32_t end) const {
  const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(begin)).begin;
  for (uint32_t t = begin; t < end; ++t) {
    if (!Capital(t) || !gazetteer_.IsEnglish(doc_.Lower(t))) return false;
    if (gazetteer_.IsTitle(doc_.Lower(t))) return true;
  }
  uint32_t t = begin;
  if (t > first && doc_.Lower(t - 1) == "the") --t;
  if (t < first + 2 || !IsOneOf(doc_.Lower(t - 1), {"of", "for"})) return false;
  const KnownNoun* noun = gazetteer_.FindNoun(doc_.Lower(t - 2));
  return noun && (noun->kinds & kRoleNoun);
}

// "Nilanga MLA Shivaji Patil", "Samar Gov. Sharee Tan": what stands behind an office is a person.
bool NameMentionFinder::BeginsPersonBehindOffice(uint32_t office, uint32_t end) const {
  const bool titled = IsOfficeAcronym(doc_.Text(office)) ||
                      (gazetteer_.IsTitle(doc_.Lower(office)) && doc_.Text(office).back() == '.');
  const bool called = IsOfficeAcronym(doc_.Text(office))
                          ? !IsUpper(doc_.Text(office + 1))
                          : gazetteer_.IsFirstName(doc_.Text(office + 1));
  return titled && office + 2 < end && called && Capital(office + 1) &&
         gazetteer_.TypeOfSuffix(doc_.Text(end - 1)) == NodeType::kNone;
}

void NameMentionFinder::TakeInHonour(Mention& name) const {
  if (name.type != NodeType::kPerson || name.begin == name.end || name.end >= doc_.words().size())
    return;
  if (!IsHonour(doc_.Text(name.end))) return;
  if (doc_.WordAt(name.head).head == name.end) name.head = name.end;
  ++name.end;
}

// The "48" of "48m" and "48 million".
bool NameMentionFinder::IsAmount(uint32_t t) const {
  static constexpr std::array<std::string_view, 6> kUnits = {"m",       "bn",      "tn",
                                                             "million", "billion", "%"};
  return IsDigit(doc_.Text(t)[0]) && t + 1 < doc_.words().size() &&
         IsOneOf(doc_.Lower(t + 1), kUnits);
}

std::string NameMentionFinder::WithoutNickname(uint32_t begin, uint32_t end) const {
  uint32_t open = begin, close = end;
  while (open < end && !IsQuote(doc_.Text(open))) ++open;
  while (close > open + 1 && !IsQuote(doc_.Text(close - 1))) --close;
  if (open == begin || close <= open + 1 || close == end)
    return std::string(doc_.Words(begin, end));
  return Cat(doc_.Words(begin, open), " ", doc_.Words(close, end));
}

void NameMentionFinder::CutAtLowerCase(Mention& name) {
  for (uint32_t t = name.begin + 1; t < name.end; ++t) {
    const std::string_view word = doc_.Text(t);
    const bool dash = word == "-" || word == "–" || word == "—";
    if (dash && doc_.tokens.tokens[t].space_before) return CutAt(name, t);
    if (!IsLowerStart(word) || doc_.WordAt(t).xpos == Xpos::kPOS) continue;
    // "Osh the Treaty": an article belongs to a name only behind a word that joins.
    if (word == "the" && !IsLowerStart(doc_.Text(t - 1)) && name.type != NodeType::kPerson)
      return CutAt(name, t);
    if (t + 1 < name.end && doc_.Text(t + 1) == "The" && t > name.begin)
      return CutAt(name, t);  // "a Tony for The Quiet Mutiny"
    if (JoinsNames(word)) continue;
    const Word& tag = doc_.WordAt(t);
    if (tag.upos != Upos::kVerb && tag.upos != Upos::kAux) continue;
    return CutAt(name, t);
  }
}

// "Vestmark Biologics of Aarhus", but not "the Football Association of Wales".
void NameMentionFinder::CutAtTown(Mention& name) {
  uint32_t of = name.end - name.begin > 2 ? name.end - 2 : name.begin;
  // "Nebula Pictures of New York".
  if (name.end - name.begin > 4 && doc_.Text(of) != "of" && Known(of, name.end)) --of;
  if (of == name.begin || doc_.Text(of) != "of" || !Capital(of + 1) ||
      (name.type != NodeType::kOrganization && of - name.begin < 2) || IsPeer(name.begin))
    return;
  const KnownName* where = Known(of + 1, name.end);
  const bool firm = gazetteer_.TypeOfSuffix(doc_.Text(of - 1)) == NodeType::kOrganization &&
                    gazetteer_.FindNoun(doc_.Phrase(of - 1, of, true)) == nullptr;
  const bool town =
      where == nullptr || (where->kind == NameKind::kCity || where->kind == NameKind::kRegion ||
                           where->kind == NameKind::kCapital);
  // "Navantis SA of Spain", "Cerro Azul of Asunción".
  const bool form = where && where->kind == NameKind::kCountry && IsCompanyForm(doc_.Lower(of - 1));
  const bool foreign = (where || of - name.begin > 1) && town &&
                       !gazetteer_.IsEnglish(doc_.Lower(of - 1)) &&
                       gazetteer_.FindNoun(doc_.Phrase(of - 1, of, true)) == nullptr;
  const bool word =  // "Chamber of Commerce"
      gazetteer_.IsEnglish(doc_.Lower(of + 1)) &&
      Known(of + 1, std::min(of + 3, doc_.SentenceAt(name.sentence).end)) == nullptr;
  if (!form && (word || !((firm && town) || foreign))) return;
  towns_.push_back(of + 1);
  CutAt(name, of);
}

// "US" + "Food and Drug Administration": a body that is known without its country.
void NameMentionFinder::CutCountryBefore(Mention& name) {
  if (name.known || name.end - name.begin < 3 || !IsUpper(doc_.Text(name.begin))) return;
  const KnownName* country = Known(name.begin, name.begin + 1);
  const KnownName* body = Known(name.begin + 1, name.end);
  if (!country || country->kind != NameKind::kCountry || !body ||
      body->kind != NameKind::kOrganization)
    return;
  towns_.push_back(name.begin);
  ++name.begin;
  name.known = body;
}

void NameMentionFinder::CutAt(Mention& name, uint32_t end) {
  for (uint32_t u = end; u < name.end; ++u) name_of_[u] = kNone;
  name.end = end;
}

void NameMentionFinder::DropFirst(Mention& name, uint32_t count) {
  for (const uint32_t end = name.begin + count; name.begin < end;) name_of_[name.begin++] = kNone;
}

// "Scot Ian Reid": where one is from, of a region.
void NameMentionFinder::StripOrigin(Mention& name) {
  if (name.end - name.begin < 3 || name.end - name.begin > 4 ||
      !IsOneOf(doc_.Text(name.begin), {"Scot", "Scotsman", "Scotswoman", "Welshman", "Welshwoman",
                                       "Englishman", "Englishwoman"}))
    return;
  name.type = NodeType::kPerson;
  DropFirst(name, 1);
}

// "Watchdog Ofrel", "Carmaker Vantra" at the start of a sentence, where every word has a capital.
void NameMentionFinder::StripTrade(Mention& name) {
  if (name.end - name.begin < 2 || !SentenceStart(name.begin) || !Capital(name.begin + 1) ||
      name.type == NodeType::kPerson || Known(name.begin, name.end))
    return;
  const std::string& lower = doc_.Lower(name.begin);
  const bool trade = EndsWith(lower, "er") || EndsWith(lower, "or") ||
                     IsOneOf(lower, {"watchdog", "rival", "airline", "charity", "startup"});
  if (!trade || gazetteer_.TypeOfCue(CuePlace::kBefore, lower) != NodeType::kOrganization) return;
  DropFirst(name, 1);
}

void NameMentionFinder::StripTitles(Mention& name) {
  // "the ferry Queen Astrid".
  if (name.begin > 0 && !SentenceStart(name.begin) &&
      gazetteer_.TypeOfCue(CuePlace::kBefore, doc_.Lower(name.begin - 1)) == NodeType::kProduct) {
    if (gazetteer_.IsTitle(doc_.Lower(name.begin))) name.type = NodeType::kProduct;
    return;
  }
  const bool person = name.type == NodeType::kPerson;
  while (name.end - name.begin > 1 && Known(name.begin, name.end) == nullptr) {  // "DR Congo"
    // "Her Excellency X".
    if (name.end - name.begin > 2 &&
        gazetteer_.IsTitle(doc_.Phrase(name.begin, name.begin + 2, false))) {
      name.type = NodeType::kPerson;
      DropFirst(name, 2);
      continue;
    }
    const std::string& lower = doc_.Lower(name.begin);
    if (doc_.Text(name.begin + 1) == "-") break;  // "Saint-Nazaire"
    const KnownNoun* noun = gazetteer_.FindNoun(lower);
    // "Heads of Kyrgyzstan", "Delegation of Tajikistan": people and their country.
    const KnownNoun* one = gazetteer_.FindNoun(doc_.Phrase(name.begin, name.begin + 1, true));
    const bool people =
        (one && (one->kinds & (kRoleNoun | kGroupNoun)) && !(one->kinds & kOrganizationNoun)) ||
        lower == "delegation" || lower == "heads" || lower == "delegations";
    if (people && doc_.Lower(name.begin + 1) == "of" && name.end - name.begin > 2 &&
        Known(name.begin + 2, name.end)) {
      DropFirst(name, 2);
      name.type = NodeType::kNone;
      return;
    }
    // "Brothers Oskar and Henrik X".
    const bool several = one && one != noun && (one->kinds & kRoleNoun) && person &&
                         gazetteer_.IsFirstName(doc_.Text(name.begin + 1)) &&
                         !gazetteer_.IsFirstName(doc_.Text(name.begin));
    const bool role =
        several ||
        (noun && (noun->kinds & kRoleNoun) && !gazetteer_.IsFirstName(doc_.Text(name.begin)) &&
         (person || name.type == NodeType::kPlace || SentenceStart(name.begin)));
    // "Parishioner X": a common noun in capitals as it begins the sentence.
    const bool common = person && SentenceStart(name.begin) && name.end - name.begin > 2 &&
                        gazetteer_.IsPersonNoun(lower) &&
                        !gazetteer_.IsFirstName(doc_.Text(name.begin));
    const bool courtesy = IsOneOf(lower, {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss"});
    const bool title =
        courtesy || (gazetteer_.IsTitle(lower) &&
                     (person || name.type == NodeType::kPlace || name.type == NodeType::kNone ||
                      gazetteer_.IsFirstName(doc_.Text(name.begin + 1))));
    const KnownName* first = Known(name.begin, name.begin + 1);  // "Conservative Giles Penrose"
    const bool called = person || gazetteer_.IsFirstName(doc_.Text(name.begin + 1));
    const bool party = called && name.end - name.begin > 2 && IsPartyWord(lower) &&
                       (first == nullptr || first->kind == NameKind::kOrganization);
    if (!title && !role && !common && !party) break;
    const NodeType ending = gazetteer_.TypeOfSuffix(doc_.Text(name.end - 1));
    if (ending == NodeType::kOrganization || ending == NodeType::kEvent) break;
    if ((title || party) && !person) name.type = NodeType::kPerson;
    DropFirst(name, 1);
  }
}

}  // namespace newsgraph::text

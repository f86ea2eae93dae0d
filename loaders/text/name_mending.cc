// Each name by itself: where it begins and ends, and what it names. See name_mention_finder.h.
#include <array>

#include "loaders/text/letters.h"
#include "loaders/text/mention_steps.h"
#include "loaders/text/name_mention_finder.h"
#include "loaders/text/name_votes.h"

namespace newsgraph::text {
namespace {

// Ends of bodies' names that people have as well: "Charlotte Church".
bool IsAlsoSurname(std::string_view word) {
  constexpr std::array<std::string_view, 16> kSurnames = {
      "Church", "Post",  "Star",    "Court", "Guard",    "Press", "Bank",  "Trust",
      "Wire",   "Board", "Mercury", "Abbey", "Brothers", "Coast", "Homes", "Union"};
  return IsOneOf(word, kSurnames);
}

bool IsOfficeAcronym(std::string_view word) {
  return word == "MP" || word == "MEP" || word == "MSP" || word == "TD" || word == "CEO" ||
         word == "CFO" || word == "QC" || word == "KC" || word == "MCA" || word == "MLA" ||
         word == "MPP" || word == "MLC" || word == "MNA" || word == "PM" || word == "SC" ||
         word == "GM" || word == "VP" || word == "COO" || word == "CTO" || word == "CMO" ||
         word == "DA" || word == "AG";
}

// What stands behind a person's name and is no award that news speaks of.
bool IsHonour(std::string_view word) {
  return IsOneOf(word,
                 {"IAS", "IPS", "IFS", "JP", "SJ", "MD", "RN", "OFM", "PhD", "KC", "QC", "SC"});
}

// Parties by which people are called.
bool IsPartyWord(std::string_view lower) {
  constexpr std::array<std::string_view, 10> kWords = {
      "conservative", "labour", "republican", "democrat",  "democratic",
      "tory",         "green",  "liberal",    "socialist", "independent"};
  return IsOneOf(lower, kWords);
}

bool IsPossessiveMark(std::string_view word) {
  return word == "'s" || word == "’s" || word == "'" || word == "’";
}

}  // namespace

bool NameMentionFinder::OpenName(uint32_t t) const {
  return name_of_[t] == kNone && Capital(t) && doc_.WordAt(t).upos == Upos::kPropn &&
         !IsCalendarWord(t) && !gazetteer_.IsTitle(doc_.Lower(t)) &&
         gazetteer_.FindNoun(doc_.Lower(t)) == nullptr && doc_.Text(t).size() > 1;
}

void NameMentionFinder::MendName(Mention& name) {
  if (name.begin == name.end) return;
  while (name.end > name.begin &&
         (IsPossessiveMark(doc_.Text(name.end - 1)) || !IsWord(name.end - 1)))
    --name.end;
  if (name.end - name.begin > 1 && IsAmount(name.end - 1)) --name.end;
  while (name.begin < name.end && !BeginsName(name)) ++name.begin;
  if (!HasCapital(name)) return Release(name.begin, name.end);
  CutAtLowerCase(name);
  CutAtTown(name);
  CutAtOffice(name);
  StripTrade(name);
  StripTitles(name);
  if (name.begin == name.end) return;
  if (IsPartyMark(name) || BeginsOffice(name) || IsLoneTitle(name) || IsPortfolio(name) ||
      IsTicker(name)) {
    Release(name.begin, name.end);
    return;
  }
  if (name.end - name.begin == 1 &&
      (IsCommonWord(name.begin) || IsOfficeAcronym(doc_.Text(name.begin)))) {
    name_of_[name.begin] = kNone;
    name.end = name.begin;
    return;
  }
  name.known = Known(name.begin, name.end);
  CutCountryBefore(name);
  ExtendByHead(name);
  ExtendByWordBefore(name);
  ExtendByCapital(name);
  ExtendByParticle(name);
  ExtendByHyphen(name);
  ExtendBySuffix(name);
  ExtendByPlural(name);
  ExtendByPossessed(name);
  ExtendByPatron(name);
  name.head = HeadOf(name.begin, name.end);
  name.name = WithoutNickname(name.begin, name.end);
  for (char& c : name.name) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  DecideType(name);
}

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
  if (person && name.end - name.begin > 2 && IsHonour(last)) return CutAt(name, name.end - 1);
  if (!person && IsOfficeAcronym(last)) {
    CutAt(name, name.end - 1);
    if (Known(name.begin, name.end) == nullptr) name.type = NodeType::kPlace;  // its seat
  } else if (IsUpper(doc_.Text(name.begin)) && name.end - name.begin == 2 && IsLowerStart(last) &&
             IsBodyNoun(name.end - 1)) {
    CutAt(name, name.end - 1);
  } else if (name.end - name.begin > 2 && IsOfficeAcronym(doc_.Text(name.begin)) &&
             gazetteer_.IsFirstName(doc_.Text(name.begin + 1))) {
    name.type = NodeType::kPerson;
    name_of_[name.begin] = kNone;
    ++name.begin;
  }
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

bool NameMentionFinder::IsPartyMark(const Mention& name) const {
  const std::string_view text = doc_.Words(name.begin, name.end);
  if (name.begin >= 2 && doc_.Text(name.begin - 1) == "-" &&
      doc_.Text(name.begin - 2).size() == 1 && name.end - name.begin == 1)
    return true;
  return text.size() >= 4 && text.size() <= 8 && text[1] == '-' && StartsUpper(text.substr(2)) &&
         (text[0] == 'R' || text[0] == 'D' || text[0] == 'I');
}

bool NameMentionFinder::BeginsOffice(const Mention& name) const {
  if (name.known || name.end >= doc_.SentenceAt(name.sentence).end) return false;
  const KnownNoun* noun = gazetteer_.FindNoun(doc_.Phrase(name.begin, name.end + 1, true));
  return noun != nullptr && (noun->kinds & kRoleNoun) && name.end - name.begin <= 2;
}

bool NameMentionFinder::IsLoneTitle(const Mention& name) const {
  return name.end - name.begin == 1 && gazetteer_.IsTitle(doc_.Lower(name.begin)) &&
         name.end < doc_.SentenceAt(name.sentence).end && Capital(name.end) &&
         name_of_[name.end] != kNone;
}

bool NameMentionFinder::IsTicker(const Mention& name) const {
  static constexpr std::array<std::string_view, 14> kExchanges = {
      "LSE", "NYSE", "NASDAQ", "ASX",  "TSX", "TSXV", "AIM",
      "JSE", "NSE",  "BSE",    "HKEX", "SGX", "OTC",  "Nasdaq"};
  const std::string_view text = doc_.Text(name.begin);
  const bool before = name.end + 1 < doc_.words().size() && doc_.Text(name.end) == ":" &&
                      IsUpper(doc_.Text(name.end + 1)) && IsOneOf(text, kExchanges);
  const bool behind = name.begin >= 2 && doc_.Text(name.begin - 1) == ":" && IsUpper(text) &&
                      IsOneOf(doc_.Text(name.begin - 2), kExchanges);
  return name.end - name.begin == 1 && (before || behind);
}

bool NameMentionFinder::IsPortfolio(const Mention& name) const {
  for (uint32_t t = name.begin; t < name.end; ++t) {
    if (Capital(t) && !gazetteer_.IsEnglish(doc_.Lower(t)) &&
        !gazetteer_.IsEnglish(ToLower(doc_.Lemma(t))))
      return false;
  }
  const uint32_t first = doc_.SentenceAt(name.sentence).begin;
  uint32_t t = name.begin;
  while (t > first && t + 8 > name.begin &&
         (Capital(t - 1) || IsOneOf(doc_.Text(t - 1), {",", "and", "&", "of", "for"}))) {
    --t;
    if (IsOneOf(doc_.Lower(t), {"minister", "ministers", "secretary", "undersecretary"}))
      return t + 1 < name.begin && IsOneOf(doc_.Text(t + 1), {"of", "for"});
  }
  return false;
}

bool NameMentionFinder::IsWord(uint32_t t) const {
  for (char c : doc_.Text(t)) {
    if (IsLetter(c) || IsDigit(c)) {
      return doc_.Text(t) != "“" && doc_.Text(t) != "”" && doc_.Text(t) != "‘" &&
             doc_.Text(t) != "’" && doc_.Text(t) != "—" && doc_.Text(t) != "–";
    }
  }
  return false;
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
  const uint32_t of = name.end - name.begin > 3 ? name.end - 2 : name.begin;
  if (of == name.begin || doc_.Text(of) != "of" || !Capital(of + 1) ||
      name.type != NodeType::kOrganization)
    return;
  const KnownName* where = Known(of + 1, name.end);
  const bool firm = gazetteer_.TypeOfSuffix(doc_.Text(of - 1)) == NodeType::kOrganization &&
                    gazetteer_.FindNoun(doc_.Phrase(of - 1, of, true)) == nullptr;
  if (gazetteer_.IsEnglish(doc_.Lower(of + 1))) return;  // "Chamber of Commerce"
  const bool town =
      where == nullptr || (where->kind == NameKind::kCity || where->kind == NameKind::kRegion ||
                           where->kind == NameKind::kCapital);
  if (!firm || !town) return;
  towns_.push_back(of + 1);
  CutAt(name, of);
}

// "Court" + "of Cassation", of which the models saw the end alone.
void NameMentionFinder::ExtendByHead(Mention& name) {
  const uint32_t first = doc_.SentenceAt(name.sentence).begin;
  if (name.known || name.begin < first + 4) return;
  const uint32_t joint = name.begin - 1 - (doc_.Text(name.begin - 1) == "the");
  const std::string_view join = doc_.Text(joint);
  if (join != "of" && join != "for" && join != "against") return;
  const uint32_t head = joint - 1;
  if (!Capital(head) || name_of_[head] != kNone || !doc_.tokens.tokens[head].space_before) return;
  const std::string& lower_head = doc_.Lower(head);
  const KnownNoun* noun = gazetteer_.FindNoun(lower_head);
  const bool body = noun && (noun->kinds & kOrganizationNoun) &&
                    (join == "of" || (lower_head != "parliament" && lower_head != "government"));
  const bool movement = join != "of" && noun && (noun->kinds & kGroupNoun) &&
                        doc_.WordAt(head).IsPlural();  // "Mothers for Peace"
  if (!body && !movement) return;
  for (uint32_t t = head; t < name.begin; ++t) name_of_[t] = name_of_[name.begin];
  name.begin = head;
  name.type = NodeType::kOrganization;
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

bool NameMentionFinder::IsCommonWord(uint32_t t) const {
  if (IsCalendarWord(t)) return true;
  if (IsOneOf(doc_.Text(t), {"God", "Allah", "Internet", "Satan", "Bible", "Koran"})) return true;
  if (gazetteer_.FindName(doc_.Text(t))) return false;
  if (IsUpper(doc_.Text(t)) && doc_.Text(t).size() <= 2)
    return !own_acronyms_.contains(doc_.Text(t));
  return !IsUpper(doc_.Text(t)) && (gazetteer_.FindNoun(doc_.Phrase(t, t + 1, true)) != nullptr ||
                                    gazetteer_.FindNoun(doc_.Lower(t)) != nullptr);
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
  name_of_[name.begin] = kNone;
  ++name.begin;
}

void NameMentionFinder::StripTitles(Mention& name) {
  // "the ferry Queen Astrid".
  if (name.begin > 0 && !SentenceStart(name.begin) &&
      gazetteer_.TypeOfCue(CuePlace::kBefore, doc_.Lower(name.begin - 1)) == NodeType::kProduct) {
    if (gazetteer_.IsTitle(doc_.Lower(name.begin))) name.type = NodeType::kProduct;
    return;
  }
  const bool person = name.type == NodeType::kPerson;
  while (name.end - name.begin > 1) {
    // "Her Excellency X".
    if (name.end - name.begin > 2 &&
        gazetteer_.IsTitle(doc_.Phrase(name.begin, name.begin + 2, false))) {
      name.type = NodeType::kPerson;
      name_of_[name.begin] = name_of_[name.begin + 1] = kNone;
      name.begin += 2;
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
      name_of_[name.begin] = name_of_[name.begin + 1] = kNone;
      name.begin += 2;
      name.type = NodeType::kNone;
      return;
    }
    const bool role = noun && (noun->kinds & kRoleNoun) &&
                      !gazetteer_.IsFirstName(doc_.Text(name.begin)) &&
                      (person || name.type == NodeType::kPlace || SentenceStart(name.begin));
    // "Parishioner X": a common noun in capitals as it begins the sentence.
    const bool common = person && SentenceStart(name.begin) && name.end - name.begin > 2 &&
                        gazetteer_.IsPersonNoun(lower) &&
                        !gazetteer_.IsFirstName(doc_.Text(name.begin));
    const bool title = gazetteer_.IsTitle(lower) &&
                       (person || name.type == NodeType::kPlace || name.type == NodeType::kNone);
    const KnownName* first = Known(name.begin, name.begin + 1);  // "Conservative Giles Penrose"
    const bool called = person || gazetteer_.IsFirstName(doc_.Text(name.begin + 1));
    const bool party = called && name.end - name.begin > 2 && IsPartyWord(lower) &&
                       (first == nullptr || first->kind == NameKind::kOrganization);
    if (!title && !role && !common && !party) break;
    const NodeType ending = gazetteer_.TypeOfSuffix(doc_.Text(name.end - 1));
    if (ending == NodeType::kOrganization || ending == NodeType::kEvent) break;
    if ((title || party) && !person) name.type = NodeType::kPerson;
    name_of_[name.begin] = kNone;
    ++name.begin;
  }
}

void NameMentionFinder::ExtendByPlural(Mention& name) {
  if (gazetteer_.TypeOfSuffix(doc_.Text(name.begin)) != NodeType::kOrganization) return;
  const uint32_t first = doc_.SentenceAt(name.sentence).begin;
  if (name.begin < first + 2 || !IsPossessiveMark(doc_.Text(name.begin - 1)) ||
      doc_.Text(name.begin - 1).back() == 's' || !Capital(name.begin - 2) ||
      !EndsWith(doc_.Text(name.begin - 2), "s") || name_of_[name.begin - 2] != kNone)
    return;
  name.begin -= 2;
  for (uint32_t t = name.begin; t < name.end; ++t) name_of_[t] = name_of_[name.end - 1];
}

void NameMentionFinder::ExtendByPossessed(Mention& name) {
  const uint32_t limit = doc_.SentenceAt(name.sentence).end;
  if (name.end + 1 >= limit || doc_.WordAt(name.end).xpos != Xpos::kPOS || name.known) return;
  const std::string_view next = doc_.Text(name.end + 1);
  const bool plural = doc_.Text(name.end).back() != 's' && EndsWith(doc_.Text(name.end - 1), "s");
  if (plural && name.end - name.begin > 1 && Capital(name.end + 1) && !IsCalendarWord(name.end + 1))
    return TakeCapitals(name, name.end + 1);  // "Ontario Educators' Pension Plan"
  if (next != "Office" && next != "Department" && next != "Club" && next != "Hospital" &&
      next != "College" && next != "School" && next != "Guild" && next != "Association")
    return;
  if (name_of_[name.end + 1] != kNone && names_[name_of_[name.end + 1]].end > name.end + 2) return;
  Release(name.end + 1, name.end + 2);
  name_of_[name.end] = name_of_[name.end + 1] = name_of_[name.begin];
  name.end += 2;
  name.type = NodeType::kOrganization;
}

void NameMentionFinder::ExtendByPatron(Mention& name) {
  const uint32_t first = doc_.SentenceAt(name.sentence).begin;
  if (gazetteer_.TypeOfSuffix(doc_.Text(name.end - 1)) != NodeType::kAward ||
      name.begin < first + 2 || doc_.WordAt(name.begin - 1).xpos != Xpos::kPOS)
    return;
  const uint32_t patron = name.begin - 2;
  if (!Capital(patron) || !IsOneOf(doc_.Lower(patron), {"queen", "king", "president", "governor"}))
    return;
  Release(patron, patron + 1);
  name_of_[patron] = name_of_[patron + 1] = name_of_[name.begin];
  name.begin = patron;
}

void NameMentionFinder::TakeCapitals(Mention& name, uint32_t from) {
  const uint32_t limit = doc_.SentenceAt(name.sentence).end;
  uint32_t end = from;
  while (end < limit && Capital(end) && IsWord(end)) ++end;
  if (gazetteer_.TypeOfSuffix(doc_.Text(end - 1)) != NodeType::kOrganization) return;
  Release(from, end);
  for (uint32_t t = name.end; t < end; ++t) name_of_[t] = name_of_[name.begin];
  name.end = end;
  name.type = NodeType::kOrganization;
}

void NameMentionFinder::ExtendByCapital(Mention& name) {
  const uint32_t t = name.end;
  if (name.end - name.begin > 1 || name.known || t >= doc_.SentenceAt(name.sentence).end) return;
  if (!gazetteer_.IsFirstName(doc_.Text(name.begin)) || name_of_[t] != kNone || !Capital(t) ||
      IsUpper(doc_.Text(t)) || IsCalendarWord(t) || !IsWord(t) ||
      !doc_.tokens.tokens[t].space_before ||
      doc_.BlockOf(name.sentence).kind != BlockKind::kParagraph ||
      gazetteer_.TypeOfSuffix(doc_.Text(t)) != NodeType::kNone)
    return;
  name_of_[t] = name_of_[name.begin];
  ++name.end;
  name.type = NodeType::kPerson;
}

void NameMentionFinder::ExtendByWordBefore(Mention& name) {
  if (name.known || name.begin == doc_.SentenceAt(name.sentence).begin) return;
  const uint32_t t = name.begin - 1;
  const uint32_t head = doc_.WordAt(t).head;
  const uint32_t run = name_of_[t];  // capitals that no model took for a name
  const bool open = run == kNone || (names_[run].begin == t && names_[run].end == name.begin &&
                                     names_[run].type == NodeType::kNone);
  const std::string& lower = doc_.Lower(t);
  const bool word = Capital(t) && !IsUpper(doc_.Text(t)) && doc_.Text(t).size() > 1 && IsWord(t) &&
                    doc_.Text(t).back() != '.' && doc_.WordAt(t).xpos == Xpos::kNNP;
  const bool told = gazetteer_.IsTitle(lower) ||
                    (t > 0 && gazetteer_.IsTitle(doc_.Phrase(t - 1, t + 1, false))) ||
                    gazetteer_.FindNoun(lower) || gazetteer_.IsPersonNoun(lower) ||
                    IsCalendarWord(t) || IsPartyWord(lower) || Known(t, t + 1);
  const bool starts = SentenceStart(t) && gazetteer_.IsEnglish(lower) &&
                      (name.type == NodeType::kPerson || name.end - name.begin > 1);
  const bool joined =
      (head >= name.begin && head < name.end) ||
      (doc_.WordAt(name.begin).head == t && doc_.WordAt(name.begin).relation == Relation::kFlat);
  if (!open || !word || told || starts || !joined || !doc_.tokens.tokens[name.begin].space_before ||
      doc_.BlockOf(name.sentence).kind != BlockKind::kParagraph)
    return;
  Release(t, t + 1);
  name_of_[t] = name_of_[name.begin];
  name.begin = t;
}

void NameMentionFinder::ExtendByParticle(Mention& name) {
  static constexpr std::array<std::string_view, 25> kParticles = {
      "de",  "do",    "da",  "di",  "del", "della", "des",  "dos", "das",
      "du",  "van",   "von", "för", "och", "und",   "alla", "per", "delle",
      "dei", "degli", "aux", "am",  "im",  "zum",   "zur"};
  const uint32_t limit = doc_.SentenceAt(name.sentence).end;
  uint32_t end = name.end;
  // "do" behind a plural is English.
  if (name.known || end + 1 >= limit || !IsOneOf(doc_.Text(end), kParticles) ||
      EndsWith(doc_.Text(end - 1), "s"))
    return;
  end += doc_.Lower(end + 1) == "la" && end + 2 < limit ? 2 : 1;
  if (!Capital(end) || (name_of_[end] != kNone && names_[name_of_[end]].end > end + 1)) return;
  Release(end, end + 1);
  for (uint32_t t = name.end; t <= end; ++t) name_of_[t] = name_of_[name.begin];
  name.end = end + 1;
}

// "Lim Chae" of "Lim Chae-won": a surname that given names in two parts stand behind.
bool NameMentionFinder::IsGivenNameEnd(const Mention& name) const {
  static constexpr std::array<std::string_view, 52> kSurnames = {
      "Kim",  "Lee",   "Yi",   "Park",  "Pak",   "Choi", "Choe",   "Jung", "Jeong", "Kang", "Cho",
      "Yoon", "Yun",   "Jang", "Lim",   "Im",    "Han",  "Oh",     "Seo",  "Shin",  "Sin",  "Kwon",
      "Ahn",  "An",    "Song", "Ryu",   "Yoo",   "Yu",   "Hong",   "Moon", "Baek",  "Yang", "Son",
      "Bae",  "Nam",   "Woo",  "Chung", "Hwang", "Ko",   "Noh",    "Tsai", "Chen",  "Lin",  "Lai",
      "Wong", "Cheng", "Chan", "Leung", "Lam",   "Kwok", "Chiang", "Ma"};
  return name.type == NodeType::kPerson && name.end - name.begin == 2 &&
         IsOneOf(doc_.Text(name.begin), kSurnames);
}

void NameMentionFinder::ExtendByHyphen(Mention& name) {
  const Sentence& s = doc_.SentenceAt(name.sentence);
  const auto joined = [&](uint32_t t) { return !doc_.tokens.tokens[t].space_before; };
  if (name.end + 1 < s.end && doc_.Text(name.end) == "-" && joined(name.end) &&
      joined(name.end + 1) && name_of_[name.end + 1] == kNone &&
      (Capital(name.end + 1) || IsGivenNameEnd(name) ||
       (IsUpper(doc_.Text(name.end - 1)) && IsDigit(doc_.Text(name.end + 1)[0])))) {
    if (IsDigit(doc_.Text(name.end + 1)[0])) name.type = NodeType::kProduct;  // "MX-3"
    name_of_[name.end] = name_of_[name.end + 1] = name_of_[name.begin];
    name.end += 2;
  }
  if (name.begin >= s.begin + 2 && doc_.Text(name.begin - 1) == "-" && joined(name.begin) &&
      joined(name.begin - 1) && Capital(name.begin - 2) && name_of_[name.begin - 2] == kNone &&
      doc_.Text(name.begin - 2).size() > 1) {
    name_of_[name.begin - 1] = name_of_[name.begin - 2] = name_of_[name.end - 1];
    name.begin -= 2;
  }
}

void NameMentionFinder::ExtendBySuffix(Mention& name) {
  const uint32_t limit = doc_.SentenceAt(name.sentence).end;
  if (name.end >= limit || name_of_[name.end] != kNone) return;
  if (name.type == NodeType::kPerson || (name.known && name.known->kind == NameKind::kDemonym))
    return;
  const std::string_view next = doc_.Text(name.end);
  if (!doc_.tokens.tokens[name.end].space_before) return;
  const bool suffix =
      StartsUpper(next) && gazetteer_.TypeOfSuffix(next) != NodeType::kNone &&
      (doc_.WordAt(name.end).upos == Upos::kPropn || doc_.WordAt(name.end).upos == Upos::kNoun);
  const KnownNoun* noun = gazetteer_.FindNoun(doc_.Lower(name.end));
  const bool place = noun && (noun->kinds & kPlaceNoun) && !name.known && IsLandmark(name.end) &&
                     !doc_.WordAt(name.end).IsPlural();
  const bool disease = doc_.Lower(name.end) == "fever" || doc_.Lower(name.end) == "virus" ||
                       doc_.Lower(name.end) == "disease";
  if (disease) name.type = NodeType::kTopic;
  if (!suffix && !place && !disease) return;
  name_of_[name.end] = name_of_[name.begin];
  ++name.end;
  name.known = Known(name.begin, name.end);
}

bool NameMentionFinder::IsLandmark(uint32_t t) const {
  static constexpr std::array<std::string_view, 22> kLandmarks = {
      "airport", "airfield", "crossing", "checkpoint", "enclave",  "bridge", "prison",    "jail",
      "stadium", "arena",    "square",   "street",     "river",    "lake",   "peninsula", "island",
      "park",    "barracks", "district", "camp",       "province", "valley"};
  return IsOneOf(doc_.Lower(t), kLandmarks);
}

uint32_t NameMentionFinder::HeadOf(uint32_t begin, uint32_t end) const {
  for (uint32_t t = begin; t < end; ++t) {
    const uint32_t head = doc_.WordAt(t).head;
    if (head == kNoHead || head < begin || head >= end) return t;
  }
  return end - 1;
}

void NameMentionFinder::DecideType(Mention& name) {
  const std::string_view last = doc_.Text(name.end - 1);
  if (name.known && name.known->kind != NameKind::kCountry && name.end - name.begin == 1 &&
      IsRelative(name)) {
    name.known = nullptr;
    name.type = NodeType::kPerson;
    return;
  }
  if (name.known) {
    switch (name.known->kind) {
      case NameKind::kCountry:
        name.type = NodeType::kCountry;
        return;
      case NameKind::kDemonym:
        name.type = NodeType::kCountry;
        name.demonym = true;
        return;
      case NameKind::kCapital:
      case NameKind::kRegion:
        if (name.type != NodeType::kPerson || name.known->kind == NameKind::kCapital) {
          name.type = NodeType::kPlace;
        }
        return;
      case NameKind::kCity:
        if (name.type == NodeType::kNone) name.type = NodeType::kPlace;
        break;
      case NameKind::kOrganization:
        name.type = NodeType::kOrganization;
        if (!IsSeatItself(name)) return;
        name.type = NodeType::kPlace;
        name.known = nullptr;
        return;
    }
  }
  const std::string_view member = last.substr(0, last.size() - EndsWith(last, "s"));
  const bool of_people = EndsWith(last, "s") && (gazetteer_.IsPersonNoun(ToLower(member)) ||
                                                 gazetteer_.FindNoun(ToLower(member)));
  if (name.end - name.begin > 2 && doc_.Text(name.begin) == "Order" &&
      doc_.Lower(name.begin + 1) == "of" && !of_people) {
    name.type = NodeType::kAward;
    return;
  }
  const NodeType suffix = gazetteer_.TypeOfSuffix(last);
  const bool several = name.end - name.begin > 1;
  if (several && IsLowerStart(last) && IsLandmark(name.end - 1)) {
    name.type = NodeType::kPlace;
    return;
  }
  if (name.end - name.begin > 2) {
    // "Swiss Red Cross": its last words are a known body.
    const KnownName* tail = Known(name.end - 2, name.end);
    if (tail && tail->kind == NameKind::kOrganization) {
      name.type = NodeType::kOrganization;
      return;
    }
  }
  // "Court of Appeal".
  const NodeType head = TypeOfHeadWord(doc_, name);
  const bool untold = suffix == NodeType::kNone && name.end - name.begin > 2;
  if (untold && (name.type == NodeType::kPerson || name.type == NodeType::kNone) &&
      (head == NodeType::kOrganization || head == NodeType::kPlace || head == NodeType::kAward))
    name.type = head;
  const bool first_name =
      name.type == NodeType::kPerson && gazetteer_.IsFirstName(doc_.Text(name.begin));
  const bool company =
      suffix == NodeType::kOrganization && !IsAlsoSurname(last);  // "Aurora Mining"
  if (suffix != NodeType::kNone &&
      (several || suffix == NodeType::kAward || suffix == NodeType::kTopic) &&
      (!first_name || company)) {
    // "City" ends places and clubs alike: the models' word counts there.
    if (!(suffix == NodeType::kPlace && name.type == NodeType::kOrganization)) name.type = suffix;
  }
  if (name.type == NodeType::kNone) GuessType(name);
}

// "in Brussels": the town, not the body that is called by it.
bool NameMentionFinder::IsSeatItself(const Mention& name) const {
  return doc_.Text(name.begin) == "Brussels" && name.begin > 0 &&
         IsOneOf(doc_.Lower(name.begin - 1), {"in", "at", "near", "outside", "around", "across"});
}

// "his wife Mila", "their daughter Florence".
bool NameMentionFinder::IsRelative(const Mention& name) const {
  return name.begin > doc_.SentenceAt(name.sentence).begin && IsFamily(name.begin - 1);
}

bool NameMentionFinder::IsFamily(uint32_t t) const {
  const KnownNoun* noun = gazetteer_.FindNoun(doc_.Lower(t));
  return noun && noun->has_relation && noun->relation == RelationType::kFamilyOf;
}

void NameMentionFinder::GuessType(Mention& name) {
  const std::string_view first = doc_.Text(name.begin);
  if (name.end - name.begin == 1 && IsUpper(first) && first.size() <= 6) {
    name.type = NodeType::kOrganization;
  } else if (name.end - name.begin > 1 && gazetteer_.IsFirstName(first)) {
    name.type = NodeType::kPerson;
  } else if (name.begin > 0 && gazetteer_.IsTitle(doc_.Lower(name.begin - 1))) {
    name.type = NodeType::kPerson;
  } else if (name.begin > 1) {
    if (IsRelative(name) || (doc_.Text(name.begin - 1) == "," && IsFamily(name.begin - 2)))
      name.type = NodeType::kPerson;
  }
}

void NameMentionFinder::MakeGroup(Mention& name) const {
  const uint32_t t = name.head;
  if (doc_.WordAt(t).upos == Upos::kAdj || doc_.Text(t).back() != 's' ||
      name.begin == doc_.SentenceAt(name.sentence).begin)
    return;
  int64_t count = -1;
  uint32_t begin = name.begin;
  if (const auto number = NumberWord(doc_.Lower(name.begin - 1)); number && *number > 1) {
    count = *number;
    --begin;
  }
  const bool limited =
      doc_.Child(t, Relation::kAclRelcl) != kNone && doc_.Lower(name.begin - 1) == "the";
  if (count < 0 && !limited) return;
  name.kind = MentionKind::kNominal;
  name.type = NodeType::kGroup;
  name.kinds = kGroupNoun;
  name.noun = doc_.Lower(t);
  name.begin = begin;
  name.count = count;
  name.plural = true;
  name.definite = limited;
  name.demonym = false;
  name.name = std::string(doc_.Words(begin, name.end));
}

}  // namespace newsgraph::text

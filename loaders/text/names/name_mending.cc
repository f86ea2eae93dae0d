// Each name by itself: whether it is one, and what it names. name_cutting.cc and name_extending.cc
// find where it begins and ends. See name_mention_finder.h.
#include <array>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/mention_steps.h"
#include "loaders/text/names/name_mention_finder.h"
#include "loaders/text/names/name_votes.h"
#include "loaders/text/names/name_words.h"

namespace newsgraph::text {
namespace {

// Ends of bodies' names that people have as well: "Charlotte Church".
bool IsAlsoSurname(std::string_view word) {
  constexpr std::array<std::string_view, 17> kSurnames = {
      "Sun",  "Church", "Post",    "Star",  "Court",    "Guard", "Press", "Bank", "Trust",
      "Wire", "Board",  "Mercury", "Abbey", "Brothers", "Coast", "Homes", "Union"};
  return IsOneOf(word, kSurnames);
}

// Ends of places' names that no body's end with, but for clubs'.
bool IsPlaceAlone(std::string_view word) {
  constexpr std::array<std::string_view, 38> kPlaces = {
      "Airport",   "Avenue",     "Bridge",     "Canal",       "Docks",    "Dam",      "Highway",
      "Road",      "Street",     "River",      "Square",      "Stadium",  "Prison",   "Jail",
      "Tunnel",    "Motorway",   "Quay",       "Pier",        "Wharf",    "Barracks", "Reservoir",
      "Mountains", "Islands",    "County",     "District",    "Province", "Oblast",   "Peninsula",
      "Freeway",   "Boulevard",  "Expressway", "Governorate", "Terrace",  "Lane",     "Strait",
      "Glacier",   "Crossroads", "Racecourse"};
  return IsOneOf(word, kPlaces);
}

}  // namespace

// "The PAIGN, a party, said", "the union GNTX": letters that no tagger knows for a name.
bool NameMentionFinder::IsAcronymOfBody(uint32_t t) const {
  static constexpr std::array<std::string_view, 16> kThings = {
      "FIR", "NGO", "GDP", "VAT", "DNA", "HIV",  "SUV", "IPO",
      "EUR", "USD", "GBP", "PCR", "GPS", "CCTV", "BBB", "AAA"};
  const std::string_view word = doc_.Text(t);
  const Sentence& sentence = doc_.SentenceAt(doc_.SentenceOf(t));
  if (word.size() < 3 || !IsUpper(word) || IsDigit(word.back()) || t == sentence.begin ||
      t + 1 >= sentence.end || IsOneOf(word, kThings) || IsOfficeAcronym(word) || IsHonour(word) ||
      doc_.BlockOf(doc_.SentenceOf(t)).kind != BlockKind::kParagraph)
    return false;
  const Upos next = doc_.WordAt(t + 1).upos;
  if (next == Upos::kNoun || next == Upos::kPropn || IsUpper(doc_.Text(t + 1))) return false;
  return doc_.Lower(t - 1) == "the" || IsBodyNoun(t - 1);
}

bool NameMentionFinder::OpenName(uint32_t t) const {
  return name_of_[t] == kNone && Capital(t) &&
         (doc_.WordAt(t).upos == Upos::kPropn || IsAcronymOfBody(t)) && !IsCalendarWord(t) &&
         !gazetteer_.IsTitle(doc_.Lower(t)) && gazetteer_.FindNoun(doc_.Lower(t)) == nullptr &&
         doc_.Text(t).size() > 1;
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
  ExtendByField(name);
  ExtendByFieldBefore(name);
  ExtendByMembers(name);
  ExtendByOffice(name);
  ExtendByHyphen(name);
  ExtendBySeat(name);
  ExtendBySuffix(name);
  ExtendByPlural(name);
  ExtendByPossessed(name);
  ExtendByPatron(name);
  if (IsOfficeAlone(name)) return Release(name.begin, name.end);
  StripOrigin(name);
  name.head = HeadOf(name.begin, name.end);
  name.name = WithoutNickname(name.begin, name.end);
  for (char& c : name.name) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  DecideType(name);
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
  // "Security" of "Security Secretary Ann Lee": a field of affairs, not whose secretary she is.
  if (name.end - name.begin == 1 && IsField(name.begin) && Capital(name.end) &&
      IsOneOf(doc_.Lower(name.end), {"secretary", "minister", "undersecretary"}))
    return true;
  if (IsMinistry(name) && IsOneOf(doc_.Lower(name.end), {"secretary", "minister"})) return true;
  const KnownNoun* noun = gazetteer_.FindNoun(doc_.Phrase(name.begin, name.end + 1, true));
  return noun != nullptr && (noun->kinds & kRoleNoun) && name.end - name.begin <= 2;
}

// "External Affairs", "Education Cabinet" before "Secretary Josphat Leteipa".
bool NameMentionFinder::IsMinistry(const Mention& name) const {
  for (uint32_t t = name.begin; t < name.end; ++t) {
    if (!IsField(t) && doc_.Text(t) != "Cabinet") return false;
  }
  return name.end - name.begin <= 3 && Capital(name.end);
}

// "High Commissioner", "Vice-President": what somebody is, in capitals.
bool NameMentionFinder::IsOfficeAlone(const Mention& name) const {
  if (name.known || name.end - name.begin < 2) return false;
  const KnownNoun* noun = gazetteer_.FindNoun(doc_.Phrase(name.begin, name.end, false));
  return noun && (noun->kinds & kRoleNoun) && !(noun->kinds & kOrganizationNoun);
}

bool NameMentionFinder::IsLoneTitle(const Mention& name) const {
  return name.end - name.begin <= 2 &&
         gazetteer_.IsTitle(doc_.Phrase(name.begin, name.end, false)) &&
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

bool NameMentionFinder::IsCommonWord(uint32_t t) const {
  if (IsCalendarWord(t)) return true;
  if (IsOneOf(doc_.Text(t), {"God", "Allah", "Internet", "Satan", "Bible", "Koran", "FIR", "NGO",
                             "NGOs", "LLC", "EUR", "USD", "GBP"}))
    return true;
  if (IsHonour(doc_.Text(t)) && t > 0 && IsOneOf(doc_.Text(t - 1), {",", "("})) return true;
  const Upos tag = doc_.WordAt(t).upos;
  if (SentenceStart(t) && (tag == Upos::kPron || tag == Upos::kDet) && !IsUpper(doc_.Text(t)))
    return true;  // "Neither has been charged"
  if (IsCourtesy(doc_.Lower(t)) && t > 0 && doc_.Text(t - 1) == "(") return true;
  if (IsPlatform(doc_.Text(t)) && t > 0 &&
      IsOneOf(doc_.Lower(t - 1), {"on", "via", "by", "over", "through"}))
    return true;
  if (gazetteer_.FindName(doc_.Text(t))) return false;
  if (IsUpper(doc_.Text(t)) && doc_.Text(t).size() <= 2)
    return !own_acronyms_.contains(doc_.Text(t));
  return !IsUpper(doc_.Text(t)) && (gazetteer_.FindNoun(doc_.Phrase(t, t + 1, true)) != nullptr ||
                                    gazetteer_.FindNoun(doc_.Lower(t)) != nullptr);
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
  if (name.end - name.begin > 3 && IsOneOf(last, {"Year", "Decade"}) &&
      doc_.Text(name.end - 3) == "of") {
    name.type = NodeType::kAward;
    return;
  }
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
    if (!(suffix == NodeType::kPlace && name.type == NodeType::kOrganization) || IsPlaceAlone(last))
      name.type = suffix;
  }
  if (IsShip(name)) name.type = NodeType::kProduct;
  if (name.type == NodeType::kNone) GuessType(name);
}

// "MV Glen Affric", "USS Pendleton".
bool NameMentionFinder::IsShip(const Mention& name) const {
  return name.end - name.begin > 1 && IsUpper(doc_.Text(name.begin)) &&
         !IsUpper(doc_.Text(name.begin + 1)) &&
         gazetteer_.TypeOfCue(CuePlace::kBeginning, doc_.Lower(name.begin)) == NodeType::kProduct;
}

// "in Brussels": the town, not the body that is called by it.
bool NameMentionFinder::IsSeatItself(const Mention& name) const {
  return doc_.Text(name.begin) == "Brussels" && name.begin > 0 &&
         (IsOneOf(doc_.Lower(name.begin - 1),
                  {"in", "at", "near", "outside", "around", "across"}) ||
          (name.begin > 1 && doc_.Lower(name.begin - 1) == "to" &&
           IsOneOf(doc_.Lemma(name.begin - 2), {"fly", "travel", "go", "head", "trip", "visit",
                                                "flight", "come", "return", "journey", "drive"})));
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

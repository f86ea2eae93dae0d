// What the models cut off a name is taken in. See name_mention_finder.h.
#include <array>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/mention_steps.h"
#include "loaders/text/names/name_mention_finder.h"
#include "loaders/text/names/name_words.h"

namespace newsgraph::text {

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
  TakeFrom(name, head);
  name.type = NodeType::kOrganization;
}

void NameMentionFinder::ExtendByPlural(Mention& name) {
  if (gazetteer_.TypeOfSuffix(doc_.Text(name.begin)) != NodeType::kOrganization) return;
  const uint32_t first = doc_.SentenceAt(name.sentence).begin;
  if (name.begin < first + 2 || !IsPossessiveMark(doc_.Text(name.begin - 1)) ||
      doc_.Text(name.begin - 1).back() == 's' || !Capital(name.begin - 2) ||
      !EndsWith(doc_.Text(name.begin - 2), "s") || Known(name.begin - 2, name.begin - 1))
    return;
  if (const uint32_t other = name_of_[name.begin - 2]; other != kNone) {
    if (names_[other].known || names_[other].end != name.begin - 1 ||
        names_[other].end - names_[other].begin != 1)
      return;  // "the Seafarers' Union of Chile", read as two names
    Release(names_[other].begin, names_[other].end);
  }
  TakeFrom(name, name.begin - 2);
}

void NameMentionFinder::ExtendByPossessed(Mention& name) {
  const uint32_t limit = doc_.SentenceAt(name.sentence).end;
  if (name.end + 1 >= limit || doc_.WordAt(name.end).xpos != Xpos::kPOS || name.known) return;
  const std::string_view next = doc_.Text(name.end + 1);
  const bool plural = doc_.Text(name.end).back() != 's' && EndsWith(doc_.Text(name.end - 1), "s");
  if (plural && name.end - name.begin > 1 && Capital(name.end + 1) && !IsCalendarWord(name.end + 1))
    return TakeCapitals(name, name.end + 1);  // "Ontario Educators' Pension Plan"
  const bool saint = IsOneOf(doc_.Text(name.begin), {"St", "St.", "Saint"});
  if (saint && gazetteer_.TypeOfSuffix(next) == NodeType::kPlace) {  // "St David's Cathedral"
    TakeTo(name, name.end + 2, NodeType::kPlace);
    return;
  }
  if (next != "Office" && next != "Department" && next != "Club" && next != "Hospital" &&
      next != "College" && next != "School" && next != "Guild" && next != "Association")
    return;
  if (name_of_[name.end + 1] != kNone && names_[name_of_[name.end + 1]].end > name.end + 2) return;
  TakeTo(name, name.end + 2, NodeType::kOrganization);
}

void NameMentionFinder::TakeTo(Mention& name, uint32_t end, NodeType type) {
  Release(name.end, end);
  for (uint32_t t = name.end; t < end; ++t) name_of_[t] = name_of_[name.begin];
  name.end = end;
  name.type = type;
}

void NameMentionFinder::TakeFrom(Mention& name, uint32_t begin) {
  for (uint32_t t = begin; t < name.begin; ++t) name_of_[t] = name_of_[name.begin];
  name.begin = begin;
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
  TakeFrom(name, patron);
}

void NameMentionFinder::TakeCapitals(Mention& name, uint32_t from) {
  const uint32_t limit = doc_.SentenceAt(name.sentence).end;
  uint32_t end = from;
  while (end < limit && Capital(end) && IsWord(end)) ++end;
  if (gazetteer_.TypeOfSuffix(doc_.Text(end - 1)) != NodeType::kOrganization) return;
  TakeTo(name, end, NodeType::kOrganization);
}

void NameMentionFinder::ExtendByCapital(Mention& name) {
  const uint32_t t = name.end;
  if (name.end - name.begin > 1 || name.known || t >= doc_.SentenceAt(name.sentence).end) return;
  if (!gazetteer_.IsFirstName(doc_.Text(name.begin)) || name_of_[t] != kNone || !Capital(t) ||
      IsUpper(doc_.Text(t)) || IsCalendarWord(t) || !IsWord(t) ||
      gazetteer_.IsTitle(doc_.Lower(t)) || !doc_.tokens.tokens[t].space_before ||
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
  // "National" + "Heroes Stadium", though "a national" is somebody.
  const bool begins = name.type != NodeType::kPerson && name.end - name.begin > 1 &&
                      gazetteer_.TypeOfCue(CuePlace::kBeginning, lower) != NodeType::kNone &&
                      gazetteer_.TypeOfSuffix(doc_.Text(name.end - 1)) != NodeType::kNone;
  const bool told = (gazetteer_.IsTitle(lower) ||
                     (t > 0 && gazetteer_.IsTitle(doc_.Phrase(t - 1, t + 1, false))) ||
                     gazetteer_.FindNoun(lower) || gazetteer_.IsPersonNoun(lower) ||
                     gazetteer_.FindNoun(doc_.Phrase(t, t + 1, true)) || IsCalendarWord(t) ||
                     IsPartyWord(lower) || Known(t, t + 1)) &&
                    !begins;
  const bool starts = SentenceStart(t) && gazetteer_.IsEnglish(lower) &&
                      (name.type == NodeType::kPerson || name.end - name.begin > 1);
  const bool joined =
      (head >= name.begin && head < name.end) ||
      (doc_.WordAt(name.begin).head == t && doc_.WordAt(name.begin).relation == Relation::kFlat);
  const bool affairs = name.type == NodeType::kPerson && IsOfAffairs(t, name.begin);
  if (!open || !word || told || starts || affairs || !joined ||
      !doc_.tokens.tokens[name.begin].space_before ||
      doc_.BlockOf(name.sentence).kind != BlockKind::kParagraph)
    return;
  Release(t, t + 1);
  TakeFrom(name, t);
}

void NameMentionFinder::ExtendByParticle(Mention& name) {
  static constexpr std::array<std::string_view, 31> kParticles = {
      "ter",   "ten",   "af",  "ould",  "uld", "bint", "de",  "do",  "da",  "di",  "del",
      "della", "des",   "dos", "das",   "du",  "van",  "von", "för", "och", "und", "alla",
      "per",   "delle", "dei", "degli", "aux", "am",   "im",  "zum", "zur"};
  const uint32_t limit = doc_.SentenceAt(name.sentence).end;
  // "Col" + "de la Brume".
  if (!name.known && name.begin > doc_.SentenceAt(name.sentence).begin + 1 &&
      IsOneOf(doc_.Text(name.begin), kParticles) && Capital(name.begin - 1) &&
      name_of_[name.begin - 1] == kNone && IsWord(name.begin - 1))
    TakeFrom(name, name.begin - 1);
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

void NameMentionFinder::ExtendByField(Mention& name) {
  const Sentence& sentence = doc_.SentenceAt(name.sentence);
  const KnownNoun* head = nullptr;
  for (uint32_t t = name.begin + 1; t + 1 < name.end && head == nullptr; ++t) {
    if (doc_.Text(t) == "of" || doc_.Text(t) == "for")
      head = gazetteer_.FindNoun(doc_.Lower(t - 1));
  }
  if (name.known || head == nullptr || !(head->kinds & kOrganizationNoun) ||
      !IsField(name.end - 1) || doc_.BlockOf(name.sentence).kind != BlockKind::kParagraph)
    return;
  uint32_t end = name.end;
  bool closed = false;  // a list ends with "and"
  while (!closed && end + 1 < sentence.end && IsField(end + 1) &&
         (doc_.Text(end) == "," || doc_.Text(end) == "and")) {
    closed = doc_.Text(end) == "and";
    for (++end; end < sentence.end && IsField(end);) ++end;
  }
  if (!closed) return;
  TakeTo(name, end, NodeType::kOrganization);
}

// "Competition and" + "Markets Authority".
void NameMentionFinder::ExtendByFieldBefore(Mention& name) {
  const uint32_t first = doc_.SentenceAt(name.sentence).begin;
  if (name.known || name.type != NodeType::kOrganization || name.end - name.begin < 2 ||
      name.begin < first + 2 || doc_.Text(name.begin - 1) != "and" || !IsField(name.begin) ||
      !IsField(name.begin - 2) || doc_.BlockOf(name.sentence).kind != BlockKind::kParagraph)
    return;
  const NodeType ending = gazetteer_.TypeOfSuffix(doc_.Text(name.end - 1));
  const uint32_t field = name.begin - 2, other = name_of_[field];
  const bool marked =
      field > first &&
      (doc_.WordAt(field - 1).upos == Upos::kDet || doc_.WordAt(field - 1).xpos == Xpos::kPOS ||
       doc_.WordAt(field - 1).xpos == Xpos::kPRPPoss || Known(field - 1, field));
  const bool alone = other == kNone || names_[other].end - names_[other].begin == 1;
  if (ending != NodeType::kOrganization) return;
  if (!alone) return ExtendByHalfBefore(name, names_[other]);
  if (!marked) return;
  Release(field, field + 1);
  TakeFrom(name, field);
}

// "the National Health and" + "Medical Research Council": what one article stands before.
void NameMentionFinder::ExtendByHalfBefore(Mention& name, const Mention& half) {
  const uint32_t begin = half.begin;
  if (half.end + 1 != name.begin || half.type == NodeType::kPerson ||
      Known(begin, half.end) != nullptr || begin == 0 || doc_.Lower(begin - 1) != "the" ||
      gazetteer_.TypeOfSuffix(doc_.Text(half.end - 1)) != NodeType::kNone)
    return;
  Release(begin, half.end);
  TakeFrom(name, begin);
}

// "Malta Chamber" + "of Pharmacists": whom or what a body is of.
void NameMentionFinder::ExtendByMembers(Mention& name) {
  const Sentence& sentence = doc_.SentenceAt(name.sentence);
  if (name.known || name.end + 1 >= sentence.end ||
      gazetteer_.TypeOfSuffix(doc_.Text(name.end - 1)) != NodeType::kOrganization ||
      IsCompanyForm(doc_.Lower(name.end - 1)) || !IsOneOf(doc_.Text(name.end), {"of", "for"}) ||
      doc_.BlockOf(name.sentence).kind != BlockKind::kParagraph)
    return;
  uint32_t end = name.end + 1;
  const auto member = [&](uint32_t t) {
    return t < sentence.end && Capital(t) && !IsCalendarWord(t) && !IsUpper(doc_.Text(t)) &&
           Known(t, t + 1) == nullptr && (doc_.WordAt(t).IsPlural() || IsField(t)) &&
           !gazetteer_.IsFirstName(doc_.Text(t));
  };
  while (member(end)) ++end;
  if (end == name.end + 1) return;
  if (end + 1 < sentence.end && doc_.Text(end) == "and" && member(end + 1)) end += 2;
  while (member(end)) ++end;
  TakeTo(name, end, NodeType::kOrganization);
}

// "Office of the Prime" + "Minister".
void NameMentionFinder::ExtendByOffice(Mention& name) {
  const Sentence& sentence = doc_.SentenceAt(name.sentence);
  if (name.known || name.end - name.begin < 3 || name.end >= sentence.end || !Capital(name.end) ||
      name_of_[name.end] != kNone || !IsOneOf(doc_.Text(name.end - 2), {"of", "the", "for"}))
    return;
  const KnownNoun* noun = gazetteer_.FindNoun(doc_.Phrase(name.end - 1, name.end + 1, false));
  if (noun && (noun->kinds & kRoleNoun)) TakeTo(name, name.end + 1, NodeType::kOrganization);
}

// A capital word of English that names nothing by itself: "Rural", "Affairs".
bool NameMentionFinder::IsField(uint32_t t) const {
  const std::string lemma = ToLower(doc_.Lemma(t));
  const KnownNoun* noun = gazetteer_.FindNoun(lemma);
  const bool body = noun && (noun->kinds & (kOrganizationNoun | kRoleNoun));
  return Capital(t) && !body && !IsUpper(doc_.Text(t)) && !IsCalendarWord(t) &&
         Known(t, t + 1) == nullptr && !gazetteer_.IsFirstName(doc_.Text(t)) &&
         (gazetteer_.IsEnglish(doc_.Lower(t)) || gazetteer_.IsEnglish(lemma) ||
          (EndsWith(lemma, "s") && gazetteer_.IsEnglish(lemma.substr(0, lemma.size() - 1))));
}

// Whether the name that begins there is a lord's: "Lord Carmichael", with or without the title.
bool NameMentionFinder::IsPeer(uint32_t begin) const {
  static constexpr std::array<std::string_view, 8> kPeers = {
      "Lord", "Lady", "Baroness", "Baron", "Viscount", "Viscountess", "Earl", "Dame"};
  return IsOneOf(doc_.Text(begin), kPeers) || (begin > 0 && IsOneOf(doc_.Text(begin - 1), kPeers));
}

// "Lord Carmichael" + "of Oban": part of how he is styled.
void NameMentionFinder::ExtendBySeat(Mention& name) {
  const uint32_t of = name.end;
  if (name.type != NodeType::kPerson || !IsPeer(name.begin) ||
      of + 1 >= doc_.SentenceAt(name.sentence).end || doc_.Text(of) != "of" || !Capital(of + 1))
    return;
  const uint32_t seat = name_of_[of + 1];
  if (seat == kNone || names_[seat].type == NodeType::kPlace)
    TakeTo(name, seat == kNone ? of + 2 : names_[seat].end, NodeType::kPerson);
}

void NameMentionFinder::ExtendByHyphen(Mention& name) {
  const Sentence& s = doc_.SentenceAt(name.sentence);
  if (name.end + 1 < s.end && name.end - name.begin > 1 && doc_.Text(name.end - 1) == "A" &&
      doc_.Text(name.end) == "/" && doc_.Text(name.end + 1) == "S")
    TakeTo(name, name.end + 2, NodeType::kOrganization);  // "Sikuaq Trawl A/S"
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
      doc_.Text(name.begin - 2).size() > 1)
    TakeFrom(name, name.begin - 2);
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
                     // "the Indian Ocean island"
                     gazetteer_.TypeOfSuffix(doc_.Text(name.end - 1)) != NodeType::kPlace &&
                     !doc_.WordAt(name.end).IsPlural();
  const bool disease = doc_.Lower(name.end) == "fever" || doc_.Lower(name.end) == "virus" ||
                       doc_.Lower(name.end) == "disease";
  // "Calama prison", "Brussels airport", but not "a London prison".
  const bool of_town = name.known && noun && IsOneOf(doc_.Lower(name.end), {"airport", "prison"}) &&
                       (name.begin == 0 || doc_.WordAt(name.begin - 1).upos != Upos::kDet) &&
                       name.known->kind != NameKind::kCountry;
  if (disease) name.type = NodeType::kTopic;
  if (!suffix && !place && !disease && !of_town) return;
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

}  // namespace newsgraph::text

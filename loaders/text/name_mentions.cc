// Mentions that are names: what the models found, mended by the gazetteers and the words beside.
#include <algorithm>
#include <array>

#include "loaders/text/letters.h"
#include "loaders/text/mention_steps.h"

namespace newsgraph::text {
namespace {

constexpr uint32_t kMaxNameTokens = 7;

bool IsPossessiveMark(std::string_view word) {
  return word == "'s" || word == "’s" || word == "'" || word == "’";
}

class NameMentionFinder {
 public:
  explicit NameMentionFinder(Document& doc) : doc_(doc), gazetteer_(doc.knowledge.gazetteer()) {}

  void Find() {
    name_of_.assign(doc_.words().size(), kNone);
    AddModelNames();
    AddKnownNames();
    AddNamesBesideNouns();
    AddCapitalisedRuns();
    SplitNames();
    JoinNicknames();
    for (Mention& name : names_) MendName(name);
    AddRepeatedWords();
    VoteOnTypes(doc_, names_);
    DropHeadlineNoise();
    for (Mention& name : names_) {
      if (name.demonym) MakeGroup(name);
      if (name.type != NodeType::kNone && name.begin < name.end) doc_.mentions.push_back(name);
    }
  }

 private:
  bool Capital(uint32_t t) const { return StartsUpper(doc_.Text(t)); }
  bool SentenceStart(uint32_t t) const { return doc_.SentenceAt(doc_.SentenceOf(t)).begin == t; }

  static NodeType TypeOf(NameType type) {
    switch (type) {
      case NameType::kPerson:
        return NodeType::kPerson;
      case NameType::kOrganization:
        return NodeType::kOrganization;
      case NameType::kLocation:
        return NodeType::kPlace;
      case NameType::kMisc:
        return NodeType::kNone;
    }
    return NodeType::kNone;
  }

  void Claim(uint32_t begin, uint32_t end, NodeType type) {
    Mention mention;
    mention.begin = begin;
    mention.end = end;
    mention.type = type;
    mention.sentence = doc_.SentenceOf(begin);
    for (uint32_t t = begin; t < end; ++t) name_of_[t] = static_cast<uint32_t>(names_.size());
    names_.push_back(std::move(mention));
  }

  void AddModelNames() {
    for (const Name& name : doc_.analysis.names) {
      if (name.end > name.begin) Claim(name.begin, name.end, TypeOf(name.type));
    }
  }

  // The text of [begin, end) as the gazetteer spells it: one space, straight apostrophes.
  std::string Spelling(uint32_t begin, uint32_t end) const {
    std::string out;
    for (uint32_t t = begin; t < end; ++t) {
      if (t > begin && doc_.tokens.tokens[t].space_before) out += ' ';
      out += doc_.Text(t);
    }
    for (size_t at; (at = out.find("’")) != std::string::npos;) out.replace(at, 3, "'");
    return out;
  }

  const KnownName* Known(uint32_t begin, uint32_t end) const {
    const std::string spelling = Spelling(begin, end);
    if (const KnownName* known = gazetteer_.FindName(spelling)) return known;
    if (!IsUpper(spelling) || spelling.size() < 5) return nullptr;
    // Headlines and datelines in capitals: "ARMENIA".
    std::string title = ToLower(spelling);
    bool start = true;
    for (char& c : title) {
      if (start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
      start = c == ' ' || c == '-';
    }
    return gazetteer_.FindName(title);
  }

  // Countries, demonyms, capitals and organizations that the models missed or cut short.
  void AddKnownNames() {
    const uint32_t count = static_cast<uint32_t>(doc_.words().size());
    for (uint32_t begin = 0; begin < count; ++begin) {
      if (!Capital(begin)) continue;
      const uint32_t stop =
          std::min(doc_.SentenceAt(doc_.SentenceOf(begin)).end, begin + kMaxNameTokens);
      for (uint32_t end = stop; end > begin; --end) {
        const KnownName* known = Known(begin, end);
        if (known == nullptr) continue;
        if (Overrides(*known, begin, end)) {
          Release(begin, end);
          Claim(begin, end, NodeType::kNone);
          begin = end - 1;
        }
        break;
      }
    }
  }

  // Whether a known name replaces what the models said of these tokens.
  bool Overrides(const KnownName& known, uint32_t begin, uint32_t end) const {
    const bool sure =
        known.kind == NameKind::kCountry || known.kind == NameKind::kDemonym ||
        known.kind == NameKind::kOrganization || known.kind == NameKind::kCapital ||
        (known.kind == NameKind::kRegion && end - begin + doc_.Text(begin).size() > 4);
    bool free = true;
    for (uint32_t t = begin; t < end; ++t) {
      if (name_of_[t] == kNone) continue;
      const Mention& other = names_[name_of_[t]];
      if (other.begin < begin || other.end > end) return false;  // part of a longer name
      free = false;
    }
    if (!free) return sure;
    if (!sure) return false;
    // A word that only looks like a name: "Turkey" is fine, "Polish" at a sentence's start as verb
    // is not.
    return doc_.WordAt(begin).upos != Upos::kVerb && doc_.WordAt(begin).upos != Upos::kPron &&
           !(known.kind == NameKind::kOrganization && end == begin + 1 && SentenceStart(begin) &&
             !IsUpper(doc_.Text(begin)) && doc_.WordAt(begin).upos != Upos::kPropn);
  }

  void Release(uint32_t begin, uint32_t end) {
    for (uint32_t t = begin; t < end; ++t) {
      if (name_of_[t] == kNone) continue;
      Mention& other = names_[name_of_[t]];
      for (uint32_t u = other.begin; u < other.end; ++u) name_of_[u] = kNone;
      other.end = other.begin;  // dead
    }
  }

  bool IsCalendarWord(uint32_t t) const {
    return gazetteer_.IsCalendarWord(doc_.Lower(t)) ||
           (IsUpper(doc_.Text(t)) && gazetteer_.IsTimeZone(doc_.Lower(t)));
  }

  static bool IsQuote(std::string_view word) {
    return word == "“" || word == "”" || word == "\"" || word == "‘" || word == "’" ||
           word == "``" || word == "''" || word == "«" || word == "»";
  }

  // Whether a body, party or gang may be named beside this common noun.
  bool IsBodyNoun(uint32_t t) const {
    const KnownNoun* noun =
        IsLowerStart(doc_.Text(t)) ? gazetteer_.FindNoun(doc_.Lower(t)) : nullptr;
    return noun && (noun->kinds & kOrganizationNoun) && !(noun->kinds & kEventNoun) &&
           !doc_.WordAt(t).IsPlural();
  }

  // "her Firm Hand party", "the faction “Ata-Jol”": capitals that the models took for no name,
  // beside a noun that says what they name.
  void AddNamesBesideNouns() {
    for (const Sentence& s : doc_.tokens.sentences) {
      if (doc_.BlockOf(doc_.SentenceOf(s.begin)).kind != BlockKind::kParagraph) continue;
      for (uint32_t t = s.begin + 1; t < s.end; ++t) {
        if (!IsBodyNoun(t)) continue;
        uint32_t begin = t;
        while (begin > s.begin + 1 && t - begin < 4 && Capital(begin - 1) &&
               name_of_[begin - 1] == kNone && !IsCalendarWord(begin - 1) &&
               doc_.Text(begin - 1).size() > 1 && Known(begin - 1, begin) == nullptr)
          --begin;
        const Word& before = doc_.WordAt(begin - 1);
        const bool marked =
            before.upos == Upos::kDet || before.xpos == Xpos::kPRPPoss || before.xpos == Xpos::kPOS;
        if (begin < t && marked) Claim(begin, t, NodeType::kOrganization);
        if (t + 3 >= s.end || !IsQuote(doc_.Text(t + 1)) || !Capital(t + 2)) continue;
        uint32_t end = t + 2;
        while (end < s.end && end < t + 8 && !IsQuote(doc_.Text(end))) ++end;
        const bool free = end < s.end && IsQuote(doc_.Text(end)) && name_of_[end - 1] == kNone &&
                          name_of_[t + 2] == kNone;
        if (free) Claim(t + 2, end, NodeType::kOrganization);
      }
    }
  }

  // "Wilner “Ti Kouto” Estimé" is one person.
  void JoinNicknames() {
    for (uint32_t open = 1; open + 3 < doc_.words().size(); ++open) {
      if (!IsQuote(doc_.Text(open)) || !Capital(open - 1) || !Capital(open + 1)) continue;
      uint32_t close = open + 1;
      while (close < open + 5 && close + 1 < doc_.words().size() && !IsQuote(doc_.Text(close)))
        ++close;
      if (!IsQuote(doc_.Text(close)) || !Capital(close + 1) ||
          doc_.SentenceOf(open - 1) != doc_.SentenceOf(close + 1))
        continue;
      const uint32_t first = name_of_[open - 1];
      if (first == kNone || names_[first].begin == names_[first].end) continue;
      const NodeType type = names_[first].type;
      if (type != NodeType::kPerson && !gazetteer_.IsFirstName(doc_.Text(open - 1))) continue;
      const uint32_t begin = names_[first].begin;
      const uint32_t last = name_of_[close + 1];
      const uint32_t end = last == kNone ? close + 2 : names_[last].end;
      Release(begin, end);
      Claim(begin, end, NodeType::kPerson);
    }
  }

  // Runs of proper nouns in mid-sentence that nobody claimed.
  void AddCapitalisedRuns() {
    const uint32_t count = static_cast<uint32_t>(doc_.words().size());
    for (uint32_t t = 0; t < count; ++t) {
      if (!OpenName(t)) continue;
      uint32_t end = t + 1;
      while (end < count && doc_.SentenceOf(end) == doc_.SentenceOf(t) && OpenName(end)) ++end;
      const bool headline = doc_.BlockOf(doc_.SentenceOf(t)).kind == BlockKind::kTitle ||
                            doc_.BlockOf(doc_.SentenceOf(t)).kind == BlockKind::kSubhead;
      // One at a sentence's start may be any word: it counts if the words beside it tell its type.
      if (!headline) Claim(t, end, NodeType::kNone);
      t = end - 1;
    }
  }

  // "San Francisco's Veltron" and "Sorvi CEO Lehto" are two names each.
  void SplitNames() {
    for (size_t i = 0; i < names_.size(); ++i) {
      const uint32_t begin = names_[i].begin, end = names_[i].end;
      const NodeType type = names_[i].type;
      if (end - begin < 3 || Known(begin, end)) continue;
      for (uint32_t t = end - 1; t-- > begin + 1;) {
        const bool mark = doc_.WordAt(t).xpos == Xpos::kPOS;
        const KnownNoun* noun =
            type == NodeType::kPerson ? gazetteer_.FindNoun(doc_.Lower(t)) : nullptr;
        const bool office = noun && noun->has_relation && noun->relation != RelationType::kFamilyOf;
        const bool role =
            type == NodeType::kPerson && (office || (gazetteer_.IsTitle(doc_.Lower(t)) &&
                                                     !gazetteer_.IsFirstName(doc_.Text(t))));
        // "St. Brendan's Medical Center", "McDonald's Corp": one name with a mark in it.
        if (mark && type == NodeType::kOrganization &&
            gazetteer_.TypeOfSuffix(doc_.Text(end - 1)) == NodeType::kOrganization &&
            Known(begin, t) == nullptr)
          continue;
        if (!mark && !role) continue;
        for (uint32_t u = begin; u < t + 1; ++u) name_of_[u] = kNone;
        names_[i].begin = t + 1;
        const NodeType owner =
            mark && type == NodeType::kPerson && gazetteer_.IsFirstName(doc_.Text(begin))
                ? NodeType::kPerson
                : NodeType::kNone;
        Claim(begin, t, owner);
        break;
      }
    }
  }

  // A surname or first word of a company that the models missed elsewhere in the story.
  void AddRepeatedWords() {
    StringMap<NodeType> words;
    for (const Mention& name : names_) {
      if (name.begin == name.end || name.known) continue;
      if (name.type == NodeType::kPerson)
        words.try_emplace(std::string(doc_.Text(name.end - 1)), name.type);
      const bool acronym = IsUpper(doc_.Text(name.begin)) && doc_.Text(name.begin).size() >= 3;
      if (name.type == NodeType::kOrganization && name.end - name.begin <= 3 &&
          (acronym || doc_.Text(name.begin).size() > 4)) {
        words.try_emplace(std::string(doc_.Text(name.begin)), name.type);
      }
    }
    for (uint32_t t = 0; t < doc_.words().size(); ++t) {
      if (name_of_[t] != kNone || !Capital(t)) continue;
      const auto it = words.find(doc_.Text(t));
      if (it == words.end() || gazetteer_.FindNoun(doc_.Lower(t)) ||
          gazetteer_.FindName(doc_.Text(t)))
        continue;
      Claim(t, t + 1, it->second);
      MendName(names_.back());
    }
  }

  // In headlines and subheads in capitals a name counts only if the story has it too.
  void DropHeadlineNoise() {
    StringSet body;
    auto headline = [&](const Mention& name) {
      const BlockKind kind = doc_.BlockOf(name.sentence).kind;
      return kind == BlockKind::kTitle || kind == BlockKind::kSubhead ||
             kind == BlockKind::kStandfirst || kind == BlockKind::kQuestion;
    };
    for (const Mention& name : names_) {
      if (name.begin == name.end || headline(name)) continue;
      for (uint32_t t = name.begin; t < name.end; ++t) body.insert(std::string(doc_.Text(t)));
    }
    for (Mention& name : names_) {
      if (name.begin == name.end || !headline(name) || name.known) continue;
      if (!body.contains(doc_.Text(name.end - 1)) && !body.contains(doc_.Text(name.begin)))
        name.end = name.begin;
    }
  }

  bool OpenName(uint32_t t) const {
    return name_of_[t] == kNone && Capital(t) && doc_.WordAt(t).upos == Upos::kPropn &&
           !IsCalendarWord(t) && !gazetteer_.IsTitle(doc_.Lower(t)) &&
           gazetteer_.FindNoun(doc_.Lower(t)) == nullptr && doc_.Text(t).size() > 1;
  }

  // Trims titles and marks, looks the name up, and lets its last word decide the type.
  void MendName(Mention& name) {
    if (name.begin == name.end) return;
    while (name.end > name.begin &&
           (IsPossessiveMark(doc_.Text(name.end - 1)) || !IsWord(name.end - 1)))
      --name.end;
    while (name.begin < name.end && (doc_.Lower(name.begin) == "the" || !IsWord(name.begin)))
      ++name.begin;
    CutAtLowerCase(name);
    StripTitles(name);
    if (name.begin == name.end) return;
    if (IsPartyMark(name) || BeginsOffice(name)) {
      Release(name.begin, name.end);
      return;
    }
    if (name.end - name.begin == 1 && IsCommonWord(name.begin)) {
      name_of_[name.begin] = kNone;
      name.end = name.begin;
      return;
    }
    name.known = Known(name.begin, name.end);
    ExtendByCapital(name);
    ExtendByHyphen(name);
    ExtendBySuffix(name);
    ExtendByPlural(name);
    ExtendByPossessed(name);
    name.head = HeadOf(name.begin, name.end);
    name.name = WithoutNickname(name.begin, name.end);
    for (char& c : name.name) {
      if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    }
    DecideType(name);
  }

  // "Wilner “Ti Kouto” Estimé" -> "Wilner Estimé".
  std::string WithoutNickname(uint32_t begin, uint32_t end) const {
    uint32_t open = begin, close = end;
    while (open < end && !IsQuote(doc_.Text(open))) ++open;
    while (close > open + 1 && !IsQuote(doc_.Text(close - 1))) --close;
    if (open == begin || close <= open + 1 || close == end)
      return std::string(doc_.Words(begin, end));
    return Cat(doc_.Words(begin, open), " ", doc_.Words(close, end));
  }

  // "R-Minn.", "D-La.": a party and a state, no name.
  bool IsPartyMark(const Mention& name) const {
    const std::string_view text = doc_.Words(name.begin, name.end);
    if (name.begin >= 2 && doc_.Text(name.begin - 1) == "-" &&
        doc_.Text(name.begin - 2).size() == 1 && name.end - name.begin == 1)
      return true;
    return text.size() >= 4 && text.size() <= 8 && text[1] == '-' && StartsUpper(text.substr(2)) &&
           (text[0] == 'R' || text[0] == 'D' || text[0] == 'I');
  }

  // "Foreign" of "Foreign Minister X".
  bool BeginsOffice(const Mention& name) const {
    if (name.known || name.end >= doc_.SentenceAt(name.sentence).end) return false;
    const KnownNoun* noun = gazetteer_.FindNoun(doc_.Phrase(name.begin, name.end + 1, true));
    return noun != nullptr && (noun->kinds & kRoleNoun) && name.end - name.begin <= 2;
  }

  bool IsWord(uint32_t t) const {
    for (char c : doc_.Text(t)) {
      if (IsLetter(c) || IsDigit(c)) {
        return doc_.Text(t) != "“" && doc_.Text(t) != "”" && doc_.Text(t) != "‘" &&
               doc_.Text(t) != "’" && doc_.Text(t) != "—" && doc_.Text(t) != "–";
      }
    }
    return false;
  }

  // "Lehto controls Veltron": a name ends before a word in lower case that joins no names.
  void CutAtLowerCase(Mention& name) {
    static constexpr std::array<std::string_view, 26> kJoins = {
        "of",  "the", "for", "and", "de", "la", "le",  "du",  "des", "del", "di", "da", "dos",
        "van", "von", "der", "den", "al", "el", "bin", "ibn", "on",  "in",  "to", "at", "y"};
    for (uint32_t t = name.begin + 1; t < name.end; ++t) {
      const std::string_view word = doc_.Text(t);
      if (!IsLowerStart(word) || doc_.WordAt(t).xpos == Xpos::kPOS) continue;
      // "Osh the Treaty": an article belongs to a name only behind a word that joins.
      if (word == "the" && !IsLowerStart(doc_.Text(t - 1)) && name.type != NodeType::kPerson)
        return CutAt(name, t);
      if (std::find(kJoins.begin(), kJoins.end(), word) != kJoins.end()) continue;
      const Word& tag = doc_.WordAt(t);
      if (tag.upos != Upos::kVerb && tag.upos != Upos::kAux) continue;
      return CutAt(name, t);
    }
  }

  void CutAt(Mention& name, uint32_t end) {
    for (uint32_t u = end; u < name.end; ++u) name_of_[u] = kNone;
    name.end = end;
  }

  // "Monday", "Treaty", "Captain": no name by itself.
  bool IsCommonWord(uint32_t t) const {
    if (IsCalendarWord(t)) return true;
    if (gazetteer_.FindName(doc_.Text(t))) return false;
    if (IsUpper(doc_.Text(t)) && doc_.Text(t).size() <= 2) return true;
    return !IsUpper(doc_.Text(t)) && (gazetteer_.FindNoun(doc_.Phrase(t, t + 1, true)) != nullptr ||
                                      gazetteer_.FindNoun(doc_.Lower(t)) != nullptr);
  }

  void StripTitles(Mention& name) {
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
      const bool title = gazetteer_.IsTitle(lower) &&
                         (person || name.type == NodeType::kPlace || name.type == NodeType::kNone);
      if (!title && !role) break;
      if (gazetteer_.TypeOfSuffix(doc_.Text(name.end - 1)) == NodeType::kOrganization) break;
      if (title && !person) name.type = NodeType::kPerson;
      name_of_[name.begin] = kNone;
      ++name.begin;
    }
  }

  // "Dockers' Union", of which the models saw the last word alone.
  void ExtendByPlural(Mention& name) {
    if (gazetteer_.TypeOfSuffix(doc_.Text(name.begin)) != NodeType::kOrganization) return;
    const uint32_t first = doc_.SentenceAt(name.sentence).begin;
    if (name.begin < first + 2 || !IsPossessiveMark(doc_.Text(name.begin - 1)) ||
        doc_.Text(name.begin - 1).back() == 's' || !Capital(name.begin - 2) ||
        !EndsWith(doc_.Text(name.begin - 2), "s") || name_of_[name.begin - 2] != kNone)
      return;
    name.begin -= 2;
    for (uint32_t t = name.begin; t < name.end; ++t) name_of_[t] = name_of_[name.end - 1];
  }

  // "Clay County Sheriff's Office", of which the models saw the first words.
  void ExtendByPossessed(Mention& name) {
    const uint32_t limit = doc_.SentenceAt(name.sentence).end;
    if (name.end + 1 >= limit || doc_.WordAt(name.end).xpos != Xpos::kPOS || name.known) return;
    const std::string_view next = doc_.Text(name.end + 1);
    if (next != "Office" && next != "Department" && next != "Club" && next != "Hospital" &&
        next != "College" && next != "School" && next != "Guild" && next != "Association")
      return;
    if (name_of_[name.end + 1] != kNone && names_[name_of_[name.end + 1]].end > name.end + 2)
      return;
    Release(name.end + 1, name.end + 2);
    name_of_[name.end] = name_of_[name.end + 1] = name_of_[name.begin];
    name.end += 2;
    name.type = NodeType::kOrganization;
  }

  // "Grace" + "Oh", of which the models saw the first name alone.
  void ExtendByCapital(Mention& name) {
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

  // "Jer" + "-Uluu", "Saint-" + "Nazaire": what a hyphen joins is one name.
  void ExtendByHyphen(Mention& name) {
    const Sentence& s = doc_.SentenceAt(name.sentence);
    const auto joined = [&](uint32_t t) { return !doc_.tokens.tokens[t].space_before; };
    if (name.end + 1 < s.end && doc_.Text(name.end) == "-" && joined(name.end) &&
        joined(name.end + 1) && Capital(name.end + 1) && name_of_[name.end + 1] == kNone) {
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

  // "Mumbai" + "Police" not taken by the models; "Riverton" + "airport".
  void ExtendBySuffix(Mention& name) {
    const uint32_t limit = doc_.SentenceAt(name.sentence).end;
    if (name.end >= limit || name_of_[name.end] != kNone) return;
    if (name.type == NodeType::kPerson || (name.known && name.known->kind == NameKind::kDemonym))
      return;
    const std::string_view next = doc_.Text(name.end);
    if (!doc_.tokens.tokens[name.end].space_before) return;
    const bool suffix = StartsUpper(next) && gazetteer_.TypeOfSuffix(next) != NodeType::kNone &&
                        doc_.WordAt(name.end).upos == Upos::kPropn;
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

  // Whether the noun makes a name of its own of the name before it: "Zvartnots airport", but not
  // "the Kemi mill".
  bool IsLandmark(uint32_t t) const {
    static constexpr std::array<std::string_view, 22> kLandmarks = {
        "airport",  "airfield", "crossing",  "checkpoint", "enclave", "bridge",
        "prison",   "jail",     "stadium",   "arena",      "square",  "street",
        "river",    "lake",     "peninsula", "island",     "park",    "barracks",
        "district", "camp",     "province",  "valley"};
    return std::find(kLandmarks.begin(), kLandmarks.end(), doc_.Lower(t)) != kLandmarks.end();
  }

  // The token of a span that governs the others.
  uint32_t HeadOf(uint32_t begin, uint32_t end) const {
    for (uint32_t t = begin; t < end; ++t) {
      const uint32_t head = doc_.WordAt(t).head;
      if (head == kNoHead || head < begin || head >= end) return t;
    }
    return end - 1;
  }

  void DecideType(Mention& name) {
    const std::string_view last = doc_.Text(name.end - 1);
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
          return;
      }
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
    if (suffix != NodeType::kNone && (several || suffix == NodeType::kAward) &&
        !(name.type == NodeType::kPerson && gazetteer_.IsFirstName(doc_.Text(name.begin)))) {
      // "City" ends places and clubs alike: the models' word counts there.
      if (!(suffix == NodeType::kPlace && name.type == NodeType::kOrganization)) name.type = suffix;
    }
    if (name.type == NodeType::kNone) GuessType(name);
  }

  void GuessType(Mention& name) {
    const std::string_view first = doc_.Text(name.begin);
    if (name.end - name.begin == 1 && IsUpper(first) && first.size() <= 6) {
      name.type = NodeType::kOrganization;
    } else if (name.end - name.begin > 1 && gazetteer_.IsFirstName(first)) {
      name.type = NodeType::kPerson;
    } else if (name.begin > 0 && gazetteer_.IsTitle(doc_.Lower(name.begin - 1))) {
      name.type = NodeType::kPerson;
    } else if (name.begin > 1) {
      // "his wife, Mila", "his wife Mila".
      const uint32_t before = doc_.Text(name.begin - 1) == "," ? name.begin - 2 : name.begin - 1;
      const KnownNoun* noun = gazetteer_.FindNoun(doc_.Lower(before));
      if (noun && noun->has_relation && noun->relation == RelationType::kFamilyOf)
        name.type = NodeType::kPerson;
    }
  }

  // "six Americans", "the Armenians who walked free": people, not their country.
  void MakeGroup(Mention& name) const {
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

  Document& doc_;
  const Gazetteer& gazetteer_;
  std::vector<Mention> names_;
  std::vector<uint32_t> name_of_;  // by token: index into names_
};

}  // namespace

void FindNameMentions(Document& doc) { NameMentionFinder(doc).Find(); }

}  // namespace newsgraph::text

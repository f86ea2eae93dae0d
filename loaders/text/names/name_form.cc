// What the words of a name say of the kind of thing it names.
#include <algorithm>
#include <array>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/name_votes.h"

namespace newsgraph::text {
namespace {

bool IsDisease(std::string_view lower) {
  return lower == "fever" || lower == "virus" || lower == "disease" || lower == "syndrome" ||
         lower == "flu";
}

bool IsLowerLetter(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpperLetter(char c) { return c >= 'A' && c <= 'Z'; }

// "DanRail", "TikVid", but not "McAdam", "DeLuca", "al-Sisi".
bool HasInnerCapital(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kPeople = {
      "Mc", "Mac", "De", "Di", "Du", "La", "Le", "Fitz", "Van", "Von", "Ap", "Del"};
  size_t at = 1;
  while (at < word.size() && !(IsUpperLetter(word[at]) && IsLowerLetter(word[at - 1]))) ++at;
  if (at >= word.size()) return false;
  return !IsOneOf(word.substr(0, at), kPeople);
}

// "A321neo", "AW149", but not "12th".
bool IsModelNumber(std::string_view word) {
  if (word.empty() || !IsUpperLetter(word[0]) || word.size() < 3) return false;
  static constexpr std::array<std::string_view, 12> kMoney = {"Sh", "KSh", "Ksh", "Rs", "RM", "HK",
                                                              "US", "NT",  "Rp",  "Tk", "Dh", "SR"};
  const std::string_view letters = word.substr(0, word.find_first_of("0123456789"));
  if (IsOneOf(letters, kMoney)) return false;
  return std::any_of(word.begin(), word.end(), [](char c) { return IsDigit(c); });
}

// First words of places that are named after people: "Avenue Charles de Gaulle".
bool IsWayOrCamp(std::string_view lower) {
  return IsOneOf(lower, {"avenue", "rue", "calle", "boulevard", "plaza", "piazza", "rua", "avenida",
                         "camp", "mount", "jebel", "wadi", "puente", "pont", "ponte", "col"});
}

// Joins the parts of a name behind the word that heads it: "Bank of", "Coalition for".
bool JoinsBehindHead(std::string_view word) {
  return word == "of" || word == "for" || word == "on" || word == "against" || word == "de" ||
         word == "del" || word == "do" || word == "da" || word == "des" || word == "du";
}

// Whether a word, or the singular of a plural, is English.
bool IsEnglishForm(const Gazetteer& gazetteer, std::string_view lower) {
  if (gazetteer.IsEnglish(lower)) return true;
  if (lower.size() < 4 || lower.back() != 's') return false;
  const std::string_view stem = lower.substr(0, lower.size() - 1);
  if (gazetteer.IsEnglish(stem)) return true;
  if (EndsWith(stem, "ie")) return gazetteer.IsEnglish(Cat(stem.substr(0, stem.size() - 2), "y"));
  if (EndsWith(stem, "ve")) return gazetteer.IsEnglish(Cat(stem.substr(0, stem.size() - 2), "f"));
  return EndsWith(stem, "e") && gazetteer.IsEnglish(stem.substr(0, stem.size() - 1));
}

// The word that heads the name: the last, or the one before "of".
uint32_t HeadWord(const Document& doc, const Mention& name) {
  for (uint32_t t = name.begin + 1; t + 1 < name.end; ++t) {
    if (JoinsBehindHead(doc.Text(t))) return t - 1;
  }
  return name.end - 1;
}

bool HeadIsInner(const Document& doc, const Mention& name) {
  return HeadWord(doc, name) + 1 < name.end;
}

class FormVoter {
 public:
  FormVoter(const Document& doc, const Mention& name, Votes& votes)
      : doc_(doc),
        gazetteer_(doc.knowledge.gazetteer()),
        name_(name),
        votes_(votes),
        length_(name.end - name.begin),
        first_(doc.Text(name.begin)),
        last_(doc.Text(name.end - 1)) {}

  void Vote() {
    if (length_ > 1 && IsDisease(doc_.Lower(name_.end - 1))) return Add(NodeType::kTopic, 6);
    if (length_ > 1) {
      Several();
    } else {
      Single();
    }
    Spelling();
  }

 private:
  void Add(NodeType type, int weight) { AddVotes(votes_, type, weight); }

  bool IsOfPeople(std::string_view word) const {
    return gazetteer_.IsFirstName(word) || gazetteer_.IsOfPeople(word);
  }

  // "Bhushan Alloys", "Hope Kitchen": nobody is called by the last word.
  bool EndsInCommonWord() const {
    return !IsOfPeople(last_) && IsEnglishForm(gazetteer_, doc_.Lower(name_.end - 1));
  }

  bool EndsInAcronym() const {
    return last_.size() >= 3 && last_.size() <= 5 && IsUpper(last_) && !IsUpper(first_) &&
           last_.find_first_not_of("IVXL") != last_.npos &&
           !IsOneOf(last_, {"MEP", "MSP", "MLA", "OBE", "CBE", "MBE", "CEO", "PhD", "MNA", "KBE"});
  }

  void Several() {
    if (name_.type == NodeType::kAward && IsOneOf(last_, {"Year", "Decade"}))
      return Add(NodeType::kAward, 11);
    if (EndsInAcronym()) {  // "Africa CDC"
      Add(NodeType::kOrganization, 6);
      Add(NodeType::kPerson, -6);
    }
    const NodeType suffix = gazetteer_.TypeOfSuffix(last_);
    if (suffix != NodeType::kNone && suffix == name_.type) Add(suffix, 3);
    const NodeType head = TypeOfHeadWord(doc_, name_);
    const bool called = gazetteer_.IsFirstName(first_) && name_.type == NodeType::kPerson;
    if (head != NodeType::kNone && suffix == NodeType::kNone && !called)
      Add(head, HeadIsInner(doc_, name_) ? 4 : 2);
    const NodeType beginning = gazetteer_.TypeOfCue(CuePlace::kBeginning, doc_.Lower(name_.begin));
    const bool body = beginning == NodeType::kOrganization;
    const bool storm = beginning == NodeType::kEvent;
    if (head == NodeType::kNone || (body && suffix == NodeType::kNone))
      Add(beginning, IsWayOrCamp(doc_.Lower(name_.begin))       ? 11
                     : storm || beginning == NodeType::kProduct ? 11
                     : body                                     ? 7
                                                                : 3);
    if (length_ > 2) {  // "American Red Cross": its last words are a known body
      const KnownName* tail = gazetteer_.FindName(doc_.Words(name_.end - 2, name_.end));
      if (tail && tail->kind == NameKind::kOrganization) Add(NodeType::kOrganization, 4);
    }
    // "the union's Sian Treloar": two words behind an owner are a person.
    const bool owned = name_.begin > doc_.SentenceAt(name_.sentence).begin &&
                       doc_.WordAt(name_.begin - 1).xpos == Xpos::kPOS;
    const bool two_words = std::count(name_.name.begin(), name_.name.end(), ' ') == 1;
    if (owned && two_words && name_.type == NodeType::kPlace && gazetteer_.IsFirstName(first_))
      Add(NodeType::kPerson, 2);
    if (owned && two_words && suffix == NodeType::kNone && !IsUpper(last_) && !name_.known &&
        name_.type != NodeType::kPlace && first_.find('.') == std::string_view::npos) {
      if (!IsOfPeople(first_) && EndsInCommonWord() && name_.type == NodeType::kPerson)
        Add(NodeType::kOrganization, 2);  // "Greece's Poseidon Salvage"
      else
        Add(NodeType::kPerson, 1 + (name_.type == NodeType::kPerson));
    }
    if (IsLowerStart(last_)) {
      const KnownNoun* noun = gazetteer_.FindNoun(doc_.Lower(name_.end - 1));
      if (noun && (noun->kinds & kPlaceNoun)) Add(NodeType::kPlace, 4);
    }
    // "Frankfurter Morgenblatt", "Visayas Daily Sun".
    const std::string lower = doc_.Lower(name_.end - 1);
    if (lower.size() > 6 && suffix == NodeType::kNone &&
        gazetteer_.TypeOfEnding(lower) == NodeType::kOrganization && !IsOfPeople(last_))
      Add(NodeType::kOrganization, 4);
    for (uint32_t t = name_.begin + 1; t + 1 < name_.end; ++t) {
      if (IsOneOf(doc_.Text(t), {"Daily", "Weekly", "Morning", "Evening", "Sunday"}))
        Add(NodeType::kOrganization, 7);
    }
    if (length_ <= 4 && suffix == NodeType::kNone) People();
    WithArticle();
    if (IsOfCommonWords(doc_, name_)) {
      Add(NodeType::kPerson, -4);
      if (name_.type == NodeType::kPerson) Add(NodeType::kOrganization, 2);
    }
  }

  // "the Maria Esperanza had left": no person; "the John Adair case" may be one's.
  void WithArticle() {
    const Sentence& sentence = doc_.SentenceAt(name_.sentence);
    if (name_.begin == sentence.begin || doc_.Lower(name_.begin - 1) != "the") return;
    const Upos next = name_.end < sentence.end ? doc_.WordAt(name_.end).upos : Upos::kPunct;
    if (next == Upos::kNoun || next == Upos::kPropn || next == Upos::kAdj) return;
    Add(NodeType::kPerson, -3);
    if (name_.type == NodeType::kPerson) Add(NodeType::kOrganization, 2);
  }

  // First names and surnames; a last word that is common English is no surname.
  void People() {
    const bool given = gazetteer_.IsFirstName(first_);
    if (given) Add(NodeType::kPerson, EndsInCommonWord() ? 0 : 2);
    const bool may_be_one = given || (name_.type == NodeType::kPerson &&
                                      !gazetteer_.IsEnglish(doc_.Lower(name_.begin)));
    if (may_be_one && IsOfPeople(last_)) Add(NodeType::kPerson, 1);
    // "Kwon Chang-hoon".
    if (length_ >= 4 && doc_.Text(name_.end - 2) == "-" && IsLowerStart(last_) &&
        !IsEnglishForm(gazetteer_, doc_.Lower(name_.end - 1)))
      Add(NodeType::kPerson, 4);
  }

  // "Brazil's Voaz": one word behind a country, which has people by their full name.
  bool IsOfCountry() const {
    const uint32_t first = doc_.SentenceAt(name_.sentence).begin;
    if (name_.begin < first + 2 || doc_.WordAt(name_.begin - 1).xpos != Xpos::kPOS) return false;
    const KnownName* owner = gazetteer_.FindName(doc_.Text(name_.begin - 2));
    return owner && owner->kind == NameKind::kCountry;
  }

  void Single() {
    Add(gazetteer_.TypeOfEnding(doc_.Lower(name_.begin)), 2);
    std::string folded = FoldName(name_.name);
    if (!folded.empty()) folded[0] = static_cast<char>(folded[0] - 'a' + 'A');
    if (gazetteer_.IsFirstName(folded)) Add(NodeType::kPerson, 1);
    if (name_.known) return;
    if (name_.type == NodeType::kPerson && !IsOfPeople(last_) && IsOfCountry())
      Add(NodeType::kOrganization, 3);
    const bool acronym = IsUpper(last_) && last_.size() >= 2 && last_.size() <= 6 &&
                         gazetteer_.TypeOfSuffix(last_) == NodeType::kNone;
    const bool shouted = doc_.BlockOf(name_.sentence).kind != BlockKind::kParagraph;
    if (acronym && !shouted && (name_.type != NodeType::kPlace || last_.size() > 3))
      Add(NodeType::kOrganization, 2);
    // After "the" nobody is named by one word.
    const bool the =
        name_.begin > doc_.SentenceAt(name_.sentence).begin && doc_.Lower(name_.begin - 1) == "the";
    if (the && name_.type == NodeType::kPerson && !EndsWith(last_, "s"))
      Add(NodeType::kOrganization, 2);
    if (the && name_.type == NodeType::kNone) Add(NodeType::kOrganization, 1);
  }

  // Ampersands, capitals within words, digits.
  void Spelling() {
    bool company = false, joined = false, model = false;
    for (uint32_t t = name_.begin; t < name_.end; ++t) {
      const std::string_view word = doc_.Text(t);
      joined |= word == "&";
      company |= joined || HasInnerCapital(word);
      model |= IsModelNumber(word);
    }
    if (company) {
      Add(NodeType::kOrganization, 2);
      Add(NodeType::kPerson, -3);
      if (joined) Add(NodeType::kPlace, -4);
    } else if (model && (length_ > 1 || first_.size() > 3)) {
      Add(NodeType::kProduct, 3);
      Add(NodeType::kPerson, -3);
    }
  }

  const Document& doc_;
  const Gazetteer& gazetteer_;
  const Mention& name_;
  Votes& votes_;
  const uint32_t length_;
  const std::string_view first_, last_;
};

}  // namespace

NodeType TypeOfHeadWord(const Document& doc, const Mention& name) {
  if (name.end - name.begin < 2) return NodeType::kNone;
  const Gazetteer& gazetteer = doc.knowledge.gazetteer();
  const uint32_t head = HeadWord(doc, name);
  if (head > name.begin && doc.Text(head - 1) == "-") return NodeType::kNone;  // "Pedro-Hall"
  const NodeType suffix = gazetteer.TypeOfSuffix(doc.Text(head));
  if (suffix != NodeType::kNone) return suffix;
  const bool inner = head + 1 < name.end;
  const KnownNoun* noun = gazetteer.FindNoun(doc.Phrase(head, head + 1, true));
  if (noun == nullptr || IsLowerStart(doc.Text(head))) return NodeType::kNone;
  if (noun->kinds & kOrganizationNoun) return NodeType::kOrganization;
  if (noun->kinds & kAwardNoun) return NodeType::kAward;
  if (noun->kinds & kPlaceNoun) return NodeType::kPlace;
  if (noun->kinds & kWorkNoun) return NodeType::kWork;
  if (noun->kinds & kEventNoun) return NodeType::kEvent;
  if ((noun->kinds & kRoleNoun) && inner) return NodeType::kPerson;  // "Duke of Arden"
  return NodeType::kNone;
}

bool IsOfCommonWords(const Document& doc, const Mention& name) {
  const Gazetteer& gazetteer = doc.knowledge.gazetteer();
  if (name.end - name.begin < 2) return false;
  bool last = false;
  int common = 0;
  for (uint32_t t = name.begin; t < name.end; ++t) {
    const std::string_view word = doc.Text(t);
    if (!StartsUpper(word) || IsUpper(word)) continue;
    const bool english = IsEnglishForm(gazetteer, doc.Lower(t));
    const bool called = gazetteer.IsFirstName(word) || (gazetteer.IsOfPeople(word) && !english);
    last = !called && english;
    common += english;  // a first name that is a word too ("Hope Kitchen") does not speak against
  }
  return last && common >= 2;
}

void VoteByForm(const Document& doc, const Mention& name, Votes& votes) {
  FormVoter(doc, name, votes).Vote();
}

}  // namespace newsgraph::text

// What kind of thing an unknown name names: the models guess at each place it stands, the words
// beside it speak more surely ("Norcorp's shareholders", "the village of Mirovo"), and all places
// of one name vote.
#include <algorithm>
#include <array>

#include "loaders/text/letters.h"
#include "loaders/text/mention_steps.h"

namespace newsgraph::text {
namespace {

constexpr uint32_t kMaxApposition = 10;  // tokens from a comma to the noun that describes the name

using Votes = std::array<int, kNodeTypeCount + 1>;

class TypeVoter {
 public:
  explicit TypeVoter(const Document& doc) : doc_(doc), gazetteer_(doc.knowledge.gazetteer()) {}

  void Vote(std::span<Mention> names) {
    StringMap<Votes> votes;
    for (const Mention& name : names) {
      if (name.begin == name.end) continue;
      auto [it, fresh] = votes.try_emplace(name.name);
      if (fresh) it->second.fill(0);
      ++it->second[static_cast<size_t>(name.type)];
      if (!name.known || name.known->kind == NameKind::kCity) AddContext(name, it->second);
      if (name.known && name.known->kind == NameKind::kCity) Add(it->second, NodeType::kPlace, 2);
    }
    DoubtLoneNames(names, votes);
    for (Mention& name : names) {
      if (name.begin == name.end || (name.known && name.known->kind != NameKind::kCity)) continue;
      const Votes& count = votes.find(name.name)->second;
      size_t best = static_cast<size_t>(name.type);
      for (size_t i = 0; i < kNodeTypeCount; ++i) {
        const bool unset = best == static_cast<size_t>(NodeType::kNone);
        if (count[i] > 0 && (unset || count[i] > count[best])) best = i;
      }
      name.type = static_cast<NodeType>(best);
    }
    VoteByLongerNames(names);
  }

 private:
  // News gives people their full name once: a single word that no full name ends or begins with and
  // that no title precedes is half as likely one.
  void DoubtLoneNames(std::span<const Mention> names, StringMap<Votes>& votes) const {
    constexpr size_t kAlike = 4;  // letters that other spellings share: Avetisian, Avetisyan
    StringSet words, beginnings;  // of people's names
    for (const Mention& name : names) {
      if (name.begin == name.end) continue;
      const uint32_t length = name.end - name.begin;
      const bool titled = name.begin > 0 && gazetteer_.IsTitle(doc_.Lower(name.begin - 1));
      if (length == 1 && !titled) continue;
      for (uint32_t t : {name.begin, name.end - 1}) {
        const std::string_view word = doc_.Text(t);
        words.emplace(word);
        if (word.size() > kAlike) beginnings.emplace(word.substr(0, kAlike));
      }
    }
    constexpr auto kPerson = static_cast<size_t>(NodeType::kPerson);
    for (auto& [name, count] : votes) {
      if (name.find(' ') != std::string::npos || words.contains(name)) continue;
      const bool alike =
          name.size() > kAlike && beginnings.contains(std::string_view(name).substr(0, kAlike));
      if (!alike) count[kPerson] /= 2;
    }
  }

  void Add(Votes& votes, NodeType type, int weight) const {
    if (type != NodeType::kNone) votes[static_cast<size_t>(type)] += weight;
  }

  void AddContext(const Mention& name, Votes& votes) const {
    const Sentence& sentence = doc_.SentenceAt(name.sentence);
    AddForm(name, sentence, votes);
    if (name.begin > sentence.begin) Before(name.begin - 1, sentence, name, votes);
    if (name.end < sentence.end) After(name, sentence.end, votes);
    Verb(name, votes);
    Pronoun(name, sentence, votes);
    Score(name, sentence, votes);
    const uint32_t length = name.end - name.begin;
    if (length == 1) {
      Add(votes, gazetteer_.TypeOfEnding(doc_.Lower(name.begin)), 2);
      std::string folded = FoldName(name.name);
      if (!folded.empty()) folded[0] = static_cast<char>(folded[0] - 'a' + 'A');
      if (gazetteer_.IsFirstName(folded)) Add(votes, NodeType::kPerson, 1);
    }
    if (length >= 2 && length <= 4 && gazetteer_.IsFirstName(doc_.Text(name.begin)) &&
        gazetteer_.TypeOfSuffix(doc_.Text(name.end - 1)) == NodeType::kNone)
      Add(votes, NodeType::kPerson, 2);
  }

  // The name's own words: one that ends as companies, laws or prizes do, an acronym, a noun of
  // places in lower case behind it ("Red Bridge crossing"); after "the" nobody is named by one
  // word.
  void AddForm(const Mention& name, const Sentence& sentence, Votes& votes) const {
    const std::string_view last = doc_.Text(name.end - 1);
    const uint32_t length = name.end - name.begin;
    const NodeType suffix = length > 1 ? gazetteer_.TypeOfSuffix(last) : NodeType::kNone;
    if (suffix != NodeType::kNone && suffix == name.type) Add(votes, suffix, 3);
    if (length > 2) {  // "American Red Cross": its last words are a known body
      const KnownName* tail = gazetteer_.FindName(doc_.Words(name.end - 2, name.end));
      if (tail && tail->kind == NameKind::kOrganization) Add(votes, NodeType::kOrganization, 4);
    }
    if (length > 1 && IsDisease(doc_.Lower(name.end - 1))) return Add(votes, NodeType::kTopic, 6);
    // "the union's Sian Treloar": two words behind an owner are a person.
    const bool owned =
        name.begin > sentence.begin && doc_.WordAt(name.begin - 1).xpos == Xpos::kPOS;
    if (owned && length == 2 && suffix == NodeType::kNone && !IsUpper(last) && !name.known &&
        name.type != NodeType::kPlace && IsWordOfLetters(name.begin))
      Add(votes, NodeType::kPerson, 1 + (name.type == NodeType::kPerson));
    if (length > 1 && IsLowerStart(last)) {
      const KnownNoun* noun = gazetteer_.FindNoun(doc_.Lower(name.end - 1));
      if (noun && (noun->kinds & kPlaceNoun)) Add(votes, NodeType::kPlace, 4);
    }
    if (length > 1 || name.known) return;
    const bool acronym = IsUpper(last) && last.size() >= 2 && last.size() <= 6 &&
                         gazetteer_.TypeOfSuffix(last) == NodeType::kNone;
    const bool shouted = doc_.BlockOf(name.sentence).kind != BlockKind::kParagraph;
    if (acronym && !shouted && name.type != NodeType::kPlace)
      Add(votes, NodeType::kOrganization, 2);
    const bool the = name.begin > sentence.begin && doc_.Lower(name.begin - 1) == "the";
    if (the && name.type == NodeType::kPerson && !EndsWith(last, "s"))
      Add(votes, NodeType::kOrganization, 2);
  }

  bool IsWordOfLetters(uint32_t t) const {
    return doc_.Text(t).find('.') == std::string_view::npos;
  }

  static bool IsDisease(std::string_view lower) {
    return lower == "fever" || lower == "virus" || lower == "disease" || lower == "syndrome" ||
           lower == "flu";
  }

  // "X said it would", "X lost his seat": the pronoun that comes first behind a subject.
  void Pronoun(const Mention& name, const Sentence& sentence, Votes& votes) const {
    const Relation relation = doc_.WordAt(name.head).relation;
    if (relation != Relation::kNsubj && relation != Relation::kNsubjPass) return;
    for (uint32_t t = name.end; t < sentence.end && t < name.end + 12; ++t) {
      const Word& word = doc_.WordAt(t);
      if (gazetteer_.IsCalendarWord(doc_.Lower(t))) continue;
      if (word.upos == Upos::kPropn || doc_.Text(t) == ";" || doc_.Text(t) == "“") return;
      if (word.upos == Upos::kNoun && word.relation == Relation::kNsubj) return;
      const std::string& lower = doc_.Lower(t);
      if (lower == "it" || lower == "its" || lower == "itself")
        return Add(votes, NodeType::kOrganization, name.type == NodeType::kPerson ? 3 : 2);
      if (lower == "he" || lower == "she" || lower == "his" || lower == "her" ||
          lower == "himself" || lower == "herself")
        return Add(votes, NodeType::kPerson, 2);
    }
  }

  // "beat X 68-61": points no set of tennis has.
  void Points(const Mention& name, const Sentence& sentence, Votes& votes) const {
    const uint32_t verb = doc_.WordAt(name.head).head;
    if (verb == kNoHead) return;
    bool beats = false;
    for (uint32_t f : doc_.knowledge.frames().Find(WordClass::kVerb, doc_.Lemma(verb)))
      beats |= doc_.knowledge.frames().frames()[f].relation == RelationType::kDefeated;
    if (!beats) return;
    for (uint32_t t = verb + 1; t + 2 < sentence.end && t < verb + 8; ++t) {
      const bool dash = doc_.Text(t + 1) == "-" || doc_.Text(t + 1) == "–";
      if (!dash || !IsDigit(doc_.Text(t)[0]) || !IsDigit(doc_.Text(t + 2)[0])) continue;
      if (doc_.Text(t).size() > 1 || doc_.Text(t + 2).size() > 1 || doc_.Text(t)[0] < '4')
        Add(votes, NodeType::kOrganization, 3);
      return;
    }
  }

  // "Limfjord 29-27 Szolnok", "the Rovers are": clubs.
  void Score(const Mention& name, const Sentence& sentence, Votes& votes) const {
    auto number = [&](uint32_t t) {
      return t < sentence.end && t >= sentence.begin && IsDigit(doc_.Text(t)[0]);
    };
    const uint32_t after = name.end;
    bool result = after + 1 < sentence.end && number(after) &&
                  (doc_.Text(after).find_first_of("-–") != std::string_view::npos ||
                   (after + 3 < sentence.end && doc_.Text(after + 1) == "-" && number(after + 2) &&
                    StartsUpper(doc_.Text(after + 3))));
    if (name.begin >= sentence.begin + 4) {
      result |= number(name.begin - 1) && doc_.Text(name.begin - 2) == "-" &&
                number(name.begin - 3) && StartsUpper(doc_.Text(name.begin - 4));
    }
    Points(name, sentence, votes);
    if (result && doc_.Text(after < sentence.end ? after : name.begin).size() <= 5)
      return Add(votes, NodeType::kOrganization, 3);
    // One name with a verb in the plural, as the British say of clubs and bands.
    if (after >= sentence.end || doc_.WordAt(name.head).relation == Relation::kConj) return;
    const std::string& verb = doc_.Lower(after);
    const bool joined = name.begin > sentence.begin &&
                        (doc_.Lower(name.begin - 1) == "and" ||
                         doc_.Lower(name.begin - 1) == "nor" || doc_.Text(name.begin - 1) == ",");
    if (!joined && (verb == "are" || verb == "have" || verb == "were") &&
        doc_.Child(name.head, Relation::kConj) == kNone)
      Add(votes, NodeType::kOrganization, 2);
  }

  // What a common noun is said of; a word that names nothing gives kNone.
  NodeType TypeOfNoun(uint32_t t, uint32_t first) const {
    const KnownNoun* noun = nullptr;
    for (uint32_t start = t >= first + 4 ? t - 4 : first; start <= t && !noun; ++start)
      noun = gazetteer_.FindNoun(doc_.Phrase(start, t + 1, true));
    if (noun == nullptr)
      return gazetteer_.IsPersonNoun(doc_.Lemma(t)) && !StartsUpper(doc_.Text(t))
                 ? NodeType::kPerson
                 : NodeType::kNone;
    const bool makes = noun->has_relation && (noun->relation == RelationType::kProduces ||
                                              noun->relation == RelationType::kOwns);
    if ((noun->kinds & kOrganizationNoun) || makes) return NodeType::kOrganization;
    if (noun->kinds & kRoleNoun) return NodeType::kPerson;
    if (noun->kinds & kPlaceNoun) return NodeType::kPlace;
    return NodeType::kNone;
  }

  void Before(uint32_t t, const Sentence& sentence, const Mention& name, Votes& votes) const {
    // "the faction “Ata-Jol”".
    const bool quote = doc_.Text(t) == "“" || doc_.Text(t) == "\"" || doc_.Text(t) == "‘";
    if (quote && t > sentence.begin) return Add(votes, TypeOfNoun(t - 1, sentence.begin), 3);
    const std::string& lower = doc_.Lower(t);
    const bool has_word = t > sentence.begin;
    if (doc_.Text(t) == ",") {
      // "its chairman, X,": set off on both sides, or the noun is another's.
      const bool closed = name.end >= sentence.end || doc_.WordAt(name.end).upos == Upos::kPunct;
      if (has_word && closed && !doc_.WordAt(t - 1).IsPlural() && doc_.mention_at[t - 1] == kNone &&
          !StartsUpper(doc_.Text(t - 1)))
        Add(votes, TypeOfNoun(t - 1, sentence.begin), 2);
      return;
    }
    const std::string_view noun = has_word ? doc_.Lemma(t - 1) : std::string_view();
    if (lower == "of" && has_word) {
      const NodeType type = gazetteer_.TypeOfCue(CuePlace::kOf, doc_.Lower(t - 1));
      if (type != NodeType::kNone) return Add(votes, type, 3);
      const KnownNoun* known = gazetteer_.FindNoun(noun);
      if (known && (known->kinds & kPlaceNoun)) return Add(votes, NodeType::kPlace, 3);
      if (known && (known->kinds & kRoleNoun) && known->has_relation &&
          known->relation == RelationType::kLeads)
        Add(votes, NodeType::kOrganization, 2);
      return;
    }
    if (lower == "by") {
      if (has_word) Add(votes, gazetteer_.TypeOfCue(CuePlace::kBy, doc_.Lower(t - 1)), 3);
      return;
    }
    if (lower == "in") {
      const NodeType type =
          has_word ? gazetteer_.TypeOfCue(CuePlace::kIn, doc_.Lower(t - 1)) : NodeType::kNone;
      const bool owner =
          name.end < sentence.end && doc_.WordAt(name.end).xpos == Xpos::kPOS;  // "in X's shares"
      if (type != NodeType::kNone) return Add(votes, type, 3);
      if (!owner) Add(votes, NodeType::kPlace, 2);
      return;
    }
    if (lower == "at" && name.type == NodeType::kPerson) {
      // "workers at X", "an analyst at X" against "the house at X".
      const bool people = has_word && TypeOfNoun(t - 1, sentence.begin) == NodeType::kPerson;
      return Add(votes, people ? NodeType::kOrganization : NodeType::kPlace, people ? 3 : 2);
    }
    if ((lower == "at" || lower == "with" || lower == "for") && has_word) {
      // "a lawyer at X", "worked for X".
      const KnownNoun* known = gazetteer_.FindNoun(noun);
      const bool works = known && (known->kinds & kRoleNoun) && known->has_relation &&
                         known->relation == RelationType::kWorksFor;
      if (works || (noun == "work" && lower != "with")) Add(votes, NodeType::kOrganization, 2);
      return;
    }
    if (gazetteer_.IsTitle(lower)) return Add(votes, NodeType::kPerson, 2);
    const NodeType cue = gazetteer_.TypeOfCue(CuePlace::kBefore, lower);
    if (cue != NodeType::kNone) return Add(votes, cue, 2);
    if (!doc_.WordAt(t).IsPlural() && doc_.mention_at[t] == kNone)
      Add(votes, TypeOfNoun(t, sentence.begin), 2);
  }

  void After(const Mention& name, uint32_t end, Votes& votes) const {
    uint32_t t = name.end;
    const bool owns = doc_.WordAt(t).xpos == Xpos::kPOS;
    if (owns && t + 1 < end) ++t;
    const std::string& lower = doc_.Lower(t);
    if (doc_.Text(t) == "-" && t + 1 < end && doc_.Lower(t + 1) == "based")
      return Add(votes, NodeType::kPlace, 3);
    if (lower == "alive" || lower == "dead" || lower == "guilty" || lower == "unconscious")
      return Add(votes, NodeType::kPerson, 3);
    if (lower == "who" || (lower == "," && t + 1 < end && doc_.Lower(t + 1) == "who"))
      return Add(votes, NodeType::kPerson, 3);
    if (doc_.Text(t) == "," && t + 1 < end) {
      const std::string& next = doc_.Lower(t + 1);
      if (next == "which" && name.type == NodeType::kPerson)
        return Add(votes, NodeType::kOrganization, 4);
      if (next == "headquartered" || next == "listed")
        return Add(votes, NodeType::kOrganization, 4);
    }
    if (doc_.Text(t) == ",") return Apposition(t + 1, end, votes);
    if (!owns && doc_.Lemma(t) == "be" && t + 1 < end) return Apposition(t + 1, end, votes);
    if (doc_.WordAt(t).upos == Upos::kVerb || doc_.WordAt(t).upos == Upos::kAdp) return;
    // "its Hartley facility", "the firm's Kemi mill": a site is called after its town.
    const KnownNoun* site = gazetteer_.FindNoun(lower);
    const bool of_somebody =
        name.begin > 0 && (doc_.WordAt(name.begin - 1).xpos == Xpos::kPRPPoss ||
                           doc_.WordAt(name.begin - 1).xpos == Xpos::kPOS);
    if (!owns && of_somebody && site && (site->kinds & kPlaceNoun) && name.end - name.begin == 1)
      return Add(votes, NodeType::kPlace, 4);
    if (owns || doc_.WordAt(t).upos == Upos::kNoun) {
      const NodeType cue = gazetteer_.TypeOfCue(CuePlace::kPossessed, lower);
      const bool sure = owns || cue == NodeType::kOrganization;
      if (cue != NodeType::kNone && sure) return Add(votes, cue, 2);
    }
    // "a Geneva court", "its Hartley facility", "the Brixham depot".
    if (!owns) {
      const KnownNoun* noun = gazetteer_.FindNoun(lower);
      const bool city = name.known && (noun && (noun->kinds & kOrganizationNoun));
      const bool site = noun && (noun->kinds & kPlaceNoun) && name.end - name.begin == 1 &&
                        !doc_.WordAt(t).IsPlural();
      if (city || site) return Add(votes, NodeType::kPlace, city ? 3 : 2);
    }
    Office(t, end, owns, votes);
  }

  // "X's mayor", "X's chief executive", "X spokesman": whose such an office is.
  void Office(uint32_t t, uint32_t end, bool owns, Votes& votes) const {
    const KnownNoun* noun = nullptr;
    for (uint32_t stop = std::min(end, t + 3); stop > t && noun == nullptr; --stop)
      noun = gazetteer_.FindNoun(doc_.Phrase(t, stop, false));
    if (noun == nullptr || !(noun->kinds & kRoleNoun) || !noun->has_relation) return;
    const std::string& lower = doc_.Lower(t);
    if (lower == "mayor" || lower == "governor" || lower == "resident" || lower == "native")
      return Add(votes, NodeType::kPlace, 2);
    if (noun->relation == RelationType::kLeads || noun->relation == RelationType::kWorksFor ||
        (noun->relation == RelationType::kOwns && owns))
      Add(votes, NodeType::kOrganization, 2);
    if (noun->relation == RelationType::kFamilyOf && owns) Add(votes, NodeType::kPerson, 3);
  }

  // ", a Danish shipping company," ", 42,": the last noun before the next stop describes the name.
  void Apposition(uint32_t begin, uint32_t end, Votes& votes) const {
    if (begin >= end) return;
    if (doc_.WordAt(begin).upos == Upos::kNum && begin + 1 < end && doc_.Text(begin + 1) == ",")
      return Add(votes, NodeType::kPerson, 2);  // an age
    uint32_t noun = kNone;
    for (uint32_t t = begin; t < end && t < begin + kMaxApposition; ++t) {
      const Word& word = doc_.WordAt(t);
      if (word.upos == Upos::kNoun) noun = t;
      const bool inside =
          word.upos == Upos::kDet || word.upos == Upos::kAdj || word.upos == Upos::kNoun ||
          word.upos == Upos::kPropn || word.upos == Upos::kNum || word.xpos == Xpos::kPOS ||
          word.xpos == Xpos::kPRPPoss || word.xpos == Xpos::kVBN || doc_.Text(t) == "-";
      if (!inside) break;
    }
    if (noun == kNone || doc_.WordAt(noun).IsPlural()) return;
    const bool marked = doc_.WordAt(begin).upos == Upos::kDet ||
                        doc_.WordAt(begin).xpos == Xpos::kPRPPoss ||
                        doc_.mention_at[begin] != kNone;
    Add(votes, TypeOfNoun(noun, begin), marked ? 3 : 2);
  }

  void Verb(const Mention& name, Votes& votes) const {
    const Word& word = doc_.WordAt(name.head);
    if (word.head == kNoHead) return;
    const std::string_view lemma = doc_.Lemma(word.head);
    const bool passive = word.relation == Relation::kNsubjPass;
    if (word.relation == Relation::kNsubj) {
      Add(votes, gazetteer_.TypeOfCue(CuePlace::kSubject, lemma), 2);
    } else if (word.relation == Relation::kObj || passive) {
      Add(votes, gazetteer_.TypeOfCue(CuePlace::kObject, lemma), 2);
    }
    Frames(name, votes);
    // A place unknown to the gazetteer that does something is rather a club or a company.
    const Sentence& sentence = doc_.SentenceAt(name.sentence);
    const bool acts =
        name.end < sentence.end && doc_.WordAt(name.end).upos == Upos::kVerb &&
        doc_.WordAt(name.end).IsFinite() &&
        (name.begin == sentence.begin || doc_.WordAt(name.begin - 1).upos != Upos::kAdp);
    if (name.type == NodeType::kPlace && acts) {
      const bool full = name.end - name.begin > 1 &&
                        gazetteer_.TypeOfSuffix(doc_.Text(name.end - 1)) == NodeType::kNone;
      Add(votes, full ? NodeType::kPerson : NodeType::kOrganization, 2);
    }
  }

  // What frames allow where the name stands: who one merges with is an organization.
  void Frames(const Mention& name, Votes& votes) const {
    const Word& word = doc_.WordAt(name.head);
    const Word& verb = doc_.WordAt(word.head);
    if (verb.upos != Upos::kVerb) return;
    Slot slot = kNoSlot;
    if (word.relation == Relation::kNsubj || word.relation == Relation::kOblAgent)
      slot = kSubject;
    else if (word.relation == Relation::kObj || word.relation == Relation::kNsubjPass)
      slot = kObject;
    else if (word.relation == Relation::kObl)
      slot = SlotOfPreposition(doc_.Preposition(name.head));
    if (slot == kNoSlot) return;
    const FrameLexicon& lexicon = doc_.knowledge.frames();
    TypeSet allowed = 0;
    for (uint32_t f : lexicon.Find(WordClass::kVerb, verb.lemma)) {
      const Frame& frame = lexicon.frames()[f];
      if (!frame.objects.empty()) continue;
      for (Slot s : frame.source) allowed |= s == slot ? frame.domain : TypeSet{0};
      for (Slot s : frame.target) allowed |= s == slot ? frame.range : TypeSet{0};
    }
    if (allowed == 0 || Has(allowed, name.type)) return;
    for (NodeType type : {NodeType::kOrganization, NodeType::kPerson, NodeType::kPlace}) {
      if (Has(allowed, type)) return Add(votes, type, 2);
    }
  }

  // Bodies that are called after the town they sit in: "Everly Elementary".
  static bool IsSeated(std::string_view last) {
    static constexpr std::array<std::string_view, 30> kSeated = {
        "school",  "elementary", "university", "college", "hospital", "council",
        "court",   "police",     "herald",     "gazette", "courier",  "times",
        "post",    "fc",         "united",     "city",    "rovers",   "athletic",
        "academy", "institute",  "office",     "museum",  "church",   "infirmary",
        "clinic",  "airport",    "assembly",   "club",    "chamber",  "association"};
    return std::find(kSeated.begin(), kSeated.end(), last) != kSeated.end();
  }

  // "Veltron" takes the type of "Veltron SA"; "Brandt" that of "Karl Brandt".
  void VoteByLongerNames(std::span<Mention> names) const {
    StringMap<NodeType> first_words, last_words;
    StringSet surnames;  // words that stand for a person alone
    for (const Mention& name : names) {
      if (name.end - name.begin == 1 && name.type == NodeType::kPerson && !name.known)
        surnames.insert(name.name);
    }
    for (Mention& name : names) {
      if (name.end - name.begin < 2 || name.known) continue;
      if (name.type != NodeType::kPerson && name.end - name.begin <= 3 &&
          gazetteer_.TypeOfSuffix(doc_.Text(name.end - 1)) == NodeType::kNone &&
          surnames.contains(doc_.Text(name.end - 1)))
        name.type = NodeType::kPerson;  // "Modise Ketlogetswe", where "Ketlogetswe" is one
      if (name.type == NodeType::kOrganization) {
        if (!IsSeated(doc_.Lower(name.end - 1)))
          first_words.try_emplace(std::string(doc_.Text(name.begin)), name.type);
      } else if (name.type == NodeType::kPerson) {
        last_words.try_emplace(std::string(doc_.Text(name.end - 1)), name.type);
      }
    }
    for (Mention& name : names) {
      const bool city = name.known && name.known->kind == NameKind::kCity;
      if (name.end - name.begin != 1 || (name.known && !city)) continue;
      if (city) {
        // "Braga" is no town where "Helena Braga" was named before, but for "in Braga".
        const bool where = name.begin > doc_.SentenceAt(name.sentence).begin &&
                           doc_.WordAt(name.begin - 1).upos == Upos::kAdp &&
                           doc_.Lower(name.begin - 1) != "by" &&
                           doc_.Lower(name.begin - 1) != "with";
        if (!where && last_words.contains(name.name)) {
          name.type = NodeType::kPerson;
          name.known = nullptr;
        }
      } else if (last_words.contains(name.name)) {
        name.type = NodeType::kPerson;
      } else if (first_words.contains(name.name)) {
        name.type = NodeType::kOrganization;
      }
    }
  }

  const Document& doc_;
  const Gazetteer& gazetteer_;
};

}  // namespace

void VoteOnTypes(const Document& doc, std::span<Mention> names) { TypeVoter(doc).Vote(names); }

}  // namespace newsgraph::text

// What the words beside a name say of the kind of thing it names.
#include <algorithm>
#include <array>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/name_nouns.h"
#include "loaders/text/names/name_votes.h"
#include "loaders/text/names/name_words.h"

namespace newsgraph::text {
namespace {

// What is said of no person and no town outweighs the models' surest word and the name's look.
constexpr int kDecisive = 10;
constexpr uint32_t kMaxApposition = 10;  // tokens from a comma to the noun that describes the name

class ContextVoter {
 public:
  explicit ContextVoter(const Document& doc)
      : doc_(doc), gazetteer_(doc.knowledge.gazetteer()), nouns_(doc) {}

  void Vote(const Mention& name, Votes& votes) const {
    const Sentence& sentence = doc_.SentenceAt(name.sentence);
    if (name.begin > sentence.begin) Before(name.begin - 1, sentence, name, votes);
    if (name.end < sentence.end) After(name, sentence.end, votes);
    Verb(name, votes);
    Pronoun(name, sentence, votes);
    VoteByScore(doc_, name, votes);
  }

 private:
  // "X said it would", "X lost his seat": the pronoun that comes first behind a subject.
  void Pronoun(const Mention& name, const Sentence& sentence, Votes& votes) const {
    if (!doc_.WordAt(name.head).IsSubject()) return;
    for (uint32_t t = name.end; t < sentence.end && t < name.end + 12; ++t) {
      const Word& word = doc_.WordAt(t);
      if (gazetteer_.IsCalendarWord(doc_.Lower(t))) continue;
      if (word.upos == Upos::kPropn || doc_.Text(t) == ";" || doc_.Text(t) == "“") return;
      if (word.upos == Upos::kNoun && word.relation == Relation::kNsubj) return;
      const std::string& lower = doc_.Lower(t);
      if (lower == "it" || lower == "its" || lower == "itself")
        return AddVotes(votes, NodeType::kOrganization, lower != "it" ? 2 : Acts(t) ? 4 : 1);
      if (lower == "he" || lower == "she" || lower == "his" || lower == "her" ||
          lower == "himself" || lower == "herself")
        return AddVotes(votes, NodeType::kPerson, 2);
    }
  }

  // Whether "it" does something itself: "said it had sold", not "said it was late".
  bool Acts(uint32_t it) const {
    const Word& word = doc_.WordAt(it);
    if (word.relation != Relation::kNsubj || word.head == kNoHead || word.head < it) return false;
    const bool said = it > 0 && (doc_.Lemma(it - 1) == "say" || doc_.Lower(it - 1) == "that");
    const std::string_view deed = doc_.Lemma(word.head);
    return said && doc_.WordAt(word.head).upos == Upos::kVerb &&
           !IsOneOf(deed, {"take", "make", "seem", "appear", "happen", "look", "feel", "mean"});
  }

  // How much a noun before a comma says of the name behind it that is set off.
  int AppositionWeight(uint32_t noun, uint32_t first, const Mention& name) const {
    if (nouns_.IsBody(noun)) {
      const bool sure = name.type == NodeType::kPerson && IsOfNobody(name);
      return sure && !FollowsRole(noun, first) ? kDecisive : 6;
    }
    return gazetteer_.TypeOfCue(CuePlace::kBefore, doc_.Lemma(noun)) == NodeType::kProduct ? 5 : 2;
  }

  // A rival may be a person.
  static int CueWeight(NodeType cue, std::string_view lower, bool shares) {
    if (cue == NodeType::kProduct) return 11;
    if (cue != NodeType::kOrganization || lower == "rival") return shares ? 7 : 2;
    return kDecisive;
  }

  // "a gun battle at Kombun", "a clinic at Adré": one word behind a noun that is no post or person.
  bool IsSite(uint32_t noun, const Mention& name) const {
    return name.type == NodeType::kOrganization && name.end - name.begin == 1 &&
           !IsUpper(doc_.Text(name.begin)) && doc_.WordAt(noun).upos == Upos::kNoun &&
           nouns_.TypeOf(noun, noun) != NodeType::kPerson &&
           !IsOneOf(doc_.Lemma(noun),
                    {"job",        "post",   "role",     "career", "stint",      "position",
                     "internship", "strike", "walkout",  "stake",  "cut",        "pay",
                     "dispute",    "spell",  "contract", "layoff", "redundancy", "loss",
                     "profit",     "year",   "debut",    "degree", "chair"});
  }

  // "her husband Padraic".
  bool IsRelative(uint32_t t) const {
    const KnownNoun* noun = gazetteer_.FindNoun(doc_.Lower(t));
    return noun && noun->has_relation && noun->relation == RelationType::kFamilyOf &&
           IsLowerStart(doc_.Text(t)) && doc_.Lower(t) != "partner" && doc_.Lower(t) != "parent";
  }

  // Whether "Hugo Brand" ends at `t`.
  bool EndsFullName(uint32_t t, uint32_t first) const {
    return t > first && doc_.WordAt(t).upos == Upos::kPropn && StartsUpper(doc_.Text(t)) &&
           gazetteer_.IsFirstName(doc_.Text(t - 1)) &&
           gazetteer_.TypeOfSuffix(doc_.Text(t)) == NodeType::kNone &&
           gazetteer_.FindNoun(doc_.Lower(t)) == nullptr;
  }

  // Begins with a first name and ends with no word that bodies end with.
  bool LooksLikePerson(const Mention& name) const {
    return name.end - name.begin > 1 && gazetteer_.IsFirstName(doc_.Text(name.begin)) &&
           gazetteer_.TypeOfSuffix(doc_.Text(name.end - 1)) == NodeType::kNone;
  }

  // "an analyst at Nomikos Research, Petra X,": the noun that what ends at `t` belongs to says who
  // somebody with a first name is.
  bool BehindRole(uint32_t t, uint32_t first, const Mention& name) const {
    return LooksLikePerson(name) && FollowsRole(t, first);
  }

  bool FollowsRole(uint32_t t, uint32_t first) const {
    constexpr uint32_t kFar = 10;
    for (uint32_t u = t; u > first && u + kFar > t; --u) {
      const Word& word = doc_.WordAt(u);
      if (word.upos == Upos::kVerb || word.upos == Upos::kAux || word.upos == Upos::kPunct)
        return false;
      if (IsOneOf(doc_.Lower(u), {"of", "at", "for", "with", "from", "in"}) && nouns_.IsRole(u - 1))
        return !doc_.WordAt(u - 1).IsPlural();
    }
    return false;
  }

  // Whether what follows `t` is a ship: "aboard", "the crew of", "the wreck of".
  bool IsOfVessel(uint32_t t, uint32_t first) const {
    static constexpr std::array<std::string_view, 9> kParts = {
        "crew", "passengers", "deck", "hull", "wreck", "sinking", "sailors", "decks", "crewmen"};
    if (doc_.Lower(t) == "aboard") return true;
    return t > first && (doc_.Lower(t) == "of" || doc_.Lower(t) == "on") &&
           IsOneOf(doc_.Lower(t - 1), kParts);
  }

  void Before(uint32_t t, const Sentence& sentence, const Mention& name, Votes& votes) const {
    // "the faction “Ata-Jol”".
    const bool quote = doc_.Text(t) == "“" || doc_.Text(t) == "\"" || doc_.Text(t) == "‘";
    if (quote && t > sentence.begin)
      return AddVotes(votes, nouns_.TypeOf(t - 1, sentence.begin), nouns_.IsBody(t - 1) ? 6 : 3);
    const std::string& lower = doc_.Lower(t);
    const bool has_word = t > sentence.begin;
    // "Institute of Tides (Instides)".
    if (lower == "(" && has_word && doc_.WordAt(t - 1).upos == Upos::kPropn &&
        name.end == name.begin + 1 && name.end < sentence.end && doc_.Text(name.end) == ")")
      return AddVotes(votes, NodeType::kOrganization, 2);
    // "Italy's watchdog, the Garante,".
    if (lower == "the" && has_word && doc_.Text(t - 1) == ",")
      return Before(t - 1, sentence, name, votes);
    if (doc_.Text(t) == ",") {
      // "its chairman, X,": set off on both sides, or the noun is another's.
      const bool closed = name.end >= sentence.end || doc_.WordAt(name.end).upos == Upos::kPunct;
      if (closed && has_word && BehindRole(t - 1, sentence.begin, name))
        return AddVotes(votes, NodeType::kPerson, 5);
      // "a shell firm in Labuan, Sunway Merit.": not beside the town.
      if (closed && t > sentence.begin + 2 && doc_.Lower(t - 2) == "in" && nouns_.IsBody(t - 3) &&
          StartsUpper(doc_.Text(t - 1)) && !doc_.WordAt(t - 3).IsPlural())
        return AddVotes(votes, NodeType::kOrganization, 6);
      if (has_word && closed && !doc_.WordAt(t - 1).IsPlural() && doc_.mention_at[t - 1] == kNone &&
          !StartsUpper(doc_.Text(t - 1)))
        AddVotes(
            votes, nouns_.TypeOf(t - 1, sentence.begin),
            closed && name.end < sentence.end ? AppositionWeight(t - 1, sentence.begin, name) : 2);
      return;
    }
    const std::string_view noun = has_word ? doc_.Lemma(t - 1) : std::string_view();
    const bool known_as = lower == "as" && noun == "know";
    if (known_as || lower == "called" || lower == "named" || lower == "dubbed") {
      // "a shot, known as Lasvira", "a firm called Kopa".
      uint32_t what = known_as ? t - 1 : t;
      while (what > sentence.begin && doc_.WordAt(what - 1).upos == Upos::kPunct) --what;
      if (what > sentence.begin && doc_.WordAt(what - 1).upos == Upos::kNoun)
        AddVotes(votes, nouns_.TypeOf(what - 1, sentence.begin), 4);
      return;
    }
    if (lower == "of" && has_word) {
      const bool owner =  // "a unit of Kansas City's Redstone"
          name.end < sentence.end && doc_.WordAt(name.end).xpos == Xpos::kPOS;
      if (owner) return;
      const NodeType type = nouns_.Cue(CuePlace::kOf, t - 1, sentence.begin);
      if (doc_.Text(t - 1) == "%" || noun == "percent" || noun == "cent")  // "owns 20% of X"
        return AddVotes(votes, NodeType::kOrganization, kDecisive);
      if (type != NodeType::kNone)
        return AddVotes(votes, type, type == NodeType::kOrganization ? kDecisive : 5);
      if (EndsFullName(t - 1, sentence.begin)) {  // "Hugo Brand of Kempen Rijn"
        AddVotes(votes, NodeType::kPerson, -4);
        return AddVotes(votes, NodeType::kOrganization, name.end - name.begin > 1 ? 4 : 1);
      }
      const KnownNoun* known = gazetteer_.FindNoun(noun);
      if (known && (known->kinds & kPlaceNoun)) return AddVotes(votes, NodeType::kPlace, 3);
      if (known && (known->kinds & kRoleNoun) && known->has_relation &&
          known->relation == RelationType::kLeads)
        AddVotes(votes, NodeType::kOrganization, 2);
      return;
    }
    // "The 17-year-old, from Purfleet,".
    if (lower == "from" && t > sentence.begin + 1 && doc_.Text(t - 1) == "," &&
        (doc_.Lower(t - 2) == "old" || doc_.WordAt(t - 2).upos == Upos::kNum))
      return AddVotes(votes, NodeType::kPlace, 5);
    if (lower == "from" && name.known) return AddVotes(votes, NodeType::kPlace, 3);
    if (lower == "by" || lower == "to") {
      const CuePlace place = lower == "by" ? CuePlace::kBy : CuePlace::kTo;
      if (has_word) AddVotes(votes, gazetteer_.TypeOfCue(place, doc_.Lower(t - 1)), 5);
      return;
    }
    const uint32_t vessel = lower == "the" ? t : t + 1;  // "aboard the X", "crew of the X"
    if (vessel > sentence.begin && IsOfVessel(vessel - 1, sentence.begin))
      return AddVotes(votes, NodeType::kProduct, kDecisive);
    if (lower == "in") {
      const NodeType type =
          has_word ? gazetteer_.TypeOfCue(CuePlace::kIn, doc_.Lower(t - 1)) : NodeType::kNone;
      const bool owner =
          name.end < sentence.end && doc_.WordAt(name.end).xpos == Xpos::kPOS;  // "in X's shares"
      if (type != NodeType::kNone) return AddVotes(votes, type, 5);
      if (!owner) AddVotes(votes, NodeType::kPlace, 2);
      return;
    }
    if ((lower == "at" || lower == "for") && (noun == "work" || noun == "play"))
      return AddVotes(votes, NodeType::kOrganization, kDecisive);
    // "Asha Lal at Forrest Grove": somebody's employer.
    if (lower == "at" && has_word && doc_.WordAt(t - 1).upos == Upos::kPropn &&
        name.type != NodeType::kPlace)
      return AddVotes(votes, NodeType::kOrganization, 2);
    if (lower == "at" && has_word && nouns_.TypeOf(t - 1, sentence.begin) == NodeType::kPlace)
      return AddVotes(votes, NodeType::kPlace, 2);  // "its plant at X"
    if (lower == "at" && t > sentence.begin && IsSite(t - 1, name))
      return AddVotes(votes, NodeType::kPlace, 4);
    if (lower == "at" && name.type == NodeType::kPerson) {
      // "workers at X", "an analyst at X" against "the house at X".
      const bool people = has_word && nouns_.TypeOf(t - 1, sentence.begin) == NodeType::kPerson;
      return AddVotes(votes, people ? NodeType::kOrganization : NodeType::kPlace,
                      people ? kDecisive : 2);
    }
    if ((lower == "at" || lower == "with" || lower == "for") && has_word) {
      // "a lawyer at X", "worked for X".
      const KnownNoun* known = gazetteer_.FindNoun(noun);
      const bool works = known && (known->kinds & kRoleNoun) && known->has_relation &&
                         known->relation == RelationType::kWorksFor;
      if (works && !name.known) AddVotes(votes, NodeType::kOrganization, lower == "for" ? 3 : 5);
      return;
    }
    if (gazetteer_.IsTitle(lower))
      return AddVotes(votes, NodeType::kPerson,
                      IsCourtesy(lower)                               ? kDecisive
                      : gazetteer_.IsFirstName(doc_.Text(name.begin)) ? 6
                                                                      : 2);
    // "Ferrante's The Wall": what somebody made.
    if (doc_.Text(t) == "The" && has_word && doc_.WordAt(t - 1).xpos == Xpos::kPOS)
      return AddVotes(votes, NodeType::kWork, 5);
    // "told The Globe": an article in capitals begins a title.
    if (doc_.Text(t) == "The" && has_word && doc_.WordAt(t - 1).upos != Upos::kPunct)
      return AddVotes(votes, NodeType::kOrganization, 3);
    if (lower == "including" || lower == "like" || (lower == "as" && noun == "such")) {
      // "carmakers including X", "banks such as X".
      uint32_t whole = lower == "as" ? t - 1 : t;
      while (whole > sentence.begin && doc_.WordAt(whole - 1).upos == Upos::kPunct) --whole;
      if (whole == sentence.begin) return;
      const NodeType type = nouns_.TypeOf(whole - 1, sentence.begin);
      return AddVotes(votes, doc_.WordAt(whole - 1).IsPlural() ? type : NodeType::kNone,
                      type == NodeType::kOrganization ? kDecisive : 3);
    }
    if (IsRelative(t) && !name.known) return AddVotes(votes, NodeType::kPerson, 6);
    const NodeType cue = nouns_.Cue(CuePlace::kBefore, t, sentence.begin);
    // "the bookmaker Suresh Rao": agents are people as well.
    if (cue == NodeType::kOrganization && LooksLikePerson(name) && EndsWith(lower, "er"))
      return AddVotes(votes, cue, 2);
    const bool shares = cue == NodeType::kOrganization && t >= sentence.begin + 2 &&
                        doc_.Lower(t - 1) == "of" &&  // "shares of rival X"
                        gazetteer_.TypeOfCue(CuePlace::kOf, doc_.Lower(t - 2)) == cue;
    if (cue != NodeType::kNone) return AddVotes(votes, cue, CueWeight(cue, lower, shares));
    // "Goalkeeper Alves saved": the sentence begins with what he is.
    if (t == sentence.begin && name.end < sentence.end && nouns_.IsRole(t) &&
        doc_.WordAt(name.end).upos != Upos::kNoun)
      return AddVotes(votes, NodeType::kPerson, 3);
    if (doc_.WordAt(t).IsPlural() || StartsUpper(doc_.Text(t))) return;
    if (nouns_.IsRole(t) && LooksLikePerson(name)) return AddVotes(votes, NodeType::kPerson, 6);
    // "the newspaper Diario Austral": surer than that it looks like a person.
    const NodeType type = nouns_.TypeOf(t, sentence.begin);
    const bool work =  // "the novel Blue Hour"
        IsKind(t, kWorkNoun) &&
        IsOneOf(lower, {"novel", "film", "book", "album", "opera", "song", "memoir", "documentary",
                        "play", "painting", "movie"});
    AddVotes(votes, work ? NodeType::kWork : type,
             work || (nouns_.IsBody(t) && doc_.WordAt(t).upos == Upos::kNoun) ? kDecisive : 2);
  }

  void After(const Mention& name, uint32_t end, Votes& votes) const {
    uint32_t t = name.end;
    const bool owns = doc_.WordAt(t).xpos == Xpos::kPOS;
    if (owns && t + 1 < end) ++t;
    // "Salt Road", a novel.
    if ((doc_.Text(t) == "\"" || doc_.Text(t) == "”" || doc_.Text(t) == "’") && t + 1 < end &&
        doc_.Text(t + 1) == ",")
      ++t;
    // "Waddani's Hodan Warsame": nobody has another person but as a relative.
    if (owns && !name.known && t + 1 < end && EndsFullName(t + 1, t) &&
        !gazetteer_.IsFirstName(doc_.Text(name.begin))) {
      AddVotes(votes, NodeType::kPerson, -3);
      return AddVotes(votes, NodeType::kOrganization, 5);
    }
    const std::string& lower = doc_.Lower(t);
    if (doc_.Text(t) == "-" && t + 1 < end && doc_.Lower(t + 1) == "based")
      return AddVotes(votes, NodeType::kPlace, 3);
    if (lower == "and" && t + 1 < end) {  // "X and its auditor"
      const std::string& whose = doc_.Lower(t + 1);
      if (whose == "its") return AddVotes(votes, NodeType::kOrganization, kDecisive);
      if (whose == "his" || whose == "her") return AddVotes(votes, NodeType::kPerson, kDecisive);
    }
    // "Trinamool MP Kirti Biswas".
    if (name.type == NodeType::kNone && t + 1 < end && StartsUpper(doc_.Text(t + 1)) &&
        IsOneOf(doc_.Text(t), {"MP", "MLA", "MEP", "MSP", "TD", "MNA"}))
      return AddVotes(votes, NodeType::kOrganization, 2);
    if (lower == "alive" || lower == "dead" || lower == "guilty" || lower == "unconscious")
      return AddVotes(votes, NodeType::kPerson, 3);
    if (lower == "who" || (lower == "," && t + 1 < end && doc_.Lower(t + 1) == "who"))
      return AddVotes(votes, NodeType::kPerson, 3);
    if (doc_.Text(t) == "," && t + 1 < end) {
      const std::string& next = doc_.Lower(t + 1);
      if (next == "which" && name.type == NodeType::kPerson)
        return AddVotes(votes, NodeType::kOrganization, 7);
      if (next == "headquartered" || next == "listed")
        return AddVotes(votes, NodeType::kOrganization, 4);
    }
    // "Fidelis Re of Bermuda": nobody with a first name.
    if (!owns && lower == "of" && t + 1 < end && name.type == NodeType::kPerson &&
        name.end - name.begin > 1 && IsKnownPlace(t + 1) && IsOfNobody(name))
      return AddVotes(votes, NodeType::kOrganization, 4);
    if (doc_.Text(t) == "," && IsAddress(t, end) && name.end - name.begin == 1)
      return AddVotes(votes, NodeType::kPlace, 5);
    if (doc_.Text(t) == ",") {
      const bool pair = name.begin > 0 && doc_.Lower(name.begin - 1) == "and";
      return Apposition(t + 1, end, votes, pair);
    }
    if (!owns && doc_.Lemma(t) == "be" && t + 1 < end) return Apposition(t + 1, end, votes);
    if (doc_.WordAt(t).upos == Upos::kVerb || doc_.WordAt(t).upos == Upos::kAdp) return;
    // "the Sora sedans", "a Vega C rocket".
    const bool compound = t + 1 < end && doc_.WordAt(t + 1).upos == Upos::kNoun;  // "cheese plant"
    if (!owns && !compound && IsLowerStart(doc_.Text(t))) {
      const NodeType cue = nouns_.Cue(CuePlace::kAfter, t, t);
      if (cue != NodeType::kNone) return AddVotes(votes, cue, 6);
    }
    if (!owns && compound && IsOneOf(doc_.Lower(t + 1), {"brand", "brands"}))
      return AddVotes(votes, NodeType::kProduct, 7);
    if (!owns && !name.known && IsLowerStart(doc_.Text(t))) NamedBeside(name, t, end, votes);
    Modifies(name, t, owns, votes);
    if (!owns && IsOfTeam(t) && t + 1 < end && doc_.WordAt(t + 1).upos == Upos::kPropn)
      return AddVotes(votes, NodeType::kOrganization, 5);
    // "its Hartley facility", "the firm's Kemi mill": a site is called after its town.
    const KnownNoun* site = gazetteer_.FindNoun(lower);
    const bool of_somebody =
        name.begin > 0 && (doc_.WordAt(name.begin - 1).xpos == Xpos::kPRPPoss ||
                           doc_.WordAt(name.begin - 1).xpos == Xpos::kPOS);
    if (!owns && of_somebody && site && (site->kinds & kPlaceNoun) && name.end - name.begin == 1)
      return AddVotes(votes, NodeType::kPlace, 4);
    if (owns || doc_.WordAt(t).upos == Upos::kNoun) {
      const NodeType cue = gazetteer_.TypeOfCue(CuePlace::kPossessed, lower);
      const bool sure = owns || cue == NodeType::kOrganization;
      if (cue != NodeType::kNone && sure)
        return AddVotes(
            votes, cue,
            !owns && name.end - name.begin > 1 && name.type == NodeType::kPerson ? 6 : 2);
    }
    // "Rotterdam port operator Maasdok": where the body is.
    if (!owns && name.known && OpensBody(t, end)) return AddVotes(votes, NodeType::kPlace, 6);
    // "a Geneva court", "its Hartley facility", "the Brixham depot".
    if (!owns) {
      const KnownNoun* noun = gazetteer_.FindNoun(lower);
      const bool city = name.known && (noun && (noun->kinds & kOrganizationNoun));
      const bool site = noun && (noun->kinds & kPlaceNoun) && name.end - name.begin == 1 &&
                        !doc_.WordAt(t).IsPlural();
      if (city || site) return AddVotes(votes, NodeType::kPlace, city ? 5 : 2);
    }
    Office(t, end, owns, votes);
  }

  // ", Nebraska,": what the town before it lies in.
  bool IsAddress(uint32_t comma, uint32_t end) const {
    const KnownName* where = comma + 1 < end ? gazetteer_.FindName(doc_.Text(comma + 1)) : nullptr;
    return where && where->kind == NameKind::kRegion &&
           (comma + 2 >= end || IsOneOf(doc_.Text(comma + 2), {",", ".", "(", "-", "—"}));
  }

  bool IsKnownPlace(uint32_t t) const {
    const KnownName* known = gazetteer_.FindName(doc_.Text(t));
    return known && known->kind != NameKind::kDemonym && known->kind != NameKind::kOrganization;
  }

  bool IsOfNobody(const Mention& name) const {
    const std::string_view first = doc_.Text(name.begin);
    return !gazetteer_.IsFirstName(first) && !gazetteer_.IsOfPeople(first) &&
           (name.begin == 0 || !gazetteer_.IsTitle(doc_.Lower(name.begin - 1)));
  }

  bool IsKind(uint32_t t, NounKinds kind) const {
    const KnownNoun* noun = gazetteer_.FindNoun(doc_.Lower(t));
    return noun && (noun->kinds & kind);
  }

  // "port operator Maasdok": nouns, the last of them of a body, before a capital.
  bool OpensBody(uint32_t t, uint32_t end) const {
    uint32_t u = t;
    while (u + 1 < end && doc_.WordAt(u).upos == Upos::kNoun && IsLowerStart(doc_.Text(u))) ++u;
    if (u == t || !StartsUpper(doc_.Text(u)) || doc_.WordAt(u).upos != Upos::kPropn) return false;
    const KnownNoun* noun = gazetteer_.FindNoun(doc_.Lower(u - 1));
    return noun && (noun->kinds & kOrganizationNoun) && !doc_.WordAt(u - 1).IsPlural();
  }

  // "the Cerro Pardo copper mine", "the Kantipur Sandesh daily".
  void NamedBeside(const Mention& name, uint32_t t, uint32_t end, Votes& votes) const {
    if (name.begin == 0 || doc_.WordAt(name.begin - 1).upos == Upos::kVerb) return;
    if (IsMediumOrBand(doc_.Lower(t)) && doc_.Lower(name.begin - 1) == "the")
      return AddVotes(votes, NodeType::kOrganization, 7);
    if (t + 1 < end && doc_.WordAt(t).upos == Upos::kNoun && IsWorksNoun(doc_.Lower(t + 1)))
      AddVotes(votes, NodeType::kPlace, 6);
  }

  // "Leeds winger Tom Abel".
  bool IsOfTeam(uint32_t t) const {
    static constexpr std::array<std::string_view, 4> kPraise = {"ace", "star", "legend", "hero"};
    const KnownNoun* noun = gazetteer_.FindNoun(doc_.Lower(t));
    return (noun && noun->seat == Seat::kTeam) || IsOneOf(doc_.Lower(t), kPraise);
  }

  // "a Harlow Pryce partner", "Kopa Cash shares": a full name is seldom the first part of a noun.
  void Modifies(const Mention& name, uint32_t t, bool owns, Votes& votes) const {
    const Word& word = doc_.WordAt(t);
    if (owns || name.end - name.begin < 2 || name.type != NodeType::kPerson ||
        word.upos != Upos::kNoun || !IsLowerStart(doc_.Text(t)) ||
        doc_.BlockOf(name.sentence).kind != BlockKind::kParagraph)
      return;
    const NodeType noun = nouns_.TypeOf(t, t);
    const bool works = noun == NodeType::kPlace && name.begin > 0 &&  // "the Ferguson Clyde yard"
                       doc_.Lower(name.begin - 1) == "the";
    // "the Red Rock gang", not "the Ana Ruiz government".
    const bool body = IsKind(t, kOrganizationNoun) && !word.IsPlural() &&
                      !IsOneOf(doc_.Lower(t), {"administration", "government", "regime", "cabinet",
                                               "team", "side", "office", "campaign"});
    const int weight = body ? 6 : works ? 4 : noun == NodeType::kPerson ? 3 : 2;
    AddVotes(votes, NodeType::kPerson, -weight);
    AddVotes(votes, NodeType::kOrganization, weight);
  }

  // "X's mayor", "X's chief executive", "X spokesman": whose such an office is.
  void Office(uint32_t t, uint32_t end, bool owns, Votes& votes) const {
    const KnownNoun* noun = nullptr;
    for (uint32_t stop = std::min(end, t + 3); stop > t && noun == nullptr; --stop)
      noun = gazetteer_.FindNoun(doc_.Phrase(t, stop, false));
    if (noun == nullptr || !(noun->kinds & kRoleNoun) || !noun->has_relation) return;
    const std::string& lower = doc_.Lower(t);
    if (IsOneOf(lower, {"mayor", "governor", "sarpanch", "akim", "prefect", "councillor",
                        "resident", "native", "prime", "premier", "ambassador"}))
      return AddVotes(votes, NodeType::kPlace, 2);
    if (noun->relation == RelationType::kLeads || noun->relation == RelationType::kWorksFor ||
        (noun->relation == RelationType::kOwns && owns))
      AddVotes(votes, NodeType::kOrganization, 2);
    if (noun->relation == RelationType::kFamilyOf && owns) AddVotes(votes, NodeType::kPerson, 3);
  }

  // ", a Danish shipping company," ", 42,": the last noun before the next stop describes the name.
  void Apposition(uint32_t begin, uint32_t end, Votes& votes, bool pair = false) const {
    if (begin >= end) return;
    if (doc_.WordAt(begin).upos == Upos::kNum && begin + 1 < end && doc_.Text(begin + 1) == ",")
      return AddVotes(votes, NodeType::kPerson, 2);  // an age
    const bool one_of =                              // "one of the City's oldest law firms"
        doc_.Lower(begin) == "one" && begin + 1 < end && doc_.Lower(begin + 1) == "of";
    if (one_of) begin += 2;
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
    if (noun == kNone) return;
    const bool both = pair && doc_.WordAt(noun).IsPlural();  // "X and Y, two larger rivals,"
    if (!both && doc_.WordAt(noun).IsPlural() != one_of) return;
    // "in Lindi, the ministry said".
    if (noun + 1 < end && doc_.WordAt(noun + 1).IsFinite()) return;
    if (both && nouns_.Cue(CuePlace::kBefore, noun, begin) == NodeType::kOrganization)
      return AddVotes(votes, NodeType::kOrganization, 5);
    if (one_of) return AddVotes(votes, nouns_.TypeOf(noun, begin), 5);
    const NodeType type = nouns_.TypeOf(noun, begin);
    const bool marked = doc_.WordAt(begin).upos == Upos::kDet ||
                        doc_.WordAt(begin).xpos == Xpos::kPRPPoss ||
                        doc_.mention_at[begin] != kNone;
    const bool sure = nouns_.IsBody(noun) || type == NodeType::kProduct;
    AddVotes(votes, type, sure && marked ? kDecisive : marked ? 3 : 2);
  }

  void Verb(const Mention& name, Votes& votes) const {
    const Word& word = doc_.WordAt(name.head);
    if (word.head == kNoHead) return;
    const std::string_view lemma = doc_.Lemma(word.head);
    const bool passive = word.relation == Relation::kNsubjPass;
    if (word.relation == Relation::kNsubj) {
      AddVotes(votes, gazetteer_.TypeOfCue(CuePlace::kSubject, lemma), 2);
    } else if (word.relation == Relation::kObj || passive) {
      const NodeType cue = gazetteer_.TypeOfCue(CuePlace::kObject, lemma);
      const bool firms_alone = cue == NodeType::kOrganization && lemma != "sue" &&
                               lemma != "fine" && lemma != "license" && lemma != "regulate" &&
                               lemma != "quit";
      AddVotes(votes, cue, firms_alone ? 6 : 2);
      const bool article =
          name.begin > 0 && IsOneOf(doc_.Lower(name.begin - 1), {"the", "a", "an"});
      if (lemma == "win" && article && !passive) AddVotes(votes, NodeType::kAward, 5);
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
      AddVotes(votes, full ? NodeType::kPerson : NodeType::kOrganization, 2);
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
      if (Has(allowed, type)) return AddVotes(votes, type, 2);
    }
  }

  const Document& doc_;
  const Gazetteer& gazetteer_;
  const NounSense nouns_;
};

}  // namespace

void VoteByContext(const Document& doc, const Mention& name, Votes& votes) {
  ContextVoter(doc).Vote(name, votes);
}

}  // namespace newsgraph::text

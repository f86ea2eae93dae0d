// What kind of thing an unknown name names: the models guess at each place it stands, the words
// beside it speak more surely ("Norcorp's shareholders", "the village of Mirovo"), and all places
// of one name vote.
#include <algorithm>
#include <array>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/mention_steps.h"
#include "loaders/text/names/name_votes.h"
#include "loaders/text/names/name_words.h"
#include "loaders/text/names/names.h"

namespace newsgraph::text {
namespace {

class TypeVoter {
 public:
  explicit TypeVoter(const Document& doc) : doc_(doc), gazetteer_(doc.knowledge.gazetteer()) {}

  void Vote(std::span<Mention> names) {
    StringMap<Votes> votes;
    StringMap<NodeType> first_types;  // what the models said where the name stands first
    AddModelsWord(names, votes);
    StringSet seen;
    for (const Mention& name : names) {
      if (name.begin == name.end) continue;
      if (name.type != NodeType::kNone) first_types.try_emplace(name.name, name.type);
      if (IsSettled(name)) continue;
      Votes& count = votes.find(name.name)->second;
      // The name's own words speak once, what is beside it wherever it stands.
      if (seen.insert(name.name).second) {
        VoteByForm(doc_, name, count);
        if (name.known) AddVotes(count, NodeType::kPlace, 2);
      }
      VoteByContext(doc_, name, count);
    }
    DoubtLoneNames(names, votes);
    DoubtFullNames(names, votes);
    DoubtForeignArticles(names, votes);
    TrustAcronyms(names, votes);
    const bool sport = IsOfSport();
    if (sport) VoteInSport(names, votes);
    ShareInLists(names, votes);
    for (Mention& name : names) {
      if (name.begin == name.end || IsSettled(name)) continue;
      const auto first = first_types.find(name.name);
      name.type = Winner(votes.find(name.name)->second,
                         first == first_types.end() ? NodeType::kNone : first->second);
    }
    VoteByLongerNames(names, votes, sport);
    TypeUntold(names);
    TypeShouted(names);
  }

 private:
  static bool IsSettled(const Mention& name) {
    return name.known && name.known->kind != NameKind::kCity;
  }

  // For each name and type the surest word of the models, and one more for each other place where
  // they said so, up to two: they are wrong at all places of a name alike.
  static void AddModelsWord(std::span<const Mention> names, StringMap<Votes>& votes) {
    constexpr int kMore = 2;
    StringMap<Votes> places;
    for (const Mention& name : names) {
      if (name.begin == name.end) continue;
      const auto type = static_cast<size_t>(name.type);
      Votes& best = votes.try_emplace(name.name, Votes{}).first->second;
      best[type] = std::max(best[type], ModelsWeight(name));
      ++places.try_emplace(name.name, Votes{}).first->second[type];
    }
    for (auto& [name, best] : votes) {
      const Votes& count = places.find(name)->second;
      for (size_t i = 0; i < best.size(); ++i) best[i] += std::clamp(count[i] - 1, 0, kMore);
    }
  }

  // How much the models' word counts, by how much surer they were of it than of another type: as
  // often as they were right so, in texts of names unlike those they learned from.
  static int ModelsWeight(const Mention& name) {
    using Steps = std::array<float, 4>;  // leads from which the word weighs 2, 3, 4 and 5
    constexpr float kNever = 1e30f;
    constexpr Steps kBody = {2, 4, 6, 8}, kSurname = {3, 4.5f, kNever, kNever},
                    kFullName = {6, 10, 12, 14}, kTown = {2.5f, 5, kNever, kNever},
                    kLongPlace = {10, 10, 14, kNever};
    const bool several = name.end - name.begin > 1;
    const Steps& steps = name.type == NodeType::kPerson  ? several ? kFullName : kSurname
                         : name.type == NodeType::kPlace ? several ? kLongPlace : kTown
                                                         : kBody;
    int weight = 1;
    for (float step : steps) weight += name.lead >= step;
    return weight;
  }

  // The type with most votes; `first` if none has more than it.
  static NodeType Winner(const Votes& votes, NodeType first) {
    size_t best = static_cast<size_t>(first);
    for (size_t i = 0; i < kNodeTypeCount; ++i) {
      const bool unset = best == static_cast<size_t>(NodeType::kNone);
      if (votes[i] > 0 && (unset || votes[i] > votes[best])) best = i;
    }
    return static_cast<NodeType>(best);
  }

  static bool IsOneWord(const Mention& name) {
    return name.begin < name.end && name.name.find(' ') == std::string::npos;
  }
  static std::string_view FirstWord(const Mention& name) {
    return std::string_view(name.name).substr(0, name.name.find(' '));
  }

  static int Of(const Votes& votes, NodeType type) { return votes[static_cast<size_t>(type)]; }

  // "Getafe and Leeds", "BASF, Dornier and Solvane": what stands in one list is of one kind.
  void ShareInLists(std::span<const Mention> names, StringMap<Votes>& votes) const {
    std::vector<const Mention*> order;
    for (const Mention& name : names) {
      if (name.begin < name.end) order.push_back(&name);
    }
    std::sort(order.begin(), order.end(),
              [](const Mention* a, const Mention* b) { return a->begin < b->begin; });
    const StringMap<Votes> before = votes;
    for (size_t i = 0; i + 1 < order.size(); ++i) {
      const Mention &a = *order[i], &b = *order[i + 1];
      if (a.sentence != b.sentence || b.begin != a.end + 1) continue;
      const std::string& between = doc_.Lower(a.end);
      bool list = between == "and" || between == "or";
      for (size_t k = i + 1; between == "," && !list && k + 1 < order.size(); ++k) {
        if (order[k + 1]->begin != order[k]->end + 1) break;
        const std::string& joint = doc_.Lower(order[k]->end);
        list = joint == "and" || joint == "or";
        if (joint != ",") break;
      }
      if (!list) continue;
      Share(a, b, before, votes);
      Share(b, a, before, votes);
    }
  }

  // The surer of the types of `from` counts for `to`, if nothing else is sure of that.
  void Share(const Mention& from, const Mention& to, const StringMap<Votes>& before,
             StringMap<Votes>& votes) const {
    if (IsSettled(to) || from.name == to.name) return;
    NodeType type = from.type;
    int margin = 3;
    if (!IsSettled(from)) {
      const Votes& count = before.find(from.name)->second;
      type = Winner(count, from.type);
      if (type == NodeType::kNone) return;
      margin = Of(count, type);
      for (size_t i = 0; i < kNodeTypeCount; ++i) {
        if (i != static_cast<size_t>(type)) margin = std::min(margin, Of(count, type) - count[i]);
      }
    }
    if (type == NodeType::kCountry) type = NodeType::kPlace;
    if (margin > 1) AddVotes(votes.find(to.name)->second, type, margin > 2 ? 2 : 1);
  }

  // News gives people their full name once: a single word that no full name ends or begins with
  // and that no title precedes is half as likely one.
  void DoubtLoneNames(std::span<const Mention> names, StringMap<Votes>& votes) const {
    constexpr size_t kAlike = 4;  // letters that other spellings share: Avetisian, Avetisyan
    StringSet words, beginnings;  // of people's names
    for (const Mention& name : names) {
      if (name.begin == name.end) continue;
      const bool one = IsOneWord(name);
      const bool titled =
          name.begin > 0 && (gazetteer_.IsTitle(doc_.Lower(name.begin - 1)) || FollowsRole(name));
      if (one && !titled) continue;
      const Votes& count = votes.find(name.name)->second;
      if (!one && Of(count, NodeType::kPerson) < Of(count, NodeType::kOrganization)) continue;
      for (std::string_view word : {FirstWord(name), LastWordOf(name.name)}) {
        words.emplace(word);
        if (word.size() > kAlike) beginnings.emplace(word.substr(0, kAlike));
      }
    }
    constexpr auto kPerson = static_cast<size_t>(NodeType::kPerson);
    for (auto& [name, count] : votes) {
      if (name.find(' ') != std::string::npos || words.contains(name)) continue;
      const bool alike =
          name.size() > kAlike && beginnings.contains(std::string_view(name).substr(0, kAlike));
      if (alike) continue;
      count[kPerson] /= 2;
    }
  }

  // "Goalkeeper Alves made nine saves.", "defender Alves".
  bool FollowsRole(const Mention& name) const {
    const KnownNoun* noun = gazetteer_.FindNoun(doc_.Lower(name.begin - 1));
    return noun && noun->has_relation && noun->relation == RelationType::kMemberOf &&
           name.type == NodeType::kPerson && doc_.SentenceOf(name.begin - 1) == name.sentence;
  }

  // News gives people their full name once and then the surname: two words that are repeated in
  // full and never in part are rather a body.
  void DoubtFullNames(std::span<const Mention> names, StringMap<Votes>& votes) const {
    StringSet alone;
    StringMap<StringSet> paragraphs;  // by full name: those it stands in
    for (const Mention& name : names) {
      if (name.begin == name.end) continue;
      const Block& block = doc_.BlockOf(name.sentence);
      if (name.end - name.begin == 1)
        alone.insert(name.name);
      else if (block.kind == BlockKind::kParagraph && !name.known)
        paragraphs[name.name].insert(std::to_string(block.text.begin));
    }
    for (const Mention& name : names) {
      if (name.begin == name.end || name.end - name.begin != 2) continue;
      const auto seen = paragraphs.find(name.name);
      if (seen == paragraphs.end() || seen->second.size() < 2) continue;
      if (alone.contains(doc_.Text(name.end - 1)) || alone.contains(doc_.Text(name.begin)))
        continue;
      Votes& count = votes.find(name.name)->second;
      AddVotes(count, NodeType::kPerson, -2);
      if (name.type == NodeType::kPerson) AddVotes(count, NodeType::kOrganization, 1);
      paragraphs.erase(seen);
    }
  }

  // "known as "El Zarco"".
  bool IsNickname(const Mention& name) const {
    uint32_t t = name.begin;
    while (t > 0 && doc_.WordAt(t - 1).upos == Upos::kPunct) --t;
    return t > 0 && IsOneOf(doc_.Lower(t - 1), {"as", "alias", "nicknamed", "dubbed", "called"});
  }

  // "La Nazione Sera", "De Stentor": no person, unless someone's full name ends so.
  void DoubtForeignArticles(std::span<const Mention> names, StringMap<Votes>& votes) const {
    static constexpr std::array<std::string_view, 16> kArticles = {
        "La",  "Il",  "El",  "Le",  "Les", "Los", "Las", "Lo",
        "Gli", "Der", "Die", "Das", "Het", "De",  "Os",  "As"};
    StringSet tails;  // "Lo Cascio" of "Giuseppina Lo Cascio"
    for (const Mention& name : names) {
      const std::string_view first = FirstWord(name);
      if (name.begin == name.end || IsOneWord(name)) continue;
      if (IsOneOf(first, kArticles)) {
        if (IsNickname(name)) tails.emplace(name.name);
      } else {
        std::string tail(name.name.substr(first.size() + 1));
        // "De Wit" of "Anneke de Wit" opens sentences.
        if (tail[0] >= 'a' && tail[0] <= 'z') tail[0] = static_cast<char>(tail[0] - 32);
        tails.insert(std::move(tail));
      }
    }
    for (auto& [name, count] : votes) {
      const size_t space = name.find(' ');
      if (space == std::string::npos || tails.contains(name) ||
          !IsOneOf(std::string_view(name).substr(0, space), kArticles))
        continue;
      AddVotes(count, NodeType::kPerson, -4);
      AddVotes(count, NodeType::kOrganization, 2);
    }
  }

  // "Jan Kranti Dal", where the story has "JKD" too, is a body.
  void TrustAcronyms(std::span<const Mention> names, StringMap<Votes>& votes) const {
    StringSet acronyms;
    for (const Mention& name : names) {
      if (name.end - name.begin == 1 && IsUpper(name.name) && name.name.size() >= 3)
        acronyms.insert(name.name);
    }
    if (acronyms.empty()) return;
    for (auto& [name, count] : votes) {
      if (name.find(' ') == std::string::npos) continue;
      const auto acronym = acronyms.find(Initials(name));
      if (acronym == acronyms.end()) continue;
      AddVotes(count, NodeType::kOrganization, 4);
      AddVotes(votes.find(*acronym)->second, NodeType::kOrganization, 4);
    }
  }

  // Whether the story is of sport: three words of those that teams are spoken of with.
  bool IsOfSport() const {
    static constexpr std::array<std::string_view, 22> kWords = {
        "match",      "league",       "goal",      "penalty",  "wicket",     "fixture",
        "playoff",    "innings",      "half-time", "overtime", "semi-final", "final",
        "tournament", "championship", "season",    "derby",    "equaliser",  "try",
        "substitute", "header",       "knockout",  "midfield"};
    StringSet found;
    for (uint32_t t = 0; t < doc_.words().size() && found.size() < 3; ++t) {
      if (doc_.WordAt(t).upos != Upos::kNoun) continue;
      const std::string_view lemma = doc_.Lemma(t);
      const KnownNoun* noun = gazetteer_.FindNoun(lemma);
      if ((noun && noun->seat == Seat::kTeam) || IsOneOf(lemma, kWords)) found.emplace(lemma);
    }
    return found.size() >= 3;
  }

  // In a story of sport: "Getafe won", a town that nothing is in or near; "at Gannet Park".
  void VoteInSport(std::span<const Mention> names, StringMap<Votes>& votes) const {
    for (const Mention& name : names) {
      if (name.begin == name.end || IsSettled(name)) continue;
      const Sentence& sentence = doc_.SentenceAt(name.sentence);
      if (doc_.BlockOf(name.sentence).kind != BlockKind::kParagraph) continue;
      const bool first = name.begin == sentence.begin;
      const std::string_view before = first ? std::string_view() : doc_.Lower(name.begin - 1);
      const std::string_view after =
          name.end < sentence.end ? std::string_view(doc_.Lower(name.end)) : std::string_view(".");
      Votes& count = votes.find(name.name)->second;
      const bool at = before == "at" || (before == "the" && name.begin > sentence.begin + 1 &&
                                         doc_.Lower(name.begin - 2) == "at");
      if (at && TypeOfHeadWord(doc_, name) != NodeType::kOrganization)
        AddVotes(count, NodeType::kPlace, 3);
      // A single word for a person is a surname; one without a full name is rather a club.
      if (name.type == NodeType::kPerson && name.end - name.begin == 1 &&
          Of(count, NodeType::kPerson) <= 1)
        AddVotes(count, NodeType::kOrganization, 2);
      if (name.type != NodeType::kPlace) continue;
      const bool where = !first &&
                         (doc_.WordAt(name.begin - 1).upos == Upos::kAdp || before == "to") &&
                         before != "by" && before != "with" && before != "for" &&
                         before != "against" && before != "of";
      const bool address = before == "," && (after == "," || after == ".");
      const KnownNoun* noun = gazetteer_.FindNoun(after);
      const bool modifies = name.end < sentence.end && doc_.WordAt(name.end).upos == Upos::kNoun &&
                            (noun == nullptr || noun->seat != Seat::kTeam);
      if (!where && !address && !modifies) AddVotes(count, NodeType::kOrganization, 4);
    }
  }

  // "Harrah Wynn" of "Harrah Wynn Gaming"; what a centre or school stands in is no beginning.
  static void AddBeginning(const Mention& name, StringSet& out) {
    const std::string last = ToLower(LastWordOf(name.name));
    const std::string_view rest = std::string_view(name.name).substr(0, name.name.rfind(' '));
    const bool seated = IsSeated(last) || IsOneOf(last, {"center", "centre", "stadium", "union"});
    if (!seated && rest.find(' ') != std::string_view::npos) out.emplace(rest);
  }

  // Bodies that are called after the town they sit in: "Everly Elementary".
  static bool IsSeated(std::string_view last) {
    static constexpr std::array<std::string_view, 30> kSeated = {
        "school",  "elementary", "university", "college", "hospital", "council",
        "court",   "police",     "herald",     "gazette", "courier",  "times",
        "post",    "fc",         "united",     "city",    "rovers",   "athletic",
        "academy", "institute",  "office",     "museum",  "church",   "infirmary",
        "clinic",  "airport",    "assembly",   "club",    "chamber",  "association"};
    return IsOneOf(last, kSeated);
  }

  // "Apex's chairman", "Apex's shares".
  bool HasOfficers(const Mention& name) const {
    const uint32_t end = doc_.SentenceAt(name.sentence).end;
    if (name.end + 1 >= end || doc_.WordAt(name.end).xpos != Xpos::kPOS) return false;
    for (uint32_t stop = std::min(end, name.end + 4); stop > name.end + 1; --stop) {
      const KnownNoun* noun = gazetteer_.FindNoun(doc_.Phrase(name.end + 1, stop, true));
      if (noun && (noun->kinds & kRoleNoun) && noun->has_relation)
        return noun->seat == Seat::kBody || EndsWith(doc_.Lower(stop - 1), "lawyer");
    }
    return false;
  }

  // What towns and clubs end with: "Wexcombe Town".
  static bool IsClubEnding(std::string_view last) {
    return IsOneOf(last, {"town", "city", "county", "park", "vale", "forest"});
  }

  static bool IsRatherBody(const Votes& votes) {
    return Of(votes, NodeType::kOrganization) > Of(votes, NodeType::kPerson);
  }

  // Bodies that are called after the town they are of, and that no one calls by it alone.
  static bool IsOfTown(std::string_view last) {
    return IsOneOf(last, {"council", "court", "police", "airport", "hospital", "infirmary"});
  }

  static bool IsSurelyNobody(const Votes& votes) {
    return Of(votes, NodeType::kOrganization) > Of(votes, NodeType::kPerson) + 2;
  }

  // "Veltron" takes the type of "Veltron SA"; "Brandt" that of "Karl Brandt".
  void VoteByLongerNames(std::span<Mention> names, const StringMap<Votes>& votes,
                         bool sport) const {
    StringMap<NodeType> things;                 // "Ilse" of "Cyclone Ilse"
    StringMap<NodeType> bodies, people, inner;  // inner: "Moon Ji-ah", "Ana Nogueira de Souza"
    StringSet surnames;                         // words that stand for a person alone
    StringSet firms;                            // "Shelton" of "Shelton plc"
    StringSet beginnings;                       // "Harrah Wynn" of "Harrah Wynn Gaming"
    StringSet towns;                            // "Lerrick" of "Lerrick Sheriff Court"
    StringSet tails;                            // "De Vries" of "Anneke de Vries"
    for (const Mention& name : names) {
      if (IsOneWord(name) && name.type == NodeType::kPerson && !name.known)
        surnames.insert(name.name);
    }
    for (Mention& name : names) {
      if (name.begin == name.end || IsOneWord(name) || name.known) continue;
      if (name.type == NodeType::kEvent || name.type == NodeType::kProduct)
        things.try_emplace(std::string(LastWordOf(name.name)), name.type);
      else if (name.type != NodeType::kPerson && name.end - name.begin <= 3 &&
               gazetteer_.TypeOfSuffix(doc_.Text(name.end - 1)) == NodeType::kNone &&
               surnames.contains(doc_.Text(name.end - 1)) &&
               !IsSurelyNobody(votes.find(name.name)->second))
        name.type = NodeType::kPerson;  // "Modise Ketlogetswe", where "Ketlogetswe" is one
      if (sport && name.type == NodeType::kPlace && name.end - name.begin == 2 &&
          IsClubEnding(doc_.Lower(name.end - 1)))
        name.type = NodeType::kOrganization;
      if (name.type == NodeType::kOrganization) {
        if (IsCompanyForm(doc_.Lower(name.end - 1))) firms.emplace(FirstWord(name));
        AddBeginning(name, beginnings);
        if (IsOfTown(doc_.Lower(name.end - 1))) towns.emplace(FirstWord(name));
        // "Barisan Setia", then "Setia".
        if (gazetteer_.TypeOfCue(CuePlace::kBeginning, doc_.Lower(name.begin)) ==
                NodeType::kOrganization &&
            !gazetteer_.IsEnglish(doc_.Lower(name.end - 1)) && StartsUpper(doc_.Text(name.end - 1)))
          bodies.try_emplace(std::string(LastWordOf(name.name)), name.type);
        if (!IsSeated(doc_.Lower(name.end - 1)))
          bodies.try_emplace(std::string(FirstWord(name)), name.type);
      } else if (name.type == NodeType::kPerson) {
        people.try_emplace(std::string(LastWordOf(name.name)), name.type);
        std::string tail(name.name.substr(FirstWord(name).size() + 1));
        if (tail[0] >= 'a' && tail[0] <= 'z') {
          tail[0] = static_cast<char>(tail[0] - 32);
          tails.insert(std::move(tail));
        }
        for (uint32_t t = name.begin; t + 1 < name.end; ++t) {
          if (!StartsUpper(doc_.Text(t)) || doc_.Text(t).size() < 2) continue;
          auto& words = gazetteer_.IsFirstName(doc_.Text(t)) && t == name.begin ? people : inner;
          words.try_emplace(std::string(doc_.Text(t)), name.type);
        }
      }
    }
    for (Mention& name : names) {
      const bool city = name.known && name.known->kind == NameKind::kCity;
      if (city && !sport && name.type == NodeType::kOrganization && IsSeatOfNext(name))
        name.type = NodeType::kPlace;
      if (const auto thing = things.find(name.name);
          thing != things.end() && IsOneWord(name) && !name.known && !people.contains(name.name)) {
        name.type = thing->second;
        continue;
      }
      if (!name.known && beginnings.contains(name.name)) name.type = NodeType::kOrganization;
      if (!name.known && tails.contains(name.name)) name.type = NodeType::kPerson;
      if (!IsOneWord(name) || (name.known && !city)) continue;
      if (city) {
        // "Braga" is no town where "Helena Braga" was named before, but for "in Braga".
        const bool where = name.begin > doc_.SentenceAt(name.sentence).begin &&
                           doc_.WordAt(name.begin - 1).upos == Upos::kAdp &&
                           doc_.Lower(name.begin - 1) != "by" &&
                           doc_.Lower(name.begin - 1) != "with";
        if (!where && people.contains(name.name)) {
          name.type = NodeType::kPerson;
          name.known = nullptr;
        } else if (!where && bodies.contains(name.name) && !IsSeatOfNext(name) &&
                   (sport || firms.contains(name.name) || (HasOfficers(name)))) {
          name.type = NodeType::kOrganization;
        }
      } else if ((people.contains(name.name) &&
                  !(bodies.contains(name.name) && IsRatherBody(votes.find(name.name)->second))) ||
                 (inner.contains(name.name) && !bodies.contains(name.name) &&
                  !IsSurelyNobody(votes.find(name.name)->second))) {
        name.type = NodeType::kPerson;
      } else if (bodies.contains(name.name)) {
        name.type = NodeType::kOrganization;
      } else if (towns.contains(name.name) && !sport) {
        name.type = NodeType::kPlace;
      }
    }
  }

  // "Houston's Delta Energy", "Karachi lender Delta": a town before the name of a body or a noun
  // for it.
  bool IsSeatOfNext(const Mention& town) const {
    const uint32_t end = doc_.SentenceAt(town.sentence).end;
    uint32_t t = town.end;
    if (t + 1 < end && doc_.WordAt(t).xpos == Xpos::kPOS) {
      ++t;
    } else {
      bool body = false;
      for (; t + 1 < end && t < town.end + 3 && doc_.WordAt(t).upos == Upos::kNoun; ++t) {
        const KnownNoun* noun = gazetteer_.FindNoun(doc_.Lower(t));
        body = noun != nullptr && (noun->kinds & kOrganizationNoun);
      }
      if (!body) return false;
    }
    return t + 1 < end && doc_.WordAt(t).upos == Upos::kPropn && StartsUpper(doc_.Text(t));
  }

  // "the Craven Clarion": several words in capitals, of which nothing tells what they name, are a
  // body, and a single word behind "from" is a place.
  void TypeUntold(std::span<Mention> names) const {
    StringMap<NodeType> types;
    for (const Mention& name : names) {
      if (name.begin == name.end || name.type != NodeType::kNone ||
          name.begin == doc_.SentenceAt(name.sentence).begin ||
          StartsUpper(doc_.Text(name.begin - 1)) ||
          doc_.BlockOf(name.sentence).kind != BlockKind::kParagraph)
        continue;
      if (IsRunOfCapitals(name))
        types.try_emplace(name.name, gazetteer_.IsFirstName(doc_.Text(name.begin))
                                         ? NodeType::kPerson
                                         : NodeType::kOrganization);
      else if (IsOneWord(name) && doc_.Lower(name.begin - 1) == "from" && name.name.size() > 3)
        types.try_emplace(name.name, NodeType::kPlace);
      else if (IsOneWord(name) && name.end < doc_.words().size() && doc_.Lower(name.end) == "of" &&
               doc_.Lower(name.begin - 1) == "," && !gazetteer_.IsEnglish(doc_.Lower(name.begin)))
        types.try_emplace(name.name, NodeType::kOrganization);  // ", Hostmeister of Leipzig,"
    }
    for (Mention& name : names) {
      if (name.begin == name.end || name.type != NodeType::kNone) continue;
      if (const auto type = types.find(name.name); type != types.end()) name.type = type->second;
    }
  }

  // "GOPAUL: I was never beaten", "KOUROU, 14 February": the kind of thing that the rest of the
  // story names so, or whose surname it is.
  void TypeShouted(std::span<Mention> names) const {
    StringMap<NodeType> types;
    bool shouted = false;
    for (const Mention& name : names) {
      if (name.begin == name.end) continue;
      shouted |= IsUpper(name.name) && name.name.size() > 3;
      if (IsUpper(name.name) || name.type == NodeType::kNone) continue;
      types.try_emplace(FoldName(name.name), name.type);
      if (name.type == NodeType::kPerson)
        types.try_emplace(FoldName(LastWordOf(name.name)), name.type);
    }
    for (Mention& name : names) {
      if (!shouted || name.begin == name.end || name.known || !IsUpper(name.name) ||
          name.name.size() < 4)
        continue;
      if (const auto type = types.find(FoldName(name.name)); type != types.end())
        name.type = type->second;
    }
  }

  bool IsRunOfCapitals(const Mention& name) const {
    for (uint32_t t = name.begin; t < name.end; ++t) {
      if (!IsLetter(doc_.Text(t)[0]) || IsDigit(doc_.Text(t).back())) return false;
    }
    return name.end - name.begin > 1 && StartsUpper(doc_.Text(name.begin)) &&
           StartsUpper(doc_.Text(name.end - 1)) &&
           !IsOneOf(doc_.Text(name.end - 1),
                    {"Day", "Eve", "Year", "Age", "Era", "Week", "Month", "Night"});
  }

  const Document& doc_;
  const Gazetteer& gazetteer_;
};

}  // namespace

void VoteOnTypes(const Document& doc, std::span<Mention> names) { TypeVoter(doc).Vote(names); }

}  // namespace newsgraph::text

// What the article loader knows before it reads: countries and their people and capitals, cities,
// organizations, first names, titles, and nouns by what they name.
//
//   ASSIGN_OR_RETURN(Gazetteer gazetteer, Gazetteer::Parse(files));
//   gazetteer.FindName("Belarusian")      -> kDemonym of country "BY"
//   gazetteer.FindNoun("foreign minister") -> a role that gives works_for
//
// The files are datasets/gazetteers/*.txt, part of the program. Owns its strings, but for people
// and words, whose texts it views. const and thread-safe after Parse.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "graph/base/strings.h"
#include "loaders/text/knowledge/ontology.h"
#include "loaders/text/knowledge/word_list.h"

namespace newsgraph::text {

struct Country {
  std::string code;  // ISO 3166-1 alpha-2
  std::string name;
};

enum class NameKind : uint8_t { kCountry, kDemonym, kCapital, kRegion, kCity, kOrganization };

// What a proper name is known to be.
struct KnownName {
  NameKind kind = NameKind::kCity;
  int16_t country = -1;   // index into countries(); of a city or region: where it is
  std::string canonical;  // "European Union" for "EU"
};

// What a common noun names: bits, as one word can be several things ("strike").
using NounKinds = uint16_t;
inline constexpr NounKinds kRoleNoun = 1 << 0;
inline constexpr NounKinds kGroupNoun = 1 << 1;
inline constexpr NounKinds kEventNoun = 1 << 2;
inline constexpr NounKinds kWorkNoun = 1 << 3;
inline constexpr NounKinds kTopicNoun = 1 << 4;
inline constexpr NounKinds kCommodityNoun = 1 << 5;
inline constexpr NounKinds kOrganizationNoun = 1 << 6;
inline constexpr NounKinds kPlaceNoun = 1 << 7;
inline constexpr NounKinds kAwardNoun = 1 << 8;
inline constexpr NounKinds kOfficeNoun = 1 << 9;  // stands for its country: "officials"
inline constexpr NounKinds kPairNoun = 1 << 10;   // "both sides"

// Whose a role is where the text names no owner.
enum class Seat : uint8_t { kNone, kCountry, kCourt, kPolice, kRegion, kTeam, kBody };

struct KnownNoun {
  NounKinds kinds = 0;
  bool has_relation = false;  // of a role
  RelationType relation = RelationType::kAbout;
  Seat seat = Seat::kNone;
};

enum class Gender : uint8_t { kUnknown, kFemale, kMale };

// The texts of the files, by name without ".txt".
struct GazetteerFiles {
  std::string_view countries, regions, cities, organizations, nouns, suffixes, titles, calendar,
      boilerplate, first_names, more_first_names, synonyms, type_cues, persons, people, words;
};

// Where a word stands that tells the type of an unknown name; see type_cues.txt.
enum class CuePlace : uint8_t {
  kBefore,
  kAfter,
  kPossessed,
  kOf,
  kIn,
  kBy,
  kTo,
  kSubject,
  kObject,
  kEnding,
  kBeginning
};
inline constexpr size_t kCuePlaceCount = 11;

class Gazetteer {
 public:
  // errors   DataError with file and line
  static StatusOr<Gazetteer> Parse(const GazetteerFiles& files);

  const std::vector<Country>& countries() const { return countries_; }
  const KnownName* FindName(std::string_view name) const;  // exact case; nullptr: unknown
  const KnownNoun* FindNoun(std::string_view noun) const;  // singular, lower case
  // Of many nouns no more is known than that they mean people: "beekeeper". They are apart from
  // FindNoun, as many are surnames too.
  bool IsPersonNoun(std::string_view singular) const { return persons_.contains(singular); }
  // Whether one article may use both nouns for one thing ("prisoner", "detainee").
  bool MayMeanTheSame(std::string_view a, std::string_view b) const;
  NodeType TypeOfSuffix(std::string_view last_word) const;  // kNone: says nothing
  // What a word in this place says of a name; kNone: nothing.
  NodeType TypeOfCue(CuePlace place, std::string_view lower) const;
  // By the end of a one-word name: "Norcorp" is an organization.
  NodeType TypeOfEnding(std::string_view name) const;
  bool IsTitle(std::string_view lower) const { return titles_.contains(lower); }
  Gender GenderOfTitle(std::string_view lower) const;
  bool IsFirstName(std::string_view name) const;  // with or without its marks: "Sinead"
  // Whether people are called so, by first name or surname.
  bool IsOfPeople(std::string_view name) const;
  // Whether it is a word of English; its inflected forms may be unknown.
  bool IsEnglish(std::string_view lower) const { return words_.Contains(lower); }
  Gender GenderOfFirstName(std::string_view name) const;
  int MonthOf(std::string_view lower) const;    // 1..12, 0: no month
  int WeekdayOf(std::string_view lower) const;  // 1 = Monday .. 7, 0: no day
  bool IsTimeZone(std::string_view lower) const { return zones_.contains(lower); }  // "gmt"
  // Whether a word names no thing because it names a time.
  bool IsCalendarWord(std::string_view lower) const {
    return MonthOf(lower) != 0 || WeekdayOf(lower) != 0;
  }

  // Beginnings of boilerplate lines, marks of captions, beginnings of bylines, roles in bylines.
  std::span<const std::string> boilerplate() const { return boilerplate_; }
  std::span<const std::string> caption_marks() const { return caption_marks_; }
  std::span<const std::string> byline_begins() const { return byline_begins_; }
  std::span<const std::string> byline_roles() const { return byline_roles_; }

 private:
  class Reader;

  std::vector<Country> countries_;
  StringMap<KnownName> names_;
  StringMap<KnownNoun> nouns_;
  StringMap<std::vector<int>> synonyms_;  // noun -> its classes
  StringMap<NodeType> suffixes_;
  std::array<StringMap<NodeType>, kCuePlaceCount> cues_;
  StringSet persons_, zones_, titles_, female_titles_, male_titles_;
  WordList people_, words_;
  StringMap<Gender> first_names_;
  StringMap<int> months_, weekdays_;
  std::vector<std::string> boilerplate_, caption_marks_, byline_begins_, byline_roles_;
};

}  // namespace newsgraph::text

#include "loaders/text/knowledge/gazetteer.h"
#include "loaders/text/knowledge/letters.h"

#include <algorithm>
#include <optional>

#include "graph/base/strings.h"

namespace newsgraph::text {
namespace {

// Empty columns are kept: they count.
std::vector<std::string_view> Columns(std::string_view line, char separator) {
  std::vector<std::string_view> columns = Split(line, separator);
  for (std::string_view& column : columns) column = Trim(column);
  return columns;
}

std::string_view NextLine(std::string_view& text) {
  const size_t end = text.find('\n');
  const std::string_view line = Trim(text.substr(0, end));
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

bool HasMarks(std::string_view name) {
  return std::any_of(name.begin(), name.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// "Sinéad" -> "Sinead".
std::string WithoutMarks(std::string_view name) {
  std::string folded = FoldName(name);
  if (!folded.empty() && folded[0] >= 'a' && folded[0] <= 'z')
    folded[0] = static_cast<char>(folded[0] - 'a' + 'A');
  return folded;
}

}  // namespace

// Reads the files into the gazetteer; one member per file.
class Gazetteer::Reader {
 public:
  explicit Reader(Gazetteer& out) : out_(out) {}

  Status Read(const GazetteerFiles& files) {
    RETURN_IF_ERROR(ReadRows("countries", files.countries, 5, &Reader::AddCountry));
    RETURN_IF_ERROR(ReadRows("regions", files.regions, 4, &Reader::AddRegion));
    RETURN_IF_ERROR(ReadRows("organizations", files.organizations, 2, &Reader::AddOrganization));
    RETURN_IF_ERROR(ReadRows("cities", files.cities, 2, &Reader::AddCity));
    RETURN_IF_ERROR(ReadRows("first_names", files.first_names, 2, &Reader::AddFirstName));
    RETURN_IF_ERROR(ReadRows("more_first_names", files.more_first_names, 2, &Reader::AddFirstName));
    ReadSynonyms(files.synonyms);
    ReadPersons(files.persons);
    out_.people_ = WordList(files.people);
    out_.words_ = WordList(files.words);
    RETURN_IF_ERROR(ReadSections("nouns", files.nouns, &Reader::AddNoun));
    RETURN_IF_ERROR(ReadSections("suffixes", files.suffixes, &Reader::AddSuffix));
    RETURN_IF_ERROR(ReadSections("titles", files.titles, &Reader::AddTitle));
    RETURN_IF_ERROR(ReadSections("type_cues", files.type_cues, &Reader::AddTypeCue));
    RETURN_IF_ERROR(ReadSections("calendar", files.calendar, &Reader::AddCalendar));
    return ReadSections("boilerplate", files.boilerplate, &Reader::AddBoilerplate);
  }

 private:
  using Row = std::vector<std::string_view>;

  static Status Bad(std::string_view file, int line, std::string_view what) {
    return RuntimeError(ErrorKind::kDataError, "",
                        Cat("gazetteer ", file, ", line ", line, ": ", what));
  }

  Status ReadRows(std::string_view file, std::string_view text, size_t columns,
                  Status (Reader::*add)(const Row&)) {
    for (int line = 1; !text.empty(); ++line) {
      const std::string_view row = NextLine(text);
      if (row.empty() || row.front() == '#') continue;
      const Row cells = Columns(row, '|');
      if (cells.size() != columns) {
        return Bad(file, line, Cat(cells.size(), " columns, expected ", columns));
      }
      RETURN_IF_ERROR((this->*add)(cells));
    }
    return absl::OkStatus();
  }

  Status ReadSections(std::string_view file, std::string_view text,
                      bool (Reader::*add)(std::string_view, std::string_view)) {
    std::string_view section;
    for (int line = 1; !text.empty(); ++line) {
      const std::string_view row = NextLine(text);
      if (row.empty() || row.front() == '#') continue;
      if (row.front() == '[' && row.back() == ']') {
        section = row.substr(1, row.size() - 2);
        month_ = weekday_ = 0;
        continue;
      }
      for (std::string_view word : Columns(row, ',')) {
        if (!word.empty() && !(this->*add)(section, word)) {
          return Bad(file, line, Cat("unknown section ", section));
        }
      }
    }
    return absl::OkStatus();
  }

  void ReadPersons(std::string_view text) {
    while (!text.empty()) {
      const std::string_view row = NextLine(text);
      if (!row.empty() && row.front() != '#') out_.persons_.insert(std::string(row));
    }
  }

  void ReadSynonyms(std::string_view text) {
    for (int id = 0; !text.empty(); ++id) {
      const std::string_view row = NextLine(text);
      if (row.empty() || row.front() == '#') continue;
      for (std::string_view word : Columns(row, ',')) {
        out_.synonyms_[std::string(word)].push_back(id);
      }
    }
  }

  // The first entry of a name wins: files are read from the surest to the least sure.
  void Name(std::string_view name, NameKind kind, int country, std::string_view canonical) {
    if (name.empty()) return;
    out_.names_.try_emplace(std::string(name),
                            KnownName{kind, static_cast<int16_t>(country), std::string(canonical)});
  }

  Status AddCountry(const Row& row) {
    const int id = static_cast<int>(out_.countries_.size());
    out_.countries_.push_back({std::string(row[0]), std::string(row[1])});
    by_code_[std::string(row[0])] = id;
    Name(row[1], NameKind::kCountry, id, row[1]);
    for (std::string_view alias : Columns(row[2], ';')) Name(alias, NameKind::kCountry, id, row[1]);
    for (std::string_view people : Columns(row[3], ','))
      Name(people, NameKind::kDemonym, id, row[1]);
    for (std::string_view capital : Columns(row[4], ';')) {
      Name(capital, NameKind::kCapital, id, capital);
    }
    return absl::OkStatus();
  }

  int Code(std::string_view code) const {
    const auto it = by_code_.find(code);
    return it == by_code_.end() ? -1 : it->second;
  }

  Status AddRegion(const Row& row) {
    Name(row[0], NameKind::kRegion, Code(row[3]), row[0]);
    for (std::string_view alias : Columns(row[1], ';')) {
      Name(alias, NameKind::kRegion, Code(row[3]), row[0]);
    }
    for (std::string_view people : Columns(row[2], ',')) {
      Name(people, NameKind::kRegion, Code(row[3]), row[0]);
    }
    return absl::OkStatus();
  }

  Status AddOrganization(const Row& row) {
    Name(row[0], NameKind::kOrganization, -1, row[0]);
    for (std::string_view alias : Columns(row[1], ';')) {
      Name(alias, NameKind::kOrganization, -1, row[0]);
    }
    return absl::OkStatus();
  }

  Status AddCity(const Row& row) {
    Name(row[0], NameKind::kCity, Code(row[1]), row[0]);
    return absl::OkStatus();
  }

  Status AddFirstName(const Row& row) {
    const Gender gender = row[1] == "f"   ? Gender::kFemale
                          : row[1] == "m" ? Gender::kMale
                                          : Gender::kUnknown;
    out_.first_names_.try_emplace(std::string(row[0]), gender);
    if (HasMarks(row[0])) out_.first_names_.try_emplace(WithoutMarks(row[0]), gender);
    return absl::OkStatus();
  }

  static NounKinds KindOf(std::string_view section) {
    if (section == "group") return kGroupNoun;
    if (section == "event" || section == "group event") return kEventNoun;
    if (section == "work") return kWorkNoun;
    if (section == "topic") return kTopicNoun;
    if (section == "commodity") return kCommodityNoun;
    if (section == "organization") return kOrganizationNoun;
    if (section == "place") return kPlaceNoun;
    if (section == "award") return kAwardNoun;
    if (section == "office") return kOfficeNoun;
    if (section == "pair") return kPairNoun;
    return section.substr(0, 5) == "role " ? kRoleNoun : 0;
  }

  bool AddSeat(std::string_view seat, std::string_view word) {
    constexpr std::array<std::string_view, 6> kSeats = {"country", "court", "police",
                                                        "region",  "team",  "body"};
    for (size_t i = 0; i < kSeats.size(); ++i) {
      if (kSeats[i] == seat) out_.nouns_[std::string(word)].seat = static_cast<Seat>(i + 1);
    }
    return IsOneOf(seat, kSeats);
  }

  bool AddNoun(std::string_view section, std::string_view word) {
    if (section.substr(0, 5) == "seat ") return AddSeat(section.substr(5), word);
    const NounKinds kind = KindOf(section);
    if (kind == 0) return false;
    KnownNoun& noun = out_.nouns_[std::string(word)];
    if (kind == kRoleNoun && (noun.kinds & kRoleNoun) == 0) {
      const auto relation = ParseRelationType(section.substr(5));
      noun.has_relation = relation.has_value();
      if (relation) noun.relation = *relation;
    }
    noun.kinds |= kind;
    return true;
  }

  bool AddSuffix(std::string_view section, std::string_view word) {
    const auto type = TypeNamed(section);
    if (type) out_.suffixes_.try_emplace(std::string(word), *type);
    return type.has_value();
  }

  static std::optional<NodeType> TypeNamed(std::string_view name) {
    for (int i = 0; i < kNodeTypeCount; ++i) {
      if (NameOf(static_cast<NodeType>(i)) == name) return static_cast<NodeType>(i);
    }
    return std::nullopt;
  }

  // Section "possessed Person": the place of the cue, then the type.
  bool AddTypeCue(std::string_view section, std::string_view word) {
    constexpr std::array<std::string_view, kCuePlaceCount> kPlaces = {
        "before", "after",   "possessed", "of",     "in",       "by",
        "to",     "subject", "object",    "ending", "beginning"};
    const size_t space = section.find(' ');
    if (space == std::string_view::npos) return false;
    const auto type = TypeNamed(section.substr(space + 1));
    for (size_t i = 0; i < kPlaces.size() && type; ++i) {
      if (kPlaces[i] != section.substr(0, space)) continue;
      out_.cues_[i].try_emplace(std::string(word), *type);
      return true;
    }
    return false;
  }

  bool AddTitle(std::string_view section, std::string_view word) {
    StringSet& set = section == "title"    ? out_.titles_
                     : section == "female" ? out_.female_titles_
                                           : out_.male_titles_;
    set.insert(std::string(word));
    return section == "title" || section == "female" || section == "male";
  }

  bool AddCalendar(std::string_view section, std::string_view word) {
    if (section == "weekday") {
      out_.weekdays_[std::string(word)] = ++weekday_;
      return true;
    }
    // Short forms come in calendar order too, some with a stop: the first three letters decide.
    if (section == "zone") {
      out_.zones_.insert(std::string(word));
      return true;
    }
    if (section == "month") out_.months_[std::string(word)] = ++month_;
    if (section == "month short") {
      for (const auto& [name, number] : months_of_year()) {
        if (word.substr(0, 3) == name) out_.months_.try_emplace(std::string(word), number);
      }
    }
    return section == "month" || section == "month short";
  }

  static const std::vector<std::pair<std::string_view, int>>& months_of_year() {
    static const std::vector<std::pair<std::string_view, int>> kMonths = {
        {"jan", 1}, {"feb", 2}, {"mar", 3}, {"apr", 4},  {"may", 5},  {"jun", 6},
        {"jul", 7}, {"aug", 8}, {"sep", 9}, {"oct", 10}, {"nov", 11}, {"dec", 12}};
    return kMonths;
  }

  bool AddBoilerplate(std::string_view section, std::string_view word) {
    std::vector<std::string>* list = section == "line begins"     ? &out_.boilerplate_
                                     : section == "caption marks" ? &out_.caption_marks_
                                     : section == "byline begins" ? &out_.byline_begins_
                                     : section == "byline roles"  ? &out_.byline_roles_
                                                                  : nullptr;
    if (list == nullptr) return false;
    list->emplace_back(word);
    return true;
  }

  Gazetteer& out_;
  StringMap<int> by_code_;
  int month_ = 0, weekday_ = 0;
};

StatusOr<Gazetteer> Gazetteer::Parse(const GazetteerFiles& files) {
  Gazetteer gazetteer;
  RETURN_IF_ERROR(Reader(gazetteer).Read(files));
  return gazetteer;
}

namespace {
template <class Map>
auto* FindIn(Map& map, std::string_view key) {
  const auto it = map.find(key);
  return it == map.end() ? nullptr : &it->second;
}
}  // namespace

const KnownName* Gazetteer::FindName(std::string_view name) const { return FindIn(names_, name); }
const KnownNoun* Gazetteer::FindNoun(std::string_view noun) const { return FindIn(nouns_, noun); }

bool Gazetteer::MayMeanTheSame(std::string_view a, std::string_view b) const {
  if (a == b) return true;
  const auto* classes_a = FindIn(synonyms_, a);
  const auto* classes_b = FindIn(synonyms_, b);
  if (!classes_a || !classes_b) return false;
  for (int id : *classes_a) {
    for (int other : *classes_b) {
      if (id == other) return true;
    }
  }
  return false;
}

NodeType Gazetteer::TypeOfSuffix(std::string_view last_word) const {
  const NodeType* type = FindIn(suffixes_, last_word);
  return type ? *type : NodeType::kNone;
}

NodeType Gazetteer::TypeOfCue(CuePlace place, std::string_view lower) const {
  const NodeType* type = FindIn(cues_[static_cast<size_t>(place)], lower);
  return type ? *type : NodeType::kNone;
}

NodeType Gazetteer::TypeOfEnding(std::string_view name) const {
  constexpr size_t kMinStem = 3, kMaxEnding = 8;
  for (size_t length = std::min(kMaxEnding, name.size()); length >= 3; --length) {
    if (name.size() < length + kMinStem) continue;
    const NodeType type = TypeOfCue(CuePlace::kEnding, name.substr(name.size() - length));
    if (type != NodeType::kNone) return type;
  }
  return NodeType::kNone;
}

bool Gazetteer::IsFirstName(std::string_view name) const {
  return first_names_.contains(name) ||
         (HasMarks(name) && first_names_.contains(WithoutMarks(name)));
}

bool Gazetteer::IsOfPeople(std::string_view name) const {
  return people_.Contains(name) || (HasMarks(name) && people_.Contains(WithoutMarks(name)));
}

Gender Gazetteer::GenderOfTitle(std::string_view lower) const {
  if (female_titles_.contains(lower)) return Gender::kFemale;
  return male_titles_.contains(lower) ? Gender::kMale : Gender::kUnknown;
}

Gender Gazetteer::GenderOfFirstName(std::string_view name) const {
  const Gender* gender = FindIn(first_names_, name);
  return gender ? *gender : Gender::kUnknown;
}

int Gazetteer::MonthOf(std::string_view lower) const {
  const int* month = FindIn(months_, lower);
  return month ? *month : 0;
}

int Gazetteer::WeekdayOf(std::string_view lower) const {
  const int* day = FindIn(weekdays_, lower);
  return day ? *day : 0;
}

}  // namespace newsgraph::text

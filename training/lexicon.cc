#include "training/lexicon.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "loaders/text/tokens/characters.h"
#include "loaders/text/tokens/tokens.h"
#include "training/corpus.h"

namespace newsgraph::training {
namespace {

using text::ListKind;

class Lists {
 public:
  void Add(std::string_view name, ListKind kind) {
    text::TokenisedText tokens;
    text::Tokenise(name, {0, static_cast<uint32_t>(name.size())}, tokens);
    if (tokens.tokens.empty() || tokens.tokens.size() > 6 || name.size() < 2) return;
    uint32_t phrase = 0;
    for (size_t i = 0; i < tokens.tokens.size(); ++i) {
      phrase = text::ExtendPhrase(phrase, text::FeaturesOf(tokens.tokens[i].span.In(name)).lower);
      entries_[phrase] |= i + 1 == tokens.tokens.size() ? static_cast<uint8_t>(1 << int(kind))
                                                        : text::NameLists::kContinues;
    }
  }

  // "Alexander Lukashenko": a first name and a surname.
  void AddPerson(std::string_view name) {
    const size_t first = name.find(' '), last = name.rfind(' ');
    if (first == name.npos) return;
    if (first > 2) Add(name.substr(0, first), ListKind::kFirstName);
    if (name.size() - last > 3) Add(name.substr(last + 1), ListKind::kSurname);
  }

  const text::NameLists::Entries& entries() const { return entries_; }

 private:
  text::NameLists::Entries entries_;
};

// One actor of the dictionaries: a name, its synonyms ("+NAME"), its codes ("[CODE dates]").
struct Actor {
  std::vector<std::string> names;
  bool dated = false;  // a person in office, rather than a place or a body
};

void AddActor(const Actor& actor, ListKind kind, Lists& lists) {
  for (const std::string& name : actor.names) {
    if (actor.dated) {
      lists.AddPerson(name);
    } else {
      lists.Add(name, kind);
    }
  }
}

std::string NameOnLine(std::string_view line) {
  if (line.starts_with('+')) line.remove_prefix(1);
  line = line.substr(0, line.find_first_of(" \t;#["));
  std::string name(line);
  std::replace(name.begin(), name.end(), '_', ' ');
  while (name.ends_with(' ')) name.pop_back();
  return name;
}

Status ReadActors(const std::string& path, ListKind kind, Lists& lists) {
  ASSIGN_OR_RETURN(const std::string file, ReadFile(path));
  Actor actor;
  for (std::string_view line : Lines(file)) {
    if (line.empty() || line[0] == '#') continue;
    const bool code = line[0] == '\t' || line[0] == ' ';
    if (!code && line[0] != '+') {
      AddActor(actor, kind, lists);
      actor = {};
    }
    const size_t open = line.find('[');
    if (open != line.npos) {
      const std::string_view inside = line.substr(open, line.find(']', open) - open);
      actor.dated |= std::any_of(inside.begin(), inside.end(), text::IsAsciiDigit);
    }
    if (!code) actor.names.push_back(NameOnLine(line));
  }
  AddActor(actor, kind, lists);
  return absl::OkStatus();
}

// Columns between '|', in each of which names are between ',' or ';'.
using Columns = std::vector<std::vector<std::string_view>>;

StatusOr<std::vector<Columns>> ReadTable(const std::string& path, const std::string& file) {
  std::vector<Columns> rows;
  for (std::string_view line : Lines(file)) {
    if (line.empty() || line[0] == '#') continue;
    Columns& row = rows.emplace_back();
    for (std::string_view column : Split(line, '|')) {
      auto& names = row.emplace_back();
      for (std::string_view part : Split(column, ';')) {
        for (std::string_view name : Split(part, ',')) {
          if (!name.empty()) names.push_back(name);
        }
      }
    }
  }
  if (rows.empty()) {
    return MakeError(ErrorKind::kDataError, ErrorPhase::kRuntime, "", std::nullopt,
                     Cat(path, ": no rows"));
  }
  return rows;
}

// Which list each column of a gazetteer file belongs to.
struct Gazetteer {
  const char* file;
  std::vector<std::pair<size_t, ListKind>> columns;
};

Status AddGazetteers(const std::string& folder, Lists& lists) {
  const std::vector<Gazetteer> gazetteers = {
      {"cities.txt", {{0, ListKind::kPlace}}},
      {"countries.txt",
       {{1, ListKind::kCountry},
        {2, ListKind::kCountry},
        {3, ListKind::kPeople},
        {4, ListKind::kPlace}}},
      {"first_names.txt", {{0, ListKind::kFirstName}}},
      {"organizations.txt", {{0, ListKind::kOrganization}, {1, ListKind::kOrganization}}},
      {"regions.txt", {{0, ListKind::kPlace}, {1, ListKind::kPlace}, {2, ListKind::kPeople}}},
  };
  for (const Gazetteer& gazetteer : gazetteers) {
    const std::string path = PathOfList(folder, gazetteer.file);
    ASSIGN_OR_RETURN(const std::string file, ReadFile(path));
    ASSIGN_OR_RETURN(const auto rows, ReadTable(path, file));
    for (const Columns& row : rows) {
      for (const auto& [column, kind] : gazetteer.columns) {
        if (column >= row.size()) continue;
        for (std::string_view name : row[column]) lists.Add(name, kind);
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

std::string PathOfList(const std::string& gazetteers, std::string_view file) {
  std::string kept = Cat(gazetteers, "/../training/", file);
  std::error_code ignored;
  return std::filesystem::exists(kept, ignored) ? kept : Cat(gazetteers, "/", file);
}

StatusOr<text::NameLists::Entries> ReadNameLists(const std::string& dictionaries,
                                                 const std::string& gazetteers) {
  Lists lists;
  RETURN_IF_ERROR(
      ReadActors(dictionaries + "/Phoenix.Countries.actors.txt.xz", ListKind::kPlace, lists));
  RETURN_IF_ERROR(ReadActors(dictionaries + "/Phoenix.International.actors.txt.xz",
                             ListKind::kOrganization, lists));
  RETURN_IF_ERROR(ReadActors(dictionaries + "/Phoenix.MilNonState.actors.txt.xz",
                             ListKind::kOrganization, lists));
  RETURN_IF_ERROR(AddGazetteers(gazetteers, lists));
  return lists.entries();
}

}  // namespace newsgraph::training

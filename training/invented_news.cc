#include "training/invented_news.h"

#include <array>
#include <map>
#include <optional>

#include "graph/base/strings.h"
#include "loaders/text/models/name_finder.h"
#include "loaders/text/tokens/characters.h"
#include "loaders/text/tokens/tokens.h"
#include "training/lexicon.h"

namespace newsgraph::training {
namespace {

using text::NamePart;
using text::NameType;

using Texts = std::vector<std::string>;

// Lines of a file that are no comments.
StatusOr<Texts> ReadLines(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string file, ReadFile(path));
  Texts lines;
  for (std::string_view line : Lines(file)) {
    if (!line.empty() && line[0] != '#') lines.emplace_back(line);
  }
  return lines;
}

// Fills slots, each by a text of its list or by an invented one.
class Namer {
 public:
  Namer(std::map<std::string, Texts, std::less<>> parts, Random& random)
      : parts_(std::move(parts)), random_(random) {}

  template <class List>
  const auto& Any(const List& list) {
    return list[random_.Below(list.size())];
  }

  // "{first} {last}" with its slots filled; nothing if one is unknown.
  std::optional<std::string> Fill(std::string_view pattern) {
    std::string out;
    while (!pattern.empty()) {
      const size_t open = pattern.find('{');
      out += pattern.substr(0, open);
      if (open == pattern.npos) break;
      const size_t close = pattern.find('}', open);
      const auto name = Name(pattern.substr(open + 1, close - open - 1));
      if (!name) return std::nullopt;
      out += *name;
      pattern.remove_prefix(close + 1);
    }
    return out;
  }

  std::optional<std::string> Name(std::string_view slot) {
    if (slot == "coined") return Coined();
    if (slot == "coinedtwo") return Cat(Coined(), " ", Coined());
    if (slot == "coinedcaps") return Capitals(Coined().substr(0, 6));
    if (slot == "acronym") return Acronym();
    if (slot == "initial") return Cat(std::string(1, Capital()), ".");
    if (slot == "number") return Cat(2 + random_.Below(98));
    const auto found = parts_.find(slot);
    if (found == parts_.end() || found->second.empty()) return std::nullopt;
    return Fill(Any(found->second));
  }

 private:
  char Capital() { return static_cast<char>('A' + random_.Below(26)); }

  // Two or three syllables, the last closed or not: "Veltra", "Omarin", "Kesk".
  std::string Coined() {
    static constexpr std::array<std::string_view, 42> kOnsets = {
        "b", "d",  "f",  "g",  "h",  "k",  "l",  "m",  "n",  "p", "r",  "s",  "t",  "v",
        "z", "br", "dr", "gr", "kr", "tr", "st", "sh", "ch", "j", "th", "pl", "kl", "sv",
        "w", "y",  "c",  "qu", "sk", "gl", "fl", "",   "",   "",  "bh", "ts", "kw", "ng"};
    static constexpr std::array<std::string_view, 18> kVowels = {"a",  "e", "i",  "o",  "u",  "a",
                                                                 "e",  "i", "o",  "ia", "ei", "ou",
                                                                 "aa", "y", "ea", "ö",  "á",  "é"};
    static constexpr std::array<std::string_view, 24> kEnds = {
        "",  "",  "",   "n",  "r",  "l",  "s",  "k",  "m",  "t",   "x",  "d",
        "n", "r", "st", "rn", "nd", "ck", "lt", "sk", "th", "rth", "ng", "v"};
    std::string out;
    const uint64_t syllables = random_.Below(3) == 0 ? 3 : 2;
    for (uint64_t i = 0; i < syllables; ++i) {
      out += Any(kOnsets);
      out += Any(kVowels);
      if (i + 1 == syllables || random_.Below(3) == 0) out += Any(kEnds);
    }
    if (static_cast<unsigned char>(out[0]) >= 0x80) out.insert(0, "l");
    out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out;
  }

  std::string Capitals(std::string word) {
    std::string out;
    for (char c : word) {
      if (text::IsAsciiUpper(c)) out += c;
      if (text::IsAsciiLower(c)) out += static_cast<char>(c - 'a' + 'A');
    }
    return out;
  }

  std::string Acronym() {
    std::string out;
    for (uint64_t i = 0, n = 3 + random_.Below(3); i < n; ++i) out += Capital();
    return out;
  }

  std::map<std::string, Texts, std::less<>> parts_;
  Random& random_;
};

// [SLOT] lines, then alternatives between commas; ends of surnames stay as they are.
StatusOr<std::map<std::string, Texts, std::less<>>> ReadParts(const std::string& folder,
                                                              const std::string& gazetteers) {
  std::map<std::string, Texts, std::less<>> parts;
  ASSIGN_OR_RETURN(const Texts lines, ReadLines(folder + "/name_parts.txt"));
  std::string slot;
  for (std::string_view line : lines) {
    if (line[0] == '[') {
      slot = line.substr(1, line.find(']') - 1);
      continue;
    }
    for (std::string_view part : Split(line, ',')) {
      if (!Trim(part).empty()) parts[slot].emplace_back(Trim(part));
    }
  }
  ASSIGN_OR_RETURN(parts["last"], ReadLines(folder + "/surnames.txt"));
  const auto first_column = [&](const char* file, const char* name) -> Status {
    ASSIGN_OR_RETURN(const Texts rows, ReadLines(PathOfList(gazetteers, file)));
    for (std::string_view row : rows) parts[name].emplace_back(row.substr(0, row.find('|')));
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(first_column("first_names.txt", "first"));
  RETURN_IF_ERROR(first_column("cities.txt", "city"));
  ASSIGN_OR_RETURN(const Texts countries, ReadLines(PathOfList(gazetteers, "countries.txt")));
  for (std::string_view row : countries) {
    const auto columns = Split(row, '|');
    if (columns.size() < 4) continue;
    parts["country"].emplace_back(Trim(columns[1]));
    const std::string_view people = Trim(Split(columns[3], ',')[0]);
    if (!people.empty()) parts["dem"].emplace_back(people);
  }
  parts["people"] = parts["dem"];
  return parts;
}

std::optional<NameType> TypeOfSlot(std::string_view slot) {
  for (std::string_view person : {"per", "first", "last"}) {
    if (slot == person) return NameType::kPerson;
  }
  for (std::string_view place : {"town", "region", "country"}) {
    if (slot == place) return NameType::kLocation;
  }
  for (std::string_view other : {"product", "work", "law", "award", "event", "people"}) {
    if (slot == other) return NameType::kMisc;
  }
  return NameType::kOrganization;
}

struct Marked {
  uint32_t begin, end;  // bytes
  NameType type;
};

// Words and labels of a text whose names lie at `names`, in order.
AnnotatedSentence Annotate(const std::string& text, const std::vector<Marked>& names) {
  text::TokenisedText tokens;
  text::Tokenise(text, {0, static_cast<uint32_t>(text.size())}, tokens);
  AnnotatedSentence sentence;
  sentence.text = text;
  for (const text::Token& token : tokens.tokens) sentence.forms.emplace_back(token.span.In(text));
  sentence.names.assign(sentence.size(), 0);
  for (const Marked& name : names) {
    size_t begin = 0, end = 0;
    for (size_t i = 0; i < tokens.tokens.size(); ++i) {
      if (tokens.tokens[i].span.end <= name.begin) begin = i + 1;
      if (tokens.tokens[i].span.begin < name.end) end = i + 1;
    }
    MarkName(sentence.names, begin, end, name.type);
  }
  return sentence;
}

}  // namespace

StatusOr<Corpus> InventNews(const std::string& folder, const std::string& gazetteers,
                            int fills_each, Random& random) {
  ASSIGN_OR_RETURN(auto parts, ReadParts(folder, gazetteers));
  ASSIGN_OR_RETURN(const Texts sentences, ReadLines(folder + "/news_sentences.txt"));
  Namer namer(std::move(parts), random);
  Corpus corpus;
  for (const std::string& sentence : sentences) {
    for (int fill = 0; fill < fills_each; ++fill) {
      std::string text;
      std::vector<Marked> names;
      std::string_view rest = sentence;
      while (!rest.empty()) {
        const size_t open = rest.find('{');
        text += rest.substr(0, open);
        if (open == rest.npos) break;
        const size_t close = rest.find('}', open);
        const std::string_view slot = rest.substr(open + 1, close - open - 1);
        const auto name = namer.Name(slot);
        if (!name) {
          return MakeError(ErrorKind::kDataError, ErrorPhase::kRuntime, "", std::nullopt,
                           Cat(folder, "/news_sentences.txt: nothing fills {", slot, "}"));
        }
        const auto begin = static_cast<uint32_t>(text.size());
        text += *name;
        names.push_back({begin, static_cast<uint32_t>(text.size()), *TypeOfSlot(slot)});
        rest.remove_prefix(close + 1);
      }
      corpus.push_back(Annotate(text, names));
    }
  }
  return corpus;
}

}  // namespace newsgraph::training

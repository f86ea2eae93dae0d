#include "loaders/text/article/byline.h"

#include <algorithm>
#include <array>
#include <string>

#include "graph/base/strings.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

bool NamesRole(std::string_view lower, const Gazetteer& gazetteer) {
  for (const std::string& role : gazetteer.byline_roles()) {
    if (lower.find(role) != std::string_view::npos) return true;
  }
  return false;
}

namespace {

constexpr size_t kMaxWords = 24;      // of a line that begins as bylines do
constexpr size_t kMaxSignature = 10;  // words

std::string_view WithoutMarks(std::string_view line) {
  for (bool cut = true; cut && !line.empty();) {
    cut = false;
    for (std::string_view mark : {"—", "–", "-", "*", "(", "©", " "}) {
      if (!StartsWith(line, mark)) continue;
      line.remove_prefix(mark.size());
      cut = true;
    }
  }
  return line;
}

std::string_view Bare(std::string_view word) {
  while (!word.empty() && !IsLetter(word.back()) && !IsDigit(word.back()) &&
         static_cast<unsigned char>(word.back()) < 0x80)
    word.remove_suffix(1);
  while (!word.empty() && (word.front() == '(' || word.front() == '"')) word.remove_prefix(1);
  return word;
}

std::string Capitalised(std::string_view word) {
  std::string lower = ToLower(word);
  if (!lower.empty()) lower[0] = word[0];
  return lower;
}

bool IsGivenName(std::string_view word, const Gazetteer& gazetteer) {
  word = Bare(word);
  return gazetteer.IsFirstName(word) || (IsUpper(word) && gazetteer.IsFirstName(Capitalised(word)));
}

// Two or three capitalised words from `first` on that may name a person.
//   given   whether the first must be a given name that is known
//   returns how many, or 0
size_t NameAt(const std::vector<std::string_view>& words, size_t first, bool given,
              const Gazetteer& gazetteer) {
  if (first >= words.size() || (given && !IsGivenName(words[first], gazetteer))) return 0;
  size_t count = 0;
  while (first + count < words.size() && count < 4 && StartsUpper(words[first + count])) {
    const std::string_view bare = Bare(words[first + count]);
    const bool initial = bare.size() == 1;
    if (!initial && (gazetteer.FindName(bare) || gazetteer.FindNoun(ToLower(bare)) ||
                     gazetteer.IsCalendarWord(ToLower(bare)) ||
                     gazetteer.TypeOfSuffix(bare) != NodeType::kNone))
      return 0;
    const bool ends = words[first + count].back() == ',';
    ++count;
    if (ends) break;
  }
  return count >= 2 && count <= 3 ? count : 0;
}

// "SPORT | Ann Lee", "POLITICS / Ann Lee", "(The Lima Post, by Ann Lee)": where the name begins
// behind a label in capitals or an outlet; npos: the line has no such form.
size_t NameBehindLabel(std::string_view line, const Gazetteer& gazetteer) {
  const bool bracketed = line.size() > 2 && line.front() == '(' && line.back() == ')';
  size_t at = std::string_view::npos;
  for (std::string_view bar : {" | ", " / ", " • "}) {
    const size_t found = line.find(bar);
    if (!bracketed && found != line.npos && IsUpper(line.substr(0, found))) at = found + bar.size();
  }
  if (bracketed && line.find(", ") != line.npos) at = line.find(", ") + 2;
  if (at == line.npos) return at;
  if (StartsWith(line.substr(at), "by ")) at += 3;
  const auto words = SplitAtBlanks(line.substr(at));
  const size_t name = NameAt(words, 0, !bracketed, gazetteer);
  return name > 0 && name == words.size() ? at : line.npos;
}

// "Our rolling coverage with Ann Lee in Lima and Bo Dahl in Cork".
bool CoversWith(const std::vector<std::string_view>& words, const Gazetteer& gazetteer) {
  for (size_t i = 1; i + 1 < words.size() && i < 6; ++i) {
    if (words[i] != "with") continue;
    return IsOneOf(ToLower(words[i - 1]), {"coverage", "blog", "updates", "live"}) &&
           NameAt(words, i + 1, false, gazetteer) > 0;
  }
  return false;
}

// "Our security editor, Ann Lee, answers your questions".
bool IsOurWriter(std::string_view lower, const std::vector<std::string_view>& words,
                 const Gazetteer& gazetteer) {
  if (!StartsWith(lower, "our ")) return false;
  size_t i = 0;
  while (i < words.size() && i < 5 && words[i].back() != ',') ++i;
  const size_t comma = lower.find(',');
  return comma != lower.npos && NamesRole(lower.substr(0, comma), gazetteer) &&
         NameAt(words, i + 1, false, gazetteer) > 0;
}

bool NamesOutlet(std::string_view words, const Gazetteer& gazetteer) {
  const size_t space = words.rfind(' ');
  if (space == std::string_view::npos) return false;
  const std::string last =
      IsUpper(words) ? Capitalised(words.substr(space + 1)) : std::string(words.substr(space + 1));
  return StartsWith(words, "The ") || gazetteer.TypeOfSuffix(last) == NodeType::kOrganization;
}

// Reads one line word by word.
class NameReader {
 public:
  NameReader(std::string_view text, const Gazetteer& gazetteer)
      : text_(text), gazetteer_(gazetteer) {}

  Byline Read(TextSpan line) {
    if (const size_t name = NameBehindLabel(line.In(text_), gazetteer_);
        name != line.In(text_).npos)
      line.begin += static_cast<uint32_t>(name);
    bool first = true;
    for (std::string_view word : SplitAtBlanks(line.In(text_))) {
      Take(word, first);
      first &= Bare(word).empty() || word == "—" || word == "–";
    }
    Flush();
    return std::move(byline_);
  }

 private:
  void Take(std::string_view word, bool first) {
    const std::string lower = ToLower(Bare(word));
    if (IsOneOf(lower, {"by", "words", "text", "and", "with", "source"}) || word == "&" ||
        (first && lower == "from")) {
      const bool behind_place = place_ && !run_.empty();
      Flush();
      skip_ = credit_;
      place_ = behind_place && lower == "and";  // "in Lima and Cork"
    } else if (IsOneOf(lower,
                       {"in", "for", "from", "at", "on", "is", "was", "reports", "writes"}) ||
               IsOneOf(word, {"|", "•", "·", "/"})) {
      Flush();
      // Behind a bar may stand an outlet, never an author.
      skip_ = true;
      place_ = lower == "in";
    } else if (IsOneOf(lower, {"portrait", "pictures", "photos", "photographs", "photography",
                               "editing", "illustrations", "graphics", "edited"})) {
      Flush();
      credit_ = skip_ = true;  // by whom is another matter
    } else if (run_.empty() && word.back() == '.' && gazetteer_.IsTitle(lower)) {
      // "By Sr. Ann Lee"
    } else if (StartsUpper(Bare(word)) && !(first && IsPrefix(lower))) {
      Extend(word);
    } else {
      Flush();
    }
  }

  static bool IsPrefix(std::string_view lower) {
    return IsOneOf(lower, {"story", "report", "reported", "reporting", "posted", "written",
                           "compiled", "interview", "author", "special", "additional", "live",
                           "page", "blog", "coverage", "analysis", "review", "opinion"});
  }

  void Extend(std::string_view word) {
    const std::string_view bare = Bare(word);
    const char last = word.back();
    const bool initial = last == '.' && bare.size() <= 2;  // "J.", "Ma."
    const bool ends = !initial && (last == ',' || last == '.' || last == ';' || last == ')');
    if (run_.empty()) run_.begin = static_cast<uint32_t>(bare.data() - text_.data());
    run_.end = static_cast<uint32_t>(bare.data() - text_.data() + bare.size() + initial);
    if (!ends) return;
    Flush();
    if (last == ';') {
      credit_ = skip_ = false;
    } else {
      skip_ = true;  // a role or an outlet, or a second author behind "and"
    }
  }

  void Flush() {
    const TextSpan run = run_;
    const bool place = place_ && !run.empty();
    if (place) place_ = false;
    run_ = {};
    if (run.empty()) return;
    const std::string_view name = run.In(text_);
    if (place && gazetteer_.FindName(name)) return byline_.places.push_back(run);
    if (credit_) {
      const std::string_view first = name.substr(0, name.find(' '));
      if (first.size() < name.size() && IsGivenName(first, gazetteer_))
        byline_.credited.push_back(run);
      return;
    }
    const std::string lower = ToLower(name);
    const bool calendar = gazetteer_.MonthOf(lower.substr(0, lower.find(' '))) != 0;
    if (calendar || lower.find("desk") != lower.npos || lower == "our" || StartsWith(lower, "our "))
      return;
    for (const std::string& role : gazetteer_.byline_roles()) {
      if (lower == role || EndsWithWord(lower, role)) return;
    }
    if (NamesOutlet(name, gazetteer_)) {
      if (byline_.outlet.empty()) byline_.outlet = run;
    } else if (!skip_) {
      byline_.authors.push_back(run);
    }
  }

  std::string_view text_;
  const Gazetteer& gazetteer_;
  Byline byline_;
  TextSpan run_{};
  bool skip_ = false;    // what comes is a place, role or outlet
  bool credit_ = false;  // what comes is who took the pictures or edited
  bool place_ = false;   // "in" came before
};

}  // namespace

bool IsBylineForm(std::string_view line, const Gazetteer& gazetteer) {
  if (NameBehindLabel(line, gazetteer) != line.npos) return true;
  line = WithoutMarks(line);
  const std::string lower = ToLower(line.substr(0, 160));
  const auto words = SplitAtBlanks(line);
  if (words.empty()) return false;
  for (const std::string& begin : gazetteer.byline_begins()) {
    if (StartsWith(lower, begin) && words.size() <= kMaxWords) return true;
  }
  if (words.size() <= kMaxWords && CoversWith(words, gazetteer)) return true;
  if (words.size() > kMaxSignature) return false;
  if (IsOurWriter(lower, words, gazetteer)) return true;
  // "from FEMI ADE in Lagos".
  if (StartsWith(lower, "from ") && NameAt(words, 1, false, gazetteer) > 0) return true;
  const size_t name = NameAt(words, 0, false, gazetteer);
  const std::string next = name > 0 && name < words.size() ? ToLower(words[name]) : std::string();
  if (name > 0 && words.size() <= 7 && IsOneOf(next, {"reports", "writes"})) return true;
  const size_t comma = lower.find(", ");
  return comma != std::string::npos && NamesRole(std::string_view(lower).substr(comma), gazetteer);
}

bool IsSignature(std::string_view line, const Gazetteer& gazetteer) {
  const bool dashed = WithoutMarks(line).size() < line.size();
  line = WithoutMarks(line);
  const auto words = SplitAtBlanks(line);
  const size_t name = NameAt(words, 0, false, gazetteer);
  const bool given = name > 0 && IsGivenName(words[0], gazetteer);
  if (name == 0 || words.size() > kMaxSignature || line.back() == '.' || line.back() == ':' ||
      line.back() == '?' || line.back() == '!')
    return false;
  if (name == words.size()) return dashed || (given && words[name - 1].back() != ',');
  const std::string_view next = words[name];
  if (next == "|" || next == "•" || next == "·") return true;
  if (ToLower(next) == "in") return name + 3 >= words.size();
  if (ToLower(next) == "and") {
    const size_t second = NameAt(words, name + 1, false, gazetteer);
    const size_t behind = name + 1 + second;
    return second > 0 && (behind == words.size() || ToLower(words[behind]) == "in");
  }
  // "Ann Lee, Lima Post", "Ann Lee, Lima".
  if (words[name - 1].back() != ',') return false;
  for (size_t i = name; i < words.size(); ++i) {
    if (!StartsUpper(words[i]) || words[i].back() == ',') return false;
  }
  const std::string_view rest = line.substr(static_cast<size_t>(words[name].data() - line.data()));
  return words.size() - name <= 3 && (given || NamesOutlet(rest, gazetteer));
}

size_t SignatureAtEnd(std::string_view paragraph, const Gazetteer& gazetteer) {
  constexpr size_t kReach = 48;  // bytes
  const size_t from = paragraph.size() - std::min(paragraph.size(), kReach);
  const std::string_view tail = paragraph.substr(from);
  for (std::string_view mark : {" — ", " – ", " - ", " Interview: ", " Words: ", " Text: "}) {
    const size_t at = tail.rfind(mark);
    if (at == tail.npos || at == 0 || !IsOneOf(tail.substr(at - 1, 1), {".", "!", "?"})) continue;
    const auto words = SplitAtBlanks(tail.substr(at + mark.size()));
    const size_t name = NameAt(words, 0, false, gazetteer);
    if (name > 0 && name == words.size() && IsLetter(words.back().back()))
      return from + at + mark.size();
  }
  return paragraph.npos;
}

bool TellsOfAuthor(std::string_view line, const Gazetteer& gazetteer) {
  const auto words = SplitAtBlanks(line);
  const size_t name = NameAt(words, 0, false, gazetteer);
  if (name == 0 || words.size() > kMaxWords || name + 2 >= words.size() || words[name] != "is")
    return false;
  return IsOneOf(words[name + 1], {"a", "an", "the"}) && NamesRole(ToLower(line), gazetteer);
}

Byline ReadNames(std::string_view text, TextSpan line, const Gazetteer& gazetteer) {
  return NameReader(text, gazetteer).Read(line);
}

}  // namespace newsgraph::text

// Comparing names: people's spellings, acronyms.
#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/names.h"

namespace newsgraph::text {
namespace {

// Spellings that different romanisations give one sound, made one: "zh" and "j", "kh" and "h".
std::string OneRomanisation(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kRules = {
      {{"sch", "sh"},
       {"tch", "ch"},
       {"zh", "j"},
       {"kh", "h"},
       {"ph", "f"},
       {"ck", "k"},
       {"ou", "u"},
       {"iy", "y"},
       {"yu", "iu"},
       {"ya", "ia"},
       {"ye", "e"},
       {"w", "v"},
       {"ts", "c"}}};
  std::string out;
  for (size_t i = 0; i < word.size();) {
    bool changed = false;
    for (const auto& [from, to] : kRules) {
      if (word.substr(i, from.size()) == from) {
        out += to;
        i += from.size();
        changed = true;
        break;
      }
    }
    if (changed) continue;
    if (out.empty() || out.back() != word[i]) out += word[i];  // doubled letters count once
    ++i;
  }
  return out;
}

size_t Tolerance(std::string_view word) { return word.size() >= 8 ? 2 : word.size() >= 6 ? 1 : 0; }

bool Near(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a.empty() || b.empty()) return false;
  if (a.size() >= 5 && b.size() >= 5 && OneRomanisation(a) == OneRomanisation(b)) return true;
  const size_t limit = std::min(Tolerance(a), Tolerance(b));
  if (limit == 0) return false;
  // Transliterations differ in vowels and doubled letters, seldom in the first letter.
  const bool first = a[0] == b[0] || (a[0] == 'j' && b[0] == 'z') || (a[0] == 'z' && b[0] == 'j') ||
                     (a[0] == 'y' && b[0] == 'j') || (a[0] == 'j' && b[0] == 'y') ||
                     (a[0] == 'k' && b[0] == 'c') || (a[0] == 'c' && b[0] == 'k');
  return first && EditDistance(a, b, limit) <= limit;
}

}  // namespace

bool SamePersonName(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const auto words_a = SplitAtBlanks(a), words_b = SplitAtBlanks(b);
  if (words_a.empty() || words_b.empty()) return false;
  if (!Near(words_a.back(), words_b.back())) return false;
  if (words_a.size() == 1 || words_b.size() == 1) return true;
  const std::string_view first_a = words_a[0], first_b = words_b[0];
  if (first_a == first_b) return true;
  const auto initial = [](std::string_view word) {  // "p", "p-y"
    return word.size() <= 2 || (word.size() == 3 && word[1] == '-');
  };
  if (initial(first_a) || initial(first_b)) return first_a[0] == first_b[0];  // initials
  return first_a[0] == first_b[0] && EditDistance(first_a, first_b, 2) <= 2 &&
         words_a.back() == words_b.back();
}

std::string Initials(std::string_view name) {
  std::string initials;
  bool start = true;
  for (char c : name) {
    if (start && c >= 'A' && c <= 'Z') initials += c;
    start = c == ' ' || c == '-';
  }
  return initials;
}

}  // namespace newsgraph::text

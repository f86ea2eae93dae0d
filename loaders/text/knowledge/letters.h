// Small questions about the letters of a word, and folding of names for comparison.
//
//   FoldName("Kalesnikava’s")   "kalesnikavas"      Latin letters without marks, lower case
//   StartsUpper("Élysée")       true
//
// Bytes of other scripts are kept as they are. Thread-safe: no state.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace newsgraph::text {

inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }
inline bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
inline bool StartsWith(std::string_view s, std::string_view begin) {
  return s.substr(0, begin.size()) == begin;
}
inline bool EndsWith(std::string_view s, std::string_view end) {
  return s.size() >= end.size() && s.substr(s.size() - end.size()) == end;
}
// Ends with a whole word behind a blank: "city court" with "court", but not "court" itself.
inline bool EndsWithWord(std::string_view s, std::string_view word) {
  return s.size() > word.size() && EndsWith(s, word) && s[s.size() - word.size() - 1] == ' ';
}
// "court" of "city court".
inline std::string_view LastWordOf(std::string_view name) {
  return name.substr(name.rfind(' ') + 1);  // npos + 1 is 0
}

// Whether a short list has the word; a long one is a WordList.
template <class List>
bool IsOneOf(std::string_view word, const List& list) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}
inline bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Whether any of a list's words stands in the text, within a longer one too.
template <class List>
bool HasAnyOf(std::string_view text, const List& words) {
  return std::any_of(std::begin(words), std::end(words), [&](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}
inline bool HasAnyOf(std::string_view text, std::initializer_list<std::string_view> words) {
  return HasAnyOf<std::initializer_list<std::string_view>>(text, words);
}

// Lower case of ASCII and of Latin letters of two bytes.
std::string ToLower(std::string_view s);
// The first letter is a capital (ASCII, Latin, Greek or Cyrillic).
bool StartsUpper(std::string_view word);
inline bool IsLowerStart(std::string_view s) { return !s.empty() && s[0] >= 'a' && s[0] <= 'z'; }
// All letters are capitals, and there are at least two.
bool IsUpper(std::string_view word);
// "NEW YORK" -> "New York", "WING-YAN" -> "Wing-Yan".
std::string InTitleCase(std::string_view capitals);

// "Ann  Lee" -> "Ann", "Lee": what stands between blanks, within `s`.
std::vector<std::string_view> SplitAtBlanks(std::string_view s);

// Lower case, Latin letters without their marks (é -> e, ß -> ss, ł -> l), no stops, apostrophes or
// hyphens; other punctuation becomes one space.
std::string FoldName(std::string_view name);

// Levenshtein distance in bytes, at most limit + 1.   cost  O(|a| x |b|)
size_t EditDistance(std::string_view a, std::string_view b, size_t limit);

}  // namespace newsgraph::text

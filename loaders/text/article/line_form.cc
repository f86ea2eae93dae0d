#include "loaders/text/article/line_form.h"

#include "graph/base/strings.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

TextSpan Trimmed(std::string_view text, TextSpan span) {
  auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!span.empty() && is_space(text[span.begin])) ++span.begin;
  while (!span.empty() && is_space(text[span.end - 1])) --span.end;
  return span;
}

std::vector<std::string_view> WordsOf(std::string_view s) {
  std::vector<std::string_view> words;
  size_t begin = 0;
  while (begin < s.size()) {
    size_t end = s.find_first_of(" \t\n\r", begin);
    if (end == std::string_view::npos) end = s.size();
    if (end > begin) words.push_back(s.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

std::string Shortened(std::string_view sentence) {
  constexpr size_t kLongest = 120;
  if (sentence.size() <= kLongest) return std::string(sentence);
  size_t end = sentence.find_last_of(" \t", kLongest);
  if (end == sentence.npos || end == 0) {
    for (end = kLongest; end > 0 && (sentence[end] & 0xC0) == 0x80;) --end;  // in no character
  }
  return Cat(Trim(sentence.substr(0, end), " \t,;:-("), "…");
}

bool EndsSentence(std::string_view s) {
  while (EndsWith(s, "”") || EndsWith(s, "’")) s.remove_suffix(3);
  while (!s.empty() && (s.back() == '"' || s.back() == '\'' || s.back() == ')')) s.remove_suffix(1);
  return !s.empty() && (s.back() == ']' || s.back() == '.' || s.back() == '!' || s.back() == '?' ||
                        s.back() == ':' || EndsWith(s, "…"));
}

bool AllCapitals(std::string_view s) {
  bool letters = false;
  for (char c : s) {
    if (c >= 'a' && c <= 'z') return false;
    letters |= c >= 'A' && c <= 'Z';
  }
  return letters;
}

bool MostlyCapitalised(const std::vector<std::string_view>& words) {
  size_t capital = 0, counted = 0;
  for (std::string_view word : words) {
    if (word.size() <= 3 && !IsUpper(word)) continue;
    ++counted;
    capital += StartsUpper(word);
  }
  return counted > 0 && capital == counted;
}

bool IsBullet(std::string_view s) {
  return s.substr(0, 2) == "* " || s.substr(0, 2) == "- " || StartsWith(s, "• ") ||
         StartsWith(s, "– ") || StartsWith(s, "· ");
}

}  // namespace newsgraph::text

#include "loaders/text/knowledge/letters.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace newsgraph::text {
namespace {

// Base letters of U+00C0..U+017F in lower case; '?' where there is none, 's' doubled by the caller
// for sharp s.
constexpr std::string_view kLatin1 =
    "aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuyty";
constexpr std::string_view kLatinExtended =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

// The code point at s[i] and its length; an invalid byte counts as itself.
std::pair<uint32_t, size_t> CodePoint(std::string_view s, size_t i) {
  const auto byte = [&](size_t k) { return static_cast<unsigned char>(s[k]); };
  const unsigned char b = byte(i);
  if (b < 0x80) return {b, 1};
  if ((b >> 5) == 6 && i + 1 < s.size()) return {(b & 31u) << 6 | (byte(i + 1) & 63u), 2};
  if ((b >> 4) == 14 && i + 2 < s.size()) {
    return {(b & 15u) << 12 | (byte(i + 1) & 63u) << 6 | (byte(i + 2) & 63u), 3};
  }
  return {b, 1};
}

char BaseLetter(uint32_t code) {
  if (code >= 0xC0 && code < 0x100) return kLatin1[code - 0xC0];
  if (code >= 0x100 && code < 0x100 + kLatinExtended.size()) return kLatinExtended[code - 0x100];
  if (code == 0x218 || code == 0x219) return 's';
  if (code == 0x21A || code == 0x21B) return 't';
  if (code == 0x1CE || code == 0x1CD) return 'a';
  if (code >= 0x1EA0 && code <= 0x1EF9) {  // Vietnamese
    constexpr std::string_view kGroups = "aeiouy";
    constexpr std::array<uint32_t, 6> kStarts = {0x1EA0, 0x1EB8, 0x1EC8, 0x1ECC, 0x1EE4, 0x1EF2};
    for (size_t g = 6; g-- > 0;) {
      if (code >= kStarts[g]) return kGroups[g];
    }
  }
  return '?';
}

}  // namespace

std::string ToLower(std::string_view s) {
  std::string out(s);
  for (size_t i = 0; i < out.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(out[i]);
    if (c >= 'A' && c <= 'Z') out[i] = static_cast<char>(c + 32);
    if (c == 0xC3 && i + 1 < out.size()) {
      const unsigned char d = static_cast<unsigned char>(out[i + 1]);
      if (d >= 0x80 && d <= 0x9E && d != 0x97) out[i + 1] = static_cast<char>(d + 32);
    }
  }
  return out;
}

bool StartsUpper(std::string_view word) {
  if (word.empty()) return false;
  const auto [code, size] = CodePoint(word, 0);
  if (code < 0x80) return code >= 'A' && code <= 'Z';
  if (code >= 0xC0 && code <= 0xDE) return true;
  if (code >= 0x100 && code < 0x180) {
    const bool odd_upper = (code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E);
    return (code & 1) == (odd_upper ? 1u : 0u);
  }
  return (code >= 0x391 && code <= 0x3A9) || (code >= 0x400 && code <= 0x42F);
}

bool IsUpper(std::string_view word) {
  int letters = 0;
  for (char c : word) {
    if (c >= 'a' && c <= 'z') return false;
    letters += c >= 'A' && c <= 'Z';
  }
  return letters >= 2;
}

std::string InTitleCase(std::string_view capitals) {
  std::string out = ToLower(capitals);
  for (size_t i = 0; i < out.size(); ++i) {
    if (i == 0 || out[i - 1] == ' ' || out[i - 1] == '-') out[i] = capitals[i];
  }
  return out;
}

std::string FoldName(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  for (size_t i = 0; i < name.size();) {
    const auto [code, size] = CodePoint(name, i);
    if (code < 0x80) {
      const char c = static_cast<char>(code);
      if (c >= 'A' && c <= 'Z') {
        out += static_cast<char>(c + 32);
      } else if ((c >= 'a' && c <= 'z') || IsDigit(c) || c == '&') {
        out += c;
      } else if (c != '.' && c != '\'' && c != '-' && !out.empty() && out.back() != ' ') {
        out += ' ';
      }
    } else if (code == 0xDF) {
      out += "ss";
    } else if (code == 0x2019 || code == 0x2018 || code == 0x2BC ||
               (code >= 0x300 && code < 0x370)) {
      // apostrophes and combining marks
    } else if (const char base = BaseLetter(code); base != '?') {
      out += base;
    } else {
      out.append(name.substr(i, size));
    }
    i += size;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::vector<std::string_view> SplitAtBlanks(std::string_view s) {
  std::vector<std::string_view> words;
  for (size_t begin = 0; begin < s.size();) {
    const size_t end = std::min(s.find(' ', begin), s.size());
    if (end > begin) words.push_back(s.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

size_t EditDistance(std::string_view a, std::string_view b, size_t limit) {
  if (a.size() > 64 || b.size() > 64) return a == b ? 0 : limit + 1;
  const size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > limit) return limit + 1;
  std::array<uint8_t, 65> row;
  for (size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<uint8_t>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    uint8_t diagonal = row[0];
    row[0] = static_cast<uint8_t>(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const uint8_t above = row[j];
      const uint8_t change = static_cast<uint8_t>(diagonal + (a[i - 1] != b[j - 1]));
      row[j] =
          std::min({change, static_cast<uint8_t>(above + 1), static_cast<uint8_t>(row[j - 1] + 1)});
      diagonal = above;
    }
  }
  return std::min<size_t>(row[b.size()], limit + 1);
}

}  // namespace newsgraph::text

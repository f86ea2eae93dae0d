#include "query/syntax/token.h"

#include <algorithm>
#include <array>

namespace newsgraph::syntax {
namespace {

constexpr std::string_view kSpellings[] = {
    "",
#define KEYWORD(name, spelling, use) spelling,
#include "query/syntax/keywords.inc"
#undef KEYWORD
};
constexpr size_t kKeywordCount = std::size(kSpellings);
static_assert(std::is_sorted(std::begin(kSpellings), std::end(kSpellings)));
static_assert(kKeywordCount < 256);

// Open addressing over the spellings, made at compile time; few slots are shared at this load.
constexpr size_t kSlots = 1024;

constexpr char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

constexpr size_t SlotOf(std::string_view word) {
  uint32_t hash = static_cast<uint32_t>(word.size());
  for (const char c : word) hash = (hash ^ static_cast<uint8_t>(Upper(c))) * 0x01000193u;
  return (hash ^ hash >> 15) % kSlots;
}

constexpr std::array<Keyword, kSlots> MakeTable() {
  std::array<Keyword, kSlots> table{};
  for (size_t i = 1; i < kKeywordCount; ++i) {
    size_t slot = SlotOf(kSpellings[i]);
    while (table[slot] != Keyword::kNo) slot = (slot + 1) % kSlots;
    table[slot] = static_cast<Keyword>(i);
  }
  return table;
}
constexpr std::array<Keyword, kSlots> kTable = MakeTable();

constexpr size_t LongestKeyword() {
  size_t longest = 0;
  for (const std::string_view spelling : kSpellings) longest = std::max(longest, spelling.size());
  return longest;
}

constexpr std::string_view kKindNames[] = {
    "the end of the text",
    "a name",
    "a name",
    "a parameter",
    "a string",
    "a number",
    "\"(\"",
    "\")\"",
    "\"[\"",
    "\"]\"",
    "\"{\"",
    "\"}\"",
    "\",\"",
    "\";\"",
    "\":\"",
    "\"::\"",
    "\".\"",
    "\"..\"",
    "\"=\"",
    "\"==\"",
    "\"<>\"",
    "\"!=\"",
    "\"<\"",
    "\"<=\"",
    "\">\"",
    "\">=\"",
    "\"=~\"",
    "\"+=\"",
    "\"+\"",
    "\"-\"",
    "\"*\"",
    "\"/\"",
    "\"%\"",
    "\"^\"",
    "\"|\"",
    "\"||\"",
    "\"&\"",
    "\"!\"",
    "\"?\"",
    "\"@\"",
    "\"$\"",
    "a comment",
    "a string without its closing quote",
    "a comment without its \"*/\"",
    "a name without its closing backquote",
    "a character that has no meaning here",
    "one bracket too many",
};
static_assert(std::size(kKindNames) == static_cast<size_t>(TokenKind::kTooDeep) + 1);

constexpr KeywordUse kUses[] = {
    KeywordUse::kFree,
#define KEYWORD(name, spelling, use) KeywordUse::use,
#include "query/syntax/keywords.inc"
#undef KEYWORD
};

}  // namespace

bool Spells(std::string_view word, std::string_view upper) {
  if (word.size() != upper.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    if (Upper(word[i]) != upper[i]) return false;
  }
  return true;
}

std::string_view NameOf(Keyword keyword) { return kSpellings[static_cast<size_t>(keyword)]; }

std::span<const std::string_view> Keywords() {
  return std::span<const std::string_view>(kSpellings).subspan(1);
}

Keyword KeywordOf(std::string_view word) {
  if (word.size() < 2 || word.size() > LongestKeyword()) return Keyword::kNo;
  for (size_t slot = SlotOf(word);; slot = (slot + 1) % kSlots) {
    const Keyword keyword = kTable[slot];
    if (keyword == Keyword::kNo || Spells(word, NameOf(keyword))) return keyword;
  }
}

std::string_view NameOf(TokenKind kind) { return kKindNames[static_cast<size_t>(kind)]; }

KeywordUse UseOf(Keyword keyword) { return kUses[static_cast<size_t>(keyword)]; }

}  // namespace newsgraph::syntax

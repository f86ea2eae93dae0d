// Classes of UTF-8 characters as tokenisation and word shapes need them; no locale, no tables of
// Unicode: what Latin-script news uses, everything else counts as a letter.
//
//   Character c = ReadCharacter(text, offset);     // c.kind, c.size bytes
//
// Thread-safe: no state.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsgraph::text {

enum class CharacterKind : uint8_t {
  kSpace,
  kUpper,
  kLower,
  kLetter,  // of a script without case, or a mark
  kDigit,
  kApostrophe,   // ' ’ ‘ ʼ
  kQuote,        // " “ ” „ « »
  kHyphen,       // - ‐ ‑
  kDash,         // – — ―
  kCurrency,     // $ £ € ¥ ...
  kPunctuation,  // every other ASCII sign, and § • … and the like
};

struct Character {
  CharacterKind kind = CharacterKind::kSpace;
  uint8_t size = 1;  // bytes, at least 1; a byte that is not UTF-8 is one letter
  char32_t code = 0;
};

inline constexpr uint32_t kMaxCharacterBytes = 4;

// The character at `offset`. REQUIRES: offset < text.size()
Character ReadCharacter(std::string_view text, uint32_t offset);

inline bool IsLetter(CharacterKind kind) {
  return kind == CharacterKind::kUpper || kind == CharacterKind::kLower ||
         kind == CharacterKind::kLetter;
}
inline bool IsWordCharacter(CharacterKind kind) {
  return IsLetter(kind) || kind == CharacterKind::kDigit;
}

// The lower-case letter of the same UTF-8 length (Latin, Greek, Cyrillic), or `code` itself.
char32_t ToLower(char32_t code);

inline bool IsAsciiUpper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool IsAsciiLower(char c) { return c >= 'a' && c <= 'z'; }
inline bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }
inline char ToAsciiLower(char c) { return IsAsciiUpper(c) ? static_cast<char>(c + 32) : c; }

// Writes the lower-case form of `word` to `out`: as many bytes as `word` has. Latin, Greek and
// Cyrillic letters change; everything else is copied.
//   REQUIRES: room for word.size() bytes
void LowerInto(std::string_view word, char* out);

}  // namespace newsgraph::text

#include "loaders/text/tokens/characters.h"

#include <array>

namespace newsgraph::text {
namespace {

using enum CharacterKind;

constexpr CharacterKind AsciiKind(unsigned char c) {
  if (c <= ' ' || c == 0x7F) return kSpace;
  if (c >= 'A' && c <= 'Z') return kUpper;
  if (c >= 'a' && c <= 'z') return kLower;
  if (c >= '0' && c <= '9') return kDigit;
  if (c == '\'') return kApostrophe;
  if (c == '"') return kQuote;
  if (c == '-') return kHyphen;
  if (c == '$') return kCurrency;
  return kPunctuation;
}

constexpr auto kAsciiKinds = [] {
  std::array<CharacterKind, 128> kinds{};
  for (int c = 0; c < 128; ++c) kinds[c] = AsciiKind(static_cast<unsigned char>(c));
  return kinds;
}();

struct Range {
  char32_t first, last;
  CharacterKind kind;
};

// In order; what is not listed is a letter without case.
constexpr Range kRanges[] = {
    {0x80, 0xA0, kSpace},         // C1 controls, no-break space
    {0xA1, 0xA1, kPunctuation},   // ¡
    {0xA2, 0xA5, kCurrency},      // ¢ £ ¤ ¥
    {0xA6, 0xA9, kPunctuation},   // ¦ § ¨ ©
    {0xAB, 0xAB, kQuote},         // «
    {0xAC, 0xB1, kPunctuation},   // ¬ soft hyphen ® ¯ ° ±
    {0xB2, 0xB3, kDigit},         // ² ³
    {0xB4, 0xB4, kApostrophe},    // ´
    {0xB6, 0xB8, kPunctuation},   // ¶ · ¸
    {0xB9, 0xB9, kDigit},         // ¹
    {0xBB, 0xBB, kQuote},         // »
    {0xBC, 0xBE, kDigit},         // ¼ ½ ¾
    {0xBF, 0xBF, kPunctuation},   // ¿
    {0xC0, 0xD6, kUpper},         // À-Ö
    {0xD7, 0xD7, kPunctuation},   // ×
    {0xD8, 0xDE, kUpper},         // Ø-Þ
    {0xDF, 0xF6, kLower},         // ß-ö
    {0xF7, 0xF7, kPunctuation},   // ÷
    {0xF8, 0xFF, kLower},         // ø-ÿ
    {0x2BB, 0x2BD, kApostrophe},  // ʻ ʼ ʽ
    {0x1680, 0x1680, kSpace},     // Ogham space
    {0x2000, 0x200F, kSpace},     // widths of space, zero-width marks
    {0x2010, 0x2011, kHyphen},    //
    {0x2012, 0x2015, kDash},      // figure, en, em dash, bar
    {0x2016, 0x2017, kPunctuation},
    {0x2018, 0x2019, kApostrophe},  // ‘ ’
    {0x201A, 0x201A, kQuote},
    {0x201B, 0x201B, kApostrophe},
    {0x201C, 0x201F, kQuote},  // “ ” „ ‟
    {0x2020, 0x2027, kPunctuation},
    {0x2028, 0x202F, kSpace},
    {0x2030, 0x2038, kPunctuation},
    {0x2039, 0x203A, kQuote},
    {0x203B, 0x205E, kPunctuation},
    {0x205F, 0x206F, kSpace},
    {0x20A0, 0x20CF, kCurrency},
    {0x2190, 0x2BFF, kPunctuation},  // arrows to symbols
    {0x3000, 0x3000, kSpace},
    {0x3001, 0x3003, kPunctuation},
    {0x3008, 0x3020, kPunctuation},
    {0xFE0F, 0xFE0F, kPunctuation},  // variation selector of an emoji
    {0xFEFF, 0xFEFF, kSpace},
    {0xFF01, 0xFF0F, kPunctuation},
    {0x1F000, 0x1FAFF, kPunctuation},  // pictographs
};

CharacterKind KindOf(char32_t code) {
  // Two-byte letters with case alternate or have a fixed distance; ToLower knows them.
  if ((code >= 0x100 && code <= 0x17F) || (code >= 0x370 && code <= 0x52F) ||
      (code >= 0x1E00 && code <= 0x1EFF)) {
    return ToLower(code) != code ? kUpper : kLower;
  }
  for (const Range& range : kRanges) {
    if (code < range.first) break;
    if (code <= range.last) return range.kind;
  }
  return kLetter;
}

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Code point and length at `offset`; length 1 and a private code for a byte that is not UTF-8.
Character Decode(std::string_view text, uint32_t offset) {
  const auto byte = static_cast<unsigned char>(text[offset]);
  const size_t left = text.size() - offset;
  const auto at = [&](size_t i) { return static_cast<unsigned char>(text[offset + i]) & 0x3Fu; };
  if (byte >= 0xC2 && byte < 0xE0 && left >= 2 && IsContinuation(text[offset + 1])) {
    return {kLetter, 2, (byte & 0x1Fu) << 6 | at(1)};
  }
  if (byte >= 0xE0 && byte < 0xF0 && left >= 3 && IsContinuation(text[offset + 1]) &&
      IsContinuation(text[offset + 2])) {
    return {kLetter, 3, (byte & 0x0Fu) << 12 | at(1) << 6 | at(2)};
  }
  if (byte >= 0xF0 && byte < 0xF5 && left >= 4 && IsContinuation(text[offset + 1]) &&
      IsContinuation(text[offset + 2]) && IsContinuation(text[offset + 3])) {
    return {kLetter, 4, (byte & 0x07u) << 18 | at(1) << 12 | at(2) << 6 | at(3)};
  }
  return {kLetter, 1, 0xFFFD};
}

}  // namespace

Character ReadCharacter(std::string_view text, uint32_t offset) {
  const auto byte = static_cast<unsigned char>(text[offset]);
  if (byte < 128) return {kAsciiKinds[byte], 1, byte};
  Character character = Decode(text, offset);
  if (character.size > 1) character.kind = KindOf(character.code);
  return character;
}

char32_t ToLower(char32_t code) {
  if (code < 0x80) return code >= 'A' && code <= 'Z' ? code + 32 : code;
  if (code >= 0xC0 && code <= 0xDE && code != 0xD7) return code + 32;
  if (code == 0x178) return 0xFF;
  if ((code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E)) {
    return code % 2 == 1 ? code + 1 : code;
  }
  if (code == 0x130 || code == 0x131 || code == 0x149 || code == 0x17F) return code;
  if (code >= 0x100 && code <= 0x177) return code | 1;
  if (code >= 0x391 && code <= 0x3A9) return code + 32;
  if (code >= 0x400 && code <= 0x40F) return code + 80;
  if (code >= 0x410 && code <= 0x42F) return code + 32;
  if (code >= 0x460 && code <= 0x481) return code | 1;
  if (code >= 0x1E00 && code <= 0x1EFF) return code | 1;
  return code;
}

void LowerInto(std::string_view word, char* out) {
  for (uint32_t i = 0; i < word.size();) {
    const auto byte = static_cast<unsigned char>(word[i]);
    if (byte < 128) {
      *out++ = ToAsciiLower(word[i++]);
      continue;
    }
    const Character character = Decode(word, i);
    const char32_t lower = character.size == 1 ? 0xFFFD : ToLower(character.code);
    if (character.size == 2 && lower != character.code && lower >= 0x80 && lower < 0x800) {
      *out++ = static_cast<char>(0xC0 | lower >> 6);
      *out++ = static_cast<char>(0x80 | (lower & 0x3F));
    } else if (character.size == 3 && lower != character.code && lower >= 0x800) {
      *out++ = static_cast<char>(0xE0 | lower >> 12);
      *out++ = static_cast<char>(0x80 | (lower >> 6 & 0x3F));
      *out++ = static_cast<char>(0x80 | (lower & 0x3F));
    } else {
      for (int k = 0; k < character.size; ++k) *out++ = word[i + k];
    }
    i += character.size;
  }
}

}  // namespace newsgraph::text

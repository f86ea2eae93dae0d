// What the models see of a word's spelling, hashed once per token and shared by all of them.
//
//   WordFeatures word = FeaturesOf("Lukashenko");   word.lower, word.suffix[2], word.shape ...
//   Feature f = Combine(kTemplate, word.lower, previous_tag);
//
// A feature is a 32-bit hash; two that collide share their weights, which is rare and harmless.
// Thread-safe: no state.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace newsgraph::text {

using Feature = uint32_t;

// Signs of a word that are asked for by themselves.
enum WordSign : uint8_t {
  kCapital = 1,      // begins with an upper-case letter
  kAllCapitals = 2,  // two letters or more, none of lower case
  kHasDigit = 4,
  kHasHyphen = 8,
  kNoLetter = 16,  // punctuation, numbers
  kHasStop = 32,   // U.S.
};

struct WordFeatures {
  uint32_t form = 0;        // the word as written, digits as 0
  uint32_t lower = 0;       // in lower case, digits as 0
  uint32_t prefix[3] = {};  // first 1, 2, 3 characters' bytes, lower case
  uint32_t suffix[4] = {};  // last 1 to 4 characters' bytes, lower case
  uint32_t shape = 0;       // "Xxxx", "XX", "00.0", runs of four or more shortened
  uint8_t signs = 0;        // WordSign
};

WordFeatures FeaturesOf(std::string_view word);

// What stands for a word in the network: the word itself, parts of it, and its shape last.
inline constexpr int kWordSlots = 7;
inline constexpr int kShapeSlot = kWordSlots - 1;
std::array<Feature, kWordSlots> SlotsOf(const WordFeatures& word);

// Mixing two, three or four values; the order matters.
inline uint64_t Mix(uint64_t a, uint64_t b) {
  uint64_t x = (a ^ (b + 0x9E3779B97F4A7C15u + (a << 6) + (a >> 2))) * 0xBF58476D1CE4E5B9u;
  return x ^ (x >> 29);
}
inline Feature Fold(uint64_t x) { return static_cast<Feature>((x * 0x94D049BB133111EBu) >> 32); }

inline Feature Combine(uint32_t kind, uint64_t a) { return Fold(Mix(kind, a)); }
inline Feature Combine(uint32_t kind, uint64_t a, uint64_t b) { return Fold(Mix(Mix(kind, a), b)); }
inline Feature Combine(uint32_t kind, uint64_t a, uint64_t b, uint64_t c) {
  return Fold(Mix(Mix(Mix(kind, a), b), c));
}

// A hash of bytes, the same on every machine.
uint32_t HashBytes(std::string_view bytes);

}  // namespace newsgraph::text

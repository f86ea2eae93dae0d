// Eight bytes at a time: texts are searched and numbers read a machine word at once.
//
//   const uint64_t ends = ZeroBytes(LoadEight(text.data()) ^ kEachByte * '\n');
//   if (ends != 0) line_end = FirstByte(ends);
//
// The first byte in memory is the lowest. No state.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace newsgraph {

static_assert(std::endian::native == std::endian::little);

inline constexpr uint64_t kEachByte = 0x0101010101010101;  // times a byte: eight of it
inline constexpr uint64_t kHighBits = kEachByte << 7;

// REQUIRES: eight bytes are there
inline uint64_t LoadEight(const void* bytes) {
  uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

// The highest bit of each byte that is zero, and nothing else (no borrow runs over, as it does in
// Mycroft's shorter test).
inline uint64_t ZeroBytes(uint64_t word) {
  constexpr uint64_t kLow = ~kHighBits;
  return ~(((word & kLow) + kLow) | word | kLow);
}

// Which byte the lowest of such bits stands in.   REQUIRES: bits != 0
inline size_t FirstByte(uint64_t bits) { return static_cast<size_t>(std::countr_zero(bits)) / 8; }

}  // namespace newsgraph

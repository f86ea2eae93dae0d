// Decimal digits to numbers, eight at a time (Lemire 2021, "Number parsing at a gigabyte per
// second"), for the short numbers that most fields are.
//
//   uint64_t number = 0;
//   if (ReadDigits("20180101", number)) ...     // false: something else than digits, none or many
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "graph/base/eight_bytes.h"

namespace newsgraph::loaders {

inline constexpr size_t kMostDigits = 16;

namespace internal {

// Up to eight bytes, the first one lowest, zeros behind the last. REQUIRES: 1 <= size <= 8
inline uint64_t LoadBytes(const char* bytes, size_t size) {
  const auto byte = [&](size_t i) {
    return uint64_t{static_cast<unsigned char>(bytes[i])} << 8 * i;
  };
  if (size < 4) return byte(0) | byte(size / 2) | byte(size - 1);
  uint32_t first = 0, last = 0;  // which overlap
  std::memcpy(&first, bytes, sizeof first);
  std::memcpy(&last, bytes + size - sizeof last, sizeof last);
  return first | uint64_t{last} << 8 * (size - sizeof last);
}

// REQUIRES: 1 <= size <= 8
inline bool ReadEightDigits(const char* bytes, size_t size, uint64_t& number) {
  const size_t missing = 8 * (8 - size);
  uint64_t digits = LoadBytes(bytes, size) ^ kEachByte * '0' >> missing;
  if (((digits + kEachByte * (0x7F - 9)) | digits) & kHighBits) return false;  // one above 9
  digits <<= missing;                                                          // zeros in front
  digits = digits * 10 + (digits >> 8);  // pairs, in every second byte
  constexpr uint64_t kPairs = 0x000000FF000000FF;
  number = ((digits & kPairs) * (100 + (uint64_t{1000000} << 32)) +
            (digits >> 16 & kPairs) * (1 + (uint64_t{10000} << 32))) >>
           32;
  return true;
}

}  // namespace internal

// False, and nothing read, where a text is not 1 to kMostDigits digits. cost: a few nanoseconds
inline bool ReadDigits(std::string_view text, uint64_t& number) {
  if (text.empty() || text.size() > kMostDigits) return false;
  if (text.size() <= 8) return internal::ReadEightDigits(text.data(), text.size(), number);
  uint64_t high = 0, low = 0;
  const size_t front = text.size() - 8;
  if (!internal::ReadEightDigits(text.data(), front, high) ||
      !internal::ReadEightDigits(text.data() + front, 8, low)) {
    return false;
  }
  number = high * 100000000 + low;
  return true;
}

}  // namespace newsgraph::loaders

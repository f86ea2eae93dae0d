// Comparisons of many codes at once: mask[i] stays 1 where codes[i] lies in [low, low + span].
//
//   WithinRange(codes, 1024, low, high - low, mask);
//
// Compiled for AVX-512, AVX2 and the plain instruction set, the best one chosen as the program
// starts; on other processors, plain loops. cost: 5 to 20 codes a nanosecond. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>

namespace newsgraph::execute {

void WithinRange(const uint8_t* codes, size_t count, uint8_t low, uint8_t span, uint8_t* mask);
void WithinRange(const uint16_t* codes, size_t count, uint16_t low, uint16_t span, uint8_t* mask);
void WithinRange(const uint32_t* codes, size_t count, uint32_t low, uint32_t span, uint8_t* mask);
void WithinRange(const uint64_t* codes, size_t count, uint64_t low, uint64_t span, uint8_t* mask);

// The places of the ones, ascending; returns how many. REQUIRES: room for `count` places.
size_t PlacesOf(const uint8_t* mask, size_t count, uint16_t* places);

}  // namespace newsgraph::execute

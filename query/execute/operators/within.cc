#include "query/execute/operators/within.h"

#include <bit>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define NEWSGRAPH_CLONES __attribute__((target_clones("arch=skylake-avx512", "avx2", "default")))
#else
#define NEWSGRAPH_CLONES
#endif

namespace newsgraph::execute {

NEWSGRAPH_CLONES void WithinRange(const uint8_t* codes, size_t count, uint8_t low, uint8_t span,
                                  uint8_t* mask) {
  for (size_t i = 0; i < count; ++i) mask[i] &= static_cast<uint8_t>(codes[i] - low) <= span;
}
NEWSGRAPH_CLONES void WithinRange(const uint16_t* codes, size_t count, uint16_t low, uint16_t span,
                                  uint8_t* mask) {
  for (size_t i = 0; i < count; ++i) mask[i] &= static_cast<uint16_t>(codes[i] - low) <= span;
}
NEWSGRAPH_CLONES void WithinRange(const uint32_t* codes, size_t count, uint32_t low, uint32_t span,
                                  uint8_t* mask) {
  for (size_t i = 0; i < count; ++i) mask[i] &= codes[i] - low <= span;
}
NEWSGRAPH_CLONES void WithinRange(const uint64_t* codes, size_t count, uint64_t low, uint64_t span,
                                  uint8_t* mask) {
  for (size_t i = 0; i < count; ++i) mask[i] &= codes[i] - low <= span;
}

namespace {

// Adds the places of the ones among [begin, end): as quick whatever the mask.
size_t AddEach(const uint8_t* mask, size_t begin, size_t end, uint16_t* places, size_t found) {
  for (size_t i = begin; i < end; ++i) {
    places[found] = static_cast<uint16_t>(i);
    found += mask[i];
  }
  return found;
}

}  // namespace

size_t PlacesOf(const uint8_t* mask, size_t count, uint16_t* places) {
  constexpr int kMany = 24;  // ones of 64 that are not worth stepping from one to the next
  size_t found = 0, i = 0;
  for (; i + 64 <= count; i += 64) {
    uint64_t bits = 0;
    for (size_t part = 0; part < 8; ++part) {
      uint64_t bytes;  // each 0 or 1; the product has them side by side in its highest byte
      std::memcpy(&bytes, mask + i + 8 * part, 8);
      if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
      bits |= bytes * 0x0102040810204080ull >> 56 << 8 * part;
    }
    if (std::popcount(bits) > kMany) {
      found = AddEach(mask, i, i + 64, places, found);
      continue;
    }
    for (; bits != 0; bits &= bits - 1)
      places[found++] = static_cast<uint16_t>(i + static_cast<size_t>(std::countr_zero(bits)));
  }
  return AddEach(mask, i, count, places, found);
}

}  // namespace newsgraph::execute

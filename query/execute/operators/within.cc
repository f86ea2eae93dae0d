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

size_t PlacesOf(const uint8_t* mask, size_t count, uint16_t* places) {
  size_t found = 0, i = 0;
  for (; i + 64 <= count; i += 64) {
    uint64_t bits = 0;
    for (size_t part = 0; part < 8; ++part) {
      uint64_t bytes;  // each 0 or 1; the product has them side by side in its highest byte
      std::memcpy(&bytes, mask + i + 8 * part, 8);
      if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
      bits |= bytes * 0x0102040810204080ull >> 56 << 8 * part;
    }
    for (; bits != 0; bits &= bits - 1)
      places[found++] = static_cast<uint16_t>(i + static_cast<size_t>(std::countr_zero(bits)));
  }
  for (; i < count; ++i) {
    places[found] = static_cast<uint16_t>(i);
    found += mask[i];
  }
  return found;
}

}  // namespace newsgraph::execute

// Kernels with 256-bit vectors; compiled with -mavx2.
#include <immintrin.h>

#include <cstdint>

namespace newsgraph::text {
namespace {

constexpr int kTallRows = 4;
constexpr int kLanes = 8;

using Vector = __m256i;
inline Vector Zero() { return _mm256_setzero_si256(); }
inline Vector Load(const int16_t* p) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
}
inline void Store(int32_t* p, Vector v) { _mm256_store_si256(reinterpret_cast<__m256i*>(p), v); }
inline Vector Broadcast(const int16_t* p) {
  int32_t pair;
  __builtin_memcpy(&pair, p, sizeof pair);
  return _mm256_set1_epi32(pair);
}
inline Vector AddProducts(Vector sum, Vector a, Vector b) {
  return _mm256_add_epi32(sum, _mm256_madd_epi16(a, b));
}

}  // namespace
}  // namespace newsgraph::text

#define NEWSGRAPH_KERNELS kAvx2Kernels
#define NEWSGRAPH_KERNELS_NAME "avx2"
#include "loaders/text/models/kernels_inl.h"

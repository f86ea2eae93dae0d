// Kernels with 512-bit vectors; compiled with -mavx512bw.
#include <immintrin.h>

#include <cstdint>

namespace newsgraph::text {
namespace {

constexpr int kTallRows = 8;
constexpr int kLanes = 16;

using Vector = __m512i;
inline Vector Zero() { return _mm512_setzero_si512(); }
inline Vector Load(const int16_t* p) { return _mm512_loadu_si512(p); }
inline void Store(int32_t* p, Vector v) { _mm512_store_si512(p, v); }
inline Vector Broadcast(const int16_t* p) {
  int32_t pair;
  __builtin_memcpy(&pair, p, sizeof pair);
  return _mm512_set1_epi32(pair);
}
inline Vector AddProducts(Vector sum, Vector a, Vector b) {
  return _mm512_add_epi32(sum, _mm512_madd_epi16(a, b));
}

}  // namespace
}  // namespace newsgraph::text

#define NEWSGRAPH_KERNELS kAvx512Kernels
#define NEWSGRAPH_KERNELS_NAME "avx512"
#include "loaders/text/models/kernels_inl.h"

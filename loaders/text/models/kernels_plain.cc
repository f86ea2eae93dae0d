// Kernels for any machine: on x86-64 with the 128-bit instructions each of them has.
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace newsgraph::text {
namespace {

constexpr int kTallRows = 4;
constexpr int kLanes = 4;

#if defined(__SSE2__)
using Vector = __m128i;
inline Vector Zero() { return _mm_setzero_si128(); }
inline Vector Load(const int16_t* p) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
}
inline void Store(int32_t* p, Vector v) { _mm_store_si128(reinterpret_cast<__m128i*>(p), v); }
inline Vector Broadcast(const int16_t* p) {
  int32_t pair;
  __builtin_memcpy(&pair, p, sizeof pair);
  return _mm_set1_epi32(pair);
}
inline Vector AddProducts(Vector sum, Vector a, Vector b) {
  return _mm_add_epi32(sum, _mm_madd_epi16(a, b));
}
#else
struct Vector {
  int16_t pairs[2 * kLanes];
  int32_t sums[kLanes];
};
inline Vector Zero() { return {}; }
inline Vector Load(const int16_t* p) {
  Vector v{};
  __builtin_memcpy(v.pairs, p, sizeof v.pairs);
  return v;
}
inline void Store(int32_t* p, const Vector& v) { __builtin_memcpy(p, v.sums, sizeof v.sums); }
inline Vector Broadcast(const int16_t* p) {
  Vector v{};
  for (int k = 0; k < kLanes; ++k) __builtin_memcpy(v.pairs + 2 * k, p, 2 * sizeof *p);
  return v;
}
inline Vector AddProducts(Vector sum, const Vector& a, const Vector& b) {
  for (int k = 0; k < kLanes; ++k) {
    sum.sums[k] += a.pairs[2 * k] * b.pairs[2 * k] + a.pairs[2 * k + 1] * b.pairs[2 * k + 1];
  }
  return sum;
}
#endif

}  // namespace
}  // namespace newsgraph::text

#define NEWSGRAPH_KERNELS kPlainKernels
#define NEWSGRAPH_KERNELS_NAME "plain"
#include "loaders/text/models/kernels_inl.h"

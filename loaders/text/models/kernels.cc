#include "loaders/text/models/kernels.h"

namespace newsgraph::text {

extern const Kernels kPlainKernels;
#if defined(__x86_64__)
extern const Kernels kAvx2Kernels;
extern const Kernels kAvx512Kernels;
extern const Kernels kVnniKernels;
#endif

const Kernels* KernelsAt(int index) {
  switch (index) {
    case 0:
      return &kPlainKernels;
#if defined(__x86_64__)
    case 1:
      return __builtin_cpu_supports("avx2") ? &kAvx2Kernels : nullptr;
    case 2:
      return __builtin_cpu_supports("avx512bw") ? &kAvx512Kernels : nullptr;
    case 3:
      return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vnni")
                 ? &kVnniKernels
                 : nullptr;
#endif
    default:
      return nullptr;
  }
}

const Kernels& FastestKernels() {
  for (int index = kKernelSets - 1; index > 0; --index) {
    if (const Kernels* kernels = KernelsAt(index)) return *kernels;
  }
  return kPlainKernels;
}

}  // namespace newsgraph::text

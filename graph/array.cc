#include "graph/array.h"

#include <sys/mman.h>

#include <cstring>
#include <new>

#include "graph/large_vector.h"

namespace newsgraph::internal {
namespace {

constexpr size_t kHugePage = size_t{2} << 20;
constexpr std::align_val_t kAlignment{64};

size_t RoundedToPages(size_t bytes) { return (bytes + 4095) / 4096 * 4096; }

// A range of whole huge pages: more address space than needed is taken and the ends are given back.
void* MapAligned(size_t bytes) {
  const size_t rounded = RoundedToPages(bytes);
  void* raw = mmap(nullptr, rounded + kHugePage, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (raw == MAP_FAILED) return nullptr;
  char* begin = static_cast<char*>(raw);
  const size_t skip = (kHugePage - reinterpret_cast<uintptr_t>(begin) % kHugePage) % kHugePage;
  if (skip > 0) munmap(begin, skip);
  if (skip < kHugePage) munmap(begin + skip + rounded, kHugePage - skip);
  madvise(begin + skip, rounded, MADV_HUGEPAGE);
  return begin + skip;
}

}  // namespace

std::shared_ptr<void> AllocateBytes(size_t bytes) {
  void* data = AllocateLarge(bytes);
  if (data == nullptr) throw std::bad_alloc();
  if (bytes < kHugePage) std::memset(data, 0, bytes);  // mapped memory is zero already
  return {data, [bytes](void* p) { FreeLarge(p, bytes); }};
}

void* AllocateLarge(size_t bytes) {
  if (bytes >= kHugePage) return MapAligned(bytes);
  return ::operator new(bytes == 0 ? 1 : bytes, kAlignment, std::nothrow);
}

void FreeLarge(void* data, size_t bytes) {
  if (bytes >= kHugePage) {
    munmap(data, RoundedToPages(bytes));
  } else {
    ::operator delete(data, kAlignment);
  }
}

}  // namespace newsgraph::internal

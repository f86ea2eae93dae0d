// LargeVector: a std::vector whose memory lies on 2 MiB pages once it is large, for the lists of a
// load: filled once from front to end, then read in another order.
//
//   LargeVector<uint32_t> sources;      // as any vector
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <vector>

namespace newsgraph {

namespace internal {
// Not zeroed; aligned to 64 bytes, to 2 MiB and on huge pages where they are many. Null: no memory.
void* AllocateLarge(size_t bytes);
void FreeLarge(void* data, size_t bytes);
}  // namespace internal

template <class T>
struct LargeAllocator {
  using value_type = T;
  LargeAllocator() = default;
  template <class U>
  LargeAllocator(const LargeAllocator<U>&) {}  // NOLINT: as the standard's allocators
  T* allocate(size_t count) {
    void* data = internal::AllocateLarge(count * sizeof(T));
    if (data == nullptr) throw std::bad_alloc();
    return static_cast<T*>(data);
  }
  void deallocate(T* data, size_t count) { internal::FreeLarge(data, count * sizeof(T)); }
  bool operator==(const LargeAllocator&) const { return true; }
};

template <class T>
using LargeVector = std::vector<T, LargeAllocator<T>>;

}  // namespace newsgraph

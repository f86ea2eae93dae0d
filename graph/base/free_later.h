// Lets go of what is large on a thread of its own: who asked to stop does not wait until the memory
// of tens of millions of values has been given back.
//
//   FreeLater(std::move(pieces));   // the destructor runs elsewhere, soon
//   LetGo(rows);                    // a vector: here when it is small, elsewhere when it is not
//
// What is handed over must own all that it reaches, or share it with counts that threads may change
// (Value does). The process ends only when everything is freed. cost: a lock and a small object;
// freeing where it stands takes about 0.3 ms a MiB of 16-byte values. Thread-safe.
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace newsgraph {

namespace internal {
struct Freed {
  virtual ~Freed() = default;
};
void FreeLater(std::unique_ptr<Freed> object);
}  // namespace internal

// From so many bytes on it is worth another thread.
inline constexpr size_t kFreedLater = 8 << 20;

template <class T>
void FreeLater(T&& object) {
  static_assert(!std::is_lvalue_reference_v<T>, "move it here");
  struct Holder : internal::Freed {
    explicit Holder(T&& held) : object(std::move(held)) {}
    T object;
  };
  internal::FreeLater(std::make_unique<Holder>(std::forward<T>(object)));
}

// Leaves the vector empty; what it held goes here or elsewhere, by how much it is.
template <class T>
void LetGo(std::vector<T>& items) {
  if (items.capacity() * sizeof(T) >= kFreedLater) FreeLater(std::move(items));
  items.clear();
}

}  // namespace newsgraph

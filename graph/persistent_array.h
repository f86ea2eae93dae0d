// PersistentArray: an array indexed by 32-bit ids whose copy costs one pointer, for the delta of a
// snapshot.
//
//   PersistentArray<uint32_t> a;
//   a.Edit(1000000) = 7;          // pages appear where they are touched; a.Get(3) == 0
//   PersistentArray<uint32_t> b = a;   // shares every page
//   b.Edit(1000000) = 8;          // copies the pages on the way to it; a.Get(1000000) == 7
//
//   root -> 32 children -> ... -> leaf of 32 values            (height 0: the root is the leaf)
//
// A page that only one array can reach is changed in place, so a run of edits copies each page
// once. Different copies may be used by different threads at once (counts are atomic); one copy by
// one writer or many readers. cost: Get and Edit O(log32 of the largest id).
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <utility>

namespace newsgraph {

// A counted value that is copied when somebody else can see it. Null when default made.
template <class T>
class CopyOnWrite {
 public:
  CopyOnWrite() = default;
  explicit CopyOnWrite(T value) : box_(new Box(std::move(value))) {}
  CopyOnWrite(const CopyOnWrite& other) : box_(other.box_) {
    if (box_) box_->count.fetch_add(1, std::memory_order_relaxed);
  }
  CopyOnWrite(CopyOnWrite&& other) noexcept : box_(std::exchange(other.box_, nullptr)) {}
  CopyOnWrite& operator=(CopyOnWrite other) noexcept {
    std::swap(box_, other.box_);
    return *this;
  }
  ~CopyOnWrite() {
    if (box_ && box_->count.fetch_sub(1, std::memory_order_acq_rel) == 1) delete box_;
  }

  explicit operator bool() const { return box_ != nullptr; }
  const T& operator*() const { return box_->value; }
  const T* operator->() const { return &box_->value; }
  // Makes the value this one's own (a default one if there was none) and hands it out for writing.
  T& Edit() {
    if (!box_) {
      box_ = new Box(T());
    } else if (box_->count.load(std::memory_order_acquire) != 1) {
      *this = CopyOnWrite(box_->value);
    }
    return box_->value;
  }

 private:
  struct Box {
    explicit Box(T v) : value(std::move(v)) {}
    std::atomic<uint32_t> count = 1;
    T value;
  };
  Box* box_ = nullptr;
};

template <class T>
class PersistentArray {
 public:
  static constexpr uint32_t kBits = 5;
  static constexpr uint32_t kFan = 1u << kBits;

  PersistentArray() = default;
  PersistentArray(const PersistentArray& other) : root_(other.root_), height_(other.height_) {
    Retain(root_);
  }
  PersistentArray(PersistentArray&& other) noexcept
      : root_(std::exchange(other.root_, nullptr)), height_(std::exchange(other.height_, 0)) {}
  PersistentArray& operator=(PersistentArray other) noexcept {
    std::swap(root_, other.root_);
    std::swap(height_, other.height_);
    return *this;
  }
  ~PersistentArray() { Drop(root_, height_); }

  bool empty() const { return root_ == nullptr; }

  // The value at an index; T() where nothing was ever written.
  const T& Get(uint32_t index) const {
    static const T kNothing{};
    const Page* page = root_;
    if (!Reaches(height_, index)) return kNothing;
    for (uint32_t level = height_; page != nullptr && level > 0; --level) {
      page = static_cast<const Inner*>(page)->children[Slot(index, level)];
    }
    return page == nullptr ? kNothing : static_cast<const Leaf*>(page)->items[index % kFan];
  }

  // The place at an index, for writing. Valid until the next Edit or copy.
  T& Edit(uint32_t index) {
    if (root_ == nullptr) {
      while (!Reaches(height_, index)) ++height_;
    }
    while (!Reaches(height_, index)) {
      Inner* higher = new Inner();
      higher->children[0] = root_;
      root_ = higher;
      ++height_;
    }
    Page** link = &root_;
    for (uint32_t level = height_; level > 0; --level) {
      link = &Own<Inner>(link, level)->children[Slot(index, level)];
    }
    return Own<Leaf>(link, 0)->items[index % kFan];
  }

  // Calls f(index, value) in ascending order for every index of existing pages in [from, to), until
  // f returns false.
  template <class F>
  bool ForEach(uint32_t from, uint64_t to, F&& f) const {
    return root_ == nullptr || Walk(root_, height_, 0, from, to, f);
  }

  uint64_t heap_bytes() const { return PageBytes(root_, height_); }

 private:
  struct Page {
    std::atomic<uint32_t> count = 1;
  };
  struct Leaf : Page {
    Leaf() = default;
    Leaf(const Leaf& other) : Page(), items(other.items) {}
    std::array<T, kFan> items = {};
  };
  struct Inner : Page {
    Inner() = default;
    Inner(const Inner& other) : Page(), children(other.children) {
      for (Page* child : children) Retain(child);
    }
    std::array<Page*, kFan> children = {};
  };

  static uint32_t Slot(uint32_t index, uint32_t level) {
    return index >> (kBits * level) & (kFan - 1);
  }
  static bool Reaches(uint32_t height, uint32_t index) {
    const uint32_t bits = kBits * (height + 1);
    return bits >= 32 || index >> bits == 0;
  }
  static void Retain(Page* page) {
    if (page != nullptr) page->count.fetch_add(1, std::memory_order_relaxed);
  }
  static void Drop(Page* page, uint32_t level) {
    if (page == nullptr || page->count.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    if (level == 0) {
      delete static_cast<Leaf*>(page);
      return;
    }
    Inner* inner = static_cast<Inner*>(page);
    for (Page* child : inner->children) Drop(child, level - 1);
    delete inner;
  }
  // The page behind a link that is itself our own: made, copied or used as it is.
  template <class P>
  static P* Own(Page** link, uint32_t level) {
    Page* page = *link;
    if (page == nullptr) {
      *link = new P();
    } else if (page->count.load(std::memory_order_acquire) != 1) {
      *link = new P(*static_cast<P*>(page));
      Drop(page, level);
    }
    return static_cast<P*>(*link);
  }

  template <class F>
  static bool Walk(const Page* page, uint32_t level, uint64_t first, uint64_t from, uint64_t to,
                   F& f) {
    const uint64_t step = uint64_t{1} << (kBits * level);
    for (uint32_t i = 0; i < kFan; ++i) {
      const uint64_t begin = first + i * step;
      if (begin >= to) return true;
      if (begin + step <= from) continue;
      if (level == 0) {
        if (!f(static_cast<uint32_t>(begin), static_cast<const Leaf*>(page)->items[i]))
          return false;
      } else if (const Page* child = static_cast<const Inner*>(page)->children[i]) {
        if (!Walk(child, level - 1, begin, from, to, f)) return false;
      }
    }
    return true;
  }

  static uint64_t PageBytes(const Page* page, uint32_t level) {
    if (page == nullptr) return 0;
    if (level == 0) return sizeof(Leaf);
    uint64_t bytes = sizeof(Inner);
    for (const Page* child : static_cast<const Inner*>(page)->children)
      bytes += PageBytes(child, level - 1);
    return bytes;
  }

  Page* root_ = nullptr;
  uint32_t height_ = 0;
};

}  // namespace newsgraph

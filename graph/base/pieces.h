// Rows of cells in pieces that never move: growing copies nothing, however many there are.
//
//   Pieces<Value> rows(3);                       // three cells a row
//   for (int i = 0; i < 3; ++i) rows.Append(cell);
//   rows.row(0)[2]                               // rows.size() == 1
//   rows.MoveTo(vector, go_on)                   // all cells, in order, unless go_on() says no
//
// A piece holds a power of two of whole rows, about 64 KiB; the first one grows to that, so that a
// few rows take little. A row stays where it is once its piece is full. Many pieces are freed on a
// thread of their own (free_later.h). cost: Append O(1), row() two loads. One thread.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <utility>
#include <vector>

#include "graph/base/free_later.h"

namespace newsgraph {

template <class T>
class Pieces {
 public:
  // REQUIRES: width >= 1
  explicit Pieces(size_t width = 1)
      : width_(width),
        shift_(static_cast<int>(
            std::bit_width(std::max<size_t>(kPieceBytes / (width * sizeof(T)), 1)) - 1)),
        piece_cells_(width << shift_) {}
  ~Pieces() { Free(); }
  Pieces(Pieces&& other) noexcept
      : width_(other.width_),
        shift_(other.shift_),
        piece_cells_(other.piece_cells_),
        pieces_(std::exchange(other.pieces_, {})),
        spare_(std::exchange(other.spare_, {})) {}
  Pieces& operator=(Pieces&& other) noexcept {
    Free();
    width_ = other.width_, shift_ = other.shift_, piece_cells_ = other.piece_cells_;
    pieces_ = std::exchange(other.pieces_, {});
    spare_ = std::exchange(other.spare_, {});
    return *this;
  }

  void Append(T cell) {
    if (pieces_.empty() || pieces_.back().size() == piece_cells_) Open();
    pieces_.back().push_back(std::move(cell));
  }

  size_t cells() const {
    return pieces_.empty() ? 0 : (pieces_.size() - 1) * piece_cells_ + pieces_.back().size();
  }
  // REQUIRES of these: the last row is whole.
  size_t size() const { return cells() / width_; }
  bool empty() const { return cells() == 0; }
  T* row(size_t i) { return pieces_[i >> shift_].data() + (i & Mask()) * width_; }
  const T* row(size_t i) const { return pieces_[i >> shift_].data() + (i & Mask()) * width_; }

  // Keeps the first so many rows, of at least as many; and some memory for others.
  void Truncate(size_t rows) {
    const size_t cells = rows * width_;
    const size_t kept = (cells + piece_cells_ - 1) / piece_cells_;
    if (IsMuch(pieces_.size() - kept)) {
      FreeLater(FromBehind{{std::make_move_iterator(pieces_.begin() + static_cast<ptrdiff_t>(kept)),
                            std::make_move_iterator(pieces_.end())}});
      pieces_.resize(kept);
    }
    while (pieces_.size() > std::max<size_t>(kept, 1)) {
      if (spare_.size() < kMostSpare) {
        spare_.push_back(std::move(pieces_.back()));
        spare_.back().clear();
      }
      pieces_.pop_back();
    }
    if (pieces_.empty()) return;
    std::vector<T>& last = pieces_.back();
    last.erase(last.begin() + static_cast<ptrdiff_t>(cells - (pieces_.size() - 1) * piece_cells_),
               last.end());
  }

  // Keeps some memory.
  void clear() { Truncate(0); }

  // Appends all cells to `out` and is empty then; go_on() is asked once a piece. False: it said no.
  template <class GoOn>
  bool MoveTo(std::vector<T>& out, GoOn go_on) {
    if (pieces_.size() == 1 && out.empty()) {
      out = std::move(pieces_.front());
      pieces_.clear();
      return true;
    }
    out.reserve(out.size() + cells());
    for (std::vector<T>& piece : pieces_) {
      if (!go_on()) return false;
      out.insert(out.end(), std::make_move_iterator(piece.begin()),
                 std::make_move_iterator(piece.end()));
      piece = std::vector<T>();
    }
    pieces_.clear();
    return true;
  }

 private:
  static constexpr size_t kPieceBytes = 64 << 10;
  static constexpr size_t kMostSpare = 8;

  // The last piece first: the heap then shrinks bit by bit rather than all at once, which would
  // keep other threads waiting for it.
  struct FromBehind {
    std::vector<std::vector<T>> pieces;
    FromBehind(std::vector<std::vector<T>> held) : pieces(std::move(held)) {}
    FromBehind(FromBehind&&) noexcept = default;
    ~FromBehind() {
      while (!pieces.empty()) pieces.pop_back();
    }
  };

  void Free() {
    if (IsMuch(pieces_.size())) FreeLater(FromBehind{std::exchange(pieces_, {})});
    pieces_.clear();
  }
  bool IsMuch(size_t pieces) const { return pieces * piece_cells_ * sizeof(T) >= kFreedLater; }
  size_t Mask() const { return (size_t{1} << shift_) - 1; }
  void Open() {
    if (!spare_.empty()) {
      pieces_.push_back(std::move(spare_.back()));
      spare_.pop_back();
      return;
    }
    pieces_.emplace_back();
    if (pieces_.size() > 1) pieces_.back().reserve(piece_cells_);
  }

  size_t width_;
  int shift_;           // rows of a piece: 1 << shift_
  size_t piece_cells_;  // cells of a piece
  std::vector<std::vector<T>> pieces_;
  std::vector<std::vector<T>> spare_;  // empty, with memory
};

}  // namespace newsgraph

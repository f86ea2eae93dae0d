// A grid of cells for drawings: lines of braille dots (2 x 4 in a cell), and text over them.
//
//   Canvas canvas(40, 10);
//   canvas.Line(0, 0, 79, 39);            // in dots
//   canvas.Text(5, 3, "Minsk", style);    // in cells
//   canvas.Rows() -> "⠑⢄ ..."
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsgraph::cli {

class Canvas {
 public:
  Canvas(int width, int height);

  int width() const { return width_; }
  int height() const { return height_; }
  // From dot to dot; 2 dots a cell across, 4 down. Outside of the canvas nothing is drawn.
  void Line(int x0, int y0, int x1, int y1);
  // One cell; the text stands over dots.
  void Text(int column, int row, std::string_view text, std::string_view style = {});
  // No text there yet, in the whole range of cells.
  bool IsFree(int column, int row, int cells) const;
  // Rows with newlines, blanks at their ends left out.
  std::string Rows(bool color) const;

 private:
  struct Cell {
    uint8_t dots = 0;
    bool taken = false;  // by a text; also its second half
    std::string text;
    std::string_view style;
  };
  void Dot(int x, int y);
  const Cell& at(int column, int row) const {
    return cells_[static_cast<size_t>(row * width_ + column)];
  }
  Cell& at(int column, int row) { return cells_[static_cast<size_t>(row * width_ + column)]; }

  int width_;
  int height_;
  std::vector<Cell> cells_;
};

}  // namespace newsgraph::cli

#include "cli/picture/canvas.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "cli/text.h"
#include "graph/base/strings.h"

namespace newsgraph::cli {

Canvas::Canvas(int width, int height)
    : width_(width),
      height_(height),
      cells_(static_cast<size_t>(width) * static_cast<size_t>(height)) {}

void Canvas::Dot(int x, int y) {
  if (x < 0 || y < 0 || x >= 2 * width_ || y >= 4 * height_) return;
  // Unicode's order of braille dots: 1 2 3 7 in the left column, 4 5 6 8 in the right.
  constexpr uint8_t kBits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
  at(x / 2, y / 4).dots |= kBits[y % 4][x % 2];
}

void Canvas::Line(int x0, int y0, int x1, int y1) {
  const int steps = std::max({std::abs(x1 - x0), std::abs(y1 - y0), 1});
  for (int i = 0; i <= steps; ++i) {
    const double part = static_cast<double>(i) / steps;
    Dot(static_cast<int>(std::lround(x0 + part * (x1 - x0))),
        static_cast<int>(std::lround(y0 + part * (y1 - y0))));
  }
}

void Canvas::Text(int column, int row, std::string_view text, std::string_view style) {
  if (row < 0 || row >= height_) return;
  for (size_t position = 0; position < text.size();) {
    const Grapheme grapheme = NextGrapheme(text, position);
    position = grapheme.end;
    if (grapheme.width == 0) continue;
    if (column >= 0 && column + grapheme.width <= width_) {
      at(column, row) = {
          0, true, std::string(text.substr(grapheme.begin, grapheme.end - grapheme.begin)), style};
      if (grapheme.width == 2) at(column + 1, row) = {0, true, "", style};
    }
    column += grapheme.width;
  }
}

bool Canvas::IsFree(int column, int row, int cells) const {
  if (row < 0 || row >= height_ || column < 0 || column + cells > width_) return false;
  for (int i = column; i < column + cells; ++i) {
    if (at(i, row).taken) return false;
  }
  return true;
}

std::string Canvas::Rows(bool color) const {
  std::string out;
  for (int row = 0; row < height_; ++row) {
    std::string line;
    size_t visible = 0;  // where the last cell that shows something ends
    std::string_view style;
    for (int column = 0; column < width_; ++column) {
      const Cell& cell = at(column, row);
      const std::string_view wanted = color ? cell.style : std::string_view();
      if (wanted != style) {
        Append(line, style.empty() ? "" : "\x1b[0m", wanted);
        style = wanted;
      }
      if (cell.taken) {
        line += cell.text;
        visible = line.size();
      } else if (cell.dots != 0) {
        AppendCodePoint(line, 0x2800 + cell.dots);
        visible = line.size();
      } else {
        line += ' ';
      }
    }
    if (!style.empty()) {
      line += "\x1b[0m";
      visible = line.size();
    }
    out += line.substr(0, visible);
    out += '\n';
  }
  return out;
}

}  // namespace newsgraph::cli

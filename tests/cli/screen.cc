#include "tests/cli/screen.h"

#include <algorithm>
#include <cstdlib>

#include "cli/text.h"
#include "graph/base/strings.h"

namespace newsgraph::cli::testing {
namespace {

// Behind the last character that has all its bytes.
size_t EndOfWholeCharacters(std::string_view text) {
  size_t lead = text.size();
  while (lead > 0 && (static_cast<unsigned char>(text[lead - 1]) & 0xC0) == 0x80) --lead;
  if (lead == 0) return text.size();
  const auto first = static_cast<unsigned char>(text[lead - 1]);
  const size_t length = first >= 0xF8   ? 1
                        : first >= 0xF0 ? 4
                        : first >= 0xE0 ? 3
                        : first >= 0xC0 ? 2
                                        : 1;
  return lead - 1 + length > text.size() ? lead - 1 : text.size();
}

}  // namespace

void Screen::Clear() {
  cells_.assign(static_cast<size_t>(height_), std::vector<Cell>(static_cast<size_t>(width_)));
}

void Screen::Forget() {
  scrolled_.clear();
  for (int row = 0; row < row_; ++row) {
    cells_[static_cast<size_t>(row)].assign(static_cast<size_t>(width_), Cell());
  }
}

void Screen::Resize(int width, int height) {
  width_ = width;
  height_ = height;
  cells_.resize(static_cast<size_t>(height));
  for (auto& row : cells_) row.resize(static_cast<size_t>(width));
  row_ = std::min(row_, height_ - 1);
  column_ = std::min(column_, width_ - 1);
}

void Screen::NewLine() {
  if (row_ + 1 < height_) {
    ++row_;
    return;
  }
  scrolled_ += Row(0) + "\n";
  cells_.erase(cells_.begin());
  cells_.emplace_back(static_cast<size_t>(width_));
}

void Screen::Put(std::string_view grapheme, int width) {
  if (column_ + width > width_) {
    column_ = 0;
    NewLine();
  }
  auto& row = cells_[static_cast<size_t>(row_)];
  if (width == 0) {  // a mark for the character before it
    if (column_ > 0) row[static_cast<size_t>(column_ - 1)].text += grapheme;
    return;
  }
  row[static_cast<size_t>(column_)].text = std::string(grapheme);
  if (width == 2) row[static_cast<size_t>(column_ + 1)].text.clear();
  column_ += width;
}

void Screen::Sequence(std::string_view parameters, char final) {
  const int number =
      parameters.empty() ? 1 : std::max(std::atoi(std::string(parameters).c_str()), 1);
  auto& row = cells_[static_cast<size_t>(row_)];
  switch (final) {
    case 'A':
      row_ = std::max(row_ - number, 0);
      break;
    case 'B':
      row_ = std::min(row_ + number, height_ - 1);
      break;
    case 'C':
      column_ = std::min(column_ + number, width_ - 1);
      break;
    case 'D':
      column_ = std::max(column_ - number, 0);
      break;
    case 'H':
      row_ = column_ = 0;
      break;
    case 'K':
      std::fill(row.begin() + std::min(column_, width_), row.end(), Cell());
      break;
    case 'J':
      if (parameters == "2") {
        Clear();
        break;
      }
      std::fill(row.begin() + std::min(column_, width_), row.end(), Cell());
      for (int below = row_ + 1; below < height_; ++below) {
        cells_[static_cast<size_t>(below)].assign(static_cast<size_t>(width_), Cell());
      }
      break;
    case 'm':
      break;
    case 'h':
    case 'l':
      if (parameters == "?25" || parameters == "?2004") break;
      [[fallthrough]];
    default:
      unknown_.push_back(Cat("CSI ", parameters, std::string(1, final)));
  }
}

void Screen::Write(std::string_view bytes) {
  pending_ += bytes;
  const size_t whole = EndOfWholeCharacters(pending_);
  size_t at = 0;
  while (at < pending_.size()) {
    const char c = pending_[at];
    if (c == '\x1b') {
      if (at + 1 >= pending_.size()) break;
      if (pending_[at + 1] != '[') {
        unknown_.push_back(Cat("ESC ", std::string(1, pending_[at + 1])));
        at += 2;
        continue;
      }
      size_t end = at + 2;
      while (end < pending_.size() && (pending_[end] < 0x40 || pending_[end] > 0x7E)) ++end;
      if (end == pending_.size()) break;
      Sequence(std::string_view(pending_).substr(at + 2, end - at - 2), pending_[end]);
      at = end + 1;
    } else if (c == '\r') {
      column_ = 0, ++at;
    } else if (c == '\n') {
      NewLine(), ++at;
    } else if (c == '\b') {
      column_ = std::max(column_ - 1, 0), ++at;
    } else if (c == '\t') {
      column_ = std::min((column_ / 8 + 1) * 8, width_ - 1), ++at;
    } else if (c == '\a') {
      ++at;
    } else {
      // The last one may go on in what comes next: bytes of it, or marks that belong to it.
      if (at >= whole) break;
      const Grapheme grapheme = NextGrapheme(std::string_view(pending_).substr(0, whole), at);
      const bool ascii = static_cast<unsigned char>(c) < 0x80;
      if (grapheme.end == whole && (whole < pending_.size() || !ascii)) break;
      size_t position = at;
      const char32_t first = DecodeCodePoint(pending_, position);
      if (IsUnsafe(first)) unknown_.push_back(Cat("character ", static_cast<uint32_t>(first)));
      Put(std::string_view(pending_).substr(at, grapheme.end - at), std::max(grapheme.width, 0));
      at = grapheme.end;
    }
  }
  pending_.erase(0, at);
}

std::string Screen::Row(int row) const {
  std::string text;
  size_t kept = 0;
  for (int column = 0; column < width_; ++column) {
    text += cells_[static_cast<size_t>(row)][static_cast<size_t>(column)].text;
    if (row == row_ && column < column_) kept = text.size();
  }
  while (text.size() > kept && text.back() == ' ') text.pop_back();
  return text;
}

std::string Screen::Text() const {
  std::string text;
  int last = height_ - 1;
  while (last >= 0 && Row(last).empty()) --last;
  for (int row = 0; row <= last; ++row) text += Row(row) + "\n";
  return text;
}

}  // namespace newsgraph::cli::testing

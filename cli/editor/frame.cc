#include "cli/editor/frame.h"

#include <algorithm>

#include "cli/text.h"
#include "graph/base/strings.h"

namespace newsgraph::cli {
namespace {

constexpr int kTab = 2;

// Writes graphemes into rows and keeps account of the column.
class RowWriter {
 public:
  explicit RowWriter(const Scene& scene) : scene_(scene), limit_(std::max(scene.width - 1, 8)) {
    prompt_width_ = WidthOf(scene.prompt);
    if (prompt_width_ > limit_ / 2) prompt_width_ = 0;
  }

  Frame Run() {
    StartLine(true);
    size_t style = 0;
    for (size_t at = 0; at < scene_.text.size();) {
      while (style < scene_.styles.size() && scene_.styles[style].begin <= at)
        SetStyle(scene_.styles[style++].style);
      if (at == scene_.cursor) MarkCursor();
      if (scene_.text[at] == '\n') {
        NewRow();
        StartLine(false);
        ++at;
        continue;
      }
      at = Put(at);
    }
    if (scene_.cursor >= scene_.text.size()) MarkCursor();
    EndStyle();
    frame_.width = scene_.width;
    return std::move(frame_);
  }

 private:
  void StartLine(bool first) {
    if (frame_.rows.empty()) frame_.rows.emplace_back();
    if (frame_.cells.size() < frame_.rows.size()) frame_.cells.push_back(0);
    if (prompt_width_ == 0) return;
    std::string& row = frame_.rows.back();
    if (first) {
      Append(row, scene_.prompt_style, scene_.prompt,
             scene_.prompt_style.empty() ? std::string_view() : kColorEnd);
    } else {
      // The prompt's place, dots at its right end: "       ...> " would be read as text when
      // copied; "…" is enough.
      Append(row, scene_.prompt_style.empty() ? std::string_view() : kDim,
             std::string(static_cast<size_t>(std::max(prompt_width_ - 2, 0)), ' '), "… ",
             scene_.prompt_style.empty() ? std::string_view() : kColorEnd);
    }
    column_ = prompt_width_;
    frame_.cells.back() = column_;
    row += style_;
  }

  // One grapheme, or the visible form of what must not reach a terminal. Returns the byte behind
  // it.
  size_t Put(size_t at) {
    const Grapheme grapheme = NextGrapheme(scene_.text, at);
    const std::string_view raw = scene_.text.substr(at, grapheme.end - at);
    std::string shown = raw == "\t" ? std::string(kTab, ' ') : Visible(raw);
    const int width = shown == raw ? std::max(grapheme.width, 0) : WidthOf(shown);
    if (column_ + width > limit_) {
      // The cursor belongs to the grapheme that moves down.
      const bool cursor_here =
          has_cursor_ && frame_.cursor_row == row_number() && frame_.cursor_column == column_;
      NewRow();
      frame_.rows.back() += style_;
      if (cursor_here) MarkCursor();
    }
    frame_.rows.back() += shown;
    column_ += width;
    frame_.cells.back() = column_;
    return grapheme.end;
  }

  void NewRow() {
    EndStyle();
    frame_.rows.emplace_back();
    frame_.cells.push_back(0);
    column_ = 0;
  }
  void EndStyle() {
    if (!style_.empty()) frame_.rows.back() += kColorEnd;
  }
  void SetStyle(std::string_view style) {
    if (style == style_) return;
    EndStyle();
    style_ = style;
    frame_.rows.back() += style_;
  }
  void MarkCursor() {
    has_cursor_ = true;
    frame_.cursor_row = row_number();
    frame_.cursor_column = column_;
  }
  int row_number() const { return static_cast<int>(frame_.rows.size()) - 1; }

  const Scene& scene_;
  int limit_;
  int prompt_width_ = 0;
  int column_ = 0;
  bool has_cursor_ = false;
  std::string_view style_;
  Frame frame_;
};

// Keeps the rows around the cursor when there are more than the screen has.
void CutToHeight(Frame& frame, int height, size_t below) {
  const int room = std::max(height - static_cast<int>(below), 1);
  const int count = static_cast<int>(frame.rows.size());
  if (count <= room) return;
  const int first = std::clamp(frame.cursor_row - room / 2, 0, count - room);
  frame.rows = {frame.rows.begin() + first, frame.rows.begin() + first + room};
  frame.cells = {frame.cells.begin() + first, frame.cells.begin() + first + room};
  frame.cursor_row -= first;
}

void MoveRows(std::string& out, int rows) {
  if (rows < 0) Append(out, "\x1b[", -rows, "A");
  if (rows > 0) Append(out, "\x1b[", rows, "B");
}

}  // namespace

Frame LayOut(const Scene& scene) {
  Frame frame = RowWriter(scene).Run();
  const size_t below =
      std::min<size_t>(scene.below.size(), static_cast<size_t>(std::max(scene.height / 2, 1)));
  CutToHeight(frame, scene.height, below);
  frame.rows.insert(frame.rows.end(), scene.below.begin(),
                    scene.below.begin() + static_cast<ptrdiff_t>(below));
  frame.cells.resize(frame.rows.size(), 0);
  return frame;
}

std::string Update(const Frame& before, const Frame& after) {
  std::string out = "\x1b[?25l";  // the cursor is hidden while it runs about
  int row = before.cursor_row;
  const bool same_width = before.width == after.width;
  const auto go_to = [&](int target) {
    out += '\r';
    // Rows below the old frame may not exist yet: newlines make them.
    const int last = std::max(static_cast<int>(before.rows.size()) - 1, 0);
    if (target <= last || row >= target) {
      MoveRows(out, target - row);
    } else {
      if (row < last) MoveRows(out, last - row);
      for (int i = std::max(row, last); i < target; ++i) out += '\n';
    }
    row = target;
  };
  for (size_t i = 0; i < after.rows.size(); ++i) {
    if (same_width && i < before.rows.size() && before.rows[i] == after.rows[i]) continue;
    go_to(static_cast<int>(i));
    out += after.rows[i];
    out += "\x1b[K";
  }
  if (before.rows.size() > after.rows.size()) {
    go_to(static_cast<int>(after.rows.size()));
    out += "\x1b[J";
  }
  out += '\r';
  MoveRows(out, after.cursor_row - row);
  if (after.cursor_column > 0) Append(out, "\x1b[", after.cursor_column, "C");
  out += "\x1b[?25h";
  return out;
}

std::string Erase(const Frame& frame, int width) {
  int above = frame.cursor_column / std::max(width, 1);
  for (int i = 0; i < frame.cursor_row; ++i) {
    above += 1 + std::max(frame.cells[static_cast<size_t>(i)] - 1, 0) / std::max(width, 1);
  }
  std::string out = "\r";
  MoveRows(out, -above);
  return out + "\x1b[J";
}

std::string Leave(const Frame& frame) {
  std::string out;
  const int last = std::max(static_cast<int>(frame.rows.size()) - 1, 0);
  MoveRows(out, last - frame.cursor_row);
  return out + "\r\n";
}

}  // namespace newsgraph::cli

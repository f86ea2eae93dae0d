#include "cli/editor/buffer.h"

#include <algorithm>
#include <cctype>

#include "cli/text.h"

namespace newsgraph::cli {
namespace {

constexpr size_t kUndoSteps = 200;
constexpr size_t kUndoBytes = 1 << 20;  // a larger text is not copied at every step

bool IsWord(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) || c == '_' || byte >= 0x80;
}
bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

// A tab or other control in the text is shown as some cells; moving up and down needs only an
// estimate.
int CellsOf(std::string_view text) { return WidthOf(Visible(text)); }

}  // namespace

void EditBuffer::Remember(bool typing) {
  if (typing && typing_at_ == cursor_) return;
  if (text_.size() > kUndoBytes) {
    undo_.clear();
  } else {
    undo_.push_back({text_, cursor_});
  }
  if (undo_.size() > kUndoSteps) undo_.erase(undo_.begin());
  typing_at_ = std::string::npos;
}

void EditBuffer::Set(std::string_view text) {
  text_ = text;
  cursor_ = text_.size();
  undo_.clear();
  typing_at_ = std::string::npos;
}

void EditBuffer::Insert(std::string_view text) {
  const bool typing = text.size() <= 4 && !text.empty() && !IsBlank(text[0]);
  Remember(typing);
  text_.insert(cursor_, text);
  cursor_ += text.size();
  typing_at_ = typing ? cursor_ : std::string::npos;
}

void EditBuffer::Replace(size_t begin, size_t end, std::string_view text) {
  Remember(false);
  text_.replace(begin, end - begin, text);
  cursor_ = begin + text.size();
}

void EditBuffer::Left() { cursor_ = PreviousGrapheme(text_, cursor_); }
void EditBuffer::Right() {
  if (cursor_ < text_.size()) cursor_ = NextGrapheme(text_, cursor_).end;
}

size_t EditBuffer::LineStart(size_t at) const {
  if (at == 0) return 0;
  const size_t newline = text_.rfind('\n', at - 1);
  return newline == std::string::npos ? 0 : newline + 1;
}
size_t EditBuffer::LineEnd(size_t at) const { return std::min(text_.find('\n', at), text_.size()); }
void EditBuffer::Home() { cursor_ = LineStart(cursor_); }
void EditBuffer::End() { cursor_ = LineEnd(cursor_); }

void EditBuffer::MoveToColumn(size_t line_start, int cells) {
  cursor_ = line_start;
  const size_t end = LineEnd(line_start);
  while (cursor_ < end && cells > 0) {
    const Grapheme grapheme = NextGrapheme(text_, cursor_);
    cells -= std::max(grapheme.width, 1);
    if (cells >= 0) cursor_ = grapheme.end;
  }
}

bool EditBuffer::Up() {
  const size_t start = LineStart(cursor_);
  if (start == 0) return false;
  const int column = CellsOf(std::string_view(text_).substr(start, cursor_ - start));
  MoveToColumn(LineStart(start - 1), column);
  return true;
}

bool EditBuffer::Down() {
  const size_t start = LineStart(cursor_);
  const size_t end = LineEnd(cursor_);
  if (end == text_.size()) return false;
  MoveToColumn(end + 1, CellsOf(std::string_view(text_).substr(start, cursor_ - start)));
  return true;
}

size_t EditBuffer::WordStart() const {
  size_t at = cursor_;
  while (at > 0 && !IsWord(text_[at - 1])) --at;
  while (at > 0 && IsWord(text_[at - 1])) --at;
  return at;
}
size_t EditBuffer::WordEnd() const {
  size_t at = cursor_;
  while (at < text_.size() && !IsWord(text_[at])) ++at;
  while (at < text_.size() && IsWord(text_[at])) ++at;
  return at;
}

void EditBuffer::DeleteBefore() {
  if (cursor_ == 0) return;
  Remember(false);
  const size_t begin = PreviousGrapheme(text_, cursor_);
  text_.erase(begin, cursor_ - begin);
  cursor_ = begin;
}
void EditBuffer::DeleteAfter() {
  if (cursor_ == text_.size()) return;
  Remember(false);
  text_.erase(cursor_, NextGrapheme(text_, cursor_).end - cursor_);
}

void EditBuffer::Kill(size_t begin, size_t end) {
  if (begin == end) return;
  Remember(false);
  killed_ = text_.substr(begin, end - begin);
  text_.erase(begin, end - begin);
  cursor_ = begin;
}
void EditBuffer::KillBlankWordBefore() {
  size_t at = cursor_;
  while (at > 0 && IsBlank(text_[at - 1])) --at;
  while (at > 0 && !IsBlank(text_[at - 1])) --at;
  Kill(at, cursor_);
}
void EditBuffer::KillToLineEnd() {
  const size_t end = LineEnd(cursor_);
  Kill(cursor_, end == cursor_ && end < text_.size() ? end + 1 : end);
}
void EditBuffer::KillToLineStart() { Kill(LineStart(cursor_), cursor_); }

void EditBuffer::SwapCharacters() {
  if (text_.empty() || cursor_ == 0) return;
  if (cursor_ == text_.size()) Left();
  const size_t before = PreviousGrapheme(text_, cursor_);
  if (before == cursor_) return;
  const size_t end = NextGrapheme(text_, cursor_).end;
  const std::string swapped =
      text_.substr(cursor_, end - cursor_) + text_.substr(before, cursor_ - before);
  Replace(before, end, swapped);
}

void EditBuffer::Undo() {
  typing_at_ = std::string::npos;
  if (undo_.empty()) return;
  text_ = std::move(undo_.back().text);
  cursor_ = undo_.back().cursor;
  undo_.pop_back();
}

}  // namespace newsgraph::cli

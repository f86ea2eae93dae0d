// The text being edited and where the cursor stands in it. Moves go by grapheme.
//
//   EditBuffer buffer;
//   buffer.Insert("RETURN 1");  buffer.WordLeft();  buffer.KillToLineEnd();   buffer.text() ==
//   "RETURN "
//
// Every change can be undone; runs of typed characters are one step. The killed text comes back
// with Yank. One thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace newsgraph::cli {

class EditBuffer {
 public:
  const std::string& text() const { return text_; }
  size_t cursor() const { return cursor_; }
  bool empty() const { return text_.empty(); }

  // Replaces all; the cursor stands at the end.
  void Set(std::string_view text);
  void Clear() { Set({}); }
  void Insert(std::string_view text);
  // Puts `text` in place of the bytes [begin, end) and the cursor behind it.
  void Replace(size_t begin, size_t end, std::string_view text);

  void Left();
  void Right();
  void WordLeft() { cursor_ = WordStart(); }
  void WordRight() { cursor_ = WordEnd(); }
  void Home();  // of the line
  void End();
  // False at the first (last) line: the caller goes through the history then.
  bool Up();
  bool Down();
  void Start() { cursor_ = 0; }
  void Finish() { cursor_ = text_.size(); }

  void DeleteBefore();
  void DeleteAfter();
  void KillWordBefore() { Kill(WordStart(), cursor_); }
  void KillBlankWordBefore();
  void KillWordAfter() { Kill(cursor_, WordEnd()); }
  void KillToLineEnd();
  void KillToLineStart();
  void Yank() { Insert(killed_); }
  void SwapCharacters();
  void Undo();

 private:
  struct Step {
    std::string text;
    size_t cursor;
  };
  size_t LineStart(size_t at) const;
  size_t LineEnd(size_t at) const;
  size_t WordStart() const;
  size_t WordEnd() const;
  void Kill(size_t begin, size_t end);
  void Remember(bool typing);
  void MoveToColumn(size_t line_start, int cells);

  std::string text_;
  size_t cursor_ = 0;
  std::string killed_;
  std::vector<Step> undo_;
  size_t typing_at_ = std::string::npos;  // where a run of typed characters goes on
};

}  // namespace newsgraph::cli

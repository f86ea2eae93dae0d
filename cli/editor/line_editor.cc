#include "cli/editor/line_editor.h"

#include <algorithm>
#include <array>

#include "cli/text.h"

namespace newsgraph::cli {
namespace {

constexpr size_t kMenuRows = 6;
constexpr std::string_view kChosen = "\x1b[7m";

constexpr std::array kKeys = {
    KeyRow{"Enter", "run a statement that ends in ;, else begin a new line"},
    KeyRow{"Alt-Enter", "begin a new line"},
    KeyRow{"Tab, Shift-Tab", "complete; again: the next, the previous candidate"},
    KeyRow{"Ctrl-C", "clear the text; cancel a running statement"},
    KeyRow{"Ctrl-D", "leave, when the text is empty; else delete the character"},
    KeyRow{"Up, Down", "the line above or below; the statement before or after"},
    KeyRow{"Ctrl-P, Ctrl-N", "the statement before or after"},
    KeyRow{"Ctrl-R", "search the statements before; again: an older one"},
    KeyRow{"Ctrl-A, Ctrl-E", "the start, the end of the line (also Home, End)"},
    KeyRow{"Alt-B, Alt-F", "a word back, a word on (also Ctrl-Left, Ctrl-Right)"},
    KeyRow{"Ctrl-W, Alt-Backspace", "cut the word before the cursor"},
    KeyRow{"Alt-D", "cut the word after the cursor"},
    KeyRow{"Ctrl-U, Ctrl-K", "cut to the start, to the end of the line"},
    KeyRow{"Ctrl-Y", "put back what was cut"},
    KeyRow{"Ctrl-T", "swap two characters"},
    KeyRow{"Ctrl-_, Ctrl-Z", "undo"},
    KeyRow{"Ctrl-L", "clear the screen"},
};

std::string CommonPrefix(const std::vector<std::string>& words) {
  std::string prefix = words[0];
  for (const std::string& word : words) {
    size_t length = 0;
    while (length < prefix.size() && length < word.size() && prefix[length] == word[length])
      ++length;
    prefix.resize(length);
  }
  // Never half a character.
  while (!prefix.empty() && prefix.size() < words[0].size() &&
         (static_cast<unsigned char>(words[0][prefix.size()]) & 0xC0) == 0x80) {
    prefix.pop_back();
  }
  return prefix;
}

// Candidates in columns, the rows around the chosen one.
std::vector<std::string> MenuRows(const std::vector<std::string>& candidates,
                                  std::optional<size_t> chosen, int width, bool color) {
  const int room = std::max(width - 1, 10);
  int widest = 1;
  std::vector<std::string> shown;
  for (const std::string& candidate : candidates) {
    shown.push_back(Fit(Visible(candidate), room - 2));
    widest = std::max(widest, WidthOf(shown.back()));
  }
  const auto columns = static_cast<size_t>(std::max(room / (widest + 2), 1));
  const size_t rows = (shown.size() + columns - 1) / columns;
  const size_t chosen_row = chosen ? *chosen / columns : 0;
  const size_t first =
      std::min(chosen_row - std::min(chosen_row, kMenuRows - 1), rows - std::min(rows, kMenuRows));
  std::vector<std::string> result;
  for (size_t row = first; row < std::min(rows, first + kMenuRows); ++row) {
    std::string line;
    for (size_t i = row * columns; i < std::min(shown.size(), (row + 1) * columns); ++i) {
      const std::string_view style = i == chosen ? kChosen : color ? kDim : std::string_view();
      Append(line, style, shown[i], style.empty() ? std::string_view() : kColorEnd,
             std::string(static_cast<size_t>(widest + 2 - WidthOf(shown[i])), ' '));
    }
    result.push_back(std::move(line));
  }
  if (rows > result.size())
    result.push_back(Cat(color ? kDim : "", "… ", shown.size(), " in all", color ? kColorEnd : ""));
  return result;
}

}  // namespace

std::span<const KeyRow> KeyRows() { return kKeys; }

void LineEditor::Reset() {
  buffer_.Clear();
  back_ = 0;
  draft_.clear();
  menu_.reset();
  search_.reset();
}

std::string LineEditor::Take() {
  std::string text = buffer_.text();
  history_.Add(text);
  Reset();
  return text;
}

LineEditor::Outcome LineEditor::Press(const Key& key) {
  if (search_) {
    bool handled = false;
    const Outcome outcome = PressInSearch(key, handled);
    if (handled) return outcome;
  }
  if (key.code == KeyCode::kTab || key.code == KeyCode::kBackTab) {
    Complete(key.code == KeyCode::kBackTab);
    return Outcome::kEditing;
  }
  if (key.code == KeyCode::kEscape && menu_) {
    if (menu_->shown) buffer_.Replace(menu_->completions.begin, menu_->end, menu_->typed);
    menu_.reset();
    return Outcome::kEditing;
  }
  menu_.reset();
  return Edit(key);
}

LineEditor::Outcome LineEditor::Edit(const Key& key) {
  switch (key.code) {
    case KeyCode::kText:
    case KeyCode::kPaste:
      buffer_.Insert(key.text);
      break;
    case KeyCode::kControl:
      return Control(key.text[0]);
    case KeyCode::kAlt:
      Alt(key.text[0]);
      break;
    case KeyCode::kEnter:
      if (buffer_.empty() || is_complete_(buffer_.text())) {
        buffer_.Finish();
        return Outcome::kSubmitted;
      }
      buffer_.Insert("\n");
      break;
    case KeyCode::kAltEnter:
      buffer_.Insert("\n");
      break;
    case KeyCode::kBackspace:
      buffer_.DeleteBefore();
      break;
    case KeyCode::kAltBackspace:
      buffer_.KillWordBefore();
      break;
    case KeyCode::kDelete:
      buffer_.DeleteAfter();
      break;
    case KeyCode::kLeft:
      buffer_.Left();
      break;
    case KeyCode::kRight:
      buffer_.Right();
      break;
    case KeyCode::kWordLeft:
      buffer_.WordLeft();
      break;
    case KeyCode::kWordRight:
      buffer_.WordRight();
      break;
    case KeyCode::kHome:
      buffer_.Home();
      break;
    case KeyCode::kEnd:
      buffer_.End();
      break;
    case KeyCode::kUp:
      if (!buffer_.Up()) HistoryUp();
      break;
    case KeyCode::kDown:
      if (!buffer_.Down()) HistoryDown();
      break;
    case KeyCode::kPageUp:
      buffer_.Start();
      break;
    case KeyCode::kPageDown:
      buffer_.Finish();
      break;
    case KeyCode::kTab:
    case KeyCode::kBackTab:
    case KeyCode::kEscape:
    case KeyCode::kUnknown:
      break;
  }
  return Outcome::kEditing;
}

LineEditor::Outcome LineEditor::Control(char letter) {
  switch (letter) {
    case 'a':
      buffer_.Home();
      break;
    case 'b':
      buffer_.Left();
      break;
    case 'c':
      Reset();
      return Outcome::kInterrupted;
    case 'd':
      if (buffer_.empty()) return Outcome::kEnded;
      buffer_.DeleteAfter();
      break;
    case 'e':
      buffer_.End();
      break;
    case 'f':
      buffer_.Right();
      break;
    case 'k':
      buffer_.KillToLineEnd();
      break;
    case 'l':
      return Outcome::kClearScreen;
    case 'n':
      HistoryDown();
      break;
    case 'p':
      HistoryUp();
      break;
    case 'r':
      search_ = Search{"", std::nullopt, buffer_.text(), false};
      break;
    case 't':
      buffer_.SwapCharacters();
      break;
    case 'u':
      buffer_.KillToLineStart();
      break;
    case 'w':
      buffer_.KillBlankWordBefore();
      break;
    case 'y':
      buffer_.Yank();
      break;
    case 'z':
    case '_':
      buffer_.Undo();
      break;
    default:
      break;
  }
  return Outcome::kEditing;
}

void LineEditor::Alt(char letter) {
  switch (letter) {
    case 'd':
      buffer_.KillWordAfter();
      break;
    case '<':
      buffer_.Start();
      break;
    case '>':
      buffer_.Finish();
      break;
    default:
      break;
  }
}

void LineEditor::HistoryUp() {
  if (back_ >= history_.size()) return;
  if (back_ == 0) draft_ = buffer_.text();
  ++back_;
  buffer_.Set(history_[history_.size() - back_]);
}

void LineEditor::HistoryDown() {
  if (back_ == 0) return;
  --back_;
  buffer_.Set(back_ == 0 ? draft_ : history_[history_.size() - back_]);
}

void LineEditor::FindOlder(size_t before) {
  const auto found = history_.Search(search_->text, before);
  search_->failed = !found;
  if (!found) return;
  search_->found = found;
  buffer_.Set(history_[*found]);
}

// Typed text narrows the search, Ctrl-R goes on, Escape and Ctrl-G give up; any other key takes
// what was found and then does its own work.
LineEditor::Outcome LineEditor::PressInSearch(const Key& key, bool& handled) {
  handled = true;
  const auto is_control = [&](char letter) {
    return key.code == KeyCode::kControl && key.text[0] == letter;
  };
  if (key.code == KeyCode::kText) {
    search_->text += key.text;
    FindOlder(search_->found ? *search_->found + 1 : history_.size());
  } else if (key.code == KeyCode::kBackspace) {
    search_->text.resize(PreviousGrapheme(search_->text, search_->text.size()));
    FindOlder(history_.size());
  } else if (is_control('r')) {
    FindOlder(search_->found.value_or(history_.size()));
  } else if (key.code == KeyCode::kEscape || is_control('g') || is_control('c')) {
    buffer_.Set(search_->original);
    search_.reset();
  } else {
    if (search_->found) back_ = history_.size() - *search_->found;
    search_.reset();
    handled = false;
  }
  return Outcome::kEditing;
}

void LineEditor::Complete(bool backwards) {
  if (menu_) {
    const size_t count = menu_->completions.candidates.size();
    const size_t next = !menu_->shown ? (backwards ? count - 1 : 0)
                                      : (*menu_->shown + (backwards ? count - 1 : 1)) % count;
    ShowCandidate(next);
    return;
  }
  Completions completions = completer_(buffer_.text(), buffer_.cursor());
  if (completions.candidates.empty()) return;
  const size_t begin = completions.begin;
  const std::string typed = buffer_.text().substr(begin, buffer_.cursor() - begin);
  const std::string prefix = CommonPrefix(completions.candidates);
  if (prefix.size() > typed.size() || completions.candidates.size() == 1) {
    if (prefix != typed) buffer_.Replace(begin, buffer_.cursor(), prefix);
  }
  if (completions.candidates.size() == 1) return;
  menu_ = Menu{std::move(completions), buffer_.cursor(), std::nullopt,
               buffer_.text().substr(begin, buffer_.cursor() - begin)};
}

void LineEditor::ShowCandidate(size_t number) {
  const std::string& candidate = menu_->completions.candidates[number];
  buffer_.Replace(menu_->completions.begin, menu_->end, candidate);
  menu_->end = menu_->completions.begin + candidate.size();
  menu_->shown = number;
}

std::vector<std::string> LineEditor::Below(int width, bool color) const {
  if (search_) {
    std::string row = Cat(search_->failed ? "no older statement has \"" : "search: \"",
                          Visible(search_->text), "\"");
    return {Fit(row, std::max(width - 1, 10))};
  }
  if (menu_) return MenuRows(menu_->completions.candidates, menu_->shown, width, color);
  return {};
}

}  // namespace newsgraph::cli
